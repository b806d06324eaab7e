"""Ishigami's function, whose sensitivity indices are known."""

import math
from itertools import product

import numpy as np

from sim.analysis.design import Points

A, B = 7.0, 0.1


def ishigami(points: Points) -> np.ndarray:
    """Ishigami & Homma (1990) on the unit cube, with a fourth parameter that does nothing."""
    x = math.pi * (2.0 * points - 1.0)
    return np.sin(x[:, 0]) * (1.0 + B * x[:, 2] ** 4) + A * np.sin(x[:, 1]) ** 2


def known_indices() -> tuple[list[float], list[float]]:
    """Analytic S1 and ST of Ishigami's function and the dummy (Saltelli et al. 2000, ch. 2)."""
    first = 0.5 * (1.0 + B * math.pi**4 / 5.0) ** 2
    second = A**2 / 8.0
    both = B**2 * math.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    total = first + second + both
    return (
        [first / total, second / total, 0.0, 0.0],
        [(first + both) / total, second / total, both / total, 0.0],
    )


def known_mu_star() -> list[float]:
    """Mean size of the elementary effects over every place a walk can step from."""
    step, grid = 2.0 / 3.0, [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0]
    found = []
    for moved in range(4):
        axes = [grid[:2] if parameter == moved else grid for parameter in range(4)]
        starts = np.array(list(product(*axes)))
        ends = starts.copy()
        ends[:, moved] += step
        found.append(float(np.abs(ishigami(ends) - ishigami(starts)).mean()) / step)
    return found
