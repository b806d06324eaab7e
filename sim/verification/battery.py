"""The battery: every check there is, run side by side, with one line for every claim."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final, NamedTuple

from sim.engine import ENGINES
from sim.errors import UsageError
from sim.scenarios.nearest import nearest
from sim.verification import buying, contracts, queues
from sim.verification.check import EXTRA, Check
from sim.verification.judge import Line, Verdict, confidence, judge, unseen
from sim.verification.world import observe

if TYPE_CHECKING:
    import pandas as pd

CHECKS: Final[tuple[Check, ...]] = (*queues.CHECKS, *buying.CHECKS, *contracts.CHECKS)
"""Every check, part by part."""


class Task(NamedTuple):
    """One replication of one check; what a worker is given."""

    check: str
    seed: int
    replication: int
    is_full: bool
    engine: str


class Seen(NamedTuple):
    """What a worker gives back."""

    task: Task
    values: dict[str, float]
    """What was observed, by quantity; empty after a failure."""
    message: str
    """Why there is nothing; empty where there is something."""


@dataclass(frozen=True)
class Verification:
    """What the battery came to."""

    lines: tuple[Line, ...]
    """One for every claim, in the battery's order."""
    seen: tuple[Seen, ...]
    """What each replication gave, in the battery's order."""
    level: float
    """Confidence of each interval; jointly 99 % over the whole battery [fraction]."""
    seed: int
    """Seed of all random numbers."""
    is_full: bool
    """Whether it was the full battery."""
    engine: str
    """Which engine was asked for."""

    @property
    def failed(self) -> tuple[Line, ...]:
        """Hard claims that do not hold."""
        return tuple(line for line in self.lines if line.verdict is Verdict.FAILS)

    @property
    def exit_status(self) -> int:
        """1 when a hard claim fails, else 0."""
        return int(bool(self.failed))

    def frame(self) -> "pd.DataFrame":
        """The lines as a table, one row per claim."""
        import pandas as pd

        return pd.DataFrame(
            {
                "part": line.check.part,
                "check": line.check.name,
                "quantity": line.claim.quantity,
                "unit": line.claim.unit,
                "kind": str(line.claim.kind),
                "source": line.claim.source or line.check.source,
                "expected": line.claim.expected,
                "most": line.claim.most,
                "got": line.got.mean,
                "low": line.got.low,
                "high": line.got.high,
                "replications": line.got.size,
                "verdict": str(line.verdict),
                "why": line.why,
                "command": command(line.check, is_full=self.is_full, seed=self.seed),
            }
            for line in self.lines
        )

    def observations(self) -> "pd.DataFrame":
        """What every replication gave, one row per check, replication and quantity."""
        import pandas as pd

        rows = [
            (seen.task.check, seen.task.replication, quantity, value)
            for seen in self.seen
            for quantity, value in seen.values.items()
        ]
        return pd.DataFrame(rows, columns=["check", "replication", "quantity", "value"])


def command(check: Check, *, is_full: bool, seed: int) -> str:
    """Words that run a check again."""
    full = " --full" if is_full else ""
    return f"spc verify {check.name}{full}" + (f" --seed {seed}" if seed != SEED else "")


SEED: Final = 1
"""Seed of the battery unless another is asked for; no other was tried before it was chosen."""


