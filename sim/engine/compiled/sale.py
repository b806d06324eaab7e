"""Something is sold in a visit, twin of `sell` in `sim.agents.contact` and `sim.agents.firm`."""

from typing import Any, Final

from sim.behaviour import firm as behaviour
from sim.behaviour import milestones as cards
from sim.behaviour import need
from sim.engine.compiled import customer_file, facts
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import ACCOUNT, earn, pay
from sim.parameters import PURCHASE
from sim.records import CHANNELS, FIRM
from sim.units import MONTHS_PER_YEAR, Money

PURCHASES: Final = FIRM.column("purchases")
SERVICE_SALES: Final = FIRM.column("service_sales")
SALES: Final = CHANNELS.column("sales")
CHANNEL_REVENUE: Final = CHANNELS.column("revenue")
CHANNEL_MARGIN: Final = CHANNELS.column("margin")
EARNED_BY_PURCHASES: Final = ACCOUNT["purchases"]
EARNED_BY_SERVICE: Final = ACCOUNT["service_sales"]
PAID_FOR_GOODS: Final = ACCOUNT["cost_of_goods"]
PAID_FOR_COMMISSIONS: Final = ACCOUNT["commissions"]
PAID_FOR_REWARDS: Final = ACCOUNT["rewards"]
PAID_FOR_PROMOTIONS: Final = ACCOUNT["promotions"]
NO_SALE: Final = behaviour.NO_SALE
LAST_MONTH: Final = MONTHS_PER_YEAR - 1


@compiled
def sell(w: Any, row: int, kind: int, number: int, terms: Any) -> Any:
    """Sell something in a visit."""
    case = w.cases[row]
    who = w.people[case.person]
    p = facts.parameters(w)
    there = facts.channel(w, case.channel)
    now = facts.now(w)
    amount = need.spend(
        who.key,
        number,
        kind,
        facts.segment(w, who),
        who.traits.spend_factor,
        p.firm.price_index * there.price_factor,
        terms.size,
        now - who.joined,
        p.perception,
        p.links.tenure_to_margin,
    )
    if amount <= 0.0:
        return NO_SALE
    is_purchase = kind == PURCHASE
    month = w.firm[0].month
    w.tables.firm[month, PURCHASES if is_purchase else SERVICE_SALES] += 1.0
    sale = behaviour.sale(
        amount, terms, there.commission_fraction, there.price_factor, facts.tier(who), p.firm
    )
    earn(w, EARNED_BY_PURCHASES if is_purchase else EARNED_BY_SERVICE, amount)
    pay(w, PAID_FOR_GOODS, sale.cost_of_goods)
    pay(w, PAID_FOR_COMMISSIONS, sale.commission)
    pay(w, PAID_FOR_REWARDS, sale.reward)
    pay(w, PAID_FOR_PROMOTIONS, sale.promotion)
    margin = sale.margin - _put_on_card(w, who, sale.paid)
    customer_file.sell(w, who, amount, margin)
    table = w.tables.channels[month, case.channel]
    table[SALES] += 1.0
    table[CHANNEL_REVENUE] += amount
    table[CHANNEL_MARGIN] += margin
    who.months[LAST_MONTH] += sale.paid
    if is_purchase:
        who.n_purchases += 1
    who.last_purchase = now
    for run in range(len(w.runs)):
        trial = w.trials[run, case.person]
        if trial.has_entered and now < trial.ends:
            w.tables.campaigns[trial.month, w.runs[run].row, trial.column] += amount
    return sale


@compiled
def _put_on_card(w: Any, who: Any, amount: Money) -> Money:
    """Collect toward the milestones of the programme; what is paid for those passed."""
    programme = facts.parameters(w).firm.programme
    milestones = facts.milestones_of(w)
    if not programme.is_active or len(milestones) == 0:
        return 0.0
    collected = cards.collect(who.card, amount, facts.now(w), programme, milestones)
    who.card.opened = collected.card.opened
    who.card.collected = collected.card.collected
    pay(w, PAID_FOR_REWARDS, collected.reward)
    return collected.reward
