"""What an answer rests on and where it changes, in sentences that page and terminal share."""

import math
from collections.abc import Sequence
from typing import Any, Final

from sim.analysis.rounding import step_of
from sim.experiment.job import BASE
from sim.experiment.sensitivity import MORRIS, ONE_AT_A_TIME, PLACED, SOBOL, Sensitivity
from sim.experiment.sweep_tables import is_number
from sim.experiment.swept import Swept
from sim.language import gettext, later, listed
from sim.metrics import CATALOGUE
from sim.report.figures import LABEL_WIDTH
from sim.report.rows import each
from sim.report.sweep_words import (
    NO_INTERVAL,
    asked_about,
    failed_of,
    figure_of,
    interval_words,
    titles_of,
    value_of,
)
from sim.scenarios.varied import Factor

NAMED: Final = 5
"""Values that a sentence names at most."""

MEASURES: Final = {
    "at_low": later("at the low end"),
    "at_high": later("at the high end"),
    "swing": later("swing: high end less low end"),
    "mu_star": later("mean size of the effect \N{GREEK SMALL LETTER MU}*"),
    "mu": later("mean effect \N{GREEK SMALL LETTER MU}"),
    "sigma": later("how much the effect varies \N{GREEK SMALL LETTER SIGMA}"),
    "first_order": later("share of the variance, alone S1"),
    "total": later("share of the variance, with others ST"),
}
"""Measures in words."""

SHORT: Final = MEASURES | {"swing": later("swing")}
"""Measures at the head of a column."""

TOLD: Final = {
    ONE_AT_A_TIME: later("swing {estimate}, {interval}"),
    MORRIS: later("mean effect of its whole range {estimate}, {interval}"),
    SOBOL: later("share of the variance {estimate}, {interval}"),
}
"""What a sentence says of the measure by which a method tells values apart."""

COMPLETE: Final = {
    MORRIS: later("It rests on {used} trajectories; none was left out."),
    SOBOL: later("It rests on {used} blocks of points; none was left out."),
}
"""What an analysis rests on where nothing was left out."""

INCOMPLETE: Final = {
    MORRIS: later(
        "It rests on {used} trajectories; {dropped} were left out because a run in them failed."
    ),
    SOBOL: later(
        "It rests on {used} blocks of points; {dropped} were left out because a run in them failed."
    ),
}
"""The same where something was."""


def order(result: Sensitivity) -> list[str]:
    """The values varied, the one that the answer rests on most first."""
    rows = result.sensitivity[result.sensitivity["measure"] == PLACED[result.method]]
    sized = rows.assign(size=rows["estimate"].abs())
    keys = ["size", "best_place", "worst_place"]
    ordered = sized.sort_values(keys, ascending=[False, True, True], kind="stable")
    return [str(path) for path in ordered["parameter"]]


def placed(result: Sensitivity) -> list[Any]:
    """The measure that tells the values apart, the one the answer rests on most first."""
    rows = result.sensitivity[result.sensitivity["measure"] == PLACED[result.method]]
    return list(each(rows.set_index("parameter").loc[order(result)].reset_index()))


def label(path: str) -> str:
    """A path that may break after a dot, for a figure."""
    return path.replace(".", ". ") if len(path) > LABEL_WIDTH else path


def estimate(row: Any, result: Sensitivity) -> tuple[str, str]:
    """One estimate of the table of sensitivity in words, with its interval."""
    if row.unit == "-" and row.measure in ("first_order", "total"):
        return figure_of(row.estimate, row.low, row.high, "fraction", "", signed=False)
    is_change = result.alternative != BASE or row.measure not in ("at_low", "at_high")
    said, interval = figure_of(
        row.estimate, row.low, row.high, row.unit, result.swept.currency, signed=is_change
    )
    if row.measure in ("mu_star", "sigma"):
        return said.lstrip("+"), interval.replace("+", "")
    return said, interval


def place_of(row: Any) -> str:
    """The place of a value, or the best and the worst that it may have."""
    if row.best_place != row.best_place:
        return ""
    best, worst = int(row.best_place), int(row.worst_place)
    return f"{best}" if best == worst else f"{best}\N{EN DASH}{worst}"


def rests_on(result: Sensitivity) -> str:
    """What the answer rests on most, in one sentence, or that the runs cannot tell."""
    rows = placed(result)
    sure = float(result.swept.manifest["confidence"])
    base = figure_of(
        result.base.mean,
        result.base.low,
        result.base.high,
        CATALOGUE[result.kpi].unit,
        result.swept.currency,
        signed=result.alternative != BASE,
    )
    words = (
        gettext("The answer ({asked}: {figure}, {interval})")
        if result.method == ONE_AT_A_TIME
        else gettext("The answer ({asked}: {figure} on average over all points, {interval})")
    )
    answer = words.format(
        asked=asked_about(result.kpi, result.alternative, result.swept),
        figure=base[0],
        interval=interval_words(base[1], sure),
    )
    first = [row for row in rows if row.best_place == 1.0]
    largest = rows[0] if len(first) < 2 else max(first, key=lambda row: abs(row.estimate))
    if len(_idle(rows)) == len(rows):
        words = gettext("{answer} does not move with any value that was varied")
    elif len(rows) == 1:
        words = gettext("{answer} was asked about one value alone, {parameter} ({measure})")
    elif len(first) == 1:
        words = gettext("{answer} rests most on {parameter} ({measure})")
    else:
        words = gettext(
            "{answer}: the runs cannot tell which of {names} matters most, as their intervals "
            "overlap; the largest estimate is that of {parameter} ({measure})"
        )
    text = words.format(
        answer=answer,
        names=_names([row.parameter for row in first]),
        parameter=largest.parameter,
        measure=_measure(largest, result, sure),
    )
    if failed := failed_of(result.swept):
        doubt = gettext("{failed} of {runs} runs failed")
        doubt = doubt.format(failed=failed, runs=len(result.swept.runs))
        text = gettext("; ").join([text, doubt])
    return text + gettext(".")


