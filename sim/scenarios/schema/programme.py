"""The loyalty programme's part of a scenario: what tiers earn, and what members collect."""

from itertools import pairwise
from typing import Self

from pydantic import model_validator

from sim.scenarios.strict import OWN, Fraction, NonNegative, Positive, Strict, quantity


class Milestone(Strict):
    """A reward for reaching a collected spend."""

    spend: Positive = quantity(..., unit="currency", mark="assumed", source=OWN)
    """Spend collected on one card at which the reward is paid."""
    reward: NonNegative = quantity(..., unit="currency", mark="assumed", source=OWN)
    """What is paid then."""


class Programme(Strict):
    """The loyalty programme: what tiers earn."""

    is_active: bool = quantity(False, unit="-", mark="assumed", source="Assumption")
    """Whether rewards are paid and status binds; tiers are kept either way."""
    reward_fraction_silver: Fraction = quantity(
        0.02, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.1)
    )
    """Reward on a silver customer's spend."""
    reward_fraction_gold: Fraction = quantity(
        0.04, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.1)
    )
    """Reward on a gold customer's spend."""
    exit_effect_silver: NonNegative = quantity(
        0.15, unit="log odds", mark="assumed", source="Assumption", worth=(0, 0.5)
    )
    """Fall of the log odds of leaving with silver status."""
    exit_effect_gold: NonNegative = quantity(
        0.35, unit="log odds", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Fall of the log odds of leaving with gold status."""
    wallet_effect_silver: NonNegative = quantity(
        0.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 0.5)
    )
    """Rise of the log odds that a silver customer brings a need to us."""
    wallet_effect_gold: NonNegative = quantity(
        0.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Rise of the log odds that a gold customer brings a need to us."""
    cost_per_member_per_month: NonNegative = quantity(
        0.3, unit="currency/member/month", mark="assumed", source="Assumption"
    )
    """Cost of running the programme for each customer."""
    milestones: tuple[Milestone, ...] = quantity(
        (), unit="-", mark="assumed", source="Assumption: none"
    )
    """Rewards for what a member collects within a period; spends must rise."""
    period_weeks: Positive = quantity(
        4.0, unit="week", mark="assumed", source="Assumption: a loyalty month"
    )
    """Time from the purchase that opens a collecting card until it expires."""
    collecting_effect: NonNegative = quantity(
        0.2, unit="log odds", mark="assumed", source="Assumption", worth=(0, 0.5)
    )
    """Rise of the log odds that a need is brought to us while a milestone is still ahead."""

    @model_validator(mode="after")
    def _rising(self) -> Self:
        spends = [milestone.spend for milestone in self.milestones]
        for one, after in pairwise(spends):
            if after <= one:
                raise ValueError(f"milestone {after:g} does not exceed {one:g}; list them rising")
        return self
