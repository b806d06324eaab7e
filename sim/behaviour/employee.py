"""How people at work feel, tire, stay and come."""

import math
from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour.hurry import next_standard, time_per_customer
from sim.behaviour.odds import approach, clip, saturation, shift_odds, step_toward
from sim.parameters import Employees, Links, Team
from sim.units import WEEK, Days, Fraction, Money


class Person(NamedTuple):
    """What stays the same in an employee."""

    ability: float
    """Lasting factor on efficiency [-]."""
    disposition: float
    """Lasting shift of satisfaction [level]."""


class Condition(NamedTuple):
    """How an employee is, as decided once a week."""

    satisfaction: Fraction
    fatigue: Fraction
    standard: float
    """Personal time standard over the norm, T* of Oliva & Sterman [-]."""
    habit: Fraction
    """Extra effort for customers that has become a habit."""


def opening_tenure(u: float, employees: Employees) -> Days:
    """Tenure of somebody who was there before the clock started.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    employees : Employees
        Gives the mean.

    Returns
    -------
    float
        Tenure [day].

    References
    ----------
    Assumption: exponential, as constant turnover would leave it.
    """
    return rnd.exponential(u, employees.opening_experience)


def opening_condition(who: Person, employees: Employees) -> Condition:
    """How somebody is on the first day.

    Parameters
    ----------
    who : Person
        Gives the disposition.
    employees : Employees
        Gives the neutral satisfaction.

    Returns
    -------
    Condition

    References
    ----------
    Assumption: satisfied by disposition, rested, with the norm as standard and no habit.
    """
    return Condition(clip(employees.neutral_satisfaction + who.disposition), 0.0, 1.0, 0.0)


def next_fatigue(
    fatigue: Fraction, intensity: float, effort: Fraction, employees: Employees
) -> Fraction:
    """Fatigue a week later.

    Parameters
    ----------
    fatigue : float
        Now [level].
    intensity : float
        Occupancy in the week, and overtime on top [-].
    effort : float
        Extra effort that a contest calls for [fraction].
    employees : Employees
        Gives the onset, the memory and what effort costs.

    Returns
    -------
    float
        Fatigue in [0, 1] [level].

    References
    ----------
    Oliva & Sterman (2001) for the structure: fatigue as a smooth of work intensity. Assumption:
    linear above the onset; effort adds to it.
    """
    overload = max(intensity - employees.fatigue_onset, 0.0) / (1.0 - employees.fatigue_onset)
    tiring = overload + employees.fatigue_per_effort * effort
    return clip(approach(fatigue, tiring, WEEK, employees.fatigue_memory))


def next_habit(habit: Fraction, effort: Fraction, employees: Employees) -> Fraction:
    """Extra effort that has become a habit, a week later.

    Parameters
    ----------
    habit : float
        Now [fraction].
    effort : float
        That a contest calls for [fraction].
    employees : Employees
        Gives the memory.

    Returns
    -------
    float
        Habit, between the two [fraction].

    References
    ----------
    Assumption: what is done long enough is done without being asked, and unlearnt as slowly.
    """
    return approach(habit, effort, WEEK, employees.habit_memory)


def counselling(employees: Employees, is_partner: bool) -> Fraction:
    """Part of what weighs on dissatisfied staff that counselling takes away.

    Parameters
    ----------
    employees : Employees
        Gives the budget and what it can do.
    is_partner : bool
        Whether the staff are a partner's, whom our counselling does not reach.

    Returns
    -------
    float
        Part, up to the relief; 0 without a budget [fraction].

    References
    ----------
    Reach: `sim.behaviour.odds.saturation`. Assumption: without delay.
    """
    if is_partner:
        return 0.0
    return employees.counselling_relief * saturation(
        employees.counselling_budget_per_head_per_month,
        employees.counselling_half_budget_per_head_per_month,
    )


def satisfaction_target(
    disposition: float,
    quality_above: float,
    pressure: float,
    log_pay_ratio: float,
    mood: float,
    relief: Fraction,
    employees: Employees,
    links: Links,
) -> Fraction:
    """Satisfaction that an employee's situation would settle at.

    Parameters
    ----------
    disposition : float
        Lasting shift of the person [level].
    quality_above : float
        Internal service quality above the one that leaves staff neutral [level].
    pressure : float
        Work pressure [-].
    log_pay_ratio : float
        Log of pay over market pay [-].
    mood : float
        Mood of customers served less their neutral satisfaction [level].
    relief : float
        Part of what lies below neutral that counselling takes away [fraction].
    employees : Employees
        Gives the weights.
    links : Links
        Strengths of the three links that end here.

    Returns
    -------
    float
        Target in [0, 1] [level].

    References
    ----------
    Heskett et al. (1994), internal quality drives satisfaction, and the satisfaction mirror.
    Assumption: linear; only pressure above normal counts; counselling helps the dissatisfied only.
    """
    target = clip(
        employees.neutral_satisfaction
        + disposition
        + links.internal_quality_to_employee_satisfaction
        * employees.quality_to_satisfaction
        * quality_above
        - links.workload_to_employee_satisfaction
        * employees.workload_to_satisfaction
        * max(pressure - 1.0, 0.0)
        + employees.pay_to_satisfaction * log_pay_ratio
        + links.customer_mood_to_employee_satisfaction * employees.mood_to_satisfaction * mood
    )
    return target + relief * max(employees.neutral_satisfaction - target, 0.0)


