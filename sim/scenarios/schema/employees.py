"""The employees' part of a scenario: teams, learning, hurry, fatigue, satisfaction, quits."""

from typing import Literal, Self

from pydantic import model_validator

from sim.scenarios.schema.channels import Hours
from sim.scenarios.strict import (
    OWN,
    Fraction,
    NonNegative,
    OpenFraction,
    Positive,
    PositiveInt,
    Strict,
    quantity,
)

OLIVA_STERMAN = "Oliva & Sterman (2001), as stated in the R code of Struben, Sterman & Keith"


class Team(Strict):
    """People who serve the contacts of one or more channels from one queue."""

    positions: PositiveInt = quantity(..., unit="employee", mark="assumed", source=OWN, le=4000)
    """Positions the firm wants filled."""

    is_partner: bool = quantity(
        False, unit="-", mark="assumed", source="Assumption", structural=True
    )
    """Whether the team is a partner's: no wages, no hiring cost, no internal budgets of ours."""

    roster: Hours = Hours()
    """When the team is on duty."""

    days_per_week: PositiveInt = quantity(
        5, unit="day/week", mark="assumed", source="Assumption", le=7, structural=True
    )
    """Days a week that an employee works."""

    shift_hours: Positive = quantity(
        8.0, unit="hour", mark="assumed", source="Assumption", le=24.0, structural=True
    )
    """Length of a shift; longer rosters are covered by an early and a late shift."""

    pay_per_month: NonNegative = quantity(
        2800.0, unit="currency/month", mark="assumed", source="Assumption"
    )
    """Pay of an employee, with all that comes on top."""

    market_pay_per_month: Positive = quantity(
        2800.0, unit="currency/month", mark="assumed", source="Assumption"
    )
    """What comparable employers pay."""
    shortage_fraction: Fraction = quantity(
        0.0, unit="fraction/shift", mark="assumed", source="Assumption: none", worth=(0, 0.5)
    )
    """Share of shifts that cannot be worked, on top of absence."""

    bonus_per_month: NonNegative = quantity(
        0.0, unit="currency/employee/month", mark="assumed", source="Assumption: none"
    )
    """Bonus on top of pay; we pay it to a partner's staff as well."""

    late_fraction: Fraction = quantity(
        0.5, unit="fraction", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Share of positions on the late shift; the holders take turns by the week."""

    overtime_hours_per_shift: NonNegative = quantity(
        0.0, unit="hour", mark="assumed", source="Assumption: none", le=12.0, worth=(0, 4)
    )
    """Most time that an employee stays on after a shift while customers wait."""

    overtime_pay_factor: NonNegative = quantity(
        1.5,
        unit="-",
        mark="recalled",
        source="US Fair Labor Standards Act (1938): one and a half times; recalled, unverified",
        worth=(1, 2),
    )
    """Pay for time beyond the shift over pay for the same time within it."""

    staffing: Literal["plan", "demand"] = quantity(
        "plan", unit="-", mark="assumed", source="Assumption"
    )
    """Whether positions are as planned, or follow the work of the month before."""

    target_occupancy: Positive = quantity(
        0.7, unit="fraction", mark="assumed", source="Assumption", le=1.0, worth=(0.5, 0.9)
    )
    """Occupancy to which positions are set when they follow demand."""

    least_positions: PositiveInt = quantity(
        1, unit="employee", mark="assumed", source="Assumption", le=4000
    )
    """Fewest positions when they follow demand."""

    most_positions: PositiveInt = quantity(
        4000, unit="employee", mark="assumed", source="Assumption: no limit", le=4000
    )
    """Most positions when they follow demand."""

    hires: Literal["replace", "freeze"] = quantity(
        "replace", unit="-", mark="assumed", source="Assumption"
    )
    """Whether vacancies are filled, or left open while hiring is frozen."""

    contest_effort: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none"
    )
    """Extra effort for customers that a service contest calls for."""

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.most_positions < self.least_positions:
            raise ValueError(
                f"most_positions {self.most_positions} is below least_positions "
                f"{self.least_positions}; raise it"
            )
        return self


class Learning(Strict):
    """How experience becomes efficiency."""

    start_efficiency: Positive = quantity(
        0.61,
        unit="fraction",
        mark="literature",
        source="De Grip, Sauermann & Sieben (2016): +64 % over the first year, 1/1.64",
        le=1.0,
        worth=(0.4, 0.9),
    )
    """Efficiency of a newcomer as a share of an experienced employee's."""
    learning_months: Positive = quantity(
        4.5,
        unit="month",
        mark="assumed",
        source="Assumption: parity after 8 to 12 months (vendor figure)",
        worth=(2, 16),
    )
    """Time in which the gap to full efficiency shrinks to 37 %."""
    learning_per_training: NonNegative = quantity(
        0.0, unit="log speed", mark="assumed", source="Assumption: none", worth=(0, 1)
    )
    """Rise of the log speed of learning per unit of the training driver above 0.5."""
    opening_experience_months: NonNegative = quantity(
        18.0, unit="month", mark="assumed", source="Assumption", structural=True
    )
    """Mean tenure of the staff when the clock starts, exponential between people."""
    ability_spread: NonNegative = quantity(
        0.12,
        unit="coefficient of variation",
        mark="assumed",
        source="Assumption; .16 of rating variance is due to the lecturer in InstEval (lme4)",
        structural=True,
    )
    """Spread of lasting ability between people."""
    induction_days: NonNegative = quantity(
        10.0,
        unit="day",
        mark="assumed",
        source="Assumption; 4.2 weeks in US call centres (Batt et al. 2005)",
        worth=(0, 30),
    )
    """Days a newcomer is paid and trained before taking contacts."""
    head_start_days: NonNegative = quantity(
        0.0, unit="day", mark="assumed", source="Assumption: none", worth=(0, 60)
    )
    """Days on the job that the induction saves newcomers, in learning and in settling in."""


class Hurry(Strict):
    """Time per customer under work pressure, and the erosion of the standard."""

    exponent: float = quantity(
        -0.64, unit="-", mark="literature", source=OLIVA_STERMAN, ge=-2.0, le=0.0, worth=(-1, 0)
    )
    """Elasticity of time per customer to work pressure (alpha)."""
    time_ceiling: Positive = quantity(
        1.2,
        unit="-",
        mark="assumed",
        source="Assumption: idle staff stretch a contact a little; Oliva & Sterman (2001) set none",
        ge=1.0,
        worth=(1, 1.5),
    )
    """Most time per customer over the norm, however little there is to do."""
    erosion_weeks: Positive = quantity(
        18.83, unit="week", mark="literature", source=OLIVA_STERMAN, worth=(5, 50)
    )
    """Time in which the standard follows the time actually given downwards (tau_down)."""
    restoration_weeks: Positive = quantity(
        260.0,
        unit="week",
        mark="assumed",
        source="Assumption: slow; Oliva & Sterman (2001) estimate 8.14e6, never",
        worth=(18.83, 8.14e6),
    )
    """Time in which the standard follows the time actually given upwards (tau_up)."""
    target_occupancy: Positive = quantity(
        0.7, unit="fraction", mark="assumed", source="Assumption", le=1.0, worth=(0.5, 0.9)
    )
    """Occupancy at which work pressure counts as 1."""
    pressure_memory_weeks: Positive = quantity(
        4.0, unit="week", mark="assumed", source="Assumption", worth=(1, 12)
    )
    """Time over which work pressure is perceived."""


class Fatigue(Strict):
    """What sustained overload does."""

    onset: Fraction = quantity(
        0.85, unit="occupancy", mark="assumed", source="Assumption", lt=1.0, worth=(0.7, 0.95)
    )
    """Occupancy above which fatigue builds up."""
    memory_weeks: Positive = quantity(
        4.0, unit="week", mark="assumed", source="Assumption", worth=(1, 12)
    )
    """Time over which fatigue builds up and fades."""
    loss_of_efficiency: Fraction = quantity(
        0.15, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.4)
    )
    """Efficiency lost at full fatigue."""


