"""The proof for people: a table in the terminal and a page of Markdown."""

import math
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from sim.errors import UsageError
from sim.experiment.folder import writing
from sim.report.text import console
from sim.verification.check import PARTS, Check, Kind
from sim.verification.judge import JOINT_ERROR, Line, Verdict
from sim.verification.result import Verification, command
from sim.verification.world import words

PAGE: Final = "validation.md"
"""The proof for people, in its folder."""

STYLES: Final = {Verdict.HOLDS: "cyan", Verdict.FAILS: "bold yellow"}
"""Colour of a verdict; the word says the same without it."""


def print_proof(proof: Verification) -> None:
    """Print every claim with what the simulator gave, then the outcome in a sentence.

    Parameters
    ----------
    proof : Verification
        What `sim.verify` returned.
    """
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    out = console()
    for check, lines in groupby(proof.lines, lambda line: line.check):
        out.print()
        out.print(Text(f"{check.part}  {check.name}: {check.title}", style="bold"))
        out.print(Padding(Text(check.source, style="dim"), (0, 0, 0, 3)))
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
        table.add_column("")
        for title in ("expected", "got"):
            table.add_column(title, justify="right", no_wrap=True)
        table.add_column("interval", no_wrap=True)
        table.add_column("", no_wrap=True)
        reasons = []
        for line in lines:
            said = Text(line.verdict, style=STYLES.get(line.verdict, ""))
            table.add_row(line.claim.quantity, _expected(line), _got(line), _interval(line), said)
            reasons.append(line.why)
        out.print(Padding(table, (0, 0, 0, 3)))
        for reason in dict.fromkeys(filter(None, reasons)):
            out.print(Padding(Text(reason, style="bold yellow"), (0, 0, 0, 3)))
    out.print()
    out.print(Text(sentence(proof), style="bold"))
    out.print("one check again: spc verify NAME")


def sentence(proof: Verification) -> str:
    """The outcome in words: how many claims hold, how sure that is, what was left out."""
    hard = [line for line in proof.lines if line.claim.is_hard]
    run = [line for line in hard if line.verdict is not Verdict.NOT_RUN]
    soft = [line for line in proof.lines if not line.claim.is_hard and not line.why]
    if not run:
        parts = ["No hard claim was run"]
    else:
        parts = [
            f"{_held(len(run), len(proof.failed))}; a right simulator fails anywhere in the "
            f"battery with a chance of at most {100 * JOINT_ERROR:g} % (each interval at "
            f"{_share(proof.level)})"
        ]
    if soft:
        inside = sum(line.verdict is Verdict.INSIDE for line in soft)
        parts.append(f"{inside} of {len(soft)} soft targets lie inside their range")
    if len(run) < len(hard):
        parts.append(f"{len(hard) - len(run)} hard claims were not run")
    return "; ".join(parts) + "."


def _held(claims: int, failed: int) -> str:
    """How many of the claims that were run hold."""
    if failed:
        return f"{failed} of {claims} hard claims fail"
    return f"All {claims} hard claims hold" if claims > 1 else "The one hard claim holds"


def markdown(proof: Verification) -> Iterator[str]:
    """The proof as lines of Markdown, without a heading for the page.

    Parameters
    ----------
    proof : Verification
        What `sim.verify` returned.

    Yields
    ------
    str
        One line each.
    """
    yield sentence(proof)
    for part, of_part in groupby(proof.lines, lambda line: line.check.part):
        yield from ("", f"## {part}. {PARTS[part]}")
        for check, lines in groupby(of_part, lambda line: line.check):
            yield from ("", f"### {check.title}", "")
            yield f"Source: {check.source}."
            if check.note:
                yield check.note
            yield from _how(check, proof)
            yield ""
            yield "| quantity | unit | expected | got | interval | verdict |"
            yield "|---|---|---|---|---|---|"
            for line in lines:
                cells = (
                    line.claim.quantity + (f" ({line.claim.source})" if line.claim.source else ""),
                    line.claim.unit,
                    _expected(line),
                    _got(line),
                    _interval(line),
                    line.why or line.verdict,
                )
                yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def write_page(proof: Verification) -> Path:
    """Write the proof as a page into its folder.

    Parameters
    ----------
    proof : Verification
        Has a folder.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    UsageError
        When it has no folder, or the folder cannot be written.
    """
    if proof.folder is None:
        raise UsageError("this proof was not written; give verify an output folder")
    path = proof.folder / PAGE
    with writing(proof.folder):
        path.write_text("\n".join(["# Validation", "", *markdown(proof), ""]), encoding="utf-8")
    return path


def _how(check: Check, proof: Verification) -> Iterator[str]:
    """How a check is run again, and what it runs."""
    size = check.size(is_full=proof.is_full)
    if size and check.arms:
        worlds = {words(check, arm, is_full=proof.is_full)[0] for arm in check.arms.values()}
        names = ", ".join(f"`{world}`" for world in sorted(worlds))
        arms = f", {len(check.arms)} arms" if len(check.arms) > 1 else ""
        yield f"World {names}{arms}, {size.replications} replications."
    yield f"Again: `{command((check.name,), is_full=proof.is_full, seed=proof.seed)}`"


def _expected(line: Line) -> str:
    """What is claimed."""
    claim = line.claim
    if claim.kind is Kind.ABOVE:
        return f"above {_number(claim.expected)}"
    if claim.kind is Kind.BELOW:
        return f"below {_number(claim.expected)}"
    if claim.most == math.inf:
        return f"at least {_number(claim.expected)}"
    if claim.most is not None:
        return f"{_number(claim.expected)} to {_number(claim.most)}"
    return _number(claim.expected)


def _got(line: Line) -> str:
    """What the simulator gave."""
    return _number(line.got.mean)


def _interval(line: Line) -> str:
    """Where its mean lies."""
    if line.claim.kind is Kind.EXACT:
        return "exact" if line.got.size else ""
    if math.isnan(line.got.low):
        return ""
    return f"{_number(line.got.low)} to {_number(line.got.high)}"


def _number(value: float) -> str:
    """Five digits; nothing where there is no number."""
    if math.isnan(value):
        return ""
    return f"{value:.5g}" if abs(value) >= 1e-6 or value == 0.0 else f"{value:.2g}"


def _share(level: float) -> str:
    """A confidence close to 1 with all the digits that matter."""
    return f"{100.0 * level:.4f}".rstrip("0").rstrip(".") + " %"
