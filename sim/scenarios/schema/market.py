"""The market's part of a scenario: people, reach, conversion, competitors."""

from typing import Annotated, TypeAlias

from pydantic import Field

from sim.scenarios.schema.outreach import Outreach
from sim.scenarios.strict import (
    Fraction,
    NonNegative,
    OpenFraction,
    Positive,
    PositiveInt,
    Strict,
    quantity,
)

AtLeastOne: TypeAlias = Annotated[float, Field(ge=1.0)]
"""A number of at least 1."""


class Market(Strict):
    """The people who could buy, and what else they could buy."""

    people: PositiveInt = quantity(
        3000, unit="person", mark="assumed", source="Assumption", le=10_000_000, structural=True
    )
    """People in the market, customers included; ids are fixed for the whole run."""
    considerations_per_year: NonNegative = quantity(
        0.5, unit="consideration/person/year", mark="assumed", source="Assumption", worth=(0, 2)
    )
    """How often somebody who is not a customer considers us unprompted."""
    advertising_per_month: NonNegative = quantity(
        1500.0, unit="currency/month", mark="assumed", source="Assumption"
    )
    """Advertising budget."""
    advertising_cost_per_consideration: Positive = quantity(
        15.0, unit="currency/consideration", mark="assumed", source="Assumption", worth=(5, 60)
    )
    """Budget that makes one more person consider us, as long as few are reached."""
    promise: Fraction = quantity(
        0.8, unit="level", mark="assumed", source="Assumption", worth=(0.5, 1)
    )
    """Service level that advertising promises."""
    conversion: Fraction = quantity(
        0.15, unit="fraction/consideration", mark="assumed", source="Assumption", worth=(0.02, 0.5)
    )
    """Chance that a person of neutral attitude who considers us becomes a customer."""
    opening_attitude: Fraction = quantity(
        0.5, unit="level", mark="assumed", source="Assumption: neutral", structural=True
    )
    """Attitude toward us of people who have heard nothing."""
    attitude_response: NonNegative = quantity(
        3.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 6)
    )
    """Rise of the log odds of conversion per unit of attitude above one half."""
    promise_response: NonNegative = quantity(
        1.5, unit="log odds", mark="assumed", source="Assumption", worth=(0, 4)
    )
    """Rise of the log odds of conversion per unit of promise above the opening expectation."""
    competitor_quality: OpenFraction = quantity(
        0.8, unit="level", mark="assumed", source="Assumption", worth=(0.6, 0.95)
    )
    """Quality that competitors offer on every dimension."""
    competitor_price_index: Positive = quantity(
        1.0, unit="-", mark="assumed", source="Assumption", worth=(0.8, 1.25)
    )
    """Competitors' prices against those at which spends are stated."""
    competitor_response: NonNegative = quantity(
        2.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 5)
    )
    """Fall of the log odds of choosing us per unit of competitor quality above the opening one."""
    competitors: AtLeastOne = quantity(
        1.0, unit="competitor", mark="assumed", source="Assumption: one, that stands for all"
    )
    """Competitors of the same strength that people can choose from; 2.5 is two and a half."""
    usual_competitors: AtLeastOne = quantity(
        1.0,
        unit="competitor",
        mark="assumed",
        source="Assumption: one, that stands for all",
        structural=True,
    )
    """Competitors at which share of wallet, conversion and price sensitivity are stated."""
    price_sensitivity_elasticity: NonNegative = quantity(
        0.3,
        unit="-",
        mark="assumed",
        source="Assumption: direction after Nagle & Holden (1987), recalled",
        worth=(0, 1),
    )
    """Rise of the log of price sensitivity with the log of the number of competitors."""
    entrants: NonNegative = quantity(
        0.0, unit="competitor", mark="assumed", source="Assumption: none", worth=(0, 3)
    )
    """Competitors with an offer of their own on top of the others."""
    entrant_quality: OpenFraction = quantity(
        0.8, unit="level", mark="assumed", source="Assumption: as the others"
    )
    """Quality that entrants offer on every dimension."""
    entrant_price_index: Positive = quantity(
        1.0, unit="-", mark="assumed", source="Assumption: as the others"
    )
    """Entrants' prices against those at which spends are stated."""
    price_reaction_per_month: Fraction = quantity(
        0.0, unit="fraction/month", mark="assumed", source="Assumption: none", worth=(0, 0.5)
    )
    """Share of the gap to our prices that competitors close each month, up or down."""
    quality_reaction_per_month: Fraction = quantity(
        0.0, unit="fraction/month", mark="assumed", source="Assumption: none", worth=(0, 0.3)
    )
    """Share of the gap to our perceived service that competitors close each month, up or down."""
    competition_to_leaving: Fraction = quantity(
        0.0,
        unit="fraction",
        mark="assumed",
        source="Assumption: 0, competitors take needs and prospects but tempt nobody to leave",
        worth=(0, 1),
    )
    """Part of what competitors do to the log odds of choosing us that acts on leaving as well."""
    choice_by_presence: Fraction = quantity(
        0.0,
        unit="fraction",
        mark="assumed",
        source="Assumption: 0, no double jeopardy; 1 is that of Sharp (2010)",
        worth=(0, 1),
    )
    """How far those who would leave choose among all suppliers by presence, us included."""
    lost_attitude: NonNegative = quantity(
        1.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 3)
    )
    """Reluctance of former customers to come back, taken off the log odds of conversion."""
    outreach: Outreach = Outreach()
    """How people take it to be contacted by campaigns."""
    partner_considerations_per_month: NonNegative = quantity(
        0.0, unit="consideration/month", mark="assumed", source="Assumption: no partners"
    )
    """People in the whole market whom partners send to us, customers among them."""
    referral_fee: NonNegative = quantity(
        0.0, unit="currency/person", mark="assumed", source="Assumption: none"
    )
    """What a partner gets for each customer gained."""
    press_reach_per_month: Fraction = quantity(
        0.0, unit="fraction/month", mark="assumed", source="Assumption: no press", worth=(0, 0.5)
    )
    """Share of the people who hear of us in the media each month."""
    press_news: Fraction = quantity(
        0.5, unit="level", mark="assumed", source="Assumption: neither good nor bad"
    )
    """What the media say: 1 is good news, 0 bad."""
    press_satisfaction_step: Fraction = quantity(
        0.1, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.3)
    )
    """How far hearing of us in the media moves a customer's satisfaction toward the news."""
    need_factor: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source="Assumption: as the segments say", worth=(0.5, 2)
    )
    """Factor on the needs of every kind, with us or with a competitor."""
    support_factor: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source="Assumption: as the segments say", worth=(0.5, 5)
    )
    """Factor on support needs."""
