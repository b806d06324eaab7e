"""The table of hours tells of every contact in the hour of the day in which it arrived."""

import math
from typing import Any, NamedTuple

import numpy as np
import pytest

from sim.behaviour.channel import hours_share
from sim.parameters import Parameters, Plan
from sim.records import Records
from sim.units import HOUR, HOURS_PER_DAY, MONTH
from tests.worlds import column, run, world

WORLDS = {
    "normal": {},
    "short of staff": {"teams__store_team__positions": 1, "teams__contact_centre__positions": 1},
    "endless patience": {"channels__store__patience_minutes": None},
    "little room in self-service": {"channels__online__capacity": 1},
    "odd hours": {
        "channels__store__hours": {"opens_at_hour": 7.75, "closes_at_hour": 13.5},
        "channels__hotline__hours": {"opens_at_hour": 10, "closes_at_hour": 17},
    },
    "no warm-up": {"time__warm_up_months": 0},
}
"""Ways to have contacts wait, be handed on and give up."""


class Life(NamedTuple):
    """A run, and what became of the contacts that were still open at its end."""

    plan: Plan
    records: Records
    log: Records
    """The same life, lived a month longer; it has the contact log."""

    @property
    def parameters(self) -> Parameters:
        """Parameters of the base."""
        return self.plan.regimes[0].parameters


@pytest.fixture(scope="module", params=WORLDS.values(), ids=WORLDS.keys())
def life(request: pytest.FixtureRequest) -> Life:
    """A run of each world."""
    sets: dict[str, Any] = request.param
    plan = world("lively", **sets)
    longer = run(
        world("lively", **sets, time__horizon_months=plan.months - plan.warm_up_months + 1)
    )
    records = run(plan)
    assert longer.channels[: plan.months].tobytes() == records.channels.tobytes()
    return Life(plan, records, longer)


def by_hour(life: Life, keep: np.ndarray) -> np.ndarray:
    """Contacts of the log by channel and hour of arrival."""
    channel, hour = column(life.log, "contacts.channel").astype(int), hours_of(life)
    counts = np.zeros((len(life.parameters.channels), HOURS_PER_DAY))
    np.add.at(counts, (channel[keep], hour[keep]), 1.0)
    return counts


def hours_of(life: Life) -> np.ndarray:
    """Hours that had begun on the day of each contact of the log when it arrived, but one."""
    asked = column(life.log, "contacts.time")
    begun = np.floor(asked)[:, None] + np.arange(HOURS_PER_DAY) * HOUR
    return (begun <= asked[:, None]).sum(axis=1) - 1


def is_measured(life: Life, at: np.ndarray) -> np.ndarray:
    """Whether moments lie in the measured months."""
    return (at >= life.plan.warm_up_months * MONTH) & (at < life.plan.months * MONTH)


def test_the_log_counts_the_same(life: Life):
    """Each contact stands under its arrival when it arrives, is answered or gives up."""
    asked, wait = column(life.log, "contacts.time"), column(life.log, "contacts.wait")
    served = column(life.log, "contacts.served") == 1.0
    targets = np.array([channel.answer_target for channel in life.parameters.channels])
    target = targets[column(life.log, "contacts.channel").astype(int)]
    ends = is_measured(life, asked + wait)
    for name, keep in (
        ("offered", is_measured(life, asked)),
        ("answered", ends & served),
        ("answered_in_target", ends & served & (wait <= target)),
        ("abandoned", ends & ~served),
    ):
        assert (column(life.records, f"hours.{name}") == by_hour(life, keep)).all(), name
        assert keep.sum() > 10


def test_the_log_waits_as_long(life: Life):
    """The mean wait of an hour is that of the contacts in the log, but for the order of adding."""
    wait, hour = column(life.log, "contacts.wait"), hours_of(life)
    ends = is_measured(life, column(life.log, "contacts.time") + wait)
    answered = ends & (column(life.log, "contacts.served") == 1.0)
    channel = column(life.log, "contacts.channel")
    for (index, h), found in np.ndenumerate(column(life.records, "hours.wait_time")):
        waits = wait[answered & (channel == index) & (hour == h)]
        expected = math.fsum(waits)
        assert abs(found - expected) <= len(waits) * np.spacing(expected)
    assert wait[answered].max() > 0.0


def test_nobody_arrives_while_a_channel_is_closed(life: Life):
    """Hours outside a channel's opening hours are empty, and others are not."""
    for index, channel in enumerate(life.parameters.channels):
        row = life.records.hours[index]
        shares = [hours_share(hour, channel.opens, channel.closes) for hour in range(HOURS_PER_DAY)]
        closed = np.array(shares) == 0.0
        assert not row[closed].any()
        assert row[~closed].any()


def test_who_waits_over_the_start_of_measurement_counts():
    """Somebody who came in the warm-up and is answered in a measured month is answered there."""
    patient = {"channels__store__patience_minutes": None}
    plan = world("lively", **patient, time__warm_up_months=2)  # which end at nine in the evening
    records = run(plan)
    start = plan.warm_up_months * MONTH
    asked, wait = column(records, "contacts.time"), column(records, "contacts.wait")
    served = column(records, "contacts.served") == 1.0
    over = served & (asked < start) & (asked + wait >= start)
    assert over.any()
    answered = column(records, "channels.answered")[plan.warm_up_months :].sum(axis=0)
    assert (column(records, "hours.answered").sum(axis=1) == answered).all()
