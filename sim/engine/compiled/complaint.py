"""A failure that was voiced, twin of `sim.agents.complaint`."""

from typing import Any, Final

from sim import randomness as rnd
from sim.behaviour import channel as channel_choice
from sim.behaviour import complaint as behaviour
from sim.behaviour import handover, need, order, purposes
from sim.engine.compiled import (
    actions,
    calendar,
    cases,
    channel,
    contact,
    customer,
    customer_file,
    facts,
)
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import ACCOUNT, pay
from sim.engine.compiled.state import NOBODY
from sim.parameters import COMPLAINT, DRIVERS
from sim.records import FIRM
from sim.units import Days, Fraction

COMPLAINTS: Final = FIRM.column("complaints")
COMPLAINTS_CLOSED: Final = FIRM.column("complaints_closed")
COMPLAINT_TIME: Final = FIRM.column("complaint_time")
RECOVERY_SUM: Final = FIRM.column("recovery_sum")
SETTLED_AT_ONCE: Final = FIRM.column("settled_at_once")
EMPOWERMENT: Final = DRIVERS.index("empowerment")
COMPENSATION: Final = ACCOUNT["compensation"]


@compiled
def begins(w: Any, row: int) -> None:
    """A complaint is settled on the spot, or waits for the firm to take it up."""
    case = w.cases[row]
    who = w.people[case.person]
    firm = facts.parameters(w).firm
    month = w.firm[0].month
    case.asked_first = facts.now(w)
    w.tables.firm[month, COMPLAINTS] += 1.0
    case.at_stake = case.paid
    if case.at_stake <= 0.0:
        case.at_stake = need.usual_spend(
            facts.segment(w, who), who.traits.spend_factor, firm.price_index
        )
    if _is_settled_at_once(w, row):
        w.tables.firm[month, SETTLED_AT_ONCE] += 1.0
        _restore(w, row, 0.0, _treatment(w, case.voiced_empathy, 0.0))
        _ends(w, row)
        return
    case.target = firm.complaint_channel
    due = channel_choice.next_open(
        case.asked_first + firm.complaint_response, facts.channel(w, case.target)
    )
    calendar.at(
        w.calendar,
        due,
        order.COMPLAINT_DUE,
        case.person,
        actions.what(actions.COMPLAINT_DUE, row, 0),
    )


@compiled
def is_due(w: Any, row: int) -> None:
    """The complaint channel takes it up."""
    case = w.cases[row]
    again = contact.explained_again(w, case.voiced_channel, case.target)
    leg = contact.leg(case, purposes.ANSWERED)
    channel.receive(w, row, case.target, COMPLAINT, leg, again)


@compiled
def closes(w: Any, row: int) -> None:
    """The answer is there, or nobody was there to give one."""
    case = w.cases[row]
    contact.bear_cost(w, row)
    loss = handover.empathy_missed(case.again, facts.parameters(w).handover)
    treated = 0.0 if case.failed else _treatment(w, case.empathy, loss)
    _restore(w, row, facts.now(w) - case.asked_first, treated)
    contact.log_unjudged(w, row, 0.0)
    _ends(w, row)


@compiled
def _ends(w: Any, row: int) -> None:
    """After the answer the customer may decide to stay or leave."""
    case = w.cases[row]
    if case.decides and facts.is_still(w.people[case.person], case.spell):
        customer.decide_to_stay(w, case.person, purposes.EXIT, purposes.EXIT_PREVENTED, case.number)
    cases.end(w, row)


@compiled
def _is_settled_at_once(w: Any, row: int) -> bool:
    """Whether the employee who was told may, and does, put it right there and then."""
    case = w.cases[row]
    p = facts.parameters(w)
    if p.firm.settled_at_once_fraction <= 0.0 or case.voiced_employee == NOBODY:
        return False
    chance = behaviour.settled_at_once_chance(
        p.firm.settled_at_once_fraction,
        w.firm[0].levels[EMPOWERMENT],
        p.links.internal_quality_to_capability,
    )
    return rnd.uniform(w.people[case.person].key, purposes.SETTLED, case.number) < chance


@compiled
def _treatment(w: Any, empathy: Fraction, loss: Fraction) -> Fraction:
    """How whoever handles it treats the complainant, who may have had to explain again."""
    p = facts.parameters(w)
    return behaviour.interaction(
        handover.empathy_seen(empathy, loss),
        w.firm[0].levels[EMPOWERMENT],
        p.recovery,
        p.links.internal_quality_to_capability,
    )


@compiled
def _restore(w: Any, row: int, elapsed: Days, treated: Fraction) -> None:
    """Compensate, and let satisfaction follow the way it was done."""
    case = w.cases[row]
    who = w.people[case.person]
    p = facts.parameters(w)
    paid = behaviour.compensation(case.at_stake, p.firm.compensation_fraction)
    pay(w, COMPENSATION, paid)
    customer_file.bear(w, who, paid)
    score = behaviour.recovery_score(
        elapsed, p.firm.compensation_fraction, case.paid_back_fraction, treated, p.recovery
    )
    table = w.tables.firm[w.firm[0].month]
    table[COMPLAINTS_CLOSED] += 1.0
    table[COMPLAINT_TIME] += elapsed
    table[RECOVERY_SUM] += score
    if facts.is_still(who, case.spell):
        who.satisfaction = behaviour.satisfaction_after_recovery(
            who.satisfaction, score, p.recovery, p.links.recovery_to_satisfaction
        )
