"""The first question asks what its title says: five points, three ways."""

import pytest

import sim

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def answer():
    """The shipped question as it is shipped."""
    return sim.run("retention_gain", workers=2)


@pytest.mark.parametrize(
    ("alternative", "kpi"),
    [
        ("assumed", "customer_retention"),
        ("paid", "customer_retention"),
        ("staff", "employee_retention"),
    ],
)
def test_each_alternative_reaches_about_five_points(answer, alternative, kpi):
    """Five points lie within one point of the measured gain's 95 % interval."""
    rows = answer.differences.query("alternative == @alternative and kpi == @kpi")
    (row,) = rows.itertuples()
    assert row.low - 0.01 <= 0.05 <= row.high + 0.01
    assert row.low > 0.0


def test_free_points_are_worth_what_the_textbook_says_and_paid_ones_less(answer):
    """Free points raise profit; the same points paid for raise it by less."""
    profit = answer.differences.query("kpi == 'profit'").set_index("alternative")
    assert profit.loc["assumed", "low"] > 0.0
    assert profit.loc["paid", "high"] < profit.loc["assumed", "low"]


def test_the_bridge_leads_from_the_formula_to_the_answer(answer):
    """Every total of the bridge is the one before plus the steps between them."""
    for _, steps in answer.bridge.groupby("alternative"):
        running = 0.0
        for step in steps.itertuples():
            if step.measure == "total":
                if running:
                    assert step.amount == pytest.approx(running, abs=1e-6)
                running = step.amount
            else:
                running += step.amount
