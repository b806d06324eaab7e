"""What can be asked of a compiled world: its parameters in force, its people and its teams."""

from typing import Any

from sim.behaviour import (
    bonds,
    competition,
    firm,
    life_cycle,
    milestones,
    need,
    promotion,
    relationships,
)
from sim.behaviour import customer as behaviour
from sim.engine.compiled.jit import compiled, spelled_out
from sim.parameters import CUSTOMERS, FORMER, PROSPECTS
from sim.records import REPEAT_BINS
from sim.units import Days, Fraction

# The world ----------------------------------------------------------------------------------------


@spelled_out
def now(w: Any) -> Days:
    """The moment."""
    return w.calendar.now[0]


@spelled_out
def is_measured(w: Any) -> bool:
    """Whether the warm-up is over."""
    return w.firm[0].month >= w.firm[0].warm_up_months


@spelled_out
def parameters(w: Any) -> Any:
    """Parameters in force, but those that follow."""
    return w.plan.parameters[w.firm[0].regime]


@spelled_out
def segment(w: Any, person: Any) -> Any:
    """Parameters of a person's segment."""
    return w.plan.segments[w.firm[0].regime, person.segment]


@spelled_out
def channel(w: Any, index: int) -> Any:
    """Parameters of a channel."""
    return w.plan.channels[w.firm[0].regime, index]


@spelled_out
def team(w: Any, index: int) -> Any:
    """Parameters of a team."""
    return w.plan.teams[w.firm[0].regime, index]


@compiled
def milestones_of(w: Any) -> Any:
    """Milestones of the programme."""
    starts, regime = w.plan.milestone_starts, w.firm[0].regime
    return w.plan.milestones[starts[regime] : starts[regime + 1]]


# A person -----------------------------------------------------------------------------------------


@spelled_out
def is_still(person: Any, spell: int) -> bool:
    """Whether the relationship of that number still lasts."""
    return person.is_customer and person.spell == spell


@spelled_out
def tier(person: Any) -> int:
    """Tier of a person."""
    return person.tier + 0


@compiled
def status(person: Any) -> int:
    """How a person stands to us now."""
    if person.is_customer:
        return CUSTOMERS
    return FORMER if person.is_former else PROSPECTS


@spelled_out
def service(w: Any, person: Any) -> Any:
    """How a person's tier is served."""
    return parameters(w).firm.tiers.services[person.tier]


@spelled_out
def level(w: Any, person: Any) -> Any:
    """Relationship level of a person's tier."""
    return relationships.level(tier(person), parameters(w).firm)


@spelled_out
def segment_row(w: Any, person: Any) -> Any:
    """Row of the segment and tier in the current month."""
    return w.tables.segments[w.firm[0].month, person.segment, person.tier]


@compiled
def drawn_by(w: Any, person: Any) -> float:
    """What draws a person's needs to us beyond satisfaction [log odds]."""
    p = parameters(w)
    is_collecting = milestones.is_collecting(
        person.card, now(w), p.firm.programme, milestones_of(w)
    )
    return bonds.wallet_effect(tier(person), p.firm, w.firm[0].n_customers, is_collecting)


@compiled
def need_rate(w: Any, person: Any, awakened: float) -> float:
    """Needs of all kinds per day."""
    market = parameters(w).market
    return need.need_rate(person.traits.need_factor, segment(w, person), awakened, market)


@compiled
def promoted_tenure(w: Any, person: Any) -> Days:
    """Time as a customer, as an introductory offer counts it [day]."""
    return now(w) - person.joined if person.is_customer else 0.0


@compiled
def price_effect(w: Any, person: Any, channel_factor: float) -> float:
    """Shift of the odds of choosing us by what a person pays in a channel [log odds]."""
    policy = parameters(w).firm
    mine = segment(w, person)
    usual = need.usual_spend(mine, person.traits.spend_factor, policy.price_index)
    promoted = promotion.price_paid(policy.promotion, promoted_tenure(w, person), usual)
    price = need.price_seen(policy.price_index, channel_factor, promoted)
    theirs = w.firm[0].offer.price_index
    if price == theirs:
        return 0.0
    return need.price_effect(mine, sensitivity_factor(w, person), price, theirs)


@compiled
def sensitivity_factor(w: Any, person: Any) -> float:
    """Factor on the segment's price sensitivity as a person stands to us now [-]."""
    p = parameters(w)
    return need.sensitivity_factor(
        person.traits.sensitivity_factor,
        w.firm[0].offer.sensitivity_factor,
        person.satisfaction if person.is_customer else p.perception.neutral_satisfaction,
        p.perception,
        p.links.customer_satisfaction_to_price_tolerance,
    )


@compiled
def chance_to_leave(w: Any, person: Any, link: float, bond: float) -> Fraction:
    """Chance that a decision now is against us, for a strength of the link and of all bonds."""
    p = parameters(w)
    held = bond + competition.hold(w.firm[0].offer.effect, p.market)
    chance = behaviour.exit_chance(
        person.traits, segment(w, person), p.perception, link, person.satisfaction, held
    )
    return competition.leaving_us(chance, w.firm[0].presence, p.market)


@compiled
def stage(w: Any, person: Any) -> int:
    """Stage of the relationship life cycle."""
    return life_cycle.stage(
        person.is_customer,
        person.spell + 0,
        now(w) - person.joined,
        now(w) - person.last_purchase,
        person.satisfaction,
    )


@compiled
def repeat_bin(person: Any) -> int:
    """Repeat purchases so far, as a column of the repeat table."""
    first = 1 if person.joined > 0.0 else 0
    return min(max(person.n_purchases - first, 0), REPEAT_BINS - 1)


# A team -------------------------------------------------------------------------------------------


@compiled
def lessons_of_all(w: Any) -> Days:
    """Experience that training has added so far for whoever was there [day]."""
    house = w.firm[0]
    return house.lessons + house.learning_gain * (now(w) - house.month_opened)


@compiled
def lessons(w: Any, index: int) -> Days:
    """Experience that our training has added so far for a team; none at partners."""
    return 0.0 if team(w, index).is_partner else lessons_of_all(w)


@compiled
def quality_above(w: Any, index: int) -> float:
    """Internal service quality above reference, as a team meets it [level]."""
    is_partner = team(w, index).is_partner
    return firm.quality_above(w.firm[0].internal_quality, parameters(w).firm, is_partner)
