"""Levers on complaints."""

from typing import Literal, Self

from pydantic import model_validator

from sim.scenarios.schema.interventions.base import OWN, Change, Intervention
from sim.scenarios.strict import Fraction, NonNegative, quantity


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

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
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
