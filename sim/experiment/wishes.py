"""What the caller wants, made into settings, and the command line that wants the same."""

import math
import secrets
import shlex
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.analysis.stopping import Target
from sim.errors import UsageError
from sim.experiment.runner import Settings
from sim.metrics import CATALOGUE
from sim.scenarios.nearest import did_you_mean

if TYPE_CHECKING:
    from sim.scenarios.schema.scenario import Experiment, Scenario

LARGEST_SEED: Final = 2**63 - 1
"""Largest seed a table can hold."""


class Wishes(NamedTuple):
    """What the caller wants otherwise than the scenario says; None leaves it to the scenario."""

    seed: int | None = None
    """Seed of all random numbers."""
    replications: int | None = None
    """Exactly so many replications, whatever the precision."""
    precision: Mapping[str, float] | None = None
    """Wanted half width over the base's mean, by figure [fraction]."""
    half_width: Mapping[str, float] | None = None
    """Wanted half width, by figure [unit of the figure]."""
    engine: str = "auto"
    """Which engine."""
    log: Collection[str] = ()
    """Logs to keep."""
    tables: str = "csv"
    """Form of the tables in the folder."""


def settings_of(scenario: "Scenario", wishes: Wishes) -> Settings:
    """The scenario's rule for replications, with the caller's wishes.

    Raises
    ------
    UsageError
        When a wish cannot be met: a seed out of range, fewer than two replications, a precision
        that is not above 0, an unknown key figure.
    """
    rule = scenario.experiment
    seed = rule.seed if wishes.seed is None else wishes.seed
    seed = secrets.randbits(32) if seed is None else seed
    if not 0 <= seed <= LARGEST_SEED:
        raise UsageError(f"seed {seed} is out of range; give 0 to {LARGEST_SEED}")
    least, most = rule.minimum_replications, rule.maximum_replications
    if wishes.replications is not None:
        least = most = wishes.replications
    if least < 2:
        raise UsageError(f"{least} replication has no interval; give at least 2")
    log = frozenset(wishes.log)
    targets = _targets(rule, wishes)
    return Settings(seed, least, most, rule.confidence, targets, wishes.engine, log)


def _targets(rule: "Experiment", wishes: Wishes) -> tuple[Target, ...]:
    """The half widths to reach: the caller's, or the scenario's when the caller names none."""
    asked: Any = wishes
    if wishes.precision is None and wishes.half_width is None:
        asked = rule
    targets = [Target(kpi, wanted, True) for kpi, wanted in (asked.precision or {}).items()]
    targets += [Target(kpi, wanted, False) for kpi, wanted in (asked.half_width or {}).items()]
    for target in targets:
        known_figure(target.kpi)
        if not 0.0 < target.half_width < math.inf:
            name = "precision" if target.is_relative else "half width"
            hint = "2 % is written 0.02" if target.is_relative else "give one above 0"
            raise UsageError(f"{name} {target.kpi}={target.half_width} cannot be reached; {hint}")
    return tuple(targets)


def known_figure(kpi: str) -> None:
    """See that there is a key figure of that name.

    Raises
    ------
    UsageError
        When there is none; the message names the nearest one and all others.
    """
    if kpi not in CATALOGUE:
        hint = did_you_mean(kpi, CATALOGUE)
        raise UsageError(f"no key figure '{kpi}'; {hint}")


def command_of(
    source: str | Path,
    sets: Sequence[str],
    alternatives: Sequence[str] | None,
    wishes: Wishes,
) -> str:
    """The command line that asks the same."""
    words = ["spc", "run", str(source)]
    if alternatives is not None:
        words += ["-s", ",".join(alternatives)]
    for text in sets:
        words += ["--set", text]
    if wishes.seed is not None:
        words += ["--seed", str(wishes.seed)]
    if wishes.replications is not None:
        words += ["--replications", str(wishes.replications)]
    for kpi, wanted in (wishes.precision or {}).items():
        words += ["--precision", f"{kpi}={wanted!r}"]
    for kpi, wanted in (wishes.half_width or {}).items():
        words += ["--half-width", f"{kpi}={wanted!r}"]
    if wishes.engine != "auto":
        words += ["--engine", wishes.engine]
    for name in sorted(wishes.log):
        words += ["--log", name]
    if wishes.tables != "csv":
        words += ["--tables", wishes.tables]
    return shlex.join(words)
