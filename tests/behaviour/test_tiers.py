"""Tiers have thresholds."""

from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.tiers import tier
from tests.behaviour.textbook import FIRM

TIERS = FIRM.tiers

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
