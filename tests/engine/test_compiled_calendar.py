"""The compiled calendar and SimPy agree on what happens next, however many events coincide."""

import importlib
import math
from typing import NamedTuple

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.clock import Clock

pytest.importorskip("numba", reason="the extra `fast` is not installed")
calendar = importlib.import_module("sim.engine.compiled.calendar")

AT, BEGIN, NOTIFY = range(3)


class Deed(NamedTuple):
    """What one event sets off: how, when, and what that in turn sets off."""

    how: int
    delay: float
    kind: int
    entity: int
    deeds: tuple["Deed", ...]


# A coarse grid of times and few classes and entities make ties the rule.
delays = st.sampled_from([0.0, 0.0, 0.125, 0.25, 1.0])
entities = st.integers(0, 2) | st.just(2**40 - 1)


def deed(children):
    """A deed that sets off others."""
    return st.builds(
        Deed,
        st.sampled_from([AT, AT, BEGIN, NOTIFY]),
        delays,
        st.integers(1, 3) | st.just(18),
        entities,
        st.lists(children, max_size=4).map(tuple),
    )


leaves = st.builds(Deed, st.integers(0, 2), delays, st.integers(1, 18), entities, st.just(()))
lives = st.lists(st.recursive(leaves, deed, max_leaves=40), min_size=1, max_size=12)


def by_simpy(life: list[Deed]) -> list[tuple[float, int]]:
    """Times and numbers of deeds in the order in which SimPy lets them happen."""
    clock = Clock()
    found: list[tuple[float, int]] = []
    n = 0

    def happen(deeds, number):
        found.append((clock.now, number))
        do(deeds)

    def process(deeds, number):
        happen(deeds, number)
        return
        yield

    def do(deeds):
        nonlocal n
        for one in deeds:
            number, n = n, n + 1

            def callback(_, one=one, number=number):
                happen(one.deeds, number)

            if one.how == BEGIN:
                clock.process(process(one.deeds, number))
                continue
            if one.how == AT:
                event = clock.at(clock.now + one.delay, one.kind, one.entity)
            else:
                event = simpy.Event(clock).succeed()
            event.callbacks.append(callback)

    do(life)
    clock.run()
    return found


def by_calendar(life: list[Deed], room: tuple[int, int, int]) -> list[tuple[float, int]]:
    """The same by the compiled calendar, which is given more room whenever it is full."""
    book = calendar.empty(*room)
    known: list[Deed] = []
    found: list[tuple[float, int]] = []

    def do(deeds):
        nonlocal book
        wanted = [sum(one.how == how for one in deeds) for how in (AT, BEGIN, NOTIFY)]
        if not calendar.has_room(book, *wanted):
            book = calendar.enlarged(book, *wanted)
            assert calendar.has_room(book, *wanted)
        for one in deeds:
            number = len(known)
            known.append(one)
            if one.how == AT:
                time = float(book.now[0]) + one.delay
                calendar.at(book, time, one.kind, one.entity, number)
            else:
                follow = calendar.begin if one.how == BEGIN else calendar.notify
                follow(book, number)

    do(life)
    while True:
        event = calendar.next_event(book)
        if event.kind == calendar.NOTHING:
            return found
        one = known[event.what]
        noted = (one.kind, one.entity) if one.how == AT else (calendar.AT_ONCE, 0)
        assert (event.kind, event.entity) == noted
        assert event.time == book.now[0]
        found.append((event.time, event.what))
        do(one.deeds)


@given(lives, st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 8)))
def test_what_happens_next(life: list[Deed], room: tuple[int, int, int]) -> None:
    """Any life, tied as it may be, is lived in the order of the reference engine."""
    assert by_calendar(life, room) == by_simpy(life)


@given(st.lists(st.tuples(delays, st.integers(1, 18), entities), max_size=200))
def test_timed_events_come_out_sorted(events: list[tuple[float, int, int]]) -> None:
    """What is noted in any order comes out by time, class, entity and the order of noting."""
    book = calendar.empty(len(events), 0, 0)
    for number, (time, kind, entity) in enumerate(events):
        calendar.at(book, time, kind, entity, number)
    found = [calendar.next_event(book) for _ in events]
    expected = sorted((*event, number) for number, event in enumerate(events))
    assert [tuple(event) for event in found] == expected
    assert calendar.next_event(book).kind == calendar.NOTHING


@given(st.integers(0, 300), st.integers(1, 300))
def test_growing_is_rare(room: int, at_a_time: int) -> None:
    """However small a heap is and however much is asked at a time, it grows by a part of itself.

    Parts of a few events are whole ones, hence some steps more than the logarithm says.
    """
    book = calendar.empty(room, 1, 1)
    times = 12
    most = times * (room + at_a_time)
    steps = 0
    while len(book.timed) < most:
        book.counts[calendar.TIMED] = max(0, len(book.timed) - at_a_time + 1)
        book = calendar.enlarged(book, at_a_time, 0, 0)
        steps += 1
    assert steps <= math.log(times, 1.0 + 1.0 / calendar.GROWTH) + calendar.GROWTH + 2
