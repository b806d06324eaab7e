"""What the checks of laws and of literature rest on."""

import json
from collections.abc import Iterator

import numpy as np
import pytest
from scipy import stats

from sim.scenarios.describe import describe
from sim.scenarios.load import load_as
from sim.scenarios.schema.scenario import Scenario
from sim.verification.check import Check, Claim, Kind, Size
from sim.verification.invariance import AMOUNTS, CHECKS
from sim.verification.judge import Verdict, line_of
from tests.worlds import where

MONEY_UNIT = next(check for check in CHECKS if check.name == "money_unit")

NOT_A_LEVER = {"firm.opening_cash"}
"""Only what the books begin with, which no table of a run shows."""

UNREAD = {
    f"firm.relationship_levels.{level}.cost_per_customer_per_month"
    for level in ("reactive", "accountable")
}
"""Costs of what nobody has in the lively firm."""


def fits(path: list[str], at: tuple[str, ...]) -> bool:
    """Whether a path of the schema stands for a place in a business."""
    return len(path) == len(at) and all(
        part.startswith("<") or part == key for part, key in zip(path, at, strict=True)
    )


def amounts(block: object, at: tuple[str, ...], wanted: list[list[str]]) -> Iterator[str]:
    """Dotted paths of all amounts of money above 0 in a block, by the paths of the schema."""
    if isinstance(block, dict):
        for key, value in block.items():
            yield from amounts(value, (*at, key), wanted)
    elif block and any(fits(path, at) for path in wanted):
        yield ".".join(at)


def test_no_amount_of_money_is_left_out_when_all_are_doubled():
    """The check of the money unit scales every amount above 0 that its world reads, no other."""
    words = [f"{path}={json.dumps(value)}" for path, value in MONEY_UNIT.sets.items()]
    business = load_as(Scenario, where("lively"), words).scenario.model_dump(mode="json")
    wanted = [
        entry.path.split(".")
        for entry in describe(Scenario)
        if entry.unit.startswith("currency") and not entry.path.startswith("alternatives")
    ]
    assert set(amounts(business, (), wanted)) - NOT_A_LEVER - UNREAD == set(AMOUNTS)


def judged(one: list[float], other: list[float], least: float, most: float):
    """Line of a target on the correlation of two quantities."""
    claim = Claim("both", least, "-", Kind.TARGET, most, of=("one", "other"))
    check = Check("c", "G", "", "", "", (claim,), lambda runs: {}, None, Size(len(one)))
    seen = [{"one": x, "other": y} for x, y in zip(one, other, strict=True)]
    return line_of(check, claim, seen, 0.95)


def test_a_target_on_two_quantities_is_their_correlation():
    """Over the replications, with the interval that Fisher's transformation gives."""
    rng = np.random.default_rng(1)
    one = rng.normal(size=20)
    other = 2.0 * one + rng.normal(size=20)
    expected = stats.pearsonr(one, other)
    line = judged(one.tolist(), other.tolist(), 0.2, 1.0)
    ends = expected.confidence_interval(0.95)
    assert (line.got.mean, line.got.low, line.got.high) == pytest.approx(
        (expected.statistic, ends.low, ends.high)
    )
    assert line.verdict is Verdict.INSIDE
    assert judged(one.tolist(), (-other).tolist(), 0.2, 1.0).verdict is Verdict.OUTSIDE


def test_what_does_not_vary_correlates_with_nothing():
    """There is no number, and so nothing inside a range."""
    line = judged([1.0, 1.0, 1.0, 1.0], [1.0, 2.0, 3.0, 4.0], -1.0, 1.0)
    assert np.isnan(line.got.mean)
    assert line.verdict is Verdict.OUTSIDE
