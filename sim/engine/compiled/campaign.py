"""Campaigns go out wave by wave, twin of `sim.agents.campaign`."""

import math
from typing import Any, Final

from sim.behaviour import campaign as behaviour
from sim.behaviour import market, order, purposes
from sim.behaviour.addition import total
from sim.engine.compiled import (
    actions,
    calendar,
    cases,
    contact,
    customer,
    customer_file,
    facts,
    needs,
)
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import ACCOUNT, pay
from sim.parameters import CUSTOMERS, PROSPECTS, PURCHASE
from sim.records import CAMPAIGNS

TARGETED: Final = CAMPAIGNS.column("targeted")
OPTED_OUT: Final = CAMPAIGNS.column("opted_out")
CAPPED: Final = CAMPAIGNS.column("capped")
HELD_OUT: Final = CAMPAIGNS.column("held_out")
CONTACTED: Final = CAMPAIGNS.column("contacted")
UNWELCOME: Final = CAMPAIGNS.column("unwelcome")
OPT_OUTS: Final = CAMPAIGNS.column("opt_outs")
RESPONSES: Final = CAMPAIGNS.column("responses")
TREATED: Final = CAMPAIGNS.column("treated")
CONTROL: Final = CAMPAIGNS.column("control")
REVENUE_TREATED: Final = CAMPAIGNS.column("revenue_treated")
REVENUE_CONTROL: Final = CAMPAIGNS.column("revenue_control")
COST: Final = CAMPAIGNS.column("cost")
DIRECT_COST: Final = CAMPAIGNS.column("direct_cost")
PAID: Final = ACCOUNT["campaigns"]


# Waves --------------------------------------------------------------------------------------------


@compiled
def waves_begin(w: Any, index: int) -> None:
    """Wait for the next wave, if there is one."""
    run = w.runs[index]
    if run.wave < run.waves:
        calendar.at(
            w.calendar,
            run.start + run.wave * run.interval,
            order.OUTREACH,
            run.row,
            actions.what(actions.WAVE_GOES_OUT, index, 0),
        )


@compiled
def goes_out(w: Any, index: int) -> None:
    """Send a wave, if the campaign is in force now."""
    run = w.runs[index]
    regime = w.firm[0].regime
    for campaign in range(w.plan.campaign_starts[regime], w.plan.campaign_starts[regime + 1]):
        if w.run_of[campaign] == index:
            _send(w, index, campaign)
    run.wave += 1
    waves_begin(w, index)


@compiled
def _send(w: Any, index: int, campaign: int) -> None:
    """One wave: whoever is targeted is left out for a reason, or contacted."""
    run = w.runs[index]
    policy = w.plan.campaigns[campaign]
    if not run.is_paid:
        run.is_paid = True
        pay(w, PAID, policy.cost_once)
        w.tables.campaigns[w.firm[0].month, run.row, COST] += policy.cost_once
    for who in range(len(w.people)):
        if policy.only_to_silent and w.trials[index, who].has_answered:
            continue
        if not w.people[who].is_expected and _is_targeted(w, who, campaign):
            _address(w, who, index, campaign)


@compiled
def _is_targeted(w: Any, who: int, campaign: int) -> bool:
    """Whether a person is let through by the filter."""
    person = w.people[who]
    status = facts.status(person)
    return behaviour.is_targeted(
        w.plan.campaigns[campaign],
        status,
        w.plan.campaign_segments[campaign, person.segment],
        facts.tier(person),
        math.inf if status == PROSPECTS else facts.now(w) - person.last_purchase,
        total(person.months),
        person.satisfaction,
    )


@compiled
def _address(w: Any, who: int, index: int, campaign: int) -> None:
    """Contact a person unless the person, the policy or the control group forbids it."""
    person = w.people[who]
    month = w.firm[0].month
    table = w.tables.campaigns[month, w.runs[index].row]
    table[TARGETED] += 1.0
    if person.has_opted_out:
        table[OPTED_OUT] += 1.0
        return
    if person.contacts_month != month:
        person.contacts_month = month
        person.contacts = 0
    if person.contacts >= facts.parameters(w).firm.most_contacts:
        table[CAPPED] += 1.0
        return
    policy = w.plan.campaigns[campaign]
    is_control = behaviour.is_held_out(person.key, policy)
    trial = w.trials[index, who]
    if not trial.has_entered:
        trial.has_entered = True
        table[CONTROL if is_control else TREATED] += 1.0
        trial.month = month
        trial.column = REVENUE_CONTROL if is_control else REVENUE_TREATED
        trial.ends = facts.now(w) + policy.evaluation
    if is_control:
        table[HELD_OUT] += 1.0
    else:
        _contact(w, who, index, campaign)


