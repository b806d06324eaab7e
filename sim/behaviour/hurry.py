"""Time per customer under work pressure, and the erosion of the standard."""

import math

from sim.behaviour.odds import approach
from sim.parameters import Employees
from sim.units import WEEK, Days

MINIMUM_TIME = 0.1
"""Least time per customer over the norm; Oliva & Sterman (2001) use 0.1 hours per order [-]."""


def time_per_customer(standard: float, pressure: float, employees: Employees, link: float) -> float:
    """Time given to a customer under work pressure, over the norm.

    Parameters
    ----------
    standard : float
        Personal standard T*, > 0 [-].
    pressure : float
        Work pressure wp; 1 is normal, > 0 [-].
    employees : Employees
        Gives the elasticity alpha, and the most time a customer can be given.
    link : float
        Strength of ``work_pressure_to_hurry``; 0 keeps to the standard [-].

    Returns
    -------
    float
        T = T* wp^alpha, at least 0.1, at most the ceiling or a standard above it [-].

    References
    ----------
    Oliva & Sterman (2001), time per order. Assumption: the ceiling.
    """
    given = standard * math.pow(pressure, employees.hurry_exponent * link)
    return max(min(given, max(employees.time_ceiling, standard)), MINIMUM_TIME)


def next_standard(standard: float, given: float, employees: Employees) -> float:
    """Personal time standard a week later.

    Parameters
    ----------
    standard, given : float
        Standard T*, and time T actually given [-].
    employees : Employees
        Gives how fast the standard falls and how slowly it recovers.

    Returns
    -------
    float
        T* + (T - T*) (1 - exp(-1 week / tau)), tau by direction [-].

    References
    ----------
    Oliva & Sterman (2001), desired time per order; the asymmetry makes erosion last.
    """
    memory = employees.restoration if given > standard else employees.erosion
    return approach(standard, given, WEEK, memory)


def work_pressure(before: float, demanded: Days, available: Days, employees: Employees) -> float:
    """Work pressure on a team as it perceives it after a week.

    Parameters
    ----------
    before : float
        A week earlier [-].
    demanded : float
        Work that arrived, at the standard time and full efficiency [day].
    available : float
        Time on duty [day].
    employees : Employees
        Gives the normal occupancy and the memory.

    Returns
    -------
    float
        Demand over capacity at normal occupancy, smoothed, at least 0.1 [-].

    References
    ----------
    Oliva & Sterman (2001): wp = orders x T* / capacity. Assumption: smoothing and normal occupancy.
    """
    if available <= 0.0:
        return before
    now = demanded / (available * employees.target_occupancy)
    return max(approach(before, now, WEEK, employees.pressure_memory), MINIMUM_TIME)
