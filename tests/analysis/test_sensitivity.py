"""Screening and indices against Ishigami's function, whose indices are known."""

import math
import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.analysis import sensitivity
from sim.analysis.intervals import Interval
from sim.analysis.ranking import ranks
from sim.analysis.sensitivity import (
    morris_effects,
    morris_points,
    saltelli_points,
    sobol_indices,
)
from sim.errors import UsageError
from tests.analysis.ishigami import ishigami, known_indices, known_mu_star

FAMILY = 1e-3
"""Chance that a right program fails a whole family of intervals."""

KEYS = range(12)


def holds(interval: Interval, truth: float) -> bool:
    """Whether an interval holds the truth, up to the rounding of one without width."""
    slack = 1e-9 * max(1.0, abs(truth))
    return interval.low - slack <= truth <= interval.high + slack


def global_stream() -> tuple[bytes, int]:
    """Where numpy's global stream stands, from which nothing may be drawn."""
    _, words, position, *_ = np.random.get_state()  # noqa: NPY002 - it is only looked at
    return words.tobytes(), position


def test_sobol_finds_ishigami() -> None:
    """12 keys x 6 = 72 intervals, each at 1 - 0.001/72, hold the analytic indices all together."""
    first, total = known_indices()
    for key in KEYS:
        points = saltelli_points(4, 256, key)
        found = sobol_indices(points, ishigami(points), key, 1.0 - FAMILY / (len(KEYS) * 6))
        for index, s1, st_ in zip(found.indices, first, total, strict=True):
            assert holds(index.first, s1)
            assert holds(index.total, st_)


@pytest.mark.slow
def test_sobol_covers() -> None:
    """Each of the 6 indices is covered at least as often as promised, in 200 samples at 95 %."""
    hits = np.zeros((4, 2))
    first, total = known_indices()
    for key in range(200):
        points = saltelli_points(4, 128, key)
        found = sobol_indices(points, ishigami(points), key, 0.95)
        for parameter, index in enumerate(found.indices):
            hits[parameter] += (
                holds(index.first, first[parameter]),
                holds(index.total, total[parameter]),
            )
    assert hits.min() >= stats.binom.ppf(FAMILY / 6, 200, 0.95)


def test_enough_points_tell_parameters_apart() -> None:
    """With 2,048 base points the four different totals have a place each, and the right one."""
    points = saltelli_points(4, 2048, 1)
    found = sobol_indices(points, ishigami(points), 1, 0.95).indices
    assert ranks([index.total for index in found]) == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_an_idle_parameter_has_no_total_effect() -> None:
    """The dummy's total effect is exactly nothing, in both methods."""
    points = saltelli_points(4, 64, 3)
    assert sobol_indices(points, ishigami(points), 3, 0.95).indices[3].total[:3] == (0.0, 0.0, 0.0)
    points = morris_points(4, 10, 3)
    effect = morris_effects(points, ishigami(points), 0.95).effects[3]
    assert (*effect.mu_star[:3], effect.mu, effect.sigma) == (0.0,) * 5


def test_morris_finds_ishigami() -> None:
    """12 keys x 2 = 24 intervals, each at 1 - 0.001/24, hold the mean over all steps together."""
    truth = known_mu_star()
    for key in KEYS:
        points = morris_points(4, 200, key)
        found = morris_effects(points, ishigami(points), 1.0 - FAMILY / (len(KEYS) * 2))
        for effect, mu_star in zip(found.effects, truth, strict=True):
            assert holds(effect.mu_star, mu_star)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=5), st.integers(0, 2**64 - 1))
@settings(max_examples=25, deadline=None)
def test_morris_of_a_straight_function(slopes: list[float], key: int) -> None:
    """Of a linear function mu is the slope, mu* its size, and nothing varies."""
    points = morris_points(len(slopes), 5, key)
    found = morris_effects(points, points @ np.array(slopes) + 4.0, 0.95)
    for effect, slope in zip(found.effects, slopes, strict=True):
        assert effect.mu == pytest.approx(slope, rel=1e-9, abs=1e-9)
        assert effect.mu_star[:3] == pytest.approx((abs(slope),) * 3, rel=1e-9, abs=1e-9)
        assert effect.sigma == pytest.approx(0.0, abs=1e-9)


