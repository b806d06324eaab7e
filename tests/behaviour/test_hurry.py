"""Hurry and the standard keep their laws; the core they make up is part of the battery."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.hurry import (
    MINIMUM_TIME,
    next_standard,
    time_per_customer,
    work_pressure,
)
from tests.behaviour.textbook import EMPLOYEES

THEIRS = EMPLOYEES._replace(
    hurry_exponent=-0.64,
    time_ceiling=1e9,
)
"""Their elasticity; no ceiling."""

standards = st.floats(0.1, 3.0)
pressures = st.floats(0.1, 5.0)
links = st.floats(0.0, 2.0)


@pytest.mark.parametrize(
    ("pressure", "printed"),
    [(0.8, 1.1535), (0.9, 1.0698), (1.0, 1.0), (1.1, 0.9408), (1.2, 0.8899), (1.5, 0.7714)],
)
def test_time_per_order_is_the_power_law(pressure: float, printed: float) -> None:
    """T / T* at six work pressures, for alpha = -0.64."""
    assert round(time_per_customer(1.0, pressure, THEIRS, 1.0), 4) == printed


@given(standards, pressures, pressures, links)
def test_pressure_never_gives_more_time(
    standard: float, one: float, other: float, link: float
) -> None:
    """Time falls in pressure, from the standard at 1, and not below the least or above the most."""
    calm, pressed = (
        time_per_customer(standard, pressure, EMPLOYEES, link) for pressure in sorted((one, other))
    )
    assert MINIMUM_TIME <= pressed <= calm <= max(EMPLOYEES.time_ceiling, standard)
    assert time_per_customer(standard, 1.0, EMPLOYEES, link) == standard
    assert time_per_customer(standard, one, EMPLOYEES, 0.0) == standard


@given(standards, standards)
def test_a_standard_follows_what_is_given(standard: float, given: float) -> None:
    """It moves toward the time given, never past it, and falls faster than it rises."""
    after = next_standard(standard, given, EMPLOYEES)
    assert min(standard, given) - 2.0**-50 <= after <= max(standard, given) + 2.0**-50
    fall = 1.0 - next_standard(1.0, 0.9, EMPLOYEES)
    rise = next_standard(1.0, 1.1, EMPLOYEES) - 1.0
    assert fall > rise > 0.0


@given(pressures, st.floats(0.0, 100.0), st.floats(0.0, 100.0), st.floats(0.1, 100.0))
def test_pressure_is_demand_over_capacity_smoothed(
    before: float, one: float, other: float, available: float
) -> None:
    """It never falls in demand, lies between before and now, and waits where nobody is on duty."""
    low, high = sorted((one, other))
    after = [work_pressure(before, demand, available, EMPLOYEES) for demand in (low, high)]
    assert MINIMUM_TIME <= after[0] <= after[1]
    now = high / (available * EMPLOYEES.target_occupancy)
    assert after[1] <= max(before, now) * (1.0 + 1e-15)
    assert after[1] >= min(before, max(now, MINIMUM_TIME)) * (1.0 - 1e-15)
    assert work_pressure(before, high, 0.0, EMPLOYEES) == before


def test_normal_occupancy_is_pressure_one() -> None:
    """Demand that fills the target occupancy of the time on duty is felt as 1, for ever."""
    assert work_pressure(1.0, 0.7, 1.0, EMPLOYEES._replace(target_occupancy=0.7)) == 1.0
