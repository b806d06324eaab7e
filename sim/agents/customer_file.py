"""What the firm writes down of a customer: sales, direct costs, tenure, decisions to stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour.customer import month_of_tenure
from sim.records import SEGMENTS, TENURE, TENURE_MONTHS
from sim.units import MONTH, Fraction, Money

if TYPE_CHECKING:
    from sim.agents.customer import Customer

PURCHASES = SEGMENTS.column("purchases")
REVENUE = SEGMENTS.column("revenue")
CONTRIBUTION = SEGMENTS.column("contribution")
TENURE_LOST = TENURE.column("lost")
TENURE_PURCHASES = TENURE.column("purchases")
TENURE_REVENUE = TENURE.column("revenue")
TENURE_CONTRIBUTION = TENURE.column("contribution")
PRESENT = TENURE.column("present")
EXIT_CHANCE = TENURE.column("exit_chance_sum")
EXIT_CHANCE_NEUTRAL = TENURE.column("exit_chance_neutral_sum")
CUSTOMERS_END = TENURE.column("customers_end")

CUT = 0.0
"""Strength of a link that is cut."""
UNBOUND = 0.0
"""Log odds taken off leaving where nothing binds."""


class CustomerFile:
    """One person's file; it outlives every relationship."""

    def __init__(self, who: Customer) -> None:
        self.who = who
        self.world = who.world
        self.is_counted = False
        """Whether the person was a customer at some moment of the measured months."""
        self.revenue: Money = 0.0
        """Sales in the measured months."""
        self.contribution: Money = 0.0
        """The same, less what the person directly cost."""
        self.sales = 0.0
        """Number of these sales."""

    def open(self) -> None:
        """Note that the person is a customer now."""
        self.is_counted |= self.world.is_measured

    # Money ----------------------------------------------------------------------------------------

    def sell(self, amount: Money, margin: Money) -> None:
        """Note a sale and what it leaves."""
        row = self.who.segment_row()
        row[PURCHASES] += 1.0
        row[REVENUE] += amount
        row[CONTRIBUTION] += margin
        if self.world.is_measured:
            row = self._tenure_row()
            row[TENURE_PURCHASES] += 1.0
            row[TENURE_REVENUE] += amount
            self.sales += 1.0
            self.revenue += amount
            self._remember(margin, row)

    def bear(self, cost: Money) -> None:
        """Note what was spent directly on this person."""
        self.who.segment_row()[CONTRIBUTION] -= cost
        self.bear_share(cost)

    def bear_share(self, cost: Money) -> None:
        """Note this person's share of a cost that the row of segment and tier holds already."""
        if self.world.is_measured:
            self._remember(-cost, self._tenure_row())

    def _remember(self, amount: Money, row: list[float]) -> None:
        """Add to contribution by tenure and person."""
        row[TENURE_CONTRIBUTION] += amount
        self.contribution += amount
        # The last contact of somebody who left in the warm-up may end in measured months.
        self.is_counted = True

    # Staying --------------------------------------------------------------------------------------

    def decide(self, chance: Fraction) -> None:
        """Note the chance of leaving, and what it were if nothing but the person's own held."""
        if self.world.is_measured:
            row = self._tenure_row()
            row[EXIT_CHANCE] += chance
            row[EXIT_CHANCE_NEUTRAL] += self.who.chance_to_leave(CUT, UNBOUND)

    def leave(self) -> None:
        """Note a relationship that ends, in a month of tenure that may not have been noted yet."""
        world, who = self.world, self.who
        if not world.is_measured:
            return
        row = self._tenure_row()
        row[TENURE_LOST] += 1.0
        opening = world.registers.month * MONTH
        was_noted = (
            world.registers.month > world.plan.warm_up_months
            and opening > who.joined
            and month_of_tenure(opening - who.joined)
            == month_of_tenure(world.clock.now - who.joined)
        )
        if not was_noted:
            row[PRESENT] += 1.0

    def close_month(self) -> None:
        """Note at the end of a month for how long a customer has been here."""
        world = self.world
        if not world.is_measured:
            return
        row = self._tenure_row()
        row[PRESENT] += 1.0
        if world.registers.month == world.plan.months - 1:
            row[CUSTOMERS_END] += 1.0

    def _tenure_row(self) -> list[float]:
        """Row of the month of tenure that is under way."""
        month = month_of_tenure(self.world.clock.now - self.who.joined)
        return self.world.registers.tenure[min(month, TENURE_MONTHS - 1)][self.who.segment]
