"""An employee comes to work, serves, goes home, twin of `sim.agents.employee`."""

import math
from typing import Any, Final

from sim import randomness as rnd
from sim.behaviour import employee as behaviour
from sim.behaviour import hiring, order, overtime, purposes, relationships, roster
from sim.behaviour import service as serving
from sim.engine.compiled import actions, calendar, customer, facts, queue, service
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import ACCOUNT, pay
from sim.engine.compiled.state import NOBODY, POSITIONS
from sim.parameters import DRIVERS
from sim.records import FIRM, TEAMS
from sim.units import Days, Fraction

SELECTION: Final = DRIVERS.index("selection")
WAGES: Final = ACCOUNT["wages"]
MANAGED: Final = FIRM.column("managed")
FAMILIAR: Final = FIRM.column("familiar")
QUITS: Final = TEAMS.column("quits")
QUITS_PREVENTED: Final = TEAMS.column("quits_prevented")
PAID_TIME: Final = TEAMS.column("paid_time")
SHIFTS: Final = TEAMS.column("shifts")
ABSENCES: Final = TEAMS.column("absences")
DUTY_TIME: Final = TEAMS.column("duty_time")
BUSY_TIME: Final = TEAMS.column("busy_time")
SERVED: Final = TEAMS.column("served")
WAGES_COLUMN: Final = TEAMS.column("wages")
OVERTIME: Final = TEAMS.column("overtime")


@compiled
def candidate(w: Any, team: int, position: int) -> int:
    """Somebody nobody has met before, for a position."""
    firm = w.firm[0]
    place = w.positions[team, position]
    generation = place.generations + 0
    place.generations += 1
    row = firm.n_employees
    firm.n_employees += 1
    who = w.employees[row]
    who.team = team
    who.position = position
    who.index = (team * POSITIONS + position) * POSITIONS + generation
    who.key = rnd.entity_key(firm.seed, firm.replication, rnd.KIND_EMPLOYEE, who.index)
    employees = facts.parameters(w).employees
    selection, accepted = firm.levels[SELECTION], employees.accepted_fraction
    if facts.team(w, team).is_partner:
        selection, accepted = hiring.USUAL_SELECTION, employees.usual_accepted_fraction
    traits = hiring.person(who.key, selection, accepted, employees)
    who.traits.ability = traits.ability
    who.traits.disposition = traits.disposition
    _be(who, behaviour.opening_condition(traits, employees))
    who.mood = 0.0
    who.has_left = False
    who.was_kept = False
    who.is_on_duty = False
    who.is_busy = False
    who.is_idle = False
    who.case = NOBODY
    now = facts.now(w)
    who.started = now
    who.inducted = now
    who.head_start = employees.head_start
    who.lessons = 0.0
    who.settled = now
    who.paid_until = now
    who.week_duty = 0.0
    who.week_busy = 0.0
    who.week_overtime = 0.0
    return row


@compiled
def _be(who: Any, condition: Any) -> None:
    own = who.condition
    own.satisfaction = condition.satisfaction
    own.fatigue = condition.fatigue
    own.standard = condition.standard
    own.habit = condition.habit


@compiled
def give_opening_tenure(w: Any, row: int) -> None:
    """Somebody who was there before the clock started."""
    who = w.employees[row]
    u = rnd.uniform(who.key, purposes.OPENING_TENURE, 0)
    who.started = -behaviour.opening_tenure(u, facts.parameters(w).employees)
    who.inducted = who.started


@compiled
def begin(w: Any, row: int) -> None:
    """A hire starts: paid from now, in induction first."""
    who = w.employees[row]
    now = facts.now(w)
    employees = facts.parameters(w).employees
    who.started = now
    who.settled = now
    who.paid_until = now
    who.inducted = now + employees.induction
    who.head_start = employees.head_start
    who.lessons = facts.lessons(w, who.team)


# At work ------------------------------------------------------------------------------------------


@compiled
def _wait(w: Any, row: int, at: Days, kind: int, action: int) -> None:
    calendar.at(w.calendar, at, kind, w.employees[row].index, actions.what(action, row, 0))


@compiled
def career_begins(w: Any, row: int) -> None:
    """The first day: induction comes first."""
    who = w.employees[row]
    if who.inducted > facts.now(w):
        _wait(w, row, who.inducted, order.HIRE, actions.IS_INDUCTED)
    else:
        next_shift(w, row)


@compiled
def is_inducted(w: Any, row: int) -> None:
    """Induction is over."""
    who = w.employees[row]
    who.lessons = facts.lessons(w, who.team)
    next_shift(w, row)


@compiled
def next_shift(w: Any, row: int) -> None:
    """Wait for the next shift, unless the last one is over."""
    who = w.employees[row]
    if who.has_left:
        return
    now = facts.now(w)
    team = facts.team(w, who.team)
    length = roster.shift_length(team)
    day = math.floor(now) - 1  # a night shift of yesterday may still run
    while not (
        roster.works_on(day, who.position, team)
        and roster.shift_start(day, who.position, team) + length > now
    ):
        day += 1
    start = roster.shift_start(day, who.position, team)
    who.day = day
    who.end = start + length
    _wait(w, row, max(start, now), order.DUTY_START, actions.SHIFT_BEGINS)


