"""Replications of every world, in rounds; the result does not depend on who does the work."""

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import NamedTuple

from sim.analysis.intervals import mean_interval, paired_difference
from sim.analysis.stopping import Reached, Target, relative_half_width, rounds
from sim.experiment.executors import Work, hands
from sim.experiment.job import BASE, Finished, Job, Simulate, attempt, failed
from sim.experiment.race import Race, Standing, standing
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
    targets: tuple[Target, ...]
    """Half widths to reach."""
    race: Race | None = None
    """What the best world is to be chosen by; no choice is made unless given."""
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
    reached: tuple[Reached, ...]
    """How near each target is."""
    standing: Standing | None = None
    """Where the race for the best world stands."""


def replicate(
    plans: Mapping[str, Plan],
    settings: Settings,
    simulate: Simulate,
    *,
    workers: int | Executor = 1,
    on_finish: Callable[[Progress], None] | None = None,
    known: Mapping[tuple[str, int], Mapping[str, float]] | None = None,
) -> Outcome:
    """Run every world until the differences are precise enough and the best world is known.

    A world that is out of the race for the best is run no further, and no precision is asked of it
    any more. The base runs on whether it is out or not: every difference is taken from it.

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
    known : mapping of (str, int) to mapping of str to float, optional
        Key figures by world and replication of runs that need not be done again. They count for
        every decision and are not among what the outcome lists as finished.

    Returns
    -------
    Outcome
        The same for every number of workers. An interrupt by hand ends it early; the jobs finished
        by then are in it.
    """
    before = {
        (name, number): Finished(name, number, None, dict(figures), "", 0.0)
        for (name, number), figures in (known or {}).items()
    }
    done = dict(before)
    worlds = tuple(plans)
    running = worlds
    where: Standing | None = None
    asked = 0
    interrupted = was_enough = False
    try:
        work = Work(partial(attempt, simulate), failed)
        with hands(workers) as do_all:
            for replications in rounds(settings.minimum, settings.maximum):
                going = {name: plans[name] for name in running}
                jobs = [
                    job
                    for job in _jobs(going, settings, replications)
                    if (job.alternative, job.replication) not in before
                ]
                asked += len(jobs)
                for finished in do_all(work, jobs, _batch(len(going), len(jobs), workers)):
                    done[finished.alternative, finished.replication] = finished
                    if on_finish is not None:
                        most = settings.maximum * len(plans) - len(before)
                        on_finish(Progress(len(done) - len(before), asked, most, finished))
                where = _standing(done, worlds, replications.stop, settings)
                if where is not None:
                    running = tuple(n for n in worlds if n == BASE or n in where.survivors)
                looks = _looks_wanted(done, worlds, running, where, settings)
                if looks == 1 or (looks == 2 and was_enough):
                    break
                was_enough = looks == 2
    except KeyboardInterrupt:
        interrupted = True
    ordered = [
        done[name, number]
        for name in plans
        for number in range(settings.maximum)
        if (name, number) in done and (name, number) not in before
    ]
    judged = worlds if len(running) == 1 else running
    return Outcome(tuple(ordered), interrupted, precision(done, judged, settings), where)


def _standing(
    done: Mapping[tuple[str, int], Finished],
    worlds: Sequence[str],
    count: int,
    settings: Settings,
) -> Standing | None:
    """Where the race stands after so many replications; None when there is none."""
    if settings.race is None:
        return None
    return standing(
        done,
        worlds,
        count,
        settings.race,
        first_stage=settings.minimum,
        confidence=settings.confidence,
    )


def _looks_wanted(
    done: Mapping[tuple[str, int], Finished],
    worlds: Sequence[str],
    running: Sequence[str],
    where: Standing | None,
    settings: Settings,
) -> int:
    """Looks in a row that have to find nothing wanting, this one among them; 0 when it does not."""
    if where is not None and not where.is_decided:
        return 0
    if len(running) == 1 < len(worlds):  # every alternative is out: nothing to be precise about
        return 1
    reached = precision(done, running, settings)
    if not all(one.is_reached for one in reached):
        return 0
    return 1 if all(one.is_sure for one in reached) else 2


def _jobs(plans: Mapping[str, Plan], settings: Settings, replications: Sequence[int]) -> list[Job]:
    """Jobs of a round, worlds of one replication side by side: they share their warm-up."""
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
        for number in replications
        for name, plan in plans.items()
    ]


def _batch(worlds: int, jobs: int, workers: int | Executor) -> int:
    """Consecutive jobs for one worker: a replication of every world, unless others went idle."""
    return worlds if isinstance(workers, Executor) else max(1, min(worlds, jobs // workers))


def precision(
    done: Mapping[tuple[str, int], Finished], worlds: Sequence[str], settings: Settings
) -> tuple[Reached, ...]:
    """How near each target is, by the widest of its intervals.

    Those of the paired differences where there are alternatives, else that of the base's own mean.
    """
    count = settings.maximum

    def values(world: str, kpi: str) -> list[float]:
        runs = (done.get((world, number)) for number in range(count))
        return [run.figures.get(kpi, math.nan) if run else math.nan for run in runs]

    found = []
    for target in settings.targets:
        base = values(BASE, target.kpi)
        own = mean_interval(base, settings.confidence)
        intervals = [
            paired_difference(base, values(world, target.kpi), settings.confidence)
            for world in worlds
            if world != BASE
        ]
        scale = own.mean if target.is_relative else 1.0
        near = [
            Reached(target, relative_half_width(interval, scale), interval.size)
            for interval in intervals or [own]
        ]
        found.append(max(near, key=lambda one: one.half_width))
    return tuple(found)
