"""Monthly measures and their paired differences against sums done by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.intervals import paired_difference
from sim.report import series

MEASURE = series.Measure("Mean", "any", "above", "below", "minute", "down", 2.0)


def frame(base, other):
    """A table with one month and one row per replication for two worlds."""
    rows = [
        (world, replication, 0, value, 4.0)
        for world, values in (("base", base), ("other", other))
        for replication, value in enumerate(values)
    ]
    return pd.DataFrame(rows, columns=["alternative", "replication", "month", "above", "below"])


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=2, max_size=8))
def test_paired_is_the_paired_t_interval_of_the_ratio(values):
    """Each cell equals the paired interval of the analysis, times the measure's factor."""
    base, other = zip(*values, strict=True)
    row = series.paired(frame(base, other), MEASURE, ["month"], 0.95).iloc[0]
    expected = paired_difference(np.array(base) / 4.0 * 2.0, np.array(other) / 4.0 * 2.0, 0.95)
    assert (row["mean"], row["low"], row["high"]) == pytest.approx(
        (expected.mean, expected.low, expected.high), rel=1e-6, abs=1e-6
    )


def test_equal_worlds_differ_by_exactly_nothing():
    """With common random numbers a world that changes nothing has no band at all."""
    row = series.paired(frame([1.0, 2.0], [1.0, 2.0]), MEASURE, ["month"], 0.95).iloc[0]
    assert (row["mean"], row["low"], row["high"]) == (0.0, 0.0, 0.0)


def test_a_missing_run_leaves_its_pair_out():
    """A failed replication is no pair; the others still are."""
    whole = frame([1.0, 2.0, 5.0], [2.0, 3.0, 9.0])
    torn = whole[~((whole["alternative"] == "other") & (whole["replication"] == 2))]
    row = series.paired(torn, MEASURE, ["month"], 0.95).iloc[0]
    assert row["mean"] == 0.5


def test_profit_per_month_is_income_less_expense():
    """The ledger's profit leaves cash out and turns credits into income."""
    profit = next(measure for measure in series.PATHS if measure.table == "ledger")
    rows = [
        (world, 0, 0, account, amount)
        for world, sales in (("base", -100.0), ("other", -130.0))
        for account, amount in (("cash", -sales - 60.0), ("purchases", sales), ("wages", 60.0))
    ]
    columns = ["alternative", "replication", "month", "account", "debit_less_credit"]
    row = series.paired(pd.DataFrame(rows, columns=columns), profit, ["month"], 0.95).iloc[0]
    assert row["base"] == 40.0
    assert row["mean"] == 30.0
