"""People stay or leave in the direction of their satisfaction, and take leave as they feel."""

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
from sim.units import YEAR
from tests.behaviour.samples import assert_mean, keys, uniforms
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


@given(levels, levels, levels)
def test_who_leaves_neutral_is_a_neutral_prospect(one: float, other: float, neutral: float) -> None:
    """Attitude at leaving is a level, one half at neutral, and never falls in satisfaction."""
    low, high = sorted((one, other))
    attitudes = [parting_attitude(satisfaction, neutral) for satisfaction in (low, high)]
    assert 0.0 <= attitudes[0] <= attitudes[1] <= 1.0
    assert parting_attitude(neutral, neutral) == pytest.approx(0.5, abs=ROUNDING)


@given(st.floats(-0.5, 0.5), st.floats(0.0, 1.0))
def test_the_distance_from_neutral_is_taken_along(above: float, neutral: float) -> None:
    """Somebody above neutral leaves as far above one half, and below as far below."""
    attitude = parting_attitude(neutral + above, neutral)
    assert attitude == pytest.approx(0.5 + above, abs=ROUNDING)


@given(st.floats(0.0, 1.0, exclude_min=True, exclude_max=True), st.floats(1.0, 5.0 * YEAR))
def test_a_contract_closed_now_runs_its_period(u: float, period: float) -> None:
    """A new contract comes up after a whole period, one of long standing within it."""
    segment = SEGMENT._replace(renewal=period)
    assert renewal_phase(u, segment, False) == period
    assert 0.0 <= renewal_phase(u, segment, True) <= period


def test_contracts_of_long_standing_are_spread_over_the_period() -> None:
    """Their first renewals are uniform over the period: mean one half, second moment a third."""
    segment = SEGMENT._replace(renewal=YEAR)
    found = [renewal_phase(u, segment, True) / YEAR for u in uniforms(5_000)]
    assert_mean(found, 1.0 / 2.0)
    assert_mean([phase * phase for phase in found], 1.0 / 3.0)
