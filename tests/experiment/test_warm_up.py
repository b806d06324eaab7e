"""The table of the warm-up: where series settle, and what that says of the months run."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.warmup import BATCH
from sim.experiment import columns, recorded, tables
from sim.experiment.warm_up import FEWEST, SERIES, settling, verdict, warm_up_table

MONTHS = 60


def steady(months: int = MONTHS) -> np.ndarray:
    """A series that swings and goes nowhere."""
    return np.where(np.arange(months) % 2, 1.0, -1.0)


def after_a_step(months: int) -> np.ndarray:
    """A series that is far off for so many months."""
    return np.where(np.arange(MONTHS) < months, 50.0, steady())


def timeseries(warm_up: int, **given: np.ndarray) -> pd.DataFrame:
    """Two replications of the base, their noise of opposite sign, and a world that is far off."""
    months = np.arange(MONTHS) - warm_up
    frames = [
        pd.DataFrame({"alternative": world, "replication": run, "month": months})
        .assign(**{name: given.get(name, steady()) + shift * steady() for name in SERIES})
        .assign(**({name: after_a_step(25) for name in SERIES} if world == "other" else {}))
        for world, run, shift in (("base", 0, 3.0), ("base", 1, -3.0), ("other", 0, 0.0))
    ]
    return pd.concat(frames, ignore_index=True)


def rows(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Rows by series."""
    return {row["series"]: row for _, row in table.iterrows()}


@given(st.integers(0, 5), st.integers(0, 40))
def test_a_step_is_cut_where_it_ends(batches: int, warm_up: int) -> None:
    """A series settles where its step ends; a warm-up is enough from there on and not before."""
    after = batches * BATCH
    table = warm_up_table(timeseries(warm_up, staff=after_a_step(after)), warm_up)
    row = rows(table)["staff"]
    assert row["settled_after_months"] == after
    assert row["verdict"] == (tables.ENOUGH if warm_up >= after else tables.TOO_SHORT)


@given(st.floats(-1e6, 1e6), st.integers(FEWEST, 200))
def test_a_constant_is_settled_from_the_start(level: float, months: int) -> None:
    """What never moves needs no warm-up."""
    assert settling(np.full(months, level)).after == 0.0
    assert verdict(0.0, 0) == tables.ENOUGH


@given(st.floats(0.01, 100.0), st.integers(FEWEST, 200), st.booleans())
def test_a_trend_never_settles(slope: float, months: int, falls: bool) -> None:
    """A business that grows or shrinks all along leaves the question open."""
    line = slope * np.arange(months) * (-1.0 if falls else 1.0)
    assert settling(line).after == math.inf
    assert verdict(math.inf, 1000) == tables.CANNOT_TELL


@given(st.integers(0, FEWEST - 1))
def test_too_few_months_tell_nothing(months: int) -> None:
    """With fewer than four batches, or a month without a value, nothing is claimed."""
    gap = steady()
    gap[months] = np.nan
    for series in (steady(months), gap):
        found = settling(series)
        assert found.searched == 0
        assert verdict(found.after, 100) == tables.CANNOT_TELL


def test_the_slowest_is_marked() -> None:
    """One series is marked: the last to settle, or the first along the chain that does not."""
    late = {"staff": after_a_step(10), "profit": after_a_step(20)}
    trend = {"share_of_wallet": np.arange(60.0), "customers_closing": np.arange(60.0)}
    for given_series, expected in ((late, "profit"), (late | trend, "share_of_wallet")):
        table = warm_up_table(timeseries(12, **given_series), 12)
        assert table.loc[table["mark"] == tables.SLOWEST, "series"].tolist() == [expected]
    assert math.isnan(rows(table)["share_of_wallet"]["settled_after_months"])


def test_the_table_is_as_declared() -> None:
    """A row for each series, in the order of the chain, with the units of the table it is from."""
    table = warm_up_table(timeseries(12), 12)
    assert table.dtypes.astype(str).to_dict() == columns.dtypes(tables.WARM_UP)
    assert table["series"].tolist() == list(SERIES)
    units = {column.name: column.unit for column in recorded.TIMESERIES.columns}
    assert table["unit"].tolist() == [units[name] for name in SERIES]
    assert set(table["warm_up_months"]) == {12}
    assert set(table["searched_months"]) == {MONTHS // BATCH // 2 * BATCH}


def test_without_a_run_nothing_is_known() -> None:
    """Where every run of the base failed, the table says so instead of breaking."""
    nothing = timeseries(12).iloc[:0]
    table = warm_up_table(nothing, 12)
    assert set(table["verdict"]) == {tables.CANNOT_TELL}
    assert set(table["mark"]) == {""}


@pytest.mark.parametrize("after", [0.0, 5.0, 20.0])
def test_a_longer_warm_up_never_does_worse(after: float) -> None:
    """Once it is enough, more months are enough too."""
    said = [verdict(after, months) == tables.ENOUGH for months in range(40)]
    assert said == sorted(said)
