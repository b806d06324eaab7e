"""Every value a scenario may set: where, what kind, unit, range, default, source and meaning."""

import json
from collections.abc import Iterator
from inspect import cleandoc
from typing import Any, NamedTuple

from pydantic import BaseModel

from sim.errors import UsageError
from sim.scenarios.nearest import nearest
from sim.scenarios.shape import (
    Block,
    Choice,
    Either,
    Field,
    Items,
    Leaf,
    Shape,
    Table,
    defaults_of,
)


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
    if not found and (holder := _holder(wanted, entries)):
        return [holder]
    if found:
        return found
    raise UsageError(f"no such path '{path}'; {_hint(wanted, entries)}")


def _hint(wanted: list[str], entries: list[Entry]) -> str:
    """The path with its first wrong part put right, else the paths that end in the same key."""
    listed = [entry.path.split(".") for entry in entries]
    for end in range(len(wanted)):
        reached = [parts for parts in listed if _matches(parts, wanted[:end])]
        parts_here = {parts[end] for parts in reached if len(parts) > end}
        fits = any(_matches([part], [wanted[end]]) for part in parts_here)
        if not fits and (close := nearest(wanted[end], parts_here)):
            mended = [*wanted[:end], close[0]]
            whole = [*mended, *wanted[end + 1 :]]
            mended = whole if any(_matches(parts, whole) for parts in listed) else mended
            return f"did you mean {'.'.join(mended)}?"
    ending = [".".join(parts) for parts in listed if parts[-1] == wanted[-1]]
    return f"did you mean {' or '.join(ending[:3])}?" if ending else "`spc describe` lists them all"


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
        part == want or (part.startswith("<") and not want.startswith("<"))
        for part, want in zip(listed, wanted, strict=False)
    )


def _holder(wanted: list[str], entries: list[Entry]) -> Entry | None:
    """The table or list of single values that a path leads into."""
    for entry in entries:
        parts = entry.path.split(".")
        single = "block" not in entry.type.removeprefix("block of names")
        many = entry.type.startswith(("list", "block of names"))
        if many and single and len(parts) == len(wanted) - 1 and _matches(parts, wanted[:-1]):
            return entry
    return None


def _of_block(block: Block, path: tuple[str, ...], given: Any) -> Iterator[Entry]:
    """Entries of a block's keys; ``given`` holds the defaults that its owner sets, if any."""
    defaults = defaults_of(block, given)
    for key, field in block.fields.items():
        own = defaults.get(key)
        here = (*path, key)
        yield _entry(here, field, key not in defaults, own)
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
            yield from _of_kind(block, (*path[:-1], f"{path[-1]}:{kind}"), given)


def _inside(item: Shape, path: tuple[str, ...], what: str) -> Iterator[Entry]:
    if isinstance(item, Choice):
        for kind, block in item.blocks.items():
            yield from _of_kind(block, (*path, f"<{what}:{kind}>"), None)
    else:
        yield from _below(item, (*path, f"<{what}>"), None)


def _of_kind(block: Block, path: tuple[str, ...], given: Any) -> Iterator[Entry]:
    """A block of one kind, which says what it is for, and its keys."""
    meaning = cleandoc(block.model.__doc__ or "").partition("\n")[0]
    yield Entry(".".join(path), block.type, "", "", "", "", "", "", meaning)
    yield from _of_block(block, path, given)


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
