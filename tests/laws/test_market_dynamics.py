"""Competitors, presence, partners, the press and shocks do what is said of them, and no more."""

import numpy as np
import pytest
from scipy import stats

from sim.parameters import PURCHASE, SUPPORT, Dimensions
from sim.records import Records
from sim.units import MONTH
from tests.worlds import column, differing, digest, pair, run, world

SHARES_APART = {
    "links.customer_satisfaction_to_share_of_wallet": 0,
    "customers.segments.household.share_of_wallet": 0.5,
    "customers.segments.professional.share_of_wallet": 0.5,
}
"""Where needs go depends on nothing but what competitors offer."""

ONLINE = 1
"""The self-service channel of the lively firm."""

STORE_TEAM = 0


def monthly(name: str, records: Records) -> np.ndarray:
    """A column of the firm by month."""
    return column(records, f"firm.{name}")


# Competitors --------------------------------------------------------------------------------------


def test_only_the_number_over_the_usual_counts():
    """Three competitors where three are usual are one where one is."""
    three = world("lively", market__competitors=3, market__usual_competitors=3)
    assert digest(run(three)) == digest(run(world("lively")))


def test_competitors_close_the_gap_to_our_price_month_by_month():
    """After a cut to 0.7 the gap left is (1 - r) to the power of the months, and is then kept."""
    cut = {"kind": "price", "factor": 0.7}
    react = {"kind": "competitor_reaction", "price_reaction_per_month": 0.4, "end_month": 3}
    _, changed = pair("lively", {}, cut, react)
    closed = 1.0 - 0.6 ** np.array([0, 1, 2, 3, 3, 3])
    assert monthly("competitor_price", run(changed)) == pytest.approx(0.7**closed)


def test_competitors_close_the_gap_to_what_customers_saw_of_us():
    """Their quality moves by the stated share toward our perceived service of the month."""
    plan = world("lively", market__quality_reaction_per_month=0.3)
    records = run(plan)
    weights = plan.regimes[0].parameters.perception.weights
    seen = sum(
        weight * column(records, f"channels.{name}_sum").sum(axis=1)
        for name, weight in zip(Dimensions._fields, weights, strict=True)
    ) / column(records, "channels.perceived").sum(axis=1)
    theirs = monthly("competitor_quality", records)
    before = np.concatenate(([plan.regimes[0].parameters.market.competitor_quality], theirs[:-1]))
    assert theirs == pytest.approx(before + 0.3 * (seen - before))


def test_matching_takes_from_a_price_cut_what_it_won():
    """A cut that is matched at once wins fewer needs than one that nobody answers."""
    cut = {"kind": "price", "factor": 0.7}
    match = {"kind": "competitor_reaction", "price_reaction_per_month": 1}
    gains = []
    for replication in range(8):
        alone, matched = (
            run(pair("lively", SHARES_APART, *levers)[1], 1, replication)
            for levers in ((cut,), (cut, match))
        )
        shares = [
            monthly("needs_ours", one)[2:].sum() / monthly("needs", one)[2:].sum()
            for one in (alone, matched)
        ]
        gains.append(shares[0] - shares[1])
    half = stats.sem(gains) * stats.t.ppf(0.995, len(gains) - 1)
    assert np.mean(gains) - half > 0.0


def test_entrants_tempt_customers_away_where_competition_acts_on_leaving():
    """After an entry more customers leave where it does than where it does not (99 %)."""
    entry = {"kind": "competitor_entry", "rivals": 3, "quality": 0.9, "price_index": 1}
    gaps = []
    for replication in range(8):
        tempted, faithful = (
            run(pair("lively", {"market.competition_to_leaving": part}, entry)[1], 1, replication)
            for part in (1, 0)
        )
        lost = [
            monthly("lost", one).sum() / monthly("customers_opening", one).sum()
            for one in (tempted, faithful)
        ]
        gaps.append(lost[0] - lost[1])
    half = stats.sem(gaps) * stats.t.ppf(0.995, len(gaps) - 1)
    assert np.mean(gaps) - half > 0.0


# Habit -------------------------------------------------------------------------------------------


def test_a_habit_that_nobody_follows_changes_nothing():
    """Without a response the step of habits does not matter; with one it does."""
    plain, quick = world("lively"), world("lively", customers__perception__habit_step=0.9)
    assert digest(run(plain)) == digest(run(quick))
    followed = world("lively", customers__perception__habit_response=2)
    assert differing(run(plain), run(followed)) != set()


# Partners and the press ---------------------------------------------------------------------------


def test_partners_are_paid_for_whom_they_bring():
    """The fee is due for each person gained through a partner, and for nobody else."""
    plan = world("lively", market__partner_considerations_per_month=60, market__referral_fee=25)
    records = run(plan)
    brought = monthly("gained_partner", records)
    assert brought.sum() > 0.0
    assert column(records, "ledger.referral_fees") == pytest.approx(25.0 * brought)


