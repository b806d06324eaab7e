"""Columns that tables of results share, and the type that follows from a column's unit."""

from typing import Final

from sim.metrics import CATALOGUE
from sim.records import Column, Table

TEXT: Final = "text"
"""Unit of a column of words."""

WHOLE_UNITS: Final = frozenset(
    {
        *("person", "count", "contact", "employee", "position", "shift", "month", "hour", "seed"),
        *("code", "id"),
    }
)
"""Units that come in whole numbers only."""

AVERAGED: Final = frozenset({*CATALOGUE, "customers_at_start", "settled_after_months"})
"""Columns that may be a mean or missing, whatever their unit."""


def dtype_of(column: Column) -> str:
    """Type of a column's values: ``str``, ``int64`` or ``float64``.

    A column called by a dotted path holds what a sweep sets there, which may be nothing.
    """
    if column.unit == TEXT:
        return "str"
    may_be_missing = column.name in AVERAGED or "." in column.name
    whole = column.unit in WHOLE_UNITS and not may_be_missing
    return "int64" if whole else "float64"


def dtypes(table: Table) -> dict[str, str]:
    """Type of every column of a table, in the table's order."""
    return {column.name: dtype_of(column) for column in table.columns}


ALTERNATIVE: Final = Column("alternative", TEXT, "the world; base is the business as it is")
REPLICATION: Final = Column("replication", "count", "which run of that world, from 0")

KPI: Final = (
    Column("kpi", TEXT, "key figure, see the glossary"),
    Column("label", TEXT, "its name for people"),
    Column("stage", TEXT, "stage of the chain"),
    Column("unit", TEXT, "unit of the key figure"),
)
"""Columns that say which key figure a row is about."""
