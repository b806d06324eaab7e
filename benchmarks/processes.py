"""What only a fresh process can tell: memory at its peak, and the time to start."""

import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from benchmarks.page import Section, at_most

ROOT: Final = Path(__file__).resolve().parents[1]

SMALL, LARGE = 50_000, 250_000
"""People of the market in the two processes whose memory is compared."""
MONTHS: Final = 12
SHARE: Final = 0.4
"""People of the textbook firm who are its customers at the start."""

STARTS: Final = 9
FEW_STARTS: Final = 3
RUN: Final = (
    "from benchmarks import firm; import sim; sim.simulate(firm.plan(3000, 1), 0, 0, engine={!r})"
)


def peak(people: int) -> None:
    """Run the textbook firm, print the most memory that this process ever had [byte]."""
    import sim
    from benchmarks import firm

    sim.simulate(firm.plan(people, MONTHS), 0, 0, engine="compiled")
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


def memory() -> Section:
    """What a customer takes."""
    peaks = []
    for people in (SMALL, LARGE):
        words = [sys.executable, "-m", "benchmarks", "--peak", str(people)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    each = (peaks[1] - peaks[0]) / (LARGE - SMALL)
    return Section(
        "Memory",
        f"Peak of a fresh process that runs the textbook firm for {MONTHS} months on the compiled "
        "engine, for two sizes; a customer is any person of the market, since all are there from "
        f"the start. For each of those {SHARE:.0%} who are customers at the start it is "
        f"{each / SHARE:,.0f} bytes.",
        ("", "value", "wish"),
        [
            (f"peak with {SMALL:,} people [MB]", f"{peaks[0] / 2**20:.0f}", ""),
            (f"peak with {LARGE:,} people [MB]", f"{peaks[1] / 2**20:.0f}", ""),
            ("bytes per customer", f"{each:.0f}", at_most(each, 500.0)),
        ],
        "Tables are monthly, so memory does not grow with the number of contacts.",
    )


def _start(words: list[str], times: int) -> list[float]:
    """Times from call to exit of fresh processes [s]."""
    found = []
    for _ in range(times):
        start = perf_counter()
        subprocess.run([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        found.append(perf_counter() - start)
    return found


def starts() -> Section:
    """How long before anything happens; leaves the compiled engine's machine code behind."""
    cold = _start(["-c", RUN.format("compiled")], 1)
    rows = {
        "nothing (`python -c pass`)": _start(["-c", "pass"], STARTS),
        "`import sim`": _start(["-c", "import sim"], STARTS),
        "`spc --help`": _start(["-m", "sim", "--help"], STARTS),
        "a month of the textbook firm on SimPy": _start(["-c", RUN.format("simpy")], FEW_STARTS),
        "the same, compiled, machine code kept": _start(["-c", RUN.format("compiled")], FEW_STARTS),
        "the same, compiled, no machine code yet": cold,
    }
    return Section(
        "Start",
        "Medians of fresh processes, from call to exit; one process for the last row.",
        ("", "seconds"),
        [(name, f"{median(found):.2f}") for name, found in rows.items()],
        "Without machine code the time is the compiler's, once for each version of the sources; "
        "with it, most is importing numba and reading the scenario.",
    )
