"""From a scenario to the plans an engine reads: the only place where units change."""

import json
import math
import zlib
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from sim import parameters as flat
from sim.behaviour import purposes
from sim.behaviour.channel import open_profile
from sim.parameters import Parameters, Payment, Plan, Regime
from sim.records import ACCOUNTS
from sim.scenarios.schema.channels import SELF_SERVICE, WEEKDAYS, Channel, Hours
from sim.scenarios.schema.customers import Segment
from sim.scenarios.schema.employees import Employees, Team
from sim.scenarios.schema.firm import Firm
from sim.scenarios.schema.interventions import Alternative
from sim.scenarios.schema.outreach import Campaign, Outreach
from sim.scenarios.schema.programme import Programme
from sim.scenarios.schema.relationships import RelationshipLevels
from sim.scenarios.schema.scenario import Scenario
from sim.scenarios.schema.tiers import Tiers, TierService
from sim.scenarios.strict import sound
from sim.scenarios.timeline import moments
from sim.units import HOUR, MINUTE, MONTH, MONTHS_PER_YEAR, WEEK, YEAR

T = TypeVar("T")

DURATIONS: Final = {
    "_minutes": MINUTE,
    "_hours": HOUR,
    "_days": 1.0,
    "_weeks": WEEK,
    "_months": MONTH,
}
"""Ending of a duration's name in YAML, and one such unit on the clock [day]."""

RATES: Final = {
    "_per_year": {"_per_month": MONTHS_PER_YEAR, "_per_day": YEAR},
    "_per_month": {"_per_day": MONTH},
}
"""Ending of a rate's name in YAML, those it can have for an engine, and how many of these spans the
first one has."""

BASE: Final = "base"
"""Name of the business without interventions."""

INITIATIVES: Final = [account.name for account in ACCOUNTS].index("initiatives")


@cache
def _conversions(name: str) -> tuple[tuple[str, float, float | None], ...]:
    """Names that a value goes by on the clock, its factor there and, in place of it, its divisor.

    A quotient and a product with the inverse differ in the last bit.
    """
    durations = [
        (name.removesuffix(ending), unit, None)
        for ending, unit in DURATIONS.items()
        if name.endswith(ending)
    ]
    rates = [
        (f"{name.removesuffix(ending)}{span}", 1.0, number)
        for ending, spans in RATES.items()
        if name.endswith(ending)
        for span, number in spans.items()
    ]
    return (*durations, *rates)


