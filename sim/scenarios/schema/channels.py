"""The channels' part of a scenario: hours, patience, handle times, quality, hand-over."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from sim.scenarios.strict import (
    OWN,
    Fraction,
    Hour,
    Name,
    NonNegative,
    NonNegativeInt,
    Positive,
    Strict,
    quantity,
)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
"""A weekday; day 0 of the clock is a Monday."""

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Weekdays in the clock's order."""

SELF_SERVICE: Final = "self_service"
"""What a channel is served by when customers serve themselves."""


class Hours(Strict):
    """When a channel is open, or a team is on duty."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)] = quantity(
        ("mon", "tue", "wed", "thu", "fri", "sat"), unit="-", mark="assumed", source="Assumption"
    )
    """Weekdays."""
    opens_at_hour: Hour = quantity(9.0, unit="hour", mark="assumed", source="Assumption")
    """Start of the day's hours; half past nine is 9.5."""
    closes_at_hour: Hour = quantity(18.0, unit="hour", mark="assumed", source="Assumption")
    """End of the day's hours; 24 is midnight."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.closes_at_hour <= self.opens_at_hour:
            raise ValueError(
                f"closes_at_hour {self.closes_at_hour:g} must be after opens_at_hour "
                f"{self.opens_at_hour:g}"
            )
        if len(set(self.days)) < len(self.days):
            raise ValueError("a weekday is named twice; name each day once")
        return self


class HandleMinutes(Strict):
    """Mean time an employee (or the system) needs for a contact, at full efficiency."""

    purchase: Positive = quantity(60.0, unit="minute", mark="assumed", source="Assumption")
    """Time for a purchase."""
    advice: Positive = quantity(45.0, unit="minute", mark="assumed", source="Assumption")
    """Time for advice."""
    support: Positive = quantity(60.0, unit="minute", mark="assumed", source="Assumption")
    """Time for support."""
    complaint: Positive = quantity(60.0, unit="minute", mark="assumed", source="Assumption")
    """Time to put a failure right."""
    call_back: Positive = quantity(10.0, unit="minute", mark="assumed", source="Assumption")
    """Time to call a customer after a purchase."""


class Channel(Strict):
    """One way customers reach the firm."""

    served_by: Name = quantity(..., unit="-", mark="assumed", source=OWN, structural=True)
    """Team that serves the channel, or ``self_service``."""

    is_open: bool = quantity(True, unit="-", mark="assumed", source="Assumption")
    """Whether the channel is offered; a closed one takes nobody but those who complain."""

    hours: Hours = Hours()
    """Opening hours; needs that arise outside wait for the next open day."""

    arrival_profile: Annotated[tuple[NonNegative, ...], Field(min_length=24, max_length=24)] = (
        quantity((1.0,) * 24, unit="weight/hour", mark="assumed", source="Assumption: level")
    )
    """Weight of each hour of the day (24 numbers from midnight); closed hours count nothing."""

    peak_flattening: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none", worth=(0, 1)
    )
    """Share of arrivals spread evenly over the open hours, by appointment or off-peak rewards."""

    serves: tuple[Literal["purchase", "advice", "support"], ...] = quantity(
        ("purchase", "advice", "support"), unit="-", mark="assumed", source="Assumption"
    )
    """Needs that the channel can serve."""

    patience_minutes: Positive | None = quantity(
        30.0, unit="minute", mark="assumed", source="Assumption", worth=(5, 120)
    )
    """Mean time a customer waits before giving up, exponential; null waits for ever."""

    wait_tolerance_minutes: Positive = quantity(
        15.0, unit="minute", mark="assumed", source="Assumption", worth=(2, 60)
    )
    """Wait after which perceived responsiveness has fallen to 37 %."""

    wait_aversion: NonNegative = quantity(
        1.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 3)
    )
    """Fall of the taste for the channel when its usual wait equals the tolerance."""

    answer_target_minutes: NonNegative = quantity(
        10.0, unit="minute", mark="assumed", source="Assumption"
    )
    """Wait within which an answer counts for the service level."""

    handle_minutes: HandleMinutes = HandleMinutes()
    """Mean handle time by kind of contact."""

    handle_time_cv: NonNegative = quantity(
        1.2,
        unit="coefficient of variation",
        mark="recalled",
        source="Brown et al. (2005), lognormal is read, CV about 1.2 recalled, unverified",
        worth=(0.5, 1.5),
    )
    """Spread of handle times around their mean; ignored when they are exponential."""

    handle_time_distribution: Literal["lognormal", "exponential"] = quantity(
        "lognormal", unit="-", mark="literature", source="Brown et al. (2005), JASA, abstract"
    )
    """Shape of the distribution of handle times."""

    standardisation: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none", worth=(0, 1)
    )
    """How far service follows a script: times spread less, failures hang less on who serves."""

    capacity: NonNegativeInt | None = quantity(
        None, unit="contact", mark="assumed", source="Assumption: none that binds"
    )
    """Contacts that self-service serves at once, the others wait; 0 is an outage, null no limit."""

    failure_chance: Fraction = quantity(
        0.06, unit="fraction", mark="assumed", source="Assumption", worth=(0.01, 0.2)
    )
    """Chance that a contact fails when staff are experienced, rested and neutral in mood."""

    assurance: Fraction = quantity(0.75, unit="level", mark="assumed", source="Assumption")
    """Assurance that self-service conveys; staffed channels convey that of the employee."""

    empathy: Fraction = quantity(0.6, unit="level", mark="assumed", source="Assumption")
    """Empathy that self-service conveys; staffed channels convey that of the employee."""

    tangibles: Fraction = quantity(0.8, unit="level", mark="assumed", source="Assumption")
    """Premises, equipment and material as customers see them."""

    complaint_ease: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source="Assumption", worth=(0.3, 2)
    )
    """Factor on the odds that a failure here is voiced; 0 silences everybody."""

    escalates_to: Name | None = quantity(None, unit="-", mark="assumed", source="Assumption")
    """Channel that takes over when a contact here fails; null hands nobody on."""

    steers_to: Name | None = quantity(None, unit="-", mark="assumed", source="Assumption: none")
    """Channel to which customers who come here are steered; null leaves them alone."""

    steered_fraction: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption: none"
    )
    """Share of those who come here whom somebody at the door asks to use the other channel."""

    incentive_per_steered_contact: NonNegative = quantity(
        0.0, unit="currency/contact", mark="assumed", source="Assumption: none"
    )
    """What each customer who goes along is given; a contact cost of the channel that receives."""

    priority: NonNegativeInt = quantity(1, unit="class", mark="assumed", source="Assumption", le=9)
    """Class in the team's queue; 0 is served first."""

    price_factor: Positive = quantity(
        1.0, unit="-", mark="assumed", source="Assumption: one price", worth=(0.8, 1.25)
    )
    """Prices in this channel against the firm's; cost of goods does not move with it."""

    cost_per_contact: NonNegative = quantity(
        2.0, unit="currency/contact", mark="assumed", source="Assumption"
    )
    """Cost of a contact beyond wages: lines, licences, material."""

    commission_fraction: Fraction = quantity(
        0.0, unit="fraction", mark="assumed", source="Assumption"
    )
    """Share of a sale that goes to the partner who made it."""

    @model_validator(mode="after")
    def _profile_is_open(self) -> Self:
        first, last = self.hours.opens_at_hour, self.hours.closes_at_hour
        if not any(
            weight > 0 and hour < last and hour + 1 > first
            for hour, weight in enumerate(self.arrival_profile)
        ):
            raise ValueError("arrival_profile is 0 in every open hour; give one open hour a weight")
        return self

    @model_validator(mode="after")
    def _steered_somewhere(self) -> Self:
        if self.steered_fraction > 0.0 and self.steers_to is None:
            raise ValueError("steered_fraction is above 0 without steers_to; name a channel")
        return self
