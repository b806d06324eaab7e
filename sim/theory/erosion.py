"""Hurry under work pressure, and the erosion of the standard that follows it."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.theory.regime import require, require_positive

LEAST_TIME_PER_ORDER: Final = 0.1
"""Nobody works faster than this [hour/order]."""


class TimePerOrder(NamedTuple):
    """Path of the time given to an order, one value per week in each field."""

    work_pressure: tuple[float, ...]
    """Work waiting for its standard time over the capacity [-]."""
    given: tuple[float, ...]
    """Time given to an order [hour/order]."""
    standard: tuple[float, ...]
    """Time that employees think an order deserves, at the start of the week [hour/order]."""


def time_per_order(
    orders: Sequence[float],
    capacity: float,
    standard: float,
    hurry: float,
    erosion_weeks: float,
    recovery_weeks: float,
) -> TimePerOrder:
    """Time given to an order and its standard, under a given series of orders.

    Parameters
    ----------
    orders : sequence of float
        Orders of each week, > 0 [order/week].
    capacity : float
        Service capacity, > 0 [hour/week].
    standard : float
        Standard at the start, > 0 [hour/order].
    hurry : float
        Elasticity of the time given to work pressure, -0.64 as estimated; <= 0 [-].
    erosion_weeks : float
        Time constant at which the standard falls, 18.83 as estimated; > 0 [week].
    recovery_weeks : float
        Time constant at which the standard rises, 8.14e6 as estimated, which is never; > 0 [week].

    Returns
    -------
    TimePerOrder
        Work pressure, time given and standard, week by week.

    Raises
    ------
    RegimeError
        If a number is not above 0, or hurry is; give numbers in range.

    References
    ----------
    Oliva & Sterman (2001), "Cutting corners and working overtime: quality erosion in the service
    industry", Management Science 47(7), the time-per-order formulation and its estimates; steps of
    one week, each the exact solution of first-order adjustment.
    """
    require_positive(
        capacity=capacity,
        standard=standard,
        erosion_weeks=erosion_weeks,
        recovery_weeks=recovery_weeks,
    )
    require(-math.inf < hurry <= 0.0, f"hurry is {hurry}", "pressure shortens the time: 0 or less")
    pressures, givens, standards = [], [], []
    for week, ordered in enumerate(orders):
        require(0.0 < ordered < math.inf, f"orders[{week}] is {ordered}", "give a number above 0")
        pressure = ordered * standard / capacity
        given = max(standard * pressure**hurry, LEAST_TIME_PER_ORDER)
        pressures.append(pressure)
        givens.append(given)
        standards.append(standard)
        weeks = recovery_weeks if given > standard else erosion_weeks
        standard -= (given - standard) * math.expm1(-1.0 / weeks)
    return TimePerOrder(tuple(pressures), tuple(givens), tuple(standards))
