"""Levers on capacity: positions, overtime, shifts, peaks."""

from typing import Literal

from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import OWN, Fraction, Hour, Name, Positive, PositiveInt, quantity


class Overtime(Intervention):
    """Let a team stay on after the shift while customers wait."""

    kind: Literal["overtime"]
    """Which intervention this is."""
    team: Name
    """Team concerned."""
    hours_per_shift: Positive = quantity(..., unit="hour", mark="assumed", source=OWN, le=12.0)
    """Most overtime after a shift; how much is worked follows work pressure."""
    pay_factor: Positive | None = quantity(None, unit="-", mark="assumed", source=OWN)
    """Pay for overtime over usual pay; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The overtime allowed, and its pay."""
        return self.given(
            f"teams.{self.team}",
            overtime_hours_per_shift="hours_per_shift",
            overtime_pay_factor="pay_factor",
        )


class PeakManagement(Intervention):
    """Spread a channel's arrivals over the day, by appointments or off-peak rewards."""

    kind: Literal["peak_management"]
    """Which intervention this is."""
    channel: Name
    """Channel concerned."""
    flattening: Fraction
    """Share of arrivals spread evenly over the open hours."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The flatter profile."""
        return self.given(f"channels.{self.channel}", peak_flattening="flattening")


class Schedule(Intervention):
    """Move a team's shifts."""

    kind: Literal["schedule"]
    """Which intervention this is."""
    team: Name
    """Team concerned."""
    late_fraction: Fraction | None = quantity(None, unit="fraction", mark="assumed", source=OWN)
    """New share of positions on the late shift; null leaves it."""
    opens_at_hour: Hour | None = quantity(None, unit="hour", mark="assumed", source=OWN)
    """New start of the early shift; null leaves it."""
    closes_at_hour: Hour | None = quantity(None, unit="hour", mark="assumed", source=OWN)
    """New end of the late shift; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The values given."""
        names = ("late_fraction", "roster.opens_at_hour", "roster.closes_at_hour")
        return self.given(f"teams.{self.team}", *names)


class Staffing(Intervention):
    """Give a team more or fewer positions."""

    kind: Literal["staffing"]
    """Which intervention this is."""
    team: Name
    """Team concerned."""
    add_positions: int
    """Positions added; negative takes them away, the highest numbers first."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new number of positions."""
        return (Change(f"teams.{self.team}.positions", "add", self.add_positions, "add_positions"),)


class StaffingPolicy(Intervention):
    """Let positions follow demand, or freeze hiring."""

    kind: Literal["staffing_policy"]
    """Which intervention this is."""
    team: Name
    """Team concerned."""
    staffing: Literal["plan", "demand"] | None = None
    """Whether positions are as planned, or follow the work of the month before; null leaves it."""
    hires: Literal["replace", "freeze"] | None = None
    """Whether vacancies are filled; null leaves it."""
    target_occupancy: Positive | None = quantity(
        None, unit="fraction", mark="assumed", source=OWN, le=1.0
    )
    """Occupancy to which positions that follow demand are set; null leaves it."""
    least_positions: PositiveInt | None = quantity(
        None, unit="employee", mark="assumed", source=OWN, le=4000
    )
    """Fewest positions when they follow demand; null leaves it."""
    most_positions: PositiveInt | None = quantity(
        None, unit="employee", mark="assumed", source=OWN, le=4000
    )
    """Most positions when they follow demand; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The values given."""
        names = ("staffing", "hires", "target_occupancy", "least_positions", "most_positions")
        return self.given(f"teams.{self.team}", *names)
