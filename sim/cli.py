"""The command line: each command parses, calls one public function, prints, returns an exit code.

Exit codes: 0 fine; 1 a run failed or broke a law of the model; 2 the call or the question cannot be
carried out as given; 130 stopped by hand.
"""

import json
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer
from typer.exceptions import TyperException

import sim
from sim.cli_options import SHARE, Best, HalfWidth, Precision, figures
from sim.errors import SimError, SimulationError, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

OK: Final = 0
FAILED: Final = 1
MISUSED: Final = 2
STOPPED: Final = 130

ANY_FIRM: Final = "firms/textbook"
"""Machine code is the same for all."""

LONG_SECONDS: Final = 20.0
"""An answer that took longer is worth a word on how it would take less [second]."""

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

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
Quiet: TypeAlias = Annotated[
    bool, typer.Option("-q", "--quiet", help="Print the report's path only.")
]
Tables: TypeAlias = Annotated[
    str, typer.Option(metavar="csv|parquet", help="Form of the tables; parquet needs its extra.")
]
Out: TypeAlias = Annotated[Path, typer.Option(metavar="DIR", help="Folder of all answers.")]


def _version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        print(f"spc {sim.__version__}")
        raise typer.Exit


@app.callback(
    epilog="Example:  spc list, then spc run NAME; `spc COMMAND --help` tells more about each."
)
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Simulate the service-profit chain: how much, how sure, and why along the chain.

    A question is a YAML file: a base business and the alternatives to compare with it.
    """


@app.command(
    short_help="Answer a question and write its report.",
    epilog="Example:  spc run retention_gain -s lever --set firm.price_index=1.02 "
    "--precision profit=2%",
)
def run(
    question: QuestionName,
    alternative: Alternatives = None,
    overrides: Overrides = None,
    precision: Precision = None,
    half_width: HalfWidth = None,
    best: Best = None,
    replications: Annotated[
        int | None, typer.Option(metavar="N", help="Exactly so many replications.")
    ] = None,
    seed: Seed = None,
    workers: Workers = None,
    threads: Threads = None,
    engine: Engine = "auto",
    out: Out = Path("outputs"),
    force: Annotated[
        bool, typer.Option("--force", help="Replace an answer already there.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where the same question was stopped.")
    ] = False,
    log: Annotated[
        list[str] | None,
        typer.Option(metavar="contacts|events", help="Also write one row per contact or event."),
    ] = None,
    tables: Tables = "csv",
    quiet: Quiet = False,
) -> int:
    """Answer a question: run the base and its alternatives, compare them, write the report.

    What does nothing in the question is named as a warning before anything is run.
    """
    from sim.report import text

    try:
        with text.watching(is_quiet=quiet) as progress, _hands(workers, threads) as hands:
            answer = sim.run(
                question,
                sets=tuple(overrides or ()),
                alternatives=_names(alternative),
                seed=seed,
                replications=replications,
                precision=figures(SHARE, precision),
                half_width=figures("--half-width", half_width),
                best=figures("--best", best),
                workers=hands,
                engine=engine,
                out=out,
                force=force,
                resume=resume,
                progress=progress,
                log=tuple(log or ()),
                tables=tables,
                warn=_warn,
            )
    except KeyboardInterrupt as stop:
        where = f"; --resume goes on from the runs in {stop.args[0]}" if stop.args else ""
        print(f"interrupted{where}", file=sys.stderr)
        return STOPPED
    code = _show(answer, is_quiet=quiet)
    if not quiet:
        _advise(engine, answer)
    return code


@app.command(
    short_help="Add replications to an answer.",
    epilog="Example:  spc extend outputs/retention_gain-3f9a1c27d0 --half-width profit=5000",
)
def extend(
    folder: Annotated[Path, typer.Argument(help="Folder of an answer, as `spc run` wrote it.")],
    precision: Precision = None,
    half_width: HalfWidth = None,
    best: Best = None,
    replications: Annotated[
        int | None, typer.Option(metavar="N", help="Exactly so many replications in all.")
    ] = None,
    at_most: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="End after so many. [default: twice those there, or the question's]"
        ),
    ] = None,
    workers: Workers = None,
    threads: Threads = None,
    engine: Engine = "auto",
    quiet: Quiet = False,
) -> int:
    """Add replications to an answer in its own folder, and write its report again.

    Runs that are there are not repeated, those that failed are. Without an option it goes on
    towards what the answer was asked for.
    """
    from sim.report import text

    try:
        with text.watching(is_quiet=quiet) as progress, _hands(workers, threads) as hands:
            answer = sim.extend(
                folder,
                replications=replications,
                precision=figures(SHARE, precision),
                half_width=figures("--half-width", half_width),
                best=figures("--best", best),
                at_most=at_most,
                workers=hands,
                engine=engine,
                progress=progress,
            )
    except KeyboardInterrupt:
        print(f"interrupted; the answer in {folder} is as it was", file=sys.stderr)
        return STOPPED
    return _show(answer, is_quiet=quiet)


@app.command(
    short_help="Check questions without running them.",
    epilog="Example:  spc validate my_question.yaml other.yaml",
)
def validate(
    questions: Annotated[list[str], typer.Argument(metavar="FILE...", help="Questions to check.")],
) -> int:
    """Check questions without running them; every problem at once, with its line and remedy.

    What does nothing in a question is named as a warning, and does not change the exit code.
    """
    for question in sim.validate(questions):
        for notice in question.warnings:
            _warn(notice)
        alternatives = len(question.scenario.alternatives)
        print(f"{question.files[-1]}: fine, {alternatives} alternative{'s'[: alternatives != 1]}")
    return OK


@app.command(
    short_help="Hold the simulator against theory, literature and laws.",
    epilog="Example:  spc verify    or spc verify erlang_c_5    or spc verify A --full",
)
def verify(
    checks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CHECK...]", help="Checks, or parts by letter. [default: all]"),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="More cases, longer, more often; writes a folder.")
    ] = False,
    seed: Annotated[
        int, typer.Option(metavar="N", help="Seed of all random numbers; 0 is a seed.")
    ] = 1,
    workers: Workers = None,
    engine: Engine = "auto",
    out: Out = Path("outputs"),
    force: Annotated[bool, typer.Option("--force", help="Replace a proof already there.")] = False,
) -> int:
    """Hold the simulator against theory, literature and laws, each claim with its interval.

    The exit code is 1 when a hard claim fails; soft targets are shown and not judged.
    """
    from sim.report import proof, text

    with text.counting("checking") as progress:
        found = sim.verify(
            checks or (),
            full=full,
            seed=seed,
            engine=engine,
            workers=_cores() if workers is None else workers,
            out=out if full else None,
            force=force,
            progress=progress,
        )
    proof.print_proof(found)
    if found.folder is not None:
        print(f"everything: {proof.write_page(found).parent}")
    return int(found.exit_status)


@app.command(
    "compile",
    short_help="Make the machine code of the compiled engine.",
    epilog="Example:  spc compile",
)
def compile_engine() -> int:
    """Make the machine code of the compiled engine: a minute, once; kept until a source changes.

    `--engine auto` takes that engine for all but the shortest answers from then on.
    """
    from sim.engine import COMPILED, choose, make_ready
    from sim.scenarios.resolve import plans

    choose(COMPILED, 0.0)  # says what to install
    make_ready(COMPILED, plans(sim.load(ANY_FIRM).scenario)["base"])
    print("the compiled engine is ready")
    return OK


@app.command(
    "diff-engines",
    short_help="See that both engines give the same bytes.",
    epilog="Example:  spc diff-engines retention_gain --seed 7",
)
def diff_engines(
    question: QuestionName,
    alternative: Alternatives = None,
    overrides: Overrides = None,
    seed: Seed = None,
    replication: Annotated[int, typer.Option(metavar="N", help="Which one, from 0.")] = 0,
) -> int:
    """Run a question with both engines, and show the first event where they part, if they do.

    The exit code is 1 when they part, which is a fault of the program: please report it.
    """
    from sim.report import text

    found = sim.diff_engines(
        question,
        sets=tuple(overrides or ()),
        alternatives=_names(alternative),
        seed=seed,
        replication=replication,
    )
    for name, parting in found.items():
        print(text.parted(name, parting))
    return FAILED if any(parting.tables for parting in found.values()) else OK


@app.command(
    short_help="Explain what may stand in a question.",
    epilog="Example:  spc describe firm.recovery",
)
def describe(
    path: Annotated[str, typer.Argument(help="Dotted path; everything when left out.")] = "",
) -> int:
    """Explain what may stand in a question: unit, range, default, source and meaning."""
    from sim.scenarios.describe import card

    print("\n\n".join(card(entry) for entry in sim.describe(path)))
    return OK


@app.command("list", short_help="List what ships with the package.", epilog="Example:  spc list")
def list_shipped() -> int:
    """List the questions and firms that ship with the package."""
    titles = sim.titles()
    width = max(map(len, titles), default=0)
    for name, title in titles.items():
        print(f"{name:<{width}}  {title}".rstrip())
    return OK


@app.command(
    short_help="Start a question from a commented file.",
    epilog="Example:  spc new my_question    writes my_question.yaml here.",
)
def new(
    name: Annotated[str, typer.Argument(help="Name of the question: a-z, 0-9 and _.")],
) -> int:
    """Start a question: a small commented file that extends the textbook firm."""
    path = sim.new(name)
    print(f"{path} written; check it with `spc validate {path}`, answer it with `spc run {path}`")
    return OK


@app.command(
    short_help="Write the report of an answer again.",
    epilog="Example:  spc report outputs/retention_gain-3f9a1c27d0",
)
def report(
    folder: Annotated[Path, typer.Argument(help="Folder of an answer, as `spc run` wrote it.")],
) -> int:
    """Write the report of an answer again, without running anything."""
    print(sim.write_report(folder))
    return OK


@app.command(
    short_help="Give the JSON Schema for editors.",
    epilog="Example:  spc schema --out question.schema.json",
)
def schema(
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File to write; printed unless given.")
    ] = None,
) -> int:
    """Give the JSON Schema of a question, with which editors check YAML as it is written."""
    text = json.dumps(sim.schema(), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        print(text, end="")
        return OK
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{out} cannot be written: {reason}; choose another file") from error
    print(f"{out} written")
    return OK


def _show(answer: "sim.Answer", *, is_quiet: bool) -> int:
    """Write the report, print the summary or the report's path, and name the runs that failed."""
    from sim.report import text

    page = sim.write_report(answer)
    if is_quiet:
        print(page)
    else:
        text.summary(answer, page)
    text.failures(answer)
    return int(answer.exit_status)


