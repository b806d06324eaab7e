"""How people at work learn, tire, hurry, feel, serve and leave."""

import math
from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.odds import approach, clip, shift_odds
from sim.parameters import EXPONENTIAL, Channel, Employees, Links, Team
from sim.units import DAYS_PER_WEEK, WEEK, YEAR, Days, Fraction, Money

MINIMUM_TIME = 0.1
"""Least time per customer over the norm; Oliva & Sterman (2001) use 0.1 hours per order [-]."""


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


class Service(NamedTuple):
    """What an employee brings to one contact."""

    duration: Days
    failed: bool
    assurance: Fraction
    empathy: Fraction


def person(key: int, selection: Fraction, employees: Employees) -> Person:
    """Lasting traits of an employee, drawn at hiring.

    Parameters
    ----------
    key : int
        Key of the employee [-].
    selection : float
        Level of the selection driver at hiring [level].
    employees : Employees
        Gives the spreads and what selection adds.

    Returns
    -------
    Person

    References
    ----------
    Assumption: lognormal ability, normal disposition; selection shifts log ability.
    """
    base = rnd.lognormal(rnd.uniform(key, purposes.ABILITY, 0), 1.0, employees.ability_spread)
    return Person(
        ability=base * math.exp(employees.ability_per_selection * (selection - 0.5)),
        disposition=employees.satisfaction_spread
        * rnd.normal(rnd.uniform(key, purposes.DISPOSITION, 0)),
    )


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


def time_per_customer(standard: float, pressure: float, employees: Employees, link: float) -> float:
    """Time given to a customer under work pressure, over the norm.

    Parameters
    ----------
    standard : float
        Personal standard T*, > 0 [-].
    pressure : float
        Work pressure wp; 1 is normal, > 0 [-].
    employees : Employees
        Gives the elasticity alpha, and the most time a customer can be given.
    link : float
        Strength of ``work_pressure_to_hurry``; 0 keeps to the standard [-].

    Returns
    -------
    float
        T = T* wp^alpha, at least 0.1, at most the ceiling or a standard above it [-].

    References
    ----------
    Oliva & Sterman (2001), time per order. Assumption: the ceiling.
    """
    given = standard * math.pow(pressure, employees.hurry_exponent * link)
    return max(min(given, max(employees.time_ceiling, standard)), MINIMUM_TIME)


def next_standard(standard: float, given: float, employees: Employees) -> float:
    """Personal time standard a week later.

    Parameters
    ----------
    standard, given : float
        Standard T*, and time T actually given [-].
    employees : Employees
        Gives how fast the standard falls and how slowly it recovers.

    Returns
    -------
    float
        T* + (T - T*) (1 - exp(-1 week / tau)), tau by direction [-].

    References
    ----------
    Oliva & Sterman (2001), desired time per order; the asymmetry makes erosion last.
    """
    memory = employees.restoration if given > standard else employees.erosion
    return approach(standard, given, WEEK, memory)


def work_pressure(before: float, demanded: Days, available: Days, employees: Employees) -> float:
    """Work pressure on a team as it perceives it after a week.

    Parameters
    ----------
    before : float
        A week earlier [-].
    demanded : float
        Work that arrived, at the standard time and full efficiency [day].
    available : float
        Time on duty [day].
    employees : Employees
        Gives the normal occupancy and the memory.

    Returns
    -------
    float
        Demand over capacity at normal occupancy, smoothed, at least 0.1 [-].

    References
    ----------
    Oliva & Sterman (2001): wp = orders x T* / capacity. Assumption: smoothing and normal occupancy.
    """
    if available <= 0.0:
        return before
    now = demanded / (available * employees.target_occupancy)
    return max(approach(before, now, WEEK, employees.pressure_memory), MINIMUM_TIME)


