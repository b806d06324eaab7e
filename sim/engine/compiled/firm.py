"""The firm: months, policies, budgets and books, twin of `sim.agents.firm`."""

import math
from typing import Any, Final

from sim.behaviour import campaign as campaign_behaviour
from sim.behaviour import customer as customer_behaviour
from sim.behaviour import firm as behaviour
from sim.behaviour import order, relationships, service, tiers
from sim.behaviour.addition import total
from sim.engine.compiled import (
    actions,
    calendar,
    channel,
    customer_file,
    facts,
    market,
    needs,
    team,
)
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import ACCOUNT, pay
from sim.engine.compiled.state import CUSTOMERS_LEAVING, NOBODY, STAFF_LEAVING
from sim.parameters import DIMENSIONS, DRIVERS, TIERS
from sim.records import ACCOUNTS, ASSETS, FIRM, SEGMENTS
from sim.units import MONTH, MONTHS_PER_YEAR, Days, Fraction, Money

CUSTOMERS_OPENING: Final = FIRM.column("customers_opening")
CUSTOMERS_CLOSING: Final = FIRM.column("customers_closing")
SATISFACTION: Final = FIRM.column("satisfaction_sum")
EXPECTATION: Final = FIRM.column("expectation_sum")
PROMOTERS: Final = FIRM.column("promoters")
DETRACTORS: Final = FIRM.column("detractors")
INTERNAL_QUALITY: Final = FIRM.column("internal_quality")
FIRST_DRIVER: Final = FIRM.column(f"driver_{DRIVERS[0]}")
REINVESTED: Final = FIRM.column("reinvested")
SEGMENT_OPENING: Final = SEGMENTS.column("customers_opening")
SEGMENT_CLOSING: Final = SEGMENTS.column("customers_closing")
MOVED_IN: Final = SEGMENTS.column("moved_in")
MOVED_OUT: Final = SEGMENTS.column("moved_out")
SEGMENT_CONTRIBUTION: Final = SEGMENTS.column("contribution")
SEGMENT_SATISFACTION: Final = SEGMENTS.column("satisfaction_sum")

TRAINING: Final = DRIVERS.index("training")
N_DRIVERS: Final = len(DRIVERS)
N_DIMENSIONS: Final = len(DIMENSIONS)
N_TIERS: Final = len(TIERS)
LAST_MONTH: Final = MONTHS_PER_YEAR - 1
IS_ASSET: Final = tuple(account.kind == ASSETS for account in ACCOUNTS)

ACCOUNT_INTERNAL_QUALITY: Final = ACCOUNT["internal_quality"]
COUNSELLING: Final = ACCOUNT["counselling"]
ADVERTISING: Final = ACCOUNT["advertising"]
FIXED: Final = ACCOUNT["fixed"]
PROGRAMME: Final = ACCOUNT["programme"]
PERSONALISATION: Final = ACCOUNT["personalisation"]
RELATIONSHIPS: Final = ACCOUNT["relationships"]


@compiled
def set_up(w: Any) -> None:
    """Levels of the drivers that their budgets keep up."""
    firm = w.firm[0]
    drivers = facts.parameters(w).firm.drivers
    for index in range(N_DRIVERS):
        driver = drivers[index]
        firm.levels[index] = behaviour.driver_level(
            0.0, driver.budget_per_head_per_month, driver, math.inf
        )
    firm.internal_quality = behaviour.internal_quality(firm.levels, drivers)


# Time ---------------------------------------------------------------------------------------------


@compiled
def open_firm(w: Any) -> None:
    """Start the months and the plan."""
    calendar.begin(w.calendar, actions.what(actions.POLICIES_BEGIN, 0, 0))
    for index in range(len(w.plan.payments)):
        calendar.begin(w.calendar, actions.what(actions.PAYMENT_BEGINS, index, 0))
    calendar.begin(w.calendar, actions.what(actions.MONTHS_BEGIN, 0, 0))


@compiled
def policies_begin(w: Any) -> None:
    """Wait for the next regime to begin, if there is one."""
    if w.firm[0].regime + 1 < len(w.plan.starts):
        calendar.at(
            w.calendar,
            w.firm[0].next_change,
            order.POLICY,
            0,
            actions.what(actions.POLICY_CHANGES, 0, 0),
        )


@compiled
def policy_changes(w: Any) -> None:
    """Follow the next regime."""
    firm = w.firm[0]
    firm.regime += 1
    later = firm.regime + 1
    firm.next_change = w.plan.starts[later] if later < len(w.plan.starts) else math.inf
    market.look_around(w)
    for index in range(len(w.teams)):
        if w.plan.team_changes[firm.regime, index]:
            team.follow_plan(w, index)
    for index in range(len(w.channels)):
        channel.fill(w, index)
    policies_begin(w)


@compiled
def payment_begins(w: Any, index: int) -> None:
    """Wait for a payment to fall due."""
    due = w.plan.payments[index].time
    calendar.at(w.calendar, due, order.POLICY, 1, actions.what(actions.PAYMENT_DUE, index, 0))


