"""One need that was brought to us, twin of `sim.agents.contact`."""

from typing import Any, Final

from sim import randomness as rnd
from sim.behaviour import (
    after_sale,
    complaint,
    guarantee,
    handover,
    market,
    need,
    order,
    perception,
    promotion,
    purposes,
    tiers,
    word_of_mouth,
)
from sim.behaviour import channel as channel_choice
from sim.engine.compiled import (
    actions,
    calendar,
    cases,
    channel,
    customer,
    customer_file,
    employee,
    facts,
    sale,
)
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import ACCOUNT, pay
from sim.engine.compiled.state import NOBODY
from sim.parameters import LAPSING, NOWHERE, PURCHASE
from sim.records import CAMPAIGNS, CHANNELS, FIRM
from sim.units import Fraction, Money

FAILURES: Final = FIRM.column("failures")
FAULTS: Final = FIRM.column("faults")
NEWS_GOOD: Final = FIRM.column("news_good")
NEWS_BAD: Final = FIRM.column("news_bad")
TOLD_GOOD: Final = FIRM.column("told_good")
TOLD_BAD: Final = FIRM.column("told_bad")
ESCALATIONS: Final = CHANNELS.column("escalations")
CHANNEL_FAILURES: Final = CHANNELS.column("failures")
SCORED: Final = CHANNELS.column("scored")
SCORE_SUM: Final = CHANNELS.column("score_sum")
PERCEIVED: Final = CHANNELS.column("perceived")
FIRST_DIMENSION: Final = CHANNELS.column("reliability_sum")
CONTACT_COSTS: Final = CHANNELS.column("contact_costs")
STEERED: Final = CHANNELS.column("steered")
OFFERS: Final = CAMPAIGNS.column("offers")

PAID_FOR_CONTACTS: Final = ACCOUNT["contact_costs"]
PAID_FOR_GUARANTEE: Final = ACCOUNT["guarantee"]
PAID_FOR_OFFERS: Final = ACCOUNT["campaign_offers"]

NOT_JUDGED: Final = -1.0
"""Score in the log of a contact that the customer did not judge by itself."""


# From the choice of a channel to the answer: each returns whether the contact is over -------------


@compiled
def start(w: Any, row: int, kind: int, number: int) -> bool:
    """Choose a channel, and go there."""
    case = w.cases[row]
    case.kind = kind
    case.number = number
    return _go_to_a_channel(w, row)


@compiled
def _go_to_a_channel(w: Any, row: int) -> bool:
    case = w.cases[row]
    who = w.people[case.person]
    regime = w.firm[0].regime
    mine = facts.segment(w, who)
    chosen = channel_choice.choose(
        rnd.uniform(who.key, purposes.CHANNEL, case.number),
        case.kind,
        w.plan.channels[regime],
        w.plan.channel_shares[regime, who.segment],
        w.tastes[case.person],
        w.usual_waits,
        mine.price_sensitivity * who.traits.sensitivity_factor,
    )
    if chosen == channel_choice.NEVER:
        return True
    case.channel = chosen
    u = rnd.uniform(who.key, purposes.HOUR, case.number)
    at = channel_choice.arrival(facts.now(w), u, facts.channel(w, chosen))
    calendar.at(
        w.calendar, at, order.ARRIVAL, case.person, actions.what(actions.CASE_ARRIVES, row, 0)
    )
    return False


@compiled
def arrives(w: Any, row: int) -> bool:
    """Reach a channel; who finds it closed down meanwhile chooses again."""
    case = w.cases[row]
    if not facts.is_still(w.people[case.person], case.spell):
        return True
    if not facts.channel(w, case.channel).is_open:
        return _go_to_a_channel(w, row)
    case.stage = cases.CHOSEN
    channel.receive(w, row, _meet_at_the_door(w, row), case.kind, leg(case, purposes.FIRST), 0.0)
    return False


