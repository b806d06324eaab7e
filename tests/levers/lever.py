"""What is claimed of a lever: what it moves, where its cost lands, how the next stage goes."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from scipy import stats

from sim.metrics import CATALOGUE, Measured, measured
from sim.parameters import Plan
from sim.records import Records
from tests.worlds import column, run, worlds

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
    replications: int = 8


@cache
def _pairs(world: str, sets: str, interventions: str, replications: int) -> tuple[list[Run], ...]:
    plans = worlds(world, json.loads(sets), pulled=json.loads(interventions))
    arms: tuple[list[Run], ...] = ([], [])
    for replication in range(replications):
        for arm, plan in zip(arms, (plans["base"], plans["pulled"]), strict=True):
            records = run(plan, 1, replication)
            arm.append(Run(records, plan, measured(records, plan)))
    return arms


def differences(lever: Lever, reading: Reading) -> np.ndarray:
    """Paired differences of a reading, pulled less base, by replication."""
    base, pulled = _pairs(
        lever.world,
        json.dumps(dict(lever.sets)),
        json.dumps([dict(one) for one in lever.interventions]),
        lever.replications,
    )
    return np.array([reading(b) - reading(a) for a, b in zip(base, pulled, strict=True)])


def holds(lever: Lever, claim: Claim) -> tuple[bool, str]:
    """Whether the 99 % paired interval of a claim lies on its side of 0, and the interval."""
    found = differences(lever, claim.reading)
    mean, error = float(found.mean()), float(stats.sem(found))
    half = error * float(stats.t.ppf(0.5 + CONFIDENCE / 2.0, len(found) - 1))
    low, high = mean - half, mean + half
    return (low > 0.0 if claim.rises else high < 0.0), f"{mean:.4g} [{low:.4g}, {high:.4g}]"
