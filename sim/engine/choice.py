"""Which engine is the quicker one for a job; the results are the same bytes."""

from importlib.util import find_spec
from typing import Final

from sim.behaviour.need import need_rate
from sim.errors import UsageError
from sim.parameters import Parameters, Plan
from sim.units import DAYS_PER_WEEK, MONTH

AUTO: Final = "auto"
SIMPY: Final = "simpy"
COMPILED: Final = "compiled"

ENGINES: Final = (AUTO, SIMPY, COMPILED)
"""Names of the engines; ``auto`` chooses."""

EVENTS_PER_NEED: Final = 4.0
"""Events that follow from a need: it arises, arrives, is served, and its share of all others."""
EVENTS_PER_SHIFT: Final = 2.0

SECONDS_PER_EVENT: Final = 25e-6
"""What an event costs the SimPy engine, roughly; it chooses an engine, never a number [second]."""
SECONDS_TO_LOAD: Final = 2.0
"""What the compiled engine costs before its first event, once its machine code is there."""
SECONDS_TO_COMPILE: Final = 120.0
"""What it costs before its first event if the machine code has to be made first."""

TIMES_FASTER: Final = 50.0
"""How many times the SimPy engine's speed the compiled one is taken to have; more for large worlds
(docs/performance.md), less for small ones. Assumption: it only tells how long a sweep may take."""


def choose(engine: str, seconds: float) -> str:
    """Name of the engine that does a job.

    Parameters
    ----------
    engine : str
        One of `ENGINES`.
    seconds : float
        What the job would take the SimPy engine by the clock, from `seconds_of` say [second].

    Returns
    -------
    str
        ``simpy`` or ``compiled``. ``auto`` is the compiled one where that is the sooner ready,
        the time to load it, and to compile it if nobody has yet, counted in.

    Raises
    ------
    UsageError
        When there is no such engine, or it cannot run here; the message names the remedy.
    """
    if engine not in ENGINES:
        raise UsageError(f"no engine '{engine}'; there are: {', '.join(ENGINES)}")
    if engine == COMPILED and not _is_there():
        raise UsageError(
            "engine 'compiled' needs numba; install the extra 'fast' "
            "(pip install 'service-profit-chain[fast]'), or choose 'simpy'"
        )
    if engine != AUTO:
        return engine
    if seconds <= SECONDS_TO_LOAD or not _is_there():
        return SIMPY
    return COMPILED if seconds > SECONDS_TO_COMPILE or _is_compiled() else SIMPY


def is_to_be_compiled() -> bool:
    """Whether the compiled engine could run here, but for the machine code that nobody has made.

    Returns
    -------
    bool
    """
    return _is_there() and not _is_compiled()


def _is_there() -> bool:
    """Whether the compiled engine can run here: whether the extra ``fast`` is installed."""
    return find_spec("numba") is not None


def _is_compiled() -> bool:
    """Whether its machine code is there."""
    from sim.engine.compiled import store

    return store.is_warm("live")


def seconds_of(plan: Plan) -> float:
    """What a run is likely to take the SimPy engine.

    Parameters
    ----------
    plan : Plan
        What is to run.

    Returns
    -------
    float
        Rough, from the base's opening customers and staff alone [second].
    """
    p = plan.regimes[0].parameters
    days = plan.months * MONTH
    shifts = sum(team.positions * team.days_per_week for team in p.teams) / DAYS_PER_WEEK
    events = days * (EVENTS_PER_NEED * _needs_per_day(p) + EVENTS_PER_SHIFT * shifts)
    return SECONDS_PER_EVENT * events


def seconds_with(engine: str, plan: Plan) -> float:
    """What a run is likely to take an engine.

    Parameters
    ----------
    engine : str
        ``simpy`` or ``compiled``.
    plan : Plan
        What is to run.

    Returns
    -------
    float
        As rough as `seconds_of` [second].
    """
    return seconds_of(plan) / (TIMES_FASTER if engine == COMPILED else 1.0)


def _needs_per_day(p: Parameters) -> float:
    """Needs of the opening customers of all segments."""
    return sum(
        p.market.people
        * segment.share
        * segment.opening_customers
        * need_rate(1.0, segment, 0.0, p.market)
        for segment in p.segments
    )
