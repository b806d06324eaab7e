"""Compiled draws are those of plain Python: any key, any purpose, any counter, bit for bit."""

import importlib
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import randomness as rnd

pytest.importorskip("numba", reason="the extra `fast` is not installed")
compiled = importlib.import_module("sim.engine.compiled.jit").compiled

words = st.integers(0, rnd.MASK) | st.sampled_from([0, 1, 2**63 - 1, 2**63, rnd.MASK])
indices = st.integers(0, 2**32 - 1) | st.sampled_from([0, 1, 2**31, 2**32 - 1])
entities = st.integers(0, 2**40)
seeds = st.integers(-(2**70), 2**70)
draws = st.builds(rnd.uniform, words, indices, indices) | st.sampled_from([2.0**-53, 1 - 2.0**-53])
positive = st.floats(0.05, 50.0)
tables = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=9).map(sorted)


@compiled
def word(key, purpose, counter):
    """A word."""
    return rnd.word(key, purpose, counter)


@compiled
def uniform(key, purpose, counter):
    """A uniform."""
    return rnd.uniform(key, purpose, counter)


@compiled
def entity_key(seed, replication, kind, entity):
    """A key."""
    return rnd.entity_key(seed, replication, kind, entity)


@compiled
def rejected(key, purpose, counter, a, b):
    """A gamma and a beta variate."""
    return rnd.gamma(key, purpose, counter, a), rnd.beta(key, purpose, counter, a, b)


@compiled
def inverted(u, mean, cv):
    """An exponential, a normal and a lognormal variate."""
    return rnd.exponential(u, mean), rnd.normal(u), rnd.lognormal(u, mean, cv)


@compiled
def counted(u, mean, n, cumulative):
    """A Poisson variate, an index and a choice."""
    return rnd.poisson(u, mean), rnd.index_below(u, n), rnd.choose(u, cumulative)


def same(found: tuple[float, ...], expected: tuple[float, ...]) -> bool:
    """Whether two rows of numbers consist of the same bytes."""
    form = f"<{len(expected)}d"
    return struct.pack(form, *found) == struct.pack(form, *expected)


@given(words, indices, indices)
def test_words_and_uniforms(key: int, purpose: int, counter: int) -> None:
    """The mixing function's twin mixes alike, over all 64 bits."""
    assert word(np.uint64(key), purpose, counter) == rnd.word(key, purpose, counter)
    found = uniform(np.uint64(key), purpose, counter)
    assert same((found,), (rnd.uniform(key, purpose, counter),))


@given(seeds, indices, st.integers(1, 6), entities)
def test_entity_keys(seed: int, replication: int, kind: int, entity: int) -> None:
    """Everybody has the same key in both engines, whatever the seed."""
    found = entity_key(np.uint64(seed & rnd.MASK), replication, kind, entity)
    assert found == rnd.entity_key(seed, replication, kind, entity)


@given(words, indices, indices, positive, positive)
def test_variates_by_rejection(key: int, purpose: int, counter: int, a: float, b: float) -> None:
    """Gamma and beta variates take the same trials."""
    expected = rnd.gamma(key, purpose, counter, a), rnd.beta(key, purpose, counter, a, b)
    assert same(rejected(np.uint64(key), purpose, counter, a, b), expected)


@given(draws, positive, positive)
def test_variates_by_inversion(u: float, mean: float, cv: float) -> None:
    """One uniform gives the same variate, in the tails too."""
    expected = rnd.exponential(u, mean), rnd.normal(u), rnd.lognormal(u, mean, cv)
    assert same(inverted(u, mean, cv), expected)


@given(draws, positive, st.integers(1, 2**31), tables)
def test_whole_numbers(u: float, mean: float, n: int, cumulative: list[float]) -> None:
    """Counts, indices and choices are the same numbers."""
    expected = rnd.poisson(u, mean), rnd.index_below(u, n), rnd.choose(u, cumulative)
    assert counted(u, mean, n, np.array(cumulative)) == expected
