"""The micro-model as the compiled engine does it: its calendar, records in memory, one loop."""

from typing import Any, Final, NamedTuple

import numpy as np
from numba.extending import register_jitable
from numpy.typing import NDArray

from benchmarks.micro import rules
from sim.behaviour import order
from sim.engine.compiled import calendar
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.view import View
from sim.randomness import KIND_PERSON, entity_key

for rule in (
    rules.think,
    rules.queue,
    rules.service,
    rules.patience,
    rules.satisfaction,
    rules.leaves,
):
    register_jitable(rule)

NOBODY: Final = -1
FEW: Final = 2
"""Events that one event notes at most: the next need and the next service."""

CUSTOMER: Final = np.dtype(
    [
        ("key", np.uint64),
        ("satisfaction", np.float64),
        ("asked", np.float64),
        ("wait", np.float64),
        ("visit", np.int32),
        ("queue", np.int32),
        ("previous", np.int32),
        ("next", np.int32),
        ("is_waiting", np.bool_),
    ],
    align=True,
)
QUEUE: Final = np.dtype([("idle", np.int64), ("first", np.int64), ("last", np.int64)], align=True)

Array = NDArray[Any]


class World(NamedTuple):
    """All there is."""

    calendar: calendar.Calendar
    customers: Array
    queues: Array
    log: Array
    n_visits: Array


@compiled
def _set_up(w: Any, seed: int) -> None:
    """Everybody begins to think."""
    for index in range(len(w.customers)):
        customer = w.customers[index]
        customer.key = entity_key(seed, 0, KIND_PERSON, index)
        customer.satisfaction = rules.FIRST_SATISFACTION
        _think(w, index)


@compiled
def _live(w: Any) -> bool:
    """Live until the run is over or the calendar is full; whether it is over."""
    while calendar.has_room(w.calendar, FEW, 0, 0):
        event = calendar.next_event(w.calendar)
        if event.kind == calendar.NOTHING or event.time >= rules.HORIZON_DAYS:
            return True
        if event.kind == order.NEED:
            _ask(w, event.entity)
        elif event.kind == order.SERVICE_END:
            _has_been_served(w, event.entity)
        else:
            _give_up(w, event.entity, event.what)
    return False


@compiled
def _think(w: Any, index: int) -> None:
    customer = w.customers[index]
    time = w.calendar.now[0] + rules.think(customer.key, customer.visit)
    calendar.at(w.calendar, time, order.NEED, index, customer.visit)


@compiled
def _ask(w: Any, index: int) -> None:
    customer = w.customers[index]
    now = w.calendar.now[0]
    customer.asked = now
    customer.queue = rules.queue(customer.key, customer.visit)
    queue = w.queues[customer.queue]
    if queue.idle > 0:
        queue.idle -= 1
        _be_served(w, index)
        return
    customer.is_waiting = True
    customer.next = NOBODY
    customer.previous = queue.last
    if queue.last == NOBODY:
        queue.first = index
    else:
        w.customers[queue.last].next = index
    queue.last = index
    time = now + rules.patience(customer.key, customer.visit)
    calendar.at(w.calendar, time, order.PATIENCE_END, index, customer.visit)


@compiled
def _leave_queue(w: Any, index: int) -> None:
    customer = w.customers[index]
    queue = w.queues[customer.queue]
    if customer.previous == NOBODY:
        queue.first = customer.next
    else:
        w.customers[customer.previous].next = customer.next
    if customer.next == NOBODY:
        queue.last = customer.previous
    else:
        w.customers[customer.next].previous = customer.previous
    customer.is_waiting = False


@compiled
def _be_served(w: Any, index: int) -> None:
    customer = w.customers[index]
    now = w.calendar.now[0]
    customer.wait = now - customer.asked
    time = now + rules.service(customer.key, customer.visit)
    calendar.at(w.calendar, time, order.SERVICE_END, index, customer.visit)


@compiled
def _has_been_served(w: Any, index: int) -> None:
    queue = w.queues[w.customers[index].queue]
    _close(w, index, 1.0)
    following = queue.first
    if following == NOBODY:
        queue.idle += 1
    else:
        _leave_queue(w, following)
        _be_served(w, following)


@compiled
def _give_up(w: Any, index: int, visit: int) -> None:
    customer = w.customers[index]
    if customer.is_waiting and customer.visit == visit:
        _leave_queue(w, index)
        customer.wait = w.calendar.now[0] - customer.asked
        _close(w, index, 0.0)


@compiled
def _close(w: Any, index: int, is_served: float) -> None:
    customer = w.customers[index]
    customer.satisfaction = rules.satisfaction(customer.satisfaction, is_served)
    line = w.log[w.n_visits[0]]
    w.n_visits[0] += 1
    line[0] = w.calendar.now[0]
    line[1] = index
    line[2] = customer.wait
    line[3] = customer.satisfaction
    stays = not rules.leaves(customer.key, customer.visit, customer.satisfaction)
    customer.visit += 1
    if stays:
        _think(w, index)


def run(seed: int, customers: int) -> rules.Log:
    """Visits of two years."""
    queues = np.full(rules.QUEUES, NOBODY, QUEUE)
    queues["idle"] = rules.servers(customers)
    world = World(
        calendar=calendar.empty(customers + FEW, 0, 0),
        customers=np.zeros(customers, CUSTOMER),
        queues=queues,
        log=rules.empty_log(customers),
        n_visits=np.zeros(1, np.int64),
    )
    _set_up(View(world), seed)
    while not _live(View(world)):
        world = world._replace(calendar=calendar.enlarged(world.calendar, FEW, 0, 0))
    return world.log[: world.n_visits[0]]
