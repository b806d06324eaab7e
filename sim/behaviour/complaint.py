"""Voice after a failure, and what the answer restores."""

import math

from sim.behaviour.odds import clip, shift_odds, step_toward
from sim.parameters import PURCHASE, Guarantee, Recovery
from sim.units import Days, Fraction, Money


def voice_chance(
    propensity: Fraction, trait_effect: float, ease: float, invitation: float
) -> Fraction:
    """Chance that a customer voices a failure instead of staying silent.

    Parameters
    ----------
    propensity : float
        The segment's, for neither easy nor hard complaining [fraction].
    trait_effect : float
        The person's own shift [log odds].
    ease : float
        How easy the channel makes it, >= 0; 0 silences everybody [-].
    invitation : float
        Shift by being asked to complain, from `invitation` [log odds].

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    Hirschman (1970), voice or exit. Assumption: odds proportional to ease.
    """
    if ease <= 0.0:
        return 0.0
    return shift_odds(propensity, trait_effect + math.log(ease) + invitation)


def invitation(encouragement: float, guarantee: Guarantee, kind: int) -> float:
    """How much customers are asked to voice a failure.

    Parameters
    ----------
    encouragement : float
        The firm's policy [log odds].
    guarantee : Guarantee
        Gives what a guarantee on purchases adds.
    kind : int
        Kind of the contact that failed [-].

    Returns
    -------
    float
        Shift of the log odds of voice [log odds].

    References
    ----------
    Fornell & Wernerfelt (1987), recalled: encourage complaints. Assumption: effects add up.
    """
    is_covered = guarantee.is_active and kind == PURCHASE
    return encouragement + (guarantee.voice_effect if is_covered else 0.0)


def settled_at_once_chance(fraction: Fraction, empowerment: Fraction, link: float) -> Fraction:
    """Chance that the front line settles a voiced failure on the spot.

    Parameters
    ----------
    fraction : float
        Share of failures that the policy leaves to the front line [fraction].
    empowerment : float
        Level of the driver: the policy is reached only as far as staff can act [level].
    link : float
        Strength of ``internal_quality_to_capability``; 0 leaves half of the policy [-].

    Returns
    -------
    float
        Chance, the policy times the level at a link of 1 [fraction].

    References
    ----------
    Bowen & Lawler (1992), recalled: empowerment is for recovery on the spot. Assumption: linear.
    """
    return fraction * clip(0.5 + link * (empowerment - 0.5))


def recovery_score(
    elapsed: Days,
    compensation_fraction: Fraction,
    paid_back_fraction: Fraction,
    interaction: Fraction,
    recovery: Recovery,
) -> Fraction:
    """Score of the way a failure was put right, by speed, compensation and interaction.

    Parameters
    ----------
    elapsed : float
        Time from the complaint to the end of its handling [day].
    compensation_fraction, paid_back_fraction : float
        Compensation and what a guarantee paid, as shares of the spend at stake [fraction].
    interaction : float
        Empathy of whoever handled it [level].
    recovery : Recovery
        Gives the weights, the tolerance and what counts as fair.

    Returns
    -------
    float
        Score in [0, 1] [level].

    References
    ----------
    Procedural, distributive and interactional justice: Orsingher, Valentini & de Angelis (2010).
    Assumption: linear with exponential loss by waiting.
    """
    speed = math.exp(-elapsed / recovery.tolerance)
    made_good = compensation_fraction + paid_back_fraction
    fairness = min(made_good / recovery.fair_compensation, 1.0)
    return clip(
        recovery.speed_weight * speed
        + recovery.compensation_weight * fairness
        + recovery.interaction_weight * interaction
    )


def interaction(empathy: Fraction, empowerment: Fraction, recovery: Recovery, link: float) -> float:
    """How a complainant is treated by whoever handles the complaint.

    Parameters
    ----------
    empathy : float
        Of the employee [level].
    empowerment : float
        Level of the driver: latitude to put things right at once [level].
    recovery : Recovery
        Gives what empowerment adds.
    link : float
        Strength of ``internal_quality_to_capability`` [-].

    Returns
    -------
    float
        Interaction in [0, 1] [level].

    References
    ----------
    Bowen & Lawler (1992), recalled: empowered staff recover better. Assumption: linear.
    """
    return clip(empathy + link * recovery.interaction_per_empowerment * (empowerment - 0.5))


def compensation(at_stake: Money, fraction: Fraction) -> Money:
    """Compensation paid to a complainant.

    Parameters
    ----------
    at_stake : float
        What was spent, or is usually spent [currency].
    fraction : float
        The firm's policy [fraction].

    Returns
    -------
    float
        Amount [currency].

    References
    ----------
    Assumption: proportional to what is at stake.
    """
    return fraction * at_stake


def satisfaction_after_recovery(
    satisfaction: Fraction, score: Fraction, recovery: Recovery, link: float
) -> Fraction:
    """Satisfaction after the answer to a complaint.

    Parameters
    ----------
    satisfaction : float
        Before the answer [level].
    score : float
        From `recovery_score` [level].
    recovery : Recovery
        Gives the step.
    link : float
        Strength of ``recovery_to_satisfaction`` [-].

    Returns
    -------
    float
        After the answer, in [0, 1] [level].

    References
    ----------
    Assumption: a step toward the score; order of outcomes as in TARP's repurchase figures.
    """
    return clip(step_toward(satisfaction, score, min(link * recovery.step, 1.0)))
