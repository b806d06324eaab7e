"""What staff are asked to do beyond the plan is done, paid, and over when it is over."""

import math
from typing import Any

import numpy as np
import pytest

from sim.parameters import Plan
from sim.units import HOUR, MINUTE, WEEK, YEAR
from tests.worlds import column, differing, pair, run, world

QUEUE = {"time.warm_up_months": 0, "market.people": 300}
"""A team that never changes, with little to do."""

NOTHING: dict[str, dict[str, Any]] = {
    "contest": {"kind": "service_contest", "teams": ["store_team"], "effort": 0},
    "counselling": {
        **{"kind": "set", "path": "employees.counselling.half_budget_per_head_per_month"},
        "value": 1,
    },
    "habit": {"kind": "set", "path": "employees.contest.habit_memory_weeks", "value": 1},
    "late": {"kind": "schedule", "team": "store_team", "late_fraction": 0.5},
    "level": {"kind": "peak_management", "channel": "store", "flattening": 0},
    "overtime": {"kind": "set", "path": "teams.store_team.overtime_pay_factor", "value": 9},
    "staffing": {"kind": "staffing_policy", "team": "store_team", "most_positions": 1},
}
"""Levers that are not pulled, or whose sizes count for nothing while a feature is off."""


@pytest.mark.parametrize("lever", NOTHING.values(), ids=NOTHING)
def test_what_is_off_changes_nothing(lever: dict[str, Any]):
    """A lever of no strength leaves every table as it is, byte for byte."""
    base, changed = map(run, pair("lively", {"time.horizon_months": 3}, lever))
    assert differing(base, changed) == set()


# Overtime -----------------------------------------------------------------------------------------


def overworked(people: int = 1000, **sets: Any) -> Plan:
    """A crew with more to do than a shift holds, and pay of its own."""
    return world(
        "queue",
        time__horizon_months=4,
        market__people=people,
        channels__line__hours__opens_at_hour=8,
        channels__line__hours__closes_at_hour=16,
        channels__line__handle_minutes__purchase=80,
        teams__crew__roster__opens_at_hour=8,
        teams__crew__roster__closes_at_hour=16,
        teams__crew__shift_hours=8,
        teams__crew__positions=2,
        **sets,
    )


def test_overtime_is_paid_to_the_minute():
    """Wages are pay for the time employed, and for overtime the hourly pay times the factor."""
    plan = overworked(teams__crew__overtime_hours_per_shift=2, teams__crew__overtime_pay_factor=3)
    records = run(plan)
    team = plan.regimes[0].parameters.teams[0]
    per_day = team.pay_per_day
    hourly = per_day * WEEK / (7 * 8)
    overtime = column(records, "teams.overtime")
    expected = per_day * column(records, "teams.paid_time") + 3.0 * hourly * overtime / HOUR
    assert column(records, "teams.wages") == pytest.approx(expected)
    assert overtime.sum() > 0.0


def test_overtime_serves_more_than_the_shift():
    """Waits are shorter for the same calls, and there is more time on duty."""
    short, long = run(overworked()), run(overworked(teams__crew__overtime_hours_per_shift=4))
    assert column(short, "teams.overtime").sum() == 0.0
    assert column(long, "channels.offered").tobytes() == column(short, "channels.offered").tobytes()
    assert column(long, "channels.wait_time").sum() < column(short, "channels.wait_time").sum()
    assert column(long, "teams.duty_time").sum() > column(short, "teams.duty_time").sum()


def test_nobody_stays_on_without_pressure():
    """Where there is less to do than normal, overtime that is allowed is not worked."""
    records = run(overworked(people=100, teams__crew__overtime_hours_per_shift=4))
    assert column(records, "teams.overtime").sum() == 0.0


# Positions ----------------------------------------------------------------------------------------

CALLS_PER_DAY = 4000 * 4.0 / YEAR
"""Calls in the world ``queue``."""


