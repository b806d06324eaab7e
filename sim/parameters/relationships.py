"""Tiers, relationship levels and the loyalty programme."""

from typing import NamedTuple

from sim.units import Days, Fraction, Money


class TierService(NamedTuple):
    """How customers of one tier are served."""

    queue_priority: int
    room_tangibles: Fraction
    room_cost_per_contact: Money
    has_relationship_manager: bool
    relationship_level: int


class Tiers(NamedTuple):
    """Who belongs to which tier, and how each is served."""

    silver_spend_per_year: Money
    gold_spend_per_year: Money
    months_between_reviews: int
    services: tuple[TierService, ...]


class RelationshipManager(NamedTuple):
    """What it means to a customer to have one contact person."""

    cost_per_customer_per_month: Money
    empathy_gain: Fraction
    assurance_gain: Fraction


class RelationshipLevel(NamedTuple):
    """What a relationship level costs, and does to a customer."""

    cost_per_customer_per_month: Money
    voice_effect: float
    exit_effect: float
    wallet_effect: float
    advice_per_purchase: float
    call_back_fraction: Fraction


class RelationshipMarketing(NamedTuple):
    """Money spent on customers because they are customers."""

    budget_per_month: Money
    half_budget_per_customer_per_month: Money
    exit_effect: float
    wallet_effect: float


class Milestone(NamedTuple):
    """A reward for reaching a collected spend."""

    spend: Money
    reward: Money


class Programme(NamedTuple):
    """The loyalty programme: what tiers earn."""

    is_active: bool
    reward_fraction_silver: Fraction
    reward_fraction_gold: Fraction
    exit_effect_silver: float
    exit_effect_gold: float
    wallet_effect_silver: float
    wallet_effect_gold: float
    cost_per_member_per_month: Money
    milestones: tuple[Milestone, ...]
    period: Days
    collecting_effect: float
