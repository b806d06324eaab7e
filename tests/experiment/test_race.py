"""Laws of the race for the best: who is out runs no further, and the hands change nothing."""

import pytest

from sim.analysis.selection import FIRST_STAGE
from sim.analysis.stopping import ROUND, Target
from sim.errors import UsageError
from sim.experiment.race import Race
from sim.experiment.run import answer
from sim.experiment.runner import Outcome, Settings, replicate
from sim.experiment.wishes import Wishes, settings_of
from sim.metrics import CATALOGUE
from tests.experiment import fake

QUESTION = fake.FakeQuestion()
PLANS = {"base": fake.plan(), "near": fake.plan(gain=0.05), "best": fake.plan(gain=0.06)}
FIGURE = "customer_satisfaction"


def raced(indifference: float, most: int = 60, simulate=fake.simulate, **given) -> Outcome:
    """A race between the base, a good world and a slightly better one."""
    rule = Settings(7, FIRST_STAGE, most, 0.95, (), Race(FIGURE, indifference))
    return replicate(given.pop("plans", PLANS), rule._replace(**given), simulate)


def counts(outcome: Outcome) -> dict[str, int]:
    """Runs of each world."""
    names = [run.alternative for run in outcome.finished]
    return {name: names.count(name) for name in PLANS}


def test_who_is_out_runs_no_further():
    """The loser of the first look has the first stage alone, the winner as many as it took."""
    outcome = raced(0.01)
    assert outcome.standing.survivors == ("best",)
    assert outcome.standing.is_decided
    runs = counts(outcome)
    assert runs["near"] == FIRST_STAGE < runs["best"] == runs["base"] < 60


def test_the_base_runs_on_when_it_is_out():
    """Every difference is taken from it, so it has a run wherever an alternative has one."""
    worlds = {"base": PLANS["near"], "near": PLANS["base"], "best": PLANS["best"]}
    short = raced(0.01, most=FIRST_STAGE, plans=worlds)
    assert set(short.standing.survivors) == {"near", "best"}
    runs = counts(raced(0.01, plans=worlds))
    assert runs["base"] == runs["best"] > FIRST_STAGE


def test_the_smaller_the_difference_worth_knowing_the_longer_it_takes():
    """Indifference buys replications; at the cap the race says who is left."""
    assert counts(raced(0.1))["best"] == FIRST_STAGE < counts(raced(0.01))["best"]
    short = raced(0.001, most=FIRST_STAGE + ROUND)
    assert not short.standing.is_decided
    assert set(short.standing.survivors) == {"base", "near", "best"}


def test_a_replication_with_a_failed_run_does_not_count():
    """It is left out for every world, and said so; one more is needed before the first is out."""
    outcome = raced(0.1, simulate=fake.fails_once)
    assert outcome.standing.left_out == 1
    assert counts(outcome)["best"] == FIRST_STAGE + ROUND
    assert outcome.standing.survivors == ("best",)


def test_the_lowest_wins_where_less_is_better(monkeypatch):
    """Turned round, the same figures choose the world that came last."""
    entry = CATALOGUE["customer_retention"]
    race = Race("customer_retention", 0.001)
    last = "base"
    assert raced(0.0, race=race).standing.survivors != (last,)
    monkeypatch.setitem(CATALOGUE, "customer_retention", entry._replace(better="down"))
    assert raced(0.0, race=race).standing.survivors == (last,)


def test_precision_is_asked_of_those_still_in_the_race():
    """A world that is out widens no interval; when the base wins nothing is left to be precise."""
    target = Target(FIGURE, 0.011, is_relative=False)
    outcome = raced(0.01, targets=(target,))
    assert counts(outcome)["near"] == FIRST_STAGE
    assert outcome.reached[0].is_reached
    assert outcome.reached[0].replications == counts(outcome)["best"]
    lost = {"base": fake.plan(gain=0.05), "worse": fake.plan()}
    rule = Settings(
        7, 10, 60, 0.95, (Target(FIGURE, 1e-9, False),), Race("customer_retention", 0.01)
    )
    decided = replicate(lost, rule, fake.simulate)
    assert decided.standing.survivors == ("base",)
    assert len(decided.finished) == 2 * FIRST_STAGE
    assert not decided.reached[0].is_reached


def test_two_processes_race_like_one(tmp_path):
    """Tables and standing are the same bytes for any number of hands, worlds dropped and all."""
    wishes = Wishes(best={FIGURE: 0.01}, replications=FIRST_STAGE)
    settings = settings_of(QUESTION.scenario, wishes)._replace(maximum=50)
    plans = {"base": fake.plan(), "keep": fake.plan(gain=0.05), "same": fake.plan(gain=0.06)}
    found = [
        answer(
            QUESTION, plans, fake.simulate, settings=settings, workers=hands, out=tmp_path / hands_
        )
        for hands, hands_ in ((1, "one"), (2, "two"))
    ]
    one, two = (
        {path.name: path.read_bytes() for path in made.folder.glob("*.csv")} for made in found
    )
    assert one == two
    assert found[0].manifest["selection"] == found[1].manifest["selection"]
    told = found[0].manifest["selection"]
    assert told["survivors"] == ["same"]
    assert told["replications"]["keep"] == FIRST_STAGE
    assert told["replications"] == found[0].runs["alternative"].value_counts(sort=False).to_dict()


@pytest.mark.parametrize(
    ("wish", "match"),
    [
        ({"best": {"proft": 1.0}}, "did you mean 'profit'"),
        ({"best": {"occupancy": 1.0}}, "neither better nor worse"),
        ({"best": {"profit": 0.0}}, "the difference worth knowing, above 0"),
        ({"best": {"profit": 1.0, "nps": 1.0}}, "name one figure"),
        ({"best": {"profit": 1.0}, "replications": 4}, "allow at least 10"),
    ],
)
def test_a_race_that_cannot_be_run_is_told(wish, match):
    """The message says what to change."""
    with pytest.raises(UsageError, match=match):
        settings_of(QUESTION.scenario, Wishes(**wish))


@pytest.mark.parametrize(
    ("worlds", "confidence", "match"),
    [([], 0.95, "no alternative to choose from"), (None, 0.3, "a guess among 3 worlds")],
)
def test_a_race_needs_somebody_to_race(worlds, confidence, match):
    """Not against nobody, and not to be no surer than a guess."""
    settings = settings_of(QUESTION.scenario, Wishes(best={"profit": 1.0}, replications=10))
    with pytest.raises(UsageError, match=match):
        answer(
            QUESTION,
            fake.PLANS,
            fake.always_fails,
            settings=settings._replace(confidence=confidence),
            alternatives=worlds,
        )
