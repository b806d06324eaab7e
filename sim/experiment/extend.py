"""More replications of an answer in its own folder; the runs it has are not done again."""

import shlex
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from sim import __version__
from sim.errors import UsageError
from sim.experiment.account import at_end, hash_of, rule_of, settings_from
from sim.experiment.answer import Answer
from sim.experiment.assembly import joined, tables_of_runs, tables_of_worlds
from sim.experiment.executors import abreast, who_works
from sim.experiment.folder import RESOLVED
from sim.experiment.job import BASE, Simulate
from sim.experiment.run import chosen_worlds
from sim.experiment.runner import Progress, Settings, replicate
from sim.experiment.store import Store, load_results
from sim.experiment.tables import OK
from sim.experiment.wishes import Further, can_choose, settings_further
from sim.metrics import CATALOGUE
from sim.parameters import Plan

if TYPE_CHECKING:
    import pandas as pd

COUNTS: Final = ("experiment.minimum_replications=", "experiment.maximum_replications=")
"""How overrides of the number of replications begin."""


def extend(
    folder: str | Path,
    *,
    replications: int | None = None,
    precision: Mapping[str, float] | None = None,
    half_width: Mapping[str, float] | None = None,
    best: Mapping[str, float] | None = None,
    at_most: int | None = None,
    workers: int | Executor | None = None,
    engine: str = "auto",
    progress: Callable[[Progress], None] | None = None,
) -> Answer:
    """Add replications to a finished answer, in its own folder.

    Every table is then, byte for byte, that of one run with as many replications from the start.
    Runs that failed are run again. Until the last run is over the folder holds the old answer.

    Parameters
    ----------
    folder : str or Path
        Folder of a finished answer.
    replications : int, optional
        Exactly so many replications in all, not fewer than there are.
    precision, half_width, best : mapping of str to float, optional
        As for `sim.run`: replications are added until what is asked for is reached. They take the
        place of what the answer was asked for; without any of them, and without ``replications``,
        the answer goes on towards that.
    at_most : int, optional
        Replications after which it ends in any case; twice those there are, or the scenario's
        maximum if that is more, unless given.
    workers : int or Executor, optional
        Number of processes, or any `concurrent.futures.Executor`; one unless given.
    engine : str
        Which engine; never changes the answer.
    progress : callable, optional
        Called after each run with a `sim.experiment.runner.Progress`.

    Returns
    -------
    Answer
        With every table. Its manifest lists each extension under ``extended``.

    Raises
    ------
    UsageError
        When the folder holds no finished answer, one of another version or one changed by hand, or
        a wish cannot be met; the message says what to do. Nothing has run then.
    KeyboardInterrupt
        When stopped by hand; the folder still holds the old answer.
    """
    # The engine and the schema load slowly.
    from sim.engine import choose, make_ready, seconds_of, simulate
    from sim.scenarios.questions import load
    from sim.scenarios.resolve import plans

    old = load_results(folder)
    further = Further(replications, precision, half_width, best, at_most)
    before = settings_from(old.manifest)
    settings = settings_further(before, int(old.manifest["replications"]), further)
    home = Path(folder)
    _unchanged(old, home, before)
    question = load(home / RESOLVED)
    names = [world.name for world in old.alternatives[1:]]
    worlds = chosen_worlds(plans(question.scenario), names)
    if hash_of(question.resolved(), list(worlds), before) != old.manifest["scenario"]["hash"]:
        raise UsageError(
            f"the manifest or {RESOLVED} of {home} was changed by hand; run the question again"
        )
    seconds = settings.maximum * sum(seconds_of(plan) for plan in worlds.values())
    settings = settings._replace(engine=choose(engine, seconds / abreast(who_works(workers))))
    make_ready(settings.engine, worlds[BASE])
    hash_ = hash_of(question.resolved(), list(worlds), settings)
    return further_answer(
        old,
        worlds,
        simulate,
        settings=settings,
        hash_=hash_,
        further=further,
        workers=workers,
        progress=progress,
    )


