"""What a sweep tells of its values is what was put into its runs: known slopes, roots, indices."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.analysis.intervals import Interval
from sim.errors import UsageError
from sim.experiment.answer import World
from sim.experiment.points import points, unit_points
from sim.experiment.sensitivity import Sensitivity, told
from sim.experiment.swept import Swept, cells
from sim.scenarios.schema.sweep import Sweep
from sim.scenarios.varied import Factor, Value
from tests.analysis.ishigami import ishigami, known_indices, known_mu_star
from tests.report.small_sweeps import QUESTION, RANGES, swept

FAMILY = 1e-3
"""Chance that a right program fails a whole family of intervals."""

REPLICATIONS = 3

SEED = 4

Figure = Callable[[str, Sequence[Value], int], float]
"""What a run of a world at some values gives in a replication."""


def number(path: str, base: float, low: float, high: float, levels: int = 5) -> Factor:
    """A number between bounds."""
    return Factor(path, "", base, low, high, levels, False, ())


def recorded(
    design: str,
    factors: Sequence[Factor],
    figure: Figure,
    *,
    size: int = 16,
    worlds: Sequence[str] = ("base", "paid"),
    kpi: str = "profit",
    confidence: float = 0.95,
) -> Swept:
    """A sweep whose runs gave what is known."""
    at = points(Sweep(design=design, size=size), factors, SEED)
    runs = []
    for number, world, replication in product(range(len(at)), worlds, range(REPLICATIONS)):
        values = [
            factor.base if value is None else value
            for factor, value in zip(factors, at[number], strict=True)
        ]
        run = {"point": number, "alternative": world, "replication": replication, "status": "ok"}
        runs.append(run | {kpi: figure(world, values, replication)})
    rule = {"design": design, "size": size, "replications": REPLICATIONS}
    manifest = {"confidence": confidence, "seed": SEED, "sweep": rule, "status": "finished"}
    manifest["scenario"] = {"headline": "profit"}
    jobs = [{"point": number, **cells(point, factors)} for number, point in enumerate(at)]
    return Swept(
        "", "", "", tuple(World(world, world, "") for world in worlds), tuple(factors), manifest,
        None, pd.DataFrame(jobs), pd.DataFrame(runs), pd.DataFrame(), pd.DataFrame(),
    )  # fmt: skip


def noise(replication: int) -> float:
    """What chance adds to a replication, the same at every point."""
    return 10.0 * math.sin(7.0 * replication + 1.0)


def row(found: Sensitivity, parameter: str, measure: str) -> pd.Series:
    """One row of what the answer rests on."""
    table = found.sensitivity
    (it,) = table.index[(table["parameter"] == parameter) & (table["measure"] == measure)]
    return table.loc[it]


def ends(found: pd.Series) -> list[float]:
    """An estimate and its interval."""
    return [float(found[name]) for name in ("estimate", "low", "high")]


# One at a time ------------------------------------------------------------------------------------

slopes = st.lists(st.integers(-99, 99), min_size=1, max_size=4, unique_by=abs)


@given(slopes)
def test_a_straight_answer_has_the_swings_of_its_slopes(slopes: list[int]) -> None:
    """Slope times range, without a doubt, since chance is the same at both ends; places by size."""
    factors = [number(f"a.{place}", 1.0, 0.0, 2.0) for place in range(len(slopes))]

    def figure(world: str, values: Sequence[Any], replication: int) -> float:
        if world == "base":
            return 1000.0 - sum(values)
        return 1005.0 + float(np.dot(slopes, values)) - sum(values) + noise(replication)

    found = told(recorded("one_at_a_time", factors, figure))
    base = 5.0 + sum(slopes) + np.mean([noise(n) for n in range(REPLICATIONS)])
    assert (found.kpi, found.alternative, found.base.mean) == (
        "profit",
        "paid",
        pytest.approx(base),
    )
    order = sorted(map(abs, slopes), reverse=True)
    for factor, slope in zip(factors, slopes, strict=True):
        swing = row(found, factor.path, "swing")
        assert ends(swing) == pytest.approx([2.0 * slope] * 3, abs=1e-6)
        place = 1 + order.index(abs(slope))
        assert swing["best_place"] <= place <= swing["worst_place"]
        for measure, value in (("at_low", 0.0), ("at_high", 2.0)):
            estimate, low, high = ends(row(found, factor.path, measure))
            assert estimate == pytest.approx(base + slope * (value - 1.0))
            width = found.base.high - found.base.low
            assert high - low == pytest.approx(width)


def test_places_are_as_sure_as_the_swings() -> None:
    """Swings far apart have a place each; those whose intervals overlap share theirs."""
    factors = [number(f"a.{place}", 1.0, 0.0, 2.0) for place in range(3)]

    def figure(world: str, values: Sequence[Any], replication: int) -> float:
        sizes = (100.0, 1.0 + noise(replication), -1.0 - noise(replication))
        return float(np.dot(sizes, values)) if world == "paid" else 0.0

    found = told(recorded("one_at_a_time", factors, figure))
    places = [
        tuple(row(found, factor.path, "swing")[["best_place", "worst_place"]]) for factor in factors
    ]
    assert places == [(1.0, 1.0), (2.0, 3.0), (2.0, 3.0)]


def test_the_base_itself_is_asked_about_where_it_is_alone() -> None:
    """Without an alternative the answer is the figure of the base, and nothing can flip."""
    found = told(
        recorded(
            "one_at_a_time",
            [number("a", 1.0, 0.0, 2.0)],
            lambda world, values, replication: 3.0 * values[0] + noise(replication),
            worlds=("base",),
        )
    )
    assert found.alternative == "base"
    assert ends(row(found, "a", "swing")) == pytest.approx([6.0] * 3)
    assert found.flips.empty


LADDER = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0)
"""Six levels and the question's own value."""

