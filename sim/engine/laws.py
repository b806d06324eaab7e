"""What must hold in every run: nobody is lost, nothing is served twice, the books balance."""

import numpy as np
from numpy.typing import NDArray

from sim.errors import SimulationError
from sim.parameters import LIFE_CYCLE
from sim.records import (
    ACCOUNTS,
    CAMPAIGNS,
    CHANNELS,
    CONCENTRATION,
    FIRM,
    GAINED,
    HOURS,
    LEDGER,
    SEGMENTS,
    TEAMS,
    TENURE,
    Records,
)

CENT = 0.005
"""Half a cent: the largest difference between two sums of the same money [currency]."""

COUNT = 1e-6
"""Counts are whole numbers in float64 and must agree to the last one [count]."""


def _require(
    name: str, difference: NDArray[np.float64], tolerance: float, row: str = "month"
) -> None:
    worst = float(np.max(np.abs(difference), initial=0.0))
    if not worst <= tolerance:
        which = int(np.argmax(np.abs(difference).reshape(len(difference), -1).max(axis=1)))
        raise SimulationError(f"{name} does not hold in {row} {which}: off by {worst:.6g}")


def _stock(
    name: str,
    opening: NDArray[np.float64],
    change: NDArray[np.float64],
    closing: NDArray[np.float64],
) -> None:
    _require(f"{name}: opening + gained - lost = closing", opening + change - closing, COUNT)
    _require(f"{name}: opening = closing of the month before", opening[1:] - closing[:-1], COUNT)


def check(records: Records, warm_up_months: int) -> None:
    """Check every conservation law and the books of a run.

    Parameters
    ----------
    records : Records
        What a run returned.
    warm_up_months : int
        Months that the tables of the measured months leave out [month].

    Raises
    ------
    SimulationError
        Naming the law, the month and the size of the breach; a fault of the program.
    """

    def firm(name: str) -> NDArray[np.float64]:
        return records.firm[:, FIRM.column(name)]

    def segment(name: str) -> NDArray[np.float64]:
        return records.segments[..., SEGMENTS.column(name)]

    def channel(name: str) -> NDArray[np.float64]:
        return records.channels[..., CHANNELS.column(name)]

    def team(name: str) -> NDArray[np.float64]:
        return records.teams[..., TEAMS.column(name)]

    def campaign(name: str) -> NDArray[np.float64]:
        return records.campaigns[..., CAMPAIGNS.column(name)]

    def account(name: str) -> NDArray[np.float64]:
        return records.ledger[:, [a.name for a in ACCOUNTS].index(name)]

    gained = sum(firm(source.name) for source in GAINED)
    _stock("customers", firm("customers_opening"), gained - firm("lost"), firm("customers_closing"))
    _stock(
        "customers by segment and tier",
        segment("customers_opening"),
        segment("gained") - segment("lost") + segment("moved_in") - segment("moved_out"),
        segment("customers_closing"),
    )
    _require(
        "customers = customers of all segments and tiers",
        firm("customers_closing") - segment("customers_closing").sum(axis=(1, 2)),
        COUNT,
    )
    opened = np.diff(channel("open"), axis=0, prepend=0.0)
    _require(
        "contacts: offered = served + abandoned + open",
        channel("offered") - channel("served") - channel("abandoned") - opened,
        COUNT,
    )
    _require(
        "waits: contacts in the histogram = answered",
        records.waits.sum(axis=-1) - channel("answered"),
        COUNT,
    )
    for column in HOURS.columns:
        by_channel = channel(column.name)[warm_up_months:].sum(axis=0)
        off = records.hours[..., HOURS.column(column.name)].sum(axis=1) - by_channel
        if column.unit != "contact":
            off /= np.maximum(by_channel, 1.0)  # one sum over all months, which rounds
        _require(f"{column.name} by hour = {column.name} by channel", off, COUNT, "channel")
    for name in ("answered", "wait_time"):
        _require(
            f"{name} by segment = {name} by channel",
            segment(name).sum((1, 2)) - channel(name).sum(1),
            COUNT,
        )
    _stock(
        "staff",
        team("staff_opening"),
        team("hires") - team("quits") - team("released"),
        team("staff_closing"),
    )
    _require(f"{LEDGER.name}: debits = credits", records.ledger.sum(axis=1), CENT)
    sales = -account("purchases") - account("service_sales")
    _require("sales in the books = sales by segment", sales - segment("revenue").sum((1, 2)), CENT)
    _require("sales in the books = sales by channel", sales - channel("revenue").sum(1), CENT)
    _require("wages in the books = wages by team", account("wages") - team("wages").sum(1), CENT)
    _require(
        "hiring in the books = hiring by team",
        account("hiring") - team("hiring_costs").sum(1),
        CENT,
    )
    _require(
        "contact costs in the books = contact costs by channel",
        account("contact_costs") - channel("contact_costs").sum(1),
        CENT,
    )
    _require(
        "margin by channel = sales - goods, commissions, rewards and discounts in the books",
        channel("margin").sum(1)
        - sales
        + sum(
            account(name)
            for name in ("cost_of_goods", "commissions", "rewards", "promotions", "campaign_offers")
        ),
        CENT,
    )
    direct = [
        "cost_of_goods",
        "commissions",
        "contact_costs",
        "compensation",
        "rewards",
        "relationships",
        "campaign_offers",
        "referral_fees",
        "promotions",
        "guarantee",
        "after_sale",
    ]
    _require(
        "contribution by segment = sales - direct costs in the books",
        segment("contribution").sum((1, 2))
        - sales
        + sum(account(name) for name in direct)
        + campaign("direct_cost").sum(1),
        CENT,
    )
    _require(
        "campaigns: targeted = opted out + capped + held out + contacted",
        campaign("targeted")
        - sum(campaign(name) for name in ("opted_out", "capped", "held_out", "contacted")),
        COUNT,
    )
    _require(
        "campaigns in the books = cost by campaign",
        account("campaigns") - campaign("cost").sum(1),
        CENT,
    )
    _require(
        "campaign offers in the books = offers by campaign",
        account("campaign_offers") - campaign("offers").sum(1),
        CENT,
    )
    stages = records.life_cycle
    here = [stage not in ("prospect", "lost") for stage in LIFE_CYCLE]
    _require("life cycle: nobody is born or dies", np.diff(stages.sum(axis=1)), COUNT)
    _require(
        "life cycle: customers by stage = customers",
        stages[:, here].sum(axis=1) - firm("customers_closing"),
        COUNT,
    )
    for name, tolerance in (("purchases", COUNT), ("revenue", CENT), ("contribution", CENT)):
        by_segment = segment(name)[warm_up_months:].sum(axis=(0, 2))
        _require(
            f"{name} by tenure = {name} by segment",
            records.tenure[..., TENURE.column(name)].sum(axis=0) - by_segment,
            tolerance,
            "segment",
        )
        sums = records.concentration[..., CONCENTRATION.column(name)].sum(axis=1)
        off = sums[:1] - by_segment.sum()
        _require(f"{name} by customer = {name} by segment", off, tolerance, "row")
    if not all(np.isfinite(table).all() for table in records):
        raise SimulationError("a table holds a value that is not a number")
