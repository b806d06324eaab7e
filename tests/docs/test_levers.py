"""Every lever has its kinds, every kind its lever, and every example does something."""

from pathlib import Path

import pytest

from docs.levers import GENERAL, LEVERS, example
from sim.scenarios.questions import load
from tests.scenarios.textbook import EXAMPLES, KINDS

THERE = {kind.model_fields["kind"].annotation.__args__[0] for kind in KINDS}
"""Kinds of intervention that a scenario may name."""

A_CAMPAIGN = "firm: {campaigns: {autumn: {response_chance: 0.1}}}\n"

NEEDED = {"contact_policy": A_CAMPAIGN, "personalisation": A_CAMPAIGN}
"""What the textbook firm has not got, and a kind says something about."""

NAMED = {kind for lever in LEVERS for kind in lever.kinds}


def test_the_levers_are_numbered_and_named_once() -> None:
    """The field lists twenty-three."""
    assert [lever.number for lever in LEVERS] == list(range(1, 24))
    assert len({lever.name for lever in LEVERS}) == len(LEVERS)


def test_every_lever_has_its_kinds_and_every_kind_its_lever() -> None:
    """A kind that no planner asked for has no place, and a lever without a kind no use."""
    assert THERE - set(GENERAL) == NAMED


BESIDE = {"contact_policy": "campaign", "personalisation": "campaign"}
"""What has to be there for a kind to act on."""


@pytest.mark.parametrize("kind", sorted(THERE))
def test_an_example_loads_and_changes_the_textbook_firm(kind: str, tmp_path: Path) -> None:
    """The example of a page, pasted into a question, is accepted, and nothing in it is idle."""
    kinds = [one for one in (BESIDE.get(kind), kind) if one is not None]
    pasted = "\n".join(example(one, EXAMPLES[one]) for one in kinds).replace("\n", "\n      ")
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"extends: firms/textbook\ntitle: t\nquestion: q\n{NEEDED.get(kind, '')}"
        f"alternatives:\n  - name: a\n    title: A\n    interventions:\n      {pasted}\n",
        encoding="utf-8",
    )
    assert load(path).warnings == ()
