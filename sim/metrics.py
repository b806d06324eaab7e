"""The catalogue of key figures: one small function each, with unit, denominator and source.

A figure reads the measured months of one run and returns a number; NaN says that nothing happened
that could be measured, so no figure ever divides by zero. Months of the warm-up are never read.
Contacts, complaints and relationships still open at the horizon count nowhere unless the
figure says so. Shares are fractions; levels in [0, 1] become points of 100.
"""

import math
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

import numpy as np

from sim.errors import RegimeError
from sim.parameters import DIMENSIONS, SELF_SERVICE, Parameters, Plan
from sim.records import (
    ACCOUNTS,
    ASSETS,
    CHANNELS,
    FIRM,
    SEGMENTS,
    TEAMS,
    WAIT_EDGES_MINUTES,
    Array,
    Records,
    Table,
)
from sim.theory import clv
from sim.units import MINUTE, YEAR

STAGES: Final = (
    "internal service quality",
    "employee satisfaction",
    "employee retention",
    "productivity",
    "service value",
    "customer satisfaction",
    "loyalty",
    "growth and profit",
)
"""Stages of the service-profit chain, in order (Heskett et al. 1994)."""

Better = Literal["up", "down", "none"]
"""Which way a figure should move; ``none`` where neither is good in itself."""

MONTHS_PER_YEAR: Final = 12.0
"""Months in a year [month]."""

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
        return self.firm[:, FIRM.index(column)]

    def total(self, column: str) -> float:
        """A column of the firm's table, summed over the months."""
        return float(self.monthly(column).sum())

    def own_teams(self, column: str) -> Array:
        """A column of our own teams month by month; partners' staff are not on our payroll."""
        own = [not team.is_partner for team in self.parameters.teams]
        return _column(self.teams[:, own], TEAMS, column).sum(axis=1)

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
        return _column(self.segments, SEGMENTS, "contribution").sum(axis=(1, 2))

    def account(self, name: str) -> Array:
        """Debits less credits of an account, month by month [currency]."""
        return self.ledger[:, [account.name for account in ACCOUNTS].index(name)]

    def profits(self) -> Array:
        """Income less expense, month by month [currency]."""
        flows = [account.kind != ASSETS for account in ACCOUNTS]
        return -self.ledger[:, flows].sum(axis=1)

    def sales(self) -> Array:
        """Sales of any kind, month by month [currency]."""
        return -(self.account("purchases") + self.account("service_sales"))


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
        records.waits[start:],
        records.ledger[start:],
    )


class Metric(NamedTuple):
    """One key figure of the catalogue."""

    name: str
    """Name in tables, on the command line and in the glossary."""
    label: str
    """Name for people."""
    unit: str
    """Unit of the value."""
    stage: str
    """Stage of the chain."""
    better: Better
    """Which way it should move."""
    headline: bool
    """Whether it stands for its stage in the chain."""
    compute: Callable[[Measured], float]
    """The figure."""

    @property
    def meaning(self) -> str:
        """First line of the figure's definition."""
        return (self.compute.__doc__ or "").strip().splitlines()[0]


_catalogue: dict[str, Metric] = {}


def metric(
    name: str,
    *,
    unit: str,
    stage: str,
    better: Better,
    headline: bool = False,
    label: str | None = None,
) -> Callable[[Callable[[Measured], float]], Callable[[Measured], float]]:
    """Enter a function in the catalogue.

    Parameters
    ----------
    name : str
        Name in tables; unique.
    unit : str
        Unit of the value, without brackets.
    stage : str
        One of `STAGES`.
    better : {"up", "down", "none"}
        Which way the figure should move.
    headline : bool
        Whether it stands for its stage.
    label : str, optional
        Name for people; the name with spaces unless given.

    Raises
    ------
    ValueError
        When the name is taken or the stage unknown; choose another.
    """
    if name in _catalogue or stage not in STAGES:
        raise ValueError(f"metric '{name}' of stage '{stage}': name taken or stage unknown")

    def enter(compute: Callable[[Measured], float]) -> Callable[[Measured], float]:
        shown = label or name.replace("_", " ")
        _catalogue[name] = Metric(name, shown, unit, stage, better, headline, compute)
        return compute

    return enter


