"""Examples for the rules about campaigns, offers, competition, staffing and contests."""

from collections.abc import Mapping
from typing import Any

from sim.parameters import RELATIONSHIP_LEVELS
from tests.scenarios.idle_examples import (
    ALL_PARTNERS,
    BUDGETS,
    HOUSEHOLD,
    MARKETED,
    MEMBER,
    NO_PARTNER,
    NOBODY_JOINS,
    ONLINE,
    SILENT,
    Example,
    both,
    every,
)

SPRING = "firm.campaigns.spring"


def campaign(**terms: Any) -> dict[str, Any]:
    """A campaign that many answer soon."""
    return {
        "firm.campaigns": {"spring": {"response_chance": 0.5, "response_delay_days": 1} | terms}
    }


NOBODY_LEAVES = both("exit_odds", 0)
NOTHING_FAILS = every("failure_chance", 0)
NO_VOICE = every("complaint_ease", 0)
NO_SUPPORT = both("support_per_purchase", 0)
LEFT = {"target": {"status": "former"}, "start_month": 2}
PROMOTED = {
    "firm.promotion.is_active": True,
    "firm.promotion.discount_fraction": 0.1,
    "firm.promotion.gift_cost": 99,
    "firm.promotion.bundle_take_up": 0.5,
}
NOT_PROMOTED = {**PROMOTED, "firm.promotion.is_active": False}
GUARANTEED = {"firm.guarantee.is_active": True}
CALLED = {"firm.after_sale.call_back_fraction": 0.8, "firm.after_sale.channel": "partner"}
BUSY = {"teams.store_team.positions": 1, "teams.store_team.overtime_hours_per_shift": 4}
FROZEN = {f"teams.{name}.hires": "freeze" for name in ("store_team", "contact_centre")}
PRESS = {"market.press_reach_per_month": 0.5, "market.press_news": 1}


def level(name: str) -> Mapping[str, Any]:
    """Everybody has a relationship level."""
    return {"firm.tiers.regular.relationship_level": name}


OUTREACH = (
    Example(
        f"{SPRING}.response_chance",
        0.9,
        {
            **campaign(target={"segments": ["household"]}),
            f"{HOUSEHOLD}.share": 0,
            "customers.segments.professional.share": 1,
        },
        campaign(),
    ),
    *(
        Example(f"{SPRING}.response_chance", 0.9, {**sets, **campaign(**terms)}, campaign())
        for sets, terms in (
            (NOBODY_LEAVES, LEFT),
            ({}, {"target": {"status": "prospects", "spend_per_year_at_least": 5}}),
            ({}, {"target": {"status": "prospects", "since_purchase_at_most_months": 5}}),
            ({"time.horizon_months": 3}, {"start_month": 3}),
        )
    ),
    *(
        Example(
            f"{SPRING}.target.{key}", value, campaign(target={"status": "prospects"}), campaign()
        )
        for key, value in (
            ("tiers", ["gold"]),
            ("satisfaction_at_least", 0.9),
            ("satisfaction_at_most", 0.1),
        )
    ),
    *(
        Example(
            f"{SPRING}.{key}",
            value,
            campaign(),
            campaign(waves=4, wave_interval_weeks=2),
            instead=instead,
        )
        for key, value, instead in (("wave_interval_weeks", 1, 2), ("only_to_silent", True, False))
    ),
    Example(
        f"{SPRING}.reluctance_waived",
        1,
        campaign(),
        {**campaign(**LEFT, response_chance=1), "market.lost_attitude": 9},
    ),
    *(
        Example(f"{SPRING}.{key}", value, campaign(response_chance=0), campaign())
        for key, value in (("response_delay_days", 9), ("offer_discount_fraction", 0.5))
    ),
    Example(
        f"{SPRING}.reluctance_waived",
        1,
        campaign(**LEFT, response_chance=0),
        {**campaign(**LEFT, response_chance=1), "market.lost_attitude": 9},
    ),
    Example(
        "firm.contact_policy.most_contacts_per_person_per_month",
        1,
        {},
        campaign(waves=4, wave_interval_weeks=1),
    ),
    Example(
        "firm.personalisation.level",
        0.9,
        {"links.profit_to_internal_quality": 0},
        campaign(),
        may_differ=BUDGETS,
    ),
    Example("market.outreach.annoyance_step", 0.9, {}, campaign(waves=5, wave_interval_weeks=0.5)),
    *(
        Example(f"market.outreach.{key}", 9, campaign(medium="preferred"), campaign(medium="email"))
        for key in ("wrong_medium_effect", "preferred_media.mail")
    ),
)