@compiled
def shift_begins(w: Any, row: int) -> None:
    """Come to work, or miss the shift."""
    who = w.employees[row]
    if who.has_left:
        return
    p = facts.parameters(w)
    table = w.tables.teams[w.firm[0].month, who.team]
    table[SHIFTS] += 1.0
    chance = behaviour.absence_chance(
        who.condition.satisfaction, p.employees, p.links.employee_satisfaction_to_quits
    )
    team = facts.team(w, who.team)
    chance = behaviour.missing_chance(chance, team.shortage_fraction)
    if rnd.uniform(who.key, purposes.ABSENCE, who.day + 1) < chance:
        table[ABSENCES] += 1.0
        _wait(w, row, who.end, order.DUTY_END, actions.ABSENCE_ENDS)
        return
    settle(w, row)
    who.is_on_duty = True
    _wait(w, row, who.end, order.DUTY_END, actions.SHIFT_ENDS)
    who.stays = overtime.overtime_limit(w.teams[who.team].pressure, team)
    _go_on(w, row)


@compiled
def _go_on(w: Any, row: int) -> None:
    """Serve whoever waits until the shift ends, and longer if asked; else be idle."""
    who = w.employees[row]
    now = facts.now(w)
    if now < who.end + who.stays and not who.has_left:
        case = queue.next_case(w, len(w.channels) + who.team)
        if case != NOBODY:
            _serve(w, row, case)
            return
        if now < who.end:
            _be_idle(w, row)
            return
    _go_home(w, row)


@compiled
def _be_idle(w: Any, row: int) -> None:
    """Wait for work, behind those who have waited for longer."""
    who = w.employees[row]
    team = w.teams[who.team]
    who.is_idle = True
    who.next = NOBODY
    who.previous = team.last_idle
    if team.last_idle == NOBODY:
        team.first_idle = row
    else:
        w.employees[team.last_idle].next = row
    team.last_idle = row


@compiled
def _wake(w: Any, row: int, case: int) -> None:
    """Stop being idle, for a contact or for nothing."""
    who = w.employees[row]
    team = w.teams[who.team]
    if who.previous == NOBODY:
        team.first_idle = who.next
    else:
        w.employees[who.previous].next = who.next
    if who.next == NOBODY:
        team.last_idle = who.previous
    else:
        w.employees[who.next].previous = who.previous
    who.is_idle = False
    who.case = case
    calendar.notify(w.calendar, actions.what(actions.WAKES, row, 0))


@compiled
def take(w: Any, row: int, case: int) -> None:
    """Be handed a contact while idle."""
    _wake(w, row, case)


@compiled
def release(w: Any, row: int) -> None:
    """Stop waiting for work, if idle."""
    if w.employees[row].is_idle:
        _wake(w, row, NOBODY)


@compiled
def wakes(w: Any, row: int) -> None:
    """Serve the contact that was handed over, or go home."""
    case = w.employees[row].case
    if case == NOBODY:
        _go_home(w, row)
    else:
        _serve(w, row, case)


@compiled
def _go_home(w: Any, row: int) -> None:
    """The shift is over."""
    who = w.employees[row]
    settle(w, row)
    who.is_on_duty = False
    now = facts.now(w)
    if who.stays > 0.0 and now > who.end:
        book_overtime(w, row, now - who.end)
    next_shift(w, row)


@compiled
def _serve(w: Any, row: int, case: int) -> None:
    """Serve one contact."""
    who = w.employees[row]
    p = facts.parameters(w)
    visit = w.cases[case]
    visit.employee = row
    who.case = case
    service.answer(w, case)
    settle(w, row)
    who.is_busy = True
    brought = serving.serve(
        w.people[visit.person].key,
        visit.visit,
        visit.visit_kind,
        facts.channel(w, visit.channel),
        who.condition,
        who.traits,
        experience(w, row),
        w.teams[who.team].pressure,
        facts.quality_above(w, who.team),
        visit.again,
        facts.team(w, who.team).contest_effort,
        p.employees,
        p.links,
    )
    visit.duration = brought.duration
    visit.failed = brought.failed
    visit.assurance = brought.assurance
    visit.empathy = brought.empathy
    if visit.has_manager:
        _recognise(w, row, visit)
    calendar.at(
        w.calendar,
        facts.now(w) + visit.duration,
        order.SERVICE_END,
        visit.person,
        actions.what(actions.HAS_SERVED, row, 0),
    )


@compiled
def has_served(w: Any, row: int) -> None:
    """One contact is over."""
    who = w.employees[row]
    settle(w, row)
    who.is_busy = False
    w.tables.teams[w.firm[0].month, who.team, SERVED] += 1.0
    service.finish(w, who.case)
    _go_on(w, row)


