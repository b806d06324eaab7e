"""What a customer needs, brings to us and spends."""

import math

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.odds import shift_odds, step_toward
from sim.parameters import ADVICE, PURCHASE, SUPPORT, Market, Perception, Segment
from sim.units import YEAR, Days, Fraction, Money

FOREVER = 1e9
"""Time after which nothing is felt any more [day]."""


def needs_per_purchase(segment: Segment, awakened: float, market: Market) -> float:
    """Needs of all kinds for each purchase need.

    Parameters
    ----------
    segment : Segment
        Gives the advice and support that come with a purchase.
    awakened : float
        Needs for advice per purchase that the firm itself awakens [-].
    market : Market
        Gives the factor on support.

    Returns
    -------
    float
        Needs, >= 1 [need].

    References
    ----------
    Assumption: advice and support in proportion to purchases.
    """
    advice = segment.advice_per_purchase + awakened
    return 1.0 + advice + segment.support_per_purchase * market.support_factor


def need_rate(need_factor: float, segment: Segment, awakened: float, market: Market) -> float:
    """Rate at which needs of all kinds arise.

    Parameters
    ----------
    need_factor : float
        Own rate over the segment's mean [-].
    segment : Segment
        Gives the mean rate of purchases and the needs that come with each.
    awakened : float
        Needs for advice per purchase that the firm itself awakens [-].
    market : Market
        Gives the factors on needs, 1 but in a surge.

    Returns
    -------
    float
        Needs per day, >= 0 [1/day].

    References
    ----------
    Poisson buying, Fader, Hardie & Lee (2005); advice and support in proportion: Assumption.
    """
    purchases = need_factor * segment.purchases_per_day * market.need_factor
    return purchases * needs_per_purchase(segment, awakened, market)


def need_kind(u: float, segment: Segment, awakened: float, market: Market) -> int:
    """Kind of a need.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    segment : Segment
        Gives the needs of each kind per purchase.
    awakened : float
        Needs for advice per purchase that the firm itself awakens [-].
    market : Market
        Gives the factor on support.

    Returns
    -------
    int
        ``PURCHASE``, ``ADVICE`` or ``SUPPORT`` [-].

    References
    ----------
    Thinning of the Poisson process of all needs.
    """
    advice = segment.advice_per_purchase + awakened
    place = u * needs_per_purchase(segment, awakened, market)
    if place < 1.0:
        return PURCHASE
    return ADVICE if place < 1.0 + advice else SUPPORT


def wallet_chance(
    segment: Segment,
    perception: Perception,
    link: float,
    satisfaction: Fraction,
    price_effect: float,
    competitor_effect: float,
    bond: float,
) -> Fraction:
    """Chance that a need comes to us: the customer's share of wallet.

    Advice and support follow purchases, ours and theirs alike, so that one chance serves all.

    Parameters
    ----------
    segment : Segment
        Gives the share at neutral satisfaction.
    perception : Perception
        Gives the response to satisfaction.
    link : float
        Strength of ``customer_satisfaction_to_share_of_wallet`` [-].
    satisfaction : float
        Of the customer [level].
    price_effect, competitor_effect : float
        Shifts from `price_effect` and the market's offer [log odds].
    bond : float
        What binds the customer beyond satisfaction, see `sim.behaviour.bonds` [log odds].

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    See `satisfaction_effect`. Assumption: the effects add up.
    """
    effect = satisfaction_effect(satisfaction, perception, link)
    return shift_odds(segment.share_of_wallet, effect + price_effect + competitor_effect + bond)


def satisfaction_effect(satisfaction: Fraction, perception: Perception, link: float) -> float:
    """Shift of the odds of choosing us by satisfaction.

    Parameters
    ----------
    satisfaction : float
        Of the customer [level].
    perception : Perception
        Gives the response, and neutral satisfaction.
    link : float
        Strength of ``customer_satisfaction_to_share_of_wallet`` [-].

    Returns
    -------
    float
        Shift; 0 at neutral satisfaction [log odds].

    References
    ----------
    Assumption: log odds linear in satisfaction.
    """
    above = satisfaction - perception.neutral_satisfaction
    return link * perception.wallet_response * above


