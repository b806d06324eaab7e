"""Overtime is asked for by pressure, tires like work, and is paid by the hour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.employee import pay
from sim.behaviour.overtime import overtime_limit, overtime_pay, work_intensity
from sim.behaviour.roster import contracted_per_week, shift_length
from sim.units import HOUR, WEEK
from tests.behaviour.textbook import TEAM

OURS = TEAM._replace(is_partner=False, overtime=2.0 * HOUR, bonus_per_day=0.0)

times = st.floats(0.0, 7.0)


@given(st.floats(0.1, 5.0), st.floats(0.1, 5.0))
def test_pressure_above_normal_asks_for_overtime(one: float, other: float) -> None:
    """None up to normal pressure, never less with more, never above the most."""
    low, high = sorted((one, other))
    assert overtime_limit(low, OURS) <= overtime_limit(high, OURS) <= OURS.overtime
    assert overtime_limit(min(low, 1.0), OURS) == 0.0
    assert overtime_limit(high, OURS._replace(overtime=0.0)) == 0.0


def test_overtime_is_the_work_that_is_too_much() -> None:
    """At ten per cent too much work a tenth of a shift is added."""
    assert overtime_limit(1.1, OURS) == pytest.approx(0.1 * shift_length(OURS))


@given(st.floats(0.0, 1.0), times, times)
def test_overtime_adds_to_occupancy(occupancy: float, one: float, other: float) -> None:
    """Without overtime intensity is occupancy; a contracted week of overtime adds a whole one."""
    low, high = sorted((one, other))
    assert work_intensity(occupancy, low, OURS) <= work_intensity(occupancy, high, OURS)
    assert work_intensity(occupancy, 0.0, OURS) == occupancy
    twice = work_intensity(occupancy, contracted_per_week(OURS), OURS)
    assert twice == pytest.approx(occupancy + 1.0)


@given(times, st.floats(0.0, 3.0))
def test_overtime_is_paid_by_the_hour(overtime: float, factor: float) -> None:
    """A contracted week of overtime costs a week's pay times the factor; a partner's is free."""
    team = OURS._replace(overtime_pay_factor=factor)
    per_week = pay(OURS, WEEK) * factor
    expected = per_week * overtime / contracted_per_week(team)
    assert overtime_pay(team, overtime) == pytest.approx(expected)
    assert overtime_pay(team._replace(is_partner=True), overtime) == 0.0
