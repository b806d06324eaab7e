"""The answer for people: figures, words, one self-contained page."""

from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import UsageError

if TYPE_CHECKING:
    from sim.experiment.answer import Answer
    from sim.experiment.sensitivity import Sensitivity
    from sim.experiment.swept import Swept

__all__ = ["report_html", "write_report"]


def report_html(
    result: "Answer | Swept | Sensitivity", sensitivity: "Sensitivity | None" = None
) -> str:
    """The whole report as one self-contained page.

    See `sim.report.html.report_html` and `sim.report.sweep_html.sweep_html`.
    """
    from sim.experiment.answer import Answer
    from sim.report import html, sweep_html

    if isinstance(result, Answer):
        return html.report_html(result, sensitivity)
    return sweep_html.sweep_html(result)


def write_report(
    result: "Answer | Swept | Sensitivity | Path | str",
    path: Path | str | None = None,
    sensitivity: "Sensitivity | Swept | Path | str | None" = None,
) -> Path:
    """Write the report of a result, or of a folder that holds one, to a file.

    That of an answer may say what it is sensitive to, from an analysis of the same question.

    See `sim.report.html.write_report` and `sim.report.sweep_html.write_sweep_report`.
    """
    from sim.experiment.answer import Answer
    from sim.experiment.results import load_results
    from sim.report import html, sweep_html

    given = load_results(result) if isinstance(result, str | Path) else result
    if isinstance(given, Answer):
        return html.write_report(given, path, sensitivity)
    if sensitivity is not None:
        raise UsageError("a sensitivity analysis goes with an answer; name the folder of one first")
    return sweep_html.write_sweep_report(given, path)
