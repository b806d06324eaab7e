"""Needs arise as stated, come to us by satisfaction and price, and end in their spends."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.customer import (
    traits,
)
from sim.behaviour.need import (
    felt_at,
    habit_effect,
    left_at,
    need_kind,
    need_rate,
    next_habit,
    price_effect,
    price_seen,
    price_tolerance,
    sale_chance,
    sensitivity_factor,
    spend,
    usual_spend,
    wallet_chance,
)
from sim.parameters import ADVICE, PURCHASE, SUPPORT
from sim.units import YEAR
from tests.behaviour.samples import assert_mean, assert_shares, keys, uniforms
from tests.behaviour.textbook import MARKET, PERCEPTION, SEGMENT

NEUTRAL = PERCEPTION.neutral_satisfaction

levels = st.floats(0.0, 1.0)
links = st.floats(0.0, 10.0)
effects = st.floats(-5.0, 5.0)
factors = st.floats(0.0, 10.0)
prices = st.floats(0.1, 10.0)
days = st.floats(0.0, 10.0)


@given(factors, factors, factors, factors)
def test_needs_come_with_purchases(
    factor: float, advice: float, support: float, awakened: float
) -> None:
    """The rate of all needs is the person's purchase rate times one plus what each brings."""
    segment = SEGMENT._replace(advice_per_purchase=advice, support_per_purchase=support)
    each = 1.0 + advice + awakened + support
    rate = need_rate(factor, segment, awakened, MARKET)
    assert rate == pytest.approx(factor * segment.purchases_per_day * each)


def test_kinds_of_needs_have_their_shares() -> None:
    """Advice, awakened or not, and support come in their proportion to purchases."""
    segment = SEGMENT._replace(advice_per_purchase=0.2, support_per_purchase=0.35)
    counts = [0] * 3
    for u in uniforms(5_000):
        counts[need_kind(u, segment, 0.05, MARKET)] += 1
    assert_shares(counts, [1.0 / 1.6, 0.25 / 1.6, 0.35 / 1.6])
    buyers = segment._replace(advice_per_purchase=0.0, support_per_purchase=0.0)
    assert all(need_kind(u, buyers, 0.0, MARKET) == PURCHASE for u in uniforms(100))


@given(factors, factors, factors)
def test_a_surge_scales_needs(factor: float, all_needs: float, support: float) -> None:
    """One factor scales all needs alike, the other support alone, and neither the other kinds."""
    base = need_rate(factor, SEGMENT, 0.0, MARKET)
    surge = MARKET._replace(need_factor=all_needs, support_factor=support)
    rate = need_rate(factor, SEGMENT, 0.0, surge)
    assert rate <= max(all_needs, 1.0) * max(support, 1.0) * base * (1.0 + 1e-12)
    per_purchase = rate / (
        1.0 + SEGMENT.advice_per_purchase + support * SEGMENT.support_per_purchase
    )
    assert per_purchase == pytest.approx(all_needs * factor * SEGMENT.purchases_per_day)


def test_a_surge_of_support_leaves_purchases_alone() -> None:
    """Three times the support is three times its part of the needs, to one purchase as before."""
    segment = SEGMENT._replace(advice_per_purchase=0.25, support_per_purchase=0.35)
    surge = MARKET._replace(support_factor=3.0)
    counts = [0] * 3
    for u in uniforms(5_000):
        counts[need_kind(u, segment, 0.0, surge)] += 1
    assert_shares(counts, [1.0 / 2.3, 0.25 / 2.3, 1.05 / 2.3])


@given(levels, links, st.floats(0.0, 5.0))
def test_satisfied_customers_mind_prices_less(
    satisfaction: float, link: float, response: float
) -> None:
    """The factor is 1 at neutral or cut, positive, and never rises in satisfaction."""
    perception = PERCEPTION._replace(price_tolerance=response)
    factor = price_tolerance(satisfaction, perception, link)
    assert price_tolerance(NEUTRAL, perception, link) == 1.0
    assert price_tolerance(satisfaction, perception, 0.0) == 1.0
    assert 0.0 < price_tolerance(min(satisfaction + 0.1, 1.0), perception, link) <= factor
    effect = -math.log(factor)
    assert effect == pytest.approx(link * response * (satisfaction - NEUTRAL), abs=1e-12)


