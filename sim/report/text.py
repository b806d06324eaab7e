"""The answer in a terminal: a summary after the run, and how far the run has come."""

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.analysis.rounding import step_of
from sim.experiment.tables import FAILED, NOT_MEASURED, OK
from sim.language import gettext
from sim.report import basis, sections, wording
from sim.report.lines import broken
from sim.report.page import unbroken
from sim.report.rows import each

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from sim.engine.parting import Parting
    from sim.experiment.answer import Answer
    from sim.experiment.runner import Progress

PLAIN_WIDTH: Final = 80
"""Columns where there is no terminal to ask [character]."""

STYLES: Final = {"better": "bold cyan", "worse": "bold yellow"}
"""Colour of a change; the sign and the words say the same without it."""


def plain(text: str) -> str:
    """Text without control characters, so that a scenario's words cannot steer the terminal."""
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else letter
        for letter in text
    )


def console(file: Any = None) -> "Console":
    """A console that prints words as they are; 80 columns where there is no terminal."""
    from rich.console import Console

    target = file or sys.stdout
    width = None if target.isatty() else PLAIN_WIDTH
    return Console(file=target, width=width, markup=False, highlight=False, emoji=False)


def parted(world: str, parting: "Parting") -> str:
    """Whether, and where, two engines part in a world.

    Parameters
    ----------
    world : str
        Its name.
    parting : Parting
        From `sim.diff_engines`.

    Returns
    -------
    str
        One line, or three when they part.
    """
    if not parting.tables:
        return f"{world}: the same {parting.events:,} events, every table byte for byte"
    if parting.number < 0:
        where = f"the same {parting.events:,} events"
    else:
        where = f"part at event {parting.number:,}\n  simpy     {parting.one}"
        where += f"\n  compiled  {parting.other}"
    return f"{world}: {where}\n  tables that differ: {', '.join(parting.tables)}"


def _lines(words: str, columns: int, style: str) -> "Text":
    """Words for people in lines of so many columns, Chinese ones too."""
    from rich.text import Text

    lines = broken(unbroken(plain(words)), columns, hangs=False)
    return Text("\n".join(lines).replace("\N{NO-BREAK SPACE}", " "), style=style)


def summary(answer: "Answer", report: Path | None = None) -> None:
    """Print headline differences, the formula, then the answer in a sentence and its report.

    Parameters
    ----------
    answer : Answer
        What `sim.run` returned.
    report : Path, optional
        Where the report was written.
    """
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    out = console()
    out.print()
    out.print(Text(plain(gettext(answer.scenario_title)), style="bold"))
    level = gettext("{percent} % interval").format(percent=f"{100 * sections.confidence(answer):g}")
    for name, title, _ in sections.alternatives(answer):
        if not (answer.runs["status"] == OK).any():
            break
        rows = answer.chain[answer.chain["alternative"] == name]
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
        table.add_column("", no_wrap=True)
        table.add_column(gettext("base"), justify="right", no_wrap=True)
        table.add_column(gettext("change"), justify="right", no_wrap=True)
        table.add_column(level, no_wrap=True)
        for row in each(rows):
            said = wording.difference(row.difference, row.low, row.high, row.unit, answer.currency)
            steps = [step_of(row.low, row.high)]
            base = wording.base(row.base_mean, row.unit, answer.currency, steps)
            sign = wording.sign(row.verdict)
            style = STYLES.get(wording.tone(row.verdict, row.better), "")
            table.add_row(
                gettext(row.label),
                plain(_short(base)),
                Text(plain(f"{sign} {said.whole}"), style=style),
                said.interval,
            )
        out.print()
        out.print(Text(f"{plain(title)} ({name})", style="bold"))
        out.print(Padding(table, (0, 0, 0, 2)))
        for formula in each(answer.closed_form[answer.closed_form["alternative"] == name]):
            words = sections.formula_line(formula, answer.currency)
            out.print(Padding(_lines(words, out.width - 2, "dim"), (0, 0, 0, 2)))
    notes = basis.implausible(answer)
    notes += [sections.chances_line(answer)] if len(answer.alternatives) > 2 else []
    if answer.manifest["precision"]["targets"]:
        notes += basis.precision(answer)
    if notes:
        out.print()
    for line in notes:
        out.print(_lines(line, out.width, "dim"))
    # Last, where a terminal stops scrolling: the answer and where to read on.
    out.print()
    out.print(_lines(answer.sentence(), out.width, "bold"))
    if report is not None:
        out.print(gettext("report: {file}").format(file=report), soft_wrap=True)


def _short(base: str) -> str:
    """A base level without its unit, which stands beside it with the change."""
    if base == gettext(NOT_MEASURED):
        return wording.sign(NOT_MEASURED)
    number, *words = base.split(wording.THIN)
    if len(words) > 1:
        return gettext("{number} M").format(number=number)
    return f"{number} %" if words and words[0].startswith("%") else number


def failures(answer: "Answer") -> None:
    """Name on stderr the runs that failed, one per line."""
    for row in each(answer.runs[answer.runs["status"] == FAILED]):
        words = plain(str(row.message))
        print(
            f"run failed: {row.alternative}, replication {row.replication}: {words}",
            file=sys.stderr,
        )


@contextmanager
def watching(*, is_quiet: bool = False) -> Iterator[Callable[["Progress"], None] | None]:
    """Show how far a run has come, as a bar on stderr; nothing where there is no terminal.

    Parameters
    ----------
    is_quiet : bool
        Show nothing anywhere.

    Yields
    ------
    callable or None
        What to hand to `sim.run` as ``progress``.
    """
    if is_quiet:
        yield None
        return
    with counting("running") as step:
        yield None if step is None else lambda state: step(state.done, state.asked)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show how much of a work is done, as a bar on stderr; nothing where there is no terminal.

    Parameters
    ----------
    what : str
        Word before the bar.

    Yields
    ------
    callable or None
        What to call with the number done and the number in all.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
    )
    with progress.Progress(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step
