"""A team serves the queue of its channels; it looks back weekly, fills its vacancies."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from sim import randomness as rnd
from sim.agents.employee import Employee
from sim.agents.queue import Queue
from sim.agents.world import World
from sim.behaviour import firm, hiring, hurry, order, purposes, relationships, staffing
from sim.behaviour.addition import total
from sim.records import TEAMS
from sim.units import DAYS_PER_WEEK, Days

if TYPE_CHECKING:
    from collections.abc import Generator

    import simpy

    from sim.agents.channel import Visit

POSITIONS = TEAMS.column("positions")
STAFF_OPENING = TEAMS.column("staff_opening")
HIRES = TEAMS.column("hires")
RELEASED = TEAMS.column("released")
STAFF_CLOSING = TEAMS.column("staff_closing")
SATISFACTION = TEAMS.column("satisfaction_sum")
EXPERIENCE = TEAMS.column("experience_sum")
EFFICIENCY = TEAMS.column("efficiency_sum")
FATIGUE = TEAMS.column("fatigue_sum")
STANDARD = TEAMS.column("standard_sum")
PRESSURE = TEAMS.column("pressure")


class Team:
    """People who serve the contacts of one or more channels from one queue."""

    def __init__(self, world: World, index: int) -> None:
        self.world = world
        self.index = index
        self.staff: dict[int, Employee] = {}
        """Employees by position."""
        self.generations: dict[int, int] = {}
        """Candidates that a position has had, hired or not."""
        self.queue = Queue(world)
        self.idle: deque[Employee] = deque()
        """Employees on duty without work, longest idle first."""
        self.pressure = 1.0
        self.demanded: Days = 0.0
        """Work that arrived this week, at the norm."""
        self.duty: Days = 0.0
        """Time on duty this week."""
        self.positions = world.p.teams[index].positions
        """Positions wanted: as planned, or as the work of last month asked for."""
        self.searching: set[int] = set()
        """Positions for which somebody is sought."""
        self.weeks: list[Days] = []
        """Time serving that the work of each week of this month takes."""

    # The queue ------------------------------------------------------------------------------------

    def receive(self, visit: Visit, patience: Days | None) -> None:
        """Hand a contact to an idle employee, or let it wait."""
        world = self.world
        self.demanded += world.p.channels[visit.channel.index].handle_times[visit.kind]
        if self.idle:
            self._choose_idle(visit).take(visit)
            return
        self.queue.join(visit, patience)

    def _choose_idle(self, visit: Visit) -> Employee:
        """The customer's own employee if there is one and free, else whoever has waited longest."""
        if visit.has_manager:
            own = self.staff.get(
                relationships.manager_position(visit.customer.index, self.positions)
            )
            if own is not None and own in self.idle:
                self.idle.remove(own)
                return own
        return self.idle.popleft()

    # The staff ------------------------------------------------------------------------------------

    def open(self) -> None:
        """Fill all positions with people of differing tenure, and start the weekly review."""
        for position in range(self.positions):
            newcomer = self._candidate(position)
            newcomer.give_opening_tenure()
            self._start(newcomer)
        self.world.clock.process(self._weeks())

    def _candidate(self, position: int) -> Employee:
        """Somebody nobody has met before, for a position."""
        generation = self.generations.get(position, 0)
        self.generations[position] = generation + 1
        return Employee(self.world, self, position, generation)

    def _start(self, newcomer: Employee) -> None:
        self.staff[newcomer.position] = newcomer
        self.world.clock.process(newcomer.career())

    def lose(self, leaver: Employee) -> None:
        """Take somebody off the staff, and look for a successor if the position stays."""
        leaver.leave()
        del self.staff[leaver.position]
        if leaver.position < self.positions:
            self._seek(leaver.position)

    def _seek(self, position: int) -> None:
        """Look for somebody, unless hiring is frozen or somebody is sought already."""
        if position not in self.searching and not self.world.p.teams[self.index].hiring_is_frozen:
            self.searching.add(position)
            self.world.clock.process(self._fill(position))

    def _fill(self, position: int) -> Generator[simpy.Event, None, None]:
        """A vacancy: time passes until somebody starts, unless the position is cut or frozen."""
        world = self.world
        newcomer = self._candidate(position)
        team = world.p.teams[self.index]
        if not team.is_partner:
            wait = hiring.time_to_fill(
                rnd.uniform(newcomer.key, purposes.TIME_TO_FILL, 0),
                world.p.employees.accepted_fraction,
                world.p.employees,
            )
            yield world.clock.at(world.clock.now + wait, order.HIRE, newcomer.index)
        self.searching.discard(position)
        if position >= self.positions or world.p.teams[self.index].hiring_is_frozen:
            return
        newcomer.begin()
        world.registers.teams[self.index][HIRES] += 1.0
        world.firm.pay_for_hire(self)
        self._start(newcomer)

    def follow_plan(self) -> None:
        """Follow a change of policy; the number of positions waits if it is to follow demand."""
        team = self.world.p.teams[self.index]
        self._adjust(self.positions if team.staffs_to_demand else team.positions)

    def _adjust(self, wanted: int) -> None:
        """Have so many positions: release the last ones, or open vacancies."""
        self.positions = wanted
        for position in sorted(self.staff, reverse=True):
            if position >= wanted:
                self.world.registers.teams[self.index][RELEASED] += 1.0
                self.lose(self.staff[position])
        for position in range(wanted):
            if position not in self.staff:
                self._seek(position)

    def follow_demand(self) -> None:
        """Once a month, if so wanted, have the positions that the work of the last weeks takes."""
        p = self.world.p
        weeks, self.weeks = self.weeks, []
        if p.teams[self.index].staffs_to_demand and weeks:
            work = total(weeks) / len(weeks)
            self._adjust(staffing.positions_for(work, p.employees, p.teams[self.index]))

    def lessons(self) -> Days:
        """Experience that our training has added so far for whoever was there; none at partners."""
        return 0.0 if self.world.p.teams[self.index].is_partner else self.world.firm.lessons()

    def quality_above(self) -> float:
        """Internal service quality above reference, as this team meets it [level]."""
        world = self.world
        is_partner = world.p.teams[self.index].is_partner
        return firm.quality_above(world.firm.internal_quality, world.p.firm, is_partner)

    # The week -------------------------------------------------------------------------------------

    def _weeks(self) -> Generator[simpy.Event, None, None]:
        """Once a week: work pressure as perceived, then what the week did to each employee."""
        world = self.world
        week = 0
        while True:
            week += 1
            yield world.clock.at(float(week * DAYS_PER_WEEK), order.REVIEW, self.index)
            self._review(week)

    def _review(self, week: int) -> None:
        world = self.world
        employees = world.p.employees
        members = [self.staff[position] for position in sorted(self.staff)]
        for member in members:
            member.settle()
        if members:
            standard = staffing.team_mean([member.condition.standard for member in members])
            working = [member for member in members if member.inducted < world.clock.now]
            able = staffing.team_mean([member.efficiency() for member in working])
            if able > 0.0:
                self.weeks.append(staffing.work_in_week(self.demanded, standard, able))
            self.pressure = hurry.work_pressure(
                self.pressure, self.demanded * standard, self.duty * able, employees
            )
        self.demanded = 0.0
        self.duty = 0.0
        for member in members:
            member.review(week)

    # The month ------------------------------------------------------------------------------------

    def close_month(self) -> None:
        """Write down the staff as it is."""
        world = self.world
        row = world.registers.teams[self.index]
        row[POSITIONS] = float(self.positions)
        row[STAFF_CLOSING] = float(len(self.staff))
        row[PRESSURE] = self.pressure
        for position in sorted(self.staff):
            member = self.staff[position]
            member.settle()
            member.settle_pay()
            row[SATISFACTION] += member.condition.satisfaction
            row[EXPERIENCE] += member.experience()
            row[EFFICIENCY] += member.efficiency()
            row[FATIGUE] += member.condition.fatigue
            row[STANDARD] += member.condition.standard

    def open_month(self) -> None:
        """Carry the staff over into the new month."""
        self.world.registers.teams[self.index][STAFF_OPENING] = float(len(self.staff))
