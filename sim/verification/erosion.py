"""A team under pressure hurries and lowers its standard as Oliva & Sterman's core says.

The core knows weeks of so many orders. In the world they come by chance, so that its numbers come
out up to what chance does to a curve; fed with the very orders of a run, it must give that run's
standard and the time given, week by week.
"""

import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.parameters import PURCHASE
from sim.records import CHANNELS, CONTACTS, FIRM, TEAMS
from sim.theory import TimePerOrder, time_per_order
from sim.units import MINUTE, MONTH, WEEK, YEAR
from sim.verification.check import Arm, Check, Claim, Kind, Run, Runs, Size

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]

HURRY: Final = -0.64
EROSION: Final = 18.83
NEVER: Final = 8.14e6
"""Estimates of Oliva & Sterman (2001): elasticity of the time given to pressure, and the time in
which the standard follows it down and up [week]."""

STANDARD: Final = 1.08
BASE: Final = 1000.0
CAPACITY: Final = BASE * STANDARD
"""Their standard at the start [hour/order], and orders [1/week] at which pressure is 1."""

SURGE: Final = 1.1
"""Orders under the overload, over those before."""
OVERLOAD: Final = 26
"""Weeks of an overload that passes: just less than 6 months."""
MONTHS: Final = 6

WORLD: Final = "verification/erosion"
PEOPLE: Final = 3000
ORDERS_PER_YEAR: Final = 6.0
CREW: Final = 4
OCCUPANCY: Final = 0.5
ON_DUTY: Final = CREW * WEEK * OCCUPANCY
"""Work of a week that is a pressure of 1 [day]."""

PURCHASES: Final = "customers.segments.people.purchases_per_year"
RESTORATION: Final = "employees.hurry.restoration_weeks"
LOG: Final = frozenset({"contacts"})
YEAR_MONTHS: Final = 12
SOURCE: Final = (
    'Oliva & Sterman (2001), "Cutting corners and working overtime", Management Sci. 47(7)'
)
COMPUTED: Final = f"{SOURCE}: run computed from its estimates"


def core(orders: list[float], restoration: float = NEVER) -> TimePerOrder:
    """The core with everything over its value at the start: pressure is orders x standard."""
    return time_per_order(orders, 1.0, 1.0, HURRY, EROSION, restoration)


# The closed form ----------------------------------------------------------------------------------


def _core() -> Check:
    """The numbers of the core, in its own units."""

    def path(orders: list[float], restoration: float = NEVER) -> TimePerOrder:
        return time_per_order(orders, CAPACITY, STANDARD, HURRY, EROSION, restoration)

    pressures = {0.8: 1.1535, 0.9: 1.0698, 1.1: 0.9408, 1.2: 0.8899, 1.5: 0.7714}
    before, over = [BASE] * 10, [SURGE * BASE]

    def observe(runs: Runs) -> Mapping[str, float]:
        found = {}
        for pressure in pressures:
            now = path([pressure * BASE])
            found[f"time given over the standard at pressure {pressure}"] = now.given[0] / STANDARD
        for_ever = path(before + over * 2000)
        passing = before + over * OVERLOAD + [BASE] * 68
        passed, alike = path(passing), path(passing, EROSION)
        near = path([BASE * 1.001] * 400).standard
        rest = STANDARD / 1.001
        found |= {
            "pressure in the first week": for_ever.work_pressure[10],
            "time given in the first week": for_ever.given[10],
            "standard in the end": for_ever.standard[-1],
            "time in which it gets there": 60.0 / math.log((near[0] - rest) / (near[60] - rest)),
            "standard in the last of 26 weeks": passed.standard[35],
            "standard after 26 weeks": passed.standard[36],
            "standard in week 104": passed.standard[103],
            "time given in week 104": passed.given[103],
            "standard in week 104, restored as it erodes": alike.standard[103],
        }
        return found

    def printed(quantity: str, value: float, unit: str, digits: int = 4) -> Claim:
        return Claim(quantity, value, unit, Kind.EXACT, tolerance=0.5 * 10.0**-digits)

    return Check(
        "erosion_core",
        "D",
        "The core of hurry and erosion, 10 % more orders: the formula itself",
        COMPUTED,
        WORLD,
        (
            *(
                printed(f"time given over the standard at pressure {pressure}", ratio, "-")
                for pressure, ratio in pressures.items()
            ),
            printed("pressure in the first week", 1.1, "-"),
            printed("time given in the first week", 1.0161, "hour"),
            printed("standard in the end", 0.981818, "hour", 6),
            Claim(
                "time in which it gets there",
                EROSION / -HURRY,
                "week",
                Kind.EXACT,
                tolerance=0.35,
                source="the core without its weekly steps: tau / |alpha|",
            ),
            printed("standard in the last of 26 weeks", 1.0237, "hour"),
            printed("standard after 26 weeks", 1.0223, "hour"),
            printed("standard in week 104", 1.0223, "hour"),
            printed("time given in week 104", 1.0589, "hour"),
            printed("standard in week 104, restored as it erodes", 1.0739, "hour"),
        ),
        observe,
        Size(2),
        Size(2),
        arms={},
        note=(
            "Nothing is simulated. Numbers agree to the digits given; steps of a week make the "
            "time of erosion 1 % longer than the continuous core's 29.4 weeks."
        ),
    )


