"""Laws of who does the work: each job once, the same bytes, nobody left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from threading import Event
from time import perf_counter

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

import sim
from sim.errors import UsageError
from sim.experiment import executors
from sim.experiment.executors import Work, hands
from sim.experiment.runner import Settings, replicate
from sim.experiment.threads import Threads
from tests.experiment import fake

ROOT = Path(__file__).parents[2]
SMALL = ("market.people=400", "time.warm_up_months=1", "time.horizon_months=3")
"""A real business, small and short."""


@contextmanager
def dask_cluster(**settings: object) -> Iterator[Executor]:
    """Two worker processes of a Dask cluster on this machine.

    Its dashboard takes any free port: a second cluster finds Dask's own port taken, and says so
    with a warning, which is an error here.
    """
    import dask
    from distributed import Client, LocalCluster

    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client.get_executor()


@contextmanager
def own_processes() -> Iterator[int]:
    """Two processes of our own."""
    yield 2


def process_pool() -> ProcessPoolExecutor:
    """Two processes of somebody else's."""
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


HANDS = {
    "processes": own_processes,
    "threads": lambda: Threads(2),
    "thread pool": lambda: ThreadPoolExecutor(2),
    "process pool": process_pool,
    "dask": dask_cluster,
}


def asked(engine: str, out: Path, workers: int | Executor) -> sim.Answer:
    """The answer of a real question."""
    return sim.run(
        "retention_gain", sets=SMALL, replications=3, engine=engine, workers=workers, out=out
    )


def written(answer: sim.Answer) -> dict[str, bytes]:
    """Every file of an answer but its manifest."""
    assert answer.folder is not None
    return {p.name: p.read_bytes() for p in answer.folder.iterdir() if p.name != "manifest.json"}


@pytest.fixture(scope="module")
def serial(tmp_path_factory) -> sim.Answer:
    """What one process alone finds."""
    return asked("simpy", tmp_path_factory.mktemp("serial"), 1)


SLOW = {"dask"}
KINDS = [pytest.param(name, marks=[pytest.mark.slow] * (name in SLOW)) for name in HANDS]


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_does_the_work_writes_the_same_bytes(serial, kind, tmp_path):
    """Threads, processes, pools and a Dask cluster find and write what one process alone does."""
    with HANDS[kind]() as workers:
        other = asked("simpy", tmp_path, workers)
    assert written(other) == written(serial)
    for name, frame in serial.tables().items():
        same = other.tables()[name]
        assert dict(same.dtypes) == dict(frame.dtypes)
        assert same.to_csv() == frame.to_csv()
    timed = {"workers", "started_at", "seconds", "seconds_in_runs"}
    assert {k: v for k, v in other.manifest.items() if k not in timed} == {
        k: v for k, v in serial.manifest.items() if k not in timed
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["threads", "dask"])
def test_machine_code_runs_wherever_it_is_asked_for(serial, kind, tmp_path):
    """The compiled engine in threads, and in processes of a cluster, writes what SimPy does."""
    pytest.importorskip("numba")
    with HANDS[kind]() as workers:
        other = asked("compiled", tmp_path, workers)
    assert written(other) == written(serial)


# Batches ------------------------------------------------------------------------------------------


class Desk(Executor):
    """Does each task when its result is looked for, and remembers how it went.

    Its worker is gone after a task that raises; the whole desk, after ``lasts`` tasks.
    """

    def __init__(self, lasts: int = 10**9) -> None:
        self.lasts = lasts
        self.tasks = 0
        self.held = 0
        self.most_held = 0

    def submit(self, fn, /, *args, **kwargs):
        if self.tasks >= self.lasts:
            raise BrokenExecutor("the desk is gone")
        self.tasks += 1
        self.held += 1
        self.most_held = max(self.most_held, self.held)
        return Drawer(self, lambda: fn(*args, **kwargs))


class Drawer(Future):
    """Is done as soon as somebody wants to be told of it."""

    def __init__(self, desk: Desk, do) -> None:
        super().__init__()
        self.desk, self.do = desk, do

    def add_done_callback(self, fn) -> None:
        super().add_done_callback(fn)
        self.exception()

    def exception(self, timeout=None):
        if not self.done():
            try:
                self.set_result(self.do())
            except ChildProcessError as error:
                self.set_exception(error)
        return super().exception(timeout)

    def result(self, timeout=None):
        self.desk.held -= 1
        return super().result(timeout)


DEADLY = 1000
"""Jobs from here on take their worker down."""

JOBS = st.lists(st.integers(0, 99) | st.integers(DEADLY, DEADLY + 9), unique=True, max_size=40)


def double(job: int) -> int:
    """A job."""
    if job >= DEADLY:
        raise ChildProcessError("the worker is gone")
    return 2 * job


