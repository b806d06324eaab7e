"""Write every page, or part of one, that comes from the code; ``make docs`` calls this."""

import contextlib
import io
import re
import runpy
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import sim
from docs import catalogues
from docs.calibration import calibration_page, measure
from docs.chain import chain_svg
from docs.levers import levers_page
from docs.library import library_page, with_answers
from docs.reference import WRITTEN, assumptions_page, page, parameters_page, sentence, table
from docs.validation import proof, validation_page
from sim import cli
from sim.experiment.sensitivity import FLIPS, SENSITIVITY
from sim.experiment.sweep_tables import tables_of
from sim.experiment.tables import TABLES
from sim.metrics import CATALOGUE
from sim.records import ACCOUNTS, Table
from sim.report import text
from sim.scenarios.schema.scenario import Scenario
from tests.scenarios.textbook import EXAMPLES

ROOT: Final = Path(__file__).resolve().parent.parent
OUTPUT: Final = re.compile(r"(<!-- output of `([^`]+)` -->\n).*?(<!-- end -->)", re.S)
"""Part of a page that shows what a command prints."""

SHOWING: Final = ("README.md", "docs/experiments.md", "docs/own_firm.md", "docs/tutorial.md")
"""Pages with such parts."""

ANSWERING: Final = ("claims.md",)
"""Pages in ``docs`` with answers to questions of the library, as ``make library`` found them."""


FOLDER_OF_AN_ANSWER: Final = """\
| file | written | what is in it |
| --- | --- | --- |
| `manifest.json` | first, again at the end | how the answer came about; its `status`: see below |
| `resolved.yaml` | before the first run | every value used |
| `runs.csv` | a row as each run finishes | the table `runs`; in order at the end |
| `<table>.csv` | at the end | every other table below; logs only if asked for |
| `report.html` | after that, by `spc run` and `spc report` | the report |

`status` is `running` until every table is written, also if the process was killed; then `finished`.
Ctrl-C makes it `interrupted`. Only a finished folder is an answer; of others `runs.csv` holds the
runs that had come to their end. A file is replaced at one stroke: the old one or the new one is
there, never half of it. Nothing is overwritten without `--force`.

Tables are CSV unless `spc run --tables parquet` or `sim.run(..., tables="parquet")` asks for
Parquet, which is smaller and quicker to read and needs
`pip install 'service-profit-chain[parquet]'`; `runs.csv` stays CSV, since it grows. `manifest.json`
says which under `tables`. Both hold the same numbers to the last bit; NaN is an empty cell in CSV,
a NaN in Parquet.

`sim.load_results(folder)` reads an answer back with all its tables, whichever the form. By hand:
`pandas.read_csv("outputs/.../timeseries.csv", float_precision="round_trip")`, or
`pandas.read_parquet("outputs/.../timeseries.parquet")`.""".splitlines()
"""What the store promises, for people."""


FOLDER_OF_A_SWEEP: Final = """\
`spc sweep` and `spc sensitivity` write `<question>-sweep-<hash>`: `manifest.json`, `resolved.yaml`,
`runs.csv` and `report.html` as for an answer, with the same promises, and the tables below. Each
value that is varied is a column of `points`, `runs`, `levels` and `differences`, named by its path,
in the value's unit; empty where the point leaves it as it is. `sensitivity` and `flips` are there
after a sensitivity analysis. A unit `kpi` or `parameter` is that of the row's key figure or value.
[Experiments](experiments.md) says how to use them.""".splitlines()
"""What the store of a sweep promises, for people."""


def answers_page() -> str:
    """Every table of an answer, column by column, every account and every key figure."""
    return page(_answers())


def _answers() -> Iterator[str]:
    yield from (WRITTEN, "", "# What an answer holds", "")
    yield "Each table is a file in the folder of the answer and an attribute of what `sim.run`"
    yield "returns. [The glossary](glossary.md) explains the key figures, which are columns of"
    yield "`runs` and rows of `differences`, `levels` and `chain`."
    yield from ("", "## The folder", "", *FOLDER_OF_AN_ANSWER)
    for declared in TABLES:
        yield from _columns(declared, f"## {declared.name}")
    yield from ("", "## The folder of a sweep", "", *FOLDER_OF_A_SWEEP)
    for declared in (*tables_of(()), SENSITIVITY, FLIPS):
        yield from _columns(declared, f"### Sweep: {declared.name}")
    yield from ("", "## Accounts", "", "The accounts of the ledger.", "")
    yield from table(
        ("account", "kind", "meaning"), ((f"`{a.name}`", a.kind, a.meaning) for a in ACCOUNTS)
    )
    yield from ("", "## Key figures", "")
    yield from table(
        ("figure", "unit", "stage", "meaning"),
        ((f"`{m.name}`", m.unit, m.stage, m.meaning) for m in CATALOGUE.values()),
    )


