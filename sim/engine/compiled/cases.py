"""Cases come and go: rows that are taken, and free again when nothing speaks of them any more."""

from typing import Any, Final

from sim.engine.compiled.jit import compiled
from sim.engine.compiled.state import NOBODY

CONTACT, COMPLAINT, CALL = range(3)
"""Which process lives a case."""

FIRST, NEED, ASIDE = range(3)
"""What a contact comes from: a relationship that opens, a need, or neither (a reminder, say)."""

CHOSEN, HANDED_ON = range(2)
"""Which visit of a contact is under way."""

MOST_AT_ONCE: Final = 256
"""Cases, events and rows of a log that one event makes at most, if it is not about everybody."""


@compiled
def take(w: Any, who: int, role: int, origin: int) -> int:
    """A fresh case of a person."""
    firm = w.firm[0]
    firm.n_free_cases -= 1
    row = w.free_cases[firm.n_free_cases]
    case = w.cases[row]
    case.role = role
    case.origin = origin
    case.stage = CHOSEN
    case.person = who
    case.empathy_loss = 0.0
    case.discount_campaign = NOBODY
    case.discount = 0.0
    case.paid = 0.0
    case.paid_back_fraction = 0.0
    case.waited = 0.0
    case.is_waiting = False
    case.is_over = False
    case.n_pending = 0
    return row


@compiled
def end(w: Any, row: int) -> None:
    """The process that lives a case has ended."""
    w.cases[row].is_over = True
    _let_go(w, row)


@compiled
def patience_is_over(w: Any, row: int) -> None:
    """An event that spoke of the case has happened."""
    w.cases[row].n_pending -= 1
    _let_go(w, row)


@compiled
def _let_go(w: Any, row: int) -> None:
    case = w.cases[row]
    if case.is_over and case.n_pending == 0:
        firm = w.firm[0]
        w.free_cases[firm.n_free_cases] = row
        firm.n_free_cases += 1
