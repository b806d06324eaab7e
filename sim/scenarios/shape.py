"""How a schema class is built: blocks, tables keyed by name, lists, choices by kind and leaves."""

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeAlias,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from sim.scenarios.node import Node

_SCALARS: Mapping[object, str] = {
    bool: "true or false",
    int: "whole number",
    float: "number",
    str: "text",
    types.NoneType: "null",
    Any: "anything",
}
_LISTS = (list, tuple, set, frozenset, Sequence)
_TABLES = (dict, Mapping)


class Bounds(NamedTuple):
    """What a number or a length may be; ``None`` where it is open."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None

    def __str__(self) -> str:
        if self.ge is not None and self.le is not None:
            return f"{self.ge:g} to {self.le:g}"
        words = {"at least": self.ge, "above": self.gt, "at most": self.le, "below": self.lt}
        return ", ".join(f"{word} {b:g}" for word, b in words.items() if b is not None)


OPEN: Final = Bounds()
"""No bounds at all."""


@dataclass(frozen=True)
class Leaf:
    """One value: a number, a text, a truth value or one of several words."""

    type: str
    words: tuple[str, ...] = ()
    """The values allowed, when they are listed."""
    bounds: Bounds = OPEN


@dataclass(frozen=True)
class Block:
    """A mapping with fixed keys, one per field of a model."""

    model: type[BaseModel]
    type: str = "block"

    @property
    def fields(self) -> Mapping[str, "Field"]:
        """The fields by their name, in the order of the class."""
        return fields_of(self.model)


@dataclass(frozen=True)
class Table:
    """A mapping whose keys are names that the scenario chooses."""

    item: "Shape"

    @property
    def type(self) -> str:
        """Words for the kind of value expected."""
        return f"block of names, each {with_article(self.item)}"


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple["Shape", ...]
    """Shape by position; the last one repeats."""

    def at(self, position: int) -> "Shape":
        """The shape of the item at a position, from 0."""
        return self.items[min(position, len(self.items) - 1)]

    @property
    def type(self) -> str:
        """Words for the kind of value expected."""
        return f"list, each {with_article(self.items[-1])}"


@dataclass(frozen=True)
class Choice:
    """A block of one of several models, told apart by the word under one key."""

    tag: str
    blocks: Mapping[str, Block]

    @property
    def type(self) -> str:
        """Words for the kind of value expected."""
        return f"block with '{self.tag}'"


@dataclass(frozen=True)
class Either:
    """One of several shapes told apart by how the value is written."""

    options: tuple["Shape", ...]

    @property
    def type(self) -> str:
        """Words for the kind of value expected."""
        return " or ".join(option.type for option in self.options)


Shape: TypeAlias = Leaf | Block | Table | Items | Choice | Either


def with_article(shape: Shape) -> str:
    """The kind of value a shape asks for, as the object of a sentence."""
    first = shape.options[0] if isinstance(shape, Either) else shape
    bare = isinstance(first, Leaf) and (first.words or first.type in ("true or false", "text"))
    return shape.type if bare else f"a {shape.type}"


class Field(NamedTuple):
    """One key of a block and what the schema says about it."""

    shape: Shape
    required: bool
    nullable: bool
    default: Any
    """The default as plain data; meaningless when required."""
    meaning: str
    unit: str
    mark: str
    source: str
    worth: tuple[float, ...]
    structural: bool
    """Whether the value shapes the world at birth, so that no intervention can move it."""


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, Field]:
    """What a model class declares, field by field."""
    return {name: _field(info) for name, info in model.model_fields.items()}


def _field(info: FieldInfo) -> Field:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    default: Any = None
    if not info.is_required():
        default = info.get_default(call_default_factory=True, validated_data={})
    return Field(
        shape=_shape(info.annotation, info.metadata, info.discriminator),
        required=info.is_required(),
        nullable=types.NoneType in get_args(info.annotation),
        default=to_jsonable_python(default),
        meaning=(info.description or "").strip(),
        unit=str(extra.get("unit", "")),
        mark=str(extra.get("mark", "")),
        source=str(extra.get("source", "")),
        worth=tuple(extra.get("worth_testing", ())),  # type: ignore[arg-type]  # written by quantity()
        structural=bool(extra.get("structural", False)),
    )


def shape_of(annotation: Any) -> Shape:
    """The shape of a type as it may be written in a model class."""
    return _shape(annotation, (), None)


def _shape(annotation: Any, metadata: Iterable[Any], tag: Any) -> Shape:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner = [part for extra in args[1:] for part in getattr(extra, "metadata", [extra])]
        tags = [getattr(extra, "discriminator", None) for extra in args[1:]]
        return _shape(args[0], [*metadata, *inner], next((t for t in tags if t), tag))
    if origin in (Union, types.UnionType):
        return _union([part for part in args if part is not types.NoneType], metadata, tag)
    if origin in _LISTS:
        return Items(tuple(shape_of(part) for part in args if part is not Ellipsis))
    if origin in _TABLES:
        return Table(shape_of(args[1]))
    if origin is Literal:
        return _words(args)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Block(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _words([member.value for member in annotation])
    return Leaf(
        _SCALARS.get(annotation, getattr(annotation, "__name__", str(annotation))),
        bounds=_bounds(metadata),
    )


def _union(parts: list[Any], metadata: Iterable[Any], tag: Any) -> Shape:
    if len(parts) == 1:
        return _shape(parts[0], metadata, tag)
    shapes = tuple(_shape(part, metadata, None) for part in parts)
    if not isinstance(tag, str):
        return Either(shapes)
    blocks: dict[str, Block] = {}
    for shape in shapes:
        if isinstance(shape, Block) and isinstance(kind := shape.fields[tag].shape, Leaf):
            blocks |= dict.fromkeys(kind.words, shape)
    return Choice(tag, blocks)


def _words(values: Iterable[Any]) -> Leaf:
    words = tuple(str(value) for value in values)
    return Leaf(f"one of {', '.join(words)}" if len(words) > 1 else f"'{words[0]}'", words)


def _bounds(metadata: Iterable[Any]) -> Bounds:
    """The tightest of the bounds that a type and its field set together."""
    found: dict[str, list[float]] = {"ge": [], "gt": [], "le": [], "lt": []}
    for part in metadata:
        for side, values in found.items():
            bound = getattr(part, side, None)
            if bound is not None:
                values.append(bound)
    return Bounds(
        ge=max(found["ge"], default=None),
        gt=max(found["gt"], default=None),
        le=min(found["le"], default=None),
        lt=min(found["lt"], default=None),
    )


def defaults_of(shape: Shape | None, owner: Any) -> Mapping[str, Any]:
    """What each key holds when nobody sets it; keys that have to be set are left out.

    Parameters
    ----------
    shape : shape of what holds the keys, settled
    owner : what its own owner holds when nobody sets it, which may differ from the class; anything
        but a mapping says nothing
    """
    fields = shape.fields if isinstance(shape, Block) else {}
    own = {key: field.default for key, field in fields.items() if not field.required}
    return {**own, **owner} if isinstance(owner, Mapping) else own


def choose(either: Either, value: object) -> Shape:
    """The option that fits how a value is written; the first when none does.

    Parameters
    ----------
    either : the options
    value : what is written there: a node's value or plain data
    """

    def fits(option: Shape) -> bool:
        if isinstance(value, Mapping):
            return isinstance(option, Block | Table | Choice)
        if isinstance(value, list | tuple):
            return isinstance(option, Items)
        if isinstance(value, str):
            return isinstance(option, Leaf) and (bool(option.words) or option.type == "text")
        return isinstance(option, Leaf) and not option.words

    return next((option for option in either.options if fits(option)), either.options[0])


def settle(shape: Shape | None, value: object) -> Shape | None:
    """The shape meant by a value where the schema leaves a choice; ``None`` when it cannot be told.

    Parameters
    ----------
    shape : shape expected
    value : what is written there: a node's value or plain data
    """
    if isinstance(shape, Either):
        shape = choose(shape, value)
    if isinstance(shape, Choice):
        word = value.get(shape.tag) if isinstance(value, Mapping) else None
        word = word.value if isinstance(word, Node) else word
        return shape.blocks.get(word) if isinstance(word, str) else None
    return shape


def step(shape: Shape | None, key: str | int) -> Shape | None:
    """The shape under one key or position of a settled shape; ``None`` when there is none."""
    if isinstance(shape, Block) and isinstance(key, str) and key in shape.fields:
        return shape.fields[key].shape
    if isinstance(shape, Table):
        return shape.item
    if isinstance(shape, Items) and isinstance(key, int):
        return shape.at(key)
    return None
