"""Laws of truncation and smoothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.warmup import mser, welch


@pytest.mark.parametrize("transient", [0, 10, 35, 80])
def test_mser_cuts_exactly_where_a_step_ends(transient):
    """A start far from a steady, alternating series is cut off, and no more."""
    steady = np.where(np.arange(200) % 2, 1.0, -1.0)
    cut = mser(np.concatenate((np.full(transient, 50.0), steady)))
    assert (cut.first, cut.is_settled) == (transient, True)


def test_mser_says_when_a_series_has_not_settled():
    """A series that only climbs has no steady part in its first half."""
    assert not mser(np.arange(100.0)).is_settled


@given(st.floats(-100.0, 100.0), st.floats(0.1, 10.0))
def test_mser_does_not_depend_on_units(shift, scale):
    """Stretching and shifting the series leaves the cut where it is."""
    series = np.exp(-np.arange(120) / 8.0) + np.random.default_rng(4).normal(0.0, 0.05, 120)
    assert mser(scale * series + shift) == mser(series)


def test_mser_needs_four_batches():
    """A series of three batches says nothing."""
    with pytest.raises(ValueError, match="fewer than 4 batches"):
        mser(np.zeros(19))


def test_welch_without_window_is_the_mean_over_replications():
    """A window of 0 smooths nothing."""
    series = np.array([[1.0, 2.0, 6.0, 4.0], [3.0, 4.0, 0.0, 8.0]])
    assert welch(series, 0).tolist() == [2.0, 3.0, 3.0, 6.0]


@given(st.integers(0, 10), st.floats(-5.0, 5.0))
def test_welch_leaves_a_straight_line_straight(window, slope):
    """Symmetric windows, shrunk at the start, bend no line."""
    line = slope * np.arange(40.0)
    assert welch([line], window) == pytest.approx(line[: 40 - window], abs=1e-9)


def test_welch_averages_a_swing_away():
    """A window of three ends a swing of three."""
    assert welch([[0.0, 3.0, 6.0] * 8], 1)[1:] == pytest.approx(3.0)


@pytest.mark.parametrize("window", [-1, 11])
def test_welch_refuses_windows_beyond_a_quarter(window):
    """Law's advice: no more than a quarter of the series."""
    with pytest.raises(ValueError, match="to a quarter"):
        welch([np.zeros(40)], window)
