"""What holds in every run to the last bit: books, counts, lives that nothing reaches, units."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.behaviour.order import JOINING, RENEWAL
from sim.parameters import LIFE_CYCLE
from sim.records import (
    ACCOUNTS,
    CAMPAIGNS,
    CHANNELS,
    CONCENTRATION,
    CONTACTS,
    EVENTS,
    FIRM,
    SEGMENTS,
    TEAMS,
    TENURE,
    Column,
    Records,
)
from sim.units import MONTH
from sim.verification.check import Arm, Check, Claim, Kind, Runs, Size

Array = NDArray[np.float64]

LAW: Final = "The law itself"
TEXTBOOK: Final = "firms/textbook"
LIVELY: Final = "verification/lively"
HERMITS: Final = "verification/hermits"

CENT: Final = 0.005
"""Half a cent: sums of the same money, added in another order, differ by less [currency]."""

CONTACT_LOG: Final = frozenset({"contacts"})
BOTH_LOGS: Final = frozenset({"contacts", "events"})

GAINED: Final = [column.name for column in FIRM.columns if column.name.startswith("gained_")]

EVERYTHING: Final[dict[str, Any]] = {
    "market.partner_considerations_per_month": 20,
    "market.referral_fee": 25,
    "channels.store.steers_to": "online",
    "channels.store.steered_fraction": 0.3,
    "channels.store.incentive_per_steered_contact": 4,
    "teams.store_team.bonus_per_month": 100,
    "teams.store_team.overtime_hours_per_shift": 2,
    "employees.counselling.budget_per_head_per_month": 20,
    "firm.after_sale.call_back_fraction": 0.3,
    "firm.after_sale.reminders_per_year": 2,
    "firm.campaigns": {
        "spring": {
            "waves": 3,
            "response_chance": 0.3,
            "offer_discount_fraction": 0.1,
            "cost_once": 500,
            "target": {"spend_per_year_at_least": 300},
        }
    },
    "firm.fault_chance": 0.05,
    "firm.guarantee.is_active": True,
    "firm.personalisation.level": 0.5,
    "firm.programme.is_active": True,
    "firm.promotion.is_active": True,
    "firm.promotion.discount_fraction": 0.05,
    "firm.promotion.gift_cost": 6,
    "firm.recovery.settled_at_once_fraction": 0.3,
    "firm.reinvestment_hurdle_per_month": 1000,
    "firm.relationship_marketing.budget_per_month": 300,
    "firm.tiers.gold.has_relationship_manager": True,
    "firm.tiers.gold.relationship_level": "partnership",
    "firm.tiers.gold.room_cost_per_contact": 3,
    "firm.tiers.silver.relationship_level": "proactive",
}
"""What brings every account of the books to life in the lively firm."""

AMOUNTS: Final = (
    "market.advertising_per_month",
    "market.advertising_cost_per_consideration",
    "market.referral_fee",
    *(f"customers.segments.{name}.spend_per_purchase" for name in ("household", "professional")),
    "channels.store.incentive_per_steered_contact",
    *(
        f"channels.{name}.cost_per_contact"
        for name in ("store", "online", "hotline", "social", "partner")
    ),
    *(
        f"teams.{team}.{name}"
        for team in ("store_team", "contact_centre", "partner_staff")
        for name in ("pay_per_month", "market_pay_per_month")
    ),
    *(
        f"employees.hiring.{name}"
        for name in ("cost_per_hire", "cost_per_applicant", "induction_cost")
    ),
    "employees.counselling.budget_per_head_per_month",
    "employees.counselling.half_budget_per_head_per_month",
    *(
        f"firm.drivers.{driver}.{name}"
        for driver in ("selection", "training", "tools", "empowerment", "recognition", "support")
        for name in ("budget_per_head_per_month", "half_budget_per_head_per_month")
    ),
    "firm.after_sale.call_back_cost",
    "firm.after_sale.reminder_cost",
    "firm.campaigns.spring.cost_per_contact",
    "firm.campaigns.spring.cost_once",
    "firm.campaigns.spring.target.spend_per_year_at_least",
    "firm.fixed_cost_per_month",
    "firm.personalisation.cost_per_contact",
    "firm.personalisation.cost_per_month",
    "firm.programme.cost_per_member_per_month",
    "firm.promotion.gift_cost",
    "firm.reinvestment_hurdle_per_month",
    "firm.relationship_levels.partnership.cost_per_customer_per_month",
    "firm.relationship_levels.proactive.cost_per_customer_per_month",
    "firm.relationship_manager.cost_per_customer_per_month",
    "firm.relationship_marketing.budget_per_month",
    "firm.relationship_marketing.half_budget_per_customer_per_month",
    "firm.tiers.gold.room_cost_per_contact",
    "firm.tiers.gold_spend_per_year",
    "firm.tiers.silver_spend_per_year",
)
"""Every amount of money in the lively firm with everything switched on."""


def exactly(unit: str, *quantities: str, tolerance: float = 0.0) -> tuple[Claim, ...]:
    """Claims that these quantities are 0 in every replication."""
    return tuple(
        Claim(quantity, 0.0, unit, Kind.EXACT, tolerance=tolerance) for quantity in quantities
    )


def worst(*differences: Array) -> float:
    """Largest difference of all, whatever its sign."""
    return max(float(np.max(np.abs(difference), initial=0.0)) for difference in differences)


# Books and counts ---------------------------------------------------------------------------------

IN_BOOKS: Final = exactly(
    "currency",
    "books: debits - credits",
    "sales: books - segments",
    "sales: books - channels",
    "sales: books - contact log",
    "wages: books - teams",
    "contact costs: books - channels",
    tolerance=CENT,
)

IN_COUNTS: Final = (
    *exactly(
        "person",
        "customers: opening + gained - lost - closing",
        "customers: firm - segments and tiers",
        "people: market - customers and others",
    ),
    *exactly(
        "contact",
        "contacts: offered - served - abandoned - left open",
        "contacts: served - in the log",
        "contacts: abandoned - in the log",
    ),
    *exactly("employee", "staff: opening + hired - left - closing"),
    *exactly("day", "service: teams and self-service - in the log", tolerance=1e-6),
)


def accounts(runs: Runs) -> Mapping[str, float]:
    """What is missing in any month of a run, added up from its tables and its log."""
    plan, records = runs["base"]

    def firm(name: str) -> Array:
        return records.firm[:, FIRM.column(name)]

    def segment(name: str) -> Array:
        return records.segments[..., SEGMENTS.column(name)]

    def channel(name: str) -> Array:
        return records.channels[..., CHANNELS.column(name)]

    def team(name: str) -> Array:
        return records.teams[..., TEAMS.column(name)]

    def account(name: str) -> Array:
        return records.ledger[:, [one.name for one in ACCOUNTS].index(name)]

    def logged(name: str) -> Array:
        return records.contacts[:, CONTACTS.column(name)]

    people = plan.regimes[0].parameters.market.people
    here = [stage not in ("prospect", "lost") for stage in LIFE_CYCLE]
    sales = -account("purchases") - account("service_sales")
    opened = np.diff(channel("open"), axis=0, prepend=0.0)
    left = team("quits") + team("released")
    closing = firm("customers_closing")
    gained = sum(firm(name) for name in GAINED)
    return {
        "books: debits - credits": worst(records.ledger.sum(axis=1)),
        "sales: books - segments": worst(sales - segment("revenue").sum(axis=(1, 2))),
        "sales: books - channels": worst(sales - channel("revenue").sum(axis=1)),
        "sales: books - contact log": float(sales.sum() - logged("spend").sum()),
        "wages: books - teams": worst(account("wages") - team("wages").sum(axis=1)),
        "contact costs: books - channels": worst(
            account("contact_costs") - channel("contact_costs").sum(axis=1)
        ),
        "customers: opening + gained - lost - closing": worst(
            firm("customers_opening") + gained - firm("lost") - closing,
            firm("customers_opening")[1:] - closing[:-1],
        ),
        "customers: firm - segments and tiers": worst(
            closing - segment("customers_closing").sum(axis=(1, 2)),
            segment("customers_opening").sum(axis=2)
            + segment("gained").sum(axis=2)
            - segment("lost").sum(axis=2)
            - segment("customers_closing").sum(axis=2),
        ),
        "people: market - customers and others": worst(
            people - records.life_cycle.sum(axis=1),
            closing - records.life_cycle[:, here].sum(axis=1),
        ),
        "contacts: offered - served - abandoned - left open": worst(
            channel("offered") - channel("served") - channel("abandoned") - opened
        ),
        "contacts: served - in the log": channel("served").sum() - logged("served").sum(),
        "contacts: abandoned - in the log": (
            channel("abandoned").sum() - (1.0 - logged("served")).sum()
        ),
        "staff: opening + hired - left - closing": worst(
            team("staff_opening") + team("hires") - left - team("staff_closing"),
            team("staff_opening")[1:] - team("staff_closing")[:-1],
        ),
        "service: teams and self-service - in the log": float(
            channel("handle_time").sum() - logged("handle").sum()
        ),
    }


def _accounts(name: str, title: str, world: str, quick: Size, full: Size, **more: Any) -> Check:
    """The check that nothing is lost in a firm."""
    claims = (*IN_BOOKS, *IN_COUNTS)
    return Check(
        name, "F", title, LAW, world, claims, accounts, quick, full, log=CONTACT_LOG, **more
    )


# Two runs that are to be the same -----------------------------------------------------------------

COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "firm": FIRM.columns,
    "segments": SEGMENTS.columns,
    "channels": CHANNELS.columns,
    "teams": TEAMS.columns,
    "tenure": TENURE.columns,
    "concentration": CONCENTRATION.columns,
    "ledger": tuple(Column(one.name, "currency", one.meaning) for one in ACCOUNTS),
    "campaigns": CAMPAIGNS.columns,
    "contacts": CONTACTS.columns,
}
"""What the last axis of a table stands for; the tables left out hold counts."""


def apart(one: Array, other: Array) -> float:
    """Cells in which two tables differ; all of the larger where their shapes do."""
    if one.shape != other.shape:
        return float(max(one.size, other.size))
    return float(np.count_nonzero(one != other))


def cells_apart(one: Records, other: Records) -> float:
    """Cells in which two runs differ, the contact log included."""
    return sum(apart(*tables) for tables in zip(one, other, strict=True))


def rows(log: Array, keep: Array) -> Array:
    """Rows of a contact log, in the order of people and their contacts."""
    kept = log[keep]
    return kept[np.lexsort((kept[:, CONTACTS.column("sequence")], kept[:, PERSON]))]


PERSON: Final = CONTACTS.column("person")
AT: Final = CONTACTS.column("time")
BY: Final = CONTACTS.column("channel")


def _one_more_person() -> Check:
    """Everybody else's life goes on as it would without the newcomer."""
    people = 120

    def observe(runs: Runs) -> Mapping[str, float]:
        few, more = (runs[name].records.contacts for name in ("few", "more"))
        others = more[more[:, PERSON] < people]
        return {"cells of the others' contacts that differ": apart(few, others)}

    return Check(
        "one_more_person",
        "F",
        "One more person in a market of people who share nothing",
        LAW,
        HERMITS,
        exactly("cell", "cells of the others' contacts that differ"),
        observe,
        Size(5),
        Size(20, {"time.horizon_months": 12}),
        arms={
            "few": Arm({"market.people": people}),
            "more": Arm({"market.people": people + 1}),
        },
        log=CONTACT_LOG,
    )