# The simulator ------------------------------------------------------------------------------------


def sized(people: int) -> dict[str, Any]:
    """So many people, whose orders are a pressure of 1."""
    return {
        "market.people": people,
        PURCHASES: ORDERS_PER_YEAR,
        "teams.clerks.positions": CREW,
        "employees.hurry.target_occupancy": OCCUPANCY,
        "channels.desk.handle_minutes.purchase": ON_DUTY / (orders(people) * MINUTE),
    }


def orders(people: int) -> float:
    """Mean orders of so many people [1/week]."""
    return people * ORDERS_PER_YEAR / YEAR * WEEK


def surge(factor: float, start: int, end: int) -> Mapping[str, Any]:
    """More orders from one month to another."""
    return {
        "kind": "scale",
        "path": PURCHASES,
        "factor": factor,
        "start_month": start,
        "end_month": end,
    }


def standards(run: Run) -> Array:
    """Mean standard of the staff at the end of each month, over the norm."""
    teams = run.records.teams[:, 0]
    found: Array = teams[:, TEAMS.column("standard_sum")] / teams[:, TEAMS.column("staff_closing")]
    return found


def given(run: Run) -> tuple[IntArray, Array]:
    """Week in which each contact was answered, from 0 on, and its time over the norm."""
    contacts = run.records.contacts
    answered = contacts[:, CONTACTS.column("time")] + contacts[:, CONTACTS.column("wait")]
    return _weeks(answered), contacts[:, CONTACTS.column("handle")] / _norm(run)


def pressing(run: Run) -> Array:
    """Orders of each week over those at which pressure is 1."""
    asked = run.records.contacts[:, CONTACTS.column("time")]
    return np.bincount(_weeks(asked)).astype(np.float64) * (_norm(run) / ON_DUTY)


def _norm(run: Run) -> float:
    """Norm of a contact [day]."""
    return run.plan.regimes[0].parameters.channels[0].handle_times[PURCHASE]


def _weeks(times: Array) -> IntArray:
    found: IntArray = np.floor(times / WEEK).astype(np.int64)
    return found


def apart(run: Run, restoration: float) -> tuple[float, float]:
    """Largest distances of the time given and of the standard from the core with the run's orders.

    Contacts that are open when the run ends are not in its log, so its last month is left out.
    """
    path = core(pressing(run).tolist(), restoration)
    standard, pressure = np.array(path.standard), np.array(path.work_pressure)
    expected = standard.copy()
    expected[1:] *= pressure[:-1] ** HURRY
    found = standards(run)[:-1]
    closings = _weeks(np.arange(1.0, len(found) + 1.0) * MONTH)
    week, time = given(run)
    is_closed = week < closings[-1]
    return (
        float(np.abs(time - expected[week])[is_closed].max()),
        float(np.abs(found - standard[closings]).max()),
    )


