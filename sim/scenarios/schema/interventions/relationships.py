"""Levers on tiers, relationship levels, the loyalty programme and the money for customers."""

from typing import Literal

from sim.parameters import HIGHEST_PRIORITY
from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.schema.programme import Milestone
from sim.scenarios.schema.tiers import Level, Tier
from sim.scenarios.strict import OWN, Fraction, NonNegative, NonNegativeInt, Positive, quantity


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

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The values given."""
        names = (
            *("queue_priority", "room_tangibles", "room_cost_per_contact"),
            "has_relationship_manager",
        )
        return self.given(f"firm.tiers.{self.tier}", *names)


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
        return self.given(f"firm.tiers.{self.tier}", relationship_level="level")


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
        rules = ("reward_fraction_silver", "reward_fraction_gold", "milestones", "period_weeks")
        return (
            Change("firm.programme.is_active", "set", True),
            *self.given("firm.tiers", "silver_spend_per_year", "gold_spend_per_year"),
            *self.given("firm.programme", *rules),
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
