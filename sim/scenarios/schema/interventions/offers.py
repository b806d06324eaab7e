"""Levers on what is offered around a sale: promotion, guarantee, care after the sale."""

from typing import Literal

from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import OWN, Fraction, Name, NonNegative, Positive, quantity


class Promotion(Intervention):
    """Run a promotion: a discount, a gift, a bundle, perhaps for new customers only."""

    kind: Literal["promotion"]
    """Which intervention this is."""
    for_first_months: Positive | None = quantity(None, unit="month", mark="assumed", source=OWN)
    """Only for customers in so many first months; null leaves it."""
    discount_fraction: Fraction | None = quantity(None, unit="fraction", mark="assumed", source=OWN)
    """Share of the price that is not paid; null leaves it."""
    gift_cost: NonNegative | None = quantity(
        None, unit="currency/purchase", mark="assumed", source=OWN
    )
    """Cost of the gift that goes with a purchase; null leaves it."""
    bundle_take_up: Fraction | None = quantity(None, unit="fraction", mark="assumed", source=OWN)
    """Chance that a purchase is enlarged; null leaves it."""
    bundle_extra_fraction: NonNegative | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN
    )
    """What a bundle adds to a purchase; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The switch and the values given."""
        names = (
            *("for_first_months", "discount_fraction", "gift_cost"),
            *("bundle_take_up", "bundle_extra_fraction"),
        )
        switch = Change("firm.promotion.is_active", "set", True)
        return (switch, *self.given("firm.promotion", *names))


class Guarantee(Intervention):
    """Guarantee repair, exchange or refund of whatever fails."""

    kind: Literal["guarantee"]
    """Which intervention this is."""
    payout_fraction: Fraction | None = quantity(None, unit="fraction", mark="assumed", source=OWN)
    """Share of what was paid that comes back on a failed purchase; null leaves it."""
    conversion_effect: NonNegative | None = quantity(
        None, unit="log odds", mark="assumed", source=OWN
    )
    """How much more readily people become customers; null leaves it."""
    voice_effect: NonNegative | None = quantity(None, unit="log odds", mark="assumed", source=OWN)
    """How much more readily a failed purchase is voiced; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The switch and the values given."""
        names = ("payout_fraction", "conversion_effect", "voice_effect")
        switch = Change("firm.guarantee.is_active", "set", True)
        return (switch, *self.given("firm.guarantee", *names))


AFTER_SALE = (
    *("call_back_fraction", "call_back_days", "channel", "call_back_sale_chance"),
    *("reminders_per_year", "reminder_response_chance", "service_sale_chance_add"),
)
"""What the intervention can change in ``firm.after_sale``."""


class AfterSale(Intervention):
    """Call customers back, remind them, train service staff to sell."""

    kind: Literal["after_sale"]
    """Which intervention this is."""
    call_back_fraction: Fraction | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN
    )
    """Share of purchases followed by a call; null leaves it."""
    call_back_days: NonNegative | None = quantity(None, unit="day", mark="assumed", source=OWN)
    """Time from the purchase to the call; null leaves it."""
    channel: Name | None = quantity(None, unit="-", mark="assumed", source=OWN)
    """Channel whose team makes the calls; null leaves it."""
    call_back_sale_chance: Fraction | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN
    )
    """Chance that a call ends in a sale; null leaves it."""
    reminders_per_year: NonNegative | None = quantity(
        None, unit="card/customer/year", mark="assumed", source=OWN
    )
    """Reminder cards a customer gets; null leaves it."""
    reminder_response_chance: Fraction | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN
    )
    """Chance that a card brings a support need to us; null leaves it."""
    service_sale_chance_add: Fraction | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN
    )
    """What training adds to the chance that support ends in a sale; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The values given."""
        return self.given("firm.after_sale", *AFTER_SALE)
