"""What the firm does after a sale: calls back, reminds, and sells while it serves."""

from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.odds import step_toward
from sim.parameters import SUPPORT, AfterSale, RelationshipLevel
from sim.units import Fraction


class CallBack(NamedTuple):
    """What follows from a call after a purchase."""

    satisfaction: Fraction
    """Satisfaction after the call [level]."""
    complains: bool
    """Whether a failure nobody had voiced came to light."""
    buys: bool
    """Whether the call ended in a sale."""


def call_back_chance(after_sale: AfterSale, level: RelationshipLevel) -> Fraction:
    """Chance that a purchase is followed by a call.

    Parameters
    ----------
    after_sale : AfterSale
        Gives the share of purchases of whatever customer.
    level : RelationshipLevel
        Of the customer's tier; gives the share that the level asks for.

    Returns
    -------
    float
        Chance; 0 means that nobody is called [fraction].

    References
    ----------
    The accountable level asks after the sale, Kotler (1992), recalled. Assumption: nobody is
    called twice.
    """
    return max(after_sale.call_back_fraction, level.call_back_fraction)


def is_called_back(key: int, number: int, after_sale: AfterSale, level: RelationshipLevel) -> bool:
    """Whether a purchase is followed by a call.

    Parameters
    ----------
    key : int
        Key of the person [-].
    number : int
        Number of the need in the person's life [-].
    after_sale : AfterSale
        Gives the share of purchases of whatever customer.
    level : RelationshipLevel
        Of the customer's tier.

    Returns
    -------
    bool

    References
    ----------
    See `call_back_chance`.
    """
    chance = call_back_chance(after_sale, level)
    return chance > 0.0 and rnd.uniform(key, purposes.CALLED_BACK, number) < chance


def call_back(
    key: int,
    number: int,
    is_silent_failure: bool,
    satisfaction: Fraction,
    empathy: Fraction,
    after_sale: AfterSale,
    link: float,
) -> CallBack:
    """Everything that follows from a call that reached the customer.

    A kind word lifts satisfaction; a failure that was not voiced may come to light; where there is
    nothing to complain about, the call may sell.

    Parameters
    ----------
    key : int
        Key of the person [-].
    number : int
        Number of the purchase's need in the person's life [-].
    is_silent_failure : bool
        Whether the purchase failed and the customer said nothing.
    satisfaction : float
        Before the call [level].
    empathy : float
        Of whoever calls [level].
    after_sale : AfterSale
        Gives step and chances.
    link : float
        Strength of ``quality_to_customer_satisfaction`` [-].

    Returns
    -------
    CallBack

    References
    ----------
    Assumption: kindness closes a share of what is missing to full satisfaction.
    """
    step = min(link * after_sale.call_back_step * empathy, 1.0)
    found = rnd.uniform(key, purposes.FAILURE_FOUND, number) < after_sale.call_back_find_chance
    complains = is_silent_failure and found
    sold = rnd.uniform(key, purposes.CALL_BACK_SALE, number) < after_sale.call_back_sale_chance
    return CallBack(
        satisfaction=step_toward(satisfaction, 1.0, step),
        complains=complains,
        buys=sold and not is_silent_failure,
    )


class Reminder(NamedTuple):
    """What a month brings a customer by way of reminders."""

    is_sent: bool
    """Whether a card goes out."""
    is_answered: bool
    """Whether it leads to a support need that comes to us."""
    at: float
    """When the need arises, as a part of the month [fraction]."""


def reminder(key: int, month: int, after_sale: AfterSale) -> Reminder:
    """Everything that follows from the month's reminders to one customer.

    Parameters
    ----------
    key : int
        Key of the person [-].
    month : int
        Month of the run [-].
    after_sale : AfterSale
        Gives the rate of reminders and the chance of a response.

    Returns
    -------
    Reminder

    References
    ----------
    Assumption: at most one a month, each month alike, whatever the customer owns.
    """
    if rnd.uniform(key, purposes.REMINDED, month) >= after_sale.reminders_per_month:
        return Reminder(False, False, 0.0)
    response = rnd.uniform(key, purposes.REMINDER_RESPONSE, month)
    return Reminder(
        is_sent=True,
        is_answered=response < after_sale.reminder_response_chance,
        at=rnd.uniform(key, purposes.REMINDER_TIME, month),
    )


def added_sale_chance(kind: int, is_staffed: bool, after_sale: AfterSale) -> Fraction:
    """What training service staff to sell adds to the chance that a contact sells.

    Parameters
    ----------
    kind : int
        Kind of contact; only support is meant [-].
    is_staffed : bool
        Whether an employee served it.
    after_sale : AfterSale
        Gives what is added.

    Returns
    -------
    float
        Chance added [fraction].

    References
    ----------
    Assumption: see the schema.
    """
    return after_sale.service_sale_chance_add if kind == SUPPORT and is_staffed else 0.0
