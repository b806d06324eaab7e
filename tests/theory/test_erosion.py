"""The time-per-order core against the runs computed from Oliva & Sterman's estimates."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import RegimeError
from sim.theory import TimePerOrder, time_per_order
from tests.theory.printed import printed

HURRY, EROSION, RECOVERY = -0.64, 18.83, 8.14e6
"""Estimates of Oliva & Sterman (2001): elasticity and two time constants in weeks."""
CAPACITY, STANDARD, BASE = 1080.0, 1.08, 1000.0
"""Work pressure 1 at the base orders."""

law = settings(deadline=None)


def path(orders: list[float], recovery: float = RECOVERY) -> TimePerOrder:
    """Path at the published estimates."""
    return time_per_order(orders, CAPACITY, STANDARD, HURRY, EROSION, recovery)


@pytest.mark.parametrize(
    ("pressure", "ratio"),
    [(0.8, 1.1535), (0.9, 1.0698), (1.0, 1.0), (1.1, 0.9408), (1.2, 0.8899), (1.5, 0.7714)],
)
def test_oliva_sterman_2001_time_given_over_the_standard(pressure, ratio):
    """The power law of hurry, to four decimals."""
    run = path([pressure * BASE])
    assert run.work_pressure[0] == pytest.approx(pressure)
    assert run.given[0] / run.standard[0] == printed(ratio, 4)


def test_oliva_sterman_2001_lasting_step_of_ten_per_cent():
    """The standard falls until the higher load is normal: T* = capacity over orders."""
    run = path([BASE] * 10 + [1.1 * BASE] * 2000)
    assert run.given[9] == pytest.approx(STANDARD)
    assert run.work_pressure[10] == printed(1.1, 4)
    assert run.given[10] == printed(1.0161, 4)
    assert run.standard[-1] == printed(0.981818, 6)
    assert run.work_pressure[-1] == printed(1.0, 6)


def test_oliva_sterman_2001_erosion_has_a_time_constant_of_29_weeks():
    """Near balance the standard closes its gap at the rate |alpha| / tau_down."""
    run = path([BASE * 1.001] * 400)
    balance = CAPACITY / (BASE * 1.001)
    start, later = (run.standard[week] - balance for week in (0, 60))
    assert 60.0 / math.log(start / later) == pytest.approx(29.4, rel=0.03)


def test_oliva_sterman_2001_passing_shock_leaves_lasting_erosion():
    """Half a year of 10 % more orders lowers the standard by 5.3 % for ever."""
    run = path([BASE] * 10 + [1.1 * BASE] * 26 + [BASE] * 100)
    assert run.standard[35] == printed(1.0237, 4)
    assert run.standard[36] == printed(1.0223, 4)
    assert run.standard[-1] == printed(1.0223, 4)
    assert run.given[-1] == printed(1.0589, 4)
    assert 1.0 - run.standard[-1] / STANDARD == printed(0.053, 3)
    assert 1.0 - run.given[-1] / STANDARD == printed(0.020, 3)


def test_oliva_sterman_2001_symmetric_adjustment_would_recover():
    """With recovery as fast as erosion the standard is at 1.0739 in the last of 104 weeks."""
    run = path([BASE] * 10 + [1.1 * BASE] * 26 + [BASE] * 68, recovery=EROSION)
    assert len(run.standard) == 104
    assert run.standard[-1] == printed(1.0739, 4)


@law
@given(st.lists(st.floats(1.0, 1e4), min_size=1, max_size=60), st.floats(0.1, 100.0))
def test_the_standard_moves_toward_the_time_given(orders, recovery):
    """Each week the standard goes part of the way to the time given and never beyond."""
    run = path(orders, recovery)
    for given_now, now, following in zip(run.given, run.standard, run.standard[1:], strict=False):
        low, high = sorted((given_now, now))
        assert low - 1e-12 <= following <= high + 1e-12


@law
@given(st.floats(0.2, 5.0), st.integers(1, 40))
def test_without_hurry_nothing_erodes(load, weeks):
    """At elasticity 0 the time given is the standard, whatever the load."""
    run = time_per_order([load * BASE] * weeks, CAPACITY, STANDARD, 0.0, EROSION, RECOVERY)
    assert set(run.given) == set(run.standard) == {STANDARD}


def test_nobody_works_faster_than_six_minutes():
    """A flood of orders leaves 0.1 hour for each."""
    assert path([1e6]).given == (0.1,)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: path([BASE, 0.0]), r"orders\[1\] is 0"),
        (lambda: time_per_order([BASE], 0, 1, HURRY, 1, 1), "capacity is 0"),
        (lambda: time_per_order([BASE], 1, 1, 0.64, 1, 1), "hurry is 0.64"),
    ],
)
def test_numbers_outside_the_regime_are_named(call, message):
    """The error names the number that is out of range."""
    with pytest.raises(RegimeError, match=message):
        call()
