"""Two runs are told apart by any byte, and by the first event that differs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.parting import NEVER, parting
from sim.engine.simpy_engine import run
from sim.records import Records
from sim.report.text import parted
from tests.worlds import world

LOGS = frozenset({"contacts", "events"})


@pytest.fixture(scope="module")
def found() -> Records:
    """A small run with its logs."""
    return run(world("hermits"), 1, 0, LOGS)


def test_a_run_does_not_part_from_itself(found: Records) -> None:
    """The same plan, seed and replication give one line that says so."""
    same = parting(found, run(world("hermits"), 1, 0, LOGS))
    assert same == (len(found.events), NEVER, "", "", ())
    assert "byte for byte" in parted("base", same)


def test_another_seed_parts(found: Records) -> None:
    """Another seed is told from this one by its events."""
    other = parting(found, run(world("hermits"), 2, 0, LOGS))
    assert other.number != NEVER
    assert "events" in other.tables


@given(st.data())
def test_any_byte_of_any_table_is_seen(found: Records, data: st.DataObject) -> None:
    """Whatever number is changed by its last bit, its table is named, and an event counted."""
    names = [name for name in Records._fields if getattr(found, name).size > 0]
    name = data.draw(st.sampled_from(names))
    table = getattr(found, name).copy()
    place = data.draw(st.integers(0, table.size - 1))
    table.flat[place] = np.nextafter(table.flat[place], np.inf)
    seen = parting(found, found._replace(**{name: table}))
    assert seen.tables == (name,)
    assert seen.number == (place // table.shape[1] if name == "events" else NEVER)
    assert name in parted("base", seen)


@given(st.integers(0, 40))
def test_a_log_that_ends_early_is_seen(found: Records, kept: int) -> None:
    """Where one run has an event and the other has none, they part."""
    short = found._replace(events=found.events[:kept])
    seen = parting(found, short)
    assert (seen.number, seen.other, seen.tables) == (kept, "nothing any more", ("events",))
    assert "nothing any more" in parted("base", seen)