@compiled
def _meet_at_the_door(w: Any, row: int) -> int:
    """Channel that will serve: the chosen one, or the one that staff at its door point to."""
    case = w.cases[row]
    chosen = case.channel
    there = facts.channel(w, chosen)
    if there.steered_fraction <= 0.0:
        return chosen
    who = w.people[case.person]
    regime = w.firm[0].regime
    steering = handover.steer(
        rnd.uniform(who.key, purposes.STEERED, case.number),
        chosen,
        case.kind,
        facts.now(w),
        w.plan.channels[regime],
        w.plan.channel_shares[regime, who.segment],
        w.tastes[case.person],
        facts.parameters(w).handover,
    )
    if steering.channel != chosen:
        case.empathy_loss += steering.empathy_loss
        w.tables.channels[w.firm[0].month, steering.channel, STEERED] += 1.0
        _spend(w, who, steering.channel, there.incentive_per_steered_contact)
    return steering.channel


@compiled
def closes(w: Any, row: int) -> bool:
    """A visit is over: go where it is handed on to, or draw conclusions."""
    case = w.cases[row]
    bear_cost(w, row)
    if case.stage == cases.HANDED_ON:
        case.waited += case.delay + case.wait
        _conclude(w, row)
        return True
    case.waited = case.wait
    target = facts.channel(w, case.channel).escalates_to
    is_handed_on = target != NOWHERE and facts.channel(w, target).is_open
    is_here = facts.is_still(w.people[case.person], case.spell)
    if not (case.served and case.failed and is_handed_on and is_here):
        _conclude(w, row)
        return True
    w.tables.channels[w.firm[0].month, case.channel, ESCALATIONS] += 1.0
    log_unjudged(w, row, 0.0)
    now = facts.now(w)
    at = channel_choice.next_open(now, facts.channel(w, target))
    case.target = target
    case.delay = at - now
    calendar.at(
        w.calendar, at, order.ARRIVAL, case.person, actions.what(actions.CASE_HANDED_ON, row, 0)
    )
    return False


@compiled
def is_handed_on(w: Any, row: int) -> None:
    """Reach the channel that takes the case on."""
    case = w.cases[row]
    again = explained_again(w, case.channel, case.target)
    case.empathy_loss += handover.empathy_missed(again, facts.parameters(w).handover)
    case.stage = cases.HANDED_ON
    channel.receive(w, row, case.target, case.kind, leg(case, purposes.ESCALATED), again)


@compiled
def explained_again(w: Any, before: int, after: int) -> Fraction:
    """How much of the case is explained again to the channel that takes it on."""
    return handover.explains_again(before, after, facts.parameters(w).firm.coordination)


@compiled
def _conclude(w: Any, row: int) -> None:
    """Buy, judge, tell, complain, stay or leave."""
    case = w.cases[row]
    who = w.people[case.person]
    _prove(w, row)
    spent = _buy(w, row)
    score = _judge(w, row)
    _log(w, row, spent, score)
    _tell(w, row, score)
    failed = case.served and case.failed
    complains = False
    if failed:
        w.tables.firm[w.firm[0].month, FAILURES] += 1.0
        _pay_back(w, row)
        complains = _complains(w, row)
    if not facts.is_still(who, case.spell):
        return
    is_purchase = case.kind == PURCHASE
    # BG/NBD: people may drop out after each repeat purchase, not after the first one.
    decides = (
        is_purchase and case.origin != cases.FIRST and facts.segment(w, who).relationship == LAPSING
    )
    if complains:
        complain(w, row, decides)
    elif decides:
        customer.decide_to_stay(w, case.person, purposes.EXIT, purposes.EXIT_PREVENTED, case.number)
    care = facts.parameters(w).firm.after_sale
    if (
        is_purchase
        and case.served
        and after_sale.is_called_back(who.key, case.number, care, facts.level(w, who))
    ):
        call = _follow(w, row, cases.CALL)
        w.cases[call].is_silent_failure = failed and not complains
        calendar.begin(w.calendar, actions.what(actions.CALL_BEGINS, call, 0))


@compiled
def _follow(w: Any, row: int, role: int) -> int:
    """A complaint about a case, or a call because of it."""
    case = w.cases[row]
    new = cases.take(w, case.person, role, cases.ASIDE)
    follows = w.cases[new]
    follows.number = case.number
    follows.spell = case.spell
    follows.paid = case.paid
    follows.paid_back_fraction = case.paid_back_fraction
    return new


