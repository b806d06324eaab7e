"""Buyer models against the CDNOW literature, independent formulas and their own laws."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from sim.errors import RegimeError
from sim.theory import (
    bgnbd_alive,
    bgnbd_conditional_expected,
    bgnbd_expected,
    bgnbd_log_likelihood,
    bgnbd_probabilities,
    gamma_gamma_mean,
    pareto_nbd_alive_share,
    pareto_nbd_expected,
)
from tests.theory.printed import printed

CDNOW_BGNBD = (0.243, 4.414, 0.793, 2.426)
"""Fader, Hardie & Lee (2005), table 2; time in weeks."""
CDNOW_BGNBD_REFITTED = (0.2426, 4.4135, 0.7929, 2.4258)
"""The same fit with one more digit."""
CDNOW_PARETO = (0.553, 10.578, 0.606, 11.669)
"""Pareto/NBD on the same data."""

law = settings(deadline=None)
shapes = st.floats(0.1, 8.0)
times = st.floats(0.01, 200.0)


def by_hypergeometric(r, alpha, a, b, t):
    """Equation 9 of Fader, Hardie & Lee (2005) as printed."""
    share = (alpha / (alpha + t)) ** r
    series = special.hyp2f1(r, b, a + b - 1.0, t / (alpha + t))
    return (a + b - 1.0) / (a - 1.0) * (1.0 - share * series)


def by_beta_functions(r, alpha, a, b, t, x):
    """Equation 8 of Fader, Hardie & Lee (2005) as printed."""

    def nbd(j):
        log_weight = special.gammaln(r + j) - special.gammaln(r) - special.gammaln(j + 1)
        return np.exp(log_weight) * (alpha / (alpha + t)) ** r * (t / (alpha + t)) ** j

    probability = special.beta(a, b + x) / special.beta(a, b) * nbd(x)
    if x > 0:
        dropped = special.beta(a + 1, b + x - 1) / special.beta(a, b)
        probability += dropped * (1.0 - nbd(np.arange(x)).sum())
    return probability


# Published numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("t", "expected"),
    [
        (0.1429, 0.0078),
        (1.0, 0.0532),
        (3.0, 0.1506),
        (31.8571, 1.0405),
        (32.0, 1.0437),
        (78.0, 1.8576),
    ],
)
def test_hardie_bgnbd_spreadsheet_expected_purchases(t, expected):
    """The spreadsheet's figure lies in the range that the printed digits of its inputs leave."""
    half = 0.5e-4
    corners = itertools.product(*((value - half, value + half) for value in CDNOW_BGNBD_REFITTED))
    values = [bgnbd_expected(*corner, t) for corner in corners]
    assert min(values) - half <= expected <= max(values) + half


@pytest.mark.parametrize(
    ("t", "expected"),
    [(1.0, 0.0533), (3.0, 0.1509), (32.0, 1.0452), (39.0, 1.1967), (78.0, 1.8605)],
)
def test_fader_hardie_lee_2005_expected_purchases(t, expected):
    """Expected repeat purchases at the published parameters, to four decimals."""
    assert bgnbd_expected(*CDNOW_BGNBD, t) == printed(expected, 4)


def test_fader_hardie_lee_2005_distribution_after_39_weeks():
    """Shares of customers with 0 to 6 repeat purchases, to five decimals."""
    shares = (0.57379, 0.19940, 0.08543, 0.04586, 0.02767, 0.01797, 0.01227)
    found = bgnbd_probabilities(*CDNOW_BGNBD, 39.0, 6)
    assert len(found) == len(shares)
    for share, value in zip(found, shares, strict=True):
        assert share == printed(value, 5)


def test_fader_hardie_lee_2005_conditional_expectation():
    """Two purchases, the last at 30.43 of 38.86 weeks: 1.226 more in 39 weeks if 0.7266 alive."""
    history = (2, 30.43, 38.86)
    assert bgnbd_conditional_expected(*CDNOW_BGNBD, *history, 39.0) == printed(1.22603, 5)
    assert bgnbd_alive(*CDNOW_BGNBD, *history) == printed(0.7266, 4)


