"""Positions that follow demand hold staff to the occupancy wanted, within their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.roster import contracted_per_week
from sim.behaviour.staffing import positions_for, team_mean, work_in_week
from tests.behaviour.textbook import EMPLOYEES, TEAM

WIDE = TEAM._replace(least_positions=1, most_positions=4000, target_occupancy=0.7)
PRESENT = contracted_per_week(WIDE) * (1.0 - EMPLOYEES.absence_chance)

works = st.floats(0.0, 500.0)
factors = st.floats(0.1, 3.0)


@given(works, st.floats(0.1, 1.0))
def test_positions_are_the_fewest_that_keep_occupancy(work: float, wanted: float) -> None:
    """At the positions found occupancy is at most as wanted, and one fewer would exceed it."""
    team = WIDE._replace(target_occupancy=wanted)
    found = positions_for(work, EMPLOYEES, team)
    assert work / (found * PRESENT) <= wanted * (1.0 + 1e-6)
    assert found == 1 or work / ((found - 1) * PRESENT) > wanted


@given(works, works)
def test_more_work_never_takes_fewer_people(one: float, other: float) -> None:
    """Positions never fall in work."""
    less, more = sorted((one, other))
    assert positions_for(less, EMPLOYEES, WIDE) <= positions_for(more, EMPLOYEES, WIDE)


@given(st.floats(0.0, 1e12), st.integers(1, 50), st.integers(0, 50), st.floats(0.0, 1.0))
def test_positions_keep_their_bounds(work: float, least: int, more: int, absence: float) -> None:
    """However much or little there is to do, and whoever is absent."""
    team = WIDE._replace(least_positions=least, most_positions=least + more)
    present = EMPLOYEES._replace(absence_chance=absence)
    assert least <= positions_for(work, present, team) <= least + more


@given(works, factors, factors)
def test_work_follows_standard_and_efficiency(work: float, standard: float, able: float) -> None:
    """Twice the time given takes twice the work, twice the efficiency half of it."""
    assert work_in_week(work, 1.0, 1.0) == work
    plain = work_in_week(work, standard, able)
    assert work_in_week(work, 2.0 * standard, able) == pytest.approx(2.0 * plain)
    assert work_in_week(work, standard, 2.0 * able) == pytest.approx(plain / 2.0)


@given(st.lists(works, min_size=1, max_size=8))
def test_a_team_is_its_average_member(values: list[float]) -> None:
    """All members together make as much as if each were the mean; nobody makes nothing."""
    assert team_mean(values) * len(values) == pytest.approx(sum(values))
    assert team_mean([]) == 0.0
