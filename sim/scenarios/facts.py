"""What can happen at all in a business: who comes to a channel, waits, buys, tells, leaves."""

from collections.abc import Callable, Iterator
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from sim.parameters import KINDS, SUPPORT, TIERS
from sim.scenarios.schema.channels import SELF_SERVICE

if TYPE_CHECKING:
    from sim.scenarios.schema.channels import Channel, Hours
    from sim.scenarios.schema.customers import Segment
    from sim.scenarios.schema.offers import Promotion
    from sim.scenarios.schema.outreach import Campaign
    from sim.scenarios.schema.relationships import RelationshipLevel
    from sim.scenarios.schema.scenario import Scenario

NEEDS: Final = KINDS[: SUPPORT + 1]
"""Kinds of contact that customers' needs bring."""


def at(s: "Scenario", path: str) -> Any:
    """The value at a dotted path."""
    return reduce(lambda block, key: getattr(block, key), path.split("."), s)


def segments(s: "Scenario") -> Iterator["Segment"]:
    """Segments to which anybody belongs."""
    return (segment for segment in s.customers.segments.values() if segment.share > 0)


def levels(s: "Scenario") -> Iterator["RelationshipLevel"]:
    """Relationship levels that a tier has."""
    for tier in TIERS:
        yield getattr(s.firm.relationship_levels, getattr(s.firm.tiers, tier).relationship_level)


def awakens(s: "Scenario") -> bool:
    """Whether any tier's relationship level awakens needs for advice."""
    return any(level.advice_per_purchase > 0 for level in levels(s))


def has_needs(s: "Scenario", segment: "Segment", kind: str) -> bool:
    """Whether people of a segment may have needs of a kind; whoever joins opens with a purchase."""
    care = s.firm.after_sale
    arise = segment.purchases_per_year * s.market.need_factor > 0
    if kind == "advice":
        return arise and (segment.advice_per_purchase > 0 or awakens(s))
    if kind == "support":
        return (arise and segment.support_per_purchase * s.market.support_factor > 0) or (
            care.reminders_per_year * care.reminder_response_chance > 0
        )
    return True


# Contacts -----------------------------------------------------------------------------------------


def is_chosen(s: "Scenario", name: str, kind: str) -> bool:
    """Whether any customer may take a need of a kind to a channel."""
    channel = s.channels[name]
    # Nobody goes along to a channel for which they have no taste, so steering adds nothing.
    return (
        channel.is_open
        and kind in channel.serves
        and any(
            name in segment.channel_shares and has_needs(s, segment, kind)
            for segment in segments(s)
        )
    )


def comes(s: "Scenario", name: str, kind: str) -> bool:
    """Whether a need of a kind may come to a channel, handed on from another one or not."""
    return is_chosen(s, name, kind) or (
        s.channels[name].is_open
        and any(
            other.escalates_to == name and other.failure_chance > 0 and is_chosen(s, source, kind)
            for source, other in s.channels.items()
        )
    )


def is_reached(s: "Scenario", name: str) -> bool:
    """Whether any contact may ever come to a channel, be it a complaint or a call."""
    return (
        any(comes(s, name, kind) for kind in NEEDS)
        or (name == s.firm.recovery.channel and complains(s))
        or calls_back_from(s, name)
    )


def calls_back(s: "Scenario") -> bool:
    """Whether anybody is called after a purchase."""
    by_level = [level.call_back_fraction for level in levels(s)]
    return max(s.firm.after_sale.call_back_fraction, *by_level) > 0


def calls_back_from(s: "Scenario", name: str) -> bool:
    """Whether anybody is called from a channel; unless said otherwise, that of complaints."""
    return calls_back(s) and name == (s.firm.after_sale.channel or s.firm.recovery.channel)


def fails(s: "Scenario") -> bool:
    """Whether anything may fail."""
    return any(may_fail(s, channel) for channel in s.channels.values())


def may_fail(s: "Scenario", channel: "Channel") -> bool:
    """Whether a contact in a channel, or what was bought there, may fail."""
    return channel.failure_chance > 0 or s.firm.fault_chance > 0