def _one_segment() -> Check:
    """A lever on one segment is nothing to the other."""
    alone, bound = 0, 1
    segment = "customers.segments.bound"
    levers = {
        f"{segment}.purchases_per_year": 50,
        f"{segment}.spend_per_purchase": 90,
        f"{segment}.exit_odds": 0.2,
    }

    def observe(runs: Runs) -> Mapping[str, float]:
        base, changed = (runs[name].records for name in ("base", "changed"))
        met = [rows(one.contacts, one.contacts[:, BY] == alone) for one in (base, changed)]
        own = [rows(one.contacts, one.contacts[:, BY] == bound) for one in (base, changed)]
        tables = base.segments[:, alone], changed.segments[:, alone]
        return {
            "cells of the others' contacts that differ": apart(*met),
            "cells of the others' months that differ": apart(*tables),
            "runs in which the segment does not change": float(apart(*own) == 0.0),
        }

    return Check(
        "one_segment",
        "F",
        "More needs, spending and loyalty of one segment leave the other as it was",
        LAW,
        HERMITS,
        (
            *exactly(
                "cell",
                "cells of the others' contacts that differ",
                "cells of the others' months that differ",
            ),
            *exactly("run", "runs in which the segment does not change"),
        ),
        observe,
        Size(5),
        Size(20, {"time.horizon_months": 12}),
        sets={
            "customers.segments.alone.channel_shares": {"online": 1, "kiosk": None},
            f"{segment}.channel_shares": {"kiosk": 1, "online": None},
            "channels.online.escalates_to": None,
        },
        arms={
            "base": Arm(),
            "changed": Arm(
                interventions=tuple(
                    {"kind": "set", "path": path, "value": value, "start_month": 1}
                    for path, value in levers.items()
                )
            ),
        },
        log=CONTACT_LOG,
        note="Each segment has a channel of its own, by which the log tells them apart.",
    )