# A contact and its answer -------------------------------------------------------------------------


@compiled
def _contact(w: Any, who: int, index: int, campaign: int) -> None:
    """One contact: pay for it, and see how the person takes it."""
    person = w.people[who]
    p = facts.parameters(w)
    policy = w.plan.campaigns[campaign]
    run = w.runs[index]
    month = w.firm[0].month
    table = w.tables.campaigns[month, run.row]
    cost = behaviour.cost_of_contact(policy, p.firm.personalisation)
    pay(w, PAID, cost)
    table[CONTACTED] += 1.0
    table[COST] += cost
    person.contacts += 1
    outreach = p.market.outreach
    effect = behaviour.contact_effect(
        behaviour.preferred_medium(person.key, outreach),
        policy,
        outreach,
        p.firm.personalisation,
    )
    if person.is_customer:
        table[DIRECT_COST] += cost
        customer_file.bear(w, person, cost)
        effect += behaviour.purchase_effect(
            policy,
            facts.segment(w, person),
            facts.sensitivity_factor(w, person),
            person.satisfaction,
            p.perception,
            p.links.customer_satisfaction_to_share_of_wallet,
        )
    reaction = behaviour.react(
        person.key,
        policy,
        run.wave,
        person.contacts + 0,
        person.satisfaction if person.is_customer else person.attitude,
        effect,
        outreach,
    )
    if person.is_customer:
        person.satisfaction = reaction.level
    else:
        person.attitude = reaction.level
    if reaction.is_unwelcome:
        table[UNWELCOME] += 1.0
    if reaction.opts_out:
        table[OPT_OUTS] += 1.0
    person.has_opted_out = reaction.opts_out
    if reaction.answers:
        calendar.begin(w.calendar, actions.what(actions.ANSWER_BEGINS, who, campaign))


@compiled
def answer_begins(w: Any, who: int, campaign: int) -> None:
    """Take until the answer, as somebody who stands to us as now."""
    person = w.people[who]
    policy = w.plan.campaigns[campaign]
    index = w.run_of[campaign]
    row = cases.take(w, who, cases.CONTACT, cases.ASIDE)
    case = w.cases[row]
    case.run = index
    case.campaign = campaign
    case.month = w.firm[0].month
    case.status = facts.status(person)
    case.spell = person.spell
    wave = w.runs[index].wave - 1  # it went out just now
    calendar.at(
        w.calendar,
        behaviour.answered_at(person.key, policy, wave, facts.now(w)),
        order.OUTREACH,
        who,
        actions.what(actions.ANSWER_DUE, row, 0),
    )


@compiled
def answer_is_due(w: Any, row: int) -> None:
    """A customer buys, anybody else considers us, unless things have changed meanwhile."""
    case = w.cases[row]
    who = case.person
    person = w.people[who]
    changed = facts.status(person) != case.status or person.spell != case.spell
    if person.is_expected or changed:
        cases.end(w, row)
        return
    run = w.runs[case.run]
    w.tables.campaigns[case.month, run.row, RESPONSES] += 1.0
    w.trials[case.run, who].has_answered = True
    number = purposes.PROMPTED + person.n_answers
    person.n_answers += 1
    policy = w.plan.campaigns[case.campaign]
    if case.status == CUSTOMERS:
        case.discount_campaign = run.row
        case.discount = policy.offer_discount_fraction
        if contact.start(w, row, PURCHASE, number):
            needs.contact_is_over(w, row)
        return
    effect = behaviour.conversion_effect(
        policy,
        facts.segment(w, person),
        facts.sensitivity_factor(w, person),
        case.status,
        facts.parameters(w).market,
    )
    cases.end(w, row)
    customer.consider(w, who, market.CAMPAIGN, effect, run.row, policy.offer_discount_fraction)
