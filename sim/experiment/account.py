"""How an answer came about, as its manifest says it: before the first run and after the last."""

import math
import platform
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from sim import __version__
from sim.analysis.stopping import Reached, Target
from sim.experiment.answer import World
from sim.experiment.folder import FINISHED, RUNNING, digest, yaml_text
from sim.experiment.job import BASE
from sim.experiment.race import Race, told
from sim.experiment.runner import Outcome, Settings
from sim.experiment.tables import FAILED
from sim.parameters import Plan

if TYPE_CHECKING:
    import pandas as pd

    from sim.scenarios.load import Question
    from sim.scenarios.schema.scenario import Scenario

PACKAGES: Final = ("simpy", "numpy", "pandas", "pydantic", "scipy")
"""Packages whose version stands in the manifest."""


def at_start(
    question: "Question[Scenario]",
    chosen: Mapping[str, Plan],
    settings: Settings,
    hands: int | Executor,
    command: str,
) -> dict[str, Any]:
    """How the answer comes about, as far as it is known before the first run."""
    scenario, resolved = question.scenario, question.resolved()
    used = (*PACKAGES, "numba") if settings.engine == "compiled" else PACKAGES
    packages = {name: version(name) for name in used}
    return {
        "status": RUNNING,
        "command": command,
        "scenario": {
            "name": question.name,
            "title": scenario.title,
            "question": scenario.question,
            "description": scenario.description,
            "look_for": scenario.look_for,
            "case": scenario.case,
            "headline": scenario.headline,
            "plausible": {
                kpi: [bounds.at_least, bounds.at_most] for kpi, bounds in scenario.plausible.items()
            },
            "currency": scenario.currency,
            "alternatives": [world._asdict() for world in worlds_of(scenario, chosen)],
            "warm_up_months": chosen[BASE].warm_up_months,
            "horizon_months": chosen[BASE].months - chosen[BASE].warm_up_months,
            "files": list(question.files),
            "sets": list(question.sets),
            "hash": hash_of(resolved, list(chosen), settings),
            "text": yaml_text(resolved),
        },
        "warnings": [str(notice) for notice in question.warnings],
        **rule_of(settings),
        "replications": 0,
        "runs": 0,
        "failed_runs": 0,
        "engine": settings.engine,
        "workers": hands if isinstance(hands, int) else type(hands).__name__,
        "versions": {"sim": __version__, "python": platform.python_version(), **packages},
        "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": 0.0,
        "seconds_in_runs": 0.0,
    }


def rule_of(settings: Settings) -> dict[str, Any]:
    """The rule of a run, as the manifest says it before anything is known."""
    return {
        "seed": settings.seed,
        "minimum_replications": settings.minimum,
        "maximum_replications": settings.maximum,
        "confidence": settings.confidence,
        "precision": {"reached": False, "targets": [one._asdict() for one in settings.targets]},
        "selection": settings.race and settings.race._asdict(),
        "log": sorted(settings.log),
    }


def settings_from(manifest: Mapping[str, Any]) -> Settings:
    """The settings that a manifest tells of; `rule_of` turned round."""
    targets = manifest["precision"]["targets"]
    race = manifest["selection"]
    return Settings(
        manifest["seed"],
        manifest["minimum_replications"],
        manifest["maximum_replications"],
        manifest["confidence"],
        tuple(Target(one["kpi"], one["half_width"], one["is_relative"]) for one in targets),
        race and Race(race["kpi"], race["indifference"]),
        manifest["engine"],
        frozenset(manifest["log"]),
    )


def hash_of(resolved: Mapping[str, Any], worlds: Sequence[str], settings: Settings) -> str:
    """Hash of all that determines an answer: every value used, the worlds, the rule, the version.

    The precision of a rule is that asked for, so that the hash is known before the first run.
    """
    rule = rule_of(settings)
    key = {"scenario": resolved, "worlds": list(worlds), "rule": rule, "version": __version__}
    return digest(key)


def at_end(
    outcome: Outcome, runs: "pd.DataFrame", settings: Settings, seconds: float
) -> dict[str, Any]:
    """What the manifest says once the runs are over.

    Parameters
    ----------
    outcome : Outcome
        What the jobs came to.
    runs : DataFrame
        Every run of the answer, those that the outcome did not have to do among them.
    settings : Settings
        Seed, replications, precision.
    seconds : float
        Time it all took [second].
    """
    return {
        "status": FINISHED,
        "precision": {
            "reached": all(one.is_reached for one in outcome.reached),
            "targets": [_told(one) for one in outcome.reached],
        },
        "selection": told(outcome.standing, list(runs["alternative"]), settings.confidence),
        "replications": int(runs["replication"].nunique()),
        "runs": len(runs),
        "failed_runs": int((runs["status"] == FAILED).sum()),
        "seconds": seconds,
        "seconds_in_runs": math.fsum(run.seconds for run in outcome.finished),
    }


def _told(near: Reached) -> dict[str, Any]:
    """How near a target is, as the manifest says it."""
    return near.target._asdict() | {
        "got": near.half_width if math.isfinite(near.half_width) else None,
        "reached": near.is_reached,
        "replications": near.replications,
        "replications_needed": near.needed,
    }


def worlds_of(scenario: "Scenario", chosen: Collection[str]) -> tuple[World, ...]:
    """The worlds chosen, with their names for people."""
    others = (World(a.name, a.title, a.description) for a in scenario.alternatives)
    base = World(BASE, "Base", "the business as it is")
    return (base, *(world for world in others if world.name in chosen))
