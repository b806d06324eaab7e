"""Influences move chances and levels within their ranges, in their direction, to their limits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.odds import approach, clip, pick, saturation, shift_odds, step_toward
from tests.behaviour.samples import assert_shares, uniforms

chances = st.floats(0.0, 1.0)
inner = st.floats(1e-6, 1.0 - 1e-6)
effects = st.floats(-1e6, 1e6)
gentle = st.floats(-15.0, 15.0)
levels = st.floats(-1e6, 1e6)
times = st.floats(0.0, 1e6)
memories = st.floats(1e-3, 1e6)


@given(effects)
def test_never_and_always_stay(effect: float) -> None:
    """A chance of exactly 0 or 1 withstands any effect."""
    assert shift_odds(0.0, effect) == 0.0
    assert shift_odds(1.0, effect) == 1.0


@given(chances)
def test_no_effect_changes_no_bit(chance: float) -> None:
    """An effect of 0 returns the chance itself, so that a cut link vanishes exactly."""
    assert shift_odds(chance, 0.0) == chance


@given(chances, effects)
def test_a_shifted_chance_is_a_chance(chance: float, effect: float) -> None:
    """The result is in [0, 1] and on the effect's side of where it was."""
    after = shift_odds(chance, effect)
    assert 0.0 <= after <= 1.0
    assert after >= chance * (1.0 - 1e-15) if effect > 0.0 else after <= chance * (1.0 + 1e-15)


@given(inner, gentle)
def test_the_odds_are_multiplied(chance: float, effect: float) -> None:
    """Log odds after less log odds before are the effect, the definition of the shift."""
    after = shift_odds(chance, effect)
    # 1 - after carries the rounding of after: relative to the smaller tail, about 2**-52 / tail.
    tail = min(after, 1.0 - after, chance, 1.0 - chance)
    moved = math.log(after / (1.0 - after)) - math.log(chance / (1.0 - chance))
    assert moved == pytest.approx(effect, abs=2.0**-50 / tail)


@given(inner, gentle)
def test_the_opposite_effect_takes_it_back(chance: float, effect: float) -> None:
    """A shift by the effect and one by its opposite cancel."""
    there = shift_odds(chance, effect)
    back = shift_odds(there, -effect)
    assert back == pytest.approx(chance, rel=2.0**-50 / min(there, 1.0 - there))


@given(chances, effects, effects)
def test_a_stronger_effect_moves_no_less(chance: float, one: float, other: float) -> None:
    """The shifted chance never falls in the effect, up to rounding."""
    low, high = sorted((one, other))
    assert shift_odds(chance, low) <= shift_odds(chance, high) * (1.0 + 1e-15)


@given(levels, levels, times, memories)
def test_an_approach_never_overshoots(
    value: float, target: float, elapsed: float, memory: float
) -> None:
    """The new value lies between where it was and where it goes."""
    after = approach(value, target, elapsed, memory)
    slack = 2.0**-50 * max(abs(value), abs(target))
    assert min(value, target) - slack <= after <= max(value, target) + slack


@given(levels, levels, memories)
def test_an_approach_arrives(value: float, target: float, memory: float) -> None:
    """After forty memories the gap is within rounding; without a memory it closes at once."""
    slack = 2.0**-50 * max(abs(value), abs(target))
    assert approach(value, target, 40.0 * memory, memory) == pytest.approx(target, abs=slack)
    assert approach(value, target, 0.0, 0.0) == target


@given(levels, levels, memories)
def test_one_memory_leaves_37_per_cent_of_the_gap(
    value: float, target: float, memory: float
) -> None:
    """After one memory the gap is exp(-1) of what it was; after no time it is whole."""
    gap = target - approach(value, target, memory, memory)
    slack = 2.0**-50 * max(abs(value), abs(target))
    assert gap == pytest.approx((target - value) * math.exp(-1.0), abs=slack)
    assert approach(value, target, 0.0, memory) == value


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 50.0), st.floats(0.0, 50.0))
def test_two_steps_are_one(value: float, target: float, first: float, second: float) -> None:
    """An approach in two steps ends where one step of their sum does."""
    halfway = approach(value, target, first, 10.0)
    whole = approach(value, target, first + second, 10.0)
    assert approach(halfway, target, second, 10.0) == pytest.approx(whole, abs=2.0**-50)


@given(levels, levels, chances)
def test_a_step_closes_its_part_of_the_gap(level: float, target: float, step: float) -> None:
    """No step stays, a whole one arrives, and what is left of the gap is what was not closed."""
    slack = 2.0**-50 * max(abs(level), abs(target))
    assert step_toward(level, target, 0.0) == level
    assert step_toward(level, target, 1.0) == pytest.approx(target, abs=slack)
    left = target - step_toward(level, target, step)
    assert left == pytest.approx((1.0 - step) * (target - level), abs=slack)


@given(levels, levels)
def test_clip_is_the_nearest_level(value: float, other: float) -> None:
    """Clipped values are in [0, 1], kept if they were, and never change order."""
    assert 0.0 <= clip(value) <= 1.0
    assert clip(value) == value or not 0.0 <= value <= 1.0
    low, high = sorted((value, other))
    assert clip(low) <= clip(high)


@given(st.floats(0.0, 1e6), st.floats(0.0, 1e6), st.floats(0.1, 1e6))
def test_budgets_have_diminishing_returns(one: float, other: float, half: float) -> None:
    """Nothing reaches nothing, the half budget one half, the middle of two more than their mean."""
    assert saturation(0.0, half) == 0.0
    assert saturation(half, half) == 0.5
    reached = [saturation(budget, half) for budget in (one, other)]
    assert saturation(0.5 * (one + other), half) >= sum(reached) / 2.0 - 1e-12
    assert all(0.0 <= part <= 1.0 for part in reached)


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=6), st.floats(0.0, 1.0))
def test_nothing_without_weight_is_picked(weights: list[float], u: float) -> None:
    """What is picked has a weight; nothing is where nothing has one."""
    picked = pick(u, weights)
    assert weights[picked] > 0.0 if any(weights) else picked == -1


def test_picks_are_in_proportion_to_weights() -> None:
    """Whatever the sum of the weights, chances are their shares in it."""
    weights = (3.0, 0.0, 1.0, 6.0)
    counts = [0] * len(weights)
    for u in uniforms(5_000):
        counts[pick(u, weights)] += 1
    assert_shares(counts, [weight / sum(weights) for weight in weights])