def idle_words(result: Sensitivity) -> str:
    """Which values changed nothing at all; nothing when each did something."""
    idle = _idle(placed(result))
    words = gettext("No effect at all in any run: {names}.")
    return words.format(names=gettext(", ").join(idle)) if idle else ""


def _idle(rows: Sequence[Any]) -> list[str]:
    """Values that change nothing, in no replication."""
    return [row.parameter for row in rows if row.estimate == row.low == row.high == 0.0]


def dropped_words(result: Sensitivity) -> str:
    """What the analysis rests on, and what was left out of it."""
    if result.method == ONE_AT_A_TIME:
        return ""
    words = gettext((INCOMPLETE if result.dropped else COMPLETE)[result.method])
    return words.format(used=result.used, dropped=result.dropped)


def _measure(row: Any, result: Sensitivity, confidence: float) -> str:
    """The measure by which values are told apart, with its interval."""
    said, interval = estimate(row, result)
    words = gettext(TOLD[result.method])
    return words.format(estimate=said, interval=interval_words(interval, confidence))


def _names(names: Sequence[str]) -> str:
    """Names in a sentence, the first few of many."""
    more = len(names) - NAMED
    if more > 1:
        some = gettext(", ").join(names[:NAMED])
        return gettext("{names} and {number} others").format(names=some, number=more)
    return listed(names)


# Where the recommendation changes -----------------------------------------------------------------


def flips_words(result: Sensitivity) -> list[str]:
    """Where another world becomes better than the one recommended, one sentence per change."""
    swept = result.swept
    if len(swept.alternatives) < 2:
        return [gettext("There is one world only, so nothing is recommended that could change.")]
    if result.method != ONE_AT_A_TIME:
        return [gettext("Where the recommendation changes, only one_at_a_time tells.")]
    said = [flip_words(row, result) for row in each(result.flips)]
    if _best(result) not in set(result.flips["recommended"]):
        said.append(_holds(result))
    paths = [factor.path for factor in swept.factors if not is_number(factor)]
    if paths:
        words = gettext("It was not looked for along words and truth values: {names}.")
        said.append(words.format(names=gettext(", ").join(paths)))
    return said


def flip_words(row: Any, result: Sensitivity) -> str:
    """One change of the recommendation, with its interval and the values tried beside it."""
    swept = result.swept
    titles, factor = titles_of(swept), _factor(swept, row.parameter)
    step = step_of(row.low, row.high) or step_of(row.below, row.above)
    currency = swept.currency

    def say(value: float) -> str:
        return value_of(float(value), factor, currency, step)

    words = (
        gettext(
            "'{recommended}' is no longer better than '{instead}' once {parameter} falls below "
            "{value} ({interval}; tried {below} and {above})"
        )
        if row.loses == "below"
        else gettext(
            "'{recommended}' is no longer better than '{instead}' once {parameter} rises above "
            "{value} ({interval}; tried {below} and {above})"
        )
    )
    change = words.format(
        recommended=titles[row.recommended],
        instead=titles[row.instead],
        parameter=row.parameter,
        value=say(row.value),
        interval=_flip_interval(row, say, float(swept.manifest["confidence"])),
        below=value_of(float(row.below), factor, currency),
        above=value_of(float(row.above), factor, currency),
    )
    if row.is_clear == "yes":
        return change + gettext(".")
    return gettext(
        "Not clear: on average {change}, but within the range tried the runs do not tell the two "
        "apart on both sides."
    ).format(change=change)


def _flip_interval(row: Any, say: Any, confidence: float) -> str:
    """The interval of a change; an end beyond the values tried is said so."""
    if math.isnan(row.low) or math.isnan(row.high):
        return gettext(NO_INTERVAL)
    lower, upper = math.isfinite(row.low), math.isfinite(row.high)
    if lower and upper:
        low = say(row.low).split(" ")[0]
        ends = gettext("{low} to {high}").format(low=low, high=say(row.high))
    elif upper:
        ends = gettext("from below the range tried up to {high}").format(high=say(row.high))
    elif lower:
        ends = gettext("from {low} to beyond the range tried").format(low=say(row.low))
    else:
        ends = gettext("beyond the range tried on both sides")
    return interval_words(ends, confidence)


def _best(result: Sensitivity) -> str | None:
    """The best world of the question as it is; None when it could not be told."""
    levels = result.swept.levels
    rows = levels[(levels["point"] == 0) & (levels["kpi"] == result.kpi)].dropna(subset=["mean"])
    if len(rows) < 2:
        return None
    sign = -1.0 if CATALOGUE[result.kpi].better == "down" else 1.0
    return str(rows["alternative"].iloc[int((sign * rows["mean"]).to_numpy().argmax())])


def _holds(result: Sensitivity) -> str:
    """That the recommendation holds, and which it is."""
    best = _best(result)
    if best is None:
        return gettext(
            "What is recommended could not be told: runs of the question as it is failed."
        )
    return gettext(
        "No value within its range changes the recommendation: on average '{title}' has the best "
        "{label} at every value tried."
    ).format(
        title=titles_of(result.swept)[best],
        label=gettext(CATALOGUE[result.kpi].label),
    )


def _factor(result: Swept, path: str) -> Factor:
    return next(factor for factor in result.factors if factor.path == path)
