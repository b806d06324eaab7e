"""A sweep in a terminal: what it is about to do, and what it found."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.experiment.sensitivity import PLACED, Sensitivity
from sim.experiment.sentence import amount
from sim.language import counted, gettext, later, listed
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

TIMES: Final = (
    (172_800.0, 86_400.0, later("{number} days")),
    (7_200.0, 3_600.0, later("{number} hours")),
    (120.0, 60.0, later("{number} min")),
    (1.0, 1.0, later("{number} s")),
)
"""From how long on a time is said in what, its length [second] and its words."""


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
    head = gettext(
        "{question}: {points} x {worlds} x {replications} = {runs} with the {engine} engine"
    ).format(
        question=sweep.question.name,
        points=_points(len(sweep.points)),
        worlds=counted("{number} world", "{number} worlds", len(sweep.worlds)),
        replications=counted(
            "{number} replication", "{number} replications", sweep.rule.replications
        ),
        runs=counted("{number} run", "{number} runs", sweep.runs),
        engine=sweep.settings.engine,
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
    rows = _table(gettext("point"), *(factor.path.rsplit(".", 1)[-1] for factor in shown))
    for job in jobs[:JOBS]:
        values = (sweep_words.value_of(job[factor.path], factor, currency) for factor in shown)
        rows.add_row(str(job["point"]), *map(plain, values))
    out.print(Padding(rows, (0, 0, 0, 2)))
    more = []
    if len(jobs) > JOBS:
        number = len(jobs) - JOBS
        more.append(counted("{number} more point", "{number} more points", number))
    if len(sweep.factors) > COLUMNS:
        more.append(_more_values(len(sweep.factors) - COLUMNS))
    if more:
        out.print(_and(listed(more)))
    left = sweep.seconds * (sweep.runs - kept) / sweep.runs
    words = (
        gettext("roughly {time} with {workers}, nothing is written")
        if folder is None
        else gettext("roughly {time} with {workers}, roughly {size} in {folder}")
    ).format(
        time=_duration(left),
        workers=counted("{number} worker", "{number} workers", workers),
        size=_size(sweep.size),
        folder=folder,
    )
    out.print(words, soft_wrap=True)
    if kept:
        words = gettext("{kept} of the {runs} runs are finished already")
        out.print(words.format(kept=f"{kept:,}", runs=f"{sweep.runs:,}"))


def swept_summary(result: "Swept", page: Path | None = None, kpi: str | None = None) -> None:
    """Print what a sweep found: a table of its alternatives, its sentences and its page.

    Parameters
    ----------
    result : Swept
        What `sim.sweep` returned.
    page : Path, optional
        Where the page was written.
    kpi : str, optional
        Key figure that it is shown by; the question's headline unless given.
    """
    from rich.text import Text

    out = console()
    kpi = kpi or result.headline
    metric = CATALOGUE[kpi]
    is_difference = len(result.alternatives) > 1
    unit = _unit(metric.unit, result.currency, signed=is_difference)
    rows = sweep_words.estimates_of(result, kpi)
    heads = (
        *(gettext("lowest"), gettext("highest"), gettext("above 0"), gettext("below 0")),
        *(gettext("unclear"), gettext("exactly 0")),
    )
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
    what = gettext(metric.label)
    if unit:
        words = gettext("{label} at {points}, in {unit}")
        what = words.format(label=what, points=_points(len(result.points)), unit=unit.strip())
    _head(out, result, what)
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
    measure = gettext(sensitivity_words.SHORT[PLACED[result.method]])
    rows = sensitivity_words.placed(result)
    is_share = rows[0].measure == "total"
    unit = " %" if is_share else _unit(rows[0].unit, result.swept.currency, signed=True)
    table = _table(
        gettext("place"),
        gettext("value varied"),
        f"{measure} [{unit.strip()}]" if unit else measure,
        gettext("{percent} % interval").format(percent=f"{100.0 * sure:g}"),
    )
    for row in rows[:ROWS]:
        said, interval = (
            words.removesuffix(unit) for words in sensitivity_words.estimate(row, result)
        )
        table.add_row(sensitivity_words.place_of(row), row.parameter, plain(said), plain(interval))
    asked = sweep_words.asked_about(result.kpi, result.alternative, result.swept)
    _head(out, result.swept, asked)
    _shown(out, table)
    if len(rows) > ROWS:
        out.print(_and(_more_values(len(rows) - ROWS)))
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
        words = gettext(
            "run failed: point {point}, {world}, replication {replication}: {message}"
        ).format(
            point=row.point,
            world=plain(row.alternative),
            replication=row.replication,
            message=plain(row.message),
        )
        err.print(words, soft_wrap=True)
        again = gettext("again: {command}").format(command=plain(row.rerun))
        err.print(f"  {again}", soft_wrap=True)
    if len(found) > FAILURES:
        number = len(found) - FAILURES
        more = counted("{number} more failed run", "{number} more failed runs", number)
        err.print(gettext("and {more}, in the table runs").format(more=more))


def _head(out: Any, result: "Swept", what: str) -> None:
    from rich.text import Text

    out.print()
    out.print(Text(plain(gettext(result.scenario_title)), style="bold"))
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
        out.print(gettext("report: {file}").format(file=page), soft_wrap=True)


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


def _points(number: int) -> str:
    return counted("{number} point", "{number} points", number)


def _more_values(number: int) -> str:
    return counted("{number} more value", "{number} more values", number)


def _and(more: str) -> str:
    """What a table leaves out, beneath it."""
    words = gettext("and {more}").format(more=more)
    return f"  {words}"


def _duration(seconds: float) -> str:
    """A time as people say it."""
    for least, length, words in TIMES:
        if seconds >= least:
            return gettext(words).format(number=f"{seconds / length:,.0f}")
    return gettext("a second")


def _size(size: int) -> str:
    """A size as people say it."""
    for power, what in ((1e9, "GB"), (1e6, "MB")):
        if size >= 0.1 * power:
            return f"{size / power:,.1f} {what}"
    return f"{max(size / 1e3, 1.0):,.0f} kB"
