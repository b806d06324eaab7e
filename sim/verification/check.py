"""What is claimed of the simulator, and the world in which it is looked at."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeAlias

from sim.parameters import Plan
from sim.records import Records

PARTS: Final = {
    "A": "Queues",
    "B": "Repeat buying",
    "C": "Contracts",
    "D": "Hurry and erosion",
    "E": "Lifetime value",
    "F": "Laws",
    "G": "Literature",
}
"""Title of each part of the battery."""

EXTRA: Final = "validation"
"""Extra of the package that brings what `Check.needs` names."""


class Run(NamedTuple):
    """One replication of one arm, as a check sees it."""

    plan: Plan
    """What was run."""
    records: Records
    """What it recorded."""


Runs: TypeAlias = Mapping[str, Run]
"""The same replication of every arm of a check, by the arm's name."""


class Kind(StrEnum):
    """How what the simulator gives is compared with what is expected."""

    MEAN = "mean"
    """The expected value lies in the interval of the mean over replications."""
    ABOVE = "above"
    """The interval of the mean lies above the expected value."""
    BELOW = "below"
    """The interval of the mean lies below the expected value."""
    EXACT = "exact"
    """Every replication gives the expected value, to rounding."""
    TARGET = "target"
    """Soft: the mean stands beside a published range and is not judged."""


class Claim(NamedTuple):
    """One line of the table: a quantity, and what theory, law or literature says of it."""

    quantity: str
    """Name under which the check observes it, unless it is `of` others."""
    expected: float
    """Value expected; of a target, its lower end."""
    unit: str = "-"
    """Unit of both."""
    kind: Kind = Kind.MEAN
    """How they are compared."""
    most: float | None = None
    """Upper end of a target."""
    tolerance: float = 0.0
    """Distance between the world and its theory that the check's note explains."""
    source: str = ""
    """Source, where it is not the check's."""
    of: tuple[str, str] | None = None
    """Two quantities observed, of whose correlation over replications it speaks; of a target."""

    @property
    def is_hard(self) -> bool:
        """Whether it is judged."""
        return self.kind is not Kind.TARGET

    @property
    def is_random(self) -> bool:
        """Whether chance alone can make it fail."""
        return self.is_hard and self.kind is not Kind.EXACT


def exactly(unit: str, *quantities: str, tolerance: float = 0.0) -> tuple[Claim, ...]:
    """Claims that these quantities are 0 in every replication.

    Parameters
    ----------
    unit : str
        Unit of all.
    *quantities : str
        Names under which the check observes them.
    tolerance : float
        What rounding may leave.

    Returns
    -------
    tuple of Claim
    """
    return tuple(
        Claim(quantity, 0.0, unit, Kind.EXACT, tolerance=tolerance) for quantity in quantities
    )


class Size(NamedTuple):
    """How much is run."""

    replications: int
    """Independent runs of every arm, at least 2."""
    sets: Mapping[str, Any] = {}
    """Values set in the scenario beside those of check and arm, by dotted path."""


class Arm(NamedTuple):
    """One of the businesses that a check compares."""

    sets: Mapping[str, Any] = {}
    """Values set in the scenario beside those of the check, by dotted path."""
    interventions: tuple[Mapping[str, Any], ...] = ()
    """What is done in it, as under ``alternatives`` of a scenario."""
    world: str = ""
    """Scenario, where it is not the check's."""


class Check(NamedTuple):
    """A world in which something is known, and what is looked at in it."""

    name: str
    """Word to ask for it by."""
    part: str
    """Key of `PARTS`."""
    title: str
    """What is checked, in a few words."""
    source: str
    """Where the expected values come from."""
    world: str
    """Shipped scenario that its arms run; empty where it has none."""
    claims: tuple[Claim, ...]
    """Its lines, in order."""
    observe: Callable[[Runs], Mapping[str, float]]
    """A number for every claim, from one replication of every arm."""
    quick: Size | None
    """Size in the short battery; None where only the full one runs it."""
    full: Size
    """Size in the full battery."""
    sets: Mapping[str, Any] = {}
    """Values set in the scenario, by dotted path."""
    arms: Mapping[str, Arm] = {"base": Arm()}
    """The businesses compared; none where no business is looked at, but data or formulas."""
    log: frozenset[str] = frozenset()
    """Logs that it reads: ``contacts``, ``events``."""
    note: str = ""
    """What a reader must know to read its lines."""
    needs: tuple[str, ...] = ()
    """Modules of the extra `EXTRA` without which it cannot be run."""

    def size(self, *, is_full: bool) -> Size | None:
        """How much of it a battery runs; None when it does not."""
        return self.full if is_full else self.quick