def key_figures(run: Measured) -> dict[str, float]:
    """Every figure of the catalogue for one run, in the order of the chain."""
    return {name: entry.compute(run) for name, entry in CATALOGUE.items()}


def _column(table: Array, declared: Table, column: str) -> Array:
    return table[..., declared.index(column)]


def _ratio(part: float, whole: float) -> float:
    """Part of a whole; NaN when the whole is nothing."""
    return part / whole if whole else math.nan


def _kept_yearly(leaving: Array, there: Array) -> float:
    """Yearly share who stay: the geometric mean of monthly shares, to the power 12.

    Months with nobody there say nothing and are left out; NaN when no month is left.
    """
    some = there > 0.0
    if not some.any():
        return math.nan
    kept = np.maximum(0.0, 1.0 - leaving[some] / there[some])
    return float(np.prod(kept) ** (MONTHS_PER_YEAR / kept.size))


def _staff_mean(run: Measured, column: str) -> float:
    return _ratio(float(run.own_teams(column).sum()), float(run.own_teams("staff_closing").sum()))


def _score_mean(run: Measured, column: str) -> float:
    return POINTS * _ratio(run.contacts(f"{column}_sum"), run.contacts("scored"))


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


# --- internal service quality ---------------------------------------------------------------


@metric(
    "internal_quality",
    unit="point",
    stage="internal service quality",
    better="up",
    headline=True,
    label="internal service quality",
)
def internal_quality(run: Measured) -> float:
    """Internal service quality, mean of its levels at the ends of months.

    Denominator: measured months. Source: Heskett et al. (1994); the six drivers of
    `sim.parameters.DRIVERS`, weighted.
    """
    return POINTS * float(run.monthly("internal_quality").mean())


# --- employee satisfaction ------------------------------------------------------------------


@metric(
    "employee_satisfaction",
    unit="point",
    stage="employee satisfaction",
    better="up",
    headline=True,
)
def employee_satisfaction(run: Measured) -> float:
    """Satisfaction of own staff, mean over staff at the ends of months.

    Denominator: own staff, summed over ends of months; NaN without staff. Source: Heskett et al.
    (1994).
    """
    return POINTS * _staff_mean(run, "satisfaction_sum")


# --- employee retention ---------------------------------------------------------------------


@metric(
    "employee_retention",
    unit="fraction/year",
    stage="employee retention",
    better="up",
    headline=True,
)
def employee_retention(run: Measured) -> float:
    """Share of own staff who do not quit within a year.

    Geometric mean over months of 1 - quits / average staff, to the power 12; average staff is the
    mean of opening and closing. Released staff have not quit. NaN without staff. Source: the
    separation rate of labour statistics, compounded.
    """
    staff = (run.own_teams("staff_opening") + run.own_teams("staff_closing")) / 2.0
    return _kept_yearly(run.own_teams("quits"), staff)


@metric("quits_per_year", unit="employee/year", stage="employee retention", better="down")
def quits_per_year(run: Measured) -> float:
    """Own staff who quit, per year.

    Denominator: measured years; 0 without staff. Source: a count.
    """
    return float(run.own_teams("quits").sum()) / run.years


@metric("absence", unit="fraction", stage="employee retention", better="down")
def absence(run: Measured) -> float:
    """Shifts missed.

    Denominator: shifts rostered, own staff; NaN without shifts. Source: absence rate of labour
    statistics.
    """
    return _ratio(float(run.own_teams("absences").sum()), float(run.own_teams("shifts").sum()))


# --- productivity ---------------------------------------------------------------------------


@metric("occupancy", unit="fraction", stage="productivity", better="none", headline=True)
def occupancy(run: Measured) -> float:
    """Time serving as a share of time on duty.

    Denominator: time on duty of own staff, not paid time (that would be utilisation); NaN without
    duty. Source: Gans, Koole & Mandelbaum (2003), section 2.
    """
    return _ratio(float(run.own_teams("busy_time").sum()), float(run.own_teams("duty_time").sum()))


