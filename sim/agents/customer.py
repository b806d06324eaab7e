"""A person of the market: prospect, customer, lost and won back; one life down the page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim import randomness as rnd
from sim.agents.channel import Visit
from sim.agents.registers import ACCOUNT
from sim.agents.world import World
from sim.behaviour import channel as channel_choice
from sim.behaviour import complaint, firm, market, order, purposes, word_of_mouth
from sim.behaviour import customer as behaviour
from sim.parameters import (
    COMPLAINT,
    LAPSING,
    NOWHERE,
    PURCHASE,
    RENEWAL,
    SUPPORT,
    Dimensions,
    Segment,
)
from sim.records import CHANNELS, FIRM, REPEAT_BINS, SEGMENTS, TENURE, TENURE_MONTHS
from sim.units import MONTH, Days, Fraction, Money

if TYPE_CHECKING:
    from collections.abc import Generator

    import simpy

NEEDS = FIRM.column("needs")
NEEDS_OURS = FIRM.column("needs_ours")
PURCHASE_NEEDS = FIRM.column("purchase_needs")
PURCHASE_NEEDS_OURS = FIRM.column("purchase_needs_ours")
PURCHASES = FIRM.column("purchases")
SERVICE_SALES = FIRM.column("service_sales")
LOST = FIRM.column("lost")
WON_BACK = FIRM.column("won_back")
EXITS_PREVENTED = FIRM.column("exits_prevented")
CONSIDERATIONS = FIRM.column("considerations")
FAILURES = FIRM.column("failures")
COMPLAINTS = FIRM.column("complaints")
COMPLAINTS_CLOSED = FIRM.column("complaints_closed")
COMPLAINT_TIME = FIRM.column("complaint_time")
RECOVERY_SUM = FIRM.column("recovery_sum")
TOLD_GOOD = FIRM.column("told_good")
TOLD_BAD = FIRM.column("told_bad")
GAINED = {
    market.UNPROMPTED: FIRM.column("gained_unprompted"),
    market.ADVERTISING: FIRM.column("gained_advertising"),
    market.WORD_OF_MOUTH: FIRM.column("gained_word_of_mouth"),
    market.OPENING: FIRM.column("gained_opening"),
}
SEGMENT_GAINED = SEGMENTS.column("gained")
SEGMENT_LOST = SEGMENTS.column("lost")
SEGMENT_PURCHASES = SEGMENTS.column("purchases")
SEGMENT_REVENUE = SEGMENTS.column("revenue")
SEGMENT_CONTRIBUTION = SEGMENTS.column("contribution")
ESCALATIONS = CHANNELS.column("escalations")
SCORED = CHANNELS.column("scored")
SCORE_SUM = CHANNELS.column("score_sum")
FIRST_DIMENSION = CHANNELS.column("reliability_sum")
SALES = CHANNELS.column("sales")
CHANNEL_REVENUE = CHANNELS.column("revenue")
CONTACT_COSTS = CHANNELS.column("contact_costs")
TENURE_LOST = TENURE.column("lost")
TENURE_PURCHASES = TENURE.column("purchases")
TENURE_REVENUE = TENURE.column("revenue")

QUARTERS = 4


class Customer:
    """One person; the id and the traits stay, whatever happens."""

    def __init__(self, world: World, index: int) -> None:
        self.world = world
        self.index = index
        self.key = rnd.entity_key(world.seed, world.replication, rnd.KIND_PERSON, index)
        p = world.p
        self.segment = behaviour.segment_of(self.key, tuple(s.share for s in p.segments))
        mine = p.segments[self.segment]
        self.traits = behaviour.traits(self.key, mine, p.perception)
        self.tastes = tuple(
            behaviour.taste(self.key, channel, mine.taste_spread)
            for channel in range(len(p.channels))
        )
        self.attitude: Fraction = p.market.opening_attitude
        self.is_customer = False
        self.is_expected = False
        """Whether an opening customer has yet to join."""
        self.is_former = False
        self.is_opening = False
        self.spell = 0
        """How often a relationship has begun."""
        self.joined: Days = 0.0
        self.satisfaction: Fraction = p.perception.opening_satisfaction
        self.expected = Dimensions(*[self.traits.opening_expectation] * len(Dimensions._fields))
        self.was_kept = False
        """Whether an assumed retention gain has undone a leaving in this relationship."""
        self.tier = firm.REGULAR
        self.quarters: list[Money] = [0.0] * QUARTERS
        """Spend by quarter, the current one last."""
        self.n_needs = 0
        self.n_visits = 0
        self.n_considerations = 0
        self.n_renewals = 0
        self.n_sales = 0
        """Purchases since the relationship began."""

    # A relationship -------------------------------------------------------------------------------

    def start_as_customer(self, at: Days) -> None:
        """An opening customer: there when the clock starts, or joining soon after."""
        self.is_opening = True
        if at <= 0.0:
            self._join()
            self.world.clock.process(self._needs())
        else:
            self.is_expected = True
            joining = self.world.clock.at(at, order.JOINING, self.index)
            joining.callbacks.append(lambda _: self.begin(market.OPENING))

    def begin(self, source: int) -> None:
        """Become a customer, with a first purchase."""
        self.is_expected = False
        row = self.world.registers.firm
        row[GAINED[source]] += 1.0
        if self.is_former:
            row[WON_BACK] += 1.0
        self._join()
        self._segment_row()[SEGMENT_GAINED] += 1.0
        self.world.clock.process(self._relationship())

    def _join(self) -> None:
        world = self.world
        p = world.p
        self.is_customer = True
        self.spell += 1
        self.joined = world.clock.now
        self.satisfaction = p.perception.opening_satisfaction
        self.expected = Dimensions(*[self.traits.opening_expectation] * len(Dimensions._fields))
        self.was_kept = False
        self.tier = firm.REGULAR
        self.quarters = [0.0] * QUARTERS
        self.n_sales = 0
        world.firm.n_customers += 1
        if p.segments[self.segment].relationship == RENEWAL:
            world.clock.process(self._contract())

    def _relationship(self) -> Generator[simpy.Event, None, None]:
        """The purchase that opens the relationship, then all later needs."""
        spell = self.spell
        yield from self._meet(PURCHASE, spell, is_first=True)
        if self._is_still(spell):
            yield from self._needs()

    def _needs(self) -> Generator[simpy.Event, None, None]:
        """Needs arise at random until the relationship ends."""
        world = self.world
        clock = world.clock
        spell = self.spell
        felt = self.joined
        while self._is_still(spell):
            rate = behaviour.need_rate(self.traits, world.p.segments[self.segment])
            if rate <= 0.0:
                return
            u = rnd.uniform(self.key, purposes.NEED_GAP, self.n_needs)
            felt += rnd.exponential(u, 1.0 / rate)
            if math.isinf(felt):
                return  # a rate next to nothing
            # The day is drawn here, the time of day by the channel's profile.
            yield clock.at(max(float(math.floor(felt)), clock.now), order.NEED, self.index)
            if self._is_still(spell):
                yield from self._need(spell)

    def _need(self, spell: int) -> Generator[simpy.Event, None, None]:
        """One need: ours or a competitor's."""
        world = self.world
        p = world.p
        segment = p.segments[self.segment]
        n = self.n_needs
        self.n_needs += 1
        kind = behaviour.need_kind(rnd.uniform(self.key, purposes.NEED_KIND, n), segment)
        row = world.registers.firm
        row[NEEDS] += 1.0
        if kind == PURCHASE:
            row[PURCHASE_NEEDS] += 1.0
        if kind != SUPPORT:
            chance = behaviour.wallet_chance(
                segment,
                p.perception,
                p.links.customer_satisfaction_to_share_of_wallet,
                self.satisfaction,
                self.price_effect(),
                market.competitor_effect(p.market, p.perception.opening_expectation),
            )
            if rnd.uniform(self.key, purposes.WALLET, n) >= chance:
                return
        row[NEEDS_OURS] += 1.0
        if kind == PURCHASE:
            row[PURCHASE_NEEDS_OURS] += 1.0
        yield from self._meet(kind, spell, is_first=False)

    def _contract(self) -> Generator[simpy.Event, None, None]:
        """A decision at each renewal, for as long as the relationship lasts."""
        world = self.world
        spell = self.spell
        while True:
            period = world.p.segments[self.segment].renewal
            yield world.clock.at(world.clock.now + period, order.RENEWAL, self.index)
            if not self._is_still(spell):
                return
            n = self.n_renewals
            self.n_renewals += 1
            self._decide_to_stay(purposes.RENEWAL_EXIT, purposes.RENEWAL_PREVENTED, n)

    # A contact ------------------------------------------------------------------------------------

    def _meet(self, kind: int, spell: int, *, is_first: bool) -> Generator[simpy.Event, None, None]:
        """Choose a channel, be served there or where it escalates to, and draw conclusions."""
        world = self.world
        clock = world.clock
        p = world.p
        n = self.n_visits
        chosen = channel_choice.choose(
            rnd.uniform(self.key, purposes.CHANNEL, n),
            kind,
            p.channels,
            p.segments[self.segment].channel_shares,
            self.tastes,
            world.market.usual_waits,
        )
        if chosen == channel_choice.NEVER:
            return
        u = rnd.uniform(self.key, purposes.HOUR, n)
        at = channel_choice.arrival(clock.now, u, p.channels[chosen])
        yield clock.at(at, order.ARRIVAL, self.index)
        if not self._is_still(spell):
            return
        visit = world.channels[chosen].receive(self, kind)
        yield visit.closed
        waited = visit.wait
        self._bear_cost(visit)
        target = world.p.channels[chosen].escalates_to
        if visit.served and visit.failed and target != NOWHERE and self._is_still(spell):
            world.registers.channels[chosen][ESCALATIONS] += 1.0
            self._log(visit, 0.0, -1.0)
            at = channel_choice.next_open(clock.now, world.p.channels[target])
            yield clock.at(at, order.ARRIVAL, self.index)
            visit = world.channels[target].receive(self, kind)
            yield visit.closed
            waited += visit.wait
            self._bear_cost(visit)
        self._conclude(visit, waited, spell, is_first=is_first)

    def _conclude(self, visit: Visit, waited: Days, spell: int, *, is_first: bool) -> None:
        """Buy, judge, tell, complain, stay or leave."""
        world = self.world
        p = world.p
        kind = visit.kind
        channel = p.channels[visit.channel.index]
        spent = self._buy(visit)
        if visit.served:
            seen = behaviour.perceive(
                p.perception,
                p.links.wait_to_quality,
                waited,
                channel.wait_tolerance,
                visit.failed,
                visit.assurance,
                visit.empathy,
                channel.tangibles,
            )
        else:
            seen = behaviour.unserved(
                self.expected, p.perception, p.links.wait_to_quality, waited, channel.wait_tolerance
            )
        judgement = behaviour.judge(
            seen,
            self.expected,
            self.satisfaction,
            p.perception,
            p.links.quality_to_customer_satisfaction,
            p.links.promise_to_expectation,
            p.market.competitor_quality,
            p.market.promise,
            self.price_effect(),
        )
        self.satisfaction = judgement.satisfaction
        self.expected = judgement.expected
        row = world.registers.channels[visit.channel.index]
        row[SCORED] += 1.0
        row[SCORE_SUM] += judgement.score
        for dimension, level in enumerate(seen, FIRST_DIMENSION):
            row[dimension] += level
        if visit.employee is not None:
            visit.employee.notice(judgement.score)
        self._log(visit, spent, judgement.score)
        self._tell(visit.number, judgement.score)
        complains = False
        if visit.served and visit.failed:
            world.registers.firm[FAILURES] += 1.0
            complains = self._complains(visit)
        if not self._is_still(spell):
            return
        # BG/NBD: people may drop out after each repeat purchase, not after the first one.
        decides = (
            kind == PURCHASE and not is_first and p.segments[self.segment].relationship == LAPSING
        )
        if complains:
            at_stake = spent if spent > 0.0 else self._usual_spend()
            world.clock.process(self._complain(visit.number, spell, at_stake, decides))
        elif decides:
            self._decide_to_stay(purposes.EXIT, purposes.EXIT_PREVENTED, visit.number)

    def _buy(self, visit: Visit) -> Money:
        """Pay for what was sold, if anything was."""
        world = self.world
        p = world.p
        segment = p.segments[self.segment]
        if not visit.served or (visit.failed and visit.kind != PURCHASE):
            return 0.0
        chance = behaviour.sale_chance(visit.kind, segment)
        if chance < 1.0 and rnd.uniform(self.key, purposes.SALE, visit.number) >= chance:
            return 0.0
        amount = behaviour.spend(
            self.key,
            visit.number,
            segment,
            self.traits.spend_factor,
            p.firm.price_index,
            world.clock.now - self.joined,
            p.perception,
            p.links.tenure_to_margin,
        )
        if visit.kind != PURCHASE:
            amount *= segment.service_sale_fraction
        if amount <= 0.0:
            return 0.0
        row = world.registers.firm
        row[PURCHASES if visit.kind == PURCHASE else SERVICE_SALES] += 1.0
        world.firm.sell(visit.channel.index, visit.kind == PURCHASE, amount, self.tier)
        mine = self._segment_row()
        mine[SEGMENT_PURCHASES] += 1.0
        mine[SEGMENT_REVENUE] += amount
        mine[SEGMENT_CONTRIBUTION] += world.firm.margin(visit.channel.index, amount, self.tier)
        row = world.registers.channels[visit.channel.index]
        row[SALES] += 1.0
        row[CHANNEL_REVENUE] += amount
        if world.is_measured:
            row = world.registers.tenure[self.tenure_month()][self.segment]
            row[TENURE_PURCHASES] += 1.0
            row[TENURE_REVENUE] += amount
        self.quarters[-1] += amount
        if visit.kind == PURCHASE:
            self.n_sales += 1
        return amount

    def _bear_cost(self, visit: Visit) -> None:
        """Book what the contact cost beyond wages."""
        world = self.world
        cost = world.p.channels[visit.channel.index].cost_per_contact
        world.registers.pay(ACCOUNT["contact_costs"], cost)
        world.registers.channels[visit.channel.index][CONTACT_COSTS] += cost
        self._segment_row()[SEGMENT_CONTRIBUTION] -= cost

    # Voice and exit -------------------------------------------------------------------------------

    def _complains(self, visit: Visit) -> bool:
        """Whether a failure is voiced."""
        p = self.world.p
        chance = complaint.voice_chance(
            p.segments[self.segment].complaint_propensity,
            self.traits.complaint_effect,
            p.channels[visit.channel.index].complaint_ease,
        )
        return rnd.uniform(self.key, purposes.COMPLAINT, visit.number) < chance

    def _complain(
        self, number: int, spell: int, at_stake: Money, decides: bool
    ) -> Generator[simpy.Event, None, None]:
        """A complaint, its answer, and what the answer restores; life goes on meanwhile."""
        world = self.world
        clock = world.clock
        asked = clock.now
        world.registers.firm[COMPLAINTS] += 1.0
        desk = world.p.channels[world.p.firm.complaint_channel]
        due = channel_choice.next_open(asked + world.p.firm.complaint_response, desk)
        yield clock.at(due, order.COMPLAINT_DUE, self.index)
        visit = world.channels[world.p.firm.complaint_channel].receive(self, COMPLAINT)
        yield visit.closed
        p = world.p
        self._bear_cost(visit)
        compensation = p.firm.compensation_fraction * at_stake
        world.registers.pay(ACCOUNT["compensation"], compensation)
        self._segment_row()[SEGMENT_CONTRIBUTION] -= compensation
        elapsed = clock.now - asked
        score = complaint.recovery_score(
            elapsed,
            p.firm.compensation_fraction,
            0.0 if visit.failed else visit.empathy,
            p.recovery,
        )
        row = world.registers.firm
        row[COMPLAINTS_CLOSED] += 1.0
        row[COMPLAINT_TIME] += elapsed
        row[RECOVERY_SUM] += score
        if self._is_still(spell):
            self.satisfaction = complaint.satisfaction_after_recovery(
                self.satisfaction, score, p.recovery, p.links.recovery_to_satisfaction
            )
        self._log(visit, 0.0, -1.0)
        if decides and self._is_still(spell):
            self._decide_to_stay(purposes.EXIT, purposes.EXIT_PREVENTED, number)

    def _decide_to_stay(self, purpose: int, prevented_purpose: int, number: int) -> None:
        """Stay or leave; an assumed retention gain may undo the leaving."""
        world = self.world
        p = world.p
        chance = behaviour.exit_chance(
            self.traits,
            p.segments[self.segment],
            p.perception,
            p.links.customer_satisfaction_to_retention,
            self.satisfaction,
            firm.status_effect(self.tier, p.firm.programme),
        )
        retention = world.firm.customer_retention
        retention.note(chance, was_kept_before=self.was_kept)
        if rnd.uniform(self.key, purpose, number) >= chance:
            return
        if rnd.uniform(self.key, prevented_purpose, number) < retention.share:
            self.was_kept = True
            world.registers.firm[EXITS_PREVENTED] += 1.0
            return
        world.registers.firm[LOST] += 1.0
        self._segment_row()[SEGMENT_LOST] += 1.0
        if world.is_measured:
            world.registers.tenure[self.tenure_month()][self.segment][TENURE_LOST] += 1.0
        world.firm.n_customers -= 1
        self.is_customer = False
        self.is_former = True
        self.attitude = self.satisfaction

    # Word of mouth and becoming a customer --------------------------------------------------------

    def _tell(self, number: int, score: Fraction) -> None:
        """Tell others about a notable contact."""
        world = self.world
        p = world.p
        told = word_of_mouth.telling(
            self.key,
            number,
            score,
            p.perception.neutral_satisfaction,
            p.segments[self.segment].talkativeness * self.traits.talk_factor,
            p.word_of_mouth,
            p.links.customer_satisfaction_to_word_of_mouth,
        )
        if told.listeners == 0:
            return
        is_good = told.news > 0.5
        world.registers.firm[TOLD_GOOD if is_good else TOLD_BAD] += told.listeners
        for listener in range(told.listeners):
            telling = number * purposes.MOST_TOLD + listener
            other = world.people[word_of_mouth.listener(self.key, telling, len(world.people))]
            if other is not self:
                other.hear(told.news, rnd.uniform(self.key, purposes.LISTENER_CONSIDERS, telling))

    def hear(self, news: Fraction, u: float) -> None:
        """Hear news about the firm; somebody who is not a customer may consider it."""
        wom = self.world.p.word_of_mouth
        self.attitude = word_of_mouth.heard(self.attitude, news, wom.attitude_step)
        if self.is_customer:
            self.expected = Dimensions(
                *[word_of_mouth.heard(level, news, wom.hearsay_step) for level in self.expected]
            )
        elif news > 0.5 and u < wom.consider_chance:
            self.consider(market.WORD_OF_MOUTH)

    def consider(self, source: int) -> None:
        """Weigh becoming a customer."""
        if self.is_customer or self.is_expected:
            return
        world = self.world
        p = world.p
        world.registers.firm[CONSIDERATIONS] += 1.0
        n = self.n_considerations
        self.n_considerations += 1
        chance = market.conversion_chance(
            p.market,
            self.attitude,
            self.price_effect(),
            market.competitor_effect(p.market, p.perception.opening_expectation),
            self.is_former,
        )
        if rnd.uniform(self.key, purposes.CONVERSION, n) < chance:
            self.begin(source)

    # Facts about this person ----------------------------------------------------------------------

    def _is_still(self, spell: int) -> bool:
        """Whether the relationship of that number still lasts."""
        return self.is_customer and self.spell == spell

    def _mine(self) -> Segment:
        return self.world.p.segments[self.segment]

    def _segment_row(self) -> list[float]:
        return self.world.registers.segments[self.segment][self.tier]

    def price_effect(self) -> float:
        """Shift of the odds of choosing us by price [log odds]."""
        p = self.world.p
        return behaviour.price_effect(
            self._mine(),
            self.traits.price_factor,
            p.firm.price_index,
            p.market.competitor_price_index,
        )

    def _usual_spend(self) -> Money:
        """Own mean spend on a purchase [currency]."""
        p = self.world.p
        return self._mine().spend_per_purchase * self.traits.spend_factor * p.firm.price_index

    def tenure_month(self) -> int:
        """Months since the relationship began, as a row of the tenure table."""
        months = int((self.world.clock.now - self.joined) / MONTH)
        return min(months, TENURE_MONTHS - 1)

    def repeat_bin(self) -> int:
        """Repeat purchases so far, as a column of the repeat table."""
        # Whoever joins during the run opens with a first purchase, which is no repeat.
        first = 1 if self.joined > 0.0 else 0
        return min(max(self.n_sales - first, 0), REPEAT_BINS - 1)

    def _log(self, visit: Visit, spent: Money, score: Fraction) -> None:
        """One row of the contact log, if it is kept."""
        registers = self.world.registers
        if registers.logs_contacts:
            registers.contacts.append(
                (
                    visit.asked,
                    self.index,
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
                    self.satisfaction,
                )
            )
