"""What a customer is worth by year of tenure, run by run."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sim.experiment import tables
from sim.experiment.differences import declared
from sim.experiment.job import Finished
from sim.kpi import tenure
from sim.parameters import Plan
from sim.records import TENURE, Array
from sim.units import MONTHS_PER_YEAR


def clv_by_tenure_table(finished: Sequence[Finished], plans: Mapping[str, Plan]) -> pd.DataFrame:
    """Retention, contribution and lifetime value by year of tenure.

    Parameters
    ----------
    finished : sequence of Finished
        In the order that the rows shall have.
    plans : mapping of str to Plan
        The worlds; each gives its discount rate.

    Returns
    -------
    DataFrame
        As `sim.experiment.tables.CLV_BY_TENURE`; years nobody was seen in are left out.
    """
    rows: list[dict[str, object]] = []
    for run in finished:
        if run.records is None:
            continue
        discount = plans[run.alternative].regimes[0].parameters.firm.discount_rate_per_year
        months = run.records.tenure.sum(axis=1)
        key = {"alternative": run.alternative, "replication": run.replication}
        rows += [key | year for year in _years(months, discount)]
    return declared(rows, tables.CLV_BY_TENURE)


def _years(months: Array, discount: float) -> list[dict[str, object]]:
    """The years of tenure that somebody was seen in."""
    life = tenure.lifetime(months, discount)
    present = _by_year(life.present)
    brought = _by_year(months[:, TENURE.column("contribution")])
    columns = {
        "customers": _by_year(months[:, TENURE.column("customers_end")]),
        "present": present,
        "retention": tenure.retention(life.leaving),
        "retention_neutral": tenure.retention(life.leaving_neutral),
        "contribution_per_customer_year": MONTHS_PER_YEAR
        * np.divide(brought, present, out=np.full_like(brought, np.nan), where=present > 0.0),
        "clv": life.value[::MONTHS_PER_YEAR],
        "equity": _by_year(tenure.equity(months, life)),
    }
    return [
        {"tenure_year": year + 1, **{name: values[year] for name, values in columns.items()}}
        for year in np.flatnonzero(present)
    ]


def _by_year(values: Array) -> Array:
    summed: Array = values.reshape(-1, MONTHS_PER_YEAR).sum(axis=1)
    return summed
