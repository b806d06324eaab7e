"""The answer in one sentence, with the interval and every reason for doubt."""

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.analysis.rounding import MINUS, digits, step_of
from sim.experiment.tables import (
    BEST,
    FAILED,
    FALLS,
    NO_CLEAR_CHANGE,
    NOT_BEST,
    NOT_MEASURED,
    RISES,
    UNCHANGED,
)
from sim.metrics import CATALOGUE

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.answer import Answer

SHARES = ("fraction", "fraction/year")


def say(answer: "Answer", alternative: str | None, kpi: str) -> str:
    """One sentence about one figure; see `Answer.sentence`."""
    rows = answer.differences[answer.differences["kpi"] == kpi]
    several = alternative is None and len(rows) > 1
    if alternative is not None:
        rows = rows[rows["alternative"] == alternative]
    if rows.empty:
        return _finish(_level(answer, kpi), answer)
    titles = {world.name: world.title for world in answer.alternatives}
    same = answer.same_as_base()
    if several:
        idle = [f"'{titles[name]}' changes nothing at all" for name in same]
        return _finish(_among(rows, kpi, answer), answer, [*idle, *selections(answer, kpi)])
    row = rows.iloc[0].to_dict()
    name = str(row["alternative"])
    if name in same:
        pairs = int(row["replications"])
        return _finish(
            f"'{titles[name]}' changes nothing at all: every table of all {pairs} pairs of runs is "
            "the base's, byte for byte",
            answer,
        )
    idle = selections(answer, kpi) if alternative is None else []
    return _finish(f"'{titles[name]}' {_change(row, answer)}", answer, idle)


def _among(rows: "pd.DataFrame", kpi: str, answer: "Answer") -> str:
    """What the first of several alternatives does, and whether it is clearly the first.

    It has been picked for its difference, so its interval is the one that holds together with those
    of the others; the order rests on the paired leads of the ranking.
    """
    better, label = CATALOGUE[kpi].better, CATALOGUE[kpi].label
    titles = {world.name: f"'{world.title}'" for world in answer.alternatives}
    titles["base"] = "doing nothing"
    order = (rows["difference"] * (-1.0 if better == "down" else 1.0)).fillna(-math.inf)
    row = rows.iloc[int(order.to_numpy().argmax())].to_dict()
    name = str(row["alternative"])
    row |= {"low": row["low_together"], "high": row["high_together"]}
    if row["verdict"] in (RISES, FALLS) and row["low"] <= 0.0 <= row["high"]:
        row["verdict"] = NO_CLEAR_CHANGE
    change = _change(row, answer, f" for all {len(rows)} together")
    lead = f"Of {len(rows)} alternatives, {titles[name]}"
    if better == "none":
        return f"{lead} has the highest mean: it {change}"
    ranking = answer.ranking[answer.ranking["kpi"] == kpi].set_index("alternative")["verdict"]
    if ranking[name] == BEST:
        return f"{lead} comes first: it {change}"
    if row["verdict"] != (FALLS if better == "down" else RISES):
        way = "lowers" if better == "down" else "raises"
        return (
            f"None of {len(rows)} alternatives clearly {way} {label}; the first, {titles[name]}, "
            f"{change}"
        )
    rivals = [titles[str(one)] for one in ranking.index[ranking != NOT_BEST] if one != name]
    of_whom = f", not clearly of {_listed(rivals)}" if rivals else ""
    return f"{lead} is ahead{of_whom}: it {change}"


def selections(answer: "Answer", kpi: str | None = None) -> list[str]:
    """What the race for the best world has come to, with its guarantee; nothing without a race.

    Parameters
    ----------
    answer : Answer
        Of a question that asked for the best.
    kpi : str, optional
        Only when the race is about this figure.
    """
    found = answer.manifest["selection"]
    if found is None or kpi not in (None, found["kpi"]):
        return []
    titles = {world.name: f"'{world.title}'" for world in answer.alternatives}
    titles["base"] = "the base"
    entry = CATALOGUE[found["kpi"]]
    high = "lowest" if entry.better == "down" else "highest"
    indifference = amount(found["indifference"], entry.unit, answer.currency, signed=True)
    left = [titles[name] for name in found["survivors"]]
    failed = (
        f" ({found['left_out']} replications with a failed run do not count)"
        if found["left_out"]
        else ""
    )
    if not found["decided"]:
        return [
            f"the choice of the best by {entry.label}, with its guarantee, is still open after "
            f"{answer.manifest['replications']} replications: {_listed(left)} are left{failed}"
        ]
    return [
        f"with {100.0 * found['confidence']:g} % confidence {left[0]} has the {high} {entry.label} "
        f"of the {len(titles)} worlds, provided that the best leads by "
        f"{indifference.lstrip('+')} or more{failed}"
    ]


class Near(NamedTuple):
    """How near a wanted precision is, in words."""

    label: str
    """The figure."""
    asked: str
    """Half width asked for."""
    got: str
    """Half width there is."""
    is_reached: bool
    """Whether it is as narrow as asked."""
    remedy: str
    """In brackets, how many replications would about do; empty when reached or unknown."""


