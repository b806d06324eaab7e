"""From a check to the plans of its arms, by the same road as any scenario."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sim.engine import simulate
from sim.parameters import Plan
from sim.scenarios import library
from sim.scenarios.load import load_as
from sim.scenarios.resolve import BASE, plans
from sim.scenarios.schema.scenario import Scenario
from sim.verification.check import Arm, Check, Run

CHANGED = "changed"
"""Name of the alternative of an arm with interventions."""


def overrides(*layers: Mapping[str, Any]) -> list[str]:
    """Words of ``--set`` for layers of values by dotted path; the last layer wins.

    Parameters
    ----------
    *layers : mapping of str to plain data
        Values as JSON knows them.

    Returns
    -------
    list of str
    """
    merged = {path: value for layer in layers for path, value in layer.items()}
    return [f"{path}={json.dumps(value)}" for path, value in merged.items()]


def words(check: Check, arm: Arm, *, is_full: bool) -> tuple[str, list[str]]:
    """Shipped scenario of an arm and the ``--set`` words that make it, as for ``spc run``.

    Parameters
    ----------
    check : Check
        Has a size in the battery asked for.
    arm : Arm
        One of its arms.
    is_full : bool
        Which battery.

    Returns
    -------
    tuple
        Name of the scenario, and the words.
    """
    size = check.size(is_full=is_full)
    sets = size.sets if size else {}
    said = overrides(check.sets, sets, arm.sets)
    if arm.interventions:
        changed = {"name": CHANGED, "title": CHANGED, "interventions": list(arm.interventions)}
        said.append(f"alternatives={json.dumps([changed])}")
    return arm.world or check.world, said


@lru_cache(maxsize=64)
def _plan(world: str, said: tuple[str, ...]) -> Plan:
    """The plan of a scenario with overrides: its alternative, where it has one."""
    path = library.folder() / f"{world}.yaml"
    found = plans(load_as(Scenario, path, said).scenario)
    return found.get(CHANGED, found[BASE])


def any_plan(check: Check, *, is_full: bool) -> Plan:
    """The plan of some arm of a check.

    Parameters
    ----------
    check : Check
        Has a size in the battery asked for.
    is_full : bool
        Which battery.

    Returns
    -------
    Plan
    """
    world, said = words(check, next(iter(check.arms.values())), is_full=is_full)
    return _plan(world, tuple(said))


def observe(
    check: Check, seed: int, replication: int, *, is_full: bool, engine: str
) -> dict[str, float]:
    """Run one replication of every arm of a check, and look.

    Parameters
    ----------
    check : Check
        Has a size in the battery asked for.
    seed, replication : int
        As for `sim.simulate`; the same for every arm.
    is_full : bool
        Which battery.
    engine : str
        Which engine.

    Returns
    -------
    dict
        What was observed, by the quantity's name.

    Raises
    ------
    SimulationError
        When a run broke a law of the model.
    """
    runs = {}
    for name, arm in check.arms.items():
        world, said = words(check, arm, is_full=is_full)
        plan = _plan(world, tuple(said))
        runs[name] = Run(plan, simulate(plan, seed, replication, engine=engine, log=check.log))
    return {name: float(value) for name, value in check.observe(runs).items()}
