"""A person of the market: joins, stays or leaves, hears and considers; half the twin of
`sim.agents.customer`, the other half being `sim.engine.compiled.needs`.
"""

from typing import Any, Final

from sim import randomness as rnd
from sim.behaviour import (
    bonds,
    guarantee,
    market,
    milestones,
    order,
    purposes,
    tiers,
    word_of_mouth,
)
from sim.behaviour import customer as behaviour
from sim.behaviour import firm as firm_behaviour
from sim.engine.compiled import actions, calendar, cases, customer_file, facts
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import ACCOUNT, pay
from sim.engine.compiled.state import NOBODY
from sim.parameters import RENEWAL
from sim.records import FIRM, GAINED, SEGMENTS
from sim.units import MONTHS_PER_YEAR, Days, Fraction

LOST: Final = FIRM.column("lost")
WON_BACK: Final = FIRM.column("won_back")
EXITS_PREVENTED: Final = FIRM.column("exits_prevented")
CONSIDERATIONS: Final = FIRM.column("considerations")
FIRST_GAINED: Final = FIRM.column(GAINED[0].name)
SEGMENT_GAINED: Final = SEGMENTS.column("gained")
SEGMENT_LOST: Final = SEGMENTS.column("lost")
REFERRAL_FEES: Final = ACCOUNT["referral_fees"]
NO_CARD: Final = milestones.NO_CARD


@compiled
def be_born(w: Any, who: int) -> None:
    """A person with fixed traits, who knows us by hearsay at most."""
    p = facts.parameters(w)
    firm = w.firm[0]
    person = w.people[who]
    person.key = rnd.entity_key(firm.seed, firm.replication, rnd.KIND_PERSON, who)
    person.segment = behaviour.segment_of(person.key, w.shares)
    mine = facts.segment(w, person)
    drawn = behaviour.traits(person.key, mine, p.perception)
    traits = person.traits
    traits.need_factor = drawn.need_factor
    traits.spend_factor = drawn.spend_factor
    traits.patience_factor = drawn.patience_factor
    traits.sensitivity_factor = drawn.sensitivity_factor
    traits.complaint_effect = drawn.complaint_effect
    traits.talk_factor = drawn.talk_factor
    traits.opening_expectation = drawn.opening_expectation
    traits.exit_propensity = drawn.exit_propensity
    for channel in range(w.tastes.shape[1]):
        w.tastes[who, channel] = behaviour.taste(person.key, channel, mine.taste_spread)
    person.attitude = p.market.opening_attitude
    person.contacts_month = -1
    _start_afresh(w, who)


@compiled
def _start_afresh(w: Any, who: int) -> None:
    """What a relationship begins with."""
    person = w.people[who]
    person.joined = facts.now(w)
    person.satisfaction = facts.parameters(w).perception.opening_satisfaction
    expectation = person.traits.opening_expectation
    expected = person.expected
    expected.reliability = expectation
    expected.responsiveness = expectation
    expected.assurance = expectation
    expected.empathy = expectation
    expected.tangibles = expectation
    person.habit = facts.segment(w, person).share_of_wallet
    person.tier = tiers.REGULAR
    for month in range(MONTHS_PER_YEAR):
        person.months[month] = 0.0
    person.card.opened = NO_CARD.opened
    person.card.collected = NO_CARD.collected
    for team in range(w.known_by.shape[1]):
        w.known_by[who, team] = NOBODY
    person.n_purchases = 0
    person.last_purchase = person.joined
    person.was_kept = False


# A relationship -----------------------------------------------------------------------------------


@compiled
def start_as_customer(w: Any, who: int, at: Days) -> None:
    """An opening customer: there when the clock starts, or joining soon after."""
    person = w.people[who]
    person.is_opening = True
    if at <= 0.0:
        _join(w, who)
        mine = facts.segment(w, person)
        tenure = behaviour.opening_tenure(person.key, mine)
        person.joined = -tenure
        person.last_purchase = -behaviour.opening_silence(
            person.key, person.traits.need_factor, mine, tenure
        )
        calendar.begin(w.calendar, actions.what(actions.NEEDS_BEGIN, who, person.spell))
    else:
        person.is_expected = True
        calendar.at(w.calendar, at, order.JOINING, who, actions.what(actions.JOINS, who, 0))


@compiled
def joins(w: Any, who: int) -> None:
    """An opening customer joins as expected."""
    begin(w, who, market.OPENING, NOBODY, 0.0)


@compiled
def begin(w: Any, who: int, source: int, campaign: int, discount: Fraction) -> None:
    """Become a customer, with a first purchase; a campaign may have promised a discount."""
    person = w.people[who]
    person.is_expected = False
    month = w.firm[0].month
    w.tables.firm[month, FIRST_GAINED + source] += 1.0
    if person.is_former:
        w.tables.firm[month, WON_BACK] += 1.0
    _join(w, who)
    facts.segment_row(w, person)[SEGMENT_GAINED] += 1.0
    if source == market.PARTNER:
        fee = facts.parameters(w).market.referral_fee
        pay(w, REFERRAL_FEES, fee)
        customer_file.bear(w, person, fee)
    case = cases.take(w, who, cases.CONTACT, cases.FIRST)
    w.cases[case].discount_campaign = campaign
    w.cases[case].discount = discount
    calendar.begin(w.calendar, actions.what(actions.RELATIONSHIP_BEGINS, case, 0))


