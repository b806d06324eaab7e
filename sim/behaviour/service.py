"""What an employee or a system brings to a contact: time, skill, care."""

import math
from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.employee import Condition, Person
from sim.behaviour.handover import repeat_factor
from sim.behaviour.hurry import MINIMUM_TIME, time_per_customer
from sim.behaviour.odds import clip, shift_odds
from sim.parameters import EXPONENTIAL, Channel, Employees, Links
from sim.units import Days, Fraction


class Service(NamedTuple):
    """What whoever serves brings to one contact."""

    duration: Days
    failed: bool
    assurance: Fraction
    empathy: Fraction


def learned(experience: Days, employees: Employees, link: float) -> Fraction:
    """Efficiency that experience has brought, as a share of an experienced employee's.

    Parameters
    ----------
    experience : float
        Time in the job since induction, >= 0 [day].
    employees : Employees
        Gives where newcomers start and how fast they learn.
    link : float
        Strength of ``experience_to_productivity``; 0 makes everybody fully efficient [-].

    Returns
    -------
    float
        Efficiency in (0, 1] [fraction].

    References
    ----------
    De Grip, Sauermann & Sieben (2016) for the size of the gap. Assumption: exponential learning.
    """
    missing = (1.0 - employees.start_efficiency) * math.exp(-experience / employees.learning)
    return max(1.0 - link * missing, MINIMUM_TIME)


def learning_gain(training: Fraction, employees: Employees, link: float) -> float:
    """Experience that training adds to each day on the job.

    Parameters
    ----------
    training : float
        Level of the training driver [level].
    employees : Employees
        Gives the effect on the speed of learning.
    link : float
        Strength of ``internal_quality_to_capability``; 0 leaves the usual speed [-].

    Returns
    -------
    float
        Speed of learning less the usual one of 1 [day/day].

    References
    ----------
    Assumption: exponential in the level above one half.
    """
    return math.exp(link * employees.learning_per_training * (training - 0.5)) - 1.0


def skill(who: Person, experience: Days, employees: Employees, link: float) -> float:
    """What an employee can do when rested, against an experienced one of average ability.

    Parameters
    ----------
    who : Person
        Gives the ability.
    experience : float
        Time in the job since induction [day].
    employees : Employees
        Gives learning.
    link : float
        Strength of ``experience_to_productivity`` [-].

    Returns
    -------
    float
        Skill, > 0 [-].

    References
    ----------
    See `learned`. Assumption: ability and experience multiply.
    """
    return who.ability * learned(experience, employees, link)


def efficiency(skill: float, fatigue: Fraction, employees: Employees) -> float:
    """Work done per time against an experienced, rested employee of average ability.

    Parameters
    ----------
    skill : float
        From `skill` [-].
    fatigue : float
        Now [level].
    employees : Employees
        Gives the loss by fatigue.

    Returns
    -------
    float
        Efficiency, > 0 [-].

    References
    ----------
    Oliva & Sterman (2001), structure: fatigue lowers productivity. Assumption: linear, and a tenth
    is always left.
    """
    return skill * max(1.0 - employees.fatigue_to_efficiency * fatigue, MINIMUM_TIME)


def handle_time(u: float, mean: Days, cv: float, shape: int, standardisation: Fraction) -> Days:
    """Handle time of one contact at full efficiency.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    mean : float
        Mean of the kind of contact in the channel, > 0 [day].
    cv : float
        Coefficient of variation; used by lognormal times [-].
    shape : int
        ``EXPONENTIAL`` or ``LOGNORMAL`` [-].
    standardisation : float
        How far service follows a script; takes that share off the spread, not off the mean
        [fraction].

    Returns
    -------
    float
        Time, >= 0 [day].

    References
    ----------
    Brown et al. (2005): lognormal; Erlang: exponential. Assumption: a script draws every time
    toward the mean.
    """
    drawn = rnd.exponential(u, mean) if shape == EXPONENTIAL else rnd.lognormal(u, mean, cv)
    return standardisation * mean + (1.0 - standardisation) * drawn


