"""Every lever does what it says, is paid for where it should be, and moves the chain its way."""

import importlib
import pkgutil

import pytest

import tests.levers
from tests.levers.lever import Arms, Claim, Lever, holds, spent

LEVERS: list[Lever] = [
    lever
    for module in sorted(found.name for found in pkgutil.iter_modules(tests.levers.__path__))
    if module.startswith("of_")
    for lever in importlib.import_module(f"tests.levers.{module}").LEVERS
]
"""Levers of all modules ``of_<stage>.py`` of this folder."""

named = pytest.mark.parametrize("lever", LEVERS, ids=lambda one: f"{one.number}-{one.name}")


@named
def test_a_lever_moves_its_quantity_is_paid_for_and_reaches_the_next_stage(lever: Lever):
    """All three with 99 % paired intervals on the expected side of 0."""
    arms = Arms(lever)
    for what, claim in (
        ("quantity", lever.moves),
        ("cost", Claim(spent(lever.cost), rises=True) if lever.cost else None),
        ("next stage", lever.next_stage),
    ):
        if claim is not None:
            is_so, interval = holds(arms, claim)
            assert is_so, f"{what} {'up' if claim.rises else 'down'}: {interval}"


@named
def test_what_is_not_claimed_of_a_lever_is_explained(lever: Lever):
    """A lever without a cost or without a sign for the next stage says why."""
    assert bool(lever.free_because) == (lever.cost is None)
    assert bool(lever.open_because) == (lever.next_stage is None)
