"""When an employee works."""

import math

from sim.parameters import Team
from sim.units import DAYS_PER_WEEK, Days


def works_on(day: int, position: int, team: Team) -> bool:
    """Whether the holder of a position is rostered on a day; days off rotate over positions.

    The days off of one position end where those of the position before begin, so that any two
    open days are covered by the same number of people, give or take one.

    Parameters
    ----------
    day : int
        Day of the clock; day 0 is a Monday [day].
    position : int
        Number of the position in the team [-].
    team : Team
        Gives open days and days per week.

    Returns
    -------
    bool

    References
    ----------
    Assumption: a fixed rotating pattern.
    """
    weekday = day % DAYS_PER_WEEK
    if not team.open_days[weekday]:
        return False
    n_open = 0
    rank = 0
    for candidate in range(DAYS_PER_WEEK):
        if candidate == weekday:
            rank = n_open
        if team.open_days[candidate]:
            n_open += 1
    days_off = n_open - team.days_per_week
    return (rank + position * days_off) % n_open < team.days_per_week


def shift_start(day: int, position: int, team: Team) -> Days:
    """Start of a position's shift on a day; positions take turns weekly at early and late.

    Parameters
    ----------
    day : int
        Day of the clock [day].
    position : int
        Number of the position in the team [-].
    team : Team
        Gives hours, length of shift and the share of late shifts.

    Returns
    -------
    float
        Start on the clock; early at opening, late so that it ends at closing [day].

    References
    ----------
    Assumption: two shifts when the hours are longer than one; among any neighbours, and over any
    weeks, the share on the late one is as wanted, give or take one.
    """
    late = max(team.closes - team.shift, team.opens)
    turn = position + day // DAYS_PER_WEEK
    is_late = math.floor((turn + 1) * team.late_fraction) > math.floor(turn * team.late_fraction)
    return day + (late if is_late else team.opens)


def shift_length(team: Team) -> Days:
    """Length of a shift, within the team's hours.

    Parameters
    ----------
    team : Team
        Gives hours and length.

    Returns
    -------
    float
        Length [day].

    References
    ----------
    Assumption: nobody is on duty outside the team's hours.
    """
    return min(team.shift, team.closes - team.opens)


def contracted_per_week(team: Team) -> Days:
    """Time on duty that a position is rostered for in a week.

    Parameters
    ----------
    team : Team
        Gives open days, days per week and length of shift.

    Returns
    -------
    float
        Time, > 0 [day/week].

    References
    ----------
    Arithmetic of the roster: days worked times the shift.
    """
    n_open = 0
    for is_open in team.open_days:
        if is_open:
            n_open += 1
    return min(team.days_per_week, n_open) * shift_length(team)
