"""Levers on the people at work: internal service quality, pay, hiring."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.parameters import DRIVERS
from sim.scenarios.schema.interventions.base import OWN, Change, Intervention
from sim.scenarios.strict import Name, NonNegative, Positive, quantity


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

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.accepted_fraction is None and self.add_selection_per_head_per_month <= 0.0:
            raise ValueError(
                "nothing changes; give accepted_fraction or add_selection_per_head_per_month"
            )
        return self

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new standard and the larger budget."""
        found: list[Change] = []
        if self.accepted_fraction is not None:
            path = "employees.hiring.accepted_fraction"
            found.append(Change(path, "set", self.accepted_fraction))
        if self.add_selection_per_head_per_month > 0.0:
            path = "firm.drivers.selection.budget_per_head_per_month"
            found.append(Change(path, "add", self.add_selection_per_head_per_month))
        return tuple(found)


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

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
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

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new pay."""
        return (Change(f"teams.{self.team}.pay_per_month", "scale", self.factor),)
