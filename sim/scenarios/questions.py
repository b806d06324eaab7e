"""The loader's public functions, bound to the schema of a scenario."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.errors import Problem, ScenarioError
from sim.scenarios import library
from sim.scenarios.describe import Entry
from sim.scenarios.describe import describe as describe_model
from sim.scenarios.idle import notices
from sim.scenarios.jsonschema import json_schema
from sim.scenarios.load import Question, load_as, read_as
from sim.scenarios.schema.scenario import Scenario


def load(source: str | Path, sets: Sequence[str] = ()) -> Question[Scenario]:
    """Read, extend, override and check a question.

    Parameters
    ----------
    source : str or Path
        Path of a YAML file, or the name of a shipped question.
    sets : sequence of str
        Overrides ``a.b=value``; later ones win.

    Returns
    -------
    Question
        The checked scenario with the origin of every value, and with ``warnings``: what in it does
        nothing, and why.

    Raises
    ------
    ScenarioError
        With every problem found; each names file, line, key and remedy.
    """
    return noticed(load_as(Scenario, source, sets))


def load_quietly(source: str | Path, sets: Sequence[str] = ()) -> Scenario:
    """The checked scenario of a question alone, as `load` has it."""
    return read_as(Scenario, source).scenario(sets)


def noticed(question: Question[Scenario]) -> Question[Scenario]:
    """A checked question with its ``warnings``: what in it does nothing, and why."""
    return replace(question, warnings=notices(question))


def validate(sources: Iterable[str | Path], sets: Sequence[str] = ()) -> list[Question[Scenario]]:
    """Check questions without running them.

    Parameters
    ----------
    sources : iterable of str or Path
        Paths or shipped names.
    sets : sequence of str
        Overrides, applied to each.

    Returns
    -------
    list of Question
        In the order given, each with its ``warnings``.

    Raises
    ------
    ScenarioError
        With the problems of all of them together.
    """
    questions: list[Question[Scenario]] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            questions.append(load(source, sets))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(tuple(problems))
    return questions


def describe(path: str = "") -> list[Entry]:
    """What can be set in a scenario: meaning, unit, range, default and source.

    Parameters
    ----------
    path : str
        Dotted path of a value or block; everything unless given.

    Returns
    -------
    list of Entry

    Raises
    ------
    UsageError
        When there is no such path; the message names the nearest.
    """
    return describe_model(Scenario, path)


def new(name: str, folder: str | Path = ".") -> Path:
    """Write a small business of one's own to start from, with a question to it.

    Parameters
    ----------
    name : str
        Name of the question; the file is called ``<name>.yaml``.
    folder : str or Path
        Where to write it.

    Returns
    -------
    Path
        The new file.

    Raises
    ------
    UsageError
        When the name cannot be a file's or the file exists already.
    """
    return library.new_scenario(name, folder)


def schema() -> dict[str, Any]:
    """JSON Schema of a scenario file, for editors that complete and check while one types.

    Returns
    -------
    dict
        Draft 2020-12.
    """
    return json_schema(Scenario)