def on_clock(block: BaseModel | Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a block in clock units, under the names that parameters use.

    A duration loses the unit from its name, a rate per year can be read per month or per day, one
    per month per day; everything else keeps name and value.

    Parameters
    ----------
    block : model or mapping
        A block of the scenario.

    Returns
    -------
    dict
        Both the field as it is and, where it has a unit of time, its converted forms.
    """
    fields = (
        {name: getattr(block, name) for name in type(block).model_fields}
        if isinstance(block, BaseModel)
        else dict(block)
    )
    converted = dict(fields)
    for name, value in fields.items():
        if not isinstance(value, int | float) or isinstance(value, bool):
            continue
        for stem, times, over in _conversions(name):
            converted[stem] = value * times if over is None else value / over
    return converted


def _build(kind: type[T], values: Mapping[str, Any]) -> T:
    """A parameter block from whatever values carry the names of its fields."""
    names: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]  # every kind is a NamedTuple
    return kind(**{name: values[name] for name in names})


def _hours(hours: Hours) -> dict[str, Any]:
    return {
        "open_days": tuple(day in hours.days for day in WEEKDAYS),
        "opens": hours.opens_at_hour * HOUR,
        "closes": hours.closes_at_hour * HOUR,
    }


def _segment(name: str, segment: Segment, channels: list[str]) -> flat.Segment:
    return _build(
        flat.Segment,
        {
            **on_clock(segment),
            "name": name,
            "purchase_rate_shape": segment.purchase_rate_shape or 0.0,
            "spend_shape": segment.spend_shape or 0.0,
            "spend_spread": segment.spend_spread or 0.0,
            "relationship": flat.RELATIONSHIPS.index(segment.relationship),
            "channel_shares": tuple(segment.channel_shares.get(name, 0.0) for name in channels),
        },
    )


def _channel(name: str, channel: Channel, channels: list[str], teams: list[str]) -> flat.Channel:
    minutes, hours = channel.handle_minutes, _hours(channel.hours)
    return _build(
        flat.Channel,
        {
            **on_clock(channel),
            **hours,
            "name": name,
            "team": flat.SELF_SERVICE
            if channel.served_by == SELF_SERVICE
            else teams.index(channel.served_by),
            "profile": open_profile(
                channel.arrival_profile, channel.peak_flattening, hours["opens"], hours["closes"]
            ),
            "serves": tuple(kind in channel.serves for kind in flat.KINDS),
            "patience": (channel.patience_minutes or 0.0) * MINUTE,
            "handle_times": tuple(getattr(minutes, kind) * MINUTE for kind in flat.KINDS),
            "handle_time_shape": flat.HANDLE_TIMES.index(channel.handle_time_distribution),
            "capacity": flat.UNLIMITED if channel.capacity is None else channel.capacity,
            **{
                key: flat.NOWHERE if target is None else channels.index(target)
                for key, target in {
                    "escalates_to": channel.escalates_to,
                    "steers_to": channel.steers_to,
                }.items()
            },
        },
    )


def _team(name: str, team: Team) -> flat.Team:
    return _build(
        flat.Team,
        {
            **on_clock(team),
            **_hours(team.roster),
            "name": name,
            "overtime": team.overtime_hours_per_shift * HOUR,
            "staffs_to_demand": team.staffing == "demand",
            "hiring_is_frozen": team.hires == "freeze",
        },
    )


def _employees(employees: Employees) -> flat.Employees:
    learning, hurry, fatigue = employees.learning, employees.hurry, employees.fatigue
    satisfaction, quits, hiring = employees.satisfaction, employees.quits, employees.hiring
    return _build(
        flat.Employees,
        {
            **on_clock(learning),
            **on_clock(hurry),
            **on_clock(quits),
            **on_clock(employees.service),
            **on_clock(hiring),
            **on_clock(employees.contest),
            **{
                f"counselling_{name}": value
                for name, value in on_clock(employees.counselling).items()
            },
            "hurry_exponent": hurry.exponent,
            "fatigue_onset": fatigue.onset,
            "fatigue_memory": fatigue.memory_weeks * WEEK,
            "fatigue_to_efficiency": fatigue.loss_of_efficiency,
            "neutral_satisfaction": satisfaction.neutral,
            "satisfaction_memory": satisfaction.memory_months * MONTH,
            "satisfaction_spread": satisfaction.spread,
            "quality_to_satisfaction": satisfaction.per_internal_quality,
            "workload_to_satisfaction": satisfaction.per_workload,
            "pay_to_satisfaction": satisfaction.per_pay,
            "mood_to_satisfaction": satisfaction.per_mood,
            "mood_step": satisfaction.mood_step,
            "quit_response": quits.response,
            "newcomer_quit_factor": quits.newcomer_factor,
            "hiring_cost": hiring.cost_per_hire,
        },
    )


def _tiers(tiers: Tiers) -> flat.Tiers:
    return _build(
        flat.Tiers,
        {
            **on_clock(tiers),
            "months_between_reviews": tiers.review_months,
            "services": tuple(_tier_service(getattr(tiers, name)) for name in flat.TIERS),
        },
    )


def _campaign(name: str, campaign: Campaign, segments: list[str], warm_up: int) -> flat.Campaign:
    target = campaign.target
    longest = target.since_purchase_at_most_months
    return _build(
        flat.Campaign,
        {
            **on_clock(target),
            **on_clock(campaign),
            "name": name,
            # A name keeps its draws whatever other campaigns there are, so that worlds share them.
            "stream": zlib.crc32(name.encode()) % purposes.MOST_STREAMS,
            "status": flat.STATUSES.index(target.status),
            "segments": tuple(s in (target.segments or segments) for s in segments),
            "tiers": tuple(tier in (target.tiers or flat.TIERS) for tier in flat.TIERS),
            "since_purchase_at_least": target.since_purchase_at_least_months * MONTH,
            "since_purchase_at_most": math.inf if longest is None else longest * MONTH,
            "start": (warm_up + campaign.start_month) * MONTH,
            "medium": flat.PREFERRED
            if campaign.medium == "preferred"
            else flat.MEDIA.index(campaign.medium),
        },
    )


def _tier_service(service: TierService) -> flat.TierService:
    level = flat.RELATIONSHIP_LEVELS.index(service.relationship_level)
    return _build(flat.TierService, {**on_clock(service), "relationship_level": level})


def _programme(programme: Programme) -> flat.Programme:
    milestones = tuple(_build(flat.Milestone, on_clock(one)) for one in programme.milestones)
    return _build(flat.Programme, {**on_clock(programme), "milestones": milestones})


def _levels(levels: RelationshipLevels) -> tuple[flat.RelationshipLevel, ...]:
    return tuple(
        _build(flat.RelationshipLevel, on_clock(getattr(levels, name)))
        for name in flat.RELATIONSHIP_LEVELS
    )


def _outreach(outreach: Outreach) -> flat.Outreach:
    return _build(
        flat.Outreach,
        {
            **on_clock(outreach),
            "media": tuple(getattr(outreach.preferred_media, medium) for medium in flat.MEDIA),
            "welcome_contacts": outreach.welcome_contacts_per_month,
        },
    )


def _after_sale(firm: Firm, channels: list[str]) -> flat.AfterSale:
    called_from = channels.index(firm.after_sale.channel or firm.recovery.channel)
    return _build(flat.AfterSale, {**on_clock(firm.after_sale), "call_back_channel": called_from})


def parameters(scenario: Scenario) -> Parameters:
    """The business of a checked scenario in the clock's units."""
    channels, teams = list(scenario.channels), list(scenario.teams)
    customers, firm = scenario.customers, scenario.firm
    segments = list(customers.segments)
    most_contacts = firm.contact_policy.most_contacts_per_person_per_month
    perception = {
        **on_clock(customers.perception),
        "weights": _build(flat.Dimensions, on_clock(customers.perception.weights)),
    }
    return Parameters(
        segments=tuple(
            _segment(name, segment, channels) for name, segment in customers.segments.items()
        ),
        perception=_build(flat.Perception, perception),
        recovery=_build(flat.Recovery, on_clock(customers.recovery)),
        handover=_build(flat.Handover, on_clock(customers.handover)),
        word_of_mouth=_build(flat.WordOfMouth, on_clock(customers.word_of_mouth)),
        channels=tuple(
            _channel(name, channel, channels, teams) for name, channel in scenario.channels.items()
        ),
        teams=tuple(_team(name, team) for name, team in scenario.teams.items()),
        employees=_employees(scenario.employees),
        firm=_build(
            flat.Firm,
            {
                **on_clock(firm),
                "drivers": tuple(
                    _build(flat.Driver, on_clock(getattr(firm.drivers, name)))
                    for name in flat.DRIVERS
                ),
                "complaint_channel": channels.index(firm.recovery.channel),
                "complaint_response": firm.recovery.response_days,
                "compensation_fraction": firm.recovery.compensation_fraction,
                "tiers": _tiers(firm.tiers),
                "programme": _programme(firm.programme),
                "relationship_levels": _levels(firm.relationship_levels),
                "relationship_manager": _build(
                    flat.RelationshipManager, on_clock(firm.relationship_manager)
                ),
                "relationship_marketing": _build(
                    flat.RelationshipMarketing, on_clock(firm.relationship_marketing)
                ),
                "campaigns": tuple(
                    _campaign(name, campaign, segments, scenario.time.warm_up_months)
                    for name, campaign in firm.campaigns.items()
                ),
                "most_contacts": math.inf if most_contacts is None else float(most_contacts),
                "personalisation": _build(flat.Personalisation, on_clock(firm.personalisation)),
                "encouragement": firm.recovery.encouragement,
                "settled_at_once_fraction": firm.recovery.settled_at_once_fraction,
                "promotion": _build(
                    flat.Promotion, {"for_first": math.inf, **on_clock(firm.promotion)}
                ),
                "guarantee": _build(flat.Guarantee, on_clock(firm.guarantee)),
                "after_sale": _after_sale(firm, channels),
            },
        ),
        market=_build(
            flat.Market,
            {**on_clock(scenario.market), "outreach": _outreach(scenario.market.outreach)},
        ),
        links=_build(flat.Links, on_clock(scenario.links)),
    )


def plan(scenario: Scenario, alternative: Alternative | None) -> Plan:
    """One alternative, ready to run.

    Parameters
    ----------
    scenario : Scenario
        Checked.
    alternative : Alternative or None
        One of the scenario's, or None for the base.

    Returns
    -------
    Plan
    """
    warm_up, horizon = scenario.time.warm_up_months, scenario.time.horizon_months
    regimes = [Regime(0.0, parameters(scenario))]
    payments: list[Payment] = []
    if alternative is not None:
        base = scenario.model_dump(mode="json", exclude={"alternatives", "sweep"})
        for month, business in moments(base, alternative, horizon):
            changed = sound(Scenario, json.dumps(business))
            regimes.append(Regime((warm_up + month) * MONTH, parameters(changed)))
        for intervention in alternative.interventions:
            payments += [
                Payment((warm_up + payment.month) * MONTH, INITIATIVES, payment.amount)
                for payment in intervention.payments(horizon)
            ]
    payments.sort()
    return Plan(warm_up, warm_up + horizon, tuple(regimes), tuple(payments))


def plans(scenario: Scenario, names: Collection[str] | None = None) -> dict[str, Plan]:
    """The base and the alternatives, ready to run.

    Parameters
    ----------
    scenario : Scenario
        Checked.
    names : collection of str, optional
        Of these worlds only; all unless given.

    Returns
    -------
    dict
        Name to plan; the base comes first, the alternatives follow in their order.
    """
    worlds = {BASE: None, **{other.name: other for other in scenario.alternatives}}
    return {
        name: plan(scenario, other)
        for name, other in worlds.items()
        if names is None or name in names
    }
