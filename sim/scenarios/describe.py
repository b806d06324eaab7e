"""Every value a scenario may set: where, what kind, unit, range, default, source and meaning."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from sim.errors import UsageError
from sim.scenarios.nearest import nearest
from sim.scenarios.shape import Block, Choice, Either, Field, Items, Leaf, Shape, Table


class Entry(NamedTuple):
    """One key of the schema."""

    path: str
    """Dotted path; ``<name>`` stands for a name that the scenario chooses, ``<n>`` for a position
    in a list, and ``<name:kind>`` or ``<n:kind>`` for a block of that kind there."""
    type: str
    """Kind of value."""
    unit: str
    """Unit; empty for words and blocks."""
    range: str
    """Values allowed; empty when every value of the type is."""
    default: str
    """The value when nobody sets it, or ``required``."""
    mark: str
    """How the default is known: assumed, literature, measured or recalled."""
    source: str
    """Where the default comes from."""
    worth_testing: str
    """Range worth testing in a sensitivity study; empty when none is stated."""
    meaning: str
    """What the value means."""


def describe(model: type[BaseModel], path: str = "") -> list[Entry]:
    """What the schema says about a path and everything below it.

    Parameters
    ----------
    model : the class of the scenario
    path : dotted path as in a scenario or as listed here; empty for everything

    Returns
    -------
    list of Entry
        In the order of the schema; the first is the path itself.

    Raises
    ------
    UsageError
        When there is no such path; the message names the nearest.
    """
    entries = list(_of_block(Block(model), (), None))
    if not path:
        return entries
    wanted = path.split(".")
    found = [entry for entry in entries if _matches(entry.path.split("."), wanted)]
    if found:
        return found
    known = [entry.path for entry in entries]
    ending = [p for p in known if p.rpartition(".")[2] == wanted[-1]]
    close = [*nearest(_placeheld(wanted, known), known), *ending][:3]
    hint = f"did you mean {' or '.join(close)}?" if close else "`spc describe` lists them all"
    raise UsageError(f"no such path '{path}'; {hint}")


def card(entry: Entry) -> str:
    """One entry as a few lines for people.

    Parameters
    ----------
    entry : what `describe` found
    """
    unit = f" [{entry.unit}]" if entry.unit else ""
    known = ": ".join(part for part in (entry.mark, entry.source) if part)
    lines = {
        "type": entry.type,
        "range": f"{entry.range}{unit}" if entry.range else "",
        "default": f"{entry.default}{unit}" if entry.default else "",
        "known": known,
        "worth testing": f"{entry.worth_testing}{unit}" if entry.worth_testing else "",
    }
    head = [f"{entry.path}{unit}", *(f"  {line}" for line in entry.meaning.splitlines())]
    return "\n".join([*head, *(f"  {label:<14}{text}" for label, text in lines.items() if text)])


def _matches(listed: list[str], wanted: list[str]) -> bool:
    """Whether a listed path is the one wanted or lies below it."""
    return len(listed) >= len(wanted) and all(
        part == want or part.startswith("<") for part, want in zip(listed, wanted, strict=False)
    )


def _placeheld(wanted: list[str], known: list[str]) -> str:
    """A wanted path with names and positions in the form of the listing, as far as it matches."""
    parts: list[str] = []
    for want in wanted:
        head = ".".join([*parts, "<"])
        free = next((k for k in known if k.startswith(head)), None)
        parts.append(free.split(".")[len(parts)] if free else want)
    return ".".join(parts)


def _of_block(block: Block, path: tuple[str, ...], given: Any) -> Iterator[Entry]:
    """Entries of a block's keys; ``given`` holds the defaults that its owner sets, if any."""
    for key, field in block.fields.items():
        own = given[key] if isinstance(given, dict) and key in given else field.default
        required = field.required and not (isinstance(given, dict) and key in given)
        here = (*path, key)
        yield _entry(here, field, required, own)
        yield from _below(field.shape, here, own)


def _below(shape: Shape, path: tuple[str, ...], given: Any) -> Iterator[Entry]:
    if isinstance(shape, Block):
        yield from _of_block(shape, path, given)
    elif isinstance(shape, Table):
        yield from _inside(shape.item, path, "name")
    elif isinstance(shape, Items):
        yield from _inside(shape.items[-1], path, "n")
    elif isinstance(shape, Either):
        for option in shape.options:
            yield from _below(option, path, given)
    elif isinstance(shape, Choice):
        for kind, block in shape.blocks.items():
            yield from _of_block(block, (*path[:-1], f"{path[-1]}:{kind}"), given)


def _inside(item: Shape, path: tuple[str, ...], what: str) -> Iterator[Entry]:
    if isinstance(item, Choice):
        for kind, block in item.blocks.items():
            yield from _of_block(block, (*path, f"<{what}:{kind}>"), None)
    else:
        yield from _below(item, (*path, f"<{what}>"), None)


def _entry(path: tuple[str, ...], field: Field, required: bool, default: Any) -> Entry:
    nested = isinstance(field.shape, Block) and default is not None
    leaves = field.shape.options if isinstance(field.shape, Either) else (field.shape,)
    inner = [leaf.items[-1] if isinstance(leaf, Items) else leaf for leaf in leaves]
    inner = [leaf.item if isinstance(leaf, Table) else leaf for leaf in inner]
    ranges = [str(leaf.bounds) for leaf in inner if isinstance(leaf, Leaf)]
    text = default if isinstance(default, str) else json.dumps(default)
    return Entry(
        path=".".join(path),
        type=field.shape.type + (" or null" if field.nullable else ""),
        unit=field.unit,
        range="; ".join(part for part in ranges if part),
        default="required" if required else ("" if nested else text),
        mark=field.mark,
        source=field.source,
        worth_testing=" to ".join(f"{value:g}" for value in field.worth),
        meaning=field.meaning,
    )
