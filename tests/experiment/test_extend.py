"""Laws of extending: as if it had been one run from the start, and nothing lost on the way."""

import json
import os
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.analysis.stopping import Target
from sim.errors import UsageError
from sim.experiment.account import hash_of, settings_from
from sim.experiment.answer import Answer
from sim.experiment.extend import again, further_answer
from sim.experiment.folder import Folder
from sim.experiment.run import answer
from sim.experiment.store import Store, load_results
from sim.experiment.wishes import Further, Wishes, settings_further, settings_of
from tests.experiment import fake

QUESTION = fake.FakeQuestion()
RACERS = {"base": fake.plan(), "keep": fake.plan(gain=0.05), "same": fake.plan(gain=0.06)}
FIGURE = "customer_satisfaction"


def first(
    out: Path, simulate=fake.simulate, plans=fake.PLANS, most=None, form="csv", **wishes
) -> Answer:
    """A stored answer of the stand-in."""
    settings = settings_of(QUESTION.scenario, Wishes(**wishes))
    if most is not None:
        settings = settings._replace(maximum=most)
    return answer(QUESTION, plans, simulate, settings=settings, out=out, tables=form)


def more(old: Answer, simulate=fake.simulate, plans=fake.PLANS, workers=1, **wishes) -> Answer:
    """The answer extended, as `sim.extend` does it."""
    further = Further(**wishes)
    before = settings_from(old.manifest)
    settings = settings_further(before, old.manifest["replications"], further)
    return further_answer(
        old,
        plans,
        simulate,
        settings=settings,
        hash_=hash_of(QUESTION.resolved(), list(plans), settings),
        further=further,
        workers=workers,
    )


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the manifest."""
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.name != "manifest.json"}


class Recorded:
    """The stand-in, with a list of what it was asked to run."""

    def __init__(self) -> None:
        self.runs: list[tuple[float, int]] = []

    def __call__(self, plan, seed, replication, **rest):
        self.runs.append((plan.regimes[0].parameters.firm.customer_retention_gain, replication))
        return fake.simulate(plan, seed, replication, **rest)


@pytest.mark.parametrize(
    ("log", "workers", "form"),
    [((), 1, "csv"), (("contacts", "events"), 2, "csv"), (("contacts",), 1, "parquet")],
)
def test_four_and_four_more_are_eight(tmp_path, log, workers, form):
    """Every table has the bytes of one run of eight, and so have the hash and what is read back."""
    old = first(tmp_path / "a", replications=4, log=log, form=form)
    made = more(old, replications=8, workers=workers)
    whole = first(tmp_path / "b", replications=8, log=log, form=form)
    assert made.folder == old.folder
    assert files(made.folder) == files(whole.folder)
    assert made.manifest["scenario"]["hash"] == whole.manifest["scenario"]["hash"]
    read = load_results(made.folder)
    for name, frame in made.tables().items():
        pd.testing.assert_frame_equal(frame, getattr(read, name), check_exact=True, obj=name)
    assert read.manifest == made.manifest
    (step,) = made.manifest["extended"]
    assert (step["from"], step["to"]) == (4, 8)
    assert step["command"] == f"spc extend {old.folder} --replications 8"
    assert (made.manifest["replications"], made.manifest["runs"]) == (8, 24)


def test_runs_that_are_there_are_not_done_again(tmp_path):
    """Only the new replications run, each once in every world; twice extended is extended."""
    old = first(tmp_path / "a", replications=4)
    recorded = Recorded()
    made = more(more(old, recorded, replications=6), recorded, replications=7)
    assert sorted(recorded.runs) == sorted(
        (gain, number) for gain in (0.0, 0.0, 0.05) for number in (4, 5, 6)
    )
    assert files(made.folder) == files(first(tmp_path / "b", replications=7).folder)
    assert [step["from"] for step in made.manifest["extended"]] == [4, 6]


def test_failed_runs_are_run_again(tmp_path):
    """A run that failed is mended, though no replication is added; one that fails again is told."""
    old = first(tmp_path / "a", fake.fails_once, replications=4)
    assert old.exit_status == 1
    again = more(old, fake.fails_once, replications=4)
    assert files(again.folder) == files(
        first(tmp_path / "b", fake.fails_once, replications=4).folder
    )
    recorded = Recorded()
    mended = more(again, recorded, replications=4)
    assert recorded.runs == [(0.05, 1)]
    assert mended.exit_status == mended.manifest["failed_runs"] == 0
    assert files(mended.folder) == files(first(tmp_path / "c", replications=4).folder)


def test_an_answer_of_nothing_but_failures_can_be_mended(tmp_path):
    """Tables without a row take the new ones."""
    old = first(tmp_path / "a", fake.always_fails, replications=3)
    made = more(old, replications=3)
    assert files(made.folder) == files(first(tmp_path / "b", replications=3).folder)


def test_it_goes_on_until_the_precision_is_reached(tmp_path):
    """As many replications as needed, and the tables of a run of that many from the start."""
    old = first(tmp_path / "a", replications=3)
    made = more(old, half_width={"nps": 0.006}, at_most=60)
    count = made.manifest["replications"]
    assert made.manifest["precision"]["reached"]
    assert 3 < count < 60
    assert files(made.folder) == files(first(tmp_path / "b", replications=count).folder)


@pytest.mark.parametrize("end", [4, 5, 9])
def test_it_ends_at_the_cap(tmp_path, end):
    """What cannot be reached ends at the cap given, and is not called reached."""
    old = first(tmp_path, replications=4)
    made = more(old, precision={"nps": 1e-12}, at_most=end)
    assert made.manifest["replications"] == end
    assert not made.manifest["precision"]["reached"]


@pytest.mark.parametrize(("most", "end"), [(4, 8), (30, 30)])
def test_the_cap_is_twice_what_there_is_or_the_scenarios(most, end):
    """Whichever is more, unless a cap is given."""
    rule = settings_of(QUESTION.scenario, Wishes(replications=4))._replace(maximum=most)
    assert settings_further(rule, 4, Further(precision={"nps": 1.0})).maximum == end


def test_a_race_goes_on_where_it_stopped(tmp_path):
    """Stopped at a cap and extended, a race has the runs and the end of one with the later cap."""
    wish = {"best": {FIGURE: 0.01}, "replications": 10}
    old = first(tmp_path / "a", plans=RACERS, most=18, **wish)
    assert not old.manifest["selection"]["decided"]
    made = more(old, plans=RACERS, at_most=60)
    whole = first(tmp_path / "b", plans=RACERS, most=60, **wish)
    assert whole.manifest["selection"]["decided"]
    assert made.manifest["selection"] == whole.manifest["selection"]
    assert files(made.folder) == files(whole.folder)
    assert made.manifest["scenario"]["hash"] == whole.manifest["scenario"]["hash"]


def test_exactly_so_many_bring_back_who_was_out(tmp_path):
    """Whoever asks for exactly so many replications gets them of every world."""
    old = first(tmp_path / "a", plans=RACERS, most=18, best={FIGURE: 0.01}, replications=10)
    assert len(old.runs) < 3 * 18
    made = more(old, plans=RACERS, replications=20)
    whole = first(tmp_path / "b", plans=RACERS, replications=20)
    assert files(made.folder) == files(whole.folder)


def test_an_interrupt_leaves_the_old_answer(tmp_path):
    """Stopped among the runs: the folder is as it was, and its name is told."""
    old = first(tmp_path, replications=2)
    before = files(old.folder)
    with pytest.raises(KeyboardInterrupt, match=old.folder.name):
        more(old, fake.stopped_by_hand, replications=4)
    assert files(old.folder) == before
    assert load_results(old.folder).manifest == old.manifest


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_whatever_happens_while_writing_leaves_the_old_answer(tmp_path, monkeypatch, stop):
    """An interrupt or a full disk at the fifth table: nothing is replaced, no part of it stays."""
    old = first(tmp_path, replications=2)
    before = files(old.folder)
    write, calls = Path.write_bytes, []

    def fail(self, *given, **rest):
        calls.append(self.name)
        if len(calls) == 6:
            raise stop
        return write(self, *given, **rest)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises((KeyboardInterrupt, UsageError)):
        more(old, replications=4)
    assert files(old.folder) == before
    assert load_results(old.folder).manifest == old.manifest


def test_an_interrupt_while_files_are_replaced_comes_too_late(tmp_path, monkeypatch):
    """Either all files are the old ones or all are the new ones."""
    folder = Folder(tmp_path / "f", (), force=False)
    folder.write("a", "old")
    replace, calls = os.replace, []

    def stop(*given):
        calls.append(given)
        if len(calls) == 1:
            raise KeyboardInterrupt
        replace(*given)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with folder.at_one_stroke():
        folder.write("a", "new")
        folder.write("b", "new")
        assert (folder.path / "a").read_text() == "old"
        monkeypatch.setattr(os, "replace", stop)
    assert {path.name: path.read_text() for path in folder.path.iterdir()} == {
        "a": "new",
        "b": "new",
    }


def test_a_folder_that_cannot_be_written_is_told_before_any_run(tmp_path, monkeypatch):
    """Hours of runs are not lost on a disk that was full all along."""
    old = first(tmp_path, replications=2)

    def full(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "replace", full)
    recorded = Recorded()
    with pytest.raises(UsageError, match="Read-only file system"):
        more(old, recorded, replications=4)
    assert recorded.runs == []


@pytest.mark.parametrize(
    ("wish", "match"),
    [
        ({}, "nothing says how far"),
        ({"replications": 3}, "4 replications already"),
        ({"precision": {"nps": 0.1}, "at_most": 3}, "4 replications already"),
        ({"replications": 8, "precision": {"nps": 0.1}}, "give either"),
        ({"precision": {"npss": 0.1}}, "did you mean 'nps'"),
        ({"best": {"nps": 0.1}, "at_most": 8}, "allow at least 10"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told(wish, match):
    """The message says what to change."""
    rule = settings_of(QUESTION.scenario, Wishes(replications=4))
    with pytest.raises(UsageError, match=match):
        settings_further(rule, 4, Further(**wish))


SMALL = ("market.people=300", "time.warm_up_months=1", "time.horizon_months=2")


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Answer:
    """A stored answer of the shipped question, made small."""
    out = tmp_path_factory.mktemp("small")
    return sim.run("retention_gain", sets=SMALL, alternatives=["paid"], replications=2, out=out)


def test_a_stored_question_is_read_back_and_extended(small, tmp_path):
    """From the folder alone; the command it names gives the same tables from the start."""
    made = sim.extend(small.folder, replications=3)
    whole = sim.run(
        "retention_gain", sets=SMALL, alternatives=["paid"], replications=3, out=tmp_path
    )
    assert files(made.folder) == files(whole.folder)
    assert made.manifest["command"].startswith("spc run retention_gain -s paid --set market.people")
    assert "--replications 3" in made.manifest["command"]


@pytest.mark.parametrize(
    ("name", "change", "match"),
    [
        ("resolved.yaml", ("people: 300", "people: 301"), "changed by hand; copy it"),
        ("manifest.json", ('"seed": 1', '"seed": 2'), "changed by hand; run the question again"),
        ("manifest.json", ('"sim": "', '"sim": "9.'), "was written by version 9."),
        ("manifest.json", ('"status": "finished"', '"status": "running"'), "still running"),
    ],
)
def test_what_is_not_as_it_was_written_is_refused(small, name, change, match):
    """A change by hand, another version, an unfinished answer: told before any run."""
    path = small.folder / name
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    try:
        with pytest.raises(UsageError, match=match):
            sim.extend(small.folder, replications=9)
    finally:
        path.write_text(text, encoding="utf-8")


def test_stores_are_reopened_with_all_they_hold(tmp_path):
    """Nothing is cleared, and what is written replaces what was there."""
    old = first(tmp_path, replications=2)
    before = files(old.folder)
    Store.reopen(old.folder).manifest({"status": "seen"})
    assert files(old.folder) == before
    assert json.loads((old.folder / "manifest.json").read_text()) == {"status": "seen"}


def test_the_command_of_a_race_says_each_number_once():
    """However often it was extended, the last minimum and maximum stand, and every wish."""
    rule = settings_of(QUESTION.scenario, Wishes(best={FIGURE: 0.01}, replications=10))
    rule = rule._replace(targets=(Target("nps", 0.02, True), Target("profit", 9.0, False)))
    command = "spc run q --set a.b=1 --replications 10 --tables parquet"
    for most in (20, 40):
        command = again(command, rule._replace(maximum=most), most)
    assert command == (
        "spc run q --set a.b=1 --tables parquet --set experiment.minimum_replications=10 "
        "--set experiment.maximum_replications=40 --precision nps=0.02 --half-width profit=9.0 "
        f"--best {FIGURE}=0.01"
    )
