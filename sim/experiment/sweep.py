"""A question asked at many points: each finished run is kept, and a sweep that stopped goes on."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.errors import ScenarioError, UsageError
from sim.experiment.account import at_start, worlds_of
from sim.experiment.executors import Work, abreast, hands, who_works
from sim.experiment.folder import FINISHED, INTERRUPTED, RESOLVED
from sim.experiment.job import BASE, Simulate
from sim.experiment.sweep_plan import SweepPlan, prepared, sweep_sets
from sim.experiment.sweep_run import SweepRun, Task, lost, one_run
from sim.experiment.sweep_store import KIND, SweepStore, kept_runs
from sim.experiment.swept import Swept, frames
from sim.experiment.table_file import CSV, usable
from sim.parameters import Plan

if TYPE_CHECKING:
    from sim.scenarios.notice import Notice

BATCH: Final = 8
"""Runs that a worker does one after another at most, once others are busy too [run]."""


class SweepProgress(NamedTuple):
    """How far a sweep has come; handed to the progress callback after each run."""

    done: int
    """Runs finished, those of an earlier sweep among them."""
    asked: int
    """Runs in all."""
    last: SweepRun
    """The run that has just finished."""


def sweep(
    source: str | Path,
    parameters: Mapping[str, Any] | None = None,
    *,
    design: str | None = None,
    size: int | None = None,
    replications: int | None = None,
    sets: Sequence[str] = (),
    alternatives: Sequence[str] | None = None,
    seed: int | None = None,
    workers: int | Executor | None = None,
    engine: str = "auto",
    out: str | Path | None = None,
    force: bool = False,
    resume: bool = False,
    tables: str = CSV,
    begin: Callable[[SweepPlan, int], None] | None = None,
    progress: Callable[[SweepProgress], None] | None = None,
    warn: Callable[["Notice"], None] | None = None,
) -> Swept:
    """Ask a question at many points, with every world replicated at each.

    The same seed is used at every point, so that points too are compared with common random
    numbers.

    Parameters
    ----------
    source : str or Path
        Path of a YAML file, or the name of a shipped question.
    parameters : mapping, optional
        What is varied, by path: ``(low, high)``, a list of values, a mapping as the ``sweep:``
        block of a question has it (``{"low": 0, "high": 2, "levels": 5}``), or None for what the
        schema says is worth testing. That of the question unless given.
    design : str, optional
        ``grid``, ``latin_hypercube``, ``sobol_sequence``, ``one_at_a_time``, ``morris`` or
        ``sobol_indices``; the question's unless given.
    size : int, optional
        Points, trajectories or base points of the design; the question's unless given.
    replications : int, optional
        Replications of every world at every point, at least 2; the question's unless given.
    sets : sequence of str
        Overrides ``a.b=value`` at every point.
    alternatives : sequence of str, optional
        Names of the alternatives to run; all unless given. The base always runs.
    seed : int, optional
        Seed of all random numbers, 0 .. 2**63 - 1; the scenario's unless given.
    workers : int or Executor, optional
        Number of processes, or any `concurrent.futures.Executor`. One unless given; more need
        the script's own code to stand under ``if __name__ == "__main__"``.
    engine : str
        Which engine; never changes the numbers.
    out : str or Path, optional
        Folder of all answers; this one gets a folder in it, in which every finished run is kept.
        Nothing is written unless given.
    force : bool
        Whether a sweep that is already there may be replaced.
    resume : bool
        Whether a sweep that is already there is gone on with: runs that had finished are not
        repeated, those that failed are. Where there is none, it begins.
    tables : str
        Form of the tables in the folder, ``csv`` or ``parquet``; ``runs`` grows and stays CSV.
    begin : callable, optional
        Called with the `SweepPlan` and the number of runs that had finished, before anything is
        run or written; what it raises ends the call.
    progress : callable, optional
        Called after each run with a `SweepProgress`.
    warn : callable, optional
        Called before the first run with each `sim.scenarios.notice.Notice` of something in the
        question that does nothing.

    Returns
    -------
    Swept
        Every table, the same for every number of workers and of interruptions; its
        ``exit_status`` is 1 when a run failed.

    Raises
    ------
    ScenarioError
        When the question, or the end of a range, cannot be read; every problem at once.
    UsageError
        When the call cannot be carried out, or the folder no longer written; the message says what
        to change. Finished runs are kept.
    KeyboardInterrupt
        When stopped by hand; the folder, if any, is named by the exception's argument.
    """
    from sim.engine import make_ready, simulate

    given = who_works(workers)
    if force and resume:
        raise UsageError("force starts anew and resume goes on; ask for one of them")
    usable(tables)
    own = (*sets, *sweep_sets(parameters, design, size, replications))
    plan = prepared(source, own, alternatives, seed, engine, abreast(given))
    command = plan.command(alternatives)
    manifest = at_start(plan.question, plan.worlds, plan.settings, given, command)
    manifest = {"kind": KIND, **manifest, "tables": tables, "sweep": plan.told()}
    kept: list[SweepRun] = []
    folder = None
    if out is not None:
        folder = plan.folder_in(out)
        kept = kept_runs(folder, plan, force=force, resume=resume)
    if begin is not None:
        begin(plan, len(kept))
    if warn is not None:
        for notice in plan.question.warnings:
            warn(notice)
    store = None
    if folder is not None:
        store = SweepStore(folder, plan, kept, force=force, form=tables)
        store.manifest(manifest)
        store.write(RESOLVED, manifest["scenario"]["text"])
    if len(kept) < plan.runs:
        make_ready(plan.settings.engine, plan.worlds[BASE])
    return carry_out(plan, simulate, given, store, kept, manifest, progress)


def carry_out(
    plan: SweepPlan,
    simulate: Simulate,
    workers: int | Executor,
    store: SweepStore | None,
    kept: Sequence[SweepRun],
    manifest: dict[str, Any],
    progress: Callable[[SweepProgress], None] | None,
) -> Swept:
    """Do what is left of a sweep, with any engine.

    Parameters
    ----------
    plan : SweepPlan
        What is to be done.
    simulate : Simulate
        The engine.
    workers : int or Executor
        Who does it.
    store : SweepStore or None
        Where every finished run is kept.
    kept : sequence of SweepRun
        Runs that had finished before.
    manifest : dict
        How the sweep comes about, as far as it is known.
    progress : callable, optional
        Called after each run.

    Returns
    -------
    Swept

    Raises
    ------
    UsageError, KeyboardInterrupt
        As for `sweep`.
    """
    runs = {(run.point, run.alternative, run.replication): run for run in kept}
    start, seconds_in_runs = perf_counter(), 0.0
    work = Work(partial(one_run, simulate), lost)
    try:
        with hands(workers if len(kept) < plan.runs else 1) as do_all:
            tasks = _tasks(plan, set(runs))
            for run in do_all(work, tasks, _batch(plan, len(runs), workers)):
                runs[run.point, run.alternative, run.replication] = run
                seconds_in_runs += run.seconds
                if store is not None:
                    store.add(run)
                if progress is not None:
                    progress(SweepProgress(len(runs), plan.runs, run))
        made = frames(list(runs.values()), plan)
        manifest |= {
            "status": FINISHED,
            "runs": len(runs),
            "runs_kept": len(kept),
            "failed_runs": sum(bool(run.message) for run in runs.values()),
            "seconds": perf_counter() - start,
            "seconds_in_runs": seconds_in_runs,
        }
        if store is not None:
            store.tables(made)
            store.manifest(manifest)
    except KeyboardInterrupt:
        if store is None:
            raise
        store.manifest(manifest | {"status": INTERRUPTED})
        raise KeyboardInterrupt(str(store.path)) from None
    except UsageError as error:
        if store is None:
            raise
        raise UsageError(f"{error}; finished runs are kept, --resume goes on from there") from error
    scenario = plan.question.scenario
    words = (scenario.title, scenario.question, scenario.currency)
    folder = store.path if store is not None else None
    worlds = worlds_of(scenario, plan.worlds)
    return Swept(*words, worlds, plan.factors, manifest, folder, **made)


def _tasks(plan: SweepPlan, done: Collection[tuple[int, str, int]]) -> Iterator[Task]:
    """What is left to run, point by point; a point is made when its turn comes."""
    from sim.scenarios.resolve import plans

    settings, count = plan.settings, plan.rule.replications
    for point in range(len(plan.points)):
        left = [
            (name, number)
            for number in range(count)
            for name in plan.worlds
            if (point, name, number) not in done
        ]
        made: dict[str, Plan] = {}
        fault = ""
        if left:
            try:
                made = plans(plan.reading.scenario(plan.sets_at(point)), plan.worlds)
            except ScenarioError as error:
                fault = " ".join(str(error).split())
        for name, number in left:
            shares = len(plan.worlds) > 1
            own = made.get(name)
            yield Task(point, name, number, own, fault, settings.seed, settings.engine, shares)


def _batch(plan: SweepPlan, done: int, workers: int | Executor) -> int:
    """Consecutive runs for one worker: whole replications, as long as nobody goes idle for it."""
    worlds = len(plan.worlds)
    most = worlds * max(1, BATCH // worlds)
    if isinstance(workers, Executor):
        return most
    return max(1, min(most, (plan.runs - done) // (4 * workers)))
