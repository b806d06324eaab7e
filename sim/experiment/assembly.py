"""The tables of an answer: those that runs write, those that compare worlds, and more runs added.

A table of runs has rows of its own for each run, so that the tables of two sets of runs can be put
together; a table of worlds follows from all runs and is made afresh.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sim.experiment import tables
from sim.experiment.closed_form import closed_form_tables
from sim.experiment.clv_by_tenure import clv_by_tenure_table
from sim.experiment.differences import (
    chain_table,
    differences_table,
    levels_table,
    links_table,
    runs_table,
)
from sim.experiment.frames import record_frames
from sim.experiment.job import BASE, Finished
from sim.experiment.plausibility import Bounds, plausibility_table
from sim.experiment.ranking import ranking_table
from sim.experiment.runner import Settings
from sim.experiment.warm_up import warm_up_table
from sim.parameters import Plan

Frames = dict[str, pd.DataFrame]
"""Tables by name."""

OF_RUNS = tuple(table for table in tables.TABLES if "replication" in table.keys)
"""Tables with rows of their own for each run."""


def tables_of_runs(
    finished: Sequence[Finished], plans: Mapping[str, Plan], settings: Settings
) -> Frames:
    """Tables that the runs write, sorted as the runs are."""
    return record_frames(finished, plans) | {
        "runs": runs_table(finished, settings.seed),
        "clv_by_tenure": clv_by_tenure_table(finished, plans),
    }


def tables_of_worlds(
    of_runs: Frames, plans: Mapping[str, Plan], settings: Settings, plausible: Bounds
) -> Frames:
    """Tables that compare the worlds, from those that their runs wrote."""
    worlds, confidence, runs = tuple(plans), settings.confidence, of_runs["runs"]
    differences = differences_table(runs, worlds, confidence)
    closed_form, bridge = closed_form_tables(
        runs,
        of_runs["timeseries"],
        worlds,
        discount=plans[BASE].regimes[0].parameters.firm.discount_rate_per_year,
        confidence=confidence,
    )
    return {
        "differences": differences,
        "ranking": ranking_table(runs, worlds, confidence, settings.seed),
        "levels": levels_table(runs, worlds, confidence),
        "chain": chain_table(differences),
        "links": links_table(plans),
        "closed_form": closed_form,
        "bridge": bridge,
        "warm_up": warm_up_table(of_runs["timeseries"], plans[BASE].warm_up_months),
        "plausibility": plausibility_table(runs, plausible, confidence),
    }


def joined(before: Frames, more: Frames, worlds: Sequence[str]) -> Frames:
    """Tables of runs from two sets of runs, as one run of them all would have sorted them.

    Parameters
    ----------
    before, more : dict of str to DataFrame
        Tables of runs. A run that is in both counts as it is in the second.
    worlds : sequence of str
        Names in the question's order.

    Returns
    -------
    dict of str to DataFrame
    """
    place = {world: number for number, world in enumerate(worlds)}
    again = set(zip(more["runs"]["alternative"], more["runs"]["replication"], strict=True))
    found: Frames = {}
    for table in OF_RUNS:
        old, new = before[table.name], more[table.name]
        keys = zip(old["alternative"], old["replication"], strict=True)
        old = old[np.array([key not in again for key in keys], dtype=bool)]
        parts = [part for part in (old, new) if len(part)] or [old]
        whole = pd.concat(parts, ignore_index=True)
        order = pd.DataFrame(
            {"world": whole["alternative"].map(place), "replication": whole["replication"]}
        ).sort_values(["world", "replication"], kind="stable")
        found[table.name] = whole.loc[order.index].reset_index(drop=True)
    return found
