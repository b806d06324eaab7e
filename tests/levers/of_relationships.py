"""The levers on tiers, relationships and the bonds of a programme."""

from sim.parameters import TIERS
from tests.levers.lever import Claim, Lever, Reading, Run, figure, share, total
from tests.worlds import column

CROWD = {
    "market.people": 600,
    "customers.segments": {
        name: {
            **{"share": share, "opening_customers": 1, "purchases_per_year": 12},
            **{"advice_per_purchase": 0, "support_per_purchase": 0, "exit_odds": 0},
            **{"share_of_wallet": 1, "channel_shares": {"line": 1}, "spend_per_purchase": spend},
        }
        for name, share, spend in (("key", 0.25, 1000.0), ("callers", 0.75, 1.0))
    },
    "channels.line.handle_minutes.purchase": 130,
    "channels.line.wait_tolerance_minutes": 300,
    "firm.tiers.review_months": 1,
    "firm.tiers.silver_spend_per_year": 500,
    "firm.tiers.gold_spend_per_year": 500,
}
"""One queue at nine tenths of its capacity, in which key customers soon are gold."""


def in_tier(part: str, whole: str, tier: str) -> Reading:
    """One column of the segments over another, in one tier and the measured months."""

    def read(one: Run) -> float:
        months = slice(one.plan.warm_up_months, None)
        over, under = (
            column(one.records, f"segments.{name}")[months, :, TIERS.index(tier)].sum()
            for name in (part, whole)
        )
        return float(over / under)

    return read


def every_tier(kind: str, **fields: object) -> tuple[dict[str, object], ...]:
    """The same for all tiers."""
    return tuple({"kind": kind, "tier": tier, **fields} for tier in TIERS)


LEVERS = (
    Lever(
        8,
        "gold goes first",
        ({"kind": "tiered_service", "tier": "gold", "queue_priority": 1},),
        Claim(in_tier("wait_time", "answered", "gold"), rises=False),
        Claim(in_tier("satisfaction_sum", "customers_closing", "gold"), rises=True),
        cost=None,
        free_because="the queue is only put in another order; the others pay with their time",
        world="queue",
        sets=CROWD,
    ),
    Lever(
        8,
        "the others wait for gold",
        ({"kind": "tiered_service", "tier": "gold", "queue_priority": 1},),
        Claim(in_tier("wait_time", "answered", "regular"), rises=True),
        Claim(in_tier("satisfaction_sum", "customers_closing", "regular"), rises=False),
        cost=None,
        free_because="the queue is only put in another order; the others pay with their time",
        world="queue",
        sets=CROWD,
    ),
    Lever(
        8,
        "a room for gold",
        (
            {
                **{"kind": "tiered_service", "tier": "gold"},
                **{"room_tangibles": 0.3, "room_cost_per_contact": 2},
            },
        ),
        Claim(share("channels.tangibles_sum", "channels.perceived"), rises=True),
        Claim(in_tier("satisfaction_sum", "customers_closing", "gold"), rises=True),
        cost="contact_costs",
        sets={"time.horizon_months": 8, "firm.tiers.review_months": 1},
    ),
    Lever(
        8,
        "a relationship manager for everybody",
        every_tier("tiered_service", has_relationship_manager=True),
        Claim(total("firm.familiar"), rises=True),
        Claim(share("channels.score_sum", "channels.scored"), rises=True),
        cost="relationships",
        sets={f"firm.relationship_manager.{gain}_gain": 0.2 for gain in ("empathy", "assurance")},
    ),
    Lever(
        9,
        "from basic to reactive",
        every_tier("relationship_level", level="reactive"),
        Claim(share("firm.complaints", "firm.failures"), rises=True),
        None,
        cost="relationships",
        open_because="more complaints are more work for the same staff and more chances to recover",
    ),
    Lever(
        9,
        "from basic to partnership",
        every_tier("relationship_level", level="partnership"),
        Claim(share("firm.needs_ours", "firm.needs"), rises=True),
        Claim(total("firm.lost"), rises=False),
        cost="relationships",
    ),
    Lever(
        10,
        "a programme with milestones",
        (
            {
                **{"kind": "loyalty_programme", "period_weeks": 8},
                **{"silver_spend_per_year": 200, "gold_spend_per_year": 600},
                "milestones": [{"spend": 100, "reward": 4}, {"spend": 300, "reward": 15}],
            },
        ),
        Claim(share("firm.purchase_needs_ours", "firm.purchase_needs"), rises=True),
        Claim(figure("revenue"), rises=True),
        cost="rewards",
    ),
    Lever(
        10,
        "what a programme gives away",
        ({"kind": "loyalty_programme", "reward_fraction_gold": 0.1},),
        Claim(figure("reward_share"), rises=True),
        None,
        cost="rewards",
        open_because="rewards on sales that would have come anyway may outweigh those they bring",
    ),
    Lever(
        23,
        "from winning customers to keeping them",
        ({"kind": "marketing_split", "budget_per_month": 500, "relationship_fraction": 0.9},),
        Claim(total("firm.gained_advertising"), rises=False),
        Claim(total("firm.lost"), rises=False),
        cost="relationships",
    ),
)
