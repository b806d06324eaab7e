"""What happens next: a heap of timed events, and two queues of what follows at once.

The order is that of `sim.agents.clock.Clock`. Timed events are ordered by (time, class, entity,
sequence). What an event sets off at once happens before the next timed event, in the order in which
it was set off; a process that begins goes before a process that is notified, as in SimPy, where a
process is initialised as urgent and an event succeeds as normal.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.compiled.jit import compiled
from sim.units import Days

Array = NDArray[Any]

CLASS_BITS: Final = 40
"""Bits below the class of an event that hold the entity, as in the reference engine."""
ENTITY_MASK: Final = 2**CLASS_BITS - 1

NOTHING: Final = -1
"""Class of the event that comes when nothing is left to happen."""

EVENT: Final = np.dtype(
    [("time", np.float64), ("priority", np.int64), ("sequence", np.int64), ("what", np.int64)],
    align=True,
)

TIMED, SEQUENCE, FIRST_BEGINNING, END_BEGINNING, FIRST_NOTICE, END_NOTICE = range(6)
"""Places in `Calendar.counts`."""


class Calendar(NamedTuple):
    """All that is to happen; a copy of its arrays is a copy of the calendar."""

    timed: Array
    """Binary heap of `EVENT`, the earliest first."""
    beginnings: Array
    """Ring of `EVENT`: processes that begin at once; its length is a power of two."""
    notices: Array
    """Ring of `EVENT`: processes that are notified at once; its length is a power of two."""
    counts: Array
    """Timed events, the next sequence number, and the ends of both rings [count]."""
    now: Array
    """The moment, (1,) [day]."""


class Event(NamedTuple):
    """What happens next."""

    time: Days
    kind: int
    """Class of event, from `sim.behaviour.order` or a code of the engine's own."""
    entity: int
    what: int
    """Whatever was noted with it."""


def empty(room: int) -> Calendar:
    """A calendar at time 0 in which nothing is to happen.

    Parameters
    ----------
    room : int
        Events that it can hold of each sort, at least [event].

    Returns
    -------
    Calendar
    """
    length = 1 << max(room - 1, 0).bit_length()
    return Calendar(
        timed=np.zeros(length, EVENT),
        beginnings=np.zeros(length, EVENT),
        notices=np.zeros(length, EVENT),
        counts=np.zeros(6, np.int64),
        now=np.zeros(1),
    )


def enlarged(calendar: Calendar, room: int) -> Calendar:
    """The same calendar with more room.

    Parameters
    ----------
    calendar : Calendar
        Left as it is.
    room : int
        Further events that it shall be able to hold of each sort [event].

    Returns
    -------
    Calendar
    """
    counts = calendar.counts
    held = max(
        counts[TIMED],
        counts[END_BEGINNING] - counts[FIRST_BEGINNING],
        counts[END_NOTICE] - counts[FIRST_NOTICE],
    )
    larger = empty(int(held) + room)
    larger.now[:] = calendar.now
    larger.counts[:] = counts
    larger.timed[: counts[TIMED]] = calendar.timed[: counts[TIMED]]
    for old, new, first, end in (
        (calendar.beginnings, larger.beginnings, FIRST_BEGINNING, END_BEGINNING),
        (calendar.notices, larger.notices, FIRST_NOTICE, END_NOTICE),
    ):
        places = np.arange(counts[first], counts[end])
        new[places & (len(new) - 1)] = old[places & (len(old) - 1)]
    return larger


@compiled
def has_room(calendar: Calendar, n: int) -> bool:
    """Whether n more events of each sort can be noted.

    Asked before an event is handled, so that a loop can stop, be given more room, and go on.
    """
    counts = calendar.counts
    return (
        counts[TIMED] + n <= len(calendar.timed)
        and counts[END_BEGINNING] - counts[FIRST_BEGINNING] + n <= len(calendar.beginnings)
        and counts[END_NOTICE] - counts[FIRST_NOTICE] + n <= len(calendar.notices)
    )


@compiled
def _is_before(one: Any, time: float, priority: int, sequence: int) -> bool:
    """Whether an event comes before another."""
    if one.time != time:
        return one.time < time
    if one.priority != priority:
        return one.priority < priority
    return one.sequence < sequence


@compiled
def at(calendar: Calendar, time: float, kind: int, entity: int, what: int) -> None:
    """Note an event for a moment, now or later."""
    counts = calendar.counts
    priority = (kind << CLASS_BITS) + entity
    _rise(calendar.timed, counts[TIMED], time, priority, counts[SEQUENCE], what)
    counts[SEQUENCE] += 1
    counts[TIMED] += 1


@compiled
def _rise(heap: Array, place: int, time: float, priority: int, sequence: int, what: int) -> None:
    """Put an event where it belongs between a free place and the first."""
    while place > 0:
        above = (place - 1) >> 1
        if _is_before(heap[above], time, priority, sequence):
            break
        heap[place] = heap[above]
        place = above
    heap[place].time = time
    heap[place].priority = priority
    heap[place].sequence = sequence
    heap[place].what = what


@compiled
def begin(calendar: Calendar, kind: int, entity: int, what: int) -> None:
    """Let a process begin at once, after those that are about to."""
    ring, counts = calendar.beginnings, calendar.counts
    _put(ring, counts[END_BEGINNING], calendar.now[0], kind, entity, what)
    counts[END_BEGINNING] += 1


@compiled
def notify(calendar: Calendar, kind: int, entity: int, what: int) -> None:
    """Let a process go on at once, after those that begin and those notified before."""
    ring, counts = calendar.notices, calendar.counts
    _put(ring, counts[END_NOTICE], calendar.now[0], kind, entity, what)
    counts[END_NOTICE] += 1


@compiled
def _put(ring: Array, end: int, time: float, kind: int, entity: int, what: int) -> None:
    place = end & (len(ring) - 1)
    ring[place].time = time
    ring[place].priority = (kind << CLASS_BITS) + entity
    ring[place].what = what


@compiled
def next_event(calendar: Calendar) -> Event:
    """Take out what happens next, and set the clock to it."""
    counts = calendar.counts
    if counts[FIRST_BEGINNING] < counts[END_BEGINNING]:
        place = counts[FIRST_BEGINNING] & (len(calendar.beginnings) - 1)
        counts[FIRST_BEGINNING] += 1
        return _event(calendar.beginnings[place])
    if counts[FIRST_NOTICE] < counts[END_NOTICE]:
        place = counts[FIRST_NOTICE] & (len(calendar.notices) - 1)
        counts[FIRST_NOTICE] += 1
        return _event(calendar.notices[place])
    if counts[TIMED] == 0:
        return Event(calendar.now[0], NOTHING, 0, 0)
    event = _event(calendar.timed[0])
    calendar.now[0] = event.time
    counts[TIMED] -= 1
    if counts[TIMED] > 0:
        _close_gap(calendar.timed, counts[TIMED])
    return event


@compiled
def _event(noted: Any) -> Event:
    return Event(noted.time, noted.priority >> CLASS_BITS, noted.priority & ENTITY_MASK, noted.what)


@compiled
def _close_gap(heap: Array, size: int) -> None:
    """Move events up into the first place, and the last one, left over, where it belongs.

    Straight down to a leaf and up again, as `heapq` does it: the last event is a late one.
    """
    place, below = 0, 1
    while below < size:
        right = below + 1
        if right < size:
            other = heap[right]
            if not _is_before(heap[below], other.time, other.priority, other.sequence):
                below = right
        heap[place] = heap[below]
        place, below = below, 2 * below + 1
    last = heap[size]
    _rise(heap, place, last.time, last.priority, last.sequence, last.what)
