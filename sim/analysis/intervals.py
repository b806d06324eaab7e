"""Confidence intervals for means, differences, changes and correlations over replications."""

import math
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = Sequence[float] | NDArray[np.float64]
"""One number per replication."""


class Interval(NamedTuple):
    """A mean with its confidence interval."""

    mean: float
    """The estimate."""
    low: float
    """Lower end; NaN with fewer than two values."""
    high: float
    """Upper end; NaN with fewer than two values."""
    size: int
    """Values it rests on."""

    @property
    def half_width(self) -> float:
        """Half the length of the interval; NaN with fewer than two values."""
        return (self.high - self.low) / 2.0


def t_quantile(confidence: float, freedom: float) -> float:
    """Two-sided quantile of Student's t.

    Parameters
    ----------
    confidence : float
        Share of the distribution between -t and t, in (0, 1) [fraction].
    freedom : float
        Degrees of freedom, >= 1.

    Returns
    -------
    float
        The quantile t.

    Raises
    ------
    ValueError
        When the confidence is not strictly between 0 and 1 or there is no degree of freedom; give
        95 % as 0.95 and at least two replications.

    References
    ----------
    Student (1908), "The probable error of a mean", Biometrika 6(1).
    """
    if not 0.0 < confidence < 1.0 or freedom < 1:
        raise ValueError(
            f"confidence {confidence} with {freedom} degrees of freedom; give a confidence "
            "between 0 and 1 and at least two replications"
        )
    from scipy.special import stdtrit  # loaded where used: workers and the help need no scipy

    return float(stdtrit(freedom, 0.5 + confidence / 2.0))


def mean_interval(values: Values, confidence: float) -> Interval:
    """Student's t interval for the mean of independent replications.

    Parameters
    ----------
    values : sequence of float, shape (n,)
        One value per replication; replications without a value (NaN) are left out.
    confidence : float
        Coverage wanted, in (0, 1) [fraction].

    Returns
    -------
    Interval
        Mean and interval; the ends are NaN with one value, everything is with none.

    References
    ----------
    Law (2015), "Simulation modeling and analysis", 5th ed., section 4.5.
    """
    given = _known(values)
    if given.size == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    return _around(float(given.mean()), given, confidence, 1.0)


def paired_difference(base: Values, alternative: Values, confidence: float) -> Interval:
    """Interval for the mean of alternative less base, replication by replication.

    Parameters
    ----------
    base, alternative : sequence of float, shape (n,)
        The same replications in the same order; a pair with a NaN is left out.
    confidence : float
        Coverage wanted, in (0, 1) [fraction].

    Returns
    -------
    Interval
        Mean difference and its interval.

    References
    ----------
    Law (2015), section 10.2.1: the paired-t confidence interval.
    """
    before, after = pairs(base, alternative)
    return mean_interval(after - before, confidence)


def independent_difference(one: Values, other: Values, confidence: float) -> Interval:
    """Interval for the mean of other less one, where the two share no random numbers.

    Parameters
    ----------
    one, other : sequence of float
        Replications of each; those without a value (NaN) are left out.
    confidence : float
        Coverage wanted, about, in (0, 1) [fraction].

    Returns
    -------
    Interval
        Mean difference and its interval; its size is that of the side that has fewer values.

    References
    ----------
    Welch (1947), "The generalization of 'Student's' problem when several different population
    variances are involved", Biometrika 34; Law (2015), section 10.2.2.
    """
    before, after = _known(one), _known(other)
    fewer = int(min(before.size, after.size))
    if fewer == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    mean = float(after.mean() - before.mean())
    if fewer < 2:
        return Interval(mean, math.nan, math.nan, fewer)
    parts = [float(side.var(ddof=1)) / side.size for side in (before, after)]
    if sum(parts) == 0.0:
        return Interval(mean, mean, mean, fewer)
    below = sum(
        part**2 / (side.size - 1) for part, side in zip(parts, (before, after), strict=True)
    )
    half = t_quantile(confidence, sum(parts) ** 2 / below) * math.sqrt(sum(parts))
    return Interval(mean, mean - half, mean + half, fewer)


def together(confidence: float, count: int) -> float:
    """Confidence of each of several intervals that hold together with the confidence given.

    Parameters
    ----------
    confidence : float
        Chance that all of them cover, at least, in (0, 1) [fraction].
    count : int
        Number of intervals, >= 1.

    Returns
    -------
    float
        Confidence of each by itself; the one given for a single interval [fraction].

    References
    ----------
    Bonferroni's inequality, as in Law (2015), section 10.3.1: the chance that any fails is at most
    the sum of their chances, however the intervals depend on each other.
    """
    return confidence if count == 1 else 1.0 - (1.0 - confidence) / count


