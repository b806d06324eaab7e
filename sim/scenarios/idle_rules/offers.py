"""When nothing reads a value of the firm's offers: promotion, guarantee, care after the sale."""

from typing import Final

from sim.scenarios.facts import calls_back, comes, fails, gains, gives, serves_itself, voices
from sim.scenarios.idle_rules.customers import NO_VOICE, VOICE
from sim.scenarios.idle_rules.rule import Rule, each

RULES: Final[tuple[Rule, ...]] = (
    *each(
        "firm.promotion",
        (
            *("for_first_months", "discount_fraction", "gift_cost", "gift_worth_fraction"),
            *("bundle_take_up", "bundle_extra_fraction"),
        ),
        lambda s: not s.firm.promotion.is_active,
        "the promotion is active in no world",
        "start it with is_active or an intervention",
    ),
    *each(
        "firm.promotion",
        ("is_active", "for_first_months"),
        lambda s: not gives(s.firm.promotion),
        "the promotion takes off, gives along and adds nothing",
        "give it a discount_fraction, a gift_cost or a bundle_take_up",
    ),
    *each(
        "firm.guarantee",
        ("payout_fraction", "conversion_effect", "voice_effect"),
        lambda s: not s.firm.guarantee.is_active,
        "the guarantee is given in no world",
        "give it with is_active or an intervention",
    ),
    Rule("firm.guarantee.payout_fraction", lambda s: not fails(s), "nothing fails", VOICE),
    Rule("firm.guarantee.voice_effect", lambda s: not voices(s), NO_VOICE, VOICE),
    Rule(
        "firm.guarantee.conversion_effect",
        lambda s: not gains(s),
        "nobody can become a customer",
        "raise market.conversion, with a way to reach people",
    ),
    *each(
        "firm.after_sale",
        (
            *("channel", "call_back_days", "call_back_cost", "call_back_step"),
            *("call_back_find_chance", "call_back_sale_chance"),
        ),
        lambda s: not calls_back(s),
        "nobody is called after a purchase",
        "raise call_back_fraction, or that of a tier's relationship level",
    ),
    Rule(
        "firm.after_sale.service_sale_chance_add",
        lambda s: (
            not any(comes(s, name, "support") and not serves_itself(s, name) for name in s.channels)
        ),
        "no support need comes to staff",
        "raise support_per_purchase, or let a channel with a team serve support",
    ),
)
