"""A SimPy environment in which simultaneous events have one defined order."""

from heapq import heappush
from typing import Final

import numpy as np
import simpy
from simpy.events import EventPriority

from sim.units import Days

CLASS_BITS: Final = 40
"""Bits below the class of an event that hold the entity."""


class Clock(simpy.Environment):
    """SimPy's event loop with (time, class, entity, sequence) as its order.

    SimPy orders by (time, priority, sequence). Class and entity are packed into the priority;
    both are above SimPy's own priorities 0 and 1, so that whatever an event sets off at once
    happens before the next timed event of the same moment.

    Parameters
    ----------
    grid : float
        Every moment is put off to the next multiple of it, so that many events coincide; 0 for
        moments as they come. For tests alone [day].
    """

    def __init__(self, grid: Days = 0.0) -> None:
        super().__init__()
        self.grid = grid
        self.log: list[tuple[float, int, int]] | None = None

    def at(self, time: Days, kind: int, entity: int) -> simpy.Event:
        """Event that happens at an absolute time.

        Parameters
        ----------
        time : float
            Moment, >= now [day].
        kind : int
            Class of event, from `sim.behaviour.order` [-].
        entity : int
            Who it happens to, 0 .. 2**40 - 1 [-].

        Returns
        -------
        simpy.Event
            Already scheduled; yield it or append a callback.
        """
        if self.grid > 0.0:
            time = float(np.ceil(time / self.grid)) * self.grid
        event = simpy.Event(self)
        event._ok = True
        event._value = None
        # Environment.schedule would add a delay to now, which need not give `time` back exactly.
        priority = EventPriority((kind << CLASS_BITS) + entity)
        heappush(self._queue, (time, priority, next(self._eid), event))
        if self.log is not None:
            log = self.log
            event.callbacks.append(lambda _: log.append((time, kind, entity)))
        return event
