"""The file that ``spc new`` writes: ten values make it the business of whoever fills them in."""

import math
import re
from pathlib import Path
from typing import NamedTuple

import pytest

import sim
from sim.experiment.tables import IMPLAUSIBLE
from sim.report import basis
from sim.scenarios.node import plain
from sim.scenarios.text import read_text

TEN = 10
LINE = re.compile(r"^(\s+\w+: )([\d.]+)(\s+# +(\d+)\. .*)$", re.MULTILINE)
"""A value to be replaced: what comes before it, the value, its comment, and its number in that."""

FEW_POINTS = 0.03
"""How near retention comes to what is told, as the how-to says: satisfaction has its part in it."""


class Business(NamedTuple):
    """What a manager knows, in the manager's own terms."""

    customers: int
    new: int
    """Of a hundred customers, in a year."""
    lost: int
    """Of a hundred customers, in a year."""
    visits: float
    bill: float
    minutes: float
    pay: float
    goods: float
    fixed: float

    @property
    def hours(self) -> float:
        """Hours of all visits in a week."""
        return self.customers * self.visits * self.minutes / 60 / 52

    @property
    def staff(self) -> int:
        """By the rule that the file gives."""
        return round(self.hours / 25 + 2)

    def values(self) -> tuple[float, ...]:
        """The ten, as the comments of the file ask for them."""
        share = self.new / 100
        odds = round(self.lost / (100 - self.lost), 3)
        per_visit = (1.25 * self.visits, self.bill, self.minutes)
        per_month = (self.staff, self.pay, self.goods, self.fixed)
        return (2 * self.customers, share, odds, *per_visit, *per_month)


PAGE = Path(__file__).resolve().parents[2] / "docs" / "own_firm.md"


def block(heading):
    """The first YAML after a heading of the how-to, as overrides."""
    text = PAGE.read_text(encoding="utf-8").partition(f"**{heading}**")[2]
    top, _ = read_text(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1], PAGE.name)
    return [f"{path}={value}" for path, value in flat(plain(top))]


