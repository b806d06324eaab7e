"""Whether the names that a scenario uses, for another block of it or a key figure, exist."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.kpi.catalogue import CATALOGUE
from sim.scenarios.facts import NEEDS, has_needs
from sim.scenarios.nearest import did_you_mean
from sim.scenarios.schema.channels import SELF_SERVICE
from sim.scenarios.strict import Fault

if TYPE_CHECKING:
    from sim.scenarios.schema.scenario import Scenario


def faults(scenario: "Scenario") -> list[Fault]:
    """Every reference to a channel, team, segment or key figure that does not exist or cannot work.

    Parameters
    ----------
    scenario : Scenario
        Valid block by block.

    Returns
    -------
    list of Fault
    """
    return [
        *_teams(scenario),
        *_channels(scenario),
        *_complaints(scenario),
        *_call_backs(scenario),
        *_segments(scenario),
        *_campaigns(scenario),
        *_headline(scenario),
        *_plausible(scenario),
        *_precision(scenario),
    ]


def _teams(scenario: "Scenario") -> Iterator[Fault]:
    if SELF_SERVICE in scenario.teams:
        what = f"no team may be called '{SELF_SERVICE}'"
        yield Fault(f"teams.{SELF_SERVICE}", what, "that is the system that customers use alone")


def _channels(scenario: "Scenario") -> Iterator[Fault]:
    for name, channel in scenario.channels.items():
        if channel.served_by not in (*scenario.teams, SELF_SERVICE):
            yield Fault(
                f"channels.{name}.served_by",
                f"unknown team '{channel.served_by}'",
                did_you_mean(channel.served_by, [*scenario.teams, SELF_SERVICE]),
            )
        elif channel.capacity is not None and channel.served_by != SELF_SERVICE:
            remedy = "null; how many it serves at once follows from its team"
            yield Fault(f"channels.{name}.capacity", "only self-service has a capacity", remedy)
        for key, target, does in (
            ("escalates_to", channel.escalates_to, "escalate"),
            ("steers_to", channel.steers_to, "steer"),
        ):
            if target is None:
                continue
            if target not in scenario.channels:
                remedy = did_you_mean(target, scenario.channels)
                yield Fault(f"channels.{name}.{key}", f"unknown channel '{target}'", remedy)
            elif target == name:
                what = f"a channel cannot {does} to itself"
                yield Fault(f"channels.{name}.{key}", what, "name another, or null")


def _complaints(scenario: "Scenario") -> Iterator[Fault]:
    key = "firm.recovery.channel"
    name = scenario.firm.recovery.channel
    channel = scenario.channels.get(name)
    if channel is None:
        yield Fault(key, f"unknown channel '{name}'", did_you_mean(name, scenario.channels))
    elif channel.served_by == SELF_SERVICE:
        yield Fault(key, f"'{name}' is self-service", "complaints need a channel with a team")


def _call_backs(scenario: "Scenario") -> Iterator[Fault]:
    key = "firm.after_sale.channel"
    care = scenario.firm.after_sale
    if care.channel is None:
        return
    channel = scenario.channels.get(care.channel)
    if channel is None:
        remedy = did_you_mean(care.channel, scenario.channels)
        yield Fault(key, f"unknown channel '{care.channel}'", remedy)
    elif channel.served_by == SELF_SERVICE:
        yield Fault(key, f"'{care.channel}' is self-service", "calls need a channel with a team")


def _segments(scenario: "Scenario") -> Iterator[Fault]:
    for name, segment in scenario.customers.segments.items():
        key = f"customers.segments.{name}.channel_shares"
        unknown = [
            channel for channel in segment.channel_shares if channel not in scenario.channels
        ]
        for channel in unknown:
            remedy = did_you_mean(channel, scenario.channels)
            yield Fault(f"{key}.{channel}", f"unknown channel '{channel}'", remedy)
        if unknown:
            continue
        served = {
            kind for channel in segment.channel_shares for kind in scenario.channels[channel].serves
        }
        for kind in NEEDS:
            if kind == "purchase" and segment.purchases_per_year == 0:
                continue  # nobody buys again, and whoever joins may have joined before
            if kind not in served and has_needs(scenario, segment, kind):
                remedy = f"add {kind} to serves of one of them, or take the need away"
                yield Fault(key, f"no channel of this segment serves {kind}", remedy)


def _campaigns(scenario: "Scenario") -> Iterator[Fault]:
    for name, campaign in scenario.firm.campaigns.items():
        key = f"firm.campaigns.{name}"
        for segment in campaign.target.segments or ():
            if segment not in scenario.customers.segments:
                remedy = did_you_mean(segment, scenario.customers.segments)
                yield Fault(f"{key}.target.segments", f"unknown segment '{segment}'", remedy)
        warm_up = scenario.time.warm_up_months
        if campaign.start_month < -warm_up:
            what = f"month {campaign.start_month} is before the warm-up of {warm_up} months"
            yield Fault(f"{key}.start_month", what, f"at least {-warm_up}")


def _headline(scenario: "Scenario") -> Iterator[Fault]:
    if scenario.headline not in CATALOGUE:
        what = f"no key figure '{scenario.headline}'"
        yield Fault("headline", what, did_you_mean(scenario.headline, CATALOGUE))


def _plausible(scenario: "Scenario") -> Iterator[Fault]:
    for name in scenario.plausible:
        if name not in CATALOGUE:
            remedy = did_you_mean(name, CATALOGUE)
            yield Fault(f"plausible.{name}", f"no key figure '{name}'", remedy)


def _precision(scenario: "Scenario") -> Iterator[Fault]:
    for key in ("precision", "half_width", "best"):
        for name in getattr(scenario.experiment, key):
            if name not in CATALOGUE:
                remedy = did_you_mean(name, CATALOGUE)
                yield Fault(f"experiment.{key}.{name}", f"no key figure '{name}'", remedy)
            elif key == "best" and CATALOGUE[name].better == "none":
                what = f"more {name} is neither better nor worse"
                yield Fault(f"experiment.{key}.{name}", what, "choose the best by another one")
    for name in list(scenario.experiment.best)[1:]:
        what = "the best by two figures may be two worlds"
        yield Fault(f"experiment.best.{name}", what, "name one figure")
