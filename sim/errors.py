"""The error tree; every class takes positional arguments equal to ``self.args``.

::

    SimError
      ScenarioError      the question cannot be read: every problem at once   exit 2
      UsageError         the call cannot be carried out: path, folder, name   exit 2
      RegimeError        a closed form was asked outside its regime           exit 2
      SimulationError    a run broke one of its own laws                      exit 1

SimPy and pickling rebuild an exception as ``type(e)(*e.args)``; keyword-only arguments would turn
the real error into a ``TypeError``.
"""

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with a scenario, said as ``file:line: key: what, got, remedy``."""

    file: str
    """File as the user named it; ``--set`` for an override on the command line."""
    line: int
    """Line in that file, from 1; 0 when the problem has no line."""
    key: str
    """Dotted path of the value; empty for the file as a whole."""
    what: str
    """What is wrong, and what was found."""
    remedy: str
    """What would be right."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}:{key} {self.what}{remedy}"


class SimError(Exception):
    """Base of every error this package raises on purpose."""


class ScenarioError(SimError):
    """A scenario cannot be used; carries every problem found, in file order.

    Parameters
    ----------
    problems : tuple of Problem
        At least one.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UsageError(SimError):
    """A call cannot be carried out as asked; the message names the remedy."""


class RegimeError(SimError, ValueError):
    """A closed form was asked for numbers outside the regime in which it holds."""


class SimulationError(SimError):
    """A run broke one of its own laws (conservation, books, order of events)."""
