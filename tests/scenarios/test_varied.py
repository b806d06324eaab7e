"""Laws of the values that a sweep varies: within their bounds, all of them, back through text."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenarios.load import load_as, read_as
from sim.scenarios.provenance import Row
from sim.scenarios.schema.scenario import Scenario
from sim.scenarios.strict import ABOUT_THE_QUESTION
from sim.scenarios.varied import Factor, Value, factors, known

QUESTION = Path(__file__).parents[1] / "scenarios_for_tests" / "small_sweep.yaml"

READING = read_as(Scenario, QUESTION)

shares = st.floats(0.0, 1.0, exclude_max=True)
levels = st.integers(2, 40)


def between(low: float, high: float, levels: int = 3, *, is_whole: bool = False) -> Factor:
    """A number between bounds."""
    return Factor("a", "", low, low, high, levels, is_whole, ())


def listed(values: list[Value]) -> Factor:
    """Values by themselves."""
    return Factor("a", "", values[0], None, None, 3, False, tuple(values))


@st.composite
def ranges(draw: st.DrawFn, *, is_whole: bool = False) -> Factor:
    """Any range of numbers."""
    ends = st.integers(-(10**6), 10**6) if is_whole else st.floats(-1e12, 1e12)
    low, high = sorted(draw(st.lists(ends, min_size=2, max_size=2, unique=True)))
    return between(float(low), float(high), draw(levels), is_whole=is_whole)


# A share of the range -----------------------------------------------------------------------------


@given(ranges(), shares)
def test_a_share_is_a_value_within_the_bounds(factor: Factor, share: float) -> None:
    """No rounding leads out of the range, and 0 and 1 are its very ends."""
    assert factor.low is not None
    assert factor.high is not None
    assert factor.low <= factor.at(share) <= factor.high
    assert (factor.at(0.0), factor.at(1.0)) == (factor.low, factor.high)


@given(ranges(), st.lists(shares, min_size=2, max_size=5))
def test_a_larger_share_is_no_smaller_value(factor: Factor, given: list[float]) -> None:
    """Values rise with the share."""
    found = [factor.at(share) for share in sorted(given)]
    assert found == sorted(found)


@given(ranges(is_whole=True), shares)
def test_a_share_of_whole_numbers_is_one_of_them(factor: Factor, share: float) -> None:
    """It is whole, and within the bounds."""
    value = factor.at(share)
    assert type(value) is int
    assert factor.low <= value <= factor.high


@given(st.integers(-50, 50), st.integers(1, 20), st.integers(1, 9))
def test_whole_numbers_have_equal_shares(low: int, span: int, each: int) -> None:
    """The ends are as likely as any other: n equal parts of the range give each number alike."""
    factor = between(low, low + span, is_whole=True)
    n = (span + 1) * each
    found = [factor.at((part + 0.5) / n) for part in range(n)]
    assert found == [value for value in range(low, low + span + 1) for _ in range(each)]


@given(st.lists(st.text(max_size=3), min_size=1, max_size=7, unique=True), st.integers(1, 9))
def test_listed_values_have_equal_shares(values: list[Value], each: int) -> None:
    """Each is met alike, in order; 1 is the last."""
    n = len(values) * each
    found = [listed(values).at((part + 0.5) / n) for part in range(n)]
    assert found == [value for value in values for _ in range(each)]
    assert listed(values).at(1.0) == values[-1]


# Levels -------------------------------------------------------------------------------------------


@given(ranges())
def test_levels_go_from_end_to_end_in_equal_steps(factor: Factor) -> None:
    """There are as many as asked for, the ends exactly."""
    assert factor.low is not None
    assert factor.high is not None
    found = factor.spaced()
    assert len(found) == factor.levels
    assert (found[0], found[-1]) == (factor.low, factor.high)
    span = factor.high - factor.low
    size = max(abs(factor.low), abs(factor.high))
    for level, value in enumerate(found):
        wanted = factor.low + span * level / (factor.levels - 1)
        assert value == pytest.approx(wanted, rel=1e-12, abs=1e-12 * size)


@given(ranges(is_whole=True))
def test_levels_of_whole_numbers_are_each_once(factor: Factor) -> None:
    """Whole, rising, the ends among them, and no more than there are."""
    assert factor.low is not None
    assert factor.high is not None
    found = factor.spaced()
    assert all(type(value) is int for value in found)
    assert list(found) == sorted(set(found))
    assert (found[0], found[-1]) == (factor.low, factor.high)
    assert len(found) <= factor.levels


@given(st.integers(-9, 9), st.integers(1, 9), levels)
def test_enough_levels_are_every_whole_number(low: int, span: int, more: int) -> None:
    """Asked for as many levels as there are numbers, or more, each of them is there."""
    factor = between(low, low + span, max(span + 1, more), is_whole=True)
    assert factor.spaced() == tuple(range(low, low + span + 1))


@given(st.lists(st.floats(-9, 9), min_size=1, unique=True))
def test_listed_values_are_its_levels(values: list[Value]) -> None:
    """In the order in which they are listed."""
    assert listed(values).spaced() == tuple(values)


# In a question ------------------------------------------------------------------------------------


def varying(*entries: dict[str, Any]) -> tuple[Factor, ...]:
    """What the question's sweep varies with these entries."""
    return factors(READING.scenario((f"sweep.parameters={list(entries)!r}",)))


def at(scenario: Any, path: str) -> Any:
    """The value at a path."""
    for key in path.split("."):
        scenario = scenario[int(key)] if isinstance(scenario, list) else scenario[key]
    return scenario


@given(st.data())
def test_what_sets_a_value_is_read_back_as_it_was(data: st.DataObject) -> None:
    """Through text and the loader numbers come back to the last bit, and words as they are."""
    numbers = {
        "firm.price_index": (0.5, 2.0),
        "market.people": (10, 10**6),
        "alternatives.0.interventions.0.factor": (0.1, 3.0),
    }
    path = data.draw(st.sampled_from(sorted(numbers)))
    low, high = numbers[path]
    (factor,) = varying({"path": path, "low": low, "high": high})
    value = factor.at(data.draw(shares))
    scenario = READING.scenario((factor.override(value),)).model_dump(mode="json")
    assert at(scenario, path) == value
    assert type(at(scenario, path)) is type(value)


def test_a_factor_says_what_the_question_and_the_schema_say() -> None:
    """Its own value as base, the unit, and the range worth testing where no bounds are given."""
    price, people = varying(
        {"path": "firm.price_index", "low": 0.9, "high": 1.1, "levels": 5},
        {"path": "market.people", "values": [100, 200]},
    )
    scenario = READING.scenario(())
    assert price == Factor(
        "firm.price_index", price.unit, scenario.firm.price_index, 0.9, 1.1, 5, False, ()
    )
    assert people.base == scenario.market.people == 120
    assert people.values == (100, 200)
    assert all(type(value) is int for value in people.values)


def test_a_block_of_a_list_has_its_position_or_its_name() -> None:
    """An alternative may be named or counted."""
    rest = "interventions.0.factor"
    ends = {"low": 0.9, "high": 1.0}
    by_name, by_position = varying(
        {"path": f"alternatives.cheaper.{rest}", **ends}, {"path": f"alternatives.0.{rest}", **ends}
    )
    assert by_name == by_position._replace(path=by_name.path)
    assert by_name.base == 0.95


@given(st.data())
def test_a_factor_is_known_as_its_row_of_provenance_is(data: st.DataObject) -> None:
    """Whatever is varied, by name or by position, mark and source are those beside it."""
    rows = {row.path: row for row in READING.question().provenance if is_number(row)}
    levers = [path for path in rows if path.startswith("alternatives.")]
    path = data.draw(st.sampled_from(sorted(rows)) | st.sampled_from(levers))
    row = rows[path]
    if isinstance(row.value, list):
        path += f".{data.draw(st.integers(0, len(row.value) - 1))}"
    by_name = path.replace("alternatives.0.", "alternatives.cheaper.")
    asked = data.draw(st.sampled_from([path, by_name]))
    entry = {"path": asked, "values": [at(READING.scenario().model_dump(mode="json"), path)]}
    (factor,) = known(READING.question((f"sweep.parameters={[entry]!r}",)))
    assert (factor.path, factor.mark, factor.source) == (asked, row.mark, row.source)


