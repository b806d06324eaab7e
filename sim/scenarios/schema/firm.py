"""The firm's part of a scenario: prices, budgets, recovery policy, relationships."""

from typing import Self

from pydantic import model_validator

from sim.scenarios.schema.offers import AfterSale, Guarantee, Promotion
from sim.scenarios.schema.outreach import Campaign, ContactPolicy, Personalisation
from sim.scenarios.schema.programme import Programme
from sim.scenarios.schema.relationships import (
    RelationshipLevels,
    RelationshipManager,
    RelationshipMarketing,
)
from sim.scenarios.schema.tiers import Tiers
from sim.scenarios.strict import OWN, Fraction, Name, NonNegative, Positive, Strict, quantity


class Driver(Strict):
    """One driver of internal service quality: its level follows its budget."""

    budget_per_head_per_month: NonNegative = quantity(
        80.0, unit="currency/employee/month", mark="assumed", source="Assumption"
    )
    """What the firm spends on the driver."""
    half_budget_per_head_per_month: Positive = quantity(
        80.0, unit="currency/employee/month", mark="assumed", source="Assumption"
    )
    """Budget at which the level settles at one half; returns diminish beyond."""
    weight: NonNegative = quantity(
        1.0, unit="weight", mark="assumed", source="Assumption: all six alike"
    )
    """Weight of the driver in internal service quality."""
    delay_months: Positive = quantity(
        4.0, unit="month", mark="assumed", source="Assumption", worth=(1, 12)
    )
    """Time in which the level follows the budget."""


class Drivers(Strict):
    """The six drivers of internal service quality."""

    selection: Driver = Driver()
    """Choosing people; also raises how well applicants are judged, and so the ability of hires."""
    training: Driver = Driver()
    """Induction and further training."""
    tools: Driver = Driver()
    """Tools and job design."""
    empowerment: Driver = Driver()
    """Latitude at the front line; also raises the way complainants are treated."""
    recognition: Driver = Driver()
    """Rewards and recognition."""
    support: Driver = Driver()
    """Communication with, and support from, other departments."""

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if not sum(getattr(self, name).weight for name in type(self).model_fields) > 0:
            raise ValueError("every driver has weight 0; give at least one a weight")
        return self


class RecoveryPolicy(Strict):
    """How the firm answers complaints."""

    channel: Name = quantity(..., unit="-", mark="assumed", source=OWN, structural=True)
    """Channel whose team handles complaints."""
    response_days: NonNegative = quantity(
        7.0, unit="day", mark="assumed", source="Assumption", worth=(0, 30)
    )
    """Time from the complaint to the start of its handling."""
    compensation_fraction: Fraction = quantity(
        0.1, unit="fraction", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Compensation as a share of the spend at stake."""
    encouragement: NonNegative = quantity(
        0.0, unit="log odds", mark="assumed", source="Assumption: none", le=5.0, worth=(0, 2)
    )
    """Rise of the log odds that a failure is voiced because customers are asked to."""
    settled_at_once_fraction: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none", worth=(0, 1)
    )
    """Share of voiced failures that the front line may settle on the spot, if fully empowered."""


class Firm(Strict):
    """Policies, prices and budgets."""

    price_index: Positive = quantity(
        1.0, unit="-", mark="assumed", source="Assumption", worth=(0.8, 1.25)
    )
    """Our prices against those at which spends are stated."""
    cost_of_goods_fraction: Fraction = quantity(
        0.5, unit="fraction", mark="assumed", source="Assumption", worth=(0.2, 0.8)
    )
    """Cost of goods as a share of revenue at price index 1."""
    fixed_cost_per_month: NonNegative = quantity(
        4000.0, unit="currency/month", mark="assumed", source="Assumption"
    )
    """Rent, administration and all that does not move with customers."""
    opening_cash: NonNegative = quantity(
        100000.0, unit="currency", mark="assumed", source="Assumption", structural=True
    )
    """Cash when the clock starts."""
    discount_rate_per_year: NonNegative = quantity(
        0.1, unit="fraction/year", mark="assumed", source="Assumption", le=1.0, worth=(0.05, 0.2)
    )
    """Rate at which later money counts less."""
    drivers: Drivers = Drivers()
    """Budgets of the six drivers of internal service quality."""
    reference_internal_quality: Fraction = quantity(
        0.5, unit="level", mark="assumed", source="Assumption: the level of the default budgets"
    )
    """Internal service quality at which staff are neutral."""
    reinvestment_share: Fraction = quantity(
        0.05, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.3)
    )
    """Share of last month's profit above the hurdle that is added to the drivers' budgets."""
    reinvestment_hurdle_per_month: NonNegative = quantity(
        0.0, unit="currency/month", mark="assumed", source="Assumption"
    )
    """Monthly profit above which reinvestment starts."""
    recovery: RecoveryPolicy = quantity(..., unit="-", mark="assumed", source=OWN)
    """How the firm answers complaints."""
    coordination: Fraction = quantity(
        1.0, unit="fraction", mark="assumed", source="Assumption: one shared customer file"
    )
    """How much of a customer's case the next channel knows; at 0 all is explained again."""
    tiers: Tiers = Tiers()
    """Who belongs to which tier, and how each is served."""
    fault_chance: Fraction = quantity(
        0.0, unit="fraction/purchase", mark="assumed", source="Assumption: none", worth=(0, 0.2)
    )
    """Chance that a purchase proves faulty, however well it was served."""
    programme: Programme = Programme()
    """The loyalty programme."""
    relationship_levels: RelationshipLevels = RelationshipLevels()
    """What each relationship level costs and does."""
    relationship_manager: RelationshipManager = RelationshipManager()
    """What a relationship manager costs and does."""
    relationship_marketing: RelationshipMarketing = RelationshipMarketing()
    """Budget for those who are customers already."""
    campaigns: dict[Name, Campaign] = quantity(
        {}, unit="-", mark="assumed", source="Assumption: none"
    )
    """Campaigns by name; those that go out at the same moment do so in this order."""
    contact_policy: ContactPolicy = ContactPolicy()
    """How often campaigns may contact a person."""
    personalisation: Personalisation = Personalisation()
    """How far campaigns speak to each person alone."""
    promotion: Promotion = Promotion()
    """Discount, gift or bundle."""
    guarantee: Guarantee = Guarantee()
    """Repair, exchange or refund of what failed."""
    after_sale: AfterSale = AfterSale()
    """Call-backs, reminders, service selling."""
    customer_retention_gain: NonNegative = quantity(
        0.0, unit="fraction/year", mark="assumed", source="Assumption: none", le=0.5
    )
    """Yearly customer retention added by assumption, free of cost (the textbook claim)."""
    employee_retention_gain: NonNegative = quantity(
        0.0, unit="fraction/year", mark="assumed", source="Assumption: none", le=0.5
    )
    """Yearly employee retention added by assumption, free of cost."""
