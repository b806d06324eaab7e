"""When nothing reads a value of the customers: segments, complaints, word of mouth, hand-over."""

from typing import Final

from sim.scenarios.facts import (
    calls_back,
    complains,
    costs_as_others,
    gains,
    has_needs,
    hears,
    leaves,
    sells_service,
    steers,
    talks,
)
from sim.scenarios.idle_rules.rule import Rule, each

FREE: Final = "advice", "support"
"""Kinds of contact that sell only by chance."""

NO_VOICE: Final = "nobody complains: propensity, ease or failures are 0 everywhere"
VOICE: Final = "let failures happen and be voiced"
SILENCE: Final = "nobody tells anybody: reach, talkativeness or its link is 0"
NOBODY_LEAVES: Final = "nobody leaves"
LET_LEAVE: Final = "raise exit_odds of a segment"
ONE_FILE: Final = "firm.coordination is 1, so nothing is explained twice"

SEGMENT: Final = "customers.segments.*"

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        SEGMENT,
        lambda s, name: s.customers.segments[name].share == 0,
        "share is 0, so nobody belongs to segment {}",
        "give it a share, or delete it",
    ),
    Rule(
        SEGMENT,
        lambda s, name: s.customers.segments[name].opening_customers == 0 and not gains(s),
        "nobody of segment {} is a customer at the start, and nobody can become one",
        "raise opening_customers, or market.conversion with a way to reach people",
    ),
    Rule(
        f"{SEGMENT}.renewal_months",
        lambda s, name: s.customers.segments[name].relationship != "renewal",
        "segment {} is lapsing and renews nothing",
        "set relationship: renewal, or delete it",
    ),
    *each(
        SEGMENT,
        ("exit_alpha", "exit_beta", "switching_cost"),
        lambda s, name: s.customers.segments[name].exit_odds == 0,
        "exit_odds of segment {} is 0, so nobody leaves",
        "raise exit_odds",
    ),
    *each(
        SEGMENT,
        ("opening_tenure_months", "opening_spread_weeks"),
        lambda s, name: s.customers.segments[name].opening_customers == 0,
        "segment {} has no customers at the start",
        "raise opening_customers",
    ),
    *(
        Rule(
            f"{SEGMENT}.{kind}_sale_chance",
            lambda s, name, kind=kind: not has_needs(s, s.customers.segments[name], kind),
            f"segment {{}} has no {kind} needs",
            f"raise {kind}_per_purchase",
        )
        for kind in FREE
    ),
    Rule(
        f"{SEGMENT}.service_sale_fraction",
        lambda s, name: (
            not any(
                has_needs(s, s.customers.segments[name], kind)
                and sells_service(s, s.customers.segments[name], kind)
                for kind in FREE
            )
            and not (calls_back(s) and s.firm.after_sale.call_back_sale_chance > 0)
        ),
        "segment {} buys nothing in advice or support",
        "raise advice_sale_chance or support_sale_chance",
    ),
    Rule(
        f"{SEGMENT}.price_sensitivity",
        lambda s, _: costs_as_others(s),
        "our prices are the competitors' in every month",
        "change firm.price_index or market.competitor_price_index",
        levers_only=True,
    ),
    # Complaints
    Rule("customers.recovery", lambda s: not complains(s), NO_VOICE, VOICE),
    # Leaving
    Rule("customers.perception.exit_response", lambda s: not leaves(s), NOBODY_LEAVES, LET_LEAVE),
    # Word of mouth
    *each(
        "customers.word_of_mouth",
        ("attitude_step", "hearsay_step", "consider_chance"),
        lambda s: not hears(s),
        SILENCE,
        "raise them",
    ),
    Rule("customers.word_of_mouth.notable_gap", lambda s: not talks(s), SILENCE, "raise them"),
    # Handing over
    *each(
        "customers.handover",
        ("steering_acceptance", "steering_dislike"),
        lambda s: not any(steers(s, name) for name in s.channels),
        "no channel steers anybody to another one",
        "give a channel steers_to, steered_fraction and a target that can take over",
    ),
    Rule(
        "customers.handover.repeat_empathy_loss",
        lambda s: s.firm.coordination == 1,
        ONE_FILE,
        "lower firm.coordination",
    ),
)
