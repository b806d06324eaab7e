"""Customer lifetime value at constant retention: constant margins, and margins that grow."""

import math
from collections.abc import Sequence

from sim.theory.regime import require, require_fraction, require_positive


def clv(margin: float, retention: float, discount: float) -> float:
    """Value of a customer for ever: m r / (1 + i - r).

    The customer is there now; the first margin comes at the end of period 1 from those who stayed.

    Parameters
    ----------
    margin : float
        m, margin per period while a customer [money/period].
    retention : float
        r, share who stay from one period to the next [fraction].
    discount : float
        i, discount rate per period, > -1 and large enough that 1 + i exceeds r [fraction/period].

    Returns
    -------
    float
        Present value of the margins to come [money].

    Raises
    ------
    RegimeError
        If the sum of margins has no limit; raise the discount, lower the retention or take a
        horizon with `clv_over`.

    References
    ----------
    Gupta & Lehmann (2003), "Customers as assets", Journal of Interactive Marketing 17(1); Gupta,
    Lehmann & Stuart (2004), "Valuing customers", Journal of Marketing Research 41(1).
    """
    return margin * retention / _leak(retention, discount)


def clv_over(margin: float, retention: float, discount: float, periods: int) -> float:
    """Value of a customer over a horizon: the first ``periods`` terms of `clv`.

    Parameters
    ----------
    margin, retention, discount
        As for `clv`; retention 1 without discount is allowed.
    periods : int
        Horizon, >= 0 [period].

    Returns
    -------
    float
        Sum of m (r / (1 + i))^t for t = 1 .. periods [money].

    Raises
    ------
    RegimeError
        If retention is outside 0 .. 1, the discount is -1 or less or the horizon is negative; give
        numbers in range.

    References
    ----------
    Gupta & Lehmann (2003), as `clv`, truncated.
    """
    _require_rates(retention, discount)
    require(periods >= 0, f"periods is {periods}", "give a whole number of 0 or more")
    worth = retention / (1.0 + discount)
    return margin * math.fsum(worth**period for period in range(1, periods + 1))


def retention_elasticity(retention: float, discount: float) -> float:
    """Percentage by which `clv` rises when retention rises by one per cent of itself.

    Parameters
    ----------
    retention, discount
        As for `clv`.

    Returns
    -------
    float
        (1 + i) / (1 + i - r) [-].

    Raises
    ------
    RegimeError
        As `clv`.

    References
    ----------
    Gupta, Lehmann & Stuart (2004), "Valuing customers", Journal of Marketing Research 41(1); the
    derivative of `clv`.
    """
    return (1.0 + discount) / _leak(retention, discount)


def growing_value(
    profits: Sequence[float],
    growth: float,
    retention: float,
    discount: float,
    acquisition: float = 0.0,
) -> float:
    """Value for ever of a customer won today whose profit depends on tenure.

    Everybody brings the first period's profit, at its end; a share stays for each further one.

    Parameters
    ----------
    profits : sequence of float
        Profit in the first, second, ... period as a customer, at least one [money/period].
    growth : float
        By how much profit grows in each period after those, a constant amount [money/period].
    retention, discount
        As for `clv`.
    acquisition : float
        Cost of winning the customer, paid at once [money].

    Returns
    -------
    float
        Present value, the cost of winning taken off [money].

    Raises
    ------
    RegimeError
        As `clv`; if no profit is given, give that of the first period.

    References
    ----------
    After Reichheld & Sasser (1990), "Zero defections", Harvard Business Review 68(5), whose own
    discounting is not known. Arithmetic: sum of p_t r^(t-1) / (1+i)^t, of which the tail of n
    periods on, at l + g k in the k-th, is a geometric series and its derivative.
    """
    require(len(profits) > 0, "profits is empty", "give the profit of the first period")
    leak = _leak(retention, discount)
    worth = 1.0 / (1.0 + discount)
    kept = retention * worth
    early = math.fsum(profit * worth * kept**period for period, profit in enumerate(profits))
    late = profits[-1] / leak + growth * (1.0 + discount) / leak**2
    return early + kept ** len(profits) * late - acquisition


def value_of_a_life(
    profits: Sequence[float], life: float, discount: float, acquisition: float = 0.0
) -> float:
    """Value of a customer won today who stays for just so long.

    Parameters
    ----------
    profits : sequence of float
        Profit in the first, second, ... period as a customer, at least one; the last one is that
        of all later periods [money/period].
    life : float
        Time as a customer; part of a period brings that part of its profit, > 0 [period].
    discount : float
        i, discount rate per period, > -1 [fraction/period].
    acquisition : float
        Cost of winning the customer, paid at once [money].

    Returns
    -------
    float
        Present value of profits, each at the end of its period, the cost of winning taken off
        [money].

    Raises
    ------
    RegimeError
        If a number is out of its range; give numbers in range.

    References
    ----------
    After Reichheld & Sasser (1990), as `growing_value`; the life at a defection rate q is 1 / q.
    """
    require(len(profits) > 0, "profits is empty", "give the profit of the first period")
    require_positive(life=life)
    _require_rates(1.0, discount)
    whole = math.floor(life)

    def worth(period: int) -> float:
        return profits[min(period, len(profits) - 1)] / (1.0 + discount) ** (period + 1)

    return (
        math.fsum(worth(period) for period in range(whole))
        + (life - whole) * worth(whole)
        - acquisition
    )


def _leak(retention: float, discount: float) -> float:
    """1 + i - r, above 0 [fraction/period]."""
    _require_rates(retention, discount)
    leak = 1.0 + discount - retention
    require(
        leak > 0.0,
        f"retention {retention:g} at discount {discount:g} has no finite value",
        "raise the discount, lower the retention or take a horizon with clv_over",
    )
    return leak


def _require_rates(retention: float, discount: float) -> None:
    """Stop unless retention is a share and money keeps a finite worth."""
    require_fraction(retention=retention)
    require(-1.0 < discount < math.inf, f"discount is {discount}", "give 10 % as 0.10, above -1")
