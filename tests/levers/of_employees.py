"""The levers on the people at work."""

from tests.levers.lever import Claim, Lever, figure, share

TURNOVER = {"employees.quits.quits_per_year": 3, "market.people": 120, "time.horizon_months": 12}
"""Many hires, so that what hiring does shows within a year."""

ABILITY = share("teams.efficiency_sum", "teams.staff_closing")

LEVERS = (
    Lever(
        3,
        "choosier hiring",
        ({"kind": "hiring_standard", "accepted_fraction": 0.1},),
        Claim(ABILITY, rises=True),
        Claim(figure("assurance"), rises=True),
        cost="hiring",
        sets={**TURNOVER, "employees.hiring.time_to_fill_days": 1},
    ),
)
