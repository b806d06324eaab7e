"""Many draws against what theory says, at a confidence of 99.9 %.

Draws are keyed, so that a sample is the same on every run; the confidence says how surprising a
failure is, not how often it comes.
"""

import math
from collections.abc import Sequence

from scipy import stats

from sim import randomness as rnd

CONFIDENCE = 0.999


def keys(n: int) -> list[int]:
    """Keys of n people."""
    return [rnd.entity_key(1, 0, rnd.KIND_PERSON, person) for person in range(n)]


def uniforms(n: int) -> list[float]:
    """Independent uniform draws."""
    return [rnd.uniform(key, 1_000, 0) for key in keys(n)]


def assert_mean(values: Sequence[float], expected: float) -> None:
    """The mean's confidence interval contains what is expected."""
    n = len(values)
    mean = math.fsum(values) / n
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (n - 1))
    half = float(stats.t.ppf(0.5 + CONFIDENCE / 2.0, n - 1)) * spread / math.sqrt(n)
    assert abs(mean - expected) <= half, f"{mean:g} +- {half:g}, expected {expected:g}"


def assert_shares(counts: Sequence[int], shares: Sequence[float]) -> None:
    """Counts agree with shares by the chi-square test; what has no share has no count."""
    assert all(count == 0 for count, share in zip(counts, shares, strict=True) if share == 0.0)
    seen = [count for count, share in zip(counts, shares, strict=True) if share > 0.0]
    total = sum(seen)
    expected = [share * total for share in shares if share > 0.0]
    if len(seen) == 1:  # certain, and nothing else has been counted
        return
    assert stats.chisquare(seen, expected).pvalue > 1.0 - CONFIDENCE, (counts, shares)
