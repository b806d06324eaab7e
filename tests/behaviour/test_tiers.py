"""Tiers have thresholds, and rooms of their own."""

from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.tiers import GOLD, REGULAR, SILVER, by_status, contact_cost, tangibles_seen, tier
from sim.parameters import SELF_SERVICE
from tests.behaviour.textbook import CHANNELS, FIRM

TIERS = FIRM.tiers
NOBODY = TIERS.services[0]

levels = st.floats(0.0, 1.0)
money = st.floats(0.0, 1e6)


def test_thresholds_belong_to_the_tier_they_open() -> None:
    """At a threshold one is in; a cent below one is not."""
    silver, gold = TIERS.silver_spend_per_year, TIERS.gold_spend_per_year
    assert [tier(spend, TIERS) for spend in (0.0, silver - 0.01, silver)] == [0, 0, 1]
    assert [tier(spend, TIERS) for spend in (gold - 0.01, gold, 1e9)] == [1, 2, 2]


@given(money, money)
def test_more_spend_is_no_lower_tier(one: float, other: float) -> None:
    """Tiers never fall in spend."""
    low, high = sorted((one, other))
    assert tier(low, TIERS) <= tier(high, TIERS)


@given(money, money)
def test_status_belongs_to_tiers_and_to_a_programme_that_runs(silver: float, gold: float) -> None:
    """Regular customers have no status, the others theirs, and nobody without the programme."""
    held = (REGULAR, SILVER, GOLD)
    running, closed = (FIRM.programme._replace(is_active=active) for active in (True, False))
    assert [by_status(tier, running, silver, gold) for tier in held] == [0.0, silver, gold]
    assert [by_status(tier, closed, silver, gold) for tier in held] == [0.0] * 3


@given(levels, levels, money)
def test_a_room_adds_where_staff_serve(tangibles: float, room: float, cost: float) -> None:
    """Tangibles and cost rise by the room's with staff, and not at all in self-service."""
    service = NOBODY._replace(room_tangibles=room, room_cost_per_contact=cost)
    staffed = CHANNELS[0]._replace(tangibles=tangibles)
    alone = staffed._replace(team=SELF_SERVICE)
    assert tangibles_seen(staffed, service) == min(tangibles + room, 1.0)
    assert tangibles_seen(alone, service) == tangibles
    assert contact_cost(staffed, service) == staffed.cost_per_contact + cost
    assert contact_cost(alone, service) == staffed.cost_per_contact


@given(levels)
def test_without_a_room_all_see_the_same(tangibles: float) -> None:
    """Off is off, to the last bit."""
    channel = CHANNELS[0]._replace(tangibles=tangibles)
    assert tangibles_seen(channel, NOBODY) == tangibles
    assert contact_cost(channel, NOBODY) == channel.cost_per_contact
