"""Who does the jobs of a round: this process, processes of our own, or an executor given."""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, as_completed
from multiprocessing import active_children, get_context
from types import TracebackType
from typing import Self, TypeAlias

from sim.experiment.job import Finished, Job, Simulate, attempt, failed

Hands: TypeAlias = Callable[[Simulate, Sequence[Job]], Iterator[Finished]]
"""Does jobs; yields each as it finishes."""

DIED = (
    "a worker process died; use fewer workers if memory was short, and call sim.run under "
    "if __name__ == '__main__' in a script"
)
"""Message of a run whose process ended without a word."""


def alone(simulate: Simulate, jobs: Sequence[Job]) -> Iterator[Finished]:
    """Do the jobs one by one in this process."""
    for job in jobs:
        yield attempt(simulate, job)


def given(executor: Executor, simulate: Simulate, jobs: Sequence[Job]) -> Iterator[Finished]:
    """Do the jobs on somebody else's executor, which stays open; take back what is not begun."""
    for job, result in _through(executor, simulate, jobs):
        yield _settled(job, result)


class Processes:
    """Worker processes of our own: the death of one costs one job, an interrupt ends all at once.

    Parameters
    ----------
    workers : int
        Number of processes, >= 1; started afresh (spawn), so that it works on every system.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._others = set(active_children())
        self._pool = _pool(workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in set(active_children()) - self._others:
                process.terminate()
        self._pool.shutdown()

    def run(self, simulate: Simulate, jobs: Sequence[Job]) -> Iterator[Finished]:
        """Do the jobs; those left over by a death are done again, one at a time."""
        left = list(jobs)
        try:
            for job, result in _through(self._pool, simulate, jobs):
                if not isinstance(result, BrokenExecutor):
                    left.remove(job)
                    yield _settled(job, result)
        except BrokenExecutor:  # the pool broke while jobs were still being handed in
            pass
        if left:
            yield from self._one_at_a_time(simulate, left)
            self._renew(self._workers)

    def _one_at_a_time(self, simulate: Simulate, jobs: Sequence[Job]) -> Iterator[Finished]:
        """Only the job that kills its process fails."""
        self._renew(1)
        for job in jobs:
            for _, result in _through(self._pool, simulate, [job]):
                if isinstance(result, BrokenExecutor):
                    self._renew(1)
                    yield failed(job, DIED)
                else:
                    yield _settled(job, result)

    def _renew(self, workers: int) -> None:
        self._pool.shutdown()
        self._pool = _pool(workers)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent
    )


def _leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the parent decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _through(
    executor: Executor, simulate: Simulate, jobs: Sequence[Job]
) -> Iterator[tuple[Job, Finished | BaseException]]:
    """Hand jobs to an executor; yields each with its result or the executor's own trouble."""
    futures = {executor.submit(attempt, simulate, job): job for job in jobs}
    try:
        for future in as_completed(futures):
            yield futures[future], future.exception() or future.result()
    finally:
        for future in futures:
            future.cancel()


def _settled(job: Job, result: Finished | BaseException) -> Finished:
    if isinstance(result, Finished):
        return result
    return failed(job, f"{type(result).__name__}: {result}")
