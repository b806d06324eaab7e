"""What the contact log must show: who served whom, when, and in which order."""

import numpy as np
import pytest

from sim.agents.employee import POSITIONS
from sim.behaviour.channel import queue_class
from sim.behaviour.roster import shift_length, shift_start, works_on
from sim.parameters import COMPLAINT, NOWHERE, Parameters
from sim.records import Records
from tests.worlds import column, run, world

BUSY = {
    "normal": {},
    "short of staff": {"teams__store_team__positions": 1, "teams__contact_centre__positions": 1},
    "endless patience": {
        "channels__hotline__patience_minutes": None,
        "channels__social__patience_minutes": None,
    },
    "slow answers to people who leave": {
        "firm__recovery__response_days": 20,
        "customers__segments__household__exit_odds": 8,
        "customers__segments__household__complaint_propensity": 0.9,
    },
    "restless staff": {"employees__quits__quits_per_year": 5},
    "long contacts": {
        "channels__social__handle_minutes__support": 900,
        "channels__store__handle_minutes__purchase": 400,
    },
}
"""Ways to put the queues under stress."""

ROUNDING = 8.0
"""Steps of a float64 by which a sum of two moments may miss a third."""


@pytest.fixture(scope="module", params=BUSY.values(), ids=BUSY.keys())
def lived(request: pytest.FixtureRequest) -> tuple[Parameters, Records]:
    """Parameters and records of a run, one for each way of stress."""
    plan = world("lively", **request.param)
    return plan.regimes[0].parameters, run(plan)


class Log:
    """The contact log by column, with the moments at which service began and ended."""

    def __init__(self, records: Records, keep: np.ndarray | None = None) -> None:
        keep = np.full(len(records.contacts), True) if keep is None else keep
        self.asked = column(records, "contacts.time")[keep]
        self.person = column(records, "contacts.person")[keep]
        self.sequence = column(records, "contacts.sequence")[keep]
        self.channel = column(records, "contacts.channel")[keep].astype(int)
        self.employee = column(records, "contacts.employee")[keep].astype(int)
        self.wait = column(records, "contacts.wait")[keep]
        self.handle = column(records, "contacts.handle")[keep]
        self.served = column(records, "contacts.served")[keep] == 1.0
        self.began = self.asked + self.wait
        self.ended = self.began + self.handle


def by_staff(records: Records) -> Log:
    """The contacts that an employee served."""
    return Log(records, column(records, "contacts.employee") >= 0.0)


def rounding(at: np.ndarray) -> np.ndarray:
    """What arithmetic on moments may lose."""
    return ROUNDING * np.spacing(at)


def test_nobody_serves_two_at_once(lived: tuple[Parameters, Records]):
    """Each employee's contacts are disjoint in time."""
    log = by_staff(lived[1])
    order = np.lexsort((log.began, log.employee))
    same = log.employee[order][1:] == log.employee[order][:-1]
    gaps = log.began[order][1:] - log.ended[order][:-1]
    assert same.sum() > 100
    assert (gaps[same] >= -rounding(log.began[order][1:][same])).all()


