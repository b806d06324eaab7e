"""Values that nobody looked up and that were moved from the model's default."""

import json
import re
from dataclasses import replace

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.tables import PROVENANCE
from sim.report import basis, report_html
from sim.report.moved import OVER, TIMES, UNSURE, moved
from tests.report import synthetic

PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.floats(-1e9, 1e9)
    | st.sampled_from(["plan", "replace"])
    | st.lists(st.floats(0, 9), max_size=3)
)
BASE = synthetic.answer(synthetic.ALTERNATIVES[:1])

MARKS = (*UNSURE, "literature", "measured", "")
TOPS = ("firm", "customers", "alternatives", "experiment", "time", "sweep")


def cell(value):
    """A value as a table has it."""
    return value if isinstance(value, str) else json.dumps(value)


def table(*rows):
    """An answer that used these values, each by its top, value, default and mark."""
    frame = pd.DataFrame(
        [
            (f"{top}.value_{n}", cell(value), cell(default), "q.yaml:3", mark, "a reason", "-")
            for n, (top, value, default, mark) in enumerate(rows)
        ],
        columns=[column.name for column in PROVENANCE.columns],
    )
    return replace(BASE, provenance=frame)


ROWS = st.lists(
    st.tuples(st.sampled_from(TOPS), PLAIN, PLAIN | st.just(""), st.sampled_from(MARKS)),
    max_size=9,
)


@given(ROWS)
def test_every_value_that_was_moved_without_evidence_is_named_once(rows):
    """Of the base, with a default it differs from, assumed, recalled or unmarked: no other."""
    wanted = {
        f"{top}.value_{n}"
        for n, (top, value, default, mark) in enumerate(rows)
        if top in ("firm", "customers") and mark in UNSURE and default not in ("", value)
    }
    found = [one.path for one in moved(table(*rows))]
    assert sorted(found) == sorted(wanted)


@given(st.lists(st.tuples(st.floats(0.01, 100), st.floats(0.01, 100)), max_size=9))
def test_the_farthest_comes_first(pairs):
    """By the larger over the smaller, whichever of the two is the default."""
    ahead, back = (
        [one.path for one in moved(table(*(("firm", a, b, "assumed") for a, b in rows)))]
        for rows in (pairs, [(b, a) for a, b in pairs])
    )
    assert ahead == back
    ratios = [max(a / b, b / a) for a, b in pairs]
    sizes = [ratios[int(path.rpartition("_")[2])] for path in ahead]
    assert sizes == sorted(sizes, reverse=True)


@given(st.floats(0.001, 1e6), st.integers(2, 999))
def test_how_far_is_told_the_way_it_went(default, times):
    """So many times the default, or the default over so many; from 0 nothing can be told."""
    (up,) = moved(table(("firm", default * times, default, "assumed")))
    (down,) = moved(table(("firm", default / times, default, "assumed")))
    (none,) = moved(table(("firm", default, 0.0, "assumed")))
    assert (up.times, down.times, none.times) == (f"{TIMES}{times}", f"{OVER}{times}", "")


def test_a_change_that_has_no_size_comes_last():
    """Away from 0 or across it first, then by size, then words and lists."""
    rows = (("firm", "freeze", "replace", "assumed"), ("firm", 3.0, 2.0, "assumed"),
            ("firm", [1, 2], [1, 1], "assumed"), ("firm", 0.1, 0.0, "assumed"))  # fmt: skip
    assert [one.path[-1] for one in moved(table(*rows))] == ["3", "1", "0", "2"]


def test_the_page_shows_a_dozen_and_keeps_the_rest_closed():
    """All of them are on the page in their order; what comes first is open."""
    rows = [("firm", 100.0 + n, 1.0, "assumed") for n in range(40)]
    page = report_html(table(*rows))
    part = page[page.index('id="basis"') : page.index('id="run"')]
    found = [one.path.replace("_", "_<wbr>").replace(".", ".<wbr>") for one in moved(table(*rows))]
    before, after = part.split('<details class="long"><summary>', 1)
    places = [part.index(f"<code>{path}</code>") for path in found]
    assert places == sorted(places)
    assert sum(f"<code>{path}</code>" in before for path in found) == 12
    assert after.startswith("28 more")


@given(ROWS)
def test_the_counts_add_up_to_the_numbers_used(rows):
    """Each number of the business and its levers is counted once, in the way it is known."""
    made = table(*rows)
    numbers = [
        mark
        for top, value, _, mark in rows
        if top not in ("experiment", "sweep")
        and mark
        and (is_number(value) or (isinstance(value, list) and value))
    ]
    all_of, *parts = (int(number) for number in re.findall(r"\d+", basis.counts(made)))
    marks = ("measured", "literature", "recalled", "assumed", "scenario")
    assert parts == [numbers.count(mark) for mark in marks]
    assert all_of == sum(parts)


def is_number(value):
    """Whether it is a number, which truth values are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def test_nothing_moved_is_said():
    """Where all is the model's default, or looked up, one line says so."""
    page = report_html(table(("firm", 2.0, 1.0, "measured"), ("firm", 1.0, 1.0, "assumed")))
    assert "No assumed, recalled or unmarked value of the base was moved" in page
