"""The levers on the people at work, and on how many of them work when."""

from tests.levers.lever import Claim, Lever, figure, share, total

EFFICIENCY = share("teams.efficiency_sum", "teams.staff_closing")
EXPERIENCE = share("teams.experience_sum", "teams.staff_closing")
SATISFACTION = share("teams.satisfaction_sum", "teams.staff_closing")

TURNOVER = {
    "employees.quits.quits_per_year": 3,
    "employees.hiring.time_to_fill_days": 1,
    "market.people": 120,
    "time.horizon_months": 12,
}
"""Many hires, so that what hiring does shows within a year."""

UNDERPAID = {
    **TURNOVER,
    "employees.quits.quits_per_year": 1,
    **{f"teams.{team}.market_pay_per_month": 5600 for team in ("store_team", "contact_centre")},
}
"""Everybody would earn twice as much elsewhere, and is far from content."""

DAY = {"opens_at_hour": 8, "closes_at_hour": 20}
QUEUE = {
    "market.people": 2000,
    "time.horizon_months": 3,
    **{f"channels.line.hours.{key}": hour for key, hour in DAY.items()},
    **{f"teams.crew.roster.{key}": hour for key, hour in DAY.items()},
    "teams.crew.shift_hours": 8,
    "channels.line.handle_minutes.purchase": 60,
}
"""Twelve hours a day with 22 hours of work, half of them covered by each shift."""

SHORT = {**QUEUE, "teams.crew.positions": 3}
"""Three people for it: work pressure well above normal."""

EVENING = {
    **QUEUE,
    "teams.crew.positions": 5,
    "channels.line.arrival_profile": [*[0] * 14, *[1] * 6, *[0] * 4],
}
"""Customers come in the afternoon, and half of the staff in the morning."""

LEVERS = (
    Lever(
        2,
        "pay",
        ({"kind": "pay", "team": "store_team", "factor": 1.8},),
        Claim(SATISFACTION, rises=True),
        Claim(total("teams.quits"), rises=False),
        cost="wages",
        sets=TURNOVER,
    ),
    Lever(
        2,
        "recognition",
        (
            {
                **{"kind": "internal_quality", "drivers": ["recognition"]},
                "add_per_head_per_month": 2000,
            },
        ),
        Claim(total("firm.driver_recognition"), rises=True),
        Claim(SATISFACTION, rises=True),
        cost="internal_quality",
        sets={**TURNOVER, "employees.quits.quits_per_year": 0},
    ),
    Lever(
        2,
        "training",
        ({"kind": "internal_quality", "drivers": ["training"], "add_per_head_per_month": 2000},),
        Claim(total("firm.driver_training"), rises=True),
        Claim(EFFICIENCY, rises=True),
        cost="internal_quality",
        sets={**TURNOVER, "employees.learning.learning_per_training": 3},
    ),
    Lever(
        2,
        "counselling",
        ({"kind": "counselling", "add_per_head_per_month": 200},),
        Claim(total("teams.quits"), rises=False),
        Claim(EXPERIENCE, rises=True),
        cost="counselling",
        sets=UNDERPAID,
    ),
    Lever(
        2,
        "induction",
        ({"kind": "induction", "add_days": 10, "worth_per_day": 5, "cost_per_hire": 5000},),
        Claim(EXPERIENCE, rises=True),
        Claim(EFFICIENCY, rises=True),
        cost="hiring",
        sets=TURNOVER,
    ),
    Lever(
        3,
        "choosier hiring",
        ({"kind": "hiring_standard", "accepted_fraction": 0.1},),
        Claim(EFFICIENCY, rises=True),
        Claim(figure("assurance"), rises=True),
        cost="hiring",
        sets=TURNOVER,
    ),
    Lever(
        5,
        "more positions",
        ({"kind": "staffing", "team": "crew", "add_positions": 2},),
        Claim(total("teams.positions"), rises=True),
        Claim(figure("mean_wait"), rises=False),
        cost="wages",
        world="queue",
        sets=SHORT,
    ),
    Lever(
        5,
        "positions that follow demand",
        (
            {
                **{"kind": "staffing_policy", "team": "crew", "staffing": "demand"},
                "target_occupancy": 0.6,
            },
        ),
        Claim(total("teams.positions"), rises=True),
        Claim(figure("mean_wait"), rises=False),
        cost="wages",
        world="queue",
        sets=SHORT,
    ),
    Lever(
        5,
        "hiring freeze",
        ({"kind": "staffing_policy", "team": "store_team", "hires": "freeze"},),
        Claim(total("teams.hires"), rises=False),
        Claim(total("teams.duty_time"), rises=False),
        cost=None,
        free_because="who is not hired is not paid",
        sets=TURNOVER,
    ),
    Lever(
        5,
        "overtime",
        ({"kind": "overtime", "team": "crew", "hours_per_shift": 2},),
        Claim(total("teams.overtime"), rises=True),
        Claim(figure("mean_wait"), rises=False),
        cost="wages",
        world="queue",
        sets=SHORT,
    ),
    Lever(
        5,
        "shifts where the customers are",
        ({"kind": "schedule", "team": "crew", "late_fraction": 1},),
        Claim(figure("mean_wait"), rises=False),
        Claim(figure("responsiveness"), rises=True),
        cost=None,
        free_because="the same people work at other hours",
        world="queue",
        sets=EVENING,
    ),
    Lever(
        5,
        "peak management",
        (
            {
                **{"kind": "peak_management", "channel": "line", "flattening": 0.8},
                "cost_per_month": 100,
            },
        ),
        Claim(figure("mean_wait"), rises=False),
        Claim(figure("responsiveness"), rises=True),
        world="queue",
        sets=EVENING,
    ),
    Lever(
        19,
        "service contest",
        (
            {
                **{"kind": "service_contest", "teams": ["store_team", "contact_centre"]},
                **{"mobilise_months": 0, "implement_months": 3, "reward_per_head": 400},
            },
        ),
        Claim(figure("empathy"), rises=True),
        Claim(figure("customer_satisfaction"), rises=True),
        cost="wages",
    ),
)
