"""Laws of loading: layers, round trips, overrides, and one origin for every value."""

import math
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenarios.load import Question, load_as
from sim.scenarios.provenance import NO_DEFAULT
from sim.scenarios.text import write_text
from tests.scenarios.shop import Shop
from tests.scenarios.strategies import leaves, patient, shops, texts

FIRM = """\
title: The firm
channels:
  hotline: {staff: 3, shrinkage: 0.25}
  store: {staff: 2}
profile: [5, 6]
sources:
  channels.hotline: {mark: measured, source: staff list of March}
  channels.hotline.shrinkage: {mark: literature, source: Cleveland (2012)}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all files of a module's examples; each example writes its own text."""
    return tmp_path_factory.mktemp("questions")


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a firm, made the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firm.yaml").write_text(FIRM, encoding="utf-8")
    return tmp_path


def outcome(path: str | Path, *sets: str) -> Question[Shop] | ScenarioError:
    """What loading a file gives: a question, or the error that says why not."""
    try:
        return load_as(Shop, path, sets)
    except ScenarioError as error:
        return error


def question(text: str, *sets: str) -> Question[Shop]:
    """Load a text written beside the firm."""
    Path("question.yaml").write_text(text, encoding="utf-8")
    return load_as(Shop, "question.yaml", sets)


def origin(loaded: Question[Shop], path: str) -> tuple[object, str, str, str]:
    """Value, where, mark and source of a path."""
    [row] = [row for row in loaded.provenance if row.path == path]
    return row.value, row.where, row.mark, row.source


@given(text=texts)
@patient
def test_any_text_is_a_question_or_a_scenario_error(folder: Path, text: str) -> None:
    """Whatever a file holds, loading gives a question or the problems, each with words."""
    path = folder / "any.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    result = outcome(path)
    if isinstance(result, ScenarioError):
        assert result.problems
        assert all(problem.file and problem.what for problem in result.problems)
        assert pickle.loads(pickle.dumps(result)).problems == result.problems
    else:
        assert isinstance(result.scenario, Shop)


@given(raw=st.binary())
@patient
def test_any_bytes_are_a_question_or_a_scenario_error(folder: Path, raw: bytes) -> None:
    """Bytes that are no text, and text that is no question, are refused as a scenario error."""
    path = folder / "bytes.yaml"
    path.write_bytes(raw)
    with pytest.raises(ScenarioError):
        load_as(Shop, path)


@given(override=st.text())
@patient
def test_any_override_is_applied_or_a_scenario_error(firm: Path, override: str) -> None:
    """Whatever follows ``--set`` changes the scenario or is named as a problem of ``--set``."""
    for sets in ([override], [f"title={override}"]):
        result = outcome("firm.yaml", *sets)
        if isinstance(result, ScenarioError):
            assert {problem.file for problem in result.problems} == {"--set"}


@given(data=shops())
@patient
def test_what_is_written_is_what_is_loaded(folder: Path, data: dict[str, object]) -> None:
    """Loading a file gives what the schema makes of its data, and so does loading its dump."""
    path = folder / "shop.yaml"
    path.write_text(write_text(data), encoding="utf-8")
    loaded = load_as(Shop, path)
    for key, value in data.items():
        if key in ("preference", "profile", "title", "horizon"):
            assert loaded.resolved()[key] == value
    path.write_text(write_text(loaded.resolved()), encoding="utf-8")
    assert load_as(Shop, path).scenario == loaded.scenario


@given(data=shops())
@patient
def test_every_value_has_one_origin(folder: Path, data: dict[str, object]) -> None:
    """Provenance lists each value used exactly once, and says ``default`` for no value set."""
    path = folder / "shop.yaml"
    path.write_text(write_text(data), encoding="utf-8")
    loaded = load_as(Shop, path)
    rows = [row.path for row in loaded.provenance]
    assert rows == leaves(loaded.resolved())
    assert len(rows) == len(set(rows))
    given_paths = set(leaves(data))
    for row in loaded.provenance:
        # an empty block sets nothing: what stands below it is default
        assert (row.where != "default") == (row.path in given_paths), row


@given(data=shops())
@patient
def test_a_default_is_the_value_when_nobody_sets_it(folder: Path, data: dict[str, object]) -> None:
    """Beside each value, set or not, stands what it is in the barest shop with the same names."""
    path = folder / "shop.yaml"
    channels = data["channels"]
    assert isinstance(channels, dict)
    bare = {name: {"staff": 1} for name in channels}
    rows = []
    for said in (data, {"channels": bare, "preference": data["preference"]}):
        path.write_text(write_text(said), encoding="utf-8")
        rows.append({row.path: row for row in load_as(Shop, path).provenance})
    unset = {path: row.value for path, row in rows[1].items() if row.where == "default"}
    assert set(unset) <= {path for path, row in rows[1].items() if row.default == row.value}
    for path_, row in rows[0].items():
        if row.where == "default":
            assert row.value == row.default
        if path_ in unset:
            assert row.default == unset[path_]
        if path_.endswith(".staff"):
            assert row.default == NO_DEFAULT


def test_layers_win_in_the_order_stated(firm: Path) -> None:
    """Schema default < extended file < this file < override, value by value."""
    loaded = question(
        "extends: firm\nchannels:\n  hotline: {staff: 9, recorded: true}\n",
        "channels.hotline.recorded=false",
    )
    assert origin(loaded, "channels.hotline.patience_minutes") == (
        3.0,
        "default",
        "literature",
        "Mandelbaum & Zeltyn (2007)",
    )
    assert origin(loaded, "channels.hotline.shrinkage") == (
        0.25,
        "firm.yaml:3",
        "literature",
        "Cleveland (2012)",
    )
    assert origin(loaded, "channels.hotline.staff") == (9, "question.yaml:3", "scenario", "")
    assert origin(loaded, "channels.hotline.recorded") == (False, "--set", "scenario", "")
    assert loaded.files == ("firm.yaml", "question.yaml")
    assert loaded.name == "question"