@compiled
def _recognise(w: Any, row: int, visit: Any) -> None:
    """Know the customer again, if this is who served them last time; be known next time."""
    who = w.employees[row]
    month = w.firm[0].month
    w.tables.firm[month, MANAGED] += 1.0
    if w.known_by[visit.person, who.team] == row:
        w.tables.firm[month, FAMILIAR] += 1.0
        manager = facts.parameters(w).firm.relationship_manager
        visit.empathy = relationships.known(visit.empathy, manager.empathy_gain)
        visit.assurance = relationships.known(visit.assurance, manager.assurance_gain)
    w.known_by[visit.person, who.team] = row


@compiled
def notice(w: Any, row: int, score: Fraction) -> None:
    """See how the customer took it."""
    who = w.employees[row]
    p = facts.parameters(w)
    neutral = p.perception.neutral_satisfaction
    who.mood = behaviour.next_mood(who.mood, score, neutral, p.employees)


# Time and money -----------------------------------------------------------------------------------


@compiled
def settle(w: Any, row: int) -> None:
    """Book the time on duty and the time serving since they were last booked."""
    who = w.employees[row]
    now = facts.now(w)
    if who.is_on_duty:
        elapsed = now - who.settled
        table = w.tables.teams[w.firm[0].month, who.team]
        table[DUTY_TIME] += elapsed
        w.teams[who.team].duty += elapsed
        who.week_duty += elapsed
        if who.is_busy:
            table[BUSY_TIME] += elapsed
            who.week_busy += elapsed
    who.settled = now


@compiled
def settle_pay(w: Any, row: int) -> None:
    """Pay for the time employed since pay day."""
    who = w.employees[row]
    now = facts.now(w)
    elapsed = now - who.paid_until
    who.paid_until = now
    table = w.tables.teams[w.firm[0].month, who.team]
    table[PAID_TIME] += elapsed
    amount = behaviour.pay(facts.team(w, who.team), elapsed)
    table[WAGES_COLUMN] += amount
    pay(w, WAGES, amount)


@compiled
def book_overtime(w: Any, row: int, time: Days) -> None:
    """Count and pay the time beyond a shift."""
    who = w.employees[row]
    table = w.tables.teams[w.firm[0].month, who.team]
    table[OVERTIME] += time
    who.week_overtime += time
    amount = overtime.overtime_pay(facts.team(w, who.team), time)
    table[WAGES_COLUMN] += amount
    pay(w, WAGES, amount)


# How one is ---------------------------------------------------------------------------------------


@compiled
def experience(w: Any, row: int) -> Days:
    """Time in the job since induction, and what induction and training add to it [day]."""
    who = w.employees[row]
    on_the_job = facts.now(w) - who.inducted
    if on_the_job <= 0.0:
        return who.head_start
    return on_the_job + who.head_start + (facts.lessons(w, who.team) - who.lessons)


@compiled
def efficiency(w: Any, row: int) -> float:
    """Work done per time against an experienced, rested employee [-]."""
    who = w.employees[row]
    p = facts.parameters(w)
    skill = serving.skill(
        who.traits, experience(w, row), p.employees, p.links.experience_to_productivity
    )
    return serving.efficiency(skill, who.condition.fatigue, p.employees)


@compiled
def review(w: Any, row: int, week: int) -> bool:
    """What the week did, and whether it was the last one."""
    who = w.employees[row]
    p = facts.parameters(w)
    firm = w.firm[0]
    team = facts.team(w, who.team)
    pressure = w.teams[who.team].pressure
    occupancy = who.week_busy / who.week_duty if who.week_duty > 0.0 else 0.0
    after = behaviour.after_week(
        who.condition,
        who.traits,
        overtime.work_intensity(occupancy, who.week_overtime, team),
        pressure,
        facts.quality_above(w, who.team),
        behaviour.log_pay_ratio(team),
        who.mood,
        behaviour.counselling(p.employees, team.is_partner),
        team.contest_effort,
        p.employees,
        p.links,
    )
    _be(who, after)
    who.week_duty = 0.0
    who.week_busy = 0.0
    who.week_overtime = 0.0
    chance = behaviour.quit_chance(
        who.condition.satisfaction,
        facts.now(w) - who.started + who.head_start,
        p.employees,
        p.links.employee_satisfaction_to_quits,
    )
    retention = firm.employee_retention
    if not team.is_partner:
        customer.note_leaving(retention, chance, who.was_kept)
    if rnd.uniform(who.key, purposes.QUIT, week) >= chance:
        return False
    table = w.tables.teams[firm.month, who.team]
    u = rnd.uniform(who.key, purposes.QUIT_PREVENTED, week)
    if not team.is_partner and u < retention.share:
        who.was_kept = True
        table[QUITS_PREVENTED] += 1.0
        return False
    table[QUITS] += 1.0
    return True


@compiled
def leave(w: Any, row: int) -> None:
    """Leave the firm; a contact in hand is finished first."""
    settle(w, row)
    settle_pay(w, row)
    w.employees[row].has_left = True
    release(w, row)
