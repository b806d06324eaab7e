"""What the battery's queues rest on: calls come as a Poisson process, and endless patience is that.

Two seeds were tried; with seed 1 and seed 2 every figure agreed at 99.9 %.
"""

import numpy as np
import pytest
from scipy import stats

from sim.units import MONTH
from sim.verification.queues import CALLS_PER_DAY, Queue
from tests.worlds import column, run, worlds

CONFIDENCE = 0.999

SEED = 2


def calls(queue: Queue, months: int):
    """The world in which a channel is this queue."""
    return worlds("queue", {**queue.sets, "time.horizon_months": months})["base"]


def test_calls_come_as_a_poisson_process():
    """Calls per day have the mean and the spread of a Poisson count, at any time of the day."""
    plan = calls(Queue(4, 5), months=5)
    asked = np.concatenate([column(run(plan, SEED, r), "contacts.time") for r in range(2)])
    days = int(5 * MONTH)
    per_day = np.bincount(asked[asked < days].astype(int), minlength=days)
    rate = 2 * CALLS_PER_DAY
    assert_within_chi_square((per_day - rate) ** 2 / rate, days)
    per_hour = np.bincount((asked % 1.0 * 24).astype(int), minlength=24)
    even = len(asked) / 24
    assert_within_chi_square((per_hour - even) ** 2 / even, 23)


def assert_within_chi_square(terms: np.ndarray, degrees: int) -> None:
    """Stop unless a sum of squares is one that chance brings."""
    low, high = stats.chi2.interval(CONFIDENCE, degrees)
    assert low <= terms.sum() <= high


@pytest.mark.parametrize("overload", [0.5, 1.1])
def test_endless_patience_never_abandons(overload: float):
    """Who waits for ever is served or still there, even when the queue grows for ever."""
    records = run(calls(Queue(2 * overload, 2), months=1), SEED)
    assert column(records, "channels.abandoned").sum() == 0.0
    assert (column(records, "channels.open")[-1].sum() > 2.0) == (overload > 1.0)
