"""A member's collecting card: what has been spent on it, and what that earns."""

import math
from typing import NamedTuple

from sim.parameters import Milestone, Programme
from sim.units import Days, Money


class Card(NamedTuple):
    """A collecting card."""

    opened: Days
    """Moment of the purchase that opened it [day]."""
    collected: Money
    """Spend on it so far [currency]."""


NO_CARD = Card(-math.inf, 0.0)
"""What somebody has who never collected."""


class Collected(NamedTuple):
    """What follows from one sale."""

    card: Card
    reward: Money
    """Rewards of all milestones that the sale passed [currency]."""


def collected_by(card: Card, now: Days, programme: Programme) -> Money:
    """Spend that counts at a moment.

    Parameters
    ----------
    card : Card
        The member's last one.
    now : float
        The moment [day].
    programme : Programme
        Gives the period after which a card expires.

    Returns
    -------
    float
        Spend on the card; 0 once it has expired [currency].

    References
    ----------
    Assumption: the period runs from the purchase that opens the card.
    """
    return card.collected if now < card.opened + programme.period else 0.0


def collect(
    card: Card,
    spend: Money,
    now: Days,
    programme: Programme,
    milestones: tuple[Milestone, ...],
) -> Collected:
    """Put a sale on the card, and pay for the milestones that it passes.

    Parameters
    ----------
    card : Card
        The member's last one; a new one is opened when it has expired.
    spend : float
        The sale [currency].
    now : float
        Its moment [day].
    programme : Programme
        Gives the period.
    milestones : tuple of Milestone, (n_milestones,)
        Those of the programme.

    Returns
    -------
    Collected

    References
    ----------
    Assumption: each milestone pays once on each card.
    """
    has_expired = now >= card.opened + programme.period
    opened = now if has_expired else card.opened
    before = 0.0 if has_expired else card.collected
    after = before + spend
    reward = 0.0
    for milestone in milestones:
        if before < milestone.spend <= after:
            reward += milestone.reward
    return Collected(Card(opened, after), reward)


def is_collecting(
    card: Card, now: Days, programme: Programme, milestones: tuple[Milestone, ...]
) -> bool:
    """Whether a milestone is still ahead.

    Parameters
    ----------
    card : Card
        The member's last one.
    now : float
        The moment [day].
    programme : Programme
        Gives the period, and whether the programme runs.
    milestones : tuple of Milestone, (n_milestones,)
        Those of the programme, rising.

    Returns
    -------
    bool
        Always true of a new card, as long as there are milestones.

    References
    ----------
    Kivetz, Urminsky & Zheng (2006), recalled, unverified: people buy more toward a reward.
    Assumption: the same at any distance.
    """
    if not programme.is_active or len(milestones) == 0:
        return False
    return collected_by(card, now, programme) < milestones[-1].spend
