"""Whom the firm reaches, and who becomes a customer."""

import math

from sim.behaviour.odds import shift_odds
from sim.parameters import SOURCES, Market
from sim.units import Fraction

UNPROMPTED, ADVERTISING, WORD_OF_MOUTH, PARTNER, PRESS, OPENING, CAMPAIGN = range(len(SOURCES))
"""Why somebody considers us."""


def prompted_per_month(market: Market) -> float:
    """Considerations that advertising prompts per person and month.

    Parameters
    ----------
    market : Market
        Gives budget, cost and people.

    Returns
    -------
    float
        Rate [1/month].

    References
    ----------
    Assumption: reach proportional to budget; returns diminish because people are reached twice.
    """
    cost = market.advertising_cost_per_consideration * market.people
    return market.advertising_per_month / cost


def sent_per_month(market: Market) -> float:
    """Considerations that partners prompt per person and month.

    Parameters
    ----------
    market : Market
        Gives those in the whole market, and its people.

    Returns
    -------
    float
        Rate [1/month].

    References
    ----------
    Assumption: partners meet everybody alike, so that a part of those they send are customers.
    """
    return market.partner_considerations_per_month / market.people


def reach_chance(market: Market) -> Fraction:
    """Chance that somebody who is not a customer considers us in a month.

    Parameters
    ----------
    market : Market
        Gives the unprompted rate, advertising and partners.

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    Poisson considerations, the first of a month counts. Assumption.
    """
    rate = market.considerations_per_month + prompted_per_month(market) + sent_per_month(market)
    return 1.0 - math.exp(-rate)


def source(u: float, market: Market) -> int:
    """Whether a consideration came unprompted, from a partner or from advertising.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    market : Market
        Gives the three rates.

    Returns
    -------
    int
        ``UNPROMPTED``, ``PARTNER`` or ``ADVERTISING`` [-].

    References
    ----------
    Competing Poisson processes.
    """
    unprompted = market.considerations_per_month
    sent = sent_per_month(market)
    place = u * (unprompted + prompted_per_month(market) + sent)
    if place < unprompted:
        return UNPROMPTED
    return PARTNER if place < unprompted + sent else ADVERTISING


def conversion_chance(
    market: Market,
    usual_quality: Fraction,
    attitude: Fraction,
    price_effect: float,
    competitor_effect: float,
    reassurance: float,
    is_former_customer: bool,
    offer_effect: float,
) -> Fraction:
    """Chance that somebody who considers us becomes a customer.

    Parameters
    ----------
    market : Market
        Gives the chance at neutral attitude and the responses.
    usual_quality : float
        Quality that people expect of the market, above which a promise attracts [level].
    attitude : float
        Toward us [level].
    price_effect, competitor_effect : float
        Shifts by price and by what competitors offer [log odds].
    reassurance : float
        Shift by a guarantee, see `sim.behaviour.guarantee` [log odds].
    is_former_customer : bool
        Whether this would be a win-back.
    offer_effect : float
        Shift by what a campaign offers, see `sim.behaviour.campaign` [log odds].

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    Assumption: a logit; word of mouth acts through attitude and is a choice, not a constant.
    """
    effect = (
        market.attitude_response * (attitude - 0.5)
        + market.promise_response * (market.promise - usual_quality)
        + price_effect
        + competitor_effect
        + reassurance
        - (market.lost_attitude if is_former_customer else 0.0)
        + offer_effect
    )
    return shift_odds(market.conversion, effect)
