"""Threads that end when their user leaves, whatever they are doing."""

import ctypes
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Final, Generic, NamedTuple, ParamSpec, TypeVar

from sim.errors import UsageError

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE: Final = 1.0
"""Time that threads are given to end once they are stopped; longer than any stretch of machine code
takes as a rule [second]."""


class Task(NamedTuple, Generic[T]):
    """What a thread is given."""

    future: "Future[T]"
    """Where the result is awaited."""
    do: Callable[[], T]
    """What gives it."""


class Threads(Executor):
    """Threads of this process that do what is submitted, as an executor for ``workers=``.

    `ThreadPoolExecutor` waits for its threads at the interpreter's exit: after Ctrl-C, for every
    run under way. These threads are stopped as soon as their ``with`` block is left: plain Python
    ends at once, machine code at its next return to Python. One that still does not end is left
    behind, and does not hold up the exit.

    Only the compiled engine gains by threads, since plain Python runs in one thread at a time.

    Parameters
    ----------
    number : int
        Number of threads, >= 1.

    Raises
    ------
    UsageError
        When there is to be none; give 1 or more.
    """

    def __init__(self, number: int) -> None:
        if number < 1:
            raise UsageError(f"{number} threads cannot work; give 1 or more")
        self.number = number
        self._is_open = True
        self._tasks: SimpleQueue[Task[Any] | None] = SimpleQueue()
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(number)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Have a function called by the next thread that is free.

        Raises
        ------
        RuntimeError
            After `shutdown`.
        """
        if not self._is_open:
            raise RuntimeError("these threads have been shut down")
        future: Future[T] = Future()
        self._tasks.put(Task(future, partial(fn, *args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take nothing more; wait for what was submitted, unless it is to be cancelled.

        Parameters
        ----------
        wait : bool
            Whether to return when the threads have ended only.
        cancel_futures : bool
            Whether to stop what is under way and leave what is not begun.
        """
        self._is_open = False
        if cancel_futures:
            with suppress(Empty):
                while True:
                    if (task := self._tasks.get_nowait()) is not None:
                        task.future.cancel()
            for thread in self._threads:
                _stop(thread)
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            deadline = monotonic() + PATIENCE
            for thread in self._threads:
                thread.join(max(0.0, deadline - monotonic()) if cancel_futures else None)

    def __exit__(self, *_: object) -> None:
        """Stop: whoever leaves has the results wanted, or wants none any more."""
        self.shutdown(cancel_futures=True)

    def _work(self) -> None:
        """What a thread does until it is told that there is no more, or is stopped."""
        with suppress(SystemExit):
            while (task := self._tasks.get()) is not None:
                if not task.future.set_running_or_notify_cancel():
                    continue
                try:
                    result = task.do()
                except BaseException as error:  # whoever awaits it is told, whatever it is
                    task.future.set_exception(error)
                else:
                    task.future.set_result(result)


def _stop(thread: Thread) -> None:
    """Have a thread meet SystemExit at its next step in Python.

    Only the interpreter's own C function can do that from another thread.
    """
    raise_in: Any = ctypes.pythonapi.PyThreadState_SetAsyncExc
    raise_in(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(SystemExit))
