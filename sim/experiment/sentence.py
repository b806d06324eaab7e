"""The answer in one sentence, with the interval and every reason for doubt."""

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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
from sim.language import gettext, later, listed
from sim.metrics import CATALOGUE

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.answer import Answer

SHARES = ("fraction", "fraction/year")

PLURALS: Final = {
    "person": later("people"),
    "purchase": later("purchases"),
    "day": later("days"),
    "hour": later("hours"),
    "minute": later("min"),
    "month": later("months"),
    "year": later("years"),
    "customer": later("customers"),
    "employee": later("employees"),
    "contact": later("contacts"),
    "position": later("positions"),
    "point": later("points"),
    "points": later("points"),
    "count": "",
    "-": "",
    "": "",
}
"""Units in words, for numbers other than one."""


def say(answer: "Answer", alternative: str | None, kpi: str) -> str:
    """One sentence about one figure; see `Answer.sentence`."""
    rows = answer.differences[answer.differences["kpi"] == kpi]
    several = alternative is None and len(rows) > 1
    if alternative is not None:
        rows = rows[rows["alternative"] == alternative]
    if rows.empty:
        return _finish(_level(answer, kpi), answer)
    titles = _titles(answer)
    same = answer.same_as_base()
    if several:
        idle = [gettext("{title} changes nothing at all").format(title=titles[one]) for one in same]
        return _finish(_among(rows, kpi, answer), answer, [*idle, *selections(answer, kpi)])
    row = rows.iloc[0].to_dict()
    name = str(row["alternative"])
    if name in same:
        pairs = int(row["replications"])
        return _finish(
            gettext(
                "{title} changes nothing at all: every table of all {pairs} pairs of runs is the "
                "base's, byte for byte"
            ).format(title=titles[name], pairs=pairs),
            answer,
        )
    idle = selections(answer, kpi) if alternative is None else []
    words = gettext("{title} {change}").format(title=titles[name], change=_change(row, answer))
    return _finish(words, answer, idle)


def _titles(answer: "Answer", base: str = "") -> dict[str, str]:
    """What worlds are called within a sentence, with words for the base."""
    quoted = gettext("'{title}'")
    found = {one.name: quoted.format(title=gettext(one.title)) for one in answer.alternatives}
    return found | ({"base": base} if base else {})


def first(answer: "Answer", kpi: str | None = None) -> str | None:
    """The alternative that does most for a figure, of which the sentence speaks; None without one.

    Parameters
    ----------
    answer : Answer
        Of any question.
    kpi : str, optional
        Figure of `sim.metrics.CATALOGUE`; the question's headline unless given.
    """
    kpi = kpi or answer.headline
    rows = answer.differences[answer.differences["kpi"] == kpi]
    order = (rows["difference"] * (-1.0 if CATALOGUE[kpi].better == "down" else 1.0)).fillna(
        -math.inf
    )
    return None if rows.empty else str(rows["alternative"].iloc[int(order.to_numpy().argmax())])


