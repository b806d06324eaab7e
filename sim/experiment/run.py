"""One call from a question to its answer."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from sim.errors import UsageError
from sim.experiment.account import at_end, at_start, worlds_of
from sim.experiment.answer import Answer
from sim.experiment.assembly import tables_of_runs, tables_of_worlds
from sim.experiment.differences import declared, runs_row, runs_table
from sim.experiment.executors import abreast, who_works
from sim.experiment.folder import (
    FINISHED,
    INTERRUPTED,
    RESOLVED,
    RUNNING,
    manifest_of,
)
from sim.experiment.frames import shown
from sim.experiment.job import BASE, Finished, Simulate
from sim.experiment.parts import clear, keep, kept
from sim.experiment.runner import Progress, Settings, replicate
from sim.experiment.store import Store, load_results
from sim.experiment.table_file import CSV, usable
from sim.experiment.tables import PROVENANCE, RUNS
from sim.experiment.wishes import Wishes, can_choose, command_of, settings_of
from sim.parameters import Plan

if TYPE_CHECKING:
    import pandas as pd

    from sim.scenarios.load import Question
    from sim.scenarios.notice import Notice
    from sim.scenarios.schema.scenario import Scenario


def run(
    source: str | Path,
    *,
    sets: Sequence[str] = (),
    alternatives: Sequence[str] | None = None,
    seed: int | None = None,
    replications: int | None = None,
    precision: Mapping[str, float] | None = None,
    half_width: Mapping[str, float] | None = None,
    best: Mapping[str, float] | None = None,
    workers: int | Executor | None = None,
    engine: str = "auto",
    out: str | Path | None = None,
    force: bool = False,
    resume: bool = False,
    progress: Callable[[Progress], None] | None = None,
    log: Collection[str] = (),
    tables: str = CSV,
    warn: Callable[["Notice"], None] | None = None,
) -> Answer:
    """Answer a question.

    Parameters
    ----------
    source : str or Path
        Path of a YAML file, or the name of a shipped question.
    sets : sequence of str
        Overrides ``a.b=value``.
    alternatives : sequence of str, optional
        Names of the alternatives to run; all unless given. The base always runs.
    seed : int, optional
        Seed of all random numbers, 0 .. 2**63 - 1; the scenario's unless given.
    replications : int, optional
        Exactly so many replications, at least 2; the scenario's rule unless given.
    precision : mapping of str to float, optional
        Wanted half width of the paired difference over the base's mean, by key figure [fraction].
        Replications go on until every half width asked for is reached, or the scenario's maximum.
    half_width : mapping of str to float, optional
        The same in the key figure's own unit, as in `sim.metrics.CATALOGUE` and all tables: 5000 is
        5,000 EUR a year of profit, 0.01 one point of customer retention.
    best : mapping of str to float, optional
        One key figure and the smallest difference worth knowing, in its unit: replications go on
        until the best world, the base among them, is known with the scenario's confidence. Worlds
        that are out are run no further. What is given here, in ``precision`` or in ``half_width``
        takes the place of all three in the scenario.
    workers : int or Executor, optional
        Number of processes, or any `concurrent.futures.Executor`. One unless given; more need
        the script's own code to stand under ``if __name__ == "__main__"``.
    engine : str
        Which engine; never changes the answer.
    out : str or Path, optional
        Folder of all answers; this one gets a folder in it. Nothing is written unless given.
    force : bool
        Whether an answer that is already there may be replaced.
    resume : bool
        Whether to go on where the same question was stopped in that folder: runs that had finished
        are not repeated, and an answer that is there is read back.
    progress : callable, optional
        Called after each run with a `sim.experiment.runner.Progress`.
    log : collection of str
        Logs to keep: ``contacts``, ``events``.
    tables : str
        Form of the tables in the folder: ``csv``, or ``parquet``, which is smaller and quicker to
        read and needs the extra ``parquet``.
    warn : callable, optional
        Called before the first run with each `sim.scenarios.notice.Notice` of something in the
        question that does nothing; the manifest holds them all.

    Returns
    -------
    Answer
        Every table, the same for every number of workers; its ``exit_status`` is 1 when a run
        failed.

    Raises
    ------
    ScenarioError
        When the question cannot be read; every problem at once.
    UsageError
        When the call cannot be carried out; the message says what to change. Nothing has run then.
    KeyboardInterrupt
        When stopped by hand; the folder, if any, keeps the runs that had finished, so that
        ``resume`` goes on from there, and is named by the exception's argument.
    """
    # The engine and the schema load slowly.
    from sim.engine import LOGS, choose, make_ready, seconds_of, simulate
    from sim.scenarios.questions import load
    from sim.scenarios.resolve import plans

    usable(tables)
    question = load(source, sets)
    wishes = Wishes(seed, replications, precision, half_width, best, engine, log, tables)
    for name in sorted(set(log) - set(LOGS)):
        raise UsageError(f"no log '{name}'; there are: {', '.join(LOGS)}")
    worlds = plans(question.scenario)
    settings = settings_of(question.scenario, wishes)
    to_run = chosen_worlds(worlds, alternatives).values()
    seconds = settings.minimum * sum(seconds_of(plan) for plan in to_run)
    settings = settings._replace(engine=choose(engine, seconds / abreast(who_works(workers))))
    make_ready(settings.engine, worlds[BASE])
    return answer(
        question,
        worlds,
        simulate,
        settings=settings,
        command=command_of(source, sets, alternatives, wishes),
        alternatives=alternatives,
        workers=workers,
        out=out,
        force=force,
        resume=resume,
        progress=progress,
        tables=tables,
        warn=warn,
    )


def answer(
    question: "Question[Scenario]",
    plans: Mapping[str, Plan],
    simulate: Simulate,
    *,
    settings: Settings,
    command: str = "",
    alternatives: Sequence[str] | None = None,
    workers: int | Executor | None = None,
    out: str | Path | None = None,
    force: bool = False,
    resume: bool = False,
    progress: Callable[[Progress], None] | None = None,
    tables: str = CSV,
    warn: Callable[["Notice"], None] | None = None,
) -> Answer:
    """Answer a question that has been read, with any engine.

    Parameters
    ----------
    question : Question
        The scenario and the origin of its values.
    plans : mapping of str to Plan
        Every world of the scenario, ``base`` first.
    simulate : Simulate
        The engine.
    settings : Settings
        Seed, replications, precision, from `settings_of`.
    command : str
        The command line that repeats the run.
    alternatives, workers, out, force, progress, tables, warn
        As for `run`.

    Returns
    -------
    Answer

    Raises
    ------
    UsageError, KeyboardInterrupt
        As for `run`.
    """
    hands = who_works(workers)
    chosen = chosen_worlds(plans, alternatives)
    can_choose(settings, len(chosen))
    manifest = at_start(question, chosen, settings, hands, command) | {"tables": tables}
    store = None
    known: list[Finished] = []
    if out is not None:
        digest = manifest["scenario"]["hash"]
        home = Path(out) / f"{question.name}-{digest}"
        status = manifest_of(home).get("status") if resume else None
        if status == FINISHED:
            return load_results(home)
        is_stopped = status in (RUNNING, INTERRUPTED)
        if is_stopped:
            known = kept(home, chosen, settings.maximum)
        store = Store(Path(out), question.name, digest, force=force or is_stopped, form=tables)
        if not is_stopped:
            clear(home)
        store.manifest(manifest)
        store.write(RESOLVED, manifest["scenario"]["text"])
        for run in known:
            store.add_run(runs_row(run, settings.seed))
    if warn is not None:
        for notice in question.warnings:
            warn(notice)

    def on_finish(step: Progress) -> None:
        if store is not None:
            keep(store.path, step.last)
            store.add_run(runs_row(step.last, settings.seed))
        if progress is not None:
            progress(step)

    start = perf_counter()
    outcome = replicate(
        chosen,
        settings,
        simulate,
        workers=hands,
        on_finish=on_finish,
        known={(run.alternative, run.replication): run.figures for run in known},
    )
    outcome = outcome._replace(finished=_in_order([*known, *outcome.finished], tuple(chosen)))
    runs = runs_table(outcome.finished, settings.seed)
    manifest |= at_end(outcome, runs, settings, perf_counter() - start)
    try:
        if outcome.is_interrupted:
            raise KeyboardInterrupt
        frames = tables_of_runs(outcome.finished, chosen, settings)
        plausible = manifest["scenario"]["plausible"]
        frames |= tables_of_worlds(frames, chosen, settings, plausible)
        frames["provenance"] = _provenance_table(question)
        if store is not None:
            store.answer(frames, settings.log)
            store.manifest(manifest)
            clear(store.path)
    except KeyboardInterrupt:
        if store is not None:
            store.table(RUNS, runs)
            store.manifest(manifest | {"status": INTERRUPTED})
        raise KeyboardInterrupt(*([str(store.path)] if store is not None else [])) from None
    scenario = question.scenario
    return Answer(
        scenario.title,
        scenario.question,
        scenario.currency,
        worlds_of(scenario, chosen),
        manifest,
        store.path if store is not None else None,
        **frames,
    )


def chosen_worlds(plans: Mapping[str, Plan], names: Sequence[str] | None) -> dict[str, Plan]:
    """The base and the alternatives asked for, in the scenario's order.

    Raises
    ------
    UsageError
        When there is no such alternative; the message names those that there are.
    """
    known = [name for name in plans if name != BASE]
    for name in names or ():
        if name not in known:
            there = ", ".join(known) or "none"
            raise UsageError(f"no alternative '{name}'; there are: {there}")
    return {
        name: plan for name, plan in plans.items() if name == BASE or names is None or name in names
    }


def _in_order(runs: Sequence[Finished], worlds: Sequence[str]) -> tuple[Finished, ...]:
    """Runs by world in the question's order, then by replication."""
    return tuple(sorted(runs, key=lambda run: (worlds.index(run.alternative), run.replication)))


def _provenance_table(question: "Question[Scenario]") -> "pd.DataFrame":
    """Every value used and its origin."""
    rows = [
        row._asdict() | {"value": shown(row.value), "default": shown(row.default)}
        for row in question.provenance
    ]
    return declared(rows, PROVENANCE)
