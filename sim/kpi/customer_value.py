"""Key figures of what customers are worth: how sales spread over them, what is still to come."""

import math

import numpy as np

from sim.kpi import tenure
from sim.kpi.measured import Measured, ratio
from sim.kpi.metric import metric
from sim.records import AMONG, CONCENTRATION, VIGINTILES, Array

TOP = VIGINTILES // 5
"""Twentieths in the best fifth."""


@metric(
    unit="fraction",
    stage="growth and profit",
    better="none",
    label="revenue from the best 20 % of customers",
)
def top_customers_share(run: Measured) -> float:
    """Revenue of the fifth of customers who buy most.

    Denominator: revenue of the measured months; NaN without any or with fewer than five customers.
    Everybody counts who was a customer at some moment of them, buying or not. Source: the 80/20
    rule (Schmittlein, Cooper & Morrison 1993).
    """
    return _top(run, "customers")


@metric(
    unit="fraction",
    stage="growth and profit",
    better="none",
    label="revenue from the best 20 % of buyers",
)
def top_buyers_share(run: Measured) -> float:
    """As `top_customers_share`, among those who bought at least once.

    Denominator: revenue of the measured months; NaN without any or with fewer than five buyers. The
    longer the time measured, the more have bought, and the lower either share. Source: Schmittlein,
    Cooper & Morrison (1993).
    """
    return _top(run, "buyers")


@metric(
    unit="-",
    stage="growth and profit",
    better="none",
    label="Gini of revenue",
)
def revenue_gini(run: Measured) -> float:
    """Inequality of revenue among customers: 0 when all buy alike, near 1 when one buys all.

    Denominator: revenue of the measured months; NaN without any. From twentieths, so a little below
    the figure of single customers. Source: Gini (1912), by trapezoids as Gastwirth (1972).
    """
    table = run.concentration[AMONG.index("customers")]
    people, revenue = _column(table, "people"), _column(table, "revenue")
    if revenue.sum() <= 0.0:
        return math.nan
    at, share = (np.append(0.0, part.cumsum() / part.sum()) for part in (people, revenue))
    under = float((np.diff(at) * (share[1:] + share[:-1])).sum()) / 2.0
    return 2.0 * under - 1.0


@metric(
    unit="currency",
    stage="growth and profit",
    better="up",
    label="lifetime value of a new customer",
)
def new_customer_value(run: Measured) -> float:
    """Expected discounted contribution of a customer who joins, as customers of each tenure show.

    Denominator: customers of each month of tenure, see `sim.kpi.tenure.lifetime` for the sum and
    its tail; NaN without customers or limit. Nothing is taken off for winning the customer. Source:
    Gupta & Lehmann (2003), with retention and margin by tenure; Fader & Hardie (2010).
    """
    return float(_life(run).value[0])


@metric(unit="currency", stage="growth and profit", better="up")
def customer_equity(run: Measured) -> float:
    """Lifetime values of the customers at the horizon, summed, each at the tenure reached.

    No denominator; people who are no customers at the horizon count nothing. NaN without limit.
    Source: Rust, Lemon & Zeithaml (2004), of today's customers alone.
    """
    return float(tenure.equity(_rows(run), _life(run)).sum())


def _top(run: Measured, among: str) -> float:
    table = run.concentration[AMONG.index(among)]
    if not _column(table, "people")[:TOP].any():
        return math.nan
    revenue = _column(table, "revenue")
    return ratio(float(revenue[:TOP].sum()), float(revenue.sum()))


def _column(table: Array, name: str) -> Array:
    return table[:, CONCENTRATION.column(name)]


def _rows(run: Measured) -> Array:
    """The tenure table of all segments together."""
    return np.asarray(run.tenure.sum(axis=1))


def _life(run: Measured) -> tenure.Lifetime:
    return tenure.lifetime(_rows(run), run.parameters.firm.discount_rate_per_year)