def precisions(answer: "Answer") -> list[Near]:
    """Every precision asked for, and how near the answer came to it."""

    def words(kpi: str, width: float | None, *, is_relative: bool) -> str:
        if width is None:
            return "no interval at all"
        if is_relative:
            return f"±{100.0 * width:.3g} % of the base"
        return "±" + amount(width, CATALOGUE[kpi].unit, answer.currency, signed=True).lstrip("+")

    told = []
    for one in answer.manifest["precision"]["targets"]:
        kpi, is_relative, is_reached = one["kpi"], one["is_relative"], one["reached"]
        needed = one["replications_needed"]
        remedy = ""
        if not is_reached and needed is not None:
            remedy = f" (about {needed:,} replications would be needed)"
        told.append(
            Near(
                CATALOGUE[kpi].label,
                words(kpi, one["half_width"], is_relative=is_relative),
                words(kpi, one["got"], is_relative=is_relative),
                is_reached,
                remedy,
            )
        )
    return told


def between(
    low: float,
    high: float,
    unit: str,
    currency: str,
    step: float | None = None,
    *,
    signed: bool = False,
) -> str:
    """An interval as people read it: the unit stands once, after the upper end."""
    lower = amount(low, unit, currency, step, signed=signed).split(" ")[0]
    return f"{lower} to {amount(high, unit, currency, step, signed=signed)}"


def amount(
    value: float, unit: str, currency: str, step: float | None = None, *, signed: bool = False
) -> str:
    """A figure as people read it, with its unit.

    Parameters
    ----------
    value : float
        The figure.
    unit : str
        Its unit in the catalogue; shares are shown in per cent.
    currency : str
        What stands for ``currency``.
    step : float, optional
        Last digit worth showing, in the figure's unit; three digits unless given.
    signed : bool
        Whether it is a difference: shares then are percentage points and carry their sign.

    Returns
    -------
    str
        For example ``1,240 EUR a year``, ``+2.1 points`` or ``84.2 %``.
    """
    if unit in SHARES:
        suffix = " percentage points" if signed else " %"
        return digits(100.0 * value, step and 100.0 * step, signed=signed) + suffix
    words = unit.replace("currency", currency).replace("/year", " a year")
    shown = {"point": " points", "-": ""}.get(words, f" {words}")
    return digits(value, step, signed=signed) + shown


def _listed(names: Sequence[str]) -> str:
    """Names in a row: one, two and three."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _change(row: Mapping[Hashable, Any], answer: "Answer", scope: str = "") -> str:
    """What the alternative does to the figure; the scope says what its interval holds for."""
    label, pairs = CATALOGUE[row["kpi"]].label, int(row["replications"])
    if row["verdict"] == NOT_MEASURED:
        return f"says nothing about {label}: fewer than two pairs of runs have the figure"
    if row["verdict"] == UNCHANGED:
        return f"leaves {label} unchanged: the difference is exactly 0 in all {pairs} pairs of runs"
    unit, currency = row["unit"], answer.currency
    step = step_of(row["low"], row["high"])
    ends = between(row["low"], row["high"], unit, currency, step, signed=True)
    interval = f"{100.0 * row['confidence']:g} % interval {ends}{scope}, {pairs} pairs of runs"
    change = amount(row["difference"], unit, currency, step, signed=True)
    if row["verdict"] == NO_CLEAR_CHANGE:
        return (
            f"shows no clear change of {label}: {change}, but the interval includes 0 ({interval})"
        )
    verb = "raises" if row["verdict"] == RISES else "lowers"
    relative = row["relative"]
    digits = 0 if abs(relative) >= 0.1 else 1
    share = "" if math.isnan(relative) else f", {100.0 * relative:+.{digits}f} %"
    return f"{verb} {label} by {change.lstrip(f'+{MINUS}')}{share} ({interval})"


def _level(answer: "Answer", kpi: str) -> str:
    """The base by itself, when there is nothing to compare."""
    levels = answer.levels[(answer.levels["kpi"] == kpi) & (answer.levels["alternative"] == "base")]
    row = levels.iloc[0].to_dict()
    step = step_of(row["low"], row["high"])
    ends = between(row["low"], row["high"], row["unit"], answer.currency, step)
    mean = amount(row["mean"], row["unit"], answer.currency, step)
    confidence = 100.0 * answer.manifest["confidence"]
    return (
        f"The base has {CATALOGUE[kpi].label} of {mean} "
        f"({confidence:g} % interval {ends}, {int(row['replications'])} runs)"
    )


def _finish(text: str, answer: "Answer", more: Sequence[str] = ()) -> str:
    """The sentence with what else there is to say and its doubts: precision, failed runs."""
    doubts = list(more)
    doubts += [
        f"{near.label} is known to {near.got}, not to the {near.asked} asked for{near.remedy}"
        for near in precisions(answer)
        if not near.is_reached
    ]
    failed = int((answer.runs["status"] == FAILED).sum())
    if failed:
        doubts.append(f"{failed} of {len(answer.runs)} runs failed")
    return "; ".join([text, *doubts]) + "."