DOUBLE = Work(double, lambda job, message: (job, message))


@for_all(JOBS, st.integers(1, 9))
def test_a_job_that_takes_its_worker_down_takes_no_neighbour(jobs, batch):
    """Every job has one result, whatever the batch; those that kill their worker alone failed."""
    with hands(Desk()) as do_all:
        found = list(do_all(DOUBLE, jobs, batch))
    failed = [(job, "ChildProcessError: the worker is gone") for job in jobs if job >= DEADLY]
    assert sorted(map(str, found)) == sorted(
        map(str, [*failed, *(2 * job for job in jobs if job < DEADLY)])
    )


class Ship(ThreadPoolExecutor):
    """One worker; when it goes down, all that was given out and is not done goes with it."""

    def __init__(self) -> None:
        super().__init__(1)
        self.sails = Event()
        self.aboard: list[Future] = []

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        self.aboard.append(future)
        super().submit(self.carry, future, fn, *args, **kwargs)
        return future

    def carry(self, future, fn, *args) -> None:
        self.sails.wait()
        if future.done():
            return
        try:
            future.set_result(fn(*args))
        except ChildProcessError as error:
            for one in self.aboard:
                if not one.done():
                    one.set_exception(error)


@for_all(JOBS, st.integers(1, 9))
def test_what_goes_down_with_another_is_done_again(jobs, batch):
    """Only those that take a worker down have failed, though every task went down with them."""
    with Ship() as ship:

        def boarding() -> Iterator[int]:
            yield from jobs
            ship.sails.set()

        with hands(ship) as do_all:
            found = list(do_all(DOUBLE, boarding(), batch))
    failed = [(job, "ChildProcessError: the worker is gone") for job in jobs if job >= DEADLY]
    done = [2 * job for job in jobs if job < DEADLY]
    assert sorted(map(str, found)) == sorted(map(str, [*failed, *done]))


@for_all(st.integers(0, 40), st.integers(1, 9), st.integers(0, 9))
def test_when_the_executor_is_gone_the_jobs_left_have_failed(n, batch, lasts):
    """What was done stays done; each job left says that its executor is gone, and what to do."""
    with hands(Desk(lasts)) as do_all:
        found = list(do_all(DOUBLE, range(n), batch))
    done = min(n, lasts * batch)
    assert [value for value in found if isinstance(value, int)] == [2 * job for job in range(done)]
    left = [value for value in found if not isinstance(value, int)]
    assert [job for job, _ in left] == list(range(done, n))
    assert all("BrokenExecutor: the desk is gone" in message for _, message in left)
    assert all("a number of workers" in message for _, message in left)


def test_what_cannot_be_done_again_has_failed():
    """An executor that is gone before a second try leaves the same message as before a first."""
    with hands(Desk(1)) as do_all:
        ((job, message),) = do_all(DOUBLE, [DEADLY])
    assert job == DEADLY
    assert "BrokenExecutor: the desk is gone" in message


