"""What every program of the micro-model knows: its sizes, its draws and its few formulas."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.randomness import exponential, index_below, uniform

QUEUES: Final = 3
SERVERS: Final = (2, 3, 4)
"""Servers of the queues for each `CUSTOMERS_SERVED` customers; the first queue is overloaded."""
CUSTOMERS_SERVED: Final = 10_000
MEAN_THINK_DAYS: Final = 30.0
MEAN_SERVICE_DAYS: Final = 0.02
MEAN_PATIENCE_DAYS: Final = 0.05
HORIZON_DAYS: Final = 730.0
FIRST_SATISFACTION: Final = 0.7
RESPONSE: Final = 0.2
DEFECTION: Final = 0.02

THINK, QUEUE, SERVICE, PATIENCE, STAY = range(5)
"""Purposes of the draws; the counter is the number of the visit."""

COLUMNS: Final = 4
"""A visit in the log: when it was over, whose it was, the wait, the satisfaction after it."""

Log = NDArray[np.float64]


def servers(customers: int) -> tuple[int, ...]:
    """Servers of each queue, so that the load is that of any other number of customers."""
    return tuple(max(1, round(n * customers / CUSTOMERS_SERVED)) for n in SERVERS)


def empty_log(customers: int) -> Log:
    """Room for twice the visits that are expected at most, which no run will ever need."""
    return np.empty((1000 + int(2.0 * customers * HORIZON_DAYS / MEAN_THINK_DAYS), COLUMNS))


def think(key: int, visit: int) -> float:
    """Time until a customer asks again [day]."""
    return exponential(uniform(key, THINK, visit), MEAN_THINK_DAYS)


def queue(key: int, visit: int) -> int:
    """The queue that a customer joins."""
    return index_below(uniform(key, QUEUE, visit), QUEUES)


def service(key: int, visit: int) -> float:
    """Time that it takes to serve a customer [day]."""
    return exponential(uniform(key, SERVICE, visit), MEAN_SERVICE_DAYS)


def patience(key: int, visit: int) -> float:
    """Time that a customer waits at most [day]."""
    return exponential(uniform(key, PATIENCE, visit), MEAN_PATIENCE_DAYS)


def satisfaction(before: float, is_served: float) -> float:
    """Satisfaction after a visit."""
    return before + RESPONSE * (is_served - before)


def leaves(key: int, visit: int, satisfaction: float) -> bool:
    """Whether a customer leaves for good after a visit."""
    return uniform(key, STAY, visit) < DEFECTION * (1.0 - satisfaction)
