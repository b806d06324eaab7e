"""The text of one scenario file read as YAML 1.2, every value with its line.

Only data is read. Aliases and anchors are refused altogether: they are how a small file grows
without bound, they hide where a value was written, and ``extends`` does their honest work. Tags,
directives, several documents and keys that are not text are refused too. Plain words follow the
core schema of YAML 1.2.2, section 10.3.2: ``9:30``, ``on``, ``NO`` and ``1_000`` are text.
"""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path as FilePath
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import MappingNode, ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from sim.errors import Problem, ScenarioError
from sim.scenarios.node import Node, Path, Place, Unreadable, dotted, shown

MAX_BYTES: Final = 1_000_000
"""Largest file read [byte]."""

MAX_DEPTH: Final = 32
"""Deepest nesting of blocks and lists read [count]."""

MAX_WHOLE: Final = 2**53
"""Largest whole number that a float64 holds exactly."""

_NULL = re.compile(r"~|null|Null|NULL|")
_BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def read_file(path: FilePath, name: str) -> tuple[Node, tuple[Problem, ...]]:
    """Read one file.

    Parameters
    ----------
    path : the file
    name : the file as the user named it, for messages

    Returns
    -------
    The top mapping, and the problems that leave the rest readable.

    Raises
    ------
    ScenarioError
        When nothing can be made of the file; each problem names its remedy.
    """

    def fail(what: str, remedy: str, line: int = 0) -> ScenarioError:
        return ScenarioError((Problem(name, line, "", what, remedy),))

    if path.is_dir():
        raise fail("is a folder", "name a file in it")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise fail(
                f"is larger than {MAX_BYTES:,} bytes", "a scenario holds parameters, no data"
            )
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise fail(f"cannot be read: {reason}", "check the path and its permissions") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise fail("is not UTF-8 text", "save the file as UTF-8", line) from error
    return read_text(text, name)


def read_text(text: str, name: str) -> tuple[Node, tuple[Problem, ...]]:
    """Read text whose top is a mapping; see `read_file`.

    Parameters
    ----------
    text : YAML
    name : what messages call it
    """
    reader = _Reader(text, name)
    node = reader.document()
    if node is None or node.value is None:
        raise reader.failure(0, (), "is empty", "write a question; `spc new NAME` starts one")
    if not isinstance(node.value, dict):
        what = f"must be a block of keys, got {shown(node.value)}"
        raise reader.failure(node.place.line, (), what, "write key: value")
    return node, tuple(reader.problems)


def read_value(text: str, name: str) -> tuple[Node, tuple[Problem, ...]]:
    """Read one value of any kind, as after ``--set a.b=``; see `read_file`.

    Parameters
    ----------
    text : YAML, on one line
    name : what messages call it
    """
    reader = _Reader(text, name)
    node = reader.document()
    if node is None:
        raise reader.failure(0, (), "no value given", "write null to take a name away")
    return node, tuple(reader.problems)


def write_text(data: object) -> str:
    """Plain data as YAML 1.2 that `read_text` reads back unchanged.

    Parameters
    ----------
    data : mappings, lists, text, finite numbers, truth values and ``None``
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = False
    yaml.width = 10_000
    stream = StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


class _Representer(SafeRepresenter):
    """Writes keys in their order, no aliases, and line breaks of Unicode as escapes."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_dict(self, data: dict[str, Any]) -> MappingNode:
        return self.represent_mapping("tag:yaml.org,2002:map", list(data.items()))

    def represent_str(self, data: str) -> ScalarNode:
        style = '"' if any(letter in data for letter in "\x85\u2028\u2029") else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Representer.add_representer(dict, _Representer.represent_dict)
_Representer.add_representer(str, _Representer.represent_str)


