"""The manual's tables are what the code declares: nothing left out, nothing typed by hand."""

import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from pydantic import BaseModel

from docs.generate import ANSWERING, OUTPUT, SHOWING, answers_page, drawings, pages, shown
from docs.library import with_answers
from docs.reference import assumptions_page, parameters_page
from sim.experiment.sensitivity import FLIPS, SENSITIVITY
from sim.experiment.sweep_tables import tables_of
from sim.experiment.tables import TABLES
from sim.metrics import CATALOGUE
from sim.parameters import ARROWS
from sim.records import ACCOUNTS
from sim.scenarios.describe import Entry, describe
from sim.scenarios.schema.scenario import Scenario
from sim.scenarios.strict import Fraction, Strict, quantity
from tests.scenarios.shop import Shop

DOCS = Path(__file__).parents[2] / "docs"
VALUES = [entry for entry in describe(Scenario) if entry.type != "block"]
PARAMETERS = parameters_page(Scenario)
ASSUMPTIONS = assumptions_page(Scenario)


def sections(page: str) -> dict[str, str]:
    """Text under each heading, by every path that the heading names."""
    parts = re.split(r"^#+ (.*)$", page, flags=re.MULTILINE)
    found: dict[str, str] = {}
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        for path in re.findall(r"`([^`]+)`", heading) or [heading]:
            found[path] = text
    return found


def tables(page: str) -> list[list[str]]:
    """The rows of each table."""
    runs = re.findall(r"(?:^\|.*\|$\n?)+", page, flags=re.MULTILINE)
    return [run.splitlines() for run in runs]


PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_declares(name: str) -> None:
    """The file in ``docs`` is what ``make docs`` writes."""
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name], "run make docs"


@pytest.mark.parametrize("name", SHOWING)
def test_what_a_command_prints_stands_on_the_page(name: str) -> None:
    """Where nothing is simulated; ``make docs`` sees to the rest."""
    page = (DOCS.parent / name).read_text(encoding="utf-8")
    for part in OUTPUT.finditer(page):
        if not re.search("spc (run|sweep|sensitivity)|python -m", part[2]):
            assert part[0] == shown(part[0]), "run make docs"
        else:
            assert "```" in part[0], "run make docs"


@pytest.mark.parametrize("name", ANSWERING)
def test_a_page_shows_the_answers_that_were_found(name: str) -> None:
    """Its tables are those of the last run of the library."""
    page = (DOCS / name).read_text(encoding="utf-8")
    assert with_answers(page) == page, "run make docs"


@pytest.mark.parametrize("name", drawings())
def test_a_drawing_is_what_the_code_declares(name: str) -> None:
    """The file in ``docs/images`` is what ``make docs`` writes, and is XML."""
    written = (DOCS / "images" / name).read_text(encoding="utf-8")
    assert written == drawings()[name], "run make docs"
    fromstring(written)


def test_every_link_stands_on_the_map_with_its_claim() -> None:
    """The map numbers every link once, on an arrow and in the legend."""
    map_of_chain = fromstring(drawings()["chain.svg"])
    texts = [text.text or "" for text in map_of_chain.iter("{http://www.w3.org/2000/svg}text")]
    for arrow in ARROWS:
        assert texts.count(arrow.name) == texts.count(arrow.claim) == 1
    shown: list[int] = []
    labels = [text for text in texts if re.fullmatch(r"[\d, \u2013]+", text)][: -len(ARROWS)]
    for label in labels:
        for part in label.split(", "):
            first, _, last = part.partition("\u2013")
            shown += range(int(first), int(last or first) + 1)
    assert sorted(shown) == list(range(1, len(ARROWS) + 1))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_rows_have_as_many_cells_as_their_head(page: str) -> None:
    """Every row of a table has the columns of its head, whatever stands in its cells."""
    for head, _, *rows in tables(page):
        assert rows
        cells = {len(re.split(r"(?<!\\)\|", row)) for row in (head, *rows)}
        assert len(cells) == 1


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_heading_stands_once(page: str) -> None:
    """No block is told in two places."""
    headings = re.findall(r"^#+ .*$", page, flags=re.MULTILINE)
    assert len(headings) == len(set(headings))


