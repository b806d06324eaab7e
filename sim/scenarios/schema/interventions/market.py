"""Levers on prices and promises."""

from typing import Literal

from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import Fraction, Positive


class Price(Intervention):
    """Raise or lower all prices."""

    kind: Literal["price"]
    """Which intervention this is."""
    factor: Positive
    """Factor on prices; 0.95 is five per cent less."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new price index."""
        return (Change("firm.price_index", "scale", self.factor),)


class Promise(Intervention):
    """Promise more or less in advertising."""

    kind: Literal["promise"]
    """Which intervention this is."""
    level: Fraction
    """Service level promised."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new promise."""
        return (Change("market.promise", "set", self.level),)
