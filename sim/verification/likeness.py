"""What is alike fares alike, apart from luck: likes in one market, sizes of market, suppliers."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.records import ACCOUNTS, CHANNELS, FIRM, SEGMENTS, TEAMS, Records
from sim.verification.check import Arm, Check, Claim, Kind, Run, Runs, Size

Array = NDArray[np.float64]

LAW: Final = "The law itself"
HERMITS: Final = "verification/hermits"


def monthly(run: Run, name: str) -> Array:
    """A column of the firm in the months measured."""
    return run.records.firm[run.plan.warm_up_months :, FIRM.column(name)]


# Likes in one market ------------------------------------------------------------------------------

LIKES: Final = 3
"""Segments, channels and teams that are alike."""


def _fared(records: Records) -> dict[str, Array]:
    """How each of the likes fared, by what is looked at."""
    channels: Array = records.channels.sum(axis=0)[:LIKES]
    teams: Array = records.teams.sum(axis=0)[:LIKES]
    segments: Array = records.segments.sum(axis=(0, 2))

    def channel(name: str) -> Array:
        return channels[:, CHANNELS.column(name)]

    def team(name: str) -> Array:
        return teams[:, TEAMS.column(name)]

    def segment(name: str) -> Array:
        return segments[:, SEGMENTS.column(name)]

    return {
        "channels: share of contacts": channel("offered") / channel("offered").sum(),
        "channels: contacts given up": channel("abandoned") / channel("offered"),
        "channels: mean wait": 24.0 * channel("wait_time") / channel("answered"),
        "channels: mean score": channel("score_sum") / channel("scored"),
        "teams: occupancy": team("busy_time") / team("duty_time"),
        "teams: satisfaction": team("satisfaction_sum") / team("staff_closing"),
        "teams: quits": team("quits"),
        "segments: share of customers": (
            segment("customers_closing") / segment("customers_closing").sum()
        ),
        "segments: revenue per customer and month": (
            segment("revenue") / segment("customers_closing")
        ),
        "segments: satisfaction": segment("satisfaction_sum") / segment("customers_closing"),
    }


LIKE_UNITS: Final = {
    "channels: mean wait": "hour",
    "channels: mean score": "level",
    "teams: satisfaction": "level",
    "teams: quits": "quit",
    "segments: revenue per customer and month": "currency",
    "segments: satisfaction": "level",
}

LOOKED_AT: Final = (
    "channels: share of contacts",
    "channels: contacts given up",
    "channels: mean wait",
    "channels: mean score",
    "teams: occupancy",
    "teams: satisfaction",
    "teams: quits",
    "segments: share of customers",
    "segments: revenue per customer and month",
    "segments: satisfaction",
)


def _likes() -> Check:
    """The first of three likes has no advantage over the last."""

    def observe(runs: Runs) -> Mapping[str, float]:
        found = _fared(runs["base"].records)
        return {f"{name}, first - last": found[name][0] - found[name][-1] for name in LOOKED_AT}

    return Check(
        "likes",
        "F",
        "Three like segments, channels and teams: the first fares no better than the last",
        LAW,
        "verification/triplets",
        tuple(
            Claim(f"{name}, first - last", 0.0, LIKE_UNITS.get(name, "fraction"))
            for name in LOOKED_AT
        ),
        observe,
        Size(20),
        Size(40, {"time.horizon_months": 18}),
    )


def _rivals() -> Check:
    """Of suppliers that are alike, each gets the same share of needs."""
    rivals = (1, 2, 3)

    def observe(runs: Runs) -> Mapping[str, float]:
        found = {}
        for number in rivals:
            ours, needs = (monthly(runs[f"{number}"], name) for name in ("needs_ours", "needs"))
            found[f"share of needs against {number}"] = float(ours.sum() / needs.sum())
        return found

    def entry(others: int) -> Arm:
        lever = {"kind": "competitor_entry", "rivals": others, "quality": 0.8, "price_index": 1}
        return Arm(interventions=(lever,) if others else ())

    segments = ("alone", "bound")
    return Check(
        "rivals",
        "F",
        "Against n competitors like us, we meet one need in n + 1",
        "Multinomial logit with like alternatives: Train (2009), chapter 3",
        HERMITS,
        tuple(
            Claim(f"share of needs against {number}", 1.0 / (number + 1), "fraction")
            for number in rivals
        ),
        observe,
        Size(20),
        Size(40, {"market.people": 500}),
        sets={
            "time.warm_up_months": 0,
            **{f"customers.segments.{name}.share_of_wallet": 0.5 for name in segments},
            **{f"customers.segments.{name}.exit_odds": 0 for name in segments},
            "links.customer_satisfaction_to_share_of_wallet": 0,
        },
        arms={f"{number}": entry(number - 1) for number in rivals},
    )


# Sizes of market ----------------------------------------------------------------------------------

SMALL, FACTOR = 150, 4

PER_HEAD: Final[dict[str, str]] = {
    "customers": "fraction",
    "contacts": "contact/person",
    "considerations": "count/person",
    "people told": "person/person",
    "satisfaction": "level",
    "revenue": "currency/person",
    "profit": "currency/person",
}


def _per_head(run: Run) -> dict[str, float]:
    """Figures of a run over the people of its market."""
    people = run.plan.regimes[0].parameters.market.people
    customers = float(monthly(run, "customers_closing").sum())
    ledger = run.records.ledger[run.plan.warm_up_months :].sum(axis=0)
    channels = run.records.channels[run.plan.warm_up_months :].sum(axis=(0, 1))
    return {
        "customers": customers / len(monthly(run, "customers_closing")) / people,
        "contacts": channels[CHANNELS.column("offered")] / people,
        "considerations": float(monthly(run, "considerations").sum()) / people,
        "people told": float(monthly(run, "told_good").sum() + monthly(run, "told_bad").sum())
        / people,
        "satisfaction": float(monthly(run, "satisfaction_sum").sum()) / customers,
        "revenue": channels[CHANNELS.column("revenue")] / people,
        "profit": ledger[[one.name for one in ACCOUNTS].index("cash")] / people,
    }


def _market_of(factor: int) -> dict[str, Any]:
    """So many times the people, the staff and the budgets that are not by the head."""
    return {
        "market.people": SMALL * factor,
        "market.advertising_per_month": 1500 * factor,
        "market.partner_considerations_per_month": 10 * factor,
        "firm.fixed_cost_per_month": 1000 * factor,
        "firm.relationship_marketing.budget_per_month": 200 * factor,
        "teams.clerks.positions": factor,
    }


def _sizes() -> Check:
    """Nothing by the head depends on the size of the market."""

    def observe(runs: Runs) -> Mapping[str, float]:
        small, large = (_per_head(runs[name]) for name in ("small", "large"))
        return {f"{name}, large - small": large[name] - small[name] for name in PER_HEAD}

    return Check(
        "sizes",
        "F",
        f"{FACTOR} times the people, staff and budgets: the same by the head",
        LAW,
        HERMITS,
        tuple(Claim(f"{name}, large - small", 0.0, unit) for name, unit in PER_HEAD.items()),
        observe,
        Size(20),
        Size(40, {"time.horizon_months": 12}),
        sets={
            **{f"customers.segments.{name}.opening_customers": 0.2 for name in ("alone", "bound")},
            "links.customer_satisfaction_to_word_of_mouth": 1,
            "market.choice_by_presence": 1,
            "customers.word_of_mouth.notable_gap": 0.05,
            "firm.relationship_marketing.exit_effect": 0.4,
        },
        arms={"small": Arm(_market_of(1)), "large": Arm(_market_of(FACTOR))},
        note=(
            "People serve themselves: a queue is quicker with more servers at the same load. "
            "Telling oneself, one telling in as many as there are people, is lost."
        ),
    )


# Suppliers ----------------------------------------------------------------------------------------

LARGE_SHARE, SMALL_SHARE = 0.8, 0.2
LOOKING: Final = 0.625
"""Chance to look for another supplier at which both brands lose what they lose [fraction]."""


def defection(run: Run) -> float:
    """Customers lost over customers at the start of months."""
    return float(monthly(run, "lost").sum() / monthly(run, "customers_opening").sum())


def _two_brands() -> Check:
    """Sharp's arithmetic of a large and a small brand."""
    shares = {"large": LARGE_SHARE, "small": SMALL_SHARE}

    def observe(runs: Runs) -> Mapping[str, float]:
        lost = {name: monthly(run, "lost").sum() for name, run in runs.items()}
        had = {name: monthly(run, "customers_opening")[0] for name, run in runs.items()}
        return {
            f"customers lost of the {name} one": float(lost[name] / had[name]) for name in shares
        }

    return Check(
        "two_brands",
        "F",
        "Two brands with 80 and 20 % of the market lose 12.5 and 50 % of their customers",
        "Sharp (2010), How Brands Grow, the example of two brands",
        "verification/suppliers",
        tuple(
            Claim(f"customers lost of the {name} one", LOOKING * (1.0 - share), "fraction")
            for name, share in shares.items()
        ),
        observe,
        Size(20),
        Size(100),
        arms={
            name: Arm({"customers.segments.people.opening_customers": share})
            for name, share in shares.items()
        },
        note=(
            "100 of 1,000 people change each way. Five in eight look for another supplier and "
            "choose by presence; the published example gives the shares and the losses."
        ),
    )


