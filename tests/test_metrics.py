"""Laws of the key figures: known answers, empty runs, the warm-up, words and sources."""

import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.concentration import concentration
from sim.metrics import CATALOGUE, STAGES, key_figures, measured
from sim.records import ACCOUNTS, CHANNELS, FIRM, SEGMENTS, TEAMS, Records, shapes
from sim.theory import clv
from tests.experiment.fake import HORIZON, WARM_UP, fill, parameters, plan, simulate

ROOT = Path(__file__).parents[1]
COUNTED = {
    "internal_quality",
    "quits_per_year",
    "referrals",
    "customers_gained",
    "customers_won_back",
    "customers_end",
    "revenue",
    "profit",
    "npv",
    "cash_end",
    "customer_equity",
}
"""Figures without a denominator that could be nothing."""


def records(**firm: object) -> Records:
    """Records of nothing but what is given for the firm."""
    empty = {n: np.zeros(s) for n, s in shapes(WARM_UP + HORIZON, parameters(), 0).items()}
    fill(FIRM, empty["firm"], **firm)
    nothing = np.zeros((0, 1))
    nobody = concentration(np.zeros((0, 3)))
    return Records(**empty, concentration=nobody, contacts=nothing, events=nothing)


def figure(name: str, run: Records, discount: float = 0.1) -> float:
    """One figure of a run."""
    return CATALOGUE[name](measured(run, plan(discount=discount)))


def book(run: Records, account: str, amounts: object) -> None:
    """Write an account of the books."""
    run.ledger[:, [entry.name for entry in ACCOUNTS].index(account)] = amounts


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_empty_run_is_not_measured_and_never_divides(name):
    """Where nothing happened, a count is 0 (cash: the opening cash) and a ratio is NaN."""
    value = figure(name, records())
    if name in COUNTED:
        assert value == (1000.0 if name == "cash_end" else 0.0)
    else:
        assert math.isnan(value)


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_warm_up_is_not_read(name):
    """Whatever happens in the warm-up leaves every figure alone, but for cash."""
    calm, wild = (simulate(plan(), 1, 0, log=frozenset()) for _ in range(2))
    for table in (wild.firm, wild.segments, wild.channels, wild.teams, wild.waits, wild.ledger):
        table[:WARM_UP] += 17.0
    change = 17.0 * WARM_UP if name == "cash_end" else 0.0
    expected = pytest.approx(figure(name, calm) + change, rel=1e-12)
    assert figure(name, wild) == expected


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.name)
def test_every_figure_says_what_it_is(entry):
    """A definition has a meaning in one line, a denominator or its absence, and a source."""
    assert re.search(r"denominator|geometric mean|histogram|closed form", entry.definition, re.I)
    assert "Source:" in entry.definition
    assert entry.meaning.endswith((".", ":", ",")) or len(entry.meaning) < 100


def test_every_figure_stands_in_the_glossary_once():
    """The glossary has one line for each figure and none for a figure that does not exist."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- `(\w+)` - \S", text, re.M)
    assert listed == sorted(set(listed), key=listed.index)
    assert set(listed) == set(CATALOGUE)


def test_the_catalogue_follows_the_chain():
    """Stages come in order, each has one or two headline figures."""
    order = [STAGES.index(entry.stage) for entry in CATALOGUE.values()]
    assert order == sorted(order)
    headline = [entry.stage for entry in CATALOGUE.values() if entry.headline]
    assert {headline.count(stage) for stage in STAGES} <= {1, 2}


def test_workers_load_no_table_library():
    """Key figures need numpy alone; a worker that loads pandas starts twice as slowly."""
    code = (
        "import sys, sim.experiment.executors, sim.experiment.runner; "
        "heavy = {'pandas', 'pyarrow', 'plotly', 'scipy', 'pydantic', 'simpy'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (result.stdout.strip(), result.stderr) == ("[]", "")


@given(st.floats(0.0, 0.5))
def test_a_constant_monthly_loss_compounds_to_its_yearly_retention(loss):
    """A monthly hazard h gives a yearly retention (1 - h)^12, however customers move."""
    opening = np.linspace(100.0, 900.0, WARM_UP + HORIZON)
    run = records(customers_opening=opening, lost=loss * opening)
    assert figure("customer_retention", run) == pytest.approx((1.0 - loss) ** 12)


def test_more_losses_than_openings_are_a_retention_of_nothing():
    """Those who come and go within a month cannot make retention negative."""
    assert figure("customer_retention", records(customers_opening=2, lost=5)) == 0.0


def test_employee_retention_compounds_own_quits_over_average_staff():
    """Two quits on an average staff of 20 are a tenth a month; the partner's are not ours."""
    run = records()
    fill(TEAMS, run.teams[:, 0], staff_opening=25, staff_closing=15, quits=2)
    fill(TEAMS, run.teams[:, 1], staff_opening=50, staff_closing=50, quits=50)
    assert figure("employee_retention", run) == pytest.approx(0.9**12)
    assert figure("quits_per_year", run) == pytest.approx(24.0)


