"""Which of several is the largest, as far as their intervals tell them apart."""

from collections.abc import Sequence
from typing import NamedTuple

from sim.analysis.intervals import Interval


class Rank(NamedTuple):
    """Places that one of several may have, 1 being the first."""

    best: int
    """1 and the number of those that lie surely above [-]."""
    worst: int
    """The number of all less those that lie surely below [-]."""


def ranks(intervals: Sequence[Interval]) -> list[Rank]:
    """Places of each, counted from the largest, as far as the intervals tell them apart.

    Two that overlap always have a place in common; of two that lie apart, the upper has both the
    better best and the better worst place. Every true place is within its range whenever every
    interval holds its true value, so for a statement about all at once give intervals that hold
    jointly.

    Parameters
    ----------
    intervals : sequence of Interval, (d,)
        What is compared. One with NaN ends can be told from none and may have any place.

    Returns
    -------
    list of Rank, (d,)

    References
    ----------
    Klein, Wright & Wieczorek (2020), "A joint confidence region for an overall ranking of
    populations", Journal of the Royal Statistical Society C 69(3).
    """
    return [
        Rank(
            1 + sum(other.low > one.high for other in intervals),
            len(intervals) - sum(other.high < one.low for other in intervals),
        )
        for one in intervals
    ]


def magnitude(interval: Interval) -> Interval:
    """Interval of the size of a number, from that of the number with its sign.

    Parameters
    ----------
    interval : Interval
        Of a difference, say.

    Returns
    -------
    Interval
        From 0 where the sign is not sure.
    """
    mean, low, high, size = interval
    least = 0.0 if low <= 0.0 <= high else min(abs(low), abs(high))
    return Interval(abs(mean), least, max(abs(low), abs(high)), size)
