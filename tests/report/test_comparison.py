"""The page and the summary of two questions side by side."""

import re

import pytest

from sim.experiment.compare import beside, keep
from sim.metrics import CATALOGUE
from sim.report.comparison import comparison_html, sentence, summary, write_comparison
from tests.report.synthetic import answer

ONE = answer()


def another(**changes):
    """Another answer."""
    return answer(scenario_title="Twice as many <b>staff</b>", **changes)


def raised(by):
    """An answer whose base earns more in every run."""
    figures = dict.fromkeys(CATALOGUE, 1.0 + 0.01 * ONE.runs["replication"])
    profits = {"profit": 700_000.0 + 1000.0 * ONE.runs["replication"]}
    runs = ONE.runs.assign(**figures | profits)
    more = runs.assign(profit=runs["profit"] + by)
    return answer(runs=runs), another(runs=more)


@pytest.fixture
def compared():
    """Two answers side by side; the second earns 5,000 more, always."""
    return beside(*raised(5000.0))


def test_the_sentence_says_how_much_and_how_sure(compared):
    """The paired difference of the bases in the headline."""
    words = sentence(compared)
    assert "by +5,000 EUR/year" in words
    assert "8 pairs of runs with the same seed" in words


def test_other_seeds_are_said(compared):
    """A reader knows that the interval is wider than it need be."""
    one, other = raised(5000.0)
    unpaired = answer(runs=one.runs, manifest=one.manifest | {"seed": 2})
    assert "with other seeds" in sentence(beside(unpaired, other))
    assert "with other seeds" in comparison_html(beside(unpaired, other))


def test_currencies_that_differ_are_not_compared():
    """The sentence says so instead of a number."""
    one, other = raised(5000.0)
    foreign = another(runs=other.runs, currency="USD")
    assert "cannot be compared" in sentence(beside(one, foreign))


def test_the_page_holds_every_figure_and_every_effect(compared):
    """A row for each; words of the questions stay words; nothing is loaded."""
    page = comparison_html(compared, "spc compare a b")
    assert "Twice as many &lt;b&gt;staff" in page
    assert "<b>staff" not in page
    assert page.count('<tr><th scope="row">') >= len(compared.bases)
    assert len(re.findall("<td>Is retention worth it", page)) == 4
    assert "spc compare a b" in page
    assert "nan" not in re.sub(r"<script.*?</script>", "", page, flags=re.S).lower().split()


def test_a_page_is_written_beside_its_tables(compared, tmp_path):
    """The folder is named by both questions; the same comparison takes its place."""
    folder = keep(compared, tmp_path)
    page = write_comparison(compared, folder / "report.html")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert keep(compared, tmp_path) == folder
    assert {file.name for file in folder.iterdir()} == {
        "manifest.json",
        "bases.csv",
        "effects.csv",
        "inputs.csv",
        "report.html",
    }


def test_the_summary_fits_a_terminal(compared, capsys):
    """Eighty columns, the chain's figures, the sentence last."""
    summary(compared)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any("profit" in line for line in lines)
    assert "same seed" in " ".join(lines[-3:])
