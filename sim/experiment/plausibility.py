"""Whether the base is the likely business that its file describes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from sim.analysis.intervals import mean_interval
from sim.experiment import tables
from sim.experiment.differences import by_world, declared, named
from sim.experiment.job import BASE
from sim.metrics import CATALOGUE

if TYPE_CHECKING:
    import pandas as pd

Bounds: TypeAlias = Mapping[str, Sequence[float | None]]
"""Lowest and highest plausible mean by key figure [unit of the figure]; None for no bound."""


def plausibility_table(runs: "pd.DataFrame", bounds: Bounds, confidence: float) -> "pd.DataFrame":
    """The base's figures beside where its file says that they may lie.

    Parameters
    ----------
    runs : DataFrame
        As `sim.experiment.tables.RUNS`.
    bounds : mapping
        Lowest and highest plausible mean by figure.
    confidence : float
        Of each mean's interval [fraction].

    Returns
    -------
    DataFrame
        As `sim.experiment.tables.PLAUSIBILITY`, in the order of the chain.
    """
    rows = []
    base = by_world(runs, [BASE])[BASE]
    for kpi, entry in CATALOGUE.items():
        if kpi not in bounds:
            continue
        low, high = (np.nan if bound is None else float(bound) for bound in bounds[kpi])
        own = mean_interval(base[kpi].to_numpy(), confidence)
        is_outside = own.mean < low or own.mean > high
        said = tables.IMPLAUSIBLE if is_outside else tables.PLAUSIBLE
        rows.append(
            {**named(entry), "at_least": low, "at_most": high, "mean": own.mean}
            | {"low": own.low, "high": own.high}
            | {"verdict": said if own.size > 1 else tables.NOT_MEASURED}
        )
    return declared(rows, tables.PLAUSIBILITY)