def is_voiced_in(s: "Scenario", name: str) -> bool:
    """Whether a failure may be voiced in a channel."""
    channel = s.channels[name]
    return (
        channel.complaint_ease > 0
        and may_fail(s, channel)
        and any(segment.complaint_propensity > 0 for segment in segments(s))
    )


def voices(s: "Scenario") -> bool:
    """Whether any failure may be voiced by whoever met it."""
    return any(is_voiced_in(s, name) for name in s.channels)


def finds(s: "Scenario") -> bool:
    """Whether a call after a purchase may bring a failure to light."""
    return calls_back(s) and s.firm.after_sale.call_back_find_chance > 0 and fails(s)


def complains(s: "Scenario") -> bool:
    """Whether there may be any complaint."""
    return voices(s) or finds(s)


def complains_to_staff(s: "Scenario") -> bool:
    """Whether an employee may hear of any failure."""
    return finds(s) or any(
        is_voiced_in(s, name) and not serves_itself(s, name) for name in s.channels
    )


def hands_over(s: "Scenario") -> bool:
    """Whether any case may go from one channel to another."""
    return complains(s) or any(
        channel.escalates_to is not None and channel.failure_chance > 0
        for channel in s.channels.values()
    )


def sells_service(s: "Scenario", segment: "Segment", kind: str) -> bool:
    """Whether a contact of a kind that sells by chance only may sell to a segment."""
    added = s.firm.after_sale.service_sale_chance_add if kind == "support" else 0.0
    return bool(getattr(segment, f"{kind}_sale_chance") + added > 0)


def sells(s: "Scenario", name: str) -> bool:
    """Whether a contact in a channel may end in a sale."""
    if calls_back_from(s, name):
        return True
    return any(
        comes(s, name, kind)
        and (kind == "purchase" or any(sells_service(s, one, kind) for one in segments(s)))
        for kind in NEEDS
    )


# People -------------------------------------------------------------------------------------------


def talks(s: "Scenario") -> bool:
    """Whether anybody tells anybody."""
    told = s.customers.word_of_mouth
    return s.links.customer_satisfaction_to_word_of_mouth * max(
        told.reach_good, told.reach_bad
    ) > 0 and any(segment.talkativeness > 0 for segment in segments(s))


def hears(s: "Scenario") -> bool:
    """Whether anybody hears of the firm from others or from the media."""
    return talks(s) or s.market.press_reach_per_month > 0


def gains(s: "Scenario") -> bool:
    """Whether anybody may become a customer after the start."""
    market, told = s.market, s.customers.word_of_mouth
    reach = (
        market.considerations_per_year
        + market.advertising_per_month
        + market.partner_considerations_per_month
    )
    is_good = (told.reach_good > 0 and talks(s)) or market.press_reach_per_month > 0
    return market.conversion > 0 and (
        reach > 0
        or (told.consider_chance > 0 and is_good)
        or any(campaign.target.status != "customers" for campaign in s.firm.campaigns.values())
    )


def leaves(s: "Scenario") -> bool:
    """Whether any customer may leave."""
    return any(segment.exit_odds > 0 for segment in segments(s))


def has_own_staff(s: "Scenario") -> bool:
    """Whether anybody is on our payroll."""
    return any(not team.is_partner for team in s.teams.values())


def fills_vacancies(s: "Scenario") -> bool:
    """Whether anybody is ever hired for a team of ours."""
    return any(not team.is_partner and team.hires == "replace" for team in s.teams.values())


def driver_acts(s: "Scenario", driver: str) -> bool:
    """Whether a driver of internal service quality reaches staff of ours, or their work."""
    links = s.links
    can = links.internal_quality_to_capability
    own_ways = {
        "selection": True,  # applicants are chosen by it
        "training": s.employees.learning.learning_per_training * can > 0,
        "empowerment": complains(s)
        and can
        * (
            s.customers.recovery.interaction_per_empowerment
            + s.firm.recovery.settled_at_once_fraction
        )
        > 0,
    }
    quality = can + links.internal_quality_to_employee_satisfaction
    return own_ways.get(driver, False) or (
        has_own_staff(s) and quality * at(s, f"firm.drivers.{driver}.weight") > 0
    )


