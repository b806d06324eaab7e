"""Needs arise in a relationship; half the twin of `sim.agents.customer`."""

import math
from typing import Any, Final

from sim import randomness as rnd
from sim.behaviour import after_sale, need, order, purposes, relationships
from sim.engine.compiled import actions, calendar, cases, contact, customer_file, facts
from sim.engine.compiled.jit import compiled, spelled_out
from sim.engine.compiled.registers import ACCOUNT, pay
from sim.parameters import PURCHASE, SUPPORT
from sim.records import FIRM
from sim.units import MONTH, Days

NEEDS: Final = FIRM.column("needs")
NEEDS_OURS: Final = FIRM.column("needs_ours")
PURCHASE_NEEDS: Final = FIRM.column("purchase_needs")
PURCHASE_NEEDS_OURS: Final = FIRM.column("purchase_needs_ours")
REMINDERS: Final = FIRM.column("reminders")
REMINDER_NEEDS: Final = FIRM.column("reminder_needs")
AFTER_SALE: Final = ACCOUNT["after_sale"]


@compiled
def relationship_begins(w: Any, row: int) -> None:
    """The purchase that opens the relationship."""
    case = w.cases[row]
    case.spell = w.people[case.person].spell
    if contact.start(w, row, PURCHASE, _count_need(w, case.person)):
        contact_is_over(w, row)


@compiled
def contact_is_over(w: Any, row: int) -> None:
    """Go on with needs, unless the contact came from something else."""
    case = w.cases[row]
    who, origin, spell = case.person, case.origin, case.spell
    cases.end(w, row)
    if origin == cases.ASIDE or not facts.is_still(w.people[who], spell):
        return
    if origin == cases.FIRST:
        begin(w, who, spell)
    else:
        person = w.people[who]
        _wait(w, who, spell, need.felt_at(person.since, person.left, person.rate))


@compiled
def begin(w: Any, who: int, spell: int) -> None:
    """Needs arise at random until the relationship ends."""
    _wait(w, who, spell, max(w.people[who].joined, 0.0))


@compiled
def _wait(w: Any, who: int, spell: int, since: Days) -> None:
    """Draw the gap to the next need."""
    person = w.people[who]
    u = rnd.uniform(person.key, purposes.NEED_GAP, person.n_needs)
    person.since = since
    person.left = rnd.exponential(u, 1.0)
    person.timed_tier = person.tier
    person.awakened = _awakened(w, person)
    person.rate = facts.need_rate(w, person, person.awakened)
    _wait_on(w, who, spell)


@compiled
def _wait_on(w: Any, who: int, spell: int) -> None:
    """Wait for the next need, or for the next change of policy if that comes first."""
    person = w.people[who]
    felt = need.felt_at(person.since, person.left, person.rate)
    change = w.firm[0].next_change
    day = _day_of(w, felt)
    if day >= change:
        _at(w, change, who, actions.NEED_CHANGES, spell)
    else:
        _at(w, day, who, actions.NEED_ARISES, spell)


@compiled
def _at(w: Any, time: Days, who: int, action: int, spell: int) -> None:
    calendar.at(w.calendar, time, order.NEED, who, actions.what(action, who, spell))


@compiled
def changes(w: Any, who: int, spell: int) -> None:
    """When a policy changes the rate, what is left of the gap follows the new one.

    The tier stays that of the moment when the gap began.
    """
    person = w.people[who]
    change = facts.now(w)
    if not facts.is_still(person, spell):
        _at(w, _day_of(w, change), who, actions.NEED_ARISES, spell)
        return
    person.awakened = _awakened(w, person)
    before = person.rate
    rate = facts.need_rate(w, person, person.awakened)
    if rate != before:
        person.left = need.left_at(change, person.since, person.left, before)
        person.since = max(person.since, change)
        person.rate = rate
    _wait_on(w, who, spell)


@spelled_out
def _awakened(w: Any, person: Any) -> float:
    """Advice awakened for each purchase, by the tier that the next need was timed with."""
    firm = facts.parameters(w).firm
    return relationships.level(person.timed_tier + 0, firm).advice_per_purchase


