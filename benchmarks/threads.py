"""What a second thread is worth: replications run without the interpreter's lock."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import median
from time import perf_counter
from typing import Final

import sim
from benchmarks import firm
from benchmarks.page import Section, at_least

PEOPLE: Final = 10_000
MONTHS: Final = 48
REPLICATIONS: Final = 8
ROUNDS: Final = 5
HASHED: Final = bytes(2**27)


def _seconds(run: Callable[[int], object], threads: int) -> float:
    """Time on the wall for all replications [s]."""
    start = perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, range(REPLICATIONS)))
    return perf_counter() - start


def _hash(_: int) -> bytes:
    """Work that needs neither the interpreter nor much memory."""
    return hashlib.sha256(HASHED).digest()


def measured() -> Section:
    """Replications in one and in two threads."""
    run = partial(sim.simulate, firm.plan(PEOPLE, MONTHS), 0, engine="compiled")
    works = {"compiled": run, "hashes": _hash}
    rounds = [
        {name: [_seconds(work, threads) for threads in (1, 2)] for name, work in works.items()}
        for _ in range(ROUNDS)
    ]
    rows = []
    for name in works:
        one, two = (median(each[name][place] for each in rounds) for place in (0, 1))
        wish = at_least(one / two, 1.75) if name == "compiled" else ""
        rows.append((name, f"{one:.2f}", f"{two:.2f}", f"{one / two:.2f}", wish))
    return Section(
        "Threads",
        f"{REPLICATIONS} replications of the textbook firm with {PEOPLE:,} people, {MONTHS} "
        f"months, on the compiled engine; time on the wall, medians of {ROUNDS} rounds by turns. "
        "Hashes of 128 MB, as many, tell what a second thread could get at that moment: what else "
        "runs on the machine takes from it first.",
        ("work", "seconds in one thread", "in two", "ratio", "wish"),
        rows,
        "What stays in one thread at a time is plain Python: to lay out a run's arrays, and to "
        "check what it wrote down.",
    )
