"""What the firm decides each month: budgets, internal quality, assumed retention."""

import math
from typing import NamedTuple

from sim.behaviour.odds import approach, saturation
from sim.behaviour.promotion import Terms
from sim.behaviour.tiers import by_status
from sim.parameters import Driver, Firm, Programme
from sim.units import MONTHS_PER_YEAR, Fraction, Money


def driver_level(level: Fraction, budget: Money, driver: Driver, elapsed: float) -> Fraction:
    """Level of a driver of internal quality after a time on a budget.

    Parameters
    ----------
    level : float
        Before [level].
    budget : float
        Budget per head and month, >= 0 [currency].
    driver : Driver
        Gives the half budget and the delay.
    elapsed : float
        Time on that budget; infinite settles at once [day].

    Returns
    -------
    float
        Level, moving toward what the budget reaches [level].

    References
    ----------
    Reach: `sim.behaviour.odds.saturation`. Assumption: a first-order delay.
    """
    target = saturation(budget, driver.half_budget_per_head_per_month)
    if math.isinf(elapsed):
        return target
    return approach(level, target, elapsed, driver.delay)


def internal_quality(levels: list[Fraction], drivers: tuple[Driver, ...]) -> Fraction:
    """Internal service quality: the weighted mean of its drivers' levels.

    Parameters
    ----------
    levels : list of float, (n_drivers,)
        Levels [level].
    drivers : tuple of Driver, (n_drivers,)
        Give the weights; their sum is above 0.

    Returns
    -------
    float
        Quality [level].

    References
    ----------
    Heskett et al. (1994), the drivers. Assumption: they substitute for one another.
    """
    total = 0.0
    weight = 0.0
    for index in range(len(drivers)):
        total += drivers[index].weight * levels[index]
        weight += drivers[index].weight
    return total / weight


def quality_above(internal_quality: Fraction, firm: Firm, is_partner: bool) -> float:
    """Internal service quality above reference, as a team meets it.

    Parameters
    ----------
    internal_quality : float
        The firm's [level].
    firm : Firm
        Gives the reference.
    is_partner : bool
        Whether the team is a partner's, which our budgets do not reach.

    Returns
    -------
    float
        Distance from the reference; 0 for a partner [level].

    References
    ----------
    Assumption: partners look after their staff at the reference.
    """
    return 0.0 if is_partner else internal_quality - firm.reference_internal_quality


def reinvested(profit: Money, firm: Firm, link: float) -> Money:
    """Profit of a month that is added to the drivers' budgets of the next.

    Parameters
    ----------
    profit : float
        Last month's, possibly negative [currency/month].
    firm : Firm
        Gives share and hurdle.
    link : float
        Strength of ``profit_to_internal_quality`` [-].

    Returns
    -------
    float
        Amount for all drivers and heads together, >= 0 [currency/month].

    References
    ----------
    Assumption: a fixed share above a hurdle, spread evenly.
    """
    return link * firm.reinvestment_share * max(profit - firm.reinvestment_hurdle_per_month, 0.0)


def extra_budget(reinvested: Money, heads: int, n_drivers: int) -> Money:
    """What reinvested profit adds to each driver's budget.

    Parameters
    ----------
    reinvested : float
        Amount for all drivers and heads together [currency/month].
    heads : int
        Own staff [employee].
    n_drivers : int
        Number of drivers [-].

    Returns
    -------
    float
        Budget added; 0 without staff [currency/employee/month].

    References
    ----------
    Assumption: spread evenly.
    """
    return reinvested / heads / n_drivers if heads > 0 else 0.0


def reward(spend: Money, tier: int, programme: Programme) -> Money:
    """Reward paid on a sale.

    Parameters
    ----------
    spend : float
        The sale [currency].
    tier : int
        Of the customer [-].
    programme : Programme
        Gives the fractions, and whether the programme runs.

    Returns
    -------
    float
        Reward [currency].

    References
    ----------
    Assumption: see the schema.
    """
    return spend * by_status(
        tier, programme, programme.reward_fraction_silver, programme.reward_fraction_gold
    )


def cost_of_goods(spend: Money, price_factor: float, firm: Firm) -> Money:
    """Cost of what was sold; it does not move with our prices.

    Parameters
    ----------
    spend : float
        The sale at our prices [currency].
    price_factor : float
        The channel's prices against the firm's, > 0 [-].
    firm : Firm
        Gives the cost at price index 1 and the index.

    Returns
    -------
    float
        Cost [currency].

    References
    ----------
    Assumption: constant unit cost.
    """
    return spend / (firm.price_index * price_factor) * firm.cost_of_goods_fraction


class Sale(NamedTuple):
    """What one sale brings, directly costs, and leaves."""

    spend: Money
    """What was sold, at our full prices [currency]."""
    paid: Money
    """What the customer pays for it, after all discounts [currency]."""
    cost_of_goods: Money
    commission: Money
    reward: Money
    promotion: Money
    """Discount and gift of a promotion [currency]."""
    offer: Money
    """Discount of a campaign [currency]."""
    margin: Money
    """The sale at full prices less these five [currency]."""


