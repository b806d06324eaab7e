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
from sim.parameters import Plan
from sim.records import Records
from sim.scenarios import library
from sim.scenarios.idle import first_rule
from sim.scenarios.idle_rules import RULES
from sim.scenarios.idle_rules.rule import COSTS, Rule
from sim.scenarios.populations import SAMPLE, _at_par, people, yearly_spends
from sim.scenarios.questions import load
from sim.scenarios.schema.scenario import Scenario
from tests.scenarios import idle_examples, idle_examples_of_links, idle_examples_of_offers
from tests.scenarios.idle_examples import AS_IT_IS, CLOSED_PROFILE, Example, every
from tests.worlds import differing, reading, where, worlds

SMALL = {"time.horizon_months": 3, "market.people": 100}
"""Time and people enough for what is switched on to show."""
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
    return reading("lively").scenario(overrides)


@cache
def lived(plan: Plan) -> Records:
    """A run of a world, which another example may begin from too."""
    return simulate(plan, 1, 0)


def moved(example: Example, sets: Mapping[str, Any]) -> set[str]:
    """Columns that the value of an example moves."""
    without = {} if example.instead is AS_IT_IS else {example.path: example.instead}
    before, after = (
        worlds("lively", {**SMALL, **sets, **given})["base"]
        for given in (without, {example.path: example.value})
    )
    return differing(lived(before), lived(after))


def rule_of(example: Example) -> Rule | None:
    """The rule that speaks of an example."""
    scenario = lively({**example.sets, example.path: example.value})
    return first_rule(example.path, [scenario], is_lever=True, value=example.value)


