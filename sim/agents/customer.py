"""A person of the market: prospect, customer, lost and won back; one life down the page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim import randomness as rnd
from sim.agents.contact import Contact
from sim.agents.customer_file import CustomerFile
from sim.agents.registers import ACCOUNT
from sim.agents.world import World
from sim.behaviour import (
    after_sale,
    bonds,
    competition,
    guarantee,
    life_cycle,
    market,
    milestones,
    need,
    order,
    promotion,
    purposes,
    relationships,
    tiers,
    word_of_mouth,
)
from sim.behaviour import customer as behaviour
from sim.behaviour import firm as firm_behaviour
from sim.parameters import (
    PURCHASE,
    RENEWAL,
    SUPPORT,
    Dimensions,
    RelationshipLevel,
    Segment,
    TierService,
)
from sim.records import FIRM, GAINED, REPEAT_BINS, SEGMENTS
from sim.units import MONTH, MONTHS_PER_YEAR, Days, Fraction, Money

if TYPE_CHECKING:
    from collections.abc import Generator

    import simpy

    from sim.agents.campaign import Discount

NEEDS = FIRM.column("needs")
NEEDS_OURS = FIRM.column("needs_ours")
PURCHASE_NEEDS = FIRM.column("purchase_needs")
PURCHASE_NEEDS_OURS = FIRM.column("purchase_needs_ours")
LOST = FIRM.column("lost")
WON_BACK = FIRM.column("won_back")
EXITS_PREVENTED = FIRM.column("exits_prevented")
CONSIDERATIONS = FIRM.column("considerations")
FIRST_GAINED = FIRM.column(GAINED[0].name)
REMINDERS = FIRM.column("reminders")
REMINDER_NEEDS = FIRM.column("reminder_needs")
SEGMENT_GAINED = SEGMENTS.column("gained")
SEGMENT_LOST = SEGMENTS.column("lost")


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
        self.n_needs = 0
        self.n_considerations = 0
        self.n_renewals = 0
        self.file = CustomerFile(self)
        self._start_afresh()

    def _start_afresh(self) -> None:
        """What a relationship begins with."""
        self.joined: Days = self.world.clock.now
        self.satisfaction: Fraction = self.world.p.perception.opening_satisfaction
        self.expected = Dimensions(*[self.traits.opening_expectation] * len(Dimensions._fields))
        self.habit: Fraction = self.mine().share_of_wallet
        """Share of the latest needs that came to us, as far as habits count."""
        self.tier = tiers.REGULAR
        self.months: list[Money] = [0.0] * MONTHS_PER_YEAR
        """Spend by month, the current one last."""
        self.card = milestones.NO_CARD
        self.known_by: dict[int, int] = {}
        """Who served last by team, as long as the tier has relationship managers."""
        self.n_purchases = 0
        """Purchases since the relationship began."""
        self.last_purchase: Days = self.joined
        """Moment of the last sale, or of joining while there is none."""
        self.was_kept = False
        """Whether an assumed retention gain has undone a leaving in this relationship."""

    # A relationship -------------------------------------------------------------------------------

    def start_as_customer(self, at: Days) -> None:
        """An opening customer: there when the clock starts, or joining soon after."""
        self.is_opening = True
        if at <= 0.0:
            self._join()
            tenure = behaviour.opening_tenure(self.key, self.mine())
            self.joined = -tenure
            self.last_purchase = -behaviour.opening_silence(
                self.key, self.traits.need_factor, self.mine(), tenure
            )
            self.world.clock.process(self._needs())
        else:
            self.is_expected = True
            joining = self.world.clock.at(at, order.JOINING, self.index)
            joining.callbacks.append(lambda _: self.begin(market.OPENING))

    def begin(self, source: int, discount: Discount | None = None) -> None:
        """Become a customer, with a first purchase."""
        self.is_expected = False
        row = self.world.registers.firm
        row[FIRST_GAINED + source] += 1.0
        if self.is_former:
            row[WON_BACK] += 1.0
        self._join()
        self.segment_row()[SEGMENT_GAINED] += 1.0
        if source == market.PARTNER:
            self._pay_partner()
        self.world.clock.process(self._relationship(discount))

    def _pay_partner(self) -> None:
        """Pay the partner who brought this customer."""
        world = self.world
        fee = world.p.market.referral_fee
        world.registers.pay(ACCOUNT["referral_fees"], fee)
        self.file.bear(fee)

    def _join(self) -> None:
        self.is_customer = True
        self.spell += 1
        self._start_afresh()
        self.file.open()
        self.world.firm.n_customers += 1
        if self.mine().relationship == RENEWAL:
            self.world.clock.process(self._contract())

    def _relationship(self, discount: Discount | None) -> Generator[simpy.Event, None, None]:
        """The purchase that opens the relationship, then all later needs."""
        spell = self.spell
        number = self._count_need()
        yield from Contact(self, PURCHASE, number, is_first=True, discount=discount).live()
        if self.is_still(spell):
            yield from self._needs()

    def _needs(self) -> Generator[simpy.Event, None, None]:
        """Needs arise at random until the relationship ends."""
        clock = self.world.clock
        spell = self.spell
        felt = max(self.joined, 0.0)
        while self.is_still(spell):
            felt, awakened = yield from self._until_next_need(felt, spell)
            yield clock.at(self._day_of(felt), order.NEED, self.index)
            if self.is_still(spell):
                yield from self._need(awakened)

    def _until_next_need(
        self, since: Days, spell: int
    ) -> Generator[simpy.Event, None, tuple[Days, float]]:
        """Moment of the next need, and the advice awakened for each purchase that it counts with.

        When a policy changes the rate, what is left of the gap follows the new one. The tier stays
        that of the moment when the gap began: a policy that changes nothing for a person must not
        be an occasion to look at anything else.
        """
        world = self.world
        u = rnd.uniform(self.key, purposes.NEED_GAP, self.n_needs)
        left = rnd.exponential(u, 1.0)
        tier = self.tier
        awakened = relationships.level(tier, world.p.firm).advice_per_purchase
        rate = self._need_rate(awakened)
        felt = need.felt_at(since, left, rate)
        while self._day_of(felt) >= world.next_change:
            change = world.next_change
            yield world.clock.at(change, order.NEED, self.index)
            if not self.is_still(spell):
                return change, awakened
            awakened = relationships.level(tier, world.p.firm).advice_per_purchase
            before, rate = rate, self._need_rate(awakened)
            if rate != before:
                left = need.left_at(change, since, left, before)
                since = max(since, change)
                felt = need.felt_at(since, left, rate)
        return felt, awakened

    def _day_of(self, felt: Days) -> Days:
        """Start of the day on which a need is acted on; the channel's profile draws the hour."""
        return max(felt if math.isinf(felt) else math.floor(felt), self.world.clock.now)

    def _need(self, awakened: float) -> Generator[simpy.Event, None, None]:
        """One need: ours or a competitor's; its kind is that of the needs it was timed among."""
        world = self.world
        p = world.p
        segment = self.mine()
        number = self._count_need()
        u = rnd.uniform(self.key, purposes.NEED_KIND, number)
        kind = need.need_kind(u, segment, awakened, p.market)
        chance = need.wallet_chance(
            segment,
            p.perception,
            p.links.customer_satisfaction_to_share_of_wallet,
            self.satisfaction,
            self.price_effect(),
            world.market.offer.effect,
            self._drawn_by() + need.habit_effect(self.habit, segment, p.perception),
        )
        is_ours = rnd.uniform(self.key, purposes.WALLET, number) < chance
        if p.perception.habit_response > 0.0:
            self.habit = need.next_habit(self.habit, is_ours, p.perception.habit_step)
        row = world.registers.firm
        row[NEEDS] += 1.0
        row[NEEDS_OURS] += is_ours
        if kind == PURCHASE:
            row[PURCHASE_NEEDS] += 1.0
            row[PURCHASE_NEEDS_OURS] += is_ours
        if is_ours:
            yield from Contact(self, kind, number, is_first=False).live()

    def remind(self, month: int) -> None:
        """Perhaps get a reminder card this month, and perhaps answer it."""
        world = self.world
        care = world.p.firm.after_sale
        card = after_sale.reminder(self.key, month, care)
        if not card.is_sent:
            return
        world.registers.firm[REMINDERS] += 1.0
        world.registers.pay(ACCOUNT["after_sale"], care.reminder_cost)
        self.file.bear(care.reminder_cost)
        if card.is_answered:
            world.clock.process(self._answer_reminder(month, world.clock.now + card.at * MONTH))

    def _answer_reminder(self, month: int, felt: Days) -> Generator[simpy.Event, None, None]:
        """A support need that a card brought to mind, and so to us; other needs go on meanwhile."""
        world = self.world
        spell = self.spell
        yield world.clock.at(self._day_of(felt), order.NEED, self.index)
        if self.is_still(spell):
            world.registers.firm[REMINDER_NEEDS] += 1.0
            number = purposes.REMINDER_NEEDS + month
            yield from Contact(self, SUPPORT, number, is_first=False).live()

    def _count_need(self) -> int:
        """Number of a need in this person's life; all draws about it count by it."""
        self.n_needs += 1
        return self.n_needs - 1

    # Staying and leaving --------------------------------------------------------------------------

    def _contract(self) -> Generator[simpy.Event, None, None]:
        """A decision at each renewal, for as long as the relationship lasts."""
        world = self.world
        spell = self.spell
        u = rnd.uniform(self.key, purposes.RENEWAL_PHASE, 0)
        is_old = self.is_opening and spell == 1 and self.mine().opening_tenure > 0.0
        wait = behaviour.renewal_phase(u, self.mine(), is_old)
        while True:
            yield world.clock.at(world.clock.now + wait, order.RENEWAL, self.index)
            if not self.is_still(spell):
                return
            self.n_renewals += 1
            self.decide_to_stay(purposes.RENEWAL_EXIT, purposes.RENEWAL_PREVENTED, self.n_renewals)
            wait = self.mine().renewal

    def decide_to_stay(self, purpose: int, prevented_purpose: int, number: int) -> None:
        """Stay or leave; an assumed retention gain may undo the leaving."""
        world = self.world
        p = world.p
        link = p.links.customer_satisfaction_to_retention
        bond = bonds.stay_effect(self.tier, p.firm, world.firm.n_customers)
        chance = self.chance_to_leave(link, bond)
        retention = world.firm.customer_retention
        retention.note(chance, was_kept_before=self.was_kept)
        self.file.decide(firm_behaviour.chance_left(chance, retention.share))
        if rnd.uniform(self.key, purpose, number) >= chance:
            return
        if rnd.uniform(self.key, prevented_purpose, number) < retention.share:
            self.was_kept = True
            world.registers.firm[EXITS_PREVENTED] += 1.0
            return
        world.registers.firm[LOST] += 1.0
        self.segment_row()[SEGMENT_LOST] += 1.0
        self.file.leave()
        world.firm.n_customers -= 1
        self.is_customer = False
        self.is_former = True
        self.attitude = behaviour.parting_attitude(
            self.satisfaction,
            p.perception.neutral_satisfaction,
            p.links.customer_satisfaction_to_retention,
        )

    def chance_to_leave(self, link: float, bond: float) -> Fraction:
        """Chance that a decision now is against us, for a strength of the link and of all bonds."""
        world = self.world
        p = world.p
        held = bond + competition.hold(world.market.offer.effect, p.market)
        chance = behaviour.exit_chance(
            self.traits, self.mine(), p.perception, link, self.satisfaction, held
        )
        return competition.leaving_us(chance, world.market.presence, p.market)

    # Hearing and considering ----------------------------------------------------------------------

    def hear(self, news: Fraction, u: float, source: int) -> None:
        """Hear news about the firm; somebody who is not a customer may consider it."""
        wom = self.world.p.word_of_mouth
        self.attitude = word_of_mouth.heard(self.attitude, news, wom.attitude_step)
        if self.is_customer:
            self.expected = Dimensions(
                *[word_of_mouth.heard(level, news, wom.hearsay_step) for level in self.expected]
            )
        elif news > 0.5 and u < wom.consider_chance:
            self.consider(source)

    def read(self, news: Fraction, u: float) -> None:
        """Hear of the firm in the media; a customer takes it for more than hearsay."""
        p = self.world.p
        if self.is_customer:
            self.satisfaction = word_of_mouth.heard(
                self.satisfaction,
                word_of_mouth.as_satisfaction(news, p.perception.neutral_satisfaction),
                p.market.press_satisfaction_step,
            )
        self.hear(news, u, market.PRESS)

    def consider(
        self, source: int, offer_effect: float = 0.0, discount: Discount | None = None
    ) -> None:
        """Weigh becoming a customer, perhaps because of what a campaign offers."""
        if self.is_customer or self.is_expected:
            return
        world = self.world
        p = world.p
        world.registers.firm[CONSIDERATIONS] += 1.0
        number = self.n_considerations
        self.n_considerations += 1
        chance = market.conversion_chance(
            p.market,
            p.perception.opening_expectation,
            self.attitude,
            self.price_effect(),
            world.market.offer.effect,
            guarantee.reassurance(p.firm.guarantee),
            self.is_former,
            offer_effect,
        )
        if rnd.uniform(self.key, purposes.CONVERSION, number) < chance:
            self.begin(source, discount)

    # Facts about this person ----------------------------------------------------------------------

    def is_still(self, spell: int) -> bool:
        """Whether the relationship of that number still lasts."""
        return self.is_customer and self.spell == spell

    def mine(self) -> Segment:
        """Parameters of this person's segment."""
        return self.world.p.segments[self.segment]

    def service(self) -> TierService:
        """How this person's tier is served."""
        return self.world.p.firm.tiers.services[self.tier]

    def level(self) -> RelationshipLevel:
        """Relationship level of this person's tier."""
        return relationships.level(self.tier, self.world.p.firm)

    def _drawn_by(self) -> float:
        """What draws this person's needs to us beyond satisfaction [log odds]."""
        world = self.world
        firm = world.p.firm
        is_collecting = milestones.is_collecting(
            self.card, world.clock.now, firm.programme, firm.programme.milestones
        )
        return bonds.wallet_effect(self.tier, firm, world.firm.n_customers, is_collecting)

    def _need_rate(self, awakened: float) -> float:
        """Needs of all kinds per day."""
        return need.need_rate(self.traits.need_factor, self.mine(), awakened, self.world.p.market)

    def segment_row(self) -> list[float]:
        """Row of the segment and tier in the current month."""
        return self.world.registers.segments[self.segment][self.tier]

    def price_effect(self, channel_factor: float = 1.0) -> float:
        """Shift of the odds of choosing us by what this person pays in a channel [log odds]."""
        firm = self.world.p.firm
        usual = need.usual_spend(self.mine(), self.traits.spend_factor, firm.price_index)
        promoted = promotion.price_paid(firm.promotion, self.promoted_tenure(), usual)
        price = need.price_seen(firm.price_index, channel_factor, promoted)
        theirs = self.world.market.offer.price_index
        if price == theirs:
            return 0.0  # whoever they are, nobody minds a price that is everywhere the same
        return need.price_effect(self.mine(), self.sensitivity_factor(), price, theirs)

    def sensitivity_factor(self) -> float:
        """Factor on the segment's price sensitivity as this person stands to us now [-]."""
        p = self.world.p
        return need.sensitivity_factor(
            self.traits.sensitivity_factor,
            self.world.market.offer.sensitivity_factor,
            self.satisfaction if self.is_customer else p.perception.neutral_satisfaction,
            p.perception,
            p.links.customer_satisfaction_to_price_tolerance,
        )

    def promoted_tenure(self) -> Days:
        """Time as a customer, as an introductory offer counts it [day].

        Somebody who considers becoming a customer, perhaps once more, is as new as can be.
        """
        return self.world.clock.now - self.joined if self.is_customer else 0.0

    def stage(self) -> int:
        """Stage of the relationship life cycle."""
        return life_cycle.stage(
            self.is_customer,
            self.spell,
            self.world.clock.now - self.joined,
            self.world.clock.now - self.last_purchase,
            self.satisfaction,
        )

    def repeat_bin(self) -> int:
        """Repeat purchases so far, as a column of the repeat table."""
        # Whoever joins during the run opens with a first purchase, which is no repeat.
        first = 1 if self.joined > 0.0 else 0
        return min(max(self.n_purchases - first, 0), REPEAT_BINS - 1)
