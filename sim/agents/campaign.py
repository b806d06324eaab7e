"""Campaigns go out wave by wave; people take note, are annoyed or answer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.agents.contact import Contact
from sim.agents.registers import ACCOUNT
from sim.agents.world import World
from sim.behaviour import campaign as behaviour
from sim.behaviour import market, order, purposes
from sim.behaviour.addition import total
from sim.parameters import CUSTOMERS, FORMER, PROSPECTS, PURCHASE, Campaign
from sim.records import CAMPAIGNS
from sim.units import Days, Fraction, Money

if TYPE_CHECKING:
    from collections.abc import Generator

    import simpy

    from sim.agents.customer import Customer

TARGETED = CAMPAIGNS.column("targeted")
OPTED_OUT = CAMPAIGNS.column("opted_out")
CAPPED = CAMPAIGNS.column("capped")
HELD_OUT = CAMPAIGNS.column("held_out")
CONTACTED = CAMPAIGNS.column("contacted")
UNWELCOME = CAMPAIGNS.column("unwelcome")
OPT_OUTS = CAMPAIGNS.column("opt_outs")
RESPONSES = CAMPAIGNS.column("responses")
TREATED = CAMPAIGNS.column("treated")
CONTROL = CAMPAIGNS.column("control")
REVENUE_TREATED = CAMPAIGNS.column("revenue_treated")
REVENUE_CONTROL = CAMPAIGNS.column("revenue_control")
COST = CAMPAIGNS.column("cost")
DIRECT_COST = CAMPAIGNS.column("direct_cost")
OFFERS = CAMPAIGNS.column("offers")


class Discount(NamedTuple):
    """A discount promised on the sale that answers a campaign."""

    campaign: int
    """Row of the campaign."""
    fraction: Fraction


class Schedule(NamedTuple):
    """When a campaign goes out; one with another schedule is another campaign."""

    name: str
    start: Days
    waves: int
    interval: Days


class Trial(NamedTuple):
    """The time in which the sales to a person count as those of the treated or of the control."""

    row: list[float]
    """Row of the campaign in the month in which the trial began."""
    column: int
    ends: Days


class Run:
    """One campaign on its way."""

    def __init__(self, schedule: Schedule, row: int) -> None:
        self.schedule = schedule
        self.row = row
        """Row of the campaign in its table."""
        self.entered: set[int] = set()
        """People whose trial has begun."""
        self.answered: set[int] = set()
        """People who have answered."""
        self.is_paid = False
        """Whether the cost of preparing it has been paid."""


class Addressee:
    """What contacts have left with a person."""

    __slots__ = ("contacts", "has_opted_out", "month", "n_answers")

    def __init__(self) -> None:
        self.month = -1
        self.contacts = 0
        """Contacts of all campaigns in that month."""
        self.has_opted_out = False
        self.n_answers = 0

    def contacts_in(self, month: int) -> int:
        """Contacts in a month so far, which is the last one or a new one."""
        if month != self.month:
            self.month = month
            self.contacts = 0
        return self.contacts


class Campaigns:
    """All campaigns of a run, and what people make of them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.addressees: dict[int, Addressee] = {}
        """By person; only those ever targeted."""
        self.trials: dict[int, list[Trial]] = {}
        """By person; empty as long as there is nothing to evaluate."""

    # Waves ----------------------------------------------------------------------------------------

    def open(self) -> None:
        """Put the waves of every campaign that the plan ever knows on the clock, each once."""
        plan = self.world.plan
        schedules = dict.fromkeys(
            _schedule(campaign)
            for regime in plan.regimes
            for campaign in regime.parameters.firm.campaigns
        )
        for schedule in schedules:
            run = Run(schedule, plan.campaigns.index(schedule.name))
            self.world.clock.process(self._waves(run))

    def _waves(self, run: Run) -> Generator[simpy.Event, None, None]:
        """Send each wave at its time, if the campaign is in force then."""
        world = self.world
        start, waves, interval = run.schedule[1:]
        for wave in range(waves):
            yield world.clock.at(start + wave * interval, order.OUTREACH, run.row)
            for campaign in world.p.firm.campaigns:
                if _schedule(campaign) == run.schedule:
                    self._send(run, campaign, wave)

    def _send(self, run: Run, campaign: Campaign, wave: int) -> None:
        """One wave: whoever is targeted is left out for a reason, or contacted."""
        world = self.world
        row = world.registers.campaigns[run.row]
        if not run.is_paid:
            run.is_paid = True
            world.registers.pay(ACCOUNT["campaigns"], campaign.cost_once)
            row[COST] += campaign.cost_once
        for person in world.people:
            if person.index in run.answered and campaign.only_to_silent:
                continue
            if not person.is_expected and self._is_targeted(person, campaign):
                self._address(person, run, campaign, wave, row)

    def _is_targeted(self, person: Customer, campaign: Campaign) -> bool:
        """Whether a person is let through by the filter."""
        status = _status(person)
        return behaviour.is_targeted(
            campaign,
            status,
            campaign.segments[person.segment],
            person.tier,
            math.inf if status == PROSPECTS else self.world.clock.now - person.last_purchase,
            total(person.months),
            person.satisfaction,
        )

    def _address(
        self, person: Customer, run: Run, campaign: Campaign, wave: int, row: list[float]
    ) -> None:
        """Contact a person unless the person, the policy or the control group forbids it."""
        world = self.world
        row[TARGETED] += 1.0
        reader = self.addressees.setdefault(person.index, Addressee())
        if reader.has_opted_out:
            row[OPTED_OUT] += 1.0
            return
        if reader.contacts_in(world.registers.month) >= world.p.firm.most_contacts:
            row[CAPPED] += 1.0
            return
        is_control = behaviour.is_held_out(person.key, campaign)
        if person.index not in run.entered:
            run.entered.add(person.index)
            row[CONTROL if is_control else TREATED] += 1.0
            column = REVENUE_CONTROL if is_control else REVENUE_TREATED
            trial = Trial(row, column, world.clock.now + campaign.evaluation)
            self.trials.setdefault(person.index, []).append(trial)
        if is_control:
            row[HELD_OUT] += 1.0
        else:
            self._contact(person, reader, run, campaign, wave, row)

    # A contact and its answer ---------------------------------------------------------------------

    def _contact(
        self,
        person: Customer,
        reader: Addressee,
        run: Run,
        campaign: Campaign,
        wave: int,
        row: list[float],
    ) -> None:
        """One contact: pay for it, and see how the person takes it."""
        world = self.world
        p = world.p
        cost = behaviour.cost_of_contact(campaign, p.firm.personalisation)
        world.registers.pay(ACCOUNT["campaigns"], cost)
        row[CONTACTED] += 1.0
        row[COST] += cost
        reader.contacts += 1
        effect = behaviour.contact_effect(
            behaviour.preferred_medium(person.key, p.market.outreach),
            campaign,
            p.market.outreach,
            p.firm.personalisation,
        )
        if person.is_customer:
            row[DIRECT_COST] += cost
            person.file.bear(cost)
            effect += behaviour.purchase_effect(
                campaign,
                person.mine(),
                person.sensitivity_factor(),
                person.satisfaction,
                p.perception,
                p.links.customer_satisfaction_to_share_of_wallet,
            )
        reaction = behaviour.react(
            person.key,
            campaign,
            wave,
            reader.contacts,
            person.satisfaction if person.is_customer else person.attitude,
            effect,
            p.market.outreach,
        )
        if person.is_customer:
            person.satisfaction = reaction.level
        else:
            person.attitude = reaction.level
        row[UNWELCOME] += reaction.is_unwelcome
        row[OPT_OUTS] += reaction.opts_out
        reader.has_opted_out = reaction.opts_out
        if reaction.answers:
            at = behaviour.answered_at(person.key, campaign, wave, world.clock.now)
            world.clock.process(self._answer(person, reader, run, campaign, at, row))

    def _answer(
        self,
        person: Customer,
        reader: Addressee,
        run: Run,
        campaign: Campaign,
        at: Days,
        row: list[float],
    ) -> Generator[simpy.Event, None, None]:
        """A customer buys, anybody else considers us, unless things have changed meanwhile."""
        world = self.world
        status, spell = _status(person), person.spell
        yield world.clock.at(at, order.OUTREACH, person.index)
        if person.is_expected or (_status(person), person.spell) != (status, spell):
            return
        row[RESPONSES] += 1.0
        run.answered.add(person.index)
        number = purposes.PROMPTED + reader.n_answers
        reader.n_answers += 1
        discount = Discount(run.row, campaign.offer_discount_fraction)
        if status == CUSTOMERS:
            yield from Contact(person, PURCHASE, number, is_first=False, discount=discount).live()
            return
        effect = behaviour.conversion_effect(
            campaign, person.mine(), person.sensitivity_factor(), status, world.p.market
        )
        person.consider(market.CAMPAIGN, effect, discount)

    # Sales ----------------------------------------------------------------------------------------

    def note_sale(self, who: Customer, amount: Money) -> None:
        """Count a sale for every trial that the customer takes part in."""
        for trial in self.trials.get(who.index, ()):
            if self.world.clock.now < trial.ends:
                trial.row[trial.column] += amount

    def grant(self, campaign: int, discount: Money) -> None:
        """Book the discount on a sale; the sale's own margin has borne it."""
        registers = self.world.registers
        registers.pay(ACCOUNT["campaign_offers"], discount)
        registers.campaigns[campaign][OFFERS] += discount


def _schedule(campaign: Campaign) -> Schedule:
    """When a campaign goes out."""
    return Schedule(campaign.name, campaign.start, campaign.waves, campaign.wave_interval)


def _status(person: Customer) -> int:
    """How a person stands to us now."""
    if person.is_customer:
        return CUSTOMERS
    return FORMER if person.is_former else PROSPECTS
