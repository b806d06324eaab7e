"""Filters are conjunctions, control groups random, contacts annoy and are answered by chance."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.campaign import (
    answered_at,
    contact_effect,
    conversion_effect,
    cost_of_contact,
    is_held_out,
    is_targeted,
    offer_effect,
    preferred_medium,
    purchase_effect,
    react,
    running_cost,
)
from sim.behaviour.need import satisfaction_effect
from sim.parameters import (
    CUSTOMERS,
    FORMER,
    PREFERRED,
    PROSPECTS,
    Campaign,
    Outreach,
    Personalisation,
)
from tests.behaviour.samples import assert_shares, keys
from tests.behaviour.textbook import MARKET, PERCEPTION, SEGMENT

OPEN = Campaign(
    name="spring",
    stream=7,
    status=CUSTOMERS,
    segments=(True, True),
    tiers=(True, True, True),
    since_purchase_at_least=0.0,
    since_purchase_at_most=math.inf,
    spend_per_year_at_least=0.0,
    satisfaction_at_least=0.0,
    satisfaction_at_most=1.0,
    start=0.0,
    waves=1,
    wave_interval=28.0,
    only_to_silent=True,
    medium=0,
    response_chance=0.2,
    response_delay=5.0,
    offer_discount_fraction=0.0,
    reluctance_waived=0.0,
    control_fraction=0.1,
    evaluation=56.0,
    cost_per_contact=1.0,
    cost_once=0.0,
)
CALM = Outreach((1.0, 2.0, 0.0, 1.0), 1.0, math.inf, 0.1, 0.5)
PLAIN = Personalisation(0.0, 0.5, 0.5, 200.0)

levels = st.floats(0.0, 1.0)
amounts = st.floats(0.0, 1e4)
effects = st.floats(-3.0, 3.0)
factors = st.floats(0.1, 5.0)
statuses = st.sampled_from([CUSTOMERS, FORMER, PROSPECTS])


@given(statuses, st.integers(0, 2), amounts, amounts, levels)
def test_an_open_filter_asks_for_the_status_alone(
    status: int, tier: int, since: float, spend: float, satisfaction: float
) -> None:
    """Without conditions everybody of the status is targeted, and nobody else."""
    for wanted in (CUSTOMERS, FORMER, PROSPECTS):
        campaign = OPEN._replace(status=wanted)
        found = is_targeted(campaign, status, True, tier, since, spend, satisfaction)
        assert found == (status == wanted)


@pytest.mark.parametrize(
    "narrower",
    [
        {"tiers": (False, True, True)},
        {"since_purchase_at_least": 31.0},
        {"since_purchase_at_most": 29.0},
        {"spend_per_year_at_least": 101.0},
        {"satisfaction_at_least": 0.51},
        {"satisfaction_at_most": 0.49},
    ],
    ids=str,
)
def test_every_condition_can_exclude(narrower: dict) -> None:
    """A customer let through by all but one condition is not targeted."""
    person = (CUSTOMERS, True, 0, 30.0, 100.0, 0.5)
    assert is_targeted(OPEN, *person)
    assert not is_targeted(OPEN, CUSTOMERS, False, *person[2:])
    assert not is_targeted(OPEN._replace(**narrower), *person)


def test_conditions_of_customers_do_not_bind_others() -> None:
    """Tier and satisfaction are those of customers; a prospect never bought."""
    campaign = OPEN._replace(
        status=PROSPECTS, tiers=(False, False, False), satisfaction_at_least=1.0
    )
    assert is_targeted(campaign, PROSPECTS, True, 0, math.inf, 0.0, 0.5)
    recent = campaign._replace(since_purchase_at_most=1e9)
    assert not is_targeted(recent, PROSPECTS, True, 0, math.inf, 0.0, 0.5)


def test_the_control_group_has_its_share() -> None:
    """Held out are as many as stated, none at 0 and all at 1."""
    for share in (0.0, 0.3, 1.0):
        campaign = OPEN._replace(control_fraction=share)
        held = sum(is_held_out(key, campaign) for key in keys(3_000))
        if 0.0 < share < 1.0:
            assert_shares([held, 3_000 - held], [share, 1.0 - share])
        else:
            assert held == share * 3_000


def test_control_groups_of_two_campaigns_are_independent() -> None:
    """Being held out of one campaign says nothing about another."""
    one, other = (OPEN._replace(control_fraction=0.5, stream=stream) for stream in (7, 8))
    counts = [0, 0, 0, 0]
    for key in keys(3_000):
        counts[2 * is_held_out(key, one) + is_held_out(key, other)] += 1
    assert_shares(counts, [0.25] * 4)


def test_media_are_preferred_by_their_weights() -> None:
    """A medium without weight is nobody's favourite."""
    counts = [0, 0, 0, 0]
    for key in keys(3_000):
        counts[preferred_medium(key, CALM)] += 1
    assert counts[2] == 0
    assert_shares([counts[0], counts[1], counts[3]], [0.25, 0.5, 0.25])


