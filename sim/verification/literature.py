"""What studies of real firms found, beside what the simulator gives: shown, never judged.

The firms of the studies are not ours, so that a figure inside its range proves little and one
outside asks for an explanation. Where a range is wider than the published figure, its claim says
who drew it.
"""

from collections.abc import Mapping
from itertools import pairwise
from math import inf, log
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.agents.employee import POSITIONS
from sim.metrics import CATALOGUE, POINTS, measured
from sim.parameters import PURCHASE
from sim.records import CONTACTS, FIRM
from sim.units import MONTH
from sim.verification.check import Arm, Check, Claim, Kind, Run, Runs, Size

Array = NDArray[np.float64]

TEXTBOOK: Final = "firms/textbook"
CONTACT_LOG: Final = frozenset({"contacts"})

PUBLISHED: Final = "literature"
"""Mark of a figure read in a text on the study, often an abstract or a summary."""
RECALLED: Final = "recalled, unverified"


def target(quantity: str, least: float, most: float, unit: str, source: str, **more: Any) -> Claim:
    """A published range, to be shown beside what the simulator gives."""
    return Claim(quantity, least, unit, Kind.TARGET, most, source=source, **more)


def logged(run: Run, name: str) -> Array:
    """A column of the contact log."""
    return run.records.contacts[:, CONTACTS.column(name)]


# Business units -----------------------------------------------------------------------------------

HARTER: Final = f"Harter, Schmidt & Hayes (2002), 7,939 units, true-score correlations; {PUBLISHED}"


def _units() -> Check:
    """Correlations over business units."""
    names = (
        "employee_satisfaction",
        "customer_satisfaction",
        "quits_per_year",
        "contacts_per_paid_day",
        "profit_margin",
        "good_to_bad_news",
    )

    def observe(runs: Runs) -> Mapping[str, float]:
        run = runs["base"]
        seen = measured(run.records, run.plan)
        figures = {name: CATALOGUE[name](seen) for name in names}
        return {**figures, "good news to bad": figures["good_to_bad_news"]}

    def between(outcome: str, figure: str, published: float) -> Claim:
        half, double = sorted((published / 2.0, published * 2.0))
        return target(
            f"staff's satisfaction with {outcome}",
            half,
            double,
            "correlation",
            f"{HARTER}: {published:+.2f}; range: half to double, Assumption",
            of=("employee_satisfaction", figure),
        )

    return Check(
        "business_units",
        "G",
        "Units of the textbook firm: satisfied staff, satisfied customers, results",
        HARTER,
        TEXTBOOK,
        (
            between("that of customers", "customer_satisfaction", 0.32),
            between("quits", "quits_per_year", -0.36),
            between("productivity", "contacts_per_paid_day", 0.20),
            between("profitability", "profit_margin", 0.15),
            target(
                "good news to bad",
                2.4,
                3.6,
                "-",
                f"East, Hammond & Wright (2007), fifteen studies; {PUBLISHED}: 3 to 1; range: "
                "a fifth either way, Assumption",
            ),
        ),
        observe,
        Size(20, {"time.horizon_months": 12}),
        Size(30, {"time.horizon_months": 24}),
        note=(
            "Each replication is a unit. These units differ by luck alone; those of the study also "
            "in management, place and trade. docs/calibration.md holds three of these figures "
            "against wider ranges."
        ),
    )


def _sears() -> Check:
    """From staff to customers to revenue."""

    def observe(runs: Runs) -> Mapping[str, float]:
        base, better = (measured(run.records, run.plan) for run in runs.values())

        def gain(name: str) -> float:
            return CATALOGUE[name](better) - CATALOGUE[name](base)

        staff, customers = gain("employee_satisfaction"), gain("customer_satisfaction")
        growth = POINTS * (CATALOGUE["revenue"](better) / CATALOGUE["revenue"](base) - 1.0)
        return {
            "staff's satisfaction gained": staff,
            "customers' satisfaction for five points of staff": 5.0 * customers / staff,
            "revenue for five points of staff": 5.0 * growth / staff,
        }

    sears = f"Rucci, Kirn & Quinn (1998), Sears; figures {PUBLISHED}, their units {RECALLED}"
    half = "range: half to double, Assumption"
    lever = {"kind": "internal_quality", "add_per_head_per_month": 300}
    return Check(
        "sears",
        "G",
        "Five points of staff's satisfaction bring 1.3 of customers' and 0.5 % of revenue",
        sears,
        TEXTBOOK,
        (
            target("staff's satisfaction gained", 0.0, inf, "point", "size of the lever"),
            target(
                "customers' satisfaction for five points of staff",
                0.65,
                2.6,
                "point",
                f"{sears}: 1.3; {half}",
            ),
            target("revenue for five points of staff", 0.25, 1.0, "%", f"{sears}: 0.5; {half}"),
        ),
        observe,
        Size(6, {"time.horizon_months": 24}),
        Size(10),
        arms={"base": Arm(), "better": Arm(interventions=(lever,))},
        note=(
            "The lever is more internal quality, paid for; it acts on customers also past staff's "
            "satisfaction, by tools and training, and for years. Sears found an association."
        ),
    )


