"""How the firm addresses people, and how people take it: campaigns, contact policy, media."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenarios.schema.tiers import Tier
from sim.scenarios.strict import (
    OWN,
    Fraction,
    Name,
    NonNegative,
    Positive,
    PositiveInt,
    Strict,
    quantity,
)


class Target(Strict):
    """Whom a campaign addresses; every condition must hold."""

    status: Literal["customers", "former", "prospects"] = quantity(
        "customers", unit="-", mark="assumed", source=OWN
    )
    """Customers of now, those who have left, or people who have never been customers."""
    segments: Annotated[tuple[Name, ...], Field(min_length=1)] | None = quantity(
        None, unit="-", mark="assumed", source=OWN
    )
    """Segments addressed; null addresses all."""
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)] | None = quantity(
        None, unit="-", mark="assumed", source=OWN
    )
    """Tiers of the customers addressed; null addresses all."""
    since_purchase_at_least_months: NonNegative = quantity(
        0.0, unit="month", mark="assumed", source=OWN
    )
    """Shortest time since the last sale, or since joining while there is none."""
    since_purchase_at_most_months: NonNegative | None = quantity(
        None, unit="month", mark="assumed", source=OWN
    )
    """Longest time since the last sale; null sets no limit."""
    spend_per_year_at_least: NonNegative = quantity(
        0.0, unit="currency/year", mark="assumed", source=OWN
    )
    """Least spend of the last twelve months as a customer."""
    satisfaction_at_least: Fraction = quantity(0.0, unit="level", mark="assumed", source=OWN)
    """Least satisfaction of the customers addressed, as a survey of all would show it."""
    satisfaction_at_most: Fraction = quantity(1.0, unit="level", mark="assumed", source=OWN)
    """Highest satisfaction of the customers addressed, as a survey of all would show it."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        shortest = self.since_purchase_at_least_months
        longest = self.since_purchase_at_most_months
        if longest is not None and longest < shortest:
            raise ValueError(
                f"since_purchase_at_most_months {longest:g} is below "
                f"since_purchase_at_least_months {shortest:g}; nobody is left"
            )
        if self.satisfaction_at_most < self.satisfaction_at_least:
            raise ValueError(
                f"satisfaction_at_most {self.satisfaction_at_most:g} is below "
                f"satisfaction_at_least {self.satisfaction_at_least:g}; nobody is left"
            )
        return self


class Terms(Strict):
    """What a campaign is, apart from when it starts: target, waves, offer, evaluation, cost."""

    target: Target = Target()
    """Whom it addresses; looked up anew for each wave."""
    waves: PositiveInt = quantity(
        1, unit="wave", mark="assumed", source=OWN, le=520, structural=True
    )
    """How often it goes out."""
    wave_interval_weeks: Positive = quantity(
        4.0, unit="week", mark="assumed", source="Assumption", structural=True
    )
    """Time from one wave to the next."""
    only_to_silent: bool = quantity(True, unit="-", mark="assumed", source="Assumption")
    """Whether later waves leave out those who have answered."""
    medium: Literal["mail", "email", "phone", "sms", "preferred"] = quantity(
        "mail", unit="-", mark="assumed", source=OWN
    )
    """How people are reached; preferred reaches each by the medium this person likes best."""
    response_chance: Fraction = quantity(
        0.03, unit="fraction/contact", mark="assumed", source="Assumption", worth=(0, 0.2)
    )
    """Chance that a contact without an offer, by the right medium, is answered; by a customer of
    neutral satisfaction with a purchase, by anybody else with weighing to become a customer."""
    response_delay_days: NonNegative = quantity(
        5.0, unit="day", mark="assumed", source="Assumption", worth=(0, 30)
    )
    """Mean time until the answer."""
    offer_discount_fraction: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source=OWN, le=0.95, worth=(0, 0.3)
    )
    """Discount on the sale that answers."""
    reluctance_waived: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Part of former customers' reluctance to come back that the offer overcomes."""
    control_fraction: Fraction = quantity(
        0.1, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.5)
    )
    """Share of the people addressed who are held out at random, to compare with."""
    evaluation_weeks: NonNegative = quantity(
        8.0, unit="week", mark="assumed", source="Assumption", worth=(4, 26)
    )
    """Time from the first contact, or from being held out, in which sales are counted."""
    cost_per_contact: NonNegative = quantity(
        1.0, unit="currency/contact", mark="assumed", source="Assumption"
    )
    """Cost of each contact; those with customers are direct costs of these customers."""


