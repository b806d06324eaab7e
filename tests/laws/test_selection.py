"""Retention rises with tenure where nobody grows more loyal, and nothing calls it loyalty."""

import numpy as np
import pytest
from scipy import stats

import sim
from sim.analysis.intervals import mean_interval
from sim.kpi.tenure import lifetime, retention
from sim.records import TENURE
from sim.report import value
from sim.units import YEAR
from tests.worlds import column, run, where, world, worlds

BUYERS = "customers.segments.buyers."
ALPHA, BETA = 0.8, 2.5

LAPSING = {
    "market.people": 300,
    "time.horizon_months": 36,
    BUYERS + "purchases_per_year": 10,
    BUYERS + "exit_alpha": 0.5,
    BUYERS + "exit_beta": 6,
}
RENEWAL = {
    "market.people": 1000,
    "time.horizon_months": 36,
    BUYERS + "purchases_per_year": 1,
    BUYERS + "relationship": "renewal",
    BUYERS + "renewal_months": 12,
    BUYERS + "exit_alpha": ALPHA,
    BUYERS + "exit_beta": BETA,
}


@pytest.fixture(scope="module", params=[LAPSING, RENEWAL], ids=["lapsing", "renewal"])
def unbound(request: pytest.FixtureRequest):
    """An answer about a firm whose customers nothing holds: links cut, no programme."""
    sets = [f"{path}={given}" for path, given in request.param.items()]
    return sim.run(where("buying"), sets=sets, replications=4, seed=1)


def test_retention_rises_without_loyalty(unbound):
    """With every link of loyalty cut, the third year keeps more than the first, 99 % interval."""
    by_year = unbound.clv_by_tenure.pivot_table(
        index="replication", columns="tenure_year", values="retention"
    )
    assert mean_interval((by_year[3] - by_year[1]).to_numpy(), 0.99).low > 0.0


def test_what_selection_gives_is_then_all_there_is(unbound):
    """The neutral decisions are the actual ones to the last bit, by month and by year."""
    cohorts, years = unbound.cohorts, unbound.clv_by_tenure
    assert cohorts["exit_chance_sum"].sum() > 0.0
    assert cohorts["exit_chance_sum"].equals(cohorts["exit_chance_neutral_sum"])
    assert years["retention"].equals(years["retention_neutral"])


def test_the_report_calls_it_selection(unbound):
    """The words give the whole rise to selection and none of it to loyalty."""
    words = value.reading(unbound, "base", 0.95)
    assert "All of the rise is selection" in words
    assert "can be loyalty" not in words


def test_chances_by_tenure_are_shifted_beta_geometric():
    """Among those with n renewals behind them the mean chance of leaving is that of Beta(a, b + n),
    99.9 % over all renewals; a decision at the very end of a month stands in that month.
    """
    every, renewals = 2, 8
    plan = world(
        "buying",
        time__horizon_months=every * renewals + 1,
        **{f"{BUYERS}relationship".replace(".", "__"): "renewal"},
        **{f"{BUYERS}renewal_months".replace(".", "__"): every},
        **{f"{BUYERS}purchases_per_year".replace(".", "__"): 0},
        **{f"{BUYERS}exit_alpha".replace(".", "__"): ALPHA},
        **{f"{BUYERS}exit_beta".replace(".", "__"): BETA},
    )
    table = sum(run(plan, 1, number).tenure.sum(axis=1) for number in range(3))
    life = lifetime(table, 0.1)
    limit = stats.norm.ppf(1.0 - 0.001 / 2 / renewals)
    for renewal in range(renewals):
        month = every * (renewal + 1) - 1
        a, b = ALPHA, BETA + renewal
        deviation = stats.beta(a, b).std() / np.sqrt(life.present[month])
        assert abs(life.leaving[month] - a / (a + b)) <= limit * deviation
        assert life.leaving[month - 1] == 0.0


