"""The pages on what a question may say, written from the schema: parameters and assumptions."""

import importlib
import inspect
import json
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from pydantic import BaseModel

from sim import behaviour
from sim.parameters import ARROWS
from sim.scenarios.describe import Entry, describe
from sim.scenarios.strict import Mark

WRITTEN: Final = "<!-- Written by `make docs` from the code; change it there. -->"
"""First line of every page."""

MARKS: Final = {
    Mark.MEASURED: "measured in the business or the data named",
    Mark.LITERATURE: "read in the source named",
    Mark.RECALLED: "known to the field, its source named from memory and not looked up: unverified",
    Mark.ASSUMED: "chosen for want of evidence; what speaks for it stands beside it",
}
"""What each mark means, the best known first."""

OWN: Final = "the scenario's own"
"""Source of a value that only the question can know; it has no default to defend."""

MOST_SHOWN: Final = 40
"""Longest default that is shown in full [character]."""


class Section(NamedTuple):
    """Values that stand in one block, or in several blocks alike."""

    paths: tuple[str, ...]
    """Blocks that hold them."""
    entries: tuple[Entry, ...]
    """The values, as the first of these blocks has them."""


def parameters_page(model: type[BaseModel]) -> str:
    """Every value a scenario may set, block by block, and the links of the chain.

    Parameters
    ----------
    model : type
        Class of the scenario.

    Returns
    -------
    str
        Markdown.
    """
    entries = describe(model)
    meanings = {entry.path: entry.meaning for entry in entries}
    lines = [
        *(WRITTEN, "", "# Parameters", ""),
        "Every value a scenario may set. `<name>` stands for a name that the scenario chooses,",
        "`<n>` for a position in a list. How the defaults are known:",
        *("", *_marks(entries), ""),
        "[Assumptions](assumptions.md) lists the values that rest on no source, and the assumed",
        "forms. `spc describe PATH` shows the same on the command line.",
    ]
    for top, sections in groupby(_sections(entries), lambda found: found.paths[0].split(".")[0]):
        lines += ["", f"## {top or 'The question'}"]
        for section in sections:
            if section.paths != (top,):
                lines += ["", f"### {', '.join(f'`{path}`' for path in section.paths)}"]
            meant = meanings.get(section.paths[0]) or meanings.get(_parent(section.paths[0]), "")
            if meant and len(section.paths) == 1:
                lines += ["", meant]
            lines += [
                "",
                *(_values(section.entries) if section.entries else ["No further values."]),
            ]
    return page([*lines, "", *_arrows()])


def assumptions_page(model: type[BaseModel]) -> str:
    """Every default that rests on no source that was read, and every assumed form.

    Parameters
    ----------
    model : type
        Class of the scenario.

    Returns
    -------
    str
        Markdown.
    """
    entries = [entry for entry in describe(model) if _is_default(entry)]
    known = [entry for entry in entries if entry.mark in (Mark.LITERATURE, Mark.MEASURED)]
    unknown = [entry for entry in entries if entry.mark in (Mark.ASSUMED, Mark.RECALLED)]
    lines = [
        *(WRITTEN, "", "# Assumptions", ""),
        "What the model rests on without evidence. Each default carries a mark that says how it is",
        "known; the report and `provenance.csv` repeat it beside the value.",
        *("", *_marks(entries), ""),
        "Sizes are assumed far more often than directions: where a direction comes from the",
        "literature and only the size is chosen, the reason says so. Test an assumption by",
        "sweeping it over its range worth testing, and its arrow by setting the link to 0.",
        *("", "## What is not assumed", ""),
        *(f"- `{entry.path}` = {_default(entry)}: {entry.source}" for entry in known),
        *("", "## Values"),
    ]
    for top, found in groupby(_sections(unknown), lambda section: section.paths[0].split(".")[0]):
        rows = [
            (
                *("<br>".join(f"`{path}.{_key(entry)}`" for path in section.paths), entry.meaning),
                *(_default(entry), entry.unit, entry.worth_testing, entry.mark, entry.source),
            )
            for section in found
            for entry in section.entries
        ]
        head = ("value", "meaning", "default", "unit", "worth testing", "known", "reason")
        lines += ["", f"### {top}", "", *table(head, rows)]
    forms = ("function", "what it gives", "assumption")
    lines += ["", "## Forms", "", "Formulas, or parts of them, that no source gives."]
    return page([*lines, "", *table(forms, _forms())])


# Parts of a page ----------------------------------------------------------------------------------


def page(lines: Iterable[str]) -> str:
    """Lines as the text of a file."""
    return "\n".join(lines) + "\n"


