"""Interventions come and go in order and whole numbers; what cannot be is told with its line."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenarios.load import load_as
from sim.scenarios.schema.interventions import Change, Intervention
from sim.scenarios.schema.scenario import Scenario
from sim.scenarios.timeline import apply, intensity, moments, months_of_change
from tests.scenarios.strategies import leaves
from tests.scenarios.textbook import BASE, EXAMPLES, HORIZON, KINDS, alternative, intervention

PATHS = set(leaves(BASE))


@st.composite
def timed(draw: st.DrawFn) -> Intervention:
    """An intervention of any kind with any start, end and ramp within the horizon."""
    start = draw(st.integers(0, HORIZON - 1))
    ramp = draw(st.integers(0, 12))
    end = draw(st.none() | st.integers(start + max(ramp, 1), start + max(ramp, 1) + 12))
    return intervention(
        draw(st.sampled_from(sorted(EXAMPLES))),
        start_month=start,
        ramp_months=ramp,
        end_month=end,
    )


def value_at(business: dict, path: str) -> object:
    """The value at a dotted path."""
    for key in path.split("."):
        business = business[key]
    return business


def business(month: int, *interventions: Intervention) -> dict:
    """The business in a month, by applying whatever is in force then to the base."""
    changed = json.loads(json.dumps(BASE))
    for one in interventions:
        if intensity(one, month) > 0.0:
            for change in one.changes(month - one.start_month):
                apply(changed, change, intensity(one, month))
    return changed


def test_there_is_an_example_of_every_kind() -> None:
    """The kinds tested here are all the kinds there are."""
    assert {type(intervention(kind)) for kind in EXAMPLES} == set(KINDS)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_kind_changes_values_that_exist(kind: str) -> None:
    """What an intervention changes are values of the textbook firm, or entries of its tables."""
    changes = intervention(kind).changes()
    assert changes
    new = [change for change in changes if change.path not in PATHS]
    assert {change.operation for change in new} <= {"put"}
    for change in new:
        assert value_at(BASE, change.path.rpartition(".")[0]) == {}


@given(timed(), st.integers(0, HORIZON + 24))
def test_an_intervention_is_in_force_between_start_and_end(one: Intervention, month: int) -> None:
    """Nothing before the start, nothing from the end on, full size after the ramp."""
    size = intensity(one, month)
    after_end = one.end_month is not None and month >= one.end_month
    if month < one.start_month or after_end:
        assert size == 0.0
    elif month >= one.start_month + one.ramp_months - 1:
        assert size == 1.0
    else:
        assert size == (month - one.start_month + 1) / one.ramp_months


@settings(max_examples=25)
@given(st.lists(timed(), min_size=1, max_size=3))
def test_between_moments_nothing_changes(interventions: list[Intervention]) -> None:
    """Moments tell the business of every month: months left out are like the one before."""
    other = alternative(*interventions)
    told = {moment.month: moment.business for moment in moments(BASE, other, HORIZON)}
    assert tuple(told) == months_of_change(other, HORIZON)
    now = BASE
    for month in range(HORIZON):
        now = told.get(month, now)
        assert now == business(month, *interventions)


@settings(max_examples=25)
@given(st.lists(timed(), min_size=1, max_size=3))
def test_the_base_is_left_alone(interventions: list[Intervention]) -> None:
    """Telling the moments changes nothing in the base."""
    before = json.dumps(BASE)
    list(moments(BASE, alternative(*interventions), HORIZON))
    assert json.dumps(BASE) == before


def test_a_ramp_takes_equal_steps() -> None:
    """A price that doubles over four months goes 1.25, 1.5, 1.75, 2."""
    ramp = intervention("price", factor=2.0, start_month=3, ramp_months=4)
    found = list(moments(BASE, alternative(ramp), HORIZON))
    assert [(moment.month, moment.business["firm"]["price_index"]) for moment in found] == [
        (3, 1.25),
        (4, 1.5),
        (5, 1.75),
        (6, 2.0),
    ]


def test_interventions_apply_in_their_order() -> None:
    """Scaling what was added differs from adding to what was scaled."""
    path = "firm.price_index"
    add = intervention("add", path=path, amount=1.0)
    scale = intervention("scale", path=path, factor=3.0)
    assert value_at(business(0, add, scale), path) == 6.0
    assert value_at(business(0, scale, add), path) == 4.0


def test_whole_numbers_stay_whole() -> None:
    """Positions scaled or ramped are rounded; a number with a point keeps its point."""
    path = "teams.store_team.positions"
    more = intervention("scale", path=path, factor=1.1)
    assert value_at(business(0, more), path) == 7
    ramp = intervention("staffing", team="store_team", add_positions=3, ramp_months=2)
    assert [value_at(business(month, ramp), path) for month in (0, 1)] == [8, 9]
    assert all(isinstance(value_at(business(month, ramp), path), int) for month in (0, 1))
    price = value_at(business(0, intervention("price", factor=2.0)), "firm.price_index")
    assert isinstance(price, float)


def test_switches_do_not_ramp() -> None:
    """What is no number takes its new value at once."""
    programme = intervention("loyalty_programme", ramp_months=4)
    assert value_at(business(0, programme), "firm.programme.is_active") is True
    patient = intervention("set", path="channels.online.escalates_to", value="store", ramp_months=4)
    assert value_at(business(0, patient), "channels.online.escalates_to") == "store"


@given(st.floats(0.1, 10.0), st.floats(0.1, 10.0), st.floats(0.0, 1.0))
def test_a_part_of_a_change_lies_on_the_way(before: float, after: float, size: float) -> None:
    """Setting, scaling or adding in part ends on the straight line from before to after."""
    for change in (
        Change("x", "set", after),
        Change("x", "scale", after / before),
        Change("x", "add", after - before),
    ):
        block = {"x": before}
        apply(block, change, size)
        assert block["x"] == pytest.approx(before + (after - before) * size, abs=1e-12)


# What cannot be ----------------------------------------------------------------------------------

HEAD = """\
extends: firms/textbook
alternatives:
  - name: other
    title: Another world
    interventions:
      - {kind: promise, level: 0.7}
      - {%s}
