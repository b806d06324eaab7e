"""Measure everything: ``python -m benchmarks`` from the top of the checkout.

``--write`` keeps the result in docs/performance.md. It needs the extra ``fast``, some minutes and
a machine that does nothing else. Ratios are what can be compared between machines.
"""

import argparse
import os
import tempfile

from benchmarks import processes

PAGE = processes.ROOT / "docs" / "performance.md"


def measured() -> str:
    """The page: everything measured, and on what."""
    # Fresh processes first: a new one begins with the peak of memory of the one that starts it.
    fresh = [processes.starts(), processes.memory()]
    from benchmarks import machine, speed, sweeps, threads
    from benchmarks.page import markdown

    sections = [speed.micro(), speed.textbook(), speed.growth(), threads.measured()]
    sections += [sweeps.measured(), *fresh]
    head = (
        "# Performance\n\n"
        "Written by `make bench`; never a test, because machines differ: compare ratios. A wish is "
        "what the engine was built for; a page from a busy machine may miss one.\n\n"
        f"Machine: {machine.described()}\n"
    )
    return "\n".join([head, *(markdown(section) for section in sections)])


def main() -> None:
    """Measure and print; keep the page when asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name} in docs/")
    parser.add_argument("--peak", type=int, help="only run so many people, print the memory [byte]")
    asked = parser.parse_args()
    if asked.peak:
        processes.peak(asked.peak)
        return
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache  # so that the first run finds no machine code
        page = measured()
    print(page)
    if asked.write:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
