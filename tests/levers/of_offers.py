"""The levers on offers and after-sale care: promotion, complaint handling, call-backs."""

from tests.levers.lever import Claim, Lever, figure, share, total

SILENT = {
    "customers.segments.household.complaint_propensity": 0.1,
    "customers.segments.professional.complaint_propensity": 0.1,
}
"""Most failures go unsaid."""

FAILING = {f"channels.{name}.failure_chance": 0.2 for name in ("store", "hotline", "social")}
"""Failures enough to show."""

LEVERS = (
    Lever(
        11,
        "promotion by discount",
        ({"kind": "promotion", "discount_fraction": 0.2},),
        Claim(share("firm.purchase_needs_ours", "firm.purchase_needs"), rises=True),
        Claim(total("firm.purchases"), rises=True),
        cost="promotions",
    ),
    Lever(
        11,
        "first months at a discount",
        ({"kind": "promotion", "for_first_months": 2, "discount_fraction": 0.4},),
        Claim(share("firm.gained_unprompted", "firm.considerations"), rises=True),
        Claim(total("firm.customers_closing"), rises=True),
        cost="promotions",
    ),
    Lever(
        11,
        "gift with every purchase",
        ({"kind": "promotion", "gift_cost": 60},),
        Claim(share("firm.purchase_needs_ours", "firm.purchase_needs"), rises=True),
        Claim(total("firm.purchases"), rises=True),
        cost="promotions",
    ),
    Lever(
        11,
        "bundle",
        (
            {
                "kind": "promotion",
                "discount_fraction": 0.1,
                "bundle_take_up": 0.5,
                "bundle_extra_fraction": 0.5,
            },
        ),
        Claim(figure("revenue"), rises=True),
        None,
        cost="promotions",
        open_because="a larger purchase may cost more in discount than it leaves in margin",
    ),
    Lever(
        14,
        "guarantee",
        ({"kind": "guarantee", "payout_fraction": 0.6, "voice_effect": 1.0},),
        Claim(share("firm.complaints", "firm.failures"), rises=True),
        Claim(share("firm.recovery_sum", "firm.complaints_closed"), rises=True),
        cost="guarantee",
        sets=FAILING,
    ),
    Lever(
        14,
        "encourage complaints",
        ({"kind": "encourage_complaints", "effect": 2},),
        Claim(share("firm.complaints", "firm.failures"), rises=True),
        None,
        cost="compensation",
        open_because="a complaint restores only if its answer is better than what the customer "
        "thinks by then, and answering takes staff away from other customers",
        sets=SILENT | FAILING,
    ),
    Lever(
        14,
        "answer quickly and generously",
        ({"kind": "recovery", "response_days": 0, "compensation_fraction": 0.4},),
        Claim(share("firm.complaint_time", "firm.complaints_closed"), rises=False),
        Claim(share("firm.recovery_sum", "firm.complaints_closed"), rises=True),
        cost="compensation",
        sets=FAILING,
    ),
    Lever(
        4,
        "empowerment",
        (
            {
                "kind": "empowerment",
                "add_per_head_per_month": 300,
                "settled_at_once_fraction": 0.8,
            },
        ),
        Claim(share("firm.complaint_time", "firm.complaints_closed"), rises=False),
        Claim(share("teams.satisfaction_sum", "teams.staff_closing"), rises=True),
        cost="internal_quality",
        sets=FAILING,
    ),
    Lever(
        15,
        "call-backs that find what went wrong",
        ({"kind": "after_sale", "call_back_fraction": 1.0, "channel": "hotline"},),
        Claim(share("firm.complaints", "firm.failures"), rises=True),
        Claim(share("firm.satisfaction_sum", "firm.customers_closing"), rises=True),
        cost="after_sale",
        sets=SILENT | {"channels.hotline.handle_minutes.call_back": 5},
    ),
    Lever(
        15,
        "reminder cards",
        ({"kind": "after_sale", "reminders_per_year": 6, "reminder_response_chance": 0.3},),
        Claim(total("firm.reminder_needs"), rises=True),
        Claim(total("firm.service_sales"), rises=True),
        cost="after_sale",
        sets={"firm.after_sale.service_sale_chance_add": 0.3},
    ),
    Lever(
        15,
        "service selling",
        ({"kind": "after_sale", "service_sale_chance_add": 0.3, "cost_per_month": 300},),
        Claim(total("firm.service_sales"), rises=True),
        Claim(figure("revenue"), rises=True),
    ),
)
