"""Where a compiled run's counts and sums are kept while it runs: the tables themselves."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import records
from sim.engine.compiled.jit import compiled
from sim.parameters import Parameters
from sim.records import ACCOUNTS
from sim.units import MINUTE, Days, Money

Array = NDArray[np.float64]

CASH: Final = 0
ACCOUNT: Final[dict[str, Any]] = {
    account.name: np.int64(index) for index, account in enumerate(ACCOUNTS)
}
"""Index of each account by name; of a type of its own, else each is compiled for itself."""
WAIT_EDGES: Final = tuple(edge * MINUTE for edge in records.WAIT_EDGES_MINUTES)


class Tables(NamedTuple):
    """The tables that fill as a run goes on, as `sim.records.Records` names them."""

    firm: Array
    segments: Array
    channels: Array
    teams: Array
    tenure: Array
    life_cycle: Array
    repeats: Array
    waits: Array
    hours: Array
    ledger: Array
    campaigns: Array


def empty(months: int, parameters: Parameters, campaigns: int) -> Tables:
    """Tables in which nothing is written yet.

    Parameters
    ----------
    months : int
        Months of the run, warm-up included.
    parameters : Parameters
        The base; gives the number of segments, channels and teams.
    campaigns : int
        Campaigns that the plan ever knows.

    Returns
    -------
    Tables
    """
    shapes = records.shapes(months, parameters, campaigns)
    return Tables(**{name: np.zeros(shapes[name]) for name in Tables._fields})


@compiled
def earn(w: Any, account: int, amount: Money) -> None:
    """Post income: cash is debited, the account credited."""
    month = w.firm[0].month
    w.tables.ledger[month, CASH] += amount
    w.tables.ledger[month, account] -= amount


@compiled
def pay(w: Any, account: int, amount: Money) -> None:
    """Post an expense: the account is debited, cash credited."""
    month = w.firm[0].month
    w.tables.ledger[month, account] += amount
    w.tables.ledger[month, CASH] -= amount


@compiled
def count_wait(w: Any, channel: int, wait: Days) -> None:
    """Put a wait into its bin of the histogram."""
    low, high = 0, len(WAIT_EDGES)
    while low < high:
        middle = (low + high) >> 1
        if wait < WAIT_EDGES[middle]:
            high = middle
        else:
            low = middle + 1
    w.tables.waits[w.firm[0].month, channel, max(low - 1, 0)] += 1.0
