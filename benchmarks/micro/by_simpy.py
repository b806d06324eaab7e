"""The micro-model as the reference engine does it: keyed draws, a defined order, queues of its own.

Callbacks on the clock of `sim.agents` rather than processes; see `benchmarks.micro.idiomatic` for
those.
"""

import numpy as np
import simpy

from benchmarks.micro import rules
from sim.agents.clock import Clock
from sim.behaviour import order
from sim.randomness import KIND_PERSON, entity_key


class _Business:
    """Queues and what was written down."""

    def __init__(self, customers: int) -> None:
        self.clock = Clock()
        self.idle = list(rules.servers(customers))
        self.waiting: list[dict[_Customer, None]] = [{} for _ in self.idle]
        self.log: list[tuple[float, int, float, float]] = []


class _Customer:
    """Thinks, asks, waits, is served or gives up, until the relationship ends."""

    __slots__ = ("asked", "business", "index", "key", "queue", "satisfaction", "visit", "wait")

    def __init__(self, business: _Business, index: int, key: int) -> None:
        self.business = business
        self.index = index
        self.key = key
        self.satisfaction = rules.FIRST_SATISFACTION
        self.visit = 0
        self.think()

    def think(self) -> None:
        """Come back some time."""
        clock = self.business.clock
        asks = clock.at(clock.now + rules.think(self.key, self.visit), order.NEED, self.index)
        asks.callbacks.append(self.ask)

    def ask(self, _: simpy.Event) -> None:
        """Be served, or wait for it."""
        business = self.business
        clock = business.clock
        self.asked = clock.now
        self.queue = rules.queue(self.key, self.visit)
        if business.idle[self.queue] > 0:
            business.idle[self.queue] -= 1
            self.be_served()
            return
        business.waiting[self.queue][self] = None
        time = clock.now + rules.patience(self.key, self.visit)
        visit = self.visit
        clock.at(time, order.PATIENCE_END, self.index).callbacks.append(
            lambda _: self.give_up(visit)
        )

    def be_served(self) -> None:
        """A server takes the time that it takes."""
        clock = self.business.clock
        self.wait = clock.now - self.asked
        time = clock.now + rules.service(self.key, self.visit)
        clock.at(time, order.SERVICE_END, self.index).callbacks.append(self.has_been_served)

    def has_been_served(self, _: simpy.Event) -> None:
        """Hand the server on."""
        business, queue = self.business, self.queue
        self.close(1.0)
        if waiting := business.waiting[queue]:
            following = next(iter(waiting))
            del waiting[following]
            following.be_served()
        else:
            business.idle[queue] += 1

    def give_up(self, visit: int) -> None:
        """Go, unless that visit has come to its service already."""
        waiting = self.business.waiting[self.queue]
        if self.visit == visit and self in waiting:
            del waiting[self]
            self.wait = self.business.clock.now - self.asked
            self.close(0.0)

    def close(self, is_served: float) -> None:
        """Judge the visit; stay or leave for good."""
        self.satisfaction = rules.satisfaction(self.satisfaction, is_served)
        now = self.business.clock.now
        self.business.log.append((now, self.index, self.wait, self.satisfaction))
        stays = not rules.leaves(self.key, self.visit, self.satisfaction)
        self.visit += 1
        if stays:
            self.think()


def run(seed: int, customers: int) -> rules.Log:
    """Visits of two years."""
    business = _Business(customers)
    for index in range(customers):
        _Customer(business, index, entity_key(seed, 0, KIND_PERSON, index))
    business.clock.run(until=rules.HORIZON_DAYS)
    return np.array(business.log, np.float64).reshape(-1, rules.COLUMNS)
