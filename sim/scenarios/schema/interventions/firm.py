"""Levers on what the firm does with its profit."""

from typing import Literal

from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import OWN, Fraction, NonNegative, quantity


class Reinvestment(Intervention):
    """Put a share of profit into the drivers of internal service quality."""

    kind: Literal["reinvestment"]
    """Which intervention this is."""
    share: Fraction = quantity(..., unit="fraction", mark="assumed", source=OWN)
    """Share of last month's profit above the hurdle."""
    hurdle_per_month: NonNegative | None = quantity(
        None, unit="currency/month", mark="assumed", source=OWN
    )
    """Monthly profit above which reinvestment starts; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new rule."""
        return self.given(
            "firm", reinvestment_share="share", reinvestment_hurdle_per_month="hurdle_per_month"
        )
