"""What the firm spends on a relationship, and what a known face is worth."""

from sim.behaviour.odds import clip, saturation
from sim.parameters import Firm, RelationshipLevel, RelationshipMarketing
from sim.units import Fraction, Money


def level(tier: int, firm: Firm) -> RelationshipLevel:
    """Relationship level that customers of a tier enjoy.

    Parameters
    ----------
    tier : int
        Of the customer [-].
    firm : Firm
        Gives the level of each tier, and what it means.

    Returns
    -------
    RelationshipLevel

    References
    ----------
    Kotler (1992), recalled, unverified: five levels, chosen by number of customers and margin.
    """
    return firm.relationship_levels[firm.tiers.services[tier].relationship_level]


def marketing_per_customer(marketing: RelationshipMarketing, n_customers: int) -> Money:
    """Relationship marketing that one customer receives in a month.

    Parameters
    ----------
    marketing : RelationshipMarketing
        Gives the budget.
    n_customers : int
        Over whom it is spread [person].

    Returns
    -------
    float
        Amount; 0 without customers, when nothing is spent [currency/customer/month].

    References
    ----------
    Assumption: spread evenly.
    """
    return marketing.budget_per_month / n_customers if n_customers > 0 else 0.0


def marketing_strength(marketing: RelationshipMarketing, n_customers: int) -> Fraction:
    """Part of the largest effect that the relationship budget reaches.

    Parameters
    ----------
    marketing : RelationshipMarketing
        Gives the budget and the half budget.
    n_customers : int
        Over whom it is spread [person].

    Returns
    -------
    float
        Part in [0, 1), by what one customer receives [fraction].

    References
    ----------
    See `sim.behaviour.odds.saturation` and `marketing_per_customer`.
    """
    each = marketing_per_customer(marketing, n_customers)
    return saturation(each, marketing.half_budget_per_customer_per_month)


def monthly_cost(tier: int, firm: Firm, n_customers: int) -> Money:
    """What the relationship with one customer costs in a month.

    Parameters
    ----------
    tier : int
        Of the customer [-].
    firm : Firm
        Gives the cost of the tier's level and of its manager, and the marketing budget.
    n_customers : int
        Over whom that budget is spread [person].

    Returns
    -------
    float
        Cost [currency/customer/month].

    References
    ----------
    Assumption: the three add up.
    """
    cost = level(tier, firm).cost_per_customer_per_month
    if firm.tiers.services[tier].has_relationship_manager:
        cost += firm.relationship_manager.cost_per_customer_per_month
    return cost + marketing_per_customer(firm.relationship_marketing, n_customers)


def manager_position(customer: int, positions: int) -> int:
    """Position of a team whose holder is a customer's relationship manager.

    Parameters
    ----------
    customer : int
        Id of the customer [-].
    positions : int
        Positions of the team; as long as they stay, so does the assignment [position].

    Returns
    -------
    int
        Position, 0 .. positions - 1; 0 for a team without any [-].

    References
    ----------
    Assumption: customers are dealt out in turn, whatever they are worth.
    """
    return customer % positions if positions > 0 else 0


def known(shown: Fraction, gain: Fraction) -> Fraction:
    """Empathy or assurance shown by the person who served the customer last time.

    Parameters
    ----------
    shown : float
        What the same person shows a stranger [level].
    gain : float
        What knowing one another adds [level].

    Returns
    -------
    float
        Level in [0, 1] [level].

    References
    ----------
    Heskett et al. (1994): 75 % of an insurer's customers are satisfied while their contact person
    stays, 55 % after that person has left. Assumption: the form, and that one contact suffices.
    """
    return clip(shown + gain)
