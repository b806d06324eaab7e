"""Offers and after-sale care: off is nothing, what is paid is exact, and what ends is over."""

from typing import Any

import numpy as np
import pytest

from sim.behaviour.purposes import REMINDER_NEEDS
from sim.parameters import CALL_BACK, COMPLAINT, PURCHASE, SUPPORT
from sim.records import Records
from tests.worlds import column, differing, digest, pair, run, world

CLOSED_TO_NEWCOMERS = {
    "market.considerations_per_year": 0,
    "market.advertising_per_month": 0,
    "customers.word_of_mouth.consider_chance": 0,
}
"""Nobody becomes a customer, or comes back."""

NOTHING_LEARNED = {
    **CLOSED_TO_NEWCOMERS,
    "customers.perception.satisfaction_step": 0,
    "customers.perception.expectation_step": 0,
    "customers.perception.promise_step": 0,
    "customers.segments.alone.exit_odds": 0,
    "customers.segments.bound.exit_odds": 0,
}
"""Hermits who neither learn nor leave: the past matters to nobody."""

NO_REINVESTMENT = {"links.profit_to_internal_quality": 0}
"""Money alone changes nothing else."""

SEGMENTS = ("household", "professional")
"""Of the lively firm."""

CALLED = {"firm.after_sale.call_back_fraction": 1, "firm.after_sale.channel": "hotline"}
"""Every purchase is followed by a call."""


def lived(name: str, sets: dict[str, Any], seed: int = 1) -> Records:
    """A run of the base of a scenario."""
    return run(
        world(name, **{path.replace(".", "__"): value for path, value in sets.items()}), seed
    )


def purchases(records: Records) -> np.ndarray:
    """Rows of the contact log that are purchases served."""
    log = {name: column(records, f"contacts.{name}") for name in ("kind", "served")}
    return (log["kind"] == PURCHASE) & (log["served"] == 1.0)


OFF = {
    "promotion": {
        "firm.promotion.discount_fraction": 0.9,
        "firm.promotion.gift_cost": 50,
        "firm.promotion.bundle_take_up": 1,
        "firm.promotion.for_first_months": 2,
    },
    "guarantee": {
        "firm.guarantee.payout_fraction": 1,
        "firm.guarantee.conversion_effect": 5,
        "firm.guarantee.voice_effect": 5,
    },
    "call-back": {
        "firm.after_sale.channel": "hotline",
        "firm.after_sale.call_back_cost": 50,
        "firm.after_sale.call_back_step": 1,
        "firm.after_sale.call_back_sale_chance": 1,
    },
    "reminder": {
        "firm.after_sale.reminder_cost": 50,
        "firm.after_sale.reminder_response_chance": 1,
    },
    "settling": {"firm.recovery.settled_at_once_fraction": 0},
}
"""Everything but the switch turned up."""


@pytest.mark.parametrize("sets", OFF.values(), ids=OFF)
def test_what_is_off_changes_no_byte(sets: dict[str, Any]):
    """However large the effects of an offer, nothing happens until it is made."""
    assert digest(lived("lively", sets)) == digest(lived("lively", {}))


# Promotions --------------------------------------------------------------------------------------


def test_a_discount_moves_people_exactly_as_a_price_cut():
    """Where only purchases sell, discount and price cut of one size differ in the books alone."""
    sets = {
        f"customers.segments.{name}.{kind}_sale_chance": 0
        for name in SEGMENTS
        for kind in ("advice", "support")
    }
    cut, discount = (
        run(pair("lively", NO_REINVESTMENT | sets, lever)[1])
        for lever in (
            {"kind": "price", "factor": 0.75},
            {"kind": "promotion", "discount_fraction": 0.25},
        )
    )
    books = {
        name
        for name in differing(cut, discount)
        if name.startswith("ledger.") or name.endswith((".revenue", ".contribution", ".margin"))
    }
    assert differing(cut, discount) == books
    assert {"ledger.purchases", "ledger.promotions"} <= books
    net = column(discount, "ledger.purchases") + column(discount, "ledger.promotions")
    assert net == pytest.approx(column(cut, "ledger.purchases"))
    for name in ("rewards", "commissions", "cost_of_goods"):
        found = column(discount, f"ledger.{name}")
        assert found == pytest.approx(column(cut, f"ledger.{name}")), name


