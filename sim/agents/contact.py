"""One need that was brought to us: from the choice of a channel to what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import randomness as rnd
from sim.agents.after_sale import call_back
from sim.agents.channel import Visit
from sim.agents.complaint import Complaint
from sim.agents.registers import ACCOUNT
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
from sim.behaviour import firm as firm_behaviour
from sim.parameters import LAPSING, NOWHERE, PURCHASE
from sim.records import CHANNELS, FIRM
from sim.units import Days, Fraction, Money

if TYPE_CHECKING:
    from collections.abc import Generator

    import simpy

    from sim.agents.campaign import Discount
    from sim.agents.customer import Customer

PURCHASES = FIRM.column("purchases")
SERVICE_SALES = FIRM.column("service_sales")
FAILURES = FIRM.column("failures")
FAULTS = FIRM.column("faults")
NEWS_GOOD = FIRM.column("news_good")
NEWS_BAD = FIRM.column("news_bad")
TOLD_GOOD = FIRM.column("told_good")
TOLD_BAD = FIRM.column("told_bad")
ESCALATIONS = CHANNELS.column("escalations")
CHANNEL_FAILURES = CHANNELS.column("failures")
SCORED = CHANNELS.column("scored")
SCORE_SUM = CHANNELS.column("score_sum")
PERCEIVED = CHANNELS.column("perceived")
FIRST_DIMENSION = CHANNELS.column("reliability_sum")
SALES = CHANNELS.column("sales")
CHANNEL_REVENUE = CHANNELS.column("revenue")
CONTACT_COSTS = CHANNELS.column("contact_costs")
CHANNEL_MARGIN = CHANNELS.column("margin")
STEERED = CHANNELS.column("steered")

NOT_JUDGED = -1.0
"""Score in the log of a contact that the customer did not judge by itself."""


class Contact:
    """One need of one customer, met by us."""

    def __init__(
        self,
        who: Customer,
        kind: int,
        number: int,
        *,
        is_first: bool,
        discount: Discount | None = None,
    ) -> None:
        self.who = who
        self.world = who.world
        self.kind = kind
        self.number = number
        """Number of the need in the customer's life."""
        self.spell = who.spell
        self.is_first = is_first
        """Whether this purchase opens the relationship."""
        self.empathy_loss: Fraction = 0.0
        """Empathy missed by being sent from one channel to another."""
        self.discount = discount
        """What a campaign has promised on this sale."""
        self.paid: Money = 0.0
        """What the customer paid in it."""
        self.paid_back_fraction: Fraction = 0.0
        """Share of that which a guarantee has paid back."""

    def live(self) -> Generator[simpy.Event, None, None]:
        """Choose a channel, be served there or where it escalates to, and draw conclusions."""
        world, who = self.world, self.who
        clock = world.clock
        chosen = yield from self._reach_a_channel()
        if chosen == channel_choice.NEVER:
            return
        chosen = self._meet_at_the_door(chosen)
        visit = world.channels[chosen].receive(who, self.kind, self.leg(purposes.FIRST))
        yield visit.closed
        waited = visit.wait
        self.bear_cost(visit)
        target = world.p.channels[chosen].escalates_to
        is_handed_on = target != NOWHERE and world.p.channels[target].is_open
        if visit.served and visit.failed and is_handed_on and who.is_still(self.spell):
            world.registers.channels[chosen][ESCALATIONS] += 1.0
            self.log_unjudged(visit, 0.0)
            handed_on = clock.now
            at = channel_choice.next_open(handed_on, world.p.channels[target])
            yield clock.at(at, order.ARRIVAL, who.index)
            leg = self.leg(purposes.ESCALATED)
            again = self.explained_again(chosen, target)
            self.empathy_loss += handover.empathy_missed(again, world.p.handover)
            visit = world.channels[target].receive(who, self.kind, leg, again)
            yield visit.closed
            waited += at - handed_on + visit.wait
            self.bear_cost(visit)
        self._conclude(visit, waited)

    def _reach_a_channel(self) -> Generator[simpy.Event, None, int]:
        """Choose a channel and go there; who finds it closed down meanwhile chooses again."""
        world, who = self.world, self.who
        clock = world.clock
        while True:
            p = world.p
            chosen = channel_choice.choose(
                rnd.uniform(who.key, purposes.CHANNEL, self.number),
                self.kind,
                p.channels,
                p.segments[who.segment].channel_shares,
                who.tastes,
                world.market.usual_waits,
                who.mine().price_sensitivity * who.traits.sensitivity_factor,
            )
            if chosen == channel_choice.NEVER:
                return chosen
            u = rnd.uniform(who.key, purposes.HOUR, self.number)
            at = channel_choice.arrival(clock.now, u, p.channels[chosen])
            yield clock.at(at, order.ARRIVAL, who.index)
            if not who.is_still(self.spell):
                return channel_choice.NEVER
            if world.p.channels[chosen].is_open:
                return chosen

    def _meet_at_the_door(self, chosen: int) -> int:
        """Channel that will serve: the chosen one, or the one that staff at its door point to."""
        world, who = self.world, self.who
        p = world.p
        if p.channels[chosen].steered_fraction <= 0.0:
            return chosen  # nobody stands at most doors: save the draw
        steering = handover.steer(
            rnd.uniform(who.key, purposes.STEERED, self.number),
            chosen,
            self.kind,
            world.clock.now,
            p.channels,
            who.mine().channel_shares,
            who.tastes,
            p.handover,
        )
        if steering.channel != chosen:
            self.empathy_loss += steering.empathy_loss
            world.registers.channels[steering.channel][STEERED] += 1.0
            self._spend(steering.channel, p.channels[chosen].incentive_per_steered_contact)
        return steering.channel

    def explained_again(self, before: int, now: int) -> Fraction:
        """How much of the case is explained again to the channel that takes it on."""
        return handover.explains_again(before, now, self.world.p.firm.coordination)

    def _conclude(self, visit: Visit, waited: Days) -> None:
        """Buy, judge, tell, complain, stay or leave."""
        who = self.who
        self._prove(visit)
        spent = self._buy(visit).spend
        score = self._judge(visit, waited)
        self._log(visit, spent, score)
        self._tell(score)
        failed = visit.served and visit.failed
        complains = False
        if failed:
            self.world.registers.firm[FAILURES] += 1.0
            self._pay_back()
            complains = self._complains(visit)
        if not who.is_still(self.spell):
            return
        # BG/NBD: people may drop out after each repeat purchase, not after the first one.
        decides = self.kind == PURCHASE and not self.is_first and who.mine().relationship == LAPSING
        if complains:
            self.world.clock.process(Complaint(self, visit, decides=decides).live())
        elif decides:
            who.decide_to_stay(purposes.EXIT, purposes.EXIT_PREVENTED, self.number)
        care = self.world.p.firm.after_sale
        if (
            self.kind == PURCHASE
            and visit.served
            and after_sale.is_called_back(who.key, self.number, care, who.level())
        ):
            is_silent = failed and not complains
            self.world.clock.process(call_back(self, is_silent_failure=is_silent))

    def _prove(self, visit: Visit) -> None:
        """What was bought may prove faulty, however well it was served."""
        chance = self.world.p.firm.fault_chance
        if self.kind != PURCHASE or not visit.served or visit.failed or chance == 0.0:
            return
        if rnd.uniform(self.who.key, purposes.FAULT, self.number) < chance:
            visit.failed = True
            registers = self.world.registers
            registers.firm[FAULTS] += 1.0
            registers.channels[visit.channel.index][CHANNEL_FAILURES] += 1.0

    def _buy(self, visit: Visit) -> firm_behaviour.Sale:
        """Pay for what was sold, if anything was."""
        who = self.who
        firm = self.world.p.firm
        if not visit.served or (visit.failed and self.kind != PURCHASE):
            return firm_behaviour.NO_SALE
        added = after_sale.added_sale_chance(self.kind, visit.employee is not None, firm.after_sale)
        chance = need.sale_chance(self.kind, who.mine(), added)
        if chance < 1.0 and rnd.uniform(who.key, purposes.SALE, self.number) >= chance:
            return firm_behaviour.NO_SALE
        terms = promotion.FULL_PRICE
        if self.kind == PURCHASE:
            offered = 0.0 if self.discount is None else self.discount.fraction
            terms = promotion.terms(
                who.key, self.number, firm.promotion, who.promoted_tenure(), offered
            )
        sale = self.sell(visit, self.kind, self.number, terms)
        self.paid = sale.paid
        if self.discount is not None:
            self.world.campaigns.grant(self.discount.campaign, sale.offer)
        return sale

    def sell(
        self, visit: Visit, kind: int, number: int, terms: promotion.Terms
    ) -> firm_behaviour.Sale:
        """Sell something in a visit."""
        world, who = self.world, self.who
        p = world.p
        amount = need.spend(
            who.key,
            number,
            kind,
            who.mine(),
            who.traits.spend_factor,
            p.firm.price_index * p.channels[visit.channel.index].price_factor,
            terms.size,
            world.clock.now - who.joined,
            p.perception,
            p.links.tenure_to_margin,
        )
        if amount <= 0.0:
            return firm_behaviour.NO_SALE
        is_purchase = kind == PURCHASE
        world.registers.firm[PURCHASES if is_purchase else SERVICE_SALES] += 1.0
        sale = world.firm.sell(visit.channel.index, is_purchase, amount, terms, who)
        who.file.sell(amount, sale.margin)
        row = world.registers.channels[visit.channel.index]
        row[SALES] += 1.0
        row[CHANNEL_REVENUE] += amount
        row[CHANNEL_MARGIN] += sale.margin
        who.months[-1] += sale.paid
        who.n_purchases += is_purchase
        who.last_purchase = world.clock.now
        if world.campaigns.trials:
            world.campaigns.note_sale(who, amount)
        return sale

    def _judge(self, visit: Visit, waited: Days) -> Fraction:
        """Compare what was seen with what was expected; the employee notices."""
        world, who = self.world, self.who
        p = world.p
        channel = p.channels[visit.channel.index]
        row = world.registers.channels[visit.channel.index]
        if visit.served:
            seen = perception.perceive(
                p.perception,
                p.links.wait_to_quality,
                waited,
                channel.wait_tolerance,
                visit.failed,
                visit.assurance,
                handover.empathy_seen(visit.empathy, self.empathy_loss),
                tiers.tangibles_seen(channel, who.service()),
            )
            row[PERCEIVED] += 1.0
            for dimension, level in enumerate(seen, FIRST_DIMENSION):
                row[dimension] += level
        else:
            seen = perception.unserved(
                who.expected, p.perception, p.links.wait_to_quality, waited, channel.wait_tolerance
            )
        judgement = perception.judge(
            seen,
            who.expected,
            who.satisfaction,
            p.perception,
            p.links.quality_to_customer_satisfaction,
            p.links.promise_to_expectation,
            world.market.offer.quality,
            p.market.promise,
            who.price_effect(channel.price_factor),
        )
        who.satisfaction = judgement.satisfaction
        who.expected = judgement.expected
        row[SCORED] += 1.0
        row[SCORE_SUM] += judgement.score
        if visit.employee is not None:
            visit.employee.notice(judgement.score)
        return judgement.score

    def _tell(self, score: Fraction) -> None:
        """Tell others about a notable contact."""
        world, who = self.world, self.who
        p = world.p
        told = word_of_mouth.telling(
            who.key,
            self.number,
            score,
            p.perception.neutral_satisfaction,
            who.mine().talkativeness * who.traits.talk_factor,
            p.word_of_mouth,
            p.links.customer_satisfaction_to_word_of_mouth,
        )
        if told.listeners == 0:
            return
        is_good = told.news > 0.5
        row = world.registers.firm
        row[NEWS_GOOD if is_good else NEWS_BAD] += 1.0
        row[TOLD_GOOD if is_good else TOLD_BAD] += told.listeners
        for listener in range(told.listeners):
            telling = self.number * purposes.MOST_TOLD + listener
            other = world.people[word_of_mouth.listener(who.key, telling, len(world.people))]
            if other is not who:
                u = rnd.uniform(who.key, purposes.LISTENER_CONSIDERS, telling)
                other.hear(told.news, u, market.WORD_OF_MOUTH)

    def _pay_back(self) -> None:
        """Keep the guarantee, whether the customer says anything or not."""
        returned = guarantee.payout(self.kind, self.paid, self.world.p.firm.guarantee)
        self.world.registers.pay(ACCOUNT["guarantee"], returned.amount)
        self.who.file.bear(returned.amount)
        self.paid_back_fraction = returned.fraction

    def _complains(self, visit: Visit) -> bool:
        """Whether a failure is voiced."""
        firm = self.world.p.firm
        chance = complaint.voice_chance(
            self.who.mine().complaint_propensity,
            self.who.traits.complaint_effect + self.who.level().voice_effect,
            self.world.p.channels[visit.channel.index].complaint_ease,
            complaint.invitation(firm.encouragement, firm.guarantee, self.kind),
        )
        return rnd.uniform(self.who.key, purposes.COMPLAINT, self.number) < chance

    # Bookkeeping ----------------------------------------------------------------------------------

    def leg(self, leg: int) -> int:
        """Number of a visit in the customer's life; the counter of its draws."""
        return self.number * purposes.LEGS + leg

    def bear_cost(self, visit: Visit) -> None:
        """Book what the contact cost beyond wages."""
        index = visit.channel.index
        self._spend(index, tiers.contact_cost(self.world.p.channels[index], self.who.service()))

    def _spend(self, channel: int, cost: Money) -> None:
        """Book a contact cost of a channel."""
        world = self.world
        world.registers.pay(ACCOUNT["contact_costs"], cost)
        world.registers.channels[channel][CONTACT_COSTS] += cost
        self.who.file.bear(cost)

    def log_unjudged(self, visit: Visit, spent: Money) -> None:
        """One row of the contact log for a visit without a score of its own."""
        self._log(visit, spent, NOT_JUDGED)

    def _log(self, visit: Visit, spent: Money, score: Fraction) -> None:
        """One row of the contact log, if it is kept."""
        registers = self.world.registers
        if registers.logs_contacts:
            registers.contacts.append(
                (
                    visit.asked,
                    self.who.index,
                    visit.number,
                    visit.kind,
                    visit.channel.index,
                    visit.employee.index if visit.employee is not None else -1,
                    visit.wait,
                    visit.duration,
                    float(visit.served),
                    float(visit.failed),
                    spent,
                    score,
                    self.who.satisfaction,
                )
            )
