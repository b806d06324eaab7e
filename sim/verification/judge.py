"""From what was observed to a verdict on each claim, at one error rate for the whole battery."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from sim.analysis.intervals import Interval, correlation_interval, mean_interval
from sim.verification.check import Check, Claim, Kind

JOINT_ERROR: Final = 0.01
"""Chance that a correct simulator fails anywhere in the battery [fraction]."""

ROUNDING: Final = 1e-9
"""Exact claims hold to this share of their size, or of 1 where they are smaller [fraction]."""


class Verdict(StrEnum):
    """What is said of a claim."""

    HOLDS = "holds"
    FAILS = "FAILS"
    INSIDE = "inside"
    OUTSIDE = "outside"
    NOT_RUN = "not run"


class Line(NamedTuple):
    """A claim with what the simulator gave."""

    check: Check
    claim: Claim
    got: Interval
    """Mean and interval over replications; of an exact claim, the value farthest off, alone."""
    verdict: Verdict
    why: str
    """Why there is no value; empty where there is one."""


def confidence(checks: Sequence[Check]) -> float:
    """Confidence of each interval, so that all of them hold jointly.

    Parameters
    ----------
    checks : sequence of Check
        The whole battery, whichever part of it is run.

    Returns
    -------
    float
        One minus the joint error over the number of claims that chance can fail [fraction].

    References
    ----------
    Bonferroni (1936); Law (2015), "Simulation modeling and analysis", section 9.7.
    """
    claims = sum(claim.is_random for check in checks for claim in check.claims)
    return 1.0 - JOINT_ERROR / max(claims, 1)


def line_of(check: Check, claim: Claim, seen: Sequence[Mapping[str, float]], level: float) -> Line:
    """Compare what the replications gave with what is claimed.

    Parameters
    ----------
    check, claim
        What is claimed, of a quantity or, as a target, of how two go together.
    seen : sequence of mapping of str to float
        What each replication gave, by quantity.
    level : float
        Confidence of the interval [fraction].

    Returns
    -------
    Line
    """
    if claim.of is None:
        return judge(check, claim, [figures[claim.quantity] for figures in seen], level)
    one, other = ([figures[name] for figures in seen] for name in claim.of)
    return _beside_target(check, claim, correlation_interval(one, other, level))


def judge(check: Check, claim: Claim, values: Sequence[float], level: float) -> Line:
    """Compare the replications of a quantity with what is claimed of it.

    Parameters
    ----------
    check, claim
        What is claimed.
    values : sequence of float
        One value per replication, all finite.
    level : float
        Confidence of the interval [fraction].

    Returns
    -------
    Line
    """
    if not all(map(math.isfinite, values)):
        nowhere = Interval(math.nan, math.nan, math.nan, len(values))
        verdict = Verdict.FAILS if claim.is_hard else Verdict.OUTSIDE
        return Line(check, claim, nowhere, verdict, "a replication gave no number")
    if claim.kind is Kind.EXACT:
        worst = max(values, key=lambda value: abs(value - claim.expected))
        slack = claim.tolerance + ROUNDING * max(abs(claim.expected), 1.0)
        is_so = abs(worst - claim.expected) <= slack
        found = Interval(worst, worst, worst, len(values))
        return Line(check, claim, found, Verdict.HOLDS if is_so else Verdict.FAILS, "")
    found = mean_interval(values, level)
    if claim.kind is Kind.TARGET:
        return _beside_target(check, claim, found)
    if claim.kind is Kind.ABOVE:
        is_so = found.low > claim.expected
    elif claim.kind is Kind.BELOW:
        is_so = found.high < claim.expected
    else:
        off = claim.tolerance + ROUNDING * max(abs(claim.expected), 1.0)
        is_so = found.low - off <= claim.expected <= found.high + off
    return Line(check, claim, found, Verdict.HOLDS if is_so else Verdict.FAILS, "")


def _beside_target(check: Check, claim: Claim, found: Interval) -> Line:
    """A figure beside its published range; one that is no number lies outside."""
    most = math.inf if claim.most is None else claim.most
    inside = claim.expected <= found.mean <= most
    return Line(check, claim, found, Verdict.INSIDE if inside else Verdict.OUTSIDE, "")


def unseen(check: Check, claim: Claim, verdict: Verdict, why: str) -> Line:
    """A line without a value, and the reason."""
    return Line(check, claim, Interval(math.nan, math.nan, math.nan, 0), verdict, why)
