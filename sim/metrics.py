"""The catalogue of key figures: one small function each, with unit, denominator and source.

A figure reads the measured months of one run and returns a number; NaN says that nothing happened
that could be measured, so no figure ever divides by zero. Months of the warm-up are never read.
Contacts, complaints and relationships still open at the horizon count nowhere unless the
figure says so. Shares are fractions; levels in [0, 1] become points of 100.
"""

from sim.kpi.catalogue import CATALOGUE
from sim.kpi.measured import POINTS, Measured, discounting, measured
from sim.kpi.metric import STAGES, Better, Metric

__all__ = [
    "CATALOGUE",
    "POINTS",
    "STAGES",
    "Better",
    "Measured",
    "Metric",
    "discounting",
    "key_figures",
    "measured",
]


def key_figures(run: Measured) -> dict[str, float]:
    """Every figure of the catalogue for one run, in the order of the chain.

    Parameters
    ----------
    run : Measured
        From `measured`.

    Returns
    -------
    dict of str to float
        Value by name; NaN where nothing happened that could be measured.
    """
    return {name: figure(run) for name, figure in CATALOGUE.items()}
