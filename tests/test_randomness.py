"""Keyed draws against theory.

All samples have fixed keys, so no outcome depends on luck. Bounds are quantiles of the statistic
under the theory such that a correct generator would break one of them, anywhere in this file, with
probability `JOINT_ERROR`, shared equally among at most `STATISTICS`. Only one seed was ever tried.
"""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from sim.randomness import (
    GOLDEN,
    KIND_CHANNEL,
    KIND_EMPLOYEE,
    KIND_FIRM,
    KIND_MARKET,
    KIND_PERSON,
    KIND_TEAM,
    MASK,
    beta,
    choose,
    entity_key,
    exponential,
    gamma,
    index_below,
    lognormal,
    normal,
    poisson,
    uniform,
    word,
)

SEED = 20240229
SIZE = 20_000
JOINT_ERROR = 1e-3
STATISTICS = 100
ERROR = JOINT_ERROR / STATISTICS
LEAST, MOST = 2.0**-53, 1.0 - 2.0**-53
EPS = 2.0**-52

KINDS = (KIND_PERSON, KIND_EMPLOYEE, KIND_CHANNEL, KIND_TEAM, KIND_FIRM, KIND_MARKET)
KEY = entity_key(SEED, 0, KIND_PERSON, 0)
PURPOSE_A, PURPOSE_B = 3, 4

words = st.integers(0, MASK)
indices = st.integers(0, 2**32 - 1)
draws = st.builds(uniform, words, indices, indices) | st.sampled_from((LEAST, 0.5, MOST))
law = settings(deadline=None)


def assert_follows(sample: list[float], theory) -> None:
    """Mean, variance and distribution of a sample agree with a frozen scipy distribution."""
    values = np.asarray(sample, dtype=float)
    n = len(values)
    mean, variance, _, excess = (float(moment) for moment in theory.stats("mvsk"))
    bound = stats.norm.isf(ERROR / 2)
    assert abs(values.mean() - mean) <= bound * math.sqrt(variance / n)
    assert abs(values.var() - variance) <= bound * variance * math.sqrt((excess + 2.0) / n)
    points, counts = np.unique(values, return_counts=True)
    reached = np.cumsum(counts) / n
    distance = np.abs(reached - theory.cdf(points)).max()
    if hasattr(theory.dist, "pdf"):  # a continuous theory has no jump of its own below a point
        distance = max(distance, np.abs(reached - counts / n - theory.cdf(points)).max())
    assert distance <= stats.kstwo.isf(ERROR, n)


