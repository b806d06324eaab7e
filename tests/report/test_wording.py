"""How numbers are said: rounding, signs, units, tones."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.analysis.rounding import MINUS, digits, step_of
from sim.report import wording

SIZES = st.floats(1e-6, 1e9, allow_nan=False)
SIGNED = st.floats(-1e9, 1e9, allow_nan=False)


def read(text: str) -> float:
    """The number that a reader takes from the text."""
    return float(text.replace(",", "").replace(MINUS, "-"))


@given(low=SIGNED, width=SIZES)
def test_step_is_between_a_thirtieth_and_a_third_of_the_half_width(low, width):
    """One or two digits of the half width are shown, never more, never fewer."""
    high = low + width
    half = (high - low) / 2
    assume(half > 0)
    step = step_of(low, high)
    assert half / 30.0000001 <= step <= half / 3 * 1.0000001


@given(value=SIGNED, exponent=st.integers(-6, 6))
def test_digits_keep_the_number_within_half_a_step(value, exponent):
    """What is read back differs from the number by rounding alone."""
    step = 10.0**exponent
    last_bits = abs(value) * 2.0**-50
    assert abs(read(digits(value, step)) - value) <= step / 2 * (1 + 1e-6) + last_bits


@given(value=SIGNED, width=SIZES)
def test_difference_keeps_its_order(value, width):
    """Low, number and high are still in order after rounding, in one unit."""
    said = wording.difference(value, value - width, value + width, "currency", "EUR")
    low, high = (read(end) for end in said.interval.split(" to "))
    assert low <= read(said.value) <= high


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "whole", "interval"),
    [
        (0.0504, 0.0490, 0.0517, "fraction/year", "+5.04 pp/year", "+4.90 to +5.17"),
        (4.13, 3.6, 4.6, "point", "+4.1 points", "+3.6 to +4.6"),
        (0.0413, 0.036, 0.046, "level", "+4.1 points", "+3.6 to +4.6"),
        (132_249, 109_482, 155_017, "currency/year", "+132,000 EUR/year", "+109,000 to +155,000"),
        (-120.4, -136.2, -104.1, "currency", "−120 EUR", "−136 to −104"),  # noqa: RUF001 true minus
        (0.0, 0.0, 0.0, "person", "0 people", "exactly 0"),
        (math.nan, math.nan, math.nan, "day", "not measured", "no interval"),
    ],
)  # fmt: skip
def test_difference_in_words(value, low, high, unit, whole, interval):
    """Shares count in percentage points, levels in points, money with separators and currency."""
    said = wording.difference(value, low, high, unit, "EUR")
    assert (said.whole, said.interval) == (whole, interval)


def test_millions_are_said_for_number_and_interval_alike():
    """An interval never mixes millions with units."""
    said = wording.difference(1.2e6, 0.8e6, 1.6e6, "currency", "EUR")
    assert said.value == "+1.2"
    assert said.interval == "+0.8 to +1.6"
    assert said.unit == f"million{wording.THIN}EUR"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.8, "fraction", "80.0 %"),
        (4312, "person", "4,312 people"),
        (0.0, "minute", "0 min"),
        (math.nan, "minute", "not measured"),
        (18_234_000, "currency", "18.2 million EUR"),
    ],
)
def test_level_in_words(value, unit, words):
    """A level has three digits and its unit; nothing measured is said so."""
    assert wording.level(value, unit, "EUR").replace(wording.THIN, " ") == words


@given(value=SIGNED, width=SIZES)
def test_base_claims_at_most_four_digits(value, width):
    """A base level is never said more finely than four digits, however narrow the interval."""
    steps = [step_of(0.0, width)]
    said = wording.base(value, "person", "EUR", steps)
    number = said.split(wording.THIN)[0].lstrip(MINUS).replace(",", "")
    significant = number.replace(".", "").strip("0")
    assert len(significant) <= 5
    assume(abs(value) < wording.MILLION)
    coarsest = max(abs(value) * 1e-3, width / 6)
    assert abs(read(said.split(wording.THIN)[0]) - value) <= coarsest * (1 + 1e-9)


@pytest.mark.parametrize("better", ["up", "down"])
@pytest.mark.parametrize("verdict", ["rises", "falls"])
def test_a_change_in_the_good_direction_is_better(verdict, better):
    """Rising is better exactly when up is good, falling exactly when down is."""
    assert (wording.tone(verdict, better) == "better") == ((verdict == "rises") == (better == "up"))


@pytest.mark.parametrize(
    ("verdict", "tone"),
    [("no clear change", "unclear"), ("unchanged", "same"), ("not measured", "same")],
)
def test_no_clear_change_is_never_coloured_good_or_bad(verdict, tone):
    """Only an interval that excludes zero may look like a result."""
    assert wording.tone(verdict, "up") == tone


def test_every_verdict_has_words_and_a_sign():
    """Each verdict of the analysis is explained and has its own sign."""
    from sim.experiment import tables

    verdicts = {
        tables.RISES, tables.FALLS, tables.NO_CLEAR_CHANGE, tables.UNCHANGED, tables.NOT_MEASURED,
    }  # fmt: skip
    assert set(wording.SURE) == verdicts
    assert len({wording.sign(verdict) for verdict in verdicts}) == len(verdicts)
