"""Policies, prices and budgets."""

from typing import NamedTuple

from sim.parameters.offers import AfterSale, Campaign, Guarantee, Personalisation, Promotion
from sim.parameters.relationships import (
    Programme,
    RelationshipLevel,
    RelationshipManager,
    RelationshipMarketing,
    Tiers,
)
from sim.units import Days, Fraction, Money


class Driver(NamedTuple):
    """One driver of internal service quality."""

    budget_per_head_per_month: Money
    half_budget_per_head_per_month: Money
    weight: float
    delay: Days


class Firm(NamedTuple):
    """Policies, prices and budgets."""

    price_index: float
    cost_of_goods_fraction: Fraction
    fixed_cost_per_month: Money
    opening_cash: Money
    discount_rate_per_year: float
    drivers: tuple[Driver, ...]
    reference_internal_quality: Fraction
    reinvestment_share: Fraction
    reinvestment_hurdle_per_month: Money
    complaint_channel: int
    complaint_response: Days
    coordination: Fraction
    compensation_fraction: Fraction
    encouragement: float
    settled_at_once_fraction: Fraction
    tiers: Tiers
    fault_chance: Fraction
    programme: Programme
    relationship_levels: tuple[RelationshipLevel, ...]
    relationship_manager: RelationshipManager
    relationship_marketing: RelationshipMarketing
    campaigns: tuple[Campaign, ...]
    most_contacts: float
    personalisation: Personalisation
    promotion: Promotion
    guarantee: Guarantee
    after_sale: AfterSale
    customer_retention_gain: Fraction
    employee_retention_gain: Fraction