def test_a_history_is_as_likely_as_the_printed_equation_says():
    """Equation 6 of Fader, Hardie & Lee (2005), with and without purchases."""
    r, alpha, a, b = CDNOW_BGNBD
    for x, last, age in ((0, 0.0, 38.86), (1, 1.71, 38.86), (9, 30.43, 32.71)):
        bought = special.gamma(r + x) / special.gamma(r) * alpha**r
        likelihood = special.beta(a, b + x) * bought / (alpha + age) ** (r + x)
        if x > 0:
            likelihood += special.beta(a + 1, b + x - 1) * bought / (alpha + last) ** (r + x)
        expected = math.log(likelihood / special.beta(a, b))
        assert bgnbd_log_likelihood(*CDNOW_BGNBD, x, last, age) == pytest.approx(expected)


def test_cdnow_pareto_nbd_expected_purchases_and_survival():
    """Repeat purchases and the share still alive after 39 and 78 weeks, to four decimals."""
    assert pareto_nbd_expected(*CDNOW_PARETO, 39.0) == printed(1.2130, 4)
    assert pareto_nbd_expected(*CDNOW_PARETO, 78.0) == printed(1.9094, 4)
    assert pareto_nbd_alive_share(*CDNOW_PARETO[2:], 39.0) == printed(0.4107, 4)
    assert pareto_nbd_alive_share(*CDNOW_PARETO[2:], 78.0) == printed(0.2906, 4)


def test_cdnow_gamma_gamma_mean_spend():
    """Mean spend at the published parameters is $35.22."""
    assert gamma_gamma_mean(6.25, 3.74, 15.44) == printed(35.22, 2)


# Laws -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("t", [0.5, 5.0, 39.0, 200.0])
@pytest.mark.parametrize("parameters", [CDNOW_BGNBD, (2.0, 3.0, 1.7, 0.6), (0.5, 8.0, 3.0, 9.0)])
def test_bgnbd_expectation_is_the_printed_equation(parameters, t):
    """The sum equals equation 9 with the Gauss function, where that does not cancel."""
    expected = by_hypergeometric(*parameters, t)
    assert bgnbd_expected(*parameters, t) == pytest.approx(expected, rel=1e-11)


@law
@given(shapes, shapes, shapes, shapes, st.floats(0.01, 20.0))
def test_bgnbd_expectation_averages_over_customers(r, alpha, a, b, t):
    """It is the mean of (1 - exp(-lambda p t)) / p over gamma rates and beta dropout chances."""
    nodes, weights = special.roots_jacobi(150, b - 1.0, a - 1.0)
    p = 0.5 * (1.0 + nodes)
    purchases = -np.expm1(-r * np.log1p(p * t / alpha)) / p
    expected = (weights * purchases).sum() / weights.sum()
    assert bgnbd_expected(r, alpha, a, b, t) == pytest.approx(expected, rel=1e-9)


@law
@given(shapes, shapes, shapes, times)
def test_bgnbd_expectation_is_smooth_at_a_equal_1(r, alpha, b, t):
    """The value at a = 1 joins its neighbours, although the printed form divides by 0 there."""
    below, at, above = (bgnbd_expected(r, alpha, a, b, t) for a in (1.001, 1.0, 0.999))
    assert below < at < above
    assert at == pytest.approx(0.5 * (below + above), rel=1e-4)


@law
@given(shapes, shapes, shapes, shapes, times, st.integers(0, 12))
def test_bgnbd_probabilities_are_the_printed_equation(r, alpha, a, b, t, x):
    """The recurrence equals equation 8 with beta functions."""
    found = bgnbd_probabilities(r, alpha, a, b, t, x)[x]
    assert found == pytest.approx(by_beta_functions(r, alpha, a, b, t, x), rel=1e-8, abs=1e-13)


