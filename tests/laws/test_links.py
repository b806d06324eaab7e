"""Every arrow of the chain can be cut, and cutting it makes its effect vanish to the last bit."""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from sim.parameters import ARROWS
from sim.records import Records
from tests.worlds import differing, pair, run, worlds

MINDS = frozenset(
    {
        *("firm.satisfaction_sum", "firm.expectation_sum", "firm.promoters", "firm.detractors"),
        *("segments.satisfaction_sum", "channels.score_sum", "channels.tangibles_sum"),
        "firm.attitude_sum",  # who leaves takes the last satisfaction along as an attitude
    }
)
"""What customers see and think, as long as nothing that they do follows from it."""

NO_WIN_BACK_BY_MOOD = {"market.attitude_response": 0.0}
"""Former customers weigh coming back by the satisfaction they left with; no arrow says so."""

EMPLOYEE_SATISFACTION = frozenset({"teams.satisfaction_sum"})


def value(path: str, new: Any) -> dict[str, Any]:
    """An intervention that sets one value."""
    return {"kind": "set", "path": path, "value": new}


NICER_STORE = value("channels.store.tangibles", 0.1)
"""Changes what customers of the store see, and nothing else."""

DEARER_ELSEWHERE = {"market.competitor_price_index": 1.2}
"""Where prices are alike, nobody minds them."""


class Case(NamedTuple):
    """A lever that acts through one arrow alone, once side paths are closed."""

    link: str
    lever: dict[str, Any]
    side_paths: tuple[str, ...] = ()
    """Other arrows that the lever, or what it moves, acts through; cut in both arms."""
    may_differ: frozenset[str] = frozenset()
    """What the lever changes before the arrow; all else must be identical."""
    sets: Mapping[str, Any] = MappingProxyType({})
    """Side paths that are no arrows, closed in both arms."""


CASES = (
    # Tools make internal quality; that makes staff content, and able.
    Case(
        "internal_quality_to_employee_satisfaction",
        {"kind": "internal_quality", "drivers": ["tools"], "add_per_head_per_month": 500},
        ("internal_quality_to_capability", "profit_to_internal_quality"),
        frozenset(
            {
                *("firm.internal_quality", "firm.driver_tools"),
                *("ledger.internal_quality", "ledger.cash"),
            }
        ),
    ),
    Case(
        "internal_quality_to_capability",
        {"kind": "internal_quality", "drivers": ["tools"], "add_per_head_per_month": 500},
        ("internal_quality_to_employee_satisfaction", "profit_to_internal_quality"),
        frozenset(
            {
                *("firm.internal_quality", "firm.driver_tools"),
                *("ledger.internal_quality", "ledger.cash"),
            }
        ),
    ),
    Case("internal_quality_to_capability", value("employees.service.time_per_internal_quality", 2)),
    Case("internal_quality_to_capability", value("employees.learning.learning_per_training", 2)),
    # What counts as a normal load makes pressure; that wears staff down, and makes them hurry.
    Case(
        "workload_to_employee_satisfaction",
        value("employees.hurry.target_occupancy", 0.1),
        ("work_pressure_to_hurry",),
        frozenset({"teams.pressure"}),
    ),
    Case("workload_to_employee_satisfaction", value("employees.satisfaction.per_workload", 3)),
    Case(
        "work_pressure_to_hurry",
        value("employees.hurry.target_occupancy", 0.1),
        ("workload_to_employee_satisfaction",),
        frozenset({"teams.pressure"}),
    ),
    Case("work_pressure_to_hurry", value("employees.hurry.exponent", -0.1)),
    # The look of the store moves customers' minds; these rub off on staff.
    Case(
        "customer_mood_to_employee_satisfaction",
        NICER_STORE,
        (
            "customer_satisfaction_to_retention",
            "customer_satisfaction_to_share_of_wallet",
            "customer_satisfaction_to_word_of_mouth",
        ),
        MINDS,
        NO_WIN_BACK_BY_MOOD,
    ),
    Case("customer_mood_to_employee_satisfaction", value("employees.satisfaction.mood_step", 0.5)),
    # Pay makes content; content staff stay, come to work, and serve better.
    Case(
        "employee_satisfaction_to_quits",
        {"kind": "pay", "team": "store_team", "factor": 2},
        ("employee_satisfaction_to_service", "profit_to_internal_quality"),
        EMPLOYEE_SATISFACTION | {"teams.wages", "ledger.wages", "ledger.cash"},
    ),
    Case(
        "employee_satisfaction_to_service",
        {"kind": "pay", "team": "store_team", "factor": 2},
        ("employee_satisfaction_to_quits", "profit_to_internal_quality"),
        EMPLOYEE_SATISFACTION | {"teams.wages", "ledger.wages", "ledger.cash"},
    ),
    Case("employee_satisfaction_to_quits", value("employees.quits.response", 20)),
    Case("employee_satisfaction_to_quits", value("employees.quits.absence_response", 20)),
    Case(
        "employee_satisfaction_to_service", value("employees.service.empathy_per_satisfaction", 4)
    ),
    # How fast newcomers learn shows in their work alone.
    Case("experience_to_productivity", value("employees.learning.learning_months", 30)),
    # How long a wait seems matters to those who wait, not to where they go next time.
    Case(
        "wait_to_quality",
        value("channels.store.wait_tolerance_minutes", 2),
        sets={"channels.store.wait_aversion": 0},
    ),
    # What the store looks like is seen, expected, and judged.
    Case(
        "quality_to_customer_satisfaction",
        NICER_STORE,
        (),
        frozenset({"firm.expectation_sum", "channels.tangibles_sum"}),
    ),
    # A promise is expected, and draws people; the latter is switched off.
    Case(
        "promise_to_expectation",
        {"kind": "promise", "level": 0.3},
        sets={"market.promise_response": 0},
    ),
    # A generous answer costs money, and restores.
    Case(
        "recovery_to_satisfaction",
        {"kind": "recovery", "compensation_fraction": 0.9},
        ("profit_to_internal_quality",),
        frozenset(
            {
                *("firm.recovery_sum", "segments.contribution", "tenure.contribution"),
                *("ledger.compensation", "ledger.cash"),
            }
        ),
    ),
    # A guarantee that pays more counts as compensation.
    Case(
        "recovery_to_satisfaction",
        {"kind": "guarantee", "payout_fraction": 1.0},
        ("profit_to_internal_quality",),
        frozenset(
            {
                *("firm.recovery_sum", "segments.contribution", "tenure.contribution"),
                *("ledger.guarantee", "ledger.cash"),
            }
        ),
        sets={
            "firm.guarantee.is_active": True,
            "firm.guarantee.payout_fraction": 0.0,
            "firm.recovery.compensation_fraction": 0.0,
        },
    ),
    # Empowered staff settle more on the spot, and treat complainants better.
    Case(
        "internal_quality_to_capability",
        {"kind": "empowerment", "add_per_head_per_month": 500},
        ("internal_quality_to_employee_satisfaction", "profit_to_internal_quality"),
        frozenset(
            {
                *("firm.internal_quality", "firm.driver_empowerment"),
                *("ledger.internal_quality", "ledger.cash"),
            }
        ),
        sets={"firm.recovery.settled_at_once_fraction": 0.9},
    ),
    # A call after a purchase is seen as kindness.
    Case(
        "quality_to_customer_satisfaction",
        value("firm.after_sale.call_back_step", 0.9),
        sets={"firm.after_sale.call_back_fraction": 1.0, "firm.after_sale.channel": "hotline"},
    ),
    # The look of the store moves customers' minds; these move what they do.
    *(
        Case(
            link,
            NICER_STORE,
            tuple(
                other
                for other in (
                    "customer_mood_to_employee_satisfaction",
                    "customer_satisfaction_to_retention",
                    "customer_satisfaction_to_share_of_wallet",
                    "customer_satisfaction_to_word_of_mouth",
                )
                if other != link
            ),
            MINDS,
            NO_WIN_BACK_BY_MOOD,
        )
        for link in (
            "customer_satisfaction_to_retention",
            "customer_satisfaction_to_share_of_wallet",
            "customer_satisfaction_to_word_of_mouth",
        )
    ),
    Case("customer_satisfaction_to_retention", value("customers.perception.exit_response", 20)),
    Case(
        "customer_satisfaction_to_share_of_wallet",
        value("customers.perception.wallet_response", 20),
    ),
    Case("customer_satisfaction_to_word_of_mouth", value("customers.word_of_mouth.reach_bad", 9)),
    # Where our prices are not theirs, it matters how much they matter.
    Case(
        "customer_satisfaction_to_price_tolerance",
        value("customers.perception.price_tolerance", 9),
        sets=DEARER_ELSEWHERE,
    ),
    Case(
        "customer_satisfaction_to_price_tolerance",
        NICER_STORE,
        (
            "customer_mood_to_employee_satisfaction",
            "customer_satisfaction_to_retention",
            "customer_satisfaction_to_share_of_wallet",
            "customer_satisfaction_to_word_of_mouth",
        ),
        MINDS,
        NO_WIN_BACK_BY_MOOD | DEARER_ELSEWHERE,
    ),
    # Growth of spend is money only: it buys better tools once it is profit.
    Case("tenure_to_margin", value("customers.perception.spend_growth_per_year", 0.9)),
    # A lower rent is profit, and a part of profit goes to the drivers.
    Case(
        "profit_to_internal_quality",
        value("firm.fixed_cost_per_month", 0),
        (),
        frozenset({"ledger.fixed", "ledger.cash"}),
    ),
    Case("profit_to_internal_quality", value("firm.reinvestment_share", 0.9)),
)
"""Every arrow at least once."""


