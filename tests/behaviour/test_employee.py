"""People at work learn, tire, feel, serve and leave within their ranges and in direction."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import randomness as rnd
from sim.behaviour.employee import (
    MINIMUM_TIME,
    Condition,
    Person,
    absence_chance,
    after_week,
    efficiency,
    handle_time,
    learned,
    log_pay_ratio,
    next_fatigue,
    next_mood,
    pay,
    person,
    quit_chance,
    satisfaction_target,
    serve,
    time_per_customer,
    time_to_fill,
)
from sim.behaviour.odds import shift_odds
from sim.parameters import ADVICE, EXPONENTIAL, LOGNORMAL, Links
from sim.units import MONTH, WEEK, YEAR
from tests.behaviour.samples import assert_mean, keys, uniforms
from tests.behaviour.textbook import CHANNELS, EMPLOYEES, FIRM, LINKS, TEAM

NEUTRAL = EMPLOYEES.neutral_satisfaction
REFERENCE = FIRM.reference_internal_quality
AVERAGE = Person(ability=1.0, disposition=0.0)
RESTED = Condition(satisfaction=NEUTRAL, fatigue=0.0, standard=1.0)
VETERAN = 100.0 * YEAR
NEWCOMERS_LACK = 1.0 - learned(0.0, EMPLOYEES, 1.0)
PRESSED = time_per_customer(1.0, 2.0, EMPLOYEES, 1.0)
CUT = Links(*[0.0] * len(Links._fields))
ROUNDING = 2.0**-50

levels = st.floats(0.0, 1.0)
moods = st.floats(-1.0, 1.0)
pressures = st.floats(0.1, 5.0)
days = st.floats(0.0, 5_000.0)
links = st.floats(0.0, 10.0)
ratios = st.floats(-2.0, 2.0)
dispositions = st.floats(-0.2, 0.2)
conditions = st.builds(Condition, levels, levels, st.floats(0.1, 1.5))
staff = st.builds(Person, st.floats(0.5, 2.0), dispositions)


# Learning and fatigue ----------------------------------------------------------------------------


@given(days, days, links)
def test_experience_only_teaches(one: float, other: float, link: float) -> None:
    """Efficiency is in (0, 1] and never falls with experience."""
    early, late = (learned(time, EMPLOYEES, link) for time in sorted((one, other)))
    assert MINIMUM_TIME <= early <= late <= 1.0


def test_newcomers_start_where_measured_and_end_as_veterans() -> None:
    """From the start efficiency, with 37 % of the gap left after one learning time, to 1."""
    start = EMPLOYEES.start_efficiency
    assert learned(0.0, EMPLOYEES, 1.0) == pytest.approx(start)
    gap = 1.0 - learned(EMPLOYEES.learning, EMPLOYEES, 1.0)
    assert gap == pytest.approx((1.0 - start) * math.exp(-1.0))
    assert learned(VETERAN, EMPLOYEES, 1.0) == pytest.approx(1.0)


def test_a_year_of_learning_is_that_of_a_call_centre() -> None:
    """Performance rises by 64 % over the first year, De Grip, Sauermann & Sieben (2016)."""
    rise = 1.0 / learned(0.0, EMPLOYEES, 1.0)
    assert round(rise, 2) == 1.64


@given(days)
def test_without_the_link_everybody_is_fully_efficient(experience: float) -> None:
    """With ``experience_to_productivity`` at 0 newcomers are as fast as anybody."""
    assert learned(experience, EMPLOYEES, 0.0) == 1.0


@given(levels, levels, levels)
def test_fatigue_builds_up_above_the_onset_only(
    fatigue: float, occupancy: float, other: float
) -> None:
    """Fatigue is a level, never falls in occupancy, and fades at or below the onset."""
    low, high = sorted((occupancy, other))
    assert 0.0 <= next_fatigue(fatigue, low, EMPLOYEES) <= next_fatigue(fatigue, high, EMPLOYEES)
    assert next_fatigue(fatigue, high, EMPLOYEES) <= 1.0
    at_onset = next_fatigue(fatigue, EMPLOYEES.fatigue_onset, EMPLOYEES)
    assert at_onset == pytest.approx(fatigue * math.exp(-WEEK / EMPLOYEES.fatigue_memory))


def test_lasting_overload_ends_in_full_fatigue() -> None:
    """Fully busy for ever, fatigue goes to 1."""
    fatigue = 0.0
    for _ in range(200):
        fatigue = next_fatigue(fatigue, 1.0, EMPLOYEES)
    assert fatigue == pytest.approx(1.0)


@given(staff, days, levels, levels, links, levels)
def test_efficiency_is_above_nothing(
    who: Person, experience: float, one: float, other: float, link: float, loss: float
) -> None:
    """However tired, somebody works; efficiency never rises with fatigue."""
    tiring = EMPLOYEES._replace(fatigue_to_efficiency=loss)
    fresh, tired = (
        efficiency(who, experience, fatigue, tiring, link) for fatigue in sorted((one, other))
    )
    assert 0.0 < tired <= fresh
    assert efficiency(AVERAGE, VETERAN, 0.0, EMPLOYEES, 1.0) == pytest.approx(1.0)


# Who they are ------------------------------------------------------------------------------------


def test_abilities_are_centred_at_average_selection() -> None:
    """At a selection of one half ability has mean 1 and disposition mean 0, with their spreads."""
    found = [person(key, 0.5, EMPLOYEES) for key in keys(5_000)]
    assert_mean([who.ability for who in found], 1.0)
    assert_mean([(who.ability - 1.0) ** 2 for who in found], EMPLOYEES.ability_spread**2)
    assert_mean([who.disposition for who in found], 0.0)
    assert_mean([who.disposition**2 for who in found], EMPLOYEES.satisfaction_spread**2)


@given(st.sampled_from(keys(50)), levels, levels)
def test_choosier_firms_hire_abler_people(key: int, one: float, other: float) -> None:
    """The same person's ability never falls in selection; disposition is untouched."""
    low, high = (person(key, selection, EMPLOYEES) for selection in sorted((one, other)))
    assert low.ability <= high.ability
    assert low.disposition == high.disposition


