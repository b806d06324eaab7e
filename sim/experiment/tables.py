"""Every table of an answer, declared once: keys, columns, units, meanings.

Tables of `sim.records` keep their columns and gain the alternative, the replication and a few
ratios; tables of the analysis are declared here in the same way. Column types follow from units.
"""

from typing import Final

from sim import records
from sim.metrics import CATALOGUE
from sim.parameters import DIMENSIONS
from sim.records import Column, Table

TEXT: Final = "text"
"""Unit of a column of words."""

WHOLE_UNITS: Final = frozenset(
    {
        *("person", "count", "contact", "employee", "position", "shift", "month", "hour", "seed"),
        *("code", "id"),
    }
)
"""Units that come in whole numbers only."""

AVERAGED: Final = frozenset({*CATALOGUE, "customers_at_start", "settled_after_months"})
"""Columns that may be a mean or missing, whatever their unit."""


def dtype_of(column: Column) -> str:
    """Type of a column's values: ``str``, ``int64`` or ``float64``.

    A column called by a dotted path holds what a sweep sets there, which may be nothing.
    """
    if column.unit == TEXT:
        return "str"
    may_be_missing = column.name in AVERAGED or "." in column.name
    whole = column.unit in WHOLE_UNITS and not may_be_missing
    return "int64" if whole else "float64"


def dtypes(table: Table) -> dict[str, str]:
    """Type of every column of a table, in the table's order."""
    return {column.name: dtype_of(column) for column in table.columns}


ALTERNATIVE: Final = Column("alternative", TEXT, "the world; base is the business as it is")
REPLICATION: Final = Column("replication", "count", "which run of that world, from 0")

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

OK: Final = "ok"
"""Status of a run that came to its end."""
FAILED: Final = "failed"
"""Status of a run that did not."""

RUNS: Final = Table(
    "runs",
    ("alternative", "replication"),
    (
        ALTERNATIVE,
        REPLICATION,
        Column("seed", "seed", "seed of all random numbers"),
        Column("status", TEXT, "ok, or failed"),
        Column("message", TEXT, "why it failed; empty when it did not"),
        *(Column(entry.name, entry.unit, entry.meaning) for entry in CATALOGUE.values()),
    ),
    "one row per run with its key figures; a failed run has none",
)

RISES: Final = "rises"
FALLS: Final = "falls"
NO_CLEAR_CHANGE: Final = "no clear change"
UNCHANGED: Final = "unchanged"
NOT_MEASURED: Final = "not measured"

_KPI = (
    Column("kpi", TEXT, "key figure, see the glossary"),
    Column("label", TEXT, "its name for people"),
    Column("stage", TEXT, "stage of the chain"),
    Column("unit", TEXT, "unit of the key figure"),
)

DIFFERENCES: Final = Table(
    "differences",
    ("alternative", "kpi"),
    (
        ALTERNATIVE,
        *_KPI,
        Column("better", TEXT, "up, down or none: which way it should move"),
        Column("base_mean", "kpi", "mean of the base over the pairs"),
        Column("alternative_mean", "kpi", "mean of the alternative over the pairs"),
        Column("difference", "kpi", "alternative less base, mean over the pairs"),
        Column("low", "kpi", "lower end of the paired t interval"),
        Column("high", "kpi", "upper end of the paired t interval"),
        Column(
            "low_together",
            "kpi",
            "lower end of an interval that holds together with those of the other alternatives for "
            "this figure (Bonferroni)",
        ),
        Column("high_together", "kpi", "upper end of that interval"),
        Column("relative", "fraction", "difference over the size of the base's mean"),
        Column("relative_low", "fraction", "lower end of its interval (delta method)"),
        Column("relative_high", "fraction", "upper end of its interval (delta method)"),
        Column("confidence", "fraction", "confidence of each interval by itself"),
        Column("replications", "count", "pairs in which both runs have the figure"),
        Column(
            "variance_ratio",
            "-",
            "variance of a difference between independent runs over that of paired ones: how many "
            "times the replications would be needed without common random numbers; NaN when the "
            "pairs do not vary",
        ),
        Column(
            "verdict",
            TEXT,
            f"{RISES} or {FALLS} when the interval excludes 0, {NO_CLEAR_CHANGE} when it does not, "
            f"{UNCHANGED} when exactly 0 in every pair, {NOT_MEASURED} with fewer than two pairs",
        ),
    ),
    "paired differences from the base, figure by figure",
)

