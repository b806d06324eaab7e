"""The state of a run: everybody and everything in it as records in memory, one row each."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.behaviour.competition import Offer
from sim.behaviour.customer import Traits
from sim.behaviour.employee import Condition, Person
from sim.behaviour.firm import Leavings
from sim.behaviour.milestones import Card
from sim.engine.compiled.calendar import Calendar
from sim.engine.compiled.parameters import PlanArrays, record_type
from sim.engine.compiled.registers import Tables
from sim.parameters import DRIVERS, Dimensions
from sim.units import MONTHS_PER_YEAR

Array = NDArray[Any]

NOBODY: Final[Any] = np.int64(-1)
"""Row of no person, case, employee or campaign."""

POSITIONS: Final = 4096
"""Positions that one team can have, as in the reference engine."""

PERSON: Final = np.dtype(
    [
        ("key", np.uint64),
        ("traits", record_type(Traits)),
        ("attitude", np.float64),
        ("satisfaction", np.float64),
        ("expected", record_type(Dimensions)),
        ("habit", np.float64),
        ("card", record_type(Card)),
        ("joined", np.float64),
        ("last_purchase", np.float64),
        # Spend by month, the current one last.
        ("months", np.float64, (MONTHS_PER_YEAR,)),
        # The next need: what is left of the gap from a moment on, at a rate, among which needs.
        ("since", np.float64),
        ("left", np.float64),
        ("rate", np.float64),
        ("awakened", np.float64),
        # The file: sales in the measured months and what they left.
        ("revenue", np.float64),
        ("contribution", np.float64),
        ("sales", np.float64),
        # How often a relationship has begun, and what is counted in this person's life.
        ("spell", np.int32),
        ("n_needs", np.int32),
        ("n_considerations", np.int32),
        ("n_renewals", np.int32),
        ("n_purchases", np.int32),
        # Contacts of all campaigns in the month noted, and answers to any.
        ("contacts_month", np.int32),
        ("contacts", np.int32),
        ("n_answers", np.int32),
        ("segment", np.int16),
        ("tier", np.int8),
        # The tier when the next need was timed.
        ("timed_tier", np.int8),
        ("is_customer", np.bool_),
        ("is_expected", np.bool_),
        ("is_former", np.bool_),
        ("is_opening", np.bool_),
        ("was_kept", np.bool_),
        ("is_counted", np.bool_),
        ("has_opted_out", np.bool_),
    ],
    align=True,
)
"""A person of the market, see `sim.agents.customer.Customer` and `CustomerFile`."""

CASE: Final = np.dtype(
    [
        # Which process lives this case, and what comes after it.
        ("role", np.int64),
        ("origin", np.int64),
        ("stage", np.int64),
        ("person", np.int64),
        ("kind", np.int64),
        # Number of the need in the customer's life.
        ("number", np.int64),
        ("spell", np.int64),
        ("empathy_loss", np.float64),
        ("discount_campaign", np.int64),
        ("discount", np.float64),
        ("paid", np.float64),
        ("paid_back_fraction", np.float64),
        ("target", np.int64),
        ("waited", np.float64),
        ("delay", np.float64),
        # A complaint: to whom it was voiced, and what hangs on it.
        ("voiced_employee", np.int64),
        ("voiced_channel", np.int64),
        ("voiced_empathy", np.float64),
        ("decides", np.bool_),
        ("asked_first", np.float64),
        ("at_stake", np.float64),
        # A call after a purchase.
        ("is_silent_failure", np.bool_),
        # An answer to a campaign: to which, and as whom.
        ("run", np.int64),
        ("campaign", np.int64),
        ("month", np.int64),
        ("status", np.int64),
        # The visit that is under way, see `sim.agents.channel.Visit`.
        ("channel", np.int64),
        ("visit_kind", np.int64),
        ("visit", np.int64),
        ("again", np.float64),
        ("asked", np.float64),
        ("line", np.int64),
        ("has_manager", np.bool_),
        ("employee", np.int64),
        ("served", np.bool_),
        ("failed", np.bool_),
        ("wait", np.float64),
        ("duration", np.float64),
        ("assurance", np.float64),
        ("empathy", np.float64),
        # Its place in a queue, and what keeps the row from being used again.
        ("queue", np.int64),
        ("next", np.int64),
        ("previous", np.int64),
        ("is_waiting", np.bool_),
        ("is_over", np.bool_),
        ("n_pending", np.int64),
    ],
    align=True,
)
"""A need, a complaint or a call that is dealt with, and the visit it has led to."""

EMPLOYEE: Final = np.dtype(
    [
        ("key", np.uint64),
        ("index", np.int64),
        ("team", np.int64),
        ("position", np.int64),
        ("traits", record_type(Person)),
        ("condition", record_type(Condition)),
        ("mood", np.float64),
        ("has_left", np.bool_),
        ("was_kept", np.bool_),
        ("is_on_duty", np.bool_),
        ("is_busy", np.bool_),
        # Idle on duty, and who has been idle for longer and shorter.
        ("is_idle", np.bool_),
        ("next", np.int64),
        ("previous", np.int64),
        # The case handed over, or the one in hand.
        ("case", np.int64),
        ("started", np.float64),
        ("inducted", np.float64),
        ("head_start", np.float64),
        ("lessons", np.float64),
        ("settled", np.float64),
        ("paid_until", np.float64),
        ("week_duty", np.float64),
        ("week_busy", np.float64),
        ("week_overtime", np.float64),
        # The shift that comes or runs.
        ("day", np.int64),
        ("end", np.float64),
        ("stays", np.float64),
    ],
    align=True,
)
"""One holder of one position, see `sim.agents.employee.Employee`; rows are never used again."""

TEAM: Final = np.dtype(
    [
        ("positions", np.int64),
        ("n_staff", np.int64),
        # One above the highest position ever held.
        ("reach", np.int64),
        ("pressure", np.float64),
        ("demanded", np.float64),
        ("duty", np.float64),
        # Work of the weeks of this month, summed, and their number.
        ("work", np.float64),
        ("n_weeks", np.int64),
        ("week", np.int64),
        ("first_idle", np.int64),
        ("last_idle", np.int64),
    ],
    align=True,
)
"""A team, see `sim.agents.team.Team`."""

POSITION: Final = np.dtype(
    [("holder", np.int64), ("generations", np.int64), ("is_sought", np.bool_)], align=True
)
"""A position of a team: who holds it, how many candidates it has had, whether one is sought."""

LINE: Final = np.dtype([("first", np.int64), ("last", np.int64)], align=True)
"""Contacts of one class that wait in one queue, in order of arrival."""

CHANNEL: Final = np.dtype(
    [("n_open", np.int64), ("n_served_now", np.int64)],
    align=True,
)
"""A channel, see `sim.agents.channel.Channel`."""

RETENTION: Final = np.dtype(
    [
        ("risk", np.float64),
        ("first_risk", np.float64),
        ("share", np.float64),
        ("n_months", np.int64),
    ],
    align=True,
)
"""What is known of leaving this month, see `sim.agents.firm.Retention`."""

RUN: Final = np.dtype(
    [
        ("row", np.int64),
        ("start", np.float64),
        ("waves", np.int64),
        ("interval", np.float64),
        ("wave", np.int64),
        ("is_paid", np.bool_),
    ],
    align=True,
)
"""A campaign on its way, see `sim.agents.campaign.Run`."""

TRIAL: Final = np.dtype(
    [
        ("ends", np.float64),
        ("month", np.int32),
        ("column", np.int8),
        ("has_entered", np.bool_),
        ("has_answered", np.bool_),
    ],
    align=True,
)
"""What one campaign and one person have had to do with each other."""

FIRM: Final = np.dtype(
    [
        ("regime", np.int64),
        ("next_change", np.float64),
        ("month", np.int64),
        ("months", np.int64),
        ("warm_up_months", np.int64),
        ("is_over", np.bool_),
        # Moment before whose policies the run is to stop; infinite when none is.
        ("stops_at", np.float64),
        ("seed", np.uint64),
        ("replication", np.int64),
        ("n_customers", np.int64),
        ("levels", np.float64, (len(DRIVERS),)),
        ("internal_quality", np.float64),
        ("reinvested", np.float64),
        ("lessons", np.float64),
        ("learning_gain", np.float64),
        ("month_opened", np.float64),
        ("presence", np.float64),
        # How far competitors have moved, and what they offer.
        ("answer_price", np.float64),
        ("answer_quality", np.float64),
        ("offer", record_type(Offer)),
        ("customer_retention", RETENTION),
        ("employee_retention", RETENTION),
        # Rows in use.
        ("n_employees", np.int64),
        ("n_free_cases", np.int64),
        ("n_contacts", np.int64),
        ("n_events", np.int64),
        ("logs_contacts", np.bool_),
        ("logs_events", np.bool_),
    ],
    align=True,
)
"""The firm, its market and the run itself; one row, see `sim.agents.firm.Firm` and `Market`."""

LEAVINGS: Final = record_type(Leavings)

CUSTOMERS_LEAVING: Final[Any] = np.int64(0)
STAFF_LEAVING: Final[Any] = np.int64(1)
"""Rows of `World.leavings`."""


class World(NamedTuple):
    """One replication of one alternative; a copy of its arrays is a copy of the world."""

    calendar: Calendar
    plan: PlanArrays
    tables: Tables
    firm: Array
    """The one row of `FIRM`."""
    leavings: Array
    """What the last twelve months tell of leaving, of customers and of staff, (2, 12)."""
    shares: Array
    """Share of each segment in the market, (segments,)."""
    people: Array
    """Records of `PERSON`."""
    tastes: Array
    """Taste of each person for each channel, (people, channels)."""
    known_by: Array
    """Employee who served a person last, by team, (people, teams); none where nobody manages."""
    cases: Array
    """Records of `CASE`."""
    free_cases: Array
    """Rows of cases that are free, as many as `FIRM` says."""
    employees: Array
    """Records of `EMPLOYEE`, as many as `FIRM` says."""
    teams: Array
    """Records of `TEAM`."""
    positions: Array
    """Records of `POSITION`, (teams, `POSITIONS`)."""
    channels: Array
    """Records of `CHANNEL`."""
    usual_waits: Array
    """Wait that people expect of each channel, (channels,) [day]."""
    lines: Array
    """Records of `LINE`, (queues, classes); queues of channels first, then those of teams."""
    n_waiting: Array
    """Contacts that wait in each queue, (queues,)."""
    classes: Array
    """Classes of contacts that the plan knows, the one served first first."""
    runs: Array
    """Records of `RUN`."""
    run_of: Array
    """Row in ``runs`` of each of the plan's campaigns."""
    trials: Array
    """Records of `TRIAL`, (runs, people)."""
    contacts: Array
    """Log of contacts, as many rows as `FIRM` says."""
    events: Array
    """Log of events, as many rows as `FIRM` says."""
