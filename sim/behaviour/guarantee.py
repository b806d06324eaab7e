"""What a guarantee pays back, and what promising it does."""

from typing import NamedTuple

from sim.parameters import PURCHASE, Guarantee
from sim.units import Fraction, Money


class Payout(NamedTuple):
    """What the guarantee returns on a contact that failed."""

    amount: Money
    fraction: Fraction
    """The same as a share of what was paid [fraction]."""


def payout(kind: int, paid: Money, guarantee: Guarantee) -> Payout:
    """What the guarantee pays back on a contact that failed, voiced or not.

    Parameters
    ----------
    kind : int
        Kind of contact; only purchases are covered [-].
    paid : float
        What the customer paid [currency].
    guarantee : Guarantee
        Gives whether it is given, and the share.

    Returns
    -------
    Payout

    References
    ----------
    Hart (1988), recalled: service guarantees. Assumption: proportional to what was paid.
    """
    if not guarantee.is_active or kind != PURCHASE or paid <= 0.0:
        return Payout(0.0, 0.0)
    return Payout(paid * guarantee.payout_fraction, guarantee.payout_fraction)


def reassurance(guarantee: Guarantee) -> float:
    """What a guarantee adds to the log odds of becoming a customer.

    Parameters
    ----------
    guarantee : Guarantee
        Gives the effect, and whether the guarantee is given.

    Returns
    -------
    float
        Shift, >= 0 [log odds].

    References
    ----------
    Assumption: less risk; see the schema.
    """
    return guarantee.conversion_effect if guarantee.is_active else 0.0