OFFERS = (
    *(
        Example(
            f"firm.promotion.{key}",
            value,
            {**PROMOTED, "firm.promotion.is_active": False},
            PROMOTED,
        )
        for key, value in (
            ("for_first_months", 1),
            ("discount_fraction", 0.5),
            ("gift_cost", 9),
            ("gift_worth_fraction", 3),
            ("bundle_take_up", 0.9),
            ("bundle_extra_fraction", 5),
        )
    ),
    Example("firm.promotion.is_active", True, {}, {"firm.promotion.gift_cost": 9}),
    Example("firm.promotion.for_first_months", 1, {"firm.promotion.is_active": True}, PROMOTED),
    *(
        Example(f"firm.guarantee.{key}", value, sets, GUARANTEED)
        for key, value, off in (
            ("payout_fraction", 1, NOTHING_FAILS),
            ("voice_effect", 9, NO_VOICE),
            ("conversion_effect", 1, NOBODY_JOINS),
        )
        for sets in ({}, {**GUARANTEED, **off})
    ),
    *(
        Example(f"firm.after_sale.{key}", value, {}, live)
        for key, value in (
            ("channel", "store"),
            ("call_back_days", 1),
            ("call_back_cost", 9),
            ("call_back_step", 0.9),
            ("call_back_find_chance", 0.1),
            ("call_back_sale_chance", 0.9),
        )
        for live in (CALLED, level("accountable"))
    ),
    Example("firm.after_sale.service_sale_chance_add", 0.9, NO_SUPPORT),
)

MARKET = (
    Example(
        "market.partner_considerations_per_month",
        90,
        NOBODY_JOINS,
        may_differ=("firm.considerations",),
    ),
    Example(
        "market.referral_fee",
        9,
        {**NOBODY_JOINS, "market.partner_considerations_per_month": 50},
        {"market.partner_considerations_per_month": 50},
    ),
    *(
        Example(f"market.{key}", 0.9, NOBODY_LEAVES, {"market.entrants": 2})
        for key in ("competition_to_leaving", "choice_by_presence")
    ),
    Example("market.lost_attitude", 9, NOBODY_LEAVES),
    Example("market.support_factor", 3, NO_SUPPORT),
    Example("market.price_reaction_per_month", 0.5, {}, {"firm.price_index": 1.2}),
    Example(
        "market.price_sensitivity_elasticity",
        1,
        {"firm.price_index": 1.2},
        {"firm.price_index": 1.2, "market.entrants": 2},
    ),
)

EMPLOYEES = (
    *(
        Example(f"teams.store_team.{key}", value, {}, {"teams.store_team.staffing": "demand"})
        for key, value in (("target_occupancy", 0.1), ("least_positions", 9), ("most_positions", 1))
    ),
    *(
        Example("teams.store_team.overtime_pay_factor", 9, sets, BUSY)
        for sets in ({}, {**BUSY, "teams.store_team.is_partner": True})
    ),
    *(
        Example("teams.store_team.late_fraction", 1, {"teams.store_team.shift_hours": hours})
        for hours in (10, 12)
    ),
    Example(
        "employees.contest.empathy_per_effort", 0.9, {}, {"teams.store_team.contest_effort": 1}
    ),
    *(
        Example(f"employees.hiring.{key}", value, FROZEN)
        for key, value in (
            ("time_to_fill_days", 1),
            ("cost_per_hire", 9),
            ("cost_per_applicant", 9),
            ("induction_cost", 9),
        )
    ),
    Example("employees.counselling.budget_per_head_per_month", 90, ALL_PARTNERS),
    Example("employees.learning.learning_per_training", 1, ALL_PARTNERS),
)

