"""The documentation agrees with the program: names, paths, links."""

import inspect
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import sim
import sim.behaviour
from sim import records
from sim.behaviour import order, purposes
from sim.parameters import ARROWS, DIMENSIONS, DRIVERS, KINDS, TIERS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path for path in [*ROOT.glob("docs/*.md"), ROOT / "README.md"] if path.is_file())
MODEL = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`\n]+)`", MODEL)
BLOCKS = ("time", "market", "customers", "channels", "teams", "employees", "firm", "links")


def constants(module) -> list[str]:
    """Names of a module's numbered constants."""
    return [name for name, value in vars(module).items() if name.isupper() and type(value) is int]


def functions() -> list[str]:
    """Names of all public functions of the behaviour package."""
    return [
        name
        for part in pkgutil.iter_modules(sim.behaviour.__path__)
        for name, value in vars(import_module(f"sim.behaviour.{part.name}")).items()
        if inspect.isfunction(value)
        and value.__module__ == f"sim.behaviour.{part.name}"
        and not name.startswith("_")
    ]


def plain(path: str) -> str:
    """A path with the six drivers folded into one."""
    return re.sub(rf"^firm\.drivers\.({'|'.join(DRIVERS)})\b", "firm.drivers.<driver>", path)


def settable() -> tuple[set[str], set[str]]:
    """Paths of the schema: all, and those that end in a single value of the model."""
    entries = [entry for entry in sim.describe() if entry.path.split(".")[0] in BLOCKS]
    every = {plain(entry.path) for entry in entries}
    return every, {path for path in every if not any(p.startswith(f"{path}.") for p in every)}


@pytest.mark.parametrize("name", functions())
def test_model_names_every_behaviour_function(name):
    """A formula that the page does not name is a formula nobody can question."""
    assert name in CODE


@pytest.mark.parametrize("name", [arrow.name for arrow in ARROWS])
def test_model_says_where_every_link_acts(name):
    """Each arrow stands in a formula, as ``link(name)``, and in the table of links."""
    row = re.search(rf"^\| `{name}` \|.*\|$", MODEL, re.MULTILINE)
    assert row is not None
    acts_in = re.findall(r"`(\w+)`", row[0])[1:]
    assert acts_in
    assert set(acts_in) <= set(functions())
    assert f"link({name})" in MODEL


@pytest.mark.parametrize("arrow", ARROWS, ids=lambda arrow: arrow.name)
def test_model_joins_every_link_to_its_stages(arrow):
    """The table of links joins the stages that the program joins."""
    assert f"| `{arrow.name}` | {arrow.source} | {arrow.target} |" in MODEL


def test_model_orders_events_as_the_clock_does():
    """The table of simultaneous events has the program's numbers, classes and names."""
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| ([\w ]+) \|", MODEL, re.MULTILINE)
    expected = [
        (str(getattr(order, name)), name, order.NAMES[getattr(order, name)])
        for name in sorted(constants(order), key=lambda name: getattr(order, name))
    ]
    assert rows == expected
    assert len(rows) == len(order.NAMES) - 1


@pytest.mark.parametrize("name", [*DIMENSIONS, *DRIVERS, *KINDS, *TIERS])
def test_model_names_dimensions_drivers_kinds_and_tiers(name):
    """The lists that every table keeps are spelled out."""
    assert re.search(rf"\b{name}\b", MODEL)


def test_model_names_every_purpose_of_a_draw():
    """Nothing is drawn at random that the page does not tell."""
    limits = {name for name in constants(purposes) if name.startswith("MOST_")}
    assert set(constants(purposes)) - limits <= set(CODE)


def test_model_names_every_table_and_account():
    """Whatever is written down has a place on the page."""
    tables = {table.name for table in (*records.TABLES, records.CONTACTS, records.EVENTS)}
    assert tables <= set(CODE)
    accounts = {account.name for account in records.ACCOUNTS}
    assert accounts <= set(re.findall(r"\w+", MODEL))


def test_model_names_parameters_as_yaml_does():
    """Every path on the page can be written in a scenario."""
    paths = {text for text in CODE if text.split(".")[0] in BLOCKS and re.search(r"\.[a-z<]", text)}
    assert paths - settable()[0] == {"links.<name>"}


def test_model_places_every_parameter():
    """Every value that a scenario can set has a place in a formula's table."""
    links = {f"links.{arrow.name}" for arrow in ARROWS}
    assert settable()[1] - set(CODE) - links == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Every link of a page leads to a file that exists and, if it says so, to a heading in it."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    broken = [target for target in targets if "://" not in target and not leads(page, target)]
    assert broken == []


def leads(page: Path, target: str) -> bool:
    """Whether a link of a page has something at its end."""
    name, _, heading = target.partition("#")
    file = page.parent / name if name else page
    return file.exists() and (not heading or heading in headings(file))


def headings(page: Path) -> set[str]:
    """Anchors of a page's headings, as GitHub writes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
