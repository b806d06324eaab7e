"""What an alternative changes: typed interventions, each a timed list of changes to parameters."""

from abc import ABC, abstractmethod
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from sim.parameters import DRIVERS
from sim.scenarios.strict import (
    Fraction,
    Name,
    NonNegative,
    NonNegativeInt,
    Positive,
    Strict,
    Text,
    quantity,
)

OWN = "the scenario's own"

Path = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", max_length=200)]
"""Dotted path of a value of the base, for example ``firm.price_index``."""

Value = bool | int | float | str | None
"""A single value as YAML writes it."""


class Change(NamedTuple):
    """One change to one value of the base."""

    path: str
    operation: Literal["set", "scale", "add"]
    value: Any


class Intervention(Strict, ABC):
    """What every intervention has: when, how gradually, at what cost."""

    start_month: NonNegativeInt = quantity(0, unit="month", mark="assumed", source=OWN)
    """Month after the warm-up in which the change begins; 0 is the first measured month."""
    end_month: NonNegativeInt | None = quantity(None, unit="month", mark="assumed", source=OWN)
    """Month in which the change is taken back; null keeps it."""
    ramp_months: NonNegativeInt = quantity(0, unit="month", mark="assumed", source=OWN)
    """Months over which the change reaches its full size, in equal monthly steps."""
    cost_once: NonNegative = quantity(0.0, unit="currency", mark="assumed", source=OWN)
    """Cost when the change begins."""
    cost_per_month: NonNegative = quantity(0.0, unit="currency/month", mark="assumed", source=OWN)
    """Cost of each month in which the change is in force."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.end_month is not None and self.end_month <= self.start_month:
            raise ValueError(
                f"end_month {self.end_month} must be after start_month {self.start_month}"
            )
        if self.end_month is not None and self.start_month + self.ramp_months > self.end_month:
            raise ValueError("the ramp ends after end_month; shorten ramp_months")
        return self

    @abstractmethod
    def changes(self) -> tuple[Change, ...]:
        """Changes to the base at full size, in the order in which they apply."""


class Set(Intervention):
    """Give one value of the base another value."""

    kind: Literal["set"]
    """Which intervention this is."""
    path: Path
    """Value to change."""
    value: Value
    """What it becomes."""

    def changes(self) -> tuple[Change, ...]:
        """The one change."""
        return (Change(self.path, "set", self.value),)


class Scale(Intervention):
    """Multiply one value of the base."""

    kind: Literal["scale"]
    """Which intervention this is."""
    path: Path
    """Value to change."""
    factor: NonNegative
    """Factor; 1.1 adds ten per cent."""

    def changes(self) -> tuple[Change, ...]:
        """The one change."""
        return (Change(self.path, "scale", self.factor),)


class Add(Intervention):
    """Add to one value of the base."""

    kind: Literal["add"]
    """Which intervention this is."""
    path: Path
    """Value to change."""
    amount: float
    """What is added, in the value's own unit; may be negative."""

    def changes(self) -> tuple[Change, ...]:
        """The one change."""
        return (Change(self.path, "add", self.amount),)


class RetentionTarget(Intervention):
    """Reach more retention by assumption, free of cost: the textbook claim."""

    kind: Literal["retention_target"]
    """Which intervention this is."""
    of: Literal["customers", "employees"]
    """Whose retention rises."""
    points: Positive = quantity(
        ..., unit="percentage point/year", mark="assumed", source=OWN, le=50
    )
    """Points of yearly retention added to the base; 5 is written 5."""

    def changes(self) -> tuple[Change, ...]:
        """The gain the firm is assumed to reach."""
        path = f"firm.{'customer' if self.of == 'customers' else 'employee'}_retention_gain"
        return (Change(path, "add", self.points / 100.0),)


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

    def changes(self) -> tuple[Change, ...]:
        """The larger budgets."""
        return tuple(
            Change(
                f"firm.drivers.{name}.budget_per_head_per_month", "add", self.add_per_head_per_month
            )
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

    def changes(self) -> tuple[Change, ...]:
        """The new pay."""
        return (Change(f"teams.{self.team}.pay_per_month", "scale", self.factor),)


class Staffing(Intervention):
    """Give a team more or fewer positions."""

    kind: Literal["staffing"]
    """Which intervention this is."""
    team: Name
    """Team concerned."""
    add_positions: int
    """Positions added; negative takes them away, the highest numbers first."""

    def changes(self) -> tuple[Change, ...]:
        """The new number of positions."""
        return (Change(f"teams.{self.team}.positions", "add", self.add_positions),)


class RecoveryPolicyChange(Intervention):
    """Answer complaints faster, or more generously."""

    kind: Literal["recovery"]
    """Which intervention this is."""
    response_days: NonNegative | None = quantity(None, unit="day", mark="assumed", source=OWN)
    """New time to the start of handling; null leaves it."""
    compensation_fraction: Fraction | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN
    )
    """New compensation as a share of the spend at stake; null leaves it."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.response_days is None and self.compensation_fraction is None:
            raise ValueError("nothing changes; give response_days or compensation_fraction")
        return self

    def changes(self) -> tuple[Change, ...]:
        """The values given."""
        given = {
            "response_days": self.response_days,
            "compensation_fraction": self.compensation_fraction,
        }
        return tuple(
            Change(f"firm.recovery.{name}", "set", value)
            for name, value in given.items()
            if value is not None
        )


class LoyaltyProgramme(Intervention):
    """Open the loyalty programme; thresholds and rewards stand in ``firm.programme``."""

    kind: Literal["loyalty_programme"]
    """Which intervention this is."""

    def changes(self) -> tuple[Change, ...]:
        """The switch."""
        return (Change("firm.programme.is_active", "set", True),)


class Price(Intervention):
    """Raise or lower all prices."""

    kind: Literal["price"]
    """Which intervention this is."""
    factor: Positive
    """Factor on prices; 0.95 is five per cent less."""

    def changes(self) -> tuple[Change, ...]:
        """The new price index."""
        return (Change("firm.price_index", "scale", self.factor),)


class Promise(Intervention):
    """Promise more or less in advertising."""

    kind: Literal["promise"]
    """Which intervention this is."""
    level: Fraction
    """Service level promised."""

    def changes(self) -> tuple[Change, ...]:
        """The new promise."""
        return (Change("market.promise", "set", self.level),)


AnyIntervention = Annotated[
    Set
    | Scale
    | Add
    | RetentionTarget
    | InternalQuality
    | Pay
    | Staffing
    | RecoveryPolicyChange
    | LoyaltyProgramme
    | Price
    | Promise,
    Field(discriminator="kind"),
]
"""One intervention, told apart by its ``kind``."""


class Alternative(Strict):
    """A named world that differs from the base by its interventions."""

    name: Name
    """Short name, used on the command line and in tables."""
    title: Text
    """What it is called in the report."""
    description: str = ""
    """More words, if needed."""
    interventions: Annotated[tuple[AnyIntervention, ...], Field(min_length=1)]
    """What changes, in the order in which it applies."""
