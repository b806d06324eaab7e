"""Every value of a scenario reaches one parameter, in the clock's units, and none is lost."""

import math
from typing import Any

import pytest

from sim.parameters import KINDS, NOWHERE, SELF_SERVICE
from sim.scenarios.load import load_as
from sim.scenarios.resolve import BASE as BASE_NAME
from sim.scenarios.resolve import INITIATIVES, parameters, plan, plans
from sim.scenarios.schema.programme import Milestone
from sim.scenarios.schema.scenario import Scenario
from sim.units import HOUR, MINUTE, MONTH, WEEK, YEAR
from tests.scenarios.textbook import EXAMPLES, alternative, intervention, replaced

QUESTION = load_as(
    Scenario,
    "firms/textbook",
    [
        "firm.campaigns={autumn: {target: {since_purchase_at_most_months: 6}}}",
        "firm.contact_policy.most_contacts_per_person_per_month=4",
    ],
)
SCENARIO = QUESTION.scenario
"""The textbook firm with a campaign and a limit to contacts."""

OUTSIDE = {
    "title": "words for people",
    "question": "words for people",
    "description": "words for people",
    "look_for": "words for people",
    "case": "words for people",
    "headline": "read by the answer: which figure it gives first",
    "plausible": "read by the answer: whether the base is a likely business",
    "currency": "a name; amounts are in it",
    "experiment": "read by the experiment: how many runs, not what happens in one",
    "sweep": "read by the sweep: at which points the question is asked",
    "time": "read by plan(), see the tests of plans below",
    "alternatives": "the textbook firm has none; see the tests of the timeline",
}
"""Keys at the top of a scenario that are no parameter, and why."""

DAYS = {"minute": MINUTE, "hour": HOUR, "day": 1.0, "week": WEEK, "month": MONTH}
"""Units of durations in the schema, on the clock [day]."""

SPANS = {"day": 1.0, "month": MONTH, "year": YEAR}
"""Units of rates, on the clock [day]."""

ROWS = {row.path: row for row in QUESTION.provenance if row.path.split(".")[0] not in OUTSIDE}
"""Every value of the textbook business by its path."""


def flat(value: Any, path: str = "") -> dict[str, Any]:
    """Every parameter by its path; a list of things alike is one parameter."""
    if hasattr(value, "_fields"):
        items = value._asdict().items()
    elif isinstance(value, tuple) and not path.endswith(LISTS):
        items = enumerate(value)
    else:
        return {path: value}
    return {
        key: leaf
        for name, item in items
        for key, leaf in flat(item, f"{path}.{name}".lstrip(".")).items()
    }


LISTS = (
    *("open_days", "serves", "profile", "milestones"),
    *("campaigns.0.segments", "campaigns.0.tiers"),
)
"""Ends of the paths of parameters that hold a list."""


BEFORE = flat(parameters(SCENARIO))


def other(path: str, value: Any) -> Any:
    """Some other value of the same type."""
    words = {
        "served_by": "store_team" if value != "store_team" else "self_service",
        "escalates_to": "store" if value != "store" else None,
        "handle_time_distribution": "exponential",
        "relationship": "renewal",
        "channel": "store",
        "steers_to": "social",
        "capacity": 3,
        "relationship_level": "partnership",
        "staffing": "demand",
        "hires": "freeze",
        "milestones": (Milestone(spend=10.0, reward=1.0),),
        "segments": ("household",),
        "tiers": ("gold",),
        "status": "former",
        "medium": "phone",
        "for_first_months": 3.0,
    }
    key = path.rpartition(".")[2]
    if key in words:
        return words[key]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value * 1.25 + 0.125
    if key == "arrival_profile":
        return tuple(weight + (hour == 12) for hour, weight in enumerate(value))
    assert isinstance(value, list), path
    return tuple(value[1:])


def changed(path: str, value: Any) -> dict[str, Any]:
    """Parameters that differ when one value is replaced, with what they become."""
    after = flat(parameters(replaced(SCENARIO, path, value)))
    assert after.keys() == BEFORE.keys()
    return {key: after[key] for key in after if after[key] != BEFORE[key]}


REACHED = {path: changed(path, other(path, row.value)) for path, row in ROWS.items()}


