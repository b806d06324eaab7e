"""How numbers are said to people: money, percentages, points, rounded to what is known.

A number is rounded to one or two digits of the half width of its interval: more digits would claim
more than the runs support.
"""

import math
from collections.abc import Iterable
from typing import Final, NamedTuple

from sim.analysis.rounding import bare_step, digits, step_of
from sim.experiment.sentence import PLURALS
from sim.experiment.tables import FALLS, NO_CLEAR_CHANGE, NOT_MEASURED, RISES, UNCHANGED
from sim.language import gettext, later

MILLION: Final = 1e6
THIN: Final = "\N{NARROW NO-BREAK SPACE}"


class Scale(NamedTuple):
    """How a unit is shown: the factor on the number and the words after it."""

    factor: float
    words: str


PERIODS: Final = {
    "day": later("day"),
    "month": later("month"),
    "year": later("year"),
    "customer": later("customer"),
    "employee day": later("employee day"),
}
"""What a rate is counted by."""


def scale(unit: str, currency: str, *, change: bool) -> Scale:
    """How to show a number of a unit.

    Parameters
    ----------
    unit : unit as the tables declare it, for example ``fraction``, ``level``, ``currency/month``
    currency : currency of the scenario
    change : whether the number is a difference; a share then counts in percentage points
    """
    head, _, per = unit.partition("/")
    suffix = f"/{period(per)}" if per else ""
    if head == "fraction":
        return Scale(100.0, (gettext("pp") if change else "%") + suffix)
    if head == "level":
        return Scale(100.0, gettext("points") + suffix)
    if head == "currency":
        return Scale(1.0, currency + suffix)
    return Scale(1.0, gettext(PLURALS.get(head, head)) + suffix)


def period(per: str) -> str:
    """What a rate is counted by, in words."""
    return gettext(PERIODS.get(per, per))


def millions(unit: str) -> str:
    """Millions of a unit in words; of nothing in particular when the unit is empty."""
    large = gettext("million")
    return f"{large}{THIN}{unit}" if unit else large


class Said(NamedTuple):
    """A difference in words: the number and its interval, and the unit of both."""

    value: str
    interval: str
    unit: str
    large: str = ""
    """Word for the millions in which the number counts, part of the unit; empty without."""

    @property
    def whole(self) -> str:
        """The number with its unit."""
        return f"{self.value} {self.unit}".strip()


def difference(value: float, low: float, high: float, unit: str, currency: str) -> Said:
    """A difference and its interval, in the same unit and to the same digit.

    Parameters
    ----------
    value, low, high : difference and the ends of its interval [unit]
    unit : unit as the tables declare it
    currency : currency of the scenario
    """
    shown = scale(unit, currency, change=True)
    numbers = [number * shown.factor for number in (value, low, high)]
    words = shown.words
    if not math.isfinite(numbers[0]):
        return Said(gettext(NOT_MEASURED), gettext("no interval"), "")
    large = ""
    if max(abs(number) for number in numbers if math.isfinite(number)) >= MILLION:
        numbers = [number / MILLION for number in numbers]
        large, words = millions(""), millions(words)
    step = step_of(numbers[1], numbers[2])
    if numbers[0] == 0.0 and step is None:
        return Said("0", gettext("exactly 0"), words)
    said = [digits(number, step, signed=True) for number in numbers]
    return Said(said[0], gettext("{low} to {high}").format(low=said[1], high=said[2]), words, large)


def level(value: float, unit: str, currency: str, step: float | None = None) -> str:
    """A level with its unit, to the digit given [unit] or three digits.

    Parameters
    ----------
    value : the level [unit]
    unit : unit as the tables declare it
    currency : currency of the scenario
    step : last digit worth showing [unit]
    """
    shown = scale(unit, currency, change=False)
    if not math.isfinite(value):
        return gettext(NOT_MEASURED)
    number, words = value * shown.factor, shown.words
    size = step * shown.factor if step else None
    if abs(number) >= MILLION:
        number, words = number / MILLION, millions(words)
        size = size / MILLION if size else None
    return f"{digits(number, size)}{THIN if words else ''}{words}"


def base(value: float, unit: str, currency: str, steps: Iterable[float | None]) -> str:
    """A base level with its unit, as finely as its differences but to four digits at most.

    Parameters
    ----------
    value : the level [unit]
    unit : unit as the tables declare it
    currency : currency of the scenario
    steps : last digits of its differences, from `step_of` [unit]
    """
    finest = min((step for step in steps if step), default=None)
    coarse = bare_step(value) / 10.0
    return level(value, unit, currency, max(finest, coarse) if finest else None)


def percent(value: float, low: float, high: float) -> Said:
    """A relative change and its interval, in per cent of the base."""
    if not math.isfinite(value):
        return Said(gettext("n/a"), gettext("n/a"), "%")
    said = difference(value, low, high, "fraction", "")
    return Said(said.value, said.interval, "%")


def named(name: str) -> str:
    """A name of the code in words: ``customer_retention`` becomes ``customer retention``."""
    return gettext(name.replace("_", " ").strip())


def label(name: str) -> str:
    """A name of the code at the start of a line: ``customer_retention``, ``Customer retention``."""
    return capital(named(name))


def capital(words: str) -> str:
    """Words with a capital letter at the start."""
    return words[:1].upper() + words[1:]


SURE: Final = {
    RISES: later("The whole interval lies above zero: in this model, {it} rises."),
    FALLS: later("The whole interval lies below zero: in this model, {it} falls."),
    NO_CLEAR_CHANGE: later(
        "The interval includes zero: the runs cannot tell a gain from a loss. "
        "More replications would narrow it."
    ),
    UNCHANGED: later(
        "Exactly the same in every replication: nothing that this alternative changes reaches {it}."
    ),
    NOT_MEASURED: later("Fewer than two pairs of runs have {it}, so nothing can be said."),
}
"""What a verdict means, in plain words."""


def tone(verdict: str, better: str) -> str:
    """Whether a change is good: ``better``, ``worse``, ``none``, ``unclear`` or ``same``.

    Parameters
    ----------
    verdict : ``rises``, ``falls``, ``no clear change`` or ``unchanged``
    better : direction that is good, ``up``, ``down`` or ``none``
    """
    if verdict in (UNCHANGED, NOT_MEASURED):
        return "same"
    if verdict not in (RISES, FALLS):
        return "unclear"
    if better not in ("up", "down"):
        return "none"
    return "better" if (verdict == RISES) == (better == "up") else "worse"


SIGNS: Final = {RISES: "▲", FALLS: "▼", UNCHANGED: "=", NOT_MEASURED: "\N{EN DASH}"}
"""Sign of a verdict."""


def sign(verdict: str) -> str:
    """Arrow of the direction, so that colour is never the only sign."""
    return SIGNS.get(verdict, "○")