def price_effect(
    segment: Segment, sensitivity_factor: float, price_index: float, competitor_price_index: float
) -> float:
    """Shift of the odds of choosing us by our price against that of competitors.

    Parameters
    ----------
    segment : Segment
        Gives the mean sensitivity.
    sensitivity_factor : float
        Factor on it, from `sensitivity_factor` [-].
    price_index, competitor_price_index : float
        Our prices and theirs, > 0 [-].

    Returns
    -------
    float
        Shift [log odds].

    References
    ----------
    Assumption: a logit in log price, Train (2009), chapter 3.
    """
    return (
        -segment.price_sensitivity
        * sensitivity_factor
        * math.log(price_index / competitor_price_index)
    )


def price_seen(price_index: float, channel_factor: float, promotion_factor: float) -> float:
    """Price that a customer weighs against that of competitors.

    Parameters
    ----------
    price_index : float
        Our prices, > 0 [-].
    channel_factor : float
        The channel's prices against the firm's, > 0 [-].
    promotion_factor : float
        What a promotion leaves of it, from `sim.behaviour.promotion.price_paid` [-].

    Returns
    -------
    float
        Price, > 0 [-].

    References
    ----------
    Assumption: a promotion is a price, and each takes its share of what the other leaves.
    """
    return price_index * channel_factor * promotion_factor


def sensitivity_factor(
    own: float, alternatives: float, satisfaction: Fraction, perception: Perception, link: float
) -> float:
    """Factor on the segment's price sensitivity, whatever it is that a person pays less for.

    Parameters
    ----------
    own : float
        The person's factor [-].
    alternatives : float
        Factor by the number of alternatives, the same for everybody [-].
    satisfaction : float
        Of the customer; neutral for whoever is none [level].
    perception : Perception
        Gives the response to satisfaction.
    link : float
        Strength of ``customer_satisfaction_to_price_tolerance`` [-].

    Returns
    -------
    float
        Factor, > 0 [-].

    References
    ----------
    See `price_tolerance` and `sim.behaviour.competition`. Assumption: the three multiply.
    """
    return own * alternatives * price_tolerance(satisfaction, perception, link)


def price_tolerance(satisfaction: Fraction, perception: Perception, link: float) -> float:
    """Factor on price sensitivity by satisfaction: whoever is content minds prices less.

    Parameters
    ----------
    satisfaction : float
        Of the customer [level].
    perception : Perception
        Gives the response, and neutral satisfaction.
    link : float
        Strength of ``customer_satisfaction_to_price_tolerance`` [-].

    Returns
    -------
    float
        Factor, > 0; 1 at neutral satisfaction [-].

    References
    ----------
    Direction: Homburg, Koschate & Hoyer (2005), willingness to pay rises with satisfaction,
    recalled. Assumption: exponential, and its size.
    """
    above = satisfaction - perception.neutral_satisfaction
    return math.exp(-link * perception.price_tolerance * above)


def next_habit(habit: Fraction, is_ours: bool, step: Fraction) -> Fraction:
    """Habit after a need was brought to us, or taken elsewhere.

    Parameters
    ----------
    habit : float
        Before [level].
    is_ours : bool
        Whether the need came to us.
    step : float
        How far one need moves it [fraction].

    Returns
    -------
    float
        After, in [0, 1]; in the long run the share of needs that came to us [level].

    References
    ----------
    Guadagni & Little (1983), brand loyalty as exponentially weighted past choices, recalled.
    """
    return step_toward(habit, 1.0 if is_ours else 0.0, step)


def habit_effect(habit: Fraction, segment: Segment, perception: Perception) -> float:
    """Shift of the odds of choosing us by habit.

    Parameters
    ----------
    habit : float
        Of the customer [level].
    segment : Segment
        Gives the share of wallet, the habit at which there is no effect.
    perception : Perception
        Gives the response.

    Returns
    -------
    float
        Shift [log odds].

    References
    ----------
    Guadagni & Little (1983), recalled. Assumption: linear around the share of wallet.
    """
    return perception.habit_response * (habit - segment.share_of_wallet)


