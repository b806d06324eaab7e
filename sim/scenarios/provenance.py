"""Where each value of a scenario came from, and how well it is known."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from sim.errors import Problem
from sim.scenarios.nearest import did_you_mean
from sim.scenarios.node import DEFAULT, Node, Path, Place, address, along, dotted, plain, shown
from sim.scenarios.shape import Block, Field, Shape, defaults_of, settle, step
from sim.scenarios.strict import Mark

SCENARIO: Final = "scenario"
"""Mark of a value that a file or an override sets without saying how it is known."""

NO_DEFAULT: Final = ""
"""Stands for the default of a value that has to be set."""


class Row(NamedTuple):
    """One value used: a row of ``provenance.csv``."""

    path: str
    """Dotted path, positions counted from 0."""
    value: Any
    """The value, as plain data; a list of single values stays whole."""
    default: Any
    """What it is when nobody sets it, as plain data; empty where it has to be set."""
    unit: str
    """Unit of the schema; empty for words and counts of nothing."""
    where: str
    """``default``, ``file:line`` or ``--set``."""
    mark: str
    """A mark of `Mark`, ``scenario``, or empty for words that need no evidence."""
    source: str
    """Author, year and table, or the reason for the value."""


class Claim(NamedTuple):
    """What a file says about values it sets."""

    mark: Mark
    source: str


Claims: TypeAlias = Mapping[Path, Claim]
"""Claims of one file by the path of the value, or block of values, they speak of."""


def read_claims(sources: Node | None, top: Node, problems: list[Problem]) -> Claims:
    """Read the ``sources`` of a file.

    Parameters
    ----------
    sources : what stands under ``sources``
    top : the rest of the file
    problems : receives what is wrong
    """
    claims: dict[Path, Claim] = {}

    def note(node: Node, key: str, what: str, remedy: str) -> None:
        problems.append(Problem(node.place.file, node.place.line, key, what, remedy))

    if sources is None:
        return claims
    if not isinstance(sources.value, dict):
        remedy = "write path: {mark: measured, source: where it stands}"
        note(sources, "sources", f"must be a block of paths, got {shown(sources.value)}", remedy)
        return claims
    for text, entry in sources.value.items():
        key = f"sources.{text}"
        path = _path_in(top, text)
        if path is None:
            known = {dotted(found) for found in _prefixes(top, ())}
            note(entry, key, "names no value that this file sets", did_you_mean(text, known))
            continue
        said = plain(entry)
        if not isinstance(said, dict) or set(said) != {"mark", "source"}:
            note(entry, key, "must say 'mark' and 'source' alone", f"mark is one of {_marks()}")
            continue
        mark, source = said["mark"], said["source"]
        if mark not in [member.value for member in Mark]:
            remedy = did_you_mean(str(mark), [member.value for member in Mark], "one of")
            note(entry.value["mark"], f"{key}.mark", f"unknown word, got {shown(mark)}", remedy)
        elif not isinstance(source, str) or not source.strip():
            got = f"must be a text, got {shown(source)}"
            note(entry.value["source"], f"{key}.source", got, "author, year and table, or a reason")
        else:
            claims[path] = Claim(Mark(mark), source)
    return claims


def _marks() -> str:
    return ", ".join(member.value for member in Mark)


def _path_in(top: Node, text: str) -> Path | None:
    path: Path = ()
    node = top
    for part in text.split("."):
        key = address(node, part)
        if key is None:
            return None
        path, node = (*path, key), node.value[key]
    return path


def _prefixes(node: Node, path: Path) -> Iterator[Path]:
    if path:
        yield path
    for key, item in _entries(node.value):
        yield from _prefixes(item, (*path, key))


def provenance(
    values: Any, tree: Node, shape: Shape, claims: Mapping[str, Claims]
) -> tuple[Row, ...]:
    """One row for each value used, in the order of the schema.

    Parameters
    ----------
    values : the checked scenario as plain data
    tree : the scenario as written
    shape : the scenario's shape
    claims : claims by the file that makes them
    """
    rows = []
    for path, value, default, field in _leaves(values, shape, (), None, NO_DEFAULT):
        place = _origin(tree, path)
        mark, source = (field.mark, field.source) if field else ("", "")
        if place != DEFAULT:
            said = claims.get(place.file, {})
            claim = next((said[p] for p in _upward(path) if p in said), None)
            mark, source = (claim.mark.value, claim.source) if claim else (SCENARIO, "")
        unit = field.unit if field else ""
        rows.append(Row(dotted(path), value, default, unit, str(place), mark, source))
    return tuple(rows)


def _upward(path: Path) -> Iterator[Path]:
    return (path[:end] for end in range(len(path), 0, -1))


def _origin(tree: Node, path: Path) -> Place:
    """Where a value was written: its own place, or that of the shorthand it was written as."""
    nodes = list(along(tree, path))
    reached = len(nodes) == len(path) + 1 or not isinstance(nodes[-1].value, dict | list)
    return nodes[-1].place if reached else DEFAULT


def _leaves(
    value: Any, shape: Shape | None, path: Path, field: Field | None, default: Any
) -> Iterator[tuple[Path, Any, Any, Field | None]]:
    entries = _entries(value)
    whole = isinstance(value, list) and not any(isinstance(item, dict | list) for item in value)
    if not entries or whole:
        yield path, value, default, field
        return
    settled = settle(shape, value)
    defaults = defaults_of(settled, default)
    for key, item in entries:
        own = settled.fields.get(str(key)) if isinstance(settled, Block) else None
        below = own if own and (own.mark or not (field and field.mark)) else field
        at = defaults.get(key, NO_DEFAULT)
        yield from _leaves(item, step(settled, key), (*path, key), below, at)


def _entries(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []
