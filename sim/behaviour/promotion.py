"""What offers take off the price of a purchase and add to it."""

from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.parameters import Promotion
from sim.units import Days, Fraction, Money

LEAST_PRICE = 0.05
"""Share of the price that is always felt as paid, whatever the gift is worth."""


class Terms(NamedTuple):
    """What a promotion and a campaign do to one purchase."""

    size: float
    """Factor on what is bought, 1 unless a bundle was taken [-]."""
    discount: Fraction
    """Share of the full price that the promotion takes off [fraction]."""
    offer: Fraction
    """Share of what the promotion leaves of it that the campaign takes off [fraction]."""
    gift: Money
    """Cost of what is given along [currency]."""


FULL_PRICE = Terms(1.0, 0.0, 0.0, 0.0)
"""A purchase at the full price."""


def is_promoted(promotion: Promotion, tenure: Days) -> bool:
    """Whether a promotion is for somebody of a tenure.

    Parameters
    ----------
    promotion : Promotion
        Gives whether it runs, and for whom.
    tenure : float
        Time as a customer; 0 for somebody who considers becoming one [day].

    Returns
    -------
    bool

    References
    ----------
    Assumption: an introductory offer is defined by the time since joining.
    """
    return promotion.is_active and tenure < promotion.for_first


def terms(
    key: int, number: int, promotion: Promotion, tenure: Days, offer: Fraction = 0.0
) -> Terms:
    """What a promotion and a campaign do to one purchase.

    Parameters
    ----------
    key : int
        Key of the person [-].
    number : int
        Number of the need in the person's life [-].
    promotion : Promotion
        Gives discount, gift and bundle.
    tenure : float
        Time as a customer [day].
    offer : float
        Discount that a campaign has promised on this purchase [fraction].

    Returns
    -------
    Terms
        Those of `FULL_PRICE` where neither is for this person.

    References
    ----------
    Assumption: a bundle enlarges a purchase by a fixed share with a fixed chance; a campaign's
    discount is taken off what the promotion leaves, so that nobody pays less than nothing.
    """
    if not is_promoted(promotion, tenure):
        return Terms(size=1.0, discount=0.0, offer=offer, gift=0.0)
    takes = rnd.uniform(key, purposes.BUNDLE, number) < promotion.bundle_take_up
    return Terms(
        size=1.0 + promotion.bundle_extra_fraction if takes else 1.0,
        discount=promotion.discount_fraction,
        offer=offer,
        gift=promotion.gift_cost,
    )


def price_paid(promotion: Promotion, tenure: Days, usual_spend: Money) -> float:
    """Price that a customer weighs, over the full price.

    Parameters
    ----------
    promotion : Promotion
        Gives discount and gift.
    tenure : float
        Time as a customer; 0 for somebody who considers becoming one [day].
    usual_spend : float
        What the customer usually spends on a purchase, against which a gift is weighed [currency].

    Returns
    -------
    float
        Factor on the price in [`LEAST_PRICE`, 1]; 1 without a promotion [-].

    References
    ----------
    Assumption: a gift is worth a share of its cost; a promotion acts as a price cut while it lasts,
    and the full price is judged afresh once it is over.
    """
    if not is_promoted(promotion, tenure):
        return 1.0
    gift = promotion.gift_worth_fraction * promotion.gift_cost
    off = promotion.discount_fraction
    if gift > 0.0:
        off += gift / usual_spend if gift < usual_spend else 1.0
    return max(1.0 - off, LEAST_PRICE)