def test_figures_of_staff_weigh_teams_by_heads():
    """Occupancy divides by duty, output by employment; absence by shifts; partners are left out."""
    run = records()
    fill(TEAMS, run.teams[:, 0], busy_time=3, duty_time=4, paid_time=10, served=50)
    fill(TEAMS, run.teams[:, 0], shifts=20, absences=1, staff_closing=5, satisfaction_sum=4)
    fill(TEAMS, run.teams[:, 0], experience_sum=5 * 365.25, efficiency_sum=4, standard_sum=4.5)
    fill(TEAMS, run.teams[:, 1], busy_time=9, duty_time=9, paid_time=9, served=9, staff_closing=9)
    expected = {"occupancy": 0.75, "contacts_per_paid_day": 5.0, "absence": 0.05}
    expected |= {"employee_satisfaction": 80.0, "experience": 1.0, "efficiency": 0.8}
    expected |= {"time_standard": 0.9}
    assert {name: figure(name, run) for name in expected} == pytest.approx(expected)


def test_waits_are_those_of_channels_with_staff():
    """Self-service, where nobody waits, neither shortens waits nor lifts the service level."""
    run = records()
    fill(CHANNELS, run.channels[:, 0], answered=6, abandoned=2, answered_in_target=4)
    fill(CHANNELS, run.channels[:, 0], wait_time=12.0 / 1440.0)
    fill(CHANNELS, run.channels[:, 2], answered=1000, answered_in_target=1000)
    assert figure("service_level", run) == 0.5
    assert figure("abandonment", run) == 0.25
    assert figure("mean_wait", run) == pytest.approx(2.0)


def test_ninetieth_percentile_is_interpolated_in_its_bin():
    """80 waits below 6 s and 20 of 1 to 2 minutes: the 90th is the middle of the second bin."""
    run = records()
    run.waits[-1, 0, 0], run.waits[-1, 1, 4], run.waits[-1, 2, 20] = 80, 20, 999
    assert figure("wait_p90", run) == pytest.approx(1.5)


def test_ninetieth_percentile_in_the_open_bin_is_at_least_its_edge():
    """Beyond the last edge of the histogram nothing finer is known."""
    run = records()
    run.waits[-1, 0, -1] = 3
    assert figure("wait_p90", run) == 5760.0


@given(st.integers(1, 60), st.integers(0, 60))
def test_ninetieth_percentile_never_falls_when_longer_waits_are_added(short, long):
    """A longer wait more cannot make the percentile shorter."""
    one, other = records(), records()
    one.waits[-1, 0, 2] = other.waits[-1, 0, 2] = short
    one.waits[-1, 0, 6], other.waits[-1, 0, 6] = long, long + 1
    assert figure("wait_p90", one) <= figure("wait_p90", other)


def test_service_quality_weighs_the_five_dimensions():
    """The weights are those of the scenario, over contacts that were served and judged."""
    run = records()
    sums = {"reliability": 2, "responsiveness": 4, "assurance": 6, "empathy": 8, "tangibles": 10}
    fill(
        CHANNELS,
        run.channels[:, 1],
        scored=12,
        perceived=10,
        **{f"{n}_sum": v for n, v in sums.items()},
    )
    assert figure("empathy", run) == pytest.approx(80.0)
    exact = 0.32 * 20 + 0.22 * 40 + 0.19 * 60 + 0.16 * 80 + 0.11 * 100
    assert figure("service_quality", run) == pytest.approx(exact)


def test_net_promoter_score_of_a_known_mix():
    """50 promoters, 30 passives and 20 detractors are an NPS of 30."""
    run = records(customers_closing=100, promoters=50, detractors=20, satisfaction_sum=65)
    assert figure("nps", run) == pytest.approx(30.0)
    assert figure("customer_satisfaction", run) == pytest.approx(65.0)


