"""Who does a round of jobs: this process, processes of our own, or an executor given."""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, NamedTuple, Protocol, Self, TypeVar

J = TypeVar("J")
"""What a worker is given."""

R = TypeVar("R")
"""What it hands back."""


class Work(NamedTuple, Generic[J, R]):
    """What is done with a job; both functions importable by name, for workers."""

    do: Callable[[J], R]
    """Does the job; a fault of its own is part of what it hands back."""
    failed: Callable[[J, str], R]
    """What is handed back for a job whose worker is gone, with the reason."""


class Hands(Protocol):
    """Does jobs; yields each result as it is there."""

    def __call__(self, work: Work[J, R], jobs: Sequence[J]) -> Iterator[R]:
        """Do the jobs."""
        ...


DIED = (
    "a worker process died; use fewer workers if memory was short, and call sim.run under "
    "if __name__ == '__main__' in a script"
)
"""Message of a run whose process ended without a word."""


@contextmanager
def hands(workers: int | Executor) -> Iterator[Hands]:
    """Who does the jobs.

    Parameters
    ----------
    workers : int or Executor
        Number of processes, 1 for none beside this one; or any `concurrent.futures.Executor`,
        which is left open.

    Yields
    ------
    Hands
    """
    if isinstance(workers, Executor):
        yield partial(given, workers)
    elif workers == 1:
        yield alone
    else:
        with Processes(workers) as pool:
            yield pool.run


def alone(work: Work[J, R], jobs: Sequence[J]) -> Iterator[R]:
    """Do the jobs one by one in this process."""
    return map(work.do, jobs)


def given(executor: Executor, work: Work[J, R], jobs: Sequence[J]) -> Iterator[R]:
    """Do the jobs on somebody else's executor, which stays open; take back what is not begun."""
    futures = {executor.submit(work.do, job): job for job in jobs}
    try:
        for future in as_completed(futures):
            error = future.exception()
            if error is None:
                yield future.result()
            else:
                yield work.failed(futures[future], f"{type(error).__name__}: {error}")
    finally:
        for future in futures:
            future.cancel()


class Worker(NamedTuple):
    """One process of our own, and the line to it that nobody else holds."""

    process: BaseProcess
    """The process."""
    line: Connection
    """Jobs go out, results come in; it ends when the process does."""

    @classmethod
    def start(cls) -> Self:
        """Start a process afresh (spawn), which works on every system."""
        spawn = get_context("spawn")
        line, far_end = spawn.Pipe()
        process = spawn.Process(target=_work, args=(far_end,), daemon=True)
        process.start()
        far_end.close()
        return cls(process, line)

    def stop(self) -> None:
        """End the process whatever it is doing."""
        self.process.terminate()
        self.process.join()
        self.line.close()


class Processes:
    """Worker processes of our own: the death of one costs one job, an interrupt ends all at once.

    `ProcessPoolExecutor` shares one line between its workers; a worker killed while it speaks
    leaves everybody waiting for the rest of its sentence.

    Parameters
    ----------
    workers : int
        Number of processes, >= 1.
    """

    def __init__(self, workers: int) -> None:
        self._workers = [Worker.start() for _ in range(workers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()

    def run(self, work: Work[J, R], jobs: Sequence[J]) -> Iterator[R]:
        """Do the jobs; a job whose process dies has failed, and a new process takes its place."""
        waiting = list(reversed(jobs))
        free = list(range(len(self._workers)))
        busy: dict[Connection, tuple[int, J]] = {}
        while waiting or busy:
            while waiting and free:
                seat, job = free.pop(), waiting.pop()
                line = self._workers[seat].line
                busy[line] = seat, job
                with suppress(BrokenPipeError):  # found dead below, when it does not answer
                    line.send((work.do, job))
            ready = wait(list(busy))
            for line in [line for line in busy if line in ready]:
                seat, job = busy.pop(line)
                try:
                    finished = line.recv()
                except (EOFError, ConnectionError):
                    self._workers[seat].stop()
                    self._workers[seat] = Worker.start()
                    finished = work.failed(job, DIED)
                free.append(seat)
                yield finished


def _work(line: Connection) -> None:
    """What a worker does until its line ends; Ctrl-C reaches it too, but the parent decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            do, job = line.recv()
        except EOFError:
            return
        line.send(do(job))