def row_of(entry: Entry, found: dict[str, str]) -> str:
    """The row of a value in the section of its block, or of all kinds of it."""
    holder, _, key = entry.path.rpartition(".")
    common = re.sub(r"<(\w+):\w+>", r"<\1>", holder)
    for path in (holder or "The question", common):
        for row in found.get(path, "").splitlines():
            if row.startswith(f"| `{key}` |"):
                return row
    return ""


@pytest.mark.parametrize("model", [Scenario, Shop])
def test_every_value_has_its_row(model: type[BaseModel]) -> None:
    """Each value stands under its block with meaning, unit, range, mark, source, range to test."""
    found = sections(parameters_page(model))
    for entry in describe(model):
        is_block = entry.type == "block" and not entry.mark
        if is_block or entry.path.endswith(".kind"):
            continue
        row = row_of(entry, found)
        told = (entry.meaning, entry.type, entry.unit, entry.range, entry.mark, entry.source)
        for part in (*told, entry.worth_testing):
            assert " ".join(part.split()).replace("|", "\\|") in row, entry.path


@pytest.mark.parametrize(
    "entry",
    [
        entry
        for entry in VALUES
        if entry.mark and entry.default != "required" and not entry.path.startswith("alternatives")
    ],
    ids=lambda entry: entry.path,
)
def test_every_default_is_told_by_how_it_is_known(entry: Entry) -> None:
    """Assumed and recalled defaults have a row with their reason, others a line with a source."""
    if entry.source == "the scenario's own":
        assert f"`{entry.path}`" not in ASSUMPTIONS
    elif entry.mark in ("assumed", "recalled"):
        [row] = [row for row in ASSUMPTIONS.splitlines() if f"`{entry.path}`" in row]
        assert row.startswith("|")
        assert f"| {entry.mark} | {' '.join(entry.source.split())} |" in row
    else:
        assert f"- `{entry.path}` = " in ASSUMPTIONS
        assert entry.source in ASSUMPTIONS


def test_marks_are_counted() -> None:
    """The counts on top add up to the defaults that are listed below."""
    counts = {
        mark: int(count)
        for mark, count in re.findall(r"^\| (\w+) \| (\d+) \|", ASSUMPTIONS, flags=re.MULTILINE)
    }
    rows = [
        line for line in ASSUMPTIONS.splitlines() if re.search(r"\| (assumed|recalled) \|", line)
    ]
    listed = sum(len(re.findall(r"`[^`]+`", row.split(" | ")[0])) for row in rows if "`" in row[:4])
    assert listed == counts["assumed"] + counts["recalled"]
    assert len(re.findall(r"^- `", ASSUMPTIONS, flags=re.MULTILINE)) == (
        counts["literature"] + counts["measured"]
    )


def test_every_arrow_of_the_chain_is_told() -> None:
    """Each link stands with the stages it joins and its claim."""
    for arrow in ARROWS:
        row = f"| `links.{arrow.name}` | {arrow.source} | {arrow.target} | {arrow.claim} |"
        assert row in PARAMETERS


def test_every_column_of_every_table_is_told() -> None:
    """Each column stands under its table with unit and meaning, each account with its kind."""
    found = sections(answers_page())
    of_answers = {table.name: table for table in TABLES}
    of_sweeps = {f"Sweep: {table.name}": table for table in (*tables_of(()), SENSITIVITY, FLIPS)}
    for heading, table in (of_answers | of_sweeps).items():
        for column in table.columns:
            if column.name not in CATALOGUE:
                row = f"| `{column.name}` | {column.unit} | {column.meaning} |".replace("  ", " ")
                assert row in found[heading]
    for account in ACCOUNTS:
        assert f"| `{account.name}` | {account.kind} | {account.meaning} |" in found["Accounts"]
    for figure in CATALOGUE.values():
        assert f"| `{figure.name}` | {figure.unit} |" in found["Key figures"]


def test_a_bar_in_words_breaks_no_table() -> None:
    """Words with a bar stay in one cell."""

    class Barred(Strict):
        """A block."""

        share: Fraction = quantity(0.5, unit="a|b", mark="assumed", source="one | other")
        """Either | or."""

    [row] = [row for row in parameters_page(Barred).splitlines() if row.startswith("| `share`")]
    assert row.count("|") - row.count("\\|") == 10
    assert "Either \\| or." in row
