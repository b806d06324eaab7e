"""Monthly measures along the chain, and their differences paired by replication.

The tables of a run hold sums and counts; here they become the few series that show the delays and
the sums that show who gains. Bands are pointwise paired t intervals.
"""

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.analysis.intervals import t_quantile
from sim.language import later

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

RUN: Final = ["alternative", "replication"]
BASE: Final = "base"
MINUTES_PER_DAY: Final = 1440.0


class Measure(NamedTuple):
    """One measure: a sum of a column, or a ratio of two sums."""

    title: str
    table: str
    above: str
    below: str
    """Column to divide by; empty for a plain sum."""
    unit: str
    better: str
    factor: float = 1.0
    """Factor on the ratio, from the table's unit to `unit`."""


PATHS: Final = (
    Measure(later("Internal service quality"), "timeseries", "internal_quality", "", "level", "up"),
    Measure(
        later("Employee satisfaction"),
        "employees",
        "satisfaction_sum",
        "staff_closing",
        "level",
        "up",
    ),
    Measure(
        later("Mean wait"), "channels", "wait_time", "answered", "minute", "down", MINUTES_PER_DAY
    ),
    Measure(
        later("Customer satisfaction"),
        "timeseries",
        "satisfaction_sum",
        "customers_closing",
        "level",
        "up",
    ),
    Measure(later("Customers"), "timeseries", "customers_closing", "", "person", "up"),
    Measure(later("Profit per month"), "ledger", "debit_less_credit", "", "currency", "up", -1.0),
)
"""What is drawn over time, along the chain."""

CUSTOMER_GAINS: Final = (
    Measure(later("Contribution"), "segments", "contribution", "", "currency", "up"),
    Measure(later("Revenue"), "segments", "revenue", "", "currency", "up"),
)
CHANNEL_GAINS: Final = (
    Measure(later("Contacts served"), "channels", "served", "", "contact", "none"),
    Measure(
        later("Mean wait"), "channels", "wait_time", "answered", "minute", "down", MINUTES_PER_DAY
    ),
    Measure(later("Gave up waiting"), "channels", "abandoned", "offered", "fraction", "down"),
    Measure(later("Contact score"), "channels", "score_sum", "scored", "level", "up"),
    Measure(later("Revenue"), "channels", "revenue", "", "currency", "up"),
)
TEAM_GAINS: Final = (
    Measure(later("Satisfaction"), "employees", "satisfaction_sum", "staff_closing", "level", "up"),
    Measure(later("Quits"), "employees", "quits", "", "employee", "down"),
    Measure(later("Occupancy"), "employees", "busy_time", "duty_time", "fraction", "none"),
)


def interval(values: "NDArray[np.float64]", confidence: float) -> tuple[Any, Any, Any]:
    """Mean and t interval over the last axis, replications.

    Parameters
    ----------
    values : paired differences, shape (..., replications)
    confidence : confidence of the interval [fraction]

    Returns
    -------
    Mean, low and high, shape (...); low and high are the mean when there is one replication.

    References
    ----------
    Law (2015), *Simulation Modeling and Analysis*, section 10.2.1: the paired-t interval.
    """
    replications = values.shape[-1]
    mean = values.mean(axis=-1)
    if replications == 1:
        return mean, mean, mean
    error = values.std(axis=-1, ddof=1) / math.sqrt(replications)
    half = t_quantile(confidence, replications - 1) * error
    return mean, mean - half, mean + half


def _values(frame: "pd.DataFrame", measure: Measure, keys: list[str]) -> "pd.Series[float]":
    """The measure by alternative, replication and keys."""
    if measure.table == "ledger":
        frame = frame[frame["account"] != "cash"]
    columns = [measure.above] + ([measure.below] if measure.below else [])
    sums = frame.groupby([*RUN, *keys], sort=False, observed=True)[columns].sum()
    value = sums[measure.above]
    if measure.below:
        value = value / sums[measure.below].where(sums[measure.below] != 0.0)
    return value * measure.factor


def paired(
    frame: "pd.DataFrame", measure: Measure, keys: list[str], confidence: float
) -> "pd.DataFrame":
    """Differences to the base by keys, with intervals.

    Parameters
    ----------
    frame : long table with alternative, replication, the keys and the measure's columns
    measure : what to read
    keys : columns to keep apart, for example ``["month"]``
    confidence : confidence of the interval [fraction]

    Returns
    -------
    One row per alternative and keys, in the order of the table: alternative, keys, mean, low, high
    and base (mean of the base), in the measure's unit. Runs that are missing on either side are
    left out of the pair.
    """
    import pandas as pd

    values = _values(frame, measure, keys).unstack("replication")  # noqa: PD010
    names = [name for name in frame["alternative"].unique() if name != BASE]
    rows = []
    for name in names:
        both = (values.loc[name] - values.loc[BASE]).dropna(axis=1, how="all")
        if both.shape[1] == 0:
            continue
        mean, low, high = interval(both.to_numpy(), confidence)
        rows.append(
            pd.DataFrame(
                {
                    "alternative": name,
                    "mean": mean,
                    "low": low,
                    "high": high,
                    "base": values.loc[BASE].reindex(both.index).to_numpy().mean(axis=1),
                },
                index=both.index,
            ).reset_index()
        )
    if not rows:
        return pd.DataFrame(columns=["alternative", *keys, "mean", "low", "high", "base"])
    return pd.concat(rows, ignore_index=True)
