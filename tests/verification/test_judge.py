"""A claim is judged by its interval, and all of them together at one error rate."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.verification.check import Check, Claim, Kind, Size
from sim.verification.judge import JOINT_ERROR, Verdict, confidence, judge

finite = st.floats(-1e6, 1e6)


def check_of(*claims: Claim) -> Check:
    """A check that claims this and is never run."""
    return Check("one", "A", "One", "nobody", "nowhere", claims, dict, None, Size(2))


def verdict(claim: Claim, values, level: float = 0.99) -> Verdict:
    """What is said of a claim."""
    return judge(check_of(claim), claim, list(values), level).verdict


def test_a_true_mean_fails_as_often_as_the_level_says():
    """Of many true claims the share that fails is one minus the level (99.9 % interval)."""
    rng = np.random.default_rng(1)
    trials, level = 4000, 0.95
    claim = Claim("x", 3.0)
    failed = sum(
        verdict(claim, rng.normal(3.0, 2.0, size=8), level) is Verdict.FAILS for _ in range(trials)
    )
    assert stats.binomtest(failed, trials, 1.0 - level).pvalue > 0.001


@pytest.mark.parametrize(("kind", "shift"), [(Kind.MEAN, 5.0), (Kind.ABOVE, -5.0), (Kind.BELOW, 5)])
def test_a_false_claim_fails(kind: Kind, shift: float):
    """Values clearly on the wrong side refute a claim of any kind."""
    values = np.random.default_rng(2).normal(3.0 + shift, 0.1, size=8)
    assert verdict(Claim("x", 3.0, kind=kind), values) is Verdict.FAILS


@given(st.lists(finite, min_size=2, max_size=6), finite)
def test_above_and_below_exclude_each_other(values: list[float], bound: float):
    """No sample lies clearly on both sides, and who holds one of them is no mean at the bound."""
    kinds = {
        kind: verdict(Claim("x", bound, kind=kind), values) is Verdict.HOLDS
        for kind in (Kind.ABOVE, Kind.BELOW, Kind.MEAN)
    }
    assert not (kinds[Kind.ABOVE] and kinds[Kind.BELOW])


@given(finite, st.integers(2, 5), st.integers(0, 4))
def test_exact_means_every_replication(value: float, size: int, odd: int):
    """One replication that differs is enough, and is the one that is shown."""
    claim = Claim("x", value, kind=Kind.EXACT)
    values = [value] * size
    assert verdict(claim, values) is Verdict.HOLDS
    values[odd % size] += 1.0
    line = judge(check_of(claim), claim, values, 0.99)
    assert line.verdict is Verdict.FAILS
    assert line.got.mean == values[odd % size]


def test_a_target_is_never_judged():
    """Soft claims are inside or outside, whatever they are."""
    target = Claim("x", 1.0, kind=Kind.TARGET, most=2.0)
    assert verdict(target, [1.5, 1.6]) is Verdict.INSIDE
    assert verdict(target, [5.0, 5.1]) is Verdict.OUTSIDE
    assert verdict(target, [math.nan, 5.1]) is Verdict.OUTSIDE


def test_what_is_no_number_refutes_a_hard_claim():
    """A replication without a number is a failure with a reason."""
    line = judge(check_of(Claim("x", 1.0)), Claim("x", 1.0), [1.0, math.nan], 0.99)
    assert line.verdict is Verdict.FAILS
    assert line.why


def test_a_known_distance_is_allowed_for():
    """The tolerance widens the interval on both sides, and no further."""
    values = [2.99, 3.0, 3.01]
    assert verdict(Claim("x", 4.0), values, 0.9) is Verdict.FAILS
    assert verdict(Claim("x", 4.0, tolerance=1.0), values, 0.9) is Verdict.HOLDS
    assert verdict(Claim("x", 4.1, tolerance=1.0), values, 0.9) is Verdict.FAILS


@given(st.integers(1, 500), st.integers(0, 20))
def test_the_levels_share_one_error_over_what_chance_can_fail(random: int, exact: int):
    """The error of a claim times the number of random ones is the joint error."""
    claims = [Claim("x", 0.0)] * random + [Claim("x", 0.0, kind=Kind.EXACT)] * exact
    claims.append(Claim("x", 0.0, kind=Kind.TARGET, most=1.0))
    assert (1.0 - confidence([check_of(*claims)])) * random == pytest.approx(JOINT_ERROR)
