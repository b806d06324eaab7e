"""Levers on capacity: positions, overtime, shifts, peaks."""

from typing import Literal

from sim.scenarios.schema.interventions.base import Change, Intervention
from sim.scenarios.strict import Name


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
        return (Change(f"teams.{self.team}.positions", "add", self.add_positions),)
