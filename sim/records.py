"""Every table a run returns, declared once: columns, units, meanings, shapes.

From this declaration come the engines' accumulators, the data frames, the documentation and
``spc describe``. Tables are monthly sums and counts of a fixed size, so that memory does not grow
with the number of contacts; ratios are left to ``sim.metrics``.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.parameters import DIMENSIONS, DRIVERS, LIFE_CYCLE, SOURCES, TIERS, Parameters
from sim.units import HOURS_PER_DAY


class Column(NamedTuple):
    """One column of a table."""

    name: str
    unit: str
    meaning: str


class Table(NamedTuple):
    """One table of a run: what its rows stand for, and its columns."""

    name: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    meaning: str

    def column(self, name: str) -> int:
        """Position of a column.

        Raises
        ------
        KeyError
            When the table has no such column.
        """
        for position, candidate in enumerate(self.columns):
            if candidate.name == name:
                return position
        raise KeyError(name)


_GAINED_MEANINGS: Final = (
    "new customers who considered us by themselves",
    "new customers whom advertising made consider us",
    "new customers who had just heard good news",
    "new customers whom a partner made consider us",
    "new customers who had just heard of us in the media",
    "opening customers who join after time 0",
    "new customers who answered a campaign",
)

GAINED: Final = tuple(
    Column(f"gained_{source}", "person", meaning)
    for source, meaning in zip(SOURCES, _GAINED_MEANINGS, strict=True)
)
"""New customers by what made them consider us; together all who were gained."""

FIRM: Final = Table(
    "timeseries",
    ("month",),
    (
        Column("customers_opening", "person", "customers at the start of the month"),
        *GAINED,
        Column("won_back", "person", "of the gained, those who had been customers before"),
        Column("lost", "person", "customers who left"),
        Column("customers_closing", "person", "customers at the end of the month"),
        Column("exits_prevented", "person", "exits undone by an assumed retention gain"),
        Column("considerations", "count", "times somebody weighed becoming a customer"),
        Column("needs", "count", "purchase, advice and support needs of customers"),
        Column("needs_ours", "count", "of the needs, those brought to us"),
        Column("purchase_needs", "count", "purchase needs of customers"),
        Column("purchase_needs_ours", "count", "of the purchase needs, those brought to us"),
        Column("purchases", "count", "sales in purchase contacts"),
        Column("service_sales", "count", "sales in advice, support and call-back contacts"),
        Column("satisfaction_sum", "level", "satisfaction summed over closing customers"),
        Column("expectation_sum", "level", "mean expectation summed over closing customers"),
        Column("promoters", "person", "closing customers who would answer 9 or 10"),
        Column("detractors", "person", "closing customers who would answer 6 or less"),
        Column("attitude_sum", "level", "attitude summed over people who are not customers"),
        Column("news_good", "contact", "good contacts that were told about"),
        Column("news_bad", "contact", "bad contacts that were told about"),
        Column("told_good", "person", "people told about a good contact"),
        Column("told_bad", "person", "people told about a bad contact"),
        Column("failures", "count", "contacts that failed"),
        Column("complaints", "count", "failures that were voiced"),
        Column("complaints_closed", "count", "complaints answered"),
        Column("complaint_time", "day", "time from complaint to answer, summed over the closed"),
        Column("recovery_sum", "level", "recovery score summed over the closed"),
        Column("managed", "contact", "contacts with staff of customers who have a manager"),
        Column("familiar", "contact", "of the managed, those served by the person of last time"),
        Column("internal_quality", "level", "internal service quality at the end of the month"),
        *(Column(f"driver_{name}", "level", f"level of {name}, end of month") for name in DRIVERS),
        Column("reinvested", "currency", "profit added to the drivers' budgets this month"),
        Column("faults", "count", "of the failures, purchases that proved faulty"),
        Column("heard_press", "person", "people who heard of us in the media"),
        Column("competitor_price", "-", "competitors' price index at the end of the month"),
        Column("competitor_quality", "level", "competitors' quality at the end of the month"),
        Column("settled_at_once", "count", "of the complaints, those settled on the spot"),
        Column("call_backs", "count", "calls that reached a customer after a purchase"),
        Column("failures_found", "count", "of the complaints, those that came up in a call-back"),
        Column("reminders", "count", "reminder cards sent"),
        Column("reminder_needs", "count", "support needs that a reminder brought to us"),
    ),
    "the firm as a whole, month by month",
)

SEGMENTS: Final = Table(
    "segments",
    ("month", "segment", "tier"),
    (
        Column("customers_opening", "person", "customers at the start of the month"),
        Column("gained", "person", "new customers"),
        Column("lost", "person", "customers who left"),
        Column("moved_in", "person", "customers who came from another tier"),
        Column("moved_out", "person", "customers who went to another tier"),
        Column("customers_closing", "person", "customers at the end of the month"),
        Column("answered", "contact", "contacts whose service began"),
        Column("wait_time", "day", "wait summed over the answered"),
        Column("purchases", "count", "sales of any kind"),
        Column("revenue", "currency", "sales"),
        Column("contribution", "currency", "revenue less what these customers directly cost"),
        Column("satisfaction_sum", "level", "satisfaction summed over closing customers"),
    ),
    "customers by segment and tier",
)

CHANNELS: Final = Table(
    "channels",
    ("month", "channel"),
    (
        Column("offered", "contact", "contacts that arrived"),
        Column("served", "contact", "contacts whose service ended"),
        Column("abandoned", "contact", "contacts that gave up waiting"),
        Column("open", "contact", "contacts waiting or in service at the end of the month"),
        Column("answered", "contact", "contacts whose service began"),
        Column("answered_in_target", "contact", "of the answered, those within the target"),
        Column("wait_time", "day", "wait summed over the answered"),
        Column("abandoned_time", "day", "wait summed over the abandoned"),
        Column("handle_time", "day", "service summed over the served"),
        Column("failures", "contact", "served contacts that failed, faulty purchases too"),
        Column("escalations", "contact", "contacts handed on to another channel"),
        Column("scored", "contact", "contacts that a customer judged"),
        Column("score_sum", "level", "contact score summed over the scored"),
        Column("perceived", "contact", "of the scored, those that were served"),
        *(Column(f"{name}_sum", "level", f"{name} over the perceived") for name in DIMENSIONS),
        Column("sales", "count", "sales of any kind"),
        Column("revenue", "currency", "sales"),
        Column("contact_costs", "currency", "cost of contacts beyond wages"),
        Column("margin", "currency", "sales less goods, commissions, rewards, discounts, gifts"),
        Column("steered", "contact", "of the offered, those steered here from another channel"),
        Column("explained_again", "contact", "of the offered, those who had to explain again"),
    ),
    "contacts by channel; offered + open before = served + abandoned + open",
)

TEAMS: Final = Table(
    "employees",
    ("month", "team"),
    (
        Column("positions", "position", "positions the firm wants filled, end of month"),
        Column("staff_opening", "employee", "employees at the start of the month"),
        Column("hires", "employee", "employees who started"),
        Column("quits", "employee", "employees who quit"),
        Column("released", "employee", "employees released because positions were cut"),
        Column("staff_closing", "employee", "employees at the end of the month"),
        Column("quits_prevented", "employee", "quits undone by an assumed retention gain"),
        Column("paid_time", "day", "employment, summed over employees"),
        Column("shifts", "shift", "shifts rostered"),
        Column("absences", "shift", "of the shifts, those missed"),
        Column("duty_time", "day", "time on duty, summed over employees"),
        Column("busy_time", "day", "time serving, summed over employees"),
        Column("served", "contact", "contacts whose service ended"),
        Column("satisfaction_sum", "level", "satisfaction summed over closing staff"),
        Column("experience_sum", "day", "experience summed over closing staff"),
        Column("efficiency_sum", "fraction", "efficiency summed over closing staff"),
        Column("fatigue_sum", "level", "fatigue summed over closing staff"),
        Column("standard_sum", "-", "personal time standard summed over closing staff"),
        Column("pressure", "-", "work pressure as perceived at the end of the month"),
        Column("wages", "currency", "pay of our own staff"),
        Column("hiring_costs", "currency", "cost of finding and inducting staff"),
        Column("overtime", "day", "of the time on duty, that beyond the shift"),
    ),
    "staff by team; opening + hires - quits - released = closing",
)

TENURE: Final = Table(
    "cohorts",
    ("tenure_month", "segment"),
    (
        Column("present", "person", "customers in that month of tenure, each once for each month"),
        Column("lost", "person", "customers who left at that tenure"),
        Column("purchases", "count", "sales of any kind"),
        Column("revenue", "currency", "sales"),
        Column("contribution", "currency", "revenue less what these customers directly cost"),
        Column("exit_chance_sum", "fraction", "chances of leaving summed over decisions to stay"),
        Column(
            "exit_chance_neutral_sum",
            "fraction",
            "the same decisions, had satisfaction, status, bonds and assumed gains held nobody",
        ),
        Column("customers_end", "person", "customers in that month of tenure at the horizon"),
    ),
    "measured months only, by the month of the relationship that is under way; the last row is "
    "open-ended. What happens at the very end of a month, as a renewal does, stands in that month",
)

AMONG: Final = ("customers", "buyers")
"""Whom a share of sales is measured among: all customers, or those who bought."""

VIGINTILES: Final = 20
"""Groups of equal size into which people are sorted [-]."""

CONCENTRATION: Final = Table(
    "concentration",
    ("among", "vigintile"),
    (
        Column("people", "person", "people in that twentieth"),
        Column("revenue", "currency", "their sales"),
        Column("contribution", "currency", "their revenue less what they directly cost"),
        Column("purchases", "count", "their sales of any kind"),
    ),
    "the whole of the measured months, people sorted by revenue, the best first: everybody who was "
    "a customer at some moment of them, buying or not, and apart from that those who bought",
)

STAGES: Final = Table(
    "life_cycle",
    ("month", "stage"),
    (Column("people", "person", "people in that stage at the end of the month"),),
    "everybody in the market by the stage of the relationship",
)

REPEATS: Final = Table(
    "repeat_purchases",
    ("month", "segment", "repeat_purchases"),
    (Column("people", "person", "opening customers with that many repeat purchases so far"),),
    "repeat buying of the opening customers; the last count is open-ended",
)

WAITS: Final = Table(
    "waits",
    ("month", "channel", "wait_from_minutes"),
    (Column("answered", "contact", "contacts answered after a wait in this bin"),),
    "histogram of waits",
)

HOURS: Final = Table(
    "hours",
    ("channel", "hour"),
    (
        Column("offered", "contact", "contacts that arrived in that hour of the day"),
        Column("answered", "contact", "contacts whose service began, whenever it did"),
        Column("answered_in_target", "contact", "of the answered, those within the target"),
        Column("abandoned", "contact", "contacts that gave up waiting, whenever they did"),
        Column("wait_time", "day", "wait summed over the answered"),
    ),
    "the whole of the measured months, contacts by the hour of the day in which they arrived; sums "
    "over the hours are those of the measured months by channel",
)

ASSETS: Final = "asset"
INCOME: Final = "income"
EXPENSE: Final = "expense"


class Account(NamedTuple):
    """One account of the books."""

    name: str
    kind: str
    meaning: str


ACCOUNTS: Final = (
    Account("cash", ASSETS, "money in hand; every flow passes through it"),
    Account("purchases", INCOME, "sales in purchase contacts"),
    Account("service_sales", INCOME, "sales in advice, support and call-back contacts"),
    Account("cost_of_goods", EXPENSE, "goods sold"),
    Account("commissions", EXPENSE, "partners' share of their sales"),
    Account("contact_costs", EXPENSE, "lines, licences, material of contacts"),
    Account("compensation", EXPENSE, "paid to complainants"),
    Account("rewards", EXPENSE, "paid to programme members"),
    Account("programme", EXPENSE, "running the loyalty programme"),
    Account("wages", EXPENSE, "pay of our own staff"),
    Account("hiring", EXPENSE, "finding and inducting staff"),
    Account("internal_quality", EXPENSE, "budgets of the drivers of internal quality"),
    Account("counselling", EXPENSE, "counselling of staff"),
    Account("advertising", EXPENSE, "advertising"),
    Account("campaigns", EXPENSE, "preparing campaigns and contacting people"),
    Account("campaign_offers", EXPENSE, "discounts on the sales that answer campaigns"),
    Account("personalisation", EXPENSE, "running the system that personalises campaigns"),
    Account("initiatives", EXPENSE, "cost of interventions"),
    Account("relationships", EXPENSE, "levels, managers and marketing for customers"),
    Account("referral_fees", EXPENSE, "paid to partners for the people they brought"),
    Account("promotions", EXPENSE, "discounts and gifts; sales are booked at the full price"),
    Account("guarantee", EXPENSE, "paid back on failed purchases"),
    Account("after_sale", EXPENSE, "call-backs and reminders beyond wages and contact costs"),
    Account("fixed", EXPENSE, "rent, administration and the like"),
)
"""Accounts of the ledger, in the order every table keeps."""

LEDGER: Final = Table(
    "ledger",
    ("month", "account"),
    (Column("debit_less_credit", "currency", "debits less credits; sums to 0 over the accounts"),),
    "double-entry books: every flow has a source and an account",
)

CAMPAIGNS: Final = Table(
    "campaigns",
    ("month", "campaign"),
    (
        Column("targeted", "contact", "contacts that the target filter asks for"),
        Column("opted_out", "contact", "of these, not made: the person wants none"),
        Column("capped", "contact", "of these, not made: the contact policy forbids it"),
        Column("held_out", "contact", "of these, not made: the person belongs to the control"),
        Column("contacted", "contact", "of these, made"),
        Column("unwelcome", "contact", "of those made, more than the person welcomes in a month"),
        Column("opt_outs", "person", "people whom the contact made ask for no more"),
        Column("responses", "count", "answers to the month's contacts, whenever they came"),
        Column("treated", "person", "people contacted for the first time"),
        Column("control", "person", "people held out for the first time"),
        Column("revenue_treated", "currency", "sales to the month's treated in their evaluation"),
        Column("revenue_control", "currency", "sales to the month's control in their evaluation"),
        Column("cost", "currency", "paid for contacts and, with the first wave, once"),
        Column("direct_cost", "currency", "of the cost, that of contacts with customers"),
        Column("offers", "currency", "discounts granted this month"),
    ),
    "campaigns by the month of the contact; targeted = opted_out + capped + held_out + contacted",
)

TABLES: Final = (
    FIRM,
    SEGMENTS,
    CHANNELS,
    TEAMS,
    TENURE,
    CONCENTRATION,
    STAGES,
    REPEATS,
    WAITS,
    HOURS,
    LEDGER,
    CAMPAIGNS,
)
"""Tables of every run."""

CONTACTS: Final = Table(
    "contacts",
    ("time", "person", "sequence"),
    (
        Column("time", "day", "arrival"),
        Column("person", "id", "customer"),
        Column(
            "sequence", "count", "four times the need, plus 1 handed on, 2 answered, 3 called back"
        ),
        Column("kind", "code", "kind: 0 purchase, 1 advice, 2 support, 3 complaint, 4 call-back"),
        Column("channel", "code", "channel, in the scenario's order"),
        Column("employee", "id", "who served; -1 for self-service or nobody"),
        Column("wait", "day", "time until service began, or until giving up"),
        Column("handle", "day", "time in service"),
        Column("served", "-", "1 served, 0 abandoned"),
        Column("failed", "-", "1 failed"),
        Column("spend", "currency", "sale"),
        Column("score", "level", "contact score; -1 for a complaint or a call-back"),
        Column("satisfaction", "level", "satisfaction after the contact"),
    ),
    "one row per closed contact; written with --log contacts",
)

EVENTS: Final = Table(
    "events",
    ("sequence",),
    (
        Column("time", "day", "moment on the clock"),
        Column("kind", "code", "class of event, see sim.behaviour.order"),
        Column("entity", "id", "who it happens to"),
    ),
    "one row per timed event in the order of execution; written with --log events",
)

TENURE_MONTHS: Final = 120
"""Rows of the tenure table; the last one is open-ended [month]."""

REPEAT_BINS: Final = 21
"""Counts of repeat purchases kept apart; the last one is open-ended [count]."""

WAIT_EDGES_MINUTES: Final = (
    *(0.0, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 7.5, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0),
    *(120.0, 180.0, 240.0, 360.0, 480.0, 720.0, 1440.0, 2880.0, 5760.0),
)
"""Lower edges of the wait histogram; the last bin is open-ended [minute]."""

Array = NDArray[np.float64]


class Records(NamedTuple):
    """What one run returns; shapes in terms of months, channels, teams, segments.

    Both engines return the same bytes for the same plan, seed and replication.
    """

    firm: Array
    """(months, columns of `FIRM`)."""
    segments: Array
    """(months, segments, tiers, columns of `SEGMENTS`)."""
    channels: Array
    """(months, channels, columns of `CHANNELS`)."""
    teams: Array
    """(months, teams, columns of `TEAMS`)."""
    tenure: Array
    """(`TENURE_MONTHS`, segments, columns of `TENURE`)."""
    concentration: Array
    """(`AMONG`, `VIGINTILES`, columns of `CONCENTRATION`)."""
    life_cycle: Array
    """(months, `LIFE_CYCLE`)."""
    repeats: Array
    """(months, segments, `REPEAT_BINS`)."""
    waits: Array
    """(months, channels, bins of `WAIT_EDGES_MINUTES`)."""
    hours: Array
    """(channels, `HOURS_PER_DAY`, columns of `HOURS`)."""
    ledger: Array
    """(months, `ACCOUNTS`)."""
    campaigns: Array
    """(months, campaigns, columns of `CAMPAIGNS`); no rows without a campaign."""
    contacts: Array
    """(contacts, columns of `CONTACTS`); no rows unless asked for."""
    events: Array
    """(events, columns of `EVENTS`); no rows unless asked for."""


def shapes(months: int, parameters: Parameters, campaigns: int) -> dict[str, tuple[int, ...]]:
    """Shape of every table that fills as a run goes on.

    Parameters
    ----------
    months : int
        Months of the run, warm-up included.
    parameters : Parameters
        The base; gives the number of segments, channels and teams.
    campaigns : int
        Campaigns that the plan ever knows.

    Returns
    -------
    dict
        Field of `Records` to shape; logs grow, and concentration is known at the end only.
    """
    segments, channels = len(parameters.segments), len(parameters.channels)
    return {
        "firm": (months, len(FIRM.columns)),
        "segments": (months, segments, len(TIERS), len(SEGMENTS.columns)),
        "channels": (months, channels, len(CHANNELS.columns)),
        "teams": (months, len(parameters.teams), len(TEAMS.columns)),
        "tenure": (TENURE_MONTHS, segments, len(TENURE.columns)),
        "life_cycle": (months, len(LIFE_CYCLE)),
        "repeats": (months, segments, REPEAT_BINS),
        "waits": (months, channels, len(WAIT_EDGES_MINUTES)),
        "hours": (channels, HOURS_PER_DAY, len(HOURS.columns)),
        "ledger": (months, len(ACCOUNTS)),
        "campaigns": (months, campaigns, len(CAMPAIGNS.columns)),
    }
