"""Options and arguments that commands share, and how their words become values."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

import sim
from sim.errors import UsageError
from sim.language import languages, speaking

if TYPE_CHECKING:
    from concurrent.futures import Executor

SHARE: Final = "--precision"
"""The one option whose numbers are shares, which may be written in per cent."""

QuestionName: TypeAlias = Annotated[
    str, typer.Argument(help="A YAML file, or the name of a shipped question (`spc list`).")
]
Alternatives: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("-s", "--alternative", metavar="NAME,...", help="Only these alternatives."),
]
Overrides: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Set a value of the base; repeatable."),
]
Seed: TypeAlias = Annotated[
    int | None, typer.Option(metavar="N", help="Seed of all random numbers; 0 is a seed.")
]
Workers: TypeAlias = Annotated[
    int | None,
    typer.Option(metavar="N", help="Processes; never changes the numbers. [default: all cores]"),
]
Threads: TypeAlias = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help="Threads of this process instead; of use to the compiled engine alone, since SimPy "
        "runs in one at a time.",
    ),
]
Engine: TypeAlias = Annotated[
    str, typer.Option(metavar="auto|simpy|compiled", help="Engine; never changes the numbers.")
]


def _speak(context: typer.Context, code: str) -> str:
    """Speak a language until the command has ended."""
    context.with_resource(speaking(code))
    return code


Language: TypeAlias = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="|".join(languages()),
        callback=_speak,
        help="Language of the report, the summary and titles.",
    ),
]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("-q", "--quiet", help="Print the report's path only.")
]
Tables: TypeAlias = Annotated[
    str, typer.Option(metavar="csv|parquet", help="Form of the tables; parquet needs its extra.")
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace what is already there.")]
Replications: TypeAlias = Annotated[
    int | None, typer.Option(metavar="N", help="Exactly so many replications.")
]
Out: TypeAlias = Annotated[Path, typer.Option(metavar="DIR", help="Folder of all answers.")]
Precision: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        SHARE,
        metavar="KPI=PERCENT",
        help="Replicate until the half width of the difference is that share of the base; "
        "repeatable.",
    ),
]
HalfWidth: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--half-width",
        metavar="KPI=NUMBER",
        help="Replicate until the half width is that number, in the KPI's unit; repeatable.",
    ),
]
Best: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--best",
        metavar="KPI=NUMBER",
        help="Replicate until it is known which world is best; smaller leads do not matter.",
    ),
]


def figures(option: str, given: Sequence[str] | None) -> dict[str, float] | None:
    """Numbers by key figure, from ``profit=5000`` or, for a share, ``profit=2%``; None for none.

    Raises
    ------
    UsageError
        When one is not written so.
    """
    if given is None:
        return None
    form = "PERCENT, for example profit=2%" if option == SHARE else "NUMBER, such as profit=5000"
    wanted = {}
    for text in given:
        kpi, _, words = text.partition("=")
        is_percent = option == SHARE and words.strip().endswith("%")
        try:
            value = float(words.strip().removesuffix("%") if is_percent else words)
        except ValueError:
            raise UsageError(f"{option} {text}: cannot be read; write KPI={form}") from None
        wanted[kpi.strip()] = value / 100.0 if is_percent else value
    return wanted


def names(given: Sequence[str] | None) -> list[str] | None:
    """Names from ``-s a,b -s c``; None when none are given."""
    if given is None:
        return None
    return [name.strip() for entry in given for name in entry.split(",") if name.strip()]


@contextmanager
def working(workers: int | None, threads: int | None) -> Iterator["int | Executor"]:
    """Who does the runs: processes, as many as there are cores unless said, or threads.

    Raises
    ------
    UsageError
        When both are asked for.
    """
    if threads is None:
        yield cores() if workers is None else workers
        return
    if workers is not None:
        raise UsageError("--workers and --threads cannot be joined; choose processes or threads")
    with sim.Threads(threads) as pool:
        yield pool


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def warn(notice: object) -> None:
    """Name on stderr what does nothing in a question."""
    print(f"warning: {notice}", file=sys.stderr)
