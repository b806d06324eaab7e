"""When a channel is reached, which one is chosen, and how a wait is remembered."""

import math

from sim.behaviour.odds import pick
from sim.parameters import HIGHEST_PRIORITY, PURCHASE, Channel
from sim.units import DAYS_PER_WEEK, HOUR, Days, Fraction

NEVER = -1
"""Index returned when no channel can serve a need."""


def hours_share(hour: int, opens: Days, closes: Days) -> float:
    """Part of an hour of the day that lies within the opening hours.

    Parameters
    ----------
    hour : int
        Hour of the day, 0 .. 23 [hour].
    opens, closes : float
        Opening hours since midnight [day].

    Returns
    -------
    float
        Share in [0, 1] [fraction].

    References
    ----------
    Arithmetic of intervals.
    """
    start, end = max(hour * HOUR, opens), min((hour + 1) * HOUR, closes)
    return max(end - start, 0.0) / HOUR


def hour_of_day(at: Days) -> int:
    """Hour of the day in which a moment lies.

    Parameters
    ----------
    at : float
        Moment on the clock, >= 0 [day].

    Returns
    -------
    int
        0 .. 23; the moment at which an hour begins, as the clock holds it, belongs to it [hour].

    References
    ----------
    Arithmetic of the clock: the start of an hour nearest to the moment, or that of the hour before.
    """
    day = math.floor(at)
    nearest = math.floor((at - day) / HOUR + 0.5)
    return nearest if day + nearest * HOUR <= at else nearest - 1


def open_profile(
    weights: tuple[float, ...], flattening: Fraction, opens: Days, closes: Days
) -> tuple[float, ...]:
    """Share of a day's arrivals that has come by the end of each hour.

    Parameters
    ----------
    weights : tuple of float, (24,)
        Arrival profile by hour of the day [weight].
    flattening : float
        Share of arrivals spread evenly over the open hours [fraction].
    opens, closes : float
        Opening hours since midnight [day].

    Returns
    -------
    tuple of float, (24,)
        Cumulative shares; the last is 1 [fraction].

    References
    ----------
    A piecewise constant rate, cut to the opening hours. Assumption: whoever is moved comes at any
    open moment alike.
    """
    total = 0.0
    n_open = 0.0
    for hour in range(24):
        share = hours_share(hour, opens, closes)
        total += weights[hour] * share
        n_open += share
    level = total / n_open
    so_far = 0.0
    cumulative = []
    for hour in range(24):
        weight = (1.0 - flattening) * weights[hour] + flattening * level
        so_far += weight * hours_share(hour, opens, closes)
        cumulative.append(so_far)
    return tuple(weight / so_far for weight in cumulative)


def time_of_day(u: float, profile: tuple[float, ...], opens: Days, closes: Days) -> Days:
    """Time of day at which a customer reaches a channel.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    profile : tuple of float, (24,)
        From `open_profile` [fraction].
    opens, closes : float
        Opening hours since midnight [day].

    Returns
    -------
    float
        Time since midnight, within the opening hours [day].

    References
    ----------
    Inversion of a piecewise constant rate: a Poisson process given its daily counts.
    """
    hour = 0
    while hour < 23 and profile[hour] <= u:
        hour += 1
    before = profile[hour - 1] if hour > 0 else 0.0
    start, end = max(hour * HOUR, opens), min((hour + 1) * HOUR, closes)
    return start + (end - start) * (u - before) / (profile[hour] - before)


def arrival(now: Days, u: float, channel: Channel) -> Days:
    """Moment at which a need that is felt now reaches a channel.

    Today if the channel is open today, else on its next open day; the time of day follows the
    profile. A moment already past becomes now, or the next open day once the channel has closed.

    Parameters
    ----------
    now : float
        Clock [day].
    u : float
        Uniform draw in (0, 1) [-].
    channel : Channel
        Gives days, hours and profile; at least one day is open.

    Returns
    -------
    float
        Moment, >= now [day].

    References
    ----------
    Assumption: a need waits for opening hours and does not go elsewhere.
    """
    day = math.floor(now)
    at = time_of_day(u, channel.profile, channel.opens, channel.closes)
    for _ in range(DAYS_PER_WEEK + 1):
        if channel.open_days[day % DAYS_PER_WEEK]:
            if day + at >= now:
                return day + at
            if now < day + channel.closes:
                return now
        day += 1
    return day + at


