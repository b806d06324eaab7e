"""Numbers of the claims have intervals that cover, and are left open where nothing divides."""

import math

import numpy as np
import pytest

from docs.claims import CONFIDENCE, of_means, ratio
from sim.analysis.intervals import mean_interval, paired_difference

PAIRS = np.random.default_rng(1).normal((6.0, 3.0), (1.0, 0.5), (30, 2)).T


def test_means_and_differences_have_students_interval() -> None:
    """Of what is linear in the means the jackknife's interval is Student's."""
    one, other = PAIRS
    assert of_means(lambda x: x, one) == pytest.approx(mean_interval(one, CONFIDENCE))
    assert of_means(lambda x, y: x - y, one, other) == pytest.approx(
        paired_difference(other, one, CONFIDENCE)
    )


def test_the_interval_of_a_ratio_covers() -> None:
    """As often as it says, by a binomial interval at an error of one in a thousand."""
    trials, truth = 500, 2.0
    draws = np.random.default_rng(2).normal((6.0, 3.0), (1.0, 0.5), (trials, 30, 2))
    found = [ratio(one[:, 0], one[:, 1]) for one in draws]
    covered = sum(each.low <= truth <= each.high for each in found) / trials
    allowed = 3.29 * math.sqrt(CONFIDENCE * (1.0 - CONFIDENCE) / trials)
    assert abs(covered - CONFIDENCE) <= allowed


def test_nothing_is_divided_by_what_may_be_nothing() -> None:
    """Where the interval of what is below includes zero, the ratio is left open."""
    one, other = PAIRS
    assert math.isnan(ratio(one, other - other.mean()).mean)
    assert not math.isnan(ratio(one, -other).mean)
