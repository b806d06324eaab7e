"""Both engines return the same bytes for random businesses, which together reach all there is."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.equal import ACTIONS, agree, engine, same, step_by_step
from tests.engine.reached import all_there_is, by_the_people, by_the_run, by_the_scenario
from tests.laws.businesses import businesses, plans_of

pytestmark = pytest.mark.slow

EXAMPLES = 300

crowds = st.integers(1, 200)
seeds = st.integers(0, 2**63 - 1)


def test_random_businesses_which_together_reach_everything() -> None:
    """Every table and both logs are the same, also when the compiled loop stops at every event.

    Reached are every link, cut and changed, every kind of intervention, every class of event and
    every action, and every column of every table: what no example reaches, none compares.
    """
    reached: set[str] = set()

    # The same examples every time: what they reach shall be no matter of luck.
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(businesses(), crowds, seeds)
    def live(business: dict[str, Any], people: int, seed: int) -> None:
        business["market"]["people"] = people
        reached.update(by_the_scenario(business))
        for plan in plans_of(business).values():
            records = agree(plan, seed)
            world, done = step_by_step(plan, seed)
            same(engine._records(world), records)
            reached.update(by_the_run(plan, records), by_the_people(plan, world.people))
            reached.update(f"action: {name}" for name, code in ACTIONS.items() if code in done)

    live()
    wanted = all_there_is() | {f"action: {name}" for name in ACTIONS}
    assert sorted(wanted - reached) == []
    assert sorted(reached - wanted) == []