@compiled
def complain(w: Any, row: int, decides: bool) -> None:
    """Voice the failure of a case to whoever served it."""
    new = _follow(w, row, cases.COMPLAINT)
    case, voiced = w.cases[row], w.cases[new]
    voiced.decides = decides
    voiced.voiced_employee = case.employee
    voiced.voiced_channel = case.channel
    voiced.voiced_empathy = case.empathy
    calendar.begin(w.calendar, actions.what(actions.COMPLAINT_BEGINS, new, 0))


@compiled
def _prove(w: Any, row: int) -> None:
    """What was bought may prove faulty, however well it was served."""
    case = w.cases[row]
    chance = facts.parameters(w).firm.fault_chance
    if case.kind != PURCHASE or not case.served or case.failed or chance == 0.0:
        return
    if rnd.uniform(w.people[case.person].key, purposes.FAULT, case.number) < chance:
        case.failed = True
        month = w.firm[0].month
        w.tables.firm[month, FAULTS] += 1.0
        w.tables.channels[month, case.channel, CHANNEL_FAILURES] += 1.0


@compiled
def _buy(w: Any, row: int) -> Money:
    """Pay for what was sold, if anything was; what was sold."""
    case = w.cases[row]
    who = w.people[case.person]
    firm = facts.parameters(w).firm
    if not case.served or (case.failed and case.kind != PURCHASE):
        return 0.0
    is_staffed = case.employee != NOBODY
    added = after_sale.added_sale_chance(case.kind, is_staffed, firm.after_sale)
    chance = need.sale_chance(case.kind, facts.segment(w, who), added)
    if chance < 1.0 and rnd.uniform(who.key, purposes.SALE, case.number) >= chance:
        return 0.0
    terms = promotion.FULL_PRICE
    if case.kind == PURCHASE:
        offered = 0.0 if case.discount_campaign == NOBODY else case.discount
        terms = promotion.terms(
            who.key, case.number, firm.promotion, facts.promoted_tenure(w, who), offered
        )
    sold = sale.sell(w, row, case.kind, case.number, terms)
    case.paid = sold.paid
    if case.discount_campaign != NOBODY:
        pay(w, PAID_FOR_OFFERS, sold.offer)
        w.tables.campaigns[w.firm[0].month, case.discount_campaign, OFFERS] += sold.offer
    return sold.spend


@compiled
def _judge(w: Any, row: int) -> Fraction:
    """Compare what was seen with what was expected; the employee notices."""
    case = w.cases[row]
    who = w.people[case.person]
    p = facts.parameters(w)
    there = facts.channel(w, case.channel)
    table = w.tables.channels[w.firm[0].month, case.channel]
    if case.served:
        seen = perception.perceive(
            p.perception,
            p.links.wait_to_quality,
            case.waited,
            there.wait_tolerance,
            case.failed,
            case.assurance,
            handover.empathy_seen(case.empathy, case.empathy_loss),
            tiers.tangibles_seen(there, facts.service(w, who)),
        )
        table[PERCEIVED] += 1.0
        for dimension in range(len(seen)):
            table[FIRST_DIMENSION + dimension] += seen[dimension]
    else:
        seen = perception.unserved(
            who.expected, p.perception, p.links.wait_to_quality, case.waited, there.wait_tolerance
        )
    judgement = perception.judge(
        seen,
        who.expected,
        who.satisfaction,
        p.perception,
        p.links.quality_to_customer_satisfaction,
        p.links.promise_to_expectation,
        w.firm[0].offer.quality,
        p.market.promise,
        facts.price_effect(w, who, there.price_factor),
    )
    who.satisfaction = judgement.satisfaction
    expected = who.expected
    expected.reliability = judgement.expected.reliability
    expected.responsiveness = judgement.expected.responsiveness
    expected.assurance = judgement.expected.assurance
    expected.empathy = judgement.expected.empathy
    expected.tangibles = judgement.expected.tangibles
    table[SCORED] += 1.0
    table[SCORE_SUM] += judgement.score
    if case.employee != NOBODY:
        employee.notice(w, case.employee, judgement.score)
    return judgement.score


