"""Both engines return the same bytes when events coincide all the time."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.records import EVENTS
from sim.verification.conservation import EVERYTHING
from tests.engine.equal import agree, building, often, same, step_by_step
from tests.laws.businesses import CHANGES, MIGRATION, businesses, plans_of
from tests.worlds import worlds

pytestmark = pytest.mark.slow

EXAMPLES = 3
"""Businesses for each change, more than 100 together."""
GRID = 1.0 / 16.0
"""Every moment is put off to a multiple of this, of which a month is one too [day].

Who waits for a change of policy looks at the clock in one engine and at the plan in the other; the
two must not be torn apart.
"""

crowds = st.integers(1, 200)
seeds = st.integers(0, 2**63 - 1)

TIME, KIND, ENTITY = (EVENTS.column(name) for name in ("time", "kind", "entity"))


def coinciding(events: np.ndarray, columns: list[int]) -> int:
    """Events that share the columns with another."""
    _, counts = np.unique(events[:, columns], axis=0, return_counts=True)
    return int(counts[counts > 1].sum())


def test_random_businesses_on_a_coarse_grid_of_time() -> None:
    """Every table and both logs are the same where only class, entity and sequence tell events
    apart: most events share their moment, and many their class and entity too.
    """
    n: Counter[str] = Counter()

    def live(business: dict[str, Any], people: int, seed: int) -> None:
        business["market"]["people"] = people
        for plan in plans_of(business).values():
            events = agree(plan, seed, grid=GRID).events
            assert not np.fmod(events[:, TIME], GRID).any()
            n["all"] += len(events)
            n["moment"] += coinciding(events, [TIME])
            n["class"] += coinciding(events, [TIME, KIND])
            n["entity"] += coinciding(events, [TIME, KIND, ENTITY])

    for number, change in enumerate((*CHANGES, MIGRATION)):
        often(EXAMPLES, number)(given(businesses(change), crowds, seeds)(live))()
    assert n["moment"] > 0.5 * n["all"], n
    assert n["entity"] > 1000, n


@pytest.mark.parametrize("grid", [GRID, 1.0, 7.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_firm_that_does_everything_on_a_grid(grid: float, seed: int) -> None:
    """Steps of hours, days and weeks: the same, also when the loop stops at every event."""
    plan = worlds("lively", EVERYTHING)["base"]
    records = agree(plan, seed, grid=grid)
    world, _ = step_by_step(plan, seed, grid)
    same(building.records_of(world), records)


def test_without_a_grid_moments_are_as_they_come() -> None:
    """No grid is the rule; with one, a run is another run."""
    plan = worlds("lively", {"time.horizon_months": 1})["base"]
    plain, coarse = agree(plan, 1), agree(plan, 1, grid=GRID)
    assert np.fmod(plain.events[:, TIME], GRID).any()
    assert plain.events.tobytes() != coarse.events.tobytes()