roots = st.floats(0.01, 0.99).filter(lambda root: min(abs(root - at) for at in LADDER) > 0.01)


@given(roots, st.booleans(), st.sampled_from(("profit", "complaint_rate")))
def test_a_recommendation_flips_where_the_worlds_are_equal(
    root: float, rises: bool, kpi: str
) -> None:
    """It is the root of a straight difference, between two levels, on the side where it loses."""
    slope = 100.0 if rises else -100.0

    def figure(world: str, values: Sequence[Any], replication: int) -> float:
        return noise(replication) + (slope * (values[0] - root) if world == "paid" else 0.0)

    made = recorded("one_at_a_time", [number("a", 0.5, 0.0, 1.0, 6)], figure, kpi=kpi)
    (flip,) = told(made, kpi).flips.to_dict("records")
    is_ahead = (slope * (0.5 - root) > 0.0) is (kpi == "profit")
    assert (flip["recommended"], flip["instead"]) == (
        ("paid", "base") if is_ahead else ("base", "paid")
    )
    assert flip["value"] == pytest.approx(root)
    assert flip["loses"] == ("below" if root < 0.5 else "above")
    assert flip["is_clear"] == "yes"
    (around,) = (at for at in pairwise(LADDER) if at[0] < root < at[1])
    assert (flip["below"], flip["above"]) == pytest.approx(around)


def test_the_sign_of_the_answer_flips_by_itself() -> None:
    """A world asked about that is not the best is held against the base, besides the best."""

    def figure(world: str, values: Sequence[Any], replication: int) -> float:
        mine = {"base": 0.0, "paid": 10.0 * (values[0] - 0.3), "best": 4.0}
        return mine[world] + noise(replication)

    made = recorded(
        "one_at_a_time", [number("a", 0.5, 0.0, 1.0)], figure, worlds=("base", "paid", "best")
    )
    pairs = told(made, alternative="paid").flips.set_index(["recommended", "instead"])["value"]
    assert dict(pairs) == pytest.approx({("best", "paid"): 0.7, ("paid", "base"): 0.3})
    only = told(made, alternative="best").flips
    assert only["instead"].tolist() == ["paid"]


def test_no_flip_of_words_nor_of_what_never_changes_sides() -> None:
    """Between words there is no in between; a lead that holds everywhere has no row."""
    words = Factor("w", "", "x", None, None, 3, False, ("x", "y"))

    def figure(world: str, values: Sequence[Any], replication: int) -> float:
        lead = 1.0 + values[0] if values[1] == "x" else -1.0
        return lead if world == "paid" else 0.0

    found = told(recorded("one_at_a_time", [number("a", 0.5, 0.0, 1.0), words], figure))
    assert found.flips.empty
    assert row(found, "w", "swing")["estimate"] == pytest.approx(-2.5)


# Over the whole ranges ----------------------------------------------------------------------------

FOUR = [number(f"x.{place}", 0.0, -math.pi, math.pi) for place in range(4)]


def of_ishigami(world: str, values: Sequence[Any], replication: int) -> float:
    """Profit of which the difference is Ishigami's function; chance is shared by both worlds."""
    if world == "base":
        return noise(replication)
    unit = (np.array([values]) / math.pi + 1.0) / 2.0
    return float(ishigami(unit)[0]) + noise(replication)


