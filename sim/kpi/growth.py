"""Key figures of growth and profit."""

import math

from sim.errors import RegimeError
from sim.kpi.customers import customer_retention
from sim.kpi.measured import Measured, discounting, ratio
from sim.kpi.metric import metric
from sim.theory import clv


@metric(unit="person", stage="growth and profit", better="up", label="customers at the end")
def customers_end(run: Measured) -> float:
    """Customers at the horizon.

    No denominator. Source: a count.
    """
    return float(run.monthly("customers_closing")[-1])


@metric(unit="fraction/year", stage="growth and profit", better="up")
def customer_growth(run: Measured) -> float:
    """Yearly growth of the number of customers from the start of measurement to the horizon.

    Denominator: customers at the start of measurement; NaN without any. Compounded, so that 0.1
    over three years is a third more customers. Source: the compound annual growth rate.
    """
    opening = float(run.monthly("customers_opening")[0])
    growth = ratio(float(run.monthly("customers_closing")[-1]), opening)
    return float(growth ** (1.0 / run.years)) - 1.0


@metric(unit="currency/year", stage="growth and profit", better="up", headline=True)
def revenue(run: Measured) -> float:
    """Sales of any kind, per year.

    Denominator: measured years. Source: the books.
    """
    return float(run.sales().sum()) / run.years


@metric(unit="currency/year", stage="growth and profit", better="up", headline=True)
def profit(run: Measured) -> float:
    """Income less expense, undiscounted, per year.

    Denominator: measured years. Source: the books.
    """
    return float(run.profits().sum()) / run.years


@metric(unit="fraction", stage="growth and profit", better="up")
def profit_margin(run: Measured) -> float:
    """Profit as a share of revenue.

    Denominator: revenue; NaN without sales. Source: return on sales.
    """
    return ratio(float(run.profits().sum()), float(run.sales().sum()))


@metric(unit="fraction", stage="growth and profit", better="down")
def reward_share(run: Measured) -> float:
    """Rewards of the loyalty programme as a share of revenue: what it gives away of each sale.

    Denominator: revenue; NaN without sales. Rewards on what would have been sold anyway are in it:
    a programme pays only if the difference in revenue outgrows them. Source: the books.
    """
    return ratio(float(run.account("rewards").sum()), float(run.sales().sum()))


@metric(
    unit="currency",
    stage="growth and profit",
    better="up",
    label="net present value of profit",
)
def npv(run: Measured) -> float:
    """Profit of the measured months, each discounted from its end to the start of measurement.

    No denominator; nothing is counted beyond the horizon. Source: net present value at the
    scenario's discount rate.
    """
    worth = discounting(len(run.firm), run.parameters.firm.discount_rate_per_year)
    return float((run.profits() * worth).sum())


@metric(
    unit="currency/year",
    stage="growth and profit",
    better="up",
)
def contribution_per_customer_year(run: Measured) -> float:
    """Revenue less what customers directly cost, for each year of a customer.

    Denominator: customer years, from the mean of opening and closing customers; NaN without any.
    Source: the margin m of Gupta & Lehmann (2003).
    """
    return ratio(float(run.contribution().sum()), run.customer_years())


@metric(
    unit="currency",
    stage="growth and profit",
    better="up",
)
def customer_lifetime_value(run: Measured) -> float:
    """Value of a customer for ever by the closed form m r / (1 + i - r), not a simulated sum.

    m is `contribution_per_customer_year`, r is `customer_retention`, i the discount rate; NaN
    where either is or where the sum has no limit. Source: Gupta & Lehmann (2003).
    """
    margin, kept = contribution_per_customer_year(run), customer_retention(run)
    if math.isnan(margin) or math.isnan(kept):
        return math.nan
    try:
        return clv(margin, kept, run.parameters.firm.discount_rate_per_year)
    except RegimeError:
        return math.nan


@metric(unit="currency", stage="growth and profit", better="up", label="cash at the end")
def cash_end(run: Measured) -> float:
    """Cash at the horizon.

    No denominator; opening cash and the warm-up's flows are in it. Source: the books.
    """
    return run.opening_cash + float(run.account("cash").sum())
