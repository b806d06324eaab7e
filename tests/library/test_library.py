"""The shipped library: every case is there, says what is a fact, and is a likely business."""

import re
from functools import cache

import pytest

import sim
from docs.library import ANSWERS, REPLICATIONS, Row, fingerprint, questions, read
from sim.experiment.tables import PLAUSIBLE
from sim.scenarios import library
from tests.scenarios.textbook import EXAMPLES

QUESTIONS = questions()
ANSWERED = read(ANSWERS, Row)
FIRMS = [name for name in sim.shipped() if name.startswith("firms/")]
CASES = {f"C{number}" for number in range(1, 21)}
CLAIMS = {f"claim {number}" for number in range(1, 8)}

ABOUT_THE_EXPERIMENT = ("experiment", "time", "plausible")
"""Blocks whose numbers say how the question is asked, not how the business is."""

loaded = cache(sim.load)


def text(name):
    """A shipped file as it is read."""
    return (library.folder() / f"{name}.yaml").read_text(encoding="utf-8")


def test_every_case_and_every_claim_has_a_question():
    """All twenty cases of the field, and the seven claims that students meet."""
    assert {loaded(name).scenario.case for name in QUESTIONS} >= CASES | CLAIMS


def test_every_kind_of_intervention_is_used_somewhere():
    """A planner finds an example of each lever in a question."""
    used = {
        intervention.kind
        for name in QUESTIONS
        for alternative in loaded(name).scenario.alternatives
        for intervention in alternative.interventions
    }
    assert set(EXAMPLES) <= used


@pytest.mark.parametrize("name", [*QUESTIONS, *FIRMS])
def test_a_file_opens_with_what_it_is_about(name):
    """In plain words: the question, what is a fact or assumed, and what to look for."""
    head = re.match(r"(#.*\n)+", text(name))[0]
    assert len(head.splitlines()) >= 4
    if name in QUESTIONS:
        assert re.search("Look for|What to compute", head)


@pytest.mark.parametrize("name", [*QUESTIONS, *FIRMS])
def test_every_number_of_a_file_says_how_it_is_known(name):
    """Measured in the case, read, recalled or assumed, with the source or the reason."""
    rows = [
        row.path
        for row in loaded(name).provenance
        if row.mark == "scenario"
        and isinstance(row.value, int | float)
        and not isinstance(row.value, bool)
        and row.path.split(".")[0] not in ABOUT_THE_EXPERIMENT
    ]
    assert rows == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_says_what_to_look_for(name):
    """In the report, too; and its base declares where it is a likely business."""
    scenario = loaded(name).scenario
    assert scenario.look_for
    assert len(scenario.plausible) >= 6
    assert scenario.description


@pytest.mark.slow
@pytest.mark.parametrize("name", FIRMS)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_base_is_a_likely_business(name, seed):
    """Use of staff, waits, retention, turnover, margins and growth lie where the file says."""
    answer = sim.run(name, alternatives=[], replications=4, seed=seed, engine="compiled")
    table = answer.plausibility
    assert list(table["kpi"][table["verdict"] != PLAUSIBLE]) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_as_the_page_says(name):
    """All runs end well, customers always come, and few runs are those that the page began with."""
    answer = sim.run(name, replications=REPLICATIONS, engine="compiled")
    assert answer.exit_status == 0
    assert answer.channels.groupby(["alternative", "month"])["offered"].sum().gt(0).all()
    assert answer.same_as_base() == ()
    [known] = set(ANSWERED["fingerprint"][ANSWERED["question"] == name])
    assert known == fingerprint(loaded(name), answer), "run make library"
