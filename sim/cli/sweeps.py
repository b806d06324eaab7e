"""Commands that ask a question at many points: sweep, sensitivity."""

import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

import sim
from sim.cli.app import STOPPED, app
from sim.cli.options import (
    Alternatives,
    Engine,
    Force,
    Language,
    Out,
    Overrides,
    QuestionName,
    Quiet,
    Seed,
    Tables,
    Threads,
    Workers,
    names,
    warn,
    working,
)
from sim.errors import UsageError

if TYPE_CHECKING:
    from sim.experiment.sweep import SweepProgress
    from sim.experiment.sweep_plan import SweepPlan

Vary: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH[=VALUES]",
        help="Vary a value: PATH=LOW..HIGH, PATH=LOW..HIGH:LEVELS, PATH=A,B,C, or PATH alone for "
        "what is worth testing; repeatable. [default: the question's sweep: block]",
    ),
]
Each: TypeAlias = Annotated[
    int | None,
    typer.Option("--replications", metavar="N", help="Replications of every world at each point."),
]
Size: TypeAlias = Annotated[
    int | None,
    typer.Option(metavar="N", help="Points, trajectories or base points, as the design counts."),
]
Resume: TypeAlias = Annotated[
    bool, typer.Option("--resume", help="Go on where it was stopped; begin if it was not begun.")
]
DryRun: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be run, and end.")
]


@app.command(
    short_help="Ask a question at many points.",
    epilog="Example:  spc sweep retention_gain --vary firm.price_index=0.9..1.1:5 "
    "--vary links.wait_to_quality=0,1",
)
def sweep(
    question: QuestionName,
    vary: Vary = None,
    design: Annotated[
        str | None,
        typer.Option(
            metavar="DESIGN",
            help="grid, latin_hypercube or sobol_sequence. [default: the question's, else grid]",
        ),
    ] = None,
    size: Size = None,
    replications: Each = None,
    alternative: Alternatives = None,
    overrides: Overrides = None,
    seed: Seed = None,
    workers: Workers = None,
    threads: Threads = None,
    engine: Engine = "auto",
    out: Out = Path("outputs"),
    force: Force = False,
    resume: Resume = False,
    dry_run: DryRun = False,
    tables: Tables = "csv",
    language: Language = "en",
    quiet: Quiet = False,
) -> int:
    """Ask a question at many points, each world replicated at each, and keep every run at once.

    First it says what it is about to do and what that is likely to take. Whatever stops it, the
    runs that had finished are kept, and the same command with --resume does the rest. A run that
    fails is a row with its message and a command that runs it again; the exit code is then 1.
    """
    from sim.report import sweep_text
    from sim.report.gallery import write_gallery

    with _watched(workers, threads, out, is_quiet=quiet, is_dry=dry_run) as common:
        result = sim.sweep(
            question,
            varied(vary),
            design=design,
            size=size,
            replications=replications,
            sets=tuple(overrides or ()),
            alternatives=names(alternative),
            seed=seed,
            engine=engine,
            out=out,
            force=force,
            resume=resume,
            tables=tables,
            warn=warn,
            **common,
        )
    page = sim.write_report(result)
    write_gallery(page.parent.parent)
    if quiet:
        return _said_briefly(result, page)
    sweep_text.swept_summary(result, page)
    return int(result.exit_status)


