"""Whom a campaign addresses, how a person takes the contact, who answers."""

import math
from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.need import price_effect, satisfaction_effect
from sim.behaviour.odds import clip, pick, shift_odds
from sim.parameters import (
    CUSTOMERS,
    FORMER,
    PREFERRED,
    Campaign,
    Market,
    Outreach,
    Perception,
    Personalisation,
    Segment,
)
from sim.units import Days, Fraction, Money


class Reaction(NamedTuple):
    """What follows from one contact of a campaign."""

    level: Fraction
    """Satisfaction of a customer, attitude of anybody else, afterwards [level]."""
    is_unwelcome: bool
    opts_out: bool
    answers: bool


def is_targeted(
    campaign: Campaign,
    status: int,
    is_in_segments: bool,
    tier: int,
    since_purchase: Days,
    spend: Money,
    satisfaction: Fraction,
) -> bool:
    """Whether the target filter of a campaign lets a person through.

    Parameters
    ----------
    campaign : Campaign
        Gives the filter.
    status : int
        Of the person [-].
    is_in_segments : bool
        Whether the campaign is for the person's segment.
    tier : int
        Of the person; counts for customers only [-].
    since_purchase : float
        Time since the last sale; infinite for a prospect [day].
    spend : float
        Spend of the last twelve months as a customer, >= 0 [currency].
    satisfaction : float
        As a survey of everybody would show it; counts for customers only [level].

    Returns
    -------
    bool

    References
    ----------
    Recency, frequency and monetary value as filters of direct marketing: Hughes (1994), recalled.
    Assumption: every condition must hold.
    """
    if status != campaign.status or not is_in_segments:
        return False
    if status == CUSTOMERS and not (
        campaign.tiers[tier]
        and campaign.satisfaction_at_least <= satisfaction <= campaign.satisfaction_at_most
    ):
        return False
    return (
        campaign.since_purchase_at_least <= since_purchase <= campaign.since_purchase_at_most
        and spend >= campaign.spend_per_year_at_least
    )


def is_held_out(key: int, campaign: Campaign) -> bool:
    """Whether a person belongs to the control group of a campaign, in all of its waves.

    Parameters
    ----------
    key : int
        Key of the person [-].
    campaign : Campaign
        Gives the share of the control group.

    Returns
    -------
    bool

    References
    ----------
    A randomised control group, Fisher (1935): independent of everything else about the person.
    """
    u = rnd.uniform(key, purposes.CONTROL, campaign.stream * purposes.MOST_WAVES)
    return u < campaign.control_fraction


def preferred_medium(key: int, outreach: Outreach) -> int:
    """Medium by which a person likes to be contacted, the same throughout life.

    Parameters
    ----------
    key : int
        Key of the person [-].
    outreach : Outreach
        Gives the weights of the media.

    Returns
    -------
    int
        Index of the medium [-].

    References
    ----------
    See `sim.behaviour.odds.pick`.
    """
    return pick(rnd.uniform(key, purposes.MEDIUM, 0), outreach.media)


def contact_effect(
    medium: int, campaign: Campaign, outreach: Outreach, personalisation: Personalisation
) -> float:
    """Shift of the odds of an answer by the way in which a person is addressed.

    Parameters
    ----------
    medium : int
        Medium that the person prefers [-].
    campaign : Campaign
        Gives the medium used.
    outreach : Outreach
        Gives what the wrong medium costs.
    personalisation : Personalisation
        Gives how personal the contact is, and what that is worth.

    Returns
    -------
    float
        Shift [log odds].

    References
    ----------
    Assumption: log odds, both effects add up.
    """
    effect = personalisation.level * personalisation.response_effect
    if campaign.medium not in (PREFERRED, medium):
        effect -= outreach.wrong_medium_effect
    return effect


def offer_effect(campaign: Campaign, segment: Segment, sensitivity_factor: float) -> float:
    """Shift of the odds of choosing us by the discount that a campaign offers.

    Parameters
    ----------
    campaign : Campaign
        Gives the discount.
    segment : Segment
        Gives the mean price sensitivity.
    sensitivity_factor : float
        Factor on it, from `sim.behaviour.need.sensitivity_factor` [-].

    Returns
    -------
    float
        Shift, >= 0 [log odds].

    References
    ----------
    See `sim.behaviour.need.price_effect`; a discount acts like a lower price. Assumption.
    """
    return price_effect(segment, sensitivity_factor, 1.0 - campaign.offer_discount_fraction, 1.0)


