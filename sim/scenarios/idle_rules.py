"""When a value of a scenario cannot matter: a table of paths, conditions, reasons and remedies.

A rule speaks of one business as it is in one month and does not ask what the value is: nothing
reads it there. To add one, add a line to `RULES` or to `THROUGH`, and an example to
``tests/scenarios/idle_examples.py``; a test demands it, and changes the value to see that no byte
of a run changes.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sim.parameters import DRIVERS, RELATIONSHIP_LEVELS, TIERS
from sim.scenarios.facts import (
    at,
    complains,
    gains,
    has_needs,
    has_own_staff,
    is_reached,
    leaves,
    quality_acts,
    sells,
    serves_itself,
    steers,
    talks,
    waits_nowhere,
    wastes_weights,
)

OFF: Final[tuple[Any, ...]] = (0, False, None, [])
"""Values that say that something is off."""

FREE: Final = "advice", "support"
"""Kinds of contact that sell only by chance."""


class Rule(NamedTuple):
    """One way in which a value cannot matter."""

    path: str
    """Dotted path of a value or block; ``*`` stands for a name that the scenario chooses."""
    is_idle: Callable[..., bool]
    """Whether nothing reads it in a business, given the names that ``*`` stands for."""
    why: str
    """Why; ``{}`` stands for these names."""
    remedy: str
    """What to change if it should matter."""
    off: tuple[Any, ...] = OFF
    """Values that may be written although nothing reads them."""
    levers_only: bool = False
    """Whether a file may say it as a fact of the business; only an override or lever is told."""

    def match(self, path: str) -> tuple[str, ...] | None:
        """Names that ``*`` stands for if the path is the rule's or lies below it, else None."""
        wanted, keys = self.path.split("."), path.split(".")
        if len(keys) < len(wanted):
            return None
        pairs = list(zip(wanted, keys, strict=False))
        if any(want not in ("*", key) for want, key in pairs):
            return None
        return tuple(key for want, key in pairs if want == "*")

    def key(self, path: str) -> str:
        """The part of a path that the rule speaks of."""
        return ".".join(path.split(".")[: self.path.count(".") + 1])

    def said(self, path: str) -> str:
        """Why, with the names of a path."""
        return self.why.format(*(self.match(path) or ()))


# The table ----------------------------------------------------------------------------------------

WIDEN: Final = "give it a share, or delete it"
STAFFED: Final = "channel {} has staff, who convey their own"
ALONE: Final = "channel {} is self-service without a limit, where nobody waits"
NO_VOICE: Final = "nobody complains: propensity, ease or failures are 0 everywhere"
VOICE: Final = "let failures happen and be voiced"
NOBODY_JOINS: Final = "market.conversion is 0, so nobody who considers the firm becomes a customer"
SILENCE: Final = "nobody tells anybody: reach, talkativeness or its link is 0"
IN_SALES: Final = "raise market.conversion"
OPEN_IT: Final = "open the programme with is_active or a loyalty_programme intervention"
CLOSED: Final = "the programme is active in no world"