@for_all(st.integers(0, 60), st.integers(1, 9))
def test_jobs_that_follow_one_another_are_one_task(n, batch):
    """An executor is given as many tasks as there are batches."""
    desk = Desk()
    with hands(desk) as do_all:
        assert list(do_all(DOUBLE, range(n), batch)) == [2 * job for job in range(n)]
    assert desk.tasks == -(-n // batch)


@pytest.mark.parametrize("batch", [1, 4, 50])
def test_a_process_of_our_own_that_dies_takes_one_job_with_it(batch):
    """The rest of its batch is done all the same, each job once, however long the batches are."""
    with hands(2) as do_all:
        found = list(do_all(Work(fake.double_unless_deadly, fake.lost), iter(range(20)), batch))
    wanted = [f"{job}: {executors.DIED}" if job % 7 == 3 else str(2 * job) for job in range(20)]
    assert sorted(map(str, found)) == sorted(wanted)


def test_an_executor_never_holds_more_tasks_than_it_needs(monkeypatch):
    """However many jobs there are, only so many are given out before results are taken back."""
    monkeypatch.setattr(executors, "IN_FLIGHT", 7)
    desk = Desk()
    with hands(desk) as do_all:
        assert sum(do_all(DOUBLE, range(100))) == 9900
    assert desk.most_held == 7


def test_what_is_not_begun_is_taken_back():
    """Whoever stops listening leaves nothing to do on an executor that stays open."""
    holds, begun = Event(), []

    def wait(job: int) -> int:
        begun.append(job)
        if job:
            holds.wait()
        return job

    with ThreadPoolExecutor(1) as threads:
        with hands(threads) as do_all:
            results = do_all(Work(wait, lambda job, message: -1), range(20))
            assert next(results) == 0
            results.close()
        holds.set()
        threads.submit(int).result()
    assert begun in ([0], [0, 1])


def settings() -> Settings:
    """Three replications."""
    return Settings(7, 3, 3, 0.95, {})


def by_key(outcome) -> dict[tuple[str, int], object]:
    """What each run came to: its figures, or the message in place of them."""
    return {(r.alternative, r.replication): r.message or str(r.figures) for r in outcome.finished}


def test_a_pool_that_breaks_leaves_a_row_for_every_run():
    """A death breaks a pool of processes: runs are done as ever, or say what happened."""
    calm = by_key(replicate(fake.PLANS, settings(), fake.simulate))
    with process_pool() as pool:
        found = by_key(replicate(fake.PLANS, settings(), fake.dies_once, workers=pool))
    assert found.keys() == calm.keys()
    failed = {key for key, words in found.items() if words != calm[key]}
    assert ("keep", 1) in failed
    assert all("BrokenProcessPool" in found[key] for key in failed)


@pytest.mark.slow
def test_a_death_on_a_cluster_costs_one_run():
    """Dask gives up all that a worker was given when it dies; the neighbours are done again."""
    calm = by_key(replicate(fake.PLANS, settings(), fake.simulate))
    with dask_cluster(**{"distributed.scheduler.allowed-failures": 0}) as workers:
        found = by_key(replicate(fake.PLANS, settings(), fake.dies_once, workers=workers))
    assert {key for key, words in found.items() if words != calm[key]} == {("keep", 1)}
    assert found["keep", 1].startswith("KilledWorker: ")


# Threads ------------------------------------------------------------------------------------------


def test_threads_are_an_executor():
    """Results and faults arrive, all that was submitted is done, nothing is taken afterwards."""
    threads = Threads(3)
    results = [threads.submit(pow, n, 2) for n in range(50)]
    fault = threads.submit(int, "three")
    threads.shutdown()
    assert [future.result(0) for future in results] == [n**2 for n in range(50)]
    with pytest.raises(ValueError, match="three"):
        fault.result(0)
    with pytest.raises(RuntimeError, match="shut down"):
        threads.submit(int)


def test_no_thread_outlives_its_block():
    """Busy threads are stopped, idle ones leave, what was not begun is cancelled."""
    begun = Event()

    def spin() -> None:
        begun.set()
        while True:
            pass

    with Threads(2) as threads:
        busy = threads.submit(spin)
        later = [threads.submit(spin) for _ in range(5)]
        begun.wait()
    assert not any(thread.is_alive() for thread in threads._threads)
    assert isinstance(busy.exception(0), SystemExit)
    assert all(future.cancelled() for future in later[1:])


def test_no_threads_at_all_are_no_hands():
    """Their number is 1 or more."""
    with pytest.raises(UsageError, match="give 1 or more"):
        Threads(0)


# The end ------------------------------------------------------------------------------------------

SCRIPT = """
import signal
from contextlib import nullcontext

from sim.experiment.run import Wishes, answer, settings_of
from sim.experiment.threads import Threads
from tests.experiment import fake

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started us may ignore it
    question = fake.FakeQuestion()
    settings = settings_of(question.scenario, Wishes(replications=3))
    with HANDS as hands:
        answer(
            question, fake.PLANS, fake.hangs, settings=settings, out=OUT, workers=hands,
            progress=lambda step: print(step.done, flush=True),
        )
"""


def ended(tmp_path: Path, workers: str, blow: int) -> tuple[str, str, float]:
    """Run a script whose runs hang after the first ones, strike it: what it says, and how long.

    The time ends when nobody holds the other end of its output: neither it nor a child of it.
    """
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.replace("HANDS", workers).replace("OUT", repr(str(tmp_path / "out"))))
    process = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        start = perf_counter()
        process.send_signal(blow)
        out, errors = process.communicate(timeout=20)
        return out, errors, perf_counter() - start
    finally:
        if process.poll() is None or sys.exc_info()[0]:
            os.killpg(process.pid, signal.SIGKILL)


def test_ctrl_c_waits_for_no_thread(tmp_path):
    """Threads that nothing can stop do not hold up the exit; the folder says interrupted."""
    _, errors, seconds = ended(tmp_path, "Threads(2)", signal.SIGINT)
    assert "KeyboardInterrupt" in errors
    assert seconds < 2.0
    (folder,) = (tmp_path / "out").iterdir()
    assert '"status": "interrupted"' in (folder / "manifest.json").read_text()


def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    """After kill -9 no worker goes on, though its run never ends, and none says a word."""
    _, errors, _ = ended(tmp_path, "nullcontext(2)", signal.SIGKILL)
    assert errors == ""
