"""A whole question: a base business, how to experiment with it, and the alternatives."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenarios import references, timeline, varied
from sim.scenarios.schema.channels import Channel
from sim.scenarios.schema.customers import Customers
from sim.scenarios.schema.employees import Employees, Team
from sim.scenarios.schema.firm import Firm
from sim.scenarios.schema.interventions import Alternative
from sim.scenarios.schema.links import Links
from sim.scenarios.schema.market import Market
from sim.scenarios.schema.sweep import Sweep
from sim.scenarios.strict import (
    OWN,
    Fault,
    Name,
    NonNegativeInt,
    OpenFraction,
    Positive,
    PositiveInt,
    Strict,
    Text,
    quantity,
    refuse,
)


class Time(Strict):
    """How long the clock runs."""

    warm_up_months: NonNegativeInt = quantity(
        12, unit="month", mark="assumed", source="Assumption", le=600, structural=True
    )
    """Months before anything is measured and before any intervention can start."""
    horizon_months: PositiveInt = quantity(
        36, unit="month", mark="assumed", source="Assumption", le=600, structural=True
    )
    """Months measured."""


class Experiment(Strict):
    """How many replications, with which seed, to which precision."""

    seed: NonNegativeInt | None = quantity(
        1, unit="-", mark="assumed", source="Assumption", structural=True
    )
    """Seed of all random numbers; null chooses one and prints it."""
    minimum_replications: PositiveInt = quantity(
        10, unit="replication", mark="assumed", source="Assumption", ge=2, structural=True
    )
    """Replications before precision is first looked at."""
    maximum_replications: PositiveInt = quantity(
        30, unit="replication", mark="assumed", source="Assumption", ge=2, structural=True
    )
    """Replications after which the run ends even if the precision is not reached."""
    confidence: OpenFraction = quantity(
        0.95, unit="fraction", mark="assumed", source="convention", structural=True
    )
    """Confidence of every interval."""
    precision: dict[Name, Positive] = quantity(
        {}, unit="fraction", mark="assumed", source="Assumption", structural=True
    )
    """Wanted half width of a paired difference by KPI, as a share of the base's mean."""
    half_width: dict[Name, Positive] = quantity(
        {}, unit="unit of the KPI", mark="assumed", source="Assumption", structural=True
    )
    """Wanted half width of a paired difference by KPI, in the KPI's own unit as in all tables."""
    best: dict[Name, Positive] = quantity(
        {}, unit="unit of the KPI", mark="assumed", source="Assumption", structural=True
    )
    """KPI by which the best world is chosen, with the smallest difference worth knowing."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.maximum_replications < self.minimum_replications:
            raise ValueError(
                f"maximum_replications {self.maximum_replications} is below minimum_replications "
                f"{self.minimum_replications}; raise it"
            )
        return self


class Plausible(Strict):
    """Where a key figure of the base may lie."""

    at_least: float | None = quantity(
        None, unit="unit of the KPI", mark="assumed", source=OWN, structural=True
    )
    """Lowest plausible mean; null for none."""
    at_most: float | None = quantity(
        None, unit="unit of the KPI", mark="assumed", source=OWN, structural=True
    )
    """Highest plausible mean; null for none."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least {self.at_least} is above at_most {self.at_most}; swap them")
        return self


class Scenario(Strict):
    """A question to the simulator."""

    title: Text
    """The question's name in a few words."""
    question: Text
    """The question as a manager would ask it."""
    description: str = ""
    """Background: what is a fact of the case and what is assumed."""
    look_for: str = ""
    """What to look for in the answer."""
    case: str = ""
    """The case or claim that it belongs to, for example C3."""
    headline: Name = "profit"
    """Key figure in which the answer is given first."""
    plausible: dict[Name, Plausible] = Field(default={})
    """Where key figures of the base lie when it is a likely business; checked after every run."""
    currency: Annotated[str, Field(min_length=1, max_length=8)] = "EUR"
    """Currency of every amount."""
    time: Time = Time()
    """How long the clock runs."""
    experiment: Experiment = Experiment()
    """Replications, seed and precision."""
    sweep: Sweep | None = None
    """Values varied over many points, for `spc sweep` and `spc sensitivity`; null for none."""
    market: Market = Market()
    """People, reach and competitors."""
    customers: Customers
    """Segments and how they judge."""
    channels: Annotated[dict[Name, Channel], Field(min_length=1)]
    """Ways customers reach the firm."""
    teams: Annotated[dict[Name, Team], Field(min_length=1)]
    """Staff by the queue they serve."""
    employees: Employees = Employees()
    """How people at work learn, tire, hurry, feel and leave."""
    firm: Firm
    """Policies, prices and budgets."""
    links: Links = Links()
    """Strength of every arrow of the chain."""
    alternatives: tuple[Alternative, ...] = ()
    """Worlds to compare with the base."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [alternative.name for alternative in self.alternatives]
        found = [*references.faults(self), *varied.faults(self)]
        for position, name in enumerate(names):
            key = f"alternatives.{position}.name"
            if name == "base":
                found.append(Fault(key, "no alternative may be called 'base'", "that is the base"))
            elif name in names[:position]:
                what = f"two alternatives are called '{name}'"
                found.append(Fault(key, what, "give each its own name"))
        base = self.model_dump(mode="json", exclude={"alternatives", "sweep"})
        horizon = self.time.horizon_months
        found += timeline.faults(base, self.alternatives, horizon, type(self), is_sound=not found)
        refuse(found)
        return self