@compiled
def _join(w: Any, who: int) -> None:
    person = w.people[who]
    person.is_customer = True
    person.spell += 1
    _start_afresh(w, who)
    customer_file.open_file(w, person)
    w.firm[0].n_customers += 1
    if facts.segment(w, person).relationship == RENEWAL:
        calendar.begin(w.calendar, actions.what(actions.CONTRACT_BEGINS, who, person.spell))


# Staying and leaving ------------------------------------------------------------------------------


@compiled
def contract_begins(w: Any, who: int, spell: int) -> None:
    """A decision at each renewal, for as long as the relationship lasts."""
    person = w.people[who]
    mine = facts.segment(w, person)
    u = rnd.uniform(person.key, purposes.RENEWAL_PHASE, 0)
    is_old = person.is_opening and spell == 1 and mine.opening_tenure > 0.0
    _renew(w, who, spell, behaviour.renewal_phase(u, mine, is_old))


@compiled
def _renew(w: Any, who: int, spell: int, wait: Days) -> None:
    calendar.at(
        w.calendar,
        facts.now(w) + wait,
        order.RENEWAL,
        who,
        actions.what(actions.CONTRACT_RENEWS, who, spell),
    )


@compiled
def contract_renews(w: Any, who: int, spell: int) -> None:
    """A contract comes up for renewal."""
    person = w.people[who]
    if not facts.is_still(person, spell):
        return
    person.n_renewals += 1
    decide_to_stay(w, who, purposes.RENEWAL_EXIT, purposes.RENEWAL_PREVENTED, person.n_renewals + 0)
    _renew(w, who, spell, facts.segment(w, person).renewal)


@compiled
def decide_to_stay(w: Any, who: int, purpose: int, prevented_purpose: int, number: int) -> None:
    """Stay or leave; an assumed retention gain may undo the leaving."""
    person = w.people[who]
    p = facts.parameters(w)
    firm = w.firm[0]
    link = p.links.customer_satisfaction_to_retention
    bond = bonds.stay_effect(facts.tier(person), p.firm, firm.n_customers)
    chance = facts.chance_to_leave(w, person, link, bond)
    retention = firm.customer_retention
    note_leaving(retention, chance, person.was_kept)
    customer_file.decide(w, person, firm_behaviour.chance_left(chance, retention.share))
    if rnd.uniform(person.key, purpose, number) >= chance:
        return
    if rnd.uniform(person.key, prevented_purpose, number) < retention.share:
        person.was_kept = True
        w.tables.firm[firm.month, EXITS_PREVENTED] += 1.0
        return
    w.tables.firm[firm.month, LOST] += 1.0
    facts.segment_row(w, person)[SEGMENT_LOST] += 1.0
    customer_file.leave(w, person)
    firm.n_customers -= 1
    person.is_customer = False
    person.is_former = True
    person.attitude = behaviour.parting_attitude(
        person.satisfaction,
        p.perception.neutral_satisfaction,
        p.links.customer_satisfaction_to_retention,
    )


@compiled
def note_leaving(retention: Any, chance: Fraction, was_kept_before: bool) -> None:
    """Count a decision to stay or leave by its chance, which says more than its outcome."""
    retention.risk += chance
    if not was_kept_before:
        retention.first_risk += chance


# Hearing and considering --------------------------------------------------------------------------


@compiled
def hear(w: Any, who: int, news: Fraction, u: float, source: int) -> None:
    """Hear news about the firm; somebody who is not a customer may consider it."""
    person = w.people[who]
    wom = facts.parameters(w).word_of_mouth
    person.attitude = word_of_mouth.heard(person.attitude, news, wom.attitude_step)
    if person.is_customer:
        expected, step = person.expected, wom.hearsay_step
        expected.reliability = word_of_mouth.heard(expected.reliability, news, step)
        expected.responsiveness = word_of_mouth.heard(expected.responsiveness, news, step)
        expected.assurance = word_of_mouth.heard(expected.assurance, news, step)
        expected.empathy = word_of_mouth.heard(expected.empathy, news, step)
        expected.tangibles = word_of_mouth.heard(expected.tangibles, news, step)
    elif news > 0.5 and u < wom.consider_chance:
        consider(w, who, source, 0.0, NOBODY, 0.0)


@compiled
def read(w: Any, who: int, news: Fraction, u: float) -> None:
    """Hear of the firm in the media; a customer takes it for more than hearsay."""
    person = w.people[who]
    p = facts.parameters(w)
    if person.is_customer:
        person.satisfaction = word_of_mouth.heard(
            person.satisfaction,
            word_of_mouth.as_satisfaction(news, p.perception.neutral_satisfaction),
            p.market.press_satisfaction_step,
        )
    hear(w, who, news, u, market.PRESS)


@compiled
def consider(
    w: Any, who: int, source: int, offer_effect: float, campaign: int, discount: Fraction
) -> None:
    """Weigh becoming a customer, perhaps because of what a campaign offers."""
    person = w.people[who]
    if person.is_customer or person.is_expected:
        return
    p = facts.parameters(w)
    firm = w.firm[0]
    w.tables.firm[firm.month, CONSIDERATIONS] += 1.0
    number = person.n_considerations + 0
    person.n_considerations += 1
    chance = market.conversion_chance(
        p.market,
        p.perception.opening_expectation,
        person.attitude,
        facts.price_effect(w, person, 1.0),
        firm.offer.effect,
        guarantee.reassurance(p.firm.guarantee),
        person.is_former,
        offer_effect,
    )
    if rnd.uniform(person.key, purposes.CONVERSION, number) < chance:
        begin(w, who, source, campaign, discount)
