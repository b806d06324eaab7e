"""Shifted-beta-geometric retention against Fader & Hardie and its own laws."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from sim.errors import RegimeError
from sim.theory import sbg_derl, sbg_survivors
from tests.theory.printed import printed

HIGH_END = (0.668, 3.806)
"""Maximum likelihood on years 0 to 7 of the High End cohort."""

law = settings(deadline=None)
shapes = st.floats(0.1, 20.0)


def test_fader_hardie_2007_high_end_forecast_of_years_8_to_12():
    """Survivors forecast from seven years of data, to three decimals."""
    forecast = (0.460, 0.436, 0.414, 0.395, 0.378)
    for found, value in zip(sbg_survivors(*HIGH_END, 12)[8:], forecast, strict=True):
        assert found == printed(value, 3)


def test_fader_hardie_2007_high_end_fit_stays_near_the_observed_survivors():
    """No year's fitted survivors are further than two standard errors from the 1,000 observed."""
    observed = (1.0, 0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491)
    for found, share in zip(sbg_survivors(*HIGH_END, 7), observed, strict=True):
        assert abs(found - share) <= 2.0 * (share * (1.0 - share) / 1000.0) ** 0.5


def test_fader_hardie_2010_residual_lifetime_after_seven_renewals():
    """Discounted expected residual lifetime at 10 % is 7.530."""
    assert sbg_derl(*HIGH_END, 0.10, 7) == printed(7.530, 3)


@law
@given(shapes, shapes, st.floats(0.02, 0.5), st.integers(0, 20))
def test_residual_lifetime_is_the_printed_hypergeometric(alpha, beta, discount, renewals):
    """The series equals the closed form of Fader & Hardie (2010)."""
    top, bottom = beta + renewals, alpha + beta + renewals
    closed = top / bottom * special.hyp2f1(1.0, top + 1.0, bottom + 1.0, 1.0 / (1.0 + discount))
    assert sbg_derl(alpha, beta, discount, renewals) == pytest.approx(closed, rel=1e-9)


@law
@given(shapes, shapes)
def test_retention_rises_with_tenure_without_any_loyalty(alpha, beta):
    """Those who leave first were the likeliest to leave, so the cohort's rate can only rise."""
    survivors = sbg_survivors(alpha, beta, 30)
    rates = [later / earlier for earlier, later in itertools.pairwise(survivors)]
    assert survivors[0] == 1.0
    assert rates[0] == pytest.approx(beta / (alpha + beta))
    assert all(earlier < later < 1.0 for earlier, later in itertools.pairwise(rates))


@law
@given(shapes, shapes, st.integers(0, 40))
def test_survivors_are_a_ratio_of_beta_functions(alpha, beta, periods):
    """S(t) = B(alpha, beta + t) / B(alpha, beta)."""
    closed = special.beta(alpha, beta + periods) / special.beta(alpha, beta)
    assert sbg_survivors(alpha, beta, periods)[periods] == pytest.approx(closed, rel=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sbg_survivors(0, 1, 5), "alpha is 0"),
        (lambda: sbg_survivors(1, 1, -1), "periods is -1"),
        (lambda: sbg_derl(1, 1, 0.0, 5), "discount is 0"),
        (lambda: sbg_derl(1, 1, 0.1, -1), "renewals is -1"),
    ],
)
def test_numbers_outside_the_regime_are_named(call, message):
    """The error names the number that is out of range."""
    with pytest.raises(RegimeError, match=message):
        call()
