"""What the firm offers and to whom: campaigns, promotions, guarantee, after-sale care."""

from typing import NamedTuple

from sim.units import Days, Fraction, Money


class Campaign(NamedTuple):
    """Whom a campaign addresses, when and how, what it offers, and what it costs."""

    name: str
    stream: int
    status: int
    segments: tuple[bool, ...]
    tiers: tuple[bool, ...]
    since_purchase_at_least: Days
    since_purchase_at_most: Days
    spend_per_year_at_least: Money
    satisfaction_at_least: Fraction
    satisfaction_at_most: Fraction
    start: Days
    waves: int
    wave_interval: Days
    only_to_silent: bool
    medium: int
    response_chance: Fraction
    response_delay: Days
    offer_discount_fraction: Fraction
    reluctance_waived: Fraction
    control_fraction: Fraction
    evaluation: Days
    cost_per_contact: Money
    cost_once: Money


class Personalisation(NamedTuple):
    """How far a campaign speaks to each person alone."""

    level: Fraction
    response_effect: float
    cost_per_contact: Money
    cost_per_month: Money


class Outreach(NamedTuple):
    """How people take it to be contacted."""

    media: tuple[float, ...]
    """Weights of the media, as people prefer them, in the order of `MEDIA`."""
    wrong_medium_effect: float
    welcome_contacts: float
    annoyance_step: Fraction
    opt_out_chance: Fraction


class Promotion(NamedTuple):
    """What is taken off the price, or given along, for a while."""

    is_active: bool
    for_first: Days
    discount_fraction: Fraction
    gift_cost: Money
    gift_worth_fraction: Fraction
    bundle_take_up: Fraction
    bundle_extra_fraction: float


class Guarantee(NamedTuple):
    """What is paid back when a purchase fails, and what the promise of it does."""

    is_active: bool
    payout_fraction: Fraction
    conversion_effect: float
    voice_effect: float


class AfterSale(NamedTuple):
    """How the firm cares for, and sells to, those who have bought."""

    call_back_fraction: Fraction
    call_back: Days
    call_back_channel: int
    call_back_cost: Money
    call_back_step: Fraction
    call_back_find_chance: Fraction
    call_back_sale_chance: Fraction
    reminders_per_month: float
    reminder_cost: Money
    reminder_response_chance: Fraction
    service_sale_chance_add: Fraction