class Campaign(Terms):
    """One campaign."""

    start_month: int = quantity(
        0, unit="month", mark="assumed", source=OWN, ge=-600, le=600, structural=True
    )
    """Month of the first wave, counted from the end of the warm-up; negative lies within it."""
    cost_once: NonNegative = quantity(0.0, unit="currency", mark="assumed", source=OWN)
    """Cost of preparing it, paid with the first wave."""


class ContactPolicy(Strict):
    """How often the firm allows itself to contact a person."""

    most_contacts_per_person_per_month: PositiveInt | None = quantity(
        None, unit="contact/person/month", mark="assumed", source="Assumption: no limit"
    )
    """Most contacts of all campaigns with one person in a month; null sets no limit."""


class Personalisation(Strict):
    """How far campaigns speak to each person alone."""

    level: Fraction = quantity(
        0.0, unit="level", mark="assumed", source="Assumption: none", worth=(0, 1)
    )
    """How personal contacts are: 0 the same for all, 1 as personal as can be."""
    response_effect: NonNegative = quantity(
        0.5, unit="log odds", mark="assumed", source="Assumption", worth=(0, 1.5)
    )
    """Rise of the log odds of an answer at level 1."""
    cost_per_contact: NonNegative = quantity(
        0.5, unit="currency/contact", mark="assumed", source="Assumption"
    )
    """Cost of each contact on top of the campaign's own at level 1."""
    cost_per_month: NonNegative = quantity(
        200.0, unit="currency/month", mark="assumed", source="Assumption"
    )
    """Cost of running the system at level 1."""


class Media(Strict):
    """Weights of the media that people like to be reached by."""

    mail: NonNegative = quantity(
        1.0, unit="weight", mark="assumed", source="Assumption: all alike", structural=True
    )
    """Letters."""
    email: NonNegative = quantity(
        1.0, unit="weight", mark="assumed", source="Assumption: all alike", structural=True
    )
    """Electronic mail."""
    phone: NonNegative = quantity(
        1.0, unit="weight", mark="assumed", source="Assumption: all alike", structural=True
    )
    """Calls."""
    sms: NonNegative = quantity(
        1.0, unit="weight", mark="assumed", source="Assumption: all alike", structural=True
    )
    """Text messages."""

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if not self.mail + self.email + self.phone + self.sms > 0:
            raise ValueError("every medium has weight 0; give at least one a weight")
        return self


class Outreach(Strict):
    """How people take it to be contacted; matters only where there are campaigns."""

    preferred_media: Media = Media()
    """How many people prefer each medium."""
    wrong_medium_effect: NonNegative = quantity(
        1.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 2)
    )
    """Fall of the log odds of an answer when a person is reached by another medium."""
    welcome_contacts_per_month: NonNegative = quantity(
        2.0, unit="contact/person/month", mark="assumed", source="Assumption", worth=(0, 8)
    )
    """Contacts of all campaigns that a person welcomes in a month; each one more annoys."""
    annoyance_step: Fraction = quantity(
        0.02, unit="level/contact", mark="assumed", source="Assumption", worth=(0, 0.1)
    )
    """Fall of a customer's satisfaction, or of anybody else's attitude, by an unwelcome contact."""
    opt_out_chance: Fraction = quantity(
        0.05, unit="fraction/contact", mark="assumed", source="Assumption", worth=(0, 0.3)
    )
    """Chance that an unwelcome contact makes a person ask for no more, for good."""
