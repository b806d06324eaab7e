"""Customer lifetime value keeps its own laws; published numbers are part of the battery."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import RegimeError
from sim.theory import clv, clv_over, growing_value, retention_elasticity, value_of_a_life

law = settings(deadline=None)
retentions = st.floats(0.0, 0.99)
discounts = st.floats(0.01, 0.5)


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


profits = st.lists(st.floats(0.0, 100.0), min_size=1, max_size=8)


@law
@given(profits, st.floats(0.0, 5.0), st.floats(0.0, 0.95), st.floats(0.02, 0.5))
def test_growing_value_is_the_sum_of_what_those_who_stay_bring(given_first, growth, kept, discount):
    """Five hundred periods, one by one, come to the closed form."""
    last, known = given_first[-1], len(given_first)
    years = (
        given_first[year] if year < known else last + growth * (year - known + 1)
        for year in range(500)
    )
    summed = sum(
        profit * kept**year / (1.0 + discount) ** (year + 1) for year, profit in enumerate(years)
    )
    found = growing_value(given_first, growth, kept, discount, 51.0)
    assert found == pytest.approx(summed - 51.0, rel=1e-9, abs=1e-9)


@law
@given(st.floats(0.01, 100.0), st.floats(0.01, 0.99), discounts)
def test_without_growth_it_is_the_plain_formula_with_a_margin_at_once(margin, kept, discount):
    """The plain formula lets everybody decide once more before the first margin."""
    plain = clv(margin, kept, discount)
    assert kept * growing_value([margin], 0.0, kept, discount) == pytest.approx(plain)


@law
@given(profits, st.integers(1, 30), discounts)
def test_a_life_of_whole_periods_is_the_sum_of_its_profits(given_first, life, discount):
    """Each profit at the end of its period, the last one again and again."""
    path = given_first + [given_first[-1]] * life
    summed = sum(path[year] / (1.0 + discount) ** (year + 1) for year in range(life))
    found = value_of_a_life(given_first, life, discount, 51.0)
    assert found == pytest.approx(summed - 51.0, rel=1e-12, abs=1e-9)


def test_part_of_a_period_brings_that_part_of_its_profit():
    """Two and a half periods lie halfway between two and three."""
    two, between, three = (value_of_a_life([30.0, 42.0], life, 0.06) for life in (2, 2.5, 3))
    assert between == pytest.approx((two + three) / 2.0)


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
        (lambda: growing_value([], 0.0, 0.8, 0.1), "profits is empty"),
        (lambda: growing_value([1.0], 0.0, 1.0, 0.0), "no finite value"),
        (lambda: value_of_a_life([], 5.0, 0.1), "profits is empty"),
        (lambda: value_of_a_life([1.0], 0.0, 0.1), "life is 0"),
    ],
)
def test_numbers_outside_the_regime_are_named(call, message):
    """The error names the number that is out of range and says what to do."""
    with pytest.raises(RegimeError, match=message):
        call()
