"""What binds a customer adds up, and is nothing unless the firm does something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.bonds import Bonds, bonds, status_effect, status_wallet_effect
from sim.behaviour.relationships import marketing_strength
from sim.behaviour.tiers import GOLD, REGULAR, SILVER
from tests.behaviour.test_relationships import MARKETING, budgets, counts, ranks, served, tiers
from tests.behaviour.textbook import FIRM

effects = st.floats(0.0, 5.0)
RUNNING = FIRM.programme._replace(
    is_active=True, wallet_effect_silver=0.125, wallet_effect_gold=0.25
)


@given(tiers, counts)
def test_nothing_binds_unless_something_is_done(tier: int, n: int) -> None:
    """The textbook firm as it stands binds nobody, to the last bit."""
    assert bonds(tier, FIRM, n, is_collecting=False) == Bonds(0.0, 0.0)


@given(tiers, ranks, budgets, counts, st.booleans())
def test_bonds_add_up(tier: int, rank: int, budget: float, n: int, collecting: bool) -> None:
    """Status, collecting, level and marketing each add their own, and nothing else does."""
    marketing = MARKETING._replace(budget_per_month=budget)
    firm = served(tier, relationship_level=rank)._replace(
        programme=RUNNING, relationship_marketing=marketing
    )
    level = FIRM.relationship_levels[rank]
    strength = marketing_strength(marketing, n)
    found = bonds(tier, firm, n, collecting)
    assert found.stay == pytest.approx(
        status_effect(tier, RUNNING) + level.exit_effect + strength * MARKETING.exit_effect
    )
    assert found.wallet == pytest.approx(
        status_wallet_effect(tier, RUNNING)
        + collecting * RUNNING.collecting_effect
        + level.wallet_effect
        + strength * MARKETING.wallet_effect
    )


def test_status_belongs_to_tiers_and_to_a_programme_that_runs() -> None:
    """Regular customers have no status, the others theirs, and nobody without the programme."""
    held = (REGULAR, SILVER, GOLD)
    assert [status_wallet_effect(tier, RUNNING) for tier in held] == [0.0, 0.125, 0.25]
    stays = [0.0, RUNNING.exit_effect_silver, RUNNING.exit_effect_gold]
    assert [status_effect(tier, RUNNING) for tier in held] == stays
    closed = RUNNING._replace(is_active=False)
    assert [status_wallet_effect(tier, closed) for tier in held] == [0.0] * 3


@given(budgets, counts)
def test_marketing_binds_less_than_its_largest_effect(budget: float, n: int) -> None:
    """No budget takes more off leaving, or adds more to the wallet, than the largest effect."""
    firm = FIRM._replace(relationship_marketing=MARKETING._replace(budget_per_month=budget))
    found = bonds(REGULAR, firm, n, is_collecting=False)
    assert 0.0 <= found.stay <= MARKETING.exit_effect
    assert 0.0 <= found.wallet <= MARKETING.wallet_effect
