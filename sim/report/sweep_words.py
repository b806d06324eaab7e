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
from sim.experiment.tables import FAILED, NOT_MEASURED
from sim.language import gettext, later
from sim.metrics import CATALOGUE
from sim.report import wording
from sim.scenarios.varied import Factor, Value

if TYPE_CHECKING:
    import pandas as pd

AS_IS: Final = later("as it is")
"""What a point that leaves a value alone sets it to."""

NO_INTERVAL: Final = later("no interval")
EXACT: Final = later("exactly 0")

DESIGNS: Final = {
    "grid": later("grid: every combination of the levels"),
    "latin_hypercube": later("Latin hypercube: random, each value evenly over its range"),
    "sobol_sequence": later("Sobol sequence: evenly over all ranges together"),
    ONE_AT_A_TIME: later("one at a time: each value alone, the others as they are"),
    MORRIS: later("Morris: each value one step at a time, along random trajectories"),
    SOBOL: later("Sobol indices: two samples of base points, and each value swapped between them"),
}
"""Designs in words."""

SIZES: Final = {
    "latin_hypercube": later("{number} points"),
    "sobol_sequence": later("{number} points"),
    MORRIS: later("{number} trajectories"),
    SOBOL: later("{number} base points"),
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
        return gettext("a {period}").format(period=wording.period(per)) if per else ""
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
        return gettext(AS_IS)
    if isinstance(value, bool | str):
        return str(value)
    shown = number(value, 4) if step is None else digits(value, step)
    return f"{shown} {unit_of(factor, currency)}".strip()


def range_of(factor: Factor, currency: str) -> str:
    """Between what a value is varied: bounds, or the values listed."""
    unit = unit_of(factor, currency)
    if factor.low is not None and factor.high is not None:
        ends = {"low": number(factor.low), "high": number(factor.high)}
        span = gettext("{low} to {high}").format(**ends)
    else:
        span = gettext(", ").join(map(_listed, factor.spaced()))
    return f"{span} {unit}".strip()


def levels_of(factor: Factor, design: str) -> str:
    """How many values of a factor a design takes; nothing where it takes any of the range."""
    if design in ("grid", ONE_AT_A_TIME) or factor.low is None:
        return gettext("{number} values").format(number=len(factor.spaced()))
    return gettext("anywhere between")


def _listed(value: Value) -> str:
    return str(value) if isinstance(value, bool | str) else number(value)


def at_point(row: Any, factors: Sequence[Factor], currency: str) -> str:
    """What a point sets, value by value; values that it leaves alone are left out."""
    said = [
        f"{factor.path} {value_of(value, factor, currency)}"
        for factor in factors
        if (value := row[factor.path]) != "" and value == value  # NaN is not itself
    ]
    return gettext(", ").join(said) or gettext("every value as it is")


# Results ------------------------------------------------------------------------------------------


def figure_of(
    mean: float, low: float, high: float, unit: str, currency: str, *, signed: bool
) -> tuple[str, str]:
    """A result and its interval in words, to the digit that the interval bears."""
    if not math.isfinite(mean):
        return gettext(NOT_MEASURED), gettext(NO_INTERVAL)
    if mean == low == high == 0.0:
        return amount(0.0, unit, currency, 1.0, signed=signed), gettext(EXACT)
    step = step_of(low, high)
    said = amount(mean, unit, currency, step, signed=signed)
    if not (math.isfinite(low) and math.isfinite(high)):
        return said, gettext(NO_INTERVAL)
    return said, between(low, high, unit, currency, step, signed=signed)


def with_interval(said: tuple[str, str], confidence: float) -> str:
    """A result with its interval in brackets."""
    interval = interval_words(said[1], confidence)
    return gettext("{figure} ({interval})").format(figure=said[0], interval=interval)


def interval_words(interval: str, confidence: float) -> str:
    """An interval with its confidence."""
    if interval in (gettext(NO_INTERVAL), gettext(EXACT)):
        return interval
    words = gettext("{percent} % interval {interval}")
    return words.format(percent=f"{100.0 * confidence:g}", interval=interval)


def titles_of(result: Swept) -> dict[str, str]:
    """Every world's name for people."""
    return {world.name: gettext(world.title) for world in result.alternatives}


def asked_about(kpi: str, world: str, result: Swept) -> str:
    """What the answer is: the figure, of the base or of an alternative less the base."""
    titles, label = titles_of(result), gettext(CATALOGUE[kpi].label)
    if world == BASE:
        return gettext("{label} of '{title}'").format(label=label, title=titles[BASE])
    words = gettext("{label}, '{title}' less '{base}'")
    return words.format(label=label, title=titles[world], base=titles[BASE])


def failed_of(result: Swept) -> int:
    """How many runs failed [count]."""
    return int((result.runs["status"] == FAILED).sum())


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
    if failed := failed_of(result):
        words = gettext("{failed} of {runs} runs failed; the sentences rest on the others.")
        said.append(words.format(failed=failed, runs=len(result.runs)))
    return said


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
    given = {"points": len(result.points), "asked": asked_about(kpi, world, result)}
    ends = ends_of(rows)
    if ends is None:
        return gettext("Over {points} points, {asked} was not measured at any.").format(**given)
    said = []
    for row in ends:
        figure = figure_of(row["mean"], row["low"], row["high"], metric.unit, currency,
                           signed=is_difference)  # fmt: skip
        where = at_point(row, result.factors, currency)
        words = gettext("{figure} at {where}")
        said.append(words.format(figure=with_interval(figure, sure), where=where))
    if is_difference and ends[0]["mean"] == ends[1]["mean"] == 0.0:
        words = gettext(
            "Over {points} points, {asked} is exactly 0 at every point that was measured."
        )
        return words.format(**given)
    words = gettext("Over {points} points, {asked} goes from {low}, to {high}.")
    text = words.format(low=said[0], high=said[1], **given)
    if not is_difference:
        return text
    above, below, same, unclear, none = verdict_counts(rows)
    counts = [
        gettext("clearly above 0 at {number}").format(number=above),
        gettext("clearly below at {number}").format(number=below),
        gettext("unclear at {number}").format(number=unclear),
    ]
    counts += [gettext("exactly 0 at {number}").format(number=same)] if same else []
    counts += [gettext("without an interval at {number}").format(number=none)] if none else []
    more = gettext("It is {counts} of {points}, each interval by itself.").format(
        counts=gettext(", ").join(counts), points=len(rows)
    )
    return gettext("{before} {after}").format(before=text, after=more)
