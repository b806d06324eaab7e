"""Levers on internal service quality, pay and staffing."""

from typing import Annotated, Literal

from pydantic import Field

from sim.parameters import DRIVERS
from sim.scenarios.schema.interventions.base import OWN, Change, Intervention
from sim.scenarios.strict import Name, Positive, quantity


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


class Staffing(Intervention):
    """Give a team more or fewer positions."""

    kind: Literal["staffing"]
    """Which intervention this is."""
    team: Name
    """Team concerned."""
    add_positions: int
    """Positions added; negative takes them away, the highest numbers first."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new number of positions."""
        return (Change(f"teams.{self.team}.positions", "add", self.add_positions),)
