"""Both engines return the same bytes for random businesses, which together reach all there is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.parameters import Plan
from sim.verification.conservation import EVERYTHING
from tests.engine.equal import ACTIONS, agree, building, often, same, step_by_step
from tests.engine.reached import all_there_is, by_the_people, by_the_run, by_the_scenario
from tests.laws.businesses import CHANGES, MIGRATION, businesses, plans_of
from tests.worlds import worlds

pytestmark = pytest.mark.slow

EXAMPLES = 6
"""Businesses for each change, more than 300 together."""

crowds = st.integers(1, 200)
seeds = st.integers(0, 2**63 - 1)


def test_random_businesses_which_together_reach_everything() -> None:
    """Every table and both logs are the same, also when the compiled loop stops at every event.

    Reached are every link, cut and changed, every kind of intervention, every class of event and
    every action, and every column of every table: what no example reaches, none compares.
    """
    reached: set[str] = set()

    def live(plan: Plan, seed: int) -> None:
        records = agree(plan, seed)
        world, done = step_by_step(plan, seed)
        same(building.records_of(world), records)
        reached.update(by_the_run(plan, records), by_the_people(plan, world.people))
        reached.update(f"action: {name}" for name, code in ACTIONS.items() if code in done)

    def live_both(business: dict[str, Any], people: int, seed: int) -> None:
        business["market"]["people"] = people
        reached.update(by_the_scenario(business))
        for plan in plans_of(business).values():
            live(plan, seed)

    for number, change in enumerate((*CHANGES, MIGRATION)):
        # The same examples every time: what they reach shall be no matter of luck.
        often(EXAMPLES, number)(given(businesses(change), crowds, seeds)(live_both))()
    # Some stages of a relationship take long to come about.
    live(worlds("lively", {**EVERYTHING, "time.horizon_months": 18})["base"], 1)
    wanted = all_there_is() | {f"action: {name}" for name in ACTIONS}
    assert not wanted - reached, f"never reached: {', '.join(sorted(wanted - reached))}"
    assert reached <= wanted
