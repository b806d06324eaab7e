"""Needs come at their rate and of their kinds, come to us by chance, and are paid as published."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim import randomness as rnd
from sim.behaviour.customer import traits
from sim.behaviour.need import (
    felt_at,
    left_at,
    need_kind,
    need_rate,
    price_effect,
    sale_chance,
    spend,
    usual_spend,
    wallet_chance,
)
from sim.parameters import ADVICE, PURCHASE, SUPPORT
from sim.units import YEAR
from tests.behaviour.samples import assert_mean, assert_shares, keys, uniforms
from tests.behaviour.textbook import PERCEPTION, SEGMENT

NEUTRAL = PERCEPTION.neutral_satisfaction
ROUNDING = 2.0**-32
"""Moments up to 2**16 days, times rates up to 10 a day, at 53 bits."""

levels = st.floats(0.0, 1.0)
links = st.floats(0.0, 10.0)
effects = st.floats(-5.0, 5.0)
factors = st.floats(0.0, 10.0)
prices = st.floats(0.1, 10.0)
moments = st.floats(0.0, 4_000.0)
gaps = st.floats(0.0, 40.0)
rates = st.floats(1e-3, 10.0)


@given(factors, factors, factors)
def test_needs_come_with_purchases(factor: float, advice: float, support: float) -> None:
    """The rate of all needs is the person's purchase rate times one plus what each brings."""
    segment = SEGMENT._replace(advice_per_purchase=advice, support_per_purchase=support)
    rate = need_rate(factor, segment)
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


# What they spend ----------------------------------------------------------------------------------


def test_the_mean_spend_is_the_segments() -> None:
    """Over people and purchases the mean is the segment's at price index 1 and tenure 0."""
    found = [
        spend(key, 1, PURCHASE, SEGMENT, factor, 1.0, 0.0, PERCEPTION, 1.0)
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
        spend(keys(1)[0], contact, PURCHASE, segment, 1.3, 1.0, 0.0, PERCEPTION, 1.0)
        for contact in range(5_000)
    ]
    assert_mean(found, mean)
    assert_mean([(value / mean - 1.0) ** 2 for value in found], 1.0 / 6.25)


@given(st.floats(0.0, 30.0), prices, links)
def test_spend_grows_with_tenure_until_it_stops(years: float, index: float, link: float) -> None:
    """Growth is linear in the years, stops, is scaled by prices, and vanishes when cut."""
    plain = SEGMENT._replace(spend_shape=0.0)
    amount = spend(1, 0, PURCHASE, plain, 1.0, index, years * YEAR, PERCEPTION, link)
    counted = min(years, PERCEPTION.spend_growth_years)
    growth = 1.0 + link * PERCEPTION.spend_growth_per_year * counted
    assert amount == pytest.approx(plain.spend_per_purchase * index * growth)
    cut = spend(1, 0, PURCHASE, plain, 1.0, 1.0, years * YEAR, PERCEPTION, 0.0)
    assert cut == plain.spend_per_purchase


def test_every_purchase_contact_sells() -> None:
    """A purchase that met its need is a sale; advice and support sell by their own chances."""
    assert sale_chance(PURCHASE, SEGMENT) == 1.0
    assert sale_chance(ADVICE, SEGMENT) == SEGMENT.advice_sale_chance
    assert sale_chance(SUPPORT, SEGMENT) == SEGMENT.support_sale_chance


@given(prices, factors, st.sampled_from([ADVICE, SUPPORT]), st.floats(0.0, 30.0))
def test_service_sells_its_fraction_of_a_purchase(
    index: float, fraction: float, kind: int, years: float
) -> None:
    """On the same draw a sale in advice or support is a fixed fraction of a purchase."""
    segment = SEGMENT._replace(service_sale_fraction=fraction)
    bought, sold = (
        spend(7, 3, one, segment, 1.3, index, years * YEAR, PERCEPTION, 1.0)
        for one in (PURCHASE, kind)
    )
    assert sold == pytest.approx(fraction * bought, rel=1e-12)


