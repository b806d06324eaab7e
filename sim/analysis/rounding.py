"""How many digits of an estimate are worth showing, given its interval, and how they read."""

import math
from typing import Final

COARSEST: Final = 3.0
"""The last digit shown is worth at most a third of the half width."""

BARE_DIGITS: Final = 3
"""Digits of a number that has no interval."""

MINUS: Final = "\N{MINUS SIGN}"


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


def bare_step(value: float) -> float:
    """Size of the last digit of a number that has no interval.

    Parameters
    ----------
    value : float
        The number [any unit].

    Returns
    -------
    float
        A power of ten; 1 for 0, and for what is no number [same unit].

    References
    ----------
    Assumption: three digits.
    """
    if value == 0.0 or not math.isfinite(value):
        return 1.0
    return float(10.0 ** (math.floor(math.log10(abs(value))) - (BARE_DIGITS - 1)))


def digits(value: float, step: float | None = None, *, signed: bool = False) -> str:
    """A number as people read it: thousands apart, a true minus sign, no digit beyond a step.

    Parameters
    ----------
    value : float
        The number [any unit].
    step : float, optional
        Size of the last digit, a power of ten; that of `bare_step`, at most 1, unless given.
    signed : bool
        Whether a number above 0 carries its sign.

    Returns
    -------
    str
        For example ``+1,200`` or ``0.35``; what rounds to 0 has no sign.
    """
    if not math.isfinite(value):
        return "n/a"
    size = step or min(bare_step(value), 1.0)
    places = max(0, -math.floor(math.log10(size) + 1e-9))
    rounded = round(value / size) * size
    text = f"{abs(rounded):,.{places}f}"
    if float(text.replace(",", "")) == 0.0:
        return text
    return (MINUS if rounded < 0 else "+" if signed else "") + text
