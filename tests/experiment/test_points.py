"""The points of a sweep: every design says what it does, within the values' own ranges."""

from itertools import product
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import UsageError
from sim.experiment.points import MOST, Point, points, points_key, unit_points
from sim.scenarios.schema.sweep import Sweep
from sim.scenarios.varied import Factor

seeds = st.integers(0, 2**63 - 1)

SIZES = {"latin_hypercube": 7, "sobol_sequence": 8, "morris": 4, "sobol_indices": 16}
"""A size that each random design takes."""


def number(low: float, high: float, levels: int = 3) -> Factor:
    """A number between bounds."""
    return Factor("a", "", low, low, high, levels, False, ())


def whole(low: int, high: int, levels: int = 3) -> Factor:
    """A whole number between bounds."""
    return Factor("b", "", low, low, high, levels, True, ())


WORDS = Factor("c", "", "x", None, None, 3, False, ("x", "y", "z"))

one = st.one_of(
    st.builds(number, st.floats(-9, -1), st.floats(0, 9), st.integers(2, 4)),
    st.builds(whole, st.integers(-9, -1), st.integers(0, 9), st.integers(2, 4)),
    st.just(WORDS),
)
some = st.lists(one, min_size=1, max_size=4)


@given(some, seeds)
def test_a_grid_has_every_combination_in_order(factors: list[Factor], seed: int) -> None:
    """The last value changes first, as in nested loops; no chance is in it."""
    found = points(Sweep(design="grid"), factors, seed)
    assert found == list(product(*(factor.spaced() for factor in factors)))
    assert len(set(found)) == len(found)


@given(some, seeds)
def test_one_at_a_time_has_the_question_first_and_then_each_value_alone(
    factors: list[Factor], seed: int
) -> None:
    """Each level of each value is met once, all others as the question has them."""
    first, *found = points(Sweep(design="one_at_a_time"), factors, seed)
    assert first == (None,) * len(factors)
    wanted = [(place, value) for place, it in enumerate(factors) for value in it.spaced()]
    assert [_alone(point) for point in found] == wanted


def _alone(point: Point) -> tuple[int, object]:
    """The only value that a point sets, and its place."""
    (found,) = [(place, value) for place, value in enumerate(point) if value is not None]
    return found


@given(st.lists(one, min_size=1, max_size=4), st.integers(1, 5), seeds)
def test_every_stratum_of_every_number_is_met_once(
    factors: list[Factor], power: int, seed: int
) -> None:
    """Of n points of a latin hypercube or Sobol sequence one is in every n-th of each range."""
    n = 2**power
    for design in ("latin_hypercube", "sobol_sequence"):
        found = points(Sweep(design=design, size=n), factors, seed)
        assert len(found) == n
        for place, factor in enumerate(factors):
            if factor.low is not None and factor.high is not None and not factor.is_whole:
                parts = [(point[place] - factor.low) / (factor.high - factor.low) * n
                         for point in found]  # fmt: skip
                assert sorted(floor(part + 1e-9) for part in parts) == list(range(n))


@settings(max_examples=40)
@given(st.sampled_from(sorted(SIZES)), some, seeds)
def test_every_value_is_one_of_its_own(design: str, factors: list[Factor], seed: int) -> None:
    """Whatever the design: numbers within their bounds, whole ones whole, words as listed."""
    for point in points(Sweep(design=design, size=SIZES[design]), factors, seed):
        for factor, value in zip(factors, point, strict=True):
            if factor.low is None or factor.high is None:
                assert value in factor.values
            else:
                assert factor.low <= value <= factor.high
                assert isinstance(value, int) is factor.is_whole


@settings(max_examples=40)
@given(st.sampled_from(sorted(SIZES)), some, seeds)
def test_points_are_the_unit_points_scaled(design: str, factors: list[Factor], seed: int) -> None:
    """What the analysis takes for the points that were run is what was run."""
    rule = Sweep(design=design, size=SIZES[design])
    cube = unit_points(rule, len(factors), seed)
    scaled = [tuple(f.at(x) for f, x in zip(factors, row, strict=True)) for row in cube.tolist()]
    assert points(rule, factors, seed) == scaled


@pytest.mark.parametrize("design", SIZES)
def test_a_seed_is_a_sample(design: str) -> None:
    """The same seed gives the same bytes; another gives others where chance is in the design."""
    rule = Sweep(design=design, size=SIZES[design])
    one, again, other = (unit_points(rule, 3, seed).tobytes() for seed in (5, 5, 6))
    assert one == again
    assert (one == other) is (design == "sobol_sequence")
    assert points_key(5) != points_key(6)


def test_more_points_than_can_be_are_refused() -> None:
    """The remedy is named before any point is made; just as many as may be are made."""
    hundred = number(0.0, 1.0, 100)
    assert MOST == 100**3
    assert len(points(Sweep(), [hundred] * 2, 1)) == 100**2
    with pytest.raises(
        UsageError, match=r"100,000,000 points, more than 1,000,000; .* latin_hypercube"
    ):
        points(Sweep(), [hundred] * 4, 1)
