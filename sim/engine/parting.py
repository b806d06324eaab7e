"""Where two runs of the same plan part: the first event that differs, and the tables that do."""

from typing import Final, NamedTuple

import numpy as np

from sim.behaviour.order import NAMES
from sim.records import EVENTS, Array, Records

KIND: Final = EVENTS.column("kind")
ENTITY: Final = EVENTS.column("entity")
TIME: Final = EVENTS.column("time")

NEVER: Final = -1
"""Number of the first event that differs where none does."""


class Parting(NamedTuple):
    """How two runs compare; both kept the log of events."""

    events: int
    """Events of the first run [event]."""
    number: int
    """Number of the first event that differs, from 0; `NEVER` when none does [-]."""
    one: str
    """That event of the first run in words; empty when none differs."""
    other: str
    """That event of the second run in words; empty when none differs."""
    tables: tuple[str, ...]
    """Names of the tables that differ in shape or in any byte."""


def parting(one: Records, other: Records) -> Parting:
    """Compare two runs byte by byte.

    Parameters
    ----------
    one, other : Records
        Runs of the same plan, seed and replication with the log of events.

    Returns
    -------
    Parting
    """
    tables = tuple(
        name for name in Records._fields if not _is_same(getattr(one, name), getattr(other, name))
    )
    number = _first_difference(one.events, other.events)
    if number == NEVER:
        return Parting(len(one.events), NEVER, "", "", tables)
    return Parting(
        len(one.events), number, _event(one.events, number), _event(other.events, number), tables
    )


def _is_same(one: Array, other: Array) -> bool:
    return one.shape == other.shape and one.tobytes() == other.tobytes()


def _first_difference(one: Array, other: Array) -> int:
    """Row in which two logs differ first."""
    both = min(len(one), len(other))
    rows = np.flatnonzero((one[:both] != other[:both]).any(axis=1))
    if len(rows) > 0:
        return int(rows[0])
    return NEVER if len(one) == len(other) else both


def _event(events: Array, number: int) -> str:
    """An event in words."""
    if number >= len(events):
        return "nothing any more"
    row = events[number]
    return f"day {float(row[TIME])!r}: {NAMES[int(row[KIND])]}, entity {int(row[ENTITY])}"
