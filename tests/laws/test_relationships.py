"""Serving tiers apart shifts who waits, who is known and who is paid for, and nothing else."""

import math
from heapq import heappop, heappush
from typing import Any

import numpy as np
import pytest

from sim.agents.employee import POSITIONS
from sim.parameters import ADVICE, PURCHASE, RELATIONSHIP_LEVELS, TIERS
from sim.records import CONTACTS, Records
from sim.units import MONTH
from tests.worlds import column, differing, digest, pair, run, world, worlds

SMALL = {"time.horizon_months": 4, "market.people": 150}

GOLD = TIERS.index("gold")

ALL_MANAGED: dict[str, Any] = {
    f"firm.tiers.{tier}.has_relationship_manager": True for tier in TIERS
}


def lived(sets: dict[str, Any]) -> Records:
    """A run of the lively firm made smaller, with overrides."""
    return run(worlds("lively", {**SMALL, **sets})["base"])


# Nothing done is nothing changed ------------------------------------------------------------------

NOTHING: dict[str, dict[str, Any]] = {
    "one priority for all": {f"firm.tiers.{tier}.queue_priority": 5 for tier in TIERS},
    "levels that do nothing": {
        **{f"firm.tiers.{tier}.relationship_level": "reactive" for tier in TIERS},
        "firm.relationship_levels.reactive.voice_effect": 0,
        "firm.relationship_levels.reactive.cost_per_customer_per_month": 0,
    },
    "levels that nobody has": {
        f"firm.relationship_levels.{level}.exit_effect": 3.0 for level in RELATIONSHIP_LEVELS[1:]
    },
    "a manager whom nobody has": {"firm.relationship_manager.empathy_gain": 0.9},
    "effects of a budget of nothing": {"firm.relationship_marketing.exit_effect": 4.0},
    "milestones of a programme that is closed": {
        "firm.programme.milestones": [{"spend": 10, "reward": 5}],
        "firm.programme.collecting_effect": 3.0,
    },
}


@pytest.mark.parametrize("sets", NOTHING.values(), ids=NOTHING)
def test_what_is_off_changes_nothing(sets: dict[str, Any]):
    """Whatever is alike for all, or belongs to nobody, leaves every byte of a run as it was."""
    assert digest(lived(sets)) == digest(lived({}))


def test_milestones_out_of_reach_change_nothing():
    """A running programme with a milestone that nobody reaches, and no pull, is the same one."""
    running = {"firm.programme.is_active": True}
    beyond = {"firm.programme.milestones": [{"spend": 1e9, "reward": 5}]}
    still = {**running, **beyond, "firm.programme.collecting_effect": 0}
    assert digest(lived(still)) == digest(lived(running))


def test_managers_without_gain_or_choice_only_cost():
    """With one position a team a manager is whoever is there; without gains only money moves."""
    alone = {
        **{f"teams.{team}.positions": 1 for team in ("store_team", "contact_centre")},
        **{f"firm.relationship_manager.{gain}_gain": 0 for gain in ("empathy", "assurance")},
        "links.profit_to_internal_quality": 0,
    }
    moved = differing(lived(alone), lived({**alone, **ALL_MANAGED}))
    assert moved == {
        *("firm.managed", "firm.familiar", "segments.contribution", "tenure.contribution"),
        *("ledger.relationships", "ledger.cash"),
    }


# Priority -----------------------------------------------------------------------------------------

KEY_SPEND, SERVERS = 1000.0, 2

CROWD = {
    "market__people": 600,
    "customers__segments": {
        name: {
            **{"share": share, "opening_customers": 1, "purchases_per_year": 12},
            **{"purchase_rate_shape": None, "spend_shape": None, "spend_spread": None},
            **{"advice_per_purchase": 0, "support_per_purchase": 0, "exit_odds": 0},
            **{"share_of_wallet": 1, "channel_shares": {"line": 1}, "spend_per_purchase": spend},
        }
        for name, share, spend in (("key", 0.25, KEY_SPEND), ("callers", 0.75, 1.0))
    },
    "channels__line__handle_time_distribution": "lognormal",
    "channels__line__handle_time_cv": 0,
    "channels__line__handle_minutes__purchase": 130,
    "teams__crew__positions": SERVERS,
    "firm__tiers__silver_spend_per_year": KEY_SPEND / 2,
    "firm__tiers__gold_spend_per_year": KEY_SPEND / 2,
    "firm__tiers__review_months": 1,
    "firm__tiers__gold__queue_priority": 1,
}
"""A queue at nine tenths of its capacity, contacts of one length, key customers soon gold."""


