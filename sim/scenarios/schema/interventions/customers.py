"""Levers on complaints."""

from typing import Literal

from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import OWN, Fraction, NonNegative, Positive, quantity


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

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The values given."""
        return self.given("firm.recovery", "response_days", "compensation_fraction")


class EncourageComplaints(Intervention):
    """Ask customers to say what went wrong."""

    kind: Literal["encourage_complaints"]
    """Which intervention this is."""
    effect: Positive = quantity(..., unit="log odds", mark="assumed", source=OWN, le=5.0)
    """Rise of the log odds that a failure is voiced; 0.7 doubles the odds."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The invitation."""
        return self.given("firm.recovery", encouragement="effect")


class Empowerment(Intervention):
    """Let the front line put failures right on the spot, and equip it to."""

    kind: Literal["empowerment"]
    """Which intervention this is."""
    add_per_head_per_month: NonNegative = quantity(
        ..., unit="currency/employee/month", mark="assumed", source=OWN
    )
    """What the driver ``empowerment`` gets on top."""
    settled_at_once_fraction: Fraction | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN
    )
    """Share of voiced failures that fully empowered staff may settle; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The larger budget, and the latitude if it is given."""
        path = "firm.drivers.empowerment.budget_per_head_per_month"
        field = "add_per_head_per_month"
        budget = Change(path, "add", self.add_per_head_per_month, field)
        return (budget, *self.given("firm.recovery", "settled_at_once_fraction"))