class Satisfaction(Strict):
    """What employees are satisfied by."""

    neutral: OpenFraction = quantity(
        0.65, unit="level", mark="assumed", source="Assumption: 65 of 100"
    )
    """Satisfaction at reference internal quality, normal workload and market pay."""
    memory_months: Positive = quantity(
        3.0, unit="month", mark="assumed", source="Assumption", worth=(1, 12)
    )
    """Time in which satisfaction follows its causes."""
    spread: Fraction = quantity(
        0.06, unit="level", mark="assumed", source="Assumption", structural=True
    )
    """Standard deviation of lasting disposition between people."""
    per_internal_quality: NonNegative = quantity(
        0.7,
        unit="-",
        mark="assumed",
        source="Assumption: direction after Heskett et al. (1994), Hong et al. (2013)",
        worth=(0, 1.5),
    )
    """Effect of internal service quality above reference."""
    per_workload: NonNegative = quantity(
        0.35, unit="-", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Effect of work pressure above 1, downwards."""
    per_pay: NonNegative = quantity(
        0.4, unit="-", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Effect of the log of pay against the market."""
    per_mood: NonNegative = quantity(
        0.3,
        unit="-",
        mark="assumed",
        source="Assumption: the satisfaction mirror of Heskett et al. (1994); absent in "
        "Pritchard & Silvestro (2005)",
        worth=(0, 0.8),
    )
    """Effect of the mood of the customers served above their neutral satisfaction."""
    mood_step: Fraction = quantity(
        0.05, unit="fraction/contact", mark="assumed", source="Assumption"
    )
    """How far one contact moves the mood an employee perceives."""


class Quits(Strict):
    """Who leaves, and who stays at home."""

    quits_per_year: NonNegative = quantity(
        0.25,
        unit="quit/employee/year",
        mark="literature",
        source="Holman, Batt & Holtgrewe (2007): 25 % to over 50 % in US call centres",
        worth=(0.05, 0.6),
    )
    """Quits of experienced employees of neutral satisfaction."""
    response: NonNegative = quantity(
        5.0,
        unit="log hazard",
        mark="assumed",
        source="Assumption: direction after Griffeth, Hom & Gaertner (2000)",
        worth=(0, 10),
    )
    """Fall of the log hazard of quitting per unit of satisfaction above neutral."""
    newcomer_factor: Positive = quantity(
        2.0, unit="-", mark="assumed", source="Assumption", worth=(1, 4)
    )
    """Factor on the hazard on the first day; it fades with tenure."""
    newcomer_months: Positive = quantity(6.0, unit="month", mark="assumed", source="Assumption")
    """Time in which the newcomers' extra hazard fades to 37 %."""
    absence_chance: Fraction = quantity(
        0.04, unit="fraction/shift", mark="assumed", source="Assumption", worth=(0, 0.1)
    )
    """Chance of being absent from a shift at neutral satisfaction."""
    absence_response: NonNegative = quantity(
        2.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 5)
    )
    """Fall of the log odds of absence per unit of satisfaction above neutral."""


