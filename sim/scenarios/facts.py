"""What can happen at all in a business: who comes to a channel, waits, buys, tells, leaves."""

from collections.abc import Iterator
from functools import reduce
from typing import Any

from sim.scenarios.references import SELF_SERVICE
from sim.scenarios.schema.channels import Channel
from sim.scenarios.schema.customers import Segment
from sim.scenarios.schema.scenario import Scenario


def at(s: Scenario, path: str) -> Any:
    """The value at a dotted path."""
    return reduce(lambda block, key: getattr(block, key), path.split("."), s)


def segments(s: Scenario) -> Iterator[Segment]:
    """Segments to which anybody belongs."""
    return (segment for segment in s.customers.segments.values() if segment.share > 0)


def is_chosen(s: Scenario, name: str) -> bool:
    """Whether any customer may take a need to a channel."""
    channel = s.channels[name]
    return channel.is_open and any(
        name in segment.channel_shares and has_needs(segment, kind)
        for segment in segments(s)
        for kind in channel.serves
    )


def has_needs(segment: Segment, kind: str) -> bool:
    """Whether people of a segment have needs of a kind."""
    per_purchase = {
        "purchase": 1.0,
        "advice": segment.advice_per_purchase,
        "support": segment.support_per_purchase,
    }
    return segment.purchases_per_year * per_purchase[kind] > 0


def is_reached(s: Scenario, name: str) -> bool:
    """Whether any contact may ever come to a channel, complaints and escalations included."""
    if is_chosen(s, name) or (name == s.firm.recovery.channel and complains(s)):
        return True
    return s.channels[name].is_open and any(
        (
            (other.escalates_to == name and other.failure_chance > 0)
            or (other.steers_to == name and other.steered_fraction > 0)
        )
        and is_chosen(s, source)
        for source, other in s.channels.items()
    )


def complains(s: Scenario) -> bool:
    """Whether any failure may be voiced."""
    return any(segment.complaint_propensity > 0 for segment in segments(s)) and any(
        channel.complaint_ease > 0 and channel.failure_chance > 0 for channel in s.channels.values()
    )


def sells(s: Scenario, name: str) -> bool:
    """Whether a contact in a channel may end in a sale."""
    return any(
        kind == "purchase" or getattr(segment, f"{kind}_sale_chance") > 0
        for segment in segments(s)
        for kind in s.channels[name].serves
    )


def talks(s: Scenario) -> bool:
    """Whether anybody tells anybody."""
    told = s.customers.word_of_mouth
    return s.links.customer_satisfaction_to_word_of_mouth * max(
        told.reach_good, told.reach_bad
    ) > 0 and any(segment.talkativeness > 0 for segment in segments(s))


def gains(s: Scenario) -> bool:
    """Whether anybody may become a customer after the start."""
    reach = s.market.considerations_per_year + s.market.advertising_per_month
    heard = s.customers.word_of_mouth.reach_good * s.customers.word_of_mouth.consider_chance
    return s.market.conversion > 0 and (reach > 0 or (heard > 0 and talks(s)))


def leaves(s: Scenario) -> bool:
    """Whether any customer may leave."""
    return any(segment.exit_odds > 0 for segment in segments(s))


def has_own_staff(s: Scenario) -> bool:
    """Whether anybody is on our payroll."""
    return any(not team.is_partner for team in s.teams.values())


def quality_acts(s: Scenario) -> bool:
    """Whether internal service quality reaches staff or their work."""
    links = s.links
    return has_own_staff(s) and (
        links.internal_quality_to_employee_satisfaction + links.internal_quality_to_capability > 0
    )


def serves_itself(s: Scenario, name: str) -> bool:
    """Whether customers serve themselves in a channel."""
    return s.channels[name].served_by == SELF_SERVICE


def waits_nowhere(s: Scenario, name: str) -> bool:
    """Whether a channel serves itself and everybody at once."""
    return serves_itself(s, name) and s.channels[name].capacity is None


def steers(channel: Channel) -> bool:
    """Whether anybody at a channel's door is asked to use another one."""
    return channel.steers_to is not None and channel.steered_fraction > 0


def wastes_weights(channel: Channel) -> bool:
    """Whether an arrival profile has peaks outside opening hours; equal weights are no profile."""
    first, last = channel.hours.opens_at_hour, channel.hours.closes_at_hour
    closed = [
        weight
        for hour, weight in enumerate(channel.arrival_profile)
        if hour + 1 <= first or hour >= last
    ]
    return any(closed) and len(set(channel.arrival_profile)) > 1
