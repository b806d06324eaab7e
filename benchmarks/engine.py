"""Speed of the engine beside a yardstick, its memory, and how fast the command line starts.

Run ``python -m benchmarks.engine`` from the top of the checkout; ``--write`` keeps the result in
docs/performance.md. Both programs run by turns in one process, so that whatever else the machine
does meets both; the ratio is what can be compared between machines.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks import micro_model

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
ROUNDS = 7
STARTS = 15
STARTED = {
    "nothing (`python -c pass`)": ("-c", "pass"),
    "`import sim`": ("-c", "import sim"),
    "`spc --help`": ("-m", "sim", "--help"),
}


def textbook() -> Callable[[int], int]:
    """The engine on the textbook firm: contacts of one run by seed."""
    import sim
    from sim.records import CHANNELS
    from sim.scenarios.resolve import plans

    plan = plans(sim.load("firms/textbook").scenario)["base"]
    offered = CHANNELS.column("offered")
    return lambda seed: int(sim.simulate(plan, seed, 0).channels[:, :, offered].sum())


PROGRAMS = {"engine": textbook, "yardstick": lambda: micro_model.run}


def rate(program: Callable[[int], int], seed: int) -> float:
    """Contacts per second of processor time [contact/s]."""
    start = process_time()
    contacts = program(seed)
    return contacts / (process_time() - start)


def in_turns(rounds: int) -> dict[str, list[float]]:
    """Rates of both programs, by turns [contact/s]."""
    programs = {name: make() for name, make in PROGRAMS.items()}
    rates: dict[str, list[float]] = {name: [] for name in programs}
    for seed in range(rounds):
        for name, program in programs.items():
            rates[name].append(rate(program, seed))
    return rates


def peak_memory(name: str) -> float:
    """Largest memory of a process that runs one program once [MB]."""
    words = [sys.executable, "-m", "benchmarks.engine", "--peak", name]
    return float(subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout)


def start_time(words: Sequence[str]) -> float:
    """Median time from call to exit of a fresh Python [s]."""
    seconds = []
    for _ in range(STARTS):
        start = perf_counter()
        subprocess.run([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        seconds.append(perf_counter() - start)
    return median(seconds)


def spread(values: Sequence[float], digits: int = 0) -> str:
    """Least, median and largest value, for one cell each."""
    return " | ".join(f"{x:,.{digits}f}" for x in (min(values), median(values), max(values)))


def processor() -> str:
    """Model of the processor, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def measured() -> str:
    """The page: everything measured, and on what."""
    # Memory first: a new process begins with the peak of the one that starts it.
    peaks = {name: peak_memory(name) for name in PROGRAMS}
    rates = in_turns(ROUNDS)
    ratios = [
        ours / theirs for ours, theirs in zip(rates["engine"], rates["yardstick"], strict=True)
    ]
    packages = ", ".join(f"{name} {version(name)}" for name in ("simpy", "numpy"))
    lines = [
        "# Performance\n",
        "Written by `make bench`; never a test, because machines differ: compare ratios.\n",
        f"Machine: {processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}.\n",
        "## Speed\n",
        f"Contacts per second of processor time on one core, {ROUNDS} rounds by turns. The engine "
        "runs the textbook firm (3,000 people, three teams, five channels, four years); the "
        "yardstick is `benchmarks/micro_model.py`, customers who queue and nothing else.\n",
        "| | least | median | largest |",
        "|---|---|---|---|",
        f"| engine [contact/s] | {spread(rates['engine'])} |",
        f"| yardstick [contact/s] | {spread(rates['yardstick'])} |",
        f"| engine / yardstick | {spread(ratios, 3)} |\n",
        "## Memory\n",
        "Largest memory of a process that runs each once. Tables are monthly, so it does not grow "
        "with the number of contacts.\n",
        "| | peak [MB] |",
        "|---|---|",
        *(f"| {name} | {peak:.0f} |" for name, peak in peaks.items()),
        "\n## Start\n",
        f"Median of {STARTS} fresh processes, from call to exit.\n",
        "| | [s] |",
        "|---|---|",
        *(f"| {name} | {start_time(words):.2f} |" for name, words in STARTED.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print; keep the page when asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    parser.add_argument("--peak", choices=PROGRAMS, help="run one program, print its memory [MB]")
    asked = parser.parse_args()
    if asked.peak:
        PROGRAMS[asked.peak]()(1)
        kilobyte = 1024 if sys.platform == "darwin" else 1  # Linux counts kilobytes, macOS bytes
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / kilobyte / 1024)
        return
    page = measured()
    print(page)
    if asked.write:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
