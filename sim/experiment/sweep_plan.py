"""Everything that a sweep has decided before its first run."""

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sim.errors import Problem, ScenarioError, UsageError
from sim.experiment.account import hash_of
from sim.experiment.points import Point, points
from sim.experiment.run import chosen_worlds
from sim.experiment.runner import Settings
from sim.experiment.sweep_tables import tables_of
from sim.experiment.swept import cells
from sim.experiment.wishes import Wishes, settings_of
from sim.metrics import CATALOGUE
from sim.parameters import Plan
from sim.scenarios.varied import Factor

if TYPE_CHECKING:
    from sim.scenarios.load import Question, Reading
    from sim.scenarios.schema.scenario import Scenario
    from sim.scenarios.schema.sweep import Sweep

BYTES_PER_CELL: Final = 8
"""A cell of a table with its comma, on average; many are short [byte]."""

PARAMETERS: Final = "sweep.parameters"
"""Where a question says what is varied."""


class SweepPlan(NamedTuple):
    """What a sweep is about to do, and what that is likely to take."""

    source: str
    """The question, as the caller named it."""
    question: "Question[Scenario]"
    """The question with its sweep."""
    reading: "Reading[Scenario]"
    """Its files with those overrides and without the sweep, from which every point is made."""
    sets: tuple[str, ...]
    """Overrides of the question, those of the sweep itself among them."""
    rule: "Sweep"
    """Design, size and replications."""
    factors: tuple[Factor, ...]
    """What is varied."""
    points: tuple[Point, ...]
    """What every point sets."""
    worlds: Mapping[str, Plan]
    """Worlds of the question as it is, the base first."""
    settings: Settings
    """Seed, replications, confidence, engine."""
    seconds: float
    """What all of it is likely to take by the clock, roughly [second]."""

    @property
    def runs(self) -> int:
        """Runs in all."""
        return len(self.points) * len(self.worlds) * self.rule.replications

    @property
    def size(self) -> int:
        """What its folder is likely to take, roughly [byte]."""
        _, runs, levels, differences = (len(table.columns) for table in tables_of(self.factors))
        per_world = self.rule.replications * runs + len(CATALOGUE) * (levels + differences)
        return BYTES_PER_CELL * len(self.points) * len(self.worlds) * per_world

    def folder_in(self, out: str | Path) -> Path:
        """Its folder in that of all answers: the same for the same question, sweep and version."""
        hash_ = hash_of(self.question.resolved(), list(self.worlds), self.settings)
        return Path(out) / f"{self.question.name}-sweep-{hash_}"

    def jobs(self) -> list[dict[str, Any]]:
        """The job table: what every point sets each value to."""
        return [{"point": n, **cells(at, self.factors)} for n, at in enumerate(self.points)]

    def sets_at(self, point: int) -> tuple[str, ...]:
        """Overrides that make a point of the question."""
        pairs = zip(self.factors, self.points[point], strict=True)
        return tuple(factor.override(value) for factor, value in pairs if value is not None)

    def rerun(self, point: int, alternative: str, replication: int) -> str:
        """The command line that runs one of its runs again, and those before it of that world."""
        words = ["spc", "run", self.source]
        for text in (*self.sets, *self.sets_at(point)):
            if not text.startswith("sweep."):
                words += ["--set", text]
        if alternative in self.worlds and alternative != next(iter(self.worlds)):
            words += ["-s", alternative]
        words += ["--seed", str(self.settings.seed)]
        return shlex.join([*words, "--replications", str(max(replication + 1, 2))])

    def command(self, alternatives: Sequence[str] | None) -> str:
        """The command line that sweeps the same."""
        words = ["spc", "sweep", self.source]
        for text in self.sets:
            words += ["--set", text]
        if alternatives is not None:
            words += ["-s", ",".join(alternatives)]
        return shlex.join([*words, "--seed", str(self.settings.seed)])

    def told(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {
            "design": self.rule.design,
            "size": self.rule.size,
            "replications": self.rule.replications,
            "points": len(self.points),
            "parameters": [factor._asdict() for factor in self.factors],
        }


def sweep_sets(
    parameters: Mapping[str, Any] | None,
    design: str | None,
    size: int | None,
    replications: int | None,
) -> tuple[str, ...]:
    """What a caller wants of a sweep, as overrides of the question's ``sweep:`` block.

    Parameters
    ----------
    parameters : mapping, optional
        What is varied, by path: ``(low, high)``, a list of values, a mapping as in YAML, or None.
    design, size, replications
        As in the block; None leaves them to the question.

    Returns
    -------
    tuple of str
        Overrides ``sweep.key=value``.
    """
    wanted: dict[str, Any] = {"design": design, "size": size, "replications": replications}
    if parameters is not None:
        wanted["parameters"] = [_varied(path, given) for path, given in parameters.items()]
    return tuple(
        f"sweep.{key}={json.dumps(value, default=_plain)}"
        for key, value in wanted.items()
        if value is not None
    )


def _varied(path: str, given: Any) -> dict[str, Any]:
    """One entry of the block."""
    match given:
        case None:
            return {"path": path}
        case Mapping():
            return {"path": path, **given}
        case (low, high) if isinstance(given, tuple):
            return {"path": path, "low": low, "high": high}
        case str() | bytes() | int() | float():
            raise UsageError(
                f"{path}: {given!r} is one value; give (low, high), a list of values, or --set it"
            )
        case _:
            return {"path": path, "values": list(given)}


def _plain(value: Any) -> Any:
    """A number of numpy as one of Python."""
    if isinstance(value, np.generic):
        return value.item()
    raise UsageError(f"{value!r} is no value that a question can hold; give numbers or words")


def prepared(
    source: str | Path,
    sets: Sequence[str],
    alternatives: Sequence[str] | None,
    seed: int | None,
    engine: str,
    abreast: int,
) -> SweepPlan:
    """Read a question and decide everything about its sweep.

    Parameters
    ----------
    source : str or Path
        Path of a YAML file, or the name of a shipped question.
    sets : sequence of str
        Overrides, those of `sweep_sets` among them.
    alternatives : sequence of str, optional
        Names of the alternatives to run; all unless given.
    seed : int, optional
        Seed of all random numbers; the scenario's unless given.
    engine : str
        One of `sim.engine.ENGINES`.
    abreast : int
        Runs done at a time, >= 1.

    Returns
    -------
    SweepPlan

    Raises
    ------
    ScenarioError, UsageError
        As for `sim.sweep`.
    """
    from sim.engine import choose, seconds_of, seconds_with
    from sim.scenarios.load import read_as
    from sim.scenarios.questions import noticed
    from sim.scenarios.resolve import plans
    from sim.scenarios.schema.scenario import Scenario
    from sim.scenarios.varied import known

    reading = read_as(Scenario, source)
    question = noticed(reading.question(sets))
    rule, varied = question.scenario.sweep, known(question)
    if rule is None or not varied:
        raise UsageError(
            f"{source} has nothing to vary; name values (--vary PATH=LOW..HIGH), or write a sweep: "
            "block into it"
        )
    wishes = Wishes(seed=seed, replications=rule.replications, precision={}, half_width={})
    settings = settings_of(question.scenario, wishes)
    worlds = chosen_worlds(plans(question.scenario), alternatives)
    at = tuple(points(rule, varied, settings.seed))
    points_of = reading.overridden((*sets, "sweep=null"))
    _check_ends(points_of, varied)
    times = len(at) * rule.replications / abreast
    chosen = choose(engine, times * sum(map(seconds_of, worlds.values())))
    seconds = times * sum(seconds_with(chosen, plan) for plan in worlds.values())
    settings = settings._replace(engine=chosen)
    return SweepPlan(
        str(source), question, points_of, tuple(sets), rule, varied, at, worlds, settings, seconds
    )


def _check_ends(reading: "Reading[Scenario]", varied: Sequence[Factor]) -> None:
    """See that each value can stand at the ends of its range, all else being as it is.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    problems: dict[Problem, None] = {}
    for text in (text for factor in varied for text in _ends(factor)):
        try:
            reading.scenario((text,))
        except ScenarioError as error:
            problems |= dict.fromkeys(error.problems)
    if problems:
        raise ScenarioError(tuple(problems))


def _ends(factor: Factor) -> Iterator[str]:
    """Overrides that set a value to the ends of its range, or to each value listed."""
    listed = factor.values  # no frame
    for value in listed or (factor.at(0.0), factor.at(1.0)):
        yield factor.override(value)