def choose(
    u: float,
    kind: int,
    channels: tuple[Channel, ...],
    shares: tuple[float, ...],
    tastes: tuple[float, ...],
    usual_waits: list[Days],
    price_sensitivity: float,
) -> int:
    """Channel that a customer chooses for a need.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    kind : int
        Kind of need [-].
    channels : tuple of Channel, (n_channels,)
        What is offered.
    shares : tuple of float, (n_channels,)
        The segment's weights; 0 is never chosen [weight].
    tastes : tuple of float, (n_channels,)
        The person's factors on them [-].
    usual_waits : list of float, (n_channels,)
        Waits as customers remember them [day].
    price_sensitivity : float
        The person's; prices count for purchases, the rest is free to ask for [log odds].

    Returns
    -------
    int
        Index of the channel, or ``NEVER`` [-].

    References
    ----------
    Multinomial logit with personal tastes, Train (2009), chapters 3 and 6.
    """
    dislikes = [math.inf] * len(channels)
    least = math.inf
    for index in range(len(channels)):
        channel = channels[index]
        if channel.is_open and channel.serves[kind] and shares[index] > 0.0:
            dislikes[index] = channel.wait_aversion * usual_waits[index] / channel.wait_tolerance
            if kind == PURCHASE and channel.price_factor != 1.0:
                dislikes[index] += price_sensitivity * math.log(channel.price_factor)
            least = min(least, dislikes[index])
    if math.isinf(least):
        return NEVER
    weights = [0.0] * len(channels)
    for index in range(len(channels)):
        # Only differences count in a logit; taken from the least, no wait empties the choice.
        weights[index] = shares[index] * tastes[index] * math.exp(least - dislikes[index])
    return pick(u, weights)


def queue_class(channel_priority: int, queue_priority: int) -> int:
    """Class of a contact in its team's queue; smaller is served first.

    Parameters
    ----------
    channel_priority : int
        Of the channel, 0 first [class].
    queue_priority : int
        Of the customer's tier, 0 .. ``HIGHEST_PRIORITY``, the highest first [rank].

    Returns
    -------
    int
        Class, >= 0; a tier never overtakes a better channel [class].

    References
    ----------
    Non-preemptive priority (Cobham 1954), first come first served within a class.
    """
    return channel_priority * (HIGHEST_PRIORITY + 1) + HIGHEST_PRIORITY - queue_priority


def remembered_wait(usual: Days, month_mean: Days) -> Days:
    """Wait that customers expect of a channel after a month's experience.

    Parameters
    ----------
    usual, month_mean : float
        What they expected, and the month's mean wait; 0 when nobody came, so that a bad name
        fades [day].

    Returns
    -------
    float
        New expectation [day].

    References
    ----------
    Assumption: the mean of old and new.
    """
    return 0.5 * (usual + month_mean)


def next_open(now: Days, channel: Channel) -> Days:
    """Next moment at which a channel is open.

    Parameters
    ----------
    now : float
        Clock [day].
    channel : Channel
        Gives days and hours; at least one day is open.

    Returns
    -------
    float
        Now if it is open, else its next opening [day].

    References
    ----------
    Assumption: somebody handed on is taken as soon as the other channel opens.
    """
    day = math.floor(now)
    for _ in range(DAYS_PER_WEEK + 1):
        if channel.open_days[day % DAYS_PER_WEEK] and now < day + channel.closes:
            return max(now, day + channel.opens)
        day += 1
    return day + channel.opens
