"""The market: a finite set of people, and competitors who may answer what we do."""

from __future__ import annotations

from sim import randomness as rnd
from sim.agents.channel import ABANDONED, ABANDONED_TIME, ANSWERED, WAIT_TIME
from sim.agents.customer import Customer
from sim.agents.world import World
from sim.behaviour import channel, competition, customer, market, order, purposes
from sim.behaviour.addition import total
from sim.parameters import DIMENSIONS, Dimensions
from sim.records import CHANNELS, FIRM
from sim.units import MONTH, Days, Fraction

ATTITUDE_SUM = FIRM.column("attitude_sum")
HEARD_PRESS = FIRM.column("heard_press")
COMPETITOR_PRICE = FIRM.column("competitor_price")
COMPETITOR_QUALITY = FIRM.column("competitor_quality")
PERCEIVED = CHANNELS.column("perceived")
FIRST_DIMENSION = CHANNELS.column("reliability_sum")


class Market:
    """The people who could buy."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.usual_waits: list[Days] = [0.0] * len(world.p.channels)
        """Wait that people expect of each channel."""
        self.presence: Fraction = 0.0
        """Our share of the market's people at the start of the month."""
        self.answer = competition.Answer(0.0, 0.0)
        """How far competitors have moved since the clock started."""
        self.look_around()
        world.people = [Customer(world, index) for index in range(world.p.market.people)]

    def look_around(self) -> None:
        """People see what competitors offer, by themselves and in answer to us."""
        p = self.world.p
        usual = p.perception.opening_expectation
        self.offer = competition.offer(p.market, usual, self.answer)
        """What competitors offer now."""

    def open(self) -> None:
        """Some people are customers when the clock starts, or join soon after."""
        for person in self.world.people:
            segment = self.world.p.segments[person.segment]
            if customer.is_opening_customer(person.key, segment):
                u = rnd.uniform(person.key, purposes.OPENING_TIME, 0)
                person.start_as_customer(u * segment.opening_spread)

    def close_month(self) -> None:
        """Waits of the month become what people expect; competitors answer what they saw."""
        world = self.world
        for index, row in enumerate(world.registers.channels):
            waited = row[ANSWERED] + row[ABANDONED]
            time = row[WAIT_TIME] + row[ABANDONED_TIME]
            self.usual_waits[index] = channel.remembered_wait(
                self.usual_waits[index], time / waited if waited > 0.0 else 0.0
            )
        world.registers.firm[ATTITUDE_SUM] = total(
            person.attitude for person in world.people if not person.is_customer
        )
        self._answer()
        world.registers.firm[COMPETITOR_PRICE] = self.offer.price_index
        world.registers.firm[COMPETITOR_QUALITY] = self.offer.quality

    def _answer(self) -> None:
        """Competitors look at our prices and our service, and follow."""
        world = self.world
        p = world.p
        if p.market.price_reaction_per_month + p.market.quality_reaction_per_month == 0.0:
            return
        rows = world.registers.channels
        contacts = total(row[PERCEIVED] for row in rows)
        seen = self.offer.quality
        if contacts > 0.0:
            last = FIRST_DIMENSION + len(DIMENSIONS)
            sums = Dimensions(
                *[total(row[column] for row in rows) for column in range(FIRST_DIMENSION, last)]
            )
            seen = competition.perceived(sums, contacts, p.perception.weights)
        self.answer = competition.next_answer(
            self.answer, self.offer, p.firm.price_index, seen, p.market
        )
        self.look_around()

    def bought(self) -> list[list[float]]:
        """Revenue, contribution and sales of everybody who was a customer while measured."""
        return [
            [file.revenue, file.contribution, file.sales]
            for file in (person.file for person in self.world.people)
            if file.is_counted
        ]

    def open_month(self, month: int) -> None:
        """Draw who considers the firm or hears of it in the media this month, and when."""
        world = self.world
        self.presence = world.firm.n_customers / len(world.people)
        chance = market.reach_chance(world.p.market)
        for person in world.people:
            if person.is_customer or person.is_expected:
                continue
            if rnd.uniform(person.key, purposes.REACHED, month) < chance:
                self._reach(person, month)
        if world.p.market.press_reach_per_month > 0.0:
            self._publish(month)

    def _publish(self, month: int) -> None:
        """Draw who hears of the firm in the media this month."""
        reach = self.world.p.market.press_reach_per_month
        for person in self.world.people:
            if rnd.uniform(person.key, purposes.PRESS_REACHED, month) < reach:
                self._inform(person, month)

    def _inform(self, person: Customer, month: int) -> None:
        """Somebody hears of the firm in the media, at a random moment of the month."""
        clock = self.world.clock
        at = rnd.uniform(person.key, purposes.PRESS_TIME, month) * MONTH
        read = clock.at(clock.now + at, order.PRESS, person.index)
        read.callbacks.append(lambda _: self._read(person, month))

    def _read(self, person: Customer, month: int) -> None:
        """What the media say arrives."""
        self.world.registers.firm[HEARD_PRESS] += 1.0
        u = rnd.uniform(person.key, purposes.PRESS_CONSIDERS, month)
        person.read(self.world.p.market.press_news, u)

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
