"""A team serves the queue of its channels, twin of `sim.agents.team`."""

from typing import Any, Final

import numpy as np

from sim import randomness as rnd
from sim.behaviour import hiring, hurry, order, purposes, relationships, staffing
from sim.engine.compiled import actions, calendar, employee, facts, queue
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.registers import ACCOUNT, pay
from sim.engine.compiled.state import NOBODY, POSITIONS
from sim.records import TEAMS
from sim.units import DAYS_PER_WEEK, Days

POSITIONS_WANTED: Final = TEAMS.column("positions")
STAFF_OPENING: Final = TEAMS.column("staff_opening")
HIRES: Final = TEAMS.column("hires")
RELEASED: Final = TEAMS.column("released")
STAFF_CLOSING: Final = TEAMS.column("staff_closing")
SATISFACTION: Final = TEAMS.column("satisfaction_sum")
EXPERIENCE: Final = TEAMS.column("experience_sum")
EFFICIENCY: Final = TEAMS.column("efficiency_sum")
FATIGUE: Final = TEAMS.column("fatigue_sum")
STANDARD: Final = TEAMS.column("standard_sum")
PRESSURE: Final = TEAMS.column("pressure")
HIRING_COSTS: Final = TEAMS.column("hiring_costs")
HIRING: Final = ACCOUNT["hiring"]


# The queue ----------------------------------------------------------------------------------------


@compiled
def receive(w: Any, index: int, row: int, is_patient: bool, patience: Days) -> None:
    """Hand a contact to an idle employee, or let it wait."""
    case = w.cases[row]
    team = w.teams[index]
    team.demanded += facts.channel(w, case.channel).handle_times[case.visit_kind]
    if team.first_idle == NOBODY:
        queue.join(w, len(w.channels) + index, row, is_patient, patience)
        return
    chosen = team.first_idle
    if case.has_manager:
        own = relationships.manager_position(case.person, team.positions)
        holder = w.positions[index, own].holder
        if holder != NOBODY and w.employees[holder].is_idle:
            chosen = holder
    employee.take(w, chosen, row)


# The staff ----------------------------------------------------------------------------------------


@compiled
def open_team(w: Any, index: int) -> None:
    """Fill all positions with people of differing tenure, and start the weekly review."""
    for position in range(w.teams[index].positions):
        newcomer = employee.candidate(w, index, position)
        employee.give_opening_tenure(w, newcomer)
        _start(w, newcomer)
    calendar.begin(w.calendar, actions.what(actions.WEEKS_BEGIN, index, 0))


@compiled
def _start(w: Any, newcomer: int) -> None:
    who = w.employees[newcomer]
    team = w.teams[who.team]
    w.positions[who.team, who.position].holder = newcomer
    team.n_staff += 1
    team.reach = max(team.reach, who.position + 1)
    calendar.begin(w.calendar, actions.what(actions.CAREER_BEGINS, newcomer, 0))


@compiled
def lose(w: Any, leaver: int) -> None:
    """Take somebody off the staff, and look for a successor if the position stays."""
    employee.leave(w, leaver)
    who = w.employees[leaver]
    team = w.teams[who.team]
    w.positions[who.team, who.position].holder = NOBODY
    team.n_staff -= 1
    if who.position < team.positions:
        _seek(w, who.team, who.position)


@compiled
def _seek(w: Any, index: int, position: int) -> None:
    """Look for somebody, unless hiring is frozen or somebody is sought already."""
    place = w.positions[index, position]
    if not place.is_sought and not facts.team(w, index).hiring_is_frozen:
        place.is_sought = True
        row = index * POSITIONS + position
        calendar.begin(w.calendar, actions.what(actions.FILL_BEGINS, row, 0))