# Satisfaction ------------------------------------------------------------------------------------


def target(
    disposition: float = 0.0,
    quality: float = REFERENCE,
    pressure: float = 1.0,
    ratio: float = 0.0,
    mood: float = 0.0,
    strengths: Links = LINKS,
) -> float:
    """Where satisfaction settles, everything neutral unless said."""
    return satisfaction_target(
        disposition, quality, REFERENCE, pressure, ratio, mood, EMPLOYEES, strengths
    )


@given(dispositions, levels, pressures, ratios, moods)
def test_satisfaction_has_its_causes(
    disposition: float, quality: float, pressure: float, ratio: float, mood: float
) -> None:
    """The target is a level; it never falls with quality, pay or mood, nor rises with pressure."""
    plain = target(disposition, quality, pressure, ratio, mood)
    assert 0.0 <= plain <= 1.0
    assert target(disposition, min(quality + 0.1, 1.0), pressure, ratio, mood) >= plain
    assert target(disposition, quality, pressure + 0.1, ratio, mood) <= plain
    assert target(disposition, quality, pressure, ratio + 0.1, mood) >= plain
    assert target(disposition, quality, pressure, ratio, mood + 0.1) >= plain


@given(levels, pressures, moods)
def test_cut_links_leave_satisfaction_alone(quality: float, pressure: float, mood: float) -> None:
    """With its three links cut, satisfaction does not know quality, workload or mood."""
    assert target(0.0, quality, pressure, 0.0, mood, CUT) == NEUTRAL


@given(st.floats(0.1, 1.0))
def test_little_work_pleases_nobody(pressure: float) -> None:
    """Pressure counts above 1 only; all neutral is neutral."""
    assert target(pressure=pressure) == target() == NEUTRAL


