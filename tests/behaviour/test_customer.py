"""People judge gaps, and answer to satisfaction in its direction and within their ranges."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.customer import (
    exit_chance,
    expect,
    judge,
    need_kind,
    need_rate,
    perceive,
    price_effect,
    recommendation,
    response_to_satisfaction,
    sale_chance,
    score,
    spend,
    traits,
    unserved,
    wallet_chance,
    worth_of_gap,
)
from sim.parameters import ADVICE, DIMENSIONS, PURCHASE, SUPPORT, Dimensions
from sim.units import YEAR
from tests.behaviour.samples import assert_mean, assert_shares, keys, uniforms
from tests.behaviour.textbook import PERCEPTION, SEGMENT

NEUTRAL = PERCEPTION.neutral_satisfaction
SOMEBODY = traits(keys(1)[0], SEGMENT, PERCEPTION)
ROUNDING = 2.0**-50

levels = st.floats(0.0, 1.0)
gaps = st.floats(-1.0, 1.0)
links = st.floats(0.0, 10.0)
effects = st.floats(-5.0, 5.0)
factors = st.floats(0.0, 10.0)
prices = st.floats(0.1, 10.0)
days = st.floats(0.0, 10.0)
dimensions = st.builds(Dimensions, *[levels] * len(DIMENSIONS))


# What people need --------------------------------------------------------------------------------


@given(factors, factors, factors)
def test_needs_come_with_purchases(factor: float, advice: float, support: float) -> None:
    """The rate of all needs is the person's purchase rate times one plus what each brings."""
    segment = SEGMENT._replace(advice_per_purchase=advice, support_per_purchase=support)
    rate = need_rate(SOMEBODY._replace(need_factor=factor), segment)
    assert rate == pytest.approx(factor * segment.purchases_per_day * (1.0 + advice + support))


def test_kinds_of_needs_have_their_shares() -> None:
    """Advice and support come in their proportion to purchases."""
    segment = SEGMENT._replace(advice_per_purchase=0.25, support_per_purchase=0.35)
    counts = [0] * 3
    for u in uniforms(5_000):
        counts[need_kind(u, segment)] += 1
    assert_shares(counts, [1.0 / 1.6, 0.25 / 1.6, 0.35 / 1.6])
    buyers = segment._replace(advice_per_purchase=0.0, support_per_purchase=0.0)
    assert all(need_kind(u, buyers) == PURCHASE for u in uniforms(100))


@given(levels, links, effects, effects)
def test_share_of_wallet_rises_with_satisfaction(
    satisfaction: float, link: float, price: float, competitors: float
) -> None:
    """The chance is in [0, 1], never falls in satisfaction, price effect or others' effect."""
    chance = wallet_chance(SEGMENT, PERCEPTION, link, satisfaction, price, competitors)
    assert 0.0 <= chance <= 1.0
    happier = min(satisfaction + 0.1, 1.0)
    assert wallet_chance(SEGMENT, PERCEPTION, link, happier, price, competitors) >= chance - 1e-15
    for more in ((price + 0.1, competitors), (price, competitors + 0.1)):
        assert wallet_chance(SEGMENT, PERCEPTION, link, satisfaction, *more) >= chance - 1e-15


@given(levels, links)
def test_neutral_customers_bring_the_stated_share(satisfaction: float, link: float) -> None:
    """At neutral satisfaction, or with the link cut, the chance is the share itself."""
    share = SEGMENT.share_of_wallet
    assert wallet_chance(SEGMENT, PERCEPTION, link, NEUTRAL, 0.0, 0.0) == share
    assert wallet_chance(SEGMENT, PERCEPTION, 0.0, satisfaction, 0.0, 0.0) == share


@given(prices, prices, factors)
def test_prices_count_against_competitors(ours: float, theirs: float, factor: float) -> None:
    """Equal prices have no effect, dearer ones a negative one, and only the ratio counts."""
    effect = price_effect(SEGMENT, factor, ours, theirs)
    assert price_effect(SEGMENT, factor, ours, ours) == 0.0
    assert effect * (ours - theirs) <= 0.0
    doubled = price_effect(SEGMENT, factor, 2.0 * ours, 2.0 * theirs)
    assert doubled == pytest.approx(effect, abs=1e-12)


# What people perceive ----------------------------------------------------------------------------


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


# What people do ----------------------------------------------------------------------------------


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


def test_the_mean_spend_is_the_segments() -> None:
    """Over people and purchases the mean is the segment's at price index 1 and tenure 0."""
    found = [
        spend(key, 1, SEGMENT, factor, 1.0, 0.0, PERCEPTION, 1.0)
        for key in keys(5_000)
        for factor in (traits(key, SEGMENT, PERCEPTION).spend_factor,)
    ]
    assert_mean(found, SEGMENT.spend_per_purchase)
    assert min(found) > 0.0


def test_spends_of_one_person_are_a_gamma() -> None:
    """A person's spends have the own mean and the coefficient of variation 1 / sqrt(p)."""
    segment = SEGMENT._replace(spend_shape=6.25)
    mean = segment.spend_per_purchase * 1.3
    found = [
        spend(keys(1)[0], contact, segment, 1.3, 1.0, 0.0, PERCEPTION, 1.0)
        for contact in range(5_000)
    ]
    assert_mean(found, mean)
    assert_mean([(value / mean - 1.0) ** 2 for value in found], 1.0 / 6.25)


@given(st.floats(0.0, 30.0), prices, links)
def test_spend_grows_with_tenure_until_it_stops(years: float, index: float, link: float) -> None:
    """Growth is linear in the years, stops, is scaled by prices, and vanishes when cut."""
    plain = SEGMENT._replace(spend_shape=0.0)
    amount = spend(1, 0, plain, 1.0, index, years * YEAR, PERCEPTION, link)
    counted = min(years, PERCEPTION.spend_growth_years)
    growth = 1.0 + link * PERCEPTION.spend_growth_per_year * counted
    assert amount == pytest.approx(plain.spend_per_purchase * index * growth)
    cut = spend(1, 0, plain, 1.0, 1.0, years * YEAR, PERCEPTION, 0.0)
    assert cut == plain.spend_per_purchase


def test_every_purchase_contact_sells() -> None:
    """A purchase that met its need is a sale; advice and support sell by their own chances."""
    assert sale_chance(PURCHASE, SEGMENT) == 1.0
    assert sale_chance(ADVICE, SEGMENT) == SEGMENT.advice_sale_chance
    assert sale_chance(SUPPORT, SEGMENT) == SEGMENT.support_sale_chance


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