def key_with_word(wanted: int) -> int:
    """Key whose first word is ``wanted``: SplitMix64 run backwards."""

    def unshift(z: int, by: int) -> int:
        out = z
        for _ in range(64 // by):
            out = z ^ (out >> by)
        return out

    z = unshift(wanted, 31)
    z = unshift(z * pow(0x94D049BB133111EB, -1, 2**64) & MASK, 27)
    z = unshift(z * pow(0xBF58476D1CE4E5B9, -1, 2**64) & MASK, 30)
    return (z - GOLDEN) & MASK


# Words, keys, uniforms --------------------------------------------------------------------------


def test_words_are_the_published_splitmix64_sequence():
    """Seed 1234567 gives the sequence that implementations of SplitMix64 share as known answers."""
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert [word(1234567, 0, counter) for counter in range(5)] == published


@law
@given(words, indices, indices)
def test_uniform_is_the_upper_52_bits_of_the_word(key, purpose, counter):
    """The arithmetic written out in `uniform` is that of `word`."""
    assert uniform(key, purpose, counter) == ((word(key, purpose, counter) >> 12) + 0.5) / 2**52


@pytest.mark.parametrize(("wanted", "expected"), [(0, LEAST), (MASK, MOST)])
def test_uniform_is_never_0_and_never_1(wanted, expected):
    """The least and the greatest word give 2**-53 and 1 - 2**-53."""
    key = key_with_word(wanted)
    assert word(key, 0, 0) == wanted
    assert uniform(key, 0, 0) == expected


def test_purposes_never_overlap():
    """The last counter of a purpose is one step of the sequence before the first of the next."""
    one_step_on = (KEY + GOLDEN) & MASK
    assert word(one_step_on, PURPOSE_A, 2**32 - 1) == word(KEY, PURPOSE_B, 0)


def test_seed_0_is_a_seed_like_any_other():
    """Seeds 0, 1, -1 and a very large one give four different keys."""
    seeds = (0, 1, -1, 2**64 - 2, 10**30)
    assert len({entity_key(seed, 0, KIND_PERSON, 0) for seed in seeds}) == len(seeds)


@law
@given(st.integers(), st.integers(0, 10**6))
def test_seeds_count_modulo_two_to_the_64(seed, entity):
    """Any Python integer is a seed, reduced to 64 bits."""
    key = entity_key(seed, 2, KIND_PERSON, entity)
    assert 0 <= key <= MASK
    assert key == entity_key(seed % 2**64, 2, KIND_PERSON, entity)


def test_no_two_entities_share_a_key():
    """A large sample over seeds, replications, kinds and entities has no key twice."""
    keys = [
        entity_key(seed, replication, kind, entity)
        for seed in (0, 1)
        for replication in range(3)
        for kind in KINDS
        for entity in range(1500)
    ]
    assert len(set(keys)) == len(keys)


def test_no_two_draws_share_a_word():
    """The sequences of different entities, purposes and counters never meet in a large sample."""
    drawn = [
        word(entity_key(SEED, replication, KIND_PERSON, entity), purpose, counter)
        for replication in range(2)
        for entity in range(300)
        for purpose in (PURPOSE_A, PURPOSE_B)
        for counter in range(40)
    ]
    assert len(set(drawn)) == len(drawn)


def test_keys_stay_as_they_are():
    """One key, pinned: a change of the chain would change the numbers of every saved run."""
    assert entity_key(1, 2, 3, 4) == 2973761935396792754


NEIGHBOURS = {
    "next counter": lambda i: (uniform(KEY, PURPOSE_A, i), uniform(KEY, PURPOSE_A, i + 1)),
    "counter after next": lambda i: (uniform(KEY, PURPOSE_A, i), uniform(KEY, PURPOSE_A, i + 2)),
    "a week of counters on": lambda i: (
        uniform(KEY, PURPOSE_A, i),
        uniform(KEY, PURPOSE_A, i + 7),
    ),
    "next purpose": lambda i: (uniform(KEY, PURPOSE_A, i), uniform(KEY, PURPOSE_B, i)),
    "next entity": lambda i: (
        uniform(entity_key(SEED, 0, KIND_PERSON, i), PURPOSE_A, 0),
        uniform(entity_key(SEED, 0, KIND_PERSON, i + 1), PURPOSE_A, 0),
    ),
    "next kind": lambda i: (
        uniform(entity_key(SEED, 0, KIND_PERSON, i), PURPOSE_A, 0),
        uniform(entity_key(SEED, 0, KIND_EMPLOYEE, i), PURPOSE_A, 0),
    ),
    "next replication": lambda i: (
        uniform(entity_key(SEED, 0, KIND_PERSON, i), PURPOSE_A, 0),
        uniform(entity_key(SEED, 1, KIND_PERSON, i), PURPOSE_A, 0),
    ),
    "next seed": lambda i: (
        uniform(entity_key(SEED, 0, KIND_PERSON, i), PURPOSE_A, 0),
        uniform(entity_key(SEED + 1, 0, KIND_PERSON, i), PURPOSE_A, 0),
    ),
    "entity against replication": lambda i: (
        uniform(entity_key(SEED, 0, KIND_PERSON, i), PURPOSE_A, 0),
        uniform(entity_key(SEED, i, KIND_PERSON, 0), PURPOSE_A, 0),
    ),
}


@pytest.mark.parametrize("pair", NEIGHBOURS.values(), ids=NEIGHBOURS.keys())
def test_neighbouring_draws_are_independent(pair):
    """Draws that differ by one in one word are uncorrelated and fill the unit square evenly."""
    first = 1  # entity 0 in replication 0 is the same draw from both sides
    x, y = np.array([pair(i) for i in range(first, first + SIZE)]).T
    correlation = np.corrcoef(x, y)[0, 1]
    assert abs(correlation) <= stats.norm.isf(ERROR / 2) / math.sqrt(SIZE)
    cells = 16
    counts = np.histogram2d(x, y, bins=cells, range=((0, 1), (0, 1)))[0]
    expected = SIZE / cells**2
    # Successive pairs of one sequence share a draw; for them the statistic is near enough the same.
    statistic = ((counts - expected) ** 2 / expected).sum()
    assert stats.chi2.isf(1 - ERROR / 2, cells**2 - 1) <= statistic
    assert statistic <= stats.chi2.isf(ERROR / 2, cells**2 - 1)


def test_every_bit_of_the_word_is_fair():
    """Each of the 64 bits is set in half of the first words of successive entities."""
    drawn = np.array(
        [word(entity_key(SEED, 0, KIND_PERSON, i), PURPOSE_A, 0) for i in range(SIZE)],
        dtype=np.uint64,
    )
    bits = (drawn[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    statistic = (((bits.mean(axis=0) - 0.5) / 0.5) ** 2 * SIZE).sum()
    assert statistic <= stats.chi2.isf(ERROR, 64)


def test_birthday_spacings_of_successive_entities():
    """Equal spacings among birthdays are Poisson in number (Marsaglia's birthday spacings test)."""
    people, rounds = 2048, 40
    year = 2**30
    repeats = 0
    for replication in range(rounds):
        days = np.sort(
            [
                word(entity_key(SEED, replication, KIND_PERSON, i), PURPOSE_A, 0) >> 34
                for i in range(people)
            ]
        )
        repeats += people - 1 - len(np.unique(np.diff(days)))
    expected = stats.poisson(rounds * people**3 / (4 * year))
    assert expected.ppf(ERROR / 2) <= repeats <= expected.isf(ERROR / 2)


# Variates against their theory --------------------------------------------------------------------


def by_inversion(variate, *parameters):
    """Sample of a variate that takes one uniform."""
    return lambda: [variate(uniform(KEY, PURPOSE_A, i), *parameters) for i in range(SIZE)]


def by_rejection(variate, *parameters):
    """Sample of a variate that takes a sub-stream."""
    return lambda: [variate(KEY, PURPOSE_A, i, *parameters) for i in range(SIZE)]


def lognormal_theory(mean, cv):
    """Lognormal with a given mean and coefficient of variation."""
    spread = math.sqrt(math.log(1 + cv**2))
    return stats.lognorm(spread, scale=mean / math.sqrt(1 + cv**2))


THEORIES = {
    "uniform": (by_inversion(lambda u: u), stats.uniform()),
    "exponential": (by_inversion(exponential, 2.5), stats.expon(scale=2.5)),
    "normal": (by_inversion(normal), stats.norm()),
    "lognormal 0.3": (by_inversion(lognormal, 180.0, 0.3), lognormal_theory(180.0, 0.3)),
    "lognormal 1.2": (by_inversion(lognormal, 180.0, 1.2), lognormal_theory(180.0, 1.2)),
    "poisson 0.2": (by_inversion(poisson, 0.2), stats.poisson(0.2)),
    "poisson 7.5": (by_inversion(poisson, 7.5), stats.poisson(7.5)),
    "poisson 100": (by_inversion(poisson, 100.0), stats.poisson(100.0)),
    "index": (by_inversion(index_below, 7), stats.randint(0, 7)),
    "choose": (
        by_inversion(choose, (0.1, 0.1, 0.7, 1.0)),
        stats.rv_discrete(values=((0, 1, 2, 3), (0.1, 0.0, 0.6, 0.3)))(),
    ),
    "gamma 0.243": (by_rejection(gamma, 0.243), stats.gamma(0.243)),
    "gamma 1": (by_rejection(gamma, 1.0), stats.expon()),
    "gamma 6.25": (by_rejection(gamma, 6.25), stats.gamma(6.25)),
    "beta 0.7 2.4": (by_rejection(beta, 0.7, 2.4), stats.beta(0.7, 2.4)),
    "beta 0.668 3.806": (by_rejection(beta, 0.668, 3.806), stats.beta(0.668, 3.806)),
    "beta 5 2": (by_rejection(beta, 5.0, 2.0), stats.beta(5.0, 2.0)),
}


@pytest.mark.parametrize(("sample", "theory"), THEORIES.values(), ids=THEORIES.keys())
def test_variates_follow_their_theory(sample, theory):
    """Mean, variance and distribution of every variate are those of its textbook distribution."""
    assert_follows(sample(), theory)


def test_gamma_and_beta_use_up_one_counter_only():
    """Successive rejection draws are uncorrelated with each other and with plain uniforms."""
    gammas = np.array([gamma(KEY, PURPOSE_A, i, 2.0) for i in range(SIZE)])
    betas = np.array([beta(KEY, PURPOSE_A, i, 2.0, 2.0) for i in range(SIZE)])
    uniforms = np.array([uniform(KEY, PURPOSE_A, i) for i in range(SIZE)])
    bound = stats.norm.isf(ERROR / 2) / math.sqrt(SIZE - 1)
    pairs = (
        (gammas[1:], gammas[:-1]),
        (betas[1:], betas[:-1]),
        (gammas, uniforms),
        (betas, uniforms),
        (gammas, betas),
    )
    for x, y in pairs:
        assert abs(np.corrcoef(x, y)[0, 1]) <= bound


@law
@given(words, st.floats(1e-4, 1e3), st.floats(1e-4, 1e3))
def test_beta_stays_inside_the_open_interval(key, a, b):
    """Shapes so small that both gammas vanish still give a number between 0 and 1."""
    assert 0.0 < beta(key, PURPOSE_A, 0, a, b) < 1.0


@law
@given(draws)
def test_normal_is_the_quantile_function(u):
    """AS 241 agrees with an independent quantile function to a few roundings."""
    assert normal(u) == pytest.approx(special.ndtri(u), rel=8 * EPS, abs=EPS)


@law
@given(draws, st.floats(0.0, 100.0))
def test_poisson_is_the_quantile_function(u, mean):
    """The count is the least whose distribution function reaches u, up to the summed roundings."""
    count = poisson(u, mean)
    rounding = 4 * EPS * (count + mean + 1)
    assert u <= special.pdtr(count, mean) + rounding
    assert count == 0 or special.pdtr(count - 1, mean) - rounding < u


INVERSIONS = {
    "exponential": lambda u: exponential(u, 2.0),
    "normal": normal,
    "lognormal": lambda u: lognormal(u, 3.0, 1.2),
    "poisson": lambda u: poisson(u, 12.0),
    "index": lambda u: index_below(u, 10),
    "choose": lambda u: choose(u, (0.2, 0.2, 0.9, 1.0)),
}


@pytest.mark.parametrize("variate", INVERSIONS.values(), ids=INVERSIONS.keys())
@law
@given(u=draws, v=draws)
def test_inversion_never_falls_as_the_uniform_rises(variate, u, v):
    """A larger uniform gives a variate at least as large, up to the rounding of the last digits."""
    low, high = sorted((u, v))
    assert variate(low) <= variate(high) + 8 * EPS * abs(variate(high))


@pytest.mark.parametrize("u", [LEAST, MOST])
def test_variates_are_finite_at_the_ends(u):
    """The extreme uniforms give finite variates."""
    assert all(math.isfinite(variate(u)) for variate in INVERSIONS.values())
    assert math.isfinite(poisson(u, 100.0))


@law
@given(draws, st.floats(0.0, 1e6))
def test_no_variation_gives_the_mean(u, mean):
    """A lognormal of coefficient of variation 0 is its mean, exactly."""
    assert lognormal(u, mean, 0.0) == mean


@law
@given(draws | st.just(MOST), st.integers(1, 2**52 - 1))
def test_index_stays_below_n(u, n):
    """Rounding never lifts the index to n."""
    assert 0 <= index_below(u, n) < n


def test_last_share_counts_as_1():
    """Shares that sum to a little less than 1 still name the last choice, never one beyond."""
    assert choose(MOST, (0.5, 0.75, 1.0 - 1e-9)) == 2
    assert choose(MOST, (0.3,)) == 0
