"""Why the simulator may be believed: the short battery, and the mistakes that it catches."""

from collections.abc import Iterator

import sim
from docs.reference import WRITTEN, page, table
from sim.report.proof import markdown
from sim.verification.judge import Verdict
from sim.verification.result import Verification
from tests.verification.test_mutants import MUTANTS


def proof() -> Verification:
    """The short battery.

    Raises
    ------
    RuntimeError
        When a hard claim fails or was not run.
    """
    found = sim.verify(workers=2)
    broken = [
        f"{line.check.name}: {line.claim.quantity}: {line.why or line.verdict}"
        for line in found.lines
        if line.claim.is_hard and line.verdict is not Verdict.HOLDS
    ]
    if broken:
        raise RuntimeError(f"the battery does not hold: {', '.join(broken)}")
    return found


def validation_page(found: Verification) -> str:
    """Every claim beside what the simulator gives, then the mutants and who catches them."""
    return page(_lines(found))


def _lines(found: Verification) -> Iterator[str]:
    yield from (WRITTEN, "", "# Why believe it?", "")
    yield "`spc verify` holds the simulator against exact theory, published tables and its own"
    yield "laws; this page is what it prints. Every world is a scenario file that ships with the"
    yield "package (`scenarios/verification/`), run like any other. Intervals are Student's over"
    yield "independent replications; their level is shared out over all claims that chance alone"
    yield "could refute (Bonferroni). One seed was tried, the one that is the default. Soft targets"
    yield "are shown with where they come from and are never judged. `spc verify --full` runs more"
    yield "cases, longer and more often, and writes every observation into a folder."
    yield ""
    yield from markdown(found)
    yield from ("", "## What the battery would notice", "")
    yield "Each line is a mistake made on purpose in one function of the model; each check with a"
    yield "hard claim catches at least one (`tests/verification/`)."
    yield ""
    yield from table(
        ("mistake", "in", "caught by"),
        (
            (
                mutant.breaks,
                f"`{mutant.module.removeprefix('sim.')}.{mutant.attribute}`",
                ", ".join(f"`{name}`" for name in mutant.caught_by),
            )
            for mutant in MUTANTS
        ),
    )