@compiled
def _tell(w: Any, row: int, score: Fraction) -> None:
    """Tell others about a notable contact."""
    case = w.cases[row]
    who = w.people[case.person]
    p = facts.parameters(w)
    told = word_of_mouth.telling(
        who.key,
        case.number,
        score,
        p.perception.neutral_satisfaction,
        facts.segment(w, who).talkativeness * who.traits.talk_factor,
        p.word_of_mouth,
        p.links.customer_satisfaction_to_word_of_mouth,
    )
    if told.listeners == 0:
        return
    is_good = told.news > 0.5
    month = w.firm[0].month
    w.tables.firm[month, NEWS_GOOD if is_good else NEWS_BAD] += 1.0
    w.tables.firm[month, TOLD_GOOD if is_good else TOLD_BAD] += told.listeners
    for listener in range(told.listeners):
        telling = case.number * purposes.MOST_TOLD + listener
        other = word_of_mouth.listener(who.key, telling, len(w.people))
        if other != case.person:
            u = rnd.uniform(who.key, purposes.LISTENER_CONSIDERS, telling)
            customer.hear(w, other, told.news, u, market.WORD_OF_MOUTH)


@compiled
def _pay_back(w: Any, row: int) -> None:
    """Keep the guarantee, whether the customer says anything or not."""
    case = w.cases[row]
    returned = guarantee.payout(case.kind, case.paid, facts.parameters(w).firm.guarantee)
    pay(w, PAID_FOR_GUARANTEE, returned.amount)
    customer_file.bear(w, w.people[case.person], returned.amount)
    case.paid_back_fraction = returned.fraction


@compiled
def _complains(w: Any, row: int) -> bool:
    """Whether a failure is voiced."""
    case = w.cases[row]
    who = w.people[case.person]
    firm = facts.parameters(w).firm
    chance = complaint.voice_chance(
        facts.segment(w, who).complaint_propensity,
        who.traits.complaint_effect + facts.level(w, who).voice_effect,
        facts.channel(w, case.channel).complaint_ease,
        complaint.invitation(firm.encouragement, firm.guarantee, case.kind),
    )
    return rnd.uniform(who.key, purposes.COMPLAINT, case.number) < chance


# Bookkeeping --------------------------------------------------------------------------------------


@compiled
def leg(case: Any, which: int) -> int:
    """Number of a visit in the customer's life; the counter of its draws."""
    return case.number * purposes.LEGS + which


@compiled
def bear_cost(w: Any, row: int) -> None:
    """Book what the contact cost beyond wages."""
    case = w.cases[row]
    who = w.people[case.person]
    cost = tiers.contact_cost(facts.channel(w, case.channel), facts.service(w, who))
    _spend(w, who, case.channel, cost)


@compiled
def _spend(w: Any, who: Any, index: int, cost: Money) -> None:
    """Book a contact cost of a channel."""
    pay(w, PAID_FOR_CONTACTS, cost)
    w.tables.channels[w.firm[0].month, index, CONTACT_COSTS] += cost
    customer_file.bear(w, who, cost)


@compiled
def log_unjudged(w: Any, row: int, spent: Money) -> None:
    """One row of the contact log for a visit without a score of its own."""
    _log(w, row, spent, NOT_JUDGED)


@compiled
def _log(w: Any, row: int, spent: Money, score: Fraction) -> None:
    """One row of the contact log, if it is kept."""
    firm = w.firm[0]
    if not firm.logs_contacts:
        return
    case = w.cases[row]
    line = w.contacts[firm.n_contacts]
    firm.n_contacts += 1
    line[0] = case.asked
    line[1] = case.person
    line[2] = case.visit
    line[3] = case.visit_kind
    line[4] = case.channel
    line[5] = w.employees[case.employee].index if case.employee != NOBODY else -1.0
    line[6] = case.wait
    line[7] = case.duration
    line[8] = 1.0 if case.served else 0.0
    line[9] = 1.0 if case.failed else 0.0
    line[10] = spent
    line[11] = score
    line[12] = w.people[case.person].satisfaction
