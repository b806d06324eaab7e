"""Values of the base that nobody looked up and that are not the model's defaults."""

import json
import math
import re
from typing import Any, Final, NamedTuple

from sim.language import gettext, later
from sim.report.chain import TIMES
from sim.report.rows import each
from sim.report.sweep_words import number
from sim.scenarios.provenance import SCENARIO
from sim.scenarios.strict import Mark
from sim.scenarios.timeline import NOT_THE_BUSINESS

UNSURE: Final = (Mark.ASSUMED.value, Mark.RECALLED.value, SCENARIO)
"""Marks of values for which nobody has evidence at hand."""

BARE: Final = re.compile(r"^Assumption(: |$)")
"""What a reason begins with that its mark says already."""

OVER: Final = "\N{DIVISION SIGN}"


class Moved(NamedTuple):
    """One value that was moved from the model's default."""

    path: str
    value: str
    default: str
    times: str
    """How many times the default it is, or by what that is divided; empty where nothing tells."""
    unit: str
    known: str
    where: str


def moved(answer: Any) -> list[Moved]:
    """Assumed, recalled or unmarked values of the base that are not the default, farthest first.

    Left out are levers of alternatives, which are the question itself, and how it is asked.
    """
    rows = answer.provenance
    business = ~rows["path"].str.split(".").str[0].isin(NOT_THE_BUSINESS)
    rows = rows[business & rows["mark"].isin(UNSURE) & (rows["default"] != "")]
    found = []
    for row in each(rows):
        value, default = _plain(row.value), _plain(row.default)
        if row.value != row.default and value != default:
            said = Moved(
                row.path,
                _shown(value),
                _shown(default),
                _times(value, default),
                row.unit,
                known(row.mark, row.source),
                row.where,
            )
            found.append((_distance(value, default), said))
    return [said for _, said in sorted(found, key=lambda pair: -pair[0])]


def known(mark: str, source: str) -> str:
    """How a value is known, with its source or the reason for it."""
    return with_reason(gettext(KNOWN.get(mark, mark)), source)


def with_reason(words: str, source: str) -> str:
    """Words, and after them the source or the reason, if there is any."""
    reason = BARE.sub("", source)
    return gettext(": ").join([words, reason]) if reason else words


KNOWN: Final = {SCENARIO: later("no source given")}
"""Marks that are said in other words than their own."""


def _plain(text: Any) -> Any:
    """A cell of provenance as the value it stands for; words are no JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _ratio(value: Any, default: Any) -> float:
    """The larger over the smaller; infinite from, to or across 0; NaN where it says nothing."""
    if not (_is_number(value) and _is_number(default)):
        return math.nan
    if value * default <= 0.0:
        return math.inf
    return float(max(value / default, default / value))


def _distance(value: Any, default: Any) -> float:
    """How far a value was moved, for the order: words and lists come last."""
    ratio = _ratio(value, default)
    return 0.0 if math.isnan(ratio) else ratio


def _times(value: Any, default: Any) -> str:
    ratio = _ratio(value, default)
    if not math.isfinite(ratio):
        return ""
    return f"{TIMES if abs(value) > abs(default) else OVER}{number(ratio, 3)}"


def _shown(value: Any) -> str:
    """A value in words; a list of the same value is counted."""
    if isinstance(value, list) and value:
        first, same = _shown(value[0]), len(value) if value.count(value[0]) == len(value) else 1
        if same > 1:
            return gettext("{number} times {value}").format(number=same, value=first)
        return gettext(", ").join(map(_shown, value))
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"
    if value is None:
        return gettext("none")
    return value if isinstance(value, str) else json.dumps(value)
