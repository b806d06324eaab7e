"""Who does a round of jobs: this process, processes of our own, or an executor given."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from typing import Final, Generic, NamedTuple, Protocol, Self, TypeVar

from sim.errors import UsageError
from sim.experiment.threads import Threads

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

    def __call__(self, work: Work[J, R], jobs: Iterable[J], batch: int = 1) -> Iterator[R]:
        """Do the jobs, each asked for no sooner than somebody is there to do it.

        One worker does so many consecutive jobs one after another: those that share what it
        remembers.
        """
        ...


DIED: Final = (
    "a worker process died; use fewer workers if memory was short, and call sim.run under "
    "if __name__ == '__main__' in a script"
)
"""Message of a run whose process ended without a word."""

BROKEN: Final = (
    "the executor takes no more work ({reason}); a number of workers is processes of our own, one "
    "of which that dies is replaced"
)
"""Message of a run that nobody was left to do."""

IN_FLIGHT: Final = 1000
"""Tasks that an executor holds at most: enough for a thousand workers, few enough to remember."""


def who_works(workers: int | Executor | None) -> int | Executor:
    """Who works: whoever was asked for, else this process alone.

    Raises
    ------
    UsageError
        When nobody is to work; give 1 or more.
    """
    if isinstance(workers, int) and workers < 1:
        raise UsageError(f"{workers} workers cannot work; give 1 or more")
    return 1 if workers is None else workers


def abreast(workers: int | Executor) -> int:
    """Jobs done at a time, as far as it is known: of somebody else's executor it is not [job]."""
    if isinstance(workers, Threads):
        return workers.number
    return workers if isinstance(workers, int) else 1


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


def alone(work: Work[J, R], jobs: Iterable[J], batch: int = 1) -> Iterator[R]:
    """Do the jobs one by one in this process."""
    return map(work.do, jobs)


def given(executor: Executor, work: Work[J, R], jobs: Iterable[J], batch: int = 1) -> Iterator[R]:
    """Do the jobs on somebody else's executor, which stays open; take back what is not begun.

    A worker that goes down takes all that it was given with it, perhaps not for the first time. So
    the jobs of a task that failed as a whole are done again when the others are over, each by
    itself: what fails then has taken its worker down, its neighbours have not.
    """
    left = iter(jobs)
    suspects: list[J] = []
    tasks: dict[Future[list[R]], list[J]] = {}
    ended: SimpleQueue[Future[list[R]]] = SimpleQueue()
    try:
        while True:
            while len(tasks) < IN_FLIGHT and (few := list(islice(left, batch))):
                try:
                    # the jobs inside a function: Dask would look through arguments for its own
                    future = executor.submit(partial(_do_each, work.do, few))
                except RuntimeError as error:  # broken, or shut down
                    yield from (work.failed(job, _broken(error)) for job in few)
                else:
                    tasks[future] = few
                    future.add_done_callback(ended.put)
            if not tasks:
                break
            future = ended.get()
            few = tasks.pop(future)
            fault = _fault(future)
            if fault is None:
                yield from future.result()
            elif isinstance(fault, BrokenExecutor):
                yield from (work.failed(job, _broken(fault)) for job in few)
            else:
                suspects += few
    finally:
        for future in tasks:
            future.cancel()
    for job in suspects:
        yield _by_itself(executor, work, job)


def _do_each(do: Callable[[J], R], jobs: Sequence[J]) -> list[R]:
    """One task of an executor."""
    return [do(job) for job in jobs]


def _by_itself(executor: Executor, work: Work[J, R], job: J) -> R:
    """Do a job while the executor has nothing else of ours."""
    try:
        future = executor.submit(partial(work.do, job))
    except RuntimeError as error:
        return work.failed(job, _broken(error))
    try:
        fault = _fault(future)
        return future.result() if fault is None else work.failed(job, _words(fault))
    finally:
        future.cancel()


def _fault(future: "Future[R]") -> BaseException | None:
    """Why a task has no result; waits for its end."""
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _broken(error: BaseException) -> str:
    return BROKEN.format(reason=_words(error))


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

    def run(self, work: Work[J, R], jobs: Iterable[J], batch: int = 1) -> Iterator[R]:
        """Do the jobs; a job whose process dies has failed, and a new process takes its place."""
        left = iter(jobs)
        again: deque[J] = deque()
        free = list(range(len(self._workers)))
        busy: dict[Connection, tuple[int, deque[J]]] = {}
        while True:
            while free:
                few = deque([again.popleft()] if again else islice(left, batch))
                if not few:
                    break
                seat = free.pop()
                line = self._workers[seat].line
                busy[line] = seat, few
                with suppress(OSError):  # found dead below, when it does not answer
                    line.send((work.do, tuple(few)))
            if not busy:
                return
            ready = wait(list(busy))
            for line in [line for line in busy if line in ready]:
                seat, few = busy[line]
                job = few.popleft()
                try:
                    finished = line.recv()
                except (EOFError, OSError):  # OSError when it died in the midst of a sentence
                    self._workers[seat].stop()
                    self._workers[seat] = Worker.start()
                    finished = work.failed(job, DIED)
                    again.extend(few)
                    few.clear()
                if not few:
                    del busy[line]
                    free.append(seat)
                yield finished


def _work(line: Connection) -> None:
    """What a worker does until its line ends; Ctrl-C reaches it too, but the parent decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # the parent is gone, or about to end this process
        while True:
            do, jobs = line.recv()
            for job in jobs:
                line.send(do(job))


def _end_with_parent() -> None:
    """End this process as soon as its parent has been killed, even in the midst of a long run."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
