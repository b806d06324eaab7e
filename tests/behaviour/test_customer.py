"""Customers answer to satisfaction in its direction and within their ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.customer import (
    exit_chance,
    parting_attitude,
    recommendation,
    renewal_phase,
    response_to_satisfaction,
    traits,
)
from tests.behaviour.samples import assert_shares, keys, uniforms
from tests.behaviour.textbook import PERCEPTION, SEGMENT

NEUTRAL = PERCEPTION.neutral_satisfaction
SOMEBODY = traits(keys(1)[0], SEGMENT, PERCEPTION)
ROUNDING = 2.0**-50

levels = st.floats(0.0, 1.0)
gaps = st.floats(-1.0, 1.0)
links = st.floats(0.0, 10.0)
factors = st.floats(0.0, 10.0)


@given(gaps, gaps)
def test_behaviour_answers_with_increasing_returns(one: float, other: float) -> None:
    """The response is 0 at neutral, never falls, and is convex (Mittal & Kamakura 2001)."""
    low, high = sorted((one, other))
    response = [
        response_to_satisfaction(above, PERCEPTION) for above in (low, 0.5 * (low + high), high)
    ]
    assert response_to_satisfaction(0.0, PERCEPTION) == 0.0
    assert response[0] <= response[1] <= response[2]
    assert response[1] <= 0.5 * (response[0] + response[2]) + ROUNDING


@given(levels, levels, links, factors)
def test_who_is_more_satisfied_stays_no_less(
    one: float, other: float, link: float, status: float
) -> None:
    """The chance of leaving is in [0, 1] and never rises in satisfaction."""
    low, high = (
        exit_chance(SOMEBODY, SEGMENT, PERCEPTION, link, satisfaction, status)
        for satisfaction in sorted((one, other))
    )
    assert 0.0 <= high <= low * (1.0 + 1e-15) <= 1.0 + 1e-15


@given(levels, factors, factors, factors)
def test_switching_cost_and_status_bind(
    satisfaction: float, cost: float, status: float, more: float
) -> None:
    """The chance never rises in switching cost or status, and one counts as the other."""
    bound = SEGMENT._replace(switching_cost=cost)
    tighter = SEGMENT._replace(switching_cost=cost + more)
    plain = exit_chance(SOMEBODY, bound, PERCEPTION, 1.0, satisfaction, status)
    by_cost = exit_chance(SOMEBODY, tighter, PERCEPTION, 1.0, satisfaction, status)
    by_status = exit_chance(SOMEBODY, bound, PERCEPTION, 1.0, satisfaction, status + more)
    assert by_cost <= plain * (1.0 + 1e-15)
    assert by_cost == pytest.approx(by_status, rel=1e-12)


@given(st.sampled_from(keys(50)), levels)
def test_neutral_customers_leave_by_their_propensity(key: int, satisfaction: float) -> None:
    """At neutral satisfaction, or with the link cut, nothing shifts a personal propensity."""
    free = SEGMENT._replace(switching_cost=0.0, exit_odds=1.0)
    who = traits(key, free, PERCEPTION)
    assert exit_chance(who, free, PERCEPTION, 1.0, NEUTRAL, 0.0) == who.exit_propensity
    assert exit_chance(who, free, PERCEPTION, 0.0, satisfaction, 0.0) == who.exit_propensity


@given(levels, st.floats(0.1, 10.0))
def test_exit_odds_multiply_the_odds(satisfaction: float, odds: float) -> None:
    """The factor multiplies everybody's odds of leaving; 0 makes leaving impossible."""
    one, other = (
        exit_chance(
            SOMEBODY, SEGMENT._replace(exit_odds=factor), PERCEPTION, 1.0, satisfaction, 0.0
        )
        for factor in (1.0, odds)
    )
    assert other / (1.0 - other) == pytest.approx(odds * one / (1.0 - one), rel=1e-9)
    bound = SEGMENT._replace(exit_odds=0.0)
    assert exit_chance(SOMEBODY, bound, PERCEPTION, 1.0, satisfaction, 0.0) == 0.0


@given(levels, levels)
def test_recommendations_are_on_the_scale(one: float, other: float) -> None:
    """Answers are whole, from 0 to 10, and never fall in satisfaction."""
    low, high = sorted((one, other))
    assert 0 <= recommendation(low) <= recommendation(high) <= 10


def test_promoters_begin_at_85_per_cent() -> None:
    """Satisfaction from .85 on promotes (9, 10), below .65 it detracts (0 to 6)."""
    assert [recommendation(level) for level in (0.0, 0.6499, 0.65, 0.8499, 0.85, 0.95, 1.0)] == [
        *(0, 6, 7, 8, 9, 10, 10)
    ]


@given(levels, levels)
def test_who_leaves_thinks_of_us_as_before(one: float, other: float) -> None:
    """The attitude is a level, one half for a neutral customer, and never falls in satisfaction."""
    low, high = (parting_attitude(level, NEUTRAL, 1.0) for level in sorted((one, other)))
    assert 0.0 <= low <= high <= 1.0
    assert parting_attitude(NEUTRAL, NEUTRAL, 1.0) == 0.5
    assert parting_attitude(one, NEUTRAL, 0.0) == 0.5


def test_contracts_of_long_standing_renew_all_over_the_period() -> None:
    """A contract that begins now renews after a period, an old one evenly within it."""
    quarters = [0] * 4
    for u in uniforms(4_000):
        quarters[int(4.0 * renewal_phase(u, SEGMENT, True) / SEGMENT.renewal)] += 1
        assert renewal_phase(u, SEGMENT, False) == SEGMENT.renewal
    assert_shares(quarters, [0.25] * 4)
