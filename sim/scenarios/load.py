"""A question from its file: extended, overridden, checked, with the origin of every value.

A value is decided by the last of these layers that gives it::

    schema default  <  extended file  <  this file  <  --set

Mappings merge key by key, lists and single values replace, and a null takes a name away from a
table keyed by name (`sim.scenarios.merge`). Two keys at the top of a file speak to the loader and
not to the model:

``extends``
    One file, relative to this one, or one shipped name such as ``firms/textbook``. Chains may be
    of any length and may not return to a file.
``sources``
    Mapping from the dotted path of a value, or of a block of values, that this file sets to its
    ``mark`` and ``source``. A value set in a file that says nothing is marked ``scenario``.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from sim.errors import Problem, ScenarioError
from sim.scenarios import library
from sim.scenarios.merge import overlay
from sim.scenarios.node import DEFAULT, Node, plain, shown
from sim.scenarios.notice import Notice
from sim.scenarios.override import override
from sim.scenarios.problems import explain
from sim.scenarios.provenance import Claims, Row, provenance, read_claims
from sim.scenarios.shape import Block
from sim.scenarios.text import read_file

M = TypeVar("M", bound=BaseModel)

LOADER_KEYS: Final = ("extends", "sources")
"""Keys of a file's top that the loader consumes."""


@dataclass(frozen=True)
class Question(Generic[M]):
    """A scenario that has been read, and where each of its values came from."""

    name: str
    """The file's name without its ending."""
    scenario: M
    """The checked scenario."""
    files: tuple[str, ...]
    """The files read, the most general first."""
    sets: tuple[str, ...]
    """The overrides, as given."""
    provenance: tuple[Row, ...]
    """One row for each value used."""
    warnings: tuple[Notice, ...] = ()
    """What in it does nothing, and why; it can be run all the same."""

    def resolved(self) -> dict[str, Any]:
        """Every value used, as plain data; loading it again gives the same scenario."""
        return self.scenario.model_dump(mode="json")


class _Layer(NamedTuple):
    """One file without its loader keys."""

    file: str
    """The file as the user would name it."""
    top: Node
    claims: Claims


@dataclass(frozen=True)
class Reading(Generic[M]):
    """A question's files as they were read and laid over each other, before any override."""

    model: type[M]
    """The class of the scenario."""
    layers: tuple[_Layer, ...]
    """The question's file first, then those it extends."""
    tree: Node
    """What they say together."""
    problems: tuple[Problem, ...]
    """What is wrong with them so far."""

    def overridden(self, sets: Sequence[str]) -> "Reading[M]":
        """The same with overrides, to which more can be added."""
        tree, problems = self._with(sets)
        return replace(self, tree=tree, problems=tuple(problems))

    def scenario(self, sets: Sequence[str] = ()) -> M:
        """The checked scenario with overrides, as `load_as` has it.

        Raises
        ------
        ScenarioError
            With every problem found; each names file, line, key and remedy.
        """
        return self._checked(sets)[0]

    def question(self, sets: Sequence[str] = ()) -> Question[M]:
        """The checked scenario with overrides and the origin of every value, as `load_as` has it.

        Raises
        ------
        ScenarioError
            With every problem found; each names file, line, key and remedy.
        """
        scenario, tree = self._checked(sets)
        return Question(
            name=Path(self.layers[0].file).stem,
            scenario=scenario,
            files=tuple(layer.file for layer in reversed(self.layers)),
            sets=tuple(sets),
            provenance=provenance(
                scenario.model_dump(mode="json"),
                tree,
                Block(self.model),
                {layer.file: layer.claims for layer in self.layers},
            ),
        )

    def _checked(self, sets: Sequence[str]) -> tuple[M, Node]:
        """The scenario, and the tree with the overrides."""
        tree, problems = self._with(sets)
        shape = Block(self.model)
        scenario: M | None = None
        try:
            scenario = self.model.model_validate_json(json.dumps(plain(tree)), strict=True)
        except ValidationError as error:
            problems += explain(error.errors(), tree, shape)
        if problems or scenario is None:
            raise ScenarioError(_in_order(problems, [layer.file for layer in self.layers]))
        return scenario, tree

    def _with(self, sets: Sequence[str]) -> tuple[Node, list[Problem]]:
        """The tree with overrides, and what is wrong so far."""
        tree, problems = self.tree, [*self.problems]
        for text in sets:
            tree = override(tree, text, Block(self.model), problems)
        return tree, problems


