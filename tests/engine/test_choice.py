"""Which engine does a job: the one that is the sooner ready, and nobody is slower for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import choice
from sim.engine.choice import AUTO, COMPILED, ENGINES, SIMPY, choose, seconds_of
from sim.errors import UsageError
from tests.worlds import world


@pytest.fixture(params=["no numba", "cold", "warm"])
def state(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What there is of the compiled engine."""
    monkeypatch.setattr(choice, "_is_there", lambda: request.param != "no numba")
    monkeypatch.setattr(choice, "_is_compiled", lambda: request.param == "warm")
    return str(request.param)


def readiness(state: str) -> float:
    """What the compiled engine costs before its first event [second]."""
    return {
        "no numba": float("inf"),
        "cold": choice.SECONDS_TO_COMPILE,
        "warm": choice.SECONDS_TO_LOAD,
    }[state]


@pytest.mark.parametrize("seconds", [0.0, 1.9, 2.1, 60.0, 119.0, 121.0, 1e6])
def test_auto_waits_for_nothing_that_does_not_pay(state: str, seconds: float) -> None:
    """The compiled engine is taken exactly where SimPy would take longer than making it ready."""
    expected = COMPILED if seconds > readiness(state) else SIMPY
    assert choose(AUTO, seconds) == expected


def test_what_is_asked_for_is_taken(state: str) -> None:
    """An engine asked for by name does the job however short it is, or the remedy is named."""
    assert choose(SIMPY, 1e6) == SIMPY
    if state == "no numba":
        with pytest.raises(UsageError, match=r"install the extra 'fast'.*or choose 'simpy'"):
            choose(COMPILED, 0.0)
    else:
        assert choose(COMPILED, 0.0) == COMPILED


@given(st.text().filter(lambda name: name not in ENGINES))
def test_no_other_engine(name: str) -> None:
    """Any other name is answered with those that there are."""
    with pytest.raises(UsageError, match="there are: auto, simpy, compiled"):
        choose(name, 1.0)


def test_a_larger_job_takes_longer() -> None:
    """The estimate is in proportion to people and months."""
    one, two = world("lively"), world("lively", market__people=2 * 150)
    longer = one._replace(months=2 * one.months)
    assert seconds_of(longer) == pytest.approx(2.0 * seconds_of(one))
    assert seconds_of(two) != seconds_of(one)
