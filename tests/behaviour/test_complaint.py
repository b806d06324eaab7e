"""Failures are voiced where complaining is easy, and answers restore in TARP's order."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.complaint import (
    compensation,
    interaction,
    recovery_score,
    satisfaction_after_recovery,
    voice_chance,
)
from sim.parameters import Recovery
from tests.behaviour.textbook import P

RECOVERY = P.recovery
levels = st.floats(0.0, 1.0)
links = st.floats(0.0, 10.0)
days = st.floats(0.0, 1_000.0)
traits = st.floats(-3.0, 3.0)
eases = st.floats(0.0, 10.0)


@given(levels, traits, eases, eases)
def test_ease_gives_voice(propensity: float, trait: float, one: float, other: float) -> None:
    """Voice is a chance that never falls in ease; no ease silences everybody."""
    low, high = (voice_chance(propensity, trait, ease) for ease in sorted((one, other)))
    assert 0.0 <= low <= high * (1.0 + 1e-15) <= 1.0 + 1e-15
    assert voice_chance(propensity, trait, 0.0) == 0.0


@given(levels)
def test_neither_easy_nor_hard_is_the_propensity(propensity: float) -> None:
    """At ease 1 and an average temper the chance is the segment's, bit by bit."""
    assert voice_chance(propensity, 0.0, 1.0) == propensity


@given(st.floats(0.01, 0.99), st.floats(0.01, 10.0))
def test_odds_of_voice_are_proportional_to_ease(propensity: float, ease: float) -> None:
    """Odds at an ease are the ease times the odds at ease 1."""
    chance = voice_chance(propensity, 0.0, ease)
    odds = ease * propensity / (1.0 - propensity)
    assert chance / (1.0 - chance) == pytest.approx(odds, rel=1e-11)


@given(days, levels, levels, days, levels, levels)
def test_better_answers_score_higher(
    slow: float, little: float, cold: float, less: float, more: float, warmer: float
) -> None:
    """A score is a level; it never falls when the answer is quicker, larger or kinder."""
    plain = recovery_score(slow, little, cold, RECOVERY)
    better = recovery_score(min(slow, less), max(little, more), max(cold, warmer), RECOVERY)
    assert 0.0 <= plain <= better <= 1.0


def test_the_tolerance_leaves_37_per_cent_of_the_worth_of_speed() -> None:
    """An answer after the tolerance, of no other merit, scores exp(-1) of the weight of speed."""
    score = recovery_score(RECOVERY.tolerance, 0.0, 0.0, RECOVERY)
    assert score == pytest.approx(RECOVERY.speed_weight * math.exp(-1.0))


def test_the_best_answer_scores_one_and_the_worst_nothing() -> None:
    """At once, fully compensated and kind is 1; never, nothing and cold is 0."""
    assert recovery_score(0.0, 1.0, 1.0, RECOVERY) == pytest.approx(1.0, abs=2.0**-50)
    assert recovery_score(math.inf, 0.0, 0.0, RECOVERY) == 0.0


def test_answers_restore_in_the_order_of_tarp() -> None:
    """Satisfied quickly > satisfied > not satisfied by the answer, at one compensation.

    TARP's repurchase after a loss above 100 dollars: 82, 54 and 19 %, quoted second-hand.
    """
    quick, slow, none = (
        satisfaction_after_recovery(0.4, recovery_score(*answer, RECOVERY), RECOVERY, 1.0)
        for answer in ((1.0, 0.3, 0.8), (14.0, 0.3, 0.8), (60.0, 0.0, 0.2))
    )
    assert quick > slow > none


@given(levels, levels, links)
def test_an_answer_moves_satisfaction_toward_its_score(
    satisfaction: float, score: float, link: float
) -> None:
    """Satisfaction ends between where it was and the score, however strong the link."""
    after = satisfaction_after_recovery(satisfaction, score, RECOVERY, link)
    slack = 2.0**-52
    assert min(satisfaction, score) - slack <= after <= max(satisfaction, score) + slack


@given(levels, levels, st.floats(0.0, 1.0))
def test_the_link_scales_the_step(satisfaction: float, score: float, link: float) -> None:
    """Satisfaction goes the link's part of the step toward the score."""
    after = satisfaction_after_recovery(satisfaction, score, RECOVERY, link)
    expected = satisfaction + link * RECOVERY.step * (score - satisfaction)
    assert after == pytest.approx(expected, abs=2.0**-50)


@given(levels, levels)
def test_a_cut_link_restores_nothing(satisfaction: float, score: float) -> None:
    """With ``recovery_to_satisfaction`` at 0 satisfaction keeps every bit."""
    assert satisfaction_after_recovery(satisfaction, score, RECOVERY, 0.0) == satisfaction


@given(levels)
def test_compensation_beyond_fair_buys_nothing(treated: float) -> None:
    """Fairness is reached at the fair share and not exceeded."""
    fair: Recovery = RECOVERY._replace(fair_compensation=0.3)
    assert recovery_score(1.0, 0.3, treated, fair) == recovery_score(1.0, 0.9, treated, fair)


@given(st.floats(0.0, 1e6), levels, levels)
def test_compensation_is_a_share_of_what_is_at_stake(
    stake: float, one: float, other: float
) -> None:
    """Nothing, a part or all is paid, never less under a more generous policy."""
    little, much = (compensation(stake, share) for share in sorted((one, other)))
    assert 0.0 <= little <= much <= stake
    assert compensation(stake, 0.0) == 0.0
    assert compensation(stake, 1.0) == stake


@given(levels, levels, levels, links)
def test_empowered_staff_treat_complainants_no_worse(
    empathy: float, one: float, other: float, link: float
) -> None:
    """Interaction is a level that never falls in empowerment, after Bowen & Lawler (1992)."""
    bound, free = (interaction(empathy, level, RECOVERY, link) for level in sorted((one, other)))
    assert 0.0 <= bound <= free <= 1.0


@given(levels, levels, links)
def test_half_empowered_staff_show_their_empathy(
    empathy: float, empowerment: float, link: float
) -> None:
    """At an empowerment of one half, or with the link cut, interaction is empathy, bit by bit."""
    assert interaction(empathy, 0.5, RECOVERY, link) == empathy
    assert interaction(empathy, empowerment, RECOVERY, 0.0) == empathy


def test_full_empowerment_adds_half_its_parameter() -> None:
    """From one half to 1 interaction rises by half of what a whole level of the driver adds."""
    freer = RECOVERY._replace(interaction_per_empowerment=0.4)
    assert interaction(0.5, 1.0, freer, 1.0) == pytest.approx(0.7)
    assert interaction(0.5, 0.0, freer, 1.0) == pytest.approx(0.3)
