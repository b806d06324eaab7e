"""Laws of confidence intervals: published tables, closed forms, equivariance, coverage."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.analysis.intervals import (
    correlation_interval,
    independent_difference,
    mean_interval,
    paired_difference,
    relative_change,
    t_quantile,
    variance_ratio,
)

CONFIDENCES = st.floats(0.01, 0.999)
SAMPLES = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=12).filter(lambda v: np.std(v) > 1e-3)
Z_999 = 3.29
"""Two-sided 99.9 % quantile of the normal distribution, for counts of a fixed seed."""


def covered(hits: int, trials: int, confidence: float) -> bool:
    """Whether a number of hits is what the confidence promises, at 99.9 %."""
    spread = math.sqrt(trials * confidence * (1.0 - confidence))
    return abs(hits - trials * confidence) <= Z_999 * spread


@given(CONFIDENCES)
def test_one_degree_of_freedom_is_cauchy(confidence):
    """Student's t with one degree of freedom is Cauchy: its quantile is a tangent."""
    assert t_quantile(confidence, 1) == pytest.approx(math.tan(math.pi * confidence / 2), rel=1e-9)


@given(CONFIDENCES)
def test_two_degrees_of_freedom_have_a_closed_form(confidence):
    """Student's t with two degrees of freedom has quantile c sqrt(2 / (1 - c^2))."""
    exact = confidence * math.sqrt(2.0 / (1.0 - confidence**2))
    assert t_quantile(confidence, 2) == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize(
    ("confidence", "freedom", "published"),
    [(0.95, 5, 2.571), (0.95, 10, 2.228), (0.90, 9, 1.833), (0.99, 30, 2.750)],
)
def test_quantiles_agree_with_the_printed_table(confidence, freedom, published):
    """The three decimals of every statistics textbook's t table."""
    assert round(t_quantile(confidence, freedom), 3) == published


@pytest.mark.parametrize(("confidence", "freedom"), [(0.0, 3), (1.0, 3), (95.0, 3), (0.95, 0)])
def test_a_quantile_outside_its_range_is_refused(confidence, freedom):
    """Neither 95 for 0.95 nor a single replication passes."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        t_quantile(confidence, freedom)


def test_law_example_of_a_mean():
    """Law (2015), example 4.27: ten observations, 1.34 +- 0.24 at 90 %."""
    interval = mean_interval([1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09], 0.9)
    assert (round(interval.mean, 2), round(interval.half_width, 2)) == (1.34, 0.24)


@given(SAMPLES, st.floats(-1e3, 1e3), st.floats(0.1, 10.0))
def test_an_interval_moves_with_its_data(values, shift, scale):
    """Shifting and stretching the data shifts and stretches the interval."""
    before = mean_interval(values, 0.9)
    after = mean_interval(scale * np.array(values) + shift, 0.9)
    assert after.mean == pytest.approx(scale * before.mean + shift, abs=1e-8)
    assert after.half_width == pytest.approx(scale * before.half_width, rel=1e-6)


@given(SAMPLES, CONFIDENCES, CONFIDENCES)
def test_more_confidence_is_wider(values, one, other):
    """A more confident interval contains a less confident one."""
    narrow, wide = (mean_interval(values, c) for c in sorted((one, other)))
    assert wide.low <= narrow.low <= narrow.high <= wide.high


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_values_have_no_interval(count):
    """One value has a mean but no interval, none has nothing; a NaN is no value."""
    interval = mean_interval([3.0] * count + [math.nan], 0.95)
    assert interval.size == count
    assert math.isnan(interval.low)
    assert math.isnan(interval.high)
    assert math.isnan(interval.mean) == (count == 0)


def test_equal_values_have_an_interval_of_no_width():
    """Replications that agree exactly leave no doubt, and no rounding pretends there is any."""
    interval = mean_interval([0.1] * 7, 0.95)
    assert interval.low == interval.mean == interval.high


def test_coverage_of_the_mean():
    """The interval covers the mean of a normal population as often as it says (one seed tried)."""
    samples = np.random.default_rng(1).normal(5.0, 2.0, (4000, 6))
    intervals = [mean_interval(sample, 0.9) for sample in samples]
    hits = sum(interval.low <= 5.0 <= interval.high for interval in intervals)
    assert covered(hits, 4000, 0.9)


def test_coverage_of_the_relative_change():
    """The delta method covers a ratio of correlated means (large samples, one seed tried)."""
    rng = np.random.default_rng(2)
    hits = 0
    for _ in range(2000):
        base = rng.normal(10.0, 3.0, 150)
        other = 1.2 * base + rng.normal(0.0, 2.0, 150)
        interval = relative_change(base, other, 0.9)
        hits += interval.low <= 0.2 <= interval.high
    assert covered(hits, 2000, 0.9)


@given(SAMPLES, st.data())
def test_a_difference_turned_round_changes_its_sign(base, data):
    """Base less alternative is the mirror image of alternative less base."""
    size = len(base)
    other = data.draw(st.lists(st.floats(-1e3, 1e3), min_size=size, max_size=size))
    there, back = paired_difference(base, other, 0.95), paired_difference(other, base, 0.95)
    assert back.mean == -there.mean
    assert back.low == pytest.approx(-there.high)


def test_pairing_keeps_only_complete_pairs():
    """A replication that failed in one world leaves the comparison in both."""
    nan = math.nan
    whole = paired_difference([1.0, 2.0, 4.0], [2.0, 3.0, 9.0], 0.95)
    holes = paired_difference([1.0, nan, 2.0, 7.0, 4.0], [2.0, 5.0, 3.0, nan, 9.0], 0.95)
    assert holes == whole


def test_unequal_lengths_are_refused():
    """Pairs need the same replications on both sides."""
    with pytest.raises(ValueError, match="same replications"):
        paired_difference([1.0, 2.0], [1.0], 0.95)


@given(SAMPLES, st.floats(1.0, 1e3), st.sampled_from([-1.0, 1.0]))
def test_a_sure_base_makes_the_relative_change_a_scaled_difference(other, size, sign):
    """With no spread in the base, the relative interval is the paired one over its size."""
    base = [sign * size] * len(other)
    plain, relative = paired_difference(base, other, 0.9), relative_change(base, other, 0.9)
    assert relative.mean == pytest.approx(plain.mean / size, abs=1e-9)
    assert relative.low == pytest.approx(plain.low / size, rel=1e-6, abs=1e-9)
    assert relative.high == pytest.approx(plain.high / size, rel=1e-6, abs=1e-9)


def test_a_proportional_change_is_known_exactly():
    """Where every replication grows by a fifth, the relative change is a fifth without doubt."""
    base = np.array([80.0, 100.0, 130.0])
    interval = relative_change(base, 1.25 * base, 0.95)
    assert (interval.low, interval.mean, interval.high) == (0.25, 0.25, 0.25)


def test_a_loss_that_shrinks_is_an_improvement():
    """From -100 to -50 is a rise by half of the loss's size."""
    assert relative_change([-90.0, -110.0], [-45.0, -55.0], 0.95).mean == 0.5


