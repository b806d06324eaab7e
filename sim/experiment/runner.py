"""Replications of every world, in rounds; the result does not depend on who does the work."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import NamedTuple

from sim.analysis.intervals import mean_interval, paired_difference
from sim.analysis.stopping import relative_half_width, rounds
from sim.experiment.executors import Work, hands
from sim.experiment.job import BASE, Finished, Job, Simulate, attempt, failed
from sim.parameters import Plan


class Settings(NamedTuple):
    """How to run, once every default is resolved."""

    seed: int
    """Seed of all random numbers."""
    minimum: int
    """Replications before precision is first looked at."""
    maximum: int
    """Replications after which the run ends in any case."""
    confidence: float
    """Confidence of every interval [fraction]."""
    precision: Mapping[str, float]
    """Wanted half width over the base's mean, by figure [fraction]."""
    engine: str = "auto"
    """Which engine."""
    log: frozenset[str] = frozenset()
    """Logs asked for: ``contacts``, ``events``."""


class Progress(NamedTuple):
    """How far a run has come; handed to the progress callback after each job."""

    done: int
    """Jobs finished."""
    asked: int
    """Jobs of the rounds so far; more may follow while precision is not reached."""
    most: int
    """Jobs if every replication allowed is needed."""
    last: Finished
    """The job that has just finished."""


class Outcome(NamedTuple):
    """What all the jobs came to."""

    finished: tuple[Finished, ...]
    """Every finished job, by world in the question's order, then by replication."""
    is_interrupted: bool
    """Whether it was stopped by hand."""
    precision: Mapping[str, float]
    """Wanted half widths, by figure [fraction]."""
    half_widths: dict[str, float]
    """Widest half width over the base's mean, by figure of the wanted precision [fraction]."""
    is_precise: bool
    """Whether every wanted precision was reached."""


def replicate(
    plans: Mapping[str, Plan],
    settings: Settings,
    simulate: Simulate,
    *,
    workers: int | Executor = 1,
    on_finish: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Run every world until the differences are precise enough.

    Parameters
    ----------
    plans : mapping of str to Plan
        The worlds; ``base`` first.
    settings : Settings
        Seed, replications, precision.
    simulate : Simulate
        The engine.
    workers : int or Executor
        Number of processes, 1 for none beside this one; or any `concurrent.futures.Executor`,
        which is left open.
    on_finish : callable, optional
        Called in this process after each job, in the order in which they finish.

    Returns
    -------
    Outcome
        The same for every number of workers. An interrupt by hand ends it early; the jobs finished
        by then are in it.
    """
    done: dict[tuple[str, int], Finished] = {}
    asked = 0
    interrupted = False
    try:
        work = Work(partial(attempt, simulate), failed)
        with hands(workers, batch=len(plans)) as do_all:
            for replications in rounds(settings.minimum, settings.maximum):
                jobs = _jobs(plans, settings, replications, workers)
                asked += len(jobs)
                for finished in do_all(work, jobs):
                    done[finished.alternative, finished.replication] = finished
                    if on_finish is not None:
                        most = settings.maximum * len(plans)
                        on_finish(Progress(len(done), asked, most, finished))
                if _is_precise(half_widths(done, tuple(plans), settings), settings):
                    break
    except KeyboardInterrupt:
        interrupted = True
    ordered = [
        done[name, number]
        for name in plans
        for number in range(settings.maximum)
        if (name, number) in done
    ]
    widths = half_widths(done, tuple(plans), settings)
    precise = _is_precise(widths, settings)
    return Outcome(tuple(ordered), interrupted, settings.precision, widths, precise)


def _jobs(
    plans: Mapping[str, Plan],
    settings: Settings,
    replications: Sequence[int],
    workers: int | Executor,
) -> list[Job]:
    """Jobs of a round, so ordered that a worker is likely to get one replication of every world.

    Worlds of one replication share their warm-up, which a worker remembers from job to job.
    """
    abreast = workers if isinstance(workers, int) else 1
    blocks = [replications[at : at + abreast] for at in range(0, len(replications), abreast)]
    return [
        Job(
            name,
            plan,
            settings.seed,
            number,
            settings.engine,
            settings.log,
            shares_warm_up=len(plans) > 1,
        )
        for block in blocks
        for name, plan in plans.items()
        for number in block
    ]


def half_widths(
    done: Mapping[tuple[str, int], Finished], worlds: Sequence[str], settings: Settings
) -> dict[str, float]:
    """Widest half width over the base's mean of every figure whose precision was asked for.

    Of the paired differences where there are alternatives, else of the base's own mean.
    """
    count = settings.maximum

    def values(world: str, kpi: str) -> list[float]:
        runs = (done.get((world, number)) for number in range(count))
        return [run.figures.get(kpi, float("nan")) if run else float("nan") for run in runs]

    widths: dict[str, float] = {}
    for kpi in settings.precision:
        base = values(BASE, kpi)
        own = mean_interval(base, settings.confidence)
        intervals = [
            paired_difference(base, values(world, kpi), settings.confidence)
            for world in worlds
            if world != BASE
        ]
        widths[kpi] = max(
            relative_half_width(interval, own.mean) for interval in intervals or [own]
        )
    return widths


def _is_precise(widths: Mapping[str, float], settings: Settings) -> bool:
    return all(widths[kpi] <= wanted for kpi, wanted in settings.precision.items())
