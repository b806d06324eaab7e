"""Competitors count by their number, close gaps by a share, and presence binds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.competition import (
    Answer,
    alternatives,
    alternatives_factor,
    competitor_effect,
    hold,
    leaving_us,
    next_answer,
    number_effect,
    offer,
    own_price,
    own_quality,
    perceived,
)
from sim.behaviour.odds import shift_odds
from sim.parameters import Dimensions
from tests.behaviour.textbook import MARKET, PERCEPTION

USUAL = PERCEPTION.opening_expectation
STILL = Answer(0.0, 0.0)

levels = st.floats(0.0, 1.0)
numbers = st.floats(1.0, 20.0)
parts = st.floats(0.0, 10.0)
prices = st.floats(0.2, 5.0)
answers = st.builds(Answer, st.floats(-1.0, 1.0), st.floats(-1.0, 1.0))


def odds(chance: float) -> float:
    """Odds of a chance."""
    return chance / (1.0 - chance)


@given(numbers, numbers, parts, st.floats(0.05, 0.95))
def test_our_odds_are_as_one_to_the_number_of_competitors(
    usual: float, there: float, entered: float, chance: float
) -> None:
    """Odds times the number of competitors stay the same, and at the usual number all is usual."""
    market = MARKET._replace(usual_competitors=usual, competitors=there, entrants=entered)
    many = shift_odds(chance, number_effect(market))
    assert odds(many) * alternatives(market) == pytest.approx(odds(chance) * usual, rel=1e-9)
    assert number_effect(market._replace(competitors=usual, entrants=0.0)) == 0.0


@given(numbers, numbers, st.floats(0.0, 3.0))
def test_prices_matter_more_among_many(one: float, other: float, elasticity: float) -> None:
    """Sensitivity is 1 at the usual number, never falls in it, and has the stated elasticity."""
    few, many = (
        alternatives_factor(
            MARKET._replace(competitors=number, price_sensitivity_elasticity=elasticity)
        )
        for number in sorted((one, other))
    )
    assert alternatives_factor(MARKET._replace(price_sensitivity_elasticity=elasticity)) == 1.0
    assert 0.0 < few <= many
    low, high = sorted((one, other))
    assert math.log(many / few) == pytest.approx(elasticity * math.log(high / low), abs=1e-9)


@given(levels, levels)
def test_competitors_as_expected_have_no_effect(usual: float, better: float) -> None:
    """At the quality people are used to the effect is 0, and it falls in what others offer."""
    assert competitor_effect(MARKET, usual, usual) == 0.0
    effect = competitor_effect(MARKET, better, usual)
    assert effect == pytest.approx(-MARKET.competitor_response * (better - usual))


@given(numbers, parts, levels, levels, prices, prices)
def test_entrants_move_the_mean_offer(
    there: float, entered: float, quality: float, theirs: float, price: float, cheap: float
) -> None:
    """The offer lies between that of the old and that of the new, and is theirs without entry."""
    market = MARKET._replace(
        competitors=there,
        entrants=entered,
        competitor_quality=quality,
        entrant_quality=theirs,
        competitor_price_index=price,
        entrant_price_index=cheap,
    )
    slack = 1.0 + 1e-12
    assert min(quality, theirs) / slack <= own_quality(market) <= max(quality, theirs) * slack
    assert min(price, cheap) / slack <= own_price(market) <= max(price, cheap) * slack
    nobody = market._replace(entrants=0.0)
    assert (own_quality(nobody), own_price(nobody)) == (quality, price)
    doubled = market._replace(competitors=1.0, entrants=1.0)
    assert own_quality(doubled) == pytest.approx(0.5 * (quality + theirs))
    assert own_price(doubled) == pytest.approx(math.sqrt(price * cheap))


@given(levels, prices)
def test_without_an_answer_competitors_offer_what_is_stated(quality: float, price: float) -> None:
    """Nobody enters, nobody answers: price, quality and effect are the parameters' to the bit."""
    market = MARKET._replace(competitor_quality=quality, competitor_price_index=price)
    found = offer(market, USUAL, STILL)
    assert (found.price_index, found.quality, found.sensitivity_factor) == (price, quality, 1.0)
    assert found.effect == competitor_effect(market, quality, USUAL)
    far = Answer(0.3, -0.4)
    assert next_answer(far, found, 9.0 * price, 1.0, market) == far


