"""A sweep gives the same rows however it was asked for, done, stopped and gone on with."""

import errno
import os
import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.cli import main
from sim.errors import ScenarioError, UsageError
from sim.experiment import sweep
from sim.experiment.folder import FINISHED, INTERRUPTED, Folder, manifest_of, writing
from sim.experiment.sweep_plan import SweepPlan
from sim.experiment.sweep_run import SweepRun, Task
from sim.experiment.sweep_store import RUNS
from sim.experiment.swept import Swept
from sim.experiment.threads import Threads
from sim.metrics import CATALOGUE

QUESTION = Path(__file__).parents[1] / "scenarios_for_tests" / "small_sweep.yaml"

FEW = {
    "firm.price_index": (0.9, 1.1),
    "links.customer_satisfaction_to_retention": [0, 1.5],
}
"""Six points of two worlds with two replications: 24 runs."""

COUNT = 24


def swept(out: Path | None = None, **wishes: Any) -> Swept:
    """The sweep of most tests."""
    wishes = {"design": "grid", "replications": 2, "engine": "simpy"} | wishes
    return sim.sweep(QUESTION, FEW, out=out, **wishes)


def files(result: Swept) -> dict[str, bytes]:
    """Tables of a sweep as its folder has them."""
    assert result.folder is not None
    return {path.name: path.read_bytes() for path in sorted(result.folder.glob("*.csv"))}


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    """The sweep from one process that nobody disturbed."""
    return swept(tmp_path_factory.mktemp("calm"))


class Recalled:
    """Runs of the calm sweep, given again without running; something may happen in some of them."""

    def __init__(self, calm: Swept, happens: Callable[[int], None] = lambda run: None) -> None:
        keys = calm.runs[["point", "alternative", "replication"]].itertuples(index=False, name=None)
        figures = calm.runs[list(CATALOGUE)].itertuples(index=False, name=None)
        self._figures = dict(zip(keys, figures, strict=True))
        self._happens = happens
        self.runs = 0

    def __call__(self, simulate: object, task: Task) -> SweepRun:
        """One run of the sweep."""
        self.runs += 1
        key = (task.point, task.alternative, task.replication)
        try:
            self._happens(self.runs)
        except ValueError as error:
            return SweepRun(*key, (), " ".join(str(error).split()))
        return SweepRun(*key, self._figures[key], "")


def stop(at: int, run: int) -> None:
    """Be stopped by hand in one run."""
    if run == at:
        raise KeyboardInterrupt


def fail(bad: frozenset[int], run: int) -> None:
    """Break some runs."""
    if run in bad:
        raise ValueError("a law was broken, twice")


# The same rows ------------------------------------------------------------------------------------


def test_the_same_bytes_whoever_does_the_work(calm: Swept, tmp_path: Path) -> None:
    """Two processes and two threads write the files of one process."""
    with Threads(2) as threads:
        assert files(swept(tmp_path / "threads", workers=threads)) == files(calm)
    assert files(swept(tmp_path / "processes", workers=2)) == files(calm)


def test_the_same_rows_from_yaml_and_from_python(calm: Swept, tmp_path: Path) -> None:
    """A ``sweep:`` block and the arguments of a call are two ways of saying the same."""
    path = tmp_path / "asked.yaml"
    text = QUESTION.read_text(encoding="utf-8")
    start, end = text.index("sweep:"), text.index("alternatives:")
    block = """
sweep:
  design: grid
  replications: 2
  parameters:
    - {path: firm.price_index, low: 0.9, high: 1.1}
    - {path: links.customer_satisfaction_to_retention, values: [0, 1.5]}
"""
    path.write_text(text[:start] + block + text[end:], encoding="utf-8")
    asked = sim.sweep(path, engine="simpy")
    for name, table in calm.tables().items():
        pd.testing.assert_frame_equal(asked.tables()[name], table, check_exact=True)


def test_a_point_is_the_question_with_its_values(calm: Swept) -> None:
    """Each run of a sweep is the run of the question with those values set."""
    last = calm.points.iloc[-1]
    sets = [f"{path}={last[path]}" for path in FEW]
    alone = sim.run(QUESTION, sets=sets, engine="simpy", replications=2)
    here = calm.runs[calm.runs["point"] == last["point"]].reset_index(drop=True)
    figures = list(CATALOGUE)
    pd.testing.assert_frame_equal(here[figures], alone.runs[figures], check_exact=True)
    own = calm.differences[calm.differences["point"] == last["point"]].reset_index(drop=True)
    names = ["difference", "low", "high", "replications"]
    pd.testing.assert_frame_equal(own[names], alone.differences[names], rtol=1e-9, atol=1e-12)


def test_a_sweep_is_read_back_as_it_was(calm: Swept) -> None:
    """Every table comes back from the folder to the last bit."""
    assert calm.folder is not None
    again = sim.load_results(calm.folder)
    assert isinstance(again, Swept)
    assert again.factors == calm.factors
    assert again.alternatives == calm.alternatives
    for name, table in calm.tables().items():
        pd.testing.assert_frame_equal(again.tables()[name], table, check_exact=True)


