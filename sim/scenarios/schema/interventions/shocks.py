"""What befalls a firm: outages, faulty goods, surges, shortages of staff, scandals."""

from typing import Final, Literal, NamedTuple, Self

from pydantic import model_validator

from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import OWN, Fault, Fraction, Name, NonNegative, quantity, refuse


class Fields(NamedTuple):
    """What one kind of shock is told by."""

    needs: tuple[str, ...]
    """Fields that must be given."""
    takes: tuple[str, ...] = ()
    """Fields that may be given."""


SHOCKS: Final = {
    "outage": Fields(("channel",), ("failure_chance",)),
    "quality_incident": Fields(("fault_chance",)),
    "demand_surge": Fields((), ("need_factor", "support_factor")),
    "staff_shortage": Fields(("team", "shortage_fraction")),
    "scandal": Fields(("reach_per_month",)),
}
"""Every kind of shock."""

SIZES: Final = (
    *("channel", "failure_chance", "fault_chance", "need_factor", "support_factor", "team"),
    *("shortage_fraction", "reach_per_month"),
)
"""All fields by which shocks are told."""


class Shock(Intervention):
    """Something befalls the firm for a while."""

    kind: Literal["shock"]
    """Which intervention this is."""
    of: Literal["outage", "quality_incident", "demand_surge", "staff_shortage", "scandal"]
    """What happens."""
    channel: Name | None = None
    """Outage: the channel that is out of order."""
    failure_chance: Fraction | None = quantity(None, unit="fraction", mark="assumed", source=OWN)
    """Outage: chance that a contact of the channel fails; null closes the channel."""
    fault_chance: Fraction | None = quantity(
        None, unit="fraction/purchase", mark="assumed", source=OWN
    )
    """Quality incident: chance that a purchase proves faulty, however well it was served."""
    need_factor: NonNegative | None = quantity(None, unit="-", mark="assumed", source=OWN)
    """Demand surge: factor on all needs."""
    support_factor: NonNegative | None = quantity(None, unit="-", mark="assumed", source=OWN)
    """Demand surge: factor on support needs."""
    team: Name | None = None
    """Staff shortage: the team concerned."""
    shortage_fraction: Fraction | None = quantity(
        None, unit="fraction/shift", mark="assumed", source=OWN
    )
    """Staff shortage: share of shifts that cannot be worked, on top of absence."""
    reach_per_month: Fraction | None = quantity(
        None, unit="fraction/month", mark="assumed", source=OWN
    )
    """Scandal: share of people who hear bad news of us in the media each month."""

    @model_validator(mode="after")
    def _something(self) -> Self:  # in place of the usual rule: each kind has its own fields
        needs, takes = SHOCKS[self.of]
        given = [name for name in SIZES if getattr(self, name) is not None]
        known = ", ".join((*needs, *takes))
        faults = [
            Fault(name, f"missing for {self.of}", f"give {known}")
            for name in needs
            if name not in given
        ]
        faults += [
            Fault(name, f"plays no part in {self.of}", f"give {known} only")
            for name in given
            if name not in (*needs, *takes)
        ]
        if not faults and not given:
            faults = [Fault("", "nothing happens", f"give {known.replace(', ', ' or ')}")]
        refuse(faults)
        return self

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """What is different while it lasts."""
        found = [
            *self.given(f"channels.{self.channel}", "failure_chance"),
            *self.given("firm", "fault_chance"),
            *self.given("market", "need_factor", "support_factor"),
            *self.given(f"teams.{self.team}", "shortage_fraction"),
            *self.given("market", press_reach_per_month="reach_per_month"),
        ]
        if self.of == "outage" and self.failure_chance is None:
            found.append(Change(f"channels.{self.channel}.is_open", "set", False))
        if self.of == "scandal":
            found.append(Change("market.press_news", "put", 0.0))
        return tuple(found)
