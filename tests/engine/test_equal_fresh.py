"""Machine code is never older than its sources, and never leaves its arrays."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sim

pytest.importorskip("numba", reason="the extra `fast` is not installed")
pytestmark = pytest.mark.slow

PACKAGE = Path(sim.__file__).parent
PROJECT = PACKAGE.parent

EDITED, BEFORE, AFTER = "channel.py", "return 0.5 * (usual", "return 0.25 * (usual"
"""What is edited in the copy: a constant in how people remember waits."""

BOTH_ENGINES = """
import hashlib, sim
from sim.engine import LOGS, simpy_engine
from sim.engine.compiled import engine
from sim.scenarios.resolve import plans

plan = plans(sim.load("verification/lively", ["time.horizon_months=2"]).scenario)["base"]
for run in (engine.run, simpy_engine.run):
    tables = run(plan, 1, 0, frozenset(LOGS))
    print(hashlib.sha256(b"".join(table.tobytes() for table in tables)).hexdigest())
"""
"""Prints the fingerprints of a run of each engine."""

WITH_BOUNDS = """
import pytest
from tests.engine.equal import calendar
from tests.engine.test_equal_room import compare
from tests.engine.test_compiled_behaviour import CHANGE, SETS
from tests.worlds import worlds

with pytest.raises(IndexError):
    calendar.first(calendar.empty(0, 1, 1))
compare(worlds("lively", SETS, changed=[CHANGE])["changed"], 1)
"""
"""Lives through a firm that does everything, when it is sure that bounds are checked."""


def run(script: str, folder: Path, cache: Path, **environment: str) -> list[str]:
    """Lines that a script prints in a process of its own, with machine code of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "XDG_CACHE_HOME": str(cache),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_an_edit_changes_what_the_compiled_engine_returns(tmp_path: Path) -> None:
    """After an edit far below the loop both engines return something else, and the same."""
    shutil.copytree(PACKAGE, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT / "scenarios", tmp_path / "scenarios")
    cache = tmp_path / "cache"
    compiled, reference = run(BOTH_ENGINES, tmp_path, cache)
    assert compiled == reference
    edited = tmp_path / "sim" / "behaviour" / EDITED
    text = edited.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    edited.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
    compiled_now, reference_now = run(BOTH_ENGINES, tmp_path, cache)
    assert compiled_now == reference_now != reference


def test_no_index_leaves_its_array(tmp_path: Path) -> None:
    """A firm that does everything, without spare room, in machine code that checks every index."""
    run(WITH_BOUNDS, PROJECT, tmp_path, NUMBA_BOUNDSCHECK="1")
