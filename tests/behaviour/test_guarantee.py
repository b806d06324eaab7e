"""A guarantee pays its share and no more, and nothing when it is not given."""

from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.guarantee import Payout, payout, reassurance
from sim.parameters import PURCHASE, SUPPORT, Guarantee

levels = st.floats(0.0, 1.0)
money = st.floats(0.0, 1e4)
effects = st.floats(0.0, 10.0)
guarantees = st.builds(
    Guarantee,
    is_active=st.just(True),
    payout_fraction=levels,
    conversion_effect=effects,
    voice_effect=effects,
)


@given(money, guarantees, levels)
def test_a_guarantee_pays_its_share(paid: float, guarantee: Guarantee, more: float) -> None:
    """It pays a share of what was paid, never more than all, never less for a larger share."""
    found = payout(PURCHASE, paid, guarantee)
    assert found.amount == paid * guarantee.payout_fraction
    assert found.fraction == (guarantee.payout_fraction if paid > 0.0 else 0.0)
    larger = guarantee._replace(payout_fraction=max(guarantee.payout_fraction, more))
    assert found.amount <= payout(PURCHASE, paid, larger).amount <= paid
    assert payout(SUPPORT, paid, guarantee) == Payout(0.0, 0.0)


@given(money, guarantees)
def test_no_guarantee_pays_and_attracts_nothing(paid: float, guarantee: Guarantee) -> None:
    """Switched off, whatever it would pay, a guarantee costs and does nothing."""
    off = guarantee._replace(is_active=False)
    assert payout(PURCHASE, paid, off) == Payout(0.0, 0.0)
    assert reassurance(off) == 0.0
    assert reassurance(guarantee) == guarantee.conversion_effect
