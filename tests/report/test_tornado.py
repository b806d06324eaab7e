"""Figures of a sensitivity analysis show every number they are given, and no order beyond it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.intervals import Interval
from sim.analysis.sensitivity import Effect, Index
from sim.report.tornado import Bar, screening, shares, tornado

BASE = 80.0
UNIT = "EUR"


def around(mean: float, half: float) -> Interval:
    """An interval of twenty replications."""
    return Interval(mean, mean - half, mean + half, 20)


def bar(name: str, low: float, high: float, half: float = 1.0) -> Bar:
    """A parameter whose range moves the answer from one value to another."""
    return Bar(
        name, "a little", "a lot", around(low, half), around(high, half), around(high - low, half)
    )


BARS = [bar("small", 78.0, 83.0), bar("large", 120.0, 40.0), bar("middle", 70.0, 90.0)]

BAR = st.builds(
    bar,
    st.text(max_size=20),
    *[st.floats(-1e6, 1e6)] * 2,
    st.floats(0.0, 1e5, allow_subnormal=False),
)


def names(figure) -> list[str]:
    """Parameters from the top, without their places."""
    return [text.split("  <b>")[0] for text in figure.layout.yaxis.ticktext]


def places(figure) -> list[str]:
    """Places from the top."""
    return [text.split("  <b>")[1].removesuffix("</b>") for text in figure.layout.yaxis.ticktext]


def test_the_widest_swing_is_on_top() -> None:
    """Parameters stand in the order of their swings, whichever way they go."""
    figure = tornado(BARS, BASE, UNIT)
    assert names(figure) == ["large", "middle", "small"]
    assert places(figure) == ["1", "2", "3"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


@given(st.lists(BAR, min_size=1, max_size=5), st.floats(-1e6, 1e6))
@settings(max_examples=25, deadline=None)
def test_bars_go_from_the_base_to_the_answers(bars: list[Bar], base: float) -> None:
    """Both ends and both intervals of every parameter are drawn where they are, within the axis."""
    figure = tornado(bars, base, UNIT)
    order = sorted(range(len(bars)), key=lambda at: -abs(bars[at].swing.mean))
    left, right = figure.layout.xaxis.range
    for trace, side in zip(figure.data, ("low", "high"), strict=True):
        for row, position in enumerate(order):
            answer = getattr(bars[position], side)
            tip = trace.base + trace.x[row]
            assert tip == pytest.approx(answer.mean, abs=1e-6)
            assert tip - trace.error_x.arrayminus[row] == pytest.approx(answer.low, abs=1e-6)
            assert tip + trace.error_x.array[row] == pytest.approx(answer.high, abs=1e-6)
            assert left < answer.low <= answer.high < right
            assert round(trace.y[row]) == row
    assert figure.layout.shapes[0].x0 == base


def test_the_ends_are_told_apart_by_more_than_colour() -> None:
    """Low and high end differ in colour, hatching and height, and each bar bears its value."""
    figure = tornado(BARS, BASE, UNIT)
    low, high = figure.data
    assert low.marker.color != high.marker.color
    assert low.marker.pattern.shape != high.marker.pattern.shape
    assert all(above < below for above, below in zip(low.y, high.y, strict=True))
    assert [note.text for note in figure.layout.annotations] == ["a little"] * 3 + ["a lot"] * 3


def test_overlapping_swings_share_their_places() -> None:
    """Where intervals overlap both parameters show both places, not an order."""
    figure = tornado([bar("one", 70.0, 90.0, 3.0), bar("other", 90.0, 69.0, 3.0)], BASE, UNIT)
    assert places(figure) == ["1\N{EN DASH}2"] * 2


def test_a_missing_answer_is_last_and_open() -> None:
    """A parameter without its runs stands last, may have any place, and bends no axis."""
    nothing = Interval(math.nan, math.nan, math.nan, 0)
    figure = tornado([Bar("gone", "a", "b", nothing, nothing, nothing), *BARS], BASE, UNIT)
    assert names(figure)[-1] == "gone"
    assert places(figure)[-1] == "1\N{EN DASH}4"
    assert all(math.isfinite(end) for end in figure.layout.xaxis.range)
    assert len(figure.layout.annotations) == 6


def test_hostile_words_are_words() -> None:
    """Markup in a parameter's name or value is shown, not read."""
    hostile = "<b>&</b>"
    named = bar(hostile, 1.0, 2.0)._replace(low_value=hostile)
    figures = [
        tornado([named], BASE, hostile),
        screening([hostile], [Effect(around(1.0, 0.1), 1.0, 0.5)], hostile),
        shares([hostile], [Index(around(0.5, 0.1), around(0.6, 0.1))]),
    ]
    for figure in figures:
        assert names(figure) == ["&lt;b&gt;&amp;&lt;/b&gt;"]
        assert hostile not in figure.layout.xaxis.title.text
        assert all(hostile not in text for trace in figure.data for text in trace.text)
        assert all(hostile not in note.text for note in figure.layout.annotations)


def test_screening_shows_size_and_spread() -> None:
    """Mean sizes stand with their intervals, largest first; the spread has a mark of its own."""
    effects = [Effect(around(1.0, 0.5), -1.0, 0.2), Effect(around(3.0, 0.4), 3.0, 2.0)]
    figure = screening(["weak", "strong"], effects, UNIT)
    size, spread = figure.data
    assert names(figure) == ["strong", "weak"]
    assert places(figure) == ["1", "2"]
    assert size.x == (3.0, 1.0)
    assert size.error_x.array == pytest.approx((0.4, 0.5))
    assert spread.x == (2.0, 0.2)
    assert not spread.error_x.visible
    assert size.marker.symbol != spread.marker.symbol


def test_shares_are_in_per_cent() -> None:
    """Both indices stand with their intervals, placed by the total."""
    indices = [
        Index(around(0.4, 0.05), around(0.45, 0.1)),
        Index(around(0.2, 0.1), around(0.5, 0.1)),
        Index(around(0.0, 0.01), around(0.0, 0.01)),
    ]
    figure = shares(["alone", "together", "idle"], indices)
    first, total = figure.data
    assert names(figure) == ["together", "alone", "idle"]
    assert places(figure) == ["1\N{EN DASH}2", "1\N{EN DASH}2", "3"]
    assert first.x == pytest.approx((20.0, 40.0, 0.0))
    assert total.error_x.arrayminus == pytest.approx((10.0, 10.0, 1.0))
    assert total.text[0] == "together, with others ST: 50 % (40 to 60)"