BEST: Final = "best"
MAY_BE_BEST: Final = "may be best"
NOT_BEST: Final = "not best"

RANKING: Final = Table(
    "ranking",
    ("alternative", "kpi"),
    (
        ALTERNATIVE,
        *_KPI,
        Column("better", TEXT, "up or down: which way it should move"),
        Column(
            "rank", "count", "place by the mean difference from the base, from 1; ties share it"
        ),
        Column("against", TEXT, "best of the other worlds"),
        Column(
            "lead",
            "kpi",
            "how much better than that world, mean over the replications that both have; negative "
            "when worse",
        ),
        Column(
            "low",
            "kpi",
            "lower end of the lead's interval, which holds together with those against all other "
            "worlds (Bonferroni)",
        ),
        Column("high", "kpi", "upper end of that interval"),
        Column(
            "chance_best",
            "fraction",
            "share of 4,000 resamples of the replications in which it is the best (bootstrap): "
            "what the runs suggest, not a guarantee",
        ),
        Column("replications", "count", "runs that have the figure"),
        Column(
            "verdict",
            TEXT,
            f"{NOT_BEST} when another world is clearly better, {BEST} when all others are "
            f"{NOT_BEST}, else {MAY_BE_BEST}; {NOT_MEASURED} with fewer than two pairs",
        ),
    ),
    "which world is the best, the base among them, for every figure that has a better direction",
)

LEVELS: Final = Table(
    "levels",
    ("alternative", "kpi"),
    (
        ALTERNATIVE,
        *_KPI,
        Column("mean", "kpi", "mean over the replications"),
        Column("low", "kpi", "lower end of its t interval"),
        Column("high", "kpi", "upper end of its t interval"),
        Column("replications", "count", "runs that have the figure"),
    ),
    "each world by itself; compare worlds by their differences, not by these intervals",
)

CHAIN: Final = Table(
    "chain",
    DIFFERENCES.keys,
    DIFFERENCES.columns,
    "differences of the figures that stand for their stage, in the order of the chain",
)

LINKS: Final = Table(
    "links",
    ("alternative", "name"),
    (
        ALTERNATIVE,
        Column("name", TEXT, "arrow of the chain"),
        Column("source", TEXT, "stage where it starts"),
        Column("target", TEXT, "stage where it ends"),
        Column("strength_base", "-", "strength in the base: 1 as calibrated, 0 cut"),
        Column("strength_alternative", "-", "strength in the alternative at the horizon"),
        Column("claim", TEXT, "what the arrow claims"),
    ),
    "arrows of the chain and how strong each is",
)

CLOSED_FORM: Final = Table(
    "closed_form",
    ("alternative",),
    (
        ALTERNATIVE,
        Column(
            "customers_at_start",
            "person",
            "opening customers of the base, those who join later included",
        ),
        Column("margin_per_customer_year", "currency/year", "contribution of a base customer"),
        Column("retention_base", "fraction/year", "customer retention measured in the base"),
        Column("retention_alternative", "fraction/year", "the same in the alternative"),
        Column("discount", "fraction/year", "discount rate"),
        Column("clv_base", "currency", "m r / (1 + i - r) at the base's retention"),
        Column("clv_alternative", "currency", "the same at the alternative's retention"),
        Column("formula_change", "currency", "customers times the change of lifetime value"),
        Column("formula_relative", "fraction", "change of lifetime value over that of the base"),
        Column("formula_over_horizon", "currency", "formula_change, paid monthly, to the horizon"),
        Column("simulated_contribution_change", "currency", "discounted contribution, simulated"),
        Column("simulated_contribution_low", "currency", "lower end of its paired interval"),
        Column("simulated_contribution_high", "currency", "upper end of its paired interval"),
        Column("costs_change", "currency", "discounted costs that no customer directly causes"),
        Column("simulated_profit_change", "currency", "discounted profit, simulated"),
        Column("simulated_profit_low", "currency", "lower end of its paired interval"),
        Column("simulated_profit_high", "currency", "upper end of its paired interval"),
        Column("confidence", "fraction", "confidence of each interval by itself"),
        Column("replications", "count", "pairs of runs"),
    ),
    "the textbook's answer by customer lifetime value beside the simulated one",
)

TOTAL: Final = "total"
CHANGE: Final = "change"

