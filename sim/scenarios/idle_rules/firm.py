"""When nothing reads a value of the firm: budgets, recovery, programme, relationships."""

from typing import Final

from sim.parameters import DRIVERS, RELATIONSHIP_LEVELS, TIERS
from sim.scenarios.facts import (
    complains,
    complains_to_staff,
    driver_acts,
    fails,
    hands_over,
    has_own_staff,
    leaves,
    voices,
)
from sim.scenarios.idle_rules.customers import LET_LEAVE, NO_VOICE, NOBODY_LEAVES, VOICE
from sim.scenarios.idle_rules.rule import COSTS, Rule, each

OPEN_IT: Final = "open the programme with is_active or a loyalty_programme intervention"
CLOSED: Final = "the programme is active in no world"

RULES: Final[tuple[Rule, ...]] = (
    # Recovery
    *each(
        "firm.recovery",
        ("response_days", "compensation_fraction"),
        lambda s: not complains(s),
        NO_VOICE,
        VOICE,
    ),
    Rule("firm.recovery.encouragement", lambda s: not voices(s), NO_VOICE, VOICE),
    Rule(
        "firm.recovery.settled_at_once_fraction",
        lambda s: not complains_to_staff(s),
        "no employee hears of a failure",
        "let failures happen, and be voiced, in a channel with staff",
    ),
    Rule(
        "firm.coordination",
        lambda s: not hands_over(s),
        "no case goes from one channel to another: nothing escalates, and nobody complains",
        "let a channel escalate, or failures be voiced",
    ),
    # Programme
    *each(
        "firm.programme",
        (
            *("reward_fraction_silver", "reward_fraction_gold", "exit_effect_silver"),
            *("exit_effect_gold", "wallet_effect_silver", "wallet_effect_gold"),
            *("cost_per_member_per_month", "milestones", "period_weeks", "collecting_effect"),
        ),
        lambda s: not s.firm.programme.is_active,
        CLOSED,
        OPEN_IT,
    ),
    *each(
        "firm.programme",
        ("period_weeks", "collecting_effect"),
        lambda s: not s.firm.programme.milestones,
        "the programme has no milestones",
        "list milestones",
    ),
    # Relationships
    *(
        Rule(
            f"firm.relationship_levels.{level}",
            lambda s, level=level: (
                level not in {getattr(s.firm.tiers, tier).relationship_level for tier in TIERS}
            ),
            f"no tier has the relationship level {level}",
            "give it to a tier in firm.tiers",
        )
        for level in RELATIONSHIP_LEVELS
    ),
    Rule(
        "firm.relationship_manager",
        lambda s: not any(getattr(s.firm.tiers, tier).has_relationship_manager for tier in TIERS),
        "no tier has a relationship manager",
        "give one to a tier in firm.tiers",
    ),
    *each(
        "firm",
        (
            *("programme.exit_effect_silver", "programme.exit_effect_gold"),
            "relationship_marketing.exit_effect",
            *(f"relationship_levels.{level}.exit_effect" for level in RELATIONSHIP_LEVELS),
        ),
        lambda s: not leaves(s),
        NOBODY_LEAVES,
        LET_LEAVE,
    ),
    *each(
        "firm.relationship_levels",
        (f"{level}.voice_effect" for level in RELATIONSHIP_LEVELS),
        lambda s: not fails(s),
        "nothing fails",
        VOICE,
    ),
    # Retention, budgets
    Rule(
        "firm.customer_retention_gain",
        lambda s: not leaves(s),
        "nobody leaves, so nobody can be kept",
        LET_LEAVE,
    ),
    Rule(
        "firm.employee_retention_gain",
        lambda s: not has_own_staff(s) or s.employees.quits.quits_per_year == 0,
        "no employee of ours quits, so none can be kept",
        "raise employees.quits.quits_per_year, or have staff of our own",
    ),
    *(
        Rule(
            f"firm.drivers.{driver}",
            lambda s, driver=driver: not driver_acts(s, driver),
            "internal service quality reaches no staff of ours, or the driver has no weight",
            "raise the weight, or links.internal_quality_to_capability",
            what=COSTS,
        )
        for driver in DRIVERS
        if driver != "selection"  # which always acts on hiring
    ),
    *each(
        "firm",
        ("reinvestment_share", "reinvestment_hurdle_per_month"),
        lambda s: not has_own_staff(s),
        "no staff of ours receive it",
        "have a team that is no partner's",
    ),
)