"""
LINE = 7
"""Line of the second intervention."""

HERE = "alternatives.0.interventions.1"

BAD = {
    "kind: set, path: firm.prise_index, value: 1": ("path", "unknown path", "firm.price_index"),
    "kind: scale, path: firm.programme, factor: 2": (
        "path",
        "is a block",
        "such as firm.programme.",
    ),
    "kind: set, path: market.people, value: 5": ("path", "shapes the world at the start", "base"),
    "kind: set, path: time.warm_up_months, value: 5": ("path", "shapes the world", "base"),
    "kind: set, path: experiment.seed, value: 5": ("path", "shapes the world", "base"),
    "kind: add, path: channels.store.is_open, amount: 1": ("path", "is no number", "kind: set"),
    "kind: scale, path: channels.store.hours.days, factor: 2": (
        "path",
        "is a list and cannot be changed by path",
        "use kind: channel, with days",
    ),
    "kind: set, path: channels.store.serves, value: advice": (
        "path",
        "is a list and cannot be changed by path",
        "change it in the base",
    ),
    "kind: scale, path: channels.store.served_by, factor: 2": (
        "path",
        "cannot change later",
        "base",
    ),
    "kind: set, path: firm.price_index, value: dear": (
        "value",
        "'firm.price_index' in month 0",
        "number",
    ),
    "kind: set, path: teams.store_team.positions, value: 6.5": ("value", "got 6.5", "whole number"),
    "kind: set, path: channels.store.is_open, value: 3": (
        "value",
        "is_open' in month 0",
        "true or false",
    ),
    "kind: set, path: channels.store.served_by, value: web": ("path", "cannot change", "base"),
    "kind: set, path: channels.store.escalates_to, value: web": ("value", "unknown channel 'web'"),
    "kind: set, path: channels.stor.is_open, value: false": ("path", "unknown channel", "'store'"),
    "kind: escalation, channel: stor, to: online": ("channel", "unknown channel", "'store'"),
    "kind: escalation, channel: store, to: onlin": ("to", "unknown channel 'onlin'", "'online'"),
    "kind: escalation, channel: store, to: store": ("to", "cannot escalate to itself", "null"),
    "kind: self_service_migration, channel: store, to: store, fraction: 0.5": (
        "to",
        "cannot steer to itself",
        "name another",
    ),
    "kind: set, path: channels.store.steered_fraction, value: 0.5": (
        "value",
        "without steers_to",
        "name a channel",
    ),
    "kind: channel, channel: store, capacity: 3": ("capacity", "only self-service", "its team"),
    "kind: channel, channel: store": ("", "nothing changes", "is_open"),
    "kind: scale, path: channels.store.failure_chance, factor: 30": (
        "factor",
        "failure_chance' in month 0: must be at most 1",
        "allowed 0 to 1 [fraction]",
    ),
    "kind: staffing, team: store_team, add_positions: -6": (
        "add_positions",
        "must be at least 1, got 0",
    ),
    "kind: staffing, team: stor_team, add_positions: 1": ("team", "unknown team", "'store_team'"),
    "kind: pay, team: nobody, factor: 2": ("team", "unknown team 'nobody'", "contact_centre"),
    "kind: promise, level: 0.7, start_month: 36": ("start_month", "beyond the horizon", "most 35"),
    "kind: promise, level: 0.7, end_month: 37": ("end_month", "beyond the horizon", "most 36"),
    "kind: promise, level: 0.7, start_month: 3, end_month: 3": ("", "must be after", "start_month"),
    "kind: promise, level: 0.7, end_month: 3, ramp_months: 4": ("", "the ramp ends after", "ramp"),
    "kind: promise, level: 7": ("level", "at most 1, got 7", "promised"),
    "kind: promise": ("level", "missing", "number"),
    "kind: campaign, name: c, target: {segments: [houshold]}": (
        "target.segments",
        "unknown segment 'houshold'",
        "'household'",
    ),
    "kind: campaign, name: c, target: {satisfaction_at_least: 0.9, satisfaction_at_most: 0.1}": (
        "target",
        "nobody is left",
    ),
    "kind: win_back, name: c, target: {status: customers}": ("", "kind: campaign"),
    "kind: set, path: market.outreach.preferred_media.sms, value: 9": (
        "path",
        "shapes the world at the start",
        "base",
    ),
    "kind: competitor_reaction": ("", "nothing changes", "price_reaction_per_month"),
    "kind: competitor_entry, rivals: 1, quality: 1.2, price_index: 1": (
        "quality",
        "below 1",
        "1.2",
    ),
    "kind: shock, of: outage": ("channel", "missing for outage", "channel, failure_chance"),
    "kind: shock, of: outage, channel: stor": ("channel", "unknown channel 'stor'", "'store'"),
    "kind: shock, of: demand_surge": ("", "nothing happens", "need_factor or support_factor"),
    "kind: shock, of: scandal, reach_per_month: 0.5, team: store_team": (
        "team",
        "plays no part in scandal",
        "reach_per_month only",
    ),
    "kind: shock, of: staff_shortage, team: clerks, shortage_fraction: 0.3": (
        "team",
        "unknown team 'clerks'",
        "contact_centre",
    ),
    "kind: recovery": ("", "nothing changes", "response_days"),
    "kind: after_sale": ("", "nothing changes", "call_back_fraction"),
    "kind: after_sale, channel: hotlin": ("channel", "unknown channel 'hotlin'", "'hotline'"),
    "kind: after_sale, channel: online": ("channel", "'online' is self-service", "a team"),
    "kind: set, path: firm.tiers.gold_spend_per_year, value: 1": (
        "value",
        "'firm.tiers' in month 0",
        "is below silver_spend_per_year",
    ),
    "kind: promotion, discount_fraction: 2": ("discount_fraction", "at most 1"),
    "kind: promotion, discount_fraction: 1": ("discount_fraction", "at most 0.95, got 1.0"),
    "kind: encourage_complaints, effect: 0": ("effect", "above 0"),
    "kind: set, path: firm.customer_retention_gain, value: 0.7": (
        "value",
        "gain' in month 0",
        "0.5",
    ),
    "kind: internal_quality, drivers: [tools, training, tools], add_per_head_per_month: 9": (
        "drivers.2",
        "'tools' is named twice",
        "name each once",
    ),
    "kind: service_contest, teams: [store_team, store_team]": (
        "teams.1",
        "'store_team' is named twice",
        "name each once",
    ),
    "kind: scael, path: firm.price_index, factor: 2": ("kind", "unknown kind", "'scale'"),
    "kind: scale, path: price_index, factor: 2": ("path", "unknown path", "firm.price_index"),
    "kind: internal_quality, add_per_head_per_month: 9, drivers: [tool]": (
        "drivers.0",
        "tool",
        "tools",
    ),
}
"""A wrong intervention: where, and words that must be said."""


def problems(path: Path, text: str) -> list[tuple[int, str, str]]:
    """Line, key and words of each problem of a file with that text."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_as(Scenario, path)
    return [(p.line, p.key, f"{p.what}; {p.remedy}") for p in caught.value.problems]


