"""Which values of a question are varied over many points, and how the points are chosen."""

from typing import Literal, Self

from pydantic import model_validator

from sim.scenarios.strict import Fault, PositiveInt, Strict, Text, quantity, refuse, twice


class Varied(Strict):
    """One value that is varied: between bounds, or over values that are listed."""

    path: Text = quantity(..., unit="", mark="assumed", source="the scenario's own")
    """Dotted path of the value as for `--set`, such as `firm.price_index`."""
    low: float | None = quantity(
        None, unit="unit of the value", mark="assumed", source="range worth testing, else bounds"
    )
    """Lowest value; null takes what the schema says is worth testing, else its bound."""
    high: float | None = quantity(
        None, unit="unit of the value", mark="assumed", source="range worth testing, else bounds"
    )
    """Highest value; null takes what the schema says is worth testing, else its bound."""
    levels: PositiveInt = quantity(3, unit="value", mark="assumed", source="Assumption", ge=2)
    """Equally spaced values from lowest to highest, of `grid` and `one_at_a_time`."""
    values: tuple[float | bool | str, ...] = quantity(
        (), unit="unit of the value", mark="assumed", source="the scenario's own"
    )
    """The values themselves, in place of bounds; words and truth values have all of theirs."""

    @model_validator(mode="after")
    def _either(self) -> Self:
        if self.values and (self.low is not None or self.high is not None):
            raise ValueError("both values and bounds are given; give one of them")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError(f"low {self.low:g} is not below high {self.high:g}; order them")
        return self


class Sweep(Strict):
    """A question asked at many points: at each, the base and its alternatives."""

    design: Literal[
        "grid", "latin_hypercube", "sobol_sequence", "one_at_a_time", "morris", "sobol_indices"
    ] = "grid"
    """How points are chosen. `grid`: every combination of levels. `latin_hypercube`: random, each
    value evenly over its range. `sobol_sequence`: evenly over all ranges together.
    `one_at_a_time`: each value alone, the others as they are; for a tornado and flip points.
    `morris` and `sobol_indices`: the points that these sensitivity analyses need."""
    size: PositiveInt = quantity(
        32, unit="count", mark="assumed", source="Assumption", le=1_000_000
    )
    """Points of `latin_hypercube` and `sobol_sequence`, trajectories of `morris`, base points of
    `sobol_indices`; the other designs count by levels."""
    replications: PositiveInt = quantity(
        5, unit="replication", mark="assumed", source="Assumption", ge=2
    )
    """Replications of every world at every point."""
    parameters: tuple[Varied, ...] = ()
    """Values that are varied, each by its path."""

    @model_validator(mode="after")
    def _once(self) -> Self:
        found = twice("parameters", [varied.path for varied in self.parameters])
        for position, varied in enumerate(self.parameters):
            if self.design in ("morris", "sobol_indices") and varied.values:
                found.append(
                    Fault(
                        f"parameters.{position}.values",
                        f"{self.design} moves between bounds",
                        "give low and high",
                    )
                )
        if self.design == "morris" and self.size < 4:
            found.append(Fault("size", f"{self.size} trajectories tell nothing", "give 4 or more"))
        if self.design == "sobol_indices" and (self.size < 16 or self.size & (self.size - 1)):
            remedy = "give a power of two, at least 16; 128 or more for narrow intervals"
            found.append(Fault("size", f"{self.size} base points are not balanced", remedy))
        refuse(found)
        return self
