"""The levers on channels: how alike they serve, which there are, where they send people."""

from tests.levers.lever import Claim, Lever, Reading, Run, figure, share, total
from tests.worlds import column


def in_channel(name: str, column_name: str) -> Reading:
    """A column of the channels' table, summed over the measured months of one channel."""

    def reading(one: Run) -> float:
        names = [channel.name for channel in one.plan.regimes[0].parameters.channels]
        monthly = column(one.records, f"channels.{column_name}")[one.plan.warm_up_months :]
        return float(monthly[:, names.index(name)].sum())

    return reading


LEVERS = (
    Lever(
        6,
        "process standardisation",
        (
            {"kind": "standardisation", "channel": "store", "level": 1, "cost_per_month": 100},
            {"kind": "standardisation", "channel": "hotline", "level": 1},
        ),
        Claim(figure("failure_rate"), rises=False),
        None,
        open_because="fewer failures by the unskilled and hurried stand against less empathy",
    ),
    Lever(
        6,
        "tools and support from other departments",
        (
            {
                **{"kind": "internal_quality", "drivers": ["tools", "support"]},
                "add_per_head_per_month": 400,
            },
        ),
        Claim(total("firm.internal_quality"), rises=True),
        Claim(figure("employee_satisfaction"), rises=True),
        cost="internal_quality",
    ),
    Lever(
        7,
        "close a channel",
        ({"kind": "channel", "channel": "social", "is_open": False, "cost_once": 500},),
        Claim(in_channel("social", "offered"), rises=False),
        Claim(in_channel("store", "offered"), rises=True),
    ),
    Lever(
        7,
        "improve a channel",
        (
            {
                **{"kind": "channel", "channel": "online", "failure_chance": 0, "tangibles": 1},
                "cost_per_month": 100,
            },
        ),
        Claim(in_channel("online", "failures"), rises=False),
        Claim(in_channel("online", "score_sum"), rises=True),
    ),
    Lever(
        7,
        "a price of its own for a channel",
        ({"kind": "channel", "channel": "online", "price_factor": 0.8},),
        Claim(in_channel("online", "offered"), rises=True),
        None,
        cost=None,
        free_because="what it costs is taken less for the same goods",
        open_because="more sales at a lower price",
    ),
    Lever(
        7,
        "an outage of self-service",
        ({"kind": "channel", "channel": "online", "capacity": 0},),
        Claim(in_channel("online", "abandoned"), rises=True),
        Claim(figure("customer_satisfaction"), rises=False),
        cost=None,
        free_because="nobody buys an outage",
    ),
    Lever(
        7,
        "escalation",
        ({"kind": "escalation", "channel": "store", "to": "hotline", "cost_once": 100},),
        Claim(total("channels.escalations"), rises=True),
        None,
        open_because="a second chance stands against a second queue",
    ),
    Lever(
        7,
        "self-service migration",
        (
            {
                **{"kind": "self_service_migration", "channel": "store", "to": "online"},
                **{"fraction": 0.8, "incentive_per_steered_contact": 5},
            },
        ),
        Claim(total("channels.steered"), rises=True),
        Claim(figure("occupancy"), rises=False),
        cost="contact_costs",
    ),
    Lever(
        7,
        "coordination between channels",
        ({"kind": "coordination", "level": 1, "cost_per_month": 100},),
        Claim(total("channels.explained_again"), rises=False),
        Claim(
            share("channels.handle_time", "channels.served"),
            rises=False,
        ),
        sets={"firm.coordination": 0, "employees.service.repeat_explanation_fraction": 0.6},
    ),
)
