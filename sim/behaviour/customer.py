"""What stays the same in a customer, and whether the customer stays."""

import math
from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.odds import clip, pick, shift_odds
from sim.parameters import RENEWAL, Perception, Segment
from sim.units import MONTH, YEAR, Days, Fraction

LONGEST_TENURE = 10.0 * YEAR
"""Longest tenure that an opening customer is given [day]."""
PROMOTER = 9
"""Lowest answer of somebody who promotes us [0-10]."""
DETRACTOR = 6
"""Highest answer of somebody dissatisfied [0-10]."""


class Traits(NamedTuple):
    """What stays the same in a person, whatever the firm does."""

    need_factor: float
    """Need rate over the segment's mean [-]."""
    spend_factor: float
    """Own mean spend over the segment's mean [-]."""
    patience_factor: float
    """Own mean patience over the channel's [-]."""
    sensitivity_factor: float
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
    See `sim.behaviour.odds.pick`.
    """
    return pick(rnd.uniform(key, purposes.SEGMENT, 0), shares)


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
        survived = decisions_survived(opening_tenure(key, segment), need_factor, segment)
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
        sensitivity_factor=rnd.lognormal(rnd.uniform(key, purposes.PRICE_TRAIT, 0), 1.0, spread),
        complaint_effect=spread * rnd.normal(rnd.uniform(key, purposes.COMPLAINT_TRAIT, 0)),
        talk_factor=rnd.lognormal(rnd.uniform(key, purposes.TALK_TRAIT, 0), 1.0, spread),
        opening_expectation=clip(expectation),
        exit_propensity=rnd.beta(
            key, purposes.EXIT_TRAIT, 0, segment.exit_alpha, segment.exit_beta + survived
        ),
    )


def opening_tenure(key: int, segment: Segment) -> Days:
    """Time for which an opening customer has been one when the clock starts.

    Parameters
    ----------
    key : int
        Key of the person [-].
    segment : Segment
        Gives the mean; 0 means that all relationships are new.

    Returns
    -------
    float
        Tenure, at most `LONGEST_TENURE` [day].

    References
    ----------
    Assumption: exponential, as constant defection would leave it, and alike whatever the pace of
    buying.
    """
    if segment.opening_tenure <= 0.0:
        return 0.0
    u = rnd.uniform(key, purposes.OPENING_TENURE_TRAIT, 0)
    return min(rnd.exponential(u, segment.opening_tenure), LONGEST_TENURE)


def opening_silence(key: int, need_factor: float, segment: Segment, tenure: Days) -> Days:
    """Time since the last purchase of an opening customer when the clock starts.

    Parameters
    ----------
    key : int
        Key of the person [-].
    need_factor : float
        Own need rate over the segment's mean [-].
    segment : Segment
        Gives the mean rate of purchases and the share of wallet.
    tenure : float
        Time as a customer, which opened with a purchase [day].

    Returns
    -------
    float
        Time, at most the tenure [day].

    References
    ----------
    Poisson buying, Fader, Hardie & Lee (2005): gaps are exponential backward in time too.
    Assumption: at the pace and the share of wallet of today.
    """
    rate = need_factor * segment.purchases_per_day * segment.share_of_wallet
    gap = rnd.exponential(rnd.uniform(key, purposes.LAST_PURCHASE_TRAIT, 0), 1.0)
    return min(gap / rate, tenure) if gap < rate * tenure else tenure


def decisions_survived(tenure: Days, need_factor: float, segment: Segment) -> float:
    """Decisions to stay that an opening customer has behind.

    Parameters
    ----------
    tenure : float
        Time as a customer [day].
    need_factor : float
        Own need rate over the segment's mean [-].
    segment : Segment
        Gives how often a decision is due.

    Returns
    -------
    float
        Number, not rounded [decision].

    References
    ----------
    Assumption: they came at the pace of today; who buys often has stayed often.
    """
    if segment.relationship == RENEWAL:
        return tenure / segment.renewal
    return tenure * need_factor * segment.purchases_per_day * segment.share_of_wallet


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
    bond: float,
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
    bond : float
        What binds the customer beyond satisfaction, see `sim.behaviour.bonds` [log odds].

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
        - bond
    )
    return shift_odds(person.exit_propensity, effect)


def parting_attitude(satisfaction: Fraction, neutral: Fraction, link: float) -> Fraction:
    """Attitude toward us that a customer leaves with.

    Parameters
    ----------
    satisfaction, neutral : float
        Of the customer, and of one whose expectations are just met [level].
    link : float
        Strength of ``customer_satisfaction_to_retention``; coming back is staying late [-].

    Returns
    -------
    float
        Attitude in [0, 1], one half when neutral [level].

    References
    ----------
    Assumption: the distance from neutral carries over.
    """
    return clip(0.5 + link * (satisfaction - neutral))


def renewal_phase(u: float, segment: Segment, is_of_long_standing: bool) -> Days:
    """Time to the first renewal of a relationship.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    segment : Segment
        Gives the period.
    is_of_long_standing : bool
        Whether the relationship began before the clock, at a moment unknown.

    Returns
    -------
    float
        Time, a whole period for a relationship that begins now [day].

    References
    ----------
    Assumption: contracts of long standing were closed all over the year.
    """
    return segment.renewal * u if is_of_long_standing else segment.renewal


def month_of_tenure(tenure: Days) -> int:
    """Month of the relationship that is under way, one that is just over still counted as such.

    Parameters
    ----------
    tenure : float
        Time since the relationship began, >= 0 [day].

    Returns
    -------
    int
        Months completed before it, >= 0 [month].

    References
    ----------
    Arithmetic; renewals fall on the ends of months, where rounding of the clock must not decide.
    """
    return max(math.ceil(tenure / MONTH - 1e-6) - 1, 0)


def recommendation(satisfaction: Fraction) -> int:
    """Answer from 0 to 10 to "how likely are you to recommend us?".

    Parameters
    ----------
    satisfaction : float
        Of the customer [level].

    Returns
    -------
    int
        Answer; from `PROMOTER` on people promote, up to `DETRACTOR` they detract [0-10].

    References
    ----------
    Reichheld (2003), the scale. Assumption: ten times satisfaction, rounded.
    """
    return int(10.0 * satisfaction + 0.5)
