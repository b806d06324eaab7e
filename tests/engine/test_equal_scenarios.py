"""Both engines return the same bytes for every scenario there is."""

import pytest

import sim
from sim.engine import simpy_engine
from sim.experiment.job import BASE
from sim.scenarios.questions import load_quietly
from sim.scenarios.resolve import plans
from sim.verification.conservation import EVERYTHING
from tests.engine.equal import agree, engine, same
from tests.levers.lever import Arms, Lever
from tests.levers.test_levers import LEVERS
from tests.worlds import FOLDER, worlds

pytestmark = pytest.mark.slow

SEEDS = (1, 2, 3)

BATTERY = [
    (name, alternative)
    for name in sim.shipped()
    if name.startswith("verification/")
    for alternative in plans(sim.load(name).scenario)
]
"""Every world of the scenarios of the battery."""

LIBRARY = [
    (name, alternative)
    for name in sim.shipped()
    if not name.startswith("verification/")
    for alternative in plans(load_quietly(name))
    if alternative != BASE or "/" in name or load_quietly(name).case == "CDNOW"
]
"""Every world of the library; the base of a question is that of its firm."""

SMALL = ("time.warm_up_months=1", "market.people=1000")
MEASURED = 6
"""The library's worlds are lived by few people for a while: what they do has begun by then."""

FOR_TESTS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("question", "alternative"), BATTERY)
def test_every_scenario_of_the_battery(question: str, alternative: str, seed: int) -> None:
    """Every table and both logs of each of its worlds are the same."""
    agree(plans(load_quietly(question))[alternative], seed)


@pytest.mark.parametrize(("question", "alternative"), LIBRARY)
def test_every_world_of_the_library(question: str, alternative: str) -> None:
    """So are those of every firm, and of every alternative of every question."""
    plan = plans(load_quietly(question, SMALL))[alternative]
    agree(plan._replace(months=min(plan.months, plan.warm_up_months + MEASURED)), 1)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FOR_TESTS)
def test_every_scenario_for_tests(name: str, seed: int) -> None:
    """So are those of the scenarios that only tests use."""
    for plan in worlds(name, {}).values():
        agree(plan, seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_firm_that_does_everything(seed: int) -> None:
    """So are those of the firm in which every account of the books is alive."""
    agree(worlds("lively", EVERYTHING)["base"], seed)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda one: f"{one.number}-{one.name}")
def test_every_lever(lever: Lever) -> None:
    """So are those of the world in which a lever is pulled, whichever it is."""
    _, pulled = Arms(lever).plans
    agree(pulled, 1)


@pytest.mark.parametrize("replication", [0, 1, 2**31 - 1])
@pytest.mark.parametrize("seed", [0, 2**32, 2**63 - 1])
def test_any_seed_and_replication(seed: int, replication: int) -> None:
    """Keys of random numbers are the same up to the largest seed and replication."""
    agree(worlds("lively", {"time.horizon_months": 2})["base"], seed, replication)


def test_runs_without_logs() -> None:
    """A run that keeps no log returns the same tables too."""
    plan = worlds("lively", EVERYTHING)["base"]
    same(*(run(plan, 1, 0, frozenset()) for run in (engine.run, simpy_engine.run)))
