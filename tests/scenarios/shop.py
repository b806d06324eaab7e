"""A small schema with every shape that the real one uses; the machinery is tested on it."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenarios.nearest import did_you_mean
from sim.scenarios.strict import (
    Fault,
    Fraction,
    Mark,
    Name,
    NonNegative,
    Positive,
    PositiveInt,
    Strict,
    Text,
    quantity,
    refuse,
)


class Discipline(StrEnum):
    """Order in which a queue is served."""

    FIRST_COME = "first_come"
    PRIORITY = "priority"


class Hours(Strict):
    """Opening hours of a day."""

    open: float = quantity(9.0, unit="hour", mark="assumed", source="shop hours", ge=0, le=24)
    """Opening time."""
    close: float = quantity(18.0, unit="hour", mark="assumed", source="shop hours", ge=0, le=24)
    """Closing time."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.open >= self.close:
            raise ValueError(f"opens at {self.open:g}, closes at {self.close:g}; open earlier")
        return self


class Channel(Strict):
    """One way to reach the firm."""

    staff: PositiveInt = quantity(..., unit="head", mark="assumed", source="the scenario says")
    """Employees at work in an open hour."""
    shrinkage: Fraction = quantity(
        0.30, unit="fraction", mark="recalled", source="Cleveland (2012)", worth=(0.2, 0.4)
    )
    """Paid time in which an employee takes no contacts."""
    patience_minutes: Positive = quantity(
        3.0, unit="minute", mark="literature", source="Mandelbaum & Zeltyn (2007)", worth=(1, 10)
    )
    """Mean time a customer is willing to wait."""
    discipline: Discipline = Discipline.FIRST_COME
    """Who is served next."""
    hours: Hours = Hours(open=8.0)
    """When the channel is open."""
    recorded: bool = False
    """Whether contacts are logged."""


class Scale(Strict):
    """Multiply a value."""

    kind: Literal["scale"]
    """Always ``scale``."""
    path: str
    """What to change."""
    factor: Positive = quantity(..., unit="-", mark="assumed", source="the scenario says")
    """Factor on the value."""


class Price(Strict):
    """Change the price."""

    kind: Literal["price"]
    """Always ``price``."""
    price: Positive = quantity(..., unit="EUR", mark="assumed", source="the scenario says")
    """New price."""
    until_month: NonNegative | None = None
    """When the price returns; null for never."""


Intervention = Annotated[Scale | Price, Field(discriminator="kind")]


class Alternative(Strict):
    """What might be done differently."""

    name: Name
    """Name in files."""
    title: Text = "An alternative"
    """Name for people."""
    interventions: tuple[Intervention, ...] = Field(min_length=1)
    """What is changed."""


class Shop(Strict):
    """A firm and a question about it."""

    title: Text = "A shop"
    """What is asked."""
    channels: dict[Name, Channel] = Field(min_length=1)
    """Ways to reach the firm."""
    preference: dict[Name, Fraction] = quantity(
        {"hotline": 0.6, "store": 0.4}, unit="fraction", mark=Mark.MEASURED, source="shop survey"
    )
    """Share of needs taken to each channel; sums to 1."""
    profile: tuple[NonNegative, ...] = quantity(
        (1.0, 2.0, 1.0), unit="contact/hour", mark="assumed", source="a flat day with a peak"
    )
    """Contacts offered by the hour."""
    horizon: PositiveInt | Literal["auto"] = "auto"
    """Months simulated."""
    offers: dict[Name, Intervention] = Field({})
    """Interventions kept for use by name."""
    alternatives: tuple[Alternative, ...] = ()
    """Compared with the firm as it is."""

    @model_validator(mode="after")
    def _shares_sum_to_one(self) -> Self:
        total = sum(self.preference.values())
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"preference sums to {total:g}; shares sum to 1")
        return self

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        faults = [
            Fault(f"preference.{name}", "unknown channel", did_you_mean(name, self.channels))
            for name in self.preference
            if name not in self.channels
        ]
        names = [alternative.name for alternative in self.alternatives]
        faults += [
            Fault(f"alternatives.{i}.name", f"'{name}' is taken", "give each its own name")
            for i, name in enumerate(names)
            if name in names[:i]
        ]
        refuse(faults)
        return self
