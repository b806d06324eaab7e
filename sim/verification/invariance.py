"""The same business told in other units: amounts in another currency, time at another pace."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from sim.behaviour.order import JOINING, RENEWAL
from sim.records import (
    ACCOUNTS,
    CAMPAIGNS,
    CHANNELS,
    CONCENTRATION,
    CONTACTS,
    EVENTS,
    FIRM,
    HOURS,
    SEGMENTS,
    TEAMS,
    TENURE,
    Column,
    Records,
)
from sim.units import MONTH
from sim.verification.check import Arm, Check, Claim, Kind, Runs, Size, exactly
from sim.verification.conservation import EVERYTHING
from sim.verification.laws import AT, HERMITS, LAW, LIVELY, PERSON, Array, apart

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


COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "firm": FIRM.columns,
    "segments": SEGMENTS.columns,
    "channels": CHANNELS.columns,
    "teams": TEAMS.columns,
    "tenure": TENURE.columns,
    "concentration": CONCENTRATION.columns,
    "hours": HOURS.columns,
    "ledger": tuple(Column(one.name, "currency", one.meaning) for one in ACCOUNTS),
    "campaigns": CAMPAIGNS.columns,
    "contacts": CONTACTS.columns,
}
"""What the last axis of a table stands for; the tables left out hold counts."""


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
        log=frozenset({"contacts"}),
        note=(
            "All features that cost or earn money are switched on; the account that stays empty "
            "is that of initiatives, which an intervention pays. Staff are paid what the market "
            "pays: they compare by the difference of two logarithms, which rounds."
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
        log=frozenset({"contacts", "events"}),
        note=(
            "Moments of contacts double but for the hour: the model has a calendar, in which a "
            "need belongs to a day and the channel's profile draws the hour of that day. Other "
            "things tied to the calendar, and switched off here: weekly reviews of teams, months "
            "of closing, reach, the memory of waits and reinvestment, tiers by the spend of "
            "twelve months, growth of spend by years. The last week is left out."
        ),
    )


CHECKS: Final = (_money_unit(), _time_unit())
"""Every check of units."""