NO_SALE = Sale(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
"""Nothing was sold."""


def sale(
    spend: Money,
    terms: Terms,
    commission_fraction: Fraction,
    price_factor: float,
    tier: int,
    firm: Firm,
) -> Sale:
    """Everything that follows in money from one sale.

    Parameters
    ----------
    spend : float
        The sale at our full prices [currency].
    terms : Terms
        What a promotion and a campaign take off, and what is given along.
    commission_fraction : float
        Partner's share of a sale in this channel [fraction].
    price_factor : float
        This channel's prices against the firm's, > 0 [-].
    tier : int
        Of the customer [-].
    firm : Firm
        Gives prices, cost of goods and programme.

    Returns
    -------
    Sale

    References
    ----------
    See `cost_of_goods` and `reward`. Assumption: commission and reward are proportional to what is
    paid.
    """
    goods = cost_of_goods(spend, price_factor, firm)
    discount = spend * terms.discount
    offer = (spend - discount) * terms.offer
    paid = spend - discount - offer
    commission = paid * commission_fraction
    paid_back = reward(paid, tier, firm.programme)
    given = discount + terms.gift
    return Sale(
        spend=spend,
        paid=paid,
        cost_of_goods=goods,
        commission=commission,
        reward=paid_back,
        promotion=given,
        offer=offer,
        margin=spend - goods - commission - paid_back - given - offer,
    )


class Leavings(NamedTuple):
    """What a month tells of leaving, of customers or of staff."""

    risk: float
    """Sum of all chances of leaving at their decisions [count]."""
    at_risk: float
    """Mean number of those who could leave [count]."""
    first_risk: float
    """Of the risk, that of those never kept before [count]."""
    never_kept: float
    """Number of these [count]."""


def mean_customers(opening: float, closing: float) -> float:
    """Customers of a month as far as leaving is concerned.

    Parameters
    ----------
    opening, closing : float
        At its start and its end [person].

    Returns
    -------
    float
        Mean number [person].

    References
    ----------
    Assumption: they come and go evenly over the month.
    """
    return 0.5 * (opening + closing)


def share_to_undo(gain: Fraction, months: list[Leavings]) -> Fraction:
    """Share of leavings to undo in the month to come so that a retention gain is reached.

    Parameters
    ----------
    gain : float
        Retention to gain [fraction/year].
    months : list of Leavings
        The last months, twelve at most.

    Returns
    -------
    float
        Share in [0, 1]; 0 as long as nothing is known [fraction].

    References
    ----------
    See `defection_goal` and `prevented_share`. Assumption: each month known counts the same, and
    fewer than twelve stand for a year.
    """
    known = len(months)
    if gain <= 0.0 or known == 0:
        return 0.0
    risk, at_risk, first_risk, never_kept = 0.0, 0.0, 0.0, 0.0
    for month in months:
        risk += month.risk
        at_risk += month.at_risk
        first_risk += month.first_risk
        never_kept += month.never_kept
    goal = defection_goal(gain, first_risk / known * MONTHS_PER_YEAR, never_kept / known)
    return prevented_share(gain, goal, risk / known * MONTHS_PER_YEAR, at_risk / known)


def prevented_share(gain: Fraction, goal: Fraction, attempts: float, at_risk: float) -> Fraction:
    """Share of leavings that an assumed retention gain undoes.

    The firm holds yearly defection at its goal: if ``attempts`` of ``at_risk`` would leave in a
    year, undoing this share leaves just the goal. Those kept may try again, so the share is
    settled anew each month.

    Parameters
    ----------
    gain : float
        Retention to gain; 0 undoes nothing [fraction/year].
    goal : float
        Yearly defection wanted, from `defection_goal` [fraction/year].
    attempts : float
        Leavings to be expected over twelve months, as in the last ones [count].
    at_risk : float
        Mean number of customers (or staff) over these months [count].

    Returns
    -------
    float
        Share in [0, 1] [fraction].

    References
    ----------
    Assumption: leavings are undone month by month. The gain meant is that of Reichheld & Sasser
    (1990), defection lowered by five points at no cost.
    """
    if gain <= 0.0 or attempts <= 0.0 or at_risk <= 0.0:
        return 0.0
    # A yearly chance of leaving d is a rate -log(1 - d): rates, not chances, are proportional.
    wanted = -math.log(1.0 - min(goal, 0.999))
    return max(1.0 - wanted * at_risk / attempts, 0.0)


def chance_left(chance: Fraction, prevented: Fraction) -> Fraction:
    """Chance of leaving that an assumed retention gain leaves.

    Parameters
    ----------
    chance : float
        Chance that a decision is against the firm [fraction].
    prevented : float
        Share of leavings that is undone, from `prevented_share` [fraction].

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    See `prevented_share`; which leavings are undone is drawn apart from who would leave.
    """
    return chance * (1.0 - prevented)


def defection_goal(gain: Fraction, attempts: float, at_risk: float) -> Fraction:
    """Yearly defection that an assumed retention gain aims at.

    Parameters
    ----------
    gain : float
        Retention to gain [fraction/year].
    attempts, at_risk : float
        Leavings to be expected over twelve months by those never kept before, and their mean
        number: they leave as everybody would without the gain [count].

    Returns
    -------
    float
        Goal, >= 0 [fraction/year].

    References
    ----------
    See `prevented_share`.
    """
    if at_risk <= 0.0:
        return 0.0
    return max(1.0 - math.exp(-attempts / at_risk) - gain, 0.0)


def overhead(firm: Firm, n_customers: int) -> Money:
    """Monthly cost of running the loyalty programme.

    Parameters
    ----------
    firm : Firm
        Gives the cost per member, and whether the programme runs.
    n_customers : int
        Members [person].

    Returns
    -------
    float
        Cost [currency/month].

    References
    ----------
    Assumption: every customer is a member.
    """
    programme = firm.programme
    return programme.cost_per_member_per_month * n_customers if programme.is_active else 0.0
