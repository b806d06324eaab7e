"""A hiring standard buys ability as far as the assessment tells it, and costs time and money."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from sim.behaviour.hiring import (
    USUAL_SELECTION,
    cost_of_hire,
    expected_ability,
    person,
    time_to_fill,
    validity,
)
from tests.behaviour.samples import assert_mean, keys, uniforms
from tests.behaviour.textbook import EMPLOYEES

USUAL = EMPLOYEES.usual_accepted_fraction
LOG_SPREAD = math.sqrt(math.log1p(EMPLOYEES.ability_spread**2))

levels = st.floats(0.0, 1.0)
fractions = st.floats(0.001, 1.0)
PEOPLE = keys(5_000)


def log_abilities(accepted: float, selection: float) -> list[float]:
    """Log ability over its spread among applicants, of many hires of one standard."""
    usual = expected_ability(USUAL, validity(USUAL_SELECTION, EMPLOYEES), LOG_SPREAD)
    found = [person(key, selection, accepted, EMPLOYEES).ability * usual for key in PEOPLE]
    return [math.log(ability) / LOG_SPREAD for ability in found]


def test_the_usual_standard_hires_average_people() -> None:
    """At the usual standard and selection ability has mean 1, and disposition mean 0."""
    found = [person(key, USUAL_SELECTION, USUAL, EMPLOYEES) for key in PEOPLE]
    assert_mean([who.ability for who in found], 1.0)
    assert_mean([who.disposition for who in found], 0.0)
    assert_mean([who.disposition**2 for who in found], EMPLOYEES.satisfaction_spread**2)


@pytest.mark.parametrize("accepted", [0.05, 0.5, 1.0])
@pytest.mark.parametrize("selection", [0.0, 0.5, 1.0])
def test_the_gain_is_brogdens(accepted: float, selection: float) -> None:
    """Mean standard ability of hires is validity times the normal density at the cut over share."""
    gain = validity(selection, EMPLOYEES) * stats.norm.pdf(stats.norm.isf(accepted)) / accepted
    assert_mean(log_abilities(accepted, selection), gain)


@given(st.floats(0.01, 0.99), levels, st.floats(0.0, 1.0))
def test_expected_ability_is_the_mean_over_the_accepted(
    accepted: float, rho: float, log_spread: float
) -> None:
    """The closed form is the integral over all assessments above the cut."""
    cut = stats.norm.isf(accepted)
    unseen = 0.5 * log_spread**2 * (1.0 - rho**2)

    def part(z: float) -> float:
        return math.exp(log_spread * rho * z + unseen) * float(stats.norm.pdf(z))

    expected, error = integrate.quad(part, cut, cut + 20.0, epsabs=1e-12)
    found = expected_ability(accepted, rho, log_spread)
    assert found == pytest.approx(expected / accepted, rel=1e-9, abs=error)


@given(st.sampled_from(PEOPLE[:50]), levels, fractions, fractions)
def test_choosier_firms_hire_abler_people(
    key: int, selection: float, one: float, other: float
) -> None:
    """The same draw's ability never falls as the standard rises; disposition is untouched."""
    choosy, lax = (person(key, selection, accepted, EMPLOYEES) for accepted in sorted((one, other)))
    assert choosy.ability >= lax.ability
    assert choosy.disposition == lax.disposition


@given(st.sampled_from(PEOPLE[:50]), fractions, fractions)
def test_a_blind_assessment_is_worth_nothing(key: int, one: float, other: float) -> None:
    """Without any spending on selection the standard does not matter."""
    assert person(key, 0.0, one, EMPLOYEES) == person(key, 0.0, other, EMPLOYEES)


@given(st.sampled_from(PEOPLE[:50]), levels, fractions)
def test_nothing_can_be_told_of_people_who_are_alike(
    key: int, selection: float, accepted: float
) -> None:
    """Without a spread of ability everybody has ability 1, whatever the standard."""
    alike = EMPLOYEES._replace(ability_spread=0.0)
    assert person(key, selection, accepted, alike).ability == pytest.approx(1.0)


@given(st.sampled_from(uniforms(20)), fractions)
def test_time_to_fill_is_inverse_to_the_share_accepted(u: float, accepted: float) -> None:
    """Who accepts half as many waits twice as long."""
    whole, half = (time_to_fill(u, share, EMPLOYEES) for share in (accepted, accepted / 2.0))
    assert half == pytest.approx(2.0 * whole)


def test_vacancies_take_their_mean_time() -> None:
    """At the usual standard the mean time is the stated one."""
    found = [time_to_fill(u, USUAL, EMPLOYEES) for u in uniforms(5_000)]
    assert_mean(found, EMPLOYEES.time_to_fill)


@given(fractions)
def test_a_hire_pays_for_all_who_were_assessed(accepted: float) -> None:
    """Beyond fixed costs a hire costs one assessment for each applicant there is to each hire."""
    fixed = EMPLOYEES.hiring_cost + EMPLOYEES.induction_cost
    applicants = (cost_of_hire(accepted, EMPLOYEES) - fixed) / EMPLOYEES.cost_per_applicant
    assert applicants * accepted == pytest.approx(1.0)
