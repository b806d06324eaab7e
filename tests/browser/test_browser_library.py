"""The report of every shipped question in a real browser, in every language, screen and paper."""

from functools import cache

import pytest

import sim
from sim.report import write_report
from tests.browser.chromium import CUT_TEXTS, opened

pytestmark = pytest.mark.browser

QUESTIONS = [name for name in sim.shipped() if "/" not in name]
MEGABYTES = 1e6


@cache
def answer(name):
    """A question in few replications; its page has the shape of a full one."""
    return sim.run(name, replications=2, engine="compiled")


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("language", sim.languages())
def test_a_report_is_silent_whole_and_small(browser, tmp_path, name, language):
    """No message, no request, no label cut, nothing scrolls sideways, on paper as on screen."""
    with sim.speaking(language):
        file = write_report(answer(name), tmp_path / "report.html")
    assert file.stat().st_size < 8 * MEGABYTES
    page, noise = opened(browser, file, viewport={"width": 1280, "height": 800})
    count = page.locator("[data-figure]").count()
    assert page.locator("[data-figure] .main-svg").count() >= count > 10
    assert page.evaluate(CUT_TEXTS) == []
    assert page.evaluate("document.documentElement.lang") == language
    page.set_viewport_size({"width": 420, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 420
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    widths = "[...document.querySelectorAll('.js-plotly-plot .main-svg')].map(n => n.clientWidth)"
    assert 0 < max(page.evaluate(widths)) <= 703
    assert page.locator("details:not([open])").count() == 0
    assert noise == []
    page.close()