@compiled
def fill_begins(w: Any, place: int) -> None:
    """A vacancy: time passes until somebody starts; partners send somebody at once."""
    newcomer = employee.candidate(w, place // POSITIONS, place % POSITIONS)
    who = w.employees[newcomer]
    if facts.team(w, who.team).is_partner:
        is_filled(w, newcomer)
        return
    employees = facts.parameters(w).employees
    wait = hiring.time_to_fill(
        rnd.uniform(who.key, purposes.TIME_TO_FILL, 0), employees.accepted_fraction, employees
    )
    calendar.at(
        w.calendar,
        facts.now(w) + wait,
        order.HIRE,
        who.index,
        actions.what(actions.IS_FILLED, newcomer, 0),
    )


@compiled
def is_filled(w: Any, newcomer: int) -> None:
    """Somebody starts, unless the position is cut or frozen."""
    who = w.employees[newcomer]
    w.positions[who.team, who.position].is_sought = False
    team = facts.team(w, who.team)
    if who.position >= w.teams[who.team].positions or team.hiring_is_frozen:
        return
    employee.begin(w, newcomer)
    w.tables.teams[w.firm[0].month, who.team, HIRES] += 1.0
    _pay_for_hire(w, who.team)
    _start(w, newcomer)


@compiled
def _pay_for_hire(w: Any, index: int) -> None:
    """Book the cost of finding and inducting somebody."""
    if facts.team(w, index).is_partner:
        return
    employees = facts.parameters(w).employees
    cost = hiring.cost_of_hire(employees.accepted_fraction, employees)
    pay(w, HIRING, cost)
    w.tables.teams[w.firm[0].month, index, HIRING_COSTS] += cost


@compiled
def follow_plan(w: Any, index: int) -> None:
    """Follow a change of policy; the number of positions waits if it is to follow demand."""
    team = facts.team(w, index)
    _adjust(w, index, w.teams[index].positions if team.staffs_to_demand else team.positions)


@compiled
def _adjust(w: Any, index: int, wanted: int) -> None:
    """Have so many positions: release the last ones, or open vacancies."""
    team = w.teams[index]
    team.positions = wanted
    for position in range(team.reach - 1, wanted - 1, -1):
        holder = w.positions[index, position].holder
        if holder != NOBODY:
            w.tables.teams[w.firm[0].month, index, RELEASED] += 1.0
            lose(w, holder)
    for position in range(wanted):
        if w.positions[index, position].holder == NOBODY:
            _seek(w, index, position)


@compiled
def follow_demand(w: Any, index: int) -> None:
    """Once a month, if so wanted, have the positions that the work of the last weeks takes."""
    team = w.teams[index]
    work, n_weeks = team.work, team.n_weeks
    team.work = 0.0
    team.n_weeks = 0
    policy = facts.team(w, index)
    if policy.staffs_to_demand and n_weeks > 0:
        employees = facts.parameters(w).employees
        _adjust(w, index, staffing.positions_for(work / n_weeks, employees, policy))


# The week -----------------------------------------------------------------------------------------


@compiled
def weeks_begin(w: Any, index: int) -> None:
    """Wait for the first review."""
    team = w.teams[index]
    team.week += 1
    calendar.at(
        w.calendar,
        float(team.week * DAYS_PER_WEEK),
        order.REVIEW,
        index,
        actions.what(actions.WEEK_ENDS, index, 0),
    )


@compiled
def week_ends(w: Any, index: int) -> None:
    """Work pressure as perceived, then what the week did to each employee."""
    _review(w, index, w.teams[index].week)
    weeks_begin(w, index)


@compiled
def _review(w: Any, index: int, week: int) -> None:
    team = w.teams[index]
    employees = facts.parameters(w).employees
    now = facts.now(w)
    members: Any = np.empty(team.n_staff, np.int64)
    standards: Any = np.empty(team.n_staff)
    able_to: Any = np.empty(team.n_staff)
    n, n_working = 0, 0
    for position in range(team.reach):
        holder = w.positions[index, position].holder
        if holder != NOBODY:
            employee.settle(w, holder)
            members[n] = holder
            n += 1
    for place in range(n):
        who = w.employees[members[place]]
        standards[place] = who.condition.standard
        if who.inducted < now:
            able_to[n_working] = employee.efficiency(w, members[place])
            n_working += 1
    if n > 0:
        standard = staffing.team_mean(standards)
        able = staffing.team_mean(able_to[:n_working])
        if able > 0.0:
            team.work += staffing.work_in_week(team.demanded, standard, able)
            team.n_weeks += 1
        team.pressure = hurry.work_pressure(
            team.pressure, team.demanded * standard, team.duty * able, employees
        )
    team.demanded = 0.0
    team.duty = 0.0
    for place in range(n):
        if employee.review(w, members[place], week):
            lose(w, members[place])


# The month ----------------------------------------------------------------------------------------


@compiled
def close_month(w: Any, index: int) -> None:
    """Write down the staff as it is."""
    team = w.teams[index]
    table = w.tables.teams[w.firm[0].month, index]
    table[POSITIONS_WANTED] = float(team.positions)
    table[STAFF_CLOSING] = float(team.n_staff)
    table[PRESSURE] = team.pressure
    for position in range(team.reach):
        holder = w.positions[index, position].holder
        if holder == NOBODY:
            continue
        employee.settle(w, holder)
        employee.settle_pay(w, holder)
        who = w.employees[holder]
        table[SATISFACTION] += who.condition.satisfaction
        table[EXPERIENCE] += employee.experience(w, holder)
        table[EFFICIENCY] += employee.efficiency(w, holder)
        table[FATIGUE] += who.condition.fatigue
        table[STANDARD] += who.condition.standard


@compiled
def open_month(w: Any, index: int) -> None:
    """Carry the staff over into the new month."""
    w.tables.teams[w.firm[0].month, index, STAFF_OPENING] = float(w.teams[index].n_staff)
