"""Points of a sweep in the unit cube: every combination, a Latin hypercube, or Sobol's sequence."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sim import randomness as rnd

Points = NDArray[np.float64]
"""One row per point, one column per parameter, in [0, 1]."""

MOST_SOBOL = 2**20
"""Points of Sobol's sequence that may be asked for [count]."""


def grid(levels: Sequence[int]) -> Points:
    """Every combination of equally spaced levels, the last parameter changing fastest.

    Parameters
    ----------
    levels : sequence of int, (d,)
        Levels of each parameter, >= 1; one level is the middle.

    Returns
    -------
    Points, (product of levels, d)

    Raises
    ------
    ValueError
        When a parameter has no level; give at least one.
    """
    if any(number < 1 for number in levels):
        raise ValueError(f"levels {list(levels)}; give each parameter one at least")
    axes = [np.linspace(0.0, 1.0, number) if number > 1 else [0.5] for number in levels]
    return np.array(list(product(*axes)), dtype=np.float64).reshape(-1, len(levels))


def latin_hypercube(n: int, d: int, key: int) -> Points:
    """Random points of which every parameter has one in each n-th of its range.

    Parameters
    ----------
    n : int
        Points, >= 1.
    d : int
        Parameters, >= 1.
    key : int
        Key of the random numbers [-].

    Returns
    -------
    Points, (n, d)

    References
    ----------
    McKay, Beckman & Conover (1979), "A comparison of three methods for selecting values of input
    variables in the analysis of output from a computer code", Technometrics 21(2).
    """
    points = np.empty((n, d))
    for parameter in range(d):
        ranks = np.argsort([rnd.uniform(key, 2 * parameter, point) for point in range(n)])
        within = [rnd.uniform(key, 2 * parameter + 1, point) for point in range(n)]
        points[:, parameter] = (ranks + np.array(within)) / n
    return points


def sobol(n: int, d: int) -> Points:
    """The first points of Sobol's sequence, which fills the cube evenly and never repeats.

    Parameters
    ----------
    n : int
        Points, 1 .. `MOST_SOBOL`; powers of two are balanced.
    d : int
        Parameters, >= 1.

    Returns
    -------
    Points, (n, d)
        Moved to the middle of their cells, so that none lies on the edge.

    Raises
    ------
    ValueError
        When so many points cannot be had; ask for fewer.

    References
    ----------
    Sobol (1967), USSR Computational Mathematics 7(4), with the direction numbers of Joe & Kuo
    (2008), SIAM Journal on Scientific Computing 30(5), as scipy has them.
    """
    if not 1 <= n <= MOST_SOBOL:
        raise ValueError(f"{n} points of Sobol's sequence; ask for 1 to {MOST_SOBOL}")
    from scipy.stats import qmc

    cells = 1 << max(n - 1, 0).bit_length()
    points: Points = qmc.Sobol(d, scramble=False).random(cells)[:n]
    return points + 0.5 / cells


def scaled(points: Points, low: Sequence[float], high: Sequence[float]) -> Points:
    """Points of the unit cube between the bounds of the parameters.

    Parameters
    ----------
    points : Points, (n, d)
        In the unit cube.
    low, high : sequence of float, (d,)
        Bounds of each parameter, low <= high.

    Returns
    -------
    Points, (n, d)
        Within the bounds, whatever is lost to rounding.
    """
    below, above = np.asarray(low, np.float64), np.asarray(high, np.float64)
    return np.clip(below + points * (above - below), below, above)
