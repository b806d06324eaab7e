"""Whether the warm-up was long enough: where each slow series of the base settles."""

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from sim.analysis.warmup import BATCH, mser
from sim.experiment import recorded, tables
from sim.experiment.differences import declared
from sim.experiment.job import BASE
from sim.records import Array

if TYPE_CHECKING:
    import pandas as pd

SERIES: Final = (
    "internal_quality",
    "employee_satisfaction",
    "efficiency",
    "staff",
    "service_quality",
    "customer_satisfaction",
    "share_of_wallet",
    "customers_closing",
    "profit",
)
"""Slow series of the firm, in the order of the chain."""

FEWEST: Final = 4 * BATCH
"""Months that MSER needs [month]."""


ROUNDING: Final = 1e-12
"""Part of its size by which a constant series may seem to move [fraction]."""


class Settling(NamedTuple):
    """Where one series settles."""

    searched: int
    """Months at the start among which the cut was looked for; 0 when it could not be [month]."""
    after: float
    """Months after which it has settled; infinite when not within those searched, NaN when it
    could not be looked for [month]."""


def warm_up_table(timeseries: "pd.DataFrame", warm_up_months: int) -> "pd.DataFrame":
    """Where the base's slow series settle, beside the warm-up that was run.

    Parameters
    ----------
    timeseries : DataFrame
        As `sim.experiment.recorded.TIMESERIES`.
    warm_up_months : int
        Months of it before measurement.

    Returns
    -------
    DataFrame
        As `sim.experiment.tables.WARM_UP`: one row per series of `SERIES`. The slowest is the one
        that settles last; of several that do not settle, the one nearest the start of the chain,
        since those behind it follow.
    """
    monthly = base_means(timeseries)
    found = {name: settling(monthly[name].to_numpy(dtype=np.float64)) for name in SERIES}
    known = [name for name in SERIES if found[name].searched]
    slowest = max(known, key=lambda name: found[name].after, default="")
    units = {column.name: column.unit for column in recorded.TIMESERIES.columns}
    rows = [
        {
            "series": name,
            "unit": units[name],
            "searched_months": one.searched,
            "settled_after_months": one.after if math.isfinite(one.after) else math.nan,
            "warm_up_months": warm_up_months,
            "verdict": verdict(one.after, warm_up_months),
            "mark": tables.SLOWEST if name == slowest else "",
        }
        for name, one in found.items()
    ]
    return declared(rows, tables.WARM_UP)


def base_means(timeseries: "pd.DataFrame") -> "pd.DataFrame":
    """The slow series of the base by month, warm-up included, each the mean over replications."""
    base = timeseries[timeseries["alternative"] == BASE]
    return base.groupby("month")[list(SERIES)].mean()


def settling(means: Array) -> Settling:
    """Where one series settles.

    Parameters
    ----------
    means : array, (months,)
        By month from the start of the warm-up.

    Returns
    -------
    Settling

    References
    ----------
    White, Cobb & Spratt (2000): MSER-5, here on means over the replications, which have the same
    transient and less noise. Only a cut in the first half counts: one at its end says that the
    series still moves there, as one with a trend always does.
    """
    if means.size < FEWEST or np.isnan(means).any():
        return Settling(0, math.nan)
    searched = means.size // BATCH // 2 * BATCH
    if np.ptp(means) <= ROUNDING * np.abs(means).max():
        return Settling(searched, 0.0)
    cut = mser(means)
    return Settling(searched, float(cut.first) if cut.is_settled else math.inf)


def verdict(after: float, warm_up_months: int) -> str:
    """Whether a warm-up is long enough for a series that settles after so many months."""
    if not math.isfinite(after):
        return tables.CANNOT_TELL
    return tables.ENOUGH if after <= warm_up_months else tables.TOO_SHORT
