"""The textbook firm at any size: staff and budgets in proportion, so queues stay as loaded."""

from functools import cache

import sim
from sim.parameters import Plan
from sim.records import CHANNELS, Records
from sim.scenarios.resolve import plans

NAME = "firms/textbook"


@cache
def plan(people: int, months: int) -> Plan:
    """The plan of a firm in a market of so many people."""
    shipped = sim.load(NAME).scenario
    factor = people / shipped.market.people
    sets = [
        f"market.people={people}",
        f"market.advertising_per_month={factor * shipped.market.advertising_per_month}",
        f"firm.fixed_cost_per_month={factor * shipped.firm.fixed_cost_per_month}",
        *(
            f"teams.{name}.positions={max(1, round(factor * team.positions))}"
            for name, team in shipped.teams.items()
        ),
        "time.warm_up_months=0",
        f"time.horizon_months={months}",
    ]
    return plans(sim.load(NAME, sets=sets).scenario)["base"]


def contacts(records: Records) -> int:
    """Contacts of a run that came to any channel."""
    return int(records.channels[:, :, CHANNELS.column("offered")].sum())
