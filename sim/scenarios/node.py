"""A value as it was written, with the file and line it was written on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and positions from the top of a scenario to a value."""


class Place(NamedTuple):
    """Where a value was written."""

    file: str
    """File as the user named it; ``default`` for the schema and ``--set`` for the command line."""
    line: int
    """Line from 1; 0 where there is none."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


DEFAULT: Final = Place("default", 0)
"""The place of a value that nobody set."""


class Unreadable:
    """Stands for a value already reported as unreadable, so that it is reported once."""


class Node(NamedTuple):
    """A scalar, a mapping of nodes or a list of nodes, and the place of its key."""

    value: Any
    place: Place


def from_plain(value: object, place: Place) -> Node:
    """Plain data as nodes that all stand in one place."""
    if isinstance(value, Mapping):
        return Node({str(key): from_plain(item, place) for key, item in value.items()}, place)
    if isinstance(value, list | tuple):
        return Node([from_plain(item, place) for item in value], place)
    return Node(value, place)


def plain(node: Node) -> Any:
    """The data without the places; an unreadable value is ``None``."""
    if isinstance(node.value, dict):
        return {key: plain(item) for key, item in node.value.items()}
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    return None if isinstance(node.value, Unreadable) else node.value


def child(node: Node | None, key: str | int) -> Node | None:
    """The node under one key or position; ``None`` when there is none."""
    value = None if node is None else node.value
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
        found: Node = value[key]
        return found
    return None


def along(node: Node, path: Sequence[str | int]) -> Iterator[Node]:
    """The node and those below it along a path, as far as they exist."""
    at: Node | None = node
    yield node
    for key in path:
        at = child(at, key)
        if at is None:
            return
        yield at


def address(node: Node | None, text: str) -> str | int | None:
    """The key or position that one part of a dotted path means; ``None`` when there is none.

    A position in a list is its number from 0, or the ``name`` of the block that stands there.
    """
    value = None if node is None else node.value
    if isinstance(value, dict):
        return text if text in value else None
    if isinstance(value, list):
        names = [name.value if (name := child(item, "name")) else None for item in value]
        if text in names:
            return names.index(text)
        if text.isdecimal() and int(text) < len(value):
            return int(text)
    return None


def dotted(path: Sequence[str | int]) -> str:
    """A path as people write it, positions counted from 0: ``alternatives.0.name``."""
    return ".".join(map(str, path))


def shown(value: object) -> str:
    """A value as it appears in a message: short, and telling text from numbers."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            return f"text '{value}'" if len(value) <= 40 else f"text '{value[:40]}...'"
        case Mapping():
            return "a block"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case _:
            return str(value)
