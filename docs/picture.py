"""Take the README's picture of a report: ``python docs/picture.py REPORT.html``."""

import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

PICTURE: Final = Path(__file__).resolve().parent / "images" / "report.png"
SIZE: Final = {"width": 1280, "height": 760}

if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE)
        page.goto(Path(sys.argv[1]).resolve().as_uri())
        page.wait_for_load_state("load")
        page.screenshot(path=PICTURE)
        browser.close()
