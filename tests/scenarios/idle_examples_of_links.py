"""Examples for the rules that follow from a link, or from a value that others multiply with."""

from collections.abc import Iterator, Mapping
from typing import Any

from sim.scenarios.idle_rules.links import BEHIND, BESIDES, LINK_OF, THROUGH
from tests.scenarios.idle_examples import NOTHING, Example
from tests.scenarios.idle_examples_of_offers import campaign

VALUES: Mapping[str, Any] = {
    "employees.hurry.exponent": -0.2,
    "employees.hurry.time_ceiling": 1.5,
    "employees.hurry.erosion_weeks": 2,
    "employees.hurry.restoration_weeks": 2,
    "customers.perception.spend_growth_years": 0.01,
    "employees.satisfaction.mood_step": 0.9,
    "firm.reinvestment_hurdle_per_month": 9000,
    "employees.quits.response": 20,
    "employees.quits.absence_response": 20,
    "employees.service.failure_per_satisfaction": 20,
    "employees.service.failure_per_internal_quality": 50,
    "employees.service.failure_per_hurry": 20,
    "firm.personalisation.response_effect": 3,
    "firm.promotion.gift_worth_fraction": 3,
}
"""What values behind a link or another value are set to; the others to 0.9."""

ON: Mapping[str, Mapping[str, Any]] = {
    "customers.perception.habit_response": {"customers.perception.habit_response": 3},
    "employees.counselling.budget_per_head_per_month": {
        "employees.counselling.budget_per_head_per_month": 50
    },
    "market.entrants": {"market.entrants": 2},
    "market.partner_considerations_per_month": {"market.partner_considerations_per_month": 50},
    "market.press_reach_per_month": {"market.press_reach_per_month": 0.3},
    "firm.after_sale.reminders_per_year": {"firm.after_sale.reminders_per_year": 9},
    "firm.personalisation.level": {"firm.personalisation.level": 1, **campaign()},
    "firm.promotion.bundle_take_up": {
        "firm.promotion.is_active": True,
        "firm.promotion.bundle_take_up": 0.5,
    },
    "firm.promotion.gift_cost": {"firm.promotion.is_active": True, "firm.promotion.gift_cost": 99},
    "firm.relationship_marketing.budget_per_month": {
        "firm.relationship_marketing.budget_per_month": 3000
    },
}
"""What lets act that which the lively firm does not do."""


def _examples() -> Iterator[Example]:
    for link, paths in THROUGH.items():
        for path in paths:
            yield Example(path, VALUES.get(path, 0.9), {f"links.{link}": 0})
        unused = dict.fromkeys((*paths, *BESIDES.get(link, ())), 0)
        yield Example(f"links.{link}", 0.3, unused)
    for source, paths in BEHIND.items():
        for path in paths:
            live, value = ON.get(source, NOTHING), VALUES.get(path, 0.9)
            yield Example(path, value, {**live, source: 0}, live)
            if source in LINK_OF:
                yield Example(path, value, {f"links.{LINK_OF[source]}": 0}, live)


EXAMPLES = tuple(_examples())