def next_fatigue(fatigue: Fraction, occupancy: Fraction, employees: Employees) -> Fraction:
    """Fatigue a week later.

    Parameters
    ----------
    fatigue : float
        Now [level].
    occupancy : float
        Busy time over time on duty in the week [fraction].
    employees : Employees
        Gives the onset and the memory.

    Returns
    -------
    float
        Fatigue in [0, 1] [level].

    References
    ----------
    Oliva & Sterman (2001) for the structure: fatigue as a smooth of work intensity. Assumption:
    linear above the onset.
    """
    overload = max(occupancy - employees.fatigue_onset, 0.0) / (1.0 - employees.fatigue_onset)
    return clip(approach(fatigue, overload, WEEK, employees.fatigue_memory))


def satisfaction_target(
    disposition: float,
    internal_quality: Fraction,
    reference_quality: Fraction,
    pressure: float,
    log_pay_ratio: float,
    mood: float,
    employees: Employees,
    links: Links,
) -> Fraction:
    """Satisfaction that an employee's situation would settle at.

    Parameters
    ----------
    disposition : float
        Lasting shift of the person [level].
    internal_quality, reference_quality : float
        Internal service quality, and the one that leaves staff neutral [level].
    pressure : float
        Work pressure [-].
    log_pay_ratio : float
        Log of pay over market pay [-].
    mood : float
        Mood of customers served less their neutral satisfaction [level].
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
    Assumption: linear; only pressure above normal counts.
    """
    return clip(
        employees.neutral_satisfaction
        + disposition
        + links.internal_quality_to_employee_satisfaction
        * employees.quality_to_satisfaction
        * (internal_quality - reference_quality)
        - links.workload_to_employee_satisfaction
        * employees.workload_to_satisfaction
        * max(pressure - 1.0, 0.0)
        + employees.pay_to_satisfaction * log_pay_ratio
        + links.customer_mood_to_employee_satisfaction * employees.mood_to_satisfaction * mood
    )


