"""Being sent to another channel: who goes along, what is explained again, what is missed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.handover import (
    Steering,
    acceptance,
    empathy_missed,
    empathy_seen,
    explains_again,
    repeat_factor,
    steer,
)
from sim.behaviour.odds import shift_odds
from sim.parameters import NOWHERE, PURCHASE, SUPPORT, Channel
from tests.behaviour.samples import assert_mean, uniforms
from tests.behaviour.textbook import CHANNELS, EMPLOYEES, P

HANDOVER = P.handover
HERE, TO = 0, 1
NOON = 0.5

draws = st.floats(2.0**-53, 1.0 - 2.0**-53)
levels = st.floats(0.0, 1.0)
tastes = st.floats(1e-3, 1e3)


def steered(
    u: float,
    fraction: float = 1.0,
    own: float = 1.0,
    other: float = 1.0,
    sure: float = HANDOVER.steering_acceptance,
    target: Channel = CHANNELS[TO],
    kind: int = PURCHASE,
    now: float = NOON,
    to: int = TO,
) -> Steering:
    """Somebody at the door of the first channel, steered to the second unless said."""
    here = CHANNELS[HERE]._replace(steers_to=to, steered_fraction=fraction)
    handover = HANDOVER._replace(steering_acceptance=sure)
    return steer(u, HERE, kind, now, (here, target), (own, other), (1.0, 1.0), handover)


@given(tastes, tastes, st.floats(0.01, 0.99))
def test_acceptance_is_a_logit_between_two_channels(own: float, other: float, alike: float):
    """The odds of going along are those of people who like both alike, times the relative taste."""
    handover = HANDOVER._replace(steering_acceptance=alike)
    chance = acceptance(own, other, handover)
    assert chance == pytest.approx(shift_odds(alike, math.log(other / own)), rel=1e-9)


@given(tastes, tastes)
def test_acceptance_has_its_corners(own: float, other: float):
    """No taste never goes, sure acceptance always does, none never, equal taste as stated."""
    sure, never = (HANDOVER._replace(steering_acceptance=chance) for chance in (1.0, 0.0))
    assert acceptance(own, 0.0, sure) == 0.0
    assert acceptance(own, other, sure) == 1.0
    assert acceptance(own, other, never) == 0.0
    assert acceptance(own, own, HANDOVER) == pytest.approx(HANDOVER.steering_acceptance)


@given(draws, st.floats(0.0, 1e3), st.floats(0.0, 1.0))
def test_nobody_is_steered_where_it_is_off(u: float, other: float, sure: float):
    """Without a share or a target everybody stays and misses nothing."""
    assert steered(u, fraction=0.0, other=other, sure=sure) == (HERE, 0.0)
    assert steered(u, to=NOWHERE, other=other, sure=sure) == (HERE, 0.0)


@given(draws, tastes, tastes)
def test_sure_acceptance_of_all_who_come_moves_everyone(u: float, own: float, other: float):
    """A share of 1 and sure acceptance leave nobody behind."""
    assert steered(u, own=own, other=other, sure=1.0).channel == TO


@given(draws, tastes)
def test_nobody_is_sent_where_no_help_is(u: float, other: float):
    """A channel that is closed, shut for the night or does not serve the need takes nobody."""
    online = CHANNELS[TO]
    for target, kind, now in (
        (online._replace(is_open=False), PURCHASE, NOON),
        (online._replace(serves=(True, True, False, True)), SUPPORT, NOON),
        (online._replace(opens=0.6, closes=0.7), PURCHASE, NOON),
        (online._replace(open_days=(False, *(True,) * 6)), PURCHASE, NOON),
    ):
        found = steered(u, other=other, sure=1.0, target=target, kind=kind, now=now)
        assert found == (HERE, 0.0)


def test_the_share_moved_is_the_share_asked_times_acceptance():
    """Being asked and going along are independent."""
    moved = [float(steered(u, 0.6, 1.0, 0.5).channel == TO) for u in uniforms(5_000)]
    assert_mean(moved, 0.6 * acceptance(1.0, 0.5, HANDOVER))


@given(draws, levels, levels, tastes, tastes)
def test_a_larger_share_keeps_nobody_back(
    u: float, one: float, two: float, own: float, other: float
):
    """Whoever goes along at a smaller share does so at a larger one, with the same feeling."""
    few, many = (steered(u, fraction, own, other) for fraction in sorted((one, two)))
    assert many == few if few.channel == TO else few == (HERE, 0.0)


@given(tastes, tastes)
def test_reluctance_is_what_the_other_channel_is_liked_less(own: float, other: float):
    """Nobody minds who likes the other channel as much; the loss grows to its full size."""
    found = steered(0.5, own=own, other=other, sure=1.0)
    expected = HANDOVER.steering_dislike * max(1.0 - other / own, 0.0)
    assert found.empathy_loss == pytest.approx(expected, abs=1e-15)
    assert 0.0 <= found.empathy_loss <= HANDOVER.steering_dislike


@given(st.integers(0, 4), st.integers(0, 4), levels)
def test_what_is_not_shared_is_explained_again(before: int, now: int, coordination: float):
    """Nothing within a channel or with a file shared by all, everything without any."""
    again = explains_again(before, now, coordination)
    assert again == (0.0 if before == now else 1.0 - coordination)
    assert explains_again(before, now, 1.0) == 0.0


@given(levels, levels)
def test_explaining_takes_its_share_of_time(one: float, other: float):
    """Exactly nothing at 0, the full share at 1, in proportion between."""
    assert repeat_factor(0.0, EMPLOYEES) == 1.0
    assert repeat_factor(1.0, EMPLOYEES) == 1.0 + EMPLOYEES.repeat_explanation_fraction
    low, high = (repeat_factor(again, EMPLOYEES) for again in sorted((one, other)))
    assert low <= high


@given(levels, levels, levels)
def test_what_is_missed_is_not_seen(conveyed: float, one: float, other: float):
    """Without a loss all is seen; more loss never shows more; a level stays a level."""
    assert empathy_seen(conveyed, 0.0) == conveyed
    more, less = (empathy_seen(conveyed, loss) for loss in sorted((one, other)))
    assert 0.0 <= less <= more <= conveyed


@given(levels, levels)
def test_explaining_costs_its_share_of_empathy(one: float, other: float):
    """Exactly nothing at 0, the full loss at 1, in proportion between."""
    assert empathy_missed(0.0, HANDOVER) == 0.0
    assert empathy_missed(1.0, HANDOVER) == HANDOVER.repeat_empathy_loss
    low, high = (empathy_missed(again, HANDOVER) for again in sorted((one, other)))
    assert low <= high
