"""Customers whom the firm leaves alone buy, spend and stay as the buyer models say.

Every test compares a distribution over pooled independent people with its closed form at 99.9 %;
one set of seeds was tried.
"""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.records import Records
from sim.theory import bgnbd_expected, bgnbd_probabilities, gamma_gamma_mean, sbg_survivors
from sim.units import MONTH, WEEK, YEAR
from tests.worlds import column, run, world

MONTHS = 9

SIGNIFICANCE = 0.001

BUYERS = "customers__segments__buyers__"

CDNOW = (0.243, 4.414, 0.793, 2.426)
"""r, alpha [week], a, b on CDNOW, Fader, Hardie & Lee (2005), table 2."""

EAGER = (2.0, 6.0, 0.6, 3.0)
"""Buyers who come often enough for many counts."""


def buyers(r: float, alpha: float, a: float, b: float, **sets: Any):
    """The world in which people are BG/NBD with these parameters, alpha in weeks."""
    own = {
        "purchases_per_year": r / alpha * YEAR / WEEK,
        "purchase_rate_shape": r,
        "exit_alpha": a,
        "exit_beta": b,
    }
    return world("buying", **{BUYERS + name: value for name, value in own.items()}, **sets)


def chi_square(observed: np.ndarray, shares: np.ndarray) -> float:
    """P-value of counts against shares that sum to 1; cells expected below 5 are put together."""
    expected = shares * observed.sum()
    last = max(int((expected[::-1].cumsum() < 5.0).sum()), 1)
    keep = len(expected) - last
    return float(
        stats.chisquare(
            [*observed[:keep], observed[keep:].sum()], [*expected[:keep], expected[keep:].sum()]
        ).pvalue
    )


@pytest.fixture(scope="module", params=[CDNOW, EAGER], ids=["cdnow", "eager"])
def bought(request: pytest.FixtureRequest) -> tuple[tuple[float, ...], list[Records]]:
    """Parameters and three independent markets of people."""
    return request.param, [run(buyers(*request.param), 1, replication) for replication in range(3)]


def test_counts_of_repeat_purchases_are_bgnbd(bought):
    """After nine months, so many people have bought 0, 1, 2, .. times as BG/NBD says."""
    parameters, markets = bought
    observed = sum(market.repeats[MONTHS - 1, 0] for market in markets)
    t = MONTHS * MONTH / WEEK
    shares = np.array(bgnbd_probabilities(*parameters, t, len(observed) - 2))
    assert observed.sum() == 9000
    assert chi_square(observed, np.append(shares, 1.0 - shares.sum())) > SIGNIFICANCE


