"""What a customer perceives in a contact, and concludes from it."""

import math
from typing import NamedTuple

from sim.behaviour.odds import clip, step_toward
from sim.parameters import Dimensions, Perception
from sim.units import Days, Fraction


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
    return Dimensions(
        reliability=perception.reliability_after_failure,
        responsiveness=math.exp(-wait_link * wait / wait_tolerance),
        assurance=expected.assurance,
        empathy=expected.empathy,
        tangibles=expected.tangibles,
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
    moved = step_toward(expected, anchor, perception.expectation_step)
    return clip(step_toward(moved, promise, min(promise_link * perception.promise_step, 1.0)))


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

    def after(before: Fraction, now: Fraction) -> Fraction:
        return expect(before, now, perception, offered_elsewhere, promise_link, promise)

    value = score(seen, expected, perception, quality_link, price_effect)
    return Judgement(
        score=value,
        satisfaction=step_toward(satisfaction, value, perception.satisfaction_step),
        expected=Dimensions(
            reliability=after(expected.reliability, seen.reliability),
            responsiveness=after(expected.responsiveness, seen.responsiveness),
            assurance=after(expected.assurance, seen.assurance),
            empathy=after(expected.empathy, seen.empathy),
            tangibles=after(expected.tangibles, seen.tangibles),
        ),
    )
