"""Commands about questions: validate, describe, list, new, schema."""

import json
from pathlib import Path
from typing import Annotated

import typer

import sim
from sim.cli.app import OK, app
from sim.cli.options import Language, warn
from sim.errors import UsageError
from sim.language import gettext


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
            warn(notice)
        alternatives = len(question.scenario.alternatives)
        print(f"{question.files[-1]}: fine, {alternatives} alternative{'s'[: alternatives != 1]}")
    return OK


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
def list_shipped(language: Language = "en") -> int:
    """List the questions and firms that ship with the package."""
    titles = sim.titles()
    width = max(map(len, titles), default=0)
    for name, title in titles.items():
        print(f"{name:<{width}}  {gettext(title)}".rstrip())
    return OK


@app.command(
    short_help="Start a business of your own, with a question.",
    epilog="Example:  spc new my_firm    writes my_firm.yaml here.",
)
def new(
    name: Annotated[str, typer.Argument(help="Name of the question: a-z, 0-9 and _.")],
) -> int:
    """Start a question to a business of your own: ten values to replace, and an alternative."""
    path = sim.new(name)
    print(f"{path} written; check it with `spc validate {path}`, answer it with `spc run {path}`")
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
