"""A compiled run that has to ask for room again and again returns the same bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import simpy_engine
from sim.parameters import Plan
from sim.verification.conservation import EVERYTHING
from tests.engine.equal import EVERY_LOG, building, engine, often, same
from tests.engine.tight import run_without_spare_room
from tests.laws.businesses import businesses, plans_of
from tests.worlds import worlds

pytestmark = pytest.mark.slow

EXAMPLES = 10


def compare(plan: Plan, seed: int) -> None:
    """Hold a run without spare room against the reference."""
    found, n_asked = run_without_spare_room(plan, seed)
    expected = simpy_engine.run(plan, seed, 0, EVERY_LOG)
    same(found, expected)
    assert n_asked >= len(expected.events)


def test_a_firm_that_does_everything_without_spare_room() -> None:
    """Whatever an event asks for is enough: the world is cut down to what it holds after each."""
    compare(worlds("lively", {**EVERYTHING, "market.people": 100})["base"], 1)


def test_random_businesses_without_spare_room() -> None:
    """So it is in random businesses."""

    def live(business: dict, seed: int) -> None:
        for plan in plans_of(business).values():
            compare(plan, seed)

    often(EXAMPLES, 1)(given(businesses(), st.integers(0, 2**63 - 1))(live))()


def test_logs_that_begin_with_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs grow as far as need be."""
    plan = worlds("lively", EVERYTHING)["base"]
    expected = engine.run(plan, 1, 0, EVERY_LOG)
    monkeypatch.setattr(building, "LOG_ROWS", 1)
    same(engine.run(plan, 1, 0, EVERY_LOG), expected)