def test_service_begins_on_duty(lived: tuple[Parameters, Records]):
    """Whoever begins a contact is rostered that day, within the shift; overtime only finishes."""
    parameters, records = lived
    log = by_staff(records)
    team_of = {channel: c.team for channel, c in enumerate(parameters.channels)}
    for began, employee, channel in zip(log.began, log.employee, log.channel, strict=True):
        index, position = divmod(employee // POSITIONS, POSITIONS)
        assert index == team_of[channel]
        team, day = parameters.teams[index], int(began + rounding(began))
        start = shift_start(day, position, team)
        assert works_on(day, position, team)
        assert start - rounding(began) <= began < start + shift_length(team)


def test_a_contact_ends_once(lived: tuple[Parameters, Records]):
    """Nobody is served after giving up, and no contact closes twice."""
    log = Log(lived[1])
    contacts = set(zip(log.person, log.sequence, strict=True))
    assert len(contacts) == len(log.person)
    assert (log.employee[~log.served] == -1).all()
    assert (log.handle[~log.served] == 0.0).all()
    assert (log.wait >= 0.0).all()


def test_log_and_table_count_the_same(lived: tuple[Parameters, Records]):
    """Every contact that the monthly table closes stands in the log, and the rest is open."""
    parameters, records = lived
    log = Log(records)
    for channel in range(len(parameters.channels)):
        here = log.channel == channel
        monthly = records.channels[:, channel]
        closed = {
            "served": here & log.served,
            "abandoned": here & ~log.served,
        }
        for name, rows in closed.items():
            assert column(records, f"channels.{name}")[:, channel].sum() == rows.sum()
        offered = column(records, "channels.offered")[:, channel].sum()
        still_open = column(records, "channels.open")[-1, channel]
        assert offered == here.sum() + still_open
        handled = column(records, "channels.handle_time")[:, channel].sum()
        assert handled == pytest.approx(log.handle[here].sum())
        assert len(monthly) == len(records.firm)


def test_first_come_first_served_within_a_class(lived: tuple[Parameters, Records]):
    """Of two contacts of one class that a team serves, the earlier one is never begun later."""
    parameters, records = lived
    log = by_staff(records)
    classes = np.array([c.team * 1000 + queue_class(c.priority, 0) for c in parameters.channels])[
        log.channel
    ]
    overtaken = 0
    for one in np.unique(classes):
        here = classes == one
        order = np.lexsort((log.began[here], log.asked[here]))
        began = log.began[here][order]
        assert (np.diff(began) >= -rounding(began[1:])).all()
        overtaken += len(began)
    assert overtaken == len(log.asked)


def test_a_better_class_overtakes_in_the_queue():
    """Hotline goes before social media in the contact centre: some who came later begin earlier."""
    plan = world("lively", teams__contact_centre__positions=1)
    log = by_staff(run(plan))
    names = [c.name for c in plan.regimes[0].parameters.channels]
    hotline, social = log.channel == names.index("hotline"), log.channel == names.index("social")
    waited = social & (log.wait > 0.0)
    overtaken = [
        (hotline & (log.asked > asked) & (log.began < began)).any()
        for asked, began in zip(log.asked[waited], log.began[waited], strict=True)
    ]
    assert any(overtaken)


def test_a_tier_of_priority_goes_first():
    """In a channel short of staff, tiers wait by rank once they have one, and not before."""
    tiers = {"tiers__silver_spend_per_year": 8000, "tiers__gold_spend_per_year": 1e9}
    short = {
        "teams__store_team__positions": 1,
        "customers__segments__household__purchases_per_year": 60,
    }
    orders = {}
    for priority in (0, 1):
        sets = {f"firm__{name}": value for name, value in tiers.items()}
        plan = world("lively", firm__tiers__silver__queue_priority=priority, **sets, **short)
        log = by_staff(run(plan))
        store = log.channel == [c.name for c in plan.regimes[0].parameters.channels].index("store")
        order = np.lexsort((log.began[store], log.asked[store]))
        orders[priority] = (np.diff(log.began[store][order]) >= -1e-9).all()
    assert orders == {0: True, 1: False}


def test_what_fails_where_it_escalates_is_handed_on_once():
    """Who is handed on asks again in the channel named, for the same thing, and judges then."""
    plan = world("lively")
    records = run(plan)
    channels = plan.regimes[0].parameters.channels
    log = Log(records)
    kind = column(records, "contacts.kind")
    failed = column(records, "contacts.failed") == 1.0
    handed = (column(records, "contacts.score") == -1.0) & (kind != COMPLAINT)
    assert handed.sum() == column(records, "channels.escalations").sum() > 10
    assert (failed & log.served)[handed].all()
    for row in np.flatnonzero(handed & (log.ended < log.ended.max() - 30.0)):
        target = channels[log.channel[row]].escalates_to
        assert target != NOWHERE
        taken_over = (log.person == log.person[row]) & (kind == kind[row])
        taken_over &= (log.channel == target) & (log.asked >= log.ended[row] - 1e-9)
        assert taken_over.any()


@pytest.mark.parametrize("fault_chance", [0.0, 0.3])
def test_every_served_contact_that_failed_counts_in_its_channel(fault_chance: float):
    """Failures by channel are those of the log, of the service and of what was sold alike."""
    records = run(world("lively", firm__fault_chance=fault_chance))
    failed = (column(records, "contacts.served") == 1.0) & (
        column(records, "contacts.failed") == 1.0
    )
    channel = column(records, "contacts.channel")[failed].astype(int)
    counted = column(records, "channels.failures").sum(axis=0)
    assert counted.tolist() == np.bincount(channel, minlength=len(counted)).tolist()
    assert (column(records, "firm.faults").sum() > 0.0) == (fault_chance > 0.0)
