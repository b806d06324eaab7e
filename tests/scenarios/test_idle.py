"""What does nothing is named before the run, and what is named does nothing, to the last byte."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.engine import simulate
from sim.records import Records
from sim.scenarios import library
from sim.scenarios.idle import first_rule
from sim.scenarios.idle_rules import RULES
from sim.scenarios.idle_rules.rule import Rule
from sim.scenarios.load import load_as
from sim.scenarios.populations import SAMPLE, yearly_spends
from sim.scenarios.questions import load
from sim.scenarios.schema.scenario import Scenario
from tests.scenarios import idle_examples, idle_examples_of_links, idle_examples_of_offers
from tests.scenarios.idle_examples import AS_IT_IS, Example
from tests.worlds import differing, where, worlds

SMALL = {"time.horizon_months": 3, "market.people": 200}
QUESTIONS = [name for name in library.shipped() if not name.startswith("firms/")]

EXAMPLES = (
    *idle_examples.EXAMPLES,
    *idle_examples_of_offers.EXAMPLES,
    *idle_examples_of_links.EXAMPLES,
)

named = pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda one: f"{one.path}-{','.join(one.sets)[:60]}"
)


def lively(sets: Mapping[str, Any]) -> Scenario:
    """The lively firm with overrides."""
    overrides = [f"{path}={json.dumps(value)}" for path, value in sets.items()]
    return load_as(Scenario, where("lively"), overrides).scenario


@cache
def lived(sets: str) -> Records:
    """A short run of the lively firm with overrides in JSON."""
    return simulate(worlds("lively", {**SMALL, **json.loads(sets)})["base"], 1, 0)


def moved(example: Example, sets: Mapping[str, Any]) -> set[str]:
    """Columns that the value of an example moves."""
    without = {} if example.instead is AS_IT_IS else {example.path: example.instead}
    return differing(
        lived(json.dumps({**sets, **without})),
        lived(json.dumps({**sets, example.path: example.value})),
    )


def rule_of(example: Example) -> Rule | None:
    """The rule that speaks of an example."""
    scenario = lively({**example.sets, example.path: example.value})
    return first_rule(example.path, [scenario], is_lever=True, value=example.value)


@named
def test_what_a_rule_names_does_nothing(example: Example) -> None:
    """With the rest as the example has it, the value changes no byte but what it costs."""
    assert rule_of(example) is not None
    left = {
        name
        for name in moved(example, example.sets)
        if not name.startswith(example.may_differ or "-")
    }
    assert left == set()


@pytest.mark.slow
@named
def test_what_a_rule_names_would_matter_otherwise(example: Example) -> None:
    """Switched on, the same value does change the run, and no rule names it."""
    if example.live is None:
        return
    scenario = lively({**example.live, example.path: example.value})
    assert first_rule(example.path, [scenario], is_lever=True, value=example.value) is None
    assert moved(example, example.live) != set()


def test_every_rule_has_an_example() -> None:
    """No rule goes untested."""
    fired = {id(rule_of(example)) for example in EXAMPLES}
    assert [rule.path for rule in RULES if id(rule) not in fired] == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_shipped_questions_say_nothing_in_vain(name: str) -> None:
    """Every lever and every value of a shipped question does something."""
    assert load(name).warnings == ()


# Interventions ------------------------------------------------------------------------------------

PRICE = {"kind": "price", "factor": 1.1}


def said(*interventions: dict[str, Any], **sets: Any) -> list[str]:
    """Key and reason of each warning about an alternative of the lively firm."""
    other = [{"name": "other", "title": "Other", "interventions": list(interventions)}]
    overrides = [f"alternatives={json.dumps(other)}"]
    overrides += [f"{path.replace('__', '.')}={json.dumps(value)}" for path, value in sets.items()]
    found = load(where("lively"), overrides).warnings
    return [f"{one.key}: {one.what}: {one.why}" for one in found]


LEVER = "alternatives.0.interventions.0"


@pytest.mark.parametrize(
    ("levers", "told"),
    [
        ([PRICE], []),
        (
            [{"kind": "price", "factor": 1}, PRICE],
            [f"{LEVER}: price does nothing: the business is like that already"],
        ),
        (
            [{"kind": "price", "factor": 1, "cost_once": 5}, PRICE],
            [
                f"{LEVER}: price is paid for and does nothing: the business is like that already",
            ],
        ),
        (
            [
                {"kind": "promise", "level": 0.2, "end_month": 3},
                {"kind": "promise", "level": 0.3},
            ],
            [
                f"{LEVER}: promise does nothing: what it changes is taken back by another "
                "intervention of the alternative",
            ],
        ),
        (
            [
                {"kind": "promise", "level": 0.2},
                {"kind": "promise", "level": 0.3, "start_month": 1},
            ],
            [],
        ),
        (
            [{"kind": "scale", "path": "channels.store.empathy", "factor": 0.5}, PRICE],
            [
                f"{LEVER}: scale does nothing: nothing reads channels.store.empathy, channel store "
                "has staff, who convey their own",
            ],
        ),
        (
            [PRICE, {"kind": "scale", "path": "firm.price_index", "factor": 1 / 1.1}],
            ["alternatives.0: alternative 'other' does nothing: every month of it is the base's"],
        ),
    ],
)
def test_an_intervention_that_changes_no_month_is_named(
    levers: list[dict[str, Any]], told: list[str]
) -> None:
    """What is there already, what is overridden, what nothing reads, what cancels out."""
    assert said(*levers) == told


def test_a_value_that_any_world_reads_is_not_named() -> None:
    """A reward counts as soon as one alternative opens the programme, in whatever month."""
    reward = {"firm__programme__reward_fraction_gold": 0.3}
    opened = {"kind": "loyalty_programme", "start_month": 2, "end_month": 3}
    assert len(said(PRICE, **reward)) == 1
    assert said(opened, **reward) == []


def test_the_place_of_a_value_is_told(tmp_path: Path) -> None:
    """A warning names file, line and key; what the extended firm writes is not told."""
    path = tmp_path / "mine.yaml"
    path.write_text(
        "extends: firms/textbook\ntitle: t\nquestion: q\n"
        "firm: {programme: {reward_fraction_gold: 0.3}}\n"
        "alternatives: [{name: a, title: A, interventions: [{kind: price, factor: 2}]}]\n",
        encoding="utf-8",
    )
    [notice] = load(path).warnings
    assert str(notice) == (
        f"{path}:4: firm.programme.reward_fraction_gold: does nothing: the programme is active in "
        "no world; open the programme with is_active or a loyalty_programme intervention"
    )


def test_a_business_by_itself_may_keep_values_ready() -> None:
    """A file without alternatives asks nothing; what an override sets in vain is told."""
    assert load("firms/textbook").warnings == ()
    sets = ["customers.segments.household.renewal_months=3"]
    [notice] = load("firms/textbook", sets).warnings
    assert (notice.file, notice.line) == ("--set", 0)


# Tiers --------------------------------------------------------------------------------------------

TIERS = {"firm__tiers__silver_spend_per_year": 100, "firm__tiers__gold_spend_per_year": 1e7}
OPENED = {"kind": "loyalty_programme"}


def test_a_tier_that_nobody_reaches_is_named_once_something_reads_it() -> None:
    """A threshold beyond everybody's spend leaves a tier empty, which matters to a programme."""
    [told] = said(OPENED, **TIERS)
    assert told.startswith("firm.tiers.gold_spend_per_year: tier gold holds nobody: of 250 ")
    assert said(PRICE, **TIERS) == []