@app.command(
    short_help="Find what an answer rests on.",
    epilog="Example:  spc sensitivity retention_gain --of paid "
    "--vary links.customer_satisfaction_to_retention=0..2:9",
)
def sensitivity(
    question: QuestionName,
    vary: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH[=VALUES]",
            help="Vary a value, as for sweep. [default: the question's sweep: block, else the "
            "strength of every arrow of the chain]",
        ),
    ] = None,
    method: Annotated[
        str,
        typer.Option(
            metavar="METHOD",
            help="one_at_a_time: a tornado, and where the recommendation changes; morris: which "
            "values matter at all; sobol_indices: how much of the variance is whose.",
        ),
    ] = "one_at_a_time",
    kpi: Annotated[
        str | None,
        typer.Option(metavar="KPI", help="Key figure asked about. [default: the question's]"),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Whose difference from the base. [default: the first]"),
    ] = None,
    size: Size = None,
    replications: Each = None,
    alternative: Alternatives = None,
    overrides: Overrides = None,
    seed: Seed = None,
    workers: Workers = None,
    threads: Threads = None,
    engine: Engine = "auto",
    out: Out = Path("outputs"),
    force: Force = False,
    resume: Resume = False,
    dry_run: DryRun = False,
    tables: Tables = "csv",
    language: Language = "en",
    quiet: Quiet = False,
) -> int:
    """Find what an answer rests on, with intervals, and where the recommendation changes.

    It is a sweep with the points that the method needs: it says what it will take, keeps every run,
    and goes on with --resume.
    """
    from sim.report import sweep_text
    from sim.report.gallery import write_gallery

    with _watched(workers, threads, out, is_quiet=quiet, is_dry=dry_run) as common:
        result = sim.sensitivity(
            question,
            varied(vary),
            method=method,
            kpi=kpi,
            alternative=of,
            size=size,
            replications=replications,
            sets=tuple(overrides or ()),
            alternatives=names(alternative),
            seed=seed,
            engine=engine,
            out=out,
            force=force,
            resume=resume,
            tables=tables,
            warn=warn,
            **common,
        )
    page = sim.write_report(result)
    write_gallery(page.parent.parent)
    if quiet:
        return _said_briefly(result.swept, page)
    sweep_text.sensitivity_summary(result, page)
    return int(result.exit_status)


def _said_briefly(result: "sim.Swept", page: Path) -> int:
    """Print the report's path, and name the runs that failed."""
    from sim.report import sweep_text

    print(page)
    sweep_text.failures(result)
    return int(result.exit_status)


def varied(given: Sequence[str] | None) -> dict[str, Any] | None:
    """What is varied, from ``a.b=0..2:5``, ``a.b=1,2,3`` or ``a.b``; None when nothing is given.

    Raises
    ------
    UsageError
        When one is not written so, or a value is varied twice.
    """
    if given is None:
        return None
    found: dict[str, Any] = {}
    for text in given:
        path, equals, words = (part.strip() for part in text.partition("="))
        if path in found:
            raise UsageError(f"--vary {path}: given twice; write it once")
        low, dots, rest = words.partition("..")
        high, colon, levels = rest.partition(":")
        try:
            if not path or "..." in words:  # 0...2 may mean 0 to 2, or 0 to .2
                raise ValueError("no path, or no telling where the range ends")
            if not equals:
                found[path] = None
            elif dots:
                found[path] = {"low": _finite(float(low)), "high": _finite(float(high))}
                found[path] |= {"levels": int(levels)} if colon else {}
            else:
                found[path] = [_value(word.strip()) for word in words.split(",")]
        except ValueError:
            raise UsageError(
                f"--vary {text}: cannot be read; write PATH=LOW..HIGH, PATH=LOW..HIGH:LEVELS, "
                "PATH=A,B,C or PATH"
            ) from None
    return found


def _value(word: str) -> float | bool | str:
    """A number, a truth value or a word."""
    if not word:
        raise ValueError("nothing between commas")
    try:
        value = json.loads(word)
    except ValueError:
        return word
    return _finite(value) if isinstance(value, int | float) else word


def _finite(value: float) -> float:
    """The number itself, which nothing in a question may be unless it is finite."""
    if not math.isfinite(value):
        raise ValueError("not finite")
    return value


@contextmanager
def _watched(
    workers: int | None, threads: int | None, out: Path, *, is_quiet: bool, is_dry: bool
) -> Iterator[dict[str, Any]]:
    """What a sweep is called with to be seen: who works, what is shown before and meanwhile.

    An interrupt ends the command with the exit code for that, and says where the finished runs are.
    """
    from sim.experiment.executors import abreast
    from sim.report import sweep_text, text

    with working(workers, threads) as hands:

        def begin(plan: "SweepPlan", kept: int) -> None:
            if is_dry or not is_quiet:
                sweep_text.plan(plan, kept, plan.folder_in(out), abreast(hands))
            if is_dry:
                raise typer.Exit

        step: Callable[[int, int], None] | None

        def progress(state: "SweepProgress") -> None:
            if step is not None:
                step(state.done, state.asked)

        try:
            if is_quiet or is_dry:
                step = None
                yield {"workers": hands, "begin": begin}
            else:
                with text.counting("running") as step:
                    yield {"workers": hands, "begin": begin, "progress": progress}
        except KeyboardInterrupt as stop:
            where = f"; finished runs are in {stop.args[0]}, --resume goes on" if stop.args else ""
            print(f"interrupted{where}", file=sys.stderr)
            raise typer.Exit(STOPPED) from None
