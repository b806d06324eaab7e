"""Money from the base to an alternative: accounts add up, and only what is clear is named."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.experiment.tables import UNCHANGED
from sim.language import listed
from sim.report import money, reasons
from tests.report.synthetic import ALTERNATIVES, MONTHS, REPLICATIONS, answer

MADE = answer()
NAMES = [name for name, *_ in ALTERNATIVES[1:]]


def profits(name):
    """Profit per year by replication, from the books themselves."""
    books = MADE.ledger.query("month >= 0 and account != 'cash' and alternative == @name")
    return -books.groupby("replication")["debit_less_credit"].sum() / (MONTHS / 12)


@pytest.mark.parametrize("name", NAMES)
def test_the_steps_lead_from_one_profit_to_the_other(name):
    """First the base's profit, last the alternative's, and what lies between adds up."""
    steps = money.steps(MADE, name)
    assert list(steps["is_total"]) == [True, *[False] * (len(steps) - 2), True]
    assert steps["amount"].iloc[0] == pytest.approx(profits("base").mean())
    assert steps["amount"].iloc[-1] == pytest.approx(profits(name).mean())
    assert steps["amount"].iloc[:-1].sum() == pytest.approx(steps["amount"].iloc[-1])


@pytest.mark.parametrize("name", NAMES)
def test_each_account_has_the_paired_interval(name):
    """As the books of each pair of runs give it, in money per year."""
    rows = money.yearly(MADE, name).set_index("account")
    books = MADE.ledger.query("month >= 0 and account == 'initiatives'")
    sums = books.groupby(["alternative", "replication"])["debit_less_credit"].sum()
    paired = -(sums[name] - sums["base"]) / (MONTHS / 12)
    half = stats.t.ppf(0.975, REPLICATIONS - 1) * paired.std(ddof=1) / np.sqrt(REPLICATIONS)
    if "initiatives" not in rows.index:
        assert (sums[name] == 0.0).all()
        return
    row = rows.loc["initiatives"]
    assert row["mean"] == pytest.approx(paired.mean())
    assert (row["low"], row["high"]) == pytest.approx((row["mean"] - half, row["mean"] + half))


def test_only_what_the_intervals_tell_apart_is_named():
    """An account that moves as often up as down stands in no sentence; one that is sure does."""
    books = MADE.ledger.copy()
    is_other = books["alternative"] == "staff"
    flip = np.where(books["replication"] % 2, 1.0, -1.0)
    books.loc[is_other & (books["account"] == "wages"), "debit_less_credit"] = (
        90_000 + 9_000 * flip[is_other & (books["account"] == "wages")]
    )
    books.loc[is_other & (books["account"] == "hiring"), "debit_less_credit"] = -4_000.0
    words = money.reason(answer(ledger=books), "staff")
    assert "hiring +48,000" in words
    assert "wages" not in words


def test_what_moves_nothing_says_so():
    """An alternative that is the base has no money to explain, and no stage that moves."""
    books = MADE.ledger
    same = books[books["alternative"] == "base"].assign(alternative="staff")
    others = books[books["alternative"] != "staff"]
    chain = MADE.chain.assign(verdict="unchanged")
    made = answer(ledger=pd.concat([others, same], ignore_index=True), chain=chain)
    assert money.reason(made, "staff") == ""
    assert reasons.why(made, "staff") == "Nothing clearly moves along the chain."


def test_stages_stand_in_the_order_of_the_chain():
    """Rising ones first, then falling ones, each as its verdict says."""
    words = reasons.along_the_chain(MADE, "service")
    rows = MADE.chain[MADE.chain["alternative"] == "service"]
    rising = list(rows[rows["verdict"] == "rises"]["label"])
    falling = list(rows[rows["verdict"] == "falls"]["label"])
    assert words == f"Along the chain {listed(rising)} rise; {listed(falling)} fall."


def test_the_same_money_summed_in_another_order_is_the_same_money():
    """Sums that differ in their last digits alone are no change, of whatever sign."""
    books = MADE.ledger.copy()
    is_base = (books["alternative"] == "base") & (books["account"] == "wages")
    wages = books.loc[is_base, "debit_less_credit"].to_numpy()
    is_other = (books["alternative"] == "staff") & (books["account"] == "wages")
    for share in (1.0 + 1e-12, 1.0 - 1e-12):
        books.loc[is_other, "debit_less_credit"] = wages * share
        rows = money.yearly(answer(ledger=books), "staff").set_index("account")
        assert (rows.loc["wages", ["mean", "low", "high"]] == 0.0).all()
        assert rows.loc["wages", "verdict"] == UNCHANGED