@pytest.mark.parametrize("path", ROWS)
def test_no_value_is_lost(path: str) -> None:
    """Another value changes just one parameter; opening hours also cut the arrival profile.

    Calls come from the channel of complaints as long as they have none of their own.
    """
    shapes_profile = path.endswith(("arrival_profile", "peak_flattening"))
    names = {key.rpartition(".")[2] for key in REACHED[path]}
    if path == "firm.recovery.channel":
        names.remove("call_back_channel")
    is_channel_hours = path.startswith("channels.") and ".hours." in path
    assert len(names - {"profile"}) == (0 if shapes_profile else 1)
    assert "profile" not in names or is_channel_hours or shapes_profile
    assert len(REACHED[path]) == len(names) + (path == "firm.recovery.channel")


def test_no_parameter_is_moved_by_two_values() -> None:
    """Different values reach different parameters, but for profiles and the channel of calls."""
    shared = ("profile", "call_back_channel")
    reached = [key for keys in REACHED.values() for key in keys if not key.endswith(shared)]
    assert len(reached) == len(set(reached))


def test_every_parameter_is_reached() -> None:
    """Nothing an engine reads is out of a scenario's reach; names are keys, not values."""
    reached = {key for keys in REACHED.values() for key in keys}
    names = {key for key in BEFORE if key.endswith((".name", ".stream"))}
    assert set(BEFORE) - reached == names


NUMBERS = [
    path
    for path, row in ROWS.items()
    if isinstance(row.value, float) and not path.endswith("peak_flattening")
]
"""Numbers that an engine reads; flattening goes into the profile."""


@pytest.mark.parametrize("path", NUMBERS)
def test_a_number_is_converted_by_its_unit(path: str) -> None:
    """Durations become days, rates what their names say; what keeps its unit keeps its number."""
    row = ROWS[path]
    [(key, after)] = [
        (key, value) for key, value in REACHED[path].items() if not key.endswith("profile")
    ]
    before = BEFORE[key]
    factor = DAYS.get(row.unit, 1.0)
    span = row.unit.rpartition("/")[2]
    for ending, one in (("_per_day", "day"), ("_per_month", "month")):
        if key.endswith(ending):
            factor = SPANS[one] / SPANS[span]
    assert before == pytest.approx(row.value * factor, rel=1e-15)
    assert after == pytest.approx(other(path, row.value) * factor, rel=1e-15)


def test_every_unit_of_time_in_a_name_is_converted() -> None:
    """A parameter whose name carries a unit of time is money or growth per calendar period."""
    ending = ("_minutes", "_hours", "_days", "_weeks", "_months")
    assert not [key for key in BEFORE if key.endswith(ending) and not key.endswith("open_days")]
    per_year = {key.rpartition(".")[2] for key in BEFORE if key.endswith("_per_year")}
    assert per_year == {
        *("spend_growth_per_year", "discount_rate_per_year"),
        *("silver_spend_per_year", "gold_spend_per_year"),
    }


@pytest.mark.parametrize(
    ("path", "parameter", "value"),
    [
        ("customers.segments.household.purchase_rate_shape", "segments.0.purchase_rate_shape", 0.0),
        ("customers.segments.household.spend_shape", "segments.0.spend_shape", 0.0),
        ("customers.segments.household.spend_spread", "segments.0.spend_spread", 0.0),
        ("channels.store.patience_minutes", "channels.0.patience", 0.0),
        ("channels.online.escalates_to", "channels.1.escalates_to", NOWHERE),
        (
            "firm.campaigns.autumn.target.since_purchase_at_most_months",
            "firm.campaigns.0.since_purchase_at_most",
            math.inf,
        ),
        (
            "firm.contact_policy.most_contacts_per_person_per_month",
            "firm.most_contacts",
            math.inf,
        ),
    ],
)
def test_null_is_what_behaviour_reads_as_none(path: str, parameter: str, value: float) -> None:
    """A null in a scenario becomes the number that switches the thing off."""
    assert changed(path, None) == {parameter: value}


def test_a_promotion_for_everybody_never_ends_for_anybody() -> None:
    """Without a number of first months no tenure is too long; with one, it is in days."""
    assert BEFORE["firm.promotion.for_first"] == math.inf
    path = "firm.promotion.for_first_months"
    assert changed(path, 2.0) == {"firm.promotion.for_first": 2.0 * MONTH}