RULES: tuple[Rule, ...] = (
    # Blocks that nobody meets
    Rule(
        "customers.segments.*",
        lambda s, name: s.customers.segments[name].share == 0,
        "share is 0, so nobody belongs to segment {}",
        WIDEN,
    ),
    Rule(
        "customers.segments.*",
        lambda s, name: s.customers.segments[name].opening_customers == 0 and not gains(s),
        "nobody of segment {} is a customer at the start, and nobody can become one",
        "raise opening_customers, or market.conversion with a way to reach people",
    ),
    Rule(
        "channels.*",
        lambda s, name: not is_reached(s, name),
        "no contact ever comes to channel {}",
        "open it, name it in channel_shares, or let another channel escalate to it",
    ),
    Rule(
        "teams.*",
        lambda s, name: all(
            channel.served_by != name or not is_reached(s, key)
            for key, channel in s.channels.items()
        ),
        "team {} serves no channel that contacts come to; it only costs",
        "name it in served_by of a channel, or delete it",
    ),
    # Segments
    Rule(
        "customers.segments.*.renewal_months",
        lambda s, name: s.customers.segments[name].relationship != "renewal",
        "segment {} is lapsing and renews nothing",
        "set relationship: renewal, or delete it",
    ),
    *(
        Rule(
            f"customers.segments.*.{key}",
            lambda s, name: s.customers.segments[name].exit_odds == 0,
            "exit_odds of segment {} is 0, so nobody leaves",
            "raise exit_odds",
        )
        for key in ("exit_alpha", "exit_beta", "switching_cost")
    ),
    *(
        Rule(
            f"customers.segments.*.{key}",
            lambda s, name: s.customers.segments[name].opening_customers == 0,
            "segment {} has no customers at the start",
            "raise opening_customers",
        )
        for key in ("opening_tenure_months", "opening_spread_weeks")
    ),
    *(
        Rule(
            f"customers.segments.*.{kind}_sale_chance",
            lambda s, name, kind=kind: not has_needs(s.customers.segments[name], kind),
            f"segment {{}} has no {kind} needs",
            f"raise {kind}_per_purchase",
        )
        for kind in FREE
    ),
    Rule(
        "customers.segments.*.service_sale_fraction",
        lambda s, name: (
            not any(
                has_needs(s.customers.segments[name], kind)
                and getattr(s.customers.segments[name], f"{kind}_sale_chance") > 0
                for kind in FREE
            )
        ),
        "segment {} buys nothing in advice or support",
        "raise advice_sale_chance or support_sale_chance",
    ),
    Rule(
        "customers.segments.*.price_sensitivity",
        lambda s, _: (
            s.firm.price_index == s.market.competitor_price_index
            and all(channel.price_factor == 1 for channel in s.channels.values())
        ),
        "our prices are the competitors' in every month",
        "change firm.price_index or market.competitor_price_index",
        levers_only=True,
    ),
    # Channels
    Rule(
        "channels.*.handle_time_cv",
        lambda s, name: s.channels[name].handle_time_distribution == "exponential",
        "handle times of channel {} are exponential, whose spread is their mean",
        "set handle_time_distribution: lognormal",
    ),
    *(
        Rule(
            f"channels.*.{key}",
            lambda s, name: not serves_itself(s, name),
            STAFFED,
            f"change employees.service.{key}_base, which holds for all staff",
        )
        for key in ("assurance", "empathy")
    ),
    *(
        Rule(f"channels.*.{key}", waits_nowhere, ALONE, "name a team in served_by, or a capacity")
        for key in ("patience_minutes", "priority", "wait_aversion", "answer_target_minutes")
    ),
    Rule(
        "channels.*.commission_fraction",
        lambda s, name: not sells(s, name),
        "nothing is sold in channel {}",
        "let it serve purchases",
    ),
    Rule(
        "channels.*.escalates_to",
        lambda s, name: (
            (target := s.channels[name].escalates_to) is not None and not s.channels[target].is_open
        ),
        "the channel that {} escalates to is closed",
        "open it, or name another",
    ),
    *(
        Rule(
            f"channels.*.{key}",
            lambda s, name: not steers(s.channels[name]),
            "nobody is steered away from channel {}",
            "give it both steers_to and steered_fraction",
        )
        for key in ("steers_to", "incentive_per_steered_contact")
    ),
    Rule(
        "channels.*.arrival_profile",
        lambda s, name: wastes_weights(s.channels[name]),
        "weights in hours in which channel {} is closed count nothing",
        "set them to 0, or open the channel in these hours",
    ),
    *(
        Rule(
            f"channels.*.handle_minutes.{kind}",
            lambda s, name, kind=kind: kind not in s.channels[name].serves,
            f"channel {{}} does not serve {kind}",
            "name it in serves",
            levers_only=True,
        )
        for kind in ("purchase", *FREE)
    ),
    # Complaints
    *(
        Rule(path, lambda s: not complains(s), NO_VOICE, VOICE)
        for path in (
            "customers.recovery",
            "firm.recovery.response_days",
            "firm.recovery.compensation_fraction",
        )
    ),
    # Market
    Rule(
        "market.advertising_cost_per_consideration",
        lambda s: s.market.advertising_per_month == 0,
        "there is no advertising",
        "raise market.advertising_per_month",
    ),
    *(
        Rule(f"market.{key}", lambda s: s.market.conversion == 0, NOBODY_JOINS, IN_SALES)
        for key in (
            *("considerations_per_year", "advertising_per_month"),
            *("advertising_cost_per_consideration", "attitude_response", "promise_response"),
            *("lost_attitude",),
        )
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
    *(
        Rule(f"customers.word_of_mouth.{key}", lambda s: not talks(s), SILENCE, "raise them")
        for key in ("notable_gap", "attitude_step", "hearsay_step", "consider_chance")
    ),
    # The firm
    *(
        Rule(f"firm.programme.{key}", lambda s: not s.firm.programme.is_active, CLOSED, OPEN_IT)
        for key in (
            *("reward_fraction_silver", "reward_fraction_gold", "exit_effect_silver"),
            *("exit_effect_gold", "wallet_effect_silver", "wallet_effect_gold"),
            *("cost_per_member_per_month", "milestones", "period_weeks", "collecting_effect"),
        )
    ),
    *(
        Rule(
            f"firm.programme.{key}",
            lambda s: not s.firm.programme.milestones,
            "the programme has no milestones",
            "list milestones",
        )
        for key in ("period_weeks", "collecting_effect")
    ),
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
    *(
        Rule(
            f"firm.relationship_marketing.{key}",
            lambda s: s.firm.relationship_marketing.budget_per_month == 0,
            "relationship marketing has no budget",
            "raise firm.relationship_marketing.budget_per_month",
        )
        for key in ("half_budget_per_customer_per_month", "exit_effect", "wallet_effect")
    ),
    # Handing over
    *(
        Rule(
            f"customers.handover.{key}",
            lambda s: not any(map(steers, s.channels.values())),
            "no channel steers anybody to another one",
            "give a channel steers_to and steered_fraction",
        )
        for key in ("steering_acceptance", "steering_dislike")
    ),
    *(
        Rule(
            path,
            lambda s: s.firm.coordination == 1,
            "firm.coordination is 1, so nothing is explained twice",
            "lower firm.coordination",
        )
        for path in (
            "customers.handover.repeat_empathy_loss",
            "employees.service.repeat_explanation_fraction",
        )
    ),
    Rule(
        "firm.customer_retention_gain",
        lambda s: not leaves(s),
        "nobody leaves, so nobody can be kept",
        "raise exit_odds of a segment",
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
            lambda s, driver=driver: (
                not quality_acts(s) or at(s, f"firm.drivers.{driver}.weight") == 0
            ),
            "internal service quality reaches no staff of ours, or the driver has no weight; "
            "it only costs",
            "raise the weight, or links.internal_quality_to_capability",
        )
        for driver in DRIVERS
        if driver not in ("selection", "empowerment")  # these act on hiring and on complaints too
    ),
    *(
        Rule(
            path,
            lambda s: not has_own_staff(s),
            "no staff of ours receive it",
            "have a team that is no partner's",
        )
        for path in ("firm.reinvestment_share", "firm.reinvestment_hurdle_per_month")
    ),
    # Staff
    Rule(
        "employees.service.empathy_per_standardisation",
        lambda s: all(channel.standardisation == 0 for channel in s.channels.values()),
        "no channel is standardised",
        "raise standardisation of a channel",
    ),
    Rule(
        "teams.*.market_pay_per_month",
        lambda s, name: s.teams[name].pay_per_month == 0,
        "team {} is unpaid, and unpaid staff compare with nobody",
        "raise pay_per_month",
    ),
    Rule(
        "employees.satisfaction.per_pay",
        lambda s: all(
            team.pay_per_month in (0, team.market_pay_per_month) for team in s.teams.values()
        ),
        "every team is paid as the market pays, or not at all",
        "change pay_per_month or market_pay_per_month of a team",
        levers_only=True,
    ),
)
"""Every rule, whole blocks first."""

