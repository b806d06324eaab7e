"""What a customer spends in a year, from traits and offers alone: an estimate before any run."""

from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.addition import total
from sim.behaviour.after_sale import added_sale_chance, call_back_chance
from sim.behaviour.need import sale_chance
from sim.parameters import (
    ADVICE,
    PURCHASE,
    SELF_SERVICE,
    SUPPORT,
    Firm,
    Market,
    RelationshipLevel,
    Segment,
)
from sim.parameters import Channel as ChannelParameters
from sim.units import MONTHS_PER_YEAR, YEAR, Money


class Custom(NamedTuple):
    """What people of a segment bring us at price index 1, beside their own traits."""

    purchases: float
    """Purchases with us at need factor 1 [1/year]."""
    spend: Money
    """Spend on a purchase at spend factor 1 [currency]."""
    spend_shape: float
    """Shape of the noise of a spend; 0 is none [-]."""
    service: Money
    """Sales in advice, support and calls that come with a purchase [currency]."""
    reminded: Money
    """Sales in support needs that reminders bring [currency/year]."""


def expected_custom(
    segment: Segment,
    channels: tuple[ChannelParameters, ...],
    firm: Firm,
    level: RelationshipLevel,
    market: Market,
) -> Custom:
    """What people of a segment bring us at neutral satisfaction and price index 1.

    Parameters
    ----------
    segment : Segment
        Gives needs, share of wallet, spends and the weights of channels.
    channels : tuple of Channel, (n_channels,)
        Give prices, and who serves.
    firm : Firm
        Gives the promotion and the care after a sale.
    level : RelationshipLevel
        Gives the needs for advice that it awakens, and the calls it asks for.
    market : Market
        Gives the factors on needs.

    Returns
    -------
    Custom

    References
    ----------
    Assumption: the means of `sim.behaviour.need`, `promotion` and `after_sale`; channels are
    chosen by the segment's weights, nothing fails, and nobody grows, learns or tires of us.
    """
    care, offer = firm.after_sale, firm.promotion
    value = segment.spend_per_purchase
    bought = _price(PURCHASE, segment, channels)
    if offer.is_active:
        paid = 1.0 + offer.bundle_take_up * offer.bundle_extra_fraction
        paid *= 1.0 - offer.discount_fraction
        bought *= 1.0 + min(offer.for_first / YEAR, 1.0) * (paid - 1.0)
    advice = segment.advice_per_purchase + level.advice_per_purchase
    by_advice = sale_chance(ADVICE, segment, 0.0) * _price(ADVICE, segment, channels)
    by_support = total(
        weight
        * sale_chance(
            SUPPORT, segment, added_sale_chance(SUPPORT, channel.team != SELF_SERVICE, care)
        )
        * channel.price_factor
        for weight, channel in _chosen(SUPPORT, segment, channels)
    )
    called = call_back_chance(care, level) * care.call_back_sale_chance
    per_purchase = (
        advice * by_advice
        + segment.support_per_purchase * market.support_factor * by_support
        + called * channels[care.call_back_channel].price_factor
    )
    service = value * segment.service_sale_fraction
    return Custom(
        purchases=segment.purchases_per_day * YEAR * market.need_factor * segment.share_of_wallet,
        spend=value * bought,
        spend_shape=segment.spend_shape,
        service=service * per_purchase,
        reminded=service
        * care.reminders_per_month
        * MONTHS_PER_YEAR
        * care.reminder_response_chance
        * by_support,
    )


def yearly_spend(key: int, need_factor: float, spend_factor: float, custom: Custom) -> Money:
    """What one person spends with us in a year at price index 1.

    Parameters
    ----------
    key : int
        Key of the person [-].
    need_factor, spend_factor : float
        Traits of the person, see `sim.behaviour.customer.traits` [-].
    custom : Custom
        Of the person's segment.

    Returns
    -------
    float
        Spend, >= 0 [currency].

    References
    ----------
    Poisson buying with Gamma-Gamma spends, Fader & Hardie (2013). Assumption: sales beside
    purchases come as their mean.
    """
    mean = need_factor * custom.purchases
    bought = rnd.poisson(rnd.uniform(key, purposes.NEED_GAP, 0), mean)
    noise = 1.0
    if bought > 0 and custom.spend_shape > 0.0:
        shape = bought * custom.spend_shape
        noise = rnd.gamma(key, purposes.SPEND, 0, shape) / shape
    beside = mean * custom.service + custom.reminded
    return spend_factor * (bought * noise * custom.spend + beside)


def _price(kind: int, segment: Segment, channels: tuple[ChannelParameters, ...]) -> float:
    """Mean price factor of the channels to which a segment takes needs of a kind; 0 if to none."""
    return total(weight * one.price_factor for weight, one in _chosen(kind, segment, channels))


def _chosen(
    kind: int, segment: Segment, channels: tuple[ChannelParameters, ...]
) -> list[tuple[float, ChannelParameters]]:
    """Channels to which a segment takes needs of a kind, with their parts of these needs."""
    there = [
        (share, channel)
        for share, channel in zip(segment.channel_shares, channels, strict=True)
        if share > 0.0 and channel.is_open and channel.serves[kind]
    ]
    whole = total(share for share, _ in there)
    return [(share / whole, channel) for share, channel in there]