def test_equal_pay_counts_nothing() -> None:
    """The log ratio is 0 at market pay and for unpaid staff, and log 1.1 ten per cent above."""
    paid = TEAM._replace(pay_per_month=2_800.0, market_pay_per_month=2_800.0)
    assert log_pay_ratio(paid) == log_pay_ratio(paid._replace(pay_per_month=0.0)) == 0.0
    assert log_pay_ratio(paid._replace(pay_per_month=3_080.0)) == pytest.approx(math.log(1.1))


@given(moods, levels)
def test_mood_follows_the_customers(mood: float, score: float) -> None:
    """One contact moves perceived mood its step toward the score above neutral."""
    after = next_mood(mood, score, 0.7, EMPLOYEES)
    gap = score - 0.7 - mood
    assert after - mood == pytest.approx(EMPLOYEES.mood_step * gap, abs=ROUNDING)


@given(conditions, staff, levels, pressures, levels, ratios, moods)
def test_a_week_keeps_levels_levels(
    condition: Condition,
    who: Person,
    occupancy: float,
    pressure: float,
    quality: float,
    ratio: float,
    mood: float,
) -> None:
    """After any week satisfaction and fatigue are levels, and the standard at least the least."""
    after = after_week(
        condition, who, occupancy, pressure, quality, REFERENCE, ratio, mood, EMPLOYEES, LINKS
    )
    assert 0.0 <= after.satisfaction <= 1.0
    assert 0.0 <= after.fatigue <= 1.0
    assert after.standard >= MINIMUM_TIME * (1.0 - ROUNDING)


def test_a_neutral_week_changes_nothing() -> None:
    """At reference quality, normal pressure, market pay and neutral mood all stays."""
    occupancy = EMPLOYEES.target_occupancy
    after = after_week(
        RESTED, AVERAGE, occupancy, 1.0, REFERENCE, REFERENCE, 0.0, 0.0, EMPLOYEES, LINKS
    )
    assert after == RESTED


# Serving -----------------------------------------------------------------------------------------


def test_handle_times_have_their_mean_and_spread() -> None:
    """Lognormal times have the stated mean and coefficient of variation, exponential ones 1."""
    for shape, cv in ((LOGNORMAL, 0.7), (EXPONENTIAL, 1.0)):
        found = [handle_time(u, 3.0, 0.7, shape) for u in uniforms(5_000)]
        assert_mean(found, 3.0)
        assert_mean([(value / 3.0 - 1.0) ** 2 for value in found], cv * cv)
        assert min(found) > 0.0


def contact(
    key: int,
    condition: Condition = RESTED,
    who: Person = AVERAGE,
    experience: float = VETERAN,
    pressure: float = 1.0,
    quality: float = REFERENCE,
    strengths: Links = LINKS,
):
    """One contact served, everything neutral unless said."""
    return serve(
        *(key, 0, ADVICE, CHANNELS[0], condition, who, experience, pressure),
        *(quality, REFERENCE, EMPLOYEES, strengths),
    )


def test_neutral_staff_serve_as_the_channel_says() -> None:
    """Experienced, rested, neutral staff take the mean time and fail with the channel's chance."""
    found = [contact(key) for key in keys(5_000)]
    assert_mean([service.duration for service in found], CHANNELS[0].handle_times[ADVICE])
    assert_mean([float(service.failed) for service in found], CHANNELS[0].failure_chance)
    assert found[0].empathy == EMPLOYEES.empathy_base
    assert found[0].assurance == pytest.approx(
        EMPLOYEES.assurance_base + EMPLOYEES.assurance_per_efficiency
    )


@given(st.sampled_from(keys(200)), conditions, staff, days, pressures, levels)
def test_a_service_is_possible(
    key: int, condition: Condition, who: Person, experience: float, pressure: float, quality: float
) -> None:
    """It takes a finite time above 0 and conveys levels."""
    service = contact(key, condition, who, experience, pressure, quality)
    assert 0.0 < service.duration < math.inf
    assert 0.0 <= service.assurance <= 1.0
    assert 0.0 <= service.empathy <= 1.0


