"""Sums that add from left to right, one rounding at a time, in every engine and Python version."""

from collections.abc import Iterable


def total(values: Iterable[float]) -> float:
    """Sum of numbers in the order given.

    The builtin ``sum`` compensates for rounding from Python 3.12 on, so that its last bits depend
    on the version; a compiled loop adds plainly.

    Parameters
    ----------
    values : iterable of float
        What to add, of any unit [-].

    Returns
    -------
    float
        Sum; 0 of nothing [-].

    References
    ----------
    Arithmetic: recursive summation, Higham (1993), recalled.
    """
    result = 0.0
    for value in values:
        result += value
    return result