def conversion_effect(
    campaign: Campaign, segment: Segment, sensitivity_factor: float, status: int, market: Market
) -> float:
    """Shift of the odds that somebody who answers a campaign becomes a customer.

    Parameters
    ----------
    campaign : Campaign
        Gives the discount and the part of reluctance that is overcome.
    segment : Segment
        Gives the mean price sensitivity.
    sensitivity_factor : float
        Factor on it, from `sim.behaviour.need.sensitivity_factor` [-].
    status : int
        Of the person; only former customers are reluctant [-].
    market : Market
        Gives their reluctance.

    Returns
    -------
    float
        Shift, >= 0 [log odds].

    References
    ----------
    Stauss & Friege (1999), recalled: lost customers are won back by removing the reason for which
    they left. Assumption: log odds, the effects add up.
    """
    waived = campaign.reluctance_waived * market.lost_attitude if status == FORMER else 0.0
    return offer_effect(campaign, segment, sensitivity_factor) + waived


def purchase_effect(
    campaign: Campaign,
    segment: Segment,
    sensitivity_factor: float,
    satisfaction: Fraction,
    perception: Perception,
    link: float,
) -> float:
    """Shift of the odds that a customer answers, by the discount and by satisfaction.

    Parameters
    ----------
    campaign : Campaign
        Gives the discount.
    segment : Segment
        Gives the mean price sensitivity.
    sensitivity_factor : float
        Factor on it, from `sim.behaviour.need.sensitivity_factor` [-].
    satisfaction : float
        Of the customer [level].
    perception : Perception
        Gives the response to satisfaction.
    link : float
        Strength of ``customer_satisfaction_to_share_of_wallet`` [-].

    Returns
    -------
    float
        Shift [log odds].

    References
    ----------
    Assumption: an answer is a need brought to us, so that satisfaction moves it as it moves the
    share of wallet.
    """
    offered = offer_effect(campaign, segment, sensitivity_factor)
    return offered + satisfaction_effect(satisfaction, perception, link)


def react(
    key: int,
    campaign: Campaign,
    wave: int,
    contacts: int,
    level: Fraction,
    effect: float,
    outreach: Outreach,
) -> Reaction:
    """How a person takes one contact of a campaign.

    A contact beyond what is welcome in a month annoys, whoever reads it; somebody who asks for no
    more contacts does not answer this one.

    Parameters
    ----------
    key : int
        Key of the person [-].
    campaign : Campaign
        Gives the chance of an answer and its delay.
    wave : int
        Number of the wave, from 0 [-].
    contacts : int
        Contacts of all campaigns with this person this month, this one included [count].
    level : float
        Satisfaction of a customer, attitude of anybody else [level].
    effect : float
        Sum of all shifts of the odds of an answer [log odds].
    outreach : Outreach
        Gives what is welcome, and what follows if it is not.

    Returns
    -------
    Reaction

    References
    ----------
    Too many contacts harm: van Diepen, Donkers & Franses (2009), recalled, for irritation by direct
    mail. Assumption: one step per contact, a constant chance of opting out.
    """
    counter = campaign.stream * purposes.MOST_WAVES + wave
    is_unwelcome = contacts > outreach.welcome_contacts
    opts_out = False
    if is_unwelcome:
        level = clip(level - outreach.annoyance_step)
        opts_out = rnd.uniform(key, purposes.OPT_OUT, counter) < outreach.opt_out_chance
    chance = shift_odds(campaign.response_chance, effect)
    return Reaction(
        level=level,
        is_unwelcome=is_unwelcome,
        opts_out=opts_out,
        answers=not opts_out and rnd.uniform(key, purposes.RESPONSE, counter) < chance,
    )


def answered_at(key: int, campaign: Campaign, wave: int, now: Days) -> Days:
    """When somebody who answers a contact does so.

    Parameters
    ----------
    key : int
        Key of the person [-].
    campaign : Campaign
        Gives the mean delay.
    wave : int
        Number of the wave, from 0 [-].
    now : float
        Moment of the contact [day].

    Returns
    -------
    float
        Moment, >= now [day].

    References
    ----------
    Assumption: exponential delays; an answer is given at the start of its day, as needs are.
    """
    delay = 0.0
    if campaign.response_delay > 0.0:
        counter = campaign.stream * purposes.MOST_WAVES + wave
        u = rnd.uniform(key, purposes.RESPONSE_DELAY, counter)
        delay = rnd.exponential(u, campaign.response_delay)
    return max(float(math.floor(now + delay)), now)


def cost_of_contact(campaign: Campaign, personalisation: Personalisation) -> Money:
    """What one contact costs.

    Parameters
    ----------
    campaign : Campaign
        Gives the cost of a plain contact.
    personalisation : Personalisation
        Gives what a personal one costs on top.

    Returns
    -------
    float
        Cost, >= 0 [currency].

    References
    ----------
    Assumption: in proportion to the level of personalisation.
    """
    return campaign.cost_per_contact + personalisation.level * personalisation.cost_per_contact


def running_cost(personalisation: Personalisation) -> Money:
    """What personalisation costs a month, whether or not a campaign is under way.

    Parameters
    ----------
    personalisation : Personalisation
        Gives level and cost.

    Returns
    -------
    float
        Cost, >= 0 [currency/month].

    References
    ----------
    Assumption: in proportion to the level.
    """
    return personalisation.level * personalisation.cost_per_month
