"""Customers of long standing have a past when the clock starts: they have bought before."""

import math
from typing import Any

from scipy import stats

from sim.parameters import LIFE_CYCLE
from tests.worlds import column, run, worlds

PEOPLE = 2000
TENURE_MONTHS = 60.0
"""Mean tenure of the opening customers."""


def standing(purchases_per_year: float, **alternatives: list[dict[str, Any]]):
    """The world of buyers, all of long standing and alike; nobody leaves or minds anything."""
    terms = {
        "opening_tenure_months": TENURE_MONTHS,
        "purchases_per_year": purchases_per_year,
        "purchase_rate_shape": None,
        "exit_odds": 0,
    }
    sets = {f"customers.segments.buyers.{name}": value for name, value in terms.items()}
    others = {"market.people": PEOPLE, "time.horizon_months": 1}
    return worlds("buying", sets | others, **alternatives)


def within(found: float, share: float) -> bool:
    """Whether a count of people agrees with a share of them, 99.9 %."""
    low, high = stats.binom.interval(0.999, PEOPLE, share)
    return bool(low <= found <= high)


def test_the_silent_are_those_who_have_not_bought_for_a_year():
    """After a month, exp(-rate) of those with a year of tenure have not bought in that year."""
    year = 12.0
    for rate in (0.0, 1.0, 50.0):
        stages = run(standing(rate)["base"]).life_cycle[0]
        silent = math.exp(-(year - 1.0) / TENURE_MONTHS - rate)
        assert within(stages[LIFE_CYCLE.index("at risk")], silent)


def test_a_campaign_finds_those_who_bought_long_ago():
    """On the first day as many have not bought for half a year as in the long run."""
    spring = {
        **{"kind": "campaign", "name": "spring", "response_chance": 0},
        "target": {"since_purchase_at_least_months": 6},
    }
    changed = run(standing(2.0, changed=[spring])["changed"])
    silent = math.exp(-6.0 / TENURE_MONTHS - 2.0 * 0.5)
    assert within(column(changed, "campaigns.targeted").sum(), silent)
