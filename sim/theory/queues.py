"""Waiting lines of Erlang: loss, delay and delay with abandonment.

Rates and times share one unit of time, whichever the caller chooses: with rates per minute, waits
are in minutes.
"""

import math
from typing import NamedTuple

from sim.theory.regime import require, require_fraction, require_not_negative, require_positive


class QueueResult(NamedTuple):
    """What a queue does in the long run."""

    probability_of_wait: float
    """Share of contacts that find every server busy [fraction]."""
    probability_of_abandonment: float
    """Share of contacts that leave before service [fraction]."""
    mean_wait: float
    """Mean wait over all contacts, abandoned ones included [time]."""
    queue_length: float
    """Mean number of contacts waiting [count]."""
    utilisation: float
    """Mean share of the servers that are busy [fraction]."""


def little(arrival_rate: float, mean_wait: float) -> float:
    """Mean number present: L = lambda W.

    Parameters
    ----------
    arrival_rate : float
        Arrivals per unit of time, >= 0 [1/time].
    mean_wait : float
        Mean time present, >= 0 [time].

    Returns
    -------
    float
        Mean number present [count].

    Raises
    ------
    RegimeError
        If a number is negative; give 0 or more.

    References
    ----------
    Little (1961), "A proof for the queuing formula L = lambda W", Operations Research 9(3).
    """
    require_not_negative(arrival_rate=arrival_rate, mean_wait=mean_wait)
    return arrival_rate * mean_wait


def erlang_b(load: float, servers: int) -> float:
    """Share of contacts lost when there is no queue (M/M/n/n).

    Parameters
    ----------
    load : float
        Offered load, arrival rate over service rate, > 0 [erlang].
    servers : int
        Servers, >= 0 [count].

    Returns
    -------
    float
        Probability of loss [fraction].

    Raises
    ------
    RegimeError
        If the load is not above 0 or the servers are negative; give numbers in range.

    References
    ----------
    Erlang (1917); recurrence B_k = a B_{k-1} / (k + a B_{k-1}), B_0 = 1, as in Cooper (1981),
    "Introduction to queueing theory", chapter 3.
    """
    return 1.0 / _inverse_loss(load, servers)


def erlang_c(arrival_rate: float, service_rate: float, servers: int) -> QueueResult:
    """Queue in which everybody waits as long as it takes (M/M/n).

    Parameters
    ----------
    arrival_rate : float
        lambda, > 0 [1/time].
    service_rate : float
        mu, contacts one server completes while busy, > 0 [1/time].
    servers : int
        n, >= 1 [count].

    Returns
    -------
    QueueResult
        Long-run figures; the probability of abandonment is 0.

    Raises
    ------
    RegimeError
        If the load reaches the servers, so that the queue grows for ever; add servers or let
        callers abandon with `erlang_a`.

    References
    ----------
    Erlang (1917); Cooper (1981), "Introduction to queueing theory", chapter 3: C = B / (1 - rho
    (1 - B)), mean wait C / (n mu - lambda).
    """
    waits = _delay_probability(arrival_rate, service_rate, servers)
    mean_wait = waits / (servers * service_rate - arrival_rate)
    return QueueResult(
        probability_of_wait=waits,
        probability_of_abandonment=0.0,
        mean_wait=mean_wait,
        queue_length=little(arrival_rate, mean_wait),
        utilisation=arrival_rate / (servers * service_rate),
    )


def erlang_c_service_level(
    arrival_rate: float, service_rate: float, servers: int, within: float
) -> float:
    """Share of contacts whose wait is at most ``within`` in `erlang_c`.

    Parameters
    ----------
    arrival_rate, service_rate, servers
        As for `erlang_c`.
    within : float
        Longest wait that counts, >= 0 [time].

    Returns
    -------
    float
        P(W <= within) = 1 - C exp(-(n mu - lambda) within) [fraction].

    Raises
    ------
    RegimeError
        As `erlang_c`, and if ``within`` is negative; give 0 or more.

    References
    ----------
    Cooper (1981), "Introduction to queueing theory", chapter 3.
    """
    require_not_negative(within=within)
    waits = _delay_probability(arrival_rate, service_rate, servers)
    return 1.0 - waits * math.exp(-(servers * service_rate - arrival_rate) * within)


