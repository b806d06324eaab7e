"""Machine code is never older than its sources, and never leaves its arrays."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

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
from sim.engine.compiled import store
from tests.engine.equal import calendar
from tests.engine.test_equal_room import compare
from tests.engine.test_compiled_behaviour import CHANGE, SETS
from tests.worlds import worlds

with pytest.raises(IndexError):
    calendar.first(calendar.empty(0, 1, 1))
compare(worlds("lively", SETS, changed=[CHANGE])["changed"], 1)
print(store.ROOT)
"""
"""Lives through a firm that does everything, when it is sure that bounds are checked."""


class Copy(NamedTuple):
    """A copy of the package with machine code of its own, which checks every index."""

    folder: Path
    cache: Path

    def run(self, script: str) -> list[str]:
        """Lines that a script prints in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(map(str, (self.folder, PROJECT))),
                "PYTHONDONTWRITEBYTECODE": "1",
                "XDG_CACHE_HOME": str(self.cache),
                "NUMBA_BOUNDSCHECK": "1",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """It is compiled by whoever asks first; that takes a minute."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, folder / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT / "scenarios", folder / "scenarios")
    return Copy(folder, folder / "cache")


def test_an_edit_changes_what_the_compiled_engine_returns(copy: Copy) -> None:
    """After an edit far below the loop both engines return something else, and the same."""
    compiled, reference = copy.run(BOTH_ENGINES)
    assert compiled == reference
    edited = copy.folder / "sim" / "behaviour" / EDITED
    text = edited.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    edited.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
    try:
        compiled_now, reference_now = copy.run(BOTH_ENGINES)
    finally:
        edited.write_text(text, encoding="utf-8")
    assert compiled_now == reference_now != reference


def test_no_index_leaves_its_array(copy: Copy) -> None:
    """A firm that does everything, without spare room, in machine code that checks every index."""
    assert copy.run(WITH_BOUNDS) == [str(copy.folder / "sim")]