def test_a_promotion_costs_its_discount_and_its_gifts():
    """The account holds a share of all purchases at full prices, and one gift each."""
    sets = {"firm.promotion.is_active": True, "firm.promotion.discount_fraction": 0.2}
    found = lived("lively", {**sets, "firm.promotion.gift_cost": 7})
    expected = -0.2 * column(found, "ledger.purchases") + 7.0 * column(found, "firm.purchases")
    assert column(found, "ledger.promotions") == pytest.approx(expected)


def test_a_promotion_for_newcomers_passes_the_others_by():
    """Where everybody has been a customer for longer, an introductory offer changes no byte."""
    lever = {"kind": "promotion", "for_first_months": 0.5, "discount_fraction": 0.5}
    base, changed = pair("lively", CLOSED_TO_NEWCOMERS, lever)
    assert digest(run(base)) == digest(run(changed))


def test_a_first_period_without_end_is_a_promotion_for_everybody():
    """First months beyond any lifetime and no limit at all are the same."""
    sets = {"firm.promotion.is_active": True, "firm.promotion.gift_cost": 20}
    endless = {**sets, "firm.promotion.for_first_months": 10_000}
    assert digest(lived("lively", sets)) == digest(lived("lively", endless))


def test_newcomers_alone_get_the_introductory_offer():
    """Fewer purchases are promoted the shorter the first period, and some are."""
    paid = [
        lived(
            "lively",
            {
                "firm.promotion.is_active": True,
                "firm.promotion.for_first_months": months,
                "firm.promotion.discount_fraction": 0.1,
                "customers.segments.household.price_sensitivity": 0,
                "customers.segments.professional.price_sensitivity": 0,
                **NO_REINVESTMENT,
            },
        )
        for months in (0.2, 1, 10_000)
    ]
    cost = [column(one, "ledger.promotions").sum() for one in paid]
    assert 0.0 < cost[0] < cost[1] < cost[2]


def test_after_the_promotion_prices_are_judged_as_in_the_base():
    """Where nothing is learned, contacts after the end are those of a world without promotion."""
    end = 3
    lever = {"kind": "promotion", "discount_fraction": 0.5, "start_month": 1, "end_month": end}
    base, changed = pair("hermits", NOTHING_LEARNED, lever)
    found = run(base), run(changed)
    over = changed.regimes[-1].start
    during, after = [], []
    for records in found:
        began = column(records, "contacts.time")
        log = np.delete(records.contacts, 10, axis=1)  # what is spent grows with no habit
        during.append(log[began < over])
        after.append(log[began >= over + 2.0])  # a need felt before may be served soon after
    assert len(after[0]) > 100
    assert after[0].tobytes() == after[1].tobytes()
    assert during[0].tobytes() != during[1].tobytes()


# Guarantee and complaints ------------------------------------------------------------------------


@pytest.mark.parametrize("propensity", [0.0, 0.4])
def test_a_guarantee_pays_for_every_failed_purchase(propensity: float):
    """The payout is its share of what failed purchases took, voiced or not."""
    sets = {f"customers.segments.{name}.complaint_propensity": propensity for name in SEGMENTS}
    on = {"firm.guarantee.is_active": True, "firm.guarantee.payout_fraction": 0.6}
    found = lived("lively", {**sets, **on})
    failed = purchases(found) & (column(found, "contacts.failed") == 1.0)
    spent = column(found, "contacts.spend")[failed]
    assert (spent > 0.0).sum() > 10
    assert column(found, "ledger.guarantee").sum() == pytest.approx(0.6 * spent.sum())
    assert (column(found, "firm.complaints").sum() > 0.0) == (propensity > 0.0)


FULLY_EMPOWERED = {
    "firm.recovery.settled_at_once_fraction": 1,
    "firm.drivers.empowerment.budget_per_head_per_month": 800,
    "links.internal_quality_to_capability": 10,
    "channels.online.complaint_ease": 0,
    "channels.store.failure_chance": 0.3,
}
"""Whoever is told may, and does, put it right; nobody complains to a machine."""


def test_settling_on_the_spot_takes_no_time():
    """With fully empowered staff no complaint waits for an answer, and none reaches the desk."""
    found = lived("lively", FULLY_EMPOWERED)
    complaints = column(found, "firm.complaints")
    assert complaints.sum() > 10
    assert (column(found, "firm.settled_at_once") == complaints).all()
    assert (column(found, "firm.complaints_closed") == complaints).all()
    assert (column(found, "firm.complaint_time") == 0.0).all()
    assert (column(found, "contacts.kind") != COMPLAINT).all()
    assert (column(found, "ledger.compensation").sum()) > 0.0