FIRM = (
    Example("firm.recovery.encouragement", 3, NO_VOICE),
    Example(
        "firm.recovery.settled_at_once_fraction",
        0.9,
        {key: value for key, value in NO_VOICE.items() if "online" not in key},
    ),
    Example("firm.coordination", 0.1, {**NO_VOICE, f"{ONLINE}.escalates_to": None}),
    *(
        Example(f"firm.{key}", 3, {**live, **NOBODY_LEAVES}, live)
        for key, live in (
            ("programme.exit_effect_silver", MEMBER),
            ("programme.exit_effect_gold", MEMBER),
            ("relationship_marketing.exit_effect", MARKETED),
            *(
                (f"relationship_levels.{name}.exit_effect", level(name))
                for name in RELATIONSHIP_LEVELS
            ),
        )
    ),
    *(
        Example(
            f"firm.relationship_levels.{name}.voice_effect",
            9,
            {**level(name), **NOTHING_FAILS},
            level(name),
        )
        for name in RELATIONSHIP_LEVELS
    ),
    Example("customers.perception.exit_response", 1, NOBODY_LEAVES),
)

OTHER_WAYS = (
    Example(f"{ONLINE}.escalates_to", "store", {f"{ONLINE}.failure_chance": 0}, instead=None),
    Example("channels.store.handle_minutes.complaint", 9, {}, {"firm.recovery.channel": "store"}),
    Example("channels.partner.handle_minutes.call_back", 90, {}, CALLED),
    # What lets these act is not the usual way.
    Example("channels.partner.cost_per_contact", 9, NO_PARTNER, {**NO_PARTNER, **CALLED}),
    Example("customers.word_of_mouth.attitude_step", 0.9, SILENT, {**SILENT, **PRESS}),
    Example(
        "firm.recovery.response_days",
        9,
        NO_VOICE,
        {**NO_VOICE, **CALLED, "firm.after_sale.channel": "hotline"},
    ),
    Example(
        f"{HOUSEHOLD}.advice_sale_chance",
        0.9,
        {f"{HOUSEHOLD}.advice_per_purchase": 0},
        {f"{HOUSEHOLD}.advice_per_purchase": 0, **level("partnership")},
    ),
    Example(
        f"{HOUSEHOLD}.support_sale_chance",
        0.9,
        {f"{HOUSEHOLD}.support_per_purchase": 0},
        {f"{HOUSEHOLD}.support_per_purchase": 0, "firm.after_sale.reminders_per_year": 9},
    ),
    Example(f"{HOUSEHOLD}.price_sensitivity", 3, {}, PROMOTED),
    Example(f"{HOUSEHOLD}.price_sensitivity", 3, {}, campaign(offer_discount_fraction=0.5)),
    Example("employees.satisfaction.per_pay", 0.9, {}, {"teams.store_team.bonus_per_month": 500}),
    Example(
        "links.internal_quality_to_capability",
        0.3,
        {
            "employees.service.failure_per_internal_quality": 0,
            "employees.service.time_per_internal_quality": 0,
            "customers.recovery.interaction_per_empowerment": 0,
        },
        {
            "employees.service.failure_per_internal_quality": 0,
            "employees.service.time_per_internal_quality": 0,
            "customers.recovery.interaction_per_empowerment": 0,
            "firm.recovery.settled_at_once_fraction": 1,
            "firm.drivers.empowerment.budget_per_head_per_month": 900,
        },
    ),
)

EXAMPLES = (*OUTREACH, *OFFERS, *MARKET, *EMPLOYEES, *FIRM, *OTHER_WAYS)