def _path() -> Check:
    """The core with the very orders of a run."""
    arms = {"never restored": NEVER, "restored as it erodes": EROSION}

    def observe(runs: Runs) -> Mapping[str, float]:
        found = {}
        for name, restoration in arms.items():
            time, standard = apart(runs[name], restoration)
            found[f"time given - core, {name}"] = time
            found[f"standard - core, {name}"] = standard
        return found

    return Check(
        "erosion_path",
        "D",
        "Hurry and erosion, week by week, under the orders that came",
        SOURCE,
        WORLD,
        tuple(
            Claim(f"{what} - core, {name}", 0.0, "norm", Kind.EXACT)
            for name in arms
            for what in ("time given", "standard")
        ),
        observe,
        Size(2, sized(600)),
        Size(4, {**sized(PEOPLE), "time.horizon_months": 24}),
        sets={"time.horizon_months": 18},
        arms={
            name: Arm({RESTORATION: restoration}, (surge(SURGE, 1, 1 + MONTHS),))
            for name, restoration in arms.items()
        },
        log=LOG,
        note=(
            "The largest distance in any contact and any month, in times of the norm. The core is "
            "fed with the orders of the run itself, so that chance plays no part. Staff look at "
            "their pressure once a week, so that customers meet that of the week before."
        ),
    )


def _response() -> Check:
    """The first weeks of a lasting overload, as they come out on average."""
    path = core([SURGE] * 40)
    first, later = slice(0, 4), 30
    rest = 1.0 - 1.0 / SURGE

    def observe(runs: Runs) -> Mapping[str, float]:
        week, time = given(runs["base"])
        is_first = (week > first.start) & (week <= first.stop)
        found = standards(runs["base"])
        return {
            "time given in the first 4 weeks": time[is_first].mean(),
            "standard after 26 weeks": found[MONTHS - 1],
            "way to the new balance gone after 30 weeks": (1.0 - found[MONTHS]) / rest,
        }

    return Check(
        "overload_begins",
        "D",
        "The response to 10 % more orders",
        COMPUTED,
        WORLD,
        (
            Claim(
                "time given in the first 4 weeks",
                float(np.mean(path.given[first])),
                "norm",
                tolerance=0.002,
            ),
            Claim("standard after 26 weeks", path.standard[OVERLOAD], "norm", tolerance=0.001),
            Claim(
                "way to the new balance gone after 30 weeks",
                (1.0 - path.standard[later]) / rest,
                "fraction",
                tolerance=0.02,
            ),
        ),
        observe,
        Size(14),
        Size(30),
        sets={
            **sized(PEOPLE),
            PURCHASES: ORDERS_PER_YEAR * SURGE,
            "time.horizon_months": MONTHS + 1,
        },
        log=LOG,
        note=(
            f"{orders(PEOPLE):.0f} orders a week come by chance, which moves the core by what the "
            "tolerance says. Published: a time of 1.0161 and a standard of 1.0223 hours, where "
            "1.08 are the norm; e-folding 29.4 weeks."
        ),
    )


def _balance() -> Check:
    """The end of a lasting overload."""

    def observe(runs: Runs) -> Mapping[str, float]:
        return {"standard after 3 years": standards(runs["base"])[-1]}

    return Check(
        "overload_lasts",
        "D",
        "10 % more orders for ever: the standard falls until the load fits",
        f"{SOURCE}: T* = capacity / orders",
        WORLD,
        (Claim("standard after 3 years", 1.0 / SURGE, "norm", tolerance=0.003),),
        observe,
        None,
        Size(12),
        sets={
            **sized(PEOPLE),
            PURCHASES: ORDERS_PER_YEAR * SURGE,
            RESTORATION: EROSION,
            "time.horizon_months": 3 * YEAR_MONTHS,
        },
        note=(
            "Restored as it erodes: a standard that only ever falls would follow every busy week "
            "down for ever. What is left of the way, and chance, are the tolerance."
        ),
    )


