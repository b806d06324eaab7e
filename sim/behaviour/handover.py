"""What being sent to another channel does: who goes along, who explains again, who minds."""

from typing import NamedTuple

from sim.behaviour.channel import next_open
from sim.behaviour.odds import clip
from sim.parameters import NOWHERE, Channel, Employees, Handover
from sim.units import Days, Fraction


class Steering(NamedTuple):
    """Where a customer ends up who was met at the door, and how that is taken."""

    channel: int
    """Index of the channel that will serve [-]."""
    empathy_loss: Fraction
    """Empathy missed by somebody who goes along reluctantly [level]."""


def acceptance(own: float, other: float, handover: Handover) -> Fraction:
    """Chance that somebody goes along to another channel when asked to.

    Parameters
    ----------
    own, other : float
        Taste for the channel chosen and for the other one, >= 0, not both 0 [weight].
    handover : Handover
        Gives the chance where both are liked alike.

    Returns
    -------
    float
        Chance; 0 without any taste for the other channel [fraction].

    References
    ----------
    A binary logit with personal tastes, Train (2009), chapter 3. Assumption: being asked counts
    as a factor on the odds.
    """
    if other <= 0.0:
        return 0.0
    toward = handover.steering_acceptance * other
    return toward / (toward + (1.0 - handover.steering_acceptance) * own)


def steer(
    u: float,
    here: int,
    kind: int,
    now: Days,
    channels: tuple[Channel, ...],
    shares: tuple[float, ...],
    tastes: tuple[float, ...],
    handover: Handover,
) -> Steering:
    """Whether a customer at the door is steered to another channel, and goes along.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    here : int
        Index of the channel chosen [-].
    kind : int
        Kind of need [-].
    now : float
        Clock [day].
    channels : tuple of Channel, (n_channels,)
        What is offered, and which channel steers where.
    shares : tuple of float, (n_channels,)
        The segment's weights [weight].
    tastes : tuple of float, (n_channels,)
        The person's factors on them [-].
    handover : Handover
        Gives acceptance and dislike.

    Returns
    -------
    Steering

    References
    ----------
    Assumption: nobody is steered to a channel that is closed or does not serve the need; whoever
    stays is not annoyed; dislike is linear in how much less the other channel is liked.
    """
    to, fraction = channels[here].steers_to, channels[here].steered_fraction
    if to == NOWHERE:
        return Steering(here, 0.0)
    target = channels[to]
    if not target.is_open or not target.serves[kind] or next_open(now, target) > now:
        return Steering(here, 0.0)
    own, other = shares[here] * tastes[here], shares[to] * tastes[to]
    if u >= fraction * acceptance(own, other, handover):
        return Steering(here, 0.0)
    reluctance = 1.0 - other / own if other < own else 0.0
    return Steering(to, handover.steering_dislike * reluctance)


def explains_again(before: int, now: int, coordination: Fraction) -> Fraction:
    """How much of a case a customer has to explain again to the channel that takes it on.

    Parameters
    ----------
    before, now : int
        Index of the channel that knew the case, and of the one that takes it on [-].
    coordination : float
        How much of it the firm shares between channels [fraction].

    Returns
    -------
    float
        Part explained again; 0 within one channel [fraction].

    References
    ----------
    Assumption: what is not shared is asked again.
    """
    return 0.0 if before == now else 1.0 - coordination


def empathy_missed(again: Fraction, handover: Handover) -> Fraction:
    """Empathy missed by having to explain a case again.

    Parameters
    ----------
    again : float
        From `explains_again` [fraction].
    handover : Handover
        Gives what a full explanation costs.

    Returns
    -------
    float
        Loss, >= 0 [level].

    References
    ----------
    Assumption: in proportion to what is explained again.
    """
    return handover.repeat_empathy_loss * again


def repeat_factor(again: Fraction, employees: Employees) -> float:
    """Factor on the handle time of a contact in which something is explained again.

    Parameters
    ----------
    again : float
        From `explains_again` [fraction].
    employees : Employees
        Gives what a full explanation takes.

    Returns
    -------
    float
        Factor, >= 1 [-].

    References
    ----------
    Assumption: in proportion to the contact.
    """
    return 1.0 + employees.repeat_explanation_fraction * again


def empathy_seen(conveyed: Fraction, loss: Fraction) -> Fraction:
    """Empathy that a customer sees who had a reason to miss some.

    Parameters
    ----------
    conveyed : float
        What the server conveyed [level].
    loss : float
        Missed by being steered and by explaining again, >= 0 [level].

    Returns
    -------
    float
        Empathy in [0, 1]; what was conveyed at a loss of 0 [level].

    References
    ----------
    Assumption: reasons add up.
    """
    return clip(conveyed - loss)
