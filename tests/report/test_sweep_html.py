"""The page of a sweep shows what was varied, what failed and how sure it is, asking for nothing."""

import re
from dataclasses import replace
from functools import cache
from html import unescape

import numpy as np
import pytest

import sim
from sim.analysis.rounding import MINUS
from sim.errors import UsageError
from sim.experiment.sensitivity import METHODS
from sim.experiment.swept import Swept
from sim.report import sensitivity_words, sweep_words
from sim.report.sweep_html import sweep_html, write_sweep_report
from tests.report.small_sweeps import (
    QUESTION,
    analysis,
    failing,
    flip,
    placed,
    swept,
    with_flips,
)
from tests.report.test_page import EVIL, read

PAGES = ("grid", "latin_hypercube", *METHODS)


@cache
def page_of(kind: str) -> str:
    """The page of a design or of a method."""
    return sweep_html(analysis(kind) if kind in METHODS else swept(kind))


@pytest.fixture(params=PAGES)
def page(request) -> str:
    """A page of every kind, made once in whatever order it is asked for."""
    return page_of(request.param)


def words(page: str) -> str:
    """What a reader sees, in one line; places to break within a word are left out."""
    text = re.sub(r"<script.*?</script>|<style.*?</style>", " ", page, flags=re.S)
    text = re.sub(r"<[^>]+>", " ", text.replace("<wbr>", ""))
    return " ".join(unescape(text).replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_answer_comes_first_and_every_section_is_reached(page):
    """Sections are those of the contents, the answer first, and every link has its target."""
    reader = read(page)
    sections = [attributes["id"] for tag, attributes in reader.tags if tag == "section"]
    linked = [a["href"][1:] for tag, a in reader.tags if tag == "a"]
    assert sections[0] == "answer"
    assert linked[1:] == sections
    assert len(reader.ids) == len(set(reader.ids))


def test_page_asks_for_nothing_and_stays_small(page):
    """No address but its own in any tag; the policy allows its two scripts; under 8 MB."""
    for tag, attributes in read(page).tags:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            value = attributes.get(name) or "#"
            assert value.startswith("#") or value == "data:,", (tag, attributes)
    policy = next(a["content"] for _, a in read(page).tags if "content" in a and "src" in str(a))
    assert len(re.findall(r"'sha256-[^']+'", policy)) == 2
    assert "://" not in re.sub(r"<script>.*?</script>", "", page, flags=re.S)
    assert len(page.encode()) < 8_000_000


def test_every_value_varied_is_named_with_its_points(page):
    """Paths and the job table are on the page."""
    for path in ("firm.price_index", "links.customer_satisfaction_to_retention"):
        assert path in words(page)
    assert "What each point sets" in words(page)


def test_page_can_be_read_without_seeing(page):
    """A caption for every table, words for every figure and every frame that scrolls."""
    tags = read(page).tags
    names = [tag for tag, _ in tags]
    assert names.count("table") == names.count("caption") > 0
    assert any("data-figure" in attributes for _, attributes in tags)
    for tag, attributes in tags:
        if attributes.get("role") in ("img", "region") or tag == "nav":
            assert attributes.get("aria-label"), (tag, attributes)
        if attributes.get("role") == "region":
            assert attributes.get("tabindex") == "0"


def test_no_number_is_printed_raw(page):
    """Neither NaN nor an infinity nor a long tail of digits reaches a reader."""
    assert not re.search(r"\bnan\b|\binf\b|\d\.\d{6,}|\de[+-]\d", words(page), re.IGNORECASE)


def test_page_says_how_it_was_run(page):
    """Seed, runs, the command, and what the intervals and the random numbers are."""
    said = words(page)
    for wanted in (
        "Seed 3, the same at every point",
        "Engine simpy",
        "Kept from an earlier sweep",
        "Each interval stands by itself",
        "common random numbers",
        "spc sweep",
    ):
        assert wanted in said


@pytest.mark.parametrize("made", [swept, analysis])
def test_every_failed_run_is_named_with_its_command(made):
    """Each failed run's message and rerun command stand in a table, and the top says how many."""
    result = made()
    broken = failing(result if isinstance(result, Swept) else result.swept, 3)
    shown = broken if isinstance(result, Swept) else replace(result, swept=broken)
    page = sweep_html(shown)
    said = words(page)
    failed = broken.runs[broken.runs["status"] == "failed"]
    assert len(failed) == 3
    for command, message in zip(failed["rerun"], failed["message"], strict=True):
        assert command in said
        assert message in said
    top = page[: page.index("</section>")]
    assert f"3 of {len(broken.runs)} runs failed" in words(top)


def test_an_analysis_can_be_read_from_its_sweep_alone():
    """A sweep that was made for an analysis is shown as one, whoever made it."""
    made = analysis()
    assert sweep_html(made.swept) == sweep_html(made)


def test_a_sweep_too_broken_to_analyse_says_why():
    """Where too many runs failed, the sweep is shown and the reason with it."""
    made = analysis("morris").swept
    runs = made.runs.copy()
    runs["profit"] = np.nan
    page = words(sweep_html(replace(made, runs=runs)))
    assert "What the answer rests on cannot be told" in page
    assert "Value by value" in page


def test_hostile_words_stay_words():
    """Tags in a title, a message or a command change no tag of the page."""
    pages = []
    for text in ("tame words", EVIL):
        made = failing(swept(), message=text)
        worlds = tuple(world._replace(title=text) for world in made.alternatives)
        pages.append(
            sweep_html(replace(made, scenario_title=text, question=text, alternatives=worlds))
        )
    before, after = ([tag for tag, _ in read(one).tags if tag != "wbr"] for one in pages)
    assert after == before
    assert "steal()</script>" not in pages[1]


# Sentences ----------------------------------------------------------------------------------------


def test_a_leader_is_named_with_its_interval():
    """One value whose places are one and one is what the answer rests on most."""
    said = sensitivity_words.rests_on(placed((-9000.0, 500.0, 1, 1), (2000.0, 400.0, 2, 2)))
    swing = f"swing {MINUS}9,000 EUR a year, 95 % interval {MINUS}9,500 to {MINUS}8,500 EUR a year"
    assert f"rests most on firm.price_index ({swing})" in said
    assert "95 % interval +4,000 to +6,000 EUR a year" in said
    assert "cannot tell" not in said


def test_places_that_overlap_are_said():
    """Two values that may both be the first are both named, and no one is said to lead."""
    said = sensitivity_words.rests_on(placed((3000.0, 2000.0, 1, 2), (2000.0, 2000.0, 1, 2)))
    assert "cannot tell which of firm.price_index and links.customer" in said
    assert "rests most" not in said


def test_nothing_that_moves_it_is_said():
    """Where no value changes anything, none is named as what matters."""
    said = sensitivity_words.rests_on(placed((0.0, 0.0, 1, 2), (0.0, 0.0, 1, 2)))
    assert "does not move with any value" in said


def test_a_flip_says_where_between_what_and_how_sure():
    """The value, its interval and the values tried; the same on the page."""
    made = with_flips(flip())
    said = (
        "'Cheaper' is no longer better than 'Base' once links.customer_satisfaction_to_retention "
        "falls below 0.31 (95 % interval 0.2 to 0.45; tried 0.25 and 0.5)."
    )
    assert sensitivity_words.flips_words(made)[0].replace("0.20 to", "0.2 to") == said
    assert sensitivity_words.flips_words(made)[0] in words(sweep_html(made))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"loses": "above"}, "rises above 0.31"),
        ({"is_clear": "no"}, "Not clear: on average"),
        ({"low": -np.inf}, "from below the range tried up to 0.45"),
        ({"high": np.inf}, "to beyond the range tried"),
        ({"low": -np.inf, "high": np.inf}, "beyond the range tried on both sides"),
        ({"low": np.nan, "high": np.nan}, "no interval"),
    ],
)
def test_a_flip_that_is_not_sure_says_so(given, wanted):
    """Ends beyond the range, no interval and unclear sides are words, not symbols."""
    said, *_ = sensitivity_words.flips_words(with_flips(flip(**given)))
    assert wanted in said
    assert not re.search(r"\bnan\b|\binf\b", said, re.IGNORECASE)


