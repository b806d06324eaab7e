"""Designs fill the unit cube as their names promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.design import MOST_SOBOL, grid, latin_hypercube, scaled, sobol

keys = st.integers(0, 2**64 - 1)
bounds = st.floats(-1e6, 1e6)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_a_grid_has_every_combination_once(levels: list[int]) -> None:
    """The number of points is the product of the levels, and no two are the same."""
    points = grid(levels)
    assert points.shape == (np.prod(levels), len(levels))
    assert len(np.unique(points, axis=0)) == len(points)
    for parameter, number in enumerate(levels):
        expected = np.linspace(0.0, 1.0, number) if number > 1 else [0.5]
        assert np.array_equal(np.unique(points[:, parameter]), expected)


@given(st.integers(1, 40), st.integers(1, 5), keys)
def test_a_latin_hypercube_has_one_point_in_each_part(n: int, d: int, key: int) -> None:
    """Every n-th of every parameter's range holds exactly one point."""
    points = latin_hypercube(n, d, key)
    for parameter in range(d):
        assert sorted(np.floor(points[:, parameter] * n)) == list(range(n))
    assert np.array_equal(points, latin_hypercube(n, d, key))


def test_latin_hypercubes_are_independent_between_parameters() -> None:
    """Over many hypercubes two parameters are uncorrelated within four standard errors."""
    n, times = 20, 300
    found = [np.corrcoef(latin_hypercube(n, 2, key).T)[0, 1] for key in range(times)]
    assert abs(np.mean(found)) < 4.0 / np.sqrt(times * (n - 1))


@given(st.integers(0, 9), st.integers(1, 6))
def test_sobol_points_are_balanced(power: int, d: int) -> None:
    """Of 2**m points each parameter has one in every 2**m-th of its range, none on an edge."""
    n = 2**power
    points = sobol(n, d)
    for parameter in range(d):
        assert sorted(np.floor(points[:, parameter] * n)) == list(range(n))
    assert ((points > 0.0) & (points < 1.0)).all()


def test_sobol_fills_every_box_of_a_plane() -> None:
    """Every elementary box of area 1/64 holds one of the first 64 points of two parameters."""
    points = sobol(64, 2)
    for power in range(7):
        boxes = np.floor(points * [2**power, 2 ** (6 - power)])
        assert len(np.unique(boxes, axis=0)) == 64


@given(st.integers(1, 20), bounds, bounds, keys)
def test_scaled_points_keep_their_bounds(n: int, one: float, other: float, key: int) -> None:
    """No rounding carries a point out of its range, and the order of points is kept."""
    low, high = sorted((one, other))
    unit = latin_hypercube(n, 1, key)
    points = scaled(unit, [low], [high])
    assert ((points >= low) & (points <= high)).all()
    assert (np.diff(points[np.argsort(unit[:, 0]), 0]) >= 0.0).all()


def test_what_cannot_be_had_is_refused() -> None:
    """A parameter without levels, no point or too many are answered with what would be right."""
    with pytest.raises(ValueError, match="one at least"):
        grid([2, 0])
    for n in (0, MOST_SOBOL + 1):
        with pytest.raises(ValueError, match="ask for"):
            sobol(n, 2)
