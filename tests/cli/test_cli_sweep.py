"""A sweep as its user runs it: killed, stopped by hand, on a full disk, and asked in three ways."""

import csv
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

import sim
from sim import randomness as rnd
from sim.cli import main
from sim.experiment.sweep_store import RUNS

ROOT = Path(__file__).parents[2]
QUESTION = ROOT / "tests" / "scenarios_for_tests" / "small_sweep.yaml"

COUNT = 200
"""Runs of the question's own sweep."""

KILLS = 10

PATIENCE = 120.0
"""A sweep that has not come so far by then hangs [second]."""

LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are seen there")

SETS = ("market.people=20", "time.warm_up_months=0", "time.horizon_months=1")

TINY = tuple(word for text in SETS for word in ("--set", text))

FEW = {
    "firm.price_index": {"low": 0.9, "high": 1.1, "levels": 7},
    "links.customer_satisfaction_to_retention": [0, 1.5],
}
"""A sweep of 56 runs, whose rows are more than its manifest."""

VARY = (
    "--vary", "firm.price_index=0.9..1.1:7",
    "--vary", "links.customer_satisfaction_to_retention=0,1.5",
    "--replications", "2",
)  # fmt: skip

# What a terminal hands to a program, whoever started these tests; then the command itself.
LAUNCH = """
import os, resource, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
limit = int(sys.argv[1])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
os.execv(sys.executable, [sys.executable, "-m", "sim", "sweep", *sys.argv[2:]])
"""