def test_every_flip_is_on_the_page():
    """One sentence for each row."""
    made = with_flips(flip(), flip(flip=1, value=1.7, low=1.6, high=1.8, below=1.5, above=2.0))
    said = words(sweep_html(made))
    assert said.count("is no longer better than") == len(made.flips) == 2


def test_no_flip_is_good_news():
    """Where nothing changes the recommendation the page says so and names it."""
    (said,) = sensitivity_words.flips_words(with_flips())
    assert "No value within its range changes the recommendation" in said
    assert "has the best profit" in said


@pytest.mark.parametrize("kpi", ["profit", "customer_retention"])
def test_counts_add_up_to_the_points(kpi):
    """Above, below, exactly 0, unclear and unmeasured are all the points, each one time."""
    made = swept()
    rows = sweep_words.estimates_of(made, kpi)
    assert sum(sweep_words.verdict_counts(rows)) == len(made.points)
    (said,) = sweep_words.swept_words(made, kpi)
    assert f"Over {len(made.points)} points" in said
    assert "interval" in said


def test_the_range_is_that_of_the_table():
    """The lowest and the highest of the sentence are those of the differences."""
    made = swept()
    rows = sweep_words.estimates_of(made, "profit")
    low, high = sweep_words.ends_of(rows)
    assert low["mean"] == rows["mean"].min()
    assert high["mean"] == rows["mean"].max()
    said = sweep_words.swept_words(made, "profit")[0]
    for row in (low, high):
        assert sweep_words.at_point(row, made.factors, made.currency) in said


def test_a_world_alone_is_told_by_itself():
    """Without an alternative there is no difference, and the page shows the base."""
    made = sim.sweep(
        QUESTION, {"firm.price_index": [0.9, 1.0]}, alternatives=[], replications=2, engine="simpy"
    )
    (said,) = sweep_words.swept_words(made, "profit")
    assert "profit of 'Base' goes from" in said
    assert "less" not in said
    assert said in words(sweep_html(made))


# Files --------------------------------------------------------------------------------------------


def test_the_file_is_the_page_and_stands_in_the_folder(tmp_path):
    """By default ``report.html`` in the sweep's folder, and a folder will do for the sweep."""
    made = replace(swept(), folder=tmp_path)
    path = write_sweep_report(made)
    assert path == tmp_path / "report.html"
    assert path.read_text(encoding="utf-8") == sweep_html(made)


def test_public_report_takes_a_sweep_and_its_folder(tmp_path):
    """`sim.write_report` knows what a folder holds."""
    made = sim.sweep(
        QUESTION, {"firm.price_index": [0.9, 1.0]}, replications=2, engine="simpy", out=tmp_path
    )
    path = sim.write_report(made.folder)
    assert path.read_text(encoding="utf-8") == sweep_html(made)


def test_what_cannot_be_written_says_what_to_change(tmp_path):
    """Without a folder, with a missing one, and for a figure that does not exist."""
    with pytest.raises(UsageError, match="say where"):
        write_sweep_report(swept())
    with pytest.raises(UsageError, match="choose another file"):
        write_sweep_report(swept(), tmp_path / "nowhere" / "report.html")
    with pytest.raises(UsageError, match="profits"):
        sweep_html(swept(), "profits")
