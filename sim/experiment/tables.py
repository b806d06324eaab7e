"""Every table of an answer: those that runs write and, declared here, those of the analysis."""

from typing import Final

from sim.experiment.columns import ALTERNATIVE, KPI, REPLICATION, TEXT
from sim.experiment.recorded import LOGS, RECORDED
from sim.metrics import CATALOGUE
from sim.records import Column, Table

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

DIFFERENCES: Final = Table(
    "differences",
    ("alternative", "kpi"),
    (
        ALTERNATIVE,
        *KPI,
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
        *KPI,
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
        *KPI,
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
        *KPI,
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
        Column("default", TEXT, "the model's default; empty where it has none"),
        Column("where", TEXT, "file and line, override or default"),
        Column("mark", TEXT, "how it is known"),
        Column("source", TEXT, "where it comes from"),
        Column("unit", TEXT, "its unit"),
    ),
    "every value used and its origin",
)

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