def _double_jeopardy() -> Check:
    """The smaller firm loses more of its customers, in a firm in which everything else is alive."""

    def observe(runs: Runs) -> Mapping[str, float]:
        small, large = (defection(runs[name]) for name in ("small", "large"))
        return {"customers lost a month, small - large": small - large}

    def opening(share: float) -> Arm:
        segments = ("household", "professional")
        return Arm({f"customers.segments.{name}.opening_customers": share for name in segments})

    return Check(
        "double_jeopardy",
        "F",
        "With equal offers the smaller firm loses the larger part of its customers",
        "Ehrenberg, Goodhardt & Barwise (1990), recalled, unverified; Sharp (2010)",
        "verification/lively",
        (Claim("customers lost a month, small - large", 0.0, "fraction", Kind.ABOVE),),
        observe,
        Size(20),
        Size(30),
        sets={
            "market.choice_by_presence": 1,
            "market.considerations_per_year": 0,
            "market.advertising_per_month": 0,
            "customers.word_of_mouth.consider_chance": 0,
            "teams.store_team.positions": 12,
            "teams.contact_centre.positions": 12,
        },
        arms={"small": opening(SMALL_SHARE), "large": opening(LARGE_SHARE)},
    )


CHECKS: Final = (
    _likes(),
    _rivals(),
    _sizes(),
    _two_brands(),
    _double_jeopardy(),
)
"""Every check of these laws."""