@metric(
    "contacts_per_paid_day",
    unit="contact/employee day",
    stage="productivity",
    better="up",
)
def contacts_per_paid_day(run: Measured) -> float:
    """Contacts served per calendar day of employment.

    Denominator: employment of own staff, days off and absences included; NaN without staff.
    Source: labour productivity, output over paid input.
    """
    return _ratio(float(run.own_teams("served").sum()), float(run.own_teams("paid_time").sum()))


@metric("efficiency", unit="fraction", stage="productivity", better="up", headline=True)
def efficiency(run: Measured) -> float:
    """Speed of own staff against that of the fully experienced, mean at the ends of months.

    Denominator: own staff, summed over ends of months; NaN without staff. Source: the learning
    curve of Oliva & Sterman (2001).
    """
    return _staff_mean(run, "efficiency_sum")


@metric("experience", unit="year", stage="productivity", better="up")
def experience(run: Measured) -> float:
    """Experience of own staff, mean at the ends of months.

    Denominator: own staff, summed over ends of months; NaN without staff. Source: as `efficiency`.
    """
    return _staff_mean(run, "experience_sum") / YEAR


# --- service value --------------------------------------------------------------------------


@metric("service_level", unit="fraction", stage="service value", better="up")
def service_level(run: Measured) -> float:
    """Contacts answered within the channel's target.

    Denominator: contacts answered or abandoned in channels with staff, so that giving up counts
    against us; NaN without any. Source: Gans, Koole & Mandelbaum (2003), section 4.1.
    """
    ended = run.staffed("answered") + run.staffed("abandoned")
    return _ratio(run.staffed("answered_in_target"), ended)


@metric("abandonment", unit="fraction", stage="service value", better="down")
def abandonment(run: Measured) -> float:
    """Contacts given up while waiting.

    Denominator: contacts answered or abandoned in channels with staff; NaN without any. Source:
    Garnett, Mandelbaum & Reiman (2002).
    """
    lost = run.staffed("abandoned")
    return _ratio(lost, run.staffed("answered") + lost)


@metric("mean_wait", unit="minute", stage="service value", better="down", label="mean wait")
def mean_wait(run: Measured) -> float:
    """Wait until service begins (average speed of answer).

    Denominator: contacts answered in channels with staff; NaN without any. Source: Gans, Koole &
    Mandelbaum (2003), section 4.1.
    """
    return _ratio(run.staffed("wait_time"), run.staffed("answered")) / MINUTE


@metric("wait_p90", unit="minute", stage="service value", better="down", label="90 % wait at most")
def wait_p90(run: Measured) -> float:
    """Wait that nine in ten answered contacts do not exceed.

    From the histogram of channels with staff, linear within a bin; a value in the open-ended last
    bin is its lower edge, so at least that. NaN without answered contacts. Source: a quantile.
    """
    counts = run.waits[:, run.has_staff()].sum(axis=(0, 1))
    reached = np.cumsum(counts)
    if not reached[-1]:
        return math.nan
    wanted = 0.9 * reached[-1]
    position = int(np.searchsorted(reached, wanted))
    low = WAIT_EDGES_MINUTES[position]
    if position + 1 == len(WAIT_EDGES_MINUTES):
        return low
    width = WAIT_EDGES_MINUTES[position + 1] - low
    return low + width * float(1.0 - (reached[position] - wanted) / counts[position])


@metric("failure_rate", unit="fraction", stage="service value", better="down")
def failure_rate(run: Measured) -> float:
    """Served contacts that failed.

    Denominator: contacts served, self-service included; NaN without any. Source: a share.
    """
    return _ratio(run.contacts("failures"), run.contacts("served"))


@metric("time_standard", unit="-", stage="service value", better="up", label="time standard")
def time_standard(run: Measured) -> float:
    """Time that staff think a customer deserves, 1 where it has not eroded; at the ends of months.

    Denominator: own staff, summed over ends of months; NaN without staff. Source: desired time per
    order of Oliva & Sterman (2001).
    """
    return _staff_mean(run, "standard_sum")