def sentence(text: str) -> str:
    """A phrase as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table; a bar inside a cell is escaped, a line break becomes a space."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        cells = (" ".join(cell.split()).replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |".replace("  ", " ")


def _values(entries: Iterable[Entry]) -> Iterator[str]:
    head = (
        *("value", "meaning", "type", "unit", "range"),
        *("default", "known", "source", "worth testing"),
    )
    rows = (
        (
            *(f"`{_key(entry)}`", entry.meaning, entry.type, entry.unit, entry.range),
            *(_default(entry), entry.mark, entry.source, entry.worth_testing),
        )
        for entry in entries
    )
    return table(head, rows)


def _marks(entries: Iterable[Entry]) -> Iterator[str]:
    """How many defaults are known in which way."""
    counts = Counter(entry.mark for entry in entries if _is_default(entry))
    rows = [(mark.value, str(counts[mark.value]), meaning) for mark, meaning in MARKS.items()]
    return table(("mark", "defaults", "meaning"), rows)


def _arrows() -> Iterator[str]:
    yield "## The arrows of the chain"
    yield ""
    yield "What each link joins. A strength of 0 cuts the arrow, 1 leaves it as calibrated."
    yield ""
    rows = [(f"`links.{arrow.name}`", arrow.source, arrow.target, arrow.claim) for arrow in ARROWS]
    yield from table(("link", "from", "to", "claim"), rows)


# What the pages are made of -----------------------------------------------------------------------


def _key(entry: Entry) -> str:
    return entry.path.rpartition(".")[2]


def _parent(path: str) -> str:
    return path.rpartition(".")[0]


def _default(entry: Entry) -> str:
    """The default as it is shown: a long list of the same value is counted."""
    if len(entry.default) <= MOST_SHOWN:
        return entry.default
    values = json.loads(entry.default)
    same = isinstance(values, list) and len(set(values)) == 1
    return f"{len(values)} times {values[0]:g}" if same else ", ".join(map(str, values))


def _is_default(entry: Entry) -> bool:
    """Whether an entry is a default of the business that needs to be defended."""
    given = entry.default == "required" or entry.source == OWN
    return bool(entry.mark) and not given and not entry.path.startswith("alternatives")


def _sections(entries: Iterable[Entry]) -> list[Section]:
    """Values by block, in the order of the schema; neighbouring blocks that are alike are one.

    What every kind of a block has in common stands once, before the kinds.
    """
    entries = list(entries)
    kinds = Counter(_any_kind(entry.path) for entry in entries if _is_kind(entry))
    times = Counter(entry._replace(path=_any_kind(entry.path)) for entry in entries)
    holders: dict[str, list[Entry]] = {}
    for entry in entries:
        common = entry._replace(path=_any_kind(entry.path))
        if _is_kind(entry):
            holders.setdefault(common.path, [])
            holders[entry.path] = []
        elif ":" in entry.path and times[common] == kinds[_parent(common.path)]:
            inside = holders[_parent(common.path)]
            inside += [] if common in inside else [common]
        elif _key(entry) != "kind" and (entry.type != "block" or entry.mark):
            holders.setdefault(_parent(entry.path), []).append(entry)
    found: list[Section] = []
    for path, inside in holders.items():
        if found and inside and _alike(found[-1].entries, inside):
            found[-1] = found[-1]._replace(paths=(*found[-1].paths, path))
        elif inside or ":" in path:
            found.append(Section((path,), tuple(inside)))
    return found


def _is_kind(entry: Entry) -> bool:
    """Whether an entry is a block of one kind among several."""
    return bool(re.search(r"<\w+:\w+>$", entry.path))


def _any_kind(path: str) -> str:
    """A path without the kinds of the blocks it leads through."""
    return re.sub(r"<(\w+):\w+>", r"<\1>", path)


def _alike(one: Iterable[Entry], other: Iterable[Entry]) -> bool:
    def rows(entries: Iterable[Entry]) -> list[Entry]:
        return [entry._replace(path=_key(entry)) for entry in entries]

    return rows(one) == rows(other)


def _forms() -> Iterator[tuple[str, str, str]]:
    """Behaviour functions whose references name an assumption, with its words."""
    for found in pkgutil.iter_modules(behaviour.__path__):
        module = importlib.import_module(f"{behaviour.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            text = inspect.getdoc(function) or ""
            _, _, references = text.partition("References\n----------\n")
            said = " ".join(references.split())
            if function.__module__ == module.__name__ and "Assumption" in said:
                yield f"`{found.name}.{name}`", text.splitlines()[0], said