def test_every_row_says_what_was_varied(calm: Swept) -> None:
    """Runs and estimates carry the values of their point, so that no table needs another."""
    for table in (calm.runs, calm.levels, calm.differences):
        merged = table.merge(calm.points, on="point", suffixes=("", "_of_point"))
        assert len(merged) == len(table) > 0
        for path in FEW:
            assert (merged[path] == merged[f"{path}_of_point"]).all()


# Stopped and gone on with -------------------------------------------------------------------------


@pytest.mark.parametrize("at", [1, 2, 13, COUNT])
def test_what_was_stopped_goes_on(
    at: int, calm: Swept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupt keeps every finished run; the rest is done later, with the same bytes."""
    monkeypatch.setattr(sweep, "one_run", Recalled(calm, partial(stop, at)))
    with pytest.raises(KeyboardInterrupt) as stopped:
        swept(tmp_path)
    folder = Path(stopped.value.args[0])
    assert manifest_of(folder)["status"] == INTERRUPTED
    assert len((folder / RUNS).read_text().splitlines()) == at  # the header, and a row a run
    with pytest.raises(UsageError, match=r"sweep, interrupted; resume goes on .* force replaces"):
        swept(tmp_path)
    rest = Recalled(calm)
    monkeypatch.setattr(sweep, "one_run", rest)
    again = swept(tmp_path, resume=True)
    assert rest.runs == COUNT - at + 1
    assert again.manifest["runs_kept"] == at - 1
    assert manifest_of(folder)["status"] == FINISHED
    assert files(again) == files(calm)


@settings(max_examples=20, deadline=None)
@given(cut=st.integers(0, 10**6))
def test_a_row_that_was_cut_off_is_done_again(
    cut: int, calm: Swept, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever byte a process died at, the rows before it stay and the result is the same."""
    home = tmp_path_factory.mktemp("cut")
    content = files(calm)[RUNS]
    part = content[: cut % (len(content) + 1)]
    assert calm.folder is not None
    (home / calm.folder.name).mkdir()
    (home / calm.folder.name / RUNS).write_bytes(part)
    rest = Recalled(calm)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep, "one_run", rest)
        again = swept(home, resume=True)
    assert rest.runs == COUNT - max(part.count(b"\n") - 1, 0)
    assert files(again) == files(calm)


