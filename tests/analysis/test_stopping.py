"""Laws of rounds and of relative precision."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.intervals import Interval
from sim.analysis.stopping import Reached, Target, relative_half_width, rounds


@given(st.integers(1, 40), st.integers(0, 60), st.integers(1, 9))
def test_rounds_cover_every_replication_once(minimum, more, size):
    """Rounds follow each other without gap or overlap, the minimum first, up to the maximum."""
    parts = list(rounds(minimum, minimum + more, size))
    assert [number for part in parts for number in part] == list(range(minimum + more))
    assert parts[0] == range(minimum)
    assert all(len(part) == size for part in parts[1:-1])


@pytest.mark.parametrize(("minimum", "maximum", "size"), [(0, 3, 1), (4, 3, 1), (1, 3, 0)])
def test_rounds_out_of_order_are_refused(minimum, maximum, size):
    """There is at least one replication, the maximum is not below the minimum."""
    with pytest.raises(ValueError, match="order them"):
        list(rounds(minimum, maximum, size))


def test_relative_half_width_is_a_share_of_the_scale():
    """Half of the interval over the size of the scale, whatever its sign."""
    assert relative_half_width(Interval(3.0, 2.0, 4.0, 5), -50.0) == 0.02


@pytest.mark.parametrize("scale", [0.0, math.nan])
def test_no_scale_is_never_precise_unless_there_is_no_doubt(scale):
    """Against nothing only an interval of no width is precise."""
    assert relative_half_width(Interval(3.0, 2.0, 4.0, 5), scale) == math.inf
    assert relative_half_width(Interval(3.0, 3.0, 3.0, 5), scale) == 0.0


def test_one_value_is_never_precise():
    """An interval that is not there is infinitely wide."""
    assert relative_half_width(Interval(3.0, math.nan, math.nan, 1), 3.0) == math.inf


@given(st.integers(2, 50), st.floats(0.01, 1.0), st.floats(1.0, 30.0))
def test_replications_needed_would_reach_the_target(n, wanted, times):
    """With the same variance so many replications are as narrow as wanted, and one fewer is not."""
    near = Reached(Target("profit", wanted, is_relative=False), wanted * times, n)
    assert near.is_reached == (times <= 1.0)
    assert near.needed is not None

    def width(count: int) -> float:
        return near.half_width * math.sqrt(n / count)

    assert width(near.needed) <= wanted * (1.0 + 1e-9)
    if near.needed > n:
        assert width(near.needed - 1) >= wanted * (1.0 - 1e-9)


def test_what_cannot_be_told_needs_nobody_knows_how_many():
    """Without an interval there is no estimate of the replications."""
    near = Reached(Target("profit", 0.02, is_relative=True), math.inf, 1)
    assert not near.is_reached
    assert near.needed is None