def test_names_become_positions() -> None:
    """Teams and channels are numbered in the scenario's order; self-service has no team."""
    found = parameters(SCENARIO)
    teams, channels = list(SCENARIO.teams), list(SCENARIO.channels)
    for flat_channel, (name, channel) in zip(
        found.channels, SCENARIO.channels.items(), strict=True
    ):
        served = channel.served_by
        assert flat_channel.name == name
        expected = SELF_SERVICE if served == "self_service" else teams.index(served)
        assert flat_channel.team == expected
        assert flat_channel.serves == tuple(kind in channel.serves for kind in KINDS)
    assert found.firm.complaint_channel == channels.index(SCENARIO.firm.recovery.channel)


# Plans -------------------------------------------------------------------------------------------


def test_the_base_is_one_regime() -> None:
    """The base runs warm-up and horizon under its own parameters and pays for no initiative."""
    base = plan(SCENARIO, None)
    time = SCENARIO.time
    assert base.warm_up_months == time.warm_up_months
    assert base.months == time.warm_up_months + time.horizon_months
    assert [regime.start for regime in base.regimes] == [0.0]
    assert base.regimes[0].parameters == parameters(SCENARIO)
    assert base.payments == ()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_kind_of_intervention_changes_the_world(kind: str) -> None:
    """Each phase gives a regime at its month after the warm-up; the first differs from the base."""
    lever = intervention(kind, start_month=3)
    found = plan(SCENARIO, alternative(lever))
    months = [SCENARIO.time.warm_up_months + 3 + phase for phase in (0, *lever.phases())]
    starts = [0.0, *(month * MONTH for month in months)]
    assert [regime.start for regime in found.regimes] == pytest.approx(starts)
    assert found.regimes[0].parameters == parameters(SCENARIO)
    assert found.regimes[1].parameters != parameters(SCENARIO)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_intervention_that_ends_leaves_the_base(kind: str) -> None:
    """From its end on the world is the base again, bit by bit."""
    found = plan(SCENARIO, alternative(intervention(kind, start_month=2, end_month=5)))
    assert found.regimes[-1].start == pytest.approx((SCENARIO.time.warm_up_months + 5) * MONTH)
    assert found.regimes[-1].parameters == parameters(SCENARIO)


def test_costs_fall_due_once_and_by_month() -> None:
    """The one-off cost is paid at the start, the monthly one in each month in force, in order."""
    costly = intervention("price", start_month=1, end_month=4, cost_once=500.0, cost_per_month=7.0)
    lasting = intervention("promise", start_month=34, cost_per_month=3.0)
    found = plan(SCENARIO, alternative(lasting, costly))
    first = SCENARIO.time.warm_up_months
    assert [payment.account for payment in found.payments] == [INITIATIVES] * 6
    assert [(payment.time, payment.amount) for payment in found.payments] == [
        (pytest.approx((first + month) * MONTH), amount)
        for month, amount in [(1, 7.0), (1, 500.0), (2, 7.0), (3, 7.0), (34, 3.0), (35, 3.0)]
    ]


def test_plans_name_the_base_and_every_alternative() -> None:
    """The base comes first, then the alternatives in their order."""
    other_world = alternative(intervention("price"))
    asked = SCENARIO.model_copy(update={"alternatives": (other_world,)})
    found = plans(asked)
    assert list(found) == [BASE_NAME, "other"]
    assert found["other"] == plan(SCENARIO, other_world)


@pytest.mark.parametrize("key", ["warm_up_months", "horizon_months"])
def test_time_reaches_the_plan(key: str) -> None:
    """A month more of warm-up or horizon is a month more of run."""
    longer = replaced(SCENARIO, f"time.{key}", getattr(SCENARIO.time, key) + 1)
    assert plan(longer, None).months == plan(SCENARIO, None).months + 1


def test_what_is_outside_the_business_changes_no_parameter() -> None:
    """Titles, words, currency and the experiment do not reach the engines."""
    for path, value in {
        "title": "Other",
        "question": "Other",
        "description": "Other",
        "currency": "GBP",
        "experiment.seed": 99,
        "experiment.confidence": 0.5,
    }.items():
        assert plan(replaced(SCENARIO, path, value), None) == plan(SCENARIO, None)
