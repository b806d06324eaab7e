"""The answer for people: figures, words, one self-contained page."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiment.answer import Answer

__all__ = ["report_html", "write_report"]


def report_html(answer: "Answer") -> str:
    """The whole report as one self-contained page; see `sim.report.html.report_html`."""
    from sim.report import html

    return html.report_html(answer)


def write_report(answer: "Answer | Path | str", path: Path | str | None = None) -> Path:
    """Write the report to a file; see `sim.report.html.write_report`."""
    from sim.report import html

    return html.write_report(answer, path)
