"""What an answer rests on: a sweep of the design that a method needs, and what it tells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim import randomness as rnd
from sim.analysis import sensitivity as analysis
from sim.analysis.flip import Flip, flips
from sim.analysis.intervals import Interval, mean_interval, paired_difference
from sim.analysis.ranking import Rank, magnitude, ranks
from sim.errors import UsageError
from sim.experiment.columns import TEXT
from sim.experiment.differences import declared
from sim.experiment.folder import Folder
from sim.experiment.job import BASE
from sim.experiment.points import unit_points
from sim.experiment.sweep import sweep
from sim.experiment.sweep_plan import SweepPlan
from sim.experiment.swept import Swept
from sim.experiment.table_file import as_csv, file_of
from sim.experiment.wishes import known_figure
from sim.metrics import CATALOGUE
from sim.parameters import ARROWS
from sim.records import Column, Table
from sim.scenarios.schema.sweep import Sweep
from sim.scenarios.varied import Factor

ONE_AT_A_TIME: Final = "one_at_a_time"
MORRIS: Final = "morris"
SOBOL: Final = "sobol_indices"

METHODS: Final = (ONE_AT_A_TIME, MORRIS, SOBOL)
"""Designs of a sweep that tell what an answer rests on."""

SWING: Final = "swing"
AT_LOW: Final = "at_low"
AT_HIGH: Final = "at_high"
MU_STAR: Final = "mu_star"
MU: Final = "mu"
SIGMA: Final = "sigma"
FIRST: Final = "first_order"
TOTAL: Final = "total"

PLACED: Final = {ONE_AT_A_TIME: SWING, MORRIS: MU_STAR, SOBOL: TOTAL}
"""Measure by which a method tells the values apart."""

SENSITIVITY: Final = Table(
    "sensitivity",
    ("parameter", "measure"),
    (
        Column("parameter", TEXT, "path of the value varied"),
        Column("measure", TEXT, "at_low, at_high: the answer there; swing: the one less the other; "
               "mu_star, mu, sigma: Morris's effects; first_order, total: Sobol's indices"),
        Column("unit", TEXT, "unit of the estimate: of the key figure, or - for a share"),
        Column("estimate", "kpi", "the measure"),
        Column("low", "kpi", "lower end of its interval; NaN where there is none"),
        Column("high", "kpi", "upper end of its interval; NaN where there is none"),
        Column("confidence", "fraction", "confidence of each interval by itself"),
        Column("best_place", "-", "first place among the values that it may have; NaN unless it is "
               "the measure that they are told apart by"),
        Column("worst_place", "-", "last place that it may have; one place only where intervals do "
               "not overlap"),
    ),
    "what the answer rests on, value by value",
)  # fmt: skip

FLIPS: Final = Table(
    "flips",
    ("parameter", "recommended", "instead", "flip"),
    (
        Column("parameter", TEXT, "path of the value varied"),
        Column("unit", TEXT, "its unit"),
        Column("recommended", TEXT, "the best world of the question as it is; or the better one of "
               "the world asked about and the base"),
        Column("instead", TEXT, "the world that becomes better than it"),
        Column("flip", "count", "which change of sign between the two, from 0"),
        Column("value", "parameter", "where the two are equal"),
        Column("low", "parameter", "lower end of its interval; -inf where the range is too short"),
        Column("high", "parameter", "upper end of its interval; inf where the range is too short"),
        Column("below", "parameter", "last value tried before the change"),
        Column("above", "parameter", "first value tried after it"),
        Column("loses", TEXT, "above or below: on which side the recommended world is the worse"),
        Column("is_clear", TEXT, "yes when the interval lies within the range tried, else no"),
    ),
    "where the recommendation, or the sign of the answer, changes; no rows where both hold",
)  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity:
    """What `sim.sensitivity` returns."""

    swept: Swept
    """The sweep it rests on."""
    method: str
    """One of `METHODS`."""
    kpi: str
    """Key figure asked about."""
    alternative: str
    """World whose difference from the base is the answer; the base itself without another."""
    base: Interval
    """The answer with every value as the question has it; of Morris and Sobol the mean over all
    points [unit of the key figure]."""
    used: int
    """Trajectories of Morris or blocks of Sobol that it rests on; points of one at a time."""
    dropped: int
    """Of these, those left out because a run in them failed."""
    sensitivity: pd.DataFrame
    """What the answer rests on; `SENSITIVITY`."""
    flips: pd.DataFrame
    """Where the recommendation changes; `FLIPS`. Only one at a time has them."""

    @property
    def exit_status(self) -> int:
        """0 when every run came to its end, else 1."""
        return self.swept.exit_status

    def __repr__(self) -> str:
        return f"<Sensitivity of {self.kpi}, {self.method}: {self.swept!r}>"


def sensitivity(
    source: str | Path,
    parameters: Mapping[str, Any] | None = None,
    *,
    method: str = ONE_AT_A_TIME,
    kpi: str | None = None,
    alternative: str | None = None,
    **wishes: Any,
) -> Sensitivity:
    """Sweep a question as a method needs it, and tell what its answer rests on.

    Parameters
    ----------
    source : str or Path
        Path of a YAML file, or the name of a shipped question.
    parameters : mapping, optional
        What is varied, as for `sim.sweep`; that of the question's ``sweep:`` block unless given,
        and where it has none, the strength of every arrow of the chain.
    method : str
        ``one_at_a_time``: what each value does alone, and where the recommendation changes;
        ``morris``: which matter at all, over the whole ranges, with few points; ``sobol_indices``:
        how much of the answer's variance is whose. The latter two need the extra ``sensitivity``.
    kpi : str, optional
        Key figure asked about, from `sim.metrics.CATALOGUE`; the question's headline unless given.
    alternative : str, optional
        World whose paired difference from the base is the answer; the question's first unless
        given, and the base itself where there is no other.
    **wishes
        As for `sim.sweep`: ``size``, ``replications``, ``sets``, ``seed``, ``workers``, ``engine``,
        ``out``, ``force``, ``resume``, ``tables``, ``begin``, ``progress``, ``warn``.

    Returns
    -------
    Sensitivity

    Raises
    ------
    ScenarioError, UsageError, KeyboardInterrupt
        As for `sim.sweep`.
    """
    if method not in METHODS:
        raise UsageError(f"no method '{method}'; there are: {', '.join(METHODS)}")
    if kpi is not None:
        known_figure(kpi)
    chosen = arrows(source, wishes.get("sets", ())) if parameters is None else parameters
    begin = wishes.pop("begin", None)

    def look(plan: SweepPlan, kept: int) -> None:
        _known_world(alternative, list(plan.worlds))
        if begin is not None:
            begin(plan, kept)

    result = told(sweep(source, chosen, design=method, begin=look, **wishes), kpi, alternative)
    asked = {"kpi": result.kpi, "alternative": result.alternative}
    swept = replace(result.swept, manifest={**result.swept.manifest, "asked": asked})
    result = replace(result, swept=swept)
    if swept.folder is not None:
        folder = Folder.reopen(swept.folder)
        folder.manifest(swept.manifest)
        for table in (SENSITIVITY, FLIPS):
            folder.write(file_of(table), as_csv(getattr(result, table.name)))
    return result


def arrows(source: str | Path, sets: Sequence[str]) -> dict[str, Any] | None:
    """Every arrow of the chain, to be varied where a question does not say what; else None."""
    from sim.scenarios.questions import load_quietly

    rule = load_quietly(source, sets).sweep
    return None if rule and rule.parameters else {f"links.{arrow.name}": None for arrow in ARROWS}


def told(result: Swept, kpi: str | None = None, alternative: str | None = None) -> Sensitivity:
    """What a sweep tells of the values it varied.

    Parameters
    ----------
    result : Swept
        A sweep with the design of one of `METHODS`.
    kpi : str, optional
        Key figure asked about; that of the analysis it was made for, else the question's headline.
    alternative : str, optional
        World whose difference from the base is the answer; that of the analysis it was made for,
        else as for `sensitivity`.

    Returns
    -------
    Sensitivity

    Raises
    ------
    UsageError
        When the sweep is of another design, there is no such world or figure, or too few runs have
        come to their end.
    """
    method = result.manifest["sweep"]["design"]
    if method not in METHODS:
        raise UsageError(
            f"a sweep of design '{method}' does not tell what an answer rests on; choose one of "
            f"{', '.join(METHODS)}"
        )
    asked = result.manifest.get("asked", {})
    kpi = kpi or asked.get("kpi") or result.headline
    known_figure(kpi)
    worlds = [world.name for world in result.alternatives]
    _known_world(alternative, worlds)
    name = alternative or asked.get("alternative") or worlds[min(1, len(worlds) - 1)]
    values = _values(result, kpi)
    answers = values[name] if name == BASE else values[name] - values[BASE]
    if method == ONE_AT_A_TIME:
        return _one_at_a_time(result, kpi, name, values, answers)
    return _global(result, method, kpi, name, answers)


def _known_world(alternative: str | None, worlds: Sequence[str]) -> None:
    """Refuse a world that is not there."""
    if alternative is not None and alternative not in worlds:
        raise UsageError(f"no alternative '{alternative}'; there are: {', '.join(worlds)}")


def _values(result: Swept, kpi: str) -> dict[str, NDArray[np.float64]]:
    """The figure of every world, one row per point, one column per replication."""
    count = result.manifest["sweep"]["replications"]
    found = {}
    for world in result.alternatives:
        rows = result.runs[result.runs["alternative"] == world.name]
        values = np.full((len(result.points), count), np.nan)
        values[rows["point"].to_numpy(), rows["replication"].to_numpy()] = rows[kpi].to_numpy()
        found[world.name] = values
    return found


def _one_at_a_time(
    result: Swept,
    kpi: str,
    name: str,
    values: Mapping[str, NDArray[np.float64]],
    answers: NDArray[np.float64],
) -> Sensitivity:
    """Swings and flips; point 0 is the question as it is, the others follow value by value."""
    level = _confidence(result)
    base = mean_interval(answers[0], level)
    rows: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    swings = []
    pairs = _pairs(kpi, name, values, level)
    for factor in result.factors:
        at = _points_of(result, factor)
        low, high = at[0], at[-1]
        swing = paired_difference(answers[low], answers[high], level)
        swings.append(swing)
        for measure, found in (
            (AT_LOW, mean_interval(answers[low], level)),
            (AT_HIGH, mean_interval(answers[high], level)),
            (SWING, swing),
        ):
            rows.append(_row(factor, measure, CATALOGUE[kpi].unit, found, level))
        changes += _changes(result, kpi, pairs, values, factor, at, level)
    places = dict(zip((f.path for f in result.factors), ranks(list(map(magnitude, swings))),
                      strict=True))  # fmt: skip
    return Sensitivity(
        result,
        ONE_AT_A_TIME,
        kpi,
        name,
        base,
        len(result.points),
        0,
        _placed(rows, ONE_AT_A_TIME, places),
        declared(changes, FLIPS),
    )


def _points_of(result: Swept, factor: Factor) -> list[int]:
    """Points that vary a value, by its size; words and truth values as they are listed."""
    rows = result.points[result.points[factor.path].replace("", np.nan).notna()]
    column = rows[factor.path]
    if column.dtype == np.float64:
        rows = rows.sort_values(factor.path)
    return rows["point"].tolist()


def _pairs(
    kpi: str, name: str, values: Mapping[str, NDArray[np.float64]], level: float
) -> list[tuple[str, str]]:
    """Worlds to be told apart, the better of the question as it is first.

    The best against every other; and the world asked about against the base, if neither is best.
    """
    sign = -1.0 if CATALOGUE[kpi].better == "down" else 1.0
    means = {world: sign * mean_interval(rows[0], level).mean for world, rows in values.items()}
    best = max(means, key=lambda world: means[world])
    pairs = [(best, world) for world in values if world != best]
    if best not in (name, BASE) and name != BASE:
        pairs.append((name, BASE) if means[name] > means[BASE] else (BASE, name))
    return pairs


def _changes(
    result: Swept,
    kpi: str,
    pairs: Sequence[tuple[str, str]],
    values: Mapping[str, NDArray[np.float64]],
    factor: Factor,
    at: Sequence[int],
    level: float,
) -> Iterator[dict[str, Any]]:
    """Where along one value the worse of two worlds becomes the better one."""
    if not isinstance(factor.base, int | float) or isinstance(factor.base, bool):
        return
    sign = -1.0 if CATALOGUE[kpi].better == "down" else 1.0
    levels = dict(zip(result.points[factor.path].to_numpy()[list(at)], at, strict=True))
    levels.setdefault(float(factor.base), 0)
    order = sorted(levels)
    rows = [levels[value] for value in order]
    for better, other in pairs:
        ahead = sign * (values[better] - values[other])[rows]
        for number, flip in enumerate(flips(order, ahead, level)):
            yield _change(factor, better, other, number, flip)


def _change(factor: Factor, best: str, world: str, number: int, flip: Flip) -> dict[str, Any]:
    return {
        "parameter": factor.path,
        "unit": factor.unit,
        "recommended": best,
        "instead": world,
        "flip": number,
        "value": flip.value.mean,
        "low": flip.value.low,
        "high": flip.value.high,
        "below": flip.below,
        "above": flip.above,
        "loses": "below" if flip.rises else "above",
        "is_clear": "yes" if flip.is_clear else "no",
    }


def _global(
    result: Swept, method: str, kpi: str, name: str, answers: NDArray[np.float64]
) -> Sensitivity:
    """Morris's effects or Sobol's indices of the mean answer of every point."""
    level, unit = _confidence(result), CATALOGUE[kpi].unit
    rule = Sweep(design=method, size=result.manifest["sweep"]["size"])
    seed = int(result.manifest["seed"])
    cube = unit_points(rule, len(result.factors), seed)
    # Means of other replications would differ by chance, where all others share theirs; so a point
    # with a failed run has none.
    means = answers.mean(axis=1)
    rows: list[dict[str, Any]] = []
    if method == MORRIS:
        found = analysis.morris_effects(cube, means, level)
        sizes = [effect.mu_star for effect in found.effects]
        for factor, effect in zip(result.factors, found.effects, strict=True):
            rows.append(_row(factor, MU_STAR, unit, effect.mu_star, level))
            rows.append(_row(factor, MU, unit, _bare(effect.mu), level))
            rows.append(_row(factor, SIGMA, unit, _bare(effect.sigma), level))
        used, dropped = found.used, found.dropped
    else:
        key = rnd.entity_key(seed, 0, rnd.KIND_EXPERIMENT, 1)
        shares = analysis.sobol_indices(cube, means, key, level)
        sizes = [index.total for index in shares.indices]
        for factor, index in zip(result.factors, shares.indices, strict=True):
            rows.append(_row(factor, FIRST, "-", index.first, level))
            rows.append(_row(factor, TOTAL, "-", index.total, level))
        used, dropped = shares.used, shares.dropped
    places = dict(zip((factor.path for factor in result.factors), ranks(sizes), strict=True))
    base = mean_interval(means, level)
    return Sensitivity(
        result, method, kpi, name, base, used, dropped, _placed(rows, method, places),
        declared([], FLIPS),
    )  # fmt: skip


def _confidence(result: Swept) -> float:
    return float(result.manifest["confidence"])


def _bare(value: float) -> Interval:
    """A number that has no interval."""
    return Interval(value, float("nan"), float("nan"), 0)


def _row(factor: Factor, measure: str, unit: str, found: Interval, level: float) -> dict[str, Any]:
    return {
        "parameter": factor.path,
        "measure": measure,
        "unit": unit,
        "estimate": found.mean,
        "low": found.low,
        "high": found.high,
        "confidence": level,
        "best_place": float("nan"),
        "worst_place": float("nan"),
    }


def _placed(
    rows: Sequence[dict[str, Any]], method: str, places: Mapping[str, Rank]
) -> pd.DataFrame:
    """Rows as a table, with the places that each value may have."""
    for row in rows:
        if row["measure"] == PLACED[method]:
            place = places[row["parameter"]]
            row |= {"best_place": float(place.best), "worst_place": float(place.worst)}
    return declared(rows, SENSITIVITY)
