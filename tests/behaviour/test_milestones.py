"""Each milestone is paid once on a card, however the spend is split, until the card expires."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.milestones import NO_CARD, Card, collect, collected_by, is_collecting
from sim.parameters import Milestone
from tests.behaviour.textbook import FIRM

STEPS = (Milestone(120.0, 5.0), Milestone(280.0, 15.0), Milestone(480.0, 40.0))
PROGRAMME = FIRM.programme._replace(is_active=True, milestones=STEPS, period=28.0)

# Whole amounts add up without rounding, so that a milestone is met exactly or not at all.
spends = st.lists(st.integers(0, 300).map(float), min_size=1, max_size=12)
moments = st.floats(0.0, 27.9)


@given(spends, st.lists(moments, min_size=12, max_size=12))
def test_rewards_on_a_card_depend_on_what_is_collected_alone(
    amounts: list[float], at: list[float]
) -> None:
    """However often and when one buys in a period, the milestones reached are paid once each."""
    card, paid = NO_CARD, 0.0
    for amount, now in zip(amounts, sorted(at), strict=False):
        card, reward = collect(card, amount, now, PROGRAMME, STEPS)
        paid += reward
    total = sum(amounts)
    assert card.collected == total
    assert paid == sum(step.reward for step in STEPS if step.spend <= total)


@given(st.integers(0, 600).map(float), st.floats(0.0, 1e3))
def test_a_card_expires(amount: float, late: float) -> None:
    """After the period nothing collected counts, and the next sale opens a new card."""
    card = collect(NO_CARD, amount, 3.0, PROGRAMME, STEPS).card
    assert card == Card(3.0, amount)
    end = 3.0 + PROGRAMME.period
    assert collected_by(card, end - 0.001, PROGRAMME) == amount
    assert collected_by(card, end + late, PROGRAMME) == 0.0
    later = collect(card, 120.0, end + late, PROGRAMME, STEPS)
    assert later == (Card(end + late, 120.0), 5.0)


@pytest.mark.parametrize(
    ("collected", "ahead"), [(0.0, True), (479.0, True), (480.0, False), (900.0, False)]
)
def test_one_collects_until_the_last_milestone(collected: float, ahead: bool) -> None:
    """With the last milestone passed there is nothing to collect for, until the card expires."""
    card = Card(0.0, collected)
    assert is_collecting(card, 1.0, PROGRAMME, STEPS) is ahead
    assert is_collecting(card, 28.0, PROGRAMME, STEPS)


@given(st.floats(0.0, 1e6), moments)
def test_nobody_collects_for_nothing(collected: float, now: float) -> None:
    """A closed programme, or one without milestones, has nothing ahead."""
    card = Card(0.0, collected)
    assert not is_collecting(card, now, PROGRAMME._replace(is_active=False), STEPS)
    assert not is_collecting(card, now, PROGRAMME, ())
