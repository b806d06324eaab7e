"""Nobody and nothing is lost: books that balance, customers, contacts and staff that add up."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.parameters import LIFE_CYCLE
from sim.records import ACCOUNTS, CHANNELS, CONTACTS, FIRM, GAINED, SEGMENTS, TEAMS
from sim.verification.check import Check, Runs, Size, exactly

Array = NDArray[np.float64]

CENT: Final = 0.005
"""Half a cent: sums of the same money, added in another order, differ by less [currency]."""

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
    "firm.after_sale.call_back_sale_chance": 0.2,
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


def worst(*differences: Array) -> float:
    """Largest difference of all, whatever its sign."""
    return max(float(np.max(np.abs(difference), initial=0.0)) for difference in differences)


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
    gained = sum(firm(way.name) for way in GAINED)
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
        name,
        "F",
        title,
        "The law itself",
        world,
        claims,
        accounts,
        quick,
        full,
        log=frozenset({"contacts"}),
        **more,
    )


CHECKS: Final = (
    _accounts(
        "accounts_textbook",
        "The textbook firm: books balance, and nobody and nothing is lost",
        "firms/textbook",
        Size(2, {"time.warm_up_months": 0, "time.horizon_months": 3}),
        Size(3, {"time.warm_up_months": 0, "time.horizon_months": 12}),
    ),
    _accounts(
        "accounts_busy",
        "A small busy firm that does everything at once: nobody and nothing is lost",
        "verification/lively",
        Size(3),
        Size(10, {"time.horizon_months": 12}),
        sets=EVERYTHING,
    ),
)
"""Every check of what is conserved."""