@named
def test_what_a_rule_names_does_nothing(example: Example) -> None:
    """With the rest as the example has it, the value changes no byte but what it costs."""
    rule, found = rule_of(example), moved(example, example.sets)
    assert rule is not None
    assert {name for name in found if not name.startswith(example.may_differ or "-")} == set()
    if any(name.startswith("ledger.") for name in found):
        assert rule.what == COSTS


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
                f"{LEVER}: promise does nothing: another intervention of the alternative does the "
                "same, or takes it back",
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
            [{"kind": "shock", "of": "scandal", "reach_per_month": 0}, PRICE],
            [
                f"{LEVER}: shock does nothing: nothing reads market.press_news, "
                "market.press_reach_per_month is 0",
            ],
        ),
        (
            [
                {
                    "kind": "self_service_migration",
                    "channel": "store",
                    "to": "online",
                    "fraction": 0,
                    "incentive_per_steered_contact": 5,
                },
                PRICE,
            ],
            [
                f"{LEVER}: self_service_migration does nothing: nothing reads "
                "channels.store.steers_to, nobody is steered away from channel store",
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


def test_an_intervention_that_only_costs_is_named_so() -> None:
    """Advertising that wins nobody is paid for all the same, and more or less of it moves books."""
    told = said({"kind": "advertising", "budget_per_month": 0}, market__conversion=0)
    assert told[-1] == (
        f"{LEVER}: advertising only costs: market.conversion is 0, so nobody who considers the "
        "firm becomes a customer"
    )


AT_ONCE = [
    {"kind": "relationship_level", "tier": "regular", "level": "partnership"},
    {"kind": "escalation", "channel": "online", "to": "partner"},
    {"kind": "campaign", "name": "spring"},
    {"kind": "win_back", "name": "spring"},
    {"kind": "guarantee"},
    {"kind": "channel", "channel": "store", "is_open": False},
    {"kind": "channel", "channel": "store", "days": ["mon"]},
    {"kind": "staffing_policy", "team": "store_team", "hires": "freeze"},
]


@pytest.mark.parametrize("lever", AT_ONCE, ids=lambda lever: lever["kind"])
def test_a_ramp_of_what_comes_at_once_is_named(lever: dict[str, Any]) -> None:
    """Nobody can half open a channel: a ramp is told, and neither the lever nor a ramp of 1."""
    [told] = said({**lever, "ramp_months": 3})
    assert told == (
        f"{LEVER}.ramp_months: does nothing: what it changes has no half size and comes at once"
    )
    assert said({**lever, "ramp_months": 1}) == []
    assert said({**PRICE, "ramp_months": 3}) == []


def test_a_ramp_that_starts_from_what_another_lever_set_is_one() -> None:
    """A limit that was none has no half; once another lever has set one, it moves in steps."""
    path = {"kind": "set", "path": "channels.online.capacity"}
    first, then = {**path, "value": 2}, {**path, "value": 1, "ramp_months": 2, "start_month": 2}
    assert said(first, then) == []
    assert len(said(then)) == 1


def test_weights_of_closed_hours_do_not_make_the_profile_idle() -> None:
    """Of an arrival profile only the weights in closed hours count nothing, and that is said."""
    [told] = said(PRICE, channels__store__arrival_profile=CLOSED_PROFILE)
    assert told == (
        "channels.store.arrival_profile: has weights that count nothing: channel store is closed "
        "in these hours"
    )


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
    assert told == (f"{LEVER}: campaign only costs: campaign spring addresses nobody")


def test_a_tier_between_equal_thresholds_holds_nobody() -> None:
    """Whoever is silver is gold at once."""
    same = dict.fromkeys(TIERS, 300)
    [told] = said(OPENED, **same)
    assert told.startswith("firm.tiers.silver_spend_per_year: tier silver holds nobody")


def test_a_large_market_is_sampled() -> None:
    """Ten million people take no longer than the sample."""
    [told] = said(OPENED, **TIERS, market__people=10_000_000)
    assert f"of {SAMPLE:,} people" in told


def test_the_ends_of_an_empty_tier_are_told_in_full() -> None:
    """Whoever moves a threshold needs both ends, and no power of ten."""
    between = {"firm__tiers__silver_spend_per_year": 1e6, "firm__tiers__gold_spend_per_year": 2e6}
    silver, gold = said(OPENED, **between)
    assert "it goes from 1,000,000 to 2,000,000, and the most" in silver
    assert "it starts at 2,000,000, and the most" in gold


def mean_spend(**sets: Any) -> float:
    """Mean yearly spend of the sample at gold, nobody's needs or spends varying."""
    scenario = lively({key.replace("__", "."): value for key, value in sets.items()})
    return float(np.mean(yearly_spends(people(scenario), scenario, "gold")))


MORE = [
    {"firm__promotion__is_active": True, "firm__promotion__bundle_take_up": 0.9},
    every("price_factor", 1.5),
    {"firm__tiers__gold__relationship_level": "partnership"},
    {"firm__after_sale__call_back_fraction": 1, "firm__after_sale__call_back_sale_chance": 0.9},
    {"firm__after_sale__service_sale_chance_add": 0.5},
    {"firm__after_sale__reminders_per_year": 9, "firm__after_sale__reminder_response_chance": 0.9},
]


@pytest.mark.parametrize("more", MORE, ids=lambda more: next(iter(more)))
def test_a_yearly_spend_counts_what_is_sold_on_top(more: dict[str, Any]) -> None:
    """Bundles, dearer channels, awakened advice, calls, selling and reminders all raise it."""
    assert mean_spend(**more) > mean_spend()


def test_a_yearly_spend_counts_what_is_taken_off() -> None:
    """A discount on every purchase lowers what is paid, and a tier is what one pays."""
    off = {"firm__promotion__is_active": True, "firm__promotion__discount_fraction": 0.5}
    assert mean_spend(**off) < mean_spend()


def test_a_ramp_that_no_spend_reads_costs_no_new_estimate() -> None:
    """However many months differ in advertising and price, the sample is looked at once."""
    ramp = {"start_month": 0, "ramp_months": 3}
    _at_par.cache_clear()
    advertising = {"kind": "advertising", "budget_per_month": 9000, **ramp}
    said(OPENED, advertising, {**PRICE, **ramp}, **TIERS)
    assert _at_par.cache_info().misses == 1


def test_yearly_spend_is_that_of_the_segment() -> None:
    """Over people the estimate has the mean that rates, shares and spends imply, at 99.9 %."""
    scenario = lively({"market.people": 3000})
    spends = np.array(yearly_spends(people(scenario), scenario, "silver"))
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
