"""What pydantic found wrong, said in the words of a planner with file, line and remedy."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from sim.errors import Problem
from sim.scenarios.nearest import did_you_mean
from sim.scenarios.node import DEFAULT, Node, Path, Place, Unreadable, along, child, dotted, shown
from sim.scenarios.shape import (
    Block,
    Choice,
    Either,
    Field,
    Leaf,
    Shape,
    choose,
    step,
    with_article,
)
from sim.scenarios.strict import NAME_PATTERN

_BOUNDS = {
    "less_than_equal": ("at most", "le"),
    "less_than": ("below", "lt"),
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("above", "gt"),
}
_WORDS = ("literal_error", "enum")
_SIZES = {
    "too_short": ("at least", "min_length"),
    "too_long": ("at most", "max_length"),
    "string_too_short": ("at least", "min_length"),
    "string_too_long": ("at most", "max_length"),
}
_TRUTH = {"yes": "true", "on": "true", "no": "false", "off": "false"}


class _Found(NamedTuple):
    """One error of pydantic put back where it belongs in the scenario."""

    type: str
    context: Mapping[str, Any]
    message: str
    path: Path
    node: Node | None
    """What was written there; ``None`` when nothing was."""
    block: Shape | None
    """The shape that holds the path's last key."""
    shape: Shape | None
    field: Field | None
    """The nearest field of the schema at or above the path."""
    on_key: bool
    either: tuple[Path, Either] | None
    """The last value at or above the path that may be written in several ways."""


def explain(errors: Iterable[ErrorDetails], tree: Node, shape: Shape) -> list[Problem]:
    """Turn validation errors into problems, each once.

    Parameters
    ----------
    errors : ``ValidationError.errors()``
    tree : the scenario that was validated
    shape : the shape of its model
    """
    found = [_locate(error, tree, shape) for error in errors]
    readable = [one for one in found if not _reported(one)]
    problems = [problem for one in _one_per_choice(readable) for problem in _problems_of(one, tree)]
    return list(dict.fromkeys(problems))


def _locate(error: ErrorDetails, tree: Node, shape: Shape) -> _Found:
    """Walk pydantic's location, which names union branches beside keys, down the written tree."""
    path: Path = ()
    node: Node | None = tree
    block: Shape | None = None
    here: Shape | None = shape
    field: Field | None = None
    on_key = False
    either: tuple[Path, Either] | None = None
    for part in error["loc"]:
        if part == "[key]":
            on_key = True
        elif isinstance(here, Either):
            either = (path, here)
            here = choose(here, node.value if node else None)
        elif isinstance(here, Choice):
            here = here.blocks.get(str(part))
        else:
            path = (*path, part)
            node = child(node, part)
            if isinstance(here, Block) and part in here.fields:
                field = here.fields[str(part)]
            block, here = here, step(here, part)
    context = error.get("ctx", {})
    return _Found(
        error["type"], context, error["msg"], path, node, block, here, field, on_key, either
    )


def _reported(one: _Found) -> bool:
    """Whether another problem says it: the value is unreadable, or its items fail one by one."""
    if one.type == "too_short" and one.node and isinstance(one.node.value, dict | list):
        wanted: int = one.context["min_length"]
        return len(one.node.value) >= wanted  # pydantic counts the valid items only
    tag = child(one.node, one.shape.tag) if isinstance(one.shape, Choice) else None
    return any(node is not None and isinstance(node.value, Unreadable) for node in (one.node, tag))


def _one_per_choice(found: Sequence[_Found]) -> list[_Found]:
    """Keep, where a value may be written in several ways, what concerns the way it was written."""
    kept: list[_Found] = []
    for one in found:
        if one.either is None:
            kept.append(one)
            continue
        way, shape = one.either
        rivals = [other for other in found if other.either and other.either[0] == way]
        telling = [rival for rival in rivals if len(rival.path) > len(way) or not _of_type(rival)]
        if one in telling:
            kept.append(one)
        elif not telling:  # every way fails on its type: say once what the ways are
            kept.append(one._replace(type="either_type", shape=shape))
    return kept


def _of_type(one: _Found) -> bool:
    return one.type.endswith("_type") or one.type in _WORDS


def _place(tree: Node, path: Path) -> Place:
    """The place of the deepest value along a path that somebody wrote."""
    written = [node.place for node in along(tree, path) if node.place != DEFAULT]
    return written[-1] if written else tree.place


def _problems_of(one: _Found, tree: Node) -> Iterable[Problem]:
    if one.type == "faults":
        for key, what, remedy in one.context["faults"]:
            path = (*one.path, *(int(k) if k.isdigit() else k for k in key.split(".") if k))
            yield Problem(*_place(tree, path), dotted(path), what, remedy)
        return
    what, remedy = _words(one)
    path = one.path
    if one.type.startswith("union_tag") and isinstance(one.shape, Choice):
        path = (*path, one.shape.tag)
    yield Problem(*_place(tree, path), dotted(path), what, remedy)


