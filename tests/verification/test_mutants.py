"""The battery has power: each of its hard checks catches a mistake made on purpose."""

from importlib import import_module
from importlib.util import find_spec

import pytest

from sim.verification.battery import CHECKS, look
from sim.verification.check import EXTRA, Size
from sim.verification.judge import Verdict, confidence
from sim.verification.result import Task, lines_of
from tests.verification.mutants import Mutant
from tests.verification.mutants_buying import MUTANTS as OF_BUYING
from tests.verification.mutants_erosion import MUTANTS as OF_EROSION
from tests.verification.mutants_laws import MUTANTS as OF_LAWS
from tests.verification.mutants_queues import MUTANTS as OF_QUEUES
from tests.verification.mutants_value import MUTANTS as OF_VALUE

MUTANTS = (*OF_QUEUES, *OF_BUYING, *OF_EROSION, *OF_VALUE, *OF_LAWS)

CASES = [(mutant, name) for mutant in MUTANTS for name in mutant.caught_by]

BY_NAME = {check.name: check for check in CHECKS}


@pytest.mark.slow
@pytest.mark.parametrize(("mutant", "name"), CASES, ids=[f"{m.name}-{n}" for m, n in CASES])
def test_the_check_catches_the_mistake(mutant: Mutant, name: str, monkeypatch: pytest.MonkeyPatch):
    """With the behaviour broken at least one hard claim of the check fails."""
    check = BY_NAME[name]
    if any(find_spec(module) is None for module in check.needs):
        pytest.skip(f"needs the extra {EXTRA}")
    size = check.quick or check.full
    size = Size(mutant.replications or size.replications, {**size.sets, **mutant.sets})
    check = check._replace(quick=size)
    module = import_module(mutant.module)
    right = getattr(module, mutant.attribute)
    monkeypatch.setattr(module, mutant.attribute, mutant.broken(right))
    monkeypatch.setattr("sim.verification.battery.CHECKS", (check,))
    tasks = [Task(name, 1, number, False, "simpy") for number in range(size.replications)]
    lines = lines_of(check, [look(task) for task in tasks], confidence(CHECKS))
    assert any(line.claim.is_hard and line.verdict is Verdict.FAILS for line in lines)


def test_no_hard_check_is_without_power():
    """Every check with a hard claim catches some mutant, and mutants name checks that exist."""
    named = {name for mutant in MUTANTS for name in mutant.caught_by}
    hard = {check.name for check in CHECKS if any(claim.is_hard for claim in check.claims)}
    assert named == hard
