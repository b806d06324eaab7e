"""Alternatives that share a warm-up return the bytes of alternatives that live it alone."""

import importlib

import pytest

from sim.engine import simpy_engine
from sim.verification.conservation import EVERYTHING
from tests.worlds import worlds

pytest.importorskip("numba", reason="the extra `fast` is not installed")
engine = importlib.import_module("sim.engine.compiled.engine")
loop = importlib.import_module("sim.engine.compiled.loop")

NO_LOG: frozenset[str] = frozenset()
HOUSEHOLD = "customers.segments.household"
SETS = {
    **EVERYTHING,
    "time.warm_up_months": 3,
    "time.horizon_months": 4,
    "market.people": 150,
    "market.press_reach_per_month": 0.2,
}
CAMPAIGN = {"kind": "campaign", "name": "more", "response_chance": 0.8, "waves": 3}
ALTERNATIVES = {
    "at_once": [{"kind": "scale", "path": f"{HOUSEHOLD}.purchases_per_year", "factor": 2.0}],
    "in_between": [
        {"kind": "set", "path": "firm.fault_chance", "value": 0.5, "start_month": 1},
        {"kind": "scale", "path": f"{HOUSEHOLD}.purchases_per_year", "factor": 0.3, "end_month": 2},
    ],
    "campaign": [{**CAMPAIGN, "start_month": 1}, {**CAMPAIGN, "name": "other"}],
    "service": [
        {"kind": "tiered_service", "tier": "gold", "queue_priority": 7},
        {"kind": "tiered_service", "tier": "regular", "has_relationship_manager": True},
    ],
    "staff": [
        {"kind": "staffing_policy", "team": "store_team", "hires": "freeze"},
        {"kind": "shock", "of": "staff_shortage", "team": "store_team", "shortage_fraction": 0.5},
    ],
    "paid": [{"kind": "price", "factor": 0.9, "cost_once": 500.0, "cost_per_month": 50.0}],
    "bundle": [
        {"kind": "guarantee", "payout_fraction": 1.0},
        {"kind": "pay", "team": "store_team", "factor": 2},
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize("replication", range(2))
def test_sharing_changes_no_byte(replication: int) -> None:
    """Every alternative gives what it gives alone, and what the SimPy engine gives."""
    for name, plan in worlds("lively", SETS, **ALTERNATIVES).items():
        alone = engine.run(plan, 5, replication, NO_LOG)
        shared = engine.run(plan, 5, replication, NO_LOG, shares_warm_up=True)
        reference = simpy_engine.run(plan, 5, replication, NO_LOG)
        for field in alone._fields:
            expected = getattr(reference, field).tobytes()
            assert getattr(alone, field).tobytes() == expected, (name, field)
            assert getattr(shared, field).tobytes() == expected, (name, field)


@pytest.mark.slow
def test_the_warm_up_is_lived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several alternatives of one replication the first alone lives the warm-up."""
    begun = []
    set_up = loop.set_up
    monkeypatch.setattr(loop, "set_up", lambda view: begun.append(1) or set_up(view))
    plans = worlds("lively", SETS, **ALTERNATIVES)
    for plan in plans.values():
        engine.run(plan, 6, 0, NO_LOG, shares_warm_up=True)
    assert len(begun) == 1


@pytest.mark.slow
def test_another_warm_up_is_not_taken_over() -> None:
    """Another seed, replication or base begins anew."""
    plan = worlds("lively", SETS)["base"]
    other = worlds("lively", {**SETS, "firm.price_index": 1.1})["base"]
    engine.run(plan, 5, 0, NO_LOG, shares_warm_up=True)
    for one, seed, replication in ((plan, 5, 1), (plan, 6, 0), (other, 5, 0)):
        shared = engine.run(one, seed, replication, NO_LOG, shares_warm_up=True)
        alone = engine.run(one, seed, replication, NO_LOG)
        assert shared.ledger.tobytes() == alone.ledger.tobytes()