NOTHING: Final[dict[str, Mapping[str, Any]]] = {
    "prices times 1": {"kind": "price", "factor": 1.0},
    "fixed cost times 1": {"kind": "scale", "path": "firm.fixed_cost_per_month", "factor": 1.0},
    "considerations plus 0": {
        **{"kind": "add", "path": "market.considerations_per_year", "amount": 0.0}
    },
    "the promise as it is": {"kind": "set", "path": "market.promise", "value": 0.95},
    "no programme": {"kind": "set", "path": "firm.programme.is_active", "value": False},
    "no more positions": {"kind": "staffing", "team": "store_team", "add_positions": 0},
    "pay times 1": {"kind": "pay", "team": "store_team", "factor": 1.0},
    "recovery as it is": {"kind": "recovery", "response_days": 2.0},
}
"""Levers of no size, in the lively firm."""


def _no_size() -> Check:
    """Levers of no size do nothing."""

    def observe(runs: Runs) -> Mapping[str, float]:
        base = runs["base"].records
        return {
            f"cells that differ: {name}": cells_apart(base, runs[name].records) for name in NOTHING
        }

    return Check(
        "levers_of_no_size",
        "F",
        "A lever that sets what is there already changes no cell of any table",
        LAW,
        LIVELY,
        exactly("cell", *(f"cells that differ: {name}" for name in NOTHING)),
        observe,
        Size(2),
        Size(5, {"time.horizon_months": 12}),
        arms={
            "base": Arm(),
            **{
                name: Arm(interventions=({**lever, "start_month": 2},))
                for name, lever in NOTHING.items()
            },
        },
        log=CONTACT_LOG,
    )


