"""Sales concentrate on few customers as far as the buyer models say.

Expected shares are those of an endless market; intervals are t intervals of independent runs at
99.9 %; one set of seeds was tried.
"""

import numpy as np
import pytest
from scipy import stats

from sim.kpi.measured import measured
from sim.metrics import CATALOGUE
from sim.theory import bgnbd_probabilities
from sim.units import MONTH, WEEK, YEAR
from tests.worlds import run, world

RUNS = 5
MONTHS = 9
PEOPLE = 500
BUYERS = "customers__segments__buyers__"
BGNBD = (2.0, 6.0, 0.6, 3.0)
"""r, alpha [week], a, b of buyers who come often."""
GAMMA_GAMMA = (6.25, 3.74)
"""p and q: Fader & Hardie (2013), CDNOW."""


def figures(**sets):
    """Shares of the best customers and buyers and the Gini, one row per run."""
    plan = world(
        "buying", market__people=PEOPLE, **{BUYERS + name: value for name, value in sets.items()}
    )
    names = ("top_customers_share", "top_buyers_share", "revenue_gini")
    runs = [measured(run(plan, 1, number), plan) for number in range(RUNS)]
    return np.array([[CATALOGUE[name](one) for name in names] for one in runs])


def shares_of(amounts, weights):
    """Share of the best fifth of all and of those above 0, for people of these amounts."""
    found = []
    for some in (amounts >= 0.0, amounts > 0.0):
        order = np.argsort(-amounts[some], kind="stable")
        amount, weight = amounts[some][order], weights[some][order] / weights[some].sum()
        best = np.clip(0.2 - (weight.cumsum() - weight), 0.0, weight)
        found.append((amount * best).sum() / (amount * weight).sum())
    return found


def assert_means(found, expected):
    """Means of the runs agree with what is expected."""
    half = stats.t.ppf(0.9995, RUNS - 1) * stats.sem(found, axis=0)
    assert (np.abs(found.mean(axis=0) - expected) <= half).all(), (found.mean(axis=0), expected)


def bgnbd_counts(most):
    """Chances of so many repeat purchases in the months measured."""
    shares = np.array(bgnbd_probabilities(*BGNBD, MONTHS * MONTH / WEEK, most))
    assert shares.sum() == pytest.approx(1.0, abs=1e-6)
    return shares / shares.sum()


def test_people_alike_spread_sales_as_chance_does():
    """Without differences between people the best fifth brings what Poisson luck gives, and no
    more: near a fifth where people buy often.
    """
    yearly = 24.0
    found = figures(
        purchases_per_year=yearly,
        purchase_rate_shape=None,
        exit_odds=0,
        spend_shape=None,
        spend_spread=None,
    )
    counts = np.arange(300.0)
    expected = shares_of(counts, stats.poisson(yearly * MONTHS * MONTH / YEAR).pmf(counts))
    assert_means(found[:, :2], expected)
    assert expected[0] < 0.3
    assert found[:, 2].max() < 0.2


def test_unlike_buyers_concentrate_sales_as_bgnbd_says():
    """With gamma rates and beta drop-out at equal spend, shares are those of the BG/NBD counts."""
    r, alpha, a, b = BGNBD
    found = figures(
        purchases_per_year=r / alpha * YEAR / WEEK,
        purchase_rate_shape=r,
        exit_alpha=a,
        exit_beta=b,
        spend_shape=None,
        spend_spread=None,
    )
    shares = bgnbd_counts(300)
    assert_means(found[:, :2], shares_of(np.arange(len(shares), dtype=float), shares))
    assert found[:, 0].min() > 0.4


def test_unlike_spenders_concentrate_sales_as_gamma_gamma_says():
    """With CDNOW's spread of spending, shares are those of BG/NBD counts times Gamma-Gamma."""
    r, alpha, a, b = BGNBD
    p, q = GAMMA_GAMMA
    found = figures(
        purchases_per_year=r / alpha * YEAR / WEEK,
        purchase_rate_shape=r,
        exit_alpha=a,
        exit_beta=b,
        spend_shape=p,
        spend_spread=q,
    )
    rng = np.random.default_rng(1)
    shares = bgnbd_counts(300)
    counts = rng.choice(len(shares), 500_000, p=shares)
    spent = rng.gamma(p * np.maximum(counts, 1)) / rng.gamma(q, size=counts.size) * (counts > 0)
    assert_means(found[:, :2], shares_of(spent, np.ones_like(spent)))
