"""Buying without contract: how often customers buy, for how long and how much they spend."""

import math
from collections.abc import Iterator
from itertools import count, islice

from sim.theory.regime import require, require_not_negative, require_positive


def bgnbd_expected(r: float, alpha: float, a: float, b: float, t: float) -> float:
    """Expected repeat purchases by time ``t`` in the BG/NBD model.

    Parameters
    ----------
    r, alpha : float
        Shape [-] and rate [time] of the gamma distribution of purchase rates, > 0.
    a, b : float
        Shapes of the beta distribution of the chance to drop out after a purchase, > 0 [-].
    t : float
        Time since the first purchase, >= 0 [time].

    Returns
    -------
    float
        E[X(t)] [count].

    Raises
    ------
    RegimeError
        If a parameter is not above 0 or ``t`` is negative; give numbers in range.

    Notes
    -----
    The paper's form has a factor 1 / (a - 1) and a Gauss hypergeometric function, and cancels near
    a = 1. Its series says: opportunities to buy come as a negative binomial, and the j-th of them
    (from 0) finds the customer alive with probability B(a, b + j) / B(a, b). Summed that way every
    term is positive and a = 1 is no exception.

    References
    ----------
    Fader, Hardie & Lee (2005), "'Counting your customers' the easy way", Marketing Science 24(2),
    equation 9.
    """
    require_positive(r=r, alpha=alpha, a=a, b=b)
    require_not_negative(t=t)
    reach = t / (alpha + t)
    alive = 1.0
    bought = expected = 0.0
    for k, share in enumerate(_opportunities(r, alpha, t)):
        expected += share * bought
        # Once the shares fall at least this fast, what is left is below rounding.
        fall = 1.0 - reach * (r + k) / (k + 1.0)
        if fall > 0.0 and share * (bought + 1.0) <= 1e-17 * fall * fall * expected:
            break
        bought += alive
        alive *= (b + k) / (a + b + k)
    return expected


def bgnbd_probabilities(
    r: float, alpha: float, a: float, b: float, t: float, x_max: int
) -> tuple[float, ...]:
    """Probability of 0, 1, .. ``x_max`` repeat purchases by time ``t`` in the BG/NBD model.

    Parameters
    ----------
    r, alpha, a, b, t
        As for `bgnbd_expected`.
    x_max : int
        Largest count wanted, >= 0 [count].

    Returns
    -------
    tuple of float
        P(X(t) = 0), .., P(X(t) = x_max) [fraction].

    Raises
    ------
    RegimeError
        As `bgnbd_expected`, and if ``x_max`` is negative; give 0 or more.

    References
    ----------
    Fader, Hardie & Lee (2005), Marketing Science 24(2), equation 8: alive after x opportunities, or
    dropped out at purchase x with more than x - 1 opportunities.
    """
    require_positive(r=r, alpha=alpha, a=a, b=b)
    require_not_negative(t=t)
    require(x_max >= 0, f"x_max is {x_max}", "give a whole number of 0 or more")
    probabilities = []
    alive, dropped, more = 1.0, 0.0, 1.0
    for x, share in enumerate(islice(_opportunities(r, alpha, t), x_max + 1)):
        probabilities.append(alive * share + dropped * more)
        more = max(more - share, 0.0)
        dropped = alive * a / (a + b + x)
        alive -= dropped
    return tuple(probabilities)


def bgnbd_alive(
    r: float, alpha: float, a: float, b: float, x: int, last: float, age: float
) -> float:
    """Probability that a customer with a known history is still alive in the BG/NBD model.

    Parameters
    ----------
    r, alpha, a, b
        As for `bgnbd_expected`.
    x : int
        Repeat purchases so far, >= 0 [count].
    last : float
        Time from the first purchase to the last one, in 0 .. ``age`` [time].
    age : float
        Time since the first purchase [time].

    Returns
    -------
    float
        P(alive | x, t_x, T) [fraction].

    Raises
    ------
    RegimeError
        If a parameter is not above 0 or the history contradicts itself; give 0 <= last <= age.

    References
    ----------
    Fader, Hardie & Lee (2005), Marketing Science 24(2), the denominator of equation 10.
    """
    require_positive(r=r, alpha=alpha, a=a, b=b)
    require(x >= 0, f"x is {x}", "give a whole number of 0 or more")
    require(
        0.0 <= last <= age < math.inf,
        f"last purchase at {last} of a customer of age {age}",
        "give 0 <= last <= age",
    )
    if x == 0:
        return 1.0  # a customer drops out after a repeat purchase only
    silence = math.exp((r + x) * math.log((alpha + last) / (alpha + age)))
    return silence / (silence + a / (b + x - 1.0))


