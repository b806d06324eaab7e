"""Who is called and reminded, and what a call brings to light, mends and sells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.after_sale import (
    added_sale_chance,
    call_back,
    call_back_chance,
    is_called_back,
    reminder,
)
from sim.parameters import ADVICE, PURCHASE, SUPPORT, AfterSale
from tests.behaviour.samples import assert_shares, keys
from tests.behaviour.textbook import FIRM

OFF = FIRM.after_sale
BASIC = FIRM.relationship_levels[0]
levels = st.floats(0.0, 1.0)
links = st.floats(0.0, 10.0)
people = st.integers(0, 500).map(lambda n: keys(n + 1)[n])

cares = st.builds(
    AfterSale,
    call_back_fraction=levels,
    call_back=st.floats(0.0, 30.0),
    call_back_channel=st.just(0),
    call_back_cost=levels,
    call_back_step=levels,
    call_back_find_chance=levels,
    call_back_sale_chance=levels,
    reminders_per_month=st.floats(0.0, 1.0),
    reminder_cost=levels,
    reminder_response_chance=levels,
    service_sale_chance_add=levels,
)


def test_nobody_is_cared_for_unless_asked() -> None:
    """The textbook firm calls nobody, reminds nobody and trains nobody to sell."""
    for key in keys(200):
        assert not is_called_back(key, 0, OFF, BASIC)
        assert not reminder(key, 0, OFF).is_sent
    assert added_sale_chance(SUPPORT, True, OFF) == 0.0


@given(cares, levels)
def test_the_relationship_level_may_ask_for_more_calls(care: AfterSale, asked: float) -> None:
    """The larger share of purchases is called; a level that asks for none changes nothing."""
    level = BASIC._replace(call_back_fraction=asked)
    assert call_back_chance(care, BASIC) == care.call_back_fraction
    assert call_back_chance(care, level) == max(care.call_back_fraction, asked)


@pytest.mark.parametrize("fraction", [0.0, 0.25, 1.0])
def test_the_stated_share_is_called(fraction: float) -> None:
    """Of many purchases that share is followed by a call; all at 1, none at 0."""
    care = OFF._replace(call_back_fraction=fraction)
    called = [is_called_back(key, 7, care, BASIC) for key in keys(2000)]
    assert_shares([called.count(True), called.count(False)], [fraction, 1.0 - fraction])


@given(people, st.booleans(), levels, levels, levels, cares, links)
def test_a_kind_call_mends_a_little(
    key: int, silent: bool, before: float, one: float, other: float, care: AfterSale, link: float
) -> None:
    """Satisfaction never falls, stays a level, and rises no less the kinder the caller."""
    cold, warm = (
        call_back(key, 0, silent, before, empathy, care, link).satisfaction
        for empathy in sorted((one, other))
    )
    slack = 2.0**-50
    assert before <= cold <= warm + slack <= 1.0 + 2.0 * slack


@given(people, st.booleans(), levels, levels, cares)
def test_a_cut_link_or_no_step_mends_nothing(
    key: int, silent: bool, before: float, empathy: float, care: AfterSale
) -> None:
    """With ``quality_to_customer_satisfaction`` at 0, or a step of 0, every bit stays."""
    assert call_back(key, 0, silent, before, empathy, care, 0.0).satisfaction == before
    still = care._replace(call_back_step=0.0)
    assert call_back(key, 0, silent, before, empathy, still, 1.0).satisfaction == before


@given(people, levels, cares)
def test_a_call_either_finds_or_sells(key: int, before: float, care: AfterSale) -> None:
    """Only a silent failure is found, and whoever has one to tell is sold nothing."""
    well = call_back(key, 0, False, before, 0.5, care, 1.0)
    assert not well.complains
    badly = call_back(key, 0, True, before, 0.5, care, 1.0)
    assert not badly.buys
    eager = care._replace(call_back_find_chance=1.0, call_back_sale_chance=1.0)
    assert call_back(key, 0, True, before, 0.5, eager, 1.0).complains
    assert call_back(key, 0, False, before, 0.5, eager, 1.0).buys


@pytest.mark.parametrize("per_month", [0.0, 2.0 / 12.0, 1.0])
def test_reminders_go_out_at_their_rate(per_month: float) -> None:
    """A month brings its cards, each answered at its chance within the month."""
    care = OFF._replace(reminders_per_month=per_month, reminder_response_chance=0.4)
    found = [reminder(key, month, care) for key in keys(1000) for month in range(3)]
    sent = [card for card in found if card.is_sent]
    assert_shares([len(sent), len(found) - len(sent)], [per_month, 1.0 - per_month])
    if sent:
        answered = sum(card.is_answered for card in sent)
        assert_shares([answered, len(sent) - answered], [0.4, 0.6])
        assert all(0.0 < card.at < 1.0 for card in sent)
    assert not any(card.is_answered for card in found if not card.is_sent)


@given(cares)
def test_only_staff_who_support_are_trained_to_sell(care: AfterSale) -> None:
    """Training adds its chance where an employee gives support, and nowhere else."""
    assert added_sale_chance(SUPPORT, True, care) == care.service_sale_chance_add
    assert added_sale_chance(SUPPORT, False, care) == 0.0
    for kind in (PURCHASE, ADVICE):
        assert added_sale_chance(kind, True, care) == 0.0
