"""A run is a function of plan, seed and replication, and each person of the person's own draws."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.agents.firm import Firm
from sim.agents.market import Market
from sim.agents.world import World
from sim.engine import simulate
from tests.worlds import column, differing, digest, run, world, worlds

ROOT = Path(__file__).parents[2]

LOGS = frozenset({"contacts", "events"})

HASH_A_RUN = """
from sim.engine import simulate
from tests.worlds import digest, world
print(digest(simulate(world("lively"), 1, 0, log=frozenset({"events", "contacts"}))))
"""


def test_the_same_run_gives_the_same_bytes_twice():
    """Nothing survives from one run that could change the next."""
    plan = world("lively")
    assert digest(simulate(plan, 1, 0, log=LOGS)) == digest(simulate(plan, 1, 0, log=LOGS))


def test_the_hash_seed_of_python_changes_nothing():
    """No result depends on the order of a set or on the hash of a string."""
    found = {
        subprocess.run(
            [sys.executable, "-c", HASH_A_RUN],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert found == {digest(simulate(world("lively"), 1, 0, log=LOGS)) + "\n"}


def test_keeping_a_log_changes_no_table():
    """Logs watch; they take no part."""
    plan = world("lively")
    assert differing(simulate(plan, 1, 0), simulate(plan, 1, 0, log=LOGS)) == set()


def test_replications_and_seeds_are_different_worlds():
    """Each (seed, replication) has draws of its own, seed 0 included, and they do not commute."""
    plan = world("lively")
    keys = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)]
    assert len({digest(run(plan, *key)) for key in keys}) == len(keys)


def test_alternatives_do_not_see_one_another():
    """A world is the same whether it is asked about alone or beside others."""
    rise = {"kind": "pay", "team": "store_team", "factor": 1.2}
    fewer = {"kind": "staffing", "team": "store_team", "add_positions": -1}
    alone = worlds("lively", {}, rise=[rise])
    beside = worlds("lively", {}, fewer=[fewer], rise=[rise])
    assert digest(run(alone["rise"])) == digest(run(beside["rise"]))
    assert digest(run(alone["base"])) == digest(run(beside["base"]))


# A minimally different world: one more person ----------------------------------------------------


def born(people: int, seed: int) -> list:
    """Segment, traits and tastes of everybody in a market of so many people."""
    made = World(world("lively", market__people=people), seed, 0, frozenset())
    made.firm = Firm(made)
    Market(made)
    return [(person.segment, person.traits, person.tastes) for person in made.people]


@pytest.mark.parametrize("people", [1, 2, 17, 150])
def test_one_more_person_leaves_everybody_as_born(people: int):
    """Traits hang on the id alone, not on how many others there are."""
    assert born(people + 1, 1)[:-1] == born(people, 1)


def test_traits_depend_on_the_seed():
    """The market of another seed is another market."""
    assert born(20, 1) != born(20, 2)


def test_the_one_more_person_does_live():
    """The world with one more person is not the same world: over some seeds the newcomer calls."""
    plan = world("hermits", market__people=121)
    contacts = [column(run(plan, seed), "contacts.person") for seed in (0, 1, 2)]
    assert any((persons == 120).any() for persons in contacts)
