"""A contact is answered, finished or given up: what a channel writes down of it; half the twin of
`sim.agents.channel`, the other half being `sim.engine.compiled.channel`.
"""

from typing import Any, Final

from sim.behaviour.channel import hour_of_day
from sim.engine.compiled import actions, calendar, facts
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import count_wait
from sim.records import CHANNELS, HOURS, SEGMENTS

SERVED: Final = CHANNELS.column("served")
ABANDONED: Final = CHANNELS.column("abandoned")
ANSWERED: Final = CHANNELS.column("answered")
IN_TARGET: Final = CHANNELS.column("answered_in_target")
WAIT_TIME: Final = CHANNELS.column("wait_time")
ABANDONED_TIME: Final = CHANNELS.column("abandoned_time")
HANDLE_TIME: Final = CHANNELS.column("handle_time")
FAILURES: Final = CHANNELS.column("failures")
HOUR_ANSWERED: Final = HOURS.column("answered")
HOUR_IN_TARGET: Final = HOURS.column("answered_in_target")
HOUR_ABANDONED: Final = HOURS.column("abandoned")
HOUR_WAIT_TIME: Final = HOURS.column("wait_time")
SEGMENT_ANSWERED: Final = SEGMENTS.column("answered")
SEGMENT_WAIT_TIME: Final = SEGMENTS.column("wait_time")


@compiled
def answer(w: Any, row: int) -> None:
    """Service begins: the wait is over."""
    case = w.cases[row]
    case.wait = facts.now(w) - case.asked
    is_in_target = case.wait <= facts.channel(w, case.channel).answer_target
    table = w.tables.channels[w.firm[0].month, case.channel]
    table[ANSWERED] += 1.0
    table[WAIT_TIME] += case.wait
    if is_in_target:
        table[IN_TARGET] += 1.0
    if facts.is_measured(w):
        hour = hour_row(w, row)
        hour[HOUR_ANSWERED] += 1.0
        hour[HOUR_WAIT_TIME] += case.wait
        if is_in_target:
            hour[HOUR_IN_TARGET] += 1.0
    count_wait(w, case.channel, case.wait)
    mine = facts.segment_row(w, w.people[case.person])
    mine[SEGMENT_ANSWERED] += 1.0
    mine[SEGMENT_WAIT_TIME] += case.wait


@compiled
def finish(w: Any, row: int) -> None:
    """Service has ended."""
    case = w.cases[row]
    table = w.tables.channels[w.firm[0].month, case.channel]
    table[SERVED] += 1.0
    table[HANDLE_TIME] += case.duration
    if case.failed:
        table[FAILURES] += 1.0
    case.served = True
    w.channels[case.channel].n_open -= 1
    calendar.notify(w.calendar, actions.what(actions.CASE_CLOSES, row, 0))


@compiled
def give_up(w: Any, row: int) -> None:
    """Patience has ended before service began."""
    case = w.cases[row]
    case.wait = facts.now(w) - case.asked
    table = w.tables.channels[w.firm[0].month, case.channel]
    table[ABANDONED] += 1.0
    table[ABANDONED_TIME] += case.wait
    if facts.is_measured(w):
        hour_row(w, row)[HOUR_ABANDONED] += 1.0
    case.failed = True
    w.channels[case.channel].n_open -= 1
    calendar.notify(w.calendar, actions.what(actions.CASE_CLOSES, row, 0))


@compiled
def hour_row(w: Any, row: int) -> Any:
    """Row of the hour of the day in which a contact arrived."""
    case = w.cases[row]
    return w.tables.hours[case.channel, hour_of_day(case.asked)]
