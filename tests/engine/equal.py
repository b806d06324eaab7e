"""Both engines side by side: what they return is compared byte by byte."""

import importlib
from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest

from sim.behaviour import order
from sim.engine import LOGS, simpy_engine
from sim.parameters import Plan
from sim.records import Records

pytest.importorskip("numba", reason="the extra `fast` is not installed")
engine = importlib.import_module("sim.engine.compiled.engine")

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
    assert not apart, "\n".join([parting(found.events, expected.events), *apart])


def differences(found: Records, expected: Records) -> Iterator[str]:
    """What differs, a line for each table."""
    for name, one, other in zip(Records._fields, found, expected, strict=True):
        if (one.dtype, one.shape) != (other.dtype, other.shape):
            yield f"{name}: {one.dtype} {one.shape}, expected {other.dtype} {other.shape}"
        elif one.tobytes() != other.tobytes():
            cells = np.argwhere(bits(one) != bits(other))
            first = tuple(int(place) for place in cells[0])
            yield f"{name}{list(first)}: {one[first]!r}, expected {other[first]!r}; {len(cells)} cells"


def bits(table: np.ndarray) -> np.ndarray:
    """The bits of each number, so that -0.0 is not 0.0 and one NaN is like another."""
    return np.ascontiguousarray(table).view(np.int64)


def parting(found: np.ndarray, expected: np.ndarray) -> str:
    """The first event that is not the same in two logs."""
    pairs = zip(as_events(found), as_events(expected), strict=False)
    for number, (one, other) in enumerate(pairs):
        if one != other:
            return f"event {number}: {one}, expected {other}"
    if len(found) != len(expected):
        longer = found if len(found) > len(expected) else expected
        number = min(len(found), len(expected))
        last = next(islice(as_events(longer), number, None))
        return f"event {number}: only one engine knows {last}"
    return "the same events in the same order"


def as_events(log: np.ndarray) -> Iterator[tuple[float, str, int]]:
    """Rows of an event log, in words."""
    return ((float(time), order.NAMES[int(kind)], int(who)) for time, kind, who in log)
