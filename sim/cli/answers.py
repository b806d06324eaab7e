"""Commands that answer a question: run, extend, report."""

import shlex
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

import sim
from sim.cli.app import OK, STOPPED, app
from sim.cli.options import (
    SHARE,
    Alternatives,
    Best,
    Engine,
    Force,
    HalfWidth,
    Language,
    Out,
    Overrides,
    Precision,
    QuestionName,
    Quiet,
    Replications,
    Seed,
    Tables,
    Threads,
    Workers,
    figures,
    names,
    warn,
    working,
)

LONG_SECONDS: Final = 20.0
"""An answer that took longer is worth a word on how it would take less [second]."""


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
    replications: Replications = None,
    seed: Seed = None,
    workers: Workers = None,
    threads: Threads = None,
    engine: Engine = "auto",
    out: Out = Path("outputs"),
    force: Force = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where the same question was stopped.")
    ] = False,
    log: Annotated[
        list[str] | None,
        typer.Option(metavar="contacts|events", help="Also write one row per contact or event."),
    ] = None,
    tables: Tables = "csv",
    language: Language = "en",
    quiet: Quiet = False,
) -> int:
    """Answer a question: run the base and its alternatives, compare them, write the report.

    What does nothing in the question is named as a warning before anything is run.
    """
    from sim.report import text

    try:
        with text.watching(is_quiet=quiet) as progress, working(workers, threads) as hands:
            answer = sim.run(
                question,
                sets=tuple(overrides or ()),
                alternatives=names(alternative),
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
                warn=warn,
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
    language: Language = "en",
    quiet: Quiet = False,
) -> int:
    """Add replications to an answer in its own folder, and write its report again.

    Runs that are there are not repeated, those that failed are. Without an option it goes on
    towards what the answer was asked for.
    """
    from sim.report import text

    try:
        with text.watching(is_quiet=quiet) as progress, working(workers, threads) as hands:
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
    short_help="Write the report of an answer again.",
    epilog="Example:  spc report outputs/retention_gain-3f9a1c27d0 --sensitivity outputs",
)
def report(
    folder: Annotated[Path, typer.Argument(help="Folder of an answer, as `spc run` wrote it.")],
    sensitivity: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Also say what the answer is sensitive to: folder that `spc sensitivity` wrote "
            "for the same question, or the folder of all answers, where the newest is taken.",
        ),
    ] = None,
    language: Language = "en",
) -> int:
    """Write the report of an answer again, without running anything."""
    print(sim.write_report(folder, sensitivity=sensitivity))
    return OK


@app.command(
    short_help="Set two questions side by side.",
    epilog="Example:  spc compare my_shop.yaml my_shop_with_a_hotline.yaml",
)
def compare(
    one: Annotated[
        str, typer.Argument(help="A question (file or shipped name), or the folder of an answer.")
    ],
    other: Annotated[str, typer.Argument(help="Another one.")],
    replications: Replications = None,
    seed: Seed = None,
    workers: Workers = None,
    threads: Threads = None,
    engine: Engine = "auto",
    out: Out = Path("outputs"),
    language: Language = "en",
    quiet: Quiet = False,
) -> int:
    """Set two questions side by side: their bases, what their alternatives do, what differs.

    Both are run with the same seed and as often; answers that are there already are not run again.
    """
    from sim.experiment.compare import keep
    from sim.report import comparison, text
    from sim.report.gallery import write_gallery

    try:
        with text.watching(is_quiet=quiet) as progress, working(workers, threads) as hands:
            compared = sim.compare(
                one,
                other,
                replications=replications,
                seed=seed,
                workers=hands,
                engine=engine,
                out=out,
                progress=progress,
            )
    except KeyboardInterrupt as stop:
        where = f"; the same command goes on from the runs in {stop.args[0]}" if stop.args else ""
        print(f"interrupted{where}", file=sys.stderr)
        return STOPPED
    for answer in compared.answers.values():
        if answer.folder is not None and not (answer.folder / "report.html").is_file():
            sim.write_report(answer)
        text.failures(answer)
    again = {"--seed": seed, "--replications": replications}
    asked = [f"{option} {value}" for option, value in again.items() if value is not None]
    command = shlex.join(["spc", "compare", one, other]) + "".join(f" {words}" for words in asked)
    page = keep(compared, out) / "report.html"
    comparison.write_comparison(compared, page, command)
    write_gallery(out)
    if quiet:
        print(page)
    else:
        comparison.summary(compared, page)
    return int(compared.exit_status)


@app.command(
    short_help="Write the page of all answers in a folder.", epilog="Example:  spc gallery outputs"
)
def gallery(
    folder: Annotated[Path, typer.Argument(help="Folder of all answers.")] = Path("outputs"),
    language: Language = "en",
) -> int:
    """Write index.html: every answer, sweep and comparison in a folder, the newest first.

    `spc run`, `extend`, `sweep`, `sensitivity` and `compare` bring it up to date by themselves.
    """
    from sim.report.gallery import write_gallery

    print(write_gallery(folder))
    return OK


def _show(answer: "sim.Answer", *, is_quiet: bool) -> int:
    """Write the report, print the summary or the report's path, and name the runs that failed."""
    from sim.report import text
    from sim.report.gallery import write_gallery

    page = sim.write_report(answer)
    write_gallery(page.parent.parent)
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
