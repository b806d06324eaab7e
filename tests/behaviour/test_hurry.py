"""The core of Oliva & Sterman (2001) comes out of the behaviour functions to the printed digits."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.hurry import MINIMUM_TIME, next_standard, time_per_customer, work_pressure
from sim.units import WEEK
from tests.behaviour.textbook import EMPLOYEES

THEIRS = EMPLOYEES._replace(
    hurry_exponent=-0.64,
    time_ceiling=1e9,
    erosion=18.83 * WEEK,
    restoration=8.14e6 * WEEK,
    target_occupancy=1.0,
    pressure_memory=0.0,
)
"""Their estimates; no ceiling, no normal occupancy below 1, pressure felt at once."""

ORDERS = 1_000.0
"""Orders per week in balance."""
STANDARD = 1.08
"""Desired time per order at the start, T*(0) [hour]."""
CAPACITY = ORDERS * STANDARD
"""Service capacity [hour/week]."""

standards = st.floats(0.1, 3.0)
pressures = st.floats(0.1, 5.0)
links = st.floats(0.0, 2.0)


class Week(NamedTuple):
    """One week of the core."""

    pressure: float
    given: float
    standard: float


def core(surge: range, weeks: int, employees=THEIRS) -> list[Week]:
    """Weeks of the core when orders are 10 % higher during a surge."""
    standard = STANDARD
    found = []
    for week in range(weeks):
        orders = ORDERS * 1.1 if week in surge else ORDERS
        pressure = work_pressure(1.0, orders * standard, CAPACITY, employees)
        given = time_per_customer(standard, pressure, employees, 1.0)
        found.append(Week(pressure, given, standard))
        standard = next_standard(standard, given, employees)
    return found


@pytest.mark.parametrize(
    ("pressure", "printed"),
    [(0.8, 1.1535), (0.9, 1.0698), (1.0, 1.0), (1.1, 0.9408), (1.2, 0.8899), (1.5, 0.7714)],
)
def test_time_per_order_is_the_power_law(pressure: float, printed: float) -> None:
    """T / T* at six work pressures, for alpha = -0.64."""
    assert round(time_per_customer(1.0, pressure, THEIRS, 1.0), 4) == printed


def test_in_balance_nothing_moves() -> None:
    """At work pressure 1 time and standard stay for ever."""
    assert core(range(0), 200)[-1] == Week(1.0, STANDARD, STANDARD)


def test_a_lasting_surge_erodes_the_standard_until_the_load_fits() -> None:
    """Orders 10 % up for ever: first T = 1.0161 at pressure 1.1, at last T = T* = 1080 / 1100."""
    weeks = core(range(10, 2_000), 2_000)
    assert weeks[9] == Week(1.0, STANDARD, STANDARD)
    assert (round(weeks[10].pressure, 4), round(weeks[10].given, 4)) == (1.1, 1.0161)
    assert round(weeks[-1].standard, 6) == 0.981818
    assert weeks[-1].given == pytest.approx(weeks[-1].standard)
    assert weeks[-1].pressure == pytest.approx(1.0)


def test_a_passing_surge_erodes_the_standard_for_ever() -> None:
    """Orders 10 % up in weeks 10 to 35: T* falls to 1.0223, stays, and T stays 2 % below 1.08."""
    weeks = core(range(10, 36), 105)
    assert round(weeks[35].standard, 4) == 1.0237
    assert round(weeks[36].standard, 4) == 1.0223
    assert round(weeks[104].standard, 4) == 1.0223
    assert round(weeks[104].given, 4) == 1.0589
    assert round(1.0 - weeks[104].standard / STANDARD, 3) == 0.053
    assert round(1.0 - weeks[104].given / STANDARD, 2) == 0.02


def test_a_standard_that_recovers_as_it_erodes_comes_back() -> None:
    """The same surge with equal memories both ways: T* is back at 1.0739 in the 104th week."""
    alike = THEIRS._replace(restoration=THEIRS.erosion)
    assert round(core(range(10, 36), 104, alike)[103].standard, 4) == 1.0739


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
