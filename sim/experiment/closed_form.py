"""The textbook's answer by customer lifetime value, the simulated one, and why they differ."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import Interval, mean_interval
from sim.errors import RegimeError
from sim.experiment import tables
from sim.experiment.differences import by_world, declared
from sim.experiment.job import BASE
from sim.language import later
from sim.metrics import discounting
from sim.theory import clv, clv_over
from sim.units import MONTHS_PER_YEAR

Months = NDArray[np.float64]
"""One row per replication, one column per measured month."""


class Formula(NamedTuple):
    """What the formula says about one alternative."""

    customers: float
    """Customers when measurement starts [person]."""
    margin: float
    """m, contribution per customer [currency/year]."""
    retention_base: float
    """r in the base [fraction/year]."""
    retention_alternative: float
    """r in the alternative [fraction/year]."""
    discount: float
    """i [fraction/year]."""

    def value(self, retention: float) -> float:
        """Lifetime value at a yearly retention [currency]; NaN where it has no limit."""
        try:
            return clv(self.margin, retention, self.discount)
        except RegimeError:
            return math.nan

    def change(self) -> float:
        """Customers times the change of lifetime value [currency]."""
        gain = self.value(self.retention_alternative) - self.value(self.retention_base)
        return self.customers * gain

    def monthly(self) -> "Formula":
        """The same relationship, paid and decided month by month."""
        share = 1.0 / MONTHS_PER_YEAR
        return Formula(
            self.customers,
            self.margin * share,
            self.retention_base**share,
            self.retention_alternative**share,
            (1.0 + self.discount) ** share - 1.0,
        )

    def change_over(self, periods: int) -> float:
        """As `change`, the first so many periods alone [currency]."""
        if math.isnan(self.margin + self.retention_alternative + self.retention_base):
            return math.nan
        worth = (
            clv_over(self.margin, kept, self.discount, periods)
            for kept in (self.retention_alternative, self.retention_base)
        )
        return self.customers * (next(worth) - next(worth))


class Simulated(NamedTuple):
    """What the runs say about one alternative, discounted to the start of measurement."""

    contribution: Interval
    """Change of contribution [currency]."""
    profit: Interval
    """Change of profit [currency]."""
    customers: float
    """Change of customers, each month's at the base's contribution per customer [currency]."""

    @property
    def costs(self) -> float:
        """Change of the costs that contribution leaves out [currency]."""
        return self.contribution.mean - self.profit.mean


def closed_form_tables(
    runs: pd.DataFrame,
    timeseries: pd.DataFrame,
    worlds: Sequence[str],
    *,
    discount: float,
    confidence: float,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The comparison with the closed form, and the bridge between the two.

    The formula is fed with what the runs measured: customers at the start, contribution per
    customer and retention of the base, retention of the alternative. Where an alternative does not
    move retention the formula therefore says that nothing is gained.

    Parameters
    ----------
    runs, timeseries : DataFrame
        Tables of an answer.
    worlds : sequence of str
        Names of the worlds, the base first.
    discount : float
        Discount rate [fraction/year].
    confidence : float
        Confidence of the intervals [fraction].

    Returns
    -------
    closed_form, bridge : DataFrame
        As declared in `sim.experiment.tables`.

    References
    ----------
    Gupta & Lehmann (2003), "Customers as assets", Journal of Interactive Marketing 17(1).
    """
    measured = timeseries[timeseries["month"] >= 0]
    rows: list[dict[str, object]] = []
    steps: list[dict[str, object]] = []
    figures = by_world(runs, worlds)
    for world in worlds:
        if world == BASE:
            continue
        pairs = _pairs(runs, world)
        before, after = (_Paths.of(measured, name, pairs) for name in (BASE, world))
        formula = Formula(
            _mean(before.opening) if pairs else math.nan,
            _mean(figures[BASE].loc[pairs, "contribution_per_customer_year"].to_numpy()),
            _mean(figures[BASE].loc[pairs, "customer_retention"].to_numpy()),
            _mean(figures[world].loc[pairs, "customer_retention"].to_numpy()),
            discount,
        )
        simulated = _simulated(before, after, discount, confidence)
        months = before.profit.shape[1]
        rows.append(_row(world, formula, simulated, months, confidence))
        steps += [{"alternative": world, **step} for step in _bridge(formula, simulated, months)]
    return declared(rows, tables.CLOSED_FORM), declared(steps, tables.BRIDGE)


