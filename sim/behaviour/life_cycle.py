"""Where in the life of a relationship a person stands."""

from sim.behaviour.customer import DETRACTOR, recommendation
from sim.units import MONTH, Days, Fraction

PROSPECT = 0
"""Has never been a customer."""
NEW = 1
"""Came for the first time, not long ago."""
GROWING = 2
"""No longer new, not yet of long standing."""
LOYAL = 3
"""Of long standing, buying, and not dissatisfied."""
AT_RISK = 4
"""Dissatisfied, or silent for a long time."""
LOST = 5
"""Was a customer and left."""
WON_BACK = 6
"""Left and came back, not long ago."""

EARLY = 6.0 * MONTH
"""How long a relationship is new [day]."""
LONG = 24.0 * MONTH
"""From when on a relationship is of long standing [day]."""
SILENT = 12.0 * MONTH
"""Time without a sale from which on a relationship counts as silent [day]."""


def stage(
    is_customer: bool,
    spells: int,
    tenure: Days,
    silence: Days,
    satisfaction: Fraction,
) -> int:
    """Stage of the relationship life cycle.

    Somebody who is both new and dissatisfied is new: the first months are looked at as such.

    Parameters
    ----------
    is_customer : bool
        Whether the person is a customer now.
    spells : int
        How often a relationship has begun, >= 0 [-].
    tenure : float
        Time since the relationship began [day].
    silence : float
        Time since the last sale, or since joining [day].
    satisfaction : float
        Of the customer [level].

    Returns
    -------
    int
        One of `PROSPECT`, `NEW`, `GROWING`, `LOYAL`, `AT_RISK`, `LOST`, `WON_BACK` [-].

    References
    ----------
    Dwyer, Schurr & Oh (1987), phases of a relationship; Dick & Basu (1994): loyalty takes both a
    good attitude and repeat patronage, not time alone; Reichheld (2003), detractors. Assumption:
    six months, two years, silence of a year.
    """
    if not is_customer:
        return LOST if spells > 0 else PROSPECT
    if tenure < EARLY:
        return WON_BACK if spells > 1 else NEW
    if recommendation(satisfaction) <= DETRACTOR or silence >= SILENT:
        return AT_RISK
    return LOYAL if tenure >= LONG else GROWING
