"""The pages on the library say what the model says today, whatever the seed."""

import math
from pathlib import Path
from statistics import NormalDist

import pytest

from docs.library import ANSWERS, BOUNDED, CLAIMS, RESTS, Number, Row, questions, read
from sim.experiment.tables import FALLS, RISES

DOCS = Path(__file__).parents[2] / "docs"
ROWS = read(ANSWERS, Row)
NUMBERS = read(CLAIMS, Number)
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
    numbers = NUMBERS.dropna(subset=["low", "high"])
    groups = [pair for _, pair in numbers.groupby(["question", "words"]) if len(pair) == 2]
    assert groups
    normal = NormalDist()
    allowed = normal.inv_cdf(1 - 0.01 / (2 * len(groups))) / normal.inv_cdf(0.975)
    for pair in groups:
        apart = abs(pair["estimate"].diff().iloc[-1])
        halves = (pair["high"] - pair["low"]) / 2
        assert apart <= allowed * math.hypot(*halves), pair["words"].iloc[0]


def test_what_common_random_numbers_save_was_measured_on_the_same_model() -> None:
    """The page of the benchmark is as old as the answer to its question."""
    page = (DOCS / "common_random_numbers.md").read_text(encoding="utf-8")
    [known] = set(ROWS["fingerprint"][ROWS["question"] == "retention_gain"])
    assert f"<!-- fingerprint {known} -->" in page, "run python -m benchmarks.pairing --write"


PAGES = [path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))]


def test_every_basis_of_a_sentence_is_understood() -> None:
    """None is left out because of a slip of the pen."""
    for page in PAGES:
        assert len(RESTS.findall(page)) + len(BOUNDED.findall(page)) == page.count("<!-- rests on")


@pytest.mark.parametrize(
    "rests", [found for page in PAGES for found in BOUNDED.findall(page)], ids=" ".join
)
def test_a_sentence_rests_on_a_number_that_was_found(rests: tuple[str, str, str, str]) -> None:
    """Where a page says in words how large it is, both intervals lie on that side."""
    question, words, side, bound = rests
    own = NUMBERS[(NUMBERS["question"] == question) & (NUMBERS["words"] == words)]
    assert len(own) == 2
    ends = own["low" if side == "above" else "high"].fillna(own["estimate"])
    assert (ends > float(bound) if side == "above" else ends < float(bound)).all()


@pytest.mark.parametrize(
    "rests", [found for page in PAGES for found in RESTS.findall(page)], ids=" ".join
)
def test_a_sentence_rests_on_what_was_found(rests: tuple[str, str, str, str]) -> None:
    """Where a page says in words what happens, the rows say so, too."""
    question, alternative, kpi, does = rests
    own = ROWS[(ROWS["question"] == question) & (ROWS["alternative"] == alternative)]
    assert set(own["kpi"]) == {kpi}
    if does == "unclear":
        assert not set(own["verdict"]) & {RISES, FALLS}
    else:
        assert set(own["verdict"]) == {VERDICTS[does]}
