"""When nothing reads a value of the market."""

from typing import Final

from sim.scenarios.facts import asks_as_others, costs_as_others, gains, leaves
from sim.scenarios.idle_rules.customers import LET_LEAVE, NOBODY_LEAVES
from sim.scenarios.idle_rules.rule import COSTS, Rule, each

NOBODY_JOINS: Final = "market.conversion is 0, so nobody who considers the firm becomes a customer"
LET_JOIN: Final = "raise market.conversion"

RULES: Final[tuple[Rule, ...]] = (
    *each(
        "market",
        (
            *("considerations_per_year", "attitude_response", "promise_response", "lost_attitude"),
            *("advertising_cost_per_consideration", "partner_considerations_per_month"),
            "referral_fee",
        ),
        lambda s: s.market.conversion == 0,
        NOBODY_JOINS,
        LET_JOIN,
    ),
    Rule(
        "market.advertising_per_month",
        lambda s: s.market.conversion == 0,
        NOBODY_JOINS,
        LET_JOIN,
        what=COSTS,
    ),
    Rule(
        "market.promise",
        lambda s: (
            s.links.promise_to_expectation * s.customers.perception.promise_step == 0
            and (s.market.promise_response == 0 or not gains(s))
        ),
        "nobody expects what is promised, and nobody is attracted by it",
        "raise links.promise_to_expectation or market.promise_response",
    ),
    *each(
        "market",
        ("lost_attitude", "competition_to_leaving", "choice_by_presence"),
        lambda s: not leaves(s),
        NOBODY_LEAVES,
        LET_LEAVE,
    ),
    Rule(
        "market.support_factor",
        lambda s: all(one.support_per_purchase == 0 for one in s.customers.segments.values()),
        "no segment has support needs",
        "raise support_per_purchase of a segment",
    ),
    Rule(
        "market.price_reaction_per_month",
        asks_as_others,
        "our prices are the competitors' in every month, so they have nothing to follow",
        "change firm.price_index or market.competitor_price_index",
    ),
    Rule(
        "market.price_sensitivity_elasticity",
        lambda s: (
            costs_as_others(s)
            or s.market.competitors + s.market.entrants == s.market.usual_competitors
        ),
        "the number of competitors is the usual one, or everybody's prices are the same",
        "change market.competitors or market.entrants, and a price",
        levers_only=True,
    ),
)
