"""A channel with everything else switched off is the queue of the textbooks.

The published cases count in mean handle times, which the world stretches until its calls are few
and long: in any one day hardly anybody calls twice, so that calls come as a Poisson process.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from sim.records import CHANNELS, CONTACTS, TEAMS
from sim.theory import (
    erlang_a,
    erlang_a_service_level,
    erlang_a_wait_percentile,
    erlang_b,
    erlang_c,
    erlang_c_service_level,
    erlang_c_wait_percentile,
)
from sim.units import MINUTE, MONTH, YEAR
from sim.verification.check import Arm, Check, Claim, Kind, Run, Runs, Size

PEOPLE: Final = 4000
CALLS_PER_YEAR: Final = 4.0
CALLS_PER_DAY: Final = PEOPLE * CALLS_PER_YEAR / YEAR

WORLD: Final = "verification/queue"
CONTACT_LOG: Final = frozenset({"contacts"})

LATE: Final = 0.9
"""Share of callers whose wait the percentile bounds [fraction]."""

QUICK: Final = Size(20, {"time.horizon_months": 4})
FULL: Final = Size(20, {"time.horizon_months": 13})

ERLANG: Final = (
    "Erlang (1917); Palm (1957); Garnett, Mandelbaum & Reiman (2002), M&SOM 4(3), for impatience"
)


class Queue(NamedTuple):
    """A queue in units of the mean handle time."""

    load: float
    """Calls in a mean handle time [erlang]."""
    servers: int
    """Employees on duty."""
    patience: float | None = None
    """Mean patience in mean handle times; None waits for ever."""

    @property
    def handle(self) -> float:
        """Mean handle time in the world [day]."""
        return self.load / CALLS_PER_DAY

    @property
    def sets(self) -> dict[str, Any]:
        """Values that make the channel ``line`` this queue."""
        minutes = self.handle / MINUTE
        return {
            "market.people": PEOPLE,
            "customers.segments.callers.purchases_per_year": CALLS_PER_YEAR,
            "channels.line.handle_minutes.purchase": minutes,
            "channels.second.handle_minutes.purchase": minutes,
            "channels.line.patience_minutes": self.patience and self.patience * minutes,
            "teams.crew.positions": self.servers,
        }

    @property
    def within(self) -> float:
        """Wait within which the share of callers answered is looked at [handle time]."""
        return 1.0 / self.servers


def theory(queue: Queue) -> dict[str, float]:
    """What the closed forms say, times in mean handle times."""
    load, servers, patience = queue
    if patience is None:
        known = erlang_c(load, 1.0, servers)
        level = erlang_c_service_level(load, 1.0, servers, queue.within)
        late = erlang_c_wait_percentile(load, 1.0, servers, LATE)
    else:
        leaving = 1.0 / patience
        known = erlang_a(load, 1.0, servers, leaving)
        level = erlang_a_service_level(load, 1.0, servers, leaving, queue.within)
        late = erlang_a_wait_percentile(load, 1.0, servers, leaving, LATE)
    return {
        "share who wait": known.probability_of_wait,
        "share who give up": known.probability_of_abandonment,
        "mean wait": known.mean_wait,
        "callers waiting": known.queue_length,
        "occupancy": known.utilisation,
        "answered within a handle time over servers": level,
        "nine in ten wait at most": late,
    }


def measured(run: Run, queue: Queue) -> dict[str, float]:
    """The same figures of one run without its first month, times in mean handle times.

    What the contact log tells is taken from before the last month, since contacts that are open
    when the run ends are not in it.
    """
    records = run.records
    channels = records.channels[1:, 0].sum(axis=0)
    teams = records.teams[1:].sum(axis=(0, 1))

    def total(name: str) -> float:
        return float(channels[CHANNELS.column(name)])

    asked = records.contacts[:, CONTACTS.column("time")]
    wait = records.contacts[:, CONTACTS.column("wait")]
    start, end = MONTH, (len(records.firm) - 1) * MONTH
    inside = (asked >= start) & (asked < end)
    queueing = np.clip(asked + wait, start, end) - np.clip(asked, start, end)
    closed = total("answered") + total("abandoned")
    lost = total("abandoned") / closed
    mean_wait = (total("wait_time") + total("abandoned_time")) / closed / queue.handle
    length = float(queueing.sum()) / (end - start)
    calls = float(inside.sum()) / (end - start) * queue.handle
    found = {
        "share who wait": 1.0 - total("answered_in_target") / closed,
        "share who give up": lost,
        "mean wait": mean_wait,
        "callers waiting": length,
        "occupancy": teams[TEAMS.column("busy_time")] / teams[TEAMS.column("duty_time")],
        "answered within a handle time over servers": float(
            (wait[inside] <= queue.handle * queue.within).mean()
        ),
        "nine in ten wait at most": float(np.quantile(wait[inside], LATE)) / queue.handle,
        "queue - calls x wait": length - calls * float(wait[inside].mean()) / queue.handle,
    }
    if queue.patience is not None:
        found["abandoned - wait / patience"] = lost - mean_wait / queue.patience
    return found


def erlang(name: str, title: str, queue: Queue, *, is_quick: bool = False, note: str = "") -> Check:
    """The check that the channel is a queue."""
    says = theory(queue)
    units = {
        "mean wait": "handle time",
        "nine in ten wait at most": "handle time",
        "callers waiting": "caller",
    }
    claims = [
        Claim(quantity, value, units.get(quantity, "fraction"))
        for quantity, value in says.items()
        if quantity != "share who give up" or queue.patience is not None
    ]
    claims.append(Claim("queue - calls x wait", 0.0, "caller", source="Little (1961)"))
    if queue.patience is not None:
        source = "Garnett, Mandelbaum & Reiman (2002): P(Ab) = theta E[W]"
        claims.append(Claim("abandoned - wait / patience", 0.0, "fraction", source=source))

    def observe(runs: Runs) -> Mapping[str, float]:
        return measured(runs["base"], queue)

    return Check(
        name,
        "A",
        title,
        ERLANG,
        WORLD,
        tuple(claims),
        observe,
        QUICK if is_quick else None,
        FULL,
        sets=queue.sets,
        log=CONTACT_LOG,
        note=note,
    )


def _loss() -> Check:
    """Callers who wait for nobody: Erlang's loss formula."""
    queue = Queue(5.0, 6, 1e-9)

    def observe(runs: Runs) -> Mapping[str, float]:
        return {"share lost": measured(runs["base"], queue)["share who give up"]}

    return Check(
        "erlang_b",
        "A",
        "Nobody waits: 6 servers, load 5",
        "Erlang (1917): B",
        WORLD,
        (Claim("share lost", erlang_b(queue.load, queue.servers), "fraction"),),
        observe,
        QUICK,
        FULL,
        sets=queue.sets,
        log=CONTACT_LOG,
    )


