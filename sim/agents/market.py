"""The market: a finite set of people, some of whom consider the firm each month."""

from __future__ import annotations

from sim import randomness as rnd
from sim.agents.channel import ABANDONED, ABANDONED_TIME, ANSWERED, WAIT_TIME
from sim.agents.customer import Customer
from sim.agents.world import World
from sim.behaviour import channel, customer, market, order, purposes
from sim.records import FIRM
from sim.units import MONTH, Days

ATTITUDE_SUM = FIRM.column("attitude_sum")


class Market:
    """The people who could buy."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.usual_waits: list[Days] = [0.0] * len(world.p.channels)
        """Wait that people expect of each channel."""
        world.people = [Customer(world, index) for index in range(world.p.market.people)]

    def open(self) -> None:
        """Some people are customers when the clock starts, or join soon after."""
        for person in self.world.people:
            segment = self.world.p.segments[person.segment]
            if customer.is_opening_customer(person.key, segment):
                u = rnd.uniform(person.key, purposes.OPENING_TIME, 0)
                person.start_as_customer(u * segment.opening_spread)

    def close_month(self) -> None:
        """Waits of the month become what people expect."""
        world = self.world
        for index, row in enumerate(world.registers.channels):
            waited = row[ANSWERED] + row[ABANDONED]
            total = row[WAIT_TIME] + row[ABANDONED_TIME]
            self.usual_waits[index] = channel.remembered_wait(
                self.usual_waits[index], total / waited if waited > 0.0 else 0.0
            )
        world.registers.firm[ATTITUDE_SUM] = sum(
            person.attitude for person in world.people if not person.is_customer
        )

    def bought(self) -> list[list[float]]:
        """Revenue, contribution and sales of everybody who was a customer while measured."""
        return [
            [file.revenue, file.contribution, file.sales]
            for file in (person.file for person in self.world.people)
            if file.is_counted
        ]

    def open_month(self, month: int) -> None:
        """Draw who considers the firm this month, and when."""
        world = self.world
        chance = market.reach_chance(world.p.market)
        for person in world.people:
            if person.is_customer or person.is_expected:
                continue
            if rnd.uniform(person.key, purposes.REACHED, month) < chance:
                self._reach(person, month)

    def _reach(self, person: Customer, month: int) -> None:
        """One consideration, at a random moment of the month."""
        clock = self.world.clock
        at = rnd.uniform(person.key, purposes.REACHED_TIME, month) * MONTH
        reached = clock.at(clock.now + at, order.REACH, person.index)
        reached.callbacks.append(lambda _: self._consider(person, month))

    def _consider(self, person: Customer, month: int) -> None:
        """Somebody considers the firm, unprompted or because of its advertising."""
        u = rnd.uniform(person.key, purposes.REACHED_SOURCE, month)
        person.consider(market.source(u, self.world.p.market))
