"""The answer for people: figures, words, one self-contained page."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiment.answer import Answer
    from sim.experiment.sensitivity import Sensitivity
    from sim.experiment.swept import Swept

__all__ = ["report_html", "write_report"]


def report_html(result: "Answer | Swept | Sensitivity") -> str:
    """The whole report as one self-contained page.

    See `sim.report.html.report_html` and `sim.report.sweep_html.sweep_html`.
    """
    from sim.experiment.answer import Answer
    from sim.report import html, sweep_html

    return html.report_html(result) if isinstance(result, Answer) else sweep_html.sweep_html(result)


def write_report(
    result: "Answer | Swept | Sensitivity | Path | str", path: Path | str | None = None
) -> Path:
    """Write the report of a result, or of a folder that holds one, to a file.

    See `sim.report.html.write_report` and `sim.report.sweep_html.write_sweep_report`.
    """
    from sim.experiment.answer import Answer
    from sim.experiment.results import load_results
    from sim.report import html, sweep_html

    given = load_results(result) if isinstance(result, str | Path) else result
    if isinstance(given, Answer):
        return html.write_report(given, path)
    return sweep_html.write_sweep_report(given, path)