def _two_classes() -> Check:
    """Priority without pre-emption."""
    queue = Queue(4.0, 5)
    occupancy = queue.load / queue.servers
    until_free = erlang_c(queue.load, 1.0, queue.servers).mean_wait * (1.0 - occupancy)
    first = until_free / (1.0 - 0.5 * occupancy)

    def observe(runs: Runs) -> Mapping[str, float]:
        channels = runs["base"].records.channels[1:].sum(axis=0)
        waited = channels[:, CHANNELS.column("wait_time")]
        waits = waited / channels[:, CHANNELS.column("answered")] / queue.handle
        return {"mean wait, first class": waits[0], "mean wait, second class": waits[1]}

    return Check(
        "priority",
        "A",
        "Two classes of callers: 5 servers, load 4, half of them first",
        "Cobham (1954), with Erlang C",
        WORLD,
        (
            Claim("mean wait, first class", first, "handle time"),
            Claim("mean wait, second class", first / (1.0 - occupancy), "handle time"),
        ),
        observe,
        QUICK,
        FULL,
        sets={
            **queue.sets,
            "channels.line.priority": 0,
            "channels.second.priority": 1,
            "customers.segments.callers.channel_shares": {"line": 1, "second": 1},
        },
    )


def _lognormal() -> Check:
    """One server and any law of handle times."""
    queue, cv = Queue(0.6, 1), 1.2
    waits = queue.load * (1.0 + cv * cv) / (2.0 * (1.0 - queue.load))

    def observe(runs: Runs) -> Mapping[str, float]:
        return {"mean wait": measured(runs["base"], queue)["mean wait"]}

    return Check(
        "lognormal",
        "A",
        "Lognormal handle times: 1 server, load 0.6, coefficient of variation 1.2",
        "Pollaczek (1930), Khinchine (1932)",
        WORLD,
        (Claim("mean wait", waits, "handle time"),),
        observe,
        QUICK,
        FULL,
        sets={
            **queue.sets,
            "channels.line.handle_time_distribution": "lognormal",
            "channels.line.handle_time_cv": cv,
        },
        log=CONTACT_LOG,
    )


