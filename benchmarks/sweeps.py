"""What a sweep of a thousand runs costs beside the runs themselves: time and memory."""

import json
import resource
import subprocess
import sys
import tempfile
from time import perf_counter
from typing import Final

from benchmarks.page import Section, at_most, markdown
from benchmarks.processes import ROOT

QUESTION: Final = "retention_gain"
ALTERNATIVES: Final = ("paid",)
VARIED: Final = {
    "firm.price_index": (0.9, 1.1),
    "links.customer_satisfaction_to_retention": (0.0, 2.0),
}
POINTS, REPLICATIONS = 50, 10
RUNS: Final = POINTS * REPLICATIONS * (1 + len(ALTERNATIVES))

MOST_MEMORY: Final = 700.0
"""Wish for the peak of every process [MB]."""
MOST_SHARE: Final = 5.0
"""Wish for the time beside the runs, as a share of that in them [%]."""


def once(workers: int) -> None:
    """Sweep, and print what it took as JSON."""
    import sim
    from sim.engine import make_ready
    from sim.scenarios.resolve import plans

    make_ready("compiled", plans(sim.load(QUESTION).scenario)["base"])
    # A run of each world has everything loaded that a process loads once.
    sim.run(QUESTION, alternatives=ALTERNATIVES, replications=2, engine="compiled")
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        result = sim.sweep(
            QUESTION,
            VARIED,
            design="sobol_sequence",
            size=POINTS,
            replications=REPLICATIONS,
            alternatives=ALTERNATIVES,
            engine="compiled",
            workers=workers,
            out=folder,
        )
    took = perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    peaks = [
        resource.getrusage(who).ru_maxrss * unit / 2**20
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    found = {"took": took, "in_runs": result.manifest["seconds_in_runs"], "peaks": peaks}
    print(json.dumps(found | {"runs": len(result.runs), "failed": result.exit_status}))


def _measured(workers: int) -> dict[str, float | list[float]]:
    """A sweep in a fresh process."""
    words = [sys.executable, "-m", "benchmarks.sweeps", str(workers)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float | list[float]] = json.loads(done.stdout)
    return found


def measured() -> Section:
    """Time beside the runs, and memory, in one process and with two workers."""
    alone, two = _measured(1), _measured(2)
    share = 100.0 * (alone["took"] - alone["in_runs"]) / alone["in_runs"]
    beside = 1000.0 * (alone["took"] - alone["in_runs"])
    rows = [
        ("runs", f"{alone['runs']:,}", ""),
        ("time in the runs [s]", f"{alone['in_runs']:.1f}", ""),
        ("time beside them [% of it]", f"{share:.1f}", at_most(share, MOST_SHARE)),
        ("time beside them, a run [ms]", f"{beside / alone['runs']:.1f}", ""),
        ("peak of the one process [MB]", f"{alone['peaks'][0]:.0f}",
         at_most(alone["peaks"][0], MOST_MEMORY)),
        ("with two workers: peak of the parent [MB]", f"{two['peaks'][0]:.0f}",
         at_most(two["peaks"][0], MOST_MEMORY)),
        ("with two workers: peak of a worker [MB]", f"{two['peaks'][1]:.0f}",
         at_most(two["peaks"][1], MOST_MEMORY)),
        ("with two workers: times as fast", f"{alone['took'] / two['took']:.2f}", ""),
    ]  # fmt: skip
    return Section(
        "A sweep",
        f"`{QUESTION}` and one alternative at {POINTS} points, {REPLICATIONS} replications, on the "
        "compiled engine, in a fresh process whose machine code is loaded. Time beside the runs is "
        "all from the call to the result: reading, making and checking every point, keeping every "
        "run, the tables.",
        ("", "value", "wish"),
        rows,
        "A sweep costs its reading once, a point its checking, a run its row; what a run recorded "
        "stays with the worker. Runs of a larger business take longer, the rest does not.",
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        once(int(sys.argv[1]))
    else:
        print(markdown(measured()))
