"""The programs that the engine's speed is measured by do the same work."""

import importlib

import pytest

from benchmarks.micro import by_c, by_simpy, rules

pytest.importorskip("numba", reason="the extra `fast` is not installed")
by_numba = importlib.import_module("benchmarks.micro.by_numba")

CUSTOMERS = 3000
"""Enough for all three queues to be waited in and left in vain."""

COMPILED = [
    by_numba,
    *([pytest.param(by_c, marks=pytest.mark.slow)] if by_c.compiler() else []),
]


@pytest.mark.parametrize("program", COMPILED, ids=lambda module: module.__name__)
@pytest.mark.parametrize("seed", [0, 1])
def test_same_bytes(program, seed: int) -> None:
    """Machine code returns what SimPy returns, to the last bit of every visit."""
    expected = by_simpy.run(seed, CUSTOMERS)
    assert program.run(seed, CUSTOMERS).tobytes() == expected.tobytes()


def test_every_branch_is_taken() -> None:
    """Some visits wait, some are served at once, some end in vain, and some customers leave."""
    log = by_simpy.run(0, CUSTOMERS)
    waits = log[:, 2]
    last = {int(customer): satisfaction for _, customer, _, satisfaction in log}
    gone = rules.HORIZON_DAYS - 10 * rules.MEAN_THINK_DAYS
    seen_late = {int(customer) for moment, customer, *_ in log if moment > gone}
    assert (waits == 0.0).any()
    assert (waits > 0.0).any()
    assert any(satisfaction < rules.FIRST_SATISFACTION for satisfaction in last.values())
    assert len(seen_late) < len(last)