def flat(tree, path=""):
    """The leaves of a block with their paths."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


BUSINESSES = {
    "hairdresser": Business(900, 20, 20, 7, 42, 40, 2300, 0.1, 5000),
    "clinic": Business(1200, 15, 15, 4, 70, 30, 3600, 0.12, 6000),
    "repair_shop": Business(800, 30, 30, 1.5, 260, 120, 3000, 0.4, 3000),
    "garage": Business(300, 25, 25, 2, 420, 150, 3200, 0.4, 1500),
    "tutoring_school": Business(150, 40, 40, 40, 38, 60, 2100, 0.02, 1500),
    "help_desk": Business(2500, 10, 10, 5, 14, 12, 2600, 0.02, 2000),
    "coffee_bar": Business(250, 45, 45, 80, 12, 6, 2200, 0.3, 2500),
}
ALONE = Business(180, 20, 20, 8, 60, 45, 3800, 0.03, 800)


@pytest.fixture
def written(tmp_path):
    """The file as it comes."""
    return sim.new("my_firm", tmp_path)


def replaced(path, values):
    """The file with ten values replaced, each by its number."""

    def line(found):
        return f"{found[1]}{values[int(found[4]) - 1]:g}{found[3]}"

    text, count = LINE.subn(line, path.read_text(encoding="utf-8"))
    assert count == TEN
    path.write_text(text, encoding="utf-8")
    return path


def unlikely(answer):
    """Key figures of the base that lie where the file does not expect them."""
    table = answer.plausibility
    return set(table["kpi"][table["verdict"] == IMPLAUSIBLE])


def test_the_block_has_ten_values_with_a_comment_each(written):
    """Numbered from 1 to 10; no other number of the business stands in the file."""
    text = written.read_text(encoding="utf-8")
    assert [int(found[4]) for found in LINE.finditer(text)] == list(range(1, TEN + 1))
    own = [
        row.path
        for row in sim.load(written).provenance
        if "my_firm" in row.where and isinstance(row.value, int | float)
    ]
    of_the_business = [path for path in own if not path.startswith(("alternatives", "plausible"))]
    assert len(of_the_business) == TEN


def test_the_file_as_it_comes_is_the_firm_it_extends(written):
    """So that what is known of that firm is true of the file; and nothing in it is idle."""
    question = sim.load(written)
    of_the_question = {"title", "question", "description", "look_for", "plausible", "alternatives"}
    own = question.scenario.model_dump(exclude=of_the_question)
    firm = sim.load("firms/small_business").scenario
    assert own == firm.model_dump(exclude=of_the_question)
    assert question.warnings == ()


def test_the_comments_take_for_granted_what_the_firm_has():
    """People are twice the customers, a quarter of visits more is elsewhere, all consider once."""
    firm = sim.load("firms/small_business").scenario
    segment = firm.customers.segments["customers"]
    assert segment.opening_customers == 1 / 2
    assert segment.share_of_wallet == 1 / 1.25
    assert firm.market.considerations_per_year == 1


@pytest.mark.slow
def test_the_file_as_it_comes_gets_an_answer(written):
    """A likely business, and differences that the runs can tell along the chain."""
    answer = sim.run(written, engine="compiled")
    assert answer.exit_status == 0
    assert unlikely(answer) == set()
    chain = answer.differences.set_index("kpi")
    for kpi in ("employee_satisfaction", "customer_satisfaction", "customer_retention", "revenue"):
        assert chain.loc[kpi, "low"] > 0, kpi


@pytest.mark.slow
@pytest.mark.parametrize("name", BUSINESSES)
def test_ten_values_make_a_likely_business(name, written):
    """Nothing in it is idle or unlikely, and customers stay as told."""
    told = BUSINESSES[name]
    path = replaced(written, told.values())
    assert sim.load(path).warnings == ()
    answer = sim.run(path, replications=4, engine="compiled")
    assert answer.exit_status == 0
    assert unlikely(answer) == set()
    kept = answer.levels.query("alternative == 'base' and kpi == 'customer_retention'").iloc[0]
    as_told = math.exp(-told.lost / 100)  # the figure of a year in which so many leave, one by one
    assert kept.low - FEW_POINTS < as_told < kept.high + FEW_POINTS


def by_appointment(told):
    """The ten, with staff by the how-to's other rule."""
    values = list(told.values())
    values[6] = math.ceil(told.hours / 25)
    return values


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "headings"),
    [
        (by_appointment(BUSINESSES["repair_shop"]), ["By appointment"]),
        (by_appointment(BUSINESSES["garage"]), ["By appointment"]),
        (by_appointment(BUSINESSES["tutoring_school"]), ["By appointment"]),
        (by_appointment(ALONE), ["By appointment", "Alone"]),
        (BUSINESSES["help_desk"].values(), ["On the phone"]),
    ],
)
def test_a_business_that_is_no_shop_is_likely_with_the_block_of_the_how_to(
    values, headings, written
):
    """By appointment, alone, or on the phone."""
    sets = [text for heading in headings for text in block(heading)]
    path = replaced(written, values)
    assert sim.load(path, sets).warnings == ()
    answer = sim.run(path, sets=sets, replications=4, engine="compiled")
    assert answer.exit_status == 0
    assert unlikely(answer) == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", BUSINESSES)
def test_too_few_staff_are_noticed(name, written):
    """With half of the people that the work alone takes: the report warns of waits."""
    told = BUSINESSES[name]
    values = list(told.values())
    values[6] = max(1, math.floor(told.hours / 40 / 2))
    answer = sim.run(replaced(written, values), alternatives=[], replications=4, engine="compiled")
    assert {"mean_wait", "abandonment"} <= unlikely(answer)
    (said,) = [line for line in basis.implausible(answer) if "mean wait" in line]
    assert "expects at most 10" in said
