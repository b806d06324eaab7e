"""The report of every shipped question in a real browser, in every language, screen and paper."""

import pytest

import sim
from sim.report import write_report
from tests.browser.chromium import CUT_TEXTS, opened

pytestmark = pytest.mark.browser

QUESTIONS = [name for name in sim.shipped() if "/" not in name]
MEGABYTES = 1e6

WIDTHS = "[...document.querySelectorAll('.js-plotly-plot .main-svg')].map(n => n.clientWidth)"


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_report_is_silent_whole_and_small(browser, tmp_path, name):
    """In every language: no message, no request, no label cut, on paper as on screen."""
    answer = sim.run(name, replications=2, engine="compiled")
    for language in sim.languages():
        with sim.speaking(language):
            file = write_report(answer, tmp_path / f"{language}.html")
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
        assert 0 < max(page.evaluate(WIDTHS)) <= 703
        assert page.locator("details:not([open])").count() == 0
        assert noise == []
        page.close()
