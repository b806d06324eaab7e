"""Which parameters an answer rests on: Morris's screening, Sobol's indices, one at a time.

Points go out, values come back; what lies between is the caller's. The points and Sobol's indices
are those of SALib, an optional extra.
"""

import math
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import randomness as rnd
from sim.analysis.design import Points
from sim.analysis.intervals import Interval, mean_interval
from sim.errors import UsageError

LEVELS: Final = 4
"""Levels of Morris's grid; a step is then two thirds of the range (Morris 1991) [count]."""

LEAST_TRAJECTORIES: Final = 4
"""Trajectories below which nothing is concluded; Assumption, the least in common use [count]."""

LEAST_BLOCKS: Final = 16
"""Blocks of Sobol's points below which nothing is concluded; Assumption [count]."""

RESAMPLES: Final = 1000
"""Resamples of the bootstrap; a half width is then known to about 2 % [count]."""

HARDLY: Final = 1e-12
"""Share of the variance below which the two base samples do not vary [fraction]."""

# Purposes of the keyed draws.
_SAMPLE: Final = 0
_RESAMPLE: Final = 1


class Effect(NamedTuple):
    """What moving one parameter across its range does, on average over the others."""

    mu_star: Interval
    """Mean size of the elementary effects [unit of the values per range]."""
    mu: float
    """Mean of the elementary effects with their signs [unit of the values per range]."""
    sigma: float
    """Their standard deviation: curvature or interaction [unit of the values per range]."""


class Screening(NamedTuple):
    """Morris's elementary effects."""

    effects: tuple[Effect, ...]
    """One for each parameter, in order."""
    used: int
    """Trajectories they rest on [count]."""
    dropped: int
    """Trajectories left out because a run in them failed [count]."""


class Index(NamedTuple):
    """How much of the variance of the values is one parameter's."""

    first: Interval
    """S1, its own doing; an estimate may fall below 0 by chance [fraction]."""
    total: Interval
    """ST, with all it does together with others [fraction]."""


class Indices(NamedTuple):
    """Sobol's indices."""

    indices: tuple[Index, ...]
    """One for each parameter, in order; NaN when the values do not vary."""
    used: int
    """Blocks they rest on [count]."""
    dropped: int
    """Blocks left out because a run in them failed [count]."""


def morris_points(d: int, trajectories: int, key: int) -> Points:
    """Walks through a grid that move every parameter once, in random order and direction.

    Parameters
    ----------
    d : int
        Parameters, >= 1.
    trajectories : int
        Walks, >= `LEAST_TRAJECTORIES`; 10 to 50 are usual.
    key : int
        Key of the random numbers [-].

    Returns
    -------
    Points, (trajectories * (d + 1), d)
        In the unit cube, walk by walk.

    Raises
    ------
    ValueError
        When there are fewer walks or no parameter; ask for more.
    UsageError
        When SALib is not installed; install the extra ``sensitivity``.

    References
    ----------
    Morris (1991), "Factorial sampling plans for preliminary computational experiments",
    Technometrics 33(2).
    """
    if d < 1 or trajectories < LEAST_TRAJECTORIES:
        raise ValueError(
            f"{trajectories} trajectories of {d} parameters; give a parameter and "
            f"{LEAST_TRAJECTORIES} trajectories at least"
        )
    _need_salib()
    from SALib.sample import morris

    points: Points = morris.sample(
        _problem(d), trajectories, num_levels=LEVELS, seed=_seed(key, _SAMPLE)
    )
    return points


def saltelli_points(d: int, base: int, key: int) -> Points:
    """Two samples of Sobol's sequence, and the first with each column from the second.

    Parameters
    ----------
    d : int
        Parameters, >= 1.
    base : int
        Base points, a power of two and >= `LEAST_BLOCKS`; better >= 128, see `sobol_indices`.
    key : int
        Key of the scrambling [-].

    Returns
    -------
    Points, (base * (d + 2), d)
        In the unit cube, in blocks of d + 2: a point of the first sample, the d mixed ones, the
        point of the second.

    Raises
    ------
    ValueError
        When the base is no such number or there is no parameter; 128 is a good base.
    UsageError
        When SALib is not installed; install the extra ``sensitivity``.

    References
    ----------
    Saltelli et al. (2010), "Variance based sensitivity analysis of model output", Computer Physics
    Communications 181(2); Owen (2020), "On dropping the first Sobol' point": why the sequence is
    scrambled, and why in powers of two.
    """
    if d < 1 or base < LEAST_BLOCKS or base & (base - 1):
        raise ValueError(
            f"{base} base points of {d} parameters; give a parameter and a power of two that is "
            f"{LEAST_BLOCKS} at least, 128 say"
        )
    _need_salib()
    from SALib.sample import sobol

    points: Points = sobol.sample(
        _problem(d), base, calc_second_order=False, seed=_seed(key, _SAMPLE)
    )
    return points


