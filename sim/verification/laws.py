"""What nothing reaches stays as it was, to the last bit: people, segments, cut arrows."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.records import CONTACTS, Records
from sim.verification.check import Arm, Check, Runs, Size, exactly

Array = NDArray[np.float64]

LAW: Final = "The law itself"
LIVELY: Final = "verification/lively"
HERMITS: Final = "verification/hermits"

CONTACT_LOG: Final = frozenset({"contacts"})


def apart(one: Array, other: Array) -> float:
    """Cells in which two tables differ; all of the larger where their shapes do."""
    if one.shape != other.shape:
        return float(max(one.size, other.size))
    return float(np.count_nonzero(one != other))


def cells_apart(one: Records, other: Records) -> float:
    """Cells in which two runs differ, the contact log included."""
    return sum(apart(*tables) for tables in zip(one, other, strict=True))


def rows(log: Array, keep: NDArray[np.bool_]) -> Array:
    """Rows of a contact log, in the order of people and their contacts."""
    kept: Array = log[keep]
    return kept[np.lexsort((kept[:, CONTACTS.column("sequence")], kept[:, PERSON]))]


PERSON: Final = CONTACTS.column("person")
AT: Final = CONTACTS.column("time")
BY: Final = CONTACTS.column("channel")


def _one_more_person() -> Check:
    """Everybody else's life goes on as it would without the newcomer."""
    people = 120

    def observe(runs: Runs) -> Mapping[str, float]:
        few, more = (runs[name].records.contacts for name in ("few", "more"))
        others = more[more[:, PERSON] < people]
        return {"cells of the others' contacts that differ": apart(few, others)}

    return Check(
        "one_more_person",
        "F",
        "One more person in a market of people who share nothing",
        LAW,
        HERMITS,
        exactly("cell", "cells of the others' contacts that differ"),
        observe,
        Size(5),
        Size(20, {"time.horizon_months": 12}),
        arms={
            "few": Arm({"market.people": people}),
            "more": Arm({"market.people": people + 1}),
        },
        log=CONTACT_LOG,
    )


def _one_segment() -> Check:
    """A lever on one segment is nothing to the other."""
    alone, bound = 0, 1
    segment = "customers.segments.bound"
    levers = {
        f"{segment}.purchases_per_year": 50,
        f"{segment}.spend_per_purchase": 90,
        f"{segment}.exit_odds": 0.2,
    }

    def observe(runs: Runs) -> Mapping[str, float]:
        base, changed = (runs[name].records for name in ("base", "changed"))
        met = [rows(one.contacts, one.contacts[:, BY] == alone) for one in (base, changed)]
        own = [rows(one.contacts, one.contacts[:, BY] == bound) for one in (base, changed)]
        tables = base.segments[:, alone], changed.segments[:, alone]
        return {
            "cells of the others' contacts that differ": apart(*met),
            "cells of the others' months that differ": apart(*tables),
            "runs in which the segment does not change": float(apart(*own) == 0.0),
        }

    return Check(
        "one_segment",
        "F",
        "More needs, spending and loyalty of one segment leave the other as it was",
        LAW,
        HERMITS,
        (
            *exactly(
                "cell",
                "cells of the others' contacts that differ",
                "cells of the others' months that differ",
            ),
            *exactly("run", "runs in which the segment does not change"),
        ),
        observe,
        Size(5),
        Size(20, {"time.horizon_months": 12}),
        sets={
            "customers.segments.alone.channel_shares": {"online": 1, "kiosk": None},
            f"{segment}.channel_shares": {"kiosk": 1, "online": None},
            "channels.online.escalates_to": None,
        },
        arms={
            "base": Arm(),
            "changed": Arm(
                interventions=tuple(
                    {"kind": "set", "path": path, "value": value, "start_month": 1}
                    for path, value in levers.items()
                )
            ),
        },
        log=CONTACT_LOG,
        note="Each segment has a channel of its own, by which the log tells them apart.",
    )


