"""Levels are looked up, budgets saturate, costs add up, and a known face is worth its gain."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.relationships import (
    known,
    level,
    manager_position,
    marketing_per_customer,
    marketing_strength,
    monthly_cost,
)
from sim.parameters import RELATIONSHIP_LEVELS, TIERS, Firm
from tests.behaviour.textbook import FIRM

MARKETING = FIRM.relationship_marketing

levels = st.floats(0.0, 1.0)
budgets = st.floats(0.0, 1e6)
counts = st.integers(1, 10_000)
tiers = st.integers(0, len(TIERS) - 1)
ranks = st.integers(0, len(RELATIONSHIP_LEVELS) - 1)


def served(tier: int, **service: object) -> Firm:
    """The textbook firm with one tier served differently."""
    services = list(FIRM.tiers.services)
    services[tier] = services[tier]._replace(**service)
    return FIRM._replace(tiers=FIRM.tiers._replace(services=tuple(services)))


@given(tiers, tiers, ranks)
def test_each_tier_has_its_own_level(tier: int, other: int, rank: int) -> None:
    """A level given to one tier is that tier's, and nobody else's."""
    firm = served(tier, relationship_level=rank)
    assert level(tier, firm) == FIRM.relationship_levels[rank]
    assert other == tier or level(other, firm) == level(other, FIRM)


def test_higher_levels_cost_more_and_bind_no_less() -> None:
    """Kotler's levels rise: in cost strictly, in every effect never falling; basic is nothing."""
    levels = FIRM.relationship_levels
    assert levels[0] == (0.0,) * len(levels[0])
    for lower, higher in pairwise(levels):
        assert lower.cost_per_customer_per_month < higher.cost_per_customer_per_month
        assert all(a <= b for a, b in zip(lower, higher, strict=True))


@given(budgets, counts)
def test_a_budget_is_spread_over_all(budget: float, n: int) -> None:
    """What each receives adds up to the budget; nobody receives anything of nobody's."""
    marketing = MARKETING._replace(budget_per_month=budget)
    assert marketing_per_customer(marketing, n) * n == pytest.approx(budget)
    assert marketing_per_customer(marketing, 0) == 0.0
    assert marketing_strength(marketing, 0) == 0.0


@given(budgets, budgets, counts)
def test_marketing_has_diminishing_returns(one: float, other: float, n: int) -> None:
    """Strength is below 1, rising and concave in the budget, and one half at the half budget."""
    low, high = sorted((one, other))
    strength = [
        marketing_strength(MARKETING._replace(budget_per_month=budget), n)
        for budget in (low, (low + high) / 2.0, high)
    ]
    assert 0.0 <= strength[0] <= strength[1] + 1e-12 <= strength[2] + 2e-12 <= 1.0 + 2e-12
    assert strength[1] >= (strength[0] + strength[2]) / 2.0 - 1e-12
    half = MARKETING.half_budget_per_customer_per_month * n
    at_half = marketing_strength(MARKETING._replace(budget_per_month=half), n)
    assert at_half == pytest.approx(0.5)


@given(tiers, ranks, st.booleans(), budgets, counts)
def test_costs_of_a_relationship_add_up(
    tier: int, rank: int, managed: bool, budget: float, n: int
) -> None:
    """Level, manager and marketing are each paid for, and nothing else."""
    firm = served(tier, relationship_level=rank, has_relationship_manager=managed)
    firm = firm._replace(relationship_marketing=MARKETING._replace(budget_per_month=budget))
    expected = FIRM.relationship_levels[rank].cost_per_customer_per_month + budget / n
    expected += managed * FIRM.relationship_manager.cost_per_customer_per_month
    assert monthly_cost(tier, firm, n) == pytest.approx(expected)
    assert monthly_cost(tier, FIRM, n) == 0.0


@given(st.integers(1, 40), st.integers(1, 40))
def test_managers_share_the_customers_evenly(positions: int, rounds: int) -> None:
    """Customers numbered in a row are dealt out so that every position has as many."""
    held = [manager_position(customer, positions) for customer in range(positions * rounds)]
    assert [held.count(position) for position in range(positions)] == [rounds] * positions
    assert manager_position(rounds, 0) == 0


@given(levels, levels)
def test_a_known_face_is_worth_its_gain(shown: float, gain: float) -> None:
    """What is shown rises by the gain, up to perfection; without a gain it stays exactly."""
    assert known(shown, gain) == min(shown + gain, 1.0)
    assert known(shown, 0.0) == shown
