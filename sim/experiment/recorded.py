"""The tables of an answer that runs write: those of the engines, labelled, with their ratios."""

from typing import Final

from sim import records
from sim.experiment.columns import ALTERNATIVE, REPLICATION, TEXT
from sim.parameters import DIMENSIONS
from sim.records import Column, Table

KEYS: Final = {
    "month": Column("month", "month", "month from the end of the warm-up, negative before it"),
    "segment": Column("segment", TEXT, "segment of the market"),
    "tier": Column("tier", TEXT, "customer tier by twelve-month spend"),
    "channel": Column("channel", TEXT, "channel"),
    "team": Column("team", TEXT, "team"),
    "campaign": Column("campaign", TEXT, "campaign"),
    "account": Column("account", TEXT, "account of the books"),
    "tenure_month": Column("tenure_month", "month", "months since the relationship began"),
    "among": Column("among", TEXT, "customers: everybody who was one; buyers: those who bought"),
    "vigintile": Column("vigintile", "count", "twentieth by revenue, 1 for the best customers"),
    "stage": Column("stage", TEXT, "stage of the relationship life cycle"),
    "repeat_purchases": Column("repeat_purchases", "count", "repeat purchases so far"),
    "wait_from_minutes": Column("wait_from_minutes", "minute", "lower edge of the bin of waits"),
    "hour": Column(
        "hour", "hour", "hour of the day of the arrival, 0 from midnight to one o'clock"
    ),
    "time": Column("time", "day", "arrival, or moment on the clock; 0 is the start of the warm-up"),
    "person": Column("person", "count", "customer's number in the market"),
    "sequence": Column("sequence", "count", "number of the contact or event, from 0"),
}
"""Key columns of the tables of a run."""

_WAITS: Final = (
    Column("service_level", "fraction", "answered in target over answered and abandoned"),
    Column("abandonment", "fraction", "abandoned over answered and abandoned"),
    Column("mean_wait", "minute", "wait of the answered"),
)

DERIVED: Final = {
    "timeseries": (
        Column("customer_satisfaction", "point", "satisfaction of closing customers, of 100"),
        Column("nps", "point", "promoters less detractors in 100 closing customers"),
        Column("lost_share", "fraction/month", "lost over opening customers"),
        Column("share_of_wallet", "fraction", "purchase needs brought to us"),
        Column("complaint_days", "day", "mean time from complaint to answer"),
        Column("recovery_score", "point", "what complainants make of the answer, of 100"),
        Column("staff", "employee", "own employees at the end of the month"),
        Column("employee_satisfaction", "point", "satisfaction of own closing staff, of 100"),
        Column("quit_share", "fraction/month", "quits over average own staff"),
        Column("efficiency", "fraction", "efficiency of own closing staff"),
        Column("occupancy", "fraction", "time serving over time on duty, own staff"),
        Column("service_level", "fraction", "answered in target over answered and abandoned"),
        Column("abandonment", "fraction", "abandoned over answered and abandoned"),
        Column("mean_wait", "minute", "wait of the answered in channels with staff"),
        Column("failure_rate", "fraction", "failed over served contacts"),
        Column("service_quality", "point", "perceived quality, five dimensions weighted, of 100"),
        Column("revenue", "currency", "sales"),
        Column("contribution", "currency", "revenue less what customers directly cost"),
        Column("profit", "currency", "income less expense"),
    ),
    "segments": (
        Column("customer_satisfaction", "point", "satisfaction of closing customers, of 100"),
        Column("lost_share", "fraction/month", "lost over opening customers"),
        Column("direct_costs", "currency", "what these customers directly cost"),
    ),
    "channels": (
        *_WAITS,
        Column("mean_handle_time", "minute", "service of the served"),
        Column("failure_rate", "fraction", "failed over served contacts"),
        *(Column(name, "point", f"mean perceived {name}, of 100") for name in DIMENSIONS),
        Column("wages", "currency", "pay of its team, shared with other channels by time served"),
        Column("profit_contribution", "currency", "margin less contact costs and wages"),
    ),
    "employees": (
        Column("employee_satisfaction", "point", "satisfaction of closing staff, of 100"),
        Column("quit_share", "fraction/month", "quits over average staff"),
        Column("absence", "fraction", "shifts missed over shifts rostered"),
        Column("occupancy", "fraction", "time serving over time on duty"),
        Column("efficiency", "fraction", "efficiency of closing staff"),
        Column("experience", "year", "experience of closing staff"),
        Column("fatigue", "level", "fatigue of closing staff"),
        Column("time_standard", "-", "personal time standard of closing staff"),
    ),
    "cohorts": (
        Column("lost_share", "fraction/month", "lost over those present"),
        Column("purchases_per_month", "count/month", "sales over those present"),
        Column(
            "contribution_per_month", "currency/month", "contribution per customer of that tenure"
        ),
    ),
    "concentration": (
        Column("people_share", "fraction", "people from the best twentieth to this one, over all"),
        Column("revenue_share", "fraction", "their revenue over that of all"),
    ),
    "hours": _WAITS,
    "campaigns": (
        Column("response_rate", "fraction", "responses over contacts made"),
        Column("revenue_per_treated", "currency/person", "revenue_treated over treated"),
        Column("revenue_per_control", "currency/person", "revenue_control over control"),
        Column("uplift", "currency/person", "the former less the latter: the estimated effect"),
    ),
    "ledger": (
        Column("kind", TEXT, "asset, income or expense"),
        Column("amount", "currency", "income and expense as positive amounts; change of an asset"),
    ),
}
"""Ratios and sums added to a run's tables, by table; NaN where the denominator is nothing."""

