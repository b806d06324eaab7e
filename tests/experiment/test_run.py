"""Laws of one call from a question to its answer: same bytes, round trip, nothing half done."""

import json
import math
import shlex
import stat
from pathlib import Path

import pandas as pd
import pytest

from sim.errors import UsageError
from sim.experiment import columns, recorded, tables
from sim.experiment.answer import Answer
from sim.experiment.run import answer
from sim.experiment.store import load_results
from sim.experiment.wishes import Wishes, command_of, settings_of
from sim.parameters import ARROWS
from tests.experiment import fake

QUESTION = fake.FakeQuestion()


def ask(simulate=fake.simulate, question=QUESTION, log=(), **given) -> Answer:
    """The stand-in's answer."""
    wishes = Wishes(**{k: given.pop(k) for k in Wishes._fields if k in given}, log=log)
    settings = settings_of(question.scenario, wishes)
    return answer(question, fake.PLANS, simulate, settings=settings, **given)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of an answer but its manifest."""
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.name != "manifest.json"}


@pytest.mark.parametrize("simulate", [fake.simulate, fake.fails_once])
def test_tables_are_the_same_bytes_for_any_number_of_workers(tmp_path, simulate):
    """Two processes write what one writes, failed runs included."""
    one = ask(simulate, out=tmp_path / "one", workers=1)
    two = ask(simulate, out=tmp_path / "two", workers=2)
    assert one.folder is not None
    assert two.folder is not None
    assert one.folder.name == two.folder.name
    assert files(one.folder) == files(two.folder)


@pytest.mark.parametrize("log", [(), ("contacts", "events")])
@pytest.mark.parametrize("simulate", [fake.simulate, fake.fails_once, fake.always_fails])
def test_an_answer_comes_back_as_it_was_written(tmp_path, simulate, log):
    """Every table, every number to its last bit, every word."""
    written = ask(simulate, out=tmp_path, log=log)
    read = load_results(written.folder)
    for name, frame in written.tables().items():
        pd.testing.assert_frame_equal(frame, getattr(read, name), check_exact=True, obj=name)
    assert read.manifest == written.manifest
    assert read.alternatives == written.alternatives
    assert read.sentence("keep") == written.sentence("keep")
    assert read._repr_html_() == written._repr_html_()


@pytest.fixture(scope="module")
def logged() -> Answer:
    """An answer with its logs."""
    return ask(log=("contacts", "events"))


@pytest.mark.parametrize("table", tables.TABLES, ids=lambda table: table.name)
def test_every_table_is_as_declared(logged, table):
    """Columns, their order and their types are those of the declaration; keys are unique."""
    frame = getattr(logged, table.name)
    assert not frame.empty
    expected = {n: pd.Series([], dtype=kind).dtype for n, kind in columns.dtypes(table).items()}
    assert dict(frame.dtypes) == expected
    assert not frame.duplicated([*table.keys]).any() or table is recorded.CONTACTS


@pytest.mark.parametrize("table", tables.TABLES, ids=lambda table: table.name)
def test_every_column_has_a_unit_and_a_meaning(table):
    """Names are unique, no unit and no meaning is empty, keys are columns."""
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert set(table.keys) <= set(names)
    assert all(column.unit and column.meaning for column in table.columns)


def test_nothing_is_written_unless_asked(tmp_path, monkeypatch):
    """Without an output folder no file appears anywhere near."""
    monkeypatch.chdir(tmp_path)
    assert ask().folder is None
    assert list(tmp_path.iterdir()) == []


def test_an_answer_is_not_overwritten_without_force(tmp_path):
    """The second run of the same question stops before any run and names the remedy."""
    before = ask(out=tmp_path).folder
    content = files(before)

    def never(*_: object, **__: object) -> None:
        pytest.fail("a run was started")

    with pytest.raises(UsageError, match=r"an answer, finished; force.*--force"):
        ask(never, out=tmp_path)
    assert files(before) == content


def test_force_replaces_an_answer_and_spares_other_files(tmp_path):
    """What is ours is written anew; a note of the user's stays."""
    folder = ask(out=tmp_path, log=["contacts"]).folder
    (folder / "note.txt").write_text("mine")
    (folder / "links.csv").write_text("spoilt")
    ask(out=tmp_path, log=["contacts"], force=True)
    assert load_results(folder).links.shape[0] == len(ARROWS) * 3
    assert (folder / "note.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_told_before_any_run(tmp_path):
    """A file in the way of the output folder is a fault of the call."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(UsageError, match=r"cannot be written.*choose another output folder"):
        ask(fake.always_fails, out=tmp_path / "taken")


def test_the_hash_follows_all_that_determines_the_answer_and_nothing_else(tmp_path):
    """Scenario, seed, replications, precision, worlds and logs make a new folder; hands do not."""
    base = ask(out=tmp_path).folder
    others = [
        ask(out=tmp_path, question=fake.FakeQuestion(title="Another?")),
        ask(out=tmp_path, seed=0),
        ask(out=tmp_path, replications=4),
        ask(out=tmp_path, precision={"profit": 0.5}),
        ask(out=tmp_path, half_width={"profit": 0.5}),
        ask(out=tmp_path, alternatives=["keep"]),
        ask(out=tmp_path, log=["events"]),
    ]
    assert len({base, *(other.folder for other in others)}) == 8
    with pytest.raises(UsageError, match="force"):
        ask(out=tmp_path, workers=2, engine="simpy")


def test_runs_are_on_disk_as_they_finish(tmp_path):
    """After each job there is one row more, and the manifest still says running."""
    seen = []

    def look(step) -> None:
        (folder,) = tmp_path.iterdir()
        rows = (folder / "runs.csv").read_text().count("\n") - 1
        status = json.loads((folder / "manifest.json").read_text())["status"]
        with pytest.raises(UsageError, match="running"):
            load_results(folder)
        seen.append((step.done, rows, status))

    ask(out=tmp_path, progress=look)
    assert seen == [(n, n, "running") for n in range(1, 10)]


def test_an_interrupt_leaves_the_finished_rows_and_says_so(tmp_path):
    """The folder of an interrupted run keeps its rows and never passes for an answer."""
    with pytest.raises(KeyboardInterrupt):
        ask(fake.stopped_by_hand, out=tmp_path)
    (folder,) = tmp_path.iterdir()
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["status"], manifest["runs"]) == ("interrupted", 6)
    assert (folder / "runs.csv").read_text().count("\n") == 7
    assert not (folder / "differences.csv").exists()
    with pytest.raises(UsageError, match=r"an answer, interrupted; .*--force"):
        load_results(folder)


def test_an_interrupt_while_writing_says_so_too(tmp_path, monkeypatch):
    """Ctrl-C between the last run and the last table leaves no finished answer."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.experiment.assembly.links_table", stop)
    with pytest.raises(KeyboardInterrupt):
        ask(out=tmp_path)
    (folder,) = tmp_path.iterdir()
    assert json.loads((folder / "manifest.json").read_text())["status"] == "interrupted"


