"""Write the pages that come from the code: what a question may say, what an answer holds."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import sim
from sim.experiment.tables import TABLES
from sim.metrics import CATALOGUE

HERE: Final = Path(__file__).resolve().parent
NOTE: Final = "Written by `make docs` from the code; change it there.\n"


def cell(text: str) -> str:
    """Text that fits into one cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def rows(head: Iterable[str], body: Iterable[Iterable[str]]) -> Iterator[str]:
    """Lines of a Markdown table."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in body:
        yield f"| {' | '.join(cell(text) for text in row)} |"


def questions() -> Iterator[str]:
    """Every key of a question, block by block."""
    yield "# What a question may say\n"
    yield NOTE
    yield (
        "`spc describe PATH` shows the same in the terminal. `<name>` is a name that the question "
        "chooses, `<n>` a position in a list. Where a default is no more than an assumption, the "
        "last column says so."
    )
    body: list[tuple[str, ...]] = []
    heading = ""
    for entry in sim.describe():
        top = entry.path.partition(".")[0]
        if top != heading:
            yield from _keys(heading, body)
            heading, body = top, []
        known = ": ".join(part for part in (entry.mark, entry.source) if part)
        unit = f" [{entry.unit}]" if entry.unit else ""
        of = entry.range or entry.type
        body.append((f"`{entry.path}`{unit}", entry.meaning, of, entry.default, known))
    yield from _keys(heading, body)


def _keys(heading: str, body: list[tuple[str, ...]]) -> Iterator[str]:
    """One block of the question."""
    if body:
        yield f"\n## {heading}\n"
        yield from rows(("key", "meaning", "values", "default", "known from"), body)


def answers() -> Iterator[str]:
    """Every table of an answer, column by column, and every key figure."""
    yield "# What an answer holds\n"
    yield NOTE
    yield (
        "Each table is a CSV file in the folder of the answer and an attribute of what `sim.run` "
        "returns. [The glossary](glossary.md) explains the key figures, which are columns of "
        "`runs` and rows of `differences`, `levels` and `chain`."
    )
    for table in TABLES:
        yield f"\n## {table.name}\n"
        yield f"{table.meaning[0].upper()}{table.meaning[1:]}. Key: {', '.join(table.keys)}.\n"
        columns = [column for column in table.columns if column.name not in CATALOGUE]
        yield from rows(
            ("column", "unit", "meaning"), ((f"`{c.name}`", c.unit, c.meaning) for c in columns)
        )
    yield "\n## Key figures\n"
    yield from rows(
        ("figure", "unit", "stage", "meaning"),
        ((f"`{m.name}`", m.unit, m.stage, m.meaning) for m in CATALOGUE.values()),
    )


if __name__ == "__main__":
    for name, lines in (("questions.md", questions()), ("answers.md", answers())):
        (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
