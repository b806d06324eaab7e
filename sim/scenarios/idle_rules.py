"""When a value of a scenario cannot matter: a table of paths, conditions, reasons and remedies.

A rule speaks of one business as it is in one month and does not ask what the value is: nothing
reads it there. To add one, add a line to `RULES` or to `THROUGH`, and an example to
``tests/scenarios/idle_examples.py``; a test demands it, and changes the value to see that no byte
of a run changes.
"""

from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any, Final, NamedTuple

from sim.parameters import DRIVERS
from sim.scenarios.references import SELF_SERVICE
from sim.scenarios.schema.channels import Channel
from sim.scenarios.schema.customers import Segment
from sim.scenarios.schema.scenario import Scenario

OFF: Final = (0, False, None)
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


# What a business has ------------------------------------------------------------------------------


def at(s: Scenario, path: str) -> Any:
    """The value at a dotted path."""
    return reduce(lambda block, key: getattr(block, key), path.split("."), s)


def _segments(s: Scenario) -> Iterator[Segment]:
    """Segments to which anybody belongs."""
    return (segment for segment in s.customers.segments.values() if segment.share > 0)


def _chosen(s: Scenario, name: str) -> bool:
    """Whether any customer may take a need to a channel."""
    channel = s.channels[name]
    return channel.is_open and any(
        name in segment.channel_shares and _needs(segment, kind)
        for segment in _segments(s)
        for kind in channel.serves
    )


def _needs(segment: Segment, kind: str) -> bool:
    """Whether people of a segment have needs of a kind."""
    per_purchase = {
        "purchase": 1.0,
        "advice": segment.advice_per_purchase,
        "support": segment.support_per_purchase,
    }
    return segment.purchases_per_year * per_purchase[kind] > 0


def _reached(s: Scenario, name: str) -> bool:
    """Whether any contact may ever come to a channel, complaints and escalations included."""
    if _chosen(s, name) or (name == s.firm.recovery.channel and _complains(s)):
        return True
    return s.channels[name].is_open and any(
        other.escalates_to == name and other.failure_chance > 0 and _chosen(s, source)
        for source, other in s.channels.items()
    )


def _complains(s: Scenario) -> bool:
    """Whether any failure may be voiced."""
    return any(segment.complaint_propensity > 0 for segment in _segments(s)) and any(
        channel.complaint_ease > 0 and channel.failure_chance > 0 for channel in s.channels.values()
    )


def _sells(s: Scenario, name: str) -> bool:
    """Whether a contact in a channel may end in a sale."""
    return any(
        kind == "purchase" or getattr(segment, f"{kind}_sale_chance") > 0
        for segment in _segments(s)
        for kind in s.channels[name].serves
    )


def _talks(s: Scenario) -> bool:
    """Whether anybody tells anybody."""
    told = s.customers.word_of_mouth
    return s.links.customer_satisfaction_to_word_of_mouth * max(
        told.reach_good, told.reach_bad
    ) > 0 and any(segment.talkativeness > 0 for segment in _segments(s))


def _gains(s: Scenario) -> bool:
    """Whether anybody may become a customer after the start."""
    reach = s.market.considerations_per_year + s.market.advertising_per_month
    heard = s.customers.word_of_mouth.reach_good * s.customers.word_of_mouth.consider_chance
    return s.market.conversion > 0 and (reach > 0 or (heard > 0 and _talks(s)))


def _leaves(s: Scenario) -> bool:
    """Whether any customer may leave."""
    return any(segment.exit_odds > 0 for segment in _segments(s))


def _own_staff(s: Scenario) -> bool:
    """Whether anybody is on our payroll."""
    return any(not team.is_partner for team in s.teams.values())


def _quality_acts(s: Scenario) -> bool:
    """Whether internal service quality reaches staff or their work."""
    links = s.links
    return _own_staff(s) and (
        links.internal_quality_to_employee_satisfaction + links.internal_quality_to_capability > 0
    )


def _serves_itself(s: Scenario, name: str) -> bool:
    return s.channels[name].served_by == SELF_SERVICE


def _wasted_weights(channel: Channel) -> bool:
    """Whether an arrival profile has peaks outside opening hours; equal weights are no profile."""
    first, last = channel.hours.opens_at_hour, channel.hours.closes_at_hour
    closed = [
        weight
        for hour, weight in enumerate(channel.arrival_profile)
        if hour + 1 <= first or hour >= last
    ]
    return any(closed) and len(set(channel.arrival_profile)) > 1


