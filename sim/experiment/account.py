"""How an answer came about, as its manifest says it: before the first run and after the last."""

import math
import platform
from collections.abc import Collection, Mapping
from concurrent.futures import Executor
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from sim import __version__
from sim.analysis.stopping import Reached
from sim.experiment.answer import World
from sim.experiment.folder import FINISHED, RUNNING, digest, yaml_text
from sim.experiment.job import BASE
from sim.experiment.runner import Outcome, Settings
from sim.parameters import Plan

if TYPE_CHECKING:
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
    rule = {
        "seed": settings.seed,
        "minimum_replications": settings.minimum,
        "maximum_replications": settings.maximum,
        "confidence": settings.confidence,
        "precision": {"reached": False, "targets": [one._asdict() for one in settings.targets]},
        "log": sorted(settings.log),
    }
    key = {"scenario": resolved, "worlds": list(chosen), "rule": rule, "version": __version__}
    used = (*PACKAGES, "numba") if settings.engine == "compiled" else PACKAGES
    packages = {name: version(name) for name in used}
    return {
        "status": RUNNING,
        "command": command,
        "scenario": {
            "name": question.name,
            "title": scenario.title,
            "question": scenario.question,
            "currency": scenario.currency,
            "alternatives": [world._asdict() for world in worlds_of(scenario, chosen)],
            "warm_up_months": chosen[BASE].warm_up_months,
            "horizon_months": chosen[BASE].months - chosen[BASE].warm_up_months,
            "files": list(question.files),
            "sets": list(question.sets),
            "hash": digest(key),
            "text": yaml_text(resolved),
        },
        "warnings": [str(notice) for notice in question.warnings],
        **rule,
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


def at_end(outcome: Outcome, seconds: float) -> dict[str, Any]:
    """What the manifest says once the runs are over."""
    runs = outcome.finished
    return {
        "status": FINISHED,
        "precision": {
            "reached": all(one.is_reached for one in outcome.reached),
            "targets": [_told(one) for one in outcome.reached],
        },
        "replications": len({run.replication for run in runs}),
        "runs": len(runs),
        "failed_runs": sum(run.records is None for run in runs),
        "seconds": seconds,
        "seconds_in_runs": math.fsum(run.seconds for run in runs),
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
