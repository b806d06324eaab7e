"""A small stand-in for the engine: made-up but lawful records, quick, the same every time."""

import os
import threading
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from sim.concentration import concentration
from sim.parameters import (
    SELF_SERVICE,
    Campaign,
    Channel,
    Dimensions,
    Driver,
    Employees,
    Firm,
    Handover,
    Links,
    Market,
    Parameters,
    Perception,
    Plan,
    Programme,
    Recovery,
    Regime,
    Segment,
    Team,
    WordOfMouth,
)
from sim.records import (
    ACCOUNTS,
    CHANNELS,
    CONCENTRATION,
    CONTACTS,
    EVENTS,
    FIRM,
    HOURS,
    SEGMENTS,
    TEAMS,
    TENURE,
    VIGINTILES,
    Records,
    Table,
    shapes,
)

WARM_UP, HORIZON = 2, 12


def blank(kind: type[Any], **given: object) -> Any:
    """A block of parameters with 0 wherever nothing is given."""
    return kind._make(given.get(field, 0.0) for field in kind._fields)


def parameters(*, gain: float = 0.0, discount: float = 0.1, links: float = 1.0) -> Parameters:
    """Two segments, a hotline with own staff, a partner's desk, self-service."""
    return Parameters(
        segments=(blank(Segment, name="few"), blank(Segment, name="many")),
        perception=blank(Perception, weights=Dimensions(0.32, 0.22, 0.19, 0.16, 0.11)),
        recovery=blank(Recovery),
        handover=blank(Handover),
        word_of_mouth=blank(WordOfMouth),
        channels=(
            blank(Channel, name="hotline", team=0),
            blank(Channel, name="desk", team=1),
            blank(Channel, name="online", team=SELF_SERVICE),
        ),
        teams=(
            blank(Team, name="agents", is_partner=False),
            blank(Team, name="partners", is_partner=True),
        ),
        employees=blank(Employees),
        firm=blank(
            Firm,
            drivers=(blank(Driver),),
            programme=blank(Programme),
            campaigns=(blank(Campaign, name="spring"),),
            opening_cash=1000.0,
            discount_rate_per_year=discount,
            customer_retention_gain=gain,
        ),
        market=blank(Market),
        links=Links(*[links] * len(Links._fields)),
    )


def plan(*, gain: float = 0.0, discount: float = 0.1, links: float = 1.0) -> Plan:
    """A plan of two months of warm-up and twelve measured; the gain moves the stand-in's world."""
    own = parameters(gain=gain, discount=discount, links=links)
    return Plan(WARM_UP, WARM_UP + HORIZON, (Regime(0.0, own),), ())


def fill(table: Table, data: np.ndarray, **columns: object) -> None:
    """Set columns of a table by name."""
    for name, values in columns.items():
        data[..., [column.name for column in table.columns].index(name)] = values


def simulate(
    plan: Plan,
    seed: int,
    replication: int,
    *,
    engine: str = "auto",
    log: frozenset[str],
    shares_warm_up: bool = False,
) -> Records:
    """Records whose randomness depends on seed and replication alone, shifted by the gain."""
    rng = np.random.default_rng([seed, replication])
    own = plan.regimes[0].parameters
    gain = own.firm.customer_retention_gain
    made = {
        name: np.zeros(shape)
        for name, shape in shapes(plan.months, own, len(plan.campaigns)).items()
    }
    months = plan.months
    lost = rng.integers(10, 30, months) - round(100.0 * gain)
    gained = rng.integers(10, 25, months)
    closing = 1000 + np.cumsum(gained - lost)
    opening = closing - gained + lost
    needs = rng.integers(300, 500, months)
    fill(
        FIRM,
        made["firm"],
        customers_opening=opening,
        customers_closing=closing,
        lost=lost,
        gained_unprompted=gained - 3,
        gained_word_of_mouth=3,
        news_good=3,
        news_bad=1,
        purchase_needs=needs,
        purchase_needs_ours=needs // 2,
        purchases=needs // 3,
        satisfaction_sum=closing * rng.uniform(0.6, 0.8, months),
        promoters=closing // 3,
        detractors=closing // 5,
        internal_quality=0.5,
        failures=12,
        complaints=4,
        complaints_closed=3,
        complaint_time=rng.uniform(3.0, 20.0, months),
        recovery_sum=rng.uniform(1.0, 3.0, months),
    )
    revenue = needs * 100.0
    fill(
        SEGMENTS,
        made["segments"][:, 0, 0],
        customers_closing=closing,
        revenue=revenue,
        contribution=revenue * 0.4 + closing,
        satisfaction_sum=0.7 * closing,
    )
    offered = rng.integers(50, 80, (months, 3))
    fill(
        CHANNELS,
        made["channels"],
        offered=offered,
        served=offered - 5,
        answered=offered - 5,
        answered_in_target=offered - 20,
        abandoned=5,
        wait_time=offered / 1440.0,
        handle_time=offered * 0.01,
        failures=4,
        scored=offered - 5,
        score_sum=(offered - 5) * 0.7,
        perceived=offered - 5,
        reliability_sum=(offered - 5) * 0.8,
    )
    fill(
        TEAMS,
        made["teams"],
        staff_opening=10,
        staff_closing=10,
        quits=rng.integers(0, 2, (months, 2)),
        shifts=200,
        absences=7,
        duty_time=60.0,
        busy_time=45.0,
        paid_time=300.0,
        served=offered[:, :2] - 5,
        satisfaction_sum=rng.uniform(5.0, 8.0, (months, 2)),
        efficiency_sum=9.0,
        experience_sum=3000.0,
        standard_sum=9.5,
    )
    made["waits"][:, :, 3] = offered - 5
    for column in HOURS.columns:
        by_month = made["channels"][WARM_UP:, :, CHANNELS.column(column.name)]
        made["hours"][:, 10, HOURS.column(column.name)] = by_month.sum(axis=0)
    made["repeats"][:, 0, 1] = 7
    made["life_cycle"][:, 2] = closing
    fill(
        TENURE,
        made["tenure"][:HORIZON, 0],
        present=80,
        contribution=rng.uniform(900.0, 1100.0, HORIZON),
        exit_chance_sum=rng.uniform(1.0, 2.0, HORIZON) - 10.0 * gain,
        exit_chance_neutral_sum=2.0,
        customers_end=90,
    )
    made["concentration"] = concentration(np.zeros((0, 3)))
    fill(
        CONCENTRATION,
        made["concentration"],
        people=60,
        revenue=np.sort(rng.uniform(1000.0, 9000.0, (2, VIGINTILES)))[:, ::-1],
    )
    names = [account.name for account in ACCOUNTS]
    wages = rng.uniform(5000.0, 6000.0, months)
    made["ledger"][:, names.index("purchases")] = -revenue
    made["ledger"][:, names.index("wages")] = wages
    made["ledger"][:, names.index("cash")] = revenue - wages
    contacts = rng.uniform(0.0, 1.0, (5 if "contacts" in log else 0, len(CONTACTS.columns)))
    fill(CONTACTS, contacts, person=3, sequence=range(len(contacts)), kind=2, channel=1)
    fill(CONTACTS, contacts, employee=-1, served=1, failed=0)
    events = np.zeros((4 if "events" in log else 0, len(EVENTS.columns)))
    return Records(**made, contacts=contacts, events=events)


