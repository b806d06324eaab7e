"""One example for each rule of `sim.scenarios.idle_rules`: a value that nothing reads, and why."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sim.parameters import RELATIONSHIP_LEVELS, TIERS

AS_IT_IS = object()
"""The value that the lively firm has."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Example(NamedTuple):
    """A value of the lively firm that nothing reads once something else is switched off."""

    path: str
    value: Any
    sets: Mapping[str, Any]
    """What switches it off."""
    live: Mapping[str, Any] | None = NOTHING
    """What lets it act; None if it never does."""
    may_differ: tuple[str, ...] = ()
    """Beginnings of the columns in which it shows nevertheless: what it costs, or counts."""
    instead: Any = AS_IT_IS
    """What the value is compared with."""


def both(key: str, value: Any) -> dict[str, Any]:
    """A value of both segments."""
    return {f"customers.segments.{name}.{key}": value for name in ("household", "professional")}


def every(key: str, value: Any) -> dict[str, Any]:
    """A value of every channel."""
    names = ("store", "online", "hotline", "social", "partner")
    return {f"channels.{name}.{key}": value for name in names}


HOUSEHOLD, ONLINE, PARTNER = "customers.segments.household", "channels.online", "channels.partner"
NO_PARTNER = both("channel_shares.partner", None)
ALL_PARTNERS = {f"teams.{name}.is_partner": True for name in ("store_team", "contact_centre")}
SILENT = {"links.customer_satisfaction_to_word_of_mouth": 0}
CLOSED_PROFILE = [
    0,
    0,
    0,
    5,
    0,
    0,
    0,
    0,
    0,
    1,
    1.5,
    1.5,
    1,
    1,
    1.2,
    1.4,
    1.6,
    1.8,
    1,
    0,
    0,
    0,
    0,
    0,
]
MEMBER = {
    "firm.programme.is_active": True,
    "firm.tiers.silver_spend_per_year": 200,
    "firm.tiers.gold_spend_per_year": 900,
}
CARD = {"firm.programme.milestones": [{"spend": 900, "reward": 20}]}
NO_BASICS = {f"firm.tiers.{tier}.relationship_level": "reactive" for tier in TIERS}
NOBODY_JOINS = {"market.conversion": 0, "links.profit_to_internal_quality": 0}
MARKETED = {"firm.relationship_marketing.budget_per_month": 3000}
STEERED = {"channels.store.steers_to": "hotline", "channels.store.steered_fraction": 0.9}
ONE_FILE, TWO_FILES = {"firm.coordination": 1}, {"firm.coordination": 0}
BUDGETS = ("ledger.", "firm.driver_", "firm.internal_quality", "firm.reinvested")

