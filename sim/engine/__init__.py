"""Engines turn a plan into records; which one is asked for never changes the result."""

import gc
from functools import cache

from sim.engine.choice import (
    AUTO,
    COMPILED,
    ENGINES,
    SIMPY,
    choose,
    is_to_be_compiled,
    seconds_of,
    seconds_with,
)
from sim.engine.laws import check
from sim.errors import UsageError
from sim.parameters import Plan
from sim.records import Records

LOGS = ("contacts", "events")
"""Logs that a run can keep."""


def simulate(
    plan: Plan,
    seed: int,
    replication: int,
    *,
    engine: str = AUTO,
    log: frozenset[str] = frozenset(),
    shares_warm_up: bool = False,
) -> Records:
    """Run one replication of one alternative, and check it against the model's own laws.

    Parameters
    ----------
    plan : Plan
        What to run.
    seed : int
        Seed of all random numbers; 0 is a seed [-].
    replication : int
        Number of the replication, from 0 [-].
    engine : str
        One of `ENGINES`.
    log : frozenset of str
        Logs to keep, from `LOGS`.
    shares_warm_up : bool
        Whether runs that differ after the warm-up only come one after another: the compiled engine
        then lives it once for all of them. Never changes a byte.

    Returns
    -------
    Records

    Raises
    ------
    UsageError
        When the engine or a log is unknown; name one of those listed.
    SimulationError
        When the run broke a law; this is a fault of the program, please report it.
    """
    chosen = choose(engine, seconds_of(plan))
    unknown = sorted(log.difference(LOGS))
    if unknown:
        raise UsageError(f"no log is called '{unknown[0]}'; choose from {', '.join(LOGS)}")
    # Each engine loads what it needs, and only when it is needed.
    if chosen == COMPILED:
        from sim.engine.compiled import engine as compiled

        result = compiled.run(plan, seed, replication, log, shares_warm_up=shares_warm_up)
    else:
        from sim.engine.simpy_engine import run

        result = run(plan, seed, replication, log)
    check(result, plan.warm_up_months)
    return result


def make_ready(engine: str, plan: Plan) -> None:
    """Let an engine do once what its first run would do, before workers do it each.

    Parameters
    ----------
    engine : str
        ``simpy`` or ``compiled``.
    plan : Plan
        Any plan.
    """
    if engine == COMPILED:
        from sim.engine.compiled.engine import make_ready

        make_ready(plan)
        _compiler_stays()


@cache
def _compiler_stays() -> None:
    """Let no later collection look through what the compiler keeps, which never dies.

    Once a process, after a collection, so that nobody's dead objects are kept with it.
    """
    gc.collect()
    gc.freeze()


__all__ = [
    "AUTO",
    "COMPILED",
    "ENGINES",
    "LOGS",
    "SIMPY",
    "choose",
    "is_to_be_compiled",
    "make_ready",
    "seconds_of",
    "seconds_with",
    "simulate",
]
