"""Places that intervals leave open."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.intervals import Interval
from sim.analysis.ranking import magnitude, ranks

SIZES = st.floats(-1e6, 1e6)
REACHES = st.floats(0.0, 1e6)
INTERVALS = st.lists(
    st.tuples(SIZES, REACHES).map(lambda pair: Interval(pair[0], pair[0] - pair[1], sum(pair), 9)),
    min_size=1,
    max_size=8,
)


@given(st.lists(st.tuples(SIZES, REACHES, REACHES), min_size=1, max_size=8))
def test_every_true_place_is_within_its_range(made: list[tuple[float, float, float]]) -> None:
    """Where every interval holds its true value, every range holds its true place."""
    truths = [truth for truth, _, _ in made]
    found = ranks([Interval(math.nan, t - below, t + above, 9) for t, below, above in made])
    for truth, rank in zip(truths, found, strict=True):
        above, level = (sum(other > truth for other in truths), truths.count(truth))
        assert rank.best <= above + level
        assert above + 1 <= rank.worst


@given(INTERVALS)
def test_overlap_shares_a_place(intervals: list[Interval]) -> None:
    """Two that overlap have a place in common; of two apart, the upper has the better ones."""
    found = ranks(intervals)
    for one, a in zip(intervals, found, strict=True):
        assert 1 <= a.best <= a.worst <= len(intervals)
        for other, b in zip(intervals, found, strict=True):
            if one.low > other.high:
                assert a.best < b.best
                assert a.worst < b.worst
            elif one.high >= other.low:
                assert max(a.best, b.best) <= min(a.worst, b.worst)


@given(st.permutations(range(6)))
def test_what_lies_apart_is_ranked(order: list[int]) -> None:
    """Intervals that all lie apart have one place each, in the order of their values."""
    found = ranks([Interval(at, at - 0.4, at + 0.4, 9) for at in order])
    assert found == [(6 - at, 6 - at) for at in order]


def test_no_interval_no_place() -> None:
    """What has no interval may have any place, and changes nobody's best one."""
    known = [Interval(2.0, 1.5, 2.5, 9), Interval(1.0, 0.5, 1.4, 9)]
    unknown = Interval(5.0, math.nan, math.nan, 1)
    assert ranks([*known, unknown]) == [(1, 2), (2, 3), (1, 3)]


@given(SIZES, REACHES, st.floats(-1.0, 1.0))
def test_magnitude_holds_the_size(mean: float, reach: float, share: float) -> None:
    """The size of every number in an interval is in the interval of the size, and no less fits."""
    found = magnitude(Interval(mean, mean - reach, mean + reach, 9))
    low, high = mean - reach, mean + reach
    assert found.low <= abs(min(max(mean + share * reach, low), high)) <= found.high
    assert found.low in (0.0, abs(low), abs(high))
    assert found.high in (abs(low), abs(high))
    assert found == magnitude(Interval(-mean, -high, -low, 9))


@pytest.mark.parametrize("end", ["low", "high"])
def test_magnitude_of_the_unknown(end: str) -> None:
    """A missing interval stays missing."""
    assert math.isnan(getattr(magnitude(Interval(-3.0, math.nan, math.nan, 1)), end))
