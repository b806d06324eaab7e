"""A sweep in a terminal: what it is about to do, and what it found."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.experiment.sensitivity import PLACED, Sensitivity
from sim.experiment.sentence import amount
from sim.metrics import CATALOGUE
from sim.report import sensitivity_words, sweep_words
from sim.report.text import console, plain

if TYPE_CHECKING:
    from sim.experiment.sweep_plan import SweepPlan
    from sim.experiment.swept import Swept

JOBS: Final = 5
"""Rows of the job table that are shown [count]."""

COLUMNS: Final = 4
"""Values of the job table that fit beside each other [count]."""

ROWS: Final = 12
"""Values of a sensitivity analysis that are shown [count]."""

FAILURES: Final = 20
"""Failed runs that are named [count]."""


def plan(sweep: "SweepPlan", kept: int, folder: Path | None = None, workers: int = 1) -> None:
    """Print what a sweep is about to do and roughly what that takes.

    Parameters
    ----------
    sweep : SweepPlan
        What is to be done, as the ``begin`` callback of `sim.sweep` is given it.
    kept : int
        Runs that are finished already.
    folder : Path, optional
        Where every finished run is kept; None when nothing is written.
    workers : int
        Runs done at a time.
    """
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    currency = sweep.question.scenario.currency
    head = (
        f"{sweep.question.name}: {_count(len(sweep.points), 'point')} x "
        f"{_count(len(sweep.worlds), 'world')} x "
        f"{_count(sweep.rule.replications, 'replication')} = {_count(sweep.runs, 'run')} with the "
        f"{sweep.settings.engine} engine"
    )
    out.print(Text(plain(head), style="bold"))
    table = _table("", "", "")
    for factor in sweep.factors:
        table.add_row(
            factor.path,
            plain(sweep_words.range_of(factor, currency)),
            sweep_words.levels_of(factor, sweep.rule.design),
        )
    out.print(Padding(table, (0, 0, 0, 2)))
    jobs, shown = sweep.jobs(), sweep.factors[:COLUMNS]
    rows = _table("point", *(factor.path.rsplit(".", 1)[-1] for factor in shown))
    for job in jobs[:JOBS]:
        values = (sweep_words.value_of(job[factor.path], factor, currency) for factor in shown)
        rows.add_row(str(job["point"]), *map(plain, values))
    out.print(Padding(rows, (0, 0, 0, 2)))
    more = []
    if len(jobs) > JOBS:
        more.append(f"{_count(len(jobs) - JOBS, 'more point')}")
    if len(sweep.factors) > COLUMNS:
        more.append(f"{_count(len(sweep.factors) - COLUMNS, 'more value')}")
    if more:
        out.print(f"  and {' and '.join(more)}")
    left = sweep.seconds * (sweep.runs - kept) / sweep.runs
    where = "nothing is written"
    if folder is not None:
        where = f"roughly {_size(sweep.size)} in {folder}"
    out.print(
        f"roughly {_duration(left)} with {_count(workers, 'worker')}, {where}", soft_wrap=True
    )
    if kept:
        out.print(f"{kept:,} of the {sweep.runs:,} runs are finished already")


def swept_summary(result: "Swept", page: Path | None = None, kpi: str = "profit") -> None:
    """Print what a sweep found: a table of its alternatives, its sentences and its page.

    Parameters
    ----------
    result : Swept
        What `sim.sweep` returned.
    page : Path, optional
        Where the page was written.
    kpi : str
        Key figure that it is shown by.
    """
    from rich.text import Text

    out = console()
    metric = CATALOGUE[kpi]
    is_difference = len(result.alternatives) > 1
    unit = _unit(metric.unit, result.currency, signed=is_difference)
    rows = sweep_words.estimates_of(result, kpi)
    heads = ("lowest", "highest", "above 0", "below 0", "unclear", "exactly 0")
    table = _table("", *(heads if is_difference else heads[:2]), numbers=True)
    for name, part in sweep_words.by_world(rows, result):
        ends = sweep_words.ends_of(part)
        if ends is None:
            continue
        said = [
            sweep_words.figure_of(
                end["mean"], end["low"], end["high"], metric.unit, result.currency,
                signed=is_difference,
            )[0].removesuffix(unit)
            for end in ends
        ]  # fmt: skip
        above, below, same, unclear, _ = sweep_words.verdict_counts(part)
        counts = [above, below, unclear, same] if is_difference else []
        table.add_row(plain(name), *map(plain, said), *(f"{count:,}" for count in counts))
    _head(
        out,
        result,
        f"{metric.label} at {_count(len(result.points), 'point')}, in{unit}"
        if unit
        else metric.label,
    )
    _shown(out, table)
    for sentence in sweep_words.swept_words(result, kpi):
        out.print(Text(plain(sentence), style="bold"))
    _end(out, page)
    failures(result)


def sensitivity_summary(result: Sensitivity, page: Path | None = None) -> None:
    """Print what an answer rests on: values in order, the sentences and the page.

    Parameters
    ----------
    result : Sensitivity
        What `sim.sensitivity` returned.
    page : Path, optional
        Where the page was written.
    """
    from rich.text import Text

    out = console()
    sure = float(result.swept.manifest["confidence"])
    measure = sensitivity_words.MEASURES[PLACED[result.method]].split(":")[0]
    rows = sensitivity_words.placed(result)
    is_share = rows[0].measure == "total"
    unit = " %" if is_share else _unit(rows[0].unit, result.swept.currency, signed=True)
    heads = (f"{measure}{f' [{unit.strip()}]' if unit else ''}", f"{100.0 * sure:g} % interval")
    table = _table("place", "value varied", *heads)
    for row in rows[:ROWS]:
        said, interval = (
            words.removesuffix(unit) for words in sensitivity_words.estimate(row, result)
        )
        table.add_row(sensitivity_words.place_of(row), row.parameter, plain(said), plain(interval))
    asked = sweep_words.asked_about(result.kpi, result.alternative, result.swept)
    _head(out, result.swept, asked)
    _shown(out, table)
    if len(rows) > ROWS:
        out.print(f"  and {_count(len(rows) - ROWS, 'more value')}")
    for sentence in (
        sensitivity_words.idle_words(result),
        sensitivity_words.dropped_words(result),
        *sensitivity_words.flips_words(result),
    ):
        if sentence:
            out.print(plain(sentence))
    out.print()
    out.print(Text(plain(sensitivity_words.rests_on(result)), style="bold"))
    _end(out, page)
    failures(result.swept)


def failures(result: "Swept") -> None:
    """Name on stderr the runs that failed, each with the command that runs it again."""
    from sim.report.sweep_html import failures as failed

    err = console(sys.stderr)
    found = list(failed(result))
    for row in found[:FAILURES]:
        where = f"point {row.point}, {plain(row.alternative)}, replication {row.replication}"
        err.print(f"run failed: {where}: {plain(row.message)}", soft_wrap=True)
        err.print(f"  again: {plain(row.rerun)}", soft_wrap=True)
    if len(found) > FAILURES:
        err.print(f"and {_count(len(found) - FAILURES, 'more failed run')}, in the table runs")


def _head(out: Any, result: "Swept", what: str) -> None:
    from rich.text import Text

    out.print()
    out.print(Text(plain(result.scenario_title), style="bold"))
    out.print(plain(what))
    out.print()


def _shown(out: Any, table: Any) -> None:
    from rich.padding import Padding

    if table.row_count:
        out.print(Padding(table, (0, 0, 0, 2)))
        out.print()


def _end(out: Any, page: Path | None) -> None:
    """Where to read on, last."""
    if page is not None:
        out.print(f"report: {page}", soft_wrap=True)


def _table(*heads: str, numbers: bool = False) -> Any:
    """A table without lines; numbers to the right."""
    from rich.table import Table

    table = Table(
        box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim",
        show_header=any(heads),
    )  # fmt: skip
    for position, head in enumerate(heads):
        table.add_column(head, justify="right" if numbers and position else "left", overflow="fold")
    return table


def _unit(unit: str, currency: str, *, signed: bool) -> str:
    """What stands after a number of a unit."""
    return amount(0.0, unit, currency, 1.0, signed=signed).removeprefix("0")


def _count(number: int, what: str) -> str:
    """A number of things, one or several."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 1.0:
        return "a second"
    for size, what in ((172_800.0, "days"), (7_200.0, "hours"), (120.0, "min")):
        if seconds >= size:
            per = {"days": 86_400.0, "hours": 3_600.0, "min": 60.0}[what]
            return f"{seconds / per:,.0f} {what}"
    return f"{seconds:,.0f} s"


def _size(size: int) -> str:
    """A size as people say it."""
    for power, what in ((1e9, "GB"), (1e6, "MB")):
        if size >= 0.1 * power:
            return f"{size / power:,.1f} {what}"
    return f"{max(size / 1e3, 1.0):,.0f} kB"