def test_those_who_leave_are_as_many_as_their_chances():
    """Leavings less chances are a fair game, whatever moves the chances: 99.9 %."""
    records = [run(world("lively"), 1, number) for number in range(3)]
    lost = sum(column(one, "tenure.lost").sum() for one in records)
    chances = sum(column(one, "tenure.exit_chance_sum").sum() for one in records)
    assert lost > 100.0
    # The variance is the sum of p (1 - p), below that of p.
    assert abs(lost - chances) <= stats.norm.ppf(0.9995) * np.sqrt(chances)


def test_a_retention_gain_lowers_chances_and_not_what_selection_gives():
    """Half of the leavings undone by assumption: the noted chances follow what really happens."""
    plan = world("steady", firm__customer_retention_gain=0.1)
    records = run(plan)
    lost, chances, neutral = (
        column(records, f"tenure.{name}").sum()
        for name in ("lost", "exit_chance_sum", "exit_chance_neutral_sum")
    )
    assert abs(lost - chances) <= stats.norm.ppf(0.9995) * np.sqrt(chances)
    assert neutral - chances > stats.norm.ppf(0.9995) * np.sqrt(chances)


def test_satisfaction_and_status_make_the_difference():
    """With the link alive, what people decide is not what they would decide unbound."""
    records = run(world("lively"))
    actual, neutral = (
        column(records, f"tenure.{name}") for name in ("exit_chance_sum", "exit_chance_neutral_sum")
    )
    assert (actual != neutral).any()


def test_everybody_is_present_once_in_each_month_of_tenure():
    """Present is customers at the ends of months plus those who left before theirs was noted, and
    whoever leaves is among those who were there.
    """
    for name in ("lively", "hermits", "steady"):
        plan = world(name)
        records = run(plan)
        present, lost, end = (
            column(records, f"tenure.{column_name}")
            for column_name in ("present", "lost", "customers_end")
        )
        closing = column(records, "firm.customers_closing")[plan.warm_up_months :].sum()
        assert closing <= present.sum() <= closing + lost.sum()
        assert (lost <= present).all()
        assert end.sum() == column(records, "firm.customers_closing")[-1]


def test_a_cost_of_every_month_stands_where_the_customer_is_counted():
    """Ten for each customer at the end of each month are ten for everybody present at a tenure.

    Some are there when the clock starts, old or new, and others come on any day; nobody leaves.
    """
    every = {
        "opening_customers": 0.5,
        "purchases_per_year": 0,
        "spend_per_purchase": 0,
        "exit_odds": 0,
    }
    plan = worlds(
        "hermits",
        {
            "firm.relationship_levels.basic.cost_per_customer_per_month": 10,
            "channels.online.cost_per_contact": 0,
            "channels.kiosk.cost_per_contact": 0,
            "customers.segments.bound.opening_tenure_months": 9,
            **{
                f"customers.segments.{segment}.{path}": value
                for segment in ("alone", "bound")
                for path, value in every.items()
            },
        },
    )["base"]
    records = run(plan)
    present = column(records, "tenure.present")
    assert present[:, 0].sum() > 50.0
    assert (present[:, 1] > 0.0).sum() > 12
    assert (column(records, "tenure.contribution") == -10.0 * present).all()


def test_a_month_of_tenure_in_full_keeps_those_who_do_not_leave():
    """A closed cohort: each month starts with those whom the month before has left."""
    plan = world(
        "buying",
        market__people=500,
        time__horizon_months=30,
        customers__segments__buyers__purchases_per_year=0.05 * YEAR,
        customers__segments__buyers__exit_alpha=0.5,
        customers__segments__buyers__exit_beta=3,
    )
    table = run(plan).tenure.sum(axis=1)
    present = table[:, TENURE.column("present")]
    assert present[0] == 500.0
    assert (np.diff(present[:30]) <= 0.0).all()
    assert present[29] > table[29, TENURE.column("customers_end")] - 1.0
    assert np.isfinite(retention(lifetime(table, 0.1).leaving)[:2]).all()
