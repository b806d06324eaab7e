"""The firm's offers around a sale: a promotion, a guarantee, and care after the sale."""

from sim.scenarios.strict import Fraction, Name, NonNegative, Positive, Strict, quantity


class Promotion(Strict):
    """What is taken off the price of purchases, or given along, for a while.

    A first period of free delivery is a discount of the delivery's share of the price.
    """

    is_active: bool = quantity(False, unit="-", mark="assumed", source="Assumption: none")
    """Whether the promotion runs."""
    for_first_months: Positive | None = quantity(
        None, unit="month", mark="assumed", source="Assumption: for everybody"
    )
    """Only for customers in so many first months of their relationship; null is for everybody."""
    discount_fraction: NonNegative = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none", le=0.95, worth=(0, 0.3)
    )
    """Share of the price of a purchase that is not paid."""
    gift_cost: NonNegative = quantity(
        0.0, unit="currency/purchase", mark="assumed", source="Assumption: none"
    )
    """Cost of the gift that goes with a purchase."""
    gift_worth_fraction: NonNegative = quantity(
        0.7,
        unit="fraction",
        mark="assumed",
        source="Assumption: worth less to the receiver than it costs; direction after Waldfogel "
        "(1993), recalled",
        le=3.0,
        worth=(0.3, 1.5),
    )
    """What a gift is worth to a customer, as a share of its cost."""
    bundle_take_up: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none", worth=(0, 0.5)
    )
    """Chance that a purchase is enlarged to a bundle."""
    bundle_extra_fraction: NonNegative = quantity(
        0.3, unit="fraction", mark="assumed", source="Assumption", le=10.0, worth=(0.1, 1)
    )
    """What a bundle adds to a purchase, at full prices."""


class Guarantee(Strict):
    """Repair, exchange or refund of whatever failed, and what promising it does."""

    is_active: bool = quantity(False, unit="-", mark="assumed", source="Assumption: none")
    """Whether the guarantee is given."""
    payout_fraction: Fraction = quantity(
        0.5, unit="fraction", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """What repair, exchange or refund costs, as a share of what was paid for a failed purchase."""
    conversion_effect: NonNegative = quantity(
        0.1, unit="log odds", mark="assumed", source="Assumption: less risk", worth=(0, 0.5)
    )
    """Rise of the log odds that somebody who considers us becomes a customer."""
    voice_effect: NonNegative = quantity(
        0.7,
        unit="log odds",
        mark="assumed",
        source="Assumption: twice the odds; the direction after Hart (1988), recalled",
        worth=(0, 2),
    )
    """Rise of the log odds that a failed purchase is voiced."""


class AfterSale(Strict):
    """Calls after a purchase, reminders, and service staff who sell."""

    call_back_fraction: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none", worth=(0, 1)
    )
    """Share of purchases that are followed by a call; 0 calls nobody."""
    call_back_days: NonNegative = quantity(
        7.0, unit="day", mark="assumed", source="Assumption", worth=(1, 30)
    )
    """Time from the purchase to the call."""
    channel: Name | None = quantity(
        None, unit="-", mark="assumed", source="Assumption: the channel of complaints"
    )
    """Channel whose team makes the calls; null is the one that answers complaints."""
    call_back_cost: NonNegative = quantity(
        0.5, unit="currency/call", mark="assumed", source="Assumption"
    )
    """Cost of a call beyond wages and the channel's cost per contact."""
    call_back_step: Fraction = quantity(
        0.1, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.2)
    )
    """Part of what is missing to full satisfaction that a perfectly kind call makes good."""
    call_back_find_chance: Fraction = quantity(
        0.8, unit="fraction", mark="assumed", source="Assumption", worth=(0.3, 1)
    )
    """Chance that a customer who kept silent about a failure speaks of it when called."""
    call_back_sale_chance: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none", worth=(0, 0.2)
    )
    """Chance that a call without bad news ends in a sale, of the size of a service sale."""
    reminders_per_year: NonNegative = quantity(
        0.0, unit="card/customer/year", mark="assumed", source="Assumption: none", le=12.0
    )
    """Reminder cards a customer gets, each month alike; 0 sends none."""
    reminder_cost: NonNegative = quantity(
        1.0, unit="currency/card", mark="assumed", source="Assumption"
    )
    """Cost of a reminder card."""
    reminder_response_chance: Fraction = quantity(
        0.05, unit="fraction", mark="assumed", source="Assumption", worth=(0.01, 0.3)
    )
    """Chance that a card brings a support need to us within the month."""
    service_sale_chance_add: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none", worth=(0, 0.2)
    )
    """What training service staff to sell adds to the chance that support ends in a sale."""
