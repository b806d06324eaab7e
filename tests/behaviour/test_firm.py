"""Budgets saturate, rewards a programme, and assumed retention its goal."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.firm import (
    NO_SALE,
    Leavings,
    chance_left,
    cost_of_goods,
    defection_goal,
    driver_level,
    extra_budget,
    internal_quality,
    mean_customers,
    overhead,
    prevented_share,
    quality_above,
    reinvested,
    reward,
    sale,
    share_to_undo,
)
from sim.behaviour.promotion import FULL_PRICE, Terms
from sim.behaviour.tiers import GOLD, REGULAR, SILVER
from sim.units import MONTH
from tests.behaviour.textbook import FIRM

DRIVER = FIRM.drivers[0]
RUNNING = FIRM.programme._replace(is_active=True)
CLOSED = FIRM.programme._replace(is_active=False)

levels = st.floats(0.0, 1.0)
budgets = st.floats(0.0, 1e6)
money = st.floats(0.0, 1e6)
tiers = st.sampled_from([REGULAR, SILVER, GOLD])
gains = st.floats(0.001, 0.5)
attempts = st.floats(0.1, 1e4)
at_risk = st.floats(1.0, 1e4)


def settled(budget: float) -> float:
    """Level at which a budget settles."""
    return driver_level(0.0, budget, DRIVER, math.inf)


def test_half_the_level_costs_the_half_budget() -> None:
    """Nothing buys nothing, the half budget one half, three times it three quarters."""
    half = DRIVER.half_budget_per_head_per_month
    assert settled(0.0) == 0.0
    assert settled(half) == 0.5
    assert settled(3.0 * half) == 0.75


@given(budgets, budgets)
def test_levels_rise_with_diminishing_returns(one: float, other: float) -> None:
    """A settled level is below 1, rises in the budget and is concave in it."""
    low, high = sorted((one, other))
    assert 0.0 <= settled(low) <= settled(high) < 1.0
    assert settled(0.5 * (low + high)) >= 0.5 * (settled(low) + settled(high)) - 2.0**-52


@given(levels, budgets, st.floats(0.0, 1e4))
def test_a_level_follows_its_budget_with_delay(level: float, budget: float, days: float) -> None:
    """A level stays between where it was and where its budget settles; long after it is there."""
    after = driver_level(level, budget, DRIVER, days)
    target = settled(budget)
    assert min(level, target) - 2.0**-52 <= after <= max(level, target) + 2.0**-52
    late = driver_level(level, budget, DRIVER, 40.0 * DRIVER.delay)
    assert late == pytest.approx(target, abs=2.0**-50)


@given(st.lists(levels, min_size=6, max_size=6), levels)
def test_internal_quality_is_a_mean(found: list[float], level: float) -> None:
    """It lies within its drivers' levels, equals them when alike, and ignores weight 0."""
    quality = internal_quality(found, FIRM.drivers)
    assert min(found) - 2.0**-52 <= quality <= max(found) + 2.0**-52
    assert internal_quality([level] * 6, FIRM.drivers) == pytest.approx(level, abs=2.0**-52)
    first_only = tuple(
        driver._replace(weight=float(index == 0)) for index, driver in enumerate(FIRM.drivers)
    )
    assert internal_quality(found, first_only) == found[0]


@given(st.floats(-1e6, 1e6), money)
def test_only_profit_above_the_hurdle_is_reinvested(profit: float, hurdle: float) -> None:
    """The amount is the share of what exceeds the hurdle, nothing below, nothing when cut."""
    firm = FIRM._replace(reinvestment_share=0.1, reinvestment_hurdle_per_month=hurdle)
    assert reinvested(profit, firm, 1.0) == (0.1 * (profit - hurdle) if profit > hurdle else 0.0)
    assert reinvested(profit, firm, 0.0) == 0.0


@given(money, st.integers(1, 1_000), st.integers(1, 10))
def test_what_is_reinvested_is_spent(amount: float, heads: int, drivers: int) -> None:
    """Extra budgets of all heads and drivers add up to the amount; without staff there are none."""
    assert extra_budget(amount, heads, drivers) * heads * drivers == pytest.approx(amount)
    assert extra_budget(amount, 0, drivers) == 0.0