def test_a_claim_covers_the_block_it_names_and_yields_to_a_closer_one(firm: Path) -> None:
    """A claim on a block covers the values its file sets there, and no default among them."""
    loaded = question("extends: firm\n")
    assert origin(loaded, "channels.hotline.staff")[2:] == ("measured", "staff list of March")
    assert origin(loaded, "channels.hotline.shrinkage")[2:] == ("literature", "Cleveland (2012)")
    assert origin(loaded, "channels.hotline.hours.open")[1:3] == ("default", "assumed")
    assert origin(loaded, "channels.store.staff")[2:] == ("scenario", "")


def test_lists_replace_and_tables_merge(firm: Path) -> None:
    """A list in a file takes the place of the one it extends; a table gains and keeps names."""
    loaded = question(
        "extends: firm\nprofile: [1]\nchannels: {chat: {staff: 1}, store: {shrinkage: 0}}\n"
    )
    assert loaded.scenario.profile == (1.0,)
    assert list(loaded.scenario.channels) == ["hotline", "store", "chat"]
    assert loaded.scenario.channels["store"].staff == 2


def test_a_null_takes_a_name_away(firm: Path) -> None:
    """A null under a table removes what the extended file put there."""
    loaded = question("extends: firm\nchannels: {store: null}\npreference: {hotline: 1}\n")
    assert list(loaded.scenario.channels) == ["hotline"]
    again = load_as(Shop, "firm.yaml", ["preference={hotline: 1}", "channels.store=null"])
    assert list(again.scenario.channels) == ["hotline"]


def test_a_null_is_a_value_where_the_schema_says_so(firm: Path) -> None:
    """A null given to a key that may be null is kept as its value, with its line."""
    loaded = question(
        "extends: firm\noffers:\n  x: {kind: price, price: 1, until_month: 3}\n",
        "offers.x.until_month=null",
    )
    assert origin(loaded, "offers.x.until_month")[:2] == (None, "--set")


def test_a_default_table_is_replaced_and_a_default_block_is_merged(firm: Path) -> None:
    """The names of a table are those in the files; a default block keeps the keys not named."""
    loaded = question("extends: firm\npreference: {store: 1}\nchannels: {hotline: {hours: {}}}\n")
    assert loaded.scenario.preference == {"store": 1.0}
    loaded = question("extends: firm\nchannels: {hotline: {hours: {close: 20}}}\n")
    assert loaded.scenario.channels["hotline"].hours.open == 8.0  # the channel's, not the class's


def test_another_kind_of_block_keeps_nothing_of_the_old(firm: Path) -> None:
    """A block that changes its kind does not inherit keys that only the old kind has."""
    Path("priced.yaml").write_text(
        "extends: firm\noffers: {x: {kind: price, price: 1}}\n", encoding="utf-8"
    )
    loaded = question("extends: priced\noffers: {x: {kind: scale, path: a, factor: 2}}\n")
    assert loaded.resolved()["offers"]["x"] == {"kind": "scale", "path": "a", "factor": 2.0}


@given(values=st.lists(st.integers(1, 99), min_size=1, max_size=4))
@patient
def test_the_later_override_wins(firm: Path, values: list[int]) -> None:
    """Of several overrides of one path the last decides, whatever came before."""
    sets = [f"channels.hotline.staff={value}" for value in values]
    assert load_as(Shop, "firm.yaml", sets).scenario.channels["hotline"].staff == values[-1]


def test_an_override_of_a_block_wins_over_an_earlier_one_below_it(firm: Path) -> None:
    """Overrides apply one after the other, each to what the ones before it left."""
    sets = ["channels.hotline.staff=7", "channels.hotline={staff: 8}"]
    hotline = load_as(Shop, "firm.yaml", sets).scenario.channels["hotline"]
    assert (hotline.staff, hotline.shrinkage) == (8, 0.25)
    assert load_as(Shop, "firm.yaml", sets[::-1]).scenario.channels["hotline"].staff == 7


def test_an_override_finds_a_list_item_by_name_or_position(firm: Path) -> None:
    """``alternatives.cheap.x`` and ``alternatives.0.x`` are the same path."""
    text = (
        "extends: firm\nalternatives: [{name: cheap, interventions: [{kind: price, price: 1}]}]\n"
    )
    by_name = question(text, "alternatives.cheap.interventions.0.price=4")
    by_place = question(text, "alternatives.0.interventions.0.price=4")
    assert by_name.scenario == by_place.scenario
    assert origin(by_name, "alternatives.0.interventions.0.price")[:2] == (4.0, "--set")


def test_a_chain_of_any_length_loads(firm: Path) -> None:
    """Thirty files, each extending the one before, load with the last word last."""
    Path("f0.yaml").write_text(FIRM, encoding="utf-8")
    for i in range(1, 31):
        Path(f"f{i}.yaml").write_text(f"extends: f{i - 1}\ntitle: Title {i}\n", encoding="utf-8")
    loaded = load_as(Shop, "f30.yaml")
    assert loaded.scenario.title == "Title 30"
    assert len(loaded.files) == 31


def test_numbers_keep_every_bit(firm: Path) -> None:
    """A float written with 17 digits is loaded as that float."""
    for value in (0.1 + 0.2, math.pi, 5e-324, 1.7976931348623157e308):
        loaded = load_as(Shop, "firm.yaml", [f"channels.hotline.patience_minutes={value!r}"])
        assert loaded.scenario.channels["hotline"].patience_minutes == value
