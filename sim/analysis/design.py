"""Points that fill the unit cube: a Latin hypercube, or Sobol's sequence."""

import numpy as np
from numpy.typing import NDArray

from sim import randomness as rnd

Points = NDArray[np.float64]
"""One row per point, one column per parameter, in [0, 1]."""

MOST_SOBOL = 2**20
"""Points of Sobol's sequence that may be asked for [count]."""


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