def in_order_of_arrival(asked: np.ndarray, handle: np.ndarray) -> np.ndarray:
    """When each service would begin, first come first served by `SERVERS` (arrivals sorted)."""
    free = [0.0] * SERVERS
    began = np.empty_like(asked)
    for row, (at, length) in enumerate(zip(asked, handle, strict=True)):
        began[row] = max(at, heappop(free))
        heappush(free, began[row] + length)
    return began


def test_priority_takes_from_one_tier_what_it_gives_to_another():
    """No gold customer waits longer than in plain order, nobody else shorter, all as long together.

    With contacts of one length, when the k-th service begins does not depend on whom it serves
    (the conservation law of Kleinrock 1976), so that priority only deals out the waits.
    """
    records = run(world("queue", **CROWD))
    log = records.contacts[np.argsort(column(records, "contacts.time"))]
    asked, person, wait, handle, spend = (
        log[:, CONTACTS.column(name)] for name in ("time", "person", "wait", "handle", "spend")
    )
    # When somebody is served at once nobody waits: who came before has begun, in any order.
    known = asked < asked[(wait == 0.0) & (asked < asked[-1] - 2.0)][-1]
    asked, person, wait, handle, spend = (
        values[known] for values in (asked, person, wait, handle, spend)
    )
    plain = in_order_of_arrival(asked, handle)
    assert np.sort(asked + wait) == pytest.approx(np.sort(plain), abs=1e-6)
    is_key = spend >= KEY_SPEND
    ended = asked + wait + handle
    gold_from: dict[float, float] = {}
    for who, end in zip(person[is_key], ended[is_key], strict=True):
        review = math.ceil(end / MONTH) * MONTH
        gold_from[who] = min(review, gold_from.get(who, math.inf))
    is_gold = np.array(
        [at >= gold_from.get(who, math.inf) for who, at in zip(person, asked, strict=True)]
    )
    longer = asked + wait - plain
    assert (longer[is_gold] <= 1e-6).all()
    assert (longer[~is_gold] >= -1e-6).all()
    assert (longer[is_gold] < -1e-6).sum() > 50


# Relationship managers ----------------------------------------------------------------------------

STABLE = {f"customers.segments.{segment}.exit_odds": 0 for segment in ("household", "professional")}
"""Nobody leaves, so that a person is one relationship."""


@pytest.mark.parametrize("quits", [0.0, 6.0], ids=["staff stay", "staff leave"])
def test_who_is_known_is_who_served_last(quits: float):
    """A contact counts as familiar if the same employee served that person in that team before.

    When that person has left, whoever comes after starts as a stranger (Heskett et al. 1994).
    """
    sets = {**STABLE, **ALL_MANAGED, "employees.quits.quits_per_year": quits}
    records = lived(sets)
    parameters = world("lively").regimes[0].parameters
    log = records.contacts
    log = log[column(records, "contacts.employee") >= 0.0]
    log = log[np.argsort(log[:, CONTACTS.column("time")] + log[:, CONTACTS.column("wait")])]
    last: dict[tuple[float, int], float] = {}
    familiar = strangers = 0
    for row in log:
        team = parameters.channels[int(row[CONTACTS.column("channel")])].team
        place = (row[CONTACTS.column("person")], team)
        served_by = row[CONTACTS.column("employee")]
        familiar += last.get(place) == served_by
        strangers += last.get(place, served_by) != served_by
        last[place] = served_by
    assert column(records, "firm.managed").sum() == len(log)
    assert column(records, "firm.familiar").sum() == familiar > 100
    assert strangers > 0
    generations = {served_by % POSITIONS for served_by in last.values()}
    assert (len(generations) > 1) == (quits > 0.0)


