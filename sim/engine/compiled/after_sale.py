"""A call after a purchase, twin of `sim.agents.after_sale`."""

from typing import Any, Final

from sim.behaviour import after_sale as behaviour
from sim.behaviour import order, purposes
from sim.behaviour.channel import next_open
from sim.behaviour.promotion import FULL_PRICE
from sim.engine.compiled import (
    actions,
    calendar,
    cases,
    channel,
    contact,
    customer_file,
    facts,
    sale,
)
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import ACCOUNT, pay
from sim.parameters import CALL_BACK, SUPPORT
from sim.records import FIRM
from sim.units import Money

CALL_BACKS: Final = FIRM.column("call_backs")
FAILURES_FOUND: Final = FIRM.column("failures_found")
PAID: Final = ACCOUNT["after_sale"]


@compiled
def begins(w: Any, row: int) -> None:
    """Wait until it is time to call."""
    care = facts.parameters(w).firm.after_sale
    now = facts.now(w)
    due = next_open(now + care.call_back, facts.channel(w, care.call_back_channel))
    who = w.cases[row].person
    calendar.at(w.calendar, due, order.CALL_BACK, who, actions.what(actions.CALL_DUE, row, 0))


@compiled
def is_due(w: Any, row: int) -> None:
    """Call, unless the customer has left meanwhile."""
    case = w.cases[row]
    if not facts.is_still(w.people[case.person], case.spell):
        cases.end(w, row)
        return
    index = facts.parameters(w).firm.after_sale.call_back_channel
    channel.receive(w, row, index, CALL_BACK, contact.leg(case, purposes.CALLED), 0.0)


@compiled
def closes(w: Any, row: int) -> None:
    """The call is over; draw conclusions."""
    case = w.cases[row]
    who = w.people[case.person]
    contact.bear_cost(w, row)
    cost = facts.parameters(w).firm.after_sale.call_back_cost
    pay(w, PAID, cost)
    customer_file.bear(w, who, cost)
    spent = 0.0
    if not case.failed and facts.is_still(who, case.spell):
        spent = _talk(w, row)
    contact.log_unjudged(w, row, spent)
    cases.end(w, row)


@compiled
def _talk(w: Any, row: int) -> Money:
    """What a call that reached the customer leads to; the sale that it made."""
    case = w.cases[row]
    who = w.people[case.person]
    p = facts.parameters(w)
    month = w.firm[0].month
    w.tables.firm[month, CALL_BACKS] += 1.0
    found = behaviour.call_back(
        who.key,
        case.number,
        case.is_silent_failure,
        who.satisfaction,
        case.empathy,
        p.firm.after_sale,
        p.links.quality_to_customer_satisfaction,
    )
    who.satisfaction = found.satisfaction
    if found.complains:
        w.tables.firm[month, FAILURES_FOUND] += 1.0
        contact.complain(w, row, False)
    if not found.buys:
        return 0.0
    number = case.number + purposes.CALL_BACK_SALES
    return sale.sell(w, row, SUPPORT, number, FULL_PRICE).spend
