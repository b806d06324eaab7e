"""Which tier a customer belongs to."""

from sim.parameters import TIERS, Tiers
from sim.units import Money

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