@pytest.mark.parametrize("written", BAD)
def test_a_wrong_intervention_is_named_with_its_line(written: str, tmp_path: Path) -> None:
    """One problem, at the line and key of the intervention, in the words expected."""
    key, *words = BAD[written]
    [(line, found, said)] = problems(tmp_path / "q.yaml", HEAD % written)
    assert (line, found) == (LINE, f"{HERE}.{key}".rstrip("."))
    assert all(word in said for word in words), said


def test_all_wrong_interventions_are_named_at_once(tmp_path: Path) -> None:
    """Two faults of one intervention and one of another alternative come together."""
    text = (
        HEAD % "kind: set, path: firm.prise_index, value: 1, start_month: 99"
        + "  - {name: third, title: Third, interventions: [{kind: pay, team: x, factor: 1}]}\n"
    )
    assert [(line, key) for line, key, _ in problems(tmp_path / "q.yaml", text)] == [
        (7, f"{HERE}.start_month"),
        (7, f"{HERE}.path"),
        (8, "alternatives.1.interventions.0.team"),
    ]


def test_interventions_that_are_wrong_only_together_blame_the_last(tmp_path: Path) -> None:
    """Two cuts of three positions each leave six with none: the second is named."""
    cut = "kind: staffing, team: store_team, add_positions: -3"
    text = HEAD.replace("kind: promise, level: 0.7", cut) % cut
    [(line, key, said)] = problems(tmp_path / "q.yaml", text)
    assert (line, key) == (LINE, f"{HERE}.add_positions")
    assert "teams.store_team.positions" in said