def log_pay_ratio(team: Team) -> float:
    """Log of a team's pay over what comparable employers pay.

    Parameters
    ----------
    team : Team
        Gives both, and the bonus.

    Returns
    -------
    float
        Log ratio; 0 for unpaid staff, whom pay can neither please nor annoy [-].

    References
    ----------
    Assumption: the ratio counts, not the difference; a bonus is pay; unpaid staff compare with
    nobody.
    """
    if team.pay_per_day <= 0.0:
        return 0.0
    # The ratio itself could be too small for a number.
    received = team.pay_per_day + team.bonus_per_day
    return math.log(received) - math.log(team.market_pay_per_day)


def after_week(
    condition: Condition,
    who: Person,
    intensity: float,
    pressure: float,
    quality_above: float,
    log_pay_ratio: float,
    mood: float,
    relief: Fraction,
    effort: Fraction,
    employees: Employees,
    links: Links,
) -> Condition:
    """Everything that a week does to an employee.

    Parameters
    ----------
    condition : Condition
        A week earlier.
    who : Person
        Lasting traits.
    intensity : float
        Occupancy in the week, and overtime on top [-].
    pressure : float
        Work pressure on the team [-].
    quality_above : float
        Internal service quality above the one that leaves staff neutral [level].
    log_pay_ratio : float
        Log of pay over market pay [-].
    mood : float
        Mood of customers served less their neutral satisfaction [level].
    relief : float
        Part of what lies below neutral that counselling takes away [fraction].
    effort : float
        Extra effort that a contest calls for [fraction].
    employees, links : Employees, Links
        Parameters and strengths.

    Returns
    -------
    Condition

    References
    ----------
    See `next_fatigue`, `next_habit`, `next_standard`, `satisfaction_target`.
    """
    target = satisfaction_target(
        who.disposition,
        quality_above,
        pressure,
        log_pay_ratio,
        mood,
        relief,
        employees,
        links,
    )
    given = time_per_customer(condition.standard, pressure, employees, links.work_pressure_to_hurry)
    return Condition(
        satisfaction=approach(condition.satisfaction, target, WEEK, employees.satisfaction_memory),
        fatigue=next_fatigue(condition.fatigue, intensity, effort, employees),
        standard=next_standard(condition.standard, given, employees),
        habit=next_habit(condition.habit, effort, employees),
    )


def next_mood(mood: float, score: Fraction, neutral: Fraction, employees: Employees) -> float:
    """Mood of customers as an employee perceives it after serving one.

    Parameters
    ----------
    mood : float
        Before, relative to neutral [level].
    score, neutral : float
        Score of the contact, and customers' neutral satisfaction [level].
    employees : Employees
        Gives the step.

    Returns
    -------
    float
        After [level].

    References
    ----------
    Heskett et al. (1994), the satisfaction mirror. Assumption: exponential smoothing by contact.
    """
    return step_toward(mood, score - neutral, employees.mood_step)


def quit_chance(
    satisfaction: Fraction, tenure: Days, employees: Employees, link: float
) -> Fraction:
    """Chance of quitting within a week.

    Parameters
    ----------
    satisfaction : float
        Of the employee [level].
    tenure : float
        Time since hiring, and what the induction saves of it [day].
    employees : Employees
        Gives the hazard and what moves it.
    link : float
        Strength of ``employee_satisfaction_to_quits`` [-].

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    Griffeth, Hom & Gaertner (2000), direction; Holman, Batt & Holtgrewe (2007), level. Assumption:
    proportional hazards, with an extra for newcomers that fades.
    """
    newcomer = (employees.newcomer_quit_factor - 1.0) * math.exp(-tenure / employees.newcomer)
    effect = -link * employees.quit_response * (satisfaction - employees.neutral_satisfaction)
    hazard = employees.quits_per_day * (1.0 + newcomer) * math.exp(effect)
    return 1.0 - math.exp(-max(hazard, 0.0) * WEEK)


def absence_chance(satisfaction: Fraction, employees: Employees, link: float) -> Fraction:
    """Chance of missing a shift.

    Parameters
    ----------
    satisfaction : float
        Of the employee [level].
    employees : Employees
        Gives the chance at neutral satisfaction and the response.
    link : float
        Strength of ``employee_satisfaction_to_quits``, which moves all withdrawal [-].

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    Assumption: withdrawal is one attitude, absence its mild form.
    """
    above = satisfaction - employees.neutral_satisfaction
    return shift_odds(employees.absence_chance, -link * employees.absence_response * above)


def missing_chance(absence: Fraction, shortage: Fraction) -> Fraction:
    """Chance that an employee misses a shift, whatever the reason.

    Parameters
    ----------
    absence : float
        Chance to stay at home, from `absence_chance` [fraction].
    shortage : float
        Share of shifts that nobody can work, whoever would [fraction].

    Returns
    -------
    float
        Chance [fraction].

    References
    ----------
    Assumption: the two are independent.
    """
    return absence + shortage * (1.0 - absence)


def pay(team: Team, paid_time: Days) -> Money:
    """Pay for a time of employment.

    Parameters
    ----------
    team : Team
        Gives pay, and whether the staff are a partner's.
    paid_time : float
        Time employed [day].

    Returns
    -------
    float
        Pay with its bonus; only the bonus for a partner's staff [currency].

    References
    ----------
    Arithmetic: each day of employment costs the same, worked or not.
    """
    own = 0.0 if team.is_partner else team.pay_per_day
    return (own + team.bonus_per_day) * paid_time
