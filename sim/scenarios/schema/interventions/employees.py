"""Levers on the people at work: internal service quality, pay, hiring, contests."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.parameters import DRIVERS
from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import (
    OWN,
    Fraction,
    Name,
    NonNegative,
    NonNegativeInt,
    Positive,
    PositiveInt,
    quantity,
    refuse,
    twice,
)


class Counselling(Intervention):
    """Help staff who are dissatisfied."""

    kind: Literal["counselling"]
    """Which intervention this is."""
    add_per_head_per_month: Positive = quantity(
        ..., unit="currency/employee/month", mark="assumed", source=OWN
    )
    """What counselling gets on top."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The larger budget."""
        path = "employees.counselling.budget_per_head_per_month"
        return (Change(path, "add", self.add_per_head_per_month, "add_per_head_per_month"),)


class HiringStandard(Intervention):
    """Be choosier, or assess applicants better."""

    kind: Literal["hiring_standard"]
    """Which intervention this is."""
    accepted_fraction: Positive | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN, ge=0.001, le=1.0
    )
    """New share of applicants hired; null leaves it."""
    add_selection_per_head_per_month: NonNegative = quantity(
        0.0, unit="currency/employee/month", mark="assumed", source=OWN
    )
    """What the selection driver gets on top, so that the assessment tells more."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new standard and the larger budget."""
        found = self.given("employees.hiring", "accepted_fraction")
        if self.add_selection_per_head_per_month <= 0.0:
            return found
        path = "firm.drivers.selection.budget_per_head_per_month"
        field = "add_selection_per_head_per_month"
        return (*found, Change(path, "add", self.add_selection_per_head_per_month, field))


class Induction(Intervention):
    """Give newcomers a longer induction."""

    kind: Literal["induction"]
    """Which intervention this is."""
    add_days: Positive = quantity(..., unit="day", mark="assumed", source=OWN)
    """Days added to the induction."""
    worth_per_day: NonNegative = quantity(
        2.0, unit="day/day", mark="assumed", source="Assumption", worth=(0, 5)
    )
    """Days on the job that a day of induction saves, in learning and in settling in."""
    cost_per_hire: NonNegative = quantity(0.0, unit="currency/hire", mark="assumed", source=OWN)
    """What the longer induction costs for each newcomer beyond pay."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The longer induction, what it brings and what it costs."""
        return (
            Change("employees.learning.induction_days", "add", self.add_days, "add_days"),
            Change("employees.learning.head_start_days", "add", self.worth_per_day * self.add_days),
            Change("employees.hiring.induction_cost", "add", self.cost_per_hire, "cost_per_hire"),
        )


class InternalQuality(Intervention):
    """Spend more on drivers of internal service quality."""

    kind: Literal["internal_quality"]
    """Which intervention this is."""
    drivers: Annotated[
        tuple[
            Literal["selection", "training", "tools", "empowerment", "recognition", "support"], ...
        ],
        Field(min_length=1),
    ] = DRIVERS
    """Drivers that get more; all six unless named."""
    add_per_head_per_month: Positive = quantity(
        ..., unit="currency/employee/month", mark="assumed", source=OWN
    )
    """What each driver gets on top."""

    @model_validator(mode="after")
    def _once(self) -> Self:
        refuse(twice("drivers", self.drivers))
        return self

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The larger budgets."""
        more, field = self.add_per_head_per_month, "add_per_head_per_month"
        return tuple(
            Change(f"firm.drivers.{name}.budget_per_head_per_month", "add", more, field)
            for name in self.drivers
        )


class Pay(Intervention):
    """Pay a team more or less."""

    kind: Literal["pay"]
    """Which intervention this is."""
    team: Name
    """Team concerned."""
    factor: Positive
    """Factor on pay; 1.05 is five per cent more."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new pay."""
        return (Change(f"teams.{self.team}.pay_per_month", "scale", self.factor, "factor"),)


class ServiceContest(Intervention):
    """Call for extra effort in three phases: mobilise, implement, appraise."""

    kind: Literal["service_contest"]
    """Which intervention this is."""
    teams: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Teams that take part."""
    mobilise_months: NonNegativeInt = quantity(1, unit="month", mark="assumed", source=OWN)
    """Time in which the contest is announced and prepared."""
    implement_months: PositiveInt = quantity(3, unit="month", mark="assumed", source=OWN)
    """Time in which teams compete."""
    appraise_months: PositiveInt = quantity(1, unit="month", mark="assumed", source=OWN)
    """Time in which results are judged and rewards are paid."""
    effort: Fraction = quantity(1.0, unit="fraction", mark="assumed", source=OWN)
    """Effort while teams compete."""
    mobilised_fraction: Fraction = quantity(0.5, unit="fraction", mark="assumed", source=OWN)
    """Part of that effort already made while the contest is prepared."""
    reward_per_head: NonNegative = quantity(
        0.0, unit="currency/employee", mark="assumed", source=OWN
    )
    """Paid to each member of the teams over the months of appraisal; pleases like pay."""

    @model_validator(mode="after")
    def _once(self) -> Self:
        refuse(twice("teams", self.teams))
        return self

    def phases(self) -> tuple[int, ...]:
        """Start of the competition, of the appraisal, and of the time after."""
        competition = self.mobilise_months
        appraisal = competition + self.implement_months
        return (competition, appraisal, appraisal + self.appraise_months)

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """Effort that is called for, then rewards, then nothing."""
        competition, appraisal, over = self.phases()
        if since_start >= over:
            return ()
        if since_start >= appraisal:
            reward = self.reward_per_head / self.appraise_months
            return tuple(
                Change(f"teams.{team}.bonus_per_month", "add", reward, "reward_per_head")
                for team in self.teams
            )
        part = 1.0 if since_start >= competition else self.mobilised_fraction
        return tuple(
            Change(f"teams.{team}.contest_effort", "set", part * self.effort, "effort")
            for team in self.teams
        )
