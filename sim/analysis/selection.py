"""Which of several worlds is the best: a chance from the replications there are, and a procedure
that replicates until it may say so.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import randomness as rnd

Matrix = NDArray[np.float64]
"""One row per replication, one column per world; the same replications in every column."""

RESAMPLES = 4000
"""Resamples of the bootstrap; a chance is then known to 0.8 points [count]."""

FIRST_STAGE = 10
"""Replications after which variances are estimated, by Kim & Nelson's advice [replication]."""


class Selection(NamedTuple):
    """Where a selection stands."""

    survivors: tuple[int, ...]
    """Columns of the worlds that may still be the best; one alone once it is decided."""
    most: int
    """Replications after which it is decided in any case [replication]."""


def chance_of_best(values: Matrix, key: int) -> tuple[float, ...]:
    """Chance of each world that its mean is the highest, judged by the replications there are.

    Parameters
    ----------
    values : Matrix, (n, k)
        What is to be as high as possible; each mean leaves its own NaNs out.
    key : int
        Key of the resampling's random numbers [-].

    Returns
    -------
    tuple of float, (k,)
        Shares of resamples in which each is the highest; they add up to 1, ties are shared
        [fraction]. NaN when a world has fewer than two values.

    References
    ----------
    Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of Statistics 7(1);
    whole replications are drawn, so that what worlds share stays shared.
    """
    n, k = values.shape
    known = ~np.isnan(values)
    if n == 0 or known.sum(axis=0).min() < 2:
        return tuple(math.nan for _ in range(k))
    filled = np.where(known, values, 0.0)
    sums, counts = np.zeros((RESAMPLES, k)), np.zeros((RESAMPLES, k))
    # Draw by draw, so that equal worlds add up in the same order and tie to the last bit.
    for rows in _resamples(key, n):
        sums += filled[rows]
        counts += known[rows]
    means = np.where(counts > 0.0, sums / np.maximum(counts, 1.0), -math.inf)
    best = means == means.max(axis=1, keepdims=True)
    won = (best / best.sum(axis=1, keepdims=True)).sum(axis=0)
    return tuple(float(share) for share in won / RESAMPLES)


@lru_cache(maxsize=2)
def _resamples(key: int, n: int) -> NDArray[np.int64]:
    """Replications drawn, (n, RESAMPLES); the same for every figure of an answer."""
    return np.array(
        [
            [rnd.index_below(rnd.uniform(key, resample, draw), n) for resample in range(RESAMPLES)]
            for draw in range(n)
        ]
    )


def select(
    values: Matrix, indifference: float, confidence: float, first_stage: int = FIRST_STAGE
) -> Selection:
    """Worlds that are left in Kim & Nelson's procedure after the replications there are.

    With the confidence given the survivor is the best world, whenever the best is better than all
    others by the indifference at least. Pairing is allowed for, and makes it end the sooner.

    Parameters
    ----------
    values : Matrix, (n, k)
        What is to be as high as possible, n >= first_stage; in the order in which the replications
        were run, and complete for each world until it is out.
    indifference : float
        Smallest difference worth detecting, > 0 [unit of the values].
    confidence : float
        Chance of a right selection, in (1 / k, 1) [fraction].
    first_stage : int
        Replications after which variances are estimated, >= 2.

    Returns
    -------
    Selection

    Raises
    ------
    ValueError
        When there are fewer replications than the first stage, or a number is out of its range.

    References
    ----------
    Kim & Nelson (2001), "A fully sequential procedure for indifference-zone selection in
    simulation", ACM TOMACS 11(3), procedure KN with c = 1.
    """
    n, k = values.shape
    if not (n >= first_stage >= 2 and indifference > 0.0 and 1.0 / k < confidence < 1.0):
        raise ValueError(
            f"{n} replications of {k} worlds, first stage {first_stage}, indifference "
            f"{indifference}, confidence {confidence}; replicate at least as often as the first "
            "stage says, and give an indifference above 0 and a confidence between 1/k and 1"
        )
    if k == 1:
        return Selection((0,), n)
    freedom = first_stage - 1
    eta = 0.5 * ((2.0 * (1.0 - confidence) / (k - 1)) ** (-2.0 / freedom) - 1.0)
    spread = _variances(values[:first_stage]) * (2.0 * eta * freedom / indifference**2)
    sums = np.cumsum(values, axis=0)
    alive = list(range(k))
    for r in range(first_stage, n + 1):
        alive = _left(alive, sums[r - 1] / r, spread, indifference, r)
        if len(alive) == 1:
            break
    return Selection(tuple(alive), max(math.floor(float(spread.max())) + 1, first_stage))


def _variances(values: Matrix) -> Matrix:
    """Variance of the difference of every pair of worlds, (k, k)."""
    k = values.shape[1]
    found = np.zeros((k, k))
    for one in range(k):
        found[one] = (values[:, [one]] - values).var(axis=0, ddof=1)
    return found


def _left(
    alive: Sequence[int], means: Matrix, spread: Matrix, indifference: float, r: int
) -> list[int]:
    """Worlds that no other one is ahead of by more than chance allows after r replications."""

    def slack(one: int, other: int) -> float:
        return max(indifference / (2.0 * r) * (float(spread[one, other]) - r), 0.0)

    left = [
        one
        for one in alive
        if all(means[one] >= means[other] - slack(one, other) for other in alive if other != one)
    ]
    # Once chance is no excuse any more, the highest mean decides; equal ones, the first.
    if all(slack(one, other) == 0.0 for one in left for other in left if other != one):
        return [max(left, key=lambda one: means[one])]
    return left