@compiled
def payment_is_due(w: Any, index: int) -> None:
    """Pay it."""
    payment = w.plan.payments[index]
    pay(w, payment.account, payment.amount)


@compiled
def months_begin(w: Any, month: int) -> None:
    """Open a month."""
    w.firm[0].month = month
    _carry_over(w, month)
    now = facts.now(w)
    calendar.at(w.calendar, now, order.OPENING, 0, actions.what(actions.MONTH_OPENS, 0, 0))


@compiled
def month_opens(w: Any) -> None:
    """Decide with what is known, and live the month."""
    month = w.firm[0].month
    _open_month(w, month)
    calendar.at(
        w.calendar,
        (month + 1) * MONTH,
        order.CLOSING,
        0,
        actions.what(actions.MONTH_CLOSES, 0, 0),
    )


@compiled
def month_closes(w: Any) -> None:
    """Close the month; after the last one the run is over."""
    firm = w.firm[0]
    _close_month(w, firm.month)
    if firm.month + 1 < firm.months:
        months_begin(w, firm.month + 1)
    else:
        firm.is_over = True


@compiled
def _carry_over(w: Any, month: int) -> None:
    """Write down what the month starts with, before a new policy hires or releases anybody."""
    firm = w.firm[0]
    is_first_measured = month == firm.warm_up_months
    w.tables.firm[month, CUSTOMERS_OPENING] = float(firm.n_customers)
    for who in range(len(w.people)):
        person = w.people[who]
        if person.is_customer:
            facts.segment_row(w, person)[SEGMENT_OPENING] += 1.0
            if is_first_measured:
                customer_file.open_file(w, person)
    for index in range(len(w.teams)):
        team.open_month(w, index)


@compiled
def _open_month(w: Any, month: int) -> None:
    """Decide with what is known."""
    policy = facts.parameters(w).firm
    for index in range(len(w.teams)):
        team.follow_demand(w, index)
    _follow_training(w)
    firm = w.firm[0]
    _hold(w, CUSTOMERS_LEAVING, firm.customer_retention, policy.customer_retention_gain)
    _hold(w, STAFF_LEAVING, firm.employee_retention, policy.employee_retention_gain)
    market.open_month(w, month)
    if policy.after_sale.reminders_per_month > 0.0:
        for who in range(len(w.people)):
            if w.people[who].is_customer:
                needs.remind(w, who, month)


@compiled
def _hold(w: Any, whose: int, retention: Any, gain: Fraction) -> None:
    """Settle the share of leavings to undo so that a gain in retention is reached."""
    retention.share = behaviour.share_to_undo(gain, w.leavings[whose, : retention.n_months])


@compiled
def _close_month(w: Any, month: int) -> None:
    for index in range(len(w.teams)):
        team.close_month(w, index)
    for index in range(len(w.channels)):
        channel.close_month(w, index)
    market.close_month(w)
    _review_tiers(w, month)
    _take_stock(w)
    _pay_bills(w)
    _follow_budgets(w)
    _look_back(w)


@compiled
def _take_stock(w: Any) -> None:
    """Write down the customers as they are."""
    month = w.firm[0].month
    table = w.tables.firm[month]
    table[CUSTOMERS_CLOSING] = float(w.firm[0].n_customers)
    for who in range(len(w.people)):
        person = w.people[who]
        w.tables.life_cycle[month, facts.stage(w, person)] += 1.0
        if person.is_opening and not person.is_expected:
            w.tables.repeats[month, person.segment, facts.repeat_bin(person)] += 1.0
        if not person.is_customer:
            continue
        table[SATISFACTION] += person.satisfaction
        expected = person.expected
        so_far = 0.0 + expected.reliability + expected.responsiveness + expected.assurance
        table[EXPECTATION] += (so_far + expected.empathy + expected.tangibles) / N_DIMENSIONS
        answer = customer_behaviour.recommendation(person.satisfaction)
        if answer >= customer_behaviour.PROMOTER:
            table[PROMOTERS] += 1.0
        elif answer <= customer_behaviour.DETRACTOR:
            table[DETRACTORS] += 1.0
        mine = facts.segment_row(w, person)
        mine[SEGMENT_CLOSING] += 1.0
        mine[SEGMENT_SATISFACTION] += person.satisfaction
        customer_file.close_month(w, person)


@compiled
def _review_tiers(w: Any, month: int) -> None:
    """Every few months, tiers follow the spend of the last twelve."""
    policy = facts.parameters(w).firm.tiers
    is_due = (month + 1) % policy.months_between_reviews == 0
    for who in range(len(w.people)):
        person = w.people[who]
        if not person.is_customer:
            continue
        if is_due:
            before = facts.tier(person)
            tier = tiers.tier(total(person.months), policy)
            if tier != before:
                rows = w.tables.segments[w.firm[0].month, person.segment]
                rows[before, MOVED_OUT] += 1.0
                rows[tier, MOVED_IN] += 1.0
                person.tier = tier
        for place in range(LAST_MONTH):
            person.months[place] = person.months[place + 1]
        person.months[LAST_MONTH] = 0.0


