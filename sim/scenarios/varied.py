"""The values that a sweep varies, found by their paths, with the schema's type, unit and bounds."""

import json
import math
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from pydantic import BaseModel

from sim.scenarios.nearest import did_you_mean
from sim.scenarios.node import dotted
from sim.scenarios.shape import Block, Bounds, Field, Leaf, Shape, settle, step
from sim.scenarios.strict import ABOUT_THE_QUESTION, Fault

if TYPE_CHECKING:
    from sim.scenarios.load import Question
    from sim.scenarios.schema.scenario import Scenario
    from sim.scenarios.schema.sweep import Varied

Value: TypeAlias = float | int | bool | str
"""A value that a sweep sets."""


class Factor(NamedTuple):
    """One value that a sweep varies."""

    path: str
    """Its dotted path."""
    unit: str
    """Its unit; empty for words."""
    base: Value | None
    """What the question itself says."""
    low: float | None
    """Lowest value; None where values are listed [unit]."""
    high: float | None
    """Highest value; None where values are listed [unit]."""
    levels: int
    """Equally spaced values between them."""
    is_whole: bool
    """Whether it is a whole number."""
    values: tuple[Value, ...]
    """The values themselves where they are listed, else empty."""
    mark: str = ""
    """How what the question says is known, as its provenance has it."""
    source: str = ""
    """Where that comes from, or the reason for it."""

    def at(self, share: float) -> Value:
        """The value at a share of the range, from 0 to 1; listed ones have equal shares of it."""
        if self.low is None or self.high is None:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.is_whole:
            span = self.high - self.low + 1.0
            return int(min(self.low + math.floor(share * span), self.high))
        if share == 1.0:  # of which the sum below may miss the last bits
            return self.high
        return min(max(self.low + share * (self.high - self.low), self.low), self.high)

    def spaced(self) -> tuple[Value, ...]:
        """The values listed, or its levels from lowest to highest, whole numbers each once."""
        if self.low is None or self.high is None:
            return self.values
        step = (self.high - self.low) / (self.levels - 1)
        levels = [self.low + step * level for level in range(self.levels - 1)]
        spaced = (*levels, self.high)
        return tuple(dict.fromkeys(map(round, spaced))) if self.is_whole else spaced

    def override(self, value: Value) -> str:
        """What sets the value, as for ``--set``."""
        return f"{self.path}={json.dumps(value)}"


def factors(scenario: "Scenario") -> tuple[Factor, ...]:
    """What the sweep of a checked scenario varies, in its order; nothing without a sweep.

    Parameters
    ----------
    scenario : Scenario
        Checked.

    Returns
    -------
    tuple of Factor
    """
    found = [_factor(scenario, varied) for varied in _varied(scenario)]
    return tuple(factor for factor in found if isinstance(factor, Factor))


def known(question: "Question[Scenario]") -> tuple[Factor, ...]:
    """What the sweep of a question varies, with how each value is known.

    Parameters
    ----------
    question : Question
        Checked, with the origin of its values.

    Returns
    -------
    tuple of Factor
    """
    rows = {row.path: row for row in question.provenance}
    values = question.resolved()
    found = []
    for factor in factors(question.scenario):
        at = _positions(values, factor.path)
        row = rows.get(at) or rows[at.rpartition(".")[0]]  # a list of single values is one row
        found.append(factor._replace(mark=row.mark, source=row.source))
    return tuple(found)


def _positions(value: Any, path: str) -> str:
    """A dotted path with positions in place of the names of blocks in a list."""
    keys: list[str | int] = []
    for part in path.split("."):
        key = _address(value, part)
        if key is None:
            raise KeyError(path)
        keys.append(key)
        value = value[key]
    return dotted(keys)


def faults(scenario: "Scenario") -> list[Fault]:
    """What is wrong with the values that a sweep varies.

    Parameters
    ----------
    scenario : Scenario
        Valid block by block.

    Returns
    -------
    list of Fault
    """
    found: list[Fault] = []
    for position, varied in enumerate(_varied(scenario)):
        factor = _factor(scenario, varied)
        if isinstance(factor, Fault):
            key = f"sweep.parameters.{position}.{factor.key}".rstrip(".")
            found.append(factor._replace(key=key))
    return found


def _varied(scenario: "Scenario") -> "tuple[Varied, ...]":
    return () if scenario.sweep is None else scenario.sweep.parameters


class _Found(NamedTuple):
    """The value at a path, and what the schema says about it."""

    value: Any
    field: Field
    leaf: Leaf


def _factor(scenario: "Scenario", varied: "Varied") -> Factor | Fault:
    """What one entry varies, or what is wrong with it."""
    if varied.path.split(".")[0] in ABOUT_THE_QUESTION:
        what = f"'{varied.path}' is no part of the business"
        return Fault("path", what, "name a value of the business")
    found = _find(scenario, varied.path)
    if isinstance(found, Fault):
        return found
    leaf = found.leaf
    choices: tuple[Value, ...] = leaf.words
    if leaf.type == "true or false":
        choices = (False, True)
    if leaf.type not in ("number", "whole number") and not choices:
        return Fault("path", f"'{varied.path}' is {leaf.type}", "name a number or a word")
    whole = leaf.type == "whole number"
    if choices:
        return _listed(varied, found, choices)
    if varied.values:
        return _numbers(varied, found, whole)
    return _range(varied, found, whole)