def erlang_c_wait_percentile(
    arrival_rate: float, service_rate: float, servers: int, share: float
) -> float:
    """Wait that a share of the contacts does not exceed in `erlang_c`.

    Parameters
    ----------
    arrival_rate, service_rate, servers
        As for `erlang_c`.
    share : float
        Share of contacts, in 0 .. 1 but not 1 [fraction].

    Returns
    -------
    float
        Least t with P(W <= t) >= share; 0 if so many do not wait at all [time].

    Raises
    ------
    RegimeError
        As `erlang_c`, and if the share is outside 0 .. 1 or is 1; give for example 0.90.

    References
    ----------
    Cooper (1981), "Introduction to queueing theory", chapter 3, solved for the wait.
    """
    _require_share(share)
    waits = _delay_probability(arrival_rate, service_rate, servers)
    if waits <= 1.0 - share:
        return 0.0
    return math.log(waits / (1.0 - share)) / (servers * service_rate - arrival_rate)


def erlang_a(
    arrival_rate: float, service_rate: float, servers: int, abandonment_rate: float
) -> QueueResult:
    """Queue in which callers abandon after an exponential patience (M/M/n+M).

    Stable at any load.

    Parameters
    ----------
    arrival_rate : float
        lambda, > 0 [1/time].
    service_rate : float
        mu, contacts one server completes while busy, > 0 [1/time].
    servers : int
        n, >= 1 [count].
    abandonment_rate : float
        theta, one over the mean patience, > 0 [1/time].

    Returns
    -------
    QueueResult
        Long-run figures; ``probability_of_abandonment`` is theta times ``mean_wait``.

    Raises
    ------
    RegimeError
        If a rate is not above 0; with no abandonment at all use `erlang_c`.

    References
    ----------
    Palm (1957); Garnett, Mandelbaum & Reiman (2002), "Designing a call center with impatient
    customers", M&SOM 4(3): the birth-death chain with death rate min(k, n) mu + (k - n)^+ theta.
    """
    _require_patience(abandonment_rate)
    waits, waiting = _impatient_queue(arrival_rate, service_rate, servers, abandonment_rate)
    queue_length = waits * waiting
    mean_wait = queue_length / arrival_rate
    # Seen only while a server is idle, the system is a loss system with one server less.
    load = arrival_rate / service_rate
    busy_without_queue = load * (1.0 - erlang_b(load, servers - 1))
    return QueueResult(
        probability_of_wait=waits,
        probability_of_abandonment=abandonment_rate * mean_wait,
        mean_wait=mean_wait,
        queue_length=queue_length,
        utilisation=waits + (1.0 - waits) * busy_without_queue / servers,
    )


def erlang_a_service_level(
    arrival_rate: float,
    service_rate: float,
    servers: int,
    abandonment_rate: float,
    within: float,
) -> float:
    """Share of all contacts whose wait, ended by service or by giving up, is at most ``within``.

    Parameters
    ----------
    arrival_rate, service_rate, servers, abandonment_rate
        As for `erlang_a`.
    within : float
        Longest wait that counts, >= 0 [time].

    Returns
    -------
    float
        P(W <= within) over answered and abandoned contacts alike [fraction].

    Raises
    ------
    RegimeError
        As `erlang_a`, and if ``within`` is negative; give 0 or more.

    References
    ----------
    Baccelli & Hebuterne (1981), "On queues with impatient customers", Performance '81: the wait
    that a caller of endless patience would meet has density proportional to exp(-n mu v +
    lambda / theta (1 - exp(-theta v))). Its tail is a ratio of incomplete gamma functions of order
    n mu / theta; the caller's own patience multiplies it by exp(-theta t).
    """
    require_not_negative(within=within)
    _require_patience(abandonment_rate)
    waits, _ = _impatient_queue(arrival_rate, service_rate, servers, abandonment_rate)
    tail = _impatient_tail(arrival_rate, service_rate, servers, abandonment_rate, within)
    return 1.0 - waits * tail


