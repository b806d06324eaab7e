"""How many digits of an estimate are worth showing, given its interval."""

import math
from typing import Final

COARSEST: Final = 3.0
"""The last digit shown is worth at most a third of the half width."""


def step_of(low: float, high: float) -> float | None:
    """Size of the last digit worth showing of anything known up to an interval.

    Parameters
    ----------
    low, high : float
        Ends of the interval [any unit].

    Returns
    -------
    float or None
        A power of ten [same unit]; None when the interval has no width, or no finite one.

    References
    ----------
    Assumption: a half width is shown with one digit from 3 up, else with two.
    """
    half = (high - low) / 2.0
    if not math.isfinite(half) or half <= 0.0:
        return None
    return float(10.0 ** math.floor(math.log10(half / COARSEST)))
