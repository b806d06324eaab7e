"""Mistakes in channels and waits."""

from tests.verification.mutants import Mutant

MUTANTS: tuple[Mutant, ...] = ()
