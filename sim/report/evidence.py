"""What an answer is sensitive to, and how well each of these values is known."""

from typing import Any, Final, NamedTuple

from sim.experiment.sensitivity import PLACED, Sensitivity
from sim.language import counted, gettext, later
from sim.report import sensitivity_words, sweep_words, wording
from sim.report.moved import known, with_reason
from sim.scenarios.provenance import SCENARIO
from sim.scenarios.strict import Mark

RESTS: Final = {
    Mark.ASSUMED.value: later("{parameter} rests on an assumption"),
    Mark.RECALLED.value: later("{parameter} rests on what is recalled, not looked up"),
    SCENARIO: later("{parameter} rests on a value without a source"),
}
"""What is said of a value that matters and that nobody has looked up."""

SENSITIVE: Final = later("sensitive")
UNCLEAR: Final = later("not clear")
NO_EFFECT: Final = later("no effect")


class Evidence(NamedTuple):
    """One value that was varied: how much the answer moves with it, and how it is known."""

    place: str
    """Its place, or the best and the worst that it may have."""
    parameter: str
    range: str
    """Between what it was varied."""
    estimate: str
    interval: str
    verdict: str
    """`SENSITIVE` where the interval excludes zero."""
    mark: str
    source: str
    known: str
    """Mark and source in words."""


class Findings(NamedTuple):
    """What a page says of what an answer is sensitive to."""

    sentence: str
    caption: str
    measure: str
    rows: tuple[Evidence, ...]
    rests: tuple[str, ...]
    """Of each value that matters and that nobody has looked up, what it rests on."""


def values(result: Sensitivity) -> list[Evidence]:
    """Every value varied, by its place, with estimate and interval and how it is known."""
    factors = {factor.path: factor for factor in result.swept.factors}
    made = []
    for row in sensitivity_words.placed(result):
        factor = factors[row.parameter]
        made.append(
            Evidence(
                sensitivity_words.place_of(row),
                row.parameter,
                sweep_words.range_of(factor, result.swept.currency),
                *sensitivity_words.estimate(row, result),
                _verdict(row),
                factor.mark,
                factor.source,
                known(factor.mark, factor.source),
            )
        )
    return made


def _verdict(row: Any) -> str:
    """What an interval says of one value."""
    if row.low > 0.0 or row.high < 0.0:
        return SENSITIVE
    return NO_EFFECT if row.estimate == row.low == row.high == 0.0 else UNCLEAR


def findings(result: Sensitivity) -> Findings:
    """What an answer is sensitive to, in words and rows."""
    rows = values(result)
    matter = [row for row in rows if row.verdict == SENSITIVE]
    percent = f"{100.0 * float(result.swept.manifest['confidence']):g}"
    asked = sweep_words.asked_about(result.kpi, result.alternative, result.swept)
    words = (
        gettext(
            "The answer ({asked}) is sensitive to {number} of {values}, whose {percent} % "
            "intervals exclude zero."
        )
        if matter
        else gettext(
            "As far as these runs tell, the answer ({asked}) is sensitive to none of {values}: no "
            "{percent} % interval excludes zero."
        )
    )
    sentence = words.format(
        asked=asked,
        number=len(matter),
        values=counted("{number} value varied", "{number} values varied", len(rows)),
        percent=percent,
    )
    caption = gettext("{asked}; {design}; {percent} % intervals, each by itself").format(
        asked=asked,
        design=gettext(sweep_words.DESIGNS[result.method]),
        percent=percent,
    )
    return Findings(
        sentence,
        wording.capital(caption),
        gettext(sensitivity_words.MEASURES[PLACED[result.method]]),
        tuple(row._replace(verdict=gettext(row.verdict)) for row in rows),
        tuple(
            with_reason(gettext(RESTS[row.mark]).format(parameter=row.parameter), row.source)
            for row in matter
            if row.mark in RESTS
        ),
    )