def bgnbd_log_likelihood(
    r: float, alpha: float, a: float, b: float, x: int, last: float, age: float
) -> float:
    """Log-likelihood of one customer's history in the BG/NBD model.

    Parameters
    ----------
    r, alpha, a, b, x, last, age
        As for `bgnbd_alive`.

    Returns
    -------
    float
        ln L(r, alpha, a, b | x, t_x, T); it depends on the unit of time through ``x`` [-].

    Raises
    ------
    RegimeError
        As `bgnbd_alive`.

    References
    ----------
    Fader, Hardie & Lee (2005), Marketing Science 24(2), equation 6: likely as the history of one
    who is alive, over the chance of being alive.
    """
    alive = bgnbd_alive(r, alpha, a, b, x, last, age)
    bought = math.lgamma(r + x) - math.lgamma(r)
    timed = r * math.log(alpha) - (r + x) * math.log(alpha + age)
    stayed = math.lgamma(b + x) - math.lgamma(b) + math.lgamma(a + b) - math.lgamma(a + b + x)
    return bought + timed + stayed - math.log(alive)


def bgnbd_conditional_expected(
    r: float, alpha: float, a: float, b: float, x: int, last: float, age: float, t: float
) -> float:
    """Expected purchases in the next ``t`` of a customer with a known history.

    Parameters
    ----------
    r, alpha, a, b, x, last, age
        As for `bgnbd_alive`.
    t : float
        Time ahead, >= 0 [time].

    Returns
    -------
    float
        E[Y(t) | x, t_x, T] [count].

    Raises
    ------
    RegimeError
        As `bgnbd_alive` and `bgnbd_expected`.

    References
    ----------
    Fader, Hardie & Lee (2005), Marketing Science 24(2), equation 10: alive, and then a new customer
    with updated parameters.
    """
    alive = bgnbd_alive(r, alpha, a, b, x, last, age)
    return alive * bgnbd_expected(r + x, alpha + age, a, b + x, t)


def pareto_nbd_expected(r: float, alpha: float, s: float, beta: float, t: float) -> float:
    """Expected repeat purchases by time ``t`` in the Pareto/NBD model.

    Parameters
    ----------
    r, alpha : float
        Shape [-] and rate [time] of the gamma distribution of purchase rates, > 0.
    s, beta : float
        Shape [-] and rate [time] of the gamma distribution of dropout rates, > 0.
    t : float
        Time since the first purchase, >= 0 [time].

    Returns
    -------
    float
        E[X(t)] [count].

    Raises
    ------
    RegimeError
        If a parameter is not above 0 or ``t`` is negative; give numbers in range.

    References
    ----------
    Schmittlein, Morrison & Colombo (1987), "Counting your customers", Management Science 33(1); at
    s = 1 its limit.
    """
    require_positive(r=r, alpha=alpha, s=s, beta=beta)
    require_not_negative(t=t)
    stretch = math.log1p(t / beta)
    lifetime = stretch if s == 1.0 else -math.expm1((1.0 - s) * stretch) / (s - 1.0)
    return r / alpha * beta * lifetime


def pareto_nbd_alive_share(s: float, beta: float, t: float) -> float:
    """Share of a cohort still alive at time ``t`` in the Pareto/NBD model.

    Parameters
    ----------
    s, beta, t
        As for `pareto_nbd_expected`.

    Returns
    -------
    float
        (beta / (beta + t))^s [fraction].

    Raises
    ------
    RegimeError
        As `pareto_nbd_expected`.

    References
    ----------
    Schmittlein, Morrison & Colombo (1987), Management Science 33(1): the Pareto of the second kind.
    """
    require_positive(s=s, beta=beta)
    require_not_negative(t=t)
    return math.exp(-s * math.log1p(t / beta))


def gamma_gamma_mean(p: float, q: float, v: float) -> float:
    """Mean spend per purchase over all customers in the gamma-gamma model.

    Parameters
    ----------
    p : float
        Shape of one customer's spend, > 0 [-].
    q : float
        Shape of the differences between customers, > 1 [-].
    v : float
        Scale of the differences between customers, gamma in the paper, > 0 [money].

    Returns
    -------
    float
        p v / (q - 1) [money].

    Raises
    ------
    RegimeError
        If q is not above 1, where the mean is infinite; fit q on customers with several purchases.

    References
    ----------
    Fader & Hardie (2013), "The gamma-gamma model of monetary value", note 025 at brucehardie.com;
    Fader, Hardie & Lee (2005), "RFM and CLV", Journal of Marketing Research 42(4).
    """
    require_positive(p=p, v=v)
    require(
        1.0 < q < math.inf,
        f"q is {q} and the mean spend is infinite",
        "give q above 1, fitted on customers with several purchases",
    )
    return p * v / (q - 1.0)


def _opportunities(r: float, alpha: float, t: float) -> Iterator[float]:
    """Chance of 0, 1, 2, .. opportunities by ``t``, a negative binomial, without end [fraction]."""
    log_reach = -math.log1p(alpha / t) if t > 0.0 else -math.inf
    log_share = -r * math.log1p(t / alpha)
    for k in count():
        yield math.exp(log_share)
        log_share += log_reach + math.log((r + k) / (k + 1.0))
