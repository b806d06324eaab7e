"""People at work tire, feel, come and leave within their ranges and in direction."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.employee import (
    Condition,
    Person,
    absence_chance,
    after_week,
    counselling,
    log_pay_ratio,
    missing_chance,
    next_fatigue,
    next_habit,
    next_mood,
    opening_condition,
    opening_tenure,
    pay,
    quit_chance,
    satisfaction_target,
)
from sim.behaviour.hurry import MINIMUM_TIME
from sim.parameters import Links
from sim.units import MONTH, WEEK, YEAR
from tests.behaviour.samples import assert_mean, uniforms
from tests.behaviour.textbook import EMPLOYEES, LINKS, TEAM

NEUTRAL = EMPLOYEES.neutral_satisfaction
AVERAGE = Person(ability=1.0, disposition=0.0)
RESTED = Condition(satisfaction=NEUTRAL, fatigue=0.0, standard=1.0, habit=0.0)
VETERAN = 100.0 * YEAR
CUT = Links(*[0.0] * len(Links._fields))
ROUNDING = 2.0**-50

levels = st.floats(0.0, 1.0)
moods = st.floats(-1.0, 1.0)
pressures = st.floats(0.1, 5.0)
days = st.floats(0.0, 5_000.0)
links = st.floats(0.0, 10.0)
ratios = st.floats(-2.0, 2.0)
dispositions = st.floats(-0.2, 0.2)
conditions = st.builds(Condition, levels, levels, st.floats(0.1, 1.5), levels)
staff = st.builds(Person, st.floats(0.5, 2.0), dispositions)


@given(levels, levels, levels)
def test_fatigue_builds_up_above_the_onset_only(
    fatigue: float, occupancy: float, other: float
) -> None:
    """Fatigue is a level, never falls in occupancy, and fades at or below the onset."""
    low, high = sorted((occupancy, other))
    assert (
        0.0
        <= next_fatigue(fatigue, low, 0.0, EMPLOYEES)
        <= next_fatigue(fatigue, high, 0.0, EMPLOYEES)
    )
    assert next_fatigue(fatigue, high, 0.0, EMPLOYEES) <= 1.0
    at_onset = next_fatigue(fatigue, EMPLOYEES.fatigue_onset, 0.0, EMPLOYEES)
    assert at_onset == pytest.approx(fatigue * math.exp(-WEEK / EMPLOYEES.fatigue_memory))


def test_lasting_overload_ends_in_full_fatigue() -> None:
    """Fully busy for ever, fatigue goes to 1."""
    fatigue = 0.0
    for _ in range(200):
        fatigue = next_fatigue(fatigue, 1.0, 0.0, EMPLOYEES)
    assert fatigue == pytest.approx(1.0)


def target(
    disposition: float = 0.0,
    quality_above: float = 0.0,
    pressure: float = 1.0,
    ratio: float = 0.0,
    mood: float = 0.0,
    strengths: Links = LINKS,
    relief: float = 0.0,
) -> float:
    """Where satisfaction settles, everything neutral unless said."""
    return satisfaction_target(
        disposition, quality_above, pressure, ratio, mood, relief, EMPLOYEES, strengths
    )


@given(dispositions, moods, pressures, ratios, moods)
def test_satisfaction_has_its_causes(
    disposition: float, quality: float, pressure: float, ratio: float, mood: float
) -> None:
    """The target is a level; it never falls with quality, pay or mood, nor rises with pressure."""
    plain = target(disposition, quality, pressure, ratio, mood)
    assert 0.0 <= plain <= 1.0
    assert target(disposition, quality + 0.1, pressure, ratio, mood) >= plain
    assert target(disposition, quality, pressure + 0.1, ratio, mood) <= plain
    assert target(disposition, quality, pressure, ratio + 0.1, mood) >= plain
    assert target(disposition, quality, pressure, ratio, mood + 0.1) >= plain


@given(moods, pressures, moods)
def test_cut_links_leave_satisfaction_alone(quality: float, pressure: float, mood: float) -> None:
    """With its three links cut, satisfaction does not know quality, workload or mood."""
    assert target(0.0, quality, pressure, 0.0, mood, CUT) == NEUTRAL


@given(st.floats(0.1, 1.0))
def test_little_work_pleases_nobody(pressure: float) -> None:
    """Pressure counts above 1 only; all neutral is neutral."""
    assert target(pressure=pressure) == target() == NEUTRAL


@given(dispositions, moods, pressures, levels)
def test_counselling_helps_the_dissatisfied_only(
    disposition: float, mood: float, pressure: float, relief: float
) -> None:
    """It takes its part of what lies below neutral, and leaves the others as they are."""
    plain = target(disposition, 0.0, pressure, 0.0, mood)
    helped = target(disposition, 0.0, pressure, 0.0, mood, relief=relief)
    if plain >= NEUTRAL:
        assert helped == plain
    else:
        assert NEUTRAL - helped == pytest.approx((1.0 - relief) * (NEUTRAL - plain), abs=ROUNDING)


@given(st.floats(0.0, 1e6), st.floats(0.0, 1e6))
def test_counselling_has_diminishing_returns(one: float, other: float) -> None:
    """No budget, no help; half of it at the half budget; never more than the relief."""

    def help_for(budget: float) -> float:
        return counselling(
            EMPLOYEES._replace(counselling_budget_per_head_per_month=budget), is_partner=False
        )

    low, high = sorted((one, other))
    assert help_for(0.0) == 0.0
    assert help_for(low) <= help_for(high) <= EMPLOYEES.counselling_relief
    half = EMPLOYEES.counselling_half_budget_per_head_per_month
    assert help_for(half) == pytest.approx(EMPLOYEES.counselling_relief / 2.0)
    assert counselling(EMPLOYEES, is_partner=True) == 0.0


def test_a_contest_leaves_a_habit_that_fades() -> None:
    """Effort in force counts whole, after it a part that shrinks week by week to nothing."""
    habit, care = 0.0, []
    for week in range(13 + 150):
        effort = 1.0 if week < 13 else 0.0
        care.append(max(effort, habit))
        habit = next_habit(habit, effort, EMPLOYEES)
    during, after = care[:13], care[13:]
    assert set(during) == {1.0}
    assert 1.0 > after[0] > 0.0
    assert after == sorted(after, reverse=True)
    memory = EMPLOYEES.habit_memory / WEEK
    assert after[0] == pytest.approx(1.0 - math.exp(-13.0 / memory))
    assert after[-1] < 1e-6


@given(levels, levels, levels)
def test_effort_tires(fatigue: float, one: float, other: float) -> None:
    """Fatigue never falls with effort, and no effort adds nothing."""
    low, high = (next_fatigue(fatigue, 0.0, effort, EMPLOYEES) for effort in sorted((one, other)))
    assert next_fatigue(fatigue, 0.0, 0.0, EMPLOYEES) <= low <= high


def test_equal_pay_counts_nothing() -> None:
    """The log ratio is 0 at market pay and for unpaid staff, and log 1.1 ten per cent above."""
    paid = TEAM._replace(pay_per_day=2_800.0, market_pay_per_day=2_800.0)
    assert log_pay_ratio(paid) == log_pay_ratio(paid._replace(pay_per_day=0.0)) == 0.0
    assert log_pay_ratio(paid._replace(pay_per_day=3_080.0)) == pytest.approx(math.log(1.1))
    pittance = log_pay_ratio(paid._replace(pay_per_day=5e-324))
    assert -math.inf < pittance < 0.0


@given(moods, levels)
def test_mood_follows_the_customers(mood: float, score: float) -> None:
    """One contact moves perceived mood its step toward the score above neutral."""
    after = next_mood(mood, score, 0.7, EMPLOYEES)
    gap = score - 0.7 - mood
    assert after - mood == pytest.approx(EMPLOYEES.mood_step * gap, abs=ROUNDING)


@given(*(conditions, staff, st.floats(0.0, 5.0), pressures, moods, ratios, moods, levels, levels))
def test_a_week_keeps_levels_levels(
    condition: Condition,
    who: Person,
    intensity: float,
    pressure: float,
    quality: float,
    ratio: float,
    mood: float,
    relief: float,
    effort: float,
) -> None:
    """After any week satisfaction and fatigue are levels, and the standard at least the least."""
    after = after_week(
        *(condition, who, intensity, pressure, quality, ratio, mood, relief, effort),
        *(EMPLOYEES, LINKS),
    )
    assert 0.0 <= after.satisfaction <= 1.0
    assert 0.0 <= after.fatigue <= 1.0
    assert 0.0 <= after.habit <= 1.0
    assert after.standard >= MINIMUM_TIME * (1.0 - ROUNDING)


def test_a_neutral_week_changes_nothing() -> None:
    """At reference quality, normal pressure, market pay and neutral mood all stays."""
    occupancy = EMPLOYEES.target_occupancy
    after = after_week(
        *(RESTED, AVERAGE, occupancy, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0), *(EMPLOYEES, LINKS)
    )
    assert after == RESTED


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


@given(levels, levels, levels)
def test_a_shortage_comes_on_top_of_absence(absence: float, one: float, other: float) -> None:
    """Nothing without a shortage, everybody with a whole one, and whoever works escaped both."""
    low, high = (missing_chance(absence, shortage) for shortage in sorted((one, other)))
    assert 0.0 <= low <= high + 2.0**-53 <= 1.0 + 2.0**-52
    assert missing_chance(absence, 0.0) == absence
    assert missing_chance(absence, 1.0) == 1.0
    assert 1.0 - missing_chance(absence, one) == pytest.approx((1.0 - absence) * (1.0 - one))


def test_pay_is_by_the_day() -> None:
    """Months add up to a year, a day costs one day's pay, a partner's staff cost us nothing."""
    ours = TEAM._replace(is_partner=False)
    assert pay(ours, YEAR) == pytest.approx(12.0 * pay(ours, MONTH))
    assert pay(ours, 1.0) == TEAM.pay_per_day
    assert pay(ours._replace(is_partner=True), YEAR) == 0.0


@given(st.floats(0.0, 1_000.0), st.booleans())
def test_a_bonus_is_paid_to_everybody_and_pleases_like_pay(bonus: float, is_partner: bool) -> None:
    """It comes on top of whatever is paid, a partner's staff included, and counts as pay."""
    plain = TEAM._replace(is_partner=is_partner, bonus_per_day=0.0)
    with_bonus = plain._replace(bonus_per_day=bonus)
    assert pay(with_bonus, YEAR) - pay(plain, YEAR) == pytest.approx(YEAR * bonus, abs=1e-6)
    raised = plain._replace(pay_per_day=plain.pay_per_day + bonus)
    assert log_pay_ratio(with_bonus) == log_pay_ratio(raised)


@given(days, days)
def test_pay_is_additive_in_time(one: float, other: float) -> None:
    """Paying twice for two spells is paying once for both."""
    ours = TEAM._replace(is_partner=False)
    assert pay(ours, one) + pay(ours, other) == pytest.approx(pay(ours, one + other))


def test_opening_staff_have_exponential_tenures() -> None:
    """Tenures have the stated mean and, being exponential, that mean as standard deviation."""
    found = [opening_tenure(u, EMPLOYEES) / EMPLOYEES.opening_experience for u in uniforms(5_000)]
    assert_mean(found, 1.0)
    assert_mean([(tenure - 1.0) ** 2 for tenure in found], 1.0)


@given(st.floats(-2.0, 2.0))
def test_the_first_day_is_rested_and_by_disposition(disposition: float) -> None:
    """Satisfaction is neutral plus disposition and a level; no fatigue, the norm as standard."""
    first = opening_condition(Person(1.0, disposition), EMPLOYEES)
    assert first == Condition(min(max(NEUTRAL + disposition, 0.0), 1.0), 0.0, 1.0, 0.0)