@compiled
def _day_of(w: Any, felt: Days) -> Days:
    """Start of the day on which a need is acted on; the channel's profile draws the hour."""
    if math.isinf(felt):
        return felt
    return max(float(math.floor(felt)), facts.now(w))


@compiled
def arises(w: Any, who: int, spell: int) -> None:
    """One need: ours or a competitor's; its kind is that of the needs it was timed among."""
    person = w.people[who]
    if not facts.is_still(person, spell):
        return
    p = facts.parameters(w)
    firm = w.firm[0]
    segment = facts.segment(w, person)
    number = _count_need(w, who)
    u = rnd.uniform(person.key, purposes.NEED_KIND, number)
    kind = need.need_kind(u, segment, person.awakened, p.market)
    chance = need.wallet_chance(
        segment,
        p.perception,
        p.links.customer_satisfaction_to_share_of_wallet,
        person.satisfaction,
        facts.price_effect(w, person, 1.0),
        firm.offer.effect,
        facts.drawn_by(w, person) + need.habit_effect(person.habit, segment, p.perception),
    )
    is_ours = rnd.uniform(person.key, purposes.WALLET, number) < chance
    if p.perception.habit_response > 0.0:
        person.habit = need.next_habit(person.habit, is_ours, p.perception.habit_step)
    table = w.tables.firm[firm.month]
    table[NEEDS] += 1.0
    if kind == PURCHASE:
        table[PURCHASE_NEEDS] += 1.0
    if not is_ours:
        _wait(w, who, spell, need.felt_at(person.since, person.left, person.rate))
        return
    table[NEEDS_OURS] += 1.0
    if kind == PURCHASE:
        table[PURCHASE_NEEDS_OURS] += 1.0
    row = cases.take(w, who, cases.CONTACT, cases.NEED)
    w.cases[row].spell = spell
    if contact.start(w, row, kind, number):
        contact_is_over(w, row)


@compiled
def _count_need(w: Any, who: int) -> int:
    """Number of a need in this person's life; all draws about it count by it."""
    person = w.people[who]
    person.n_needs += 1
    return person.n_needs - 1


# Reminders ----------------------------------------------------------------------------------------


@compiled
def remind(w: Any, who: int, month: int) -> None:
    """Perhaps get a reminder card this month, and perhaps answer it."""
    person = w.people[who]
    care = facts.parameters(w).firm.after_sale
    card = after_sale.reminder(person.key, month, care)
    if not card.is_sent:
        return
    w.tables.firm[w.firm[0].month, REMINDERS] += 1.0
    pay(w, AFTER_SALE, care.reminder_cost)
    customer_file.bear(w, person, care.reminder_cost)
    if card.is_answered:
        calendar.begin(w.calendar, actions.what(actions.REMINDER_BEGINS, who, month))


@compiled
def reminder_begins(w: Any, who: int, month: int) -> None:
    """Wait until the support need that a card brought to mind is felt."""
    person = w.people[who]
    card = after_sale.reminder(person.key, month, facts.parameters(w).firm.after_sale)
    row = cases.take(w, who, cases.CONTACT, cases.ASIDE)
    case = w.cases[row]
    case.number = purposes.REMINDER_NEEDS + month
    case.spell = person.spell
    calendar.at(
        w.calendar,
        _day_of(w, facts.now(w) + card.at * MONTH),
        order.NEED,
        who,
        actions.what(actions.REMINDER_ARISES, row, 0),
    )


@compiled
def reminder_arises(w: Any, row: int) -> None:
    """A need that comes to us; other needs go on meanwhile."""
    case = w.cases[row]
    if not facts.is_still(w.people[case.person], case.spell):
        cases.end(w, row)
        return
    w.tables.firm[w.firm[0].month, REMINDER_NEEDS] += 1.0
    if contact.start(w, row, SUPPORT, case.number):
        contact_is_over(w, row)
