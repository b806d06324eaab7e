"""When nothing reads a value of the campaigns, or of how people take them."""

from typing import Final

from sim.scenarios.facts import addresses, all_campaigns, lacks
from sim.scenarios.idle_rules.rule import COSTS, Rule, each

NONE: Final = "there is no campaign"
LAUNCH: Final = "add one to firm.campaigns, or a campaign intervention"
CAMPAIGN: Final = "firm.campaigns.*"

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        CAMPAIGN,
        lambda s, name: lacks(s, name, lambda one: addresses(s, one)),
        "campaign {} addresses nobody",
        "widen its target",
        what=COSTS,
    ),
    Rule(
        CAMPAIGN,
        lambda s, name: lacks(s, name, lambda one: one.start_month < s.time.horizon_months),
        "campaign {} starts after the run",
        "lower start_month, or raise time.horizon_months",
    ),
    *each(
        CAMPAIGN,
        ("target.tiers", "target.satisfaction_at_least", "target.satisfaction_at_most"),
        lambda s, name: lacks(s, name, lambda one: one.target.status == "customers"),
        "campaign {} does not address customers, and nobody else has a tier or satisfaction",
        "set target.status: customers, or delete it",
    ),
    *each(
        CAMPAIGN,
        ("wave_interval_weeks", "only_to_silent"),
        lambda s, name: lacks(s, name, lambda one: one.waves > 1),
        "campaign {} has one wave",
        "raise waves",
    ),
    Rule(
        f"{CAMPAIGN}.reluctance_waived",
        lambda s, name: lacks(s, name, lambda one: one.target.status == "former"),
        "campaign {} does not address former customers, and nobody else is reluctant",
        "set target.status: former",
    ),
    *each(
        CAMPAIGN,
        ("response_delay_days", "offer_discount_fraction", "reluctance_waived"),
        lambda s, name: lacks(s, name, lambda one: one.response_chance > 0),
        "nobody answers campaign {}",
        "raise response_chance",
    ),
    Rule("firm.contact_policy", lambda s: not s.firm.campaigns, NONE, LAUNCH),
    Rule("firm.personalisation", lambda s: not s.firm.campaigns, NONE, LAUNCH, what=COSTS),
    Rule("market.outreach", lambda s: not s.firm.campaigns, NONE, LAUNCH),
    *each(
        "market.outreach",
        ("preferred_media", "wrong_medium_effect"),
        lambda s: all_campaigns(s, lambda one: one.medium == "preferred"),
        "every campaign reaches people by the medium they prefer",
        "name another medium in a campaign",
    ),
)
