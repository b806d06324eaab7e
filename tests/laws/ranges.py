"""Ranges that the values of random businesses come from."""

from hypothesis import strategies as st

shares = st.floats(0.0, 1.0)
effects = st.floats(0.0, 5.0)


def some(strategy: st.SearchStrategy, *values):
    """Now and then exactly one of these values, where rules have their corners."""
    return st.one_of(st.sampled_from(values), strategy)
