"""Pages in Chromium: opened, listened to, and measured."""

import shutil

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
"""The browser, where it is installed."""

VISIBLE_TEXTS = """selector => [...document.querySelectorAll(selector)]
  .map(node => [node.textContent, node.getBoundingClientRect()])
  .filter(([text, box]) => text.trim() && box.width > 0)
  .map(([text, box]) => [text, box.left, box.top, box.right, box.bottom])"""

CUT_TEXTS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const frame = plot.getBoundingClientRect();
  return [...plot.querySelectorAll('text')]
    .map(node => [node.textContent, node.getBoundingClientRect()])
    .filter(([text, box]) => text.trim() && box.width > 0)
    .filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
    .map(([text]) => text);
})"""


def opened(browser, path, **options):
    """The page once every plot is drawn, with what it complained of and asked for."""
    page = browser.new_page(**options)
    noise = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on(
        "request", lambda asked: noise.append(asked.url) if asked.url != path.as_uri() else None
    )
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    return page, noise
