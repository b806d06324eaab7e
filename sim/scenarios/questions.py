"""What the package offers on questions: load, validate, describe, start, schema."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import Problem, ScenarioError
from sim.scenarios.library import new_scenario

if TYPE_CHECKING:
    from sim.scenarios.describe import Entry
    from sim.scenarios.load import Question
    from sim.scenarios.schema.scenario import Scenario


def load(source: str | Path, sets: Sequence[str] = ()) -> "Question[Scenario]":
    """Read a question and check it.

    Parameters
    ----------
    source : str or Path
        Path of a YAML file, or the name of a shipped question.
    sets : sequence of str
        Overrides ``a.b=value``.

    Returns
    -------
    Question
        The scenario, and where each of its values comes from.

    Raises
    ------
    ScenarioError
        When it cannot be used; every problem at once, each with its remedy.
    """
    from sim.scenarios.load import load_as
    from sim.scenarios.schema.scenario import Scenario

    return load_as(Scenario, source, sets)


def validate(sources: Sequence[str | Path]) -> "list[Question[Scenario]]":
    """Check questions without running them.

    Parameters
    ----------
    sources : sequence of str or Path
        Paths of YAML files, or names of shipped questions.

    Returns
    -------
    list of Question
        As read, in the order given.

    Raises
    ------
    ScenarioError
        When any cannot be used; the problems of all of them at once.
    """
    questions, problems = [], list[Problem]()
    for source in sources:
        try:
            questions.append(load(source))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(tuple(problems))
    return questions


def describe(path: str = "") -> "list[Entry]":
    """What may stand in a question: every key with its unit, range, default and source.

    Parameters
    ----------
    path : str
        Dotted path, for example ``firm.price_index``; empty for everything.

    Raises
    ------
    UsageError
        When there is no such path; the message names the nearest.
    """
    from sim.scenarios import describe as catalogue
    from sim.scenarios.schema.scenario import Scenario

    return catalogue.describe(Scenario, path)


def new(name: str, folder: str | Path = ".") -> Path:
    """Start a question: a small commented file; see `sim.scenarios.library.new_scenario`."""
    return new_scenario(name, folder)


def schema() -> dict[str, Any]:
    """The JSON Schema of a question, for editors that check YAML while it is written."""
    from sim.scenarios.jsonschema import json_schema
    from sim.scenarios.schema.scenario import Scenario

    return json_schema(Scenario)