def _among(rows: "pd.DataFrame", kpi: str, answer: "Answer") -> str:
    """What the first of several alternatives does, and whether it is clearly the first.

    It has been picked for its difference, so its interval is the one that holds together with those
    of the others; the order rests on the paired leads of the ranking.
    """
    better, label = CATALOGUE[kpi].better, gettext(CATALOGUE[kpi].label)
    titles = _titles(answer, gettext("doing nothing"))
    name = str(first(answer, kpi))
    row = rows[rows["alternative"] == name].iloc[0].to_dict()
    row |= {"low": row["low_together"], "high": row["high_together"]}
    if row["verdict"] in (RISES, FALLS) and row["low"] <= 0.0 <= row["high"]:
        row["verdict"] = NO_CLEAR_CHANGE
    change = _change(row, answer, together=len(rows))
    ranking = answer.ranking[answer.ranking["kpi"] == kpi].set_index("alternative")["verdict"]
    rivals = [titles[str(one)] for one in ranking.index[ranking != NOT_BEST] if one != name]
    if better == "none":
        words = gettext("Of {number} alternatives, {title} has the highest mean: it {change}")
    elif ranking[name] == BEST:
        words = gettext("Of {number} alternatives, {title} comes first: it {change}")
    elif row["verdict"] != (FALLS if better == "down" else RISES):
        words = (
            gettext(
                "None of {number} alternatives clearly lowers {label}; the first, {title}, {change}"
            )
            if better == "down"
            else gettext(
                "None of {number} alternatives clearly raises {label}; the first, {title}, {change}"
            )
        )
    elif rivals:
        words = gettext(
            "Of {number} alternatives, {title} is ahead, not clearly of {rivals}: it {change}"
        )
    else:
        words = gettext("Of {number} alternatives, {title} is ahead: it {change}")
    return words.format(
        number=len(rows),
        title=titles[name],
        label=label,
        rivals=listed(rivals),
        change=change,
    )


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
    titles = _titles(answer, gettext("the base"))
    entry = CATALOGUE[found["kpi"]]
    left = [titles[name] for name in found["survivors"]]
    failed = (
        gettext(" ({number} replications with a failed run do not count)").format(
            number=found["left_out"]
        )
        if found["left_out"]
        else ""
    )
    if not found["decided"]:
        words = gettext(
            "the choice of the best by {label}, with its guarantee, is still open after "
            "{replications} replications: {left} are left"
        )
    elif entry.better == "down":
        words = gettext(
            "with {confidence} % confidence {best} has the lowest {label} of the {worlds} worlds, "
            "provided that the best leads by {indifference} or more"
        )
    else:
        words = gettext(
            "with {confidence} % confidence {best} has the highest {label} of the {worlds} worlds, "
            "provided that the best leads by {indifference} or more"
        )
    indifference = amount(found["indifference"], entry.unit, answer.currency, signed=True)
    said = words.format(
        label=gettext(entry.label),
        replications=answer.manifest["replications"],
        left=listed(left),
        best=left[0],
        confidence=f"{100.0 * found['confidence']:g}",
        worlds=len(titles),
        indifference=indifference.lstrip("+"),
    )
    return [said + failed]


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
            return gettext("no interval at all")
        if is_relative:
            return gettext("±{share} % of the base").format(share=f"{100.0 * width:.3g}")
        return "±" + amount(width, CATALOGUE[kpi].unit, answer.currency, signed=True).lstrip("+")

    told = []
    for one in answer.manifest["precision"]["targets"]:
        kpi, is_relative, is_reached = one["kpi"], one["is_relative"], one["reached"]
        needed = one["replications_needed"]
        remedy = ""
        if not is_reached and needed is not None:
            remedy = gettext(" (about {number} replications would be needed)").format(
                number=f"{needed:,}"
            )
        told.append(
            Near(
                gettext(CATALOGUE[kpi].label),
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
    scale, _ = _scale(unit, currency, signed=signed)
    return gettext("{low} to {high}").format(
        low=digits(scale * low, step and scale * step, signed=signed),
        high=amount(high, unit, currency, step, signed=signed),
    )


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
    scale, words = _scale(unit, currency, signed=signed)
    return digits(scale * value, step and scale * step, signed=signed) + words


def _scale(unit: str, currency: str, *, signed: bool) -> tuple[float, str]:
    """Factor on a figure of a unit as people read it, and the words after it."""
    if unit in SHARES:
        return 100.0, gettext(" percentage points") if signed else " %"
    head, _, per = unit.partition("/")
    if head == "-":
        return 1.0, ""
    words = currency if head == "currency" else gettext(PLURALS.get(head, head))
    if per == "year":
        return 1.0, gettext(" {unit} a year").format(unit=words)
    return 1.0, f" {words}/{gettext(per)}" if per else f" {words}"


def _change(row: Mapping[Hashable, Any], answer: "Answer", *, together: int = 1) -> str:
    """What the alternative does to the figure, in an interval that holds for so many together."""
    entry = CATALOGUE[row["kpi"]]
    said = {"label": gettext(entry.label), "pairs": int(row["replications"])}
    if row["verdict"] == NOT_MEASURED:
        words = gettext("says nothing about {label}: fewer than two pairs of runs have the figure")
        return words.format(**said)
    if row["verdict"] == UNCHANGED:
        words = gettext(
            "leaves {label} unchanged: the difference is exactly 0 in all {pairs} pairs of runs"
        )
        return words.format(**said)
    unit, currency = row["unit"], answer.currency
    step = step_of(row["low"], row["high"])
    interval = (
        gettext("{confidence} % interval {ends}, {pairs} pairs of runs")
        if together == 1
        else gettext(
            "{confidence} % interval {ends} for all {number} together, {pairs} pairs of runs"
        )
    ).format(
        confidence=f"{100.0 * row['confidence']:g}",
        ends=between(row["low"], row["high"], unit, currency, step, signed=True),
        number=together,
        **said,
    )
    change = amount(row["difference"], unit, currency, step, signed=True)
    if row["verdict"] == NO_CLEAR_CHANGE:
        words = gettext(
            "shows no clear change of {label}: {change}, but the interval includes 0 ({interval})"
        )
        return words.format(change=change, interval=interval, **said)
    words = (
        gettext("raises {label} by {change}{share} ({interval})")
        if row["verdict"] == RISES
        else gettext("lowers {label} by {change}{share} ({interval})")
    )
    relative = row["relative"]
    places = 0 if abs(relative) >= 0.1 else 1
    percent = f"{100.0 * relative:+.{places}f}".replace("-", MINUS)
    share = "" if math.isnan(relative) else gettext(", {percent} %").format(percent=percent)
    return words.format(change=change.lstrip(f"+{MINUS}"), share=share, interval=interval, **said)


def _level(answer: "Answer", kpi: str) -> str:
    """The base by itself, when there is nothing to compare."""
    levels = answer.levels[(answer.levels["kpi"] == kpi) & (answer.levels["alternative"] == "base")]
    row = levels.iloc[0].to_dict()
    step = step_of(row["low"], row["high"])
    ends = between(row["low"], row["high"], row["unit"], answer.currency, step)
    mean = amount(row["mean"], row["unit"], answer.currency, step)
    confidence = 100.0 * answer.manifest["confidence"]
    return gettext(
        "The base has {label} of {mean} ({confidence} % interval {ends}, {runs} runs)"
    ).format(
        label=gettext(CATALOGUE[kpi].label),
        mean=mean,
        confidence=f"{confidence:g}",
        ends=ends,
        runs=int(row["replications"]),
    )


def _finish(text: str, answer: "Answer", more: Sequence[str] = ()) -> str:
    """The sentence with what else there is to say and its doubts: precision, failed runs."""
    doubts = list(more)
    near_miss = gettext("{label} is known to {got}, not to the {asked} asked for{remedy}")
    doubts += [
        near_miss.format(**near._asdict()) for near in precisions(answer) if not near.is_reached
    ]
    failed = int((answer.runs["status"] == FAILED).sum())
    if failed:
        runs = len(answer.runs)
        doubts.append(gettext("{failed} of {runs} runs failed").format(failed=failed, runs=runs))
    return gettext("; ").join([text, *doubts]) + gettext(".")
