"""Who does the jobs of a round: this process, processes of our own, or an executor given."""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple, Self, TypeAlias

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
    futures = {executor.submit(attempt, simulate, job): job for job in jobs}
    try:
        for future in as_completed(futures):
            error = future.exception()
            if error is None:
                yield future.result()
            else:
                yield failed(futures[future], f"{type(error).__name__}: {error}")
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

    def run(self, simulate: Simulate, jobs: Sequence[Job]) -> Iterator[Finished]:
        """Do the jobs; a job whose process dies has failed, and a new process takes its place."""
        waiting = list(reversed(jobs))
        free = list(range(len(self._workers)))
        busy: dict[Connection, tuple[int, Job]] = {}
        while waiting or busy:
            while waiting and free:
                seat, job = free.pop(), waiting.pop()
                line = self._workers[seat].line
                busy[line] = seat, job
                with suppress(BrokenPipeError):  # found dead below, when it does not answer
                    line.send((simulate, job))
            ready = wait(list(busy))
            for line in [line for line in busy if line in ready]:
                seat, job = busy.pop(line)
                try:
                    finished = line.recv()
                except (EOFError, ConnectionError):
                    self._workers[seat].stop()
                    self._workers[seat] = Worker.start()
                    finished = failed(job, DIED)
                free.append(seat)
                yield finished


def _work(line: Connection) -> None:
    """What a worker does until its line ends; Ctrl-C reaches it too, but the parent decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            simulate, job = line.recv()
        except EOFError:
            return
        line.send(attempt(simulate, job))
