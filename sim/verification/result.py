"""What the battery came to: a line for every claim, and what each replication gave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sim.verification.check import EXTRA, Check
from sim.verification.judge import Line, Verdict, line_of, unseen

if TYPE_CHECKING:
    import pandas as pd

SEED: Final = 1
"""Seed of the battery unless another is asked for; no other was tried before it was chosen."""


class Task(NamedTuple):
    """One replication of one check; what a worker is given."""

    check: str
    seed: int
    replication: int
    is_full: bool
    engine: str


class Seen(NamedTuple):
    """What a worker gives back."""

    task: Task
    figures: dict[str, float]
    """What was observed, by quantity; empty after a failure."""
    message: str
    """Why there is nothing; empty where there is something."""


@dataclass(frozen=True)
class Verification:
    """What the battery came to."""

    lines: tuple[Line, ...]
    """One for every claim, in the battery's order."""
    seen: tuple[Seen, ...]
    """What each replication gave, in the battery's order."""
    level: float
    """Confidence of each interval, so that the whole battery holds jointly [fraction]."""
    seed: int
    """Seed of all random numbers."""
    is_full: bool
    """Whether it was the full battery."""
    engine: str
    """Which engine was asked for."""
    folder: Path | None = None
    """Where everything was written, if anywhere."""

    @property
    def failed(self) -> tuple[Line, ...]:
        """Hard claims that do not hold."""
        return tuple(line for line in self.lines if line.verdict is Verdict.FAILS)

    @property
    def exit_status(self) -> int:
        """1 when a hard claim fails, else 0."""
        return int(bool(self.failed))

    def frame(self) -> "pd.DataFrame":
        """The lines as a table, one row per claim."""
        import pandas as pd

        return pd.DataFrame(
            {
                "part": line.check.part,
                "check": line.check.name,
                "quantity": line.claim.quantity,
                "unit": line.claim.unit,
                "kind": str(line.claim.kind),
                "source": line.claim.source or line.check.source,
                "expected": line.claim.expected,
                "most": line.claim.most,
                "got": line.got.mean,
                "low": line.got.low,
                "high": line.got.high,
                "replications": line.got.size,
                "verdict": str(line.verdict),
                "why": line.why,
                "command": command((line.check.name,), is_full=self.is_full, seed=self.seed),
            }
            for line in self.lines
        )

    def observations(self) -> "pd.DataFrame":
        """What every replication gave, one row per check, replication and quantity."""
        import pandas as pd

        rows = [
            (seen.task.check, seen.task.replication, quantity, value)
            for seen in self.seen
            for quantity, value in seen.figures.items()
        ]
        return pd.DataFrame(rows, columns=["check", "replication", "quantity", "value"])


def command(names: Sequence[str], *, is_full: bool, seed: int) -> str:
    """The command line that looks at the same checks again."""
    words = ["spc verify", *names, *(["--full"] if is_full else [])]
    return " ".join([*words, *([f"--seed {seed}"] if seed != SEED else [])])


def lines_of(check: Check, seen: Sequence[Seen], level: float) -> Iterator[Line]:
    """One line for every claim of a check, from its replications.

    Parameters
    ----------
    check : Check
        What is claimed.
    seen : sequence of Seen
        Its replications; none where it cannot be run here.
    level : float
        Confidence of every interval [fraction].

    Yields
    ------
    Line
    """
    missing = missing_for(check)
    broken = next((one for one in seen if one.message), None)
    for claim in check.claims:
        if missing:
            why = f"needs {', '.join(missing)}: pip install 'service-profit-chain[{EXTRA}]'"
            yield unseen(check, claim, Verdict.NOT_RUN, why)
        elif broken:
            why = f"replication {broken.task.replication}: {broken.message}"
            verdict = Verdict.FAILS if claim.is_hard else Verdict.OUTSIDE
            yield unseen(check, claim, verdict, why)
        else:
            yield line_of(check, claim, [one.figures for one in seen], level)


def missing_for(check: Check) -> list[str]:
    """Modules that a check needs and that are not installed."""
    return [name for name in check.needs if find_spec(name) is None]
