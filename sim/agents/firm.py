"""The firm: sells, pays, closes the month, follows its policies and looks after its budgets."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from sim.agents.registers import ACCOUNT
from sim.agents.world import World
from sim.behaviour import campaign, hiring, milestones, order, relationships, service, tiers
from sim.behaviour import customer as customer_behaviour
from sim.behaviour import firm as behaviour
from sim.behaviour.addition import total
from sim.parameters import DRIVERS, TIERS, Payment
from sim.records import ACCOUNTS, ASSETS, FIRM, SEGMENTS, TEAMS
from sim.units import MONTH, MONTHS_PER_YEAR, Days, Fraction, Money

if TYPE_CHECKING:
    from collections.abc import Generator

    import simpy

    from sim.agents.customer import Customer
    from sim.agents.team import Team
    from sim.behaviour.promotion import Terms

CUSTOMERS_OPENING = FIRM.column("customers_opening")
CUSTOMERS_CLOSING = FIRM.column("customers_closing")
SATISFACTION = FIRM.column("satisfaction_sum")
EXPECTATION = FIRM.column("expectation_sum")
PROMOTERS = FIRM.column("promoters")
DETRACTORS = FIRM.column("detractors")
INTERNAL_QUALITY = FIRM.column("internal_quality")
FIRST_DRIVER = FIRM.column(f"driver_{DRIVERS[0]}")
REINVESTED = FIRM.column("reinvested")
SEGMENT_OPENING = SEGMENTS.column("customers_opening")
SEGMENT_CLOSING = SEGMENTS.column("customers_closing")
MOVED_IN = SEGMENTS.column("moved_in")
MOVED_OUT = SEGMENTS.column("moved_out")
SEGMENT_CONTRIBUTION = SEGMENTS.column("contribution")
SEGMENT_SATISFACTION = SEGMENTS.column("satisfaction_sum")
HIRING_COSTS = TEAMS.column("hiring_costs")

TRAINING = DRIVERS.index("training")


class Retention:
    """What is known of leaving over the last twelve months, to hold an assumed gain.

    Whoever was kept once is set apart: the others leave just as they would without the gain, so
    that the gain is measured against the defection of the same months.
    """

    def __init__(self) -> None:
        self._months: deque[behaviour.Leavings] = deque(maxlen=MONTHS_PER_YEAR)
        self.risk = 0.0
        """Leavings to be expected this month: the sum of all chances of leaving."""
        self.first_risk = 0.0
        """Of these, by those never kept before."""
        self.share: Fraction = 0.0
        """Share of leavings to undo this month."""

    def note(self, chance: Fraction, *, was_kept_before: bool) -> None:
        """Count a decision to stay or leave by its chance, which says more than its outcome."""
        self.risk += chance
        if not was_kept_before:
            self.first_risk += chance

    def close_month(self, at_risk: float, never_kept: float) -> None:
        """Remember the month."""
        self._months.append(behaviour.Leavings(self.risk, at_risk, self.first_risk, never_kept))
        self.risk = 0.0
        self.first_risk = 0.0

    def open_month(self, gain: Fraction) -> None:
        """Settle the share of leavings to undo so that the gain is reached."""
        self.share = behaviour.share_to_undo(gain, list(self._months))


class Firm:
    """Policies, budgets and books."""

    def __init__(self, world: World) -> None:
        self.world = world
        firm = world.p.firm
        self.levels = [
            behaviour.driver_level(0.0, driver.budget_per_head_per_month, driver, math.inf)
            for driver in firm.drivers
        ]
        self.internal_quality = behaviour.internal_quality(self.levels, firm.drivers)
        self.n_customers = 0
        self.customer_retention = Retention()
        self.employee_retention = Retention()
        self.reinvested: Money = 0.0
        """Added to the drivers' budgets this month."""
        self._lessons: Days = 0.0
        """Experience that training had added when the month began."""
        self._learning_gain = 0.0
        """Experience that training adds to each day of this month."""
        self._month_opened: Days = 0.0

    # Time -----------------------------------------------------------------------------------------

    def open(self) -> simpy.Event:
        """Start the months and the plan; the event returned is the close of the last month."""
        clock = self.world.clock
        clock.process(self._policies())
        for payment in self.world.plan.payments:
            clock.process(self._pay(payment))
        return clock.process(self._months())

    def _policies(self) -> Generator[simpy.Event, None, None]:
        """Wait for each regime to begin, then follow it."""
        world = self.world
        later = deque(world.plan.regimes[1:])
        while later:
            regime = later.popleft()
            yield world.clock.at(regime.start, order.POLICY, 0)
            before, world.p = world.p.teams, regime.parameters
            world.next_change = later[0].start if later else math.inf
            world.market.look_around()
            for team in world.teams:
                if before[team.index] != world.p.teams[team.index]:
                    team.follow_plan()
            for channel in world.channels:
                channel.fill()

    def _pay(self, payment: Payment) -> Generator[simpy.Event, None, None]:
        """Wait for a payment to fall due, then pay it."""
        yield self.world.clock.at(payment.time, order.POLICY, 1)
        self.world.registers.pay(payment.account, payment.amount)

    def _months(self) -> Generator[simpy.Event, None, None]:
        """Open a month, live it, close it."""
        world = self.world
        for month in range(world.plan.months):
            world.registers.open_month(month)
            self._carry_over(month)
            yield world.clock.at(world.clock.now, order.OPENING, 0)
            self._open_month(month)
            yield world.clock.at((month + 1) * MONTH, order.CLOSING, 0)
            self._close_month(month)

    def _carry_over(self, month: int) -> None:
        """Write down what the month starts with, before a new policy hires or releases anybody."""
        world = self.world
        is_first_measured = month == world.plan.warm_up_months
        row = world.registers.firm
        row[CUSTOMERS_OPENING] = float(self.n_customers)
        for person in world.people:
            if person.is_customer:
                world.registers.segments[person.segment][person.tier][SEGMENT_OPENING] += 1.0
                if is_first_measured:
                    person.file.open()
        for team in world.teams:
            team.open_month()

    def _open_month(self, month: int) -> None:
        """Decide with what is known."""
        world = self.world
        firm = world.p.firm
        for team in world.teams:
            team.follow_demand()
        self._follow_training()
        self.customer_retention.open_month(firm.customer_retention_gain)
        self.employee_retention.open_month(firm.employee_retention_gain)
        world.market.open_month(month)
        if firm.after_sale.reminders_per_month > 0.0:
            for person in world.people:
                if person.is_customer:
                    person.remind(month)

    def _close_month(self, month: int) -> None:
        world = self.world
        registers = world.registers
        row = registers.firm
        for team in world.teams:
            team.close_month()
        for channel in world.channels:
            channel.close_month()
        world.market.close_month()
        self._review_tiers(month)
        self._take_stock(row)
        self._pay_bills()
        self._follow_budgets(row)
        self._look_back(row)

    def _take_stock(self, row: list[float]) -> None:
        """Write down the customers as they are."""
        world = self.world
        row[CUSTOMERS_CLOSING] = float(self.n_customers)
        for person in world.people:
            world.registers.life_cycle[person.stage()] += 1.0
            if person.is_opening and not person.is_expected:
                world.registers.repeats[person.segment][person.repeat_bin()] += 1.0
            if not person.is_customer:
                continue
            row[SATISFACTION] += person.satisfaction
            row[EXPECTATION] += total(person.expected) / len(person.expected)
            answer = customer_behaviour.recommendation(person.satisfaction)
            if answer >= customer_behaviour.PROMOTER:
                row[PROMOTERS] += 1.0
            elif answer <= customer_behaviour.DETRACTOR:
                row[DETRACTORS] += 1.0
            mine = world.registers.segments[person.segment][person.tier]
            mine[SEGMENT_CLOSING] += 1.0
            mine[SEGMENT_SATISFACTION] += person.satisfaction
            person.file.close_month()

    def _review_tiers(self, month: int) -> None:
        """Every few months, tiers follow the spend of the last twelve."""
        world = self.world
        is_due = (month + 1) % world.p.firm.tiers.months_between_reviews == 0
        for person in world.people:
            if not person.is_customer:
                continue
            if is_due:
                tier = tiers.tier(total(person.months), world.p.firm.tiers)
                if tier != person.tier:
                    rows = world.registers.segments[person.segment]
                    rows[person.tier][MOVED_OUT] += 1.0
                    rows[tier][MOVED_IN] += 1.0
                    person.tier = tier
            person.months = [*person.months[1:], 0.0]

    def _pay_bills(self) -> None:
        """Budgets and everything else that is paid by the month; wages are paid by the teams."""
        world = self.world
        p = world.p
        pay = world.registers.pay
        budgets = total(driver.budget_per_head_per_month for driver in p.firm.drivers)
        pay(ACCOUNT["internal_quality"], budgets * self.own_staff() + self.reinvested)
        counselling = p.employees.counselling_budget_per_head_per_month
        pay(ACCOUNT["counselling"], counselling * self.own_staff())
        pay(ACCOUNT["advertising"], p.market.advertising_per_month)
        pay(ACCOUNT["fixed"], p.firm.fixed_cost_per_month)
        pay(ACCOUNT["programme"], behaviour.overhead(p.firm, self.n_customers))
        pay(ACCOUNT["personalisation"], campaign.running_cost(p.firm.personalisation))
        costs = [
            relationships.monthly_cost(tier, p.firm, self.n_customers) for tier in range(len(TIERS))
        ]
        for segment in world.registers.segments:
            for row, each in zip(segment, costs, strict=True):
                pay(ACCOUNT["relationships"], row[SEGMENT_CLOSING] * each)
                row[SEGMENT_CONTRIBUTION] -= row[SEGMENT_CLOSING] * each
        if any(costs):
            for person in world.people:
                if person.is_customer:
                    person.file.bear_share(costs[person.tier])

    def _follow_budgets(self, row: list[float]) -> None:
        """Levels of the drivers follow what was spent on them."""
        world = self.world
        firm = world.p.firm
        heads = self.own_staff()
        extra = behaviour.extra_budget(self.reinvested, heads, len(firm.drivers))
        for index, driver in enumerate(firm.drivers):
            self.levels[index] = behaviour.driver_level(
                self.levels[index], driver.budget_per_head_per_month + extra, driver, MONTH
            )
            row[FIRST_DRIVER + index] = self.levels[index]
        self.internal_quality = behaviour.internal_quality(self.levels, firm.drivers)
        row[INTERNAL_QUALITY] = self.internal_quality
        row[REINVESTED] = self.reinvested
        self.reinvested = (
            behaviour.reinvested(self.profit(), firm, world.p.links.profit_to_internal_quality)
            if heads > 0
            else 0.0
        )

    def _follow_training(self) -> None:
        """The speed of learning follows the level of training."""
        world = self.world
        self._lessons = self.lessons()
        self._month_opened = world.clock.now
        self._learning_gain = service.learning_gain(
            self.levels[TRAINING],
            world.p.employees,
            world.p.links.internal_quality_to_capability,
        )

    def lessons(self) -> Days:
        """Experience that training has added so far for whoever was there [day]."""
        return self._lessons + self._learning_gain * (self.world.clock.now - self._month_opened)

    def _look_back(self, row: list[float]) -> None:
        """Remember how many wanted to leave, customers and staff."""
        customers = [person for person in self.world.people if person.is_customer]
        self.customer_retention.close_month(
            behaviour.mean_customers(row[CUSTOMERS_OPENING], row[CUSTOMERS_CLOSING]),
            float(sum(not person.was_kept for person in customers)),
        )
        staff = [
            member
            for team in self.world.teams
            if not self.world.p.teams[team.index].is_partner
            for member in team.staff.values()
        ]
        self.employee_retention.close_month(
            float(len(staff)), float(sum(not member.was_kept for member in staff))
        )

    # Money ----------------------------------------------------------------------------------------

    def sell(
        self, channel: int, is_purchase: bool, amount: Money, terms: Terms, to: Customer
    ) -> behaviour.Sale:
        """Book a sale and what it directly costs; its margin is the customer's contribution.

        What a campaign takes off is booked by the campaign.
        """
        p = self.world.p
        registers = self.world.registers
        there = p.channels[channel]
        sale = behaviour.sale(
            amount, terms, there.commission_fraction, there.price_factor, to.tier, p.firm
        )
        registers.earn(ACCOUNT["purchases" if is_purchase else "service_sales"], amount)
        registers.pay(ACCOUNT["cost_of_goods"], sale.cost_of_goods)
        registers.pay(ACCOUNT["commissions"], sale.commission)
        registers.pay(ACCOUNT["rewards"], sale.reward)
        registers.pay(ACCOUNT["promotions"], sale.promotion)
        return sale._replace(margin=sale.margin - self._put_on_card(sale.paid, to))

    def _put_on_card(self, amount: Money, member: Customer) -> Money:
        """Collect toward the milestones of the programme; what is paid for those passed."""
        programme = self.world.p.firm.programme
        if not programme.is_active or not programme.milestones:
            return 0.0
        member.card, reward = milestones.collect(
            member.card, amount, self.world.clock.now, programme, programme.milestones
        )
        self.world.registers.pay(ACCOUNT["rewards"], reward)
        return reward

    def pay_for_hire(self, team: Team) -> None:
        """Book the cost of finding and inducting somebody."""
        world = self.world
        if world.p.teams[team.index].is_partner:
            return
        employees = world.p.employees
        cost = hiring.cost_of_hire(employees.accepted_fraction, employees)
        world.registers.pay(ACCOUNT["hiring"], cost)
        world.registers.teams[team.index][HIRING_COSTS] += cost

    def own_staff(self) -> int:
        """Employees on our own payroll [employee]."""
        world = self.world
        return sum(
            len(team.staff) for team in world.teams if not world.p.teams[team.index].is_partner
        )

    def profit(self) -> Money:
        """Profit of the current month so far: income less expenses."""
        ledger = self.world.registers.ledger
        return -total(
            amount
            for account, amount in zip(ACCOUNTS, ledger, strict=True)
            if account.kind != ASSETS
        )