class Service(Strict):
    """What staff bring to a contact."""

    failure_per_inexperience: NonNegative = quantity(
        2.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 4)
    )
    """Rise of the log odds of failure per unit of missing efficiency."""
    failure_per_hurry: NonNegative = quantity(
        2.5, unit="log odds", mark="assumed", source="Assumption", worth=(0, 5)
    )
    """Rise of the log odds of failure per unit of time per customer cut."""
    failure_per_fatigue: NonNegative = quantity(
        1.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 3)
    )
    """Rise of the log odds of failure at full fatigue."""
    failure_per_satisfaction: NonNegative = quantity(
        2.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 5)
    )
    """Fall of the log odds of failure per unit of employee satisfaction above neutral."""
    failure_per_internal_quality: NonNegative = quantity(
        2.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 5)
    )
    """Fall of the log odds of failure per unit of internal quality above reference."""
    time_per_internal_quality: NonNegative = quantity(
        0.3, unit="log time", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Fall of the log handle time per unit of internal quality above reference (tools, support)."""
    assurance_base: Fraction = quantity(0.5, unit="level", mark="assumed", source="Assumption")
    """Assurance that somebody without any efficiency would convey."""
    assurance_per_efficiency: NonNegative = quantity(
        0.35, unit="-", mark="assumed", source="Assumption", worth=(0, 0.5)
    )
    """Assurance gained with efficiency."""
    empathy_base: Fraction = quantity(0.8, unit="level", mark="assumed", source="Assumption")
    """Empathy of an employee of neutral satisfaction who takes the standard time."""
    empathy_per_satisfaction: NonNegative = quantity(
        0.8,
        unit="-",
        mark="assumed",
        source="Assumption: direction after Brown & Lam (2008)",
        worth=(0, 1.5),
    )
    """Empathy gained per unit of employee satisfaction above neutral."""
    empathy_per_time: NonNegative = quantity(
        0.5, unit="-", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Empathy gained per unit of time per customer above the norm."""
    empathy_per_standardisation: NonNegative = quantity(
        0.15,
        unit="level",
        mark="assumed",
        source="Assumption: size and direction; that personal service is seen differently: "
        "Surprenant & Solomon (1987), recalled, unverified",
        worth=(0, 0.4),
    )
    """Empathy lost where service follows a script in full."""
    repeat_explanation_fraction: Fraction = quantity(
        0.3, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.6)
    )
    """Handle time added where a customer has to explain everything again."""


