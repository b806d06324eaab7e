"""Which tier a customer belongs to, and what its members are shown."""

from sim.behaviour.odds import clip
from sim.parameters import SELF_SERVICE, TIERS, Channel, Programme, Tiers, TierService
from sim.units import Fraction, Money

REGULAR, SILVER, GOLD = range(len(TIERS))


def tier(spend_last_year: Money, tiers: Tiers) -> int:
    """Tier of a customer by spend over the last twelve months.

    Parameters
    ----------
    spend_last_year : float
        Spend [currency].
    tiers : Tiers
        Gives the thresholds.

    Returns
    -------
    int
        0 regular, 1 silver, 2 gold [-].

    References
    ----------
    Assumption: thresholds on spend, as loyalty programmes use them.
    """
    if spend_last_year >= tiers.gold_spend_per_year:
        return GOLD
    return SILVER if spend_last_year >= tiers.silver_spend_per_year else REGULAR


def by_status(tier: int, programme: Programme, silver: float, gold: float) -> float:
    """What the programme gives to customers of a tier.

    Parameters
    ----------
    tier : int
        Of the customer [-].
    programme : Programme
        Says whether it runs.
    silver, gold : float
        What it gives to these tiers [any unit].

    Returns
    -------
    float
        That of the tier; 0 to regular customers, and to all without the programme [same unit].

    References
    ----------
    Assumption: regular customers have no status.
    """
    if not programme.is_active or tier == REGULAR:
        return 0.0
    return gold if tier == GOLD else silver


def tangibles_seen(channel: Channel, service: TierService) -> Fraction:
    """Tangibles that a customer of a tier sees in a channel.

    Parameters
    ----------
    channel : Channel
        Gives what everybody sees, and whether staff serve.
    service : TierService
        Gives what a room or line of the tier's own adds where staff serve.

    Returns
    -------
    float
        Level in [0, 1] [level].

    References
    ----------
    Tangibles: Parasuraman, Zeithaml & Berry (1988). Assumption: a room adds, up to perfection.
    """
    if channel.team == SELF_SERVICE:
        return channel.tangibles
    return clip(channel.tangibles + service.room_tangibles)


def contact_cost(channel: Channel, service: TierService) -> Money:
    """Cost of a contact beyond wages.

    Parameters
    ----------
    channel : Channel
        Gives the cost for everybody, and whether staff serve.
    service : TierService
        Gives the cost of a room or line of the tier's own.

    Returns
    -------
    float
        Cost, whether or not the contact was served [currency].

    References
    ----------
    Assumption: proportional to contacts.
    """
    if channel.team == SELF_SERVICE:
        return channel.cost_per_contact
    return channel.cost_per_contact + service.room_cost_per_contact