CUTS: Final = (
    "internal_quality_to_employee_satisfaction",
    "internal_quality_to_capability",
    "employee_satisfaction_to_quits",
    "employee_satisfaction_to_service",
    "recovery_to_satisfaction",
    "wait_to_quality",
    "profit_to_internal_quality",
)
"""Arrows cut, so that the levers below move money and nothing else."""

LEVERS: Final[dict[str, Mapping[str, Any]]] = {
    "internal quality": {
        **{"kind": "internal_quality", "add_per_head_per_month": 300},
        "drivers": ["training", "tools", "empowerment", "recognition", "support"],
    },
    "pay": {"kind": "pay", "team": "contact_centre", "factor": 1.3},
    "counselling": {"kind": "counselling", "add_per_head_per_month": 100},
    "compensation": {"kind": "recovery", "compensation_fraction": 0.9},
    "patience with waits": {
        **{"kind": "set", "path": "channels.hotline.wait_tolerance_minutes", "value": 0.5}
    },
}


def _cut_arrows() -> Check:
    """Levers whose arrow is cut reach nobody."""

    def reached(runs: Runs, name: str, way: str) -> float:
        return apart(runs[way].records.contacts, runs[f"{name}, {way}"].records.contacts)

    def observe(runs: Runs) -> Mapping[str, float]:
        found = {f"cells that differ: {name}": reached(runs, name, "cut") for name in LEVERS}
        idle = sum(reached(runs, name, "whole") == 0.0 for name in LEVERS)
        return {**found, "of these levers, without effect where nothing is cut": float(idle)}

    cut = {f"links.{name}": 0 for name in CUTS}
    plain = {"channels.hotline.wait_aversion": 0}
    return Check(
        "cut_arrows",
        "F",
        "A lever behind a cut arrow of the chain changes no contact of anybody",
        LAW,
        LIVELY,
        (
            *exactly("cell", *(f"cells that differ: {name}" for name in LEVERS)),
            *exactly("lever", "of these levers, without effect where nothing is cut"),
        ),
        observe,
        Size(2),
        Size(5, {"time.horizon_months": 12}),
        sets=plain,
        arms={
            "cut": Arm(cut),
            "whole": Arm(),
            **{f"{name}, cut": Arm(cut, (lever,)) for name, lever in LEVERS.items()},
            **{f"{name}, whole": Arm({}, (lever,)) for name, lever in LEVERS.items()},
        },
        log=CONTACT_LOG,
        note="Of internal quality all but selection, which no arrow stands for: it finds the able.",
    )


