"""Means and paired differences of all key figures of a point at once, with intervals."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.intervals import t_quantile
from sim.experiment.job import BASE
from sim.metrics import CATALOGUE

Figures = NDArray[np.float64]
"""One row per replication, one column per key figure; NaN where there is none."""

NAMES: Final = tuple(CATALOGUE)
"""Key figures in the order of the columns."""


def levels(
    worlds: Mapping[str, Figures], confidence: float
) -> Iterator[dict[str, str | float | int]]:
    """Rows of every figure of every world.

    Parameters
    ----------
    worlds : mapping of str to Figures
        The same replications in every world.
    confidence : float
        Coverage wanted, in (0, 1) [fraction].

    Yields
    ------
    dict
        Alternative, kpi, unit, mean, low, high, confidence, replications.
    """
    for name, figures in worlds.items():
        yield from _rows(name, figures, "mean", confidence)


def differences(
    worlds: Mapping[str, Figures], confidence: float
) -> Iterator[dict[str, str | float | int]]:
    """Rows of every figure of every alternative less the base, replication by replication.

    Parameters
    ----------
    worlds : mapping of str to Figures
        The same replications in every world, the base among them.
    confidence : float
        Coverage wanted, in (0, 1) [fraction].

    Yields
    ------
    dict
        Alternative, kpi, unit, difference, low, high, confidence, replications.
    """
    for name, figures in worlds.items():
        if name != BASE:
            yield from _rows(name, figures - worlds[BASE], "difference", confidence)


def _rows(
    name: str, values: Figures, what: str, confidence: float
) -> Iterator[dict[str, str | float | int]]:
    sizes = (~np.isnan(values)).sum(axis=0)
    means, halves = _intervals(values, sizes, confidence)
    columns = (NAMES, means.tolist(), halves.tolist(), sizes.tolist())
    for kpi, mean, half, size in zip(*columns, strict=True):
        yield {
            "alternative": name,
            "kpi": kpi,
            "unit": CATALOGUE[kpi].unit,
            what: mean,
            "low": mean - half,
            "high": mean + half,
            "confidence": confidence,
            "replications": size,
        }


def _intervals(
    values: Figures, sizes: NDArray[np.int64], confidence: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means and half widths as `sim.analysis.intervals.mean_interval` has them, column by column.

    Columns of one size are dealt with together; a sum over fewer values rounds otherwise.
    """
    means, halves = np.full(sizes.size, np.nan), np.full(sizes.size, np.nan)
    for size in np.unique(sizes[sizes > 0]).tolist():
        here = np.flatnonzero(sizes == size)
        columns = values[:, here].T
        given = columns[~np.isnan(columns)].reshape(here.size, size)
        means[here] = given.mean(axis=1)
        if size > 1:
            errors = given.std(axis=1, ddof=1) / np.sqrt(size)
            errors[(given == given[:, :1]).all(axis=1)] = 0.0
            halves[here] = t_quantile(confidence, size - 1) * errors
    return means, halves


def by_world(
    rows: Sequence[tuple[str, int, Sequence[float]]], worlds: Sequence[str], replications: int
) -> dict[str, Figures]:
    """Figures of one point in the order of the worlds; NaN for runs that are not there.

    Parameters
    ----------
    rows : sequence of (world, replication, figures)
        Runs of the point.
    worlds : sequence of str
        Names, the base first.
    replications : int
        Replications of each world.

    Returns
    -------
    dict of str to Figures
    """
    made = {name: np.full((replications, len(NAMES)), np.nan) for name in worlds}
    for name, replication, figures in rows:
        if len(figures):
            made[name][replication] = figures
    return made
