"""Engines turn a plan into records; which one is asked for never changes the result."""

from sim.engine.laws import check
from sim.engine.simpy_engine import run as _simpy
from sim.errors import UsageError
from sim.parameters import Plan
from sim.records import Records

ENGINES = ("auto", "simpy")
"""Names of the engines; ``auto`` chooses."""

LOGS = ("contacts", "events")
"""Logs that a run can keep."""


def simulate(
    plan: Plan,
    seed: int,
    replication: int,
    *,
    engine: str = "auto",
    log: frozenset[str] = frozenset(),
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
    if engine not in ENGINES:
        raise UsageError(f"no engine is called '{engine}'; choose one of {', '.join(ENGINES)}")
    unknown = sorted(log.difference(LOGS))
    if unknown:
        raise UsageError(f"no log is called '{unknown[0]}'; choose from {', '.join(LOGS)}")
    result = _simpy(plan, seed, replication, log)
    check(result, plan.warm_up_months)
    return result