def _places() -> Check:
    """Self-service with so many places."""
    queue = Queue(10.0, 10, 2.0)
    columns = ("time", "person", "wait", "handle", "served")

    def observe(runs: Runs) -> Mapping[str, float]:
        crew, places = (runs[name].records.contacts for name in ("crew", "places"))
        if crew.shape != places.shape:
            return {"calls that differ": float(max(len(crew), len(places)))}
        apart = [crew[:, CONTACTS.column(n)] != places[:, CONTACTS.column(n)] for n in columns]
        return {"calls that differ": float(np.any(apart, axis=0).sum())}

    places = {
        "channels.line.served_by": "self_service",
        "channels.line.capacity": queue.servers,
        "firm.recovery.channel": "second",
    }
    return Check(
        "self_service",
        "A",
        "Ten places of self-service are a crew of ten that never tires",
        "the same queue, call by call",
        WORLD,
        (Claim("calls that differ", 0.0, "call", Kind.EXACT),),
        observe,
        Size(2, {"time.horizon_months": 2}),
        Size(10, {"time.horizon_months": 12}),
        sets=queue.sets,
        arms={"crew": Arm(), "places": Arm(places)},
        log=CONTACT_LOG,
    )


GARNETT: Final = (
    "Published for 48 calls a minute of one minute each and a patience of two: abandoning 3.1 %, "
    "wait 3.7 s, nine in ten within 12.5 s, queue 3, occupancy 93 %; without abandonment 20.8 s, "
    "58.1 s, 17 and 96 %. A handle time is a minute there."
)

CHECKS: Final = (
    erlang("erlang_c_1", "Erlang C: 1 server, load 0.8", Queue(0.8, 1)),
    erlang("erlang_c_2", "Erlang C: 2 servers, load 1.5", Queue(1.5, 2)),
    erlang("erlang_c_5", "Erlang C: 5 servers, load 4", Queue(4.0, 5), is_quick=True),
    erlang("erlang_c_10", "Erlang C: 10 servers, load 8", Queue(8.0, 10)),
    erlang("erlang_c_10_busy", "Erlang C: 10 servers, load 9", Queue(9.0, 10)),
    erlang("erlang_a_10_light", "Erlang A: 10 servers, load 8, patience 2", Queue(8.0, 10, 2.0)),
    erlang("erlang_a_10", "Erlang A: 10 servers, load 10, patience 2", Queue(10.0, 10, 2.0)),
    erlang("erlang_a_10_equal", "Erlang A: 10 servers, load 10, patience 1", Queue(10.0, 10, 1.0)),
    erlang("erlang_a_10_over", "Erlang A: 10 servers, load 12, patience 2", Queue(12.0, 10, 2.0)),
    erlang("erlang_a_28", "Erlang A: 28 servers, load 30, patience 5/3", Queue(30.0, 28, 5 / 3)),
    erlang("erlang_a_34", "Erlang A: 34 servers, load 30, patience 5/3", Queue(30.0, 34, 5 / 3)),
    erlang("garnett_c", "Erlang C: 50 agents, 48 calls a minute", Queue(48.0, 50), note=GARNETT),
    erlang(
        "garnett_a",
        "Erlang A: 50 agents, 48 calls a minute, patience 2 minutes",
        Queue(48.0, 50, 2.0),
        is_quick=True,
        note=GARNETT,
    ),
    _loss(),
    _two_classes(),
    _lognormal(),
    _places(),
)
"""Every check of this part."""