class _Paths(NamedTuple):
    """Monthly paths of one world over the paired replications."""

    opening: Months
    """Opening customers: there when measurement starts, or set to join during it."""
    customers: Months
    contribution: Months
    profit: Months

    @classmethod
    def of(cls, measured: pd.DataFrame, world: str, replications: list[int]) -> "_Paths":
        own = measured[measured["alternative"] == world]
        shape = len(replications), own["month"].nunique()
        own = own[own["replication"].isin(replications)].sort_values(["replication", "month"])

        def path(column: str) -> Months:
            return own[column].to_numpy(dtype=np.float64).reshape(shape)

        before, after = path("customers_opening"), path("customers_closing")
        opening = before[:, :1].sum(axis=1) + path("gained_opening").sum(axis=1)
        return cls(opening, (before + after) / 2.0, path("contribution"), path("profit"))


def _pairs(runs: pd.DataFrame, world: str) -> list[int]:
    """Replications in which both the base and the world came to their end."""
    done = runs[runs["status"] == tables.OK]
    both = (set(done[done["alternative"] == name]["replication"]) for name in (BASE, world))
    return sorted(int(number) for number in set.intersection(*both))


def _mean(values: NDArray[np.float64]) -> float:
    return mean_interval(values, 0.5).mean


def _simulated(before: _Paths, after: _Paths, discount: float, confidence: float) -> Simulated:
    """Discounted changes, replication by replication."""
    worth = discounting(before.profit.shape[1], discount)
    each = np.divide(
        before.contribution,
        before.customers,
        out=np.zeros_like(before.contribution),
        where=before.customers > 0.0,
    )
    return Simulated(
        mean_interval((after.contribution - before.contribution) @ worth, confidence),
        mean_interval((after.profit - before.profit) @ worth, confidence),
        _mean(((after.customers - before.customers) * each) @ worth),
    )


def _row(
    world: str, formula: Formula, simulated: Simulated, months: int, confidence: float
) -> dict[str, object]:
    base, other = (
        formula.value(kept) for kept in (formula.retention_base, formula.retention_alternative)
    )
    return {
        "alternative": world,
        "customers_at_start": formula.customers,
        "margin_per_customer_year": formula.margin,
        "retention_base": formula.retention_base,
        "retention_alternative": formula.retention_alternative,
        "discount": formula.discount,
        "clv_base": base,
        "clv_alternative": other,
        "formula_change": formula.change(),
        "formula_relative": (other - base) / abs(base) if base else math.nan,
        "formula_over_horizon": formula.monthly().change_over(months),
        "simulated_contribution_change": simulated.contribution.mean,
        "simulated_contribution_low": simulated.contribution.low,
        "simulated_contribution_high": simulated.contribution.high,
        "costs_change": simulated.costs,
        "simulated_profit_change": simulated.profit.mean,
        "simulated_profit_low": simulated.profit.low,
        "simulated_profit_high": simulated.profit.high,
        "confidence": confidence,
        "replications": simulated.profit.size,
    }


def _bridge(formula: Formula, simulated: Simulated, months: int) -> list[dict[str, object]]:
    """Sums and the steps between them; each sum is the one before plus its steps."""
    for_ever, over = formula.monthly().change(), formula.monthly().change_over(months)
    steps = (
        (
            later("closed form, for ever"),
            tables.TOTAL,
            formula.change(),
            later("opening customers times the change of lifetime value m r / (1 + i - r)"),
        ),
        (
            later("paid monthly"),
            tables.CHANGE,
            for_ever - formula.change(),
            later("customers pay and leave month by month; the formula counts whole years"),
        ),
        (
            later("horizon"),
            tables.CHANGE,
            over - for_ever,
            later("only the measured months count; the formula goes on for ever"),
        ),
        (
            later("closed form, to the horizon"),
            tables.TOTAL,
            over,
            later("what the formula promises for the months that are simulated"),
        ),
        (
            later("number of customers"),
            tables.CHANGE,
            simulated.customers - over,
            later(
                "the gain may come late, people differ in how readily they leave, new customers "
                "and former ones come from a finite market"
            ),
        ),
        (
            later("contribution per customer"),
            tables.CHANGE,
            simulated.contribution.mean - simulated.customers,
            later(
                "those kept buy more or less than the average, satisfaction and prices move "
                "spending, and more customers wait in the same queues"
            ),
        ),
        (
            later("simulated contribution"),
            tables.TOTAL,
            simulated.contribution.mean,
            later("revenue less what customers directly cost, discounted"),
        ),
        (
            later("other costs"),
            tables.CHANGE,
            0.0 - simulated.costs,
            later(
                "wages, hiring, budgets, advertising, the initiative itself: the formula leaves "
                "them out"
            ),
        ),
        (
            later("simulated profit"),
            tables.TOTAL,
            simulated.profit.mean,
            later("profit of the measured months, discounted"),
        ),
    )
    return [
        {"step": step, "measure": measure, "amount": amount, "why": why}
        for step, measure, amount, why in steps
    ]
