"""Key figures of the firm's inside: internal quality, employees, their productivity."""

from sim.kpi.measured import POINTS, Measured, kept_yearly, ratio
from sim.kpi.metric import metric
from sim.units import YEAR


@metric(
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


@metric(
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


@metric(
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
    return kept_yearly(run.own_teams("quits"), staff)


@metric(unit="employee/year", stage="employee retention", better="down")
def quits_per_year(run: Measured) -> float:
    """Own staff who quit, per year.

    Denominator: measured years; 0 without staff. Source: a count.
    """
    return float(run.own_teams("quits").sum()) / run.years


@metric(unit="fraction", stage="employee retention", better="down")
def absence(run: Measured) -> float:
    """Shifts missed.

    Denominator: shifts rostered, own staff; NaN without shifts. Source: absence rate of labour
    statistics.
    """
    return ratio(float(run.own_teams("absences").sum()), float(run.own_teams("shifts").sum()))


@metric(unit="fraction", stage="productivity", better="none", headline=True)
def occupancy(run: Measured) -> float:
    """Time serving as a share of time on duty.

    Denominator: time on duty of own staff, not paid time (that would be utilisation); NaN without
    duty. Source: Gans, Koole & Mandelbaum (2003), section 2.
    """
    return ratio(float(run.own_teams("busy_time").sum()), float(run.own_teams("duty_time").sum()))


@metric(
    unit="contact/employee day",
    stage="productivity",
    better="up",
)
def contacts_per_paid_day(run: Measured) -> float:
    """Contacts served per calendar day of employment.

    Denominator: employment of own staff, days off and absences included; NaN without staff.
    Source: labour productivity, output over paid input.
    """
    return ratio(float(run.own_teams("served").sum()), float(run.own_teams("paid_time").sum()))


@metric(unit="fraction", stage="productivity", better="up", headline=True)
def efficiency(run: Measured) -> float:
    """Speed of own staff against that of the fully experienced, mean at the ends of months.

    Denominator: own staff, summed over ends of months; NaN without staff. Source: De Grip,
    Sauermann & Sieben (2016) for the size of the gap; exponential learning is assumed.
    """
    return _staff_mean(run, "efficiency_sum")


@metric(unit="year", stage="productivity", better="up")
def experience(run: Measured) -> float:
    """Experience of own staff, mean at the ends of months.

    Denominator: own staff, summed over ends of months; NaN without staff. Source: as `efficiency`.
    """
    return _staff_mean(run, "experience_sum") / YEAR


def _staff_mean(run: Measured, column: str) -> float:
    return ratio(float(run.own_teams(column).sum()), float(run.own_teams("staff_closing").sum()))
