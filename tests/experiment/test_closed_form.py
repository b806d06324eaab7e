"""Laws of the closed form beside the simulation: steps add up, known worlds give known answers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.closed_form import Formula, closed_form_tables
from sim.experiment.run import answer
from sim.experiment.wishes import Wishes, settings_of
from sim.theory import clv
from tests.experiment import fake

YEARS = 30


def world(name: str, retention: float, margin: float, costs: float, months: int) -> tuple:
    """A world that keeps to the formula: 1000 customers, constant hazard, nobody new."""
    kept = retention ** (np.arange(months + 1) / 12.0)
    customers = 1000.0 * kept
    contribution = margin / 12.0 * customers[1:]
    run = {"alternative": name, "status": "ok"}
    run |= {"contribution_per_customer_year": margin, "customer_retention": retention}
    path = {
        "alternative": name,
        "month": np.arange(months),
        "customers_opening": customers[:-1],
        "customers_closing": customers[1:],
        "gained_opening": 0.0,
        "contribution": contribution,
        "profit": contribution - costs,
    }
    copies = range(2)
    return (
        pd.DataFrame([run | {"replication": number} for number in copies]),
        pd.concat([pd.DataFrame(path | {"replication": number}) for number in copies]),
    )


def compared(base: float, new: float, months: int, costs: float = 0.0, discount: float = 0.1):
    """Closed form and bridge of two worlds that keep to the formula."""
    worlds = [
        world("base", base, 120.0, 0.0, months),
        world("new", new, 120.0, costs, months),
    ]
    runs, paths = (pd.concat(parts, ignore_index=True) for parts in zip(*worlds, strict=True))
    table, bridge = closed_form_tables(
        runs, paths, ("base", "new"), discount=discount, confidence=0.95
    )
    return table.iloc[0], bridge.set_index("step")["amount"], bridge


RETENTIONS = st.floats(0.3, 0.95)


@settings(deadline=None, max_examples=20)
@given(RETENTIONS, RETENTIONS, st.integers(1, 60))
def test_a_world_that_keeps_to_the_formula_is_worth_what_the_formula_says(base, new, months):
    """With constant hazards and margins the simulated change is the formula's to the horizon."""
    row, _, _ = compared(base, new, months)
    said = row["formula_over_horizon"]
    assert row["simulated_contribution_change"] == pytest.approx(said, rel=1e-9, abs=1e-6)
    assert row["formula_change"] == pytest.approx(
        1000.0 * (clv(120.0, new, 0.1) - clv(120.0, base, 0.1)), rel=1e-9, abs=1e-6
    )


def test_over_a_long_horizon_the_truncated_formula_reaches_the_endless_one():
    """After 30 years at 70 % nothing is left beyond the horizon: only the timing remains."""
    row, steps, _ = compared(0.7, 0.75, 12 * YEARS)
    assert abs(steps["horizon"]) < 1e-4 * abs(row["formula_change"])


def test_costs_that_the_formula_leaves_out_are_a_step_of_their_own():
    """100 a month for a year are taken off, discounted, and nothing else changes."""
    free, dear = (compared(0.7, 0.75, 12, costs=costs, discount=0.0)[0] for costs in (0.0, 100.0))
    assert dear["costs_change"] == pytest.approx(1200.0)
    assert free["costs_change"] == pytest.approx(0.0, abs=1e-6)
    gain = dear["simulated_profit_change"] - free["simulated_profit_change"]
    assert gain == pytest.approx(-1200.0)


@settings(deadline=None, max_examples=20)
@given(RETENTIONS, RETENTIONS, st.integers(1, 60), st.floats(0.0, 1e3))
def test_the_bridge_adds_up(base, new, months, costs):
    """Each total is the total before it plus the steps between them."""
    _, _, bridge = compared(base, new, months, costs)
    so_far = 0.0
    for position, step in enumerate(bridge.itertuples()):
        if step.measure == "total" and position:
            assert step.amount == pytest.approx(so_far, rel=1e-9, abs=1e-6)
        so_far = step.amount if step.measure == "total" else so_far + step.amount


@given(RETENTIONS, st.floats(0.01, 0.5))
def test_paid_monthly_for_ever_is_the_limit_of_the_truncated_sum(retention, discount):
    """The endless monthly formula is the truncated one after very many months."""
    formula = Formula(1.0, 10.0, 0.5, retention, discount).monthly()
    assert formula.change_over(12 * 400) == pytest.approx(formula.change(), rel=1e-6, abs=1e-6)


def test_equal_worlds_differ_in_nothing():
    """An alternative that changes nothing has zeros throughout, exactly."""
    question = fake.FakeQuestion()
    rule = settings_of(question.scenario, Wishes())
    said = answer(question, fake.PLANS, fake.simulate, settings=rule)
    assert (said.bridge[said.bridge["alternative"] == "same"]["amount"] == 0.0).all()
    same = said.closed_form[said.closed_form["alternative"] == "same"].iloc[0]
    assert same["formula_change"] == same["simulated_profit_change"] == same["costs_change"] == 0.0
    assert same["simulated_profit_low"] == same["simulated_profit_high"] == 0.0


def test_no_limit_is_nan_not_a_number():
    """Customers who never leave, without discount, have no lifetime value."""
    row, _, _ = compared(1.0, 0.9, 12, discount=0.0)
    assert np.isnan(row["clv_base"])
    assert np.isnan(row["formula_change"])
    assert row["formula_over_horizon"] == pytest.approx(row["simulated_contribution_change"])


def test_opening_customers_who_join_later_count():
    """The formula values the same customers, whether they are there at the start or join soon."""
    runs, there = world("base", 0.8, 120.0, 0.0, 36)
    after_runs, after = world("keep", 0.85, 120.0, 0.0, 36)
    late = there.assign(
        customers_opening=np.where(there["month"] == 0, 0.0, there["customers_opening"]),
        gained_opening=np.where(there["month"] == 0, 1000.0, 0.0),
    )
    both = pd.concat([runs, after_runs])
    found = [
        closed_form_tables(
            both, pd.concat([base, after]), ("base", "keep"), discount=0.1, confidence=0.95
        )[0]["formula_change"].iloc[0]
        for base in (there, late)
    ]
    assert found[0] == found[1] > 0.0
