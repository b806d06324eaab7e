"""One run of a sweep: what a worker is given, does and hands back; no table, so it starts soon."""

from typing import NamedTuple

from sim.experiment.job import Job, Simulate, attempt
from sim.metrics import CATALOGUE
from sim.parameters import Plan


class SweepRun(NamedTuple):
    """One run of a sweep: one replication of one world at one point."""

    point: int
    """Which point, from 0."""
    alternative: str
    """Which world."""
    replication: int
    """Which replication, from 0."""
    figures: tuple[float, ...]
    """Its key figures in the order of the catalogue; empty when it failed."""
    message: str
    """Why it failed; empty when it did not."""
    seconds: float = 0.0
    """Time it took [second]."""


class Task(NamedTuple):
    """One run, as a worker is given it."""

    point: int
    """Which point."""
    alternative: str
    """Which world."""
    replication: int
    """Which replication."""
    plan: Plan | None
    """What it runs; None when the point is no business that could be run."""
    fault: str
    """Why there is no plan."""
    seed: int
    """Seed of all random numbers."""
    engine: str
    """Which engine."""
    shares_warm_up: bool
    """Whether other worlds share the warm-up of this one."""


def one_run(simulate: Simulate, task: Task) -> SweepRun:
    """One run; of what it recorded, its key figures go back."""
    if task.plan is None:
        return lost(task, task.fault)
    job = Job(
        task.alternative,
        task.plan,
        task.seed,
        task.replication,
        task.engine,
        frozenset(),
        task.shares_warm_up,
    )
    done = attempt(simulate, job)
    figures = tuple(done.figures[name] for name in CATALOGUE) if done.figures else ()
    key = (task.point, task.alternative, task.replication)
    return SweepRun(*key, figures, done.message, done.seconds)


def lost(task: Task, message: str) -> SweepRun:
    """What is left of a run without a result: the reason."""
    return SweepRun(task.point, task.alternative, task.replication, (), message)
