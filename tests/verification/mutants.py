"""A behaviour broken on purpose, and the checks of the battery that catch it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Mutant(NamedTuple):
    """A plausible mistake in one function of the model."""

    name: str
    """Lower-case words with underscores."""
    breaks: str
    """What is wrong in it, in plain words."""
    module: str
    """Module whose name the agents call it by, ``sim.behaviour.customer`` for example."""
    attribute: str
    """Function replaced there."""
    broken: Callable[[Callable[..., Any]], Callable[..., Any]]
    """From the right function to the wrong one."""
    caught_by: tuple[str, ...]
    """Names of the checks that catch it."""
    replications: int | None = None
    """Runs that suffice, where fewer do than the check has."""
    sets: Mapping[str, Any] = {}
    """Values set in the scenario, such as a shorter horizon for a check of the full battery."""
