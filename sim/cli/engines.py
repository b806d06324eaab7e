"""Commands about the program itself: verify, compile, diff-engines."""

from pathlib import Path
from typing import Annotated, Final

import typer

import sim
from sim.cli.app import FAILED, OK, app
from sim.cli.options import (
    Alternatives,
    Engine,
    Force,
    Out,
    Overrides,
    QuestionName,
    Seed,
    Workers,
    cores,
    names,
)

ANY_FIRM: Final = "firms/textbook"
"""Machine code is the same for all."""


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
    force: Force = False,
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
            workers=cores() if workers is None else workers,
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
        alternatives=names(alternative),
        seed=seed,
        replication=replication,
    )
    for name, parting in found.items():
        print(text.parted(name, parting))
    return FAILED if any(parting.tables for parting in found.values()) else OK