def serve(
    key: int,
    contact: int,
    kind: int,
    channel: Channel,
    condition: Condition,
    who: Person,
    experience: Days,
    pressure: float,
    quality_above: float,
    again: Fraction,
    effort: Fraction,
    employees: Employees,
    links: Links,
) -> Service:
    """Everything an employee brings to one contact: how long, how well, how kindly.

    The draws belong to the customer's contact, so that two worlds share them.

    Parameters
    ----------
    key : int
        Key of the customer [-].
    contact : int
        Number of the contact in the customer's life [-].
    kind : int
        Kind of contact [-].
    channel : Channel
        Gives mean times and the chance of failure.
    condition, who : Condition, Person
        The employee.
    experience : float
        Time in the job since induction [day].
    pressure : float
        Work pressure on the team [-].
    quality_above : float
        Internal service quality above reference [level].
    again : float
        How much of the case the customer has to explain again [fraction].
    effort : float
        Extra effort that a contest calls for; habit does as much without one [fraction].
    employees, links : Employees, Links
        Parameters and strengths.

    Returns
    -------
    Service

    References
    ----------
    Hurry: Oliva & Sterman (2001). Empathy and care from satisfaction: direction after Brown & Lam
    (2008). Assumption: sizes, log odds and linear levels; a script takes its share off all that
    hangs on who serves and how, and costs empathy.
    """
    able_to = skill(who, experience, employees, links.experience_to_productivity)
    able = efficiency(able_to, condition.fatigue, employees)
    given = time_per_customer(condition.standard, pressure, employees, links.work_pressure_to_hurry)
    above_quality = links.internal_quality_to_capability * quality_above
    above_mood = links.employee_satisfaction_to_service * (
        condition.satisfaction - employees.neutral_satisfaction
    )
    care = max(effort, condition.habit)
    base = handle_time(
        rnd.uniform(key, purposes.HANDLE, contact),
        channel.handle_times[kind],
        channel.handle_time_cv,
        channel.handle_time_shape,
        channel.standardisation,
    )
    personal = (
        employees.failure_per_inexperience * max(1.0 - able_to, 0.0)
        + employees.failure_per_hurry * max(1.0 - given, 0.0)
        + employees.failure_per_fatigue * condition.fatigue
        - employees.failure_per_satisfaction * above_mood
        - employees.failure_per_effort * care
    )
    failure = shift_odds(
        channel.failure_chance,
        (1.0 - channel.standardisation) * personal
        - employees.failure_per_internal_quality * above_quality,
    )
    return Service(
        duration=base
        * given
        / able
        * math.exp(-employees.time_per_internal_quality * above_quality)
        * repeat_factor(again, employees),
        failed=rnd.uniform(key, purposes.FAILURE, contact) < failure,
        assurance=clip(employees.assurance_base + employees.assurance_per_efficiency * able_to),
        empathy=clip(
            employees.empathy_base
            + employees.empathy_per_satisfaction * above_mood
            + employees.empathy_per_time * (given - 1.0)
            - employees.empathy_per_standardisation * channel.standardisation
            + employees.empathy_per_effort * care
        ),
    )


def serve_itself(
    key: int, contact: int, kind: int, channel: Channel, again: Fraction, employees: Employees
) -> Service:
    """Everything a self-service system brings to one contact: it is as good as it was built.

    Parameters
    ----------
    key : int
        Key of the customer [-].
    contact : int
        Number of the contact in the customer's life [-].
    kind : int
        Kind of contact [-].
    channel : Channel
        Gives mean times, the chance of failure, assurance and empathy.
    again : float
        How much of the case the customer has to explain again [fraction].
    employees : Employees
        Gives what a full explanation takes, to a system as to staff.

    Returns
    -------
    Service

    References
    ----------
    See `handle_time`. Assumption: staff, internal quality and load do not touch it.
    """
    base = handle_time(
        rnd.uniform(key, purposes.HANDLE, contact),
        channel.handle_times[kind],
        channel.handle_time_cv,
        channel.handle_time_shape,
        channel.standardisation,
    )
    return Service(
        duration=base * repeat_factor(again, employees),
        failed=rnd.uniform(key, purposes.FAILURE, contact) < channel.failure_chance,
        assurance=channel.assurance,
        empathy=channel.empathy,
    )