BLAMED = {
    "kind: channel, channel: store, days: [mon, mon]": (
        "days",
        "'channels.store.hours' in month 0: a weekday is named twice; name each day once",
    ),
    "kind: channel, channel: store, opens_at_hour: 20": (
        "opens_at_hour",
        "closes_at_hour 19 must be after opens_at_hour 20",
    ),
    "kind: schedule, team: store_team, closes_at_hour: 3": (
        "closes_at_hour",
        "closes_at_hour 3 must be after opens_at_hour",
    ),
    "kind: loyalty_programme, gold_spend_per_year: 1": (
        "gold_spend_per_year",
        "gold_spend_per_year 1 is below",
    ),
    "kind: loyalty_programme, milestones: [{spend: 9, reward: 1}, {spend: 8, reward: 2}]": (
        "milestones",
        "milestone 8 does not exceed 9; list them rising",
    ),
    "kind: escalation, channel: store, to: onlin": ("to", "unknown channel 'onlin'"),
    "kind: campaign, name: c, target: {segments: [houshold]}": (
        "target.segments",
        "unknown segment 'houshold'",
    ),
}
"""An intervention that breaks a rule of a block of the base: the field, and what is said."""


@pytest.mark.parametrize("written", BLAMED)
def test_who_breaks_a_block_is_blamed_whatever_follows(written: str, tmp_path: Path) -> None:
    """The intervention that breaks it is named with its field, and none that stands around it."""
    field, words = BLAMED[written]
    text = HEAD % written + "      - {kind: price, factor: 1.1}\n"
    [(line, key, said)] = problems(tmp_path / "q.yaml", text)
    assert (line, key) == (LINE, f"{HERE}.{field}")
    assert words in said
    assert "value error" not in said


def test_what_breaks_in_different_months_is_told_at_once(tmp_path: Path) -> None:
    """Two faults that start in different months are told together, each with its month."""
    text = HEAD % "kind: set, path: firm.price_index, value: -1, start_month: 9"
    text += "      - {kind: promotion, discount_fraction: 1, start_month: 4}\n"
    told = problems(tmp_path / "q.yaml", text)
    assert [(line, key.rpartition(".")[2]) for line, key, _ in told] == [
        (7, "value"),
        (8, "discount_fraction"),
    ]
    assert ["in month 9" in told[0][2], "in month 4" in told[1][2]] == [True, True]


def test_a_passing_excess_is_found_in_its_month(tmp_path: Path) -> None:
    """A ramp out of range is refused for the first month in which it leaves the range."""
    ramp = "kind: scale, path: channels.store.failure_chance, factor: 40, ramp_months: 4"
    [(_, _, said)] = problems(tmp_path / "q.yaml", HEAD % f"{ramp}, start_month: 5")
    assert "in month 6" in said


@pytest.mark.parametrize(
    ("names", "key", "words"),
    [
        (("same", "same"), "alternatives.1.name", "two alternatives are called 'same'"),
        (("base", "more"), "alternatives.0.name", "no alternative may be called 'base'"),
    ],
)
def test_alternatives_have_names_of_their_own(
    names: tuple[str, str], key: str, words: str, tmp_path: Path
) -> None:
    """A name given twice, or the base's, is refused at its line."""
    text = "extends: firms/textbook\nalternatives:\n" + "".join(
        f"  - {{name: {name}, title: T, interventions: [{{kind: price, factor: 1}}]}}\n"
        for name in names
    )
    [(line, found, said)] = problems(tmp_path / "q.yaml", text)
    assert (line, found) == (3 + int(key[13]), key)
    assert words in said
