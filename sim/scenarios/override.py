"""One override ``a.b=value`` from the command line, laid over the scenario it changes.

An override changes what is there: a key of a block, a name in a table, a position or name in a
list. A new name enters a table by overriding the table: ``table={name: value}``.
"""

from collections.abc import Collection, Iterator

from sim.errors import Problem, ScenarioError
from sim.scenarios.merge import defaults, overlay
from sim.scenarios.nearest import nearest
from sim.scenarios.node import Node, Path, address, child, dotted
from sim.scenarios.shape import Block, Shape, Table, settle, step
from sim.scenarios.text import read_value

SET = "--set"
"""The file that problems and places of an override name."""


def override(tree: Node, text: str, shape: Shape, problems: list[Problem]) -> Node:
    """Apply one override.

    Parameters
    ----------
    tree : the scenario so far
    text : ``path=value``, the value written as YAML
    shape : the scenario's shape
    problems : receives what is wrong with the override

    Returns
    -------
    Node
        The scenario with the override, or as it was when the override cannot be applied.
    """
    path, equals, written = (part.strip() for part in text.partition("="))
    if not equals or not path:
        remedy = "write path=value, for example horizon_months=24"
        problems.append(Problem(SET, 0, text, "is no override", remedy))
        return tree
    try:
        value, noted = read_value(written, SET)
    except ScenarioError as error:
        problems.extend(problem._replace(line=0, key=path) for problem in error.problems)
        return tree
    problems.extend(problem._replace(line=0, key=path) for problem in noted)
    try:
        return _put(tree, shape, path.split("."), _unplaced(value), (), problems)
    except KeyError:
        known = sorted(set(_paths(tree, shape, ())))
        problems.append(Problem(SET, 0, path, "unknown path", _hint(path, known)))
        return tree


def _unplaced(node: Node) -> Node:
    """The same value without lines: a command line has none."""
    place = node.place._replace(line=0)
    if isinstance(node.value, dict):
        return Node({key: _unplaced(item) for key, item in node.value.items()}, place)
    if isinstance(node.value, list):
        return Node([_unplaced(item) for item in node.value], place)
    return Node(node.value, place)


def _put(
    node: Node,
    shape: Shape | None,
    parts: list[str],
    new: Node,
    path: Path,
    problems: list[Problem],
) -> Node:
    """The node with a new value at the path below it; ``KeyError`` when there is no such path."""
    if not parts:
        return overlay(node, new, shape, path, problems)
    settled = settle(shape, node.value)
    if node.value is None and isinstance(settled, Block):
        node = defaults(settled)
    entries = node.value
    key = address(node, parts[0])
    if key is None and isinstance(entries, dict) and parts[0] in _fields(settled):
        key = parts[0]
    if key is None:
        raise KeyError(parts[0])
    entries = entries.copy()
    if isinstance(settled, Table) and len(parts) == 1 and new.value is None:
        del entries[key]
        return Node(entries, node.place)
    below = child(node, key) or Node(None, node.place)
    entries[key] = _put(below, step(settled, key), parts[1:], new, (*path, key), problems)
    return Node(entries, node.place)


def _fields(shape: Shape | None) -> Collection[str]:
    return shape.fields if isinstance(shape, Block) else ()


def _paths(node: Node, shape: Shape | None, path: Path) -> Iterator[str]:
    """Every dotted path that an override may name."""
    if path:
        yield dotted(path)
    settled = settle(shape, node.value)
    if isinstance(settled, Block):
        yield from (dotted((*path, key)) for key in settled.fields)
    if isinstance(node.value, dict):
        for key, item in node.value.items():
            yield from _paths(item, step(settled, key), (*path, key))
    elif isinstance(node.value, list):
        for position, item in enumerate(node.value):
            yield from _paths(item, step(settled, position), (*path, position))


def _hint(path: str, known: list[str]) -> str:
    """The nearest path by its whole, else those that end in the same key, else how to look."""
    last = path.rpartition(".")[2]
    ending = [candidate for candidate in known if candidate.rpartition(".")[2] == last]
    close = [*nearest(path, ending), *nearest(path, known)][:1] or ending[:3]
    if close:
        return f"did you mean {' or '.join(repr(candidate) for candidate in close)}?"
    return "`spc describe` lists the paths"
