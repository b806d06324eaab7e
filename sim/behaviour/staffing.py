"""How many positions the work asks for."""

import math

from sim.behaviour.addition import total
from sim.behaviour.roster import contracted_per_week
from sim.parameters import Employees, Team
from sim.units import Days

ROUNDING = 1e-9
"""Part of a position below which nobody more is hired; above what arithmetic loses [position]."""


def work_in_week(demanded: Days, standard: float, able: float) -> Days:
    """Time on duty that a week's work takes without any idleness.

    Parameters
    ----------
    demanded : float
        Work that arrived, at the norm and full efficiency [day].
    standard : float
        Mean time standard of the staff [-].
    able : float
        Mean efficiency of the staff, > 0 [-].

    Returns
    -------
    float
        Time serving [day].

    References
    ----------
    Oliva & Sterman (2001), desired service capacity: it follows the standard, so that an eroded
    standard asks for fewer people.
    """
    return demanded * standard / able


def positions_for(work: Days, employees: Employees, team: Team) -> int:
    """Positions at which a week's work keeps staff as busy as the team wants, at most.

    Parameters
    ----------
    work : float
        Time serving in a week, from `work_in_week` [day].
    employees : Employees
        Gives absence.
    team : Team
        Gives working time, wanted occupancy, and the least and most positions.

    Returns
    -------
    int
        Positions within their bounds [position].

    References
    ----------
    Erlang's offered load over the occupancy wanted; Assumption: usual absence, no allowance for
    vacancies.
    """
    present = contracted_per_week(team) * (1.0 - employees.absence_chance)
    if present <= 0.0:
        return team.most_positions
    wanted = min(work / (present * team.target_occupancy), float(team.most_positions))
    return max(math.ceil(wanted - ROUNDING), team.least_positions)


def team_mean(values: list[float]) -> float:
    """Time standard or efficiency of a team from those of its members.

    Parameters
    ----------
    values : list of float, (n_members,)
        Of each member [-].

    Returns
    -------
    float
        Mean; 0 without members [-].

    References
    ----------
    Assumption: work falls evenly on all members.
    """
    return total(values) / len(values) if len(values) > 0 else 0.0