def test_purchases_of_each_month_are_bgnbd(bought):
    """Month by month, all together buy as often as BG/NBD expects, fewer as people drop out."""
    parameters, markets = bought
    t = np.arange(MONTHS + 1) * MONTH / WEEK
    expected = np.diff([bgnbd_expected(*parameters, moment) for moment in t])
    people, months = 3000 * len(markets), range(MONTHS)
    persons = np.concatenate(
        [column(m, "contacts.person") + 3000 * i for i, m in enumerate(markets)]
    )
    month = np.concatenate([column(m, "contacts.time") // MONTH for m in markets]).astype(int)
    for one in months:
        counts = np.bincount(persons[month == one].astype(int), minlength=people)
        error = stats.sem(counts) * stats.norm.ppf(1.0 - SIGNIFICANCE / 2)
        assert abs(counts.mean() - expected[one]) <= error
    assert expected[-1] < expected[0]


def test_who_dropped_out_buys_no_more(bought):
    """As many people are lost as have dropped out after a purchase, and their last is the last."""
    _, markets = bought
    for market in markets:
        lost = column(market, "firm.lost").sum()
        assert lost == 3000 - column(market, "firm.customers_closing")[-1]
        assert lost <= (market.repeats[MONTHS - 1, 0, 1:]).sum()


def test_first_spends_are_gamma_gamma():
    """What a person spends on a purchase is v times a beta prime of p and q."""
    p, q, mean = 6.25, 3.74, 280.0
    v = mean * (q - 1.0) / p
    assert gamma_gamma_mean(p, q, v) == pytest.approx(mean)
    spends = []
    for replication in range(2):
        market = run(
            buyers(
                *EAGER,
                **{f"{BUYERS}spend_shape": p, f"{BUYERS}spend_spread": q},
                **{f"{BUYERS}spend_per_purchase": mean},
            ),
            1,
            replication,
        )
        first = column(market, "contacts.sequence") == 0.0
        spends.append(column(market, "contacts.spend")[first])
    spend = np.concatenate(spends)
    assert len(spend) > 4000
    assert stats.kstest(spend / v, stats.betaprime(p, q).cdf).pvalue > SIGNIFICANCE


def test_a_person_spends_alike_each_time():
    """Spends are gamma of shape p around the person's own mean, and the mean itself without p."""
    p = 4.0
    sets = {f"{BUYERS}spend_shape": p, f"{BUYERS}spend_spread": None}
    market = run(buyers(*EAGER, **sets, **{f"{BUYERS}spend_per_purchase": 100.0}))
    spend = column(market, "contacts.spend") / 100.0
    assert stats.kstest(spend * p, stats.gamma(p).cdf).pvalue > SIGNIFICANCE
    same = {f"{BUYERS}spend_shape": None, f"{BUYERS}spend_spread": 3.0}
    market = run(buyers(*EAGER, **same))
    person, spend = column(market, "contacts.person"), column(market, "contacts.spend")
    for one in np.unique(person)[:100]:
        assert np.unique(spend[person == one]).size == 1


def test_contracts_are_kept_as_shifted_beta_geometric():
    """Survivors of decisions fall as sBG says: fast first, then slower, though nobody changes."""
    alpha, beta, periods, every = 0.8, 2.5, 8, 2
    plan = world(
        "buying",
        time__horizon_months=every * periods + 1,
        **{f"{BUYERS}relationship": "renewal", f"{BUYERS}renewal_months": every},
        **{f"{BUYERS}purchases_per_year": 0, f"{BUYERS}exit_alpha": alpha},
        **{f"{BUYERS}exit_beta": beta},
    )
    markets = [run(plan, 1, replication) for replication in range(3)]
    left = sum(column(market, "firm.customers_closing") for market in markets)
    survivors = np.append(9000.0, left[every::every])
    expected = np.array(sbg_survivors(alpha, beta, periods))
    by_period = np.append(-np.diff(survivors), survivors[-1])
    shares = np.append(-np.diff(expected), expected[-1])
    assert stats.chisquare(by_period, shares * 9000.0).pvalue > SIGNIFICANCE
    retention = survivors[1:] / survivors[:-1]
    assert retention[-1] > retention[0] + 0.1
    at_tenure = sum(column(market, "tenure.lost")[:, 0] for market in markets)
    assert (at_tenure[every : every * periods + 1 : every] == by_period[:-1]).all()


def test_people_alike_keep_contracts_at_a_constant_rate():
    """Without differences between people retention does not rise with tenure: it was selection."""
    plan = world(
        "buying",
        time__horizon_months=13,
        **{f"{BUYERS}relationship": "renewal", f"{BUYERS}renewal_months": 2},
        **{f"{BUYERS}purchases_per_year": 0},
        **{f"{BUYERS}exit_alpha": 2000, f"{BUYERS}exit_beta": 8000},
    )
    left = column(run(plan), "firm.customers_closing")[::2]
    stayed, of = left[1:], left[:-1]
    z = (stayed / of - 0.8) / np.sqrt(0.16 / of)
    assert (z**2).sum() <= stats.chi2.ppf(1.0 - SIGNIFICANCE, len(z))
