"""A compiled run in which nothing has room to spare, at any moment."""

from typing import Any

import numpy as np

from sim.parameters import Plan
from sim.records import Records
from tests.engine.equal import EVERY_LOG, building, calendar, loop, view


def run_without_spare_room(plan: Plan, seed: int, grid: float = 0.0) -> tuple[Records, int]:
    """What it returns, and how often it had to ask for room."""
    world = building.new_world(plan, seed, 0, EVERY_LOG, grid)
    loop.set_up(view.View(world))
    world = without_spare_room(without_cases(world))
    n_asked = 0
    while (reason := loop.live(view.View(world), 1)) != loop.OVER:
        if reason == loop.FULL:
            n_asked += 1
            world = building.with_more_room(world, loop.wanted(view.View(world)))
        else:
            world = without_spare_room(world)
    return building.records_of(world), n_asked


def without_cases(world: Any) -> Any:
    """The world without the rows for cases, as long as it needs none."""
    state = world.firm[0]
    assert state["n_free_cases"] == len(world.cases)
    state["n_free_cases"] = 0
    return world._replace(cases=world.cases[:0].copy(), free_cases=world.free_cases[:0].copy())


def without_spare_room(world: Any) -> Any:
    """The same world cut down to what it holds."""
    state, book = world.firm[0], world.calendar
    counts = book.counts
    return world._replace(
        calendar=book._replace(
            timed=book.timed[: counts[calendar.TIMED]].copy(),
            beginnings=shortest(
                book.beginnings, counts[calendar.FIRST_BEGINNING], counts[calendar.END_BEGINNING]
            ),
            notices=shortest(
                book.notices, counts[calendar.FIRST_NOTICE], counts[calendar.END_NOTICE]
            ),
        ),
        employees=world.employees[: max(state["n_employees"], 1)].copy(),
        contacts=world.contacts[: max(state["n_contacts"], 1)].copy(),
        events=world.events[: max(state["n_events"], 1)].copy(),
    )


def shortest(ring: np.ndarray, first: int, end: int) -> np.ndarray:
    """The shortest ring that holds the same."""
    length = 1 << max(int(end - first) - 1, 0).bit_length()
    places = np.arange(first, end)
    found = np.zeros(length, ring.dtype)
    found[places & (length - 1)] = ring[places & (len(ring) - 1)]
    return found