def test_months_alike_stand_for_their_year() -> None:
    """However many months are known, a steady risk of leaving is undone to the gain wanted."""
    month = Leavings(risk=2.0, at_risk=100.0, first_risk=2.0, never_kept=100.0)
    yearly = 12.0 * 2.0 / 100.0
    goal = 1.0 - math.exp(-yearly) - 0.05
    expected = 1.0 + math.log(1.0 - goal) / yearly
    for known in (1, 5, 12):
        assert share_to_undo(0.05, [month] * known) == pytest.approx(expected)
    mixed = [month._replace(risk=risk, first_risk=risk) for risk in (1.0, 3.0)]
    assert share_to_undo(0.05, mixed) == pytest.approx(expected)
    assert share_to_undo(0.05, []) == share_to_undo(0.0, [month]) == 0.0
    assert mean_customers(90.0, 110.0) == month.at_risk


@given(levels)
def test_our_internal_quality_does_not_reach_a_partner(quality: float) -> None:
    """Own staff meet it as its distance from the reference, a partner's never know it."""
    own = quality_above(quality, FIRM, is_partner=False)
    assert own == quality - FIRM.reference_internal_quality
    assert quality_above(quality, FIRM, is_partner=True) == 0.0
    assert quality_above(FIRM.reference_internal_quality, FIRM, is_partner=False) == 0.0


@given(money, tiers)
def test_a_closed_programme_gives_nothing(spend: float, held: int) -> None:
    """Without the programme there is no reward and no overhead, whatever the tier."""
    assert reward(spend, held, CLOSED) == 0.0
    assert overhead(FIRM._replace(programme=CLOSED), 1_000) == 0.0


@given(money)
def test_rewards_are_their_share_of_spend(spend: float) -> None:
    """Regular customers get nothing, the others their tier's fraction."""
    assert reward(spend, REGULAR, RUNNING) == 0.0
    assert reward(spend, SILVER, RUNNING) == spend * RUNNING.reward_fraction_silver
    assert reward(spend, GOLD, RUNNING) == spend * RUNNING.reward_fraction_gold


@given(st.integers(0, 10**6))
def test_overhead_is_proportional_to_members(members: int) -> None:
    """Every customer is a member and costs the same."""
    firm = FIRM._replace(programme=RUNNING)
    assert overhead(firm, members) == RUNNING.cost_per_member_per_month * members


@given(money, st.floats(0.1, 10.0), st.floats(0.1, 10.0))
def test_goods_cost_the_same_at_any_price(spend: float, index: float, factor: float) -> None:
    """A sale at any prices of firm and channel costs what the same goods cost at index 1."""
    plain = cost_of_goods(spend, 1.0, FIRM._replace(price_index=1.0))
    dear = cost_of_goods(spend * index * factor, factor, FIRM._replace(price_index=index))
    assert plain == spend * FIRM.cost_of_goods_fraction
    assert dear == pytest.approx(plain, rel=1e-14)


@given(gains, attempts, at_risk)
def test_undoing_the_share_leaves_the_goal(gain: float, leaving: float, risk: float) -> None:
    """What is not undone is a yearly defection of just the goal, or none when that is 0."""
    goal = defection_goal(gain, leaving, risk)
    share = prevented_share(gain, goal, leaving, risk)
    assert 0.0 <= share <= 1.0
    left = 1.0 - math.exp(-(1.0 - share) * leaving / risk)
    assert left == pytest.approx(min(goal, 0.999), abs=1e-12)


@given(gains, attempts, at_risk)
def test_the_goal_is_defection_less_the_gain(gain: float, leaving: float, risk: float) -> None:
    """Five points more retention mean five points less defection, never below none."""
    before = 1.0 - math.exp(-leaving / risk)
    goal = defection_goal(gain, leaving, risk)
    assert goal == pytest.approx(max(before - gain, 0.0), abs=1e-15)