def morris_effects(points: Points, values: NDArray[np.float64], confidence: float) -> Screening:
    """Elementary effects of the parameters, and how sure their mean size is.

    The walks are independent, so the mean size has Student's t interval. (SALib's own interval is
    a normal one around the bootstrap's deviation, too short by the factor z / t * sqrt(1 - 1/r):
    with 6 walks it covered Ishigami's function 77 times in 100 where it promised 95.)

    Parameters
    ----------
    points : Points, (r * (d + 1), d)
        From `morris_points`.
    values : array of float, (r * (d + 1),)
        What each point gave; a walk with a NaN is left out whole. Noise that the points do not
        share adds to every effect, so run them with the same replications.
    confidence : float
        Coverage wanted, in (0, 1) [fraction].

    Returns
    -------
    Screening

    Raises
    ------
    ValueError
        When points and values do not belong together; pass them whole and in order.
    UsageError
        When too few walks have all their values; see to the failed runs, or ask for more walks.

    References
    ----------
    Morris (1991); Campolongo, Cariboni & Saltelli (2007), "An effective screening design for
    sensitivity analysis of large models", Environmental Modelling & Software 22(10): mu*.
    """
    d = points.shape[1]
    answers, kept = _whole(points, values, d + 1, LEAST_TRAJECTORIES, "trajectories")
    steps = np.diff(points.reshape(-1, d + 1, d)[kept], axis=1)
    moved = np.abs(steps).argmax(axis=2)
    if np.any(np.sort(moved, axis=1) != np.arange(d)):
        raise ValueError(
            "points that do not move every parameter once; pass those of morris_points"
        )
    slopes = np.diff(answers, axis=1) / np.take_along_axis(steps, moved[:, :, None], 2)[:, :, 0]
    effects = np.empty_like(slopes)
    np.put_along_axis(effects, moved, slopes, axis=1)
    return Screening(
        tuple(
            Effect(
                mean_interval(np.abs(column), confidence),
                float(column.mean()),
                float(column.std(ddof=1)),
            )
            for column in effects.T
        ),
        len(answers),
        len(kept) - len(answers),
    )


def sobol_indices(
    points: Points, values: NDArray[np.float64], key: int, confidence: float
) -> Indices:
    """First-order and total indices of the parameters, with intervals by the bootstrap.

    An interval is the estimate and a normal quantile of the bootstrap's deviation to either side.
    It takes the points for independent; those of a Sobol sequence do better, so that from 128 base
    points on 95 % intervals covered Ishigami's indices 98 times in 100 or more. With 32 base points
    it was as few as 79: take those for a first look.

    Parameters
    ----------
    points : Points, (n * (d + 2), d)
        From `saltelli_points`.
    values : array of float, (n * (d + 2),)
        What each point gave; a block with a NaN is left out whole. Noise that the points do not
        share counts as interaction, so run them with the same replications.
    key : int
        Key of the resampling [-].
    confidence : float
        Coverage wanted, in (0, 1) [fraction].

    Returns
    -------
    Indices
        All NaN when the values do not vary, for then there is no variance to share out.

    Raises
    ------
    ValueError
        When points and values do not belong together; pass them whole and in order.
    UsageError
        When too few blocks have all their values; see to the failed runs, or ask for more points.
        When SALib is not installed; install the extra ``sensitivity``.

    References
    ----------
    Saltelli et al. (2010), table 2, estimators (b) and (f); Archer, Saltelli & Sobol (1997),
    "Sensitivity measures, ANOVA-like techniques and the use of bootstrap", Journal of Statistical
    Computation and Simulation 58(2).
    """
    d = points.shape[1]
    blocks, kept = _whole(points, values, d + 2, LEAST_BLOCKS, "blocks")
    n, dropped = len(blocks), len(kept) - len(blocks)
    blocks = blocks - blocks[0, 0]  # equal values become exactly 0
    if blocks[:, [0, -1]].var() <= HARDLY * blocks.var():
        unknown = Interval(math.nan, math.nan, math.nan, n)
        return Indices((Index(unknown, unknown),) * d, n, dropped)
    _need_salib()
    from SALib.analyze import sobol

    found = sobol.analyze(
        _problem(d),
        blocks.ravel(),
        calc_second_order=False,
        num_resamples=RESAMPLES,
        conf_level=confidence,
        seed=_seed(key, _RESAMPLE),
    )

    def interval(name: str, parameter: int) -> Interval:
        centre, half = float(found[name][parameter]), float(found[f"{name}_conf"][parameter])
        return Interval(centre, centre - half, centre + half, n)

    return Indices(tuple(Index(interval("S1", j), interval("ST", j)) for j in range(d)), n, dropped)


def _whole(
    points: Points, values: NDArray[np.float64], length: int, least: int, name: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Values by group of a design, the complete groups alone, and which ones those are."""
    if values.shape != points.shape[:1] or values.size % length:
        raise ValueError(
            f"{values.size} values for {len(points)} points in {name} of {length}; pass the points "
            "of one design and their values, in order"
        )
    groups = values.reshape(-1, length)
    kept: NDArray[np.bool_] = np.array([bool(np.isfinite(group).all()) for group in groups])
    if kept.sum() < least:
        raise UsageError(
            f"only {kept.sum()} of {len(groups)} {name} have all their values, and {least} are "
            f"needed; see to the failed runs, or ask for more {name}"
        )
    return groups[kept], kept


def _problem(d: int) -> dict[str, Any]:
    """Parameters of the unit cube, as SALib wants them."""
    return {"num_vars": d, "names": [f"x{j}" for j in range(d)], "bounds": [[0.0, 1.0]] * d}


def _seed(key: int, purpose: int) -> int:
    """Seed for a library: odd, since SALib takes 0 for none and draws from a global stream."""
    return rnd.word(key, purpose, 0) | 1


def _need_salib() -> None:
    """Say how to get SALib where it is not."""
    if find_spec("SALib") is None:
        raise UsageError(
            "the methods 'morris' and 'sobol' need SALib; install the extra 'sensitivity' "
            "(pip install 'service-profit-chain[sensitivity]'), or choose 'one_at_a_time'"
        )