@given(answers, prices, levels, levels, levels, st.integers(1, 24))
def test_competitors_close_a_share_of_the_gap(
    start: Answer, ours: float, seen: float, price: float, quality: float, months: int
) -> None:
    """After k months at share r the gap is (1 - r)^k of what it was, of prices and of quality."""
    market = MARKET._replace(price_reaction_per_month=price, quality_reaction_per_month=quality)
    answer = start
    first = offer(market, USUAL, answer)
    for _ in range(months):
        answer = next_answer(answer, offer(market, USUAL, answer), ours, seen, market)
    last = offer(market, USUAL, answer)
    left = (1.0 - price) ** months
    gap = math.log(ours / first.price_index)
    assert math.log(ours / last.price_index) == pytest.approx(left * gap, abs=1e-9)
    assert 0.0 <= last.quality <= 1.0
    if first.quality == own_quality(market) + start.quality:
        left = (1.0 - quality) ** months
        assert seen - last.quality == pytest.approx(left * (seen - first.quality), abs=1e-9)


@given(st.builds(Dimensions, *[levels] * 5), st.integers(1, 1000))
def test_perceived_quality_is_a_weighted_mean(seen: Dimensions, contacts: int) -> None:
    """It lies between the worst and the best dimension, whatever the number of contacts."""
    sums = Dimensions(*[level * contacts for level in seen])
    found = perceived(sums, float(contacts), PERCEPTION.weights)
    assert min(seen) - 1e-9 <= found <= max(seen) + 1e-9
    assert found == pytest.approx(
        sum(a * b for a, b in zip(seen, PERCEPTION.weights, strict=True)), abs=1e-9
    )


@given(st.floats(-5.0, 5.0), levels)
def test_competition_holds_or_tempts_by_its_part(effect: float, part: float) -> None:
    """A part of the effect on choice acts on leaving; without it competitors tempt nobody."""
    assert hold(effect, MARKET._replace(competition_to_leaving=part)) == part * effect
    assert hold(effect, MARKET._replace(competition_to_leaving=0.0)) == 0.0


@given(levels, levels, levels, levels)
def test_who_chooses_among_all_falls_back_on_the_large(
    chance: float, presence: float, more: float, by_presence: float
) -> None:
    """The chance is one, never rises in presence, and is as it was without the effect."""
    market = MARKET._replace(choice_by_presence=by_presence)
    small, large = sorted((presence, more))
    assert 0.0 <= leaving_us(chance, large, market) <= leaving_us(chance, small, market) <= chance
    assert leaving_us(chance, presence, MARKET._replace(choice_by_presence=0.0)) == chance
    assert leaving_us(chance, 0.0, market) == chance


def test_two_brands_of_80_and_20_per_cent_lose_an_eighth_and_a_half() -> None:
    """Sharp (2010): where 100 of 1,000 customers change each way, one brand loses 12.5 %."""
    market = MARKET._replace(choice_by_presence=1.0)
    review = 0.625
    large, small = leaving_us(review, 0.8, market), leaving_us(review, 0.2, market)
    assert (large, small) == (pytest.approx(0.125), pytest.approx(0.5))
    assert 800 * large == pytest.approx(100.0) == 200 * small


@given(st.floats(0.01, 0.99), levels)
def test_steady_shares_gain_what_they_lose(presence: float, review: float) -> None:
    """Two suppliers that are chosen by presence alone exchange as many people each way."""
    market = MARKET._replace(choice_by_presence=1.0)
    lost = presence * leaving_us(review, presence, market)
    gained = (1.0 - presence) * leaving_us(review, 1.0 - presence, market)
    assert lost == pytest.approx(gained)