def read_as(model: type[M], source: str | Path) -> Reading[M]:
    """Read a question's files, those it extends included.

    Parameters
    ----------
    model : the class of the scenario
    source : path of a YAML file, or the name of a shipped question

    Returns
    -------
    Reading
        From which scenarios with different overrides are made without reading again.

    Raises
    ------
    ScenarioError
        When a file cannot be read at all; what is wrong inside is told with the scenario.
    """
    problems: list[Problem] = []
    layers = _layers(source, problems)
    tree = Node({}, DEFAULT)
    for layer in reversed(layers):
        tree = overlay(tree, layer.top, Block(model), (), problems)
    return Reading(model, tuple(layers), tree, tuple(problems))


def load_as(model: type[M], source: str | Path, sets: Sequence[str] = ()) -> Question[M]:
    """Read, extend, override and check a question.

    Parameters
    ----------
    model : the class of the scenario
    source : path of a YAML file, or the name of a shipped question
    sets : overrides ``a.b=value``, the value written as YAML; later ones win

    Returns
    -------
    Question
        The checked scenario with the origin of every value.

    Raises
    ------
    ScenarioError
        With every problem found; each names file, line, key and remedy.
    """
    return read_as(model, source).question(sets)


def _in_order(problems: list[Problem], files: Sequence[str]) -> tuple[Problem, ...]:
    """Each problem once: the question's own file first, then those it extends, then overrides."""
    rank = {file: position for position, file in enumerate(files)}
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (rank.get(p.file, len(rank)), p.line)))


def _layers(source: str | Path, problems: list[Problem]) -> list[_Layer]:
    """The question's file and those it extends, the question first.

    Raises
    ------
    ScenarioError
        When one of them cannot be read at all, with what was found until then.
    """
    layers: list[_Layer] = []
    path = library.find(source)
    name = _name(path, str(source), Path(), "")
    seen = {path.resolve(): name}
    while True:
        try:
            top, noted = read_file(path, name)
        except ScenarioError as error:
            raise ScenarioError((*problems, *error.problems)) from error
        problems += noted
        rest = {key: node for key, node in top.value.items() if key not in LOADER_KEYS}
        body = Node(rest, top.place)
        layers.append(_Layer(name, body, read_claims(top.value.get("sources"), body, problems)))
        extends = top.value.get("extends")
        if extends is None:
            return layers
        path, name = _extended(extends, path, name, seen, problems)
        seen[path.resolve()] = name


def _extended(
    extends: Node, path: Path, name: str, seen: Mapping[Path, str], problems: list[Problem]
) -> tuple[Path, str]:
    """The file that ``extends`` names."""

    def fail(what: str, remedy: str) -> ScenarioError:
        file, line = extends.place
        return ScenarioError((*problems, Problem(file, line, "extends", what, remedy)))

    if not isinstance(extends.value, str):
        remedy = "name one file or one shipped firm, such as firms/textbook"
        raise fail(f"must be one name, got {shown(extends.value)}", remedy)
    try:
        found = library.find(extends.value, path.parent)
    except ScenarioError as error:
        _, _, _, what, remedy = error.problems[0]
        raise fail(f"{what} '{extends.value}'", remedy) from error
    extended = _name(found, extends.value, path.parent, name)
    if found.resolve() in seen:
        chain = " -> ".join([*seen.values(), extended])
        raise fail(f"extends itself: {chain}", "take one of these links out")
    return found, extended


def _name(found: Path, written: str, near: Path, beside: str) -> str:
    """What messages call a file: as written, seen from where the user stands, or its shipped name.

    Parameters
    ----------
    found : the file
    written : how it was named
    near : folder of the file that names it
    beside : what messages call that file
    """
    for ending in ("", ".yaml"):
        if found == near / f"{written}{ending}":
            return os.path.normpath(os.path.join(os.path.dirname(beside), f"{written}{ending}"))
    return found.relative_to(library.folder()).as_posix()
