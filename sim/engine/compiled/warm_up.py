"""Alternatives branch from the warm-up they have in common, as if each had lived it alone."""

import math
from typing import Any

import numpy as np

from sim.behaviour import order
from sim.engine.compiled import actions
from sim.engine.compiled.calendar import CLASS_BITS, EVENT, TIMED
from sim.engine.compiled.state import NOBODY, World
from sim.parameters import Plan
from sim.units import MONTH, Days


def end_of(plan: Plan) -> Days:
    """Moment at which the warm-up ends.

    Parameters
    ----------
    plan : Plan
        One alternative.

    Returns
    -------
    float
        From the start of the clock, 0 without a warm-up [day].
    """
    return plan.warm_up_months * MONTH


def in_common(plan: Plan) -> Plan:
    """The plan as far as it is known while the warm-up lasts.

    Parameters
    ----------
    plan : Plan
        One alternative.

    Returns
    -------
    Plan
        Regimes and payments of the warm-up alone; equal for all alternatives that may share it.
    """
    end = end_of(plan)
    return plan._replace(
        regimes=tuple(regime for regime in plan.regimes if regime.start < end),
        payments=tuple(payment for payment in plan.payments if payment.time < end),
    )


def is_branchable(world: World, common: World) -> bool:
    """Whether a world that has just been built may take over the life of another.

    Parameters
    ----------
    world : World
        Built from a plan, nothing has happened in it yet.
    common : World
        Built from `in_common` of that plan.

    Returns
    -------
    bool
        False where a campaign of the alternative alone begins within the warm-up, in which it does
        nothing but take turns, or has the name of another with other dates.
    """
    n = len(common.runs)
    later = world.runs[n:]
    end = common.firm[0]["stops_at"]
    return (
        bool(np.all(later["start"] >= end))
        and not np.isin(later["row"], world.runs[:n]["row"]).any()
    )


def branch(world: World, common: World) -> World:
    """Let a world take over the life of another up to the end of the warm-up.

    Parameters
    ----------
    world : World
        Built from a plan, nothing has happened in it yet.
    common : World
        Built from `in_common` of that plan, and lived until the warm-up was over; left as it is.

    Returns
    -------
    World
        As if the plan had been lived from the start.
    """
    n_campaigns = common.tables.campaigns.shape[1]
    campaigns = world.tables.campaigns
    campaigns[:, :n_campaigns] = common.tables.campaigns
    tables = {name: table.copy() for name, table in common.tables._asdict().items()}
    n_runs = len(common.runs)
    world.runs[:n_runs] = common.runs
    world.trials[:n_runs] = common.trials
    firm = common.firm.copy()
    regimes = len(common.plan.starts)
    later = world.plan.starts[regimes:]
    firm["next_change"] = later[0] if len(later) > 0 else math.inf
    firm["stops_at"] = math.inf
    known_by = np.full_like(world.known_by, NOBODY)
    if common.known_by.shape[1] > 0:
        known_by[:] = common.known_by
    # A class of contacts may stand at another place among those that this plan knows.
    places = np.searchsorted(world.classes, common.classes)
    world.lines[:, places] = common.lines
    waiting = common.cases.copy()
    waiting["line"] = places[waiting["line"]]
    same = ("people", "tastes", "free_cases", "employees", "teams", "positions", "channels")
    copies = {
        name: getattr(common, name).copy()
        for name in (*same, "usual_waits", "n_waiting", "leavings", "contacts", "events")
    }
    return world._replace(
        calendar=_calendar(world, common, float(firm["next_change"][0])),
        tables=world.tables._replace(**(tables | {"campaigns": campaigns})),
        firm=firm,
        known_by=known_by,
        cases=waiting,
        **copies,
    )


def _calendar(world: World, common: World, change: Days) -> Any:
    """What is to happen, and what this plan has in store beside."""
    counts = common.calendar.counts.copy()
    events = common.calendar.timed[: counts[TIMED]].copy()
    # Who waits for a need waits for a change of policy if that comes first.
    needs = (events["what"] & actions.ACTION_MASK) == actions.NEED_ARISES
    put_off = needs & (events["time"] >= change)
    events["time"][put_off] = change
    events["what"][put_off] += actions.NEED_CHANGES - actions.NEED_ARISES
    planned = _planned(world, common, change)
    timed = np.concatenate((events, planned))
    timed = timed[np.lexsort((timed["sequence"], timed["priority"], timed["time"]))]
    counts[TIMED] = len(timed)
    book = common.calendar
    return book._replace(
        timed=timed,
        beginnings=book.beginnings.copy(),
        notices=book.notices.copy(),
        counts=counts,
        now=book.now.copy(),
    )


def _planned(world: World, common: World, change: Days) -> Any:
    """Events that the plan has put on the clock at its start, in their order before all others."""
    found: list[tuple[Days, int, int, int]] = []
    for index, run in enumerate(world.runs[len(common.runs) :], len(common.runs)):
        if run["waves"] > 0:
            what = actions.what(actions.WAVE_GOES_OUT, index, 0)
            found.append((run["start"], order.OUTREACH, run["row"], what))
    if not math.isinf(change):
        found.append((change, order.POLICY, 0, actions.what(actions.POLICY_CHANGES, 0, 0)))
    end = common.firm[0]["stops_at"]
    for index, payment in enumerate(world.plan.payments):
        if payment["time"] >= end:
            what = actions.what(actions.PAYMENT_DUE, index, 0)
            found.append((payment["time"], order.POLICY, 1, what))
    return np.array(
        [
            (time, (kind << CLASS_BITS) + int(entity), place - len(found), what)
            for place, (time, kind, entity, what) in enumerate(found)
        ],
        dtype=EVENT,
    )
