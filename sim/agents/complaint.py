"""A failure that was voiced: settled on the spot, or answered by the complaint channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import randomness as rnd
from sim.agents.registers import ACCOUNT
from sim.behaviour import channel as channel_choice
from sim.behaviour import complaint as behaviour
from sim.behaviour import handover, need, order, purposes
from sim.parameters import COMPLAINT, DRIVERS
from sim.records import FIRM
from sim.units import Days, Fraction

if TYPE_CHECKING:
    from collections.abc import Generator

    import simpy

    from sim.agents.channel import Visit
    from sim.agents.contact import Contact

COMPLAINTS = FIRM.column("complaints")
COMPLAINTS_CLOSED = FIRM.column("complaints_closed")
COMPLAINT_TIME = FIRM.column("complaint_time")
RECOVERY_SUM = FIRM.column("recovery_sum")
SETTLED_AT_ONCE = FIRM.column("settled_at_once")
EMPOWERMENT = DRIVERS.index("empowerment")


class Complaint:
    """One voiced failure of a contact."""

    def __init__(self, contact: Contact, voiced_to: Visit, *, decides: bool) -> None:
        self.contact = contact
        self.voiced_to = voiced_to
        """Visit in which the customer complained."""
        self.decides = decides
        """Whether the customer decides to stay or leave after the answer."""
        self.world = contact.world
        self.who = contact.who

    def live(self) -> Generator[simpy.Event, None, None]:
        """A complaint, its answer, and what the answer restores; life goes on meanwhile."""
        world, who, contact = self.world, self.who, self.contact
        clock = world.clock
        asked = clock.now
        world.registers.firm[COMPLAINTS] += 1.0
        at_stake = contact.paid
        if at_stake <= 0.0:
            at_stake = need.usual_spend(
                who.mine(), who.traits.spend_factor, world.p.firm.price_index
            )
        if self._is_settled_at_once():
            world.registers.firm[SETTLED_AT_ONCE] += 1.0
            self._restore(at_stake, 0.0, self._treatment(self.voiced_to, 0.0))
        else:
            desk = world.p.firm.complaint_channel
            due = channel_choice.next_open(
                asked + world.p.firm.complaint_response, world.p.channels[desk]
            )
            yield clock.at(due, order.COMPLAINT_DUE, who.index)
            again = contact.explained_again(self.voiced_to.channel.index, desk)
            leg = contact.leg(purposes.ANSWERED)
            visit = world.channels[desk].receive(who, COMPLAINT, leg, again)
            yield visit.closed
            contact.bear_cost(visit)
            loss = handover.empathy_missed(again, world.p.handover)
            treated = 0.0 if visit.failed else self._treatment(visit, loss)
            self._restore(at_stake, clock.now - asked, treated)
            contact.log_unjudged(visit, 0.0)
        if self.decides and who.is_still(contact.spell):
            who.decide_to_stay(purposes.EXIT, purposes.EXIT_PREVENTED, contact.number)

    def _is_settled_at_once(self) -> bool:
        """Whether the employee who was told may, and does, put it right there and then."""
        p = self.world.p
        if p.firm.settled_at_once_fraction <= 0.0 or self.voiced_to.employee is None:
            return False
        chance = behaviour.settled_at_once_chance(
            p.firm.settled_at_once_fraction,
            self.world.firm.levels[EMPOWERMENT],
            p.links.internal_quality_to_capability,
        )
        return rnd.uniform(self.who.key, purposes.SETTLED, self.contact.number) < chance

    def _treatment(self, visit: Visit, empathy_loss: Fraction) -> Fraction:
        """How whoever handles it treats the complainant, who may have had to explain again."""
        p = self.world.p
        return behaviour.interaction(
            handover.empathy_seen(visit.empathy, empathy_loss),
            self.world.firm.levels[EMPOWERMENT],
            p.recovery,
            p.links.internal_quality_to_capability,
        )

    def _restore(self, at_stake: float, elapsed: Days, treated: Fraction) -> None:
        """Compensate, and let satisfaction follow the way it was done."""
        world, who = self.world, self.who
        p = world.p
        paid = behaviour.compensation(at_stake, p.firm.compensation_fraction)
        world.registers.pay(ACCOUNT["compensation"], paid)
        who.file.bear(paid)
        score = behaviour.recovery_score(
            elapsed,
            p.firm.compensation_fraction,
            self.contact.paid_back_fraction,
            treated,
            p.recovery,
        )
        row = world.registers.firm
        row[COMPLAINTS_CLOSED] += 1.0
        row[COMPLAINT_TIME] += elapsed
        row[RECOVERY_SUM] += score
        if who.is_still(self.contact.spell):
            who.satisfaction = behaviour.satisfaction_after_recovery(
                who.satisfaction, score, p.recovery, p.links.recovery_to_satisfaction
            )
