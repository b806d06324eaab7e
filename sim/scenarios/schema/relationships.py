"""The relationships' part of a scenario: what levels, managers and budgets do to customers."""

from sim.scenarios.strict import Fraction, NonNegative, Positive, Strict, quantity

LEVELS = "Assumption: sizes; the five levels after Kotler (1992), recalled, unverified"


class RelationshipLevel(Strict):
    """What a relationship level costs, and does to a customer."""

    cost_per_customer_per_month: NonNegative = quantity(
        0.0, unit="currency/customer/month", mark="assumed", source=LEVELS
    )
    """Cost of keeping up the relationship with one customer."""
    voice_effect: float = quantity(
        0.0, unit="log odds", mark="assumed", source=LEVELS, worth=(0, 2)
    )
    """Rise of the log odds that a failure is voiced: customers are asked to call."""
    exit_effect: float = quantity(0.0, unit="log odds", mark="assumed", source=LEVELS, worth=(0, 1))
    """Fall of the log odds of leaving."""
    wallet_effect: float = quantity(
        0.0, unit="log odds", mark="assumed", source=LEVELS, worth=(0, 1)
    )
    """Rise of the log odds that a need is brought to us."""
    advice_per_purchase: NonNegative = quantity(
        0.0, unit="need/purchase", mark="assumed", source=LEVELS, worth=(0, 1)
    )
    """Needs for advice that the firm awakens for each purchase need: work, and sales."""
    call_back_fraction: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source=LEVELS, worth=(0, 1)
    )
    """Share of purchases that are followed by a call, unless ``firm.after_sale`` calls more."""


class RelationshipLevels(Strict):
    """The five relationship levels; which tier has which stands in ``firm.tiers``."""

    basic: RelationshipLevel = RelationshipLevel()
    """Sell, and do not follow up."""
    reactive: RelationshipLevel = RelationshipLevel(
        cost_per_customer_per_month=0.1, voice_effect=0.5
    )
    """Sell, and ask to call if anything is wrong."""
    accountable: RelationshipLevel = RelationshipLevel(
        cost_per_customer_per_month=0.5,
        voice_effect=0.8,
        exit_effect=0.1,
        call_back_fraction=0.5,
    )
    """Ask after the sale whether everything is right."""
    proactive: RelationshipLevel = RelationshipLevel(
        cost_per_customer_per_month=1.5,
        voice_effect=0.8,
        exit_effect=0.2,
        wallet_effect=0.15,
        advice_per_purchase=0.1,
        call_back_fraction=0.5,
    )
    """Call now and then with suggestions."""
    partnership: RelationshipLevel = RelationshipLevel(
        cost_per_customer_per_month=8.0,
        voice_effect=1.2,
        exit_effect=0.5,
        wallet_effect=0.4,
        advice_per_purchase=0.3,
        call_back_fraction=1.0,
    )
    """Work with the customer all the time."""


class RelationshipManager(Strict):
    """What it means to have one contact person; tiers that have one are named in ``firm.tiers``."""

    cost_per_customer_per_month: NonNegative = quantity(
        2.0, unit="currency/customer/month", mark="assumed", source="Assumption"
    )
    """Cost of looking after one customer, beyond the time in contacts."""
    empathy_gain: Fraction = quantity(
        0.1,
        unit="level",
        mark="assumed",
        source="Assumption: direction after Heskett et al. (1994), 75 % to 55 % satisfied",
        worth=(0, 0.3),
    )
    """Empathy gained with whoever served the customer last time; lost when that person leaves."""
    assurance_gain: Fraction = quantity(
        0.1,
        unit="level",
        mark="assumed",
        source="Assumption: direction after Heskett et al. (1994), 75 % to 55 % satisfied",
        worth=(0, 0.3),
    )
    """Assurance gained with whoever served the customer last time; lost when that person leaves."""


class RelationshipMarketing(Strict):
    """A budget for those who are customers already, against advertising for those who are not."""

    budget_per_month: NonNegative = quantity(
        0.0, unit="currency/month", mark="assumed", source="Assumption: none"
    )
    """Budget, spread evenly over all customers."""
    half_budget_per_customer_per_month: Positive = quantity(
        2.0, unit="currency/customer/month", mark="assumed", source="Assumption"
    )
    """Budget per customer at which half of the largest effect is reached; returns diminish."""
    exit_effect: NonNegative = quantity(
        0.4, unit="log odds", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Fall of the log odds of leaving that no budget can exceed."""
    wallet_effect: NonNegative = quantity(
        0.2, unit="log odds", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Rise of the log odds of bringing a need to us that no budget can exceed."""