@given(levels, st.integers(0, 3))
def test_the_right_medium_and_the_same_to_all_have_no_effect(level: float, medium: int) -> None:
    """Exactly 0 at level 0 by the preferred medium; another one costs its effect."""
    personal = PLAIN._replace(level=level)
    gain = level * PLAIN.response_effect
    for used in (medium, PREFERRED):
        campaign = OPEN._replace(medium=used)
        assert contact_effect(medium, campaign, CALM, PLAIN) == 0.0
        assert contact_effect(medium, campaign, CALM, personal) == gain
    wrong = OPEN._replace(medium=(medium + 1) % 4)
    assert contact_effect(medium, wrong, CALM, personal) == gain - CALM.wrong_medium_effect


@given(st.floats(0.0, 0.9), factors)
def test_a_discount_is_a_lower_price(fraction: float, factor: float) -> None:
    """Odds rise by 1 / (1 - discount) to the power of the sensitivity, and not at all at 0."""
    campaign = OPEN._replace(offer_discount_fraction=fraction)
    expected = (1.0 - fraction) ** -(SEGMENT.price_sensitivity * factor)
    assert math.exp(offer_effect(campaign, SEGMENT, factor)) == pytest.approx(expected)
    assert offer_effect(OPEN, SEGMENT, factor) == 0.0


@given(levels, statuses)
def test_only_former_customers_are_reluctant(waived: float, status: int) -> None:
    """What is waived is a part of their reluctance; it cannot overcome what is not there."""
    campaign = OPEN._replace(reluctance_waived=waived)
    effect = conversion_effect(campaign, SEGMENT, 1.0, status, MARKET)
    assert effect == (waived * MARKET.lost_attitude if status == FORMER else 0.0)


@given(levels)
def test_satisfaction_moves_answers_by_its_link_alone(satisfaction: float) -> None:
    """With the link cut nothing of it is left; neutral customers have no effect."""
    assert purchase_effect(OPEN, SEGMENT, 1.0, satisfaction, PERCEPTION, 0.0) == 0.0
    neutral = PERCEPTION.neutral_satisfaction
    assert purchase_effect(OPEN, SEGMENT, 1.0, neutral, PERCEPTION, 1.0) == 0.0
    effect = purchase_effect(OPEN, SEGMENT, 1.0, satisfaction, PERCEPTION, 1.0)
    assert effect == satisfaction_effect(satisfaction, PERCEPTION, 1.0)
    assert effect * (satisfaction - neutral) >= 0.0


@given(st.integers(0, 2**64 - 1), st.integers(1, 9), levels, effects)
def test_a_welcome_contact_leaves_the_mood(key: int, n: int, level: float, effect: float) -> None:
    """Up to what is welcome nobody is annoyed; beyond, each contact takes one step."""
    welcome = react(key, OPEN, 0, n, level, effect, CALM._replace(welcome_contacts=n))
    assert (welcome.level, welcome.is_unwelcome, welcome.opts_out) == (level, False, False)
    unwelcome = react(key, OPEN, 0, n, level, effect, CALM._replace(welcome_contacts=n - 1))
    assert unwelcome.is_unwelcome
    assert unwelcome.level == max(level - CALM.annoyance_step, 0.0)
    assert not (unwelcome.opts_out and unwelcome.answers)
    assert unwelcome.opts_out or unwelcome.answers == welcome.answers


def test_answers_come_at_their_chance() -> None:
    """Without effects the share of answers is the chance; never at 0, always at 1."""
    for chance in (0.0, 0.2, 1.0):
        campaign = OPEN._replace(response_chance=chance)
        answers = sum(react(key, campaign, 0, 1, 0.5, 0.0, CALM).answers for key in keys(3_000))
        if 0.0 < chance < 1.0:
            assert_shares([answers, 3_000 - answers], [chance, 1.0 - chance])
        else:
            assert answers == chance * 3_000


@given(st.integers(0, 2**64 - 1), effects, st.floats(0.0, 2.0))
def test_whoever_answers_does_so_with_a_larger_effect(key: int, low: float, more: float) -> None:
    """Answers are nested: what attracts more loses nobody."""
    some = react(key, OPEN, 0, 1, 0.5, low, CALM)
    others = react(key, OPEN, 0, 1, 0.5, low + more, CALM)
    assert others.answers or not some.answers


@given(st.integers(0, 2**64 - 1), st.floats(0.0, 1e4))
def test_nobody_answers_before_the_contact(key: int, now: float) -> None:
    """An answer comes at the start of a day, or at once, and never earlier than asked."""
    at = answered_at(key, OPEN, 0, now)
    assert at >= now
    assert at == now or at == math.floor(at)
    assert answered_at(key, OPEN._replace(response_delay=0.0), 0, now) == now


def test_answers_take_their_mean_time() -> None:
    """Delays are exponential: the share of answers after more than t days is exp(-t / mean)."""
    late = sum(answered_at(key, OPEN, 0, 0.0) >= 5.0 for key in keys(3_000))
    assert_shares([late, 3_000 - late], [math.exp(-1.0), 1.0 - math.exp(-1.0)])


@given(levels)
def test_costs_are_in_proportion(level: float) -> None:
    """Nothing personal costs nothing extra; what is personal costs its level's share."""
    personal = PLAIN._replace(level=level)
    assert cost_of_contact(OPEN, PLAIN) == OPEN.cost_per_contact
    assert cost_of_contact(OPEN, personal) == OPEN.cost_per_contact + level * 0.5
    assert running_cost(personal) == level * PLAIN.cost_per_month
