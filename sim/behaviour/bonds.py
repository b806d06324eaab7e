"""What binds a customer to the firm beyond satisfaction."""

from typing import NamedTuple

from sim.behaviour import relationships
from sim.behaviour.tiers import GOLD, REGULAR
from sim.parameters import Firm, Programme


class Bonds(NamedTuple):
    """Sum of all that binds a customer, whatever the satisfaction."""

    stay: float
    """Taken off the log odds of leaving [log odds]."""
    wallet: float
    """Added to the log odds of bringing a need to us [log odds]."""


def bonds(tier: int, firm: Firm, n_customers: int, is_collecting: bool) -> Bonds:
    """Everything that binds a customer of a tier.

    Parameters
    ----------
    tier : int
        Of the customer [-].
    firm : Firm
        Gives the policies.
    n_customers : int
        Over whom the budget of relationship marketing is spread [person].
    is_collecting : bool
        Whether a milestone of the programme is still ahead of the customer.

    Returns
    -------
    Bonds

    References
    ----------
    Assumption: the effects add up on the scale of log odds.
    """
    programme, marketing = firm.programme, firm.relationship_marketing
    level = relationships.level(tier, firm)
    strength = relationships.marketing_strength(marketing, n_customers)
    collecting = programme.collecting_effect if is_collecting else 0.0
    return Bonds(
        stay=status_effect(tier, programme) + level.exit_effect + strength * marketing.exit_effect,
        wallet=status_wallet_effect(tier, programme)
        + collecting
        + level.wallet_effect
        + strength * marketing.wallet_effect,
    )


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


def status_wallet_effect(tier: int, programme: Programme) -> float:
    """What programme status adds to the log odds of bringing a need to us.

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
    return programme.wallet_effect_gold if tier == GOLD else programme.wallet_effect_silver