# Units --------------------------------------------------------------------------------------------


def _money_unit() -> Check:
    """The same firm in a currency of half the value."""

    def observe(runs: Runs) -> Mapping[str, float]:
        base, twice = runs["base"].records, runs["twice"].records
        money, rest = 0.0, 0.0
        for name in Records._fields:
            one, other = getattr(base, name), getattr(twice, name)
            is_money = [column.unit == "currency" for column in COLUMNS.get(name, ())]
            mask = np.array(is_money or [False] * one.shape[-1])
            if one.shape != other.shape:
                return {"amounts that do not double": 1.0, "other cells that differ": 1.0}
            money += apart(2.0 * one[..., mask], other[..., mask])
            rest += apart(one[..., ~mask], other[..., ~mask])
        idle = sum(not base.ledger[:, index].any() for index in range(len(ACCOUNTS)))
        return {
            "amounts that do not double": money,
            "other cells that differ": rest,
            "accounts of the books that stay empty": float(idle),
        }

    doubled = ({"kind": "scale", "path": path, "factor": 2} for path in AMOUNTS)
    return Check(
        "money_unit",
        "F",
        "Every amount doubled: every amount in the tables doubles, and nothing else moves",
        LAW,
        LIVELY,
        (
            *exactly("cell", "amounts that do not double", "other cells that differ"),
            Claim("accounts of the books that stay empty", 1.0, "account", Kind.EXACT),
        ),
        observe,
        Size(2),
        Size(10, {"time.horizon_months": 12}),
        sets={**EVERYTHING, "time.warm_up_months": 0, "teams.store_team.bonus_per_month": 0},
        arms={"base": Arm(), "twice": Arm(interventions=tuple(doubled))},
        log=CONTACT_LOG,
        note=(
            "All features that cost or earn money are switched on; the account that stays empty "
            "is that of initiatives, which an intervention pays. Staff are paid what the market pays: "
            "they compare by the difference of two logarithms, which rounds."
        ),
    )


HORIZON: Final = 8
"""Months of the check of the time unit [month]."""


def _clockwork(factor: int) -> dict[str, Any]:
    """Hermits whose every duration is so many times as long, and every rate that much smaller."""
    around = {
        "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        "opens_at_hour": 0,
        "closes_at_hour": 24,
    }
    return {
        "time": {"warm_up_months": 0, "horizon_months": HORIZON * factor},
        **{
            f"customers.segments.{name}.{key}": value * factor
            for name in ("alone", "bound")
            for key, value in (
                ("opening_tenure_months", 24),
                ("opening_spread_weeks", 8),
                ("renewal_months", 2),
            )
        },
        "customers.segments.alone.purchases_per_year": 32 / factor,
        "customers.segments.bound.purchases_per_year": 0,
        **{
            f"channels.{name}.{key}": value
            for name in ("online", "kiosk")
            for key, value in (
                ("hours", around),
                ("handle_minutes.purchase", 8 * factor),
                ("handle_minutes.advice", 6 * factor),
                ("handle_minutes.support", 16 * factor),
                ("wait_tolerance_minutes", 8 * factor),
            )
        },
    }


