"""How people of the market need, judge, recover and tell."""

from typing import NamedTuple

from sim.units import Days, Fraction, Money


class Dimensions(NamedTuple):
    """One number per SERVQUAL dimension."""

    reliability: float
    responsiveness: float
    assurance: float
    empathy: float
    tangibles: float


class Segment(NamedTuple):
    """A named part of the market whose people draw their traits alike."""

    name: str
    share: Fraction
    opening_customers: Fraction
    opening_tenure: Days
    opening_spread: Days
    purchases_per_day: float
    purchase_rate_shape: float
    advice_per_purchase: float
    support_per_purchase: float
    spend_per_purchase: Money
    spend_shape: float
    spend_spread: float
    advice_sale_chance: Fraction
    support_sale_chance: Fraction
    service_sale_fraction: Fraction
    relationship: int
    renewal: Days
    exit_alpha: float
    exit_beta: float
    exit_odds: float
    switching_cost: float
    share_of_wallet: Fraction
    price_sensitivity: float
    complaint_propensity: Fraction
    talkativeness: float
    trait_spread: float
    expectation_spread: Fraction
    patience_spread: float
    channel_shares: tuple[float, ...]
    taste_spread: float


class Perception(NamedTuple):
    """How a contact becomes satisfaction, and satisfaction becomes behaviour."""

    weights: Dimensions
    reliability_after_failure: Fraction
    zone_of_tolerance: Fraction
    slope_inside: float
    slope_above: float
    slope_below: float
    price_weight: float
    neutral_satisfaction: Fraction
    opening_satisfaction: Fraction
    opening_expectation: Fraction
    satisfaction_step: Fraction
    expectation_step: Fraction
    experience_weight: Fraction
    promise_step: Fraction
    exit_response: float
    delight_curvature: float
    wallet_response: float
    price_tolerance: float
    habit_step: Fraction
    habit_response: float
    spend_growth_per_year: float
    spend_growth_years: float


class Recovery(NamedTuple):
    """What a complainant makes of the way a failure was put right."""

    speed_weight: Fraction
    compensation_weight: Fraction
    interaction_weight: Fraction
    tolerance: Days
    fair_compensation: Fraction
    interaction_per_empowerment: float
    step: Fraction


class Handover(NamedTuple):
    """What customers make of being sent from one channel to another."""

    steering_acceptance: Fraction
    steering_dislike: Fraction
    repeat_empathy_loss: Fraction


class WordOfMouth(NamedTuple):
    """Who tells how many, and what hearing does."""

    notable_gap: Fraction
    reach_good: float
    reach_bad: float
    attitude_step: Fraction
    hearsay_step: Fraction
    consider_chance: Fraction
