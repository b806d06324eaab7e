"""Prices and promises, what competitors do, what befalls the firm, and what it reinvests."""

from sim.records import CHANNELS, FIRM
from tests.levers.lever import Claim, Lever, Reading, Run, figure, share, spent, total

SATISFACTION = share("firm.satisfaction_sum", "firm.customers_closing")
EXPECTATION = share("firm.expectation_sum", "firm.customers_closing")
OURS = share("firm.purchase_needs_ours", "firm.purchase_needs")
NOT_BOUGHT = "a shock is not bought"
THEIRS = "competitors decide and pay"

CUT = {"kind": "price", "factor": 0.7}
RIVALS_FOLLOW = {"kind": "competitor_reaction", "price_reaction_per_month": 0.6}


def last(name: str) -> Reading:
    """A column of the firm at the end of the last month."""
    return lambda one: float(one.records.firm[-1, FIRM.column(name)])


def at_channel(name: str, channel: int) -> Reading:
    """A column of one channel over the measured months."""

    def read(one: Run) -> float:
        measured = one.records.channels[one.plan.warm_up_months :, channel]
        return float(measured[:, CHANNELS.column(name)].sum())

    return read


ONLINE = 1
"""The lively firm's self-service channel."""

LEVERS = (
    Lever(
        12,
        "price rise",
        ({"kind": "price", "factor": 1.3},),
        Claim(OURS, rises=False),
        Claim(SATISFACTION, rises=False),
        cost=None,
        free_because="a new price list costs nothing; what it drives away shows in sales",
    ),
    Lever(
        13,
        "promising too much",
        ({"kind": "promise", "level": 1.0}, {"kind": "advertising", "budget_per_month": 600}),
        Claim(EXPECTATION, rises=True),
        Claim(SATISFACTION, rises=False),
        cost="advertising",
        sets={"market.promise": 0.6},
    ),
    Lever(
        13,
        "a promise that draws people",
        ({"kind": "promise", "level": 1.0}, {"kind": "advertising", "budget_per_month": 600}),
        Claim(total("firm.gained_advertising"), rises=True),
        None,
        cost="advertising",
        open_because="who is drawn by a promise expects it, and leaves the sooner",
        sets={"market.promise": 0.6},
    ),
    Lever(
        20,
        "competitor entry",
        ({"kind": "competitor_entry", "rivals": 2, "quality": 0.9, "price_index": 0.8},),
        Claim(OURS, rises=False),
        Claim(figure("revenue"), rises=False),
        cost=None,
        free_because=THEIRS,
    ),
    Lever(
        20,
        "competitors match our prices",
        (CUT, RIVALS_FOLLOW),
        Claim(last("competitor_price"), rises=False),
        None,
        cost=None,
        open_because="the cut wins needs until it is matched; the law on matching isolates it",
        free_because=THEIRS,
    ),
    Lever(
        20,
        "competitors match our service",
        ({"kind": "competitor_reaction", "quality_reaction_per_month": 0.6},),
        Claim(last("competitor_quality"), rises=True),
        Claim(OURS, rises=False),
        cost=None,
        free_because=THEIRS,
        sets={"market.competitor_quality": 0.5},
    ),
    Lever(
        21,
        "outage of a channel",
        ({"kind": "shock", "of": "outage", "channel": "online"},),
        Claim(at_channel("offered", ONLINE), rises=False),
        Claim(total("teams.served"), rises=True),
        cost=None,
        free_because=NOT_BOUGHT,
    ),
    Lever(
        21,
        "failure of self-service",
        ({"kind": "shock", "of": "outage", "channel": "online", "failure_chance": 0.8},),
        Claim(at_channel("failures", ONLINE), rises=True),
        Claim(SATISFACTION, rises=False),
        cost=None,
        free_because=NOT_BOUGHT,
    ),
    Lever(
        21,
        "faulty goods",
        ({"kind": "shock", "of": "quality_incident", "fault_chance": 0.4},),
        Claim(total("firm.faults"), rises=True),
        Claim(SATISFACTION, rises=False),
        cost=None,
        free_because=NOT_BOUGHT,
    ),
    Lever(
        21,
        "demand surge",
        ({"kind": "shock", "of": "demand_surge", "support_factor": 6},),
        Claim(total("firm.needs"), rises=True),
        Claim(total("channels.wait_time"), rises=True),
        cost=None,
        free_because=NOT_BOUGHT,
    ),
    Lever(
        21,
        "staff shortage",
        (
            {
                **{"kind": "shock", "of": "staff_shortage", "team": "store_team"},
                "shortage_fraction": 0.7,
            },
        ),
        Claim(total("teams.absences"), rises=True),
        Claim(total("channels.wait_time"), rises=True),
        cost=None,
        free_because=NOT_BOUGHT,
    ),
    Lever(
        21,
        "scandal",
        ({"kind": "shock", "of": "scandal", "reach_per_month": 0.8},),
        Claim(total("firm.heard_press"), rises=True),
        Claim(SATISFACTION, rises=False),
        cost=None,
        free_because=NOT_BOUGHT,
    ),
    Lever(
        22,
        "reinvestment of profit",
        ({"kind": "reinvestment", "share": 0.6},),
        Claim(spent("internal_quality"), rises=True),
        Claim(last("internal_quality"), rises=True),
        cost="internal_quality",
    ),
)