def test_morris_agrees_with_salib() -> None:
    """mu, mu* and sigma are those that SALib finds from the same points and values."""
    from SALib.analyze import morris

    points = morris_points(4, 15, 8)
    values = ishigami(points)
    theirs = morris.analyze(
        {"num_vars": 4, "names": list("abcd"), "bounds": [[0, 1]] * 4}, points, values, seed=1
    )
    ours = morris_effects(points, values, 0.95).effects
    assert [effect.mu for effect in ours] == pytest.approx(list(theirs["mu"]))
    assert [effect.mu_star.mean for effect in ours] == pytest.approx(list(theirs["mu_star"]))
    assert [effect.sigma for effect in ours] == pytest.approx(list(theirs["sigma"]))


def test_the_interval_of_the_mean_size_is_students() -> None:
    """mu* of a single parameter has the t interval of the sizes of its independent effects."""
    points = morris_points(1, 8, 2)
    values = np.random.default_rng(1).normal(size=16)
    sizes = np.abs(np.diff(values.reshape(8, 2), axis=1) / np.diff(points.reshape(8, 2), axis=1))
    expected = stats.t.interval(0.9, 7, sizes.mean(), stats.sem(sizes.ravel()))
    found = morris_effects(points, values, 0.9).effects[0].mu_star
    assert (found.low, found.high) == pytest.approx(expected)
    assert found.size == 8


@given(st.integers(1, 6), st.integers(4, 12), st.integers(0, 2**64 - 1))
@settings(max_examples=25, deadline=None)
def test_walks_move_every_parameter_once(d: int, trajectories: int, key: int) -> None:
    """Every walk moves each parameter once by two thirds, on the grid of four levels."""
    points = morris_points(d, trajectories, key)
    assert len(points) == trajectories * (d + 1)
    assert np.allclose(points * 3.0, np.round(points * 3.0))
    assert points.min() >= 0.0
    assert points.max() <= 1.0
    steps = np.abs(np.diff(points.reshape(trajectories, d + 1, d), axis=1))
    assert np.allclose(steps.sum(axis=1), 2.0 / 3.0)
    assert np.allclose(steps.sum(axis=2), 2.0 / 3.0)


@given(st.integers(1, 5), st.integers(4, 7), st.integers(0, 2**64 - 1))
@settings(max_examples=25, deadline=None)
def test_blocks_mix_two_samples(d: int, power: int, key: int) -> None:
    """Each row of a block is the first sample's, with one column of the second's."""
    points = saltelli_points(d, 2**power, key)
    assert len(points) == 2**power * (d + 2)
    assert points.min() >= 0.0
    assert points.max() < 1.0
    blocks = points.reshape(-1, d + 2, d)
    for j in range(d):
        mixed = blocks[:, 0].copy()
        mixed[:, j] = blocks[:, -1, j]
        assert np.array_equal(blocks[:, j + 1], mixed)


@pytest.mark.parametrize("make", [morris_points, saltelli_points])
def test_a_key_is_a_sample(make) -> None:
    """The same key gives the same bytes whatever ran between, another key gives others."""
    points = make(3, 16, 0)
    before = global_stream()
    again = make(3, 16, 0)
    assert global_stream() == before
    assert points.tobytes() == again.tobytes()
    assert points.tobytes() != make(3, 16, 1).tobytes()


def test_intervals_depend_on_the_key_alone() -> None:
    """Resampling repeats with its key, and leaves the global stream alone."""
    points = saltelli_points(3, 32, 0)
    values = ishigami(points)
    before = global_stream()
    assert sobol_indices(points, values, 0, 0.95) == sobol_indices(points, values, 0, 0.95)
    assert global_stream() == before
    assert sobol_indices(points, values, 0, 0.95) != sobol_indices(points, values, 1, 0.95)


@pytest.mark.parametrize("key", [0, 1, 2**63, 2**64 - 1])
def test_no_seed_is_taken_for_none(key: int) -> None:
    """SALib takes a seed of 0 for none; ours never is."""
    assert sensitivity._seed(key, 0) % 2 == 1
    assert sensitivity._seed(key, 0) != sensitivity._seed(key, 1)