class Spc(subprocess.Popen[str]):
    """``spc sweep`` in a process group of its own, as a terminal starts it."""

    def __init__(self, *words: str | Path, largest: int = 0) -> None:
        engine = ("--engine", "simpy")
        super().__init__(
            [sys.executable, "-c", LAUNCH, str(largest), *map(str, words), *engine],
            cwd=ROOT,
            # A program cut short by a limit would leave half of its compiled modules behind.
            env=os.environ | {"COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def until(self, reached: Callable[[], bool]) -> None:
        """Let it run until something has come to pass, and look at once."""
        start = perf_counter()
        while not reached():
            with suppress(subprocess.TimeoutExpired):
                pytest.fail(f"it ended by itself: {self.wait(0.001)}, {self.communicate()}")
            assert perf_counter() - start < PATIENCE


@contextmanager
def spc(*words: str | Path, largest: int = 0) -> Iterator[Spc]:
    """``spc sweep``, of which nothing is left afterwards."""
    process = Spc(*words, largest=largest)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def ended(*words: str | Path, largest: int = 0) -> tuple[int, str, str]:
    """Exit code of ``spc sweep`` and all it said."""
    with spc(*words, largest=largest) as process:
        out, errors = process.communicate(timeout=PATIENCE)
        return process.returncode, out, errors


def tables(folder: Path) -> dict[str, bytes]:
    """Tables of a sweep as its folder has them."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def manifest(folder: Path) -> dict[str, Any]:
    """How the sweep in a folder came about."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def rows(folder: Path) -> list[bytes]:
    """Whole rows of finished runs; none before the first."""
    try:
        content = (folder / RUNS).read_bytes()
    except FileNotFoundError:
        return []
    return [line for line in content.splitlines(keepends=True)[1:] if line.endswith(b"\n")]


def in_turn(point: str, alternative: str, replication: str) -> tuple[int, int, bool]:
    """Where a run comes when one process does all: replication by replication at each point."""
    return int(point), int(replication), alternative != "base"


def keys(lines: list[bytes]) -> list[tuple[str, ...]]:
    """Which run each row is of."""
    return [tuple(row[:3]) for row in csv.reader(io.StringIO(b"".join(lines).decode()))]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sweep of 56 runs, from Python, that nobody disturbed."""
    out = tmp_path_factory.mktemp("few")
    sim.sweep(QUESTION, FEW, replications=2, sets=SETS, engine="simpy", out=out)
    (folder,) = out.glob("*/")
    return folder


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sweep of 200 runs that nobody disturbed."""
    out = tmp_path_factory.mktemp("calm")
    assert ended(QUESTION, "--workers", "2", "--out", out, "-q")[0] == 0
    (folder,) = out.glob("*/")
    assert len(rows(folder)) == COUNT
    return folder


# Killed -------------------------------------------------------------------------------------------


def children(pid: int) -> set[int]:
    """Processes that a process has started, and those that they have."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):
            found |= set(map(int, task.read_text().split()))
    return found.union(*map(children, found))


def alive(pid: int) -> bool:
    """Whether a process still does something; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@LINUX
@pytest.mark.slow
def test_what_is_killed_again_and_again_comes_out_the_same(calm: Path, tmp_path: Path) -> None:
    """Killed ten times at drawn moments and as it ends: no run is lost, none is done twice."""
    key = rnd.entity_key(6, 0, rnd.KIND_EXPERIMENT, 0)
    step = COUNT // KILLS
    moments = [int(step * (kill + rnd.uniform(key, 0, kill))) for kill in range(KILLS)]
    folder = tmp_path / calm.name
    before: list[bytes] = []
    for moment in (*moments, COUNT):
        wanted = min(max(moment, len(before) + 1), COUNT)
        with spc(QUESTION, "--workers", "2", "--out", tmp_path, "--resume", "-q") as process:
            process.until(lambda wanted=wanted: len(rows(folder)) >= wanted)
            workers = children(process.pid)
            process.kill()
            struck = perf_counter()
            assert process.wait() == -signal.SIGKILL
            while any(map(alive, workers)):
                assert perf_counter() - struck < 2.0
        after = rows(folder)
        assert after[: len(before)] == before
        assert len(set(keys(after))) == len(after) <= COUNT
        before = after
    assert ended(QUESTION, "--workers", "2", "--out", tmp_path, "--resume", "-q")[0] == 0
    assert manifest(folder)["runs_kept"] == len(before)
    assert manifest(folder)["runs"] == COUNT
    assert set(rows(folder)) >= set(before)
    assert tables(folder) == tables(calm)


# Stopped by hand ----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("hands", ["--workers 2", "--workers 1", "--threads 2"])
def test_ctrl_c_ends_at_once_and_says_how_to_go_on(hands: str, calm: Path, tmp_path: Path) -> None:
    """Within two seconds it is gone with exit code 130, and nothing that had finished with it."""
    words = (QUESTION, *hands.split(), "--out", tmp_path)
    folder = tmp_path / calm.name
    with spc(*words) as process:
        process.until(lambda: len(rows(folder)) >= COUNT // 4)
        struck = perf_counter()
        os.killpg(process.pid, signal.SIGINT)
        code = process.wait(PATIENCE)
        seconds = perf_counter() - struck
        _, errors = process.communicate()
    assert code == 130
    assert seconds < 2.0
    assert f"interrupted; finished runs are in {folder}, --resume goes on" in errors
    assert "Traceback" not in errors
    assert manifest(folder)["status"] == "interrupted"
    before = rows(folder)
    assert COUNT // 4 <= len(before) < COUNT
    assert ended(*words, "--resume", "-q")[0] == 0
    assert manifest(folder)["runs_kept"] == len(before)
    assert set(rows(folder)) >= set(before)
    assert tables(folder) == tables(calm)


# A disk that takes no more ------------------------------------------------------------------------


def test_a_disk_that_is_full_in_the_midst_of_a_row_loses_no_other(
    few: Path, tmp_path: Path
) -> None:
    """The reason and the remedy are told, whole rows stay, and with room again it goes on."""
    head, *lines = (few / RUNS).read_bytes().splitlines(keepends=True)
    lines.sort(key=lambda line: in_turn(*keys([line])[0]))
    fit = len(lines) - 3
    largest = len(head) + len(b"".join(lines[:fit])) + len(lines[fit]) // 2
    assert largest > (few / "manifest.json").stat().st_size
    words = (QUESTION, *VARY, *TINY, "--workers", "1", "--out", tmp_path / "out")
    code, _, errors = ended(*words, largest=largest)
    folder = tmp_path / "out" / few.name
    assert code == 2
    assert re.search(rf"{folder} cannot be written: File too large; make room", errors)
    assert "finished runs are kept, --resume goes on from there" in errors
    assert (folder / RUNS).stat().st_size == largest
    assert rows(folder) == lines[:fit]
    assert main(["sweep", *map(str, words), "--engine", "simpy", "--resume", "-q"]) == 0
    assert manifest(folder)["runs_kept"] == fit
    assert tables(folder) == tables(few)


@pytest.mark.slow
def test_a_disk_that_is_full_stops_workers_too(calm: Path, tmp_path: Path) -> None:
    """With two processes at work on 200 runs it is the same."""
    words = (QUESTION, "--workers", "2", "--out", tmp_path)
    largest = int(0.4 * (calm / RUNS).stat().st_size)
    code, _, errors = ended(*words, largest=largest)
    assert code == 2
    assert "cannot be written: File too large" in errors
    assert "--resume goes on" in errors
    folder = tmp_path / calm.name
    before = rows(folder)
    assert ended(*words, "--resume", "-q")[0] == 0
    assert manifest(folder)["runs_kept"] == len(before) > 0
    assert set(rows(folder)) >= set(before)
    assert tables(folder) == tables(calm)


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below a file there is no folder: exit code 2, the reason, and nothing is written."""
    file = tmp_path / "file"
    file.write_text("mine")
    words = (str(QUESTION), *VARY, "--out", str(file / "out"), "--engine", "simpy", "-q")
    assert main(["sweep", *words]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert re.search(rf"{file}/out/\S+ cannot be written: Not a directory; .*another output", told)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert file.read_text() == "mine"


# A run that fails ---------------------------------------------------------------------------------


def test_a_run_that_fails_is_told_with_its_command(tmp_path: Path) -> None:
    """One point is no business: exit code 1, and a command that says why; neighbours are fine."""
    hours = "channels.store.hours"
    ends = ("--vary", f"{hours}.opens_at_hour=9,16", "--vary", f"{hours}.closes_at_hour=12,18")
    words = (QUESTION, *ends, *TINY, "--replications", "2", "--workers", "1", "--out", tmp_path)
    code, _, errors = ended(*words)
    assert code == 1
    (folder,) = tmp_path.glob("*/")
    with (folder / RUNS).open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    failed = [row for row in found if row["status"] == "failed"]
    assert [row["point"] for row in failed] == ["2"] * 4
    assert len(found) == 16
    command = failed[0]["rerun"]
    assert command in errors
    assert main([*shlex.split(command)[1:], "--out", str(tmp_path / "again")]) == 2
    assert not (tmp_path / "again").exists()


# Three ways of asking -----------------------------------------------------------------------------


def test_a_file_a_command_line_and_python_ask_the_same(few: Path, tmp_path: Path) -> None:
    """The same rows, byte by byte, and the same folder, so that each goes on with the others."""
    text = QUESTION.read_text(encoding="utf-8")
    start, end = text.index("sweep:"), text.index("alternatives:")
    block = """
sweep:
  design: grid
  replications: 2
  parameters:
    - {path: firm.price_index, low: 0.9, high: 1.1, levels: 7}
    - {path: links.customer_satisfaction_to_retention, values: [0, 1.5]}
"""
    for name, between in (("asked", block), ("bare", "")):
        (tmp_path / name).mkdir()
        path = tmp_path / name / "small_sweep.yaml"
        path.write_text(text[:start] + between + text[end:], encoding="utf-8")
    common = (*TINY, "--workers", "1", "--engine", "simpy", "-q")
    yaml = (str(tmp_path / "asked" / "small_sweep.yaml"), "--out", str(tmp_path / "yaml"))
    assert main(["sweep", *yaml, *common]) == 0
    bare = tmp_path / "bare" / "small_sweep.yaml"
    words = (bare, *VARY, *TINY, "--workers", "2", "--out", tmp_path / "words")
    assert ended(*words, "-q")[0] == 0
    for way in ("yaml", "words"):
        (folder,) = (tmp_path / way).glob("*/")
        assert folder.name == few.name
        assert tables(folder) == tables(few)


# Looking first ------------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing_and_nothing_is_replaced_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What would be run is told; a folder that is there needs --resume or --force."""
    out = tmp_path / "out"
    words = (str(QUESTION), "--out", str(out), "--engine", "simpy")
    code, told, errors = ended(*words, "--dry-run")
    assert (code, errors) == (0, "")
    assert "50 points x 2 worlds x 2 replications = 200 runs" in told
    folder = Path(told.split()[-1])
    assert folder.parent == out
    assert not out.exists()
    folder.mkdir(parents=True)
    (folder / "mine").write_text("mine")
    assert main(["sweep", *words]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(str(folder))
    assert "--resume" in line
    assert "--force" in line
    assert [path.name for path in folder.iterdir()] == ["mine"]
