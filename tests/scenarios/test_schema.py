"""Rules between fields, and names that refer to others, are told with line, key and remedy."""

import json
from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.experiment.frames import shown
from sim.parameters import ARROWS, DRIVERS
from sim.scenarios.describe import describe
from sim.scenarios.library import shipped
from sim.scenarios.load import load_as
from sim.scenarios.merge import complete
from sim.scenarios.node import Place, from_plain, plain
from sim.scenarios.provenance import NO_DEFAULT
from sim.scenarios.resolve import plans
from sim.scenarios.schema.firm import Drivers
from sim.scenarios.schema.links import Links
from sim.scenarios.schema.scenario import Scenario
from sim.scenarios.shape import Block
from sim.scenarios.strict import Mark
from sim.scenarios.text import write_text
from tests.scenarios.strategies import leaves
from tests.scenarios.textbook import EXAMPLES, QUESTION, SCENARIO

NOTHING = ", ".join(f"{channel}: null" for channel in SCENARIO.channels)
"""Takes every channel away from a table."""

WRONG = {
    # rules between fields of a block
    "channels.store.hours.closes_at_hour=9": ("channels.store.hours", "9 must be after"),
    "channels.store.hours.days=[mon, mon]": ("channels.store.hours", "a weekday is named twice"),
    "channels.store.hours.days=[]": ("channels.store.hours.days", "at least 1 item"),
    "channels.store.arrival_profile=[1, 2]": ("channels.store.arrival_profile", "24 items"),
    "channels.store.arrival_profile=[1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]": (
        "channels.store",
        "arrival_profile is 0 in every open hour",
    ),
    "customers.segments.household.share=0.7": ("customers", "sum to 0.9"),
    "customers.recovery.speed_weight=0.5": ("customers.recovery", "three weights sum to 1.1"),
    "customers.perception.weights.empathy=0.17": ("customers.perception.weights", "sum to 1"),
    "firm.tiers.gold_spend_per_year=1": ("firm.tiers", "is below silver_spend_per_year"),
    "firm.programme.milestones=[{spend: 9, reward: 1}, {spend: 9, reward: 2}]": (
        "firm.programme",
        "milestone 9 does not exceed 9",
    ),
    "experiment.maximum_replications=5": ("experiment", "is below minimum_replications"),
    # names that refer to others
    "channels.store.served_by=stor_team": ("channels.store.served_by", "did you mean 'store_team'"),
    "channels.store.escalates_to=hotlin": ("channels.store.escalates_to", "mean 'hotline'"),
    "channels.store.escalates_to=store": ("channels.store.escalates_to", "cannot escalate to its"),
    "firm.campaigns={c: {target: {segments: [houshold]}}}": (
        "firm.campaigns.c.target.segments",
        "unknown segment 'houshold'; did you mean 'household'",
    ),
    "firm.campaigns={c: {start_month: -13}}": (
        "firm.campaigns.c.start_month",
        "before the warm-up of 12 months; at least -12",
    ),
    "market.outreach.preferred_media={mail: 0, email: 0, phone: 0, sms: 0}": (
        "market.outreach.preferred_media",
        "every medium has weight 0; give at least one a weight",
    ),
    "firm.recovery.channel=hot_line": ("firm.recovery.channel", "unknown channel 'hot_line'"),
    "firm.recovery.channel=online": ("firm.recovery.channel", "'online' is self-service"),
    "customers.segments.household.channel_shares={stor: 1}": (
        "customers.segments.household.channel_shares.stor",
        "unknown channel 'stor'; did you mean 'store'",
    ),
    f"customers.segments.household.channel_shares={{{NOTHING}}}": (
        "customers.segments.household.channel_shares",
        "no channel of this segment serves purchase",
    ),
}
"""An override of the textbook firm: the key of its one problem, and words that must be said."""


@pytest.mark.parametrize("override", WRONG)
def test_a_broken_rule_is_told_at_its_key(override: str) -> None:
    """Each rule is broken by one override and answered at the block or value that owns it."""
    key, words = WRONG[override]
    with pytest.raises(ScenarioError) as caught:
        load_as(Scenario, "firms/textbook", [override])
    said = {(p.key, f"{p.what}; {p.remedy}") for p in caught.value.problems}
    assert any(found == key and words in text for found, text in said), said


