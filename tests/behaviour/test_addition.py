"""Sums add plainly, one number after the other."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.addition import total


@given(st.lists(st.floats(-1e9, 1e9)))
def test_each_addition_is_rounded(values: list[float]) -> None:
    """A sum is the last of the running sums, whoever gives the numbers."""
    assert total(values) == total(iter(values)) == list(accumulate(values, initial=0.0))[-1]


def test_nothing_is_compensated() -> None:
    """What rounding takes away stays away, unlike in the builtin sum of newer Pythons."""
    assert total([1.0, 1e100, -1e100]) == 0.0
