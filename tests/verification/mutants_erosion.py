"""Mistakes in hurry and the erosion of the standard."""

from collections.abc import Callable
from typing import Any

from sim.units import WEEK
from sim.verification.erosion import sized
from tests.verification.mutants import Mutant

SMALL = sized(600)
SHORT = {**SMALL, "time.horizon_months": 9}

HURRIES = "sim.behaviour.hurry"
REVIEW = "sim.behaviour.employee"
SERVICE = "sim.behaviour.service"


def swapped_constants(right: Callable[..., Any]) -> Callable[..., Any]:
    """The formula with its two time constants in the wrong order."""

    def wrong(orders, capacity, standard, hurry, erosion, recovery):
        return right(orders, capacity, standard, hurry, recovery, erosion)

    return wrong


def no_asymmetry(right: Callable[..., Any]) -> Callable[..., Any]:
    """One memory both ways."""

    def wrong(standard, given, employees):
        return right(standard, given, employees._replace(restoration=employees.erosion))

    return wrong


def directions_confused(right: Callable[..., Any]) -> Callable[..., Any]:
    """The memories of the two directions confused."""

    def wrong(standard, given, employees):
        confused = employees._replace(restoration=employees.erosion, erosion=employees.restoration)
        return right(standard, given, confused)

    return wrong


def days_for_weeks(right: Callable[..., Any]) -> Callable[..., Any]:
    """A memory of weeks that is counted in days, once too often."""

    def wrong(standard, given, employees):
        return right(standard, given, employees._replace(erosion=employees.erosion * WEEK))

    return wrong


def norm_for_standard(right: Callable[..., Any]) -> Callable[..., Any]:
    """The norm taken for the standard."""

    def wrong(standard, pressure, employees, link):
        return right(1.0, pressure, employees, link)

    return wrong


def nobody_hurries(right: Callable[..., Any]) -> Callable[..., Any]:
    """A time given that forgets the pressure."""

    def wrong(standard, pressure, employees, link):
        return right(standard, 1.0, employees, link)

    return wrong


def full_occupancy(right: Callable[..., Any]) -> Callable[..., Any]:
    """A capacity at which everybody is always busy."""

    def wrong(before, demanded, available, employees):
        return right(before, demanded, available, employees._replace(target_occupancy=1.0))

    return wrong


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "swapped_constants",
        "the formula is given the time of recovery for that of erosion",
        "sim.verification.erosion",
        "time_per_order",
        swapped_constants,
        ("erosion_core",),
    ),
    Mutant(
        "no_asymmetry",
        "a standard that has fallen recovers as fast as it fell",
        REVIEW,
        "next_standard",
        no_asymmetry,
        ("overload_passes",),
        2,
        SMALL,
    ),
    Mutant(
        "no_asymmetry_for_customers",
        "a standard that has fallen recovers as fast as it fell",
        REVIEW,
        "next_standard",
        no_asymmetry,
        ("overload_remembered",),
        3,
    ),
    Mutant(
        "directions_confused",
        "the standard falls at the pace at which it should recover",
        REVIEW,
        "next_standard",
        directions_confused,
        ("erosion_path",),
        2,
        SHORT,
    ),
    Mutant(
        "days_for_weeks",
        "the time of erosion is multiplied by the days of a week once too often",
        REVIEW,
        "next_standard",
        days_for_weeks,
        ("overload_begins",),
        5,
        {**SMALL, "customers.segments.people.purchases_per_year": 6.6},
    ),
    Mutant(
        "norm_for_standard",
        "the standard follows a hurry that starts from the norm, not from the standard itself",
        REVIEW,
        "time_per_customer",
        norm_for_standard,
        ("erosion_path",),
        2,
        SHORT,
    ),
    Mutant(
        "norm_for_standard_for_ever",
        "the standard follows a hurry that starts from the norm, not from the standard itself",
        REVIEW,
        "time_per_customer",
        norm_for_standard,
        ("overload_lasts",),
        8,
        {**SMALL, "customers.segments.people.purchases_per_year": 6.6, "time.horizon_months": 24},
    ),
    Mutant(
        "nobody_hurries",
        "customers are given the standard, whatever the pressure",
        SERVICE,
        "time_per_customer",
        nobody_hurries,
        ("erosion_path",),
        2,
        SHORT,
    ),
    Mutant(
        "full_occupancy",
        "pressure counts as normal only when everybody is always busy",
        HURRIES,
        "work_pressure",
        full_occupancy,
        ("erosion_path",),
        2,
        SHORT,
    ),
)
