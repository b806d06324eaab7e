"""A channel receives contacts: it serves them itself or hands them to its team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

from sim import randomness as rnd
from sim.agents.world import World
from sim.behaviour import channel as behaviour
from sim.behaviour import order, purposes, service
from sim.parameters import COMPLAINT, SELF_SERVICE
from sim.records import CHANNELS, SEGMENTS
from sim.units import Days

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
SEGMENT_ANSWERED = SEGMENTS.column("answered")
SEGMENT_WAIT_TIME = SEGMENTS.column("wait_time")


class Visit:
    """One contact in a channel, from arrival until it is served or given up."""

    __slots__ = (
        *("asked", "assurance", "channel", "closed", "customer", "duration", "empathy"),
        *("employee", "failed", "has_manager", "kind", "number", "queue_class", "served", "wait"),
    )

    def __init__(self, customer: Customer, channel: Channel, kind: int, number: int) -> None:
        self.customer = customer
        self.channel = channel
        self.kind = kind
        self.number = number
        """Number of the visit in the customer's life; the counter of its draws."""
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

    def receive(self, customer: Customer, kind: int, number: int) -> Visit:
        """Take a contact in; its ``closed`` event tells when it is over."""
        world = self.world
        p = world.p.channels[self.index]
        visit = Visit(customer, self, kind, number)
        world.registers.channels[self.index][OFFERED] += 1.0
        self.n_open += 1
        if p.team == SELF_SERVICE:
            self._serve_itself(visit)
            return visit
        visit.queue_class = behaviour.queue_class(p.priority, customer.service().queue_priority)
        visit.has_manager = customer.service().has_relationship_manager
        patience = None
        if p.patience > 0.0 and kind != COMPLAINT:
            patience = rnd.exponential(
                rnd.uniform(customer.key, purposes.PATIENCE, visit.number),
                p.patience * customer.traits.patience_factor,
            )
        world.teams[p.team].receive(visit, patience)
        return visit

    def _serve_itself(self, visit: Visit) -> None:
        """Self-service: nobody waits, the system is as good as it was built."""
        world = self.world
        p = world.p.channels[self.index]
        key = visit.customer.key
        self.answer(visit)
        visit.duration = service.handle_time(
            rnd.uniform(key, purposes.HANDLE, visit.number),
            p.handle_times[visit.kind],
            p.handle_time_cv,
            p.handle_time_shape,
        )
        visit.failed = rnd.uniform(key, purposes.FAILURE, visit.number) < p.failure_chance
        visit.assurance = p.assurance
        visit.empathy = p.empathy
        served = world.clock.at(
            world.clock.now + visit.duration, order.SERVICE_END, visit.customer.index
        )
        served.callbacks.append(lambda _: self.finish(visit))

    def answer(self, visit: Visit) -> None:
        """Service begins: the wait is over."""
        world = self.world
        visit.wait = world.clock.now - visit.asked
        row = world.registers.channels[self.index]
        row[ANSWERED] += 1.0
        row[WAIT_TIME] += visit.wait
        if visit.wait <= world.p.channels[self.index].answer_target:
            row[IN_TARGET] += 1.0
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
        visit.failed = True
        self.n_open -= 1
        visit.closed.succeed()

    def close_month(self) -> None:
        """Write down what is still open."""
        self.world.registers.channels[self.index][OPEN] = float(self.n_open)
