"""Both engines side by side: what they return is compared byte by byte."""

import importlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, seed, settings

from sim.engine import LOGS, simpy_engine
from sim.engine.parting import parting
from sim.parameters import Plan
from sim.records import Records
from sim.report.text import parted

pytest.importorskip("numba", reason="the extra `fast` is not installed")
actions = importlib.import_module("sim.engine.compiled.actions")
building = importlib.import_module("sim.engine.compiled.building")
calendar = importlib.import_module("sim.engine.compiled.calendar")
engine = importlib.import_module("sim.engine.compiled.engine")
loop = importlib.import_module("sim.engine.compiled.loop")
view = importlib.import_module("sim.engine.compiled.view")

ACTIONS: dict[str, int] = {
    name: value
    for name, value in vars(actions).items()
    if isinstance(value, int) and not name.endswith(("_SHIFT", "_MASK"))
}
"""Everything that an event of the compiled engine can call for."""

EVERY_LOG = frozenset(LOGS)


def agree(plan: Plan, seed: int, replication: int = 0, grid: float = 0.0) -> Records:
    """What both engines return; fails where they part."""
    expected = simpy_engine.run(plan, seed, replication, EVERY_LOG, grid)
    found = engine.run(plan, seed, replication, EVERY_LOG, grid)
    same(found, expected)
    return expected


def same(found: Records, expected: Records) -> None:
    """Fail unless every table is the same in its type, its shape and every byte."""
    apart = list(differences(found, expected))
    assert not apart, "\n".join([parted("run", parting(expected, found)), *apart])


def differences(found: Records, expected: Records) -> Iterator[str]:
    """What differs, a line for each table."""
    for name, one, other in zip(Records._fields, found, expected, strict=True):
        if (one.dtype, one.shape) != (other.dtype, other.shape):
            yield f"{name}: {one.dtype} {one.shape}, expected {other.dtype} {other.shape}"
        elif one.tobytes() != other.tobytes():
            cells = np.argwhere(bits(one) != bits(other))
            first = tuple(int(place) for place in cells[0])
            where = f"{name}{list(first)} and {len(cells) - 1} more"
            yield f"{where}: {one[first]!r}, expected {other[first]!r}"


def bits(table: np.ndarray) -> np.ndarray:
    """The bits of each number, so that -0.0 is not 0.0 and one NaN is like another."""
    return np.ascontiguousarray(table).view(np.int64)


def often(examples: int, number: int) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Let a property be tried with so many examples, always the same ones for a number."""

    def decorated(tried: Callable[..., None]) -> Callable[[], None]:
        found: Callable[[], None] = seed(number)(
            settings(
                max_examples=examples,
                database=None,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            )(tried)
        )
        return found

    return decorated


def step_by_step(plan: Plan, seed: int, grid: float = 0.0) -> tuple[Any, set[int]]:
    """The compiled engine's world at the end, stopped after every event, and all it has done."""
    world = building.new_world(plan, seed, 0, EVERY_LOG, grid)
    done = set()
    loop.set_up(view.View(world))
    while True:
        seen, follows = view.View(world), loop.PAUSED
        while follows == loop.PAUSED:
            done.add(next_word(world.calendar) & actions.ACTION_MASK)
            follows = loop.live(seen, 1)
        if follows == loop.OVER:
            return world, done
        world = building.with_more_room(world, loop.wanted(seen))


def next_word(book: Any) -> int:
    """What was noted with whatever happens next, read without machine code."""
    counts = book.counts
    if counts[calendar.FIRST_BEGINNING] < counts[calendar.END_BEGINNING]:
        ring, place = book.beginnings, counts[calendar.FIRST_BEGINNING]
    elif counts[calendar.FIRST_NOTICE] < counts[calendar.END_NOTICE]:
        ring, place = book.notices, counts[calendar.FIRST_NOTICE]
    else:
        return int(book.timed["what"][0])
    return int(ring[place & (len(ring) - 1)])