# The table ----------------------------------------------------------------------------------------

WIDEN: Final = "give it a share, or delete it"
STAFFED: Final = "channel {} has staff, who convey their own"
ALONE: Final = "channel {} is self-service, where nobody waits"
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
        lambda s, name: s.customers.segments[name].opening_customers == 0 and not _gains(s),
        "nobody of segment {} is a customer at the start, and nobody can become one",
        "raise opening_customers, or market.conversion with a way to reach people",
    ),
    Rule(
        "channels.*",
        lambda s, name: not _reached(s, name),
        "no contact ever comes to channel {}",
        "open it, name it in channel_shares, or let another channel escalate to it",
    ),
    Rule(
        "teams.*",
        lambda s, name: all(
            channel.served_by != name or not _reached(s, key) for key, channel in s.channels.items()
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
        for key in ("opening_decisions_survived", "opening_spread_weeks")
    ),
    *(
        Rule(
            f"customers.segments.*.{kind}_sale_chance",
            lambda s, name, kind=kind: not _needs(s.customers.segments[name], kind),
            f"segment {{}} has no {kind} needs",
            f"raise {kind}_per_purchase",
        )
        for kind in FREE
    ),
    Rule(
        "customers.segments.*.service_sale_fraction",
        lambda s, name: (
            not any(
                _needs(s.customers.segments[name], kind)
                and getattr(s.customers.segments[name], f"{kind}_sale_chance") > 0
                for kind in FREE
            )
        ),
        "segment {} buys nothing in advice or support",
        "raise advice_sale_chance or support_sale_chance",
    ),
    Rule(
        "customers.segments.*.price_sensitivity",
        lambda s, _: s.firm.price_index == s.market.competitor_price_index,
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
            lambda s, name: not _serves_itself(s, name),
            STAFFED,
            f"change employees.service.{key}_base, which holds for all staff",
        )
        for key in ("assurance", "empathy")
    ),
    *(
        Rule(f"channels.*.{key}", _serves_itself, ALONE, "name a team in served_by")
        for key in ("patience_minutes", "priority", "wait_aversion", "answer_target_minutes")
    ),
    Rule(
        "channels.*.commission_fraction",
        lambda s, name: not _sells(s, name),
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
    Rule(
        "channels.*.arrival_profile",
        lambda s, name: _wasted_weights(s.channels[name]),
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
        Rule(path, lambda s: not _complains(s), NO_VOICE, VOICE)
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
            and (s.market.promise_response == 0 or not _gains(s))
        ),
        "nobody expects what is promised, and nobody is attracted by it",
        "raise links.promise_to_expectation or market.promise_response",
    ),
    *(
        Rule(f"customers.word_of_mouth.{key}", lambda s: not _talks(s), SILENCE, "raise them")
        for key in ("notable_gap", "attitude_step", "hearsay_step", "consider_chance")
    ),
    # The firm
    *(
        Rule(f"firm.programme.{key}", lambda s: not s.firm.programme.is_active, CLOSED, OPEN_IT)
        for key in (
            *("reward_fraction_silver", "reward_fraction_gold", "exit_effect_silver"),
            *("exit_effect_gold", "cost_per_member_per_month"),
        )
    ),
    Rule(
        "firm.customer_retention_gain",
        lambda s: not _leaves(s),
        "nobody leaves, so nobody can be kept",
        "raise exit_odds of a segment",
    ),
    Rule(
        "firm.employee_retention_gain",
        lambda s: not _own_staff(s) or s.employees.quits.quits_per_year == 0,
        "no employee of ours quits, so none can be kept",
        "raise employees.quits.quits_per_year, or have staff of our own",
    ),
    *(
        Rule(
            f"firm.drivers.{driver}",
            lambda s, driver=driver: (
                not _quality_acts(s) or at(s, f"firm.drivers.{driver}.weight") == 0
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
            lambda s: not _own_staff(s),
            "no staff of ours receive it",
            "have a team that is no partner's",
        )
        for path in ("firm.reinvestment_share", "firm.reinvestment_hurdle_per_month")
    ),
    # Staff
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