@pytest.mark.parametrize("spoil", ["{", "[]", "{}"])
def test_a_folder_without_a_manifest_is_no_answer(tmp_path, spoil):
    """Neither nothing nor rubbish is read as an answer."""
    with pytest.raises(UsageError, match="holds no answer"):
        load_results(tmp_path)
    (tmp_path / "manifest.json").write_text(spoil)
    with pytest.raises(UsageError, match="holds no answer"):
        load_results(tmp_path)


@pytest.mark.parametrize("damage", ["missing", "renamed", "broken"])
def test_a_damaged_answer_is_told(tmp_path, damage):
    """A lost file, a lost column, a word among numbers: the message says what to do."""
    path = ask(out=tmp_path).folder / "ledger.csv"
    if damage == "missing":
        path.unlink()
    elif damage == "renamed":
        path.write_text(path.read_text().replace("amount", "sum"))
    else:
        path.write_text(path.read_text().replace(",0,", ",zero,"))
    with pytest.raises(UsageError, match=r"damaged.*--force"):
        load_results(path.parent)


def test_words_that_look_like_nothing_stay_words(tmp_path):
    """A value 'NA' is a word, not a missing number."""
    read = load_results(ask(out=tmp_path).folder)
    assert list(read.provenance["value"]) == ["100", "NA"]
    assert list(read.provenance["unit"]) == ["person", ""]


def test_the_exit_status_tells_of_failed_runs():
    """0 when all runs ended well, 1 when one failed; the manifest counts them."""
    well, ill = ask(), ask(fake.fails_once)
    assert (well.exit_status, well.manifest["failed_runs"]) == (0, 0)
    assert (ill.exit_status, ill.manifest["failed_runs"]) == (1, 1)
    failed = ill.runs[ill.runs["status"] == "failed"].iloc[0]
    assert failed["message"] == "ValueError: a law was broken"
    assert math.isnan(failed["profit"])


def test_a_failed_pair_leaves_every_comparison():
    """Differences use the replications in which both worlds have the figure."""
    ill = ask(fake.fails_once)
    counts = ill.differences.groupby("alternative")["replications"].unique()
    assert {name: list(values) for name, values in counts.items()} == {"keep": [2], "same": [3]}
    assert list(ill.closed_form["replications"]) == [2, 3]


