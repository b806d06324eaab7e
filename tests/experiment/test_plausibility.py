"""Whether the base is the likely business that its file describes."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.experiment import tables
from sim.experiment.plausibility import plausibility_table
from sim.metrics import CATALOGUE
from sim.scenarios.questions import load

NUMBERS = st.floats(-1e6, 1e6)


def runs_of(kpi, values):
    """Runs of the base that have these values of one figure."""
    return pd.DataFrame({"alternative": "base", "replication": range(len(values)), kpi: values})


@given(
    st.lists(NUMBERS, min_size=2, max_size=6), st.none() | NUMBERS, st.floats(0, 1e6) | st.none()
)
def test_the_mean_lies_within_or_not(values, low, width):
    """Plausible is what neither bound excludes; a bound that is not given excludes nothing."""
    high = None if width is None else (low or 0.0) + width
    table = plausibility_table(runs_of("profit", values), {"profit": (low, high)}, 0.95)
    (row,) = table.itertuples()
    excluded = (low is not None and row.mean < low) or (high is not None and row.mean > high)
    assert row.verdict == (tables.IMPLAUSIBLE if excluded else tables.PLAUSIBLE)
    assert (math.isnan(row.at_least), math.isnan(row.at_most)) == (low is None, high is None)
    assert row.low <= row.mean <= row.high


def test_rows_stand_in_the_order_of_the_chain():
    """Whatever the order in the file; a figure with one run cannot be judged."""
    names = ["profit", "occupancy", "customer_retention"]
    runs = pd.DataFrame([dict.fromkeys(names, 1.0) | {"alternative": "base", "replication": 0}])
    table = plausibility_table(runs, dict.fromkeys(names, (0.0, 2.0)), 0.95)
    assert list(table["kpi"]) == [name for name in CATALOGUE if name in names]
    assert set(table["verdict"]) == {tables.NOT_MEASURED}


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("plausible={occupansy: {at_most: 0.9}}", "no key figure 'occupansy'"),
        (
            "plausible={occupancy: {at_least: 0.9, at_most: 0.2}}",
            "at_least 0.9 is above at_most 0.2",
        ),
        ("headline=profits", "no key figure 'profits'"),
    ],
)
def test_a_figure_that_is_none_is_refused(override, said):
    """With the nearest name, before anything runs."""
    with pytest.raises(ScenarioError, match=said):
        load("retention_gain", [override])
