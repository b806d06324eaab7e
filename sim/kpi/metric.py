"""What a key figure is: a number from a run, with its unit, its stage and its direction."""

import inspect
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from sim.kpi.measured import Measured

STAGES: Final = (
    "internal service quality",
    "employee satisfaction",
    "employee retention",
    "productivity",
    "service value",
    "customer satisfaction",
    "loyalty",
    "growth and profit",
)
"""Stages of the service-profit chain, in order (Heskett et al. 1994)."""

Better = Literal["up", "down", "none"]
"""Which way a figure should move; ``none`` where neither is good in itself."""


class Metric(NamedTuple):
    """One key figure; called with the measured months of a run it returns its value."""

    name: str
    """Name in tables, on the command line and in the glossary."""
    label: str
    """Name for people."""
    unit: str
    """Unit of the value."""
    stage: str
    """Stage of the chain."""
    better: Better
    """Which way it should move."""
    headline: bool
    """Whether it stands for its stage in the chain."""
    definition: str
    """Denominator, nothing to measure, treatment of the horizon, source."""
    compute: Callable[[Measured], float]
    """The figure."""

    @property
    def meaning(self) -> str:
        """The definition's first line."""
        return self.definition.splitlines()[0]

    def __call__(self, run: Measured) -> float:
        """Value of the figure for one run."""
        return self.compute(run)


def metric(
    *,
    unit: str,
    stage: str,
    better: Better,
    headline: bool = False,
    label: str | None = None,
) -> Callable[[Callable[[Measured], float]], Metric]:
    """Make a key figure of a function; its name and docstring become the figure's.

    Parameters
    ----------
    unit : str
        Unit of the value, without brackets.
    stage : str
        One of `STAGES`.
    better : {"up", "down", "none"}
        Which way the figure should move.
    headline : bool
        Whether it stands for its stage.
    label : str, optional
        Name for people; the function's name with spaces unless given.

    Raises
    ------
    ValueError
        When the stage is unknown; name one of `STAGES`.
    """
    if stage not in STAGES:
        raise ValueError(f"no stage '{stage}'; there are: {', '.join(STAGES)}")

    def make(compute: Callable[[Measured], float]) -> Metric:
        name = compute.__name__
        shown = label or name.replace("_", " ")
        definition = inspect.cleandoc(compute.__doc__ or "")
        return Metric(name, shown, unit, stage, better, headline, definition, compute)

    return make
