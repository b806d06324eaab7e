"""What a sweep came to: its tables and how they came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.experiment import estimates
from sim.experiment.answer import World
from sim.experiment.differences import declared
from sim.experiment.points import Point
from sim.experiment.sweep_run import SweepRun
from sim.experiment.sweep_tables import is_number, tables_of
from sim.experiment.tables import FAILED, OK
from sim.metrics import CATALOGUE
from sim.scenarios.varied import Factor

if TYPE_CHECKING:
    from sim.experiment.sweep_plan import SweepPlan


@dataclass(frozen=True, eq=False, repr=False)
class Swept:
    """What `sim.sweep` returns and `sim.load_results` rebuilds.

    Tables are declared in `sim.experiment.sweep_tables`. Rows are sorted by point, world,
    replication and key figure, so that two sweeps of one question are equal byte by byte however
    often they were interrupted.
    """

    scenario_title: str
    """The question's name."""
    question: str
    """The question as a manager would ask it."""
    currency: str
    """Currency of every amount."""
    alternatives: tuple[World, ...]
    """The worlds in order; the first is the base."""
    factors: tuple[Factor, ...]
    """What was varied, in the order of the columns."""
    manifest: Mapping[str, Any]
    """How the sweep came about: scenario, design, seed, versions, timings, status."""
    folder: Path | None
    """Where it is stored; None when it is not."""
    points: pd.DataFrame
    """The job table: what every point sets."""
    runs: pd.DataFrame
    """One row per run: what it varied, its status, its key figures."""
    levels: pd.DataFrame
    """Every world of every point, with intervals."""
    differences: pd.DataFrame
    """Every alternative against the base of its point, with paired intervals."""

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {table.name: getattr(self, table.name) for table in tables_of(self.factors)}

    @property
    def headline(self) -> str:
        """Key figure in which the question is answered first."""
        return str(self.manifest["scenario"]["headline"])

    @property
    def exit_status(self) -> int:
        """0 when every run came to its end, else 1."""
        return int((self.runs["status"] == FAILED).any())

    def __repr__(self) -> str:
        runs = f"{len(self.runs)} runs at {len(self.points)} points"
        return f"<Swept '{self.scenario_title}': {runs}, {self.manifest['status']}>"


def run_row(run: SweepRun, plan: "SweepPlan") -> dict[str, Any]:
    """One run's row of the table of runs."""
    figures = run.figures or (float("nan"),) * len(CATALOGUE)
    has_failed = bool(run.message)
    return {
        "point": run.point,
        "alternative": run.alternative,
        "replication": run.replication,
        "seed": plan.settings.seed,
        **cells(plan.points[run.point], plan.factors),
        "status": FAILED if has_failed else OK,
        "message": run.message,
        "rerun": plan.rerun(run.point, run.alternative, run.replication) if has_failed else "",
        **dict(zip(CATALOGUE, figures, strict=True)),
    }


def cells(point: Point, factors: Sequence[Factor]) -> dict[str, float | str]:
    """What a point sets, as cells of a table; what it leaves as it is, as empty ones."""
    made: dict[str, float | str] = {}
    for factor, value in zip(factors, point, strict=True):
        if is_number(factor):
            made[factor.path] = float("nan") if value is None else float(value)
        else:
            made[factor.path] = "" if value is None else str(value)
    return made


def frames(runs: Sequence[SweepRun], plan: "SweepPlan") -> dict[str, Any]:
    """Every table of a sweep by name.

    Parameters
    ----------
    runs : sequence of SweepRun
        In any order, each once.
    plan : SweepPlan
        The sweep they are of.
    """
    worlds, factors, confidence = tuple(plan.worlds), plan.factors, plan.settings.confidence
    ordered = sorted(
        runs, key=lambda run: (run.point, worlds.index(run.alternative), run.replication)
    )
    levels: list[dict[str, Any]] = []
    differences: list[dict[str, Any]] = []
    for number, group in groupby(ordered, key=lambda run: run.point):
        at = {"point": number, **cells(plan.points[number], factors)}
        figures = [(run.alternative, run.replication, run.figures) for run in group]
        by_world = estimates.by_world(figures, worlds, plan.rule.replications)
        levels += [at | row for row in estimates.levels(by_world, confidence)]
        differences += [at | row for row in estimates.differences(by_world, confidence)]
    rows = {
        "points": plan.jobs(),
        "runs": [run_row(run, plan) for run in ordered],
        "levels": levels,
        "differences": differences,
    }
    return {table.name: declared(rows[table.name], table) for table in tables_of(factors)}
