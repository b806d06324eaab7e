"""Contacts wait in a queue: best class first, first come first served, some give up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.agents.world import World
from sim.behaviour import order
from sim.units import Days

if TYPE_CHECKING:
    from sim.agents.channel import Visit


class Queue:
    """Waiting contacts by class, each class in order of arrival."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.n_waiting = 0
        self._classes: dict[int, dict[int, Visit]] = {}
        """Waiting contacts by ticket, by class."""
        self._ticket = 0

    def join(self, visit: Visit, patience: Days | None) -> None:
        """Let a contact wait, until its patience ends if it has one."""
        world = self.world
        ticket = self._ticket
        self._ticket += 1
        self._classes.setdefault(visit.queue_class, {})[ticket] = visit
        self.n_waiting += 1
        if patience is not None:
            ends = world.clock.at(
                world.clock.now + patience, order.PATIENCE_END, visit.customer.index
            )
            ends.callbacks.append(lambda _: self._patience_ends(visit, ticket))

    def _patience_ends(self, visit: Visit, ticket: int) -> None:
        """Take a contact out if it still waits."""
        if self._classes[visit.queue_class].pop(ticket, None) is not None:
            self.n_waiting -= 1
            visit.channel.give_up(visit)

    def next_visit(self) -> Visit | None:
        """Contact to serve next, taken out of the queue."""
        if self.n_waiting == 0:
            return None
        first = min(queue_class for queue_class, waiting in self._classes.items() if waiting)
        waiting = self._classes[first]
        self.n_waiting -= 1
        return waiting.pop(next(iter(waiting)))
