"""The pages on the library say what the model says today, whatever the seed."""

import math
from functools import cache
from pathlib import Path
from statistics import NormalDist

import pytest

from docs.library import ANSWERS, CLAIMS, RESTS, Number, Row, questions, read
from sim.experiment.tables import FALLS, RISES

DOCS = Path(__file__).parents[2] / "docs"
ROWS = read(ANSWERS, Row)
VERDICTS = {"rises": RISES, "falls": FALLS}


def test_every_question_was_answered() -> None:
    """Each question of the library has its rows, and no row is of a question that is gone."""
    assert set(ROWS["question"]) == set(questions())


@pytest.mark.parametrize("name", questions())
def test_an_answer_does_not_depend_on_the_seed(name: str) -> None:
    """Each alternative has the same verdict with two seeds, and an interval."""
    own = ROWS[ROWS["question"] == name]
    assert own["seed"].nunique() == 2
    assert own.groupby("alternative")["verdict"].nunique().eq(1).all()
    assert (own["low"] <= own["high"]).all()


def test_numbers_of_a_claim_do_not_depend_on_the_seed() -> None:
    """Two seeds differ by no more than their intervals allow, all numbers at 99 % together."""
    numbers = read(CLAIMS, Number).dropna(subset=["low", "high"])
    groups = [pair for _, pair in numbers.groupby(["question", "words"]) if len(pair) == 2]
    assert groups
    normal = NormalDist()
    allowed = normal.inv_cdf(1 - 0.01 / (2 * len(groups))) / normal.inv_cdf(0.975)
    for pair in groups:
        apart = abs(pair["estimate"].diff().iloc[-1])
        halves = (pair["high"] - pair["low"]) / 2
        assert apart <= allowed * math.hypot(*halves), pair["words"].iloc[0]


@cache
def sentences() -> list[tuple[str, str, str, str]]:
    """What sentences of hand-written pages rest on."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))]
    return [found for page in pages for found in RESTS.findall(page)]


@pytest.mark.parametrize("rests", sentences(), ids=" ".join)
def test_a_sentence_rests_on_what_was_found(rests: tuple[str, str, str, str]) -> None:
    """Where a page says in words what happens, the rows say so, too."""
    question, alternative, kpi, does = rests
    own = ROWS[(ROWS["question"] == question) & (ROWS["alternative"] == alternative)]
    assert set(own["kpi"]) == {kpi}
    if does == "unclear":
        assert not set(own["verdict"]) & {RISES, FALLS}
    else:
        assert set(own["verdict"]) == {VERDICTS[does]}
