"""What a run has reached: of the scenario language, of the events, of what is written down."""

from collections.abc import Iterator
from typing import Any, get_args

import numpy as np

from sim.behaviour import order
from sim.behaviour.channel import queue_class
from sim.parameters import ARROWS, KINDS, LIFE_CYCLE, RELATIONSHIPS, SELF_SERVICE, Plan
from sim.records import Records
from sim.scenarios.schema.interventions import AnyIntervention
from sim.scenarios.schema.interventions.shocks import SHOCKS
from tests.worlds import COLUMNS, column

BY_COLUMN = ("firm", "segments", "channels", "teams", "tenure", "campaigns", "ledger")
"""Tables of which every column shall be other than 0 in some run."""

HOW = ("cut", "changed")
"""What becomes of a link."""

CORNERS = (
    *("a place in self-service is waited for", "patience ends in self-service"),
    *("a partner's team serves", "positions follow demand", "a freeze keeps a position open"),
    *("tiers wait in classes of their own", "positions are planned anew"),
    *("competitors answer with their price", "competitors answer with their quality"),
    *("good press", "bad press", "a complaint is settled at the desk", "a milestone is passed"),
    *("several segments", "several teams", "one team serves several channels"),
    *("regimes follow each other", "an initiative is paid for", "no customer"),
)
"""What no column of its own tells."""


def kinds_of_interventions() -> set[str]:
    """Every kind that the scenario language knows."""
    union, _ = get_args(AnyIntervention)
    return {get_args(one.model_fields["kind"].annotation)[0] for one in get_args(union)}


def all_there_is() -> set[str]:
    """Everything that shall be reached."""
    return {
        *(f"link {how}: {arrow.name}" for arrow in ARROWS for how in HOW),
        *(f"intervention: {kind}" for kind in kinds_of_interventions()),
        *(f"shock: {kind}" for kind in SHOCKS),
        *(f"event: {name}" for name in order.NAMES[1:]),
        *(f"contact: {kind}" for kind in KINDS),
        *(f"stage: {stage}" for stage in LIFE_CYCLE),
        *(f"lost: {kind}" for kind in RELATIONSHIPS),
        *(f"column: {table}.{one.name}" for table in BY_COLUMN for one in COLUMNS[table]),
        *(f"corner: {corner}" for corner in CORNERS),
    }


def by_the_scenario(business: dict[str, Any]) -> Iterator[str]:
    """What its alternative is made of."""
    for intervention in business["alternatives"][0]["interventions"]:
        yield f"intervention: {intervention['kind']}"
        if intervention["kind"] == "shock":
            yield f"shock: {intervention['of']}"


def by_the_run(plan: Plan, records: Records) -> Iterator[str]:
    """What happened in it."""
    if len(records.contacts):
        for arrow, strength in zip(ARROWS, plan.regimes[0].parameters.links, strict=True):
            if strength != 1.0:
                yield f"link {'changed' if strength else 'cut'}: {arrow.name}"
    yield from (f"event: {order.NAMES[int(kind)]}" for kind in set(records.events[:, 1]))
    yield from (f"contact: {KINDS[int(kind)]}" for kind in set(column(records, "contacts.kind")))
    stages = records.life_cycle.any(axis=0)
    yield from (f"stage: {stage}" for stage, some in zip(LIFE_CYCLE, stages, strict=True) if some)
    lost = column(records, "segments.lost").any(axis=(0, 2))
    for segment, some in zip(plan.regimes[0].parameters.segments, lost, strict=True):
        if some:
            yield f"lost: {RELATIONSHIPS[segment.relationship]}"
    for table in BY_COLUMN:
        for one in COLUMNS[table]:
            if column(records, f"{table}.{one.name}").any():
                yield f"column: {table}.{one.name}"
    yield from (f"corner: {corner}" for corner in corners(plan, records))


def by_the_people(plan: Plan, people: np.ndarray) -> Iterator[str]:
    """What only people know at the end."""
    collected = people["card"]["collected"].max()
    for regime in plan.regimes:
        programme = regime.parameters.firm.programme
        if programme.is_active and any(one.spend <= collected for one in programme.milestones):
            yield "corner: a milestone is passed"


def corners(plan: Plan, records: Records) -> Iterator[str]:
    """What no column of its own tells, apart from what the people know."""
    all_p = [regime.parameters for regime in plan.regimes]
    p = all_p[0]

    def moves(name: str) -> Any:
        return np.ptp(column(records, name), axis=0) > 0.0

    for number, channel in enumerate(p.channels):
        if channel.team == SELF_SERVICE:
            if column(records, "channels.wait_time")[:, number].any():
                yield "a place in self-service is waited for"
            if column(records, "channels.abandoned")[:, number].any():
                yield "patience ends in self-service"
    for number, team in enumerate(p.teams):
        positions = column(records, "teams.positions")[:, number]
        if team.is_partner and column(records, "teams.served")[:, number].any():
            yield "a partner's team serves"
        if np.ptp(positions) > 0.0:
            yield "positions " + ("follow demand" if team.staffs_to_demand else "are planned anew")
        staff = column(records, "teams.staff_closing")[:, number]
        if team.hiring_is_frozen and (staff < positions).any():
            yield "a freeze keeps a position open"
        if sum(channel.team == number for channel in p.channels) > 1:
            yield "one team serves several channels"
    waited = column(records, "segments.wait_time").any(axis=(0, 1))
    classes = {
        queue_class(0, service.queue_priority)
        for service, some in zip(p.firm.tiers.services, waited, strict=True)
        if some
    }
    if len(classes) > 1:
        yield "tiers wait in classes of their own"
    for name in ("price", "quality"):
        if moves(f"firm.competitor_{name}"):
            yield f"competitors answer with their {name}"
    if column(records, "firm.heard_press").any():
        yield f"{'good' if p.market.press_news > 0.5 else 'bad'} press"
    if (column(records, "firm.complaints_closed") > column(records, "firm.settled_at_once")).any():
        yield "a complaint is settled at the desk"
    if len(p.segments) > 1:
        yield "several segments"
    if len(p.teams) > 1:
        yield "several teams"
    if len(plan.regimes) > 2:
        yield "regimes follow each other"
    if plan.payments:
        yield "an initiative is paid for"
    if not column(records, "firm.customers_closing").any():
        yield "no customer"
