"""Contacts wait in a queue, twin of `sim.agents.queue`."""

from typing import Any

from sim.behaviour import order
from sim.engine.compiled import actions, calendar, facts
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.state import NOBODY
from sim.units import Days


@compiled
def line_of(w: Any, queue_class: int) -> int:
    """Place of a class among all that the plan knows."""
    line = 0
    while w.classes[line] != queue_class:
        line += 1
    return line


@compiled
def join(w: Any, queue: int, row: int, is_patient: bool, patience: Days) -> None:
    """Let a contact wait, until its patience ends if it is not patient."""
    case = w.cases[row]
    line = w.lines[queue, case.line]
    case.queue = queue
    case.is_waiting = True
    case.next = NOBODY
    case.previous = line.last
    if line.last == NOBODY:
        line.first = row
    else:
        w.cases[line.last].next = row
    line.last = row
    w.n_waiting[queue] += 1
    if not is_patient:
        case.n_pending += 1
        calendar.at(
            w.calendar,
            facts.now(w) + patience,
            order.PATIENCE_END,
            case.person,
            actions.what(actions.PATIENCE_ENDS, row, case.stage),
        )


@compiled
def leave(w: Any, row: int) -> None:
    """Take a contact out."""
    case = w.cases[row]
    line = w.lines[case.queue, case.line]
    if case.previous == NOBODY:
        line.first = case.next
    else:
        w.cases[case.previous].next = case.next
    if case.next == NOBODY:
        line.last = case.previous
    else:
        w.cases[case.next].previous = case.previous
    case.is_waiting = False
    w.n_waiting[case.queue] -= 1


@compiled
def next_case(w: Any, queue: int) -> int:
    """Contact to serve next, taken out of the queue; nobody when nobody waits."""
    if w.n_waiting[queue] == 0:
        return NOBODY
    line = 0
    while w.lines[queue, line].first == NOBODY:
        line += 1
    row = w.lines[queue, line].first
    leave(w, row)
    return row
