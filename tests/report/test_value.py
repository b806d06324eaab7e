"""Customers by value and tenure: selection is never called loyalty."""

import numpy as np
import pytest

from sim.report import figures, value
from sim.report.html import report_html
from tests.report.synthetic import ALTERNATIVES, answer

MADE = answer()
SURE = 0.95


def changed(**columns):
    """The answer with columns of the table by tenure replaced by functions of that table."""
    table = MADE.clv_by_tenure
    return answer(clv_by_tenure=table.assign(**{k: f(table) for k, f in columns.items()}))


def test_a_rise_from_selection_alone_is_not_called_loyalty():
    """Where the decisions with every bond cut are the same, the words give loyalty nothing."""
    words = value.reading(MADE, "base", SURE)
    assert "All of the rise is selection" in words
    assert "Nobody has become more loyal" in words
    assert "can be loyalty" not in words


def test_only_what_lies_beyond_selection_may_be_loyalty():
    """Two points more each year than unlike people explain are named as the rest."""
    words = value.reading(MADE, "service", SURE)
    assert "Selection alone gives +2" in words
    assert "The rest, +2.0" in words
    assert "Only that rest can be loyalty" in words


def test_a_rise_below_that_of_selection_is_no_sign_of_loyalty():
    """Where bonds hold newcomers better than old customers, the rise is less than selection's."""
    below = changed(retention=lambda t: t["retention_neutral"] - 0.005 * t["tenure_year"])
    words = value.reading(below, "base", SURE)
    assert "The rest, \N{MINUS SIGN}2.5" in words
    assert "no sign that customers become more loyal" in words


def test_retention_that_does_not_rise_is_said_so():
    """A flat or falling curve is not explained."""
    flat = changed(
        retention=lambda t: 0.8 - 0.01 * t["tenure_year"],
        retention_neutral=lambda t: 0.8 - 0.01 * t["tenure_year"],
    )
    words = value.reading(flat, "base", SURE)
    assert "does not clearly rise" in words
    assert "loyal" not in words


def test_one_year_of_tenure_says_nothing():
    """A slope needs two points."""
    short = answer(clv_by_tenure=MADE.clv_by_tenure.query("tenure_year == 1"))
    assert "nothing can be said" in value.reading(short, "base", SURE)


def test_years_not_seen_in_full_are_not_drawn():
    """The last, unfinished year is in the table in words and on no curve."""
    rows = value.tenure_rows(MADE, "base", SURE)
    assert list(rows["year"]) == [1, 2, 3, 4, 5]
    table = value.years(MADE, "base")
    assert [row.year for row in table] == [1, 2, 3, 4, 5, 6]
    assert table[-1].retention == "not seen in full"
    assert table[0].customers == "200"


def test_curves_run_from_nothing_to_everything():
    """Every curve of concentration starts at 0, ends at 1, rises and never lies below equality."""
    rows = value.lorenz_rows(MADE)
    assert list(rows["alternative"].unique()) == [name for name, *_ in ALTERNATIVES]
    for _, curve in rows.groupby("alternative"):
        for column in ("people", "revenue"):
            assert curve[column].iloc[0] == 0.0
            assert curve[column].iloc[-1] == pytest.approx(1.0)
            assert (np.diff(curve[column]) >= 0.0).all()
        assert (curve["revenue"] >= curve["people"] - 1e-12).all()


def test_the_best_fifth_is_read_off_the_curve():
    """The sentence says where the curve stands at 20 % of the customers."""
    share = 100.0 * (1.0 - 0.8**5)
    assert f"{share:.1f}\N{NARROW NO-BREAK SPACE}% of revenue" in value.best_fifth(MADE, "base")


def test_both_lines_are_drawn_apart_by_more_than_colour():
    """Retention is a solid line with full marks, selection alone a dashed one with open marks."""
    figure = figures.tenure(value.tenure_rows(MADE, "target", SURE), figures.COLOURS[0])
    _, kept, neutral = figure.data
    assert (kept.line.dash, neutral.line.dash) == ("solid", "dash")
    assert kept.marker.symbol != neutral.marker.symbol
    assert all(a > b for a, b in zip(kept.y, neutral.y, strict=True))


def test_every_world_is_read_on_the_page():
    """The section holds one reading and one curve for the base and each alternative."""
    page = report_html(MADE)
    start = page.index('<section id="value"')
    section = page[start : page.index("</section>", start)]
    assert section.count("through the fifth") == len(ALTERNATIVES)
    assert section.count('data-figure="figure-tenure-') == len(ALTERNATIVES)
    assert section.count('data-figure="figure-lorenz"') == 1
