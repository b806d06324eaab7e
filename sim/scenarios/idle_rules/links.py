"""When nothing reads a value because a link, or another value that it needs, is 0."""

from typing import Final

from sim.scenarios.facts import at
from sim.scenarios.idle_rules.rule import Rule

THROUGH: Final[dict[str, tuple[str, ...]]] = {
    "internal_quality_to_employee_satisfaction": ("employees.satisfaction.per_internal_quality",),
    "internal_quality_to_capability": (
        "employees.service.failure_per_internal_quality",
        "employees.service.time_per_internal_quality",
        "employees.learning.learning_per_training",
        "customers.recovery.interaction_per_empowerment",
    ),
    "workload_to_employee_satisfaction": ("employees.satisfaction.per_workload",),
    "customer_mood_to_employee_satisfaction": ("employees.satisfaction.per_mood",),
    "employee_satisfaction_to_quits": (
        "employees.quits.response",
        "employees.quits.absence_response",
    ),
    "employee_satisfaction_to_service": (
        "employees.service.failure_per_satisfaction",
        "employees.service.empathy_per_satisfaction",
    ),
    "work_pressure_to_hurry": ("employees.hurry.exponent",),
    "promise_to_expectation": ("customers.perception.promise_step",),
    "recovery_to_satisfaction": ("customers.recovery.step",),
    "customer_satisfaction_to_share_of_wallet": ("customers.perception.wallet_response",),
    "customer_satisfaction_to_word_of_mouth": (
        "customers.word_of_mouth.reach_good",
        "customers.word_of_mouth.reach_bad",
    ),
    "tenure_to_margin": ("customers.perception.spend_growth_per_year",),
    "profit_to_internal_quality": ("firm.reinvestment_share",),
}
"""Values that multiply with a link, and nothing else does: cut it and they are idle, and the link
is idle while all of them are 0."""

BEHIND: Final[dict[str, tuple[str, ...]]] = {
    "employees.satisfaction.per_mood": ("employees.satisfaction.mood_step",),
    "employees.hurry.exponent": (
        *("employees.hurry.time_ceiling", "employees.hurry.erosion_weeks"),
        *("employees.hurry.restoration_weeks", "employees.service.failure_per_hurry"),
        "employees.service.empathy_per_time",
    ),
    "customers.perception.spend_growth_per_year": ("customers.perception.spend_growth_years",),
    "customers.perception.habit_response": ("customers.perception.habit_step",),
    "employees.counselling.budget_per_head_per_month": (
        "employees.counselling.half_budget_per_head_per_month",
        "employees.counselling.relief",
    ),
    "market.advertising_per_month": ("market.advertising_cost_per_consideration",),
    "market.entrants": ("market.entrant_quality", "market.entrant_price_index"),
    "market.partner_considerations_per_month": ("market.referral_fee",),
    "market.press_reach_per_month": ("market.press_news", "market.press_satisfaction_step"),
    "firm.after_sale.reminders_per_year": (
        "firm.after_sale.reminder_cost",
        "firm.after_sale.reminder_response_chance",
    ),
    "firm.personalisation.level": (
        "firm.personalisation.response_effect",
        "firm.personalisation.cost_per_contact",
        "firm.personalisation.cost_per_month",
    ),
    "firm.promotion.bundle_take_up": ("firm.promotion.bundle_extra_fraction",),
    "firm.promotion.gift_cost": ("firm.promotion.gift_worth_fraction",),
    "firm.reinvestment_share": ("firm.reinvestment_hurdle_per_month",),
    "firm.relationship_marketing.budget_per_month": (
        "firm.relationship_marketing.half_budget_per_customer_per_month",
        "firm.relationship_marketing.exit_effect",
        "firm.relationship_marketing.wallet_effect",
    ),
}
"""Values that nothing reads while another, or the link that this one multiplies with, is 0."""

BESIDES: Final[dict[str, tuple[str, ...]]] = {
    "internal_quality_to_capability": ("firm.recovery.settled_at_once_fraction",),
}
"""Values that a link acts on as well, but that matter without it."""


def _cut(link: str, path: str) -> Rule:
    """A value behind a cut link."""
    return Rule(
        path,
        lambda s: getattr(s.links, link) == 0,
        f"links.{link} is 0",
        f"raise links.{link}",
    )


def _unused(link: str, paths: tuple[str, ...]) -> Rule:
    """A link with nothing behind it."""
    return Rule(
        f"links.{link}",
        lambda s: all(at(s, path) == 0 for path in (*paths, *BESIDES.get(link, ()))),
        f"it multiplies what is 0: {', '.join(paths)}",
        f"raise {paths[0]}",
        off=(1,),
    )


def _behind(source: str, path: str) -> Rule:
    """A value that nothing reads while another is 0."""
    return Rule(path, lambda s: at(s, source) == 0, f"{source} is 0", f"change {source}")


LINK_OF: Final = {path: link for link, paths in THROUGH.items() for path in paths}
"""The link that a value multiplies with."""

RULES: Final[tuple[Rule, ...]] = (
    *(_cut(link, path) for link, paths in THROUGH.items() for path in paths),
    *(_unused(link, paths) for link, paths in THROUGH.items()),
    *(_behind(source, path) for source, paths in BEHIND.items() for path in paths),
    *(
        _cut(LINK_OF[source], path)
        for source, paths in BEHIND.items()
        if source in LINK_OF
        for path in paths
    ),
)
