"""Options of the command line that carry numbers by key figure."""

from collections.abc import Sequence
from typing import Annotated, Final, TypeAlias

import typer

from sim.errors import UsageError

SHARE: Final = "--precision"
"""The one option whose numbers are shares, which may be written in per cent."""

Precision: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        SHARE,
        metavar="KPI=PERCENT",
        help="Replicate until the half width of the difference is that share of the base; "
        "repeatable.",
    ),
]
HalfWidth: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--half-width",
        metavar="KPI=NUMBER",
        help="Replicate until the half width is that number, in the KPI's unit; repeatable.",
    ),
]
Best: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--best",
        metavar="KPI=NUMBER",
        help="Replicate until it is known which world is best; smaller leads do not matter.",
    ),
]


def figures(option: str, given: Sequence[str] | None) -> dict[str, float] | None:
    """Numbers by key figure, from ``profit=5000`` or, for a share, ``profit=2%``; None for none.

    Raises
    ------
    UsageError
        When one is not written so.
    """
    if given is None:
        return None
    form = "PERCENT, for example profit=2%" if option == SHARE else "NUMBER, such as profit=5000"
    wanted = {}
    for text in given:
        kpi, _, words = text.partition("=")
        is_percent = option == SHARE and words.strip().endswith("%")
        try:
            value = float(words.strip().removesuffix("%") if is_percent else words)
        except ValueError:
            raise UsageError(f"{option} {text}: cannot be read; write KPI={form}") from None
        wanted[kpi.strip()] = value / 100.0 if is_percent else value
    return wanted