NOTHING: Final[dict[str, Mapping[str, Any]]] = {
    "prices times 1": {"kind": "price", "factor": 1.0},
    "fixed cost times 1": {"kind": "scale", "path": "firm.fixed_cost_per_month", "factor": 1.0},
    "considerations plus 0": {
        **{"kind": "add", "path": "market.considerations_per_year", "amount": 0.0}
    },
    "the promise as it is": {"kind": "set", "path": "market.promise", "value": 0.95},
    "no programme": {"kind": "set", "path": "firm.programme.is_active", "value": False},
    "no more positions": {"kind": "staffing", "team": "store_team", "add_positions": 0},
    "pay times 1": {"kind": "pay", "team": "store_team", "factor": 1.0},
    "recovery as it is": {"kind": "recovery", "response_days": 2.0},
}
"""Levers of no size, in the lively firm."""


def _no_size() -> Check:
    """Levers of no size do nothing."""

    def observe(runs: Runs) -> Mapping[str, float]:
        base = runs["base"].records
        return {
            f"cells that differ: {name}": cells_apart(base, runs[name].records) for name in NOTHING
        }

    return Check(
        "levers_of_no_size",
        "F",
        "A lever that sets what is there already changes no cell of any table",
        LAW,
        LIVELY,
        exactly("cell", *(f"cells that differ: {name}" for name in NOTHING)),
        observe,
        Size(2),
        Size(5, {"time.horizon_months": 12}),
        arms={
            "base": Arm(),
            **{
                name: Arm(interventions=({**lever, "start_month": 2},))
                for name, lever in NOTHING.items()
            },
        },
        log=CONTACT_LOG,
    )


CUTS: Final = (
    "internal_quality_to_employee_satisfaction",
    "internal_quality_to_capability",
    "employee_satisfaction_to_quits",
    "employee_satisfaction_to_service",
    "recovery_to_satisfaction",
    "wait_to_quality",
    "profit_to_internal_quality",
)
"""Arrows cut, so that the levers below move money and nothing else."""

LEVERS: Final[dict[str, Mapping[str, Any]]] = {
    "internal quality": {
        **{"kind": "internal_quality", "add_per_head_per_month": 300},
        "drivers": ["training", "tools", "empowerment", "recognition", "support"],
    },
    "pay": {"kind": "pay", "team": "contact_centre", "factor": 1.3},
    "counselling": {"kind": "counselling", "add_per_head_per_month": 100},
    "compensation": {"kind": "recovery", "compensation_fraction": 0.9},
    "patience with waits": {
        **{"kind": "set", "path": "channels.hotline.wait_tolerance_minutes", "value": 0.5}
    },
}


def _cut_arrows() -> Check:
    """Levers whose arrow is cut reach nobody."""

    def reached(runs: Runs, name: str, way: str) -> float:
        return apart(runs[way].records.contacts, runs[f"{name}, {way}"].records.contacts)

    def observe(runs: Runs) -> Mapping[str, float]:
        found = {f"cells that differ: {name}": reached(runs, name, "cut") for name in LEVERS}
        idle = sum(reached(runs, name, "whole") == 0.0 for name in LEVERS)
        return {**found, "of these levers, without effect where nothing is cut": float(idle)}

    cut = {f"links.{name}": 0 for name in CUTS}
    plain = {"channels.hotline.wait_aversion": 0}
    return Check(
        "cut_arrows",
        "F",
        "A lever behind a cut arrow of the chain changes no contact of anybody",
        LAW,
        LIVELY,
        (
            *exactly("cell", *(f"cells that differ: {name}" for name in LEVERS)),
            *exactly("lever", "of these levers, without effect where nothing is cut"),
        ),
        observe,
        Size(2),
        Size(5, {"time.horizon_months": 12}),
        sets=plain,
        arms={
            "cut": Arm(cut),
            "whole": Arm(),
            **{f"{name}, cut": Arm(cut, (lever,)) for name, lever in LEVERS.items()},
            **{f"{name}, whole": Arm({}, (lever,)) for name, lever in LEVERS.items()},
        },
        log=CONTACT_LOG,
        note="Of internal quality all but selection, which no arrow stands for: it finds the able.",
    )


CHECKS: Final = (_one_more_person(), _one_segment(), _no_size(), _cut_arrows())
"""Every check of what stays untouched."""
