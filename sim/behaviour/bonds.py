"""What binds a customer to the firm beyond satisfaction."""

from sim.behaviour import relationships, tiers
from sim.parameters import Firm


def stay_effect(tier: int, firm: Firm, n_customers: int) -> float:
    """What binds a customer of a tier against leaving.

    Parameters
    ----------
    tier : int
        Of the customer [-].
    firm : Firm
        Gives the programme, the tier's relationship level and relationship marketing.
    n_customers : int
        Over whom the budget of relationship marketing is spread [person].

    Returns
    -------
    float
        Effect, >= 0, taken off the log odds of leaving [log odds].

    References
    ----------
    Assumption: the effects add up on the scale of log odds.
    """
    programme, marketing = firm.programme, firm.relationship_marketing
    strength = relationships.marketing_strength(marketing, n_customers)
    return (
        tiers.by_status(tier, programme, programme.exit_effect_silver, programme.exit_effect_gold)
        + relationships.level(tier, firm).exit_effect
        + strength * marketing.exit_effect
    )


def wallet_effect(tier: int, firm: Firm, n_customers: int, is_collecting: bool) -> float:
    """What draws the needs of a customer of a tier to us.

    Parameters
    ----------
    tier : int
        Of the customer [-].
    firm : Firm
        Gives the programme, the tier's relationship level and relationship marketing.
    n_customers : int
        Over whom the budget of relationship marketing is spread [person].
    is_collecting : bool
        Whether a milestone of the programme is still ahead of the customer.

    Returns
    -------
    float
        Effect, >= 0, added to the log odds of bringing a need to us [log odds].

    References
    ----------
    Assumption: as in `stay_effect`; collecting draws, see `sim.behaviour.milestones`, but does not
    keep anybody.
    """
    programme, marketing = firm.programme, firm.relationship_marketing
    strength = relationships.marketing_strength(marketing, n_customers)
    status = tiers.by_status(
        tier, programme, programme.wallet_effect_silver, programme.wallet_effect_gold
    )
    return (
        status
        + (programme.collecting_effect if is_collecting else 0.0)
        + relationships.level(tier, firm).wallet_effect
        + strength * marketing.wallet_effect
    )