def test_self_service_settles_nothing():
    """A complaint that nobody heard in person goes to the desk, however empowered staff are."""
    deaf = {f"channels.{name}.complaint_ease": 0 for name in ("store", "hotline", "partner")}
    sets = {**FULLY_EMPOWERED, **deaf, "channels.social.complaint_ease": 0}
    sets |= {"channels.online.complaint_ease": 3, "channels.online.escalates_to": None}
    found = lived("lively", sets)
    assert column(found, "firm.complaints").sum() > 0.0
    assert column(found, "firm.settled_at_once").sum() == 0.0


# After the sale ----------------------------------------------------------------------------------


def test_a_call_is_work_paid_for():
    """Each call is one contact of the channel's team, at its cost, after one purchase."""
    found = lived("lively", {**CALLED, "firm.after_sale.call_back_cost": 3})
    kind = column(found, "contacts.kind")
    calls = kind == CALL_BACK
    assert calls.sum() > 50
    assert (column(found, "contacts.employee")[calls] >= 0.0).all()
    assert (column(found, "contacts.served")[calls] == 1.0).all()
    assert (column(found, "contacts.handle")[calls] > 0.0).all()
    assert column(found, "ledger.after_sale").sum() == pytest.approx(3.0 * calls.sum())
    person, need = (column(found, f"contacts.{name}") for name in ("person", "sequence"))
    time = column(found, "contacts.time")
    bought = {
        (who, number // 4): at
        for who, number, at in zip(
            *(rows[purchases(found)] for rows in (person, need, time)), strict=True
        )
    }
    for who, number, at in zip(person[calls], need[calls], time[calls], strict=True):
        assert at >= bought.pop((who, number // 4)) + 7.0
    reached = column(found, "firm.call_backs").sum()
    assert reached == (column(found, "contacts.failed")[calls] == 0.0).sum()


def test_only_silent_failures_are_found():
    """Where everybody speaks up, a call finds nothing; where nobody does, it finds what it can."""
    sets = {**CALLED, "firm.after_sale.call_back_find_chance": 1}
    loud, silent = (
        lived(
            "lively",
            sets
            | {f"customers.segments.{name}.complaint_propensity": level for name in SEGMENTS}
            | {f"channels.{name}.complaint_ease": 1 for name in ("store", "online", "hotline")},
        )
        for level in (1, 0)
    )
    assert column(loud, "firm.complaints").sum() > 0.0
    assert column(loud, "firm.failures_found").sum() == 0.0
    found = column(silent, "firm.failures_found").sum()
    assert 0.0 < found == column(silent, "firm.complaints").sum()
    assert found <= column(silent, "firm.failures").sum()


def test_a_call_sells_like_service():
    """Sales in call-backs are service sales of the channel that calls, and no purchases."""
    plain, selling = (
        lived("lively", {**CALLED, "firm.after_sale.call_back_sale_chance": chance})
        for chance in (0, 0.5)
    )
    calls = column(selling, "contacts.kind") == CALL_BACK
    sold = column(selling, "contacts.spend")[calls]
    assert 0 < (sold > 0.0).sum() < calls.sum()
    kinds = column(selling, "contacts.kind")
    service = column(selling, "contacts.spend")[(kinds != PURCHASE)].sum()
    assert -column(selling, "ledger.service_sales").sum() == pytest.approx(service)
    assert not column(plain, "contacts.spend")[column(plain, "contacts.kind") == CALL_BACK].any()


def test_a_card_that_is_answered_is_a_support_contact():
    """Cards cost what they cost; answers are support contacts beside all other needs."""
    sets = {"firm.after_sale.reminders_per_year": 12, "firm.after_sale.reminder_response_chance": 1}
    found = lived("hermits", {**sets, "firm.after_sale.reminder_cost": 2})
    cards = column(found, "firm.reminders")
    assert (column(found, "firm.customers_opening") == cards).all()
    assert column(found, "ledger.after_sale") == pytest.approx(2.0 * cards)
    answers = column(found, "contacts.sequence") >= 4.0 * REMINDER_NEEDS
    assert answers.sum() > 50
    assert set(column(found, "contacts.kind")[answers]) == {SUPPORT}
    assert column(found, "firm.reminder_needs").sum() <= cards.sum()
