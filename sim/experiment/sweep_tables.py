"""Tables of a sweep, declared once: its points, its runs, its worlds and their differences."""

from collections.abc import Sequence
from typing import Final

from sim.experiment.columns import ALTERNATIVE, REPLICATION, TEXT
from sim.experiment.tables import FAILED, OK, RUNS
from sim.metrics import CATALOGUE
from sim.records import Column, Table
from sim.scenarios.varied import Factor

POINT: Final = Column("point", "count", "which point of the sweep, from 0")

KPI: Final = "kpi"
"""Unit of a column that has that of its row's key figure."""


def tables_of(factors: Sequence[Factor]) -> tuple[Table, ...]:
    """Every table of a sweep of these values."""
    make = (points_table, runs_table, levels_table, differences_table)
    return tuple(table(factors) for table in make)


def points_table(factors: Sequence[Factor]) -> Table:
    """The job table: what every point sets each value to."""
    columns = (POINT, *map(column, factors))
    return Table("points", ("point",), columns, "what each point of the sweep sets")


def runs_table(factors: Sequence[Factor]) -> Table:
    """One row per run."""
    columns = (
        POINT,
        ALTERNATIVE,
        REPLICATION,
        Column("seed", "seed", "seed of all random numbers"),
        *map(column, factors),
        Column("status", TEXT, f"{OK}, or {FAILED}"),
        Column("message", TEXT, "why it failed; empty when it did not"),
        Column("rerun", TEXT, "command that runs it again; empty when it did not fail"),
        *(Column(entry.name, entry.unit, entry.meaning) for entry in CATALOGUE.values()),
    )
    keys = ("point", "alternative", "replication")
    return Table(RUNS.name, keys, columns, "one row per run with what it varied and its figures")


def levels_table(factors: Sequence[Factor]) -> Table:
    """Every world of every point by itself."""
    mean = Column("mean", KPI, "mean over the replications")
    return _estimates("levels", factors, mean, "each world by itself")


def differences_table(factors: Sequence[Factor]) -> Table:
    """Every alternative against the base of its point."""
    difference = Column("difference", KPI, "alternative less base at that point, mean of the pairs")
    meaning = "paired differences from the base, point by point"
    return _estimates("differences", factors, difference, meaning)


def _estimates(name: str, factors: Sequence[Factor], estimate: Column, meaning: str) -> Table:
    """A table of estimates with their intervals, by point, world and key figure."""
    columns = (
        POINT,
        *map(column, factors),
        ALTERNATIVE,
        Column("kpi", TEXT, "key figure, see the glossary"),
        Column("unit", TEXT, "its unit"),
        estimate,
        Column("low", KPI, "lower end of its t interval"),
        Column("high", KPI, "upper end of its t interval"),
        Column("confidence", "fraction", "confidence of each interval by itself"),
        Column("replications", "count", "runs, or pairs, that have the figure"),
    )
    return Table(name, ("point", "alternative", "kpi"), columns, meaning)


def column(factor: Factor) -> Column:
    """The column that holds what a point sets a value to."""
    unit = (factor.unit or "-") if is_number(factor) else TEXT
    return Column(factor.path, unit, "what the point sets; empty where it leaves it as it is")


def is_number(factor: Factor) -> bool:
    """Whether a value that is varied is a number."""
    return not any(isinstance(value, bool | str) for value in factor.values)