NAMED_CODES: Final = {"contacts": ("kind", "channel")}
"""Columns of codes that a table shows as names, by table."""

SPARSE: Final = frozenset({"waits", "repeat_purchases"})
"""Tables in which rows of nothing but zeros are left out."""


def _labelled(table: Table) -> Table:
    """A run's table with its keys and derived columns in full."""
    own = {column.name for column in table.columns}
    keys = (ALTERNATIVE, REPLICATION, *(KEYS[key] for key in table.keys if key not in own))
    named = NAMED_CODES.get(table.name, ())
    recorded = (
        column._replace(unit=TEXT) if column.name in named else column for column in table.columns
    )
    columns = (*recorded, *DERIVED.get(table.name, ()))
    names = (ALTERNATIVE.name, REPLICATION.name, *table.keys)
    note = "; rows of zeros are left out" if table.name in SPARSE else ""
    return Table(table.name, names, (*keys, *columns), table.meaning + note)


TIMESERIES: Final = _labelled(records.FIRM)
SEGMENTS: Final = _labelled(records.SEGMENTS)
CHANNELS: Final = _labelled(records.CHANNELS)
EMPLOYEES: Final = _labelled(records.TEAMS)
COHORTS: Final = _labelled(records.TENURE)
CONCENTRATION: Final = _labelled(records.CONCENTRATION)
LIFE_CYCLE: Final = _labelled(records.STAGES)
REPEAT_PURCHASES: Final = _labelled(records.REPEATS)
WAITS: Final = _labelled(records.WAITS)
HOURS: Final = _labelled(records.HOURS)
LEDGER: Final = _labelled(records.LEDGER)
CAMPAIGNS: Final = _labelled(records.CAMPAIGNS)
CONTACTS: Final = _labelled(records.CONTACTS)
EVENTS: Final = _labelled(records.EVENTS)

RECORDED: Final = (
    TIMESERIES,
    SEGMENTS,
    CHANNELS,
    EMPLOYEES,
    COHORTS,
    CONCENTRATION,
    LIFE_CYCLE,
    REPEAT_PURCHASES,
    WAITS,
    HOURS,
    LEDGER,
    CAMPAIGNS,
)
"""Tables that hold what the runs recorded."""

LOGS: Final = (CONTACTS, EVENTS)
"""Tables that have rows only when a log was asked for."""
