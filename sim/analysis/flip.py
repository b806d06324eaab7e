"""Where a recommendation changes along one parameter: the difference crosses zero."""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.intervals import Interval, Values, t_quantile
from sim.errors import UsageError

Matrix = NDArray[np.float64]
"""One row per level of the parameter, one column per replication."""


class Flip(NamedTuple):
    """A value of the parameter at which the mean difference changes its sign."""

    value: Interval
    """The value and its interval [unit of the parameter]; an end is infinite where the range ends
    before the difference is sure, NaN with fewer than two replications."""
    below: float
    """Last level before the change [unit of the parameter]."""
    above: float
    """First level after it [unit of the parameter]."""
    rises: bool
    """Whether the difference goes from below 0 to above 0."""

    @property
    def is_clear(self) -> bool:
        """Whether the difference is surely of two signs on either side, within the range."""
        return math.isfinite(self.value.low) and math.isfinite(self.value.high)


def flips(levels: Values, differences: Matrix, confidence: float) -> tuple[Flip, ...]:
    """Values of a parameter at which one world stops being better than another.

    Between two levels every replication's difference is taken as straight, so that each value of
    the parameter has its own paired-t interval; the interval of a flip is the unbroken stretch
    around it in which that interval includes 0. So it holds for few replications too, needs no
    resampling, and widens as the difference runs flat, across levels if need be.

    Parameters
    ----------
    levels : sequence of float, (m,)
        Values of the parameter, rising, m >= 2.
    differences : Matrix, (m, n)
        Paired differences, the same replications at every level; a replication with a NaN at any
        level is left out.
    confidence : float
        Coverage wanted, in (0, 1) [fraction].

    Returns
    -------
    tuple of Flip
        Every change of sign of the mean in rising order; empty when there is none. A mean of
        exactly 0 has no sign: a change across such levels is put in their middle.

    Raises
    ------
    ValueError
        When the levels do not rise or do not fit the differences; pass one row of differences for
        each of two levels at least.
    UsageError
        When no replication is complete; see to the failed runs, or ask for more replications.

    References
    ----------
    Fieller (1954), "Some problems in interval estimation", Journal of the Royal Statistical Society
    B 16(2): the values that a t test does not reject; exact for normal differences.
    """
    at = np.asarray(levels, dtype=np.float64)
    if at.size < 2 or np.any(np.diff(at) <= 0.0) or len(differences) != at.size:
        raise ValueError(
            f"levels {at.tolist()} with differences {differences.shape}; give two rising levels at "
            "least, and a row of differences for each"
        )
    given = differences[:, ~np.isnan(differences).any(axis=0)]
    if not given.shape[1]:
        raise UsageError(
            "no replication has its difference at every level, so no flip can be looked for; see "
            "to the failed runs, or ask for more replications"
        )
    means = given.mean(axis=1)
    signed = np.flatnonzero(means)
    changes = [(i, j) for i, j in pairwise(signed) if (means[i] < 0.0) != (means[j] < 0.0)]
    doubt = _doubtful(at, given, confidence) if changes and given.shape[1] > 1 else None
    found = []
    for i, j in changes:
        if j == i + 1:
            value = float(at[i] + (at[j] - at[i]) * (means[i] / (means[i] - means[j])))
        else:
            value = float(at[i + 1] + at[j - 1]) / 2.0
        low, high = (math.nan, math.nan) if doubt is None else _stretch(value, doubt)
        found.append(
            Flip(
                Interval(
                    value,
                    -math.inf if low == at[0] else low,
                    math.inf if high == at[-1] else high,
                    given.shape[1],
                ),
                float(at[i]),
                float(at[j]),
                bool(means[j] > 0.0),
            )
        )
    return tuple(found)


def _doubtful(
    at: NDArray[np.float64], given: Matrix, confidence: float
) -> list[tuple[float, float]]:
    """Stretches of the parameter in which the paired-t interval of the difference includes 0.

    In rising order; neighbours may touch.
    """
    n = given.shape[1]
    scale = t_quantile(confidence, n - 1) ** 2 / n
    found = []
    for k, (left, right) in enumerate(pairwise(at.tolist())):
        # From 0 at one level to 1 at the next: mean^2 - t^2 variance / n = a w^2 + b w + c.
        start, slope = given[k], given[k + 1] - given[k]
        (v, shared), (_, u) = np.cov(start, slope)
        m, s = start.mean(), slope.mean()
        a, b, c = s * s - scale * u, 2.0 * (m * s - scale * shared), m * m - scale * v
        inner = sorted(w for w in _roots(a, b, c) if 0.0 < w < 1.0)
        for low, high in pairwise([0.0, *inner, 1.0]):
            w = (low + high) / 2.0
            if (a * w + b) * w + c <= 0.0:
                found.append(
                    (
                        left + (right - left) * low,
                        right if high == 1.0 else left + (right - left) * high,
                    )
                )
    return found


def _stretch(value: float, doubtful: list[tuple[float, float]]) -> tuple[float, float]:
    """Ends of the unbroken stretch around a value; the value itself where there is no doubt."""
    low = high = value
    for start, end in reversed(doubtful):
        if start <= low <= end:
            low = start
    for start, end in doubtful:
        if start <= high <= end:
            high = end
    return low, high


def _roots(a: float, b: float, c: float) -> tuple[float, ...]:
    """Real roots of a quadratic or linear polynomial, without cancellation."""
    inside = b * b - 4.0 * a * c
    if inside < 0.0:
        return ()
    q = -0.5 * (b + math.copysign(math.sqrt(inside), b))
    return tuple(top / under for top, under in ((q, a), (c, q)) if under != 0.0)
