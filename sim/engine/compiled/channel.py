"""A channel receives contacts, twin of `sim.agents.channel`."""

from typing import Any, Final

from sim import randomness as rnd
from sim.behaviour import channel as behaviour
from sim.behaviour import order, purposes
from sim.behaviour import service as serving
from sim.engine.compiled import actions, calendar, cases, facts, queue, service, team
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.state import NOBODY
from sim.parameters import CALL_BACK, COMPLAINT, SELF_SERVICE, UNLIMITED
from sim.records import CHANNELS, HOURS
from sim.units import Fraction

OFFERED: Final = CHANNELS.column("offered")
OPEN: Final = CHANNELS.column("open")
EXPLAINED_AGAIN: Final = CHANNELS.column("explained_again")
HOUR_OFFERED: Final = HOURS.column("offered")


@compiled
def receive(w: Any, row: int, index: int, kind: int, number: int, again: Fraction) -> None:
    """Take a contact in; an event tells when it is over."""
    case = w.cases[row]
    person = w.people[case.person]
    p = facts.channel(w, index)
    case.channel = index
    case.visit_kind = kind
    case.visit = number
    case.again = again
    case.asked = facts.now(w)
    case.line = 0
    case.has_manager = False
    case.employee = NOBODY
    case.served = False
    case.failed = False
    case.wait = 0.0
    case.duration = 0.0
    case.assurance = 0.0
    case.empathy = 0.0
    table = w.tables.channels[w.firm[0].month, index]
    table[OFFERED] += 1.0
    if facts.is_measured(w):
        service.hour_row(w, row)[HOUR_OFFERED] += 1.0
    w.channels[index].n_open += 1
    if again > 0.0:
        table[EXPLAINED_AGAIN] += 1.0
    if p.team == SELF_SERVICE and _has_place(w, index):
        _serve_itself(w, row)
        return
    how = facts.service(w, person)
    case.line = queue.line_of(w, behaviour.queue_class(p.priority, how.queue_priority))
    case.has_manager = how.has_relationship_manager
    is_patient = not (p.patience > 0.0 and kind != COMPLAINT and kind != CALL_BACK)
    patience = 0.0
    if not is_patient:
        patience = rnd.exponential(
            rnd.uniform(person.key, purposes.PATIENCE, number),
            p.patience * person.traits.patience_factor,
        )
    if p.team == SELF_SERVICE:
        queue.join(w, index, row, is_patient, patience)
    else:
        team.receive(w, p.team, row, is_patient, patience)


@compiled
def _has_place(w: Any, index: int) -> bool:
    """Whether one more contact can serve itself at once."""
    capacity = facts.channel(w, index).capacity
    return capacity == UNLIMITED or w.channels[index].n_served_now < capacity


@compiled
def fill(w: Any, index: int) -> None:
    """Serve those who wait for a place, as far as there are places."""
    while w.n_waiting[index] > 0 and _has_place(w, index):
        _serve_itself(w, queue.next_case(w, index))


@compiled
def _serve_itself(w: Any, row: int) -> None:
    """Self-service: the system serves many at once."""
    case = w.cases[row]
    w.channels[case.channel].n_served_now += 1
    service.answer(w, row)
    brought = serving.serve_itself(
        w.people[case.person].key,
        case.visit,
        case.visit_kind,
        facts.channel(w, case.channel),
        case.again,
        facts.parameters(w).employees,
    )
    case.duration = brought.duration
    case.failed = brought.failed
    case.assurance = brought.assurance
    case.empathy = brought.empathy
    calendar.at(
        w.calendar,
        facts.now(w) + case.duration,
        order.SERVICE_END,
        case.person,
        actions.what(actions.SELF_SERVED, row, 0),
    )


@compiled
def has_served_itself(w: Any, row: int) -> None:
    """A place is free again."""
    index = w.cases[row].channel
    w.channels[index].n_served_now -= 1
    service.finish(w, row)
    fill(w, index)


@compiled
def patience_ends(w: Any, row: int, stage: int) -> None:
    """Take a contact out if it still waits."""
    case = w.cases[row]
    if case.is_waiting and case.stage == stage:
        queue.leave(w, row)
        service.give_up(w, row)
    cases.patience_is_over(w, row)


@compiled
def close_month(w: Any, index: int) -> None:
    """Write down what is still open."""
    w.tables.channels[w.firm[0].month, index, OPEN] = float(w.channels[index].n_open)