@pytest.mark.parametrize(("load", "wanted"), [(2.15, 0.5), (3.15, 0.7), (2.15, 0.9)])
def test_positions_that_follow_demand_are_the_load_over_the_occupancy(load: float, wanted: float):
    """From the second month on positions are Erlang's load over the occupancy, rounded up."""
    records = run(
        world(
            "queue",
            time__horizon_months=4,
            channels__line__handle_minutes__purchase=load / CALLS_PER_DAY / MINUTE,
            teams__crew__staffing="demand",
            teams__crew__target_occupancy=wanted,
            employees__hiring__time_to_fill_days=0,
        )
    )
    positions = column(records, "teams.positions")[:, 0]
    assert positions[0] == 2
    # Calls of a month vary by three per cent; no multiple of a position lies that near.
    assert set(positions[1:]) == {math.ceil(load / wanted)}
    busy, duty = (column(records, f"teams.{name}")[2:].sum() for name in ("busy_time", "duty_time"))
    assert busy / duty < wanted * 1.03


def test_positions_return_to_the_plan():
    """When the policy ends, positions are those planned again."""
    lever = {
        **{"kind": "staffing_policy", "team": "crew", "staffing": "demand", "target_occupancy": 1},
        **{"start_month": 1, "end_month": 3},
    }
    sets = {**QUEUE, "teams.crew.positions": 6}
    _, changed = map(run, pair("queue", sets, lever))
    assert column(changed, "teams.positions")[:, 0].tolist() == [6, 1, 1, 6, 6]
    assert column(changed, "teams.released")[:, 0].tolist() == [0, 5, 0, 0, 0]


def test_a_freeze_leaves_vacancies_open_until_it_ends():
    """Nobody is hired while it lasts, staff only falls, and afterwards every vacancy is filled."""
    lever = {
        **{"kind": "staffing_policy", "team": "clerks", "hires": "freeze"},
        **{"start_month": 1, "end_month": 4},
    }
    sets = {
        **{"time.warm_up_months": 0, "time.horizon_months": 6, "market.people": 1},
        "employees.quits.quits_per_year": 2,
    }
    _, changed = map(run, pair("steady", sets, lever))
    hires, staff = (column(changed, f"teams.{name}")[:, 0] for name in ("hires", "staff_closing"))
    assert hires[1:4].tolist() == [0, 0, 0]
    assert (np.diff(staff[:4]) < 0).all()
    assert staff[4] == column(changed, "teams.positions")[4, 0] == 150


# Contests -----------------------------------------------------------------------------------------


def test_a_contest_gains_less_after_it_and_nothing_in_the_long_run():
    """Empathy rises with the effort of each phase, then by a habit that fades to nothing."""
    contest = {
        **{"kind": "service_contest", "teams": ["crew"], "start_month": 1},
        **{"mobilise_months": 1, "implement_months": 3, "appraise_months": 2},
        "mobilised_fraction": 0.5,
    }
    base, changed = map(run, pair("queue", {**QUEUE, "time.horizon_months": 20}, contest))
    gain, size = [], 0.1
    for records in (base, changed):
        felt = column(records, "channels.empathy_sum")[:, 0]
        gain.append(felt / column(records, "channels.perceived")[:, 0])
    found = (gain[1] - gain[0]) / size
    assert found[0] == 0.0
    assert found[1:5] == pytest.approx([0.5, 1.0, 1.0, 1.0])
    after = found[5:]
    assert 1.0 > after[0] > 0.3
    assert after.tolist() == sorted(after, reverse=True)
    assert after[-1] < 1e-2


def test_rewards_are_paid_in_the_appraisal():
    """Each member gets the reward, spread over the days of the months of appraisal."""
    contest = {
        **{"kind": "service_contest", "teams": ["crew"], "reward_per_head": 500},
        **{"mobilise_months": 0, "implement_months": 1, "appraise_months": 2},
    }
    base, changed = map(run, pair("queue", QUEUE, contest))
    paid = column(changed, "ledger.wages") - column(base, "ledger.wages")
    assert paid == pytest.approx([0.0, 500.0, 500.0, 0.0, 0.0], abs=1e-6)
