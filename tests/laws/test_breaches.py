"""The engine's own check: a run that breaks a law never leaves the engine."""

import pytest

from sim.engine import laws
from sim.errors import SimulationError
from sim.parameters import LIFE_CYCLE
from sim.records import ACCOUNTS, AMONG, CONCENTRATION, HOURS, Records
from tests.worlds import COLUMNS, run, world

MONTH = 2
WARM_UP = 1
"""Of the small and lively firm."""

STOCK = "opening"
"""In every message about a stock."""

LAWS = {
    "firm.customers_opening": STOCK,
    "firm.gained_unprompted": STOCK,
    "firm.gained_advertising": STOCK,
    "firm.gained_word_of_mouth": STOCK,
    "firm.gained_partner": STOCK,
    "firm.gained_press": STOCK,
    "firm.gained_opening": STOCK,
    "firm.gained_campaign": STOCK,
    "firm.lost": STOCK,
    "firm.customers_closing": STOCK,
    "segments.customers_opening": STOCK,
    "segments.gained": STOCK,
    "segments.lost": STOCK,
    "segments.moved_in": STOCK,
    "segments.moved_out": STOCK,
    "segments.customers_closing": STOCK,
    "segments.answered": "answered by segment = answered by channel",
    "segments.wait_time": "wait_time by segment = wait_time by channel",
    "segments.revenue": "sales in the books = sales by segment",
    "segments.contribution": "contribution by segment",
    "channels.offered": "offered = served",
    "channels.served": "offered = served",
    "channels.abandoned": "offered = served",
    "channels.open": "offered = served",
    "channels.answered": "waits",
    "channels.answered_in_target": "answered_in_target by hour",
    "channels.revenue": "sales in the books = sales by channel",
    "channels.contact_costs": "contact costs in the books",
    "teams.staff_opening": STOCK,
    "teams.hires": STOCK,
    "teams.quits": STOCK,
    "teams.released": STOCK,
    "teams.staff_closing": STOCK,
    "teams.wages": "wages in the books",
    "teams.hiring_costs": "hiring in the books",
    **{
        f"campaigns.{name}": "targeted = opted out"
        for name in ("targeted", "opted_out", "capped", "held_out", "contacted")
    },
    "campaigns.cost": "campaigns in the books",
    "campaigns.direct_cost": "contribution by segment",
    "campaigns.offers": "campaign offers in the books",
    "tenure.purchases": "purchases by tenure",
    "tenure.revenue": "revenue by tenure",
    "tenure.contribution": "contribution by tenure",
    **{f"hours.{column.name}": f"{column.name} by hour" for column in HOURS.columns},
    "life_cycle.people": "life cycle",
    **{f"ledger.{account.name}": "debits = credits" for account in ACCOUNTS},
}
"""What a breach in a column is called."""


@pytest.fixture(scope="module")
def records() -> Records:
    """A run that obeys."""
    return run(world("lively", firm__campaigns={"spring": {"waves": 3}}))


def broken(records: Records, name: str, add: float) -> Records:
    """The same run with one cell of one column off by so much."""
    table, _, wanted = name.partition(".")
    changed = getattr(records, table).copy()
    position = [candidate.name for candidate in COLUMNS[table]].index(wanted)
    changed[MONTH].reshape(-1, changed.shape[-1])[0, position] += add
    return records._replace(**{table: changed})


def test_a_run_that_obeys_passes(records: Records):
    """The check finds nothing where nothing is wrong."""
    laws.check(records, WARM_UP)


@pytest.mark.parametrize("add", [1.0, -1.0, 0.01])
@pytest.mark.parametrize("name", LAWS)
def test_one_wrong_cell_is_found_and_named(records: Records, name: str, add: float):
    """One person, one contact or one cent too many stops the run with the law that it breaks."""
    with pytest.raises(SimulationError, match=LAWS[name]):
        laws.check(broken(records, name, add), WARM_UP)


def test_a_wait_counted_twice_is_found(records: Records):
    """The histogram of waits holds each answered contact once."""
    waits = records.waits.copy()
    waits[MONTH, 0, 0] += 1.0
    with pytest.raises(SimulationError, match="waits"):
        laws.check(records._replace(waits=waits), WARM_UP)


def test_a_customer_between_stages_is_found(records: Records):
    """Whoever is counted as lost while a customer is found, though nobody is missing."""
    stages = records.life_cycle.copy()
    stages[:, LIFE_CYCLE.index("lost")] += 1.0
    stages[:, LIFE_CYCLE.index("growing")] -= 1.0
    with pytest.raises(SimulationError, match="customers by stage"):
        laws.check(records._replace(life_cycle=stages), WARM_UP)


@pytest.mark.parametrize("name", ["revenue", "contribution", "purchases"])
def test_sales_of_nobody_are_found(records: Records, name: str):
    """What customers bought, one by one, is what the books say they bought."""
    table = records.concentration.copy()
    table[AMONG.index("customers"), 3, CONCENTRATION.column(name)] += 0.01
    with pytest.raises(SimulationError, match=f"{name} by customer"):
        laws.check(records._replace(concentration=table), WARM_UP)


def test_money_moved_between_accounts_is_found(records: Records):
    """Debits that equal credits are not enough: each account agrees with what it came from."""
    names = [account.name for account in ACCOUNTS]
    for name in (
        *("wages", "hiring", "contact_costs", "purchases", "rewards", "campaigns", "referral_fees"),
    ):
        moved = records.ledger.copy()
        moved[MONTH, names.index(name)] += 10.0
        moved[MONTH, names.index("fixed")] -= 10.0
        with pytest.raises(SimulationError, match=f"month {MONTH}"):
            laws.check(records._replace(ledger=moved), WARM_UP)


@pytest.mark.parametrize("table", [name for name in Records._fields if name != "events"])
def test_a_number_that_is_none_is_found(records: Records, table: str):
    """A single NaN anywhere stops the run."""
    changed = getattr(records, table).copy()
    changed.reshape(-1)[-1] = float("nan")
    with pytest.raises(SimulationError):
        laws.check(records._replace(**{table: changed}), WARM_UP)


def test_the_message_names_month_and_size(records: Records):
    """Whoever reports the fault can say where it is."""
    with pytest.raises(SimulationError, match=f"month {MONTH}: off by 3"):
        laws.check(broken(records, "channels.served", 3.0), WARM_UP)
