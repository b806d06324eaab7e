"""What an answer is sensitive to, and how well that is known."""

from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report import html, sensitivity_words
from sim.report.evidence import NO_EFFECT, SENSITIVE, findings, values
from sim.report.sweep_html import sweep_html
from tests.report import synthetic
from tests.report.small_sweeps import analysis, placed

PATHS = ("firm.price_index", "links.customer_satisfaction_to_retention")


def marked(result, *claims):
    """An analysis whose values are known so: mark and source of each."""
    factors = tuple(
        factor._replace(mark=mark, source=source)
        for factor, (mark, source) in zip(result.swept.factors, claims, strict=True)
    )
    return replace(result, swept=replace(result.swept, factors=factors))


swings = st.tuples(st.floats(-9e3, 9e3), st.floats(0.0, 9e3), st.just(1), st.just(2))


@given(swings, swings)
def test_a_value_matters_where_its_interval_excludes_zero(one, other):
    """That and no more is called sensitive; what moves in no run has no effect."""
    verdicts = {row.parameter: row.verdict for row in values(placed(one, other))}
    for path, (mean, half, *_) in zip(PATHS, (one, other), strict=True):
        excludes = mean - half > 0.0 or mean + half < 0.0
        assert (verdicts[path] == SENSITIVE) == excludes
        assert (verdicts[path] == NO_EFFECT) == (mean == half == 0.0)


@pytest.mark.parametrize("method", ["one_at_a_time", "morris", "sobol_indices"])
def test_rows_are_those_of_the_analysis_in_its_order(method):
    """Each value varied once, by its place, with the numbers that its own page shows."""
    made = analysis(method)
    rows = values(made)
    assert [row.parameter for row in rows] == sensitivity_words.order(made)
    shown = [sensitivity_words.estimate(row, made) for row in sensitivity_words.placed(made)]
    assert [(row.estimate, row.interval) for row in rows] == shown


CLAIMS = {
    "assumed": ("chosen", "rests on an assumption: chosen"),
    "recalled": ("Author (2001)", "rests on what is recalled, not looked up: Author (2001)"),
    "scenario": ("", "rests on a value without a source"),
    "literature": ("Author (2001), table 2", None),
    "measured": ("own books", None),
}


@pytest.mark.parametrize("mark", CLAIMS)
def test_what_matters_and_was_not_looked_up_is_pointed_at(mark):
    """In words, with its reason; what does not matter clearly is not, however it is known."""
    source, words = CLAIMS[mark]
    made = marked(placed((5e3, 1e3, 1, 1), (1.0, 1e3, 2, 2)), (mark, source), (mark, source))
    wanted = () if words is None else (f"firm.price_index {words}",)
    assert findings(made).rests == wanted


def test_a_reason_does_not_say_assumption_twice():
    """The schema begins some reasons with the word; beside the mark it stands once."""
    pairs = {"Assumption": "assumed", "Assumption: typical": "assumed: typical"}
    for source, words in pairs.items():
        assert values(marked(analysis(), *2 * [("assumed", source)]))[0].known == words


def test_both_pages_say_how_each_value_is_known():
    """The report of the answer and the page of the analysis have the same words for it."""
    made = marked(analysis(), ("recalled", "Author (2001)"), ("assumed", "a round number"))
    pages = html.report_html(synthetic.answer(), made), sweep_html(made)
    for row in values(made):
        assert all(row.known in unescape(page) for page in pages)
    assert "has not been tested" not in pages[0]


def test_none_that_matters_is_said():
    """No value is called sensitive where no interval excludes zero."""
    made = findings(placed((1.0, 1e3, 1, 2), (2.0, 1e3, 1, 2)))
    assert "sensitive to none of 2 values varied" in made.sentence
    assert made.rests == ()