def write(folder: Path, text: str) -> list[tuple[int, str]]:
    """Line and key of each problem of a file that extends the textbook firm."""
    path = folder / "q.yaml"
    path.write_text(f"extends: firms/textbook\n{text}", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_as(Scenario, path)
    return [(problem.line, problem.key) for problem in caught.value.problems]


def test_every_broken_reference_is_told_at_once(tmp_path: Path) -> None:
    """Unknown teams and channels of several blocks come together, each at its line."""
    text = (
        "channels:\n"
        "  store: {served_by: nobody}\n"
        "  online:\n"
        "    escalates_to: nowhere\n"
        "firm: {recovery: {channel: nothing}}\n"
    )
    assert write(tmp_path, text) == [
        (3, "channels.store.served_by"),
        (5, "channels.online.escalates_to"),
        (6, "firm.recovery.channel"),
    ]


def test_a_need_without_a_channel_is_told_by_its_kind(tmp_path: Path) -> None:
    """A segment whose channels serve no support, though support needs arise, is refused."""
    text = (
        "channels:\n"
        "  partner: {serves: [purchase]}\n"
        "customers:\n"
        "  segments:\n"
        "    household:\n"
        "      channel_shares: {store: null, online: null, hotline: null, social: null}\n"
    )
    key = "customers.segments.household.channel_shares"
    assert write(tmp_path, text) == [(7, key), (7, key)]
    quiet = (
        *("customers.segments.household.advice_per_purchase=0",),
        *("customers.segments.household.support_per_purchase=0",),
    )
    assert load_as(Scenario, tmp_path / "q.yaml", quiet).scenario.customers.segments
    awakened = "firm.tiers.gold.relationship_level=partnership"
    with pytest.raises(ScenarioError, match="serves advice"):
        load_as(Scenario, tmp_path / "q.yaml", (*quiet, awakened))


def test_a_team_cannot_be_called_self_service(tmp_path: Path) -> None:
    """The word for customers serving themselves is no name of a team."""
    assert write(tmp_path, "teams: {self_service: {positions: 1}}\n") == [(2, "teams.self_service")]


def test_drivers_need_a_weight(tmp_path: Path) -> None:
    """Internal quality is a weighted mean: all weights 0 are refused."""
    drivers = ", ".join(f"{name}: {{weight: 0}}" for name in DRIVERS)
    assert write(tmp_path, f"firm: {{drivers: {{{drivers}}}}}\n") == [(2, "firm.drivers")]


# What the schema says of itself ------------------------------------------------------------------

ENTRIES = describe(Scenario)
NUMBERS = [entry for entry in ENTRIES if entry.type.startswith(("number", "whole number"))]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_key_says_what_it_means(entry) -> None:
    """Every key has a meaning; a mark is never without its source."""
    assert entry.meaning
    assert bool(entry.mark) == bool(entry.source)


@pytest.mark.parametrize(
    "entry",
    [entry for entry in NUMBERS if not entry.path.startswith("alternatives")],
    ids=lambda entry: entry.path,
)
def test_every_number_of_the_business_has_unit_and_mark(entry) -> None:
    """A number says its unit and how its default is known; recalled ones say so in words."""
    assert entry.unit
    assert entry.mark in {mark.value for mark in Mark}
    if entry.mark == Mark.RECALLED:
        assert "recalled" in entry.source
    if entry.mark == Mark.LITERATURE:
        assert any(character.isdigit() for character in entry.source)


@pytest.mark.parametrize(
    "entry", [entry for entry in NUMBERS if entry.worth_testing], ids=lambda entry: entry.path
)
def test_a_range_worth_testing_contains_the_default(entry) -> None:
    """What is used is inside what is worth testing."""
    low, high = map(float, entry.worth_testing.split(" to "))
    assert low <= float(entry.default) <= high


def test_links_and_drivers_are_those_of_the_engines() -> None:
    """The schema names every arrow of the chain and every driver, in the engines' order."""
    assert list(Links.model_fields) == [arrow.name for arrow in ARROWS]
    assert [field.description for field in Links.model_fields.values()] == [
        arrow.claim for arrow in ARROWS
    ]
    assert tuple(Drivers.model_fields) == DRIVERS


# What ships --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_file_loads_and_has_plans(name: str) -> None:
    """Every file of the library is a valid question whose base and alternatives resolve."""
    question = load_as(Scenario, name)
    found = plans(question.scenario)
    assert len(found) == 1 + len(question.scenario.alternatives)


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_file_comes_back(name: str, tmp_path: Path) -> None:
    """What was resolved, written out and read again is the same scenario."""
    question = load_as(Scenario, name)
    again = tmp_path / "again.yaml"
    again.write_text(write_text(question.resolved()), encoding="utf-8")
    assert load_as(Scenario, again).scenario == question.scenario


def test_every_value_of_the_textbook_firm_is_described() -> None:
    """Each leaf of the completed scenario is a path that describe knows."""
    tree = complete(from_plain(SCENARIO.model_dump(mode="json"), Place("x", 1)), Block(Scenario))
    assert all(describe(Scenario, path)[0].meaning for path in leaves(plain(tree)))
    assert len(QUESTION.provenance) > 300


@pytest.mark.parametrize("name", shipped())
def test_what_a_shipped_file_leaves_alone_is_the_default(name: str) -> None:
    """Provenance says ``default`` of no value that differs from the default beside it."""
    rows = [row for row in load_as(Scenario, name).provenance if row.where == "default"]
    assert rows
    assert [row for row in rows if row.value != row.default] == []


def test_provenance_and_describe_agree_on_every_default(tmp_path: Path) -> None:
    """Of each value of a business under every lever, the card and the table say the same."""
    levers = [{"kind": kind, **example} for kind, example in EXAMPLES.items()]
    worlds = [
        {"name": f"w{n}", "title": "W", "interventions": [one]} for n, one in enumerate(levers)
    ]
    path = tmp_path / "all.yaml"
    path.write_text(write_text({"extends": "firms/textbook", "alternatives": worlds}), "utf-8")
    rows = load_as(Scenario, path).provenance
    kinds = {row.path.removesuffix(".kind"): row.value for row in rows if row.path.endswith("kind")}
    for row in rows:
        asked = row.path
        for holder, kind in kinds.items():
            if asked.startswith(f"{holder}."):
                asked = asked.replace(holder, f"{holder.rpartition('.')[0]}.<n:{kind}>")
        entry = describe(Scenario, asked)[0]
        inside = len(asked.split(".")) - len(entry.path.split("."))
        if entry.default == "required":
            assert row.default == NO_DEFAULT, asked
        elif inside:  # a table of single values is described as a whole
            assert row.default == json.loads(entry.default).get(asked.rpartition(".")[2], "")
        else:
            assert shown(row.default) == entry.default, asked


def test_references_names_and_interventions_are_told_together(tmp_path) -> None:
    """A wrong name, a second alternative of one name and a lever too late come at once."""
    question = tmp_path / "bad.yaml"
    question.write_text(
        "extends: firms/textbook\n"
        "channels: {hotline: {served_by: stre_team}}\n"
        "alternatives:\n"
        "  - {name: a, title: A, interventions: [{kind: price, factor: 0.9, start_month: 40}]}\n"
        "  - {name: a, title: B, interventions: [{kind: pay, team: nobody, factor: 1.1}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError) as found:
        load_as(Scenario, question)
    assert {(problem.line, problem.key) for problem in found.value.problems} == {
        (2, "channels.hotline.served_by"),
        (4, "alternatives.0.interventions.0.start_month"),
        (5, "alternatives.1.name"),
        (5, "alternatives.1.interventions.0.team"),
    }


def test_reminders_bring_support_needs_that_some_channel_must_serve() -> None:
    """Cards that are answered need a channel as much as needs that come by themselves."""
    sets = [f"channels.{name}.serves=[purchase, advice]" for name in SCENARIO.channels]
    sets += [
        f"customers.segments.{name}.support_per_purchase=0" for name in SCENARIO.customers.segments
    ]
    assert load_as(Scenario, "firms/textbook", sets).scenario
    with pytest.raises(ScenarioError) as found:
        load_as(Scenario, "firms/textbook", [*sets, "firm.after_sale.reminders_per_year=4"])
    assert {problem.what for problem in found.value.problems} == {
        "no channel of this segment serves support"
    }