@metric("service_quality", unit="point", stage="service value", better="up", headline=True)
def service_quality(run: Measured) -> float:
    """Perceived quality of contacts, the five dimensions weighted by importance.

    Denominator: contacts that a customer judged; NaN without any. Source: Parasuraman, Zeithaml &
    Berry (1988), perceptions only, as Cronin & Taylor (1992).
    """
    weights = run.parameters.perception.weights
    return sum(
        weight * _score_mean(run, name) for name, weight in zip(DIMENSIONS, weights, strict=True)
    )


@metric("reliability", unit="point", stage="service value", better="up")
def reliability(run: Measured) -> float:
    """Perceived reliability: the promised service, dependably and accurately.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "reliability")


@metric("responsiveness", unit="point", stage="service value", better="up")
def responsiveness(run: Measured) -> float:
    """Perceived responsiveness: help without delay.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "responsiveness")


@metric("assurance", unit="point", stage="service value", better="up")
def assurance(run: Measured) -> float:
    """Perceived assurance: knowledge and courtesy that inspire trust.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "assurance")


@metric("empathy", unit="point", stage="service value", better="up")
def empathy(run: Measured) -> float:
    """Perceived empathy: caring, individual attention.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "empathy")


@metric("tangibles", unit="point", stage="service value", better="up")
def tangibles(run: Measured) -> float:
    """Perceived tangibles: premises, equipment, appearance.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "tangibles")


# --- customer satisfaction ------------------------------------------------------------------


@metric(
    "customer_satisfaction",
    unit="point",
    stage="customer satisfaction",
    better="up",
    headline=True,
)
def customer_satisfaction(run: Measured) -> float:
    """Satisfaction of customers (CSAT), mean over customers at the ends of months.

    Denominator: customers, summed over ends of months; NaN without customers. Source: Heskett et
    al. (1994).
    """
    return POINTS * _ratio(run.total("satisfaction_sum"), run.total("customers_closing"))


@metric("nps", unit="point", stage="customer satisfaction", better="up", label="NPS")
def nps(run: Measured) -> float:
    """Net promoter score: promoters less detractors in 100 customers, at the ends of months.

    Denominator: customers, summed over ends of months; NaN without customers. Source: Reichheld
    (2003).
    """
    net = run.total("promoters") - run.total("detractors")
    return POINTS * _ratio(net, run.total("customers_closing"))


@metric("complaint_rate", unit="fraction", stage="customer satisfaction", better="down")
def complaint_rate(run: Measured) -> float:
    """Complaints per contact served.

    Denominator: contacts served, self-service included; NaN without any. Source: a rate.
    """
    return _ratio(run.total("complaints"), run.contacts("served"))


@metric("voice_rate", unit="fraction", stage="customer satisfaction", better="none")
def voice_rate(run: Measured) -> float:
    """Failures that customers complain about rather than swallow.

    Denominator: failed contacts; NaN without any. Source: Hirschman (1970), voice against exit.
    """
    return _ratio(run.total("complaints"), run.total("failures"))


@metric("recovery_score", unit="point", stage="customer satisfaction", better="up")
def recovery_score(run: Measured) -> float:
    """What complainants make of the answer.

    Denominator: complaints answered in the measured months; NaN without any. Source: Orsingher,
    Valentini & de Angelis (2010).
    """
    return POINTS * _ratio(run.total("recovery_sum"), run.total("complaints_closed"))


@metric("complaint_days", unit="day", stage="customer satisfaction", better="down")
def complaint_days(run: Measured) -> float:
    """Time from complaint to answer.

    Denominator: complaints answered in the measured months, open ones are not counted; NaN without
    any. Source: a mean.
    """
    return _ratio(run.total("complaint_time"), run.total("complaints_closed"))


# --- loyalty --------------------------------------------------------------------------------


@metric(
    "customer_retention",
    unit="fraction/year",
    stage="loyalty",
    better="up",
    headline=True,
)
def customer_retention(run: Measured) -> float:
    """Share of customers who stay for a year.

    Geometric mean over months of 1 - lost / opening customers, to the power 12; those lost in the
    month in which they came count. NaN without customers. Source: the retention rate r of Gupta &
    Lehmann (2003).
    """
    return _kept_yearly(run.monthly("lost"), run.monthly("customers_opening"))


@metric("share_of_wallet", unit="fraction", stage="loyalty", better="up", headline=True)
def share_of_wallet(run: Measured) -> float:
    """Purchase needs that customers bring to us.

    Denominator: purchase needs of customers; NaN without any. Source: Cooil et al. (2007), counted
    in needs, not in money.
    """
    return _ratio(run.total("purchase_needs_ours"), run.total("purchase_needs"))


@metric("purchases_per_customer_year", unit="purchase/year", stage="loyalty", better="up")
def purchases_per_customer_year(run: Measured) -> float:
    """Sales in purchase contacts for each year of a customer.

    Denominator: customer years, from the mean of opening and closing customers; NaN without any.
    Source: a rate.
    """
    return _ratio(run.total("purchases"), run.customer_years())


@metric("referrals", unit="person/year", stage="loyalty", better="up")
def referrals(run: Measured) -> float:
    """Customers gained by word of mouth, per year.

    Denominator: measured years. Source: Reichheld & Sasser (1990), a count here.
    """
    return run.total("gained_word_of_mouth") / run.years


@metric("customers_gained", unit="person/year", stage="loyalty", better="up")
def customers_gained(run: Measured) -> float:
    """New customers from every source, those won back among them, per year.

    Denominator: measured years. Source: a count.
    """
    sources = ("unprompted", "advertising", "word_of_mouth", "opening")
    return sum(run.total(f"gained_{source}") for source in sources) / run.years


@metric("customers_won_back", unit="person/year", stage="loyalty", better="up")
def customers_won_back(run: Measured) -> float:
    """New customers who had been customers before, per year.

    Denominator: measured years. Source: a count.
    """
    return run.total("won_back") / run.years


# --- growth and profit ----------------------------------------------------------------------


@metric("customers_end", unit="person", stage="growth and profit", better="up")
def customers_end(run: Measured) -> float:
    """Customers at the horizon.

    No denominator. Source: a count.
    """
    return float(run.monthly("customers_closing")[-1])


@metric("revenue", unit="currency/year", stage="growth and profit", better="up", headline=True)
def revenue(run: Measured) -> float:
    """Sales of any kind, per year.

    Denominator: measured years. Source: the books.
    """
    return float(run.sales().sum()) / run.years


@metric("profit", unit="currency/year", stage="growth and profit", better="up", headline=True)
def profit(run: Measured) -> float:
    """Income less expense, undiscounted, per year.

    Denominator: measured years. Source: the books.
    """
    return float(run.profits().sum()) / run.years


@metric("profit_margin", unit="fraction", stage="growth and profit", better="up")
def profit_margin(run: Measured) -> float:
    """Profit as a share of revenue.

    Denominator: revenue; NaN without sales. Source: return on sales.
    """
    return _ratio(float(run.profits().sum()), float(run.sales().sum()))


@metric(
    "npv",
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
    "contribution_per_customer_year",
    unit="currency/year",
    stage="growth and profit",
    better="up",
)
def contribution_per_customer_year(run: Measured) -> float:
    """Revenue less what customers directly cost, for each year of a customer.

    Denominator: customer years, from the mean of opening and closing customers; NaN without any.
    Source: the margin m of Gupta & Lehmann (2003).
    """
    return _ratio(float(run.contribution().sum()), run.customer_years())


@metric(
    "customer_lifetime_value",
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


@metric("cash_end", unit="currency", stage="growth and profit", better="up")
def cash_end(run: Measured) -> float:
    """Cash at the horizon.

    No denominator; opening cash and the warm-up's flows are in it. Source: the books.
    """
    return run.opening_cash + float(run.account("cash").sum())


CATALOGUE: Final = dict(_catalogue)
"""Every figure by name, in the order of the chain."""
