"""Levers on what the firm does with its profit."""

from typing import Literal

from sim.scenarios.schema.interventions.base import OWN, Change, Intervention
from sim.scenarios.strict import Fraction, NonNegative, quantity


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
        share = Change("firm.reinvestment_share", "set", self.share)
        if self.hurdle_per_month is None:
            return (share,)
        hurdle = Change("firm.reinvestment_hurdle_per_month", "set", self.hurdle_per_month)
        return (share, hurdle)
