"""Who is hired: how choosy the firm is, how well it can tell, how long a vacancy stays open."""

import math

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.employee import Person
from sim.parameters import Employees
from sim.units import Days, Fraction, Money

USUAL_SELECTION = 0.5
"""Level of the selection driver that goes with the usual hiring standard [level]."""


def validity(selection: Fraction, employees: Employees) -> Fraction:
    """How well applicants are judged: correlation of the assessment with ability.

    Parameters
    ----------
    selection : float
        Level of the selection driver [level].
    employees : Employees
        Gives the validity of the best assessment.

    Returns
    -------
    float
        Correlation in [0, 1] [-].

    References
    ----------
    Schmidt & Hunter (1998), recalled, for the size. Assumption: proportional to the level.
    """
    return employees.validity * selection


def expected_ability(accepted: Fraction, validity: Fraction, log_spread: float) -> float:
    """Mean ability of those hired, when log ability is standard normal times a spread.

    Parameters
    ----------
    accepted : float
        Share of applicants hired, the best first, in (0, 1) [fraction].
    validity : float
        Correlation of the assessment with ability [-].
    log_spread : float
        Standard deviation of log ability among applicants [-].

    Returns
    -------
    float
        Mean of exp(log_spread z) over the hired, > 0 [-].

    References
    ----------
    Brogden (1949), recalled, whose linear gain this is for a lognormal ability: moments of a
    normal variate cut at the assessment's quantile.
    """
    cut = -rnd.normal(accepted)
    above = 0.5 * math.erfc((cut - log_spread * validity) / math.sqrt(2.0))
    return math.exp(0.5 * log_spread * log_spread) * above / accepted


def person(key: int, selection: Fraction, accepted: Fraction, employees: Employees) -> Person:
    """Lasting traits of whoever is hired, settled when the vacancy opens.

    The firm hires the best of its applicants by an assessment that tells ability in part.

    Parameters
    ----------
    key : int
        Key of the employee [-].
    selection : float
        Level of the selection driver when the search begins [level].
    accepted : float
        Share of applicants hired, in (0, 1] [fraction].
    employees : Employees
        Gives the spreads, the validity and the usual standard.

    Returns
    -------
    Person
        Ability has mean 1 at the usual standard and the usual selection.

    References
    ----------
    Taylor & Russell (1939) and Brogden (1949), recalled: selection by the upper share on a
    correlated assessment. Assumption: lognormal ability, normal disposition.
    """
    log_spread = math.sqrt(math.log1p(employees.ability_spread * employees.ability_spread))
    rho = validity(selection, employees)
    # The upper share by inversion; counted from the upper end, where a small share is exact.
    assessed = -rnd.normal(accepted * (1.0 - rnd.uniform(key, purposes.ASSESSMENT, 0)))
    unseen = rnd.normal(rnd.uniform(key, purposes.ABILITY, 0))
    usual = expected_ability(
        employees.usual_accepted_fraction, validity(USUAL_SELECTION, employees), log_spread
    )
    told = rho * assessed + math.sqrt(1.0 - rho * rho) * unseen
    return Person(
        ability=math.exp(log_spread * told) / usual,
        disposition=employees.satisfaction_spread
        * rnd.normal(rnd.uniform(key, purposes.DISPOSITION, 0)),
    )


def time_to_fill(u: float, accepted: Fraction, employees: Employees) -> Days:
    """Time until a vacancy is filled.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    accepted : float
        Share of applicants hired; choosier takes longer [fraction].
    employees : Employees
        Gives the mean at the usual standard.

    Returns
    -------
    float
        Time [day].

    References
    ----------
    Thinning: applicants come at a constant rate and each is accepted with the same chance, so the
    wait is exponential with a mean inversely proportional to that chance. Assumption: the rate.
    """
    mean = employees.time_to_fill * (employees.usual_accepted_fraction / accepted)
    return rnd.exponential(u, mean)


def cost_of_hire(accepted: Fraction, employees: Employees) -> Money:
    """Cost of finding somebody and of the induction.

    Parameters
    ----------
    accepted : float
        Share of applicants hired [fraction].
    employees : Employees
        Gives the costs.

    Returns
    -------
    float
        Cost, with 1 / accepted applicants assessed for each hire [currency].

    References
    ----------
    Thinning: the mean number of applicants for each one accepted. Assumption: constant unit cost.
    """
    assessed = employees.cost_per_applicant / accepted
    return employees.hiring_cost + assessed + employees.induction_cost
