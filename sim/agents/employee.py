"""An employee comes to work, serves, goes home; learns, tires, hurries, and may leave."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import simpy

from sim import randomness as rnd
from sim.agents.registers import ACCOUNT
from sim.agents.world import World
from sim.behaviour import employee as behaviour
from sim.behaviour import hiring, order, overtime, purposes, relationships, roster, service
from sim.errors import SimulationError
from sim.parameters import DRIVERS
from sim.records import FIRM, TEAMS
from sim.units import Days, Fraction

if TYPE_CHECKING:
    from collections.abc import Generator

    from sim.agents.channel import Visit
    from sim.agents.team import Team

SELECTION = DRIVERS.index("selection")
WAGES = ACCOUNT["wages"]
MANAGED = FIRM.column("managed")
FAMILIAR = FIRM.column("familiar")
QUITS = TEAMS.column("quits")
QUITS_PREVENTED = TEAMS.column("quits_prevented")
PAID_TIME = TEAMS.column("paid_time")
SHIFTS = TEAMS.column("shifts")
ABSENCES = TEAMS.column("absences")
DUTY_TIME = TEAMS.column("duty_time")
BUSY_TIME = TEAMS.column("busy_time")
SERVED = TEAMS.column("served")
WAGES_COLUMN = TEAMS.column("wages")
OVERTIME = TEAMS.column("overtime")

POSITIONS = 4096
"""Positions that one team can have."""


class Employee:
    """One holder of one position."""

    def __init__(self, world: World, team: Team, position: int, generation: int) -> None:
        self.world = world
        self.team = team
        self.position = position
        self.generation = generation
        self.index = (team.index * POSITIONS + position) * POSITIONS + generation
        self.key = rnd.entity_key(world.seed, world.replication, rnd.KIND_EMPLOYEE, self.index)
        p = world.p
        if p.teams[team.index].is_partner:
            standard = (hiring.USUAL_SELECTION, p.employees.usual_accepted_fraction)
        else:
            standard = (world.firm.levels[SELECTION], p.employees.accepted_fraction)
        self.traits = hiring.person(self.key, *standard, p.employees)
        self.condition = behaviour.opening_condition(self.traits, p.employees)
        self.mood = 0.0
        self._has_left = False
        self.was_kept = False
        """Whether an assumed retention gain has undone a quit."""
        self.is_on_duty = False
        self.is_busy = False
        self.wake: simpy.Event | None = None
        """Set while idle on duty; triggered with a contact, or with None when the shift is over."""
        self.started: Days = world.clock.now
        self.inducted: Days = world.clock.now
        """End of induction; experience counts from here."""
        self.head_start: Days = p.employees.head_start
        """Experience that the induction brought."""
        self.lessons: Days = 0.0
        """Of the experience that training has added for everybody, that of before."""
        self.settled: Days = world.clock.now
        self.paid_until: Days = world.clock.now
        self.week_duty: Days = 0.0
        self.week_busy: Days = 0.0
        self.week_overtime: Days = 0.0

    def give_opening_tenure(self) -> None:
        """Somebody who was there before the clock started."""
        u = rnd.uniform(self.key, purposes.OPENING_TENURE, 0)
        self.started = -behaviour.opening_tenure(u, self.world.p.employees)
        self.inducted = self.started

    def begin(self) -> None:
        """A hire starts: paid from now, in induction first."""
        now = self.world.clock.now
        self.started = self.settled = self.paid_until = now
        self.inducted = now + self.world.p.employees.induction
        self.head_start = self.world.p.employees.head_start
        self.lessons = self.team.lessons()

    # At work --------------------------------------------------------------------------------------

    def career(self) -> Generator[simpy.Event, simpy.Event, None]:
        """From the first day to the last: one shift after another."""
        world = self.world
        clock = world.clock
        if self.inducted > clock.now:
            yield clock.at(self.inducted, order.HIRE, self.index)
            self.lessons = self.team.lessons()
        while self.is_employed():
            team = world.p.teams[self.team.index]
            length = roster.shift_length(team)
            day = math.floor(clock.now) - 1  # a night shift of yesterday may still run
            while not (
                roster.works_on(day, self.position, team)
                and roster.shift_start(day, self.position, team) + length > clock.now
            ):
                day += 1
            start = roster.shift_start(day, self.position, team)
            end = start + length
            yield clock.at(max(start, clock.now), order.DUTY_START, self.index)
            if not self.is_employed():
                return
            world.registers.teams[self.team.index][SHIFTS] += 1.0
            chance = behaviour.absence_chance(
                self.condition.satisfaction,
                world.p.employees,
                world.p.links.employee_satisfaction_to_quits,
            )
            shortage = world.p.teams[self.team.index].shortage_fraction
            chance = behaviour.missing_chance(chance, shortage)
            if rnd.uniform(self.key, purposes.ABSENCE, day + 1) < chance:
                world.registers.teams[self.team.index][ABSENCES] += 1.0
                yield clock.at(end, order.DUTY_END, self.index)
            else:
                yield from self.shift(end)

    def shift(self, end: Days) -> Generator[simpy.Event, Visit | None, None]:
        """Serve whoever waits until the shift ends, and longer if asked; finish a contact begun."""
        clock = self.world.clock
        self.settle()
        self.is_on_duty = True
        clock.at(end, order.DUTY_END, self.index).callbacks.append(lambda _: self.release())
        stays = overtime.overtime_limit(self.team.pressure, self.world.p.teams[self.team.index])
        while clock.now < end + stays and self.is_employed():
            visit = self.team.queue.next_visit()
            if visit is None:
                if clock.now >= end:
                    break
                self.wake = simpy.Event(clock)
                self.team.idle.append(self)
                visit = yield self.wake
                if visit is None:
                    break
            yield from self.serve(visit)
        self.settle()
        self.is_on_duty = False
        if stays > 0.0 and clock.now > end:
            self.book_overtime(clock.now - end)

    def take(self, visit: Visit) -> None:
        """Be handed a contact while idle."""
        wake, self.wake = self.wake, None
        if wake is None:
            raise SimulationError("a contact was handed to an employee who is not idle")
        wake.succeed(visit)

    def release(self) -> None:
        """Stop waiting for work, if idle."""
        if self.wake is not None:
            self.team.idle.remove(self)
            wake, self.wake = self.wake, None
            wake.succeed(None)

    def serve(self, visit: Visit) -> Generator[simpy.Event, None, None]:
        """Serve one contact."""
        world = self.world
        p = world.p
        visit.employee = self
        visit.channel.answer(visit)
        self.settle()
        self.is_busy = True
        brought = service.serve(
            visit.customer.key,
            visit.number,
            visit.kind,
            p.channels[visit.channel.index],
            self.condition,
            self.traits,
            self.experience(),
            self.team.pressure,
            self.team.quality_above(),
            visit.again,
            p.teams[self.team.index].contest_effort,
            p.employees,
            p.links,
        )
        visit.duration = brought.duration
        visit.failed = brought.failed
        visit.assurance = brought.assurance
        visit.empathy = brought.empathy
        if visit.has_manager:
            self._recognise(visit)
        yield world.clock.at(
            world.clock.now + brought.duration, order.SERVICE_END, visit.customer.index
        )
        self.settle()
        self.is_busy = False
        world.registers.teams[self.team.index][SERVED] += 1.0
        visit.channel.finish(visit)

    def _recognise(self, visit: Visit) -> None:
        """Know the customer again, if this is who served them last time; be known next time."""
        world = self.world
        row = world.registers.firm
        row[MANAGED] += 1.0
        known_by = visit.customer.known_by
        if known_by.get(self.team.index) == self.index:
            row[FAMILIAR] += 1.0
            manager = world.p.firm.relationship_manager
            visit.empathy = relationships.known(visit.empathy, manager.empathy_gain)
            visit.assurance = relationships.known(visit.assurance, manager.assurance_gain)
        known_by[self.team.index] = self.index

    def notice(self, score: Fraction) -> None:
        """See how the customer took it."""
        p = self.world.p
        self.mood = behaviour.next_mood(
            self.mood, score, p.perception.neutral_satisfaction, p.employees
        )

    # Time and money -------------------------------------------------------------------------------

    def settle(self) -> None:
        """Book the time on duty and the time serving since they were last booked."""
        now = self.world.clock.now
        if self.is_on_duty:
            elapsed = now - self.settled
            row = self.world.registers.teams[self.team.index]
            row[DUTY_TIME] += elapsed
            self.team.duty += elapsed
            self.week_duty += elapsed
            if self.is_busy:
                row[BUSY_TIME] += elapsed
                self.week_busy += elapsed
        self.settled = now

    def settle_pay(self) -> None:
        """Pay for the time employed since pay day."""
        now = self.world.clock.now
        elapsed = now - self.paid_until
        self.paid_until = now
        row = self.world.registers.teams[self.team.index]
        row[PAID_TIME] += elapsed
        amount = behaviour.pay(self.world.p.teams[self.team.index], elapsed)
        row[WAGES_COLUMN] += amount
        self.world.registers.pay(WAGES, amount)

    def book_overtime(self, time: Days) -> None:
        """Count and pay the time beyond a shift."""
        row = self.world.registers.teams[self.team.index]
        row[OVERTIME] += time
        self.week_overtime += time
        amount = overtime.overtime_pay(self.world.p.teams[self.team.index], time)
        row[WAGES_COLUMN] += amount
        self.world.registers.pay(WAGES, amount)

    def is_employed(self) -> bool:
        """Whether this employee is still on the staff."""
        return not self._has_left

    # How one is -----------------------------------------------------------------------------------

    def experience(self) -> Days:
        """Time in the job since induction, and what induction and training add to it [day]."""
        on_the_job = self.world.clock.now - self.inducted
        if on_the_job <= 0.0:
            return self.head_start
        return on_the_job + self.head_start + (self.team.lessons() - self.lessons)

    def efficiency(self) -> float:
        """Work done per time against an experienced, rested employee [-]."""
        p = self.world.p
        skill = service.skill(
            self.traits, self.experience(), p.employees, p.links.experience_to_productivity
        )
        return service.efficiency(skill, self.condition.fatigue, p.employees)

    def review(self, week: int) -> None:
        """What the week did, and whether it was the last one."""
        world = self.world
        p = world.p
        team = p.teams[self.team.index]
        occupancy = self.week_busy / self.week_duty if self.week_duty > 0.0 else 0.0
        self.condition = behaviour.after_week(
            self.condition,
            self.traits,
            overtime.work_intensity(occupancy, self.week_overtime, team),
            self.team.pressure,
            self.team.quality_above(),
            behaviour.log_pay_ratio(team),
            self.mood,
            behaviour.counselling(p.employees, team.is_partner),
            team.contest_effort,
            p.employees,
            p.links,
        )
        self.week_duty = 0.0
        self.week_busy = 0.0
        self.week_overtime = 0.0
        chance = behaviour.quit_chance(
            self.condition.satisfaction,
            world.clock.now - self.started + self.head_start,
            p.employees,
            p.links.employee_satisfaction_to_quits,
        )
        retention = world.firm.employee_retention
        is_ours = not team.is_partner
        if is_ours:
            retention.note(chance, was_kept_before=self.was_kept)
        if rnd.uniform(self.key, purposes.QUIT, week) < chance:
            row = world.registers.teams[self.team.index]
            u = rnd.uniform(self.key, purposes.QUIT_PREVENTED, week)
            if is_ours and u < retention.share:
                self.was_kept = True
                row[QUITS_PREVENTED] += 1.0
            else:
                row[QUITS] += 1.0
                self.team.lose(self)

    def leave(self) -> None:
        """Leave the firm; a contact in hand is finished first."""
        self.settle()
        self.settle_pay()
        self._has_left = True
        self.release()
