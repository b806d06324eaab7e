"""A plan in memory says what the plan says, in a form that is the same for every scenario."""

from typing import Any

import numpy as np
import pytest

from sim.engine.compiled.parameters import LENGTHS, PlanArrays, plan_arrays, record, record_type
from sim.parameters import Campaign, Channel, Parameters, Team
from sim.verification.conservation import EVERYTHING
from tests.worlds import world, worlds

MILESTONES = [{"spend": 100, "reward": 5}, {"spend": 300, "reward": 20}]
LATER = {
    "kind": "loyalty_programme",
    "milestones": [{"spend": 50, "reward": 1}],
    "start_month": 2,
}
LEFT_OUT = {
    "segments",
    "channels",
    "teams",
    "campaigns",
    "milestones",
    "channel_shares",
    "name",
}
"""Fields that have an array of their own, and names, which no behaviour reads."""


def told(record: Any, value: Any) -> set[str]:
    """Fields of a value that a record leaves out; asserts that it says all others alike."""
    found = set()
    for name in value._fields:
        if name not in record.dtype.names:
            found.add(name)
            continue
        here, there = record[name], getattr(value, name)
        if hasattr(there, "_fields"):
            found |= told(here, there)
        elif isinstance(there, tuple):
            assert len(here) == len(there)
            for one, other in zip(here, there, strict=True):
                found |= told(one, other) if hasattr(other, "_fields") else set()
                assert hasattr(other, "_fields") or one == other
        else:
            assert here == there
    return found


def busy() -> tuple[Any, PlanArrays]:
    """A plan of more than one regime, and the same in memory."""
    sets = {**EVERYTHING, "market.people": 20, "firm.programme.milestones": MILESTONES}
    plan = worlds("lively", sets, changed=[LATER])["changed"]
    return plan, plan_arrays(plan)


def test_every_number_of_a_plan_is_there() -> None:
    """Records and arrays together hold every number of every regime."""
    plan, arrays = busy()
    assert len(arrays.parameters) == len(plan.regimes) > 1
    left_out = set()
    for index, (start, p) in enumerate(plan.regimes):
        assert arrays.starts[index] == start
        left_out |= told(arrays.parameters[index], p)
        for name in ("segments", "channels", "teams"):
            rows = getattr(arrays, name)[index]
            for row, value in zip(rows, getattr(p, name), strict=True):
                left_out |= told(row, value)
        shares = [segment.channel_shares for segment in p.segments]
        assert arrays.channel_shares[index].tolist() == [list(row) for row in shares]
        first, last = arrays.campaign_starts[index : index + 2]
        for place, campaign in zip(range(first, last), p.firm.campaigns, strict=True):
            assert told(arrays.campaigns[place], campaign) == {"name", "segments"}
            assert tuple(arrays.campaign_segments[place]) == campaign.segments
        first, last = arrays.milestone_starts[index : index + 2]
        for row, value in zip(
            arrays.milestones[first:last], p.firm.programme.milestones, strict=True
        ):
            assert not told(row, value)
    assert left_out == LEFT_OUT
    for row, payment in zip(arrays.payments, plan.payments, strict=True):
        assert not told(row, payment)


def test_every_scenario_has_the_same_types() -> None:
    """Segments, campaigns or milestones more or fewer: one compiled loop serves them all."""
    _, one = busy()
    other = plan_arrays(world("hermits"))
    assert len(one.campaigns) != len(other.campaigns)
    for name in PlanArrays._fields:
        here, there = getattr(one, name), getattr(other, name)
        assert (here.dtype, here.ndim) == (there.dtype, there.ndim), name
        assert here.flags.c_contiguous
        assert there.flags.c_contiguous


def test_no_length_is_stated_for_nothing() -> None:
    """Each length belongs to a field of the parameters, so that the table cannot outlive them."""
    found: set[str] = set()

    def collect(kind: np.dtype[Any]) -> None:
        for name in kind.names or ():
            inner = kind[name]
            if inner.shape:
                found.add(name)
            collect(inner.base)

    collect(record_type(Parameters))
    for kind in (Campaign, Channel, Team):
        collect(record_type(kind))
    assert found == set(LENGTHS)


def test_a_tuple_of_another_length_is_refused() -> None:
    """A profile of 23 hours cannot become a record unnoticed."""
    channel = world("hermits").regimes[0].parameters.channels[0]
    with pytest.raises(ValueError, match="shape"):
        record(channel._replace(profile=channel.profile[1:]))
