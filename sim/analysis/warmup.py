"""Where a simulated series has settled: MSER-5 and Welch's moving average."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

BATCH: Final = 5
"""Observations averaged into one before MSER looks at them [count]."""


class Truncation(NamedTuple):
    """Where to cut a series."""

    first: int
    """Index of the first observation to keep."""
    is_settled: bool
    """False when the best cut lies at the end of the search: the series is too short to tell."""


def mser(series: Sequence[float] | NDArray[np.float64], batch: int = BATCH) -> Truncation:
    """Cut that makes the mean of what remains most certain (MSER-5 with batches of five).

    Parameters
    ----------
    series : sequence of float, shape (n,)
        Observations in order of time, without NaN.
    batch : int
        Observations averaged into one; an incomplete last batch is left out.

    Returns
    -------
    Truncation
        First observation to keep, searched in the first half of the series.

    Raises
    ------
    ValueError
        With fewer than four batches; give a longer series or smaller batches.

    References
    ----------
    White, Cobb & Spratt (2000), "A comparison of five steady-state truncation heuristics for
    simulation", Winter Simulation Conference: minimise the sum of squares over (n - d)^2.
    """
    values = np.asarray(series, dtype=np.float64)
    count = values.size // batch
    if count < 4:
        raise ValueError(f"{values.size} observations are fewer than 4 batches of {batch}")
    means = values[: count * batch].reshape(count, batch).mean(axis=1)
    limit = count // 2
    scores = [
        float(((means[cut:] - means[cut:].mean()) ** 2).sum()) / (count - cut) ** 2
        for cut in range(limit + 1)
    ]
    best = int(np.argmin(scores))
    return Truncation(best * batch, best < limit)


def welch(
    series: Sequence[Sequence[float]] | NDArray[np.float64], window: int
) -> NDArray[np.float64]:
    """Mean over replications, smoothed over time, to be looked at.

    Parameters
    ----------
    series : array, shape (replications, n)
        One row per replication.
    window : int
        Observations on either side of each point, 0 for none; near the start the window shrinks so
        that it stays symmetric.

    Returns
    -------
    array, shape (n - window,)
        The moving average; the last ``window`` points have none.

    Raises
    ------
    ValueError
        When the window is negative or more than a quarter of the series; choose a smaller one.

    References
    ----------
    Welch (1983), "The statistical analysis of simulation results"; Law (2015), section 9.5.1.
    """
    mean = np.asarray(series, dtype=np.float64).mean(axis=0)
    if not 0 <= window <= mean.size // 4:
        raise ValueError(f"window {window} for {mean.size} observations; choose 0 to a quarter")
    smooth = np.empty(mean.size - window)
    for position in range(smooth.size):
        reach = min(window, position)
        smooth[position] = math.fsum(mean[position - reach : position + reach + 1])
        smooth[position] /= 2 * reach + 1
    return smooth