EXAMPLES: tuple[Example, ...] = (
    Example(
        f"{HOUSEHOLD}.purchases_per_year",
        90,
        {f"{HOUSEHOLD}.share": 0, "customers.segments.professional.share": 1},
    ),
    Example(
        f"{HOUSEHOLD}.purchases_per_year",
        90,
        {f"{HOUSEHOLD}.opening_customers": 0, "market.conversion": 0},
    ),
    Example(f"{PARTNER}.tangibles", 0.1, NO_PARTNER),
    Example("teams.partner_staff.days_per_week", 2, NO_PARTNER, may_differ=("teams.",)),
    Example(f"{HOUSEHOLD}.renewal_months", 1, {}, {f"{HOUSEHOLD}.relationship": "renewal"}),
    *(
        Example(f"{HOUSEHOLD}.{key}", value, {f"{HOUSEHOLD}.exit_odds": 0})
        for key, value in (("exit_alpha", 9), ("exit_beta", 2), ("switching_cost", 2))
    ),
    Example(f"{HOUSEHOLD}.opening_tenure_months", 90, {f"{HOUSEHOLD}.opening_customers": 0}),
    Example(f"{HOUSEHOLD}.opening_spread_weeks", 9, {f"{HOUSEHOLD}.opening_customers": 0}),
    *(
        Example(f"{HOUSEHOLD}.{kind}_sale_chance", 0.9, {f"{HOUSEHOLD}.{kind}_per_purchase": 0})
        for kind in ("advice", "support")
    ),
    Example(
        f"{HOUSEHOLD}.service_sale_fraction",
        0.9,
        {f"{HOUSEHOLD}.advice_per_purchase": 0, f"{HOUSEHOLD}.support_sale_chance": 0},
    ),
    Example(f"{HOUSEHOLD}.price_sensitivity", 3, {}, {"firm.price_index": 1.2}),
    Example(
        "channels.store.handle_time_cv",
        0.1,
        {"channels.store.handle_time_distribution": "exponential"},
    ),
    Example("channels.store.assurance", 0.1, {}, {"channels.store.served_by": "self_service"}),
    Example("channels.store.empathy", 0.1, {}, {"channels.store.served_by": "self_service"}),
    *(
        Example(f"{ONLINE}.{key}", value, {}, {f"{ONLINE}.served_by": "contact_centre"})
        for key, value in (
            ("patience_minutes", 1),
            ("priority", 5),
            ("wait_aversion", 3),
            ("answer_target_minutes", 900),
        )
    ),
    Example(
        f"{PARTNER}.commission_fraction",
        0.5,
        {f"{PARTNER}.serves": ["support"], **both("support_sale_chance", 0)},
    ),
    Example(f"{ONLINE}.escalates_to", "store", {"channels.store.is_open": False}, instead=None),
    Example("channels.store.arrival_profile", CLOSED_PROFILE, {}, None),
    *(
        Example(f"{PARTNER}.handle_minutes.{kind}", 9, {f"{PARTNER}.serves": others})
        for kind, others in (
            ("purchase", ["advice", "support"]),
            ("advice", ["purchase", "support"]),
            ("support", ["purchase", "advice"]),
        )
    ),
    Example("customers.recovery.tolerance_days", 1, every("complaint_ease", 0)),
    Example("firm.recovery.response_days", 30, both("complaint_propensity", 0)),
    Example("firm.recovery.compensation_fraction", 0.9, every("failure_chance", 0)),
    *(
        Example(f"market.{key}", value, NOBODY_JOINS, may_differ=costs)
        for key, value, costs in (
            ("considerations_per_year", 9, ("firm.considerations",)),
            ("advertising_per_month", 900, ("firm.considerations", *BUDGETS)),
            ("advertising_cost_per_consideration", 5, ("firm.considerations",)),
            ("attitude_response", 5, ()),
            ("promise_response", 5, ()),
            ("lost_attitude", 3, ()),
        )
    ),
    Example(
        "market.promise",
        0.1,
        {"links.promise_to_expectation": 0, "market.promise_response": 0},
    ),
    *(
        Example(f"customers.word_of_mouth.{key}", value, SILENT)
        for key, value in (
            ("notable_gap", 0.01),
            ("attitude_step", 0.9),
            ("hearsay_step", 0.9),
            ("consider_chance", 0.9),
        )
    ),
    *(
        Example(f"firm.programme.{key}", value, {}, MEMBER)
        for key, value in (
            ("reward_fraction_silver", 0.2),
            ("reward_fraction_gold", 0.2),
            ("exit_effect_silver", 3),
            ("exit_effect_gold", 3),
            ("wallet_effect_silver", 3),
            ("wallet_effect_gold", 3),
            ("milestones", [{"spend": 100, "reward": 20}]),
            ("cost_per_member_per_month", 9),
        )
    ),
    *(
        Example(f"firm.programme.{key}", value, switched_off, {**MEMBER, **CARD})
        for key, value in (("period_weeks", 2), ("collecting_effect", 3))
        for switched_off in (CARD, MEMBER)
    ),
    *(
        Example(
            f"firm.relationship_levels.{level}.wallet_effect",
            3,
            {"firm.tiers.regular.relationship_level": "basic"} if level != "basic" else NO_BASICS,
            {"firm.tiers.regular.relationship_level": level},
        )
        for level in RELATIONSHIP_LEVELS
    ),
    Example(
        "firm.relationship_manager.empathy_gain",
        0.3,
        {},
        {"firm.tiers.regular.has_relationship_manager": True},
    ),
    *(
        Example(f"customers.handover.{key}", 1, {}, STEERED)
        for key in ("steering_acceptance", "steering_dislike")
    ),
    Example("customers.handover.repeat_empathy_loss", 0.4, ONE_FILE, TWO_FILES),
    Example("employees.service.repeat_explanation_fraction", 0.9, ONE_FILE, TWO_FILES),
    Example("channels.store.steers_to", "hotline", {}, STEERED, instead="partner"),
    Example("channels.store.incentive_per_steered_contact", 9, {}, STEERED),
    *(
        Example(f"channels.store.{key}", value, {**STEERED, **in_vain}, STEERED)
        for key, value in (("steered_fraction", 0.5), ("incentive_per_steered_contact", 9))
        for in_vain in (
            {"channels.hotline.is_open": False},
            {"channels.hotline.serves": []},
            both("channel_shares.hotline", None),
            {"channels.hotline.hours": {"days": ["sun"]}},
            {"customers.handover.steering_acceptance": 0},
        )
    ),
    Example("employees.service.empathy_per_standardisation", 0.4, {}, every("standardisation", 1)),
    Example("firm.customer_retention_gain", 0.4, both("exit_odds", 0)),
    Example("firm.employee_retention_gain", 0.4, {"employees.quits.quits_per_year": 0}),
    *(
        Example(
            f"firm.drivers.{driver}.budget_per_head_per_month",
            500,
            {
                "links.internal_quality_to_employee_satisfaction": 0,
                "links.internal_quality_to_capability": 0,
                "links.profit_to_internal_quality": 0,
            },
            may_differ=BUDGETS,
        )
        for driver in ("training", "tools", "empowerment", "recognition", "support")
    ),
    Example("firm.reinvestment_share", 0.9, ALL_PARTNERS),
    Example("firm.reinvestment_hurdle_per_month", 900, ALL_PARTNERS),
    Example("teams.store_team.market_pay_per_month", 9, {"teams.store_team.pay_per_month": 0}),
    Example("employees.satisfaction.per_pay", 0.9, {}, {"teams.store_team.pay_per_month": 3500}),
)
"""An example for every rule about what the firm and its people have always done."""
