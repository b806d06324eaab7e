"""The measured months of one run, as key figures read them."""

import math
from typing import Final, NamedTuple

import numpy as np

from sim.parameters import SELF_SERVICE, Parameters, Plan
from sim.records import (
    ACCOUNTS,
    ASSETS,
    CHANNELS,
    FIRM,
    SEGMENTS,
    TEAMS,
    Array,
    Records,
    Table,
)
from sim.units import MONTHS_PER_YEAR

POINTS: Final = 100.0
"""Points of a full level [point]."""


class Measured(NamedTuple):
    """The measured months of one run, with what figures need to know of the plan."""

    parameters: Parameters
    """The base in force at time 0: names, staffing of channels, weights, discount rate."""
    opening_cash: float
    """Cash when measurement starts [currency]."""
    firm: Array
    """(months, columns of `FIRM`)."""
    segments: Array
    """(months, segments, tiers, columns of `SEGMENTS`)."""
    channels: Array
    """(months, channels, columns of `CHANNELS`)."""
    teams: Array
    """(months, teams, columns of `TEAMS`)."""
    tenure: Array
    """(`TENURE_MONTHS`, segments, columns of `TENURE`)."""
    concentration: Array
    """(`AMONG`, `VIGINTILES`, columns of `CONCENTRATION`)."""
    waits: Array
    """(months, channels, bins of `WAIT_EDGES_MINUTES`)."""
    ledger: Array
    """(months, `ACCOUNTS`)."""

    @property
    def years(self) -> float:
        """Measured time [year]."""
        return len(self.firm) / MONTHS_PER_YEAR

    def monthly(self, column: str) -> Array:
        """A column of the firm's table, month by month."""
        return self.firm[:, FIRM.column(column)]

    def total(self, column: str) -> float:
        """A column of the firm's table, summed over the months."""
        return float(self.monthly(column).sum())

    def own_teams(self, column: str) -> Array:
        """A column of our own teams month by month; partners' staff are not on our payroll."""
        own = [not team.is_partner for team in self.parameters.teams]
        return _summed(_column(self.teams[:, own], TEAMS, column))

    def contacts(self, column: str) -> float:
        """A column of all channels, summed."""
        return float(_column(self.channels, CHANNELS, column).sum())

    def staffed(self, column: str) -> float:
        """A column of the channels with staff, summed; self-service keeps nobody waiting."""
        return float(_column(self.channels[:, self.has_staff()], CHANNELS, column).sum())

    def has_staff(self) -> list[bool]:
        """Whether each channel is served by a team."""
        return [channel.team != SELF_SERVICE for channel in self.parameters.channels]

    def customers(self) -> Array:
        """Mean of opening and closing customers, month by month [person]."""
        return (self.monthly("customers_opening") + self.monthly("customers_closing")) / 2.0

    def customer_years(self) -> float:
        """Time spent as customers, summed over people [person year]."""
        return float(self.customers().sum()) / MONTHS_PER_YEAR

    def contribution(self) -> Array:
        """Revenue less what customers directly cost, month by month [currency]."""
        return _summed(_column(self.segments, SEGMENTS, "contribution"))

    def account(self, name: str) -> Array:
        """Debits less credits of an account, month by month [currency]."""
        return self.ledger[:, [account.name for account in ACCOUNTS].index(name)]

    def profits(self) -> Array:
        """Income less expense, month by month [currency]."""
        flows = [account.kind != ASSETS for account in ACCOUNTS]
        return 0.0 - _summed(self.ledger[:, flows])

    def sales(self) -> Array:
        """Sales of any kind, month by month [currency]."""
        return 0.0 - (self.account("purchases") + self.account("service_sales"))


def measured(records: Records, plan: Plan) -> Measured:
    """Cut the warm-up off a run.

    Parameters
    ----------
    records : Records
        One run, warm-up included.
    plan : Plan
        The plan that was run.

    Returns
    -------
    Measured
        Views of the measured months; nothing is copied.
    """
    start = plan.warm_up_months
    parameters = plan.regimes[0].parameters
    cash = [account.name for account in ACCOUNTS].index("cash")
    return Measured(
        parameters,
        parameters.firm.opening_cash + float(records.ledger[:start, cash].sum()),
        records.firm[start:],
        records.segments[start:],
        records.channels[start:],
        records.teams[start:],
        records.tenure,
        records.concentration,
        records.waits[start:],
        records.ledger[start:],
    )


def discounting(months: int, rate_per_year: float) -> Array:
    """Worth of one unit of money at the end of each month, seen from the start of measurement.

    Parameters
    ----------
    months : int
        Number of months.
    rate_per_year : float
        Discount rate [fraction/year].

    Returns
    -------
    Array
        (1 + rate) ** (-t / 12) for t = 1 .. months [-].
    """
    return (1.0 + rate_per_year) ** (-np.arange(1.0, months + 1.0) / MONTHS_PER_YEAR)


def ratio(part: float, whole: float) -> float:
    """Part of a whole; NaN when the whole is nothing."""
    return part / whole if whole else math.nan


def kept_yearly(leaving: Array, there: Array) -> float:
    """Yearly share who stay: the geometric mean of monthly shares, to the power 12.

    Months with nobody there say nothing and are left out; NaN when no month is left.
    """
    some = there > 0.0
    if not some.any():
        return math.nan
    kept = np.maximum(0.0, 1.0 - leaving[some] / there[some])
    return float(np.prod(kept) ** (MONTHS_PER_YEAR / kept.size))


def _column(table: Array, declared: Table, column: str) -> Array:
    return table[..., declared.column(column)]


def _summed(table: Array) -> Array:
    """Each month's sum over everything else."""
    return np.asarray(table.reshape(len(table), -1).sum(axis=1), dtype=np.float64)