@given(st.sampled_from(keys(200)), days, pressures)
def test_slow_staff_take_longer_by_their_efficiency(
    key: int, experience: float, pressure: float
) -> None:
    """A contact lasts its base time times the time given over efficiency."""
    able = efficiency(AVERAGE, experience, 0.0, EMPLOYEES, 1.0)
    given_time = time_per_customer(1.0, pressure, EMPLOYEES, 1.0)
    found = contact(key, experience=experience, pressure=pressure)
    base = contact(key).duration * efficiency(AVERAGE, VETERAN, 0.0, EMPLOYEES, 1.0)
    assert found.duration == pytest.approx(base * given_time / able, rel=1e-12)


@pytest.mark.parametrize(
    ("circumstance", "effect"),
    [
        ({"experience": 0.0}, EMPLOYEES.failure_per_inexperience * NEWCOMERS_LACK),
        ({"condition": RESTED._replace(fatigue=0.5)}, None),
        ({"pressure": 2.0}, EMPLOYEES.failure_per_hurry * (1.0 - PRESSED)),
        (
            {"condition": RESTED._replace(satisfaction=NEUTRAL - 0.3)},
            EMPLOYEES.failure_per_satisfaction * 0.3,
        ),
        ({"quality": REFERENCE - 0.3}, EMPLOYEES.failure_per_internal_quality * 0.3),
    ],
    ids=["newcomer", "tired", "hurried", "dissatisfied", "badly supported"],
)
def test_failures_rise_by_their_causes(circumstance: dict, effect: float | None) -> None:
    """Each cause shifts the log odds of failure by its parameter times its size.

    Fatigue acts twice: by itself, and by the efficiency it takes.
    """
    if effect is None:
        lost = 1.0 - efficiency(AVERAGE, VETERAN, 0.5, EMPLOYEES, 1.0)
        effect = EMPLOYEES.failure_per_fatigue * 0.5 + EMPLOYEES.failure_per_inexperience * lost
    failed = [float(contact(key, **circumstance).failed) for key in keys(5_000)]
    assert_mean(failed, shift_odds(CHANNELS[0].failure_chance, effect))


@given(st.sampled_from(keys(200)), levels, levels)
def test_worse_circumstances_serve_no_better(key: int, one: float, other: float) -> None:
    """On the same draws nobody fails less, or conveys more, when tired, new or dissatisfied."""
    low, high = sorted((one, other))
    pairs = [
        (contact(key, RESTED._replace(fatigue=low)), contact(key, RESTED._replace(fatigue=high))),
        (contact(key, experience=high * YEAR), contact(key, experience=low * YEAR)),
        (
            contact(key, RESTED._replace(satisfaction=high)),
            contact(key, RESTED._replace(satisfaction=low)),
        ),
        (contact(key, quality=high), contact(key, quality=low)),
        (contact(key, pressure=1.0 + low), contact(key, pressure=1.0 + high)),
    ]
    for better, worse in pairs:
        assert better.failed <= worse.failed
        assert better.assurance >= worse.assurance
        assert better.empathy >= worse.empathy


@given(st.sampled_from(keys(200)), levels, days, pressures, levels)
def test_cut_links_serve_everybody_alike(
    key: int, satisfaction: float, experience: float, pressure: float, quality: float
) -> None:
    """With all links cut a service does not know mood, experience, pressure or internal quality."""
    condition = RESTED._replace(satisfaction=satisfaction)
    found = contact(key, condition, AVERAGE, experience, pressure, quality, CUT)
    assert found == contact(key, strengths=CUT)