# After a failure ----------------------------------------------------------------------------------

WAIT_AND_SEE: Final = 6.0 * MONTH
"""Failures are those of the first months; later ones have too little time to buy again [day]."""

BETWEEN: Final = 1.0 * MONTH
"""A purchase counts as another one after so long, when every complaint has been answered [day]."""

VOICED: Final = {"channels.store.complaint_ease": 1e6}

REMEDIES: Final[dict[str, dict[str, Any]]] = {
    "did not complain": {"channels.store.complaint_ease": 0},
    "complained, not satisfied": {
        **VOICED,
        "firm.recovery.response_days": 20,
        "firm.recovery.compensation_fraction": 0,
    },
    "satisfied": {
        **VOICED,
        "firm.recovery.response_days": 5,
        "firm.recovery.compensation_fraction": 0.3,
    },
    "satisfied quickly": {
        **VOICED,
        "firm.recovery.response_days": 0,
        "firm.recovery.compensation_fraction": 0.3,
    },
}
"""What everybody with a failed purchase lives through, by the row of the study."""


def bought_again(run: Run) -> float:
    """Of purchases that failed, those whose customer bought again later."""
    is_purchase = logged(run, "kind") == PURCHASE
    time, person = logged(run, "time")[is_purchase], logged(run, "person")[is_purchase]
    failed = (logged(run, "failed")[is_purchase] == 1.0) & (time < WAIT_AND_SEE)
    last = dict(zip(person, time, strict=True))
    again = [last[one] > at + BETWEEN for one, at in zip(person[failed], time[failed], strict=True)]
    return float(np.mean(again))


def _tarp() -> Check:
    """Complaints that are answered well keep customers."""

    def observe(runs: Runs) -> Mapping[str, float]:
        found = {name: bought_again(run) for name, run in runs.items()}
        rows = list(REMEDIES)
        gains = {
            f"{later} - {earlier}": found[later] - found[earlier]
            for earlier, later in pairwise(rows)
        }
        return {**{f"buy again: {name}": share for name, share in found.items()}, **gains}

    tarp = f"Goodman & Newman (TARP), by way of J. Huba; {PUBLISHED}"
    shares = {
        "did not complain": (0.09, 0.37),
        "complained, not satisfied": (0.19, 0.46),
        "satisfied": (0.54, 0.70),
        "satisfied quickly": (0.82, 0.95),
    }
    rows = list(REMEDIES)
    return Check(
        "tarp",
        "G",
        "After a failed purchase: who is answered well and quickly buys again",
        tarp,
        "verification/remedy",
        (
            *(
                target(
                    f"buy again: {name}",
                    *shares[name],
                    "fraction",
                    f"{tarp}: {shares[name][0]:.0%} at a loss above $100, {shares[name][1]:.0%} "
                    "below $5",
                )
                for name in REMEDIES
            ),
            *(
                target(f"{later} - {earlier}", 0.0, inf, "fraction", f"{tarp}: the order")
                for earlier, later in pairwise(rows)
            ),
        ),
        observe,
        Size(8),
        Size(30),
        arms={name: Arm(sets) for name, sets in REMEDIES.items()},
        log=CONTACT_LOG,
        note=(
            "Every failed purchase is met in the same way in an arm: silent, or answered after 20 "
            "days with nothing, after 5 or 0 days with fair compensation. Share of customers with "
            "a failed purchase in the first half year who buy again more than a month later. In "
            "the study people choose whether to complain, and those who do may be attached more; "
            "here a bad answer, by itself, is worse than none."
        ),
    )


# Satisfaction and loyalty -------------------------------------------------------------------------

LEVELS: Final = (0.4, 0.6, 0.7, 0.8, 0.9, 1.0)


