"""What is claimed of a lever: what it moves, where its cost lands, how the next stage goes."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from scipy import stats

from sim.engine import simulate
from sim.metrics import CATALOGUE, Measured, measured
from sim.parameters import Plan
from sim.records import Records
from tests.worlds import column, worlds

CONFIDENCE = 0.99


class Run(NamedTuple):
    """One run as readings see it."""

    records: Records
    plan: Plan
    measured: Measured


Reading = Callable[[Run], float]
"""A number read from one run."""


def figure(name: str) -> Reading:
    """A key figure of the catalogue."""
    return lambda one: CATALOGUE[name](one.measured)


def total(name: str) -> Reading:
    """A column such as ``firm.lost``, summed over the measured months and all its rows."""
    return lambda one: float(column(one.records, name)[one.plan.warm_up_months :].sum())


def spent(account: str) -> Reading:
    """Debits less credits of an account over the measured months [currency]."""
    return total(f"ledger.{account}")


def share(part: str, whole: str) -> Reading:
    """One total over another."""
    return lambda one: total(part)(one) / total(whole)(one)


class Claim(NamedTuple):
    """A reading that a lever moves one way."""

    reading: Reading
    rises: bool
    """True if the lever raises it, False if it lowers it."""


class Lever(NamedTuple):
    """One lever of the field, and what is claimed of it."""

    number: int
    """Number in the list of levers in docs/levers.md."""
    name: str
    interventions: tuple[Mapping[str, Any], ...]
    """As an alternative would list them."""
    moves: Claim
    """The quantity that it touches."""
    next_stage: Claim | None
    """The next stage of the chain; None where the sign is open."""
    cost: str | None = "initiatives"
    """Account in which its cost lands; None for a lever that is free by definition."""
    open_because: str = ""
    """Why the sign of the next stage is open."""
    free_because: str = ""
    """Why it costs nothing."""
    world: str = "lively"
    """Scenario of the tests in which it is pulled."""
    sets: Mapping[str, Any] = MappingProxyType({})
    """Overrides in both arms."""


LOOKS = (4, 6, 8, 12, 16, 32, 64)
"""Pairs of runs after which the interval of a claim is looked at."""

REMEMBERED = 256
"""Runs kept in memory, each of a twentieth of a megabyte or so: many levers share their base."""


@lru_cache(maxsize=REMEMBERED)
def lived(plan: Plan, replication: int) -> Run:
    """One run of a world, without a log."""
    records = simulate(plan, 1, replication)
    return Run(records, plan, measured(records, plan))


class Arms:
    """The base and the pulled world of a lever, in as many pairs of runs as were asked for yet."""

    def __init__(self, lever: Lever) -> None:
        plans = worlds(lever.world, lever.sets, pulled=[dict(one) for one in lever.interventions])
        self.plans = plans["base"], plans["pulled"]
        self.pairs: list[tuple[Run, Run]] = []

    def differences(self, reading: Reading, pairs: int) -> np.ndarray:
        """Paired differences of a reading, pulled less base."""
        while len(self.pairs) < pairs:
            base, pulled = (lived(plan, len(self.pairs)) for plan in self.plans)
            self.pairs.append((base, pulled))
        return np.array([reading(pulled) - reading(base) for base, pulled in self.pairs[:pairs]])


def holds(arms: Arms, claim: Claim) -> tuple[bool, str]:
    """Whether the paired interval of a claim lies on its side of 0, and the last interval.

    It is looked at several times, with more pairs each time; the intervals of all looks together
    hold with 99 % (Bonferroni).
    """
    said = ""
    level = 1.0 - (1.0 - CONFIDENCE) / len(LOOKS)
    for look in LOOKS:
        found = arms.differences(claim.reading, look)
        mean, error = float(found.mean()), float(stats.sem(found))
        half = error * float(stats.t.ppf(0.5 + level / 2.0, look - 1))
        low, high = mean - half, mean + half
        said = f"{mean:.4g} [{low:.4g}, {high:.4g}] in {look} pairs"
        if low > 0.0 if claim.rises else high < 0.0:
            return True, said
    return False, said
