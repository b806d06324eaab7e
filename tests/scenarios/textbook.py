"""The textbook firm as a scenario, with one intervention of each kind for it."""

from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter

from sim.scenarios.load import load_as
from sim.scenarios.schema.interventions import Alternative, AnyIntervention, Intervention
from sim.scenarios.schema.scenario import Scenario

QUESTION = load_as(Scenario, "firms/textbook")
SCENARIO = QUESTION.scenario
BASE: dict[str, Any] = SCENARIO.model_dump(mode="json", exclude={"alternatives"})
HORIZON = SCENARIO.time.horizon_months

KINDS: tuple[type[Intervention], ...] = get_args(get_args(AnyIntervention)[0])

EXAMPLES: dict[str, dict[str, Any]] = {
    "set": {"path": "firm.price_index", "value": 1.2},
    "scale": {"path": "market.advertising_per_month", "factor": 2.0},
    "add": {"path": "teams.store_team.positions", "amount": 2},
    "retention_target": {"of": "customers", "points": 5},
    "counselling": {"add_per_head_per_month": 20.0},
    "hiring_standard": {"accepted_fraction": 0.2, "add_selection_per_head_per_month": 40.0},
    "internal_quality": {"add_per_head_per_month": 40.0},
    "induction": {"add_days": 10.0, "cost_per_hire": 500.0},
    "overtime": {"team": "contact_centre", "hours_per_shift": 2.0, "pay_factor": 1.25},
    "pay": {"team": "store_team", "factor": 1.1},
    "peak_management": {"channel": "store", "flattening": 0.5},
    "schedule": {"team": "store_team", "late_fraction": 0.75, "closes_at_hour": 20.0},
    "service_contest": {"teams": ["store_team", "contact_centre"], "reward_per_head": 200.0},
    "staffing_policy": {"team": "contact_centre", "staffing": "demand", "target_occupancy": 0.6},
    "staffing": {"team": "contact_centre", "add_positions": 1},
    "recovery": {"response_days": 1.0, "compensation_fraction": 0.3},
    "loyalty_programme": {
        "silver_spend_per_year": 500.0,
        "reward_fraction_gold": 0.05,
        "milestones": [{"spend": 100.0, "reward": 5.0}, {"spend": 300.0, "reward": 20.0}],
        "period_weeks": 6.0,
    },
    "marketing_split": {"budget_per_month": 2000.0, "relationship_fraction": 0.25},
    "relationship_level": {"tier": "gold", "level": "proactive"},
    "tiered_service": {"tier": "gold", "queue_priority": 2, "room_tangibles": 0.1},
    "price": {"factor": 0.95},
    "channel": {"channel": "store", "tangibles": 0.9, "closes_at_hour": 20.0},
    "standardisation": {"channel": "hotline", "level": 0.5},
    "escalation": {"channel": "online", "to": "store"},
    "self_service_migration": {"channel": "store", "to": "online", "fraction": 0.3},
    "coordination": {"level": 0.5},
    "promise": {"level": 0.9},
    "campaign": {"name": "spring", "response_chance": 0.1},
    "contact_policy": {"most_contacts_per_person_per_month": 2},
    "personalisation": {"level": 0.5},
    "win_back": {"name": "come_back"},
    "advertising": {"budget_per_month": 3000.0},
    "competitor_entry": {"rivals": 1.0, "quality": 0.85, "price_index": 0.9},
    "competitor_reaction": {"price_reaction_per_month": 0.2, "quality_reaction_per_month": 0.1},
    "reinvestment": {"share": 0.2, "hurdle_per_month": 5000.0},
    "shock": {"of": "demand_surge", "need_factor": 1.5, "support_factor": 3.0},
    "promotion": {"for_first_months": 1, "discount_fraction": 0.2},
    "guarantee": {"payout_fraction": 0.6},
    "encourage_complaints": {"effect": 0.7},
    "empowerment": {"add_per_head_per_month": 40.0, "settled_at_once_fraction": 0.6},
    "after_sale": {"call_back_fraction": 0.5, "channel": "hotline"},
}
"""One intervention of each kind that changes the textbook firm."""


def intervention(kind: str, **more: Any) -> Intervention:
    """The example of a kind, with more or other values."""
    adapter: TypeAdapter[Intervention] = TypeAdapter(AnyIntervention)
    return adapter.validate_python({"kind": kind, **EXAMPLES[kind], **more})


def alternative(*interventions: Intervention) -> Alternative:
    """An alternative of some interventions."""
    return Alternative(name="other", title="Another world", interventions=interventions)


def replaced(model: BaseModel, path: str, value: Any) -> Any:
    """A copy with one value replaced, unchecked: sums and orders between fields may break."""
    key, _, rest = path.partition(".")
    inner = getattr(model, key)
    if not rest:
        return model.model_copy(update={key: value})
    if isinstance(inner, dict):
        name, _, below = rest.partition(".")
        item = replaced(inner[name], below, value) if below else value
        return model.model_copy(update={key: {**inner, name: item}})
    return model.model_copy(update={key: replaced(inner, rest, value)})