@given(st.sets(st.integers(0, 19), max_size=16), st.data())
@settings(max_examples=25, deadline=None)
def test_a_failed_run_takes_its_walk_out(failed: set[int], data) -> None:
    """Walks with a NaN leave the screening of the others as it is, and are counted."""
    points = morris_points(3, 20, 5)
    values = ishigami(points)
    for walk in failed:
        values[4 * walk + data.draw(st.integers(0, 3))] = math.nan
    kept = np.repeat([walk not in failed for walk in range(20)], 4)
    found = morris_effects(points, values, 0.95)
    assert found.effects == morris_effects(points[kept], values[kept], 0.95).effects
    assert (found.used, found.dropped) == (20 - len(failed), len(failed))


@given(st.sets(st.integers(0, 63), max_size=48), st.data())
@settings(max_examples=10, deadline=None)
def test_a_failed_run_takes_its_block_out(failed: set[int], data) -> None:
    """Blocks with a NaN leave the indices of the others as they are, and are counted."""
    points = saltelli_points(3, 64, 5)
    values = ishigami(points)
    for block in failed:
        values[5 * block + data.draw(st.integers(0, 4))] = math.nan
    kept = np.repeat([block not in failed for block in range(64)], 5)
    found = sobol_indices(points, values, 9, 0.95)
    assert found.indices == sobol_indices(points[kept], values[kept], 9, 0.95).indices
    assert (found.used, found.dropped) == (64 - len(failed), len(failed))


def test_too_few_runs_left() -> None:
    """With too many failed runs nothing is concluded, and the remedy is named."""
    walks = morris_points(2, 4, 1)
    with pytest.raises(UsageError, match=r"only 3 of 4 trajectories .* failed runs, or ask for"):
        morris_effects(walks, np.r_[math.nan, np.ones(11)], 0.95)
    blocks = saltelli_points(2, 16, 1)
    with pytest.raises(UsageError, match=r"only 15 of 16 blocks .* failed runs, or ask for"):
        sobol_indices(blocks, np.r_[math.nan, np.ones(63)], 1, 0.95)


@given(st.floats(-1e9, 1e9))
@example(0.1)  # whose mean over 21 blocks is not quite 0.1
@settings(max_examples=25, deadline=None)
def test_what_does_not_vary_has_no_indices(value: float) -> None:
    """Equal values have no variance to share out and no effects, without any warning."""
    points = saltelli_points(3, 32, 1)[: 21 * 5]
    found = sobol_indices(points, np.full(len(points), value), 1, 0.95)
    assert all(math.isnan(end) for index in found.indices for one in index for end in one[:3])
    points = morris_points(2, 4, 1)
    assert [
        effect.mu_star.high
        for effect in morris_effects(points, np.full(len(points), value), 0.95).effects
    ] == [0.0, 0.0]


def test_one_value_out_of_line_is_no_variance_of_the_samples() -> None:
    """Where the two samples agree and only a mixed point differs there is nothing to divide by."""
    points = saltelli_points(2, 16, 1)
    values = np.zeros(len(points))
    values[1] = 1.0
    assert math.isnan(sobol_indices(points, values, 1, 0.95).indices[0].total.mean)


@pytest.mark.parametrize(
    "call",
    [
        lambda: morris_points(0, 10, 1),
        lambda: morris_points(2, 3, 1),
        lambda: saltelli_points(0, 16, 1),
        lambda: saltelli_points(2, 100, 1),
        lambda: saltelli_points(2, 8, 1),
        lambda: morris_effects(np.zeros((6, 2)), np.zeros(5), 0.95),
        lambda: morris_effects(np.zeros((12, 2)), np.zeros(12), 0.95),
        lambda: sobol_indices(np.zeros((66, 2)), np.zeros(66), 1, 0.95),
    ],
)
def test_out_of_range(call) -> None:
    """What makes no design, or is not the values of one, is refused with what would be right."""
    with pytest.raises(ValueError, match=r"give a|; pass|pass those"):
        call()


@pytest.mark.parametrize("make", [morris_points, saltelli_points])
def test_without_salib(make, monkeypatch) -> None:
    """Where SALib is missing the extra is named."""
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(UsageError, match=r"pip install 'service-profit-chain\[sensitivity\]'"):
        make(2, 16, 1)
