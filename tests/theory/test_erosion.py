"""The time-per-order core keeps its laws; the runs of Oliva & Sterman are part of the battery."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import RegimeError
from sim.theory import TimePerOrder, time_per_order

HURRY, EROSION, RECOVERY = -0.64, 18.83, 8.14e6
"""Estimates of Oliva & Sterman (2001): elasticity and two time constants in weeks."""
CAPACITY, STANDARD, BASE = 1080.0, 1.08, 1000.0
"""Work pressure 1 at the base orders."""

law = settings(deadline=None)


def path(orders: list[float], recovery: float = RECOVERY) -> TimePerOrder:
    """Path at the published estimates."""
    return time_per_order(orders, CAPACITY, STANDARD, HURRY, EROSION, recovery)


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