def verify(
    names: Sequence[str] = (),
    *,
    full: bool = False,
    seed: int = SEED,
    engine: str = "auto",
    workers: int | Executor = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Hold the simulator against theory, literature and laws.

    Parameters
    ----------
    names : sequence of str
        Checks, or parts by their letter; all of the battery unless given.
    full : bool
        More cases, longer and more often.
    seed : int
        Seed of all random numbers; 0 is a seed.
    engine : str
        Which engine.
    workers : int or Executor
        Number of processes, 1 for none beside this one; or any `concurrent.futures.Executor`.
        Never changes the numbers.
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
        When there is no such check or engine; the message names the nearest.
    """
    if engine not in ENGINES:
        raise UsageError(f"no engine '{engine}'; there are: {', '.join(ENGINES)}")
    battery = [check for check in CHECKS if check.size(is_full=full)]
    asked = _asked(names, full=full)
    ready = [check for check in asked if not _missing(check)]
    tasks = [
        Task(check.name, seed, number, full, engine)
        for check in ready
        for number in range(_replications(check, full))
    ]
    seen: dict[Task, Seen] = {}
    with _hands(workers) as hands:
        for one in hands(tasks):
            seen[one.task] = one
            if progress is not None:
                progress(len(seen), len(tasks))
    level = confidence(battery)
    of = {check.name: [seen[task] for task in tasks if task.check == check.name] for check in asked}
    lines = tuple(line for check in asked for line in lines_of(check, of[check.name], level))
    return Verification(lines, tuple(seen[task] for task in tasks), level, seed, full, engine)


def lines_of(check: Check, seen: Sequence[Seen], level: float) -> Iterator[Line]:
    """One line for every claim of a check, from its replications."""
    missing = _missing(check)
    broken = [one for one in seen if one.message]
    for claim in check.claims:
        if missing:
            why = f"needs {', '.join(missing)}: pip install 'service-profit-chain[{EXTRA}]'"
            yield unseen(check, claim, Verdict.NOT_RUN, why)
        elif broken:
            first = broken[0]
            why = f"replication {first.task.replication}: {first.message}"
            verdict = Verdict.FAILS if claim.is_hard else Verdict.OUTSIDE
            yield unseen(check, claim, verdict, why)
        else:
            yield judge(check, claim, [one.values[claim.quantity] for one in seen], level)


def look(task: Task) -> Seen:
    """Do one task; whatever goes wrong becomes part of the result."""
    check = next(check for check in CHECKS if check.name == task.check)
    try:
        values = observe(
            check, task.seed, task.replication, is_full=task.is_full, engine=task.engine
        )
    except Exception as error:  # a broken law is a line of the table, whatever its kind
        return Seen(task, {}, f"{type(error).__name__}: {' '.join(str(error).split())}")
    return Seen(task, values, "")


def _asked(names: Sequence[str], *, full: bool) -> list[Check]:
    """The checks meant by names and letters, in the battery's order."""
    if not names:
        return [check for check in CHECKS if check.size(is_full=full)]
    known = {check.name for check in CHECKS} | {check.part for check in CHECKS}
    for name in names:
        if name not in known:
            close = " or ".join(nearest(name, known, 3)) or ", ".join(sorted(known))
            raise UsageError(f"no check '{name}'; did you mean {close}?")
    asked = [check for check in CHECKS if check.name in names or check.part in names]
    only_full = [check.name for check in asked if check.name in names and check.quick is None]
    if only_full and not full:
        raise UsageError(f"{only_full[0]} belongs to the full battery; add --full")
    return [check for check in asked if check.size(is_full=full)]


def _replications(check: Check, full: bool) -> int:
    size = check.size(is_full=full)
    return size.replications if size else 0


def _missing(check: Check) -> list[str]:
    """Modules that a check needs and that are not installed."""
    return [name for name in check.needs if find_spec(name) is None]


@contextmanager
def _hands(
    workers: int | Executor,
) -> Iterator[Callable[[Sequence[Task]], Iterator[Seen]]]:
    """Who does the tasks."""
    if workers == 1:
        yield lambda tasks: map(look, tasks)
        return

    def given(executor: Executor) -> Callable[[Sequence[Task]], Iterator[Seen]]:
        def run(tasks: Sequence[Task]) -> Iterator[Seen]:
            futures = [executor.submit(look, task) for task in tasks]
            try:
                for future in as_completed(futures):
                    yield future.result()
            finally:
                for future in futures:
                    future.cancel()

        return run

    if isinstance(workers, Executor):
        yield given(workers)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield given(pool)


def by_part(lines: Sequence[Line]) -> Mapping[str, list[Line]]:
    """Lines under the letter of their part, in order."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.check.part, []).append(line)
    return found