@given(factors, factors, levels, links)
def test_sensitivity_has_three_reasons(
    own: float, alternatives: float, satisfaction: float, link: float
) -> None:
    """Neutral, or with the link cut, it is the person's and the market's factor, bit by bit."""
    plain = own * alternatives
    assert sensitivity_factor(own, alternatives, NEUTRAL, PERCEPTION, link) == plain
    assert sensitivity_factor(own, alternatives, satisfaction, PERCEPTION, 0.0) == plain
    found = sensitivity_factor(own, alternatives, satisfaction, PERCEPTION, link)
    assert found == pytest.approx(plain * price_tolerance(satisfaction, PERCEPTION, link))


@given(factors, factors, factors)
def test_the_price_seen_is_the_list_price_times_what_differs(
    index: float, channel: float, promoted: float
) -> None:
    """Without a dear channel or a promotion it is the firm's, bit by bit; each scales it alike."""
    assert price_seen(index, 1.0, 1.0) == index
    assert price_seen(index, channel, promoted) == pytest.approx(channel * promoted * index)


@given(levels, levels, st.lists(st.booleans(), max_size=60))
def test_habit_is_the_share_of_latest_needs(start: float, step: float, ours: list[bool]) -> None:
    """Habit is a level, and the exponentially weighted share of needs that came to us."""
    habit = start
    for one in ours:
        habit = next_habit(habit, one, step)
        assert 0.0 <= habit <= 1.0
    weights = [step * (1.0 - step) ** age for age in range(len(ours))]
    known = sum(weight for weight, one in zip(weights, reversed(ours), strict=True) if one)
    assert habit == pytest.approx(known + start * (1.0 - step) ** len(ours), abs=1e-9)


@given(levels, st.floats(0.0, 10.0))
def test_habit_pulls_from_the_share_of_wallet(habit: float, response: float) -> None:
    """No effect without a response or at the share itself; above it a pull, below it a push."""
    perception = PERCEPTION._replace(habit_response=response)
    share = SEGMENT.share_of_wallet
    assert habit_effect(share, SEGMENT, perception) == 0.0
    assert habit_effect(habit, SEGMENT, PERCEPTION._replace(habit_response=0.0)) == 0.0
    assert habit_effect(habit, SEGMENT, perception) == pytest.approx(response * (habit - share))


@given(levels, links, effects, effects)
def test_share_of_wallet_rises_with_satisfaction(
    satisfaction: float, link: float, price: float, competitors: float
) -> None:
    """The chance is in [0, 1], never falls in satisfaction, price effect or others' effect."""
    chance = wallet_chance(SEGMENT, PERCEPTION, link, satisfaction, price, competitors, 0.0)
    assert 0.0 <= chance <= 1.0
    happier = min(satisfaction + 0.1, 1.0)
    assert (
        wallet_chance(SEGMENT, PERCEPTION, link, happier, price, competitors, 0.0) >= chance - 1e-15
    )
    for more in ((price + 0.1, competitors), (price, competitors + 0.1)):
        assert wallet_chance(SEGMENT, PERCEPTION, link, satisfaction, *more, 0.0) >= chance - 1e-15


@given(levels, links)
def test_neutral_customers_bring_the_stated_share(satisfaction: float, link: float) -> None:
    """At neutral satisfaction, or with the link cut, the chance is the share itself."""
    share = SEGMENT.share_of_wallet
    assert wallet_chance(SEGMENT, PERCEPTION, link, NEUTRAL, 0.0, 0.0, 0.0) == share
    assert wallet_chance(SEGMENT, PERCEPTION, 0.0, satisfaction, 0.0, 0.0, 0.0) == share


@given(prices, prices, factors)
def test_prices_count_against_competitors(ours: float, theirs: float, factor: float) -> None:
    """Equal prices have no effect, dearer ones a negative one, and only the ratio counts."""
    effect = price_effect(SEGMENT, factor, ours, theirs)
    assert price_effect(SEGMENT, factor, ours, ours) == 0.0
    assert effect * (ours - theirs) <= 0.0
    doubled = price_effect(SEGMENT, factor, 2.0 * ours, 2.0 * theirs)
    assert doubled == pytest.approx(effect, abs=1e-12)