def test_when_every_run_fails_the_answer_says_nothing_was_measured():
    """No number is made up; the tables are there, with NaN."""
    ill = ask(fake.always_fails)
    assert set(ill.differences["verdict"]) == {"not measured"}
    assert ill.closed_form["simulated_profit_change"].isna().all()
    assert ill.sentence("keep").endswith("9 of 9 runs failed.")


def test_the_manifest_tells_how_the_answer_came_about(tmp_path):
    """Scenario text and hash, seed, replications, versions, hands, time."""
    manifest = ask(out=tmp_path, workers=1, precision={"nps": 1e-12}).manifest
    assert (manifest["seed"], manifest["replications"], manifest["runs"]) == (7, 9, 27)
    assert manifest["precision"]["reached"] is False
    (target,) = manifest["precision"]["targets"]
    assert (target["kpi"], target["half_width"], target["is_relative"]) == ("nps", 1e-12, True)
    assert target["got"] > 1e-12
    assert target["replications_needed"] > target["replications"] == 9
    assert manifest["scenario"]["text"] == (
        "title: Keep more customers?\nmarket:\n  people: 100\n  share: 0.1\n"
    )
    assert {"sim", "python", "simpy", "numpy", "pandas", "pydantic"} <= set(manifest["versions"])
    assert 0.0 < manifest["seconds_in_runs"] <= manifest["seconds"]


@pytest.mark.parametrize(
    ("wish", "match"),
    [
        ({"seed": -1}, "out of range"),
        ({"seed": 2**63}, "out of range"),
        ({"replications": 1}, "at least 2"),
        ({"precision": {"proft": 0.1}}, "no key figure 'proft'"),
        ({"precision": {"profit": 0.0}}, "2 % is written 0.02"),
        ({"half_width": {"proft": 0.1}}, "no key figure 'proft'; did you mean 'profit'"),
        ({"half_width": {"profit": math.inf}}, "half width profit=inf cannot be reached"),
        ({"alternatives": ["kep"]}, "no alternative 'kep'; there are: keep, same"),
        ({"workers": 0}, "1 or more"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told_before_any_run(tmp_path, wish, match):
    """The message names what was wrong and what there is; nothing is written."""
    with pytest.raises(UsageError, match=match):
        ask(fake.always_fails, out=tmp_path, **wish)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wish", "asked"),
    [
        ({}, {"nps": 0.1, "profit": 9.0}),
        ({"half_width": {"revenue": 5.0}}, {"revenue": 5.0}),
        ({"precision": {"revenue": 0.2}}, {"revenue": 0.2}),
        ({"precision": {"profit": 0.2}, "half_width": {"profit": 5.0}}, {"profit": [0.2, 5.0]}),
        ({"precision": {}}, {}),
    ],
)
def test_what_the_call_asks_for_takes_the_place_of_what_the_scenario_asks_for(wish, asked):
    """Both forms together, for several figures; a wish in either form replaces all of the file."""
    scenario = QUESTION.scenario
    scenario.experiment.precision = {"nps": 0.1}
    scenario.experiment.half_width = {"profit": 9.0}
    targets = settings_of(scenario, Wishes(**wish)).targets
    found = {
        kpi: [t.half_width for t in targets if t.kpi == kpi] for kpi in {t.kpi for t in targets}
    }
    assert found == {
        kpi: widths if isinstance(widths, list) else [widths] for kpi, widths in asked.items()
    }


def test_the_command_asks_for_the_same(tmp_path):
    """What the command line is given back in the manifest reads as the same wishes."""
    wishes = Wishes(precision={"profit": 1 / 3, "nps": 0.02}, half_width={"profit": 1e-7})
    words = shlex.split(command_of("q", (), None, wishes))[3:]
    pairs = list(zip(words[::2], words[1::2], strict=True))
    for option, given in (("--precision", wishes.precision), ("--half-width", wishes.half_width)):
        found = [text.split("=") for name, text in pairs if name == option]
        assert {kpi: float(number) for kpi, number in found} == given


def test_seed_none_chooses_one_and_seed_0_is_a_seed():
    """A seed that nobody names is drawn and kept in the manifest; 0 is used as it is."""
    scenario = QUESTION.scenario
    scenario.experiment.seed = None
    chosen = {settings_of(scenario, Wishes()).seed for _ in range(3)}
    assert len(chosen) > 1
    assert settings_of(scenario, Wishes(seed=0)).seed == 0


def test_files_are_not_left_half_written(tmp_path):
    """No temporary file stays, and every file can be read."""
    folder = ask(out=tmp_path).folder
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    assert all(path.stat().st_mode & stat.S_IRUSR for path in folder.iterdir())