def is_number(row: Row) -> bool:
    """Whether a row holds a number of the business, or a list of them."""
    first = row.value[0] if isinstance(row.value, list) and row.value else row.value
    return type(first) in (int, float) and row.path.split(".")[0] not in ABOUT_THE_QUESTION


# Mistakes -----------------------------------------------------------------------------------------

PRICE = "firm.price_index"

MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "no part of the business": (
        {"path": "experiment.seed", "low": 1, "high": 2},
        "'experiment.seed' is no part of the business; name a value of the business",
    ),
    "a typo": (
        {"path": "firm.price_indx", "low": 1, "high": 2},
        "no 'price_indx' in 'firm'; did you mean 'price_index'?",
    ),
    "a typo at the top": ({"path": "frim.price_index"}, "no 'frim'; did you mean 'firm'?"),
    "a block": ({"path": "channels.store"}, "'channels.store' is not a single value; name one"),
    "text": ({"path": "alternatives.cheaper.title"}, "is text; name a number or a word"),
    "a number out of range": (
        {"path": PRICE, "values": [-1.0]},
        "sweep.parameters.0.values: -1 is out of range; above 0",
    ),
    "a low out of range": (
        {"path": PRICE, "low": -1.0, "high": 1.0},
        "sweep.parameters.0.low: -1 is out of range; above 0",
    ),
    "a high out of range": (
        {"path": "links.wait_to_quality", "low": 0.0, "high": 11.0},
        "sweep.parameters.0.high: 11 is out of range; 0 to 10",
    ),
    "a word among numbers": (
        {"path": PRICE, "values": [1.0, "much"]},
        '"much" is no number; list numbers',
    ),
    "half a person": (
        {"path": "market.people", "values": [1.5]},
        "1.5 is no whole number; list whole numbers",
    ),
    "half a person at the end": (
        {"path": "market.people", "low": 1, "high": 2.5},
        "sweep.parameters.0.high: it counts in whole numbers; give whole numbers",
    ),
    "half a person at the start": (
        {"path": "market.people", "low": 1.5, "high": 2},
        "sweep.parameters.0.low: it counts in whole numbers; give whole numbers",
    ),
    "ends in disorder": (
        {"path": PRICE, "low": 2.0, "high": 1.0},
        "low 2 is not below high 1; order them",
    ),
    "bounds and values": (
        {"path": PRICE, "low": 1.0, "values": [1.0]},
        "both values and bounds are given; give one of them",
    ),
}


@pytest.mark.parametrize(("entry", "says"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_told_with_its_remedy(entry: dict[str, Any], says: str) -> None:
    """One problem, at the place of the mistake, that says what to write."""
    with pytest.raises(ScenarioError) as found:
        varying(entry)
    (problem,) = found.value.problems
    assert says in str(problem)
    assert problem.key.startswith("sweep.parameters.0")


def test_mistakes_are_told_at_their_line_in_the_file(tmp_path: Path) -> None:
    """A mistake in a ``sweep:`` block names the file and the line."""
    path = tmp_path / "question.yaml"
    text = QUESTION.read_text(encoding="utf-8").replace("high: 1.1", "high: -1.1")
    path.write_text(text.replace("low: 0.9, high: -1.1", "low: -2, high: 1.1"), encoding="utf-8")
    line = 1 + next(n for n, row in enumerate(text.splitlines()) if "-1.1" in row)
    with pytest.raises(ScenarioError) as found:
        load_as(Scenario, path)
    (problem,) = found.value.problems
    assert problem.line == line
    assert problem.file.endswith("question.yaml")