def test_no_base_has_no_relative_change():
    """A base whose mean is 0 has no relative change."""
    assert math.isnan(relative_change([-1.0, 1.0], [2.0, 3.0], 0.95).mean)


@given(SAMPLES, st.integers(0, 10**6))
def test_variance_ratio_is_one_over_one_minus_correlation(values, seed):
    """With equal variances the gain of pairing is 1 / (1 - correlation)."""
    other = np.random.default_rng(seed).permutation(values)
    correlation = np.corrcoef(values, other)[0, 1]
    if correlation < 0.999:
        gain = variance_ratio(values, other)
        assert gain == pytest.approx(1.0 / (1.0 - correlation), rel=1e-6)


def test_pairs_that_do_not_vary_have_no_variance_ratio():
    """A constant shift leaves nothing to compare variances with; one pair neither."""
    assert math.isnan(variance_ratio([1.0, 2.0, 4.0], [2.0, 3.0, 5.0]))
    assert math.isnan(variance_ratio([1.0], [2.0]))


def test_the_correlation_interval_covers_what_it_promises():
    """Of normal pairs with a known correlation, so many intervals hold it as they say."""
    rng, rho, trials, pairs = np.random.default_rng(5), 0.4, 2000, 30
    hits = 0
    for _ in range(trials):
        one = rng.normal(size=pairs)
        other = rho * one + math.sqrt(1.0 - rho**2) * rng.normal(size=pairs)
        found = correlation_interval(one, other, 0.9)
        hits += found.low <= rho <= found.high
    assert covered(hits, trials, 0.9)


def test_a_correlation_knows_no_scale():
    """Other units of either side leave it as it is; turning one side round turns its sign."""
    one, other = np.array([1.0, 2.0, 4.0, 3.0, 7.0]), np.array([2.0, 1.0, 5.0, 3.0, 4.0])
    plain, turned = (correlation_interval(one, k * other + 3.0, 0.95) for k in (2.0, -2.0))
    again = correlation_interval(one, other, 0.95)
    assert plain == pytest.approx(again)
    assert (turned.mean, turned.low, turned.high) == pytest.approx(
        (-plain.mean, -plain.high, -plain.low)
    )


@pytest.mark.parametrize(("pairs", "has_ends"), [(2, False), (3, False), (4, True)])
def test_a_correlation_of_few_pairs_has_no_interval(pairs, has_ends):
    """Fisher's variance is 1/(n - 3)."""
    one, other = np.arange(pairs) ** 2.0, np.arange(pairs) * 1.0
    found = correlation_interval(one, other + (one > 3.0), 0.95)
    assert math.isfinite(found.mean)
    assert math.isfinite(found.low) == has_ends


@given(SAMPLES, SAMPLES, CONFIDENCES)
def test_independent_samples_have_welchs_interval(one, other, confidence):
    """As scipy gives it; turned round it changes its sign."""
    found = independent_difference(one, other, confidence)
    expected = stats.ttest_ind(other, one, equal_var=False).confidence_interval(confidence)
    assert (found.low, found.high) == pytest.approx(tuple(expected), rel=1e-6, abs=1e-9)
    turned = independent_difference(other, one, confidence)
    assert (turned.mean, turned.low, turned.high) == (-found.mean, -found.high, -found.low)


def test_independent_samples_too_small_for_an_interval():
    """One value on a side gives a mean alone, none gives nothing, equal values no width."""
    assert independent_difference([1.0], [3.0, 5.0], 0.95)[:1] == (3.0,)
    assert math.isnan(independent_difference([1.0], [3.0, 5.0], 0.95).low)
    assert math.isnan(independent_difference([], [3.0], 0.95).mean)
    assert independent_difference([1.0, 1.0], [3.0, 3.0], 0.95) == (2.0, 2.0, 2.0, 2)
