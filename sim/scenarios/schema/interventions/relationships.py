"""Levers on tiers, relationship levels, the loyalty programme and the money for customers."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import model_validator

from sim.parameters import HIGHEST_PRIORITY
from sim.scenarios.schema.interventions.base import OWN, Change, Intervention
from sim.scenarios.schema.programme import Milestone
from sim.scenarios.schema.tiers import Level
from sim.scenarios.strict import Fraction, NonNegative, NonNegativeInt, Positive, quantity

Tier = Literal["regular", "silver", "gold"]
"""A tier of customers."""


def _set(block: str, values: Mapping[str, Any]) -> tuple[Change, ...]:
    """The values of a block that are given."""
    return tuple(
        Change(f"{block}.{name}", "set", value)
        for name, value in values.items()
        if value is not None
    )


class TieredService(Intervention):
    """Serve customers of one tier better than the others, or worse."""

    kind: Literal["tiered_service"]
    """Which intervention this is."""
    tier: Tier
    """Tier concerned."""
    queue_priority: NonNegativeInt | None = quantity(
        None, unit="rank", mark="assumed", source=OWN, le=HIGHEST_PRIORITY
    )
    """New rank in queues, the higher first; null leaves it."""
    room_tangibles: Fraction | None = quantity(None, unit="level", mark="assumed", source=OWN)
    """What a room or line of their own adds to the tangibles seen; null leaves it."""
    room_cost_per_contact: NonNegative | None = quantity(
        None, unit="currency/contact", mark="assumed", source=OWN
    )
    """What the room costs with every contact; null leaves it."""
    has_relationship_manager: bool | None = quantity(None, unit="-", mark="assumed", source=OWN)
    """Whether each has an employee of their own in every team; null leaves it."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.changes():
            raise ValueError("nothing changes; give queue_priority, a room or a manager")
        return self

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The values given."""
        names = (
            *("queue_priority", "room_tangibles", "room_cost_per_contact"),
            "has_relationship_manager",
        )
        return _set(f"firm.tiers.{self.tier}", {name: getattr(self, name) for name in names})


class RelationshipLevelChange(Intervention):
    """Give one tier another relationship level."""

    kind: Literal["relationship_level"]
    """Which intervention this is."""
    tier: Tier
    """Tier concerned."""
    level: Level
    """New level; what it costs and does stands in ``firm.relationship_levels``."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new level."""
        return _set(f"firm.tiers.{self.tier}", {"relationship_level": self.level})


class LoyaltyProgramme(Intervention):
    """Open the loyalty programme; what is not given here stands in the base."""

    kind: Literal["loyalty_programme"]
    """Which intervention this is."""
    silver_spend_per_year: Positive | None = quantity(
        None, unit="currency/year", mark="assumed", source=OWN
    )
    """New threshold of silver; null leaves it."""
    gold_spend_per_year: Positive | None = quantity(
        None, unit="currency/year", mark="assumed", source=OWN
    )
    """New threshold of gold; null leaves it."""
    reward_fraction_silver: Fraction | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN
    )
    """New reward on a silver customer's spend; null leaves it."""
    reward_fraction_gold: Fraction | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN
    )
    """New reward on a gold customer's spend; null leaves it."""
    milestones: tuple[Milestone, ...] | None = quantity(None, unit="-", mark="assumed", source=OWN)
    """New rewards for what is collected within a period; null leaves them."""
    period_weeks: Positive | None = quantity(None, unit="week", mark="assumed", source=OWN)
    """New time until a collecting card expires; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The switch, and the values given."""
        thresholds = {
            "silver_spend_per_year": self.silver_spend_per_year,
            "gold_spend_per_year": self.gold_spend_per_year,
        }
        rules = {
            "reward_fraction_silver": self.reward_fraction_silver,
            "reward_fraction_gold": self.reward_fraction_gold,
            "milestones": None
            if self.milestones is None
            else [milestone.model_dump() for milestone in self.milestones],
            "period_weeks": self.period_weeks,
        }
        return (
            Change("firm.programme.is_active", "set", True),
            *_set("firm.tiers", thresholds),
            *_set("firm.programme", rules),
        )


class MarketingSplit(Intervention):
    """Divide one budget between winning customers and keeping them."""

    kind: Literal["marketing_split"]
    """Which intervention this is."""
    budget_per_month: NonNegative = quantity(..., unit="currency/month", mark="assumed", source=OWN)
    """Advertising and relationship marketing together."""
    relationship_fraction: Fraction = quantity(..., unit="fraction", mark="assumed", source=OWN)
    """Share that goes to those who are customers already; the rest advertises."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The two budgets."""
        kept = self.budget_per_month * self.relationship_fraction
        return (
            Change("market.advertising_per_month", "set", self.budget_per_month - kept),
            Change("firm.relationship_marketing.budget_per_month", "set", kept),
        )
