"""The points of a sweep: what each sets every varied value to."""

from collections.abc import Sequence
from itertools import product
from typing import Final

from sim import randomness as rnd
from sim.analysis import design, sensitivity
from sim.analysis.design import Points
from sim.errors import UsageError
from sim.scenarios.schema.sweep import Sweep
from sim.scenarios.varied import Factor, Value

MOST: Final = 1_000_000
"""Points that a sweep may have [count]."""

Point = tuple[Value | None, ...]
"""A value for each factor; None leaves it as the question has it."""


def points(sweep: Sweep, factors: Sequence[Factor], seed: int) -> list[Point]:
    """Points of a sweep in their order.

    Parameters
    ----------
    sweep : Sweep
        Design and size.
    factors : sequence of Factor
        What is varied, at least one.
    seed : int
        Seed of all random numbers.

    Returns
    -------
    list of Point

    Raises
    ------
    UsageError
        When there are more than `MOST`, or the design needs an extra that is missing.
    """
    count = 1
    for factor in factors:
        count *= len(factor.spaced())
    if sweep.design == "grid":
        if count > MOST:
            raise UsageError(
                f"the grid has {count:,} points, more than {MOST:,}; take fewer levels, or "
                "design: latin_hypercube"
            )
        return list(product(*(factor.spaced() for factor in factors)))
    if sweep.design == "one_at_a_time":
        return _one_at_a_time(factors)
    unit = unit_points(sweep, len(factors), seed)
    return [
        tuple(factor.at(float(share)) for factor, share in zip(factors, row, strict=True))
        for row in unit
    ]


def unit_points(sweep: Sweep, d: int, seed: int) -> Points:
    """Points of a design in the unit cube, before they are scaled to the values' ranges.

    Parameters
    ----------
    sweep : Sweep
        A design that is not counted by levels.
    d : int
        Values varied.
    seed : int
        Seed of all random numbers.

    Returns
    -------
    Points, (n, d)
    """
    key = points_key(seed)
    match sweep.design:
        case "latin_hypercube":
            return design.latin_hypercube(sweep.size, d, key)
        case "sobol_sequence":
            return design.sobol(sweep.size, d)
        case "morris":
            return sensitivity.morris_points(d, sweep.size, key)
        case _:
            return sensitivity.saltelli_points(d, sweep.size, key)


def points_key(seed: int) -> int:
    """Key of the random numbers that choose points [-]."""
    return rnd.entity_key(seed, 0, rnd.KIND_EXPERIMENT, 0)


def _one_at_a_time(factors: Sequence[Factor]) -> list[Point]:
    """The question as it is, then each value at its levels, the others as they are."""
    found: list[Point] = [(None,) * len(factors)]
    for position, factor in enumerate(factors):
        for value in factor.spaced():
            point: list[Value | None] = [None] * len(factors)
            point[position] = value
            found.append(tuple(point))
    return found
