"""Designs fill the unit cube as their names promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.design import MOST_SOBOL, latin_hypercube, sobol

keys = st.integers(0, 2**64 - 1)


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


def test_what_cannot_be_had_is_refused() -> None:
    """No point or too many are answered with what would be right."""
    for n in (0, MOST_SOBOL + 1):
        with pytest.raises(ValueError, match="ask for"):
            sobol(n, 2)
