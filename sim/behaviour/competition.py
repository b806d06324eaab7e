"""What competitors offer, how they answer us, and what presence in the market does."""

import math
from typing import NamedTuple

from sim.behaviour.odds import clip
from sim.parameters import Dimensions, Market
from sim.units import Fraction


class Answer(NamedTuple):
    """How far competitors have moved from the offer they would make without us."""

    price: float
    """Log of their prices over those they began with [log price]."""
    quality: float
    """Their quality less that they began with [level]."""


class Offer(NamedTuple):
    """What competitors offer at a moment, and what follows from it for everybody alike."""

    price_index: float
    """Their prices, > 0 [-]."""
    quality: Fraction
    """Their quality on every dimension [level]."""
    effect: float
    """Shift of the odds of choosing us by their quality and number [log odds]."""
    sensitivity_factor: float
    """Factor on everybody's price sensitivity by the number of alternatives [-]."""


def alternatives(market: Market) -> float:
    """Alternatives that people have to us.

    Parameters
    ----------
    market : Market
        Gives those that were there and those that entered.

    Returns
    -------
    float
        Number, >= 1; a part stands for a competitor of part strength [competitor].

    References
    ----------
    Arithmetic.
    """
    return market.competitors + market.entrants


def own_price(market: Market) -> float:
    """Prices that competitors set of their own accord.

    Parameters
    ----------
    market : Market
        Gives the prices of those that were there and of those that entered.

    Returns
    -------
    float
        Geometric mean by number, > 0 [-].

    References
    ----------
    Assumption: people compare us with the mean competitor.
    """
    if market.entrants == 0.0:
        return market.competitor_price_index
    share = market.entrants / alternatives(market)
    ratio = market.entrant_price_index / market.competitor_price_index
    return market.competitor_price_index * math.exp(share * math.log(ratio))


def own_quality(market: Market) -> Fraction:
    """Quality that competitors offer of their own accord.

    Parameters
    ----------
    market : Market
        Gives the quality of those that were there and of those that entered.

    Returns
    -------
    float
        Mean by number [level].

    References
    ----------
    Assumption: people compare us with the mean competitor.
    """
    if market.entrants == 0.0:
        return market.competitor_quality
    share = market.entrants / alternatives(market)
    return market.competitor_quality + share * (market.entrant_quality - market.competitor_quality)


def number_effect(market: Market) -> float:
    """Shift of the odds of choosing us by the number of competitors.

    Parameters
    ----------
    market : Market
        Gives the number, and the one at which shares and conversion are stated.

    Returns
    -------
    float
        Shift; 0 at the usual number [log odds].

    References
    ----------
    Multinomial logit with like alternatives, Train (2009), chapter 3: the odds of one against n
    are as 1 to n.
    """
    return -math.log(alternatives(market) / market.usual_competitors)


def alternatives_factor(market: Market) -> float:
    """Factor on price sensitivity by the number of alternatives.

    Parameters
    ----------
    market : Market
        Gives the number, the usual one and the elasticity.

    Returns
    -------
    float
        Factor, > 0; 1 at the usual number [-].

    References
    ----------
    Direction: Nagle & Holden (1987), the effect of known substitutes, recalled. Assumption: a
    constant elasticity.
    """
    return math.exp(-market.price_sensitivity_elasticity * number_effect(market))


def competitor_effect(market: Market, quality: Fraction, usual_quality: Fraction) -> float:
    """Shift of the odds of choosing us by what competitors offer.

    Parameters
    ----------
    market : Market
        Gives the response.
    quality : float
        What competitors offer [level].
    usual_quality : float
        Quality that people expect of the market, at which there is no effect [level].

    Returns
    -------
    float
        Shift [log odds].

    References
    ----------
    Assumption: linear in quality.
    """
    return -market.competitor_response * (quality - usual_quality)


def offer(market: Market, usual_quality: Fraction, answer: Answer) -> Offer:
    """What competitors offer, once they have answered.

    Parameters
    ----------
    market : Market
        Gives number, prices and quality.
    usual_quality : float
        Quality that people expect of the market [level].
    answer : Answer
        How far competitors have moved.

    Returns
    -------
    Offer

    References
    ----------
    Assumption: all competitors answer alike, each from the own offer.
    """
    quality = clip(own_quality(market) + answer.quality)
    return Offer(
        price_index=own_price(market) * math.exp(answer.price),
        quality=quality,
        effect=competitor_effect(market, quality, usual_quality) + number_effect(market),
        sensitivity_factor=alternatives_factor(market),
    )


def next_answer(
    answer: Answer, offered: Offer, price_index: float, quality: Fraction, market: Market
) -> Answer:
    """How far competitors have moved after a month of looking at us.

    Parameters
    ----------
    answer : Answer
        A month ago.
    offered : Offer
        What they offered in that month.
    price_index : float
        Our prices in that month, > 0 [-].
    quality : float
        Our quality in that month, as customers perceived it [level].
    market : Market
        Gives the shares of the gaps that competitors close in a month.

    Returns
    -------
    Answer
        With a share of each gap closed, from above as from below.

    References
    ----------
    Assumption: a constant share of the gap; of prices, of the gap between their logs.
    """
    return Answer(
        price=answer.price
        + market.price_reaction_per_month * math.log(price_index / offered.price_index),
        quality=answer.quality + market.quality_reaction_per_month * (quality - offered.quality),
    )


def perceived(sums: Dimensions, contacts: float, weights: Dimensions) -> Fraction:
    """Our quality as customers perceived it.

    Parameters
    ----------
    sums : Dimensions
        Perceived level by dimension, summed over contacts [level].
    contacts : float
        Contacts perceived, > 0 [contact].
    weights : Dimensions
        Importance of the dimensions, summing to 1 [fraction].

    Returns
    -------
    float
        Weighted mean [level].

    References
    ----------
    Parasuraman, Zeithaml & Berry (1988), the perceptions' half of the weighted score.
    """
    weighted = (
        sums.reliability * weights.reliability
        + sums.responsiveness * weights.responsiveness
        + sums.assurance * weights.assurance
        + sums.empathy * weights.empathy
        + sums.tangibles * weights.tangibles
    )
    return weighted / contacts


def hold(offer_effect: float, market: Market) -> float:
    """What competition adds to the hold that we have on a customer; below 0 where it pulls away.

    Parameters
    ----------
    offer_effect : float
        Shift of the odds of choosing us by what competitors offer [log odds].
    market : Market
        Gives the part of it that acts on leaving.

    Returns
    -------
    float
        Taken off the log odds of leaving [log odds].

    References
    ----------
    Keaveney (1995): attraction by competitors is one of eight reasons to switch. Assumption: in
    proportion to what it does to the choice of each need.
    """
    return market.competition_to_leaving * offer_effect


def leaving_us(chance: Fraction, presence: Fraction, market: Market) -> Fraction:
    """Chance that somebody who looks for another supplier ends with somebody else.

    Who reviews the choice of supplier chooses among all by their presence, us included: the larger
    the firm, the more of those who review fall back on it (double jeopardy).

    Parameters
    ----------
    chance : float
        Chance to review the choice [fraction].
    presence : float
        Our share of the people in the market [fraction].
    market : Market
        Gives how far the choice goes by presence.

    Returns
    -------
    float
        Chance of leaving; the chance itself where presence plays no part [fraction].

    References
    ----------
    Ehrenberg, Goodhardt & Barwise (1990), double jeopardy, recalled; Sharp (2010): of two brands
    with 80 and 20 % that swap 100 of 1,000 customers, one loses 12.5 %, the other 50 %.
    """
    return chance * (1.0 - market.choice_by_presence * presence)
