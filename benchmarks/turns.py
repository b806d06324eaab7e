"""Programs by turns, so that whatever else the machine does meets all of them."""

from collections.abc import Callable, Mapping
from time import process_time


def seconds(programs: Mapping[str, Callable[[int], object]], rounds: int) -> dict[str, list[float]]:
    """Processor time of each program in each round [s].

    Parameters
    ----------
    programs : Mapping of str to callable
        Each takes a seed.
    rounds : int
        Each with a seed of its own.

    Returns
    -------
    dict of str to list of float
        By the name of the program.
    """
    found: dict[str, list[float]] = {name: [] for name in programs}
    for seed in range(rounds):
        for name, program in programs.items():
            start = process_time()
            program(seed)
            found[name].append(process_time() - start)
    return found