def _decisions(records: Records, until: float, factor: float) -> Counter[tuple[float, ...]]:
    """Who joins and whose contract comes up, and when, told in the shorter unit."""
    time, kind, entity = (records.events[:, EVENTS.column(n)] for n in ("time", "kind", "entity"))
    keep = np.isin(kind, (JOINING, RENEWAL)) & (time < until * factor)
    return Counter(zip(time[keep] / factor, kind[keep], entity[keep], strict=True))


def _lives(records: Records) -> dict[tuple[float, float], Array]:
    """Contacts by person and number."""
    number = CONTACTS.column("sequence")
    return {(row[PERSON], row[number]): row for row in records.contacts}


def _time_unit() -> Check:
    """The same business, slower."""
    durations = [CONTACTS.column(name) for name in ("wait", "handle")]
    rest = [c for c in range(len(CONTACTS.columns)) if c not in (AT, *durations)]
    until = HORIZON * MONTH - 7.0

    def differ(fast: Iterable[tuple[Array, Array]], columns: list[int], factor: float) -> float:
        return float(sum((factor * one[columns] != other[columns]).any() for one, other in fast))

    def observe(runs: Runs) -> Mapping[str, float]:
        fast, slow = runs["fast"].records, runs["slow"].records
        lives, slower = _lives(fast), _lives(slow)
        early = {key: row for key, row in lives.items() if row[AT] < until}
        late = [key for key, row in slower.items() if row[AT] < 2.0 * until - 14.0]
        pairs = [(row, slower[key]) for key, row in early.items() if key in slower]
        moved = [abs(other[AT] - 2.0 * one[AT]) >= 2.0 for one, other in pairs]
        once, twice = _decisions(fast, until, 1.0), _decisions(slow, until, 2.0)
        return {
            "contacts in one world alone": float(
                len(early) - len(pairs) + sum(key not in lives for key in late)
            ),
            "contacts with another outcome": differ(pairs, rest, 1.0),
            "contacts that do not take twice as long": differ(pairs, durations, 2.0),
            "contacts two days off twice the moment": float(sum(moved)),
            "joinings and renewals not at twice the moment": float(
                ((once - twice) + (twice - once)).total()
            ),
        }

    return Check(
        "time_unit",
        "F",
        "Every duration doubled and every rate halved: the same lives, at half the pace",
        LAW,
        HERMITS,
        exactly(
            "contact",
            "contacts in one world alone",
            "contacts with another outcome",
            "contacts that do not take twice as long",
            "contacts two days off twice the moment",
            "joinings and renewals not at twice the moment",
        ),
        observe,
        Size(5),
        Size(30),
        sets={
            "market.considerations_per_year": 0,
            "links.tenure_to_margin": 0,
            "firm.tiers.silver_spend_per_year": 1e9,
            "firm.tiers.gold_spend_per_year": 1e9,
        },
        arms={"fast": Arm(_clockwork(1)), "slow": Arm(_clockwork(2))},
        log=BOTH_LOGS,
        note=(
            "Moments of contacts double but for the hour: the model has a calendar, in which a "
            "need belongs to a day and the channel's profile draws the hour of that day. Other "
            "things tied to the calendar, and switched off here: weekly reviews of teams, months "
            "of closing, reach, the memory of waits and reinvestment, tiers by the spend of "
            "twelve months, growth of spend by years. The last week is left out."
        ),
    )


CHECKS: Final = (
    _accounts(
        "accounts_textbook",
        "The textbook firm: books balance, and nobody and nothing is lost",
        TEXTBOOK,
        Size(2, {"time.warm_up_months": 0, "time.horizon_months": 3}),
        Size(3, {"time.warm_up_months": 0, "time.horizon_months": 12}),
    ),
    _accounts(
        "accounts_busy",
        "A small busy firm that does everything at once: nobody and nothing is lost",
        LIVELY,
        Size(3),
        Size(10, {"time.horizon_months": 12}),
        sets=EVERYTHING,
    ),
    _one_more_person(),
    _one_segment(),
    _no_size(),
    _cut_arrows(),
    _money_unit(),
    _time_unit(),
)
"""Every check of these laws."""
