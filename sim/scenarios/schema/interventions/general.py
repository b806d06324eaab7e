"""Interventions that change any value of the base, and the retention that is assumed."""

from typing import Literal

from sim.scenarios.schema.interventions.base import Change, Intervention, Path, Value
from sim.scenarios.strict import OWN, NonNegative, Positive, quantity


class Set(Intervention):
    """Give one value of the base another value."""

    kind: Literal["set"]
    """Which intervention this is."""
    path: Path
    """Value to change."""
    value: Value
    """What it becomes."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The one change."""
        return (Change(self.path, "set", self.value, "value"),)


class Scale(Intervention):
    """Multiply one value of the base."""

    kind: Literal["scale"]
    """Which intervention this is."""
    path: Path
    """Value to change."""
    factor: NonNegative
    """Factor; 1.1 adds ten per cent."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The one change."""
        return (Change(self.path, "scale", self.factor, "factor"),)


class Add(Intervention):
    """Add to one value of the base."""

    kind: Literal["add"]
    """Which intervention this is."""
    path: Path
    """Value to change."""
    amount: float
    """What is added, in the value's own unit; may be negative."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The one change."""
        return (Change(self.path, "add", self.amount, "amount"),)


class RetentionTarget(Intervention):
    """Reach more retention by assumption, free of cost: the textbook claim."""

    kind: Literal["retention_target"]
    """Which intervention this is."""
    of: Literal["customers", "employees"]
    """Whose retention rises."""
    points: Positive = quantity(
        ..., unit="percentage point/year", mark="assumed", source=OWN, le=50
    )
    """Points of yearly retention added to the base; 5 is written 5."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The gain the firm is assumed to reach."""
        path = f"firm.{'customer' if self.of == 'customers' else 'employee'}_retention_gain"
        return (Change(path, "add", self.points / 100.0, "points"),)
