"""One replication of one world: what a worker is given and what it hands back.

Workers load neither pandas nor plotly: this module and all it imports stay light.
"""

from time import perf_counter
from typing import Final, NamedTuple, Protocol

from sim.metrics import key_figures, measured
from sim.parameters import Plan
from sim.records import Records

BASE: Final = "base"
"""Name of the world that every other is compared with."""


class Simulate(Protocol):
    """The engine: one replication of one plan. Must be importable by name, for workers."""

    def __call__(
        self,
        plan: Plan,
        seed: int,
        replication: int,
        *,
        engine: str,
        log: frozenset[str],
        shares_warm_up: bool,
    ) -> Records:
        """Run the plan."""
        ...


class Job(NamedTuple):
    """One replication of one world."""

    alternative: str
    """Name of the world."""
    plan: Plan
    """What it runs."""
    seed: int
    """Seed of all random numbers."""
    replication: int
    """Which replication, from 0."""
    engine: str
    """Which engine."""
    log: frozenset[str]
    """Logs asked for."""
    shares_warm_up: bool = False
    """Whether other worlds share the warm-up of this one."""


class Finished(NamedTuple):
    """What became of one job."""

    alternative: str
    """Name of the world."""
    replication: int
    """Which replication."""
    records: Records | None
    """What the run recorded; None when it failed."""
    figures: dict[str, float]
    """Its key figures; empty when it failed."""
    message: str
    """Why it failed; empty when it did not."""
    seconds: float
    """Time it took [second]."""


def attempt(simulate: Simulate, job: Job) -> Finished:
    """Do one job; whatever goes wrong becomes part of the result.

    Parameters
    ----------
    simulate : Simulate
        The engine.
    job : Job
        What to run.

    Returns
    -------
    Finished
        Records and key figures, or why there are none.
    """
    start = perf_counter()
    try:
        records = simulate(
            job.plan,
            job.seed,
            job.replication,
            engine=job.engine,
            log=job.log,
            shares_warm_up=job.shares_warm_up,
        )
        figures = key_figures(measured(records, job.plan))
    except Exception as error:  # a run's fault is a row of the table, whatever its kind
        return failed(job, f"{type(error).__name__}: {error}", perf_counter() - start)
    seconds = perf_counter() - start
    return Finished(job.alternative, job.replication, records, figures, "", seconds)


def failed(job: Job, message: str, seconds: float = 0.0) -> Finished:
    """What is left of a job that has no result: the reason."""
    line = " ".join(message.split())
    return Finished(job.alternative, job.replication, None, {}, line, seconds)
