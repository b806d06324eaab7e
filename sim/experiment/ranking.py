"""Which world is the best: how far each leads the others, and how likely each comes first."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sim import randomness as rnd
from sim.analysis.intervals import Interval, paired_difference, together
from sim.analysis.selection import Matrix, chance_of_best
from sim.experiment import tables
from sim.experiment.differences import by_world, declared, named
from sim.experiment.job import BASE
from sim.metrics import CATALOGUE

Leads = Mapping[tuple[int, int], Interval]
"""How much better one world is than another, by their columns."""


def ranking_table(
    runs: pd.DataFrame, worlds: Sequence[str], confidence: float, seed: int
) -> pd.DataFrame:
    """Place, lead and chance of every world by every figure that has a better direction.

    Parameters
    ----------
    runs : DataFrame
        As `sim.experiment.tables.RUNS`.
    worlds : sequence of str
        Names in the question's order; the base is one that may be the best, too.
    confidence : float
        Chance that every verdict about one figure is right, at least, in (0, 1) [fraction].
    seed : int
        Seed of the resampling.

    Returns
    -------
    DataFrame
        As `sim.experiment.tables.RANKING`; without rows when there is no alternative.

    References
    ----------
    Hsu (1984), "Constrained simultaneous confidence intervals for multiple comparisons with the
    best", Annals of Statistics 12(3), with Bonferroni's intervals: one world is wrongly called the
    best, or the best wrongly called beaten, only if an interval of the truly best world fails.
    """
    rows: list[dict[str, object]] = []
    key = rnd.entity_key(seed, 0, rnd.KIND_EXPERIMENT, 1)
    figures = by_world(runs, worlds)
    for entry in CATALOGUE.values() if len(worlds) > 1 else ():
        if entry.better == "none":
            continue
        sign = -1.0 if entry.better == "down" else 1.0
        values = _matrix(figures, entry.name) * sign
        own = values - values[:, [worlds.index(BASE)]]
        gains = [
            float(np.nanmean(gain)) if (~np.isnan(gain)).any() else -math.inf for gain in own.T
        ]
        chances = chance_of_best(own, key)
        leads = _leads(values, together(confidence, len(worlds) - 1))
        verdicts = _verdicts(leads, len(worlds))
        for place, world in enumerate(worlds):
            others = [other for other in range(len(worlds)) if other != place]
            against = max(others, key=lambda other: gains[other])
            lead = leads[place, against]
            rows.append(
                {
                    "alternative": world,
                    **named(entry),
                    "better": entry.better,
                    "rank": 1 + sum(gain > gains[place] for gain in gains),
                    "against": worlds[against],
                    "lead": lead.mean,
                    "low": lead.low,
                    "high": lead.high,
                    "chance_best": chances[place],
                    "replications": int((~np.isnan(values[:, place])).sum()),
                    "verdict": verdicts[place],
                }
            )
    return declared(rows, tables.RANKING)


def _matrix(figures: Mapping[str, pd.DataFrame], kpi: str) -> Matrix:
    """One row per replication, one column per world; NaN where a world has no value."""
    columns = {world: own[kpi] for world, own in figures.items()}
    return pd.DataFrame(columns).to_numpy(dtype=np.float64)


def _leads(values: Matrix, confidence: float) -> Leads:
    """How much better every world is than every other one."""
    places = range(values.shape[1])
    return {
        (one, other): paired_difference(values[:, other], values[:, one], confidence)
        for one in places
        for other in places
        if one != other
    }


def _verdicts(leads: Leads, count: int) -> list[str]:
    """What the leads say of each world in a word."""

    def own(place: int) -> list[Interval]:
        return [leads[place, other] for other in range(count) if other != place]

    def word(place: int) -> str:
        if all(lead.size < 2 for lead in own(place)):
            return tables.NOT_MEASURED
        return tables.NOT_BEST if place in beaten else tables.MAY_BE_BEST

    beaten = {place for place in range(count) if any(lead.high < 0.0 for lead in own(place))}
    verdicts = [word(place) for place in range(count)]
    if len(beaten) == count - 1:  # one must be the best
        verdicts = [tables.BEST if one == tables.MAY_BE_BEST else one for one in verdicts]
    return verdicts
