"""What an event calls for is done, one event after another, until the run is over."""

from typing import Any, NamedTuple

from sim.behaviour import order
from sim.engine.compiled import (
    actions,
    after_sale,
    calendar,
    campaign,
    cases,
    channel,
    complaint,
    contact,
    customer,
    employee,
    firm,
    market,
    needs,
    team,
)
from sim.engine.compiled.jit import entrance, spelled_out

OVER, FULL, PAUSED = range(3)
"""Why the loop has stopped: the run is over as far as it was to be lived, room is short, or the
caller shall look up."""


class Room(NamedTuple):
    """Room on the calendar that an event may need."""

    timed: int
    beginnings: int
    notices: int


@entrance
def set_up(w: Any) -> None:
    """Everybody is there, and whatever begins with the clock is about to."""
    firm.set_up(w)
    market.look_around(w)
    for who in range(len(w.people)):
        customer.be_born(w, who)
    for index in range(len(w.teams)):
        team.open_team(w, index)
    market.open_market(w)
    for index in range(len(w.runs)):
        calendar.begin(w.calendar, actions.what(actions.WAVES_BEGIN, index, 0))
    firm.open_firm(w)


@entrance
def wanted(w: Any) -> Room:
    """Room that the next event may need."""
    few = cases.MOST_AT_ONCE
    staff, people = w.positions.size, len(w.people)
    action = actions.action_of(calendar.first(w.calendar))
    if action == actions.MONTH_OPENS:
        return Room(few + market.n_told(w), people + staff, staff)
    if action == actions.WAVE_GOES_OUT:
        return Room(few, few + people, few)
    if action == actions.POLICY_CHANGES:
        return Room(few + len(w.cases), few + staff, few + staff)
    if action == actions.WEEK_ENDS:
        return Room(few, few + staff, few + staff)
    return Room(few, few, few)


@spelled_out
def has_room(w: Any, room: Room) -> bool:
    """Whether the world has it, and room for the few of anything else that an event makes."""
    few = cases.MOST_AT_ONCE
    state = w.firm[0]
    return (
        calendar.has_room(w.calendar, room.timed, room.beginnings, room.notices)
        and state.n_free_cases >= few
        and state.n_employees < len(w.employees)
        and (not state.logs_contacts or state.n_contacts + few <= len(w.contacts))
        and (not state.logs_events or state.n_events < len(w.events))
    )


@entrance
def live(w: Any, most: int) -> int:
    """Live until the run is over, the world is full, or so many events have happened."""
    state = w.firm[0]
    for _ in range(most):
        if state.is_over or calendar.has_come(w.calendar, state.stops_at, order.POLICY):
            return OVER
        if not has_room(w, wanted(w)):
            return FULL
        event = calendar.next_event(w.calendar)
        if state.logs_events and event.kind != calendar.AT_ONCE:
            line = w.events[state.n_events]
            state.n_events += 1
            line[0] = event.time
            line[1] = event.kind
            line[2] = event.entity
        what = event.what
        _do(w, actions.action_of(what), actions.row_of(what), actions.extra_of(what))
    return PAUSED


@spelled_out
def _do(w: Any, action: int, row: int, extra: int) -> None:
    """Do what one event calls for."""
    if action < actions.RELATIONSHIP_BEGINS:
        _do_with_person(w, action, row, extra)
    elif action < actions.CAREER_BEGINS:
        _do_with_case(w, action, row, extra)
    elif action < actions.FILL_BEGINS:
        _do_with_employee(w, action, row)
    elif action < actions.POLICIES_BEGIN:
        _do_with_team(w, action, row)
    else:
        _do_with_firm(w, action, row)