def usual_spend(segment: Segment, spend_factor: float, price_index: float) -> Money:
    """What a customer usually spends on a purchase; at stake where nothing was sold.

    Parameters
    ----------
    segment : Segment
        Gives the mean at price index 1.
    spend_factor : float
        Own mean over the segment's [-].
    price_index : float
        Our prices [-].

    Returns
    -------
    float
        Spend, >= 0 [currency].

    References
    ----------
    Fader & Hardie (2013), Gamma-Gamma: the own mean. Assumption: no loss is larger or smaller.
    """
    return segment.spend_per_purchase * spend_factor * price_index


def spend(
    key: int,
    contact: int,
    kind: int,
    segment: Segment,
    spend_factor: float,
    price_index: float,
    bundle: float,
    tenure: Days,
    perception: Perception,
    link: float,
) -> Money:
    """Spend in one contact that ended in a sale.

    Parameters
    ----------
    key : int
        Key of the person [-].
    contact : int
        Number of the contact in the person's life [-].
    kind : int
        Kind of contact; service sells less than a purchase [-].
    segment : Segment
        Gives mean and shape, and what advice and support sell.
    spend_factor : float
        Own mean over the segment's [-].
    price_index : float
        Our prices in the channel [-].
    bundle : float
        Factor on what is bought, from `sim.behaviour.promotion.terms` [-].
    tenure : float
        Time as a customer [day].
    perception : Perception
        Gives the growth with tenure.
    link : float
        Strength of ``tenure_to_margin`` [-].

    Returns
    -------
    float
        Spend, >= 0 [currency].

    References
    ----------
    Fader & Hardie (2013), Gamma-Gamma; growth with tenure: Reichheld & Sasser (1990), Assumption
    in size, disputed by Reinartz & Kumar (2002).
    """
    noise = 1.0
    if segment.spend_shape > 0.0:
        noise = rnd.gamma(key, purposes.SPEND, contact, segment.spend_shape) / segment.spend_shape
    years = min(tenure / YEAR, perception.spend_growth_years)
    growth = 1.0 + link * perception.spend_growth_per_year * years
    size = 1.0 if kind == PURCHASE else segment.service_sale_fraction
    return bundle * (usual_spend(segment, spend_factor, price_index) * size * noise * growth)


def sale_chance(kind: int, segment: Segment, added: Fraction) -> Fraction:
    """Chance that a contact which met its need ends in a sale.

    Parameters
    ----------
    kind : int
        ``PURCHASE``, ``ADVICE`` or ``SUPPORT`` [-].
    segment : Segment
        Gives the chances.
    added : float
        What training to sell adds, see `sim.behaviour.after_sale` [fraction].

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    Assumption: see the schema.
    """
    if kind == PURCHASE:
        return 1.0
    chance = segment.advice_sale_chance if kind == ADVICE else segment.support_sale_chance
    return min(chance + added, 1.0)


def felt_at(since: Days, left: float, rate: float) -> Days:
    """Moment at which a need is felt when the rate stays as it is.

    Parameters
    ----------
    since : float
        Moment from which the rest counts [day].
    left : float
        Rest of a standard exponential gap, >= 0 [-].
    rate : float
        Needs per day, >= 0 [1/day].

    Returns
    -------
    float
        Moment; infinite without needs [day].

    References
    ----------
    A Poisson process of changing rate by change of time, Lewis & Shedler (1979).
    """
    return since + left / rate if left < rate * FOREVER else math.inf


def left_at(now: Days, since: Days, left: float, rate: float) -> float:
    """Rest of a gap at a later moment.

    Parameters
    ----------
    now, since : float
        The later moment, and the one from which the rest counted [day].
    left : float
        Rest then [-].
    rate : float
        Needs per day in between [1/day].

    Returns
    -------
    float
        Rest now, >= 0 [-].

    References
    ----------
    See `felt_at`.
    """
    return max(left - rate * max(now - since, 0.0), 0.0)
