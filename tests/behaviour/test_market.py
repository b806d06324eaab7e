"""Reach grows with advertising at a falling rate, and conversion is a choice."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour import market as behaviour
from sim.behaviour.market import (
    ADVERTISING,
    PARTNER,
    UNPROMPTED,
    conversion_chance,
    prompted_per_month,
    reach_chance,
    source,
)
from sim.parameters import SOURCES, Market
from tests.behaviour.samples import assert_shares, uniforms
from tests.behaviour.textbook import MARKET, PERCEPTION

USUAL = PERCEPTION.opening_expectation

levels = st.floats(0.0, 1.0)
budgets = st.floats(0.0, 1e7)
effects = st.floats(-5.0, 5.0)


@given(budgets, budgets)
def test_reach_grows_at_a_falling_rate(one: float, other: float) -> None:
    """The chance to be reached rises in the budget, and a mean budget reaches over the mean."""
    low, high = sorted((one, other))
    chances = [
        reach_chance(MARKET._replace(advertising_per_month=budget))
        for budget in (low, 0.5 * (low + high), high)
    ]
    assert 0.0 <= chances[0] <= chances[1] <= chances[2] <= 1.0
    assert chances[1] >= 0.5 * (chances[0] + chances[2]) - 2.0**-52


def test_nobody_is_reached_by_nothing() -> None:
    """Without advertising and without unprompted considerations the chance is exactly 0."""
    still = MARKET._replace(advertising_per_month=0.0, considerations_per_month=0.0)
    assert reach_chance(still) == 0


def test_a_budget_buys_considerations_at_their_cost() -> None:
    """Considerations prompted in the whole market are the budget over the cost of one."""
    market = MARKET._replace(
        people=500, advertising_per_month=3_000.0, advertising_cost_per_consideration=15.0
    )
    assert prompted_per_month(market) * market.people == pytest.approx(200.0)


def test_unprompted_considerations_are_poisson() -> None:
    """The chance of none in a month is exp(-rate), at half a consideration a year 0.9592."""
    market = MARKET._replace(advertising_per_month=0.0, considerations_per_month=0.5)
    assert 1.0 - reach_chance(market) == pytest.approx(math.exp(-0.5))


def test_names_and_numbers_of_sources_agree() -> None:
    """Each source's number is the place of its name."""
    numbered = {name: getattr(behaviour, name.upper()) for name in SOURCES}
    assert numbered == {name: place for place, name in enumerate(SOURCES)}


def test_sources_share_by_their_rates() -> None:
    """Considerations come from each source in proportion to its rate, and from no silent one."""
    market = MARKET._replace(partner_considerations_per_month=40.0)
    rates = {
        UNPROMPTED: market.considerations_per_month,
        ADVERTISING: prompted_per_month(market),
        PARTNER: 40.0 / market.people,
    }
    found = [source(u, market) for u in uniforms(5_000)]
    total = sum(rates.values())
    assert_shares([found.count(one) for one in rates], [rate / total for rate in rates.values()])
    silent = market._replace(advertising_per_month=0.0, partner_considerations_per_month=0.0)
    assert all(source(u, silent) == UNPROMPTED for u in uniforms(100))
    assert PARTNER not in [source(u, MARKET) for u in uniforms(1_000)]


@given(st.floats(0.0, 1e4))
def test_partners_reach_like_advertising(sent: float) -> None:
    """A consideration sent by a partner counts as one that advertising pays for."""
    partners = MARKET._replace(advertising_per_month=0.0, partner_considerations_per_month=sent)
    budget = sent * MARKET.advertising_cost_per_consideration
    advertising = MARKET._replace(advertising_per_month=budget)
    assert reach_chance(partners) == pytest.approx(reach_chance(advertising), rel=1e-9)


@given(levels, effects, effects, st.booleans())
def test_conversion_rises_with_all_that_attracts(
    attitude: float, price: float, competitors: float, former: bool
) -> None:
    """Conversion is a chance, rising in attitude, all effects and the promise."""

    def chance(market: Market, level: float, *effects: float) -> float:
        return conversion_chance(market, USUAL, level, *effects, former, 0.0)

    plain = chance(MARKET, attitude, price, competitors, 0.0)
    slack = 2.0**-50
    assert 0.0 <= plain <= 1.0
    assert chance(MARKET, min(attitude + 0.1, 1.0), price, competitors, 0.0) >= plain - slack
    assert chance(MARKET, attitude, price + 0.1, competitors, 0.0) > plain - slack
    assert chance(MARKET, attitude, price, competitors + 0.1, 0.0) > plain - slack
    assert chance(MARKET, attitude, price, competitors, 0.1) > plain - slack
    assert chance(MARKET._replace(promise=1.0), attitude, price, competitors, 0.0) >= plain - slack


def test_neutral_conversion_is_the_parameter() -> None:
    """A neutral attitude, a promise of the usual and no effects give the stated chance."""
    market = MARKET._replace(promise=USUAL, conversion=0.15)
    assert conversion_chance(market, USUAL, 0.5, 0.0, 0.0, 0.0, False, 0.0) == 0.15


@given(levels, effects, effects)
def test_winning_back_is_no_easier(attitude: float, price: float, competitors: float) -> None:
    """Former customers convert less by ``lost_attitude``, and alike when that is 0."""
    former = conversion_chance(MARKET, USUAL, attitude, price, competitors, 0.0, True, 0.0)
    first = conversion_chance(MARKET, USUAL, attitude, price, competitors, 0.0, False, 0.0)
    assert former < first
    forgiving = MARKET._replace(lost_attitude=0.0)
    assert (
        conversion_chance(forgiving, USUAL, attitude, price, competitors, 0.0, True, 0.0) == first
    )


@given(levels, effects, effects)
def test_an_offer_acts_on_the_odds(attitude: float, price: float, offer: float) -> None:
    """What a campaign offers adds to the log odds, exactly as a lower price does."""
    offered = conversion_chance(MARKET, USUAL, attitude, price, 0.0, 0.0, False, offer)
    cheaper = conversion_chance(MARKET, USUAL, attitude, price + offer, 0.0, 0.0, False, 0.0)
    assert offered == pytest.approx(cheaper, rel=1e-9)