def holds(found: pd.Series, truth: float) -> bool:
    """Whether an interval holds the truth, up to the rounding of one without width."""
    _, low, high = ends(found)
    return low - 1e-9 <= truth <= high + 1e-9


def test_sobol_of_the_difference_finds_ishigami() -> None:
    """8 intervals, each at 1 - 0.001/8, hold the analytic indices all together."""
    made = recorded("sobol_indices", FOUR, of_ishigami, size=256, confidence=1.0 - FAMILY / 8)
    found = told(made)
    first, total = known_indices()
    for factor, s1, st_ in zip(FOUR, first, total, strict=True):
        assert holds(row(found, factor.path, "first_order"), s1)
        assert holds(row(found, factor.path, "total"), st_)
        assert row(found, factor.path, "total")["unit"] == "-"
    assert (found.used, found.dropped) == (256, 0)
    assert found.flips.empty


def test_morris_of_the_difference_finds_ishigami() -> None:
    """4 intervals, each at 1 - 0.001/4, hold the mean over all steps; the idle value comes last."""
    made = recorded("morris", FOUR, of_ishigami, size=150, confidence=1.0 - FAMILY / 4)
    found = told(made)
    for factor, mu_star in zip(FOUR, known_mu_star(), strict=True):
        assert holds(row(found, factor.path, "mu_star"), mu_star)
    assert row(found, "x.3", "sigma")["estimate"] == pytest.approx(0.0, abs=1e-9)
    assert row(found, "x.3", "mu_star")["best_place"] == 4.0
    assert (found.used, found.dropped) == (150, 0)


@pytest.mark.parametrize(("design", "size"), [("morris", 12), ("sobol_indices", 32)])
@pytest.mark.parametrize("count", [1, REPLICATIONS])
def test_a_failed_run_takes_its_walk_or_block_out(design: str, size: int, count: int) -> None:
    """Be it one replication or all: what is left is as good as without it, and it is counted."""
    made = recorded(design, FOUR, of_ishigami, size=size)
    length = len(made.points) // size
    assert length == len(unit_points(Sweep(design=design, size=size), 4, SEED)) // size
    point = 3 * length + 1
    at = (made.runs["point"] == point) & (made.runs["alternative"] == "paid")
    made.runs.loc[at & (made.runs["replication"] < count), "profit"] = math.nan
    found = told(made)
    assert (found.used, found.dropped) == (size - 1, 1)
    made.runs.loc[made.runs["point"] // length == 3, "profit"] = math.nan
    pd.testing.assert_frame_equal(found.sensitivity, told(made).sensitivity, check_exact=True)


# What cannot be told ------------------------------------------------------------------------------


def test_what_there_is_not_is_refused_with_what_there_is() -> None:
    """Method, key figure, world and design: each mistake names its remedy, before any run."""
    with pytest.raises(UsageError, match="no method 'fast'; there are: one_at_a_time, morris"):
        sim.sensitivity(QUESTION, RANGES, method="fast")
    with pytest.raises(UsageError, match="'luck'"):
        sim.sensitivity(QUESTION, RANGES, kpi="luck")
    with pytest.raises(UsageError, match=r"design 'grid' does not tell .* one_at_a_time, morris"):
        told(swept())
    made = recorded("one_at_a_time", [number("a", 0.5, 0.0, 1.0)], lambda *_: 0.0)
    with pytest.raises(UsageError, match="'luck'"):
        told(made, "luck")
    with pytest.raises(UsageError, match="no alternative 'dear'; there are: base, paid"):
        told(made, alternative="dear")


def test_a_world_that_is_not_there_is_refused_before_anything_runs() -> None:
    """A long sweep does not end in a typo."""
    begun: list[object] = []
    with pytest.raises(UsageError, match="no alternative 'dear'"):
        sim.sensitivity(
            QUESTION, RANGES, alternative="dear", begin=lambda *given: begun.append(given),
            replications=2, sets=["market.people=10"], engine="simpy",
        )  # fmt: skip
    assert not begun


# In a folder --------------------------------------------------------------------------------------


def test_its_tables_stand_beside_those_of_the_sweep(tmp_path: Path) -> None:
    """What the answer rests on is in the folder, as it was returned."""
    found = sim.sensitivity(
        QUESTION, RANGES, replications=2, sets=["market.people=20"], engine="simpy", out=tmp_path
    )
    folder = found.swept.folder
    assert folder is not None
    for name in ("sensitivity", "flips"):
        frame = getattr(found, name)
        stored = pd.read_csv(folder / f"{name}.csv")
        pd.testing.assert_frame_equal(stored, frame, check_dtype=False)
    assert len(found.sensitivity) == 3 * len(RANGES)
    assert isinstance(found.base, Interval)
