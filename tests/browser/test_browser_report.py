"""The report in a real browser: no errors, no requests, every plot drawn, nothing cut."""

import pytest

from sim.report import write_report
from sim.report.sweep_html import write_sweep_report
from tests.browser.chromium import CUT_TEXTS, VISIBLE_TEXTS, opened
from tests.report.small_sweeps import analysis, swept
from tests.report.synthetic import ALTERNATIVES, answer

pytestmark = pytest.mark.browser

EVIL = "</script><img src=http://example.invalid/x onerror=document.title='taken'><b>{{ 7*7 }}"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of the made-up answer as a file."""
    return write_report(answer(), tmp_path_factory.mktemp("report") / "report.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_opens_silently_with_every_plot(browser, report, scheme):
    """No message on the console, no request but the file itself, each plot has its drawing."""
    page, noise = opened(browser, report, color_scheme=scheme)
    count = page.locator("[data-figure]").count()
    assert count > 10
    assert page.locator("[data-figure] .main-svg").count() >= count
    assert page.locator(".modebar").count() == 0
    assert noise == []
    page.close()


def test_hostile_words_do_nothing(browser, tmp_path):
    """A scenario's words run no script, load no image and open no link."""
    worlds = [(name, EVIL, EVIL) for name, _, _ in ALTERNATIVES]
    made = answer(worlds, scenario_title=EVIL, question=EVIL)
    page, noise = opened(browser, write_report(made, tmp_path / "report.html"))
    assert page.title() == EVIL
    assert page.locator("img").count() == 0
    assert page.locator(".js-plotly-plot a").count() == 0
    assert noise == []
    page.close()


@pytest.mark.parametrize("width", [1280, 820, 420])
def test_page_never_scrolls_sideways(browser, report, width):
    """Wide tables and drawings scroll in their own frame; the page does not."""
    page, _ = opened(browser, report, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_labels_do_not_overlap(browser, tmp_path):
    """No two labels of the ticks, titles and steps of a plot, or of a chain, touch; long or not."""
    long = "A rather long title such as managers like to give to an alternative"
    worlds = [(name, long, "") for name, _, _ in ALTERNATIVES]
    report = write_report(answer(worlds), tmp_path / "report.html")
    page, _ = opened(browser, report, viewport={"width": 1280, "height": 800})
    selector = (
        ".js-plotly-plot .infolayer text, .js-plotly-plot [class*='tick'] text, .chain-drawing text"
    )
    texts = page.evaluate(VISIBLE_TEXTS, selector)
    assert len(texts) > 300
    texts.sort(key=lambda entry: entry[2])
    for place, (one, left, top, right, bottom) in enumerate(texts):
        for other, left2, top2, right2, bottom2 in texts[place + 1 :]:
            if top2 > bottom:
                break
            overlap = min(right, right2) - max(left, left2)
            depth = min(bottom, bottom2) - max(top, top2)
            height = min(bottom - top, bottom2 - top2)
            assert overlap <= 1 or depth <= 0.35 * height, (one, other)
    page.close()


def test_labels_of_plots_are_not_cut(browser, report):
    """Every label lies inside its plot."""
    page, _ = opened(browser, report, viewport={"width": 1280, "height": 800})
    assert page.evaluate(CUT_TEXTS) == []
    page.close()


def test_paper_shows_everything(browser, report):
    """On A4 every plot fits the sheet and what is folded is open, however dark the screen was."""
    page, noise = opened(browser, report, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 703, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    widths = page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot .main-svg')].map(n => n.clientWidth)"
    )
    assert 0 < max(widths) <= 703
    assert page.locator("details:not([open])").count() == 0
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0
    assert noise == []
    page.close()


def test_keyboard_reaches_the_answer_first(browser, report):
    """The first tab stop skips to the answer."""
    page, _ = opened(browser, report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#answer"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("design", ["one_at_a_time", "morris", "sobol_indices", "grid"])
def test_pages_of_sweeps_are_silent_and_whole(browser, tmp_path, design, scheme):
    """No message, no request, every plot drawn and no label cut; no page scrolls sideways."""
    made = swept() if design == "grid" else analysis(design)
    report = write_sweep_report(made, tmp_path / "report.html")
    page, noise = opened(
        browser, report, color_scheme=scheme, viewport={"width": 1280, "height": 800}
    )
    count = page.locator("[data-figure]").count()
    assert page.locator("[data-figure] .main-svg").count() >= count > 0
    assert page.evaluate(CUT_TEXTS) == []
    for width in (1280, 420):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print", color_scheme=scheme)
    page.set_viewport_size({"width": 703, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    assert noise == []
    page.close()