def _words(one: _Found) -> tuple[str, str]:
    """What is wrong, and what would be right."""
    kind, context = one.type, one.context
    value = one.node.value if one.node else None
    got = shown(value)
    if kind == "missing":
        return "missing", _join(
            f"give {with_article(one.shape)}" if one.shape else "", _allowed(one)
        )
    if kind == "extra_forbidden":
        fields = one.block.fields if isinstance(one.block, Block) else {}
        return "unknown key", did_you_mean(str(one.path[-1]), fields)
    if kind in _BOUNDS:
        word, side = _BOUNDS[kind]
        what = f"must be {word} {context[side]:g}, got {got}"
        return what, _join(_percent(value, one), _allowed(one))
    if kind in _WORDS and isinstance(one.shape, Leaf):
        if not isinstance(value, str):
            return f"must be {one.shape.type}, got {got}", _allowed(one, bounds=False)
        remedy = did_you_mean(value, one.shape.words, "one of")
        return f"unknown word, got {got}", _join(remedy, _allowed(one, bounds=False))
    if kind.startswith("union_tag") and isinstance(one.shape, Choice):
        tag = child(one.node, one.shape.tag)
        if tag is None:
            return "missing", "one of " + ", ".join(one.shape.blocks)
        remedy = did_you_mean(str(tag.value), one.shape.blocks, "one of")
        return f"unknown {one.shape.tag}, got {shown(tag.value)}", remedy
    if kind == "string_pattern_mismatch" and context["pattern"] == NAME_PATTERN:
        name = f"name '{one.path[-1]}'" if one.on_key else f"name, got {got},"
        return f"{name} is not in lower_snake form", "a letter, then a-z, 0-9 and _"
    if kind == "string_pattern_mismatch":
        return f"must match {context['pattern']}, got {got}", _allowed(one, bounds=False)
    if kind in _SIZES:
        word, side = _SIZES[kind]
        unit = "letter" if kind.startswith("string") else "item"
        count = len(value) if isinstance(value, str | list | dict) else 0
        unit = unit if context[side] == 1 else f"{unit}s"
        return f"must have {word} {context[side]} {unit}, got {count}", _allowed(one, bounds=False)
    if kind.endswith("_type") and one.shape is not None:
        return f"must be {with_article(one.shape)}, got {got}", _join(
            _rewrite(value, one), _allowed(one)
        )
    if kind in ("value_error", "assertion_error"):
        text = re.sub(r"^(Value|Assertion) error, ", "", one.message)
        what, _, remedy = text.partition("; ")
        return what, remedy
    return f"{one.message[:1].lower()}{one.message[1:]}, got {got}", _allowed(one)


def _join(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _allowed(one: _Found, *, bounds: bool = True) -> str:
    """Range, unit and meaning of the field, as far as the schema gives them."""
    if one.field is None:
        return ""
    leaf = choose(one.shape, 0.0) if isinstance(one.shape, Either) else one.shape
    limits = str(leaf.bounds) if bounds and isinstance(leaf, Leaf) else ""
    unit = f"[{one.field.unit}]" if one.field.unit not in ("", "-") else ""
    meaning = one.field.meaning.partition("\n\n")[0].replace("\n", " ")
    head = " ".join(part for part in ("allowed" if limits else "", limits, unit) if part)
    return ": ".join(part for part in (head, meaning) if part)


def _percent(value: object, one: _Found) -> str:
    """The remedy for a share written in percent."""
    leaf = choose(one.shape, 0.0) if isinstance(one.shape, Either) else one.shape
    if not isinstance(leaf, Leaf) or isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    share = (leaf.bounds.ge == 0 and leaf.bounds.le == 1) or leaf.bounds == (None, 0, None, 1)
    return f"write {value:g} % as {value / 100:.2f}" if share and 1 < value <= 100 else ""


def _rewrite(value: object, one: _Found) -> str:
    """The remedy for a value of the wrong type whose intent can be seen."""
    wanted = one.shape.type if one.shape else ""
    numeric = "number" in wanted
    if isinstance(value, str):
        text = value.strip()
        if numeric and re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", text):
            return f"write {text} without quotes"
        if numeric and (percent := re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?%", text)):
            return f"write {text} as {float(percent[1]) / 100:g}"
        if numeric and (clock := re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])", text)):
            return f"write {text} as {int(clock[1]) + int(clock[2]) / 60:g}"
        if numeric and re.fullmatch(r"[-+]?[0-9][0-9_,' ]*(\.[0-9]+)?", text):
            return "write " + re.sub("[_,' ]", "", text)
        if wanted == "true or false" and text.casefold() in _TRUTH:
            return f"write {_TRUTH[text.casefold()]}"
    if isinstance(value, float) and wanted == "whole number" and value.is_integer():
        return f"write {value:.0f}"
    if wanted == "text" and isinstance(value, bool | int | float):
        return f"write '{shown(value)}' in quotes"
    return ""
