"""What a sweep says, in sentences that page and terminal share."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim.analysis.rounding import MINUS, digits, step_of
from sim.experiment.job import BASE
from sim.experiment.sensitivity import MORRIS, ONE_AT_A_TIME, SOBOL
from sim.experiment.sentence import amount, between
from sim.experiment.swept import Swept
from sim.experiment.tables import FAILED
from sim.metrics import CATALOGUE
from sim.report import wording
from sim.scenarios.varied import Factor, Value

if TYPE_CHECKING:
    import pandas as pd

AS_IS: Final = "as it is"
"""What a point that leaves a value alone sets it to."""

NO_INTERVAL: Final = "no interval"

DESIGNS: Final = {
    "grid": "grid: every combination of the levels",
    "latin_hypercube": "Latin hypercube: random, each value evenly over its range",
    "sobol_sequence": "Sobol sequence: evenly over all ranges together",
    ONE_AT_A_TIME: "one at a time: each value alone, the others as they are",
    MORRIS: "Morris: each value one step at a time, along random trajectories",
    SOBOL: "Sobol indices: two samples of base points, and each value swapped between them",
}
"""Designs in words."""

SIZES: Final = {
    "latin_hypercube": "points",
    "sobol_sequence": "points",
    MORRIS: "trajectories",
    SOBOL: "base points",
}
"""What the size of a design counts; the others count by levels."""


# Values that are varied ---------------------------------------------------------------------------


def number(value: float, size: int = 6) -> str:
    """A value as people write it into a question, to some digits."""
    large = abs(value) >= 10.0 ** min(size, 5)
    text = f"{value:,.0f}" if large else f"{value:.{size}g}"
    return text.replace("-", MINUS) if "e" not in text else text


def unit_of(factor: Factor, currency: str) -> str:
    """Unit of a varied value in words; none for shares and factors, which a file has bare."""
    head, _, per = factor.unit.partition("/")
    if head in ("", "-", "fraction", "level"):
        return f"a {per}" if per else ""
    return wording.scale(factor.unit, currency, change=False).words


def value_of(value: Any, factor: Factor, currency: str, step: float | None = None) -> str:
    """What a point sets a value to, in words; to the digit given where there is one.

    Parameters
    ----------
    value : float, bool, str or None
        As a table has it; NaN and nothing mean that the point leaves it as it is.
    factor : Factor
        The value that is varied.
    currency : str
        What stands for ``currency``.
    step : float, optional
        Last digit worth showing; four digits unless given.
    """
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return AS_IS
    if isinstance(value, bool | str):
        return str(value)
    shown = number(value, 4) if step is None else digits(value, step)
    return f"{shown} {unit_of(factor, currency)}".strip()


def range_of(factor: Factor, currency: str) -> str:
    """Between what a value is varied: bounds, or the values listed."""
    unit = unit_of(factor, currency)
    if factor.low is not None and factor.high is not None:
        return f"{number(factor.low)} to {number(factor.high)} {unit}".strip()
    return f"{', '.join(map(_listed, factor.spaced()))} {unit}".strip()


def levels_of(factor: Factor, design: str) -> str:
    """How many values of a factor a design takes; nothing where it takes any of the range."""
    if design in ("grid", ONE_AT_A_TIME) or factor.low is None:
        return f"{len(factor.spaced())} values"
    return "anywhere between"


def _listed(value: Value) -> str:
    return str(value) if isinstance(value, bool | str) else number(value)


def at_point(row: Any, factors: Sequence[Factor], currency: str) -> str:
    """What a point sets, value by value; values that it leaves alone are left out."""
    said = [
        f"{factor.path} {value_of(value, factor, currency)}"
        for factor in factors
        if (value := row[factor.path]) != "" and value == value  # NaN is not itself
    ]
    return ", ".join(said) or "every value as it is"


# Results ------------------------------------------------------------------------------------------


def figure_of(
    mean: float, low: float, high: float, unit: str, currency: str, *, signed: bool
) -> tuple[str, str]:
    """A result and its interval in words, to the digit that the interval bears."""
    if not math.isfinite(mean):
        return "not measured", NO_INTERVAL
    if mean == low == high == 0.0:
        return amount(0.0, unit, currency, 1.0, signed=signed), "exactly 0"
    step = step_of(low, high)
    said = amount(mean, unit, currency, step, signed=signed)
    if not (math.isfinite(low) and math.isfinite(high)):
        return said, NO_INTERVAL
    return said, between(low, high, unit, currency, step, signed=signed)


def with_interval(said: tuple[str, str], confidence: float) -> str:
    """A result with its interval in brackets."""
    return f"{said[0]} ({interval_words(said[1], confidence)})"


def interval_words(interval: str, confidence: float) -> str:
    """An interval with its confidence."""
    if interval in (NO_INTERVAL, "exactly 0"):
        return interval
    return f"{100.0 * confidence:g} % interval {interval}"


def titles_of(result: Swept) -> dict[str, str]:
    """Every world's name for people."""
    return {world.name: world.title for world in result.alternatives}


