"""What happens next: a heap of timed events, and two queues of what follows at once.

The order is that of `sim.agents.clock.Clock`. Timed events are ordered by (time, class, entity,
sequence). What an event sets off at once happens before the next timed event, in the order in which
it was set off; a process that begins goes before a process that is notified, as in SimPy, where a
process is initialised as urgent and an event succeeds as normal.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.compiled.jit import compiled, spelled_out
from sim.units import Days

Array = NDArray[Any]

CLASS_BITS: Final = 40
"""Bits below the class of an event that hold the entity, as in the reference engine."""
ENTITY_MASK: Final = 2**CLASS_BITS - 1

NOTHING: Final = -1
"""Class of the event that comes when nothing is left to happen."""

AT_ONCE: Final = 0
"""Class of what another event sets off at once."""

EVENT: Final = np.dtype(
    [("time", np.float64), ("priority", np.int64), ("sequence", np.int64), ("what", np.int64)],
    align=True,
)

GROWTH: Final = 4
"""A heap that is full grows by this part of itself, so that growing stays rare."""

TIMED, SEQUENCE, FIRST_BEGINNING, END_BEGINNING, FIRST_NOTICE, END_NOTICE = range(6)
"""Places in `Calendar.counts`."""


class Calendar(NamedTuple):
    """All that is to happen; a copy of its arrays is a copy of the calendar."""

    timed: Array
    """Binary heap of `EVENT`, the earliest first."""
    beginnings: Array
    """Ring of what begins at once; its length is a power of two."""
    notices: Array
    """Ring of what is notified at once; its length is a power of two."""
    counts: Array
    """Timed events, the next sequence number, and the ends of both rings [count]."""
    now: Array
    """The moment, (1,) [day]."""
    grid: Array
    """Every moment is put off to the next multiple; 0 for moments as they come, (1,) [day]."""


class Event(NamedTuple):
    """What happens next."""

    time: Days
    kind: int
    """Class of event, from `sim.behaviour.order`; `AT_ONCE` or `NOTHING`."""
    entity: int
    """Who it happens to; 0 of what happens at once."""
    what: int
    """Whatever was noted with it."""


def empty(timed: int, beginnings: int, notices: int, grid: Days = 0.0) -> Calendar:
    """A calendar at time 0 in which nothing is to happen.

    Parameters
    ----------
    timed, beginnings, notices : int
        Events that it can hold, of those that follow at once at least [event].
    grid : float
        Every moment is put off to the next multiple of it; 0 for moments as they come [day].

    Returns
    -------
    Calendar
    """
    return Calendar(
        timed=np.zeros(timed, EVENT),
        beginnings=np.zeros(_length(beginnings), np.int64),
        notices=np.zeros(_length(notices), np.int64),
        counts=np.zeros(6, np.int64),
        now=np.zeros(1),
        grid=np.full(1, grid),
    )


def _length(events: int) -> int:
    """Length of a ring that holds so many."""
    return 1 << max(events - 1, 0).bit_length()


def enlarged(calendar: Calendar, timed: int, beginnings: int, notices: int) -> Calendar:
    """The same calendar with room for more.

    Parameters
    ----------
    calendar : Calendar
        Left as it is.
    timed, beginnings, notices : int
        Further events that it shall be able to hold [event].

    Returns
    -------
    Calendar
        What has room already is the same array as before.
    """
    counts = calendar.counts
    held = int(counts[TIMED])
    heap, wanted = calendar.timed, held + timed
    if wanted > len(heap):
        # A part of what is wanted, not of what is held: a small heap would grow by single events.
        heap = np.zeros(wanted + wanted // GROWTH, EVENT)
        heap[:held] = calendar.timed[:held]
    return calendar._replace(
        timed=heap,
        beginnings=_longer(
            calendar.beginnings, counts[FIRST_BEGINNING : END_BEGINNING + 1], beginnings
        ),
        notices=_longer(calendar.notices, counts[FIRST_NOTICE : END_NOTICE + 1], notices),
    )


def _longer(ring: Array, ends: Array, more: int) -> Array:
    """A ring with room for more, with all that it holds between its ends."""
    first, end = (int(one) for one in ends)
    wanted = end - first + more
    if wanted <= len(ring):
        return ring
    longer = np.zeros(_length(wanted), np.int64)
    places = np.arange(first, end)
    longer[places & (len(longer) - 1)] = ring[places & (len(ring) - 1)]
    return longer


@compiled
def has_room(calendar: Calendar, timed: int, beginnings: int, notices: int) -> bool:
    """Whether so many more events of each sort can be noted.

    Asked before an event is handled, so that a loop can stop, be given more room, and go on.
    """
    counts = calendar.counts
    return (
        counts[TIMED] + timed <= len(calendar.timed)
        and counts[END_BEGINNING] - counts[FIRST_BEGINNING] + beginnings <= len(calendar.beginnings)
        and counts[END_NOTICE] - counts[FIRST_NOTICE] + notices <= len(calendar.notices)
    )


@spelled_out
def _event(heap: Array, place: int) -> Any:
    """The event at a place, which is never negative: no look whether to count from the end."""
    return heap[np.uint64(place)]


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
    counts, grid = calendar.counts, calendar.grid[0]
    if grid > 0.0:
        time = np.ceil(time / grid) * grid
    priority = (kind << CLASS_BITS) + entity
    _rise(calendar.timed, counts[TIMED], time, priority, counts[SEQUENCE], what)
    counts[SEQUENCE] += 1
    counts[TIMED] += 1


@compiled
def _rise(heap: Array, place: int, time: float, priority: int, sequence: int, what: int) -> None:
    """Put an event where it belongs between a free place and the first."""
    while place > 0:
        above = (place - 1) >> 1
        if _is_before(_event(heap, above), time, priority, sequence):
            break
        _move(heap, above, place)
        place = above
    event = _event(heap, place)
    event.time = time
    event.priority = priority
    event.sequence = sequence
    event.what = what


@compiled
def _move(heap: Array, origin: int, place: int) -> None:
    """Copy an event by its fields: as a whole it would be copied byte by byte."""
    event, moved = _event(heap, place), _event(heap, origin)
    event.time = moved.time
    event.priority = moved.priority
    event.sequence = moved.sequence
    event.what = moved.what


@compiled
def begin(calendar: Calendar, what: int) -> None:
    """Let a process begin at once, after those that are about to."""
    ring, counts = calendar.beginnings, calendar.counts
    ring[counts[END_BEGINNING] & (len(ring) - 1)] = what
    counts[END_BEGINNING] += 1


@compiled
def notify(calendar: Calendar, what: int) -> None:
    """Let a process go on at once, after those that begin and those notified before."""
    ring, counts = calendar.notices, calendar.counts
    ring[counts[END_NOTICE] & (len(ring) - 1)] = what
    counts[END_NOTICE] += 1


@spelled_out
def has_come(calendar: Calendar, time: Days, kind: int) -> bool:
    """Whether all is over that comes before the first event of a class at a moment."""
    counts = calendar.counts
    return (
        counts[TIMED] > 0
        and calendar.timed[0].time >= time
        and (calendar.timed[0].time > time or calendar.timed[0].priority >= kind << CLASS_BITS)
        and counts[FIRST_BEGINNING] == counts[END_BEGINNING]
        and counts[FIRST_NOTICE] == counts[END_NOTICE]
    )


@compiled
def first(calendar: Calendar) -> int:
    """What was noted with whatever happens next."""
    counts = calendar.counts
    if counts[FIRST_BEGINNING] < counts[END_BEGINNING]:
        return calendar.beginnings[counts[FIRST_BEGINNING] & (len(calendar.beginnings) - 1)]
    if counts[FIRST_NOTICE] < counts[END_NOTICE]:
        return calendar.notices[counts[FIRST_NOTICE] & (len(calendar.notices) - 1)]
    return calendar.timed[0].what


@compiled
def next_event(calendar: Calendar) -> Event:
    """Take out what happens next, and set the clock to it."""
    counts = calendar.counts
    if counts[FIRST_BEGINNING] < counts[END_BEGINNING]:
        place = counts[FIRST_BEGINNING] & (len(calendar.beginnings) - 1)
        counts[FIRST_BEGINNING] += 1
        return Event(calendar.now[0], AT_ONCE, 0, calendar.beginnings[place])
    if counts[FIRST_NOTICE] < counts[END_NOTICE]:
        place = counts[FIRST_NOTICE] & (len(calendar.notices) - 1)
        counts[FIRST_NOTICE] += 1
        return Event(calendar.now[0], AT_ONCE, 0, calendar.notices[place])
    if counts[TIMED] == 0:
        return Event(calendar.now[0], NOTHING, 0, 0)
    event = _noted(calendar.timed[0])
    calendar.now[0] = event.time
    counts[TIMED] -= 1
    if counts[TIMED] > 0:
        _close_gap(calendar.timed, counts[TIMED])
    return event


@compiled
def _noted(noted: Any) -> Event:
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
            other = _event(heap, right)
            if not _is_before(_event(heap, below), other.time, other.priority, other.sequence):
                below = right
        _move(heap, below, place)
        place, below = below, 2 * below + 1
    last = _event(heap, size)
    _rise(heap, place, last.time, last.priority, last.sequence, last.what)