def test_going_on_with_a_finished_sweep_runs_nothing(
    calm: Swept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command with resume may be given any number of times."""
    rest = Recalled(calm)
    monkeypatch.setattr(sweep, "one_run", rest)
    assert calm.folder is not None
    before = files(calm)
    again = swept(calm.folder.parent, resume=True)
    assert rest.runs == 0
    assert files(again) == before


def test_rows_of_another_sweep_are_not_gone_on_with(calm: Swept, tmp_path: Path) -> None:
    """Rows that do not belong to the question are refused, and stay as they are."""
    assert calm.folder is not None
    folder = tmp_path / calm.folder.name
    folder.mkdir()
    (folder / RUNS).write_bytes(files(calm)[RUNS].replace(b"\n5,", b"\n99,"))
    before = (folder / RUNS).read_bytes()
    with pytest.raises(UsageError, match="runs of another sweep; force starts anew"):
        swept(tmp_path, resume=True)
    assert (folder / RUNS).read_bytes() == before


def test_runs_at_other_values_are_not_gone_on_with(calm: Swept, tmp_path: Path) -> None:
    """A library that chooses other points in its next version does not mix the two."""
    assert calm.folder is not None
    folder = tmp_path / calm.folder.name
    folder.mkdir()
    (folder / RUNS).write_bytes(files(calm)[RUNS].replace(b",1.1,", b",1.07,"))
    with pytest.raises(UsageError, match=r"its points are others.* force starts anew"):
        swept(tmp_path, resume=True)


# Runs that fail -----------------------------------------------------------------------------------


def test_a_run_that_fails_disturbs_no_other(
    calm: Swept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a row with its message and a command; all others are as ever; resume tries it again."""
    bad = frozenset({2, 3, 20})
    monkeypatch.setattr(sweep, "one_run", Recalled(calm, partial(fail, bad)))
    broken = swept(tmp_path)
    assert broken.exit_status == 1
    assert calm.exit_status == 0
    failed = broken.runs["status"] == "failed"
    assert failed.sum() == len(bad)
    assert (broken.runs.loc[failed, "message"] == "a law was broken, twice").all()
    assert broken.runs.loc[failed, list(CATALOGUE)].isna().all(axis=None)
    pd.testing.assert_frame_equal(broken.runs[~failed], calm.runs[~failed], check_exact=True)
    again = Recalled(calm)
    monkeypatch.setattr(sweep, "one_run", again)
    mended = swept(tmp_path, resume=True)
    assert again.runs == len(bad)
    assert files(mended) == files(calm)


def test_the_command_of_a_failed_run_runs_it_again(
    calm: Swept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the row says, put on the command line, gives the figures the run would have had."""
    monkeypatch.setattr(sweep, "one_run", Recalled(calm, partial(fail, frozenset({COUNT}))))
    row = swept().runs.iloc[-1]
    words = shlex.split(row["rerun"])
    assert words[:2] == ["spc", "run"]
    assert main([*words[1:], "--out", str(tmp_path), "--workers", "1", "-q"]) == 0
    (folder,) = tmp_path.glob("*/")
    runs = sim.load_results(folder).runs
    key = (runs["alternative"] == row["alternative"]) & (runs["replication"] == row["replication"])
    wanted = calm.runs.iloc[-1][list(CATALOGUE)].astype(float)
    found = runs[key].iloc[0][list(CATALOGUE)].astype(float)
    pd.testing.assert_series_equal(found, wanted, check_names=False, check_exact=True)


def test_a_point_that_is_no_business_is_a_row_for_each_of_its_runs() -> None:
    """Values that can stand alone and not together fail at their point, and nowhere else."""
    hours = "channels.store.hours"
    ends = {f"{hours}.opens_at_hour": [9, 16], f"{hours}.closes_at_hour": [12, 18]}
    result = sim.sweep(QUESTION, ends, replications=2, engine="simpy", alternatives=[])
    assert result.runs["status"].tolist() == ["ok"] * 4 + ["failed"] * 2 + ["ok"] * 2
    message = result.runs["message"].iloc[4]
    assert "opens_at_hour" in message or "closes_at_hour" in message


# What cannot be done ------------------------------------------------------------------------------


def test_mistakes_are_told_all_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    """A typo, an end out of range and a word among numbers are three problems of one message."""
    wrong = {
        "firm.price_indx": (0.9, 1.1),
        "links.wait_to_quality": (0, 11),
        "market.people": [100, "many"],
        "experiment.seed": [1, 2],
        "channels.store": None,
    }
    with pytest.raises(ScenarioError) as found:
        sim.sweep(QUESTION, wrong, out=tmp_path / "out")
    words = [str(problem) for problem in found.value.problems]
    assert len(words) == len(wrong)
    assert "did you mean 'price_index'?" in words[0]
    assert "11 is out of range; 0 to 10" in words[1]
    assert not (tmp_path / "out").exists()


def test_an_end_that_other_values_forbid_is_told_before_anything_runs(tmp_path: Path) -> None:
    """The ends of every range are tried as the question stands."""
    ends = {"channels.store.hours.closes_at_hour": (1, 18)}
    with pytest.raises(ScenarioError, match="closes_at_hour"):
        sim.sweep(QUESTION, ends, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("parameters", "wishes", "says"),
    [
        ({"firm.price_index": 1.0}, {}, "is one value; give"),
        ({"firm.price_index": (0.9, 1.1)}, {"force": True, "resume": True}, "ask for one of them"),
        ({"firm.price_index": (0.9, 1.1)}, {"workers": 0}, "0 workers cannot work"),
        ({"firm.price_index": (0.9, 1.1)}, {"alternatives": ["x"]}, "no alternative 'x'"),
        ({}, {}, "has nothing to vary"),
    ],
)
def test_a_call_that_cannot_be_carried_out_says_why(
    parameters: dict[str, Any], wishes: dict[str, Any], says: str
) -> None:
    """Each mistake of a call is answered with its remedy."""
    with pytest.raises(UsageError, match=says):
        sim.sweep(QUESTION, parameters, **wishes)


def test_what_raises_at_the_beginning_ends_it_with_nothing_written(tmp_path: Path) -> None:
    """Whoever looks at the plan may say no."""

    def no(plan: SweepPlan, kept: int) -> None:
        assert (plan.runs, kept) == (COUNT, 0)
        assert plan.seconds > 0.0
        raise UsageError("too many")

    with pytest.raises(UsageError, match="too many"):
        swept(tmp_path / "out", begin=no)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_folder_that_takes_no_more_loses_nothing(
    number: int, calm: Swept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, in the midst of a row, or one that turns read-only: told, kept, gone on with."""
    monkeypatch.setattr(sweep, "one_run", Recalled(calm))
    whole, times = Folder.append, iter(range(COUNT))

    def append(self: Folder, name: str, line: str) -> None:
        if next(times) == 7:
            whole(self, name, line[: len(line) // 2])
            with writing(self.path):
                raise OSError(number, os.strerror(number))
        whole(self, name, line)

    monkeypatch.setattr(Folder, "append", append)
    with pytest.raises(UsageError) as told:
        swept(tmp_path)
    assert os.strerror(number) in str(told.value)
    assert "finished runs are kept, --resume goes on from there" in str(told.value)
    monkeypatch.setattr(Folder, "append", whole)
    again = swept(tmp_path, resume=True)
    assert again.manifest["runs_kept"] == 7
    assert files(again) == files(calm)


# What it says it will take ------------------------------------------------------------------------


def test_the_disk_it_needs_is_about_what_it_says(calm: Swept) -> None:
    """The estimate is within a factor of two of what the tables take."""
    plans: list[SweepPlan] = []

    def look(plan: SweepPlan, kept: int) -> None:
        plans.append(plan)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        swept(begin=look)
    taken = sum(len(content) for content in files(calm).values())
    assert taken / 2 < plans[0].size < taken * 2