class _Reader:
    """Builds nodes from parser events; recursion ends at `MAX_DEPTH`."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.problems: list[Problem] = []

    def failure(self, line: int, path: Path, what: str, remedy: str) -> ScenarioError:
        """Everything found so far and, last, what ends the reading."""
        return ScenarioError((*self.problems, Problem(self.name, line, dotted(path), what, remedy)))

    def document(self) -> Node | None:
        """The only document of the text; ``None`` when there is none."""
        for number, content in enumerate(self.text.splitlines(), start=1):
            if content.startswith("%"):
                raise self.failure(number, (), "YAML directive", f"delete '{content[:40]}'")
        try:
            return self._document(YAML(typ="safe", pure=True).parse(self.text))
        except MarkedYAMLError as error:
            raise self._syntax(error) from error
        except YAMLError as error:  # a character that YAML forbids: the position, not the line
            position = getattr(error, "position", 0)
            line = self.text.count("\n", 0, position) + 1
            remedy = "delete it, or save the file as plain UTF-8 text"
            raise self.failure(line, (), "character that YAML does not allow", remedy) from error
        except (
            ValueError,
            OverflowError,
        ) as error:  # the parser meets an escape past Unicode
            remedy = r"\U takes at most 0010FFFF"
            raise self.failure(0, (), "escape that is no character", remedy) from error

    def _syntax(self, error: MarkedYAMLError) -> ScenarioError:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        problem = error.problem or error.context or "not YAML"
        if r"'\t'" in problem:
            return self.failure(line, (), "tab", "use spaces, two for each level")
        remedy = "check the indentation, the colons and the quotes on this line and the one above"
        return self.failure(line, (), f"not YAML: {problem}", remedy)

    def _document(self, events: Iterator[Any]) -> Node | None:
        found: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents == 2:
                    line = event.start_mark.line + 1
                    remedy = "one file is one question; delete from '---' on"
                    raise self.failure(line, (), "second document", remedy)
            elif isinstance(event, NodeEvent):
                found = self._node(event, events, (), event.start_mark.line + 1)
        return found

    def _node(self, event: Any, events: Iterator[Any], path: Path, line: int) -> Node:
        place = Place(self.name, line)
        at = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            return self._bad(place, path, f"alias *{event.anchor}", "write the value out here", at)
        if event.anchor is not None:
            remedy = "delete it; a file reuses another with 'extends'"
            self._note(at, path, f"anchor &{event.anchor}", remedy)
        if event.tag is not None:
            remedy = "delete it; put text in quotes, write numbers bare"
            self._note(at, path, f"tag {event.tag}", remedy)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, place, path)
        if len(path) >= MAX_DEPTH:
            remedy = "check the indentation and the brackets"
            raise self.failure(at, path[:4], f"nested deeper than {MAX_DEPTH} levels", remedy)
        if isinstance(event, SequenceStartEvent):
            return Node(list(self._items(events, path)), place)
        return Node(self._mapping(events, path), place)

    def _items(self, events: Iterator[Any], path: Path) -> Iterator[Node]:
        for position, event in enumerate(events):
            if isinstance(event, SequenceEndEvent):
                return
            yield self._node(event, events, (*path, position), event.start_mark.line + 1)

    def _mapping(self, events: Iterator[Any], path: Path) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            line = event.start_mark.line + 1
            key = self._key(event, events, path)
            value = self._node(next(events), events, (*path, "?" if key is None else key), line)
            if key in entries:
                first = entries[key].place.line
                remedy = f"keep one; the first is on line {first}"
                self._note(line, (*path, key), "key given twice", remedy)
            elif key is not None:
                entries[key] = value
        return entries

    def _key(self, event: Any, events: Iterator[Any], path: Path) -> str | None:
        node = self._node(event, events, path, event.start_mark.line + 1)
        if isinstance(node.value, str):
            return node.value
        if not isinstance(node.value, Unreadable):
            remedy = f"write it in quotes: '{getattr(event, 'value', '')}'"
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                remedy = "a key is one word"
            self._note(node.place.line, path, f"key is not text, got {shown(node.value)}", remedy)
        return None

    def _scalar(self, event: Any, place: Place, path: Path) -> Node:
        text: str = event.value
        if not event.implicit[0]:  # quoted, block or tagged: text as it stands
            if any("\ud800" <= letter <= "\udfff" for letter in text):
                remedy = "write the letter itself"
                return self._bad(place, path, "half of a surrogate pair", remedy)
            return Node(text, place)
        if _NULL.fullmatch(text):
            return Node(None, place)
        if _BOOL.fullmatch(text):
            return Node(text[0] in "tT", place)
        if _WHOLE.fullmatch(text):
            whole = _whole(text)
            if whole is None:
                return self._bad(place, path, "number too large", f"at most {MAX_WHOLE}")
            return Node(whole, place)
        if _NOT_FINITE.fullmatch(text):
            return self._bad(place, path, f"must be a finite number, got {text}", "write a number")
        if _FLOAT.fullmatch(text):
            number = float(text)
            if number in (float("inf"), float("-inf")):
                return self._bad(place, path, "number too large", "at most 1.7e308")
            return Node(number, place)
        return Node(text, place)

    def _bad(self, place: Place, path: Path, what: str, remedy: str, line: int = 0) -> Node:
        self._note(line or place.line, path, what, remedy)
        return Node(Unreadable(), place)

    def _note(self, line: int, path: Path, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, line, dotted(path), what, remedy))


def _whole(text: str) -> int | None:
    """A whole number of the core schema; ``None`` beyond `MAX_WHOLE`."""
    digits = text.lstrip("+-0ox")
    if len(digits) > len(str(MAX_WHOLE)):
        return None
    number = int(text, 0) if text[:2] in ("0x", "0o") else int(text)
    return number if abs(number) <= MAX_WHOLE else None
