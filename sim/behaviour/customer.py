"""What a customer is, needs, chooses, perceives, and concludes from a contact."""

import math
from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.odds import clip, shift_odds
from sim.parameters import (
    ADVICE,
    PURCHASE,
    SUPPORT,
    Dimensions,
    Perception,
    Segment,
)
from sim.units import YEAR, Days, Fraction, Money


class Traits(NamedTuple):
    """What stays the same in a person, whatever the firm does."""

    need_factor: float
    """Need rate over the segment's mean [-]."""
    spend_factor: float
    """Own mean spend over the segment's mean [-]."""
    patience_factor: float
    """Own mean patience over the channel's [-]."""
    price_factor: float
    """Own price sensitivity over the segment's [-]."""
    complaint_effect: float
    """Shift of the log odds of voicing a failure [log odds]."""
    talk_factor: float
    """Own reach over the segment's [-]."""
    opening_expectation: Fraction
    """Expectation on every dimension at the start of a relationship [level]."""
    exit_propensity: Fraction
    """Chance of leaving at a decision, at neutral satisfaction [fraction]."""


def segment_of(key: int, shares: tuple[float, ...]) -> int:
    """Segment a person belongs to.

    Parameters
    ----------
    key : int
        Key of the person [-].
    shares : tuple of float, (n_segments,)
        Shares of the segments, summing to 1 [fraction].

    Returns
    -------
    int
        Index of the segment [-].

    References
    ----------
    Inversion of the cumulative shares.
    """
    u = rnd.uniform(key, purposes.SEGMENT, 0)
    total = 0.0
    last = 0
    for index, share in enumerate(shares):
        if share > 0.0:
            last = index
            total += share
            if u < total:
                return index
    return last


def is_opening_customer(key: int, segment: Segment) -> bool:
    """Whether a person is among the customers with whom the clock starts.

    Parameters
    ----------
    key : int
        Key of the person [-].
    segment : Segment
        Gives the share of opening customers.

    Returns
    -------
    bool

    References
    ----------
    Assumption: independent of all traits but the one that staying selects for, see `traits`.
    """
    return rnd.uniform(key, purposes.OPENING, 0) < segment.opening_customers


def traits(key: int, segment: Segment, perception: Perception) -> Traits:
    """Traits of a person, drawn once at birth.

    Need rates are a gamma mixture with shape r (BG/NBD), mean spends an inverse-gamma mixture with
    shape q (Gamma-Gamma), exit propensities a beta mixture (BG/NBD, sBG). Opening customers have
    survived n decisions, which turns Beta(a, b) into Beta(a, b + n).

    Parameters
    ----------
    key : int
        Key of the person [-].
    segment : Segment
        The person's segment.
    perception : Perception
        Gives the expectation a relationship opens with.

    Returns
    -------
    Traits

    References
    ----------
    Fader, Hardie & Lee (2005), BG/NBD; Fader & Hardie (2013), Gamma-Gamma; Fader & Hardie (2007),
    sBG. Assumption: lognormal patience, price sensitivity and talkativeness, normal expectation.
    """
    need_factor = 1.0
    if segment.purchase_rate_shape > 0.0:
        shape = segment.purchase_rate_shape
        need_factor = rnd.gamma(key, purposes.NEED_RATE, 0, shape) / shape
    spend_factor = 1.0
    if segment.spend_spread > 1.0:
        q = segment.spend_spread
        spend_factor = (q - 1.0) / rnd.gamma(key, purposes.SPEND_LEVEL, 0, q)
    survived = 0.0
    if is_opening_customer(key, segment):
        survived = segment.opening_decisions_survived
    spread = segment.trait_spread
    expectation = perception.opening_expectation + segment.expectation_spread * rnd.normal(
        rnd.uniform(key, purposes.EXPECTATION_TRAIT, 0)
    )
    return Traits(
        need_factor=need_factor,
        spend_factor=spend_factor,
        patience_factor=rnd.lognormal(
            rnd.uniform(key, purposes.PATIENCE_TRAIT, 0), 1.0, segment.patience_spread
        ),
        price_factor=rnd.lognormal(rnd.uniform(key, purposes.PRICE_TRAIT, 0), 1.0, spread),
        complaint_effect=spread * rnd.normal(rnd.uniform(key, purposes.COMPLAINT_TRAIT, 0)),
        talk_factor=rnd.lognormal(rnd.uniform(key, purposes.TALK_TRAIT, 0), 1.0, spread),
        opening_expectation=clip(expectation),
        exit_propensity=rnd.beta(
            key, purposes.EXIT_TRAIT, 0, segment.exit_alpha, segment.exit_beta + survived
        ),
    )