@spelled_out
def _do_with_person(w: Any, action: int, who: int, extra: int) -> None:
    if action == actions.NEED_ARISES:
        needs.arises(w, who, extra)
    elif action == actions.NEED_CHANGES:
        needs.changes(w, who, extra)
    elif action == actions.NEEDS_BEGIN:
        needs.begin(w, who, extra)
    elif action == actions.CONTRACT_RENEWS:
        customer.contract_renews(w, who, extra)
    elif action == actions.CONTRACT_BEGINS:
        customer.contract_begins(w, who, extra)
    elif action == actions.IS_REACHED:
        market.is_reached(w, who, extra)
    elif action == actions.READS_PRESS:
        market.reads_press(w, who, extra)
    elif action == actions.REMINDER_BEGINS:
        needs.reminder_begins(w, who, extra)
    elif action == actions.ANSWER_BEGINS:
        campaign.answer_begins(w, who, extra)
    else:
        customer.joins(w, who)


@spelled_out
def _do_with_case(w: Any, action: int, row: int, extra: int) -> None:
    if action == actions.CASE_ARRIVES:
        if contact.arrives(w, row):
            needs.contact_is_over(w, row)
    elif action == actions.CASE_CLOSES:
        _close(w, row)
    elif action == actions.SELF_SERVED:
        channel.has_served_itself(w, row)
    elif action == actions.PATIENCE_ENDS:
        channel.patience_ends(w, row, extra)
    elif action == actions.RELATIONSHIP_BEGINS:
        needs.relationship_begins(w, row)
    elif action == actions.CASE_HANDED_ON:
        contact.is_handed_on(w, row)
    elif action == actions.COMPLAINT_BEGINS:
        complaint.begins(w, row)
    elif action == actions.COMPLAINT_DUE:
        complaint.is_due(w, row)
    elif action == actions.CALL_BEGINS:
        after_sale.begins(w, row)
    elif action == actions.CALL_DUE:
        after_sale.is_due(w, row)
    elif action == actions.REMINDER_ARISES:
        needs.reminder_arises(w, row)
    else:
        campaign.answer_is_due(w, row)


@spelled_out
def _close(w: Any, row: int) -> None:
    """A visit is over."""
    role = w.cases[row].role
    if role == cases.CONTACT:
        if contact.closes(w, row):
            needs.contact_is_over(w, row)
    elif role == cases.COMPLAINT:
        complaint.closes(w, row)
    else:
        after_sale.closes(w, row)


@spelled_out
def _do_with_employee(w: Any, action: int, row: int) -> None:
    if action == actions.HAS_SERVED:
        employee.has_served(w, row)
    elif action == actions.WAKES:
        employee.wakes(w, row)
    elif action == actions.SHIFT_BEGINS:
        employee.shift_begins(w, row)
    elif action == actions.SHIFT_ENDS:
        employee.release(w, row)
    elif action == actions.ABSENCE_ENDS:
        employee.next_shift(w, row)
    elif action == actions.IS_INDUCTED:
        employee.is_inducted(w, row)
    else:
        employee.career_begins(w, row)


@spelled_out
def _do_with_team(w: Any, action: int, row: int) -> None:
    if action == actions.WEEK_ENDS:
        team.week_ends(w, row)
    elif action == actions.FILL_BEGINS:
        team.fill_begins(w, row)
    elif action == actions.IS_FILLED:
        team.is_filled(w, row)
    else:
        team.weeks_begin(w, row)


@spelled_out
def _do_with_firm(w: Any, action: int, row: int) -> None:
    if action == actions.MONTH_CLOSES:
        firm.month_closes(w)
    elif action == actions.MONTH_OPENS:
        firm.month_opens(w)
    elif action == actions.POLICY_CHANGES:
        firm.policy_changes(w)
    elif action == actions.PAYMENT_DUE:
        firm.payment_is_due(w, row)
    elif action == actions.WAVE_GOES_OUT:
        campaign.goes_out(w, row)
    elif action == actions.POLICIES_BEGIN:
        firm.policies_begin(w)
    elif action == actions.PAYMENT_BEGINS:
        firm.payment_begins(w, row)
    elif action == actions.WAVES_BEGIN:
        campaign.waves_begin(w, row)
    else:
        firm.months_begin(w, 0)