def _listed(varied: "Varied", found: _Found, choices: tuple[Value, ...]) -> Factor | Fault:
    """A factor of words or truth values."""
    if varied.low is not None or varied.high is not None:
        return Fault("low", f"'{varied.path}' is no number", "list its values")
    for value in varied.values:
        if not any(
            value is choice or (value == choice and value == str(value)) for choice in choices
        ):
            shown = ", ".join(json.dumps(choice) for choice in choices)
            return Fault("values", f"{json.dumps(value)} is not allowed", f"one of {shown}")
    return _made(varied, found, None, None, False, varied.values or choices)


def _numbers(varied: "Varied", found: _Found, whole: bool) -> Factor | Fault:
    """A factor of listed numbers."""
    for value in varied.values:
        if isinstance(value, bool | str) or (whole and value != int(value)):
            wanted = found.leaf.type
            return Fault("values", f"{json.dumps(value)} is no {wanted}", f"list {wanted}s")
        if not _is_within(value, found.leaf.bounds):
            return Fault("values", f"{value:g} is out of range", str(found.leaf.bounds))
    numbers = tuple(int(value) if whole else float(value) for value in varied.values)
    return _made(varied, found, None, None, whole, numbers)


def _range(varied: "Varied", found: _Found, whole: bool) -> Factor | Fault:
    """A factor between bounds: its own, else those worth testing, else those of the schema."""
    bounds = found.leaf.bounds
    worth = found.field.worth or (bounds.ge, bounds.le)
    low = worth[0] if varied.low is None else varied.low
    high = worth[1] if varied.high is None else varied.high
    if low is None or high is None:
        side = "low" if low is None else "high"
        return Fault("", f"no {side} is given and the schema has none", f"give {side}")
    if not low < high:
        return Fault("low" if varied.low is not None else "high",
                     f"low {low:g} is not below high {high:g}", "give both")  # fmt: skip
    if whole and (low != int(low) or high != int(high)):
        return Fault("low" if low != int(low) else "high", "it counts in whole numbers",
                     "give whole numbers")  # fmt: skip
    for side, value in (("low", low), ("high", high)):
        if not _is_within(value, bounds):
            return Fault(side, f"{value:g} is out of range", str(bounds))
    return _made(varied, found, float(low), float(high), whole, ())


def _is_within(value: float, bounds: Bounds) -> bool:
    """Whether the schema allows a number."""
    return (
        (bounds.ge is None or value >= bounds.ge)
        and (bounds.gt is None or value > bounds.gt)
        and (bounds.le is None or value <= bounds.le)
        and (bounds.lt is None or value < bounds.lt)
    )


def _made(
    varied: "Varied",
    found: _Found,
    low: float | None,
    high: float | None,
    whole: bool,
    values: tuple[Value, ...],
) -> Factor:
    unit = found.field.unit
    return Factor(varied.path, unit, found.value, low, high, varied.levels, whole, values)


def _find(scenario: BaseModel, path: str) -> _Found | Fault:
    """The value at a dotted path, blocks of a list by name or position."""
    value: Any = scenario.model_dump(mode="json")
    shape: Shape | None = Block(type(scenario))
    field: Field | None = None
    for depth, key in enumerate(path.split(".")):
        shape = settle(shape, value)
        at = _address(value, key)
        if at is None:
            before = ".".join(path.split(".")[:depth])
            where = f" in '{before}'" if before else ""
            return Fault("path", f"unknown path '{path}': no '{key}'{where}",
                         did_you_mean(key, _keys(value)))  # fmt: skip
        if isinstance(shape, Block):
            field = shape.fields.get(str(at))
        shape, value = step(shape, at), value[at]
    shape = settle(shape, value)
    if isinstance(value, dict | list) or not isinstance(shape, Leaf) or field is None:
        remedy = f"name one value, such as {path}.{_keys(value)[0]}" if _keys(value) else ""
        return Fault("path", f"'{path}' is not a single value", remedy)
    return _Found(value, field, shape)


def _address(value: Any, key: str) -> str | int | None:
    """The key or position that one part of a path means in plain data."""
    if isinstance(value, dict):
        return key if key in value else None
    if isinstance(value, list):
        names = [item.get("name") if isinstance(item, dict) else None for item in value]
        if key in names:
            return names.index(key)
        if key.isdecimal() and int(key) < len(value):
            return int(key)
    return None


def _keys(value: Any) -> list[str]:
    """What may follow in a path."""
    if isinstance(value, dict):
        return list(value)
    if isinstance(value, list):
        return [
            str(item.get("name", position)) if isinstance(item, dict) else str(position)
            for position, item in enumerate(value)
        ]
    return []
