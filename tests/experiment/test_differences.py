"""Laws of comparison: pairs, verdicts, the chain and its links."""

import math

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.intervals import Interval, paired_difference
from sim.experiment.differences import (
    chain_table,
    differences_table,
    levels_table,
    links_table,
    runs_table,
    verdict,
)
from sim.experiment.job import Finished
from sim.metrics import CATALOGUE, STAGES
from sim.parameters import ARROWS
from sim.records import Records
from tests.experiment import fake

SOME = fake.simulate(fake.plan(), 1, 0, log=frozenset())


def runs(**profits: list[float]) -> pd.DataFrame:
    """Runs of which only the profit is known; NaN stands for a failed run."""
    finished = [
        Finished(world, number, _records(profit), _figures(profit), "", 0.0)
        for world, values in profits.items()
        for number, profit in enumerate(values)
    ]
    return runs_table(finished, 1)


def _records(profit: float) -> Records | None:
    return None if math.isnan(profit) else SOME


def _figures(profit: float) -> dict[str, float]:
    return {} if math.isnan(profit) else {"profit": profit}


def row(table: pd.DataFrame, world: str = "new") -> pd.Series:
    """The row of profit."""
    return table[(table["alternative"] == world) & (table["kpi"] == "profit")].iloc[0]


def compared(base: list[float], new: list[float]) -> pd.Series:
    """The paired difference of profit."""
    return row(differences_table(runs(base=base, new=new), ("base", "new"), 0.95))


VALUES = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=8)


@settings(deadline=None, max_examples=40)
@given(VALUES, st.data())
def test_a_verdict_is_what_the_interval_says(base, data):
    """Rises above 0, falls below 0, otherwise no clear change; unchanged only when exactly so."""
    size = len(base)
    new = data.draw(st.lists(st.floats(-1e6, 1e6), min_size=size, max_size=size))
    said = compared(base, new)
    exact = paired_difference(base, new, 0.95)
    assert (said["low"], said["high"]) == (exact.low, exact.high)
    assert (said["verdict"] == "unchanged") == (base == new)
    assert (said["verdict"] == "rises") == (exact.low > 0.0)
    assert (said["verdict"] == "falls") == (exact.high < 0.0)


def test_two_failed_runs_take_their_pairs_along():
    """Means and intervals rest on complete pairs only, on both sides."""
    nan = math.nan
    holes = compared([1.0, nan, 3.0, 8.0, 5.0], [2.0, 2.0, 5.0, nan, 9.0])
    whole = compared([1.0, 3.0, 5.0], [2.0, 5.0, 9.0])
    assert holes["replications"] == 3
    pd.testing.assert_series_equal(holes, whole, check_exact=True)
    assert (holes["base_mean"], holes["alternative_mean"]) == (3.0, 16.0 / 3.0)


def test_one_pair_measures_nothing():
    """A single pair gives a difference but no verdict."""
    said = compared([1.0, math.nan], [3.0, 4.0])
    assert (said["difference"], said["verdict"]) == (2.0, "not measured")
    assert verdict(Interval(math.nan, math.nan, math.nan, 0), True) == "not measured"


def test_levels_stand_for_each_world_alone():
    """A failed run of one world does not touch the other's level."""
    levels = levels_table(
        runs(base=[1.0, math.nan, 3.0], new=[4.0, 5.0, 6.0]), ("base", "new"), 0.9
    )
    assert (row(levels, "base")["mean"], row(levels, "base")["replications"]) == (2.0, 2)
    assert (row(levels)["mean"], row(levels)["replications"]) == (5.0, 3)


def test_the_chain_is_the_headline_in_order():
    """Each world's rows follow the stages of the chain and are rows of the differences."""
    differences = differences_table(
        runs(base=[1.0, 2.0], one=[2.0, 3.0], two=[0.0, 0.0]), ("base", "one", "two"), 0.95
    )
    chain = chain_table(differences)
    headline = [name for name, entry in CATALOGUE.items() if entry.headline]
    assert list(chain["kpi"]) == headline * 2
    stages = [STAGES.index(stage) for stage in chain["stage"]]
    assert stages == sorted(stages[: len(headline)]) * 2


def test_links_show_the_strength_at_the_horizon():
    """A link cut by an alternative is 1 in the base and 0 in the alternative."""
    table = links_table({"base": fake.plan(), "cut": fake.plan(links=0.0)})
    assert list(table["name"]) == [arrow.name for arrow in ARROWS] * 2
    assert set(table["strength_base"]) == {1.0}
    strengths = table.groupby("alternative")["strength_alternative"].unique()
    assert {name: list(values) for name, values in strengths.items()} == {
        "base": [1.0],
        "cut": [0.0],
    }


def test_a_run_without_a_figure_is_ok_with_nan():
    """Not measured is not failed."""
    table = runs(base=[1.0])
    assert table.loc[0, "status"] == "ok"
    assert math.isnan(table.loc[0, "nps"])
