"""What a guarantee pays back, and what promising it does."""

from sim.parameters import Guarantee
from sim.units import Money


def payout(paid: Money, guarantee: Guarantee) -> Money:
    """What the guarantee pays back on a failed purchase, voiced or not.

    Parameters
    ----------
    paid : float
        What the customer paid [currency].
    guarantee : Guarantee
        Gives whether it is given, and the share.

    Returns
    -------
    float
        Amount [currency].

    References
    ----------
    Hart (1988), recalled: service guarantees. Assumption: proportional to what was paid.
    """
    return paid * guarantee.payout_fraction if guarantee.is_active else 0.0


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
