"""Laws of the ranking: verdicts about the best are right together, intervals of worlds cover so."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from sim.analysis.intervals import paired_difference, together
from sim.experiment.differences import differences_table
from sim.experiment.ranking import ranking_table
from sim.experiment.tables import BEST, MAY_BE_BEST, NOT_BEST, NOT_MEASURED
from sim.metrics import CATALOGUE

EXPERIMENTS = 300
WORLDS = ("base", "a", "b", "c")


def runs_of(values: np.ndarray, kpi: str = "profit") -> pd.DataFrame:
    """A table of runs with one figure given, (replications, worlds); the others are missing."""
    n, k = values.shape
    frame = pd.DataFrame(
        {"alternative": np.repeat(WORLDS[:k], n), "replication": np.tile(np.arange(n), k)}
    )
    return frame.assign(**dict.fromkeys(CATALOGUE, np.nan)).assign(**{kpi: values.T.reshape(-1)})


def drawn(rng: np.random.Generator, means: list[float], n: int = 8) -> np.ndarray:
    """Worlds that share half of their luck."""
    return np.array(means) + rng.normal(size=(n, 1)) + rng.normal(size=(n, len(means)))


def verdicts(values: np.ndarray, kpi: str = "profit", confidence: float = 0.9) -> list[str]:
    """What the ranking says of each world."""
    table = ranking_table(runs_of(values, kpi), WORLDS[: values.shape[1]], confidence, 1)
    return list(table.loc[table["kpi"] == kpi, "verdict"])


@pytest.mark.slow
def test_intervals_hold_together_as_often_as_stated(monkeypatch):
    """All three intervals of a figure cover at once, in 300 experiments, as often as promised."""
    monkeypatch.setattr("sim.experiment.differences.CATALOGUE", {"profit": CATALOGUE["profit"]})
    rng = np.random.default_rng(1)
    covered = {"": 0, "_together": 0}
    for _ in range(EXPERIMENTS):
        table = differences_table(runs_of(drawn(rng, [0.0, 1.0, 1.0, 1.0])), WORLDS, 0.9)
        for suffix in covered:
            ends = table[f"low{suffix}"], table[f"high{suffix}"]
            covered[suffix] += bool(((ends[0] <= 1.0) & (ends[1] >= 1.0)).all())
    promised = binom.ppf(1e-3, EXPERIMENTS, 0.9)
    assert covered["_together"] >= promised
    assert covered[""] < promised


def test_one_alternative_needs_no_correction():
    """Both pairs of ends are the same numbers, to the last bit."""
    table = differences_table(
        runs_of(drawn(np.random.default_rng(3), [0.0, 1.0])), WORLDS[:2], 0.95
    )
    assert table["low"].equals(table["low_together"])
    assert table["high"].equals(table["high_together"])


def test_several_alternatives_share_the_error():
    """Three intervals at a third of the error each (Bonferroni)."""
    values = drawn(np.random.default_rng(3), [0.0, 1.0, 2.0, 3.0])
    table = differences_table(runs_of(values), WORLDS, 0.95)
    rows = table[table["kpi"] == "profit"].set_index("alternative")
    wide = paired_difference(values[:, 0], values[:, 2], 1.0 - 0.05 / 3.0)
    assert rows.loc["b", "low_together"] == pytest.approx(wide.low)
    assert rows.loc["b", "high_together"] == pytest.approx(wide.high)


@pytest.mark.slow
@pytest.mark.parametrize("means", [[0.0, 1.0, 1.3, 0.0], [0.0, 0.0, 0.0, 0.2]])
def test_verdicts_about_the_best_are_right_together(monkeypatch, means):
    """Nobody else is called the best, and the best is not called beaten, as often as promised."""
    monkeypatch.setattr("sim.experiment.ranking.CATALOGUE", {"profit": CATALOGUE["profit"]})
    monkeypatch.setattr("sim.experiment.ranking.chance_of_best", lambda values, _: [0.0] * 4)
    rng = np.random.default_rng(2)
    best = int(np.argmax(means))
    right = 0
    for _ in range(EXPERIMENTS):
        said = verdicts(drawn(rng, means))
        others = [word for place, word in enumerate(said) if place != best]
        right += said[best] != NOT_BEST and BEST not in others
    assert right >= binom.ppf(1e-3, EXPERIMENTS, 0.9)


@pytest.mark.slow
@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1), st.permutations(range(1, 4)))
def test_the_order_of_the_worlds_changes_no_verdict(seed, order):
    """Worlds keep their verdicts wherever they stand in the question."""
    values = drawn(np.random.default_rng(seed), [0.0, 1.0, 2.0, 3.0])
    places = [0, *order]
    said = verdicts(values)
    assert verdicts(values[:, places]) == [said[place] for place in places]


def test_down_is_up_turned_round():
    """Where less is better the lowest leads, by as much."""
    values = drawn(np.random.default_rng(5), [0.0, 2.0, 9.0])
    up = ranking_table(runs_of(values), WORLDS[:3], 0.95, 1).query("kpi == 'profit'")
    down = ranking_table(runs_of(-values, "mean_wait"), WORLDS[:3], 0.95, 1).query(
        "kpi == 'mean_wait'"
    )
    for name in ("rank", "against", "lead", "low", "high", "chance_best", "verdict"):
        assert list(up[name]) == list(down[name]), name


def test_the_base_may_be_the_best():
    """Doing nothing is one of the worlds; whoever is clearly behind it is not the best."""
    assert verdicts(drawn(np.random.default_rng(1), [50.0, 0.0, 0.0])) == [
        BEST,
        NOT_BEST,
        NOT_BEST,
    ]


def test_the_last_one_left_is_the_best():
    """A leader that is not clearly ahead of a world is the best if somebody else beats that one."""
    luck = np.random.default_rng(4).normal(size=(8, 1))
    steady = np.array([[0.0, 3.0]]) + 0.01 * luck
    noisy = 1.0 + 3.0 * np.array([1.0, -1.0] * 4)
    assert verdicts(np.column_stack([steady, noisy])) == [NOT_BEST, MAY_BE_BEST, MAY_BE_BEST]
    beaten = np.column_stack([steady, noisy, noisy + 0.5])
    assert verdicts(beaten)[2:] == [NOT_BEST, MAY_BE_BEST]


def test_a_world_without_runs_is_not_judged_and_stands_in_the_way():
    """Nobody is called the best while a world has not been measured."""
    values = drawn(np.random.default_rng(1), [0.0, 50.0, 0.0])
    values[:, 2] = np.nan
    assert verdicts(values) == [NOT_BEST, MAY_BE_BEST, NOT_MEASURED]


def test_the_base_alone_has_no_ranking():
    """Without an alternative there is nothing to rank."""
    assert ranking_table(runs_of(np.zeros((3, 1))), ("base",), 0.95, 1).empty


@given(st.floats(0.5, 0.999), st.integers(1, 20))
def test_together_is_one_error_split(confidence, count):
    """The errors of the parts add up to that of the whole."""
    assert count * (1.0 - together(confidence, count)) == pytest.approx(1.0 - confidence)
