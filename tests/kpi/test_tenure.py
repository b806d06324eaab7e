"""Value by tenure against closed forms: annuities, constant retention, sBG residual lifetimes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kpi.tenure import equity, lifetime, retention
from sim.records import TENURE, TENURE_MONTHS
from sim.theory import clv, sbg_derl, sbg_survivors


def table(present, leaving, contribution, customers_end=0.0):
    """A tenure table of so many people, each with that chance of leaving and contribution."""
    made = np.zeros((TENURE_MONTHS, len(TENURE.columns)))
    for name, values in (
        ("present", present),
        ("exit_chance_sum", present * leaving),
        ("exit_chance_neutral_sum", present * leaving),
        ("contribution", present * contribution),
        ("customers_end", customers_end),
    ):
        made[:, TENURE.column(name)] = values
    return made


months = np.arange(TENURE_MONTHS)


@given(st.floats(0.01, 0.5), st.floats(0.001, 0.2), st.integers(12, TENURE_MONTHS))
def test_constant_rates_give_the_closed_form(discount, leaving, seen):
    """Whatever the longest tenure seen, constant rates are worth m d / (1 - d r) for ever.

    That is Gupta & Lehmann's m r / (1 + i - r) month by month plus the month under way, which those
    who leave in it have still paid.
    """
    life = lifetime(table(np.where(months < seen, 50.0, 0.0), leaving, 3.0), discount)
    monthly = (1.0 + discount) ** (1.0 / 12.0)
    closed = (3.0 + clv(3.0, 1.0 - leaving, monthly - 1.0)) / monthly
    assert life.value == pytest.approx(np.full(TENURE_MONTHS, closed), rel=1e-9)


@given(st.floats(0.3, 3.0), st.floats(0.5, 10.0), st.floats(0.3, 0.6))
def test_yearly_contracts_are_worth_their_residual_lifetime(alpha, beta, discount):
    """With sBG leavings at each year's end, value by tenure is that of Fader & Hardie (2010).

    A year brings 1 at its end, before the decision. Only the tail after ten years may differ, and
    by no more than somebody who never leaves brings from then on.
    """
    survivors = np.array(sbg_survivors(alpha, beta, TENURE_MONTHS // 12))
    at_end = months % 12 == 11
    kept = np.repeat(survivors[1:] / survivors[:-1], 12)
    leaving = np.where(at_end, 1.0 - kept, 0.0)
    life = lifetime(table(np.full(TENURE_MONTHS, 9.0), leaving, at_end), discount)
    assert retention(life.leaving) == pytest.approx(survivors[1:] / survivors[:-1])
    d = 1.0 / (1.0 + discount)
    for year in range(8):
        exact = d * (1.0 + d * sbg_derl(alpha, beta, discount, year))
        tail = d ** (10 - year) * survivors[10] / survivors[year] / discount
        assert abs(life.value[12 * year] - exact) <= tail


def test_a_cohort_brings_what_its_value_says():
    """Without discount, value at the start is all that a cohort brought, for each who began."""
    rng = np.random.default_rng(4)
    present = np.zeros(TENURE_MONTHS)
    present[:30] = np.sort(rng.integers(1, 400, 30))[::-1]
    lost = present - np.append(present[1:], 0.0)
    leaving = np.divide(lost, present, out=np.zeros_like(lost), where=present > 0.0)
    contribution = rng.uniform(0.0, 5.0, TENURE_MONTHS)
    life = lifetime(table(present, leaving, contribution), 0.0)
    assert life.value[0] == pytest.approx((present * contribution).sum() / present[0])


def test_what_nobody_was_seen_to_do_is_taken_from_above():
    """A gap takes the pooled rates of the twelve months above; retention there stays unknown."""
    present = np.where((months >= 24) & (months < 48), 10.0, 0.0)
    life = lifetime(table(present, 0.05, 2.0), 0.1)
    assert life.value == pytest.approx(np.full(TENURE_MONTHS, life.value[24]))
    assert np.isnan(retention(life.leaving)[:2]).all()
    assert retention(life.leaving)[2] == pytest.approx(0.95**12)
    assert np.isnan(life.contribution[0])


def test_nobody_seen_is_worth_nothing_known():
    """An empty table has no value; customers who never leave have none without discount."""
    nothing = np.zeros(TENURE_MONTHS)
    assert np.isnan(lifetime(table(nothing, 0.0, 0.0), 0.1).value).all()
    assert np.isnan(lifetime(table(nothing + 1.0, 0.0, 1.0), 0.0).value).all()


def test_equity_counts_each_customer_at_the_tenure_reached():
    """Three customers in one month and two in another are worth three and two such values."""
    there = np.zeros(TENURE_MONTHS)
    there[5], there[40] = 3.0, 2.0
    made = table(np.full(TENURE_MONTHS, 7.0), np.linspace(0.2, 0.01, TENURE_MONTHS), 1.5, there)
    life = lifetime(made, 0.1)
    assert equity(made, life).sum() == pytest.approx(3.0 * life.value[5] + 2.0 * life.value[40])