def _satisfaction() -> Check:
    """The shape of loyalty over satisfaction."""

    def observe(runs: Runs) -> Mapping[str, float]:
        stays = {}
        for level in LEVELS:
            firm = runs[f"{level:g}"].records.firm
            had = firm[0, FIRM.column("customers_opening")]
            stays[level] = float(1.0 - firm[:, FIRM.column("lost")].sum() / had)
        odds = {level: log(stay / (1.0 - stay)) for level, stay in stays.items()}
        below, above = (stays[0.6] - stays[0.4]) / 0.2, (stays[1.0] - stays[0.6]) / 0.4
        return {
            "loyalty gained by a point above 60, over that below": above / below,
            "log odds to stay: 80 to 100, over 60 to 80": (
                (odds[1.0] - odds[0.8]) / (odds[0.8] - odds[0.6])
            ),
            "odds to stay: 90 over 70": float(np.exp(odds[0.9] - odds[0.7])),
        }

    return Check(
        "satisfaction_to_loyalty",
        "G",
        "How loyalty follows satisfaction: its shape",
        "Satisfaction surveys, by claim",
        "verification/suppliers",
        (
            target(
                "loyalty gained by a point above 60, over that below",
                0.4,
                1.0,
                "-",
                "ECSI survey of mobile phones, 250 customers: slope 0.82 above an index of 60, "
                "1.48 below, 0.55 of it; computed from the data; of loyalty as stated, not done; "
                "range: Assumption",
            ),
            target(
                "log odds to stay: 80 to 100, over 60 to 80",
                1.0,
                inf,
                "-",
                f"Mittal & Kamakura (2001), 100,040 car owners; {PUBLISHED}: increasing returns in "
                "behaviour; that it shows in log odds is an Assumption",
            ),
            target(
                "odds to stay: 90 over 70",
                3.0,
                12.0,
                "-",
                f"Xerox: who answers 5 of 5 is six times as likely to buy again as who answers 4; "
                f"Heskett et al. (1994), Jones & Sasser (1995); {PUBLISHED}; read as odds at 90 "
                "and 70 points; range: half to double, Assumption",
            ),
        ),
        observe,
        Size(6),
        Size(20, {"market.people": 3000}),
        sets={
            "market.choice_by_presence": 0,
            "customers.segments.people.opening_customers": 1,
            "customers.segments.people.exit_alpha": 3.4,
            "customers.segments.people.exit_beta": 7,
            "customers.perception.satisfaction_step": 0,
            "links.customer_satisfaction_to_retention": 1,
        },
        arms={
            f"{level:g}": Arm({"customers.perception.opening_satisfaction": level})
            for level in LEVELS
        },
        note="Everybody is equally satisfied in an arm and decides once whether to stay.",
    )


# When the contact worker leaves -------------------------------------------------------------------

GONE: Final = 14.0
"""Days without a contact, and none ever again, after which somebody counts as gone [day]."""


def _satisfied_after(run: Run) -> dict[str, float]:
    """Satisfied customers by whether their contact worker served them again or has left."""
    neutral = run.plan.regimes[0].parameters.perception.neutral_satisfaction
    keep = (logged(run, "employee") >= 0.0) & (logged(run, "score") >= 0.0)
    time, person, employee, score = (
        logged(run, name)[keep] for name in ("time", "person", "employee", "score")
    )
    last_seen: dict[float, float] = {}
    for at, who in zip(time, employee, strict=True):
        last_seen[who] = max(at, last_seen.get(who, 0.0))
    known: dict[tuple[float, float], float] = {}
    satisfied: dict[str, list[bool]] = {"stays": [], "has left": []}
    for row in np.argsort(time, kind="stable"):
        team = employee[row] // POSITIONS**2
        before = known.get((person[row], team))
        known[person[row], team] = employee[row]
        if before == employee[row]:
            satisfied["stays"].append(score[row] >= neutral)
        elif before is not None and last_seen[before] < time[row] - GONE:
            satisfied["has left"].append(score[row] >= neutral)
    return {name: float(np.mean(of)) for name, of in satisfied.items()}


def _contact_worker() -> Check:
    """Customers whose contact worker leaves."""

    def observe(runs: Runs) -> Mapping[str, float]:
        found = _satisfied_after(runs["base"])
        return {
            "satisfied while the contact worker stays": found["stays"],
            "satisfied once the contact worker has left": found["has left"],
            "points lost": POINTS * (found["stays"] - found["has left"]),
        }

    insurer = f"Heskett et al. (1994), a property insurer of 1991; {PUBLISHED}"
    wide = "range: a tenth either way, Assumption"
    return Check(
        "contact_worker",
        "G",
        "Customers are less satisfied once their contact worker has left",
        insurer,
        TEXTBOOK,
        (
            target(
                "satisfied while the contact worker stays",
                0.65,
                0.85,
                "fraction",
                f"{insurer}: 75 %; {wide}",
            ),
            target(
                "satisfied once the contact worker has left",
                0.45,
                0.65,
                "fraction",
                f"{insurer}: 55 %; {wide}",
            ),
            target(
                "points lost",
                10.0,
                40.0,
                "point",
                f"{insurer}: 20; range: half to double, Assumption",
            ),
        ),
        observe,
        Size(6, {"time.horizon_months": 12}),
        Size(10, {"time.horizon_months": 24}),
        sets={
            f"firm.tiers.{tier}.has_relationship_manager": True
            for tier in ("regular", "silver", "gold")
        },
        log=CONTACT_LOG,
        note=(
            "Everybody has a relationship manager. Satisfied: a contact judged at or above "
            "neutral. Somebody who has served nobody for two weeks, and never does again, has left."
        ),
    )


CHECKS: Final = (_units(), _sears(), _tarp(), _satisfaction(), _contact_worker())
"""Every check of this part."""
