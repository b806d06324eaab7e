"""The people who could buy, and what else they could buy."""

from typing import NamedTuple

from sim.parameters.offers import Outreach
from sim.units import Fraction, Money


class Market(NamedTuple):
    """The people who could buy, and what else they could buy."""

    people: int
    considerations_per_month: float
    advertising_per_month: Money
    advertising_cost_per_consideration: Money
    promise: Fraction
    conversion: Fraction
    opening_attitude: Fraction
    attitude_response: float
    promise_response: float
    competitor_quality: Fraction
    competitor_price_index: float
    competitor_response: float
    competitors: float
    usual_competitors: float
    price_sensitivity_elasticity: float
    entrants: float
    entrant_quality: Fraction
    entrant_price_index: float
    price_reaction_per_month: Fraction
    quality_reaction_per_month: Fraction
    competition_to_leaving: Fraction
    choice_by_presence: Fraction
    lost_attitude: float
    outreach: Outreach
    partner_considerations_per_month: float
    referral_fee: Money
    press_reach_per_month: Fraction
    press_news: Fraction
    press_satisfaction_step: Fraction
    need_factor: float
    support_factor: float