@law
@given(shapes, shapes, st.floats(0.5, 8.0), shapes, st.floats(0.01, 20.0))
def test_bgnbd_probabilities_sum_to_one_and_to_the_expectation(r, alpha, a, b, t):
    """The distribution is complete and its mean is `bgnbd_expected`."""
    x_max = 200 + int(60.0 * (r + 5.0) * t / alpha)
    probabilities = bgnbd_probabilities(r, alpha, a, b, t, x_max)
    assert all(0.0 <= probability <= 1.0 for probability in probabilities)
    assert math.fsum(probabilities) == pytest.approx(1.0, abs=1e-9)
    mean = math.fsum(x * probability for x, probability in enumerate(probabilities))
    assert mean == pytest.approx(bgnbd_expected(r, alpha, a, b, t), rel=1e-6)


@law
@given(shapes, shapes, shapes, shapes, st.integers(0, 400), st.floats(0.0, 1.0), times, times)
def test_silence_lowers_the_chance_of_being_alive(r, alpha, a, b, x, part, age, longer):
    """The chance stays within 0 .. 1, and falls as silence grows unless there was no purchase."""
    now = bgnbd_alive(r, alpha, a, b, x, part * age, age)
    later = bgnbd_alive(r, alpha, a, b, x, part * age, age + longer)
    assert 0.0 <= later <= now <= 1.0
    assert x > 0 or now == 1.0


@law
@given(shapes, shapes, shapes, shapes, times)
def test_a_new_customer_is_a_customer_without_history(r, alpha, a, b, t):
    """Conditioning on nothing gives the unconditional expectation."""
    conditional = bgnbd_conditional_expected(r, alpha, a, b, 0, 0.0, 0.0, t)
    assert conditional == bgnbd_expected(r, alpha, a, b, t)


def test_a_heavy_buyer_does_not_underflow():
    """With r far above 700 the count of opportunities is all but certain, not lost."""
    assert bgnbd_expected(5000.0, 1.0, 1e-9, 1.0, 1.0) == pytest.approx(5000.0, rel=1e-4)


@law
@given(shapes, shapes, shapes, shapes, times)
def test_pareto_nbd_expectation_adds_up_the_living(r, alpha, s, beta, t):
    """Its slope in time is the mean purchase rate of those still alive."""
    step = 1e-4 * t
    later, earlier = (pareto_nbd_expected(r, alpha, s, beta, t + d) for d in (step, -step))
    slope = (later - earlier) / (2.0 * step)
    assert slope == pytest.approx(r / alpha * pareto_nbd_alive_share(s, beta, t), rel=1e-5)


@law
@given(shapes, shapes, shapes, times)
def test_pareto_nbd_is_smooth_at_s_equal_1(r, alpha, beta, t):
    """The limit at s = 1 joins its neighbours."""
    below, at, above = (pareto_nbd_expected(r, alpha, s, beta, t) for s in (1.0001, 1.0, 0.9999))
    assert below < at < above
    assert at == pytest.approx(0.5 * (below + above), rel=1e-6)


def test_nothing_is_bought_in_no_time():
    """At time 0 nobody has bought again and all are alive."""
    assert bgnbd_expected(*CDNOW_BGNBD, 0.0) == 0.0
    assert bgnbd_probabilities(*CDNOW_BGNBD, 0.0, 2) == (1.0, 0.0, 0.0)
    assert pareto_nbd_expected(*CDNOW_PARETO, 0.0) == 0.0
    assert pareto_nbd_alive_share(*CDNOW_PARETO[2:], 0.0) == 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: bgnbd_expected(0, 1, 1, 1, 1), "r is 0"),
        (lambda: bgnbd_expected(1, 1, 1, 1, -1), "t is -1"),
        (lambda: bgnbd_probabilities(1, 1, 1, 1, 1, -1), "x_max is -1"),
        (lambda: bgnbd_alive(1, 1, 1, 1, -1, 1, 2), "x is -1"),
        (lambda: bgnbd_alive(1, 1, 1, 1, 1, 3, 2), "give 0 <= last <= age"),
        (lambda: pareto_nbd_expected(1, 1, math.inf, 1, 1), "s is inf"),
        (lambda: pareto_nbd_alive_share(1, 1, -1), "t is -1"),
        (lambda: gamma_gamma_mean(6, 1, 15), "mean spend is infinite; give q above 1"),
    ],
)
def test_numbers_outside_the_regime_are_named(call, message):
    """The error names the number that is out of range."""
    with pytest.raises(RegimeError, match=message):
        call()