@given(factors, prices)
def test_the_usual_spend_is_a_purchase_without_chance(factor: float, index: float) -> None:
    """What is usually spent is a purchase without noise and tenure, at the prices of the day."""
    plain = SEGMENT._replace(spend_shape=0.0)
    usual = usual_spend(plain, factor, index)
    assert usual == spend(1, 0, PURCHASE, plain, factor, index, 0.0, PERCEPTION, 1.0)
    assert usual == pytest.approx(SEGMENT.spend_per_purchase * factor * index)


# When a need is felt ------------------------------------------------------------------------------


@given(moments, gaps, rates)
def test_a_need_is_felt_after_its_gap_at_the_rate(since: float, left: float, rate: float) -> None:
    """At a rate that stays, the moment is the unit-rate gap over the rate away."""
    assert felt_at(since, left, rate) == pytest.approx(since + left / rate)
    assert left_at(felt_at(since, left, rate), since, left, rate) == pytest.approx(
        0.0, abs=ROUNDING
    )


@given(moments, gaps, rates, levels)
def test_an_equal_rate_reproduces_the_moment(
    since: float, left: float, rate: float, part: float
) -> None:
    """Looking again on the way, at the same rate, finds the need at the same moment."""
    felt = felt_at(since, left, rate)
    look = since + part * (felt - since)
    again = felt_at(look, left_at(look, since, left, rate), rate)
    assert again == pytest.approx(felt, rel=ROUNDING)


@given(moments, gaps, rates, rates, levels)
def test_a_change_of_rate_keeps_the_unit_rate_gap(
    since: float, left: float, before: float, after: float, part: float
) -> None:
    """The rate summed from one need to the next is the gap drawn, wherever the rate changes.

    A Poisson process of changing rate by change of time, Lewis & Shedler (1979).
    """
    change = since + part * left / before
    felt = felt_at(change, left_at(change, since, left, before), after)
    assert felt >= change
    passed = before * (change - since) + after * (felt - change)
    assert passed == pytest.approx(left, abs=ROUNDING)


@given(moments, gaps, rates, moments)
def test_without_needs_none_is_felt_and_none_is_lost(
    since: float, left: float, rate: float, pause: float
) -> None:
    """A rate of 0 is never; when the old rate returns, the need comes later by the pause."""
    assert felt_at(since, left, 0.0) == math.inf
    assert left_at(since + pause, since, left, 0.0) == left
    resumed = felt_at(since + pause, left, rate)
    assert resumed == pytest.approx(felt_at(since, left, rate) + pause)


@given(moments, moments, gaps, rates)
def test_a_gap_only_shrinks(one: float, other: float, left: float, rate: float) -> None:
    """What is left never grows, never falls below nothing, and is whole at its start or before."""
    assume(one != other)
    since, now = sorted((one, other))
    assert 0.0 <= left_at(now, since, left, rate) <= left
    assert left_at(since, now, left, rate) == left_at(since, since, left, rate) == left


def test_buying_keeps_its_rate_through_a_change() -> None:
    """People whose rate doubles half-way have needs like a Poisson process of the summed rate.

    Rate 1 for one day, then 2 for one day: none with chance exp(-3), one with 3 exp(-3).
    """
    counts = [0] * 3
    for key in keys(5_000):
        felt, number = 0.0, 0
        while number < 3:
            left = rnd.exponential(rnd.uniform(key, 3_000, number), 1.0)
            since, felt = felt, felt_at(felt, left, 1.0 if felt < 1.0 else 2.0)
            if since < 1.0 <= felt:
                felt = felt_at(1.0, left_at(1.0, since, left, 1.0), 2.0)
            if felt >= 2.0:
                break
            number += 1
        counts[min(number, 2)] += 1
    none = math.exp(-3.0)
    assert_shares(counts, [none, 3.0 * none, 1.0 - 4.0 * none])
