"""Retention under contract when customers differ: the shifted-beta-geometric model."""

from sim.theory.regime import require, require_positive


def sbg_survivors(alpha: float, beta: float, periods: int) -> tuple[float, ...]:
    """Share of a cohort still there after 0, 1, .. ``periods`` renewals.

    Each customer has a chance of leaving of their own, the same at every renewal, and these chances
    are beta distributed. The retention rate of the cohort rises with tenure although that of no
    customer does.

    Parameters
    ----------
    alpha, beta : float
        Shapes of the beta distribution of the chance to leave, > 0 [-].
    periods : int
        Renewals, >= 0 [count].

    Returns
    -------
    tuple of float
        S(0) = 1, S(1), .., S(periods) [fraction].

    Raises
    ------
    RegimeError
        If a shape is not above 0 or the renewals are negative; give numbers in range.

    References
    ----------
    Fader & Hardie (2007), "How to project customer retention", Journal of Interactive Marketing
    21(1): r_t = (beta + t - 1) / (alpha + beta + t - 1).
    """
    require_positive(alpha=alpha, beta=beta)
    require(periods >= 0, f"periods is {periods}", "give a whole number of 0 or more")
    survivors = [1.0]
    for renewal in range(periods):
        survivors.append(survivors[-1] * _retention(alpha, beta, renewal))
    return tuple(survivors)


def sbg_derl(alpha: float, beta: float, discount: float, renewals: int) -> float:
    """Discounted expected residual lifetime of a customer just before the next renewal.

    Parameters
    ----------
    alpha, beta : float
        As for `sbg_survivors`.
    discount : float
        Discount rate per period, > 0 [fraction/period].
    renewals : int
        Renewals made so far, >= 0 [count].

    Returns
    -------
    float
        Expected number of periods still to be paid, discounted, the next renewal undiscounted
        [period].

    Raises
    ------
    RegimeError
        If the discount is not above 0, a shape is not above 0 or the renewals are negative; give
        numbers in range.

    References
    ----------
    Fader & Hardie (2010), "Customer-base valuation in a contractual setting: the perils of ignoring
    heterogeneity", Marketing Science 29(1), the closed form in 2F1, summed here as its series.
    """
    require_positive(alpha=alpha, beta=beta, discount=discount)
    require(renewals >= 0, f"renewals is {renewals}", "give a whole number of 0 or more")
    worth = _retention(alpha, beta, renewals)
    total = 0.0
    renewal = renewals
    # What is left after a term is at most term / discount.
    while worth > 1e-17 * discount * total:
        total += worth
        renewal += 1
        worth *= _retention(alpha, beta, renewal) / (1.0 + discount)
    return total


def _retention(alpha: float, beta: float, renewals: int) -> float:
    """Share of those with so many renewals behind them who renew again [fraction]."""
    return (beta + renewals) / (alpha + beta + renewals)