def _columns(declared: Table, heading: str) -> Iterator[str]:
    """One table, column by column, but for the key figures."""
    keys = ", ".join(f"`{key}`" for key in declared.keys)
    columns = [column for column in declared.columns if column.name not in CATALOGUE]
    yield from ("", heading, "", f"{sentence(declared.meaning)} Keys: {keys}.", "")
    yield from table(
        ("column", "unit", "meaning"), ((f"`{c.name}`", c.unit, c.meaning) for c in columns)
    )


def printed_answer() -> str:
    """What ``spc run retention_gain`` prints, but for the path of the report."""
    with tempfile.TemporaryDirectory() as folder:
        answer = sim.run("retention_gain", workers=2, out=folder)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        text.summary(answer)
    return _trimmed(printed.getvalue())


def printed_by(command: str) -> str:
    """What the last of some commands prints, in an empty folder, but for what the machine decides.

    That is how a sweep is to be done, unless it is all that was asked for, and the report's path.
    ``python -m docs.X`` is what a module of the manual prints.
    """
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for step in command.split(" && "):
            words = shlex.split(step)
            printed = _said(words)
    if words[:2] in (["spc", "sweep"], ["spc", "sensitivity"]):
        before, _, answer = printed.partition("\n\n")
        printed = before if "--dry-run" in words else answer
    return _trimmed(printed.partition("\nreport: ")[0])


def _said(words: list[str]) -> str:
    """What one command prints; where a question is wrong, what is wrong with it."""
    out, wrong = io.StringIO(), io.StringIO()
    if words[0] != "spc" and words[:2] != ["python", "-m"]:
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(wrong):
        code = cli.OK
        if words[0] == "spc":
            code = cli.main(words[1:])
        else:
            runpy.run_module(words[2], run_name="__main__")
    if code == cli.OK:
        return out.getvalue()
    if code == cli.MISUSED and words[1] == "validate":
        return wrong.getvalue()
    raise RuntimeError(f"`{shlex.join(words)}` of a page ends with {code}; correct the page")


def _trimmed(printed: str) -> str:
    return "\n".join(line.rstrip() for line in printed.strip().splitlines())


def shown(before: str) -> str:
    """A page with the outputs of its commands as they are today."""

    def output(found: re.Match[str]) -> str:
        is_answer = found[2] == "spc run retention_gain"
        printed = printed_answer() if is_answer else printed_by(found[2])
        return f"{found[1]}\n```\n{printed}\n```\n\n{found[3]}"

    return OUTPUT.sub(output, before)


def drawings() -> dict[str, str]:
    """Every generated drawing by its file name in ``docs/images``."""
    return {"chain.svg": chain_svg()}


def pages() -> dict[str, str]:
    """Every generated page by its file name in ``docs``."""
    return {
        "answers.md": answers_page(),
        "assumptions.md": assumptions_page(Scenario),
        "levers.md": levers_page(EXAMPLES),
        "library.md": library_page(),
        "parameters.md": parameters_page(Scenario),
    }


def measured_pages() -> dict[str, str]:
    """Every page that takes minutes of simulation, by its file name in ``docs``."""
    return {
        "calibration.md": calibration_page(measure()),
        "validation.md": validation_page(proof()),
    }


def main() -> None:
    """Write everything."""
    catalogues.write()
    for name, content in pages().items():
        (ROOT / "docs" / name).write_text(content, encoding="utf-8")
    for name in ANSWERING:
        path = ROOT / "docs" / name
        path.write_text(with_answers(path.read_text(encoding="utf-8")), encoding="utf-8")
    for name, content in drawings().items():
        (ROOT / "docs" / "images" / name).write_text(content, encoding="utf-8")
    for name, content in measured_pages().items():
        (ROOT / "docs" / name).write_text(content, encoding="utf-8")
    for name in SHOWING:
        path = ROOT / name
        path.write_text(shown(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
