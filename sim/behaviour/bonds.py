"""What binds a customer to the firm beyond satisfaction."""

from typing import NamedTuple

from sim.behaviour.tiers import GOLD, REGULAR
from sim.parameters import Firm, Programme


class Bonds(NamedTuple):
    """Sum of all that binds a customer, whatever the satisfaction."""

    stay: float
    """Taken off the log odds of leaving [log odds]."""
    wallet: float
    """Added to the log odds of bringing a need to us [log odds]."""


def bonds(tier: int, firm: Firm) -> Bonds:
    """Everything that binds a customer of a tier.

    Parameters
    ----------
    tier : int
        Of the customer [-].
    firm : Firm
        Gives the policies.

    Returns
    -------
    Bonds

    References
    ----------
    Assumption: the effects add up on the scale of log odds.
    """
    return Bonds(stay=status_effect(tier, firm.programme), wallet=0.0)


def status_effect(tier: int, programme: Programme) -> float:
    """What programme status takes off the log odds of leaving.

    Parameters
    ----------
    tier : int
        Of the customer [-].
    programme : Programme
        Gives the effects, and whether the programme runs.

    Returns
    -------
    float
        Effect, >= 0 [log odds].

    References
    ----------
    Assumption: see the schema.
    """
    if not programme.is_active or tier == REGULAR:
        return 0.0
    return programme.exit_effect_gold if tier == GOLD else programme.exit_effect_silver