def _passing() -> Check:
    """An overload that passes, with and without the asymmetry."""
    weeks = [SURGE] * OVERLOAD + [1.0] * 60
    eroded, alike = core(weeks), core(weeks, EROSION)
    month = MONTHS + YEAR_MONTHS
    week = int(month * MONTH / WEEK)

    def observe(runs: Runs) -> Mapping[str, float]:
        lasting, healing = (standards(runs[name]) for name in ("never", "alike"))
        rises = np.diff(lasting[MONTHS - 1 :])
        return {
            "standard when it ends": lasting[MONTHS - 1],
            "standard a year later": lasting[month - 1],
            "largest rise in a month of that year": max(float(rises.max()), 0.0),
            "standard a year later, restored as it erodes": healing[month - 1],
        }

    return Check(
        "overload_passes",
        "D",
        "10 % more orders for 26 weeks: the standard stays down",
        COMPUTED,
        WORLD,
        (
            Claim("standard when it ends", eroded.standard[OVERLOAD], "norm", tolerance=0.001),
            Claim("standard a year later", eroded.standard[week], "norm", tolerance=0.003),
            Claim(
                "largest rise in a month of that year",
                0.0,
                "norm",
                Kind.EXACT,
                tolerance=1e-6,
            ),
            Claim(
                "standard a year later, restored as it erodes",
                alike.standard[week],
                "norm",
                tolerance=0.002,
            ),
        ),
        observe,
        None,
        Size(12),
        sets={**sized(5000), "time.horizon_months": month},
        arms={
            "never": Arm({RESTORATION: NEVER}, (surge(SURGE, 0, MONTHS),)),
            "alike": Arm({RESTORATION: EROSION}, (surge(SURGE, 0, MONTHS),)),
        },
        note=(
            "Published: the standard erodes by 5.3 % and stays there. Orders that come by chance "
            "erode it a little further, which is the tolerance; 8.14 million weeks of restoration "
            "are not quite never."
        ),
    )


# The chain ----------------------------------------------------------------------------------------


def last_year(table: Array, top: int, bottom: int) -> float:
    """One column over another, the mean of the months of the last year, which count alike."""
    months = table[-YEAR_MONTHS:]
    return float((months[:, top] / months[:, bottom]).mean())


def _quality() -> Check:
    """What customers notice of an overload long after it."""

    def looked_at(run: Run) -> dict[str, float]:
        records = run.records
        desk = (CHANNELS.column("empathy_sum"), CHANNELS.column("perceived"))
        people = (FIRM.column("satisfaction_sum"), FIRM.column("customers_closing"))
        return {
            "standard": float(standards(run)[-YEAR_MONTHS:].mean()),
            "empathy": last_year(records.channels[:, 0], *desk),
            "satisfaction": last_year(records.firm, *people),
        }

    def observe(runs: Runs) -> Mapping[str, float]:
        seen = {name: looked_at(run) for name, run in runs.items()}
        found = {}
        for what in ("standard", "empathy", "satisfaction"):
            lasting = seen["busy"][what] - seen["calm"][what]
            healed = seen["busy, alike"][what] - seen["calm, alike"][what]
            found[f"{what}: change"] = lasting
            found[f"{what}: change, restored as it erodes"] = healed
            found[f"{what}: difference of the two"] = lasting - healed
        return found

    busy = (surge(2.0, MONTHS, 2 * MONTHS),)
    alike = {RESTORATION: EROSION}
    units = {"standard": "norm", "empathy": "level", "satisfaction": "level"}
    falls = [Claim(f"{what}: change", 0.0, unit, Kind.BELOW) for what, unit in units.items()]
    return Check(
        "overload_remembered",
        "D",
        "A busy half year, two years later: what the staff and their customers keep of it",
        f"{SOURCE}: a passing overload lowers quality for good; the asymmetry is the reason",
        "verification/overload",
        (
            *falls,
            *(
                claim
                for what in ("standard", "empathy")
                for claim in (
                    Claim(f"{what}: change, restored as it erodes", 0.0, units[what]),
                    Claim(f"{what}: difference of the two", 0.0, units[what], Kind.BELOW),
                )
            ),
        ),
        observe,
        Size(20),
        Size(30),
        arms={
            "calm": Arm(),
            "busy": Arm(interventions=busy),
            "calm, alike": Arm(alike),
            "busy, alike": Arm(alike, busy),
        },
        note="Differences between a business with twice the needs for half a year and one without.",
    )


CHECKS: Final = (_core(), _path(), _response(), _balance(), _passing(), _quality())
"""Every check of this part."""
