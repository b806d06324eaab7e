"""Worlds are built, given more room, and read out; what happens in them is the loop's business."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.behaviour.channel import queue_class
from sim.concentration import concentration
from sim.engine.compiled import calendar, cases, registers
from sim.engine.compiled.loop import Room
from sim.engine.compiled.parameters import plan_arrays
from sim.engine.compiled.state import (
    CASE,
    CHANNEL,
    EMPLOYEE,
    FIRM,
    LEAVINGS,
    LINE,
    NOBODY,
    PERSON,
    POSITION,
    POSITIONS,
    RUN,
    TEAM,
    TRIAL,
    Array,
    World,
)
from sim.parameters import Campaign, Parameters, Plan
from sim.records import CONTACTS, EVENTS, Records
from sim.units import MONTHS_PER_YEAR, Days

FEW: Final = cases.MOST_AT_ONCE
LOG_ROWS: Final = 65536
"""Rows that a log has room for at first."""


def new_world(
    plan: Plan, seed: int, replication: int, log: frozenset[str], grid: Days = 0.0
) -> World:
    """A world in which nothing has happened yet.

    Parameters
    ----------
    plan : Plan
        What to run.
    seed, replication : int
        Key of every random number [-].
    log : frozenset of str
        Logs to keep.
    grid : float
        As for `run` [day].

    Returns
    -------
    World
    """
    p = plan.regimes[0].parameters
    all_p = [regime.parameters for regime in plan.regimes]
    people, channels, teams = p.market.people, len(p.channels), len(p.teams)
    staff = sum(team.positions for team in p.teams)
    is_managed = any(
        service.has_relationship_manager for one in all_p for service in one.firm.tiers.services
    )
    classes = _classes(all_p)
    runs, run_of = _runs(plan)
    firm = np.zeros(1, FIRM)
    firm["next_change"] = plan.regimes[1].start if len(plan.regimes) > 1 else math.inf
    firm["months"] = plan.months
    firm["warm_up_months"] = plan.warm_up_months
    firm["stops_at"] = math.inf
    firm["seed"] = seed
    firm["replication"] = replication
    firm["n_free_cases"] = 2 * FEW
    firm["logs_contacts"] = "contacts" in log
    firm["logs_events"] = "events" in log
    team = np.zeros(teams, TEAM)
    team["positions"] = [one.positions for one in p.teams]
    team["pressure"] = 1.0
    team["first_idle"] = team["last_idle"] = NOBODY
    positions = np.zeros((teams, POSITIONS), POSITION)
    positions["holder"] = NOBODY
    lines = np.zeros((channels + teams, len(classes)), LINE)
    lines["first"] = lines["last"] = NOBODY
    rows = {name: LOG_ROWS if name in log else 0 for name in ("contacts", "events")}
    return World(
        # Everybody may join later, or have needs and a contract that begin with the clock; when a
        # week or a month ends, whoever holds a position is told.
        calendar=calendar.empty(
            2 * FEW + people * any(segment.opening_spread > 0.0 for segment in p.segments),
            FEW + 2 * people + positions.size + teams + len(runs) + len(plan.payments),
            FEW + positions.size,
            grid,
        ),
        plan=plan_arrays(plan),
        tables=registers.empty(plan.months, p, len(plan.campaigns)),
        firm=firm,
        leavings=np.zeros((2, MONTHS_PER_YEAR), LEAVINGS),
        shares=np.array([segment.share for segment in p.segments]),
        people=np.zeros(people, PERSON),
        tastes=np.zeros((people, channels)),
        known_by=np.zeros((people, teams if is_managed else 0), np.int32),
        cases=np.zeros(2 * FEW, CASE),
        free_cases=np.arange(2 * FEW)[::-1].copy(),
        employees=np.zeros(2 * staff + FEW, EMPLOYEE),
        teams=team,
        positions=positions,
        channels=np.zeros(channels, CHANNEL),
        usual_waits=np.zeros(channels),
        lines=lines,
        n_waiting=np.zeros(channels + teams, np.int64),
        classes=classes,
        runs=runs,
        run_of=run_of,
        trials=np.zeros((len(runs), people), TRIAL),
        contacts=np.zeros((rows["contacts"], len(CONTACTS.columns))),
        events=np.zeros((rows["events"], len(EVENTS.columns))),
    )


def _classes(all_p: Sequence[Parameters]) -> Array:
    """Classes of contacts that a plan knows, the one served first first."""
    found = {
        queue_class(channel.priority, service.queue_priority)
        for p in all_p
        for channel in p.channels
        for service in p.firm.tiers.services
    }
    return np.array(sorted(found), np.int64)


def _runs(plan: Plan) -> tuple[Array, Array]:
    """Campaigns with a schedule of their own, and which of them each of the plan's is."""

    def schedule(campaign: Campaign) -> tuple[str, float, int, float]:
        return campaign.name, campaign.start, campaign.waves, campaign.wave_interval

    known = [
        schedule(campaign)
        for regime in plan.regimes
        for campaign in regime.parameters.firm.campaigns
    ]
    schedules = list(dict.fromkeys(known))
    runs = np.zeros(len(schedules), RUN)
    runs["row"] = [plan.campaigns.index(name) for name, *_ in schedules]
    for place, field in enumerate(("start", "waves", "interval"), 1):
        runs[field] = [one[place] for one in schedules]
    return runs, np.array([schedules.index(one) for one in known], np.int64)


def with_more_room(world: World, room: Room) -> World:
    """The same world with room for what its next event may make.

    Parameters
    ----------
    world : World
        Not to be used any more: what had room already is the same array.
    room : Room
        On the calendar; of anything else an event makes a few at most.

    Returns
    -------
    World
    """
    state = world.firm[0]
    book = calendar.enlarged(world.calendar, *room)
    world = world._replace(calendar=book)
    if state["n_free_cases"] < FEW:
        held = len(world.cases)
        more = max(held // calendar.GROWTH, FEW)
        free = np.zeros(held + more, np.int64)
        n = int(state["n_free_cases"])
        free[:n] = world.free_cases[:n]
        free[n : n + more] = np.arange(held + more - 1, held - 1, -1)
        state["n_free_cases"] = n + more
        world = world._replace(cases=_longer(world.cases, more), free_cases=free)
    if state["n_employees"] == len(world.employees):
        world = world._replace(employees=_longer(world.employees, len(world.employees)))
    if state["logs_contacts"] and state["n_contacts"] + FEW > len(world.contacts):
        world = world._replace(contacts=_longer(world.contacts, len(world.contacts)))
    if state["logs_events"] and state["n_events"] == len(world.events):
        world = world._replace(events=_longer(world.events, len(world.events)))
    return world


def _longer(rows: Array, more: int) -> Array:
    """Rows, and more of them."""
    longer = np.zeros((len(rows) + more, *rows.shape[1:]), rows.dtype)
    longer[: len(rows)] = rows
    return longer


def records_of(world: World) -> Records:
    """Everything that a world has written down.

    Parameters
    ----------
    world : World
        Its run is over.

    Returns
    -------
    Records
    """
    state = world.firm[0]
    people = world.people
    counted = people["is_counted"]  # not the rows: a copy of them would be the run's peak of memory
    bought = np.column_stack(
        [people[name][counted] for name in ("revenue", "contribution", "sales")]
    )
    return Records(
        **world.tables._asdict(),
        concentration=concentration(bought),
        contacts=world.contacts[: state["n_contacts"]],
        events=world.events[: state["n_events"]],
    )
