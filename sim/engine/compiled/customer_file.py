"""What the firm writes down of a customer, twin of `sim.agents.customer_file`."""

from typing import Any, Final

from sim.behaviour.customer import month_of_tenure
from sim.engine.compiled import facts
from sim.engine.compiled.jit import compiled
from sim.records import SEGMENTS, TENURE, TENURE_MONTHS
from sim.units import MONTH, Fraction, Money

PURCHASES: Final = SEGMENTS.column("purchases")
REVENUE: Final = SEGMENTS.column("revenue")
CONTRIBUTION: Final = SEGMENTS.column("contribution")
TENURE_LOST: Final = TENURE.column("lost")
TENURE_PURCHASES: Final = TENURE.column("purchases")
TENURE_REVENUE: Final = TENURE.column("revenue")
TENURE_CONTRIBUTION: Final = TENURE.column("contribution")
PRESENT: Final = TENURE.column("present")
EXIT_CHANCE: Final = TENURE.column("exit_chance_sum")
EXIT_CHANCE_NEUTRAL: Final = TENURE.column("exit_chance_neutral_sum")
CUSTOMERS_END: Final = TENURE.column("customers_end")

CUT: Final = 0.0
"""Strength of a link that is cut."""
UNBOUND: Final = 0.0
"""Log odds taken off leaving where nothing binds."""


@compiled
def open_file(w: Any, person: Any) -> None:
    """Note that the person is a customer now."""
    if facts.is_measured(w):
        person.is_counted = True


# Money --------------------------------------------------------------------------------------------


@compiled
def sell(w: Any, person: Any, amount: Money, margin: Money) -> None:
    """Note a sale and what it leaves."""
    row = facts.segment_row(w, person)
    row[PURCHASES] += 1.0
    row[REVENUE] += amount
    row[CONTRIBUTION] += margin
    if facts.is_measured(w):
        tenure = _tenure_row(w, person)
        tenure[TENURE_PURCHASES] += 1.0
        tenure[TENURE_REVENUE] += amount
        person.sales += 1.0
        person.revenue += amount
        _remember(person, margin, tenure)


@compiled
def bear(w: Any, person: Any, cost: Money) -> None:
    """Note what was spent directly on this person."""
    facts.segment_row(w, person)[CONTRIBUTION] -= cost
    bear_share(w, person, cost)


@compiled
def bear_share(w: Any, person: Any, cost: Money) -> None:
    """Note this person's share of a cost that the row of segment and tier holds already."""
    if facts.is_measured(w):
        _remember(person, -cost, _tenure_row(w, person))


@compiled
def _remember(person: Any, amount: Money, row: Any) -> None:
    """Add to contribution by tenure and person."""
    row[TENURE_CONTRIBUTION] += amount
    person.contribution += amount
    person.is_counted = True


# Staying ------------------------------------------------------------------------------------------


@compiled
def decide(w: Any, person: Any, chance: Fraction) -> None:
    """Note the chance of leaving, and what it were if nothing but the person's own held."""
    if facts.is_measured(w):
        row = _tenure_row(w, person)
        row[EXIT_CHANCE] += chance
        row[EXIT_CHANCE_NEUTRAL] += facts.chance_to_leave(w, person, CUT, UNBOUND)


@compiled
def leave(w: Any, person: Any) -> None:
    """Note a relationship that ends, in a month of tenure that may not have been noted yet."""
    if not facts.is_measured(w):
        return
    row = _tenure_row(w, person)
    row[TENURE_LOST] += 1.0
    firm = w.firm[0]
    opening = firm.month * MONTH
    was_noted = (
        firm.month > firm.warm_up_months
        and opening > person.joined
        and month_of_tenure(opening - person.joined)
        == month_of_tenure(facts.now(w) - person.joined)
    )
    if not was_noted:
        row[PRESENT] += 1.0


@compiled
def close_month(w: Any, person: Any) -> None:
    """Note at the end of a month for how long a customer has been here."""
    if not facts.is_measured(w):
        return
    row = _tenure_row(w, person)
    row[PRESENT] += 1.0
    firm = w.firm[0]
    if firm.month == firm.months - 1:
        row[CUSTOMERS_END] += 1.0


@compiled
def _tenure_row(w: Any, person: Any) -> Any:
    """Row of the month of tenure that is under way."""
    month = month_of_tenure(facts.now(w) - person.joined)
    return w.tables.tenure[min(month, TENURE_MONTHS - 1), person.segment]