def fails_once(plan: Plan, seed: int, replication: int, **rest: Any) -> Records:
    """Breaks in replication 1 of every world with a gain."""
    if replication == 1 and plan.regimes[0].parameters.firm.customer_retention_gain:
        raise ValueError("a law\nwas broken")
    return simulate(plan, seed, replication, **rest)


def always_fails(plan: Plan, seed: int, replication: int, **rest: Any) -> Records:
    """Breaks in every run."""
    raise ArithmeticError("nothing works")


def dies_once(plan: Plan, seed: int, replication: int, **rest: Any) -> Records:
    """Takes its process down in replication 1 of every world with a gain."""
    if replication == 1 and plan.regimes[0].parameters.firm.customer_retention_gain:
        os._exit(3)
    return simulate(plan, seed, replication, **rest)


def hangs(plan: Plan, seed: int, replication: int, **rest: Any) -> Records:
    """Never ends after replication 0."""
    if replication:
        threading.Event().wait()
    return simulate(plan, seed, replication, **rest)


def stopped_by_hand(plan: Plan, seed: int, replication: int, **rest: Any) -> Records:
    """Is interrupted in replication 2."""
    if replication == 2:
        raise KeyboardInterrupt
    return simulate(plan, seed, replication, **rest)


def double_unless_deadly(job: int) -> int:
    """Twice the job; every seventh takes its process down."""
    if job % 7 == 3:
        os._exit(3)
    return 2 * job


def lost(job: int, message: str) -> str:
    """What is said of a job whose process died."""
    return f"{job}: {message}"


class Row(NamedTuple):
    """Origin of one value, as a question knows it."""

    path: str
    value: object
    default: object
    unit: str
    where: str
    mark: str
    source: str


@dataclass(frozen=True)
class FakeQuestion:
    """A question as the runner needs it."""

    title: str = "Keep more customers?"
    name: str = "keep"
    files: tuple[str, ...] = ("keep.yaml",)
    sets: tuple[str, ...] = ()
    provenance: tuple[Row, ...] = (
        Row("market.people", 100, "", "person", "keep.yaml:3", "measured", "own count"),
        Row("title", "NA", "NA", "", "default", "", ""),
    )
    warnings: tuple[str, ...] = ()

    @property
    def scenario(self) -> SimpleNamespace:
        """The scenario's own words and rules."""
        rule = SimpleNamespace(
            seed=7,
            minimum_replications=3,
            maximum_replications=9,
            confidence=0.95,
            precision={},
            half_width={},
            best={},
        )
        return SimpleNamespace(
            title=self.title,
            question="Is it worth it, and how sure is that?",
            description="",
            look_for="",
            case="",
            headline="profit",
            plausible={"profit": SimpleNamespace(at_least=None, at_most=1e9)},
            currency="EUR",
            experiment=rule,
            alternatives=(
                SimpleNamespace(name="keep", title="Keep more", description="free of cost"),
                SimpleNamespace(name="same", title="Change nothing", description=""),
            ),
        )

    def resolved(self) -> dict[str, Any]:
        """Every value used."""
        return {"title": self.title, "market": {"people": 100, "share": 0.1}}


PLANS = {"base": plan(), "keep": plan(gain=0.05), "same": plan()}
"""Three worlds: the base, one that loses fewer customers, one that is the base again."""
