"""When there are enough replications: fixed rounds, and a half width to reach."""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from sim.analysis.intervals import Interval

ROUND: Final = 4
"""Replications added at a time once the minimum is done [replication]."""

DOUBT: Final = 0.05
"""Chance that replications differ as little as seen, or less, by luck, up to which a half width is
taken for sure at once [fraction]."""


class Target(NamedTuple):
    """A half width to reach."""

    kpi: str
    """Name of the figure."""
    half_width: float
    """Wanted, > 0: a share of the base's mean [fraction], or in the figure's own unit."""
    is_relative: bool
    """Whether it is a share of the base's mean."""


class Reached(NamedTuple):
    """How near a target is."""

    target: Target
    """What is wanted."""
    half_width: float
    """What there is, counted as the target is; infinite when it cannot be told."""
    replications: int
    """Replications that it rests on."""

    @property
    def is_reached(self) -> bool:
        """Whether the interval is as narrow as wanted."""
        return self.half_width <= self.target.half_width

    @property
    def is_sure(self) -> bool:
        """Whether it would be even if the replications differ so little by luck alone.

        Whoever stops as soon as the interval is narrow stops where the first few replications
        happen to differ little, and the interval is too narrow then. So one look is enough only
        where the upper bound of the half width, from that of the standard deviation, is narrow
        too; else the next look has to agree.

        References
        ----------
        The bound is that of normal values: (n - 1) s**2 / sigma**2 has a chi-square distribution.
        Looking twice: Singham & Schruben (2012), "Finite-sample performance of absolute precision
        stopping rules", INFORMS Journal on Computing 24(4), who show the loss; the remedy is an
        Assumption, held to 93 % by a test.
        """
        freedom = self.replications - 1
        if not self.is_reached or freedom < 1:
            return False
        from scipy.special import gammaincinv

        least = 2.0 * float(gammaincinv(freedom / 2.0, DOUBT))
        return self.half_width * math.sqrt(freedom / least) <= self.target.half_width

    @property
    def needed(self) -> int | None:
        """Replications that would about do; None when it cannot be told.

        A half width shrinks with the square root of the replications: n (got / wanted)**2, by the
        variance seen so far; never fewer than there are.

        References
        ----------
        Law (2015), "Simulation modeling and analysis", 5th ed., section 9.4.1.
        """
        if not math.isfinite(self.half_width):
            return None
        ratio = self.half_width / self.target.half_width
        return max(self.replications, math.ceil(self.replications * ratio * ratio))


def rounds(minimum: int, maximum: int, size: int = ROUND) -> Iterator[range]:
    """Replications in the order in which they are done, round by round.

    A round is always finished before precision is looked at, so the number of replications depends
    on their results alone and not on how many workers there are.

    Parameters
    ----------
    minimum : int
        Replications of the first round, >= 1.
    maximum : int
        Replications after which there are no more, >= minimum.
    size : int
        Replications of every later round, >= 1; the last one may be smaller.

    Yields
    ------
    range
        Numbers of the replications of one round, from 0.

    Raises
    ------
    ValueError
        When the numbers are not in order; raise the maximum.
    """
    if not 1 <= minimum <= maximum or size < 1:
        raise ValueError(f"minimum {minimum}, maximum {maximum}, round of {size}; order them")
    yield range(minimum)
    for start in range(minimum, maximum, size):
        yield range(start, min(start + size, maximum))


def relative_half_width(interval: Interval, scale: float) -> float:
    """Half width of an interval as a share of a scale.

    Parameters
    ----------
    interval : Interval
        The interval, of a paired difference or of a mean.
    scale : float
        What it is measured against, usually the base's mean.

    Returns
    -------
    float
        Half width over abs(scale) [fraction]; 0 for an interval of no width, infinite when it
        cannot be told: fewer than two values, or a scale of 0.

    References
    ----------
    Law (2015), "Simulation modeling and analysis", 5th ed., section 9.4.1: specified precision.
    Looking at the precision again and again makes the coverage a little lower than stated; a
    minimum of several replications keeps that small.
    """
    half = interval.half_width
    if math.isnan(half):
        return math.inf
    if half == 0.0:
        return 0.0
    return half / abs(scale) if scale and not math.isnan(scale) else math.inf