@given(st.sampled_from(keys(200)), pressures, pressures)
def test_hurry_is_shorter(key: int, one: float, other: float) -> None:
    """Under more pressure the same contact takes no longer."""
    calm, pressed = (contact(key, pressure=pressure) for pressure in sorted((one, other)))
    assert pressed.duration <= calm.duration


# Leaving -----------------------------------------------------------------------------------------


@given(levels, levels, days, days, links)
def test_who_is_satisfied_or_settled_quits_no_more(
    one: float, other: float, short: float, long: float, link: float
) -> None:
    """The chance is in [0, 1) and never rises in satisfaction or in tenure."""
    low, high = sorted((one, other))
    short, long = sorted((short, long))
    chance = quit_chance(low, short, EMPLOYEES, link)
    assert 0.0 <= quit_chance(high, short, EMPLOYEES, link) <= chance <= 1.0
    assert quit_chance(low, long, EMPLOYEES, link) <= chance


def test_a_year_of_weeks_is_the_yearly_rate() -> None:
    """Experienced neutral staff survive a year with exp(-rate); newcomers start at the factor."""
    chance = quit_chance(NEUTRAL, VETERAN, EMPLOYEES, 1.0)
    stay = (1.0 - chance) ** (YEAR / WEEK)
    assert stay == pytest.approx(math.exp(-EMPLOYEES.quits_per_day * YEAR))
    first = -math.log(1.0 - quit_chance(NEUTRAL, 0.0, EMPLOYEES, 1.0))
    usual = -math.log(1.0 - chance)
    assert first / usual == pytest.approx(EMPLOYEES.newcomer_quit_factor)


@given(levels, days)
def test_without_the_link_satisfaction_holds_nobody(satisfaction: float, tenure: float) -> None:
    """With ``employee_satisfaction_to_quits`` at 0 quits and absence do not know satisfaction."""
    neutral = quit_chance(NEUTRAL, tenure, EMPLOYEES, 1.0)
    assert quit_chance(satisfaction, tenure, EMPLOYEES, 0.0) == neutral
    assert absence_chance(satisfaction, EMPLOYEES, 0.0) == EMPLOYEES.absence_chance


@given(levels, levels, links)
def test_the_satisfied_are_absent_no_more(one: float, other: float, link: float) -> None:
    """The chance is in [0, 1] and never rises in satisfaction."""
    low, high = (absence_chance(level, EMPLOYEES, link) for level in sorted((one, other)))
    assert 0.0 <= high <= low * (1.0 + 1e-15) <= 1.0 + 1e-15


def test_vacancies_take_their_mean_time() -> None:
    """At a selection of one half the mean is the stated one; choosier firms wait longer."""
    assert_mean([time_to_fill(u, 0.5, EMPLOYEES) for u in uniforms(5_000)], EMPLOYEES.time_to_fill)
    assert time_to_fill(0.5, 0.9, EMPLOYEES) > time_to_fill(0.5, 0.5, EMPLOYEES)


# Pay ---------------------------------------------------------------------------------------------


def test_a_year_is_twelve_pays() -> None:
    """Months add up to a year, a month to one pay, and a partner's staff cost us nothing."""
    ours = TEAM._replace(is_partner=False)
    assert pay(ours, YEAR) == pytest.approx(12.0 * TEAM.pay_per_month)
    assert pay(ours, MONTH) == pytest.approx(TEAM.pay_per_month)
    assert pay(ours._replace(is_partner=True), YEAR) == 0.0


@given(days, days)
def test_pay_is_additive_in_time(one: float, other: float) -> None:
    """Paying twice for two spells is paying once for both."""
    ours = TEAM._replace(is_partner=False)
    assert pay(ours, one) + pay(ours, other) == pytest.approx(pay(ours, one + other))


def test_draws_of_a_service_belong_to_the_customer() -> None:
    """Two employees alike serve the same contact alike; another contact differs."""
    key = rnd.entity_key(1, 0, rnd.KIND_PERSON, 7)
    assert contact(key) == contact(key)
    assert contact(key).duration != contact(key + 1).duration