class Hiring(Strict):
    """How a vacancy is filled, and what that costs."""

    accepted_fraction: Positive = quantity(
        0.5,
        unit="fraction",
        mark="assumed",
        source="Assumption: every second applicant",
        ge=0.001,
        le=1.0,
        worth=(0.1, 1),
    )
    """Share of applicants that the firm hires, the best first: its hiring standard."""
    usual_accepted_fraction: OpenFraction = quantity(
        0.5,
        unit="fraction",
        mark="assumed",
        source="Assumption: every second applicant",
        structural=True,
    )
    """Hiring standard at which hires have an average ability of 1."""
    validity: Fraction = quantity(
        0.6,
        unit="correlation",
        mark="recalled",
        source="Schmidt & Hunter (1998): about .6 for a test of mental ability with a structured "
        "interview, under .4 for an unstructured one; recalled, unverified",
        worth=(0.2, 0.7),
    )
    """Correlation with ability of the best assessment; a selection level of 0.5 has half of it."""
    time_to_fill_days: NonNegative = quantity(
        34.0,
        unit="day",
        mark="assumed",
        source="Assumption after a vendor's figure for 1,800 agents in 8 centres, secondary",
        worth=(10, 90),
    )
    """Mean time a vacancy stays open at the usual hiring standard, exponential."""
    cost_per_hire: NonNegative = quantity(
        2300.0,
        unit="currency/hire",
        mark="assumed",
        source="Assumption: with assessment and induction about one fifth of a year's pay, "
        "Boushey & Glynn (2012)",
    )
    """Cost of finding a new employee, assessment aside."""
    cost_per_applicant: NonNegative = quantity(
        100.0, unit="currency/applicant", mark="assumed", source="Assumption", worth=(0, 500)
    )
    """Cost of assessing an applicant; a hire takes one over the accepted fraction of them."""
    induction_cost: NonNegative = quantity(
        2000.0, unit="currency/hire", mark="assumed", source="Assumption"
    )
    """Cost of an induction beyond the newcomer's pay."""


class Counselling(Strict):
    """Help for staff who are dissatisfied."""

    budget_per_head_per_month: NonNegative = quantity(
        0.0, unit="currency/employee/month", mark="assumed", source="Assumption: none"
    )
    """What the firm spends on counselling its own staff."""
    half_budget_per_head_per_month: Positive = quantity(
        20.0, unit="currency/employee/month", mark="assumed", source="Assumption"
    )
    """Budget at which half of what counselling can do is reached; returns diminish beyond."""
    relief: Fraction = quantity(
        0.5, unit="fraction", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Share of what keeps satisfaction below neutral that the fullest counselling takes away."""


class Contest(Strict):
    """What extra effort for customers does, and leaves behind."""

    empathy_per_effort: NonNegative = quantity(
        0.1, unit="level", mark="assumed", source="Assumption", worth=(0, 0.2)
    )
    """Empathy gained at full effort."""
    failure_per_effort: NonNegative = quantity(
        0.4, unit="log odds", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Fall of the log odds of failure at full effort."""
    fatigue_per_effort: NonNegative = quantity(
        0.1, unit="level", mark="assumed", source="Assumption", worth=(0, 0.3)
    )
    """Fatigue that full effort ends in."""
    habit_memory_weeks: Positive = quantity(
        8.0, unit="week", mark="assumed", source="Assumption", worth=(2, 26)
    )
    """Time in which effort becomes a habit, and the habit fades without it."""


class Employees(Strict):
    """How people at work learn, tire, hurry, feel and leave; the same in every team."""

    learning: Learning = Learning()
    """How experience becomes efficiency."""
    hurry: Hurry = Hurry()
    """Time per customer under work pressure."""
    fatigue: Fatigue = Fatigue()
    """What sustained overload does."""
    satisfaction: Satisfaction = Satisfaction()
    """What employees are satisfied by."""
    quits: Quits = Quits()
    """Who leaves, and who stays at home."""
    service: Service = Service()
    """What staff bring to a contact."""
    hiring: Hiring = Hiring()
    """How a vacancy is filled."""
    counselling: Counselling = Counselling()
    """Help for staff who are dissatisfied."""
    contest: Contest = Contest()
    """What extra effort for customers does."""