def test_a_tier_matters_once_it_is_served_or_addressed_alone() -> None:
    """An empty tier is told where it has a service or a campaign of its own, and nowhere else."""
    gold = {"kind": "campaign", "name": "spring", "target": {"tiers": ["gold"]}}
    [told] = said(gold, **TIERS)
    assert told.startswith("firm.tiers.gold_spend_per_year: tier gold holds nobody")
    assert said({**gold, "target": {"tiers": ["silver"]}}, **TIERS) == []
    [told] = said(PRICE, **TIERS, firm__tiers__gold__queue_priority=2)
    assert told.startswith("firm.tiers.gold_spend_per_year: tier gold holds nobody")
    silver = {f"firm__tiers__{tier}__queue_priority": 2 for tier in ("silver", "gold")}
    assert said(PRICE, **TIERS, **silver) == []


def test_a_campaign_of_an_alternative_is_judged_by_its_target() -> None:
    """A campaign that only a lever launches makes its values count, or is named itself."""
    policy = {"firm__contact_policy__most_contacts_per_person_per_month": 1}
    spring = {"kind": "campaign", "name": "spring"}
    assert said(spring, **policy) == []
    assert len(said(PRICE, **policy)) == 1
    nobody = {"status": "prospects", "spend_per_year_at_least": 100}
    [told] = said({**spring, "target": nobody})
    assert told == (
        f"{LEVER}: campaign does nothing: nothing reads firm.campaigns.spring, campaign spring "
        "addresses nobody; it only costs"
    )


def test_a_tier_between_equal_thresholds_holds_nobody() -> None:
    """Whoever is silver is gold at once."""
    same = dict.fromkeys(TIERS, 300)
    [told] = said(OPENED, **same)
    assert told.startswith("firm.tiers.silver_spend_per_year: tier silver holds nobody")


def test_a_large_market_is_sampled() -> None:
    """Ten million people take no longer than the sample."""
    [told] = said(OPENED, **TIERS, market__people=10_000_000)
    assert f"of {SAMPLE:,} people" in told


def test_yearly_spend_is_that_of_the_segment() -> None:
    """Over people the estimate has the mean that rates, shares and spends imply, at 99.9 %."""
    scenario = lively({"market.people": 3000})
    spends = np.array(yearly_spends(scenario))
    expected = sum(
        segment.share
        * segment.purchases_per_year
        * segment.share_of_wallet
        * segment.spend_per_purchase
        * (
            1.0
            + segment.service_sale_fraction
            * (
                segment.advice_per_purchase * segment.advice_sale_chance
                + segment.support_per_purchase * segment.support_sale_chance
            )
        )
        for segment in scenario.customers.segments.values()
    )
    half = stats.sem(spends) * stats.norm.ppf(0.9995)
    assert abs(spends.mean() - expected) <= half < 0.2 * expected
