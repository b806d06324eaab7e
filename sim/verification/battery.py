"""The battery: every check there is, run side by side."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Final

from sim.engine import choose, make_ready
from sim.errors import UsageError
from sim.experiment.executors import Work, abreast, hands, who_works
from sim.scenarios.nearest import nearest
from sim.verification import (
    buying,
    conservation,
    contracts,
    erosion,
    invariance,
    laws,
    likeness,
    literature,
    queues,
    value,
)
from sim.verification.check import Check
from sim.verification.folder import folder_for, write
from sim.verification.judge import confidence
from sim.verification.result import SEED, Seen, Task, Verification, lines_of, missing_for
from sim.verification.world import any_plan, observe

CHECKS: Final[tuple[Check, ...]] = (
    *queues.CHECKS,
    *buying.CHECKS,
    *contracts.CHECKS,
    *erosion.CHECKS,
    *value.CHECKS,
    *conservation.CHECKS,
    *laws.CHECKS,
    *invariance.CHECKS,
    *likeness.CHECKS,
    *literature.CHECKS,
)
"""Every check, part by part."""

SECONDS_PER_LOOK: Final = {False: 0.9, True: 1.6}
"""What a replication of a check takes the SimPy engine, of the short and of the full
battery; rough, for choosing an engine [second]."""


def verify(
    names: Sequence[str] = (),
    *,
    full: bool = False,
    seed: int = SEED,
    engine: str = "auto",
    workers: int | Executor = 1,
    out: str | Path | None = None,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Hold the simulator against theory, literature and laws.

    Parameters
    ----------
    names : sequence of str
        Checks, or parts by their letter; the whole battery unless given.
    full : bool
        More cases, longer and more often.
    seed : int
        Seed of all random numbers; 0 is a seed.
    engine : str
        Which engine; never changes the numbers.
    workers : int or Executor
        Number of processes, 1 for none beside this one; or any `concurrent.futures.Executor`.
        Never changes the numbers.
    out : str or Path, optional
        Folder of all answers; the proof gets a folder in it. Nothing is written unless given.
    force : bool
        Whether a proof that is already there may be replaced.
    progress : callable, optional
        Called after each replication with the number done and the number in all.

    Returns
    -------
    Verification
        Its ``exit_status`` is 1 when a hard claim fails. Intervals are as wide as the whole
        battery needs to hold jointly, whichever part of it is run.

    Raises
    ------
    UsageError
        When there is no such check or engine, the message names the nearest; or when the folder
        cannot be written. Nothing has run then.
    """
    at_a_time = abreast(who_works(workers))
    asked = _asked(names, is_full=full)
    looks = [
        (check.name, number)
        for check in asked
        if not missing_for(check)
        for number in range(_replications(check, is_full=full))
    ]
    engine = choose(engine, len(looks) * SECONDS_PER_LOOK[full] / at_a_time)
    folder = None if out is None else folder_for(Path(out), names, seed, is_full=full, force=force)
    make_ready(engine, any_plan(asked[0], is_full=full))
    tasks = [Task(name, seed, number, full, engine) for name, number in looks]
    done: dict[Task, Seen] = {}
    with hands(workers) as do_all:
        for one in do_all(Work(look, lost), tasks):
            done[one.task] = one
            if progress is not None:
                progress(len(done), len(tasks))
    level = confidence([check for check in CHECKS if check.size(is_full=full)])
    lines = [
        line
        for check in asked
        for line in lines_of(check, [done[t] for t in tasks if t.check == check.name], level)
    ]
    seen = tuple(done[task] for task in tasks)
    proof = Verification(tuple(lines), seen, level, seed, full, engine)
    if folder is None:
        return proof
    write(folder, proof, names)
    return replace(proof, folder=folder.path)


def look(task: Task) -> Seen:
    """Do one task; whatever goes wrong becomes part of the result."""
    check = next(check for check in CHECKS if check.name == task.check)
    try:
        figures = observe(
            check, task.seed, task.replication, is_full=task.is_full, engine=task.engine
        )
    except Exception as error:  # a broken law is a line of the table, whatever its kind
        return lost(task, f"{type(error).__name__}: {error}")
    return Seen(task, figures, "")


def lost(task: Task, message: str) -> Seen:
    """What is left of a task that has no result: the reason."""
    return Seen(task, {}, " ".join(message.split()))


def _asked(names: Sequence[str], *, is_full: bool) -> list[Check]:
    """The checks meant by names and letters, in the battery's order."""
    known = {check.name for check in CHECKS} | {check.part for check in CHECKS}
    for name in names:
        if name not in known:
            close = " or ".join(nearest(name, known, 3)) or ", ".join(sorted(known))
            raise UsageError(f"no check '{name}'; did you mean {close}?")
    asked = [check for check in CHECKS if not names or check.name in names or check.part in names]
    for check in asked:
        if check.name in names and not check.size(is_full=is_full):
            raise UsageError(f"{check.name} belongs to the full battery; add --full")
    return [check for check in asked if check.size(is_full=is_full)]


def _replications(check: Check, *, is_full: bool) -> int:
    """Runs of every arm of a check."""
    size = check.size(is_full=is_full)
    return size.replications if size else 0
