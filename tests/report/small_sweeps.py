"""Tiny real sweeps and analyses, and the same with something put into their tables."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

import sim
from sim.analysis.intervals import Interval
from sim.experiment.sensitivity import Sensitivity
from sim.experiment.swept import Swept

QUESTION = Path(__file__).parents[1] / "scenarios_for_tests" / "small_sweep.yaml"

FEW = {
    "firm.price_index": [0.9, 1.1],
    "links.customer_satisfaction_to_retention": [0, 1.5],
}

RANGES = {"firm.price_index": (0.9, 1.1), "links.customer_satisfaction_to_retention": (0, 2)}

SIZES = {"one_at_a_time": None, "morris": 4, "sobol_indices": 16}


@lru_cache
def swept(design: str = "grid") -> Swept:
    """A sweep over two values of two worlds."""
    given = FEW if design == "grid" else RANGES
    return sim.sweep(QUESTION, given, design=design, size=4, replications=2, engine="simpy")


@lru_cache
def analysis(method: str = "one_at_a_time") -> Sensitivity:
    """A sensitivity analysis over two values of two worlds; no run of Sobol's is a second long."""
    return sim.sensitivity(
        QUESTION, RANGES, method=method, size=SIZES[method], replications=2, engine="simpy"
    )


def failing(result: Swept, count: int = 2, message: str = "a law was broken") -> Swept:
    """The sweep with its last runs failed."""
    runs = result.runs.copy()
    last = runs.index[-count:]
    runs.loc[last, "status"] = "failed"
    runs.loc[last, "message"] = message
    runs.loc[last, "rerun"] = [f"spc run question.yaml --seed {number}" for number in range(count)]
    return replace(result, runs=runs)


def flip(**given: Any) -> dict[str, Any]:
    """One change of the recommendation."""
    return {
        "parameter": "links.customer_satisfaction_to_retention",
        "unit": "-",
        "recommended": "cheaper",
        "instead": "base",
        "flip": 0,
        "value": 0.3123,
        "low": 0.2,
        "high": 0.45,
        "below": 0.25,
        "above": 0.5,
        "loses": "below",
        "is_clear": "yes",
    } | given


def with_flips(*rows: dict[str, Any]) -> Sensitivity:
    """An analysis with these changes of the recommendation."""
    made = analysis()
    return replace(made, flips=pd.DataFrame(list(rows), columns=made.flips.columns))


def placed(*swings: tuple[float, float, int, int]) -> Sensitivity:
    """An analysis of two values with these swings, half widths and places."""
    made = analysis()
    table = made.sensitivity.copy()
    rows = table.index[table["measure"] == "swing"]
    for row, (mean, half, best, worst) in zip(rows, swings, strict=True):
        columns = ["estimate", "low", "high", "best_place", "worst_place"]
        table.loc[row, columns] = [mean, mean - half, mean + half, best, worst]
    return replace(made, sensitivity=table, base=Interval(5000.0, 4000.0, 6000.0, 2))
