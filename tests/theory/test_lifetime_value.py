"""Customer lifetime value against published multiples and its own laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import RegimeError
from sim.theory import clv, clv_over, retention_elasticity
from tests.theory.printed import printed

law = settings(deadline=None)
retentions = st.floats(0.0, 0.99)
discounts = st.floats(0.01, 0.5)

MULTIPLES = {
    0.60: (1.20, 1.15, 1.11, 1.07),
    0.70: (1.75, 1.67, 1.59, 1.52),
    0.80: (2.67, 2.50, 2.35, 2.22),
    0.90: (4.50, 4.09, 3.75, 3.46),
    0.95: (6.33, 5.59, 5.00, 4.52),
}
"""Margin multiple by retention, at discounts of 10, 12, 14 and 16 %."""


@pytest.mark.parametrize("retention", MULTIPLES)
def test_gupta_and_lehmann_table_of_margin_multiples(retention):
    """All twenty multiples r / (1 + i - r), to two decimals."""
    for discount, multiple in zip((0.10, 0.12, 0.14, 0.16), MULTIPLES[retention], strict=True):
        assert clv(1.0, retention, discount) == printed(multiple, 2)


@pytest.mark.parametrize(
    ("retention", "elasticity"), [(0.70, 2.67), (0.80, 3.50), (0.85, 4.15), (0.95, 6.59)]
)
def test_gupta_lehmann_and_stuart_2004_band_of_retention_elasticities(retention, elasticity):
    """At a discount of 12 % the elasticities span the published band of 3 to 7."""
    assert retention_elasticity(retention, 0.12) == printed(elasticity, 2)


@pytest.mark.parametrize(
    ("retention", "gain"), [(0.75, 0.24), (0.80, 0.28), (0.85, 0.32), (0.90, 0.41)]
)
def test_five_points_of_retention_in_the_plain_formula(retention, gain):
    """Five points are worth 24 to 41 % at 10 %: the low end of what Reichheld & Sasser report."""
    before, after = (clv(1.0, share, 0.10) for share in (retention, retention + 0.05))
    assert after / before - 1.0 == printed(gain, 2)


@law
@given(st.floats(-100, 100), retentions, discounts)
def test_a_long_horizon_gives_the_value_for_ever(margin, retention, discount):
    """What lies beyond n periods is the value for ever of those still there, discounted."""
    periods = 40
    beyond = (retention / (1.0 + discount)) ** periods * clv(margin, retention, discount)
    whole = clv_over(margin, retention, discount, periods) + beyond
    assert whole == pytest.approx(clv(margin, retention, discount), rel=1e-12, abs=1e-12)


@law
@given(st.floats(0.01, 0.98), discounts)
def test_elasticity_is_the_slope_in_logarithms(retention, discount):
    """A small relative rise of retention raises the value by elasticity times as much."""
    step = 1e-6
    up, down = (clv(1.0, retention * (1.0 + sign * step), discount) for sign in (1, -1))
    slope = (up / down - 1.0) / (2.0 * step)
    assert slope == pytest.approx(retention_elasticity(retention, discount), rel=1e-3)


@law
@given(retentions, discounts)
def test_nobody_stays_nothing_comes(retention, discount):
    """Without retention or horizon the value is 0, and it never falls as retention rises."""
    assert clv(1.0, 0.0, discount) == 0.0
    assert clv_over(1.0, retention, discount, 0) == 0.0
    assert clv(1.0, retention, discount) <= clv(1.0, min(retention + 0.005, 1.0), discount)


def test_a_horizon_needs_no_discount():
    """Customers who all stay are worth one margin a period."""
    assert clv_over(3.0, 1.0, 0.0, 12) == 36.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: clv(1, 1.0, 0.0), "no finite value; .*clv_over"),
        (lambda: retention_elasticity(1.0, 0.0), "no finite value"),
        (lambda: clv(1, 80, 0.1), "retention is 80; give a fraction"),
        (lambda: clv(1, 0.8, -1.0), "discount is -1"),
        (lambda: clv_over(1, 0.8, 0.1, -1), "periods is -1"),
    ],
)
def test_numbers_outside_the_regime_are_named(call, message):
    """The error names the number that is out of range and says what to do."""
    with pytest.raises(RegimeError, match=message):
        call()