@given(attempts, at_risk, gains, gains)
def test_a_larger_gain_undoes_no_less(
    leaving: float, risk: float, one: float, other: float
) -> None:
    """The share never falls in the gain; no gain, nobody leaving or nobody there undoes nothing."""
    small, large = (
        prevented_share(gain, defection_goal(gain, leaving, risk), leaving, risk)
        for gain in sorted((one, other))
    )
    assert small <= large
    assert prevented_share(0.0, 0.1, leaving, risk) == 0.0
    assert prevented_share(one, 0.1, 0.0, risk) == 0.0
    assert prevented_share(one, 0.1, leaving, 0.0) == 0.0


@given(levels, levels)
def test_undoing_leavings_leaves_the_rest_of_the_chance(chance: float, share: float) -> None:
    """Nothing undone leaves it whole, all undone leaves none, and it never grows."""
    assert chance_left(chance, 0.0) == chance
    assert chance_left(chance, 1.0) == 0.0
    assert 0.0 <= chance_left(chance, share) <= chance


def test_five_points_of_a_fifth_are_a_quarter_of_the_rate() -> None:
    """From 20 to 15 % a year the rate falls from .2231 to .1625: 27.2 % of leavings are undone."""
    leaving = -math.log(0.8) * 1_000.0
    goal = defection_goal(0.05, leaving, 1_000.0)
    assert goal == pytest.approx(0.15)
    assert prevented_share(0.05, goal, leaving, 1_000.0) == pytest.approx(0.2717, abs=5e-5)


def test_a_month_of_delay_is_part_of_the_way() -> None:
    """One delay after a jump of the budget the level has gone 63 % of the way."""
    after = driver_level(0.0, DRIVER.half_budget_per_head_per_month, DRIVER, DRIVER.delay)
    assert after == pytest.approx(0.5 * (1.0 - math.exp(-1.0)))
    assert DRIVER.delay == pytest.approx(4.0 * MONTH)


@given(levels)
def test_internal_quality_counts_from_the_reference(quality: float) -> None:
    """Staff feel what lies above the reference; a partner's staff do not feel our budgets."""
    reference = FIRM.reference_internal_quality
    assert quality_above(reference, FIRM, False) == 0.0
    assert quality_above(quality, FIRM, False) == quality - reference
    assert quality_above(quality, FIRM, True) == 0.0


@given(money, levels, tiers, levels, levels, money)
def test_a_sale_falls_into_costs_and_margin(
    spend: float, commission: float, tier: int, discount: float, offer: float, gift: float
) -> None:
    """What a sale takes is what it costs and what it leaves; each cost is the one of its rule."""
    firm = FIRM._replace(programme=RUNNING)
    found = sale(spend, Terms(1.0, discount, offer, gift), commission, 1.5, tier, firm)
    slack = 1e-9 * (spend + gift + 1.0)
    assert sum(found[2:]) == pytest.approx(found.spend, abs=slack)
    assert found.paid == pytest.approx(
        found.spend - found.promotion - found.offer + gift, abs=slack
    )
    assert found.cost_of_goods == cost_of_goods(spend, 1.5, firm)
    assert found.commission == found.paid * commission
    assert found.reward == reward(found.paid, tier, RUNNING)
    assert found.promotion == spend * discount + gift


@given(money, levels, levels)
def test_discounts_multiply(spend: float, discount: float, offer: float) -> None:
    """Each takes its share of what the other leaves, so that nobody is paid for buying."""
    found = sale(spend, Terms(1.0, discount, offer, 0.0), 0.0, 1.0, REGULAR, FIRM)
    swapped = sale(spend, Terms(1.0, offer, discount, 0.0), 0.0, 1.0, REGULAR, FIRM)
    expected = spend * (1.0 - discount) * (1.0 - offer)
    assert found.paid >= 0.0
    assert found.paid == pytest.approx(expected, abs=1e-12 * spend)
    assert swapped.paid == pytest.approx(expected, abs=1e-12 * spend)


@given(money, levels, tiers)
def test_at_full_prices_what_is_sold_is_paid(spend: float, commission: float, tier: int) -> None:
    """Without any offer the customer pays the sale, bit by bit, and nothing sold is nothing."""
    assert sale(spend, FULL_PRICE, commission, 1.0, tier, FIRM).paid == spend
    assert sale(0.0, FULL_PRICE, commission, 1.0, tier, FIRM) == NO_SALE
