"""Levers on channels: what they offer, where they send people, what they know of each other."""

from typing import Annotated, Literal

from pydantic import Field

from sim.scenarios.schema.channels import Weekday
from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import (
    OWN,
    Fraction,
    Hour,
    Name,
    NonNegative,
    NonNegativeInt,
    Positive,
    quantity,
)

HOURS = ("days", "opens_at_hour", "closes_at_hour")
"""Fields that a channel keeps in its block of hours."""


class ChannelChange(Intervention):
    """Open, close or improve a channel; what is null stays as it is."""

    kind: Literal["channel"]
    """Which intervention this is."""
    channel: Name
    """Channel concerned."""
    is_open: bool | None = None
    """Whether the channel is offered."""
    days: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)] | None = None
    """New weekdays."""
    opens_at_hour: Hour | None = quantity(None, unit="hour", mark="assumed", source=OWN)
    """New start of the day's hours."""
    closes_at_hour: Hour | None = quantity(None, unit="hour", mark="assumed", source=OWN)
    """New end of the day's hours."""
    patience_minutes: Positive | None = quantity(None, unit="minute", mark="assumed", source=OWN)
    """New mean patience."""
    capacity: NonNegativeInt | None = quantity(None, unit="contact", mark="assumed", source=OWN)
    """New number of contacts that self-service serves at once; 0 is an outage."""
    failure_chance: Fraction | None = quantity(None, unit="fraction", mark="assumed", source=OWN)
    """New chance of failure."""
    assurance: Fraction | None = quantity(None, unit="level", mark="assumed", source=OWN)
    """New assurance of self-service."""
    empathy: Fraction | None = quantity(None, unit="level", mark="assumed", source=OWN)
    """New empathy of self-service."""
    tangibles: Fraction | None = quantity(None, unit="level", mark="assumed", source=OWN)
    """New tangibles."""
    complaint_ease: NonNegative | None = quantity(None, unit="-", mark="assumed", source=OWN)
    """New factor on the odds that a failure is voiced."""
    price_factor: Positive | None = quantity(None, unit="-", mark="assumed", source=OWN)
    """New prices of the channel against the firm's."""
    cost_per_contact: NonNegative | None = quantity(
        None, unit="currency/contact", mark="assumed", source=OWN
    )
    """New cost of a contact beyond wages."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The values given."""
        shared = ("kind", "channel", *Intervention.model_fields)
        own = [name for name in type(self).model_fields if name not in shared]
        keys = (f"hours.{name}" if name in HOURS else name for name in own)
        return self.given(f"channels.{self.channel}", *keys)


class Standardisation(Intervention):
    """Serve by a script: more alike, less personal."""

    kind: Literal["standardisation"]
    """Which intervention this is."""
    channel: Name
    """Channel concerned."""
    level: Fraction
    """How far service follows the script."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new level."""
        return self.given(f"channels.{self.channel}", standardisation="level")


class Escalation(Intervention):
    """Hand failed contacts of a channel on to another one, or to nobody any more."""

    kind: Literal["escalation"]
    """Which intervention this is."""
    channel: Name
    """Channel in which contacts fail."""
    to: Name | None
    """Channel that takes over; null hands nobody on."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new target."""
        # Not `given`: null is a target too.
        return (Change(f"channels.{self.channel}.escalates_to", "set", self.to, "to"),)


class SelfServiceMigration(Intervention):
    """Steer customers at the door of one channel to another one."""

    kind: Literal["self_service_migration"]
    """Which intervention this is."""
    channel: Name
    """Channel that customers come to."""
    to: Name
    """Channel they are asked to use instead."""
    fraction: Fraction
    """Share of those who come who are asked."""
    incentive_per_steered_contact: NonNegative = quantity(
        0.0, unit="currency/contact", mark="assumed", source=OWN
    )
    """What each who goes along is given."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """Where to, how many, and what they get."""
        return self.given(
            f"channels.{self.channel}",
            steers_to="to",
            steered_fraction="fraction",
            incentive_per_steered_contact="incentive_per_steered_contact",
        )


class Coordination(Intervention):
    """Share what is known of a customer between channels."""

    kind: Literal["coordination"]
    """Which intervention this is."""
    level: Fraction
    """How much of a case the next channel knows; 1 is a customer file shared by all."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new level."""
        return self.given("firm", coordination="level")
