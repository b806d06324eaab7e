"""When a value of a scenario cannot matter: tables of paths, conditions, reasons and remedies.

A rule speaks of one business as it is in one month and does not ask what the value is: nothing
reads it there. To add one, add a line to the table of its stage, or to `links.THROUGH` or
`links.BEHIND`, and an example to ``tests/scenarios/idle_examples*.py``; a test demands it, and
changes the value to see that no byte of a run changes.
"""

from typing import Final

from sim.scenarios.idle_rules import (
    channels,
    customers,
    employees,
    firm,
    links,
    market,
    offers,
    outreach,
)
from sim.scenarios.idle_rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    *customers.RULES,
    *channels.RULES,
    *employees.RULES,
    *market.RULES,
    *outreach.RULES,
    *firm.RULES,
    *offers.RULES,
    *links.RULES,
)
"""Every rule; in each table whole blocks come first."""
