"""Work beyond the shift: how long, how hard, how paid."""

from sim.behaviour.roster import contracted_per_week, shift_length
from sim.parameters import Team
from sim.units import WEEK, Days, Fraction, Money


def overtime_limit(pressure: float, team: Team) -> Days:
    """Time for which an employee stays on after a shift, as long as customers wait.

    Parameters
    ----------
    pressure : float
        Work pressure on the team; 1 is normal [-].
    team : Team
        Gives the shift and the most overtime.

    Returns
    -------
    float
        The part of the shift by which pressure is above normal, up to the most [day].

    References
    ----------
    Oliva & Sterman (2001), direction: work intensity rises with work pressure. Assumption:
    proportional, with a cap.
    """
    return min(max(pressure - 1.0, 0.0) * shift_length(team), team.overtime)


def work_intensity(occupancy: Fraction, overtime: Days, team: Team) -> float:
    """How much an employee has worked in a week, against the time that should take.

    Parameters
    ----------
    occupancy : float
        Time serving over time on duty [fraction].
    overtime : float
        Time on duty beyond the shifts [day].
    team : Team
        Gives working time.

    Returns
    -------
    float
        Occupancy, and overtime over contracted time on top; may exceed 1 [-].

    References
    ----------
    Oliva & Sterman (2001), direction: long hours tire. Assumption: an hour beyond the shift tires
    like an hour more work within it.
    """
    return occupancy + overtime / contracted_per_week(team)


def overtime_pay(team: Team, overtime: Days) -> Money:
    """Pay for time beyond the shift.

    Parameters
    ----------
    team : Team
        Gives pay, working time and the factor.
    overtime : float
        Time on duty beyond the shift [day].

    Returns
    -------
    float
        Pay; 0 for a partner's staff [currency].

    References
    ----------
    Arithmetic: a week's pay per contracted time, times the factor.
    """
    if team.is_partner:
        return 0.0
    per_week = team.pay_per_day * WEEK
    return per_week / contracted_per_week(team) * overtime * team.overtime_pay_factor
