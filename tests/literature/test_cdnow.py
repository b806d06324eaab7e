"""The online music shop's customers buy as CDNOW's did."""

import numpy as np
import pytest
from scipy import stats

from sim.engine import simulate
from sim.records import REPEATS
from sim.scenarios.questions import load
from sim.scenarios.resolve import plans
from sim.theory import bgnbd_probabilities, gamma_gamma_mean
from sim.units import MONTH, WEEK

PUBLISHED = np.array([1411, 439, 214, 100, 62, 38, 29, 64])
"""Customers with 0, 1, ... 6 and at least 7 repeat purchases in 39 weeks: lifetimes 0.11.3, CDNOW
one-in-ten sample of 2,357 customers."""

REPEAT_PURCHASES = 2457
"""Repeat transactions of the same customers in the same weeks."""

BGNBD = (0.243, 4.414, 0.793, 2.426)
"""r, alpha (weeks), a, b: Fader, Hardie & Lee (2005)."""

REPLICATIONS = 16
MONTHS = 9  # 39.1 weeks
LEVEL = 0.999


def repeats(*sets):
    """People by number of repeat purchases after 39 weeks, one row per replication."""
    question = load("online_music_shop", [f"time.horizon_months={MONTHS}", *sets])
    plan = plans(question.scenario)["base"]
    return np.array(
        [simulate(plan, 1, number).repeats[MONTHS - 1, 0] for number in range(REPLICATIONS)]
    )


@pytest.fixture(scope="module")
def counts():
    """The shop as it ships."""
    return repeats()


@pytest.fixture(scope="module")
def cut():
    """The shop with satisfaction cut off from staying."""
    return repeats("links.customer_satisfaction_to_retention=0")


def prediction_half_width(sample, comparisons):
    """Half width of the interval in which one more draw lies, jointly over all comparisons."""
    share = 1.0 - (1.0 - LEVEL) / (2.0 * comparisons)
    t = stats.t.ppf(share, len(sample) - 1)
    return t * sample.std(axis=0, ddof=1) * np.sqrt(1.0 + 1.0 / len(sample))


def test_repeat_purchases_are_the_published_ones(counts):
    """Every published count lies in the interval of one more run, 99.9 % over all counts."""
    assert REPEATS.keys[-1] == "repeat_purchases"
    last = len(PUBLISHED) - 1
    binned = np.column_stack([counts[:, :last], counts[:, last:].sum(axis=1)])
    assert (binned.sum(axis=1) == PUBLISHED.sum()).all()
    off = np.abs(PUBLISHED - binned.mean(axis=0))
    assert (off <= prediction_half_width(binned, len(PUBLISHED))).all()


def test_the_distribution_is_the_published_one(counts):
    """A chi-square test does not tell the published counts from the simulated ones."""
    last = len(PUBLISHED) - 1
    binned = np.column_stack([counts[:, :last], counts[:, last:].sum(axis=1)])
    expected = binned.mean(axis=0)
    distance = ((PUBLISHED - expected) ** 2 / (expected * (1.0 + 1.0 / REPLICATIONS))).sum()
    assert distance <= stats.chi2.ppf(LEVEL, last)


def test_total_repeat_purchases_are_the_published_ones(counts):
    """The published total lies in the interval of one more run; few buy more than the last bin."""
    totals = counts @ np.arange(counts.shape[1])
    assert abs(REPEAT_PURCHASES - totals.mean()) <= prediction_half_width(totals, 1)


def test_without_satisfaction_the_shop_is_bgnbd(cut):
    """With satisfaction cut off from staying, counts are those of the published model, 99.9 %."""
    sample = cut[:, :7]
    weeks = MONTHS * MONTH / WEEK - (np.arange(240) + 0.5) / 20.0  # joined evenly over 12 weeks
    share = np.mean([bgnbd_probabilities(*BGNBD, t, 6) for t in weeks], axis=0)
    t = stats.t.ppf(1.0 - (1.0 - LEVEL) / (2.0 * len(share)), REPLICATIONS - 1)
    error = t * sample.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    assert (np.abs(sample.mean(axis=0) - share * PUBLISHED.sum()) <= error).all()


def test_satisfaction_leaves_repeat_buying_as_it_is(counts, cut):
    """In the base the link hardly moves the counts: the neutral firm is neutral, within 2 %."""
    number = np.arange(counts.shape[1])
    assert abs((counts @ number).mean() / (cut @ number).mean() - 1.0) < 0.02


def test_mean_spend_is_the_published_one():
    """The scenario states the mean that the published Gamma-Gamma parameters give."""
    segment = load("online_music_shop").scenario.customers.segments["music_buyers"]
    assert segment.spend_per_purchase == pytest.approx(
        gamma_gamma_mean(segment.spend_shape, segment.spend_spread, 15.44), abs=0.005
    )