def further_answer(
    old: Answer,
    plans: Mapping[str, Plan],
    simulate: Simulate,
    *,
    settings: Settings,
    hash_: str,
    further: Further,
    workers: int | Executor | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Answer:
    """Extend an answer that has been read, with any engine.

    Parameters
    ----------
    old : Answer
        A stored answer.
    plans : mapping of str to Plan
        Its worlds, ``base`` first.
    simulate : Simulate
        The engine.
    settings : Settings
        The rule to go on by, from `settings_further`.
    hash_ : str
        Hash of the answer by that rule.
    further : Further
        What was asked for.
    workers, progress
        As for `extend`.

    Raises
    ------
    UsageError, KeyboardInterrupt
        As for `extend`.
    """
    hands = who_works(workers)
    can_choose(settings, len(plans))
    if old.folder is None:
        raise UsageError("this answer is not stored in a folder; run it with an output folder")
    store = Store.reopen(old.folder)
    store.manifest(old.manifest)  # as it is: a folder that cannot be written is told before any run
    started, start = datetime.now(UTC).isoformat(timespec="seconds"), perf_counter()
    outcome = replicate(
        plans,
        settings,
        simulate,
        workers=hands,
        on_finish=progress,
        known=_figures(old.runs),
    )
    if outcome.is_interrupted:
        raise KeyboardInterrupt(str(store.path))
    frames = joined(old.tables(), tables_of_runs(outcome.finished, plans, settings), tuple(plans))
    plausible = old.manifest["scenario"]["plausible"]
    frames |= tables_of_worlds(frames, plans, settings, plausible)
    frames["provenance"] = old.provenance
    seconds = perf_counter() - start
    manifest = {**old.manifest, **rule_of(settings)}
    manifest |= at_end(outcome, frames["runs"], settings, old.manifest["seconds"] + seconds)
    manifest["seconds_in_runs"] += old.manifest["seconds_in_runs"]
    manifest["scenario"] = {**old.manifest["scenario"], "hash": hash_}
    count = manifest["replications"]
    manifest["command"] = again(old.manifest["command"], settings, count)
    manifest["extended"] = [
        *old.manifest.get("extended", ()),
        {
            "from": old.manifest["replications"],
            "to": count,
            "command": further.command(store.path),
            "engine": settings.engine,
            "workers": hands if isinstance(hands, int) else type(hands).__name__,
            "started_at": started,
            "seconds": seconds,
        },
    ]
    with store.at_one_stroke():
        store.answer(frames, settings.log)
        store.manifest(manifest)
    return Answer(
        old.scenario_title,
        old.question,
        old.currency,
        old.alternatives,
        manifest,
        store.path,
        **frames,
    )


def _figures(runs: "pd.DataFrame") -> dict[tuple[str, int], dict[str, float]]:
    """Key figures of the runs that came to their end."""
    ended = runs[runs["status"] == OK]
    figures = ended[list(CATALOGUE)].to_dict("records")
    keys = zip(ended["alternative"], ended["replication"].tolist(), strict=True)
    return dict(
        zip(keys, ({str(k): float(v) for k, v in row.items()} for row in figures), strict=True)
    )


def _unchanged(old: Answer, home: Path, settings: Settings) -> None:
    """See that the answer is of this version, and that nobody has changed what it was asked."""
    version = old.manifest["versions"]["sim"]
    if version != __version__:
        raise UsageError(
            f"{home} was written by version {version}, this is {__version__}, and their runs may "
            "differ; run the question again"
        )
    try:
        text = (home / RESOLVED).read_text(encoding="utf-8")
    except OSError:
        text = ""
    if text != old.manifest["scenario"]["text"]:
        raise UsageError(
            f"{home / RESOLVED} was changed by hand; copy it and run it as a question of its own"
        )


def again(command: str, settings: Settings, count: int) -> str:
    """The command line that gives the extended answer from the start."""
    if not command:
        return ""
    words = shlex.split(command)
    head, options = words[:3], words[3:]
    dropped = ("--replications", "--precision", "--half-width", "--best")
    kept = [
        word
        for name, value in zip(options[::2], options[1::2], strict=True)
        if name not in dropped and not value.startswith(COUNTS)
        for word in (name, value)
    ]
    return shlex.join([*head, *kept, *_rule(settings, count)])


def _rule(settings: Settings, count: int) -> list[str]:
    """Options that lead to so many replications; a race has to be run again, round by round."""
    if settings.race is None or settings.minimum == settings.maximum:
        words = ["--replications", str(count)]
    else:
        numbers = zip(COUNTS, (settings.minimum, settings.maximum), strict=True)
        words = [word for path, number in numbers for word in ("--set", f"{path}{number}")]
    for target in settings.targets:
        option = "--precision" if target.is_relative else "--half-width"
        words += [option, f"{target.kpi}={target.half_width!r}"]
    if settings.race is not None:
        words += ["--best", f"{settings.race.kpi}={settings.race.indifference!r}"]
    return words
