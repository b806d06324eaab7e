"""What a second thread is worth: replications run without the interpreter's lock."""

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


def _seconds(threads: int) -> float:
    """Time on the wall for all replications [s]."""
    run = partial(sim.simulate, firm.plan(PEOPLE, MONTHS), 0, engine="compiled")
    start = perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, range(REPLICATIONS)))
    return perf_counter() - start


def measured() -> Section:
    """Replications in one and in two threads."""
    rounds = [(_seconds(1), _seconds(2)) for _ in range(ROUNDS)]
    one, two = (median(side) for side in zip(*rounds, strict=True))
    ratio = median(a / b for a, b in rounds)
    return Section(
        "Threads",
        f"{REPLICATIONS} replications of the textbook firm with {PEOPLE:,} people, {MONTHS} "
        f"months, on the compiled engine; time on the wall, medians of {ROUNDS} rounds by turns. "
        "Another program on the machine takes from the second thread first.",
        ("threads", "seconds", "times one thread", "wish"),
        [
            ("1", f"{one:.2f}", "1", ""),
            ("2", f"{two:.2f}", f"{ratio:.2f}", at_least(ratio, 1.75)),
        ],
        "What stays in one thread at a time is plain Python: to lay out a run's arrays, and to "
        "check what it wrote down.",
    )