def relative_change(base: Values, alternative: Values, confidence: float) -> Interval:
    """Interval for the mean difference over the size of the base's mean, by the delta method.

    The base's mean varies too, so the ends are not those of `paired_difference` over it.

    Parameters
    ----------
    base, alternative : sequence of float, shape (n,)
        The same replications in the same order; a pair with a NaN is left out.
    confidence : float
        Coverage wanted, asymptotically, in (0, 1) [fraction].

    Returns
    -------
    Interval
        (mean alternative - mean base) / abs(mean base) with its interval [fraction]; NaN when the
        base's mean is 0.

    References
    ----------
    Cochran (1977), "Sampling techniques", 3rd ed., section 6.4: the variance of a ratio.
    """
    before, after = pairs(base, alternative)
    centre = float(before.mean()) if before.size else 0.0
    if centre == 0.0:
        return Interval(math.nan, math.nan, math.nan, int(before.size))
    ratio = float(after.mean()) / centre
    change = float((after - before).mean()) / abs(centre)
    return _around(change, after - ratio * before, confidence, abs(centre))


def correlation_interval(one: Values, other: Values, confidence: float) -> Interval:
    """Interval for the correlation of two quantities over independent replications.

    Parameters
    ----------
    one, other : sequence of float, shape (n,)
        The same replications in the same order; a pair with a NaN is left out.
    confidence : float
        Coverage wanted, in (0, 1), for normal quantities [fraction].

    Returns
    -------
    Interval
        Pearson's correlation and its interval; the ends are NaN with fewer than four pairs,
        everything is where one side does not vary.

    References
    ----------
    Fisher (1921), "On the 'probable error' of a coefficient of correlation deduced from a small
    sample", Metron 1: the inverse hyperbolic tangent of r is about normal with variance 1/(n - 3).
    """
    first, second = pairs(one, other)
    count = int(first.size)
    if count < 2 or np.ptp(first) == 0.0 or np.ptp(second) == 0.0:
        return Interval(math.nan, math.nan, math.nan, count)
    r = float(np.corrcoef(first, second)[0, 1])
    if count < 4:
        return Interval(r, math.nan, math.nan, count)
    from scipy.special import ndtri

    half = float(ndtri(0.5 + confidence / 2.0)) / math.sqrt(count - 3)
    centre = math.atanh(r) if abs(r) < 1.0 else math.copysign(math.inf, r)
    return Interval(r, math.tanh(centre - half), math.tanh(centre + half), count)


def variance_ratio(base: Values, alternative: Values) -> float:
    """How much pairing by common random numbers saves.

    Parameters
    ----------
    base, alternative : sequence of float, shape (n,)
        The same replications in the same order; a pair with a NaN is left out.

    Returns
    -------
    float
        Variance of a difference between independent runs over that of the paired one: the factor
        by which independent replications would have to be more; NaN with fewer than two pairs or
        when the paired difference varies by no more than rounding.

    References
    ----------
    Law (2015), section 11.2: common random numbers.
    """
    before, after = pairs(base, alternative)
    if before.size < 2:
        return math.nan
    spread = float((after - before).var(ddof=1))
    independent = float(before.var(ddof=1) + after.var(ddof=1))
    return independent / spread if spread > 1e-15 * independent else math.nan


def pairs(base: Values, alternative: Values) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both sides of the replications in which neither is NaN.

    Raises
    ------
    ValueError
        When the two sides differ in length; pass the same replications.
    """
    before, after = np.asarray(base, dtype=np.float64), np.asarray(alternative, dtype=np.float64)
    if before.shape != after.shape:
        raise ValueError(f"{before.size} values against {after.size}; pass the same replications")
    both = ~(np.isnan(before) | np.isnan(after))
    return before[both], after[both]


def _known(values: Values) -> NDArray[np.float64]:
    given = np.asarray(values, dtype=np.float64)
    return given[~np.isnan(given)]


def _around(mean: float, spread: NDArray[np.float64], confidence: float, scale: float) -> Interval:
    """The interval that values of a given spread, divided by a scale, put around a mean."""
    count = int(spread.size)
    if count < 2:
        return Interval(mean, math.nan, math.nan, count)
    error = 0.0 if np.all(spread == spread[0]) else float(spread.std(ddof=1)) / math.sqrt(count)
    half = t_quantile(confidence, count - 1) * error / scale
    return Interval(mean, mean - half, mean + half, count)
