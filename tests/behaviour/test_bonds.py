"""What binds a customer adds up, and is nothing unless the firm does something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.bonds import stay_effect, wallet_effect
from sim.behaviour.relationships import marketing_strength
from sim.behaviour.tiers import REGULAR, by_status
from tests.behaviour.test_relationships import MARKETING, budgets, counts, ranks, served, tiers
from tests.behaviour.textbook import FIRM

effects = st.floats(0.0, 5.0)
RUNNING = FIRM.programme._replace(
    is_active=True, wallet_effect_silver=0.125, wallet_effect_gold=0.25
)


@given(tiers, counts)
def test_nothing_binds_unless_something_is_done(tier: int, n: int) -> None:
    """The textbook firm as it stands binds nobody, to the last bit."""
    assert stay_effect(tier, FIRM, n) == 0.0
    assert wallet_effect(tier, FIRM, n, is_collecting=False) == 0.0


@given(tiers, ranks, budgets, counts, st.booleans())
def test_bonds_add_up(tier: int, rank: int, budget: float, n: int, collecting: bool) -> None:
    """Status, collecting, level and marketing each add their own, and nothing else does."""
    marketing = MARKETING._replace(budget_per_month=budget)
    firm = served(tier, relationship_level=rank)._replace(
        programme=RUNNING, relationship_marketing=marketing
    )
    level = FIRM.relationship_levels[rank]
    strength = marketing_strength(marketing, n)
    exits = RUNNING.exit_effect_silver, RUNNING.exit_effect_gold
    wallets = RUNNING.wallet_effect_silver, RUNNING.wallet_effect_gold
    assert stay_effect(tier, firm, n) == pytest.approx(
        by_status(tier, RUNNING, *exits) + level.exit_effect + strength * MARKETING.exit_effect
    )
    assert wallet_effect(tier, firm, n, collecting) == pytest.approx(
        by_status(tier, RUNNING, *wallets)
        + collecting * RUNNING.collecting_effect
        + level.wallet_effect
        + strength * MARKETING.wallet_effect
    )


@given(budgets, counts)
def test_marketing_binds_less_than_its_largest_effect(budget: float, n: int) -> None:
    """No budget takes more off leaving, or adds more to the wallet, than the largest effect."""
    firm = FIRM._replace(relationship_marketing=MARKETING._replace(budget_per_month=budget))
    assert 0.0 <= stay_effect(REGULAR, firm, n) <= MARKETING.exit_effect
    assert 0.0 <= wallet_effect(REGULAR, firm, n, is_collecting=False) <= MARKETING.wallet_effect
