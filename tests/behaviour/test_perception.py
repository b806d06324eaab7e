"""Gaps between perceived and expected are worth what the zone of tolerance says."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.perception import expect, judge, perceive, score, unserved, worth_of_gap
from sim.parameters import DIMENSIONS, Dimensions
from tests.behaviour.textbook import PERCEPTION

NEUTRAL = PERCEPTION.neutral_satisfaction
ROUNDING = 2.0**-50

levels = st.floats(0.0, 1.0)
gaps = st.floats(-1.0, 1.0)
links = st.floats(0.0, 10.0)
effects = st.floats(-5.0, 5.0)
factors = st.floats(0.0, 10.0)
days = st.floats(0.0, 10.0)
dimensions = st.builds(Dimensions, *[levels] * len(DIMENSIONS))


@given(days, days, links, st.booleans(), levels, levels, levels)
def test_a_longer_wait_is_no_more_responsive(
    one: float,
    other: float,
    link: float,
    failed: bool,
    assurance: float,
    empathy: float,
    see: float,
) -> None:
    """Responsiveness starts at 1, falls in the wait and by nothing else; the rest is passed on."""
    short, long = sorted((one, other))
    quick, slow = (
        perceive(PERCEPTION, link, wait, 0.5, failed, assurance, empathy, see)
        for wait in (short, long)
    )
    assert 0.0 <= slow.responsiveness <= quick.responsiveness <= 1.0
    assert quick[2:] == slow[2:] == (assurance, empathy, see)
    assert quick.reliability == (PERCEPTION.reliability_after_failure if failed else 1.0)
    at_once = perceive(PERCEPTION, link, 0.0, 0.5, failed, assurance, empathy, see)
    assert at_once.responsiveness == 1.0
    assert perceive(PERCEPTION, 0.0, long, 0.5, failed, 0, 0, 0).responsiveness == 1.0


def test_the_tolerance_is_where_37_per_cent_are_left() -> None:
    """After a wait of the tolerance responsiveness is exp(-1)."""
    seen = perceive(PERCEPTION, 1.0, 0.25, 0.25, False, 0.0, 0.0, 0.0)
    assert seen.responsiveness == math.exp(-1.0)


@given(dimensions, days)
def test_who_gave_up_judges_only_what_was_seen(expected: Dimensions, wait: float) -> None:
    """A contact given up failed and took its wait; nothing else leaves a gap."""
    seen = unserved(expected, PERCEPTION, 1.0, wait, 0.5)
    assert seen.reliability == PERCEPTION.reliability_after_failure
    assert seen.responsiveness == math.exp(-wait / 0.5)
    assert seen[2:] == expected[2:]


@given(gaps, gaps)
def test_worth_never_falls_in_the_gap(one: float, other: float) -> None:
    """A better contact is worth no less, and the worth has the sign of the gap."""
    low, high = sorted((one, other))
    assert worth_of_gap(low, PERCEPTION) <= worth_of_gap(high, PERCEPTION) + ROUNDING
    assert worth_of_gap(one, PERCEPTION) * one >= 0.0


@given(levels, levels, factors, factors, factors)
def test_worth_is_continuous_at_the_edges_of_the_zone(
    zone: float, step: float, inside: float, above: float, below: float
) -> None:
    """Across an edge the worth changes by no more than the steepest slope times the step."""
    perception = PERCEPTION._replace(
        zone_of_tolerance=zone, slope_inside=inside, slope_above=above, slope_below=below
    )
    step *= 1e-6
    for edge in (zone, -zone):
        jump = worth_of_gap(edge + step, perception) - worth_of_gap(edge - step, perception)
        assert abs(jump) <= 2.0 * step * max(inside, above, below) + 10.0 * ROUNDING


@given(st.floats(0.0, 0.9), st.floats(0.01, 0.1))
def test_losses_weigh_more_than_gains(zone: float, beyond: float) -> None:
    """Outside the zone a shortfall costs more than the same excess brings; inside both are flat."""
    perception = PERCEPTION._replace(
        zone_of_tolerance=zone, slope_inside=0.0, slope_above=0.6, slope_below=1.2
    )
    gap = zone + beyond
    assert -worth_of_gap(-gap, perception) == pytest.approx(2.0 * worth_of_gap(gap, perception))
    assert worth_of_gap(zone, perception) == worth_of_gap(-zone, perception) == 0.0
    assert PERCEPTION.slope_below > PERCEPTION.slope_above > PERCEPTION.slope_inside


@given(dimensions, links)
def test_expectations_just_met_are_neutral(expected: Dimensions, link: float) -> None:
    """Without gaps and price effect the score is neutral satisfaction."""
    assert score(expected, expected, PERCEPTION, link, 0.0) == NEUTRAL


@given(dimensions, dimensions, dimensions, effects)
def test_scores_rise_in_what_is_seen(
    seen: Dimensions, other: Dimensions, expected: Dimensions, price: float
) -> None:
    """Seeing no less on every dimension scores no less; expecting no less scores no more."""
    better = Dimensions(*map(max, seen, other))
    plain = score(seen, expected, PERCEPTION, 1.0, price)
    assert (
        0.0 <= plain <= score(better, expected, PERCEPTION, 1.0, price) + ROUNDING <= 1.0 + ROUNDING
    )
    demanding = Dimensions(*map(max, expected, other))
    assert score(seen, demanding, PERCEPTION, 1.0, price) <= plain + ROUNDING


@given(dimensions, dimensions)
def test_a_cut_link_scores_everything_neutral(seen: Dimensions, expected: Dimensions) -> None:
    """With ``quality_to_customer_satisfaction`` at 0 no gap counts."""
    assert score(seen, expected, PERCEPTION, 0.0, 0.0) == NEUTRAL


@given(levels, levels, levels, levels, links)
def test_expectation_stays_between_its_anchors(
    expected: float, seen: float, elsewhere: float, promise: float, link: float
) -> None:
    """It never leaves the range of what was expected, seen, offered elsewhere and promised."""
    after = expect(expected, seen, PERCEPTION, elsewhere, link, promise)
    anchors = (expected, seen, elsewhere, promise)
    assert min(anchors) - ROUNDING <= after <= max(anchors) + ROUNDING


@given(levels, levels, levels, levels)
def test_no_promise_is_heard_when_its_link_is_cut(
    expected: float, seen: float, elsewhere: float, promise: float
) -> None:
    """With ``promise_to_expectation`` at 0 the promise does not matter, bit by bit."""
    quiet = expect(expected, seen, PERCEPTION, elsewhere, 0.0, promise)
    assert quiet == expect(expected, seen, PERCEPTION, elsewhere, 0.0, 0.0)


@given(levels, levels, levels)
def test_expectation_settles_at_the_mixture_of_its_anchors(
    start: float, seen: float, elsewhere: float
) -> None:
    """Under constant experience it settles at experience and others' offer by their weights."""
    expected = start
    for _ in range(300):
        expected = expect(expected, seen, PERCEPTION, elsewhere, 0.0, 0.0)
    weight = PERCEPTION.experience_weight
    assert expected == pytest.approx(weight * seen + (1.0 - weight) * elsewhere, abs=1e-12)


@given(dimensions, dimensions, levels, levels, levels, effects)
def test_a_judgement_keeps_every_level_a_level(
    seen: Dimensions,
    expected: Dimensions,
    satisfaction: float,
    elsewhere: float,
    promise: float,
    price: float,
) -> None:
    """Satisfaction goes from where it was toward the score; expectations stay in [0, 1]."""
    found = judge(seen, expected, satisfaction, PERCEPTION, 1.0, 1.0, elsewhere, promise, price)
    low, high = sorted((satisfaction, found.score))
    assert found.score == score(seen, expected, PERCEPTION, 1.0, price)
    assert low - ROUNDING <= found.satisfaction <= high + ROUNDING
    assert all(0.0 <= level <= 1.0 for level in found.expected)
