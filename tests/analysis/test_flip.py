"""Where a difference crosses zero: known roots, and intervals that hold them."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from sim.analysis.flip import flips
from sim.analysis.intervals import mean_interval
from sim.errors import UsageError

EXPERIMENTS = 1000
ERROR = 1e-4
"""Chance that a right program fails a test of coverage, to either side."""


def between(levels: np.ndarray, differences: np.ndarray, at: float) -> np.ndarray:
    """Every replication's difference at a value between the levels."""
    return np.array([np.interp(at, levels, column) for column in differences.T])


@given(
    st.floats(-50.0, 50.0),
    st.floats(0.01, 100.0),
    st.booleans(),
    st.integers(1, 6),
    st.lists(st.floats(0.1, 20.0), min_size=1, max_size=3),
    st.lists(st.floats(0.1, 20.0), min_size=1, max_size=3),
)
def test_a_straight_line_crosses_at_its_root(
    root: float, slope: float, falls: bool, n: int, before: list[float], after: list[float]
) -> None:
    """Without noise the flip is the root of the line, and it is clear."""
    levels = root + np.r_[-np.cumsum(before)[::-1], np.cumsum(after)]
    line = (levels - root) * (-slope if falls else slope)
    (found,) = flips(levels, np.repeat(line[:, None], n, axis=1), 0.95)
    assert found.value.mean == pytest.approx(root, abs=1e-9)
    assert (found.below, found.above) == tuple(levels[len(before) - 1 : len(before) + 1])
    assert found.rises is not falls
    assert found.value.size == n
    if n > 1:
        assert found.is_clear
        assert (found.value.low, found.value.high) == pytest.approx((root, root), abs=1e-6)


def test_the_interval_covers_as_often_as_it_says() -> None:
    """For normal lines, six of them, 95 % intervals hold the root in just 95 % of experiments."""
    rng = np.random.default_rng(1)
    levels = np.array([-5.0, 0.3, 0.5, 2.0, 5.0])
    hits = 0
    for _ in range(EXPERIMENTS):
        slopes, shifts = rng.normal(1.0, 0.2, 6), rng.normal(0.0, 0.3, 6)
        (found,) = flips(levels, np.outer(levels - 0.4, slopes) + shifts, 0.95)
        hits += found.value.low <= 0.4 <= found.value.high
    assert binom.ppf(ERROR, EXPERIMENTS, 0.95) <= hits <= binom.isf(ERROR, EXPERIMENTS, 0.95)


def test_it_covers_where_levels_are_noisy_by_themselves() -> None:
    """Noise of its own at every level may flip the sign more than once; the root is still held."""
    rng = np.random.default_rng(2)
    levels = np.linspace(-1.0, 1.0, 9)
    hits = 0
    for _ in range(EXPERIMENTS):
        noise = rng.normal(0.0, 0.4, (9, 8))
        found = flips(levels, levels[:, None] - 0.1 + noise, 0.9)
        hits += any(flip.value.low <= 0.1 <= flip.value.high for flip in found)
    assert binom.ppf(ERROR, EXPERIMENTS, 0.9) <= hits <= binom.isf(ERROR, EXPERIMENTS, 0.9)