def test_the_mean_spend_is_the_segments() -> None:
    """Over people and purchases the mean is the segment's at price index 1 and tenure 0."""
    found = [
        spend(key, 1, PURCHASE, SEGMENT, factor, 1.0, 1.0, 0.0, PERCEPTION, 1.0)
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
        spend(keys(1)[0], contact, PURCHASE, segment, 1.3, 1.0, 1.0, 0.0, PERCEPTION, 1.0)
        for contact in range(5_000)
    ]
    assert_mean(found, mean)
    assert_mean([(value / mean - 1.0) ** 2 for value in found], 1.0 / 6.25)


@given(st.floats(0.0, 30.0), prices, links)
def test_spend_grows_with_tenure_until_it_stops(years: float, index: float, link: float) -> None:
    """Growth is linear in the years, stops, is scaled by prices, and vanishes when cut."""
    plain = SEGMENT._replace(spend_shape=0.0)
    amount = spend(1, 0, PURCHASE, plain, 1.0, index, 1.0, years * YEAR, PERCEPTION, link)
    counted = min(years, PERCEPTION.spend_growth_years)
    growth = 1.0 + link * PERCEPTION.spend_growth_per_year * counted
    assert amount == pytest.approx(plain.spend_per_purchase * index * growth)
    cut = spend(1, 0, PURCHASE, plain, 1.0, 1.0, 1.0, years * YEAR, PERCEPTION, 0.0)
    assert cut == plain.spend_per_purchase


def test_every_purchase_contact_sells() -> None:
    """A purchase that met its need is a sale; advice and support sell by their own chances."""
    assert sale_chance(PURCHASE, SEGMENT, 0.0) == 1.0
    assert sale_chance(ADVICE, SEGMENT, 0.0) == SEGMENT.advice_sale_chance
    assert sale_chance(SUPPORT, SEGMENT, 0.0) == SEGMENT.support_sale_chance
    assert sale_chance(SUPPORT, SEGMENT, 0.3) == SEGMENT.support_sale_chance + 0.3
    assert sale_chance(SUPPORT, SEGMENT, 1.0) == 1.0


@given(st.sampled_from([ADVICE, SUPPORT]), factors, prices)
def test_service_sells_its_part_of_a_purchase(kind: int, factor: float, index: float) -> None:
    """A sale in advice or support has the stated size against a purchase on the same draw."""
    whole = spend(1, 0, PURCHASE, SEGMENT, factor, index, 1.0, 0.0, PERCEPTION, 1.0)
    part = spend(1, 0, kind, SEGMENT, factor, index, 1.0, 0.0, PERCEPTION, 1.0)
    assert part == pytest.approx(SEGMENT.service_sale_fraction * whole)
    usual = usual_spend(SEGMENT, factor, index)
    assert usual == pytest.approx(SEGMENT.spend_per_purchase * factor * index)


@given(factors, st.floats(1e-4, 10.0), st.floats(1e-4, 10.0), st.floats(0.0, 1.0))
def test_a_rate_that_changes_keeps_the_rest_of_the_gap(
    left: float, before: float, after: float, part: float
) -> None:
    """Half of a gap lived at one rate leaves half of it for the next: the integral of the rate."""
    felt = felt_at(100.0, left, before)
    change = 100.0 + part * (felt - 100.0)
    rest = left_at(change, 100.0, left, before)
    assert rest == pytest.approx((1.0 - part) * left, abs=1e-9)
    assert felt_at(change, rest, after) >= change
    assert left_at(felt, 100.0, left, before) == pytest.approx(0.0, abs=1e-9)
    assert felt_at(change, rest, before) == pytest.approx(felt)


@given(factors, days)
def test_without_needs_nothing_is_felt(left: float, now: float) -> None:
    """At a rate of 0 the next need never comes, and the gap stays as it was."""
    assert felt_at(now, left, 0.0) == math.inf
    assert left_at(now + 1.0, now, left, 0.0) == left


@given(factors, prices, st.floats(1.0, 11.0))
def test_a_bundle_scales_what_is_spent(factor: float, index: float, bundle: float) -> None:
    """Somebody who takes a bundle spends the same times its size, on the same draw."""
    plain = spend(1, 0, PURCHASE, SEGMENT, factor, index, 1.0, 0.0, PERCEPTION, 1.0)
    assert spend(1, 0, PURCHASE, SEGMENT, factor, index, bundle, 0.0, PERCEPTION, 1.0) == (
        bundle * plain
    )