@cache
def lived(sets: str, lever: str | None) -> Records:
    """A run of the lively firm with overrides, and with a lever or without; both are JSON."""
    changes = {**json.loads(sets), "time.horizon_months": 4, "market.people": 200}
    if lever is None:
        return run(worlds("lively", changes)["base"])
    return run(pair("lively", changes, json.loads(lever))[1])


def moved(case: Case, cut: tuple[str, ...]) -> set[str]:
    """Columns that the lever of a case moves while some arrows are cut."""
    sets = json.dumps({**case.sets, **dict.fromkeys((f"links.{link}" for link in cut), 0)})
    return differing(lived(sets, None), lived(sets, json.dumps(case.lever)))


def name(case: Case) -> str:
    """The arrow and the lever that pulls at it."""
    return f"{case.link}-{case.lever.get('path', case.lever['kind'])}"


@pytest.mark.parametrize("arrow", [arrow.name for arrow in ARROWS])
def test_every_arrow_does_something(arrow: str):
    """In a lively firm among dearer ones, cutting any one arrow changes the tables."""
    whole, cut = (
        lived(json.dumps(DEARER_ELSEWHERE | strength), None)
        for strength in ({}, {f"links.{arrow}": 0})
    )
    assert differing(whole, cut) != set()


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_cut_arrow_lets_nothing_through(case: Case):
    """With its arrow cut, a lever moves what lies before the arrow and nothing behind it."""
    assert moved(case, (case.link, *case.side_paths)) <= case.may_differ


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_same_lever_acts_through_the_arrow(case: Case):
    """With the arrow whole and the side paths still cut, the same lever does reach behind it."""
    assert not moved(case, case.side_paths) <= case.may_differ


def test_every_arrow_has_a_case():
    """No arrow goes untested."""
    assert {case.link for case in CASES} == {arrow.name for arrow in ARROWS}
