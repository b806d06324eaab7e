"""Mistakes in staying, and in what customers are worth."""

from collections.abc import Callable
from typing import Any

from tests.verification.mutants import Mutant

SMALL = {"market.people": 500}

CONTRACTS = ("contract_value_70", "contract_value_80", "contract_value_90")


def first_margin_at_once(right: Callable[..., Any]) -> Callable[..., Any]:
    """The formula with a first margin that nobody has to stay for."""
    return lambda margin, retention, discount: right(margin, retention, discount) / retention


def elasticity_of_points(right: Callable[..., Any]) -> Callable[..., Any]:
    """The derivative by points, not by per cent."""
    return lambda retention, discount: right(retention, discount) / retention


def goods_for_nothing(right: Callable[..., Any]) -> Callable[..., Any]:
    """Goods that cost nothing."""
    return lambda spend, price_factor, firm: 0.0 * right(spend, price_factor, firm)


def odds_for_chances(right: Callable[..., Any]) -> Callable[..., Any]:
    """The odds of leaving taken for the chance."""

    def wrong(*given):
        chance = right(*given)
        return chance / (1.0 - chance)

    return wrong


def gain_of_defection(right: Callable[..., Any]) -> Callable[..., Any]:
    """A gain that raises the defection it should lower."""
    return lambda gain, attempts, at_risk: right(-gain, attempts, at_risk)


def no_growth(right: Callable[..., Any]) -> Callable[..., Any]:
    """Spend that forgets tenure."""

    def wrong(key, contact, kind, segment, factor, price, tenure, perception, link):
        return right(key, contact, kind, segment, factor, price, 0.0, perception, link)

    return wrong


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "first_margin_at_once",
        "the formula counts a margin before the first renewal",
        "sim.verification.value",
        "clv",
        first_margin_at_once,
        ("margin_multiples", "five_points"),
    ),
    Mutant(
        "elasticity_of_points",
        "the formula gives the effect of points for that of per cent",
        "sim.verification.value",
        "retention_elasticity",
        elasticity_of_points,
        ("retention_elasticities",),
    ),
    Mutant(
        "goods_for_nothing",
        "sales count as contribution without the goods sold",
        "sim.behaviour.firm",
        "cost_of_goods",
        goods_for_nothing,
        CONTRACTS,
        8,
        {"market.people": 300},
    ),
    Mutant(
        "odds_for_chances",
        "customers leave with the odds of leaving for a chance",
        "sim.behaviour.customer",
        "exit_chance",
        odds_for_chances,
        ("contract_value_70",),
        10,
        SMALL,
    ),
    Mutant(
        "gain_of_defection",
        "an assumed gain of retention is added to defection",
        "sim.behaviour.firm",
        "defection_goal",
        gain_of_defection,
        ("five_points_assumed",),
        3,
        SMALL,
    ),
    Mutant(
        "no_growth",
        "purchases stay as they are, however long somebody is a customer",
        "sim.behaviour.need",
        "spend",
        no_growth,
        ("growing_margins",),
        6,
        {"market.people": 150},
    ),
)