def taste(key: int, channel: int, spread: float) -> float:
    """Personal factor on the segment's taste for a channel.

    Parameters
    ----------
    key : int
        Key of the person [-].
    channel : int
        Index of the channel [-].
    spread : float
        Standard deviation of the log factor, >= 0 [log odds].

    Returns
    -------
    float
        Factor, > 0 [-].

    References
    ----------
    Assumption: a mixed logit with normal tastes, McFadden & Train (2000).
    """
    return math.exp(spread * rnd.normal(rnd.uniform(key, purposes.TASTE, channel)))


def need_rate(person: Traits, segment: Segment) -> float:
    """Rate at which needs of all kinds arise.

    Parameters
    ----------
    person : Traits
        Gives the factor on the rate.
    segment : Segment
        Gives the mean rate of purchases and the needs that come with each.

    Returns
    -------
    float
        Needs per day, >= 0 [1/day].

    References
    ----------
    Poisson buying, Fader, Hardie & Lee (2005); advice and support in proportion: Assumption.
    """
    with_service = 1.0 + segment.advice_per_purchase + segment.support_per_purchase
    return person.need_factor * segment.purchases_per_day * with_service


def need_kind(u: float, segment: Segment) -> int:
    """Kind of a need.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    segment : Segment
        Gives the needs of each kind per purchase.

    Returns
    -------
    int
        ``PURCHASE``, ``ADVICE`` or ``SUPPORT`` [-].

    References
    ----------
    Thinning of the Poisson process of all needs.
    """
    place = u * (1.0 + segment.advice_per_purchase + segment.support_per_purchase)
    if place < 1.0:
        return PURCHASE
    return ADVICE if place < 1.0 + segment.advice_per_purchase else SUPPORT


def wallet_chance(
    segment: Segment,
    perception: Perception,
    link: float,
    satisfaction: Fraction,
    price_effect: float,
    competitor_effect: float,
) -> Fraction:
    """Chance that a purchase or advice need comes to us: the customer's share of wallet.

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

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    Assumption: log odds linear in satisfaction.
    """
    above = satisfaction - perception.neutral_satisfaction
    effect = link * perception.wallet_response * above + price_effect + competitor_effect
    return shift_odds(segment.share_of_wallet, effect)


