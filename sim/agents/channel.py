"""A channel receives contacts: it serves them itself or hands them to its team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

from sim import randomness as rnd
from sim.agents.queue import Queue
from sim.agents.world import World
from sim.behaviour import channel as behaviour
from sim.behaviour import order, purposes, service
from sim.parameters import CALL_BACK, COMPLAINT, SELF_SERVICE, UNLIMITED
from sim.records import CHANNELS, HOURS, SEGMENTS
from sim.units import Days, Fraction

if TYPE_CHECKING:
    from sim.agents.customer import Customer
    from sim.agents.employee import Employee

OFFERED = CHANNELS.column("offered")
SERVED = CHANNELS.column("served")
ABANDONED = CHANNELS.column("abandoned")
OPEN = CHANNELS.column("open")
ANSWERED = CHANNELS.column("answered")
IN_TARGET = CHANNELS.column("answered_in_target")
WAIT_TIME = CHANNELS.column("wait_time")
ABANDONED_TIME = CHANNELS.column("abandoned_time")
HANDLE_TIME = CHANNELS.column("handle_time")
FAILURES = CHANNELS.column("failures")
EXPLAINED_AGAIN = CHANNELS.column("explained_again")
HOUR_OFFERED = HOURS.column("offered")
HOUR_ANSWERED = HOURS.column("answered")
HOUR_IN_TARGET = HOURS.column("answered_in_target")
HOUR_ABANDONED = HOURS.column("abandoned")
HOUR_WAIT_TIME = HOURS.column("wait_time")
SEGMENT_ANSWERED = SEGMENTS.column("answered")
SEGMENT_WAIT_TIME = SEGMENTS.column("wait_time")


class Visit:
    """One contact in a channel, from arrival until it is served or given up."""

    __slots__ = (
        *("again", "asked", "assurance", "channel", "closed", "customer", "duration", "empathy"),
        *("employee", "failed", "has_manager", "kind", "number", "queue_class", "served", "wait"),
    )

    def __init__(
        self, customer: Customer, channel: Channel, kind: int, number: int, again: Fraction
    ) -> None:
        self.customer = customer
        self.channel = channel
        self.kind = kind
        self.number = number
        """Number of the visit in the customer's life; the counter of its draws."""
        self.again = again
        """How much of the case the customer has to explain again."""
        self.asked: Days = channel.world.clock.now
        self.closed = simpy.Event(channel.world.clock)
        """Triggered when the contact is served or given up."""
        self.queue_class = 0
        self.has_manager = False
        """Whether the customer has an employee in every team."""
        self.employee: Employee | None = None
        self.served = False
        self.failed = False
        self.wait: Days = 0.0
        self.duration: Days = 0.0
        self.assurance = 0.0
        self.empathy = 0.0


class Channel:
    """One way customers reach the firm."""

    def __init__(self, world: World, index: int) -> None:
        self.world = world
        self.index = index
        self.n_open = 0
        """Contacts waiting or in service."""
        self.queue = Queue(world)
        """Contacts that wait for a place; those of a channel with staff wait for its team."""
        self.n_served_now = 0
        """Contacts that serve themselves at this moment."""

    def receive(self, customer: Customer, kind: int, number: int, again: Fraction = 0.0) -> Visit:
        """Take a contact in; its ``closed`` event tells when it is over."""
        world = self.world
        p = world.p.channels[self.index]
        visit = Visit(customer, self, kind, number, again)
        world.registers.channels[self.index][OFFERED] += 1.0
        if world.is_measured:
            self._hour_row(visit)[HOUR_OFFERED] += 1.0
        self.n_open += 1
        if again > 0.0:
            world.registers.channels[self.index][EXPLAINED_AGAIN] += 1.0
        if p.team == SELF_SERVICE and self._has_place():
            self._serve_itself(visit)
            return visit
        visit.queue_class = behaviour.queue_class(p.priority, customer.service().queue_priority)
        visit.has_manager = customer.service().has_relationship_manager
        patience = None
        if p.patience > 0.0 and kind not in (COMPLAINT, CALL_BACK):
            patience = rnd.exponential(
                rnd.uniform(customer.key, purposes.PATIENCE, visit.number),
                p.patience * customer.traits.patience_factor,
            )
        if p.team == SELF_SERVICE:
            self.queue.join(visit, patience)
        else:
            world.teams[p.team].receive(visit, patience)
        return visit

    def _has_place(self) -> bool:
        """Whether one more contact can serve itself at once."""
        capacity = self.world.p.channels[self.index].capacity
        return capacity == UNLIMITED or self.n_served_now < capacity

    def fill(self) -> None:
        """Serve those who wait for a place, as far as there are places."""
        while self.queue.n_waiting and self._has_place():
            waiting = self.queue.next_visit()
            if waiting is not None:
                self._serve_itself(waiting)

    def _serve_itself(self, visit: Visit) -> None:
        """Self-service: the system serves many at once."""
        world = self.world
        self.n_served_now += 1
        self.answer(visit)
        brought = service.serve_itself(
            visit.customer.key,
            visit.number,
            visit.kind,
            world.p.channels[self.index],
            visit.again,
            world.p.employees,
        )
        visit.duration = brought.duration
        visit.failed = brought.failed
        visit.assurance = brought.assurance
        visit.empathy = brought.empathy
        served = world.clock.at(
            world.clock.now + visit.duration, order.SERVICE_END, visit.customer.index
        )
        served.callbacks.append(lambda _: self._has_served_itself(visit))

    def _has_served_itself(self, visit: Visit) -> None:
        """A place is free again."""
        self.n_served_now -= 1
        self.finish(visit)
        self.fill()

    def answer(self, visit: Visit) -> None:
        """Service begins: the wait is over."""
        world = self.world
        visit.wait = world.clock.now - visit.asked
        is_in_target = visit.wait <= world.p.channels[self.index].answer_target
        row = world.registers.channels[self.index]
        row[ANSWERED] += 1.0
        row[WAIT_TIME] += visit.wait
        if is_in_target:
            row[IN_TARGET] += 1.0
        if world.is_measured:
            row = self._hour_row(visit)
            row[HOUR_ANSWERED] += 1.0
            row[HOUR_WAIT_TIME] += visit.wait
            if is_in_target:
                row[HOUR_IN_TARGET] += 1.0
        world.registers.count_wait(self.index, visit.wait)
        row = visit.customer.segment_row()
        row[SEGMENT_ANSWERED] += 1.0
        row[SEGMENT_WAIT_TIME] += visit.wait

    def finish(self, visit: Visit) -> None:
        """Service has ended."""
        row = self.world.registers.channels[self.index]
        row[SERVED] += 1.0
        row[HANDLE_TIME] += visit.duration
        if visit.failed:
            row[FAILURES] += 1.0
        visit.served = True
        self.n_open -= 1
        visit.closed.succeed()

    def give_up(self, visit: Visit) -> None:
        """Patience has ended before service began."""
        visit.wait = self.world.clock.now - visit.asked
        row = self.world.registers.channels[self.index]
        row[ABANDONED] += 1.0
        row[ABANDONED_TIME] += visit.wait
        if self.world.is_measured:
            self._hour_row(visit)[HOUR_ABANDONED] += 1.0
        visit.failed = True
        self.n_open -= 1
        visit.closed.succeed()

    def _hour_row(self, visit: Visit) -> list[float]:
        """Row of the hour of the day in which a contact arrived."""
        return self.world.registers.hours[self.index][behaviour.hour_of_day(visit.asked)]

    def close_month(self) -> None:
        """Write down what is still open."""
        self.world.registers.channels[self.index][OPEN] = float(self.n_open)