def test_what_everybody_hears_everybody_hears_once_a_month():
    """At a reach of 1 each person of the market hears of us each month; at 0 nobody does."""
    plan = world("lively", market__press_reach_per_month=1, market__press_news=1)
    people = plan.regimes[0].parameters.market.people
    assert (monthly("heard_press", run(plan)) == people).all()
    assert monthly("gained_press", run(plan)).sum() > 0.0
    silent = world("lively", market__press_news=0, market__press_satisfaction_step=1)
    assert digest(run(silent)) == digest(run(world("lively")))


def test_the_press_moves_minds_toward_its_news():
    """Whatever else happens, attitude and satisfaction are higher under good press than bad."""
    good, bad = (
        run(world("lively", market__press_reach_per_month=1, market__press_news=news))
        for news in (1, 0)
    )
    for part, whole in (
        ("satisfaction_sum", monthly("customers_closing", good)),
        ("attitude_sum", 250.0 - monthly("customers_closing", good)),
    ):
        others = monthly("customers_closing", bad)
        others = others if part == "satisfaction_sum" else 250.0 - others
        assert (monthly(part, good) / whole > monthly(part, bad) / others).all()


@pytest.mark.parametrize("news", [0.0, 0.3, 1.0])
def test_without_contacts_satisfaction_goes_where_the_press_says(news: float):
    """Read once a month, the gap to what the news speaks of is (1 - step)^k after k months."""
    plan = world(
        "lively",
        market__press_reach_per_month=1,
        market__press_news=news,
        market__press_satisfaction_step=0.2,
        market__considerations_per_year=0,
        market__advertising_per_month=0,
        customers__word_of_mouth__consider_chance=0,
        customers__segments__household__purchases_per_year=0,
        customers__segments__professional__purchases_per_year=0,
    )
    records = run(plan)
    perception = plan.regimes[0].parameters.perception
    target = min(perception.neutral_satisfaction + news - 0.5, 1.0)
    left = 0.8 ** np.arange(1, len(records.firm) + 1)
    mean = monthly("satisfaction_sum", records) / monthly("customers_closing", records)
    assert mean == pytest.approx(target + left * (perception.opening_satisfaction - target))


# Shocks -------------------------------------------------------------------------------------------


def kinds(records: Records, kind: int, start: float) -> np.ndarray:
    """Rows of the contact log of one kind that arrived from a month on."""
    is_late = column(records, "contacts.time") >= start * MONTH
    return records.contacts[is_late & (column(records, "contacts.kind") == kind)]


def test_while_everything_sold_is_faulty_every_purchase_fails():
    """Where service never fails, each sale of these months is a fault and a failure, no other."""
    shock = {"kind": "shock", "of": "quality_incident", "fault_chance": 1}
    perfect = {
        f"channels.{name}.failure_chance": 0
        for name in ("store", "online", "hotline", "social", "partner")
    }
    records = run(pair("lively", perfect, {**shock, "start_month": 1, "end_month": 3})[1])
    faults = monthly("faults", records)
    assert faults.tolist() == monthly("failures", records).tolist()
    assert faults[2:4].tolist() == monthly("purchases", records)[2:4].tolist() != [0.0, 0.0]
    assert (faults[[0, 1, 4, 5]] == 0.0).all()


def test_a_surge_can_end_all_support():
    """At a factor of 0 no support need arises, and purchases come as before."""
    shock = {"kind": "shock", "of": "demand_surge", "support_factor": 0, "start_month": 1}
    base, changed = map(run, pair("lively", {}, shock))
    assert len(kinds(base, SUPPORT, 2.5)) > 0
    assert len(kinds(changed, SUPPORT, 2.5)) == 0
    assert len(kinds(changed, PURCHASE, 2.5)) > 0


def test_nobody_comes_to_work_in_a_whole_shortage():
    """Every shift of the team is missed while it lasts, of the other teams none more."""
    shock = {
        **{"kind": "shock", "of": "staff_shortage", "team": "store_team", "shortage_fraction": 1},
        **{"start_month": 1, "end_month": 2},
    }
    _, changed = pair("lively", {"employees.quits.absence_chance": 0}, shock)
    records = run(changed)
    missed, shifts = column(records, "teams.absences"), column(records, "teams.shifts")
    assert (missed[2, STORE_TEAM] == shifts[2, STORE_TEAM]) > 0.0
    missed[2, STORE_TEAM] = 0.0
    assert (missed == 0.0).all()


def test_a_closed_channel_takes_nobody():
    """From the day after it closes nobody reaches it, and they come back when it opens again."""
    shock = {"kind": "shock", "of": "outage", "channel": "online", "start_month": 1, "end_month": 4}
    _, changed = pair("lively", {}, shock)
    offered = column(run(changed), "channels.offered")[:, ONLINE]
    assert (offered[3:5] == 0.0).all()
    assert offered[0] > 0.0 < offered[5]