def price_effect(
    segment: Segment, price_factor: float, price_index: float, competitor_price_index: float
) -> float:
    """Shift of the odds of choosing us by our price against that of competitors.

    Parameters
    ----------
    segment : Segment
        Gives the mean sensitivity.
    price_factor : float
        Personal factor on it [-].
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
        -segment.price_sensitivity * price_factor * math.log(price_index / competitor_price_index)
    )


def perceive(
    perception: Perception,
    wait_link: float,
    wait: Days,
    wait_tolerance: Days,
    failed: bool,
    assurance: Fraction,
    empathy: Fraction,
    tangibles: Fraction,
) -> Dimensions:
    """What a customer saw in a contact that was served.

    Parameters
    ----------
    perception : Perception
        Gives the reliability seen after a failure.
    wait_link : float
        Strength of ``wait_to_quality`` [-].
    wait : float
        Time waited, over all channels of the contact [day].
    wait_tolerance : float
        Wait after which responsiveness has fallen to 37 %, > 0 [day].
    failed : bool
        Whether the need was left unmet.
    assurance, empathy, tangibles : float
        What the server and the place conveyed [level].

    Returns
    -------
    Dimensions
        Perceived level by dimension [level].

    References
    ----------
    Dimensions: Parasuraman, Zeithaml & Berry (1988). Assumption: exponential loss by waiting.
    """
    return Dimensions(
        reliability=perception.reliability_after_failure if failed else 1.0,
        responsiveness=math.exp(-wait_link * wait / wait_tolerance),
        assurance=assurance,
        empathy=empathy,
        tangibles=tangibles,
    )


def unserved(
    expected: Dimensions, perception: Perception, wait_link: float, wait: Days, wait_tolerance: Days
) -> Dimensions:
    """What a customer saw who gave up waiting: no service, a wait, and nothing else.

    Parameters
    ----------
    expected : Dimensions
        Expected level by dimension; dimensions that were not seen leave no gap [level].
    perception : Perception
        Gives the reliability seen after a failure.
    wait_link : float
        Strength of ``wait_to_quality`` [-].
    wait, wait_tolerance : float
        Time waited, and wait after which responsiveness has fallen to 37 % [day].

    Returns
    -------
    Dimensions
        Perceived level by dimension [level].

    References
    ----------
    Assumption: a need left unmet is a failure of reliability.
    """
    return expected._replace(
        reliability=perception.reliability_after_failure,
        responsiveness=math.exp(-wait_link * wait / wait_tolerance),
    )


def worth_of_gap(gap: float, perception: Perception) -> float:
    """What a gap between perceived and expected is worth to the customer.

    Flat inside the zone of tolerance, steep below, less steep above.

    Parameters
    ----------
    gap : float
        Perceived less expected, in [-1, 1] [level].
    perception : Perception
        Gives the zone and the three slopes.

    Returns
    -------
    float
        Worth; 0 at a gap of 0, never falling in the gap [level].

    References
    ----------
    Zeithaml, Berry & Parasuraman (1993), zone of tolerance; Mittal, Ross & Baldasare (1998),
    asymmetry. Assumption: piecewise linear.
    """
    zone = perception.zone_of_tolerance
    if gap > zone:
        return perception.slope_inside * zone + perception.slope_above * (gap - zone)
    if gap < -zone:
        return -perception.slope_inside * zone + perception.slope_below * (gap + zone)
    return perception.slope_inside * gap


def score(
    seen: Dimensions,
    expected: Dimensions,
    perception: Perception,
    link: float,
    price_effect: float,
) -> Fraction:
    """Score of a contact: neutral plus the weighted worth of the five gaps and of the price.

    Parameters
    ----------
    seen, expected : Dimensions
        Perceived and expected level by dimension [level].
    perception : Perception
        Gives weights, zone and slopes.
    link : float
        Strength of ``quality_to_customer_satisfaction`` [-].
    price_effect : float
        Shift from `price_effect` [log odds].

    Returns
    -------
    float
        Score in [0, 1] [level].

    References
    ----------
    SERVQUAL gap score, Parasuraman, Zeithaml & Berry (1988). Assumption: price enters additively.
    """
    weights = perception.weights
    quality = (
        weights.reliability * worth_of_gap(seen.reliability - expected.reliability, perception)
        + weights.responsiveness
        * worth_of_gap(seen.responsiveness - expected.responsiveness, perception)
        + weights.assurance * worth_of_gap(seen.assurance - expected.assurance, perception)
        + weights.empathy * worth_of_gap(seen.empathy - expected.empathy, perception)
        + weights.tangibles * worth_of_gap(seen.tangibles - expected.tangibles, perception)
    )
    return clip(
        perception.neutral_satisfaction + link * quality + perception.price_weight * price_effect
    )


def expect(
    expected: Fraction,
    seen: Fraction,
    perception: Perception,
    offered_elsewhere: Fraction,
    promise_link: float,
    promise: Fraction,
) -> Fraction:
    """Expectation on one dimension after a contact.

    It moves toward a mixture of what was seen and what competitors offer, and toward the promise.
    The anchor outside matters: were expectation to follow experience alone, satisfaction would
    return to neutral at any level of quality.

    Parameters
    ----------
    expected, seen : float
        Before the contact, and in it [level].
    perception : Perception
        Gives the steps and the weight of experience.
    offered_elsewhere : float
        What competitors offer [level].
    promise_link : float
        Strength of ``promise_to_expectation`` [-].
    promise : float
        What advertising promises [level].

    Returns
    -------
    float
        New expectation in [0, 1] [level].

    References
    ----------
    Boulding, Kalra, Staelin & Zeithaml (1993), recalled: expectations are updated by experience.
    Assumption: linear steps, and the anchor.
    """
    weight = perception.experience_weight
    anchor = weight * seen + (1.0 - weight) * offered_elsewhere
    moved = expected + perception.expectation_step * (anchor - expected)
    return clip(moved + min(promise_link * perception.promise_step, 1.0) * (promise - moved))


class Judgement(NamedTuple):
    """What a customer concludes from a contact."""

    score: Fraction
    """Score of the contact [level]."""
    satisfaction: Fraction
    """Satisfaction after it [level]."""
    expected: Dimensions
    """Expectation after it [level]."""


def judge(
    seen: Dimensions,
    expected: Dimensions,
    satisfaction: Fraction,
    perception: Perception,
    quality_link: float,
    promise_link: float,
    offered_elsewhere: Fraction,
    promise: Fraction,
    price_effect: float,
) -> Judgement:
    """Everything that follows in a customer's mind from one contact.

    Parameters
    ----------
    seen, expected : Dimensions
        Perceived and expected level by dimension [level].
    satisfaction : float
        Before the contact [level].
    perception : Perception
        The customers' parameters.
    quality_link, promise_link : float
        Strengths of ``quality_to_customer_satisfaction`` and ``promise_to_expectation`` [-].
    offered_elsewhere, promise : float
        What competitors offer, and what we promise [level].
    price_effect : float
        Shift from `price_effect` [log odds].

    Returns
    -------
    Judgement

    References
    ----------
    See `score` and `expect`. Assumption: satisfaction moves a fixed step toward the score.
    """
    value = score(seen, expected, perception, quality_link, price_effect)
    return Judgement(
        score=value,
        satisfaction=satisfaction + perception.satisfaction_step * (value - satisfaction),
        expected=Dimensions(
            *[
                expect(before, now, perception, offered_elsewhere, promise_link, promise)
                for before, now in zip(expected, seen, strict=True)
            ]
        ),
    )


def response_to_satisfaction(above: float, perception: Perception) -> float:
    """How strongly behaviour answers to satisfaction above or below neutral.

    Parameters
    ----------
    above : float
        Satisfaction less neutral satisfaction, in [-1, 1] [level].
    perception : Perception
        Gives the curvature.

    Returns
    -------
    float
        Response; 0 at neutral, never falling, convex above [level].

    References
    ----------
    Mittal & Kamakura (2001): behaviour answers to satisfaction with increasing returns.
    Assumption: quadratic above neutral, linear below.
    """
    return above + perception.delight_curvature * above * above if above > 0.0 else above


def exit_chance(
    person: Traits,
    segment: Segment,
    perception: Perception,
    link: float,
    satisfaction: Fraction,
    status_effect: float,
) -> Fraction:
    """Chance that a customer leaves at a decision.

    Parameters
    ----------
    person : Traits
        Gives the propensity at neutral satisfaction.
    segment : Segment
        Gives the switching cost and the factor on the odds.
    perception : Perception
        Gives the response to satisfaction.
    link : float
        Strength of ``customer_satisfaction_to_retention`` [-].
    satisfaction : float
        Of the customer [level].
    status_effect : float
        What programme status takes off, >= 0 [log odds].

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    Drop-out after a purchase with a personal chance: Fader, Hardie & Lee (2005); at a renewal:
    Fader & Hardie (2007). Assumption: log odds shifted by satisfaction, cost and status.
    """
    if segment.exit_odds <= 0.0:
        return 0.0
    above = satisfaction - perception.neutral_satisfaction
    effect = (
        math.log(segment.exit_odds)
        - link * perception.exit_response * response_to_satisfaction(above, perception)
        - segment.switching_cost
        - status_effect
    )
    return shift_odds(person.exit_propensity, effect)


def spend(
    key: int,
    contact: int,
    segment: Segment,
    spend_factor: float,
    price_index: float,
    tenure: Days,
    perception: Perception,
    link: float,
) -> Money:
    """Spend on one purchase.

    Parameters
    ----------
    key : int
        Key of the person [-].
    contact : int
        Number of the contact in the person's life [-].
    segment : Segment
        Gives mean and shape.
    spend_factor : float
        Own mean over the segment's [-].
    price_index : float
        Our prices [-].
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
    return segment.spend_per_purchase * spend_factor * noise * growth * price_index


def sale_chance(kind: int, segment: Segment) -> Fraction:
    """Chance that a contact which met its need ends in a sale.

    Parameters
    ----------
    kind : int
        ``PURCHASE``, ``ADVICE`` or ``SUPPORT`` [-].
    segment : Segment
        Gives the chances.

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
    return segment.advice_sale_chance if kind == ADVICE else segment.support_sale_chance


def recommendation(satisfaction: Fraction) -> int:
    """Answer from 0 to 10 to "how likely are you to recommend us?".

    Parameters
    ----------
    satisfaction : float
        Of the customer [level].

    Returns
    -------
    int
        Answer; 9 and 10 promote, 6 and below detract [0-10].

    References
    ----------
    Reichheld (2003), the scale. Assumption: ten times satisfaction, rounded.
    """
    return int(10.0 * satisfaction + 0.5)
