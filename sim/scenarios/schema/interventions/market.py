"""Levers on prices, promises and advertising, and what competitors do."""

from typing import Literal

from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import OWN, Fraction, NonNegative, OpenFraction, Positive, quantity


class Price(Intervention):
    """Raise or lower all prices."""

    kind: Literal["price"]
    """Which intervention this is."""
    factor: Positive
    """Factor on prices; 0.95 is five per cent less."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new price index."""
        return (Change("firm.price_index", "scale", self.factor, "factor"),)


class Promise(Intervention):
    """Promise more or less in advertising."""

    kind: Literal["promise"]
    """Which intervention this is."""
    level: Fraction
    """Service level promised."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new promise."""
        return self.given("market", promise="level")


class Advertising(Intervention):
    """Spend more or less on advertising."""

    kind: Literal["advertising"]
    """Which intervention this is."""
    budget_per_month: NonNegative = quantity(..., unit="currency/month", mark="assumed", source=OWN)
    """New budget."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new budget."""
        return self.given("market", advertising_per_month="budget_per_month")


class CompetitorEntry(Intervention):
    """Competitors enter the market with an offer of their own; a ramp lets them grow."""

    kind: Literal["competitor_entry"]
    """Which intervention this is."""
    rivals: Positive = quantity(1.0, unit="competitor", mark="assumed", source=OWN)
    """How many enter; 0.5 is one of half the strength of those that are there."""
    quality: OpenFraction = quantity(..., unit="level", mark="assumed", source=OWN)
    """Quality that they offer on every dimension."""
    price_index: Positive = quantity(..., unit="-", mark="assumed", source=OWN)
    """Their prices against those at which spends are stated."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The entrants, whose offer is what it is however few they are."""
        return (
            Change("market.entrants", "add", self.rivals, "rivals"),
            Change("market.entrant_quality", "put", self.quality, "quality"),
            Change("market.entrant_price_index", "put", self.price_index, "price_index"),
        )


class CompetitorReaction(Intervention):
    """Competitors follow our prices, our service, or both."""

    kind: Literal["competitor_reaction"]
    """Which intervention this is."""
    price_reaction_per_month: Fraction | None = quantity(
        None, unit="fraction/month", mark="assumed", source=OWN
    )
    """Share of the gap to our prices that they close each month; null leaves it."""
    quality_reaction_per_month: Fraction | None = quantity(
        None, unit="fraction/month", mark="assumed", source=OWN
    )
    """Share of the gap to our perceived service that they close each month; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The reactions given."""
        return self.given("market", "price_reaction_per_month", "quality_reaction_per_month")
