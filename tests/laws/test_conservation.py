"""Whatever the business: nobody is lost, the books balance, and every level stays in its range."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.parameters import KINDS, Plan
from sim.records import Records
from tests.laws.businesses import businesses, plans_of
from tests.worlds import COLUMNS, column, run

laws = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

SHARES_OF = {
    "firm.satisfaction_sum": "firm.customers_closing",
    "firm.expectation_sum": "firm.customers_closing",
    "firm.promoters": "firm.customers_closing",
    "firm.detractors": "firm.customers_closing",
    "firm.news_good": "firm.told_good",
    "firm.news_bad": "firm.told_bad",
    "firm.needs_ours": "firm.needs",
    "firm.purchase_needs": "firm.needs",
    "firm.purchase_needs_ours": "firm.purchase_needs",
    "firm.recovery_sum": "firm.complaints_closed",
    "firm.familiar": "firm.managed",
    "segments.satisfaction_sum": "segments.customers_closing",
    "channels.answered_in_target": "channels.answered",
    "hours.answered_in_target": "hours.answered",
    "channels.failures": "channels.served",
    "channels.steered": "channels.offered",
    "channels.explained_again": "channels.offered",
    "channels.score_sum": "channels.scored",
    "channels.reliability_sum": "channels.scored",
    "channels.responsiveness_sum": "channels.scored",
    "channels.assurance_sum": "channels.scored",
    "channels.empathy_sum": "channels.scored",
    "channels.tangibles_sum": "channels.scored",
    "teams.absences": "teams.shifts",
    "teams.busy_time": "teams.duty_time",
    "teams.satisfaction_sum": "teams.staff_closing",
    "teams.fatigue_sum": "teams.staff_closing",
}
"""Columns that are a part of another, or a level summed over it."""

MAY_BE_LOSSES = ("segments.contribution", "channels.margin", "tenure.contribution")
"""Columns that may be negative."""

TABLES = ("firm", "segments", "channels", "teams", "tenure", "hours")


def obeys(plan: Plan, records: Records) -> None:
    """Everything that holds in every run beyond the laws that the engine checks itself."""
    for table in TABLES:
        for candidate in COLUMNS[table]:
            name = f"{table}.{candidate.name}"
            assert name in MAY_BE_LOSSES or (column(records, name) >= 0.0).all(), name
    assert (records.repeats >= 0.0).all()
    for part, whole in SHARES_OF.items():
        assert (column(records, part) <= column(records, whole) + 1e-9).all(), part
    measured = slice(plan.warm_up_months, None)
    for name in ("lost", "purchases"):
        by_tenure = column(records, f"tenure.{name}").sum(axis=0)
        by_month = column(records, f"segments.{name}")[measured].sum(axis=(0, 2))
        assert by_tenure == pytest.approx(by_month), name
    present, lost = (column(records, f"tenure.{name}") for name in ("present", "lost"))
    closing = column(records, "segments.customers_closing")[measured].sum(axis=(0, 2))
    assert ((closing <= present.sum(axis=0)) & (present.sum(axis=0) <= closing + lost.sum(0))).all()
    assert (lost <= present).all()
    assert (records.waits.sum(axis=-1) == column(records, "channels.answered")).all()
    opening = records.repeats.sum(axis=(1, 2))
    joined = np.cumsum(column(records, "firm.gained_opening"))
    assert (np.diff(opening - joined) == 0.0).all()
    assert opening[-1] <= plan.regimes[0].parameters.market.people


def contacts_obey(records: Records) -> None:
    """Ranges in the contact log."""
    assert (column(records, "contacts.wait") >= 0.0).all()
    assert (column(records, "contacts.handle") >= 0.0).all()
    assert (column(records, "contacts.spend") >= 0.0).all()
    assert set(column(records, "contacts.kind")) <= set(range(len(KINDS)))
    assert set(column(records, "contacts.served")) | set(column(records, "contacts.failed")) <= {
        0,
        1,
    }
    satisfaction, score = (
        column(records, "contacts.satisfaction"),
        column(records, "contacts.score"),
    )
    assert ((satisfaction >= 0.0) & (satisfaction <= 1.0)).all()
    assert ((score == -1.0) | ((score >= 0.0) & (score <= 1.0))).all()


def check(business: dict, seed: int) -> None:
    """Run base and alternative; the engine checks conservation and the books."""
    for plan in plans_of(business).values():
        records = run(plan, seed)
        obeys(plan, records)
        contacts_obey(records)


@settings(laws, max_examples=60)
@given(businesses(), st.integers(0, 2**32))
def test_every_business_obeys_the_laws(business: dict, seed: int):
    """No business, however odd, loses anybody, unbalances the books or leaves its ranges."""
    check(business, seed)


@pytest.mark.slow
@settings(laws, max_examples=250)
@given(businesses(), st.integers(0, 2**32))
def test_many_businesses_obey_the_laws(business: dict, seed: int):
    """The same, looked for longer."""
    check(business, seed)