def asked_about(kpi: str, world: str, result: Swept) -> str:
    """What the answer is: the figure, of the base or of an alternative less the base."""
    titles = titles_of(result)
    if world == BASE:
        return f"{CATALOGUE[kpi].label} of '{titles[BASE]}'"
    return f"{CATALOGUE[kpi].label}, '{titles[world]}' less '{titles[BASE]}'"


def failed_words(result: Swept) -> str:
    """How many runs failed; nothing when none did."""
    failed = int((result.runs["status"] == FAILED).sum())
    return f"{failed} of {len(result.runs)} runs failed" if failed else ""


# A sweep of any design ----------------------------------------------------------------------------


def estimates_of(result: Swept, kpi: str) -> "pd.DataFrame":
    """The answer at every point: each alternative less the base, or the base without another.

    Returns
    -------
    DataFrame
        Columns point, the values varied, alternative, mean, low, high, unit, verdict.
    """
    if len(result.alternatives) > 1:
        rows = result.differences.rename(columns={"difference": "mean"})
    else:
        rows = result.levels
    return rows[rows["kpi"] == kpi].reset_index(drop=True)


def verdict_counts(rows: "pd.DataFrame") -> tuple[int, int, int, int, int]:
    """Points clearly above 0, clearly below it, exactly 0, unclear, and not measured."""
    mean, low, high = (rows[key].to_numpy() for key in ("mean", "low", "high"))
    none = np.isnan(low) | np.isnan(high) | np.isnan(mean)
    above, below, same = low > 0.0, high < 0.0, (low == 0.0) & (high == 0.0) & (mean == 0.0)
    unclear = ~(none | above | below | same)
    counts = [int(part.sum()) for part in (above, below, same, unclear, none)]
    return counts[0], counts[1], counts[2], counts[3], counts[4]


def swept_words(result: Swept, kpi: str) -> list[str]:
    """What a sweep found, one sentence for each alternative, or for the base alone."""
    rows = estimates_of(result, kpi)
    said = [_over(result, kpi, name, part) for name, part in by_world(rows, result)]
    doubt = failed_words(result)
    return [*said, f"{doubt}; the sentences rest on the others."] if doubt else said


def by_world(rows: "pd.DataFrame", result: Swept) -> Iterator[tuple[str, "pd.DataFrame"]]:
    """The rows of each alternative, or of the base alone where there is no other."""
    names = [world.name for world in result.alternatives]
    for name in names[1:] or names:
        yield name, rows[rows["alternative"] == name]


def ends_of(rows: "pd.DataFrame") -> tuple[Any, Any] | None:
    """The points with the lowest and the highest answer; None when nothing was measured."""
    known = rows.dropna(subset=["mean"])
    if known.empty:
        return None
    means = known["mean"].to_numpy()
    return known.iloc[int(means.argmin())], known.iloc[int(means.argmax())]


def _over(result: Swept, kpi: str, world: str, rows: "pd.DataFrame") -> str:
    """The range of one alternative's answer, and at how many points it is sure."""
    metric, currency = CATALOGUE[kpi], result.currency
    sure = float(result.manifest["confidence"])
    is_difference = world != BASE
    asked = asked_about(kpi, world, result)
    points = f"Over {len(result.points)} points"
    ends = ends_of(rows)
    if ends is None:
        return f"{points}, {asked} was not measured at any."
    said = []
    for row in ends:
        figure = figure_of(row["mean"], row["low"], row["high"], metric.unit, currency,
                           signed=is_difference)  # fmt: skip
        where = at_point(row, result.factors, currency)
        said.append(f"{with_interval(figure, sure)} at {where}")
    if is_difference and ends[0]["mean"] == ends[1]["mean"] == 0.0:
        return f"{points}, {asked} is exactly 0 at every point that was measured."
    text = f"{points}, {asked} goes from {said[0]}, to {said[1]}"
    if not is_difference:
        return f"{text}."
    above, below, same, unclear, none = verdict_counts(rows)
    counts = [f"clearly above 0 at {above}", f"clearly below at {below}", f"unclear at {unclear}"]
    counts += [f"exactly 0 at {same}"] if same else []
    counts += [f"without an interval at {none}"] if none else []
    return f"{text}. It is {', '.join(counts)} of {len(rows)}, each interval by itself."
