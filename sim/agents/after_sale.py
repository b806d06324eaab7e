"""A call after a purchase: real work for a team, which finds what went wrong and may sell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.agents.complaint import Complaint
from sim.agents.registers import ACCOUNT
from sim.behaviour import after_sale as behaviour
from sim.behaviour import order, purposes
from sim.behaviour.channel import next_open
from sim.behaviour.promotion import FULL_PRICE
from sim.parameters import CALL_BACK, SUPPORT
from sim.records import FIRM

if TYPE_CHECKING:
    from collections.abc import Generator

    import simpy

    from sim.agents.channel import Visit
    from sim.agents.contact import Contact
    from sim.units import Money

CALL_BACKS = FIRM.column("call_backs")
FAILURES_FOUND = FIRM.column("failures_found")


def call_back(contact: Contact, *, is_silent_failure: bool) -> Generator[simpy.Event, None, None]:
    """Wait, call, and draw conclusions; whoever has left meanwhile is not called."""
    world, who = contact.world, contact.who
    clock = world.clock
    care = world.p.firm.after_sale
    due = next_open(clock.now + care.call_back, world.p.channels[care.call_back_channel])
    yield clock.at(due, order.CALL_BACK, who.index)
    channel = world.p.firm.after_sale.call_back_channel
    if not who.is_still(contact.spell):
        return
    visit = world.channels[channel].receive(who, CALL_BACK, contact.leg(purposes.CALLED))
    yield visit.closed
    contact.bear_cost(visit)
    cost = world.p.firm.after_sale.call_back_cost
    world.registers.pay(ACCOUNT["after_sale"], cost)
    who.file.bear(cost)
    spent = 0.0
    if not visit.failed and who.is_still(contact.spell):
        spent = _talk(contact, visit, is_silent_failure=is_silent_failure)
    contact.log_unjudged(visit, spent)


def _talk(contact: Contact, visit: Visit, *, is_silent_failure: bool) -> Money:
    """What a call that reached the customer leads to; the sale that it made."""
    world, who = contact.world, contact.who
    p = world.p
    world.registers.firm[CALL_BACKS] += 1.0
    found = behaviour.call_back(
        who.key,
        contact.number,
        is_silent_failure,
        who.satisfaction,
        visit.empathy,
        p.firm.after_sale,
        p.links.quality_to_customer_satisfaction,
    )
    who.satisfaction = found.satisfaction
    if found.complains:
        world.registers.firm[FAILURES_FOUND] += 1.0
        world.clock.process(Complaint(contact, visit, decides=False).live())
    if not found.buys:
        return 0.0
    number = contact.number + purposes.CALL_BACK_SALES
    return contact.sell(visit, SUPPORT, number, FULL_PRICE).spend