@compiled
def _pay_bills(w: Any) -> None:
    """Budgets and everything else that is paid by the month; wages are paid by the teams."""
    p = facts.parameters(w)
    firm = w.firm[0]
    heads = own_staff(w)
    budgets = 0.0
    for index in range(N_DRIVERS):
        budgets += p.firm.drivers[index].budget_per_head_per_month
    pay(w, ACCOUNT_INTERNAL_QUALITY, budgets * heads + firm.reinvested)
    pay(w, COUNSELLING, p.employees.counselling_budget_per_head_per_month * heads)
    pay(w, ADVERTISING, p.market.advertising_per_month)
    pay(w, FIXED, p.firm.fixed_cost_per_month)
    pay(w, PROGRAMME, behaviour.overhead(p.firm, firm.n_customers))
    pay(w, PERSONALISATION, campaign_behaviour.running_cost(p.firm.personalisation))
    rows = w.tables.segments[firm.month]
    is_free = True
    for segment in range(len(rows)):
        for tier in range(N_TIERS):
            each = relationships.monthly_cost(tier, p.firm, firm.n_customers)
            cost = rows[segment, tier, SEGMENT_CLOSING] * each
            pay(w, RELATIONSHIPS, cost)
            rows[segment, tier, SEGMENT_CONTRIBUTION] -= cost
            is_free = is_free and each == 0.0
    if is_free:
        return
    for who in range(len(w.people)):
        person = w.people[who]
        if person.is_customer:
            each = relationships.monthly_cost(facts.tier(person), p.firm, firm.n_customers)
            customer_file.bear_share(w, person, each)


@compiled
def _follow_budgets(w: Any) -> None:
    """Levels of the drivers follow what was spent on them."""
    p = facts.parameters(w)
    firm = w.firm[0]
    table = w.tables.firm[firm.month]
    heads = own_staff(w)
    drivers = p.firm.drivers
    extra = behaviour.extra_budget(firm.reinvested, heads, N_DRIVERS)
    for index in range(N_DRIVERS):
        driver = drivers[index]
        firm.levels[index] = behaviour.driver_level(
            firm.levels[index], driver.budget_per_head_per_month + extra, driver, MONTH
        )
        table[FIRST_DRIVER + index] = firm.levels[index]
    firm.internal_quality = behaviour.internal_quality(firm.levels, drivers)
    table[INTERNAL_QUALITY] = firm.internal_quality
    table[REINVESTED] = firm.reinvested
    firm.reinvested = 0.0
    if heads > 0:
        firm.reinvested = behaviour.reinvested(
            _profit(w), p.firm, p.links.profit_to_internal_quality
        )


@compiled
def _follow_training(w: Any) -> None:
    """The speed of learning follows the level of training."""
    firm = w.firm[0]
    p = facts.parameters(w)
    so_far: Days = facts.lessons_of_all(w)
    firm.lessons = so_far
    firm.month_opened = facts.now(w)
    firm.learning_gain = service.learning_gain(
        firm.levels[TRAINING], p.employees, p.links.internal_quality_to_capability
    )


@compiled
def _look_back(w: Any) -> None:
    """Remember how many wanted to leave, customers and staff."""
    firm = w.firm[0]
    table = w.tables.firm[firm.month]
    never_kept = 0
    for who in range(len(w.people)):
        if w.people[who].is_customer and not w.people[who].was_kept:
            never_kept += 1
    at_risk = behaviour.mean_customers(table[CUSTOMERS_OPENING], table[CUSTOMERS_CLOSING])
    _remember(w, CUSTOMERS_LEAVING, firm.customer_retention, at_risk, float(never_kept))
    never_kept = 0
    for index in range(len(w.teams)):
        if facts.team(w, index).is_partner:
            continue
        for position in range(w.teams[index].reach):
            holder = w.positions[index, position].holder
            if holder != NOBODY and not w.employees[holder].was_kept:
                never_kept += 1
    staff = float(own_staff(w))
    _remember(w, STAFF_LEAVING, firm.employee_retention, staff, float(never_kept))


@compiled
def _remember(w: Any, whose: int, retention: Any, at_risk: float, never_kept: float) -> None:
    """Remember the month among the last twelve."""
    months = w.leavings[whose]
    if retention.n_months == MONTHS_PER_YEAR:
        for place in range(LAST_MONTH):
            months[place] = months[place + 1]
        retention.n_months -= 1
    month = months[retention.n_months]
    month.risk = retention.risk
    month.at_risk = at_risk
    month.first_risk = retention.first_risk
    month.never_kept = never_kept
    retention.n_months += 1
    retention.risk = 0.0
    retention.first_risk = 0.0


# Money --------------------------------------------------------------------------------------------


@compiled
def own_staff(w: Any) -> int:
    """Employees on our own payroll [employee]."""
    heads = 0
    for index in range(len(w.teams)):
        if not facts.team(w, index).is_partner:
            heads += w.teams[index].n_staff
    return heads


@compiled
def _profit(w: Any) -> Money:
    """Profit of the current month so far: income less expenses."""
    result = 0.0
    for account in range(len(IS_ASSET)):
        if not IS_ASSET[account]:
            result += w.tables.ledger[w.firm[0].month, account]
    return -result
