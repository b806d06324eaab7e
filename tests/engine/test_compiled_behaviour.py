"""Every function that a compiled loop calls compiles, and returns the bits of plain Python."""

import importlib

import pytest

from sim.verification.conservation import EVERYTHING
from tests.engine.calls import Calls, Function, bits, compiled_arguments, has_state, noted
from tests.worlds import run, worlds

pytest.importorskip("numba", reason="the extra `fast` is not installed")
jit = importlib.import_module("sim.engine.compiled.jit")

NOT_IN_A_LOOP = {
    "channel.hours_share": "as open_profile",
    "channel.open_profile": "profiles are settled when a scenario is resolved",
    "randomness.choose": "no behaviour draws from a cumulative table",
    "turnover._chosen": "as expected_custom",
    "turnover._price": "as expected_custom",
    "turnover.expected_custom": "tiers at the start are settled when a scenario is resolved",
    "turnover.yearly_spend": "as expected_custom",
}
"""Functions that no event of a run calls, and why."""

SETS = {
    **EVERYTHING,
    "market.people": 150,
    "market.price_reaction_per_month": 0.2,
    "market.quality_reaction_per_month": 0.2,
    "market.press_reach_per_month": 0.2,
    "customers.perception.habit_response": 0.5,
    "teams.store_team.staffing": "demand",
    "firm.customer_retention_gain": 0.05,
    "firm.employee_retention_gain": 0.05,
    "firm.programme.milestones": [{"spend": 100, "reward": 5}, {"spend": 300, "reward": 20}],
    "firm.campaigns": {
        **EVERYTHING["firm.campaigns"],
        "back": {"target": {"status": "former"}, "response_chance": 1, "waves": 4},
    },
}
CHANGE = {
    "kind": "scale",
    "path": "customers.segments.household.purchases_per_year",
    "factor": 0.5,
    "start_month": 2,
}


def name_of(function: Function) -> str:
    """Module and name."""
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


FUNCTIONS = {name_of(one): one for one in (*jit.behaviours(), *jit.variates())}
IN_A_LOOP = sorted(FUNCTIONS.keys() - NOT_IN_A_LOOP.keys())


@pytest.fixture(scope="module")
def calls() -> dict[Function, Calls]:
    """Calls of all functions in a small world in which everything is at work."""
    plan = worlds("lively", SETS, changed=[CHANGE])["changed"]
    with noted(FUNCTIONS.values()) as found:
        run(plan)
    return found


def test_the_exceptions_are_functions() -> None:
    """Every function left out exists, so that the list cannot outlive what it speaks of."""
    assert NOT_IN_A_LOOP.keys() <= FUNCTIONS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", IN_A_LOOP)
def test_compiled_returns_the_bits_of_plain_python(name: str, calls: dict[Function, Calls]) -> None:
    """A function called in a run gives the same bits when compiled, once for all its calls."""
    compare(FUNCTIONS[name], calls, in_memory=False)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in IN_A_LOOP if has_state(FUNCTIONS[name])])
def test_state_may_stay_in_memory(name: str, calls: dict[Function, Calls]) -> None:
    """A record of somebody's state does as well as the NamedTuple that it stands for."""
    compare(FUNCTIONS[name], calls, in_memory=True)


def compare(function: Function, calls: dict[Function, Calls], *, in_memory: bool) -> None:
    """Call the compiled function as it was called, and compare bits."""
    assert calls[function].kept, "no call to compare; let the world do more"
    compiled = jit.compiled(calling(function))
    for call in calls[function].kept:
        found = compiled(*compiled_arguments(function, call, in_memory=in_memory))
        assert bits(found) == bits(call.result), call
    assert len(compiled.signatures) == 1


def calling(function: Function) -> Function:
    """A caller of a function, which finds it the way a compiled loop does."""

    def caller(*arguments):
        return function(*arguments)

    return caller