def test_whoever_has_a_manager_is_served_by_that_one_if_free():
    """Where all are on duty and free, every contact goes to the manager; without one it varies."""
    idle = {
        **{"market__people": 40, "teams__crew__positions": 5},
        **{"channels__line__handle_minutes__purchase": 0.001},
    }
    shares = []
    for sets in ({}, {path.replace(".", "__"): True for path in ALL_MANAGED}):
        records = run(world("queue", **idle, **sets))
        position = column(records, "contacts.employee") // POSITIONS % POSITIONS
        shares.append((position == column(records, "contacts.person") % 5).mean())
    assert shares[1] == 1.0 > shares[0]


# Money --------------------------------------------------------------------------------------------


def test_relationships_are_paid_for_by_customer_and_month():
    """Levels, managers and marketing cost what they say for every closing customer of the tier."""
    sets = {
        **{"firm.tiers.regular.relationship_level": "accountable"},
        **{"firm.tiers.gold.relationship_level": "partnership"},
        **{"firm.tiers.gold.has_relationship_manager": True},
        **{"firm.relationship_marketing.budget_per_month": 300},
        **{"firm.relationship_levels.accountable.cost_per_customer_per_month": 0.5},
        **{"firm.relationship_levels.partnership.cost_per_customer_per_month": 8},
        **{"firm.relationship_manager.cost_per_customer_per_month": 2},
    }
    records = lived(sets)
    closing = column(records, "segments.customers_closing").sum(axis=1)
    expected = 300.0 + closing @ [0.5, 0.0, 10.0]
    assert closing[:, GOLD].sum() > 0.0
    assert column(records, "ledger.relationships") == pytest.approx(expected)


@pytest.mark.parametrize("months", [1, 2, 3])
def test_tiers_are_reviewed_on_their_calendar(months: int):
    """Customers change tier in the months of a review and in no other."""
    records = lived({"firm.tiers.review_months": months, "firm.tiers.silver_spend_per_year": 50})
    moved = column(records, "segments.moved_in").sum(axis=(1, 2))
    due = (np.arange(1, len(moved) + 1) % months) == 0
    assert (moved[~due] == 0.0).all()
    assert (moved[due] > 0.0).any()


def test_a_higher_level_awakens_nothing_before_its_time():
    """Whoever moves up while waiting for a need has that one as it was timed: a purchase, since
    the level below knows no other; what the new level awakens comes after it.
    """
    review = 2
    buyers = {"advice_per_purchase": 0, "support_per_purchase": 0, "purchases_per_year": 12}
    plan = worlds(
        "buying",
        {
            **{"market.people": 300, "time.horizon_months": 2 * review - 1},
            **{f"customers.segments.buyers.{name}": value for name, value in buyers.items()},
            "firm.tiers.review_months": review,
            "firm.tiers.silver_spend_per_year": 1,
            "firm.tiers.silver.relationship_level": "partnership",
            "firm.relationship_levels.partnership.advice_per_purchase": 9,
        },
    )["base"]
    records = run(plan)
    times, people, kinds = (
        column(records, f"contacts.{name}") for name in ("time", "person", "kind")
    )
    later = np.flatnonzero(times >= review * MONTH)
    _, firsts = np.unique(people[later], return_index=True)
    assert (kinds[later][firsts] == PURCHASE).all()
    assert (kinds[later] == ADVICE).sum() > (kinds[later] == PURCHASE).sum()


def test_a_policy_that_changes_nothing_for_anybody_changes_no_byte():
    """A need is timed with its tier; a change of policy is no occasion to look at it again."""
    review = 2
    base, same = pair(
        "buying",
        {
            **{"market.people": 300, "time.horizon_months": 4 * review},
            "customers.segments.buyers.purchases_per_year": 3,
            "firm.tiers.review_months": review,
            "firm.tiers.silver_spend_per_year": 1,
            "firm.tiers.silver.relationship_level": "partnership",
            "firm.relationship_levels.partnership.advice_per_purchase": 9,
        },
        *(
            {"kind": "set", "path": "firm.discount_rate_per_year", "value": 0.3, "start_month": at}
            for at in range(1, 4 * review)
        ),
    )
    assert len(same.regimes) > len(base.regimes)
    assert digest(run(base)) == digest(run(same))