BRIDGE: Final = Table(
    "bridge",
    ("alternative", "step"),
    (
        ALTERNATIVE,
        Column("step", TEXT, "name of the step"),
        Column("measure", TEXT, f"{TOTAL} for a sum so far, {CHANGE} for a step between sums"),
        Column("amount", "currency", "the sum, or what the step adds to it"),
        Column("why", TEXT, "the reason for the step"),
    ),
    "from the closed form to the simulated profit, step by step; the changes add up",
)

CLV_BY_TENURE: Final = Table(
    "clv_by_tenure",
    ("alternative", "replication", "tenure_year"),
    (
        ALTERNATIVE,
        REPLICATION,
        Column("tenure_year", "count", "year of the relationship, from 1; the last is open-ended"),
        Column("customers", "person", "customers in that year of tenure at the horizon"),
        Column("present", "person month", "customers seen there, each once for each month"),
        Column("retention", "fraction/year", "share who stay through that year of tenure"),
        Column(
            "retention_neutral",
            "fraction/year",
            "the same from unlike people alone: the decisions of the same customers, had nothing "
            "but their own propensity held them",
        ),
        Column(
            "contribution_per_customer_year",
            "currency/year",
            "contribution of a customer in that year of tenure",
        ),
        Column("clv", "currency", "expected discounted contribution from its start on"),
        Column("equity", "currency", "worth of the customers there at the horizon"),
    ),
    "what a customer is worth by tenure, as the customers of the measured months show side by "
    "side; beyond the longest tenure seen its last twelve months hold for ever; NaN where nobody "
    "was seen. Retention rises with tenure even where nobody grows more loyal",
)

ENOUGH: Final = "enough"
TOO_SHORT: Final = "too short"
CANNOT_TELL: Final = "cannot tell"
SLOWEST: Final = "slowest"

WARM_UP: Final = Table(
    "warm_up",
    ("series",),
    (
        Column("series", TEXT, "column of `timeseries`, in the order of the chain"),
        Column("unit", TEXT, "its unit"),
        Column(
            "searched_months",
            "month",
            "months from the start among which MSER-5 looks for the cut, half of all; 0 with fewer "
            "than twenty months or a month without a value",
        ),
        Column(
            "settled_after_months",
            "month",
            "months from the start of the warm-up after which it has settled, in steps of five; "
            "NaN when it has not within those searched",
        ),
        Column("warm_up_months", "month", "months before measurement"),
        Column(
            "verdict",
            TEXT,
            f"whether the warm-up was {ENOUGH} or {TOO_SHORT} for it; {CANNOT_TELL} where it never "
            "settles, as with a trend, or where too little is known",
        ),
        Column("mark", TEXT, f"{SLOWEST} for the series that settles last; else empty"),
    ),
    "where the slow series of the base settle, by MSER-5 on the mean over the replications, months "
    "of the warm-up and measured ones together",
)

PLAUSIBLE: Final = "plausible"
IMPLAUSIBLE: Final = "implausible"

PLAUSIBILITY: Final = Table(
    "plausibility",
    ("kpi",),
    (
        *_KPI,
        Column("at_least", "kpi", "lowest mean that the question calls plausible; NaN for none"),
        Column("at_most", "kpi", "highest mean that the question calls plausible; NaN for none"),
        Column("mean", "kpi", "mean of the base over the replications"),
        Column("low", "kpi", "lower end of its t interval"),
        Column("high", "kpi", "upper end of its t interval"),
        Column(
            "verdict",
            TEXT,
            f"{PLAUSIBLE} or {IMPLAUSIBLE}, as the mean lies; {NOT_MEASURED} with fewer than two "
            "runs",
        ),
    ),
    "whether the base is the likely business that its file describes; no rows where the file "
    "declares nothing",
)

PROVENANCE: Final = Table(
    "provenance",
    ("path",),
    (
        Column("path", TEXT, "value of the scenario"),
        Column("value", TEXT, "the value used"),
        Column("where", TEXT, "file and line, override or default"),
        Column("mark", TEXT, "how it is known"),
        Column("source", TEXT, "where it comes from"),
        Column("unit", TEXT, "its unit"),
    ),
    "every value used and its origin",
)

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

ANALYSED: Final = (
    DIFFERENCES,
    RANKING,
    LEVELS,
    CHAIN,
    LINKS,
    CLOSED_FORM,
    BRIDGE,
    CLV_BY_TENURE,
    WARM_UP,
    PLAUSIBILITY,
)
"""Tables that compare the worlds, or say what the comparison rests on."""

TABLES: Final = (RUNS, *ANALYSED, PROVENANCE, *RECORDED, *LOGS)
"""Every table of an answer."""