# Prices -------------------------------------------------------------------------------------------


def asks_as_others(s: "Scenario") -> bool:
    """Whether our list prices are those of every competitor."""
    market, ours = s.market, s.firm.price_index
    entering = market.entrant_price_index if market.entrants > 0 else ours
    return ours == market.competitor_price_index == entering


def costs_as_others(s: "Scenario") -> bool:
    """Whether nobody ever pays us anything but what competitors ask."""
    return (
        asks_as_others(s)
        and all(channel.price_factor == 1 for channel in s.channels.values())
        and not s.firm.promotion.is_active
        and all(campaign.offer_discount_fraction == 0 for campaign in s.firm.campaigns.values())
    )


def gives(promotion: "Promotion") -> bool:
    """Whether a promotion takes off, gives along or adds anything."""
    added = promotion.bundle_take_up * promotion.bundle_extra_fraction
    return promotion.discount_fraction + promotion.gift_cost + added > 0


# Campaigns ----------------------------------------------------------------------------------------


def all_campaigns(s: "Scenario", is_such: "Callable[[Campaign], bool]") -> bool:
    """Whether every campaign is such, if there is any."""
    return all(map(is_such, s.firm.campaigns.values()))


def lacks(s: "Scenario", name: str, is_such: "Callable[[Campaign], bool]") -> bool:
    """Whether a campaign is not there, or not such."""
    return name not in s.firm.campaigns or not is_such(s.firm.campaigns[name])


def addresses(s: "Scenario", campaign: "Campaign") -> bool:
    """Whether there can be anybody whom a campaign addresses."""
    target, known = campaign.target, s.customers.segments
    if not any(known[name].share > 0 for name in target.segments or known):
        return False
    if target.status == "former":
        return leaves(s)
    if target.status == "prospects":  # they have never bought
        return target.since_purchase_at_most_months is None and target.spend_per_year_at_least == 0
    return True


# Channels -----------------------------------------------------------------------------------------


def serves_itself(s: "Scenario", name: str) -> bool:
    """Whether customers serve themselves in a channel."""
    return s.channels[name].served_by == SELF_SERVICE


def waits_nowhere(s: "Scenario", name: str) -> bool:
    """Whether a channel serves itself and everybody at once."""
    return serves_itself(s, name) and s.channels[name].capacity is None


def steers(s: "Scenario", name: str) -> bool:
    """Whether anybody at a channel's door is asked to use another one, and may go along.

    The target must be open at the same time and serve the need, and the person must have a taste
    for it (`sim.behaviour.handover.steer`).
    """
    channel, handover = s.channels[name], s.customers.handover
    to = channel.steers_to
    if to is None or channel.steered_fraction * handover.steering_acceptance == 0:
        return False
    target = s.channels[to]
    return (
        channel.is_open
        and target.is_open
        and meet(channel.hours, target.hours)
        and any(
            {name, to} <= segment.channel_shares.keys()
            and kind in channel.serves
            and kind in target.serves
            and has_needs(s, segment, kind)
            for segment in segments(s)
            for kind in NEEDS
        )
    )


def meet(one: "Hours", other: "Hours") -> bool:
    """Whether there is any time within both hours."""
    return (
        not set(one.days).isdisjoint(other.days)
        and one.opens_at_hour < other.closes_at_hour
        and other.opens_at_hour < one.closes_at_hour
    )


def wastes_weights(channel: "Channel") -> bool:
    """Whether an arrival profile has peaks outside opening hours; equal weights are no profile."""
    first, last = channel.hours.opens_at_hour, channel.hours.closes_at_hour
    closed = [
        weight
        for hour, weight in enumerate(channel.arrival_profile)
        if hour + 1 <= first or hour >= last
    ]
    return any(closed) and len(set(channel.arrival_profile)) > 1