@given(st.integers(2, 9), st.integers(2, 6), st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_it_ends_where_the_difference_is_just_sure(n: int, m: int, seed: int) -> None:
    """At a finite end the paired-t interval touches 0; in between it never leaves it."""
    rng = np.random.default_rng(seed)
    levels = np.cumsum(rng.uniform(0.2, 1.0, m))
    differences = rng.normal(0.0, 1.0, (m, n)) + 2.0 * (levels - levels.mean())[:, None]
    for flip in flips(levels, differences, 0.9):
        ends = (flip.value.low, flip.value.high)
        assert ends[0] <= flip.value.mean <= ends[1]
        for end in ends:
            if math.isfinite(end):
                sure = mean_interval(between(levels, differences, end), 0.9)
                assert min(abs(sure.low), abs(sure.high)) == pytest.approx(0.0, abs=1e-7)
        low, high = np.clip(ends, levels[0], levels[-1])
        for at in np.linspace(low, high, 23)[1:-1]:
            unsure = mean_interval(between(levels, differences, float(at)), 0.9)
            assert unsure.low <= 1e-9
            assert unsure.high >= -1e-9


@given(st.integers(1, 6), st.integers(2, 7), st.integers(0, 2**32 - 1))
def test_every_change_of_sign_is_found(n: int, m: int, seed: int) -> None:
    """There are as many flips as changes of sign, in order, and they go up and down in turn."""
    rng = np.random.default_rng(seed)
    levels = np.cumsum(rng.uniform(0.2, 1.0, m))
    differences = rng.normal(0.0, 1.0, (m, n))
    found = flips(levels, differences, 0.8)
    signs = np.sign(differences.mean(axis=1))
    assert len(found) == np.count_nonzero(np.diff(signs))
    values = [flip.value.mean for flip in found]
    assert values == sorted(values)
    assert all(one.rises is not other.rises for one, other in pairwise(found))
    for flip in found:
        assert flip.below <= flip.value.mean <= flip.above
        assert between(levels, differences, flip.value.mean).mean() == pytest.approx(0.0, abs=1e-9)
        for end in flip.value[1:3]:
            if math.isfinite(end):  # there the interval of the difference just touches 0
                touched = mean_interval(between(levels, differences, end), 0.8)
                assert min(abs(touched.low), abs(touched.high)) == pytest.approx(0.0, abs=1e-6)


@given(st.integers(2, 6), st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_the_other_worlds_view(n: int, m: int, seed: int) -> None:
    """Swapping the two worlds turns the direction alone; another unit scales the values alone."""
    rng = np.random.default_rng(seed)
    levels = np.cumsum(rng.uniform(0.2, 1.0, m))
    differences = rng.normal(0.0, 1.0, (m, n))
    found = flips(levels, differences, 0.95)
    swapped = flips(levels, -differences, 0.95)
    scaled = flips(8.0 * levels, differences, 0.95)
    assert swapped == tuple(flip._replace(rises=not flip.rises) for flip in found)
    for flip, eight in zip(found, scaled, strict=True):
        assert eight.value[:3] == pytest.approx([8.0 * end for end in flip.value[:3]])
        assert (eight.rises, eight.is_clear) == (flip.rises, flip.is_clear)


def test_no_flip() -> None:
    """A difference that keeps its sign, touches 0 or starts from it does not flip."""
    for means in ([1.0, 2.0, 3.0], [-1.0, 0.0, -1.0], [0.0, 1.0, 2.0], [0.0, 0.0, 0.0]):
        assert flips([0.0, 1.0, 2.0], np.repeat([means], 3, axis=0).T, 0.95) == ()


def test_a_stretch_of_equal_worlds_is_crossed_in_its_middle() -> None:
    """Levels at which the worlds are the same are doubt throughout, and the flip is amid them."""
    rows = np.repeat([[-2.0, 0.0, 0.0, 1.0]], 3, axis=0).T
    (found,) = flips([0.0, 1.0, 3.0, 4.0], rows, 0.95)
    assert found.value[:3] == (2.0, 1.0, 3.0)
    assert (found.below, found.above, found.is_clear) == (0.0, 4.0, True)


def test_an_end_beyond_the_range_is_open() -> None:
    """Where the range ends before the difference is sure, so does what is known."""
    rows = np.array([[-3.0, -2.5, -3.5], [1.0, -1.0, 0.6]])
    (found,) = flips([0.0, 1.0], rows, 0.95)
    assert 0.0 < found.value.low < found.value.mean < 1.0
    assert found.value.high == math.inf
    assert not found.is_clear


def test_one_replication_tells_no_interval() -> None:
    """The place is known, its interval is not, and nothing is clear."""
    (found,) = flips([0.0, 1.0], np.array([[-1.0], [3.0]]), 0.95)
    assert found.value.mean == 0.25
    assert math.isnan(found.value.low)
    assert math.isnan(found.value.high)
    assert not found.is_clear


def test_a_failed_run_takes_its_replication_out() -> None:
    """A replication with a NaN at one level counts at none."""
    rows = np.random.default_rng(3).normal(0.0, 0.3, (4, 6)) + np.array([[-2.0], [-1], [1], [2]])
    torn = rows.copy()
    torn[2, 4] = math.nan
    assert flips(range(4), torn, 0.95) == flips(range(4), np.delete(rows, 4, axis=1), 0.95)
    with pytest.raises(UsageError, match="failed runs, or ask for more replications"):
        flips(range(4), np.full((4, 2), math.nan), 0.95)


@pytest.mark.parametrize("levels", [[0.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0, 2.0]])
def test_levels_that_make_no_range(levels: list[float]) -> None:
    """Levels that do not rise or do not fit are refused with what would be right."""
    with pytest.raises(ValueError, match="give two rising levels"):
        flips(levels, np.ones((2, 3)), 0.95)