def erlang_a_wait_percentile(
    arrival_rate: float,
    service_rate: float,
    servers: int,
    abandonment_rate: float,
    share: float,
) -> float:
    """Wait that a share of all contacts does not exceed in `erlang_a`.

    Parameters
    ----------
    arrival_rate, service_rate, servers, abandonment_rate
        As for `erlang_a`.
    share : float
        Share of contacts, in 0 .. 1 but not 1 [fraction].

    Returns
    -------
    float
        Least t with P(W <= t) >= share, over answered and abandoned contacts alike; 0 if so many
        do not wait at all [time].

    Raises
    ------
    RegimeError
        As `erlang_a`, and if the share is outside 0 .. 1 or is 1; give for example 0.90.

    References
    ----------
    Baccelli & Hebuterne (1981), as in `erlang_a_service_level`, solved by bisection.
    """
    _require_share(share)
    _require_patience(abandonment_rate)
    waits, _ = _impatient_queue(arrival_rate, service_rate, servers, abandonment_rate)
    if waits <= 1.0 - share:
        return 0.0
    # Patience alone ends every wait with tail exp(-theta t): a wait beyond every percentile.
    early, late = 0.0, math.log(waits / (1.0 - share)) / abandonment_rate
    while early < (middle := 0.5 * (early + late)) < late:
        tail = _impatient_tail(arrival_rate, service_rate, servers, abandonment_rate, middle)
        if waits * tail > 1.0 - share:
            early = middle
        else:
            late = middle
    return late


def _inverse_loss(load: float, servers: int) -> float:
    """One over Erlang B [-]; infinite where the loss is below the least float."""
    require_positive(load=load)
    require(servers >= 0, f"servers is {servers}", "give a whole number of 0 or more")
    inverse = 1.0
    for server in range(1, servers + 1):
        inverse = 1.0 + inverse * server / load
    return inverse


def _delay_probability(arrival_rate: float, service_rate: float, servers: int) -> float:
    """Erlang C [fraction]."""
    require_positive(arrival_rate=arrival_rate, service_rate=service_rate)
    load = arrival_rate / service_rate
    require(
        load < servers,
        f"unstable: {load:g} erlangs on {servers} servers, the queue grows for ever",
        f"add servers, at least {math.floor(load) + 1}, or let callers abandon with erlang_a",
    )
    occupancy = load / servers
    return 1.0 / (1.0 + (_inverse_loss(load, servers) - 1.0) * (1.0 - occupancy))


def _impatient_queue(
    arrival_rate: float, service_rate: float, servers: int, abandonment_rate: float
) -> tuple[float, float]:
    """Probability of wait [fraction] and mean number waiting while all servers are busy [count]."""
    require_positive(arrival_rate=arrival_rate, service_rate=service_rate)
    require(servers >= 1, f"servers is {servers}", "give a whole number of 1 or more")
    log_weight, waiting = _queue_weights(
        servers * service_rate / abandonment_rate, arrival_rate / abandonment_rate
    )
    # Where the state "all busy, none waiting" weighs 1, those with an idle server weigh 1 / B - 1.
    idle = (_inverse_loss(arrival_rate / service_rate, servers) - 1.0) * math.exp(-log_weight)
    return 1.0 / (1.0 + idle), waiting


def _impatient_tail(
    arrival_rate: float, service_rate: float, servers: int, abandonment_rate: float, t: float
) -> float:
    """Share of the contacts that find all servers busy whose own wait exceeds ``t`` [fraction]."""
    order = servers * service_rate / abandonment_rate
    offered = arrival_rate / abandonment_rate
    left = math.exp(-abandonment_rate * t)
    later, _ = _queue_weights(order, offered * left)
    now, _ = _queue_weights(order, offered)
    drift = offered * -math.expm1(-abandonment_rate * t) - (order + 1.0) * abandonment_rate * t
    return math.exp(drift + later - now)


def _queue_weights(order: float, offered: float) -> tuple[float, float]:
    """Logarithm of S = sum of w_k, and the mean of k under w_k = offered^k / ((order + 1)_k).

    S is the series of the lower incomplete gamma function, which is ``offered ** order *
    exp(-offered) * S / order``.
    """
    weight = total = 1.0
    moment = 0.0
    log_scale = 0.0
    k = 0
    while True:
        k += 1
        ratio = offered / (order + k)
        weight *= ratio
        total += weight
        moment += k * weight
        if ratio < 1.0 and k * weight < 1e-17 * (1.0 - ratio) ** 2 * total:
            return math.log(total) + log_scale, moment / total
        if total > 1e250:
            weight, total, moment = weight * 1e-250, total * 1e-250, moment * 1e-250
            log_scale += 250.0 * math.log(10.0)


def _require_patience(abandonment_rate: float) -> None:
    """Stop unless callers abandon at all."""
    require(
        0.0 < abandonment_rate < math.inf,
        f"abandonment_rate is {abandonment_rate}",
        "give one over the mean patience, above 0, or use erlang_c for endless patience",
    )


def _require_share(share: float) -> None:
    """Stop unless the share names a percentile that exists."""
    require_fraction(share=share)
    require(share < 1.0, "share is 1 and no wait covers all contacts", "give for example 0.90")
