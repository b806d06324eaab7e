"""What staff bring to a contact follows experience, fatigue, hurry and mood, each by its size."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import randomness as rnd
from sim.behaviour.employee import (
    Condition,
    Person,
)
from sim.behaviour.hurry import MINIMUM_TIME, time_per_customer
from sim.behaviour.odds import shift_odds
from sim.behaviour.service import (
    efficiency,
    handle_time,
    learned,
    learning_gain,
    serve,
    serve_itself,
    skill,
)
from sim.parameters import ADVICE, EXPONENTIAL, LOGNORMAL, Links
from sim.units import YEAR
from tests.behaviour.samples import assert_mean, keys, uniforms
from tests.behaviour.textbook import CHANNELS, EMPLOYEES, LINKS

NEUTRAL = EMPLOYEES.neutral_satisfaction
AVERAGE = Person(ability=1.0, disposition=0.0)
RESTED = Condition(satisfaction=NEUTRAL, fatigue=0.0, standard=1.0, habit=0.0)
VETERAN = 100.0 * YEAR
NEWCOMERS_LACK = 1.0 - learned(0.0, EMPLOYEES, 1.0)
PRESSED = time_per_customer(1.0, 2.0, EMPLOYEES, 1.0)
CUT = Links(*[0.0] * len(Links._fields))

levels = st.floats(0.0, 1.0)
pressures = st.floats(0.1, 5.0)
days = st.floats(0.0, 5_000.0)
links = st.floats(0.0, 10.0)
dispositions = st.floats(-0.2, 0.2)
conditions = st.builds(Condition, levels, levels, st.floats(0.1, 1.5), levels)
staff = st.builds(Person, st.floats(0.5, 2.0), dispositions)


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


@given(levels, levels, links, st.floats(0.0, 3.0))
def test_training_speeds_learning(one: float, other: float, link: float, effect: float) -> None:
    """The speed never falls with training and is above 0; it is the usual one at one half."""
    training = EMPLOYEES._replace(learning_per_training=effect)
    low, high = (learning_gain(level, training, link) for level in sorted((one, other)))
    assert -1.0 < low <= high
    assert learning_gain(0.5, training, link) == 0.0
    assert learning_gain(one, training, 0.0) == learning_gain(one, EMPLOYEES, link) == 0.0


@given(staff, days, levels, levels, links, levels)
def test_efficiency_is_above_nothing(
    who: Person, experience: float, one: float, other: float, link: float, loss: float
) -> None:
    """However tired, somebody works; efficiency never rises with fatigue."""
    tiring = EMPLOYEES._replace(fatigue_to_efficiency=loss)
    fresh, tired = (
        efficiency(skill(who, experience, EMPLOYEES, link), fatigue, tiring)
        for fatigue in sorted((one, other))
    )
    assert 0.0 < tired <= fresh
    assert skill(AVERAGE, VETERAN, EMPLOYEES, 1.0) == pytest.approx(1.0)


def test_handle_times_have_their_mean_and_spread() -> None:
    """Lognormal times have the stated mean and coefficient of variation, exponential ones 1."""
    for shape, cv in ((LOGNORMAL, 0.7), (EXPONENTIAL, 1.0)):
        found = [handle_time(u, 3.0, 0.7, shape, 0.0) for u in uniforms(5_000)]
        assert_mean(found, 3.0)
        assert_mean([(value / 3.0 - 1.0) ** 2 for value in found], cv * cv)
        assert min(found) > 0.0


def contact(
    key: int,
    condition: Condition = RESTED,
    who: Person = AVERAGE,
    experience: float = VETERAN,
    pressure: float = 1.0,
    quality_above: float = 0.0,
    strengths: Links = LINKS,
    again: float = 0.0,
    standardisation: float = 0.0,
    effort: float = 0.0,
):
    """One contact served, everything neutral unless said."""
    channel = CHANNELS[0]._replace(standardisation=standardisation)
    return serve(
        *(key, 0, ADVICE, channel, condition, who, experience, pressure),
        *(quality_above, again, effort, EMPLOYEES, strengths),
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
    able = skill(AVERAGE, experience, EMPLOYEES, 1.0)
    given_time = time_per_customer(1.0, pressure, EMPLOYEES, 1.0)
    found = contact(key, experience=experience, pressure=pressure)
    base = contact(key).duration * skill(AVERAGE, VETERAN, EMPLOYEES, 1.0)
    assert found.duration == pytest.approx(base * given_time / able, rel=1e-12)


@pytest.mark.parametrize(
    ("circumstance", "effect"),
    [
        ({"experience": 0.0}, EMPLOYEES.failure_per_inexperience * NEWCOMERS_LACK),
        ({"condition": RESTED._replace(fatigue=0.5)}, EMPLOYEES.failure_per_fatigue * 0.5),
        ({"pressure": 2.0}, EMPLOYEES.failure_per_hurry * (1.0 - PRESSED)),
        (
            {"condition": RESTED._replace(satisfaction=NEUTRAL - 0.3)},
            EMPLOYEES.failure_per_satisfaction * 0.3,
        ),
        ({"quality_above": -0.3}, EMPLOYEES.failure_per_internal_quality * 0.3),
    ],
    ids=["newcomer", "tired", "hurried", "dissatisfied", "badly supported"],
)
def test_failures_rise_by_their_causes(circumstance: dict, effect: float) -> None:
    """Each cause shifts the log odds of failure by its parameter times its size."""
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
        (contact(key, quality_above=high), contact(key, quality_above=low)),
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


def test_draws_of_a_service_belong_to_the_customer() -> None:
    """Two employees alike serve the same contact alike; another contact differs."""
    key = rnd.entity_key(1, 0, rnd.KIND_PERSON, 7)
    assert contact(key) == contact(key)
    assert contact(key).duration != contact(key + 1).duration


@given(levels)
def test_the_tired_are_slower_and_no_less_able(fatigue: float) -> None:
    """Efficiency is skill less what fatigue takes, linear in it."""
    lost = 1.0 - efficiency(1.0, fatigue, EMPLOYEES)
    assert lost == pytest.approx(EMPLOYEES.fatigue_to_efficiency * fatigue, abs=2.0**-50)
    tired = RESTED._replace(fatigue=fatigue)
    assert contact(1, tired).assurance == contact(1).assurance


@pytest.mark.parametrize(("shape", "cv"), [(LOGNORMAL, 0.7), (EXPONENTIAL, 1.0)])
@pytest.mark.parametrize("standardisation", [0.0, 0.4, 1.0])
def test_a_script_takes_its_share_off_the_spread(
    standardisation: float, shape: int, cv: float
) -> None:
    """The mean stays, the coefficient of variation falls in proportion."""
    left = cv * (1.0 - standardisation)
    found = [handle_time(u, 3.0, 0.7, shape, standardisation) for u in uniforms(5_000)]
    assert_mean(found, 3.0)
    assert_mean([(value / 3.0 - 1.0) ** 2 for value in found], left * left)


@given(st.sampled_from(keys(200)), conditions, staff, days, pressures)
def test_by_the_book_nothing_hangs_on_who_serves(
    key: int, condition: Condition, who: Person, experience: float, pressure: float
) -> None:
    """At full standardisation a contact fails or not whoever serves it, and takes the mean."""
    found = contact(key, condition, who, experience, pressure, standardisation=1.0)
    plain = contact(key, standardisation=1.0)
    assert found.failed == plain.failed
    assert plain.duration == CHANNELS[0].handle_times[ADVICE] / skill(
        AVERAGE, VETERAN, EMPLOYEES, 1.0
    )


@given(st.sampled_from(keys(200)), levels, levels)
def test_a_script_is_less_warm(key: int, one: float, other: float) -> None:
    """Empathy falls in proportion to standardisation; assurance does not move."""
    low, high = (contact(key, standardisation=level) for level in sorted((one, other)))
    assert low.empathy >= high.empathy
    lost = contact(key).empathy - low.empathy
    expected = EMPLOYEES.empathy_per_standardisation * min(one, other)
    assert lost == pytest.approx(expected, abs=2.0**-50)
    assert low.assurance == contact(key).assurance


@given(st.sampled_from(keys(200)), levels)
def test_explaining_again_takes_time_and_nothing_else(key: int, again: float) -> None:
    """A contact is longer by its share of explanation, and otherwise the same."""
    told, plain = contact(key, again=again), contact(key)
    assert told._replace(duration=plain.duration) == plain
    longer = 1.0 + EMPLOYEES.repeat_explanation_fraction * again
    assert told.duration == pytest.approx(plain.duration * longer, rel=1e-15)


@given(st.sampled_from(keys(200)), conditions, levels)
def test_effort_and_habit_do_the_same(key: int, condition: Condition, effort: float) -> None:
    """The greater of the two counts, and neither changes how long a contact takes."""
    asked = contact(key, condition._replace(habit=0.0), effort=max(effort, condition.habit))
    by_habit = contact(key, condition._replace(habit=max(effort, condition.habit)))
    assert contact(key, condition, effort=effort) == asked == by_habit
    assert asked.duration == contact(key, condition._replace(habit=0.0)).duration


@given(st.sampled_from(keys(200)), conditions, levels, levels)
def test_effort_never_harms_a_contact(
    key: int, condition: Condition, one: float, other: float
) -> None:
    """Empathy never falls, and what succeeds with less effort succeeds with more."""
    less, more = (contact(key, condition, effort=effort) for effort in sorted((one, other)))
    assert less.empathy <= more.empathy
    assert less.failed or not more.failed


@given(st.sampled_from(keys(200)), st.integers(0, 50), levels)
def test_a_machine_serves_as_it_was_built(key: int, number: int, again: float) -> None:
    """It takes and fails as unmoved staff do on the same draws, and conveys what the channel says.

    So a channel that is handed to machines shares its draws with one that is staffed.
    """
    channel = CHANNELS[0]._replace(failure_chance=0.3, assurance=0.4, empathy=0.2)
    found = serve_itself(key, number, ADVICE, channel, again, EMPLOYEES)
    staffed = serve(
        *(key, number, ADVICE, channel, RESTED, AVERAGE, VETERAN, 1.0, 0.0, again, 0.0),
        *(EMPLOYEES, CUT),
    )
    assert found.duration == pytest.approx(staffed.duration, rel=1e-15)
    assert found.failed == staffed.failed
    assert (found.assurance, found.empathy) == (0.4, 0.2)