def _advise(engine: str, answer: "sim.Answer") -> None:
    """Say how long answers come sooner next time."""
    from sim.engine import AUTO, is_to_be_compiled

    took = answer.manifest["seconds"]
    if engine == AUTO and took > LONG_SECONDS and is_to_be_compiled():
        hint = "`spc compile` takes a minute, once; answers like this one take seconds after it"
        print(hint, file=sys.stderr)


def _warn(notice: object) -> None:
    """Name on stderr what does nothing in a question."""
    print(f"warning: {notice}", file=sys.stderr)


def _names(given: Sequence[str] | None) -> list[str] | None:
    """Names from ``-s a,b -s c``; None when none are given."""
    if given is None:
        return None
    return [name.strip() for entry in given for name in entry.split(",") if name.strip()]


@contextmanager
def _hands(workers: int | None, threads: int | None) -> Iterator["int | Executor"]:
    """Who does the runs: processes, as many as there are cores unless said, or threads.

    Raises
    ------
    UsageError
        When both are asked for.
    """
    if threads is None:
        yield _cores() if workers is None else workers
        return
    if workers is not None:
        raise UsageError("--workers and --threads cannot be joined; choose processes or threads")
    with sim.Threads(threads) as hands:
        yield hands


def _cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words after ``spc``; those of the process unless given.

    Returns
    -------
    int
        Exit code: 0, 1, 2 or 130 as the module says.
    """
    words = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    try:
        return int(app(words, prog_name="spc", standalone_mode=False) or OK)
    except TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "spc"
        message = " ".join(error.format_message().split()).rstrip(".")
        print(f"{message[:1].lower()}{message[1:]}; see `{command} --help`", file=sys.stderr)
        return MISUSED
    except SimError as error:
        if "--debug" in words:
            traceback.print_exc()
        print(error, file=sys.stderr)
        return FAILED if isinstance(error, SimulationError) else MISUSED
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return STOPPED
