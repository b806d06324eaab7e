"""The tiers' part of a scenario: who belongs to which, and how each is served."""

from typing import Literal, Self

from pydantic import model_validator

from sim.parameters import HIGHEST_PRIORITY
from sim.scenarios.strict import (
    Fraction,
    NonNegative,
    NonNegativeInt,
    Positive,
    PositiveInt,
    Strict,
    quantity,
)

Tier = Literal["regular", "silver", "gold"]
"""Name of a tier, see `sim.parameters.TIERS`."""

Level = Literal["basic", "reactive", "accountable", "proactive", "partnership"]
"""Kotler's relationship levels, the loosest first."""


class TierService(Strict):
    """How customers of one tier are served."""

    queue_priority: NonNegativeInt = quantity(
        0,
        unit="rank",
        mark="assumed",
        source="Assumption: everybody alike",
        le=HIGHEST_PRIORITY,
    )
    """Rank in a team's queue within the class of the channel; the higher number goes first."""
    room_tangibles: Fraction = quantity(
        0.0, unit="level", mark="assumed", source="Assumption: no room of their own", worth=(0, 0.3)
    )
    """What a room or line of their own adds to the tangibles seen where staff serve."""
    room_cost_per_contact: NonNegative = quantity(
        0.0, unit="currency/contact", mark="assumed", source="Assumption: no room of their own"
    )
    """What that room costs with every contact that goes to staff."""
    has_relationship_manager: bool = quantity(
        False, unit="-", mark="assumed", source="Assumption: nobody has one"
    )
    """Whether each customer has an employee in every team who serves them if free."""
    relationship_level: Level = quantity(
        "basic", unit="-", mark="assumed", source="Assumption: sell, and no more"
    )
    """Relationship level; what each means stands in ``firm.relationship_levels``."""


class Tiers(Strict):
    """Who belongs to which tier, and how each is served; with a loyalty programme or without."""

    silver_spend_per_year: Positive = quantity(
        800.0, unit="currency/year", mark="assumed", source="Assumption"
    )
    """Twelve-month spend from which a customer is silver."""
    gold_spend_per_year: Positive = quantity(
        2000.0, unit="currency/year", mark="assumed", source="Assumption"
    )
    """Twelve-month spend from which a customer is gold."""
    review_months: PositiveInt = quantity(
        3, unit="month", mark="assumed", source="Assumption: each quarter", le=60
    )
    """Months between two reviews of everybody's tier; each looks at the last twelve months."""
    regular: TierService = TierService()
    """How regular customers are served."""
    silver: TierService = TierService()
    """How silver customers are served."""
    gold: TierService = TierService()
    """How gold customers are served."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.gold_spend_per_year < self.silver_spend_per_year:
            raise ValueError(
                f"gold_spend_per_year {self.gold_spend_per_year:g} is below silver_spend_per_year "
                f"{self.silver_spend_per_year:g}; raise it"
            )
        return self
