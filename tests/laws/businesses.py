"""Random small businesses that are possible: every kind of block, with values across its range."""

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from sim.parameters import ARROWS, RELATIONSHIP_LEVELS, Plan
from sim.scenarios.resolve import plans
from sim.scenarios.schema.scenario import Scenario
from tests.laws.markets import customers, markets, segments
from tests.laws.ranges import effects, shares, some

MONTHS = 4
"""Months measured."""

WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

hours = st.builds(
    lambda days, opens, length: {
        "days": sorted(days, key=WEEK.index),
        "opens_at_hour": opens,
        "closes_at_hour": min(opens + length, 24.0),
    },
    st.sets(st.sampled_from(WEEK), min_size=1),
    some(st.floats(0.0, 20.0), 0.0),
    some(st.floats(0.5, 24.0), 24.0),
)

minutes = some(st.floats(1.0, 600.0), 5.0, 1440.0)


def steering(others: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Where a channel steers people, if anywhere."""
    nowhere = st.just({"steers_to": None, "steered_fraction": 0.0})
    if not others:
        return nowhere
    return nowhere | st.fixed_dictionaries(
        {
            "steers_to": st.sampled_from(others),
            "steered_fraction": some(shares, 1.0),
            "incentive_per_steered_contact": st.floats(0.0, 5.0),
        }
    )


@st.composite
def channels(draw: st.DrawFn, name: str, served_by: str, others: list[str]):
    """One channel; others are those it may hand a failed contact on to."""
    return {
        "served_by": served_by,
        "is_open": draw(some(st.just(True), True, False)) if name != "channel0" else True,
        "hours": draw(hours),
        "peak_flattening": draw(some(shares, 0.0, 1.0)),
        "patience_minutes": draw(st.one_of(st.none(), minutes)),
        "wait_tolerance_minutes": draw(minutes),
        "wait_aversion": draw(effects),
        "answer_target_minutes": draw(some(minutes, 0.0)),
        "handle_minutes": {
            kind: draw(minutes)
            for kind in ("purchase", "advice", "support", "complaint", "call_back")
        },
        "handle_time_cv": draw(some(st.floats(0.0, 2.0), 0.0)),
        "handle_time_distribution": draw(st.sampled_from(["lognormal", "exponential"])),
        "failure_chance": draw(some(shares, 0.0, 0.3, 1.0)),
        "assurance": draw(shares),
        "empathy": draw(shares),
        "tangibles": draw(shares),
        "complaint_ease": draw(some(effects, 0.0, 3.0)),
        "escalates_to": draw(st.sampled_from([None, *others])),
        **draw(steering(others)),
        "capacity": draw(some(st.integers(0, 3), None)) if served_by == "self_service" else None,
        "standardisation": draw(some(shares, 0.0, 1.0)),
        "price_factor": draw(some(st.floats(0.5, 2.0), 1.0)),
        "priority": draw(st.integers(0, 3)),
        "cost_per_contact": draw(st.floats(0.0, 5.0)),
        "commission_fraction": draw(shares),
    }


teams = st.fixed_dictionaries(
    {
        "positions": st.integers(1, 4),
        "is_partner": st.booleans(),
        "roster": hours,
        "days_per_week": st.integers(1, 7),
        "shift_hours": some(st.floats(1.0, 24.0), 8.0, 24.0),
        "pay_per_month": some(st.floats(1.0, 5000.0), 0.0),
        "bonus_per_month": some(st.floats(0.0, 500.0), 0.0),
        "late_fraction": some(shares, 0.0, 0.5, 1.0),
        "overtime_hours_per_shift": some(st.floats(0.0, 12.0), 0.0),
        "overtime_pay_factor": st.floats(0.0, 3.0),
        "staffing": st.sampled_from(["plan", "demand"]),
        "target_occupancy": st.floats(0.05, 1.0),
        "most_positions": st.integers(1, 8),
        "hires": st.sampled_from(["replace", "replace", "freeze"]),
        "contest_effort": some(shares, 0.0),
        "shortage_fraction": some(shares, 0.0, 1.0),
    }
)

employees = st.fixed_dictionaries(
    {
        "learning": st.fixed_dictionaries(
            {
                "start_efficiency": st.floats(0.1, 1.0),
                "induction_days": some(effects, 0.0),
                "head_start_days": some(st.floats(0.0, 60.0), 0.0),
                "learning_per_training": some(effects, 0.0),
            }
        ),
        "hurry": st.fixed_dictionaries(
            {"exponent": st.floats(-2.0, 0.0), "target_occupancy": st.floats(0.05, 1.0)}
        ),
        "fatigue": st.fixed_dictionaries(
            {"onset": st.floats(0.0, 0.9), "loss_of_efficiency": some(st.floats(0.0, 0.99), 0.99)}
        ),
        "quits": st.fixed_dictionaries(
            {"quits_per_year": some(st.floats(0.0, 20.0), 0.0), "absence_chance": shares}
        ),
        "hiring": st.fixed_dictionaries(
            {
                "time_to_fill_days": some(st.floats(0.0, 60.0), 0.0),
                "accepted_fraction": some(st.floats(0.001, 1.0), 0.001, 1.0),
                "usual_accepted_fraction": st.floats(0.01, 0.99),
                "validity": some(shares, 0.0, 1.0),
            }
        ),
        "counselling": st.fixed_dictionaries(
            {"budget_per_head_per_month": some(st.floats(0.0, 200.0), 0.0), "relief": shares}
        ),
        "contest": st.fixed_dictionaries(
            {"empathy_per_effort": shares, "habit_memory_weeks": st.floats(0.1, 50.0)}
        ),
    }
)

MILESTONES = [{"spend": 50.0, "reward": 2.0}, {"spend": 200.0, "reward": 10.0}]

tiers = st.fixed_dictionaries(
    {
        "queue_priority": st.integers(0, 9),
        "room_tangibles": some(shares, 0.0),
        "room_cost_per_contact": some(effects, 0.0),
        "has_relationship_manager": st.booleans(),
        "relationship_level": st.sampled_from(RELATIONSHIP_LEVELS),
    }
)

campaigns = st.fixed_dictionaries(
    {
        "target": st.fixed_dictionaries(
            {
                "status": st.sampled_from(["customers", "former", "prospects"]),
                "tiers": st.sampled_from([None, ["regular"], ["silver", "gold"]]),
                "since_purchase_at_least_months": some(st.floats(0.0, 3.0), 0.0),
                "satisfaction_at_most": some(shares, 1.0),
            }
        ),
        "start_month": st.integers(0, MONTHS - 1),
        "waves": st.integers(1, 10),
        "wave_interval_weeks": st.floats(0.2, 6.0),
        "only_to_silent": st.booleans(),
        "medium": st.sampled_from(["mail", "phone", "preferred"]),
        "response_chance": some(shares, 0.0, 1.0),
        "response_delay_days": some(st.floats(0.0, 40.0), 0.0),
        "offer_discount_fraction": some(st.floats(0.0, 0.95), 0.0),
        "reluctance_waived": shares,
        "control_fraction": some(shares, 0.0, 1.0),
        "evaluation_weeks": some(st.floats(0.0, 20.0), 0.0),
        "cost_per_contact": st.floats(0.0, 20.0),
        "cost_once": st.floats(0.0, 1000.0),
    }
)

firms = st.fixed_dictionaries(
    {
        "price_index": st.floats(0.5, 2.0),
        "coordination": some(shares, 0.0, 1.0),
        "reinvestment_share": shares,
        "fault_chance": some(shares, 0.0, 1.0),
        "recovery": st.fixed_dictionaries(
            {
                "channel": st.just("channel0"),
                "response_days": some(st.floats(0.0, 20.0), 0.0),
                "compensation_fraction": shares,
                "encouragement": some(effects, 0.0),
                "settled_at_once_fraction": some(shares, 0.0, 1.0),
            }
        ),
        "promotion": st.fixed_dictionaries(
            {
                "is_active": st.booleans(),
                "for_first_months": st.one_of(st.none(), some(st.floats(0.1, 6.0), 1.0)),
                "discount_fraction": some(st.floats(0.0, 0.95), 0.0),
                "gift_cost": some(st.floats(0.0, 500.0), 0.0),
                "gift_worth_fraction": st.floats(0.0, 3.0),
                "bundle_take_up": some(shares, 0.0, 1.0),
                "bundle_extra_fraction": st.floats(0.0, 10.0),
            }
        ),
        "guarantee": st.fixed_dictionaries(
            {
                "is_active": st.booleans(),
                "payout_fraction": some(shares, 0.0, 1.0),
                "conversion_effect": effects,
                "voice_effect": effects,
            }
        ),
        "after_sale": st.fixed_dictionaries(
            {
                "call_back_fraction": some(shares, 0.0, 1.0),
                "call_back_days": some(st.floats(0.0, 30.0), 0.0),
                "channel": st.just("channel0"),
                "call_back_step": shares,
                "call_back_find_chance": some(shares, 0.0, 1.0),
                "call_back_sale_chance": some(shares, 0.0, 1.0),
                "reminders_per_year": some(st.floats(0.0, 12.0), 0.0, 12.0),
                "reminder_response_chance": some(shares, 0.0, 1.0),
                "service_sale_chance_add": some(shares, 0.0, 1.0),
            }
        ),
        "tiers": st.fixed_dictionaries(
            {
                "silver_spend_per_year": st.just(300.0),
                "gold_spend_per_year": st.just(900.0),
                "review_months": st.integers(1, 3),
                "regular": tiers,
                "gold": tiers,
            }
        ),
        "programme": st.fixed_dictionaries(
            {
                "is_active": st.booleans(),
                "wallet_effect_gold": some(effects, 0.0),
                "milestones": st.sampled_from([[], MILESTONES]),
                "period_weeks": st.floats(0.1, 20.0),
                "collecting_effect": effects,
            }
        ),
        "relationship_manager": st.fixed_dictionaries(
            {"cost_per_customer_per_month": effects, "empathy_gain": shares}
        ),
        "relationship_marketing": st.fixed_dictionaries(
            {"budget_per_month": some(st.floats(0.0, 1000.0), 0.0), "exit_effect": effects}
        ),
        "campaigns": st.dictionaries(st.sampled_from(["one", "two"]), campaigns),
        "contact_policy": st.fixed_dictionaries(
            {"most_contacts_per_person_per_month": st.one_of(st.none(), st.integers(1, 3))}
        ),
        "personalisation": st.fixed_dictionaries({"level": some(shares, 0.0)}),
        "customer_retention_gain": some(st.floats(0.0, 0.5), 0.0),
        "employee_retention_gain": some(st.floats(0.0, 0.5), 0.0),
    }
)

links = st.fixed_dictionaries({arrow.name: some(st.floats(0.0, 3.0), 0.0, 1.0) for arrow in ARROWS})


SWITCHES = ("loyalty_programme", "relationship_level", "tiered_service")
"""Kinds that know no half size."""


CHANGES: tuple[dict[str, Any], ...] = (
    {"kind": "staffing", "team": "team0", "add_positions": 3},
    {"kind": "set", "path": "teams.team0.positions", "value": 1},
    {"kind": "set", "path": "teams.team0.roster.opens_at_hour", "value": 0.0},
    {"kind": "set", "path": "channels.channel0.patience_minutes", "value": 10.0},
    {"kind": "set", "path": "channels.channel0.priority", "value": 0},
    {"kind": "set", "path": "channels.channel0.failure_chance", "value": 0.0},
    {"kind": "scale", "path": "market.advertising_per_month", "factor": 2.0},
    {"kind": "retention_target", "of": "customers", "points": 5.0},
    {"kind": "retention_target", "of": "employees", "points": 5.0},
    {"kind": "internal_quality", "add_per_head_per_month": 100.0},
    {"kind": "pay", "team": "team0", "factor": 1.2},
    {"kind": "hiring_standard", "accepted_fraction": 0.1},
    {"kind": "counselling", "add_per_head_per_month": 50.0},
    {"kind": "induction", "add_days": 3.0, "cost_per_hire": 100.0},
    {"kind": "overtime", "team": "team0", "hours_per_shift": 3.0},
    {"kind": "peak_management", "channel": "channel0", "flattening": 0.5},
    {"kind": "schedule", "team": "team0", "late_fraction": 1.0},
    {"kind": "service_contest", "teams": ["team0"], "reward_per_head": 100.0},
    {"kind": "staffing_policy", "team": "team0", "staffing": "demand"},
    {"kind": "staffing_policy", "team": "team0", "staffing": "plan"},
    {"kind": "staffing_policy", "team": "team0", "hires": "freeze"},
    {"kind": "staffing_policy", "team": "team0", "hires": "replace"},
    {"kind": "recovery", "response_days": 0.0, "compensation_fraction": 0.5},
    {"kind": "loyalty_programme", "milestones": MILESTONES},
    {
        "kind": "marketing_split",
        "budget_per_month": 500.0,
        "relationship_fraction": 0.4,
    },
    {"kind": "relationship_level", "tier": "regular", "level": "partnership"},
    {"kind": "tiered_service", "tier": "regular", "has_relationship_manager": True},
    {"kind": "tiered_service", "tier": "regular", "queue_priority": 3},
    {"kind": "price", "factor": 0.9},
    {"kind": "promotion", "for_first_months": 1.0, "bundle_take_up": 0.5},
    {"kind": "guarantee", "payout_fraction": 1.0},
    {"kind": "encourage_complaints", "effect": 2.0},
    {"kind": "empowerment", "add_per_head_per_month": 50.0},
    {"kind": "after_sale", "call_back_fraction": 1.0, "reminders_per_year": 6.0},
    {"kind": "promise", "level": 0.99},
    {"kind": "channel", "channel": "channel0", "tangibles": 0.3, "price_factor": 1.1},
    {"kind": "standardisation", "channel": "channel0", "level": 0.7},
    {"kind": "escalation", "channel": "channel0", "to": None},
    {"kind": "coordination", "level": 0.2},
    {"kind": "campaign", "name": "two", "waves": 3, "response_chance": 0.5},
    {"kind": "win_back", "name": "back", "response_chance": 0.9},
    {"kind": "personalisation", "level": 1.0},
    {"kind": "contact_policy", "most_contacts_per_person_per_month": None},
    {"kind": "advertising", "budget_per_month": 900.0},
    {"kind": "competitor_entry", "rivals": 2.5, "quality": 0.9, "price_index": 0.7},
    {
        "kind": "competitor_reaction",
        "price_reaction_per_month": 0.5,
        "quality_reaction_per_month": 0.5,
    },
    {"kind": "reinvestment", "share": 0.5, "hurdle_per_month": 100.0},
    {"kind": "shock", "of": "outage", "channel": "channel0"},
    {"kind": "shock", "of": "outage", "channel": "channel0", "failure_chance": 0.9},
    {"kind": "shock", "of": "quality_incident", "fault_chance": 0.4},
    {"kind": "shock", "of": "demand_surge", "need_factor": 1.5, "support_factor": 4.0},
    {
        **{"kind": "shock", "of": "staff_shortage", "team": "team0"},
        "shortage_fraction": 0.6,
    },
    {"kind": "shock", "of": "scandal", "reach_per_month": 0.7},
    {"kind": "add", "path": "teams.team0.bonus_per_month", "amount": 50.0},
)
"""One of every kind of intervention and more, possible in every business."""

MIGRATION = {
    **{"kind": "self_service_migration", "channel": "channel0", "to": "channel1"},
    "fraction": 0.5,
}
"""Takes two channels."""


@st.composite
def interventions(draw: st.DrawFn, changes: Sequence[dict[str, Any]]):
    """One of these changes as an intervention that no other can make impossible."""
    start = draw(st.integers(0, MONTHS - 1))
    end = draw(st.one_of(st.none(), st.integers(start + 1, MONTHS)))
    ramp = draw(st.integers(0, (end or start + 3) - start))
    change = draw(st.sampled_from(changes))
    if isinstance(change.get("value"), int) or change["kind"] in SWITCHES:
        ramp = 0
    return {
        **change,
        "start_month": start,
        "end_month": end,
        "ramp_months": ramp,
        "cost_once": draw(some(st.floats(0.0, 1e4), 0.0)),
        "cost_per_month": draw(some(st.floats(0.0, 1e4), 0.0)),
    }


@st.composite
def businesses(draw: st.DrawFn, change: dict[str, Any] | None = None) -> dict[str, Any]:
    """A random business with one alternative, as plain data; with this change among others."""
    n_channels = draw(st.integers(1 if change is not MIGRATION else 2, 4))
    n_teams = draw(st.integers(1, 2))
    changes = [*CHANGES, *([MIGRATION] if n_channels > 1 else [])]
    names = [f"channel{i}" for i in range(n_channels)]
    servers = [f"team{i}" for i in range(n_teams)]
    split = draw(st.sampled_from([(1.0,), (0.5, 0.5), (0.25, 0.75), (1.0, 0.0)]))
    business = {
        "title": "random",
        "question": "does it hold?",
        "time": {"warm_up_months": draw(st.integers(0, 3)), "horizon_months": MONTHS},
        "market": draw(markets),
        "customers": {
            **draw(customers),
            "segments": {
                f"segment{i}": draw(segments(share, names)) for i, share in enumerate(split)
            },
        },
        "channels": {
            name: draw(
                channels(
                    name,
                    "team0"
                    if name == "channel0"
                    else draw(st.sampled_from([*servers, "self_service"])),
                    [other for other in names if other != name],
                )
            )
            for name in names
        },
        "teams": {name: draw(teams) for name in servers},
        "employees": draw(employees),
        "firm": draw(firms),
        "links": draw(links),
        "alternatives": [
            {
                "name": "changed",
                "title": "changed",
                "interventions": [
                    *([draw(interventions([change]))] if change else []),
                    *draw(st.lists(interventions(changes), min_size=1, max_size=3)),
                ],
            }
        ],
    }
    # Two gains add up; more than half is refused.
    for of in ("customer_retention_gain", "employee_retention_gain"):
        business["firm"][of] = min(business["firm"][of], 0.3)
    return business


def plans_of(business: dict[str, Any]) -> dict[str, Plan]:
    """Base and alternative, ready to run."""
    return plans(Scenario.model_validate_json(json.dumps(business), strict=True))