def after_week(
    condition: Condition,
    who: Person,
    occupancy: Fraction,
    pressure: float,
    internal_quality: Fraction,
    reference_quality: Fraction,
    log_pay_ratio: float,
    mood: float,
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
    occupancy : float
        Busy time over time on duty in the week [fraction].
    pressure : float
        Work pressure on the team [-].
    internal_quality, reference_quality : float
        Internal service quality, and the one that leaves staff neutral [level].
    log_pay_ratio : float
        Log of pay over market pay [-].
    mood : float
        Mood of customers served less their neutral satisfaction [level].
    employees, links : Employees, Links
        Parameters and strengths.

    Returns
    -------
    Condition

    References
    ----------
    See `next_fatigue`, `next_standard`, `satisfaction_target`.
    """
    target = satisfaction_target(
        who.disposition,
        internal_quality,
        reference_quality,
        pressure,
        log_pay_ratio,
        mood,
        employees,
        links,
    )
    given = time_per_customer(condition.standard, pressure, employees, links.work_pressure_to_hurry)
    return Condition(
        satisfaction=approach(condition.satisfaction, target, WEEK, employees.satisfaction_memory),
        fatigue=next_fatigue(condition.fatigue, occupancy, employees),
        standard=next_standard(condition.standard, given, employees),
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
    return mood + employees.mood_step * (score - neutral - mood)


def efficiency(
    who: Person, experience: Days, fatigue: Fraction, employees: Employees, link: float
) -> float:
    """Work done per time against an experienced, rested employee of average ability.

    Parameters
    ----------
    who : Person
        Gives the ability.
    experience : float
        Time in the job since induction [day].
    fatigue : float
        Now [level].
    employees : Employees
        Gives learning and the loss by fatigue.
    link : float
        Strength of ``experience_to_productivity`` [-].

    Returns
    -------
    float
        Efficiency, > 0 [-].

    References
    ----------
    See `learned`. Assumption: factors multiply; fatigue leaves at least a tenth.
    """
    rested = max(1.0 - employees.fatigue_to_efficiency * fatigue, MINIMUM_TIME)
    return who.ability * learned(experience, employees, link) * rested


def handle_time(u: float, mean: Days, cv: float, shape: int) -> Days:
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

    Returns
    -------
    float
        Time, >= 0 [day].

    References
    ----------
    Brown et al. (2005): lognormal; Erlang: exponential.
    """
    if shape == EXPONENTIAL:
        return rnd.exponential(u, mean)
    return rnd.lognormal(u, mean, cv)


def serve(
    key: int,
    contact: int,
    kind: int,
    channel: Channel,
    condition: Condition,
    who: Person,
    experience: Days,
    pressure: float,
    internal_quality: Fraction,
    reference_quality: Fraction,
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
    internal_quality, reference_quality : float
        Internal service quality, and the reference [level].
    employees, links : Employees, Links
        Parameters and strengths.

    Returns
    -------
    Service

    References
    ----------
    Hurry: Oliva & Sterman (2001). Empathy and care from satisfaction: direction after Brown & Lam
    (2008). Assumption: sizes, log odds and linear levels.
    """
    able = efficiency(
        who, experience, condition.fatigue, employees, links.experience_to_productivity
    )
    given = time_per_customer(condition.standard, pressure, employees, links.work_pressure_to_hurry)
    above_quality = links.internal_quality_to_capability * (internal_quality - reference_quality)
    above_mood = links.employee_satisfaction_to_service * (
        condition.satisfaction - employees.neutral_satisfaction
    )
    base = handle_time(
        rnd.uniform(key, purposes.HANDLE, contact),
        channel.handle_times[kind],
        channel.handle_time_cv,
        channel.handle_time_shape,
    )
    failure = shift_odds(
        channel.failure_chance,
        employees.failure_per_inexperience * max(1.0 - able, 0.0)
        + employees.failure_per_hurry * max(1.0 - given, 0.0)
        + employees.failure_per_fatigue * condition.fatigue
        - employees.failure_per_satisfaction * above_mood
        - employees.failure_per_internal_quality * above_quality,
    )
    return Service(
        duration=base
        * given
        / able
        * math.exp(-employees.time_per_internal_quality * above_quality),
        failed=rnd.uniform(key, purposes.FAILURE, contact) < failure,
        assurance=clip(employees.assurance_base + employees.assurance_per_efficiency * able),
        empathy=clip(
            employees.empathy_base
            + employees.empathy_per_satisfaction * above_mood
            + employees.empathy_per_time * (given - 1.0)
        ),
    )


def quit_chance(
    satisfaction: Fraction, tenure: Days, employees: Employees, link: float
) -> Fraction:
    """Chance of quitting within a week.

    Parameters
    ----------
    satisfaction : float
        Of the employee [level].
    tenure : float
        Time since hiring [day].
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


def time_to_fill(u: float, selection: Fraction, employees: Employees) -> Days:
    """Time until a vacancy is filled.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    selection : float
        Level of the selection driver; choosier takes longer [level].
    employees : Employees
        Gives mean and response.

    Returns
    -------
    float
        Time [day].

    References
    ----------
    Assumption: exponential.
    """
    factor = math.exp(employees.time_to_fill_per_selection * (selection - 0.5))
    return rnd.exponential(u, employees.time_to_fill * factor)


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
    """Start of a position's shift on a day; positions alternate weekly between early and late.

    Parameters
    ----------
    day : int
        Day of the clock [day].
    position : int
        Number of the position in the team [-].
    team : Team
        Gives hours and length of shift.

    Returns
    -------
    float
        Start on the clock; early at opening, late so that it ends at closing [day].

    References
    ----------
    Assumption: two shifts when the hours are longer than one.
    """
    late = max(team.closes - team.shift, team.opens)
    is_late = (position + day // DAYS_PER_WEEK) % 2 == 1
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


def log_pay_ratio(team: Team) -> float:
    """Log of a team's pay over what comparable employers pay.

    Parameters
    ----------
    team : Team
        Gives both.

    Returns
    -------
    float
        Log ratio; 0 for unpaid staff, whom pay can neither please nor annoy [-].

    References
    ----------
    Assumption: the ratio counts, not the difference; unpaid staff compare with nobody.
    """
    if team.pay_per_month <= 0.0:
        return 0.0
    return math.log(team.pay_per_month / team.market_pay_per_month)


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
        Pay; 0 for a partner's staff [currency].

    References
    ----------
    Twelve equal months a year.
    """
    if team.is_partner:
        return 0.0
    return team.pay_per_month * 12.0 / YEAR * paid_time
