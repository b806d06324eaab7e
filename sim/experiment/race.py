"""Which worlds are still in the race for the best, after the replications that are finished."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.analysis.selection import select
from sim.experiment.job import Finished
from sim.metrics import CATALOGUE


class Race(NamedTuple):
    """What the best is to be chosen by."""

    kpi: str
    """Name of the figure."""
    indifference: float
    """Smallest difference worth knowing, > 0 [unit of the figure]."""


class Standing(NamedTuple):
    """Where a race stands."""

    race: Race
    """What it is about."""
    first_stage: int
    """Replications of every world before the first may be out."""
    survivors: tuple[str, ...]
    """Worlds that may still be the best, in the question's order."""
    is_decided: bool
    """Whether one is left."""
    left_out: int
    """Replications that do not count, because a run of theirs failed."""


def standing(
    done: Mapping[tuple[str, int], Finished],
    worlds: Sequence[str],
    count: int,
    race: Race,
    *,
    first_stage: int,
    confidence: float,
) -> Standing:
    """Worlds that are left in Kim & Nelson's procedure after so many replications.

    Parameters
    ----------
    done : mapping of (str, int) to Finished
        Runs by world and replication.
    worlds : sequence of str
        All worlds; the base is one that may be the best, too.
    count : int
        Only replications below this number are looked at.
    race : Race
        What it is about.
    first_stage : int
        Replications after which variances are estimated.
    confidence : float
        Chance of a right selection [fraction].

    Returns
    -------
    Standing
        A replication in which a run failed does not count for any world.
    """
    sign = -1.0 if CATALOGUE[race.kpi].better == "down" else 1.0
    rows = []
    left_out = 0
    for number in range(count):
        runs = [done.get((world, number)) for world in worlds]
        figures = [run.figures.get(race.kpi, math.nan) for run in runs if run is not None]
        if not figures or any(math.isnan(figure) for figure in figures):
            left_out += 1
            continue
        rows.append([math.nan if run is None else sign * run.figures[race.kpi] for run in runs])
    if len(rows) < first_stage:
        return Standing(race, first_stage, tuple(worlds), len(worlds) == 1, left_out)
    places = select(np.array(rows), race.indifference, confidence, first_stage).survivors
    survivors = tuple(worlds[place] for place in places)
    return Standing(race, first_stage, survivors, len(survivors) == 1, left_out)


def told(where: Standing | None, names: Sequence[str], confidence: float) -> dict[str, Any] | None:
    """Where a race stands, as the manifest says it; names are those of the runs' worlds."""
    if where is None:
        return None
    return where.race._asdict() | {
        "confidence": confidence,
        "first_stage": where.first_stage,
        "survivors": list(where.survivors),
        "decided": where.is_decided,
        "left_out": where.left_out,
        "replications": {name: names.count(name) for name in dict.fromkeys(names)},
    }
