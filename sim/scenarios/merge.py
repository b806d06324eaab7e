"""How one layer of a scenario lies over another: mappings merge, everything else replaces.

A null under a table keyed by name takes that name away. A block that appears for the first time
lies over the defaults of its model, so a default block is never lost by naming one of its keys; a
default table is replaced as a whole, so the names in the files are all the names there are.
Without nulls and defaults, and with each key holding the same kind of value in every layer, the
operation is associative; the loader folds from the lowest layer up.
"""

from sim.errors import Problem
from sim.scenarios.nearest import did_you_mean
from sim.scenarios.node import DEFAULT, Node, Path, dotted, from_plain
from sim.scenarios.shape import Block, Items, Shape, Table, defaults_of, settle, step


def defaults(block: Block) -> Node:
    """Every value that the schema gives on its own.

    Parameters
    ----------
    block : shape of the model

    Returns
    -------
    Node
        Mapping of the fields that have a default.
    """
    values = {
        key: complete(from_plain(value, DEFAULT), block.fields[key].shape)
        for key, value in defaults_of(block, None).items()
    }
    return Node(values, DEFAULT)


def complete(node: Node, shape: Shape | None) -> Node:
    """A value with the defaults of every block in it filled in.

    Parameters
    ----------
    node : the value
    shape : its shape, ``None`` when the schema does not know it
    """
    return overlay(None, node, shape, (), [])


def overlay(
    base: Node | None, over: Node, shape: Shape | None, path: Path, problems: list[Problem]
) -> Node:
    """Lay one layer over another.

    Parameters
    ----------
    base : the lower layer, ``None`` for nothing
    over : the upper layer, which wins
    shape : their shape, ``None`` when the schema does not know it
    path : where they stand in the scenario
    problems : receives a problem for each null that takes nothing away

    Returns
    -------
    Node
        The merged value; each part keeps the place it was written in.
    """
    if isinstance(over.value, list):
        settled = settle(shape, over.value)
        items = [
            overlay(None, item, step(settled, position), (*path, position), problems)
            for position, item in enumerate(over.value)
        ]
        return Node(items, over.place) if isinstance(settled, Items) else over
    if not isinstance(over.value, dict):
        return over
    lower = base.value if base is not None and isinstance(base.value, dict) else {}
    settled = settle(shape, {**lower, **over.value})
    if settle(shape, lower) != settled:  # another kind of block: nothing of the old one applies
        lower = {}
    if isinstance(settled, Block) and not lower:
        lower = defaults(settled).value
    if isinstance(settled, Table) and base is not None and base.place == DEFAULT:
        lower = {}
    merged = dict(lower)
    for key, value in over.value.items():
        if isinstance(settled, Table) and value.value is None:
            if key not in merged:
                file, line = value.place
                remedy = did_you_mean(key, lower, "names here")
                what = "nothing to take away"
                problems.append(Problem(file, line, dotted((*path, key)), what, remedy))
            merged.pop(key, None)
        else:
            below = step(settled, key)
            merged[key] = overlay(merged.get(key), value, below, (*path, key), problems)
    return Node(merged, over.place)