THROUGH: Final[dict[str, tuple[str, ...]]] = {
    "internal_quality_to_employee_satisfaction": ("employees.satisfaction.per_internal_quality",),
    "internal_quality_to_capability": (
        "employees.service.failure_per_internal_quality",
        "employees.service.time_per_internal_quality",
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
    "firm.reinvestment_share": ("firm.reinvestment_hurdle_per_month",),
}
"""Values that nothing reads while another, or the link it multiplies with, is 0."""


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
        lambda s: all(at(s, path) == 0 for path in paths),
        f"it multiplies what is 0: {', '.join(paths)}",
        f"raise {paths[0]}",
        off=(1,),
    )


def _behind(source: str, path: str) -> Rule:
    """A value that nothing reads while another is 0."""
    return Rule(path, lambda s: at(s, source) == 0, f"{source} is 0", f"change {source}")


LINK_OF: Final = {path: link for link, paths in THROUGH.items() for path in paths}
"""The link that a value multiplies with."""

RULES += (
    *(_cut(link, path) for link, paths in THROUGH.items() for path in paths),
    *(_unused(link, paths) for link, paths in THROUGH.items()),
    *(_behind(source, path) for source, paths in BEHIND.items() for path in paths),
    *(_cut(LINK_OF[source], path) for source, paths in BEHIND.items() for path in paths),
)
