"""The worlds compared: key figures by run, levels, paired differences, the chain and its links."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sim.analysis.intervals import (
    Interval,
    Values,
    mean_interval,
    paired_difference,
    pairs,
    relative_change,
    together,
    variance_ratio,
)
from sim.experiment import tables
from sim.experiment.frames import typed
from sim.experiment.job import BASE, Finished
from sim.metrics import CATALOGUE, Metric
from sim.parameters import ARROWS, Plan
from sim.records import Table


def runs_row(run: Finished, seed: int) -> dict[str, str | int | float]:
    """One run's row of the table of runs."""
    row: dict[str, str | int | float] = {
        "alternative": run.alternative,
        "replication": run.replication,
        "seed": seed,
        "status": tables.OK if run.records is not None else tables.FAILED,
        "message": run.message,
    }
    return row | {name: run.figures.get(name, np.nan) for name in CATALOGUE}


def runs_table(finished: Sequence[Finished], seed: int) -> pd.DataFrame:
    """Every run with its key figures, in the order given."""
    return declared([runs_row(run, seed) for run in finished], tables.RUNS)


def by_world(runs: pd.DataFrame, worlds: Sequence[str]) -> dict[str, pd.DataFrame]:
    """The runs of each world by replication; the figures of a run that failed are NaN."""
    rows, own = runs.set_index("replication"), runs["alternative"].to_numpy()
    return {world: rows[own == world] for world in worlds}


def levels_table(runs: pd.DataFrame, worlds: Sequence[str], confidence: float) -> pd.DataFrame:
    """Each figure of each world by itself."""
    rows = []
    for world, figures in by_world(runs, worlds).items():
        for entry in CATALOGUE.values():
            own = mean_interval(figures[entry.name].to_numpy(), confidence)
            rows.append(
                {"alternative": world, **named(entry), "mean": own.mean}
                | {"low": own.low, "high": own.high, "replications": own.size}
            )
    return declared(rows, tables.LEVELS)


def differences_table(runs: pd.DataFrame, worlds: Sequence[str], confidence: float) -> pd.DataFrame:
    """Paired differences of each figure of each alternative from the base."""
    rows = []
    joint = together(confidence, max(len(worlds) - 1, 1))
    figures = by_world(runs, worlds)
    for world in worlds:
        if world == BASE:
            continue
        for entry in CATALOGUE.values():
            base, other = figures[BASE][entry.name].align(figures[world][entry.name])
            before, after = pairs(base.to_numpy(), other.to_numpy())
            difference = paired_difference(before, after, confidence)
            wide = paired_difference(before, after, joint)
            relative = relative_change(before, after, confidence)
            rows.append(
                {
                    "alternative": world,
                    **named(entry),
                    "better": entry.better,
                    "base_mean": _mean(before),
                    "alternative_mean": _mean(after),
                    "difference": difference.mean,
                    "low": difference.low,
                    "high": difference.high,
                    "low_together": wide.low,
                    "high_together": wide.high,
                    "relative": relative.mean,
                    "relative_low": relative.low,
                    "relative_high": relative.high,
                    "confidence": confidence,
                    "replications": difference.size,
                    "variance_ratio": variance_ratio(before, after),
                    "verdict": verdict(difference, bool(np.all(before == after))),
                }
            )
    return declared(rows, tables.DIFFERENCES)


def verdict(difference: Interval, is_same: bool) -> str:
    """What an interval says in a word.

    Parameters
    ----------
    difference : Interval
        A paired difference.
    is_same : bool
        Whether both sides agree exactly in every pair.
    """
    if difference.size < 2:
        return tables.NOT_MEASURED
    if is_same:
        return tables.UNCHANGED
    if difference.low > 0.0:
        return tables.RISES
    return tables.FALLS if difference.high < 0.0 else tables.NO_CLEAR_CHANGE


def chain_table(differences: pd.DataFrame) -> pd.DataFrame:
    """Headline rows of the differences, by world and in the order of the chain."""
    headline = [name for name, entry in CATALOGUE.items() if entry.headline]
    return differences[differences["kpi"].isin(headline)].reset_index(drop=True)


def links_table(plans: Mapping[str, Plan]) -> pd.DataFrame:
    """Strength of every arrow of the chain in the base and, at the horizon, in each world."""
    base = plans[BASE].regimes[0].parameters.links
    rows = [
        {
            "alternative": world,
            "name": arrow.name,
            "source": arrow.source,
            "target": arrow.target,
            "strength_base": getattr(base, arrow.name),
            "strength_alternative": getattr(plan.regimes[-1].parameters.links, arrow.name),
            "claim": arrow.claim,
        }
        for world, plan in plans.items()
        for arrow in ARROWS
    ]
    return declared(rows, tables.LINKS)


def named(entry: Metric) -> dict[str, str]:
    """What says which figure a row is about."""
    return {"kpi": entry.name, "label": entry.label, "stage": entry.stage, "unit": entry.unit}


def _mean(values: Values) -> float:
    return mean_interval(values, 0.5).mean


def declared(rows: Sequence[Mapping[str, object]], table: Table) -> pd.DataFrame:
    """Rows as a declared table."""
    names = [column.name for column in table.columns]
    return typed(pd.DataFrame(rows, columns=names), table)
