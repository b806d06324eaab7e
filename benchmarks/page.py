"""What was measured as a page: a table for each question, each wish beside what was reached."""

from collections.abc import Sequence
from typing import NamedTuple


class Section(NamedTuple):
    """One question."""

    title: str
    about: str
    """What was measured, and how."""
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    remark: str = ""
    """Where the time or the memory goes."""


def at_least(reached: float, wish: float) -> str:
    """A wish that something is large, and whether it came true."""
    return f"at least {wish:g}: {'reached' if reached >= wish else 'missed'}"


def at_most(reached: float, wish: float) -> str:
    """A wish that something is small, and whether it came true."""
    return f"at most {wish:g}: {'reached' if reached <= wish else 'missed'}"


def markdown(section: Section) -> str:
    """A section of the page."""
    table = [section.head, ("---",) * len(section.head), *section.rows]
    lines = [f"| {' | '.join(row)} |".replace("|  |", "| |") for row in table]
    parts = [f"## {section.title}", section.about, "\n".join(lines), section.remark]
    return "\n\n".join(part for part in parts if part) + "\n"
