"""What a rule says: a path, when nothing reads it, why, and what to change."""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

OFF: Final[tuple[Any, ...]] = (0, False, None, [])
"""Values that say that something is off."""

SAID: Final = "does nothing"
COSTS: Final = "only costs"
"""What a value does that nothing but the books reads."""


class Rule(NamedTuple):
    """One way in which a value cannot matter."""

    path: str
    """Dotted path of a value or block; ``*`` stands for a name that the scenario chooses."""
    is_idle: Callable[..., bool]
    """Whether nothing reads it in a business, given the names that ``*`` stands for."""
    why: str
    """Why; ``{}`` stands for these names."""
    remedy: str
    """What to change if it should matter."""
    off: tuple[Any, ...] = OFF
    """Values that may be written although nothing reads them."""
    levers_only: bool = False
    """Whether a file may say it as a fact of the business; only an override or lever is told."""
    what: str = SAID
    """What the value does."""

    def match(self, path: str) -> tuple[str, ...] | None:
        """Names that ``*`` stands for if the path is the rule's or lies below it, else None."""
        wanted, keys = self.path.split("."), path.split(".")
        if len(keys) < len(wanted):
            return None
        pairs = list(zip(wanted, keys, strict=False))
        if any(want not in ("*", key) for want, key in pairs):
            return None
        return tuple(key for want, key in pairs if want == "*")

    def key(self, path: str) -> str:
        """The part of a path that the rule speaks of."""
        return ".".join(path.split(".")[: self.path.count(".") + 1])

    def said(self, path: str) -> str:
        """Why, with the names of a path."""
        return self.why.format(*(self.match(path) or ()))


def each(
    block: str,
    keys: Iterable[str],
    is_idle: Callable[..., bool],
    why: str,
    remedy: str,
) -> tuple[Rule, ...]:
    """The same rule for several values of a block."""
    return tuple(Rule(f"{block}.{key}", is_idle, why, remedy) for key in keys)
