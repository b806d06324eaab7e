"""The levers that assume their effect."""

from tests.levers.lever import Claim, Lever, figure, total

LEVERS = (
    Lever(
        1,
        "customer retention by assumption",
        ({"kind": "retention_target", "of": "customers", "points": 20},),
        Claim(total("firm.lost"), rises=False),
        Claim(figure("revenue"), rises=True),
        cost=None,
        free_because="the textbook claim counts no cost",
    ),
    Lever(
        2,
        "employee retention by assumption",
        ({"kind": "retention_target", "of": "employees", "points": 30},),
        Claim(total("teams.quits"), rises=False),
        Claim(total("teams.efficiency_sum"), rises=True),
        cost=None,
        free_because="the textbook claim counts no cost",
    ),
)