def test_complaints_are_told_per_contact_per_failure_and_per_answer():
    """Voice is per failure, the complaint rate per contact, recovery and time per answer."""
    run = records(failures=8, complaints=2, complaints_closed=4, complaint_time=12, recovery_sum=3)
    fill(CHANNELS, run.channels[:, 2], served=40, failures=8)
    expected = {"failure_rate": 0.2, "voice_rate": 0.25, "complaint_rate": 0.05}
    expected |= {"recovery_score": 75.0, "complaint_days": 3.0}
    assert {name: figure(name, run) for name in expected} == pytest.approx(expected)


def test_news_is_counted_by_the_contact_told_about():
    """How many listen does not matter; without bad news there is no ratio."""
    run = records(news_good=6, news_bad=2, told_good=60, told_bad=90)
    assert figure("good_to_bad_news", run) == pytest.approx(3.0)
    assert math.isnan(figure("good_to_bad_news", records(news_good=6)))


def test_customers_gained_come_from_every_source():
    """All sources add up; the won back are among them, not on top."""
    run = records(gained_unprompted=1, gained_advertising=2, gained_word_of_mouth=3, won_back=4)
    fill(FIRM, run.firm, gained_partner=5, gained_press=6, gained_opening=7)
    assert figure("customers_gained", run) == pytest.approx(24 * 12)
    assert figure("referrals", run) == pytest.approx(3 * 12)
    assert figure("customers_won_back", run) == pytest.approx(4 * 12)


def test_rates_per_customer_year_use_the_average_of_customers():
    """100 customers on average for a year who buy 300 times buy 3 times each."""
    run = records(customers_opening=90, customers_closing=110, purchases=25, purchase_needs=100)
    fill(FIRM, run.firm, purchase_needs_ours=60)
    fill(SEGMENTS, run.segments[:, 0, 0], contribution=1000)
    fill(SEGMENTS, run.segments[:, 1, 2], contribution=500)
    assert figure("purchases_per_customer_year", run) == pytest.approx(3.0)
    assert figure("share_of_wallet", run) == pytest.approx(0.6)
    assert figure("contribution_per_customer_year", run) == pytest.approx(180.0)


def test_the_books_give_revenue_profit_and_cash():
    """Income is a credit; profit is income less expense whatever the accounts; cash adds up."""
    run = records()
    book(run, "purchases", -100.0)
    book(run, "service_sales", -20.0)
    book(run, "wages", 58.0)
    book(run, "rewards", 12.0)
    book(run, "fixed", 20.0)
    book(run, "cash", 30.0)
    expected = {"revenue": 1440.0, "profit": 360.0, "profit_margin": 0.25, "reward_share": 0.1}
    expected |= {"cash_end": 1000.0 + 14 * 30.0}
    assert {name: figure(name, run) for name in expected} == pytest.approx(expected)


@given(st.floats(0.0, 1.0))
def test_present_value_of_a_constant_profit_is_an_annuity(discount):
    """A constant monthly profit has the annuity's value, paid at the ends of months."""
    run = records()
    book(run, "purchases", -50.0)
    monthly = (1.0 + discount) ** (1.0 / 12.0) - 1.0
    annuity = HORIZON if monthly < 1e-9 else (1.0 - (1.0 + monthly) ** -HORIZON) / monthly
    assert figure("npv", run, discount) == pytest.approx(50.0 * annuity, rel=1e-6)


def test_lifetime_value_is_the_closed_form_on_measured_numbers():
    """Margin and retention of the run, put into m r / (1 + i - r)."""
    run = simulate(plan(), 3, 0, log=frozenset())
    values = key_figures(measured(run, plan()))
    margin, kept = values["contribution_per_customer_year"], values["customer_retention"]
    assert values["customer_lifetime_value"] == clv(margin, kept, 0.1)


def test_lifetime_value_without_limit_is_not_a_number():
    """Customers who never leave, without discount, are worth no finite amount."""
    run = records(customers_opening=10, customers_closing=10)
    fill(SEGMENTS, run.segments[:, 0, 0], contribution=5)
    assert math.isnan(figure("customer_lifetime_value", run, discount=0.0))


def test_levels_are_points_of_a_hundred():
    """A level of one half is 50 points."""
    run = records(internal_quality=0.5, customers_closing=8)
    assert figure("internal_quality", run) == 50.0
    assert figure("customers_end", run) == 8.0
