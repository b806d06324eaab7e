"""Laws of the labelled tables: nothing lost, months from the end of the warm-up, true ratios."""

import numpy as np
import pytest

from sim.errors import SimulationError
from sim.experiment.frames import record_frames
from sim.experiment.job import Finished
from sim.metrics import CATALOGUE, measured
from sim.parameters import SELF_SERVICE, TIERS, Plan
from sim.records import ACCOUNTS, HOURS, WAIT_EDGES_MINUTES, Records
from tests.experiment.fake import HORIZON, WARM_UP, plan, simulate
from tests.worlds import run, worlds

LOG = frozenset({"contacts", "events"})


def one(records: Records, of: Plan | None = None, replication: int = 0):
    """Tables of a single run of the base."""
    own = plan() if of is None else of
    return record_frames([Finished("base", replication, records, {}, "", 0.0)], {"base": own})


def random_records() -> Records:
    """Records in which no two numbers are alike, all of them whole."""
    rng = np.random.default_rng(5)
    lawful = simulate(plan(), 1, 0, log=frozenset())
    return Records(*(rng.permutation(t.size).reshape(t.shape) + 1.0 for t in lawful))


def test_every_number_stands_in_the_row_of_its_labels():
    """A cell found by its labels is the number recorded under the same positions."""
    records, names = random_records(), [account.name for account in ACCOUNTS]
    frames = one(records)

    def cell(table: str, column: str, **labels: object) -> float:
        frame = frames[table]
        for key, label in labels.items():
            frame = frame[frame[key] == label]
        return frame[column].item()

    at = WARM_UP + 4
    assert cell("timeseries", "customers_opening", month=4) == records.firm[at, 0]
    tier = cell("segments", "gained", month=4, segment="many", tier="gold")
    assert tier == records.segments[at, 1, TIERS.index("gold"), 1]
    assert cell("channels", "offered", month=4, channel="desk") == records.channels[at, 1, 0]
    assert cell("employees", "positions", month=4, team="partners") == records.teams[at, 1, 0]
    assert cell("cohorts", "lost", tenure_month=7, segment="few") == records.tenure[7, 0, 1]
    repeat = cell("repeat_purchases", "people", month=4, segment="many", repeat_purchases=20)
    assert repeat == records.repeats[at, 1, 20]
    waits = {"month": 4, "channel": "online", "wait_from_minutes": 30.0}
    where = WAIT_EDGES_MINUTES.index(30.0)
    assert cell("waits", "answered", **waits) == records.waits[at, 2, where]
    assert cell("hours", "answered", channel="online", hour=7) == records.hours[2, 7, 1]
    wages = cell("ledger", "debit_less_credit", month=4, account="wages")
    assert wages == records.ledger[at, names.index("wages")]


@pytest.mark.parametrize(
    ("table", "column", "field"),
    [("waits", "answered", "waits"), ("repeat_purchases", "people", "repeats")],
)
def test_rows_left_out_hold_nothing(table, column, field):
    """Leaving rows of zeros out loses nothing of the total."""
    records = simulate(plan(), 1, 0, log=frozenset())
    frame = one(records)[table]
    assert frame[column].sum() == getattr(records, field).sum()
    assert (frame[column] > 0).all()


def test_months_count_from_the_end_of_the_warm_up():
    """The first measured month is 0; the warm-up is negative; rows are sorted by month."""
    frame = one(simulate(plan(), 1, 0, log=frozenset()))["timeseries"]
    assert list(frame["month"]) == list(range(-WARM_UP, HORIZON))


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            *("customer_satisfaction", "nps", "share_of_wallet", "complaint_days", "occupancy"),
            *("recovery_score", "employee_satisfaction", "efficiency", "service_level"),
            *("abandonment", "mean_wait", "failure_rate", "service_quality"),
        }
    ),
)
def test_a_months_ratio_is_the_key_figure_of_that_month(name):
    """Tables and key figures share one definition: over a horizon of a month they agree."""
    records = simulate(plan(), 1, 0, log=frozenset())
    short = Plan(WARM_UP + 5, WARM_UP + 6, plan().regimes, ())
    cut = Records(*(t[: WARM_UP + 6] for t in records[:4]), *records[4:])
    cut = cut._replace(
        **{
            n: getattr(cut, n)[: WARM_UP + 6]
            for n in ("life_cycle", "repeats", "waits", "ledger", "campaigns")
        }
    )
    frame = one(cut, short)["timeseries"]
    value = CATALOGUE[name](measured(cut, short))
    assert frame[frame["month"] == 0][name].item() == pytest.approx(value, rel=1e-12)


def test_the_money_of_the_months_is_that_of_the_books():
    """Revenue, profit and contribution of the months add up to the key figures."""
    records = simulate(plan(), 1, 0, log=frozenset())
    frames, run = one(records), measured(records, plan())
    months = frames["timeseries"][frames["timeseries"]["month"] >= 0]
    assert months["revenue"].sum() == pytest.approx(CATALOGUE["revenue"](run))
    assert months["profit"].sum() == pytest.approx(CATALOGUE["profit"](run))
    assert months["contribution"].sum() == pytest.approx(run.contribution().sum())
    books = frames["ledger"].groupby("kind")["amount"].sum()
    assert books["income"] - books["expense"] == pytest.approx(books["asset"])


def test_channels_share_the_wages_of_their_teams():
    """What channels leave is their margin less contact costs and, all in all, all wages."""
    frames = one(random_records())
    channels, staff = frames["channels"], frames["employees"]
    served = {channel.team for channel in plan().regimes[0].parameters.channels}
    names = [team.name for team in plan().regimes[0].parameters.teams]
    paid = staff[staff["team"].isin([names[team] for team in served if team >= 0])]
    assert channels.groupby("month")["wages"].sum().to_numpy() == pytest.approx(
        paid.groupby("month")["wages"].sum().to_numpy()
    )
    left = channels["margin"] - channels["contact_costs"] - channels["wages"]
    assert channels["profit_contribution"].to_numpy() == pytest.approx(left.to_numpy())


def test_logs_show_names_for_codes():
    """A contact names its kind and its channel; events are numbered in their order."""
    frames = one(simulate(plan(), 1, 0, log=LOG), replication=4)
    assert set(frames["contacts"]["kind"]) == {"support"}
    assert set(frames["contacts"]["channel"]) == {"desk"}
    assert set(frames["contacts"]["replication"]) == {4}
    assert list(frames["events"]["sequence"]) == [0, 1, 2, 3]


def test_a_broken_count_is_a_fault_of_the_engine():
    """Half a customer is not rounded away."""
    records = simulate(plan(), 1, 0, log=frozenset())
    records.firm[3, 0] += 0.5
    with pytest.raises(SimulationError, match="customers_opening holds a broken count"):
        one(records)


def test_a_month_of_nothing_has_no_ratio():
    """Where nobody waits there is no mean wait: NaN, not 0."""
    records = simulate(plan(), 1, 0, log=frozenset())
    records.channels[WARM_UP] = 0.0
    frame = one(records)["channels"]
    assert frame[frame["month"] == 0]["mean_wait"].isna().all()
    assert frame[frame["month"] == 1]["mean_wait"].notna().all()


def test_the_hours_of_the_day_make_up_the_measured_months():
    """Every channel has its 24 hours; together they are its months, and give the key figures."""
    [base] = worlds("lively", {}).values()
    records = run(base)
    frames = one(records, base)
    hours, channels = frames["hours"], frames["channels"]
    assert (hours.groupby("channel", sort=False)["hour"].agg(list).map(len) == 24).all()
    assert sorted(set(hours["hour"])) == list(range(24))
    names = [column.name for column in HOURS.columns]
    by_hour = hours.groupby("channel")[names].sum()
    by_month = channels[channels["month"] >= 0].groupby("channel")[names].sum()
    assert by_hour.to_numpy() == pytest.approx(by_month.to_numpy(), rel=1e-12)
    of_base = base.regimes[0].parameters.channels
    staffed = hours[hours["channel"].isin([c.name for c in of_base if c.team != SELF_SERVICE])]
    ended = staffed["answered"] + staffed["abandoned"]
    for name, whole in (
        ("service_level", ended),
        ("abandonment", ended),
        ("mean_wait", staffed["answered"]),
    ):
        figure = CATALOGUE[name](measured(records, base))
        assert (staffed[name] * whole).sum() / whole.sum() == pytest.approx(figure), name
        assert (staffed[name].isna() == (whole == 0)).all(), name


def test_every_world_lists_the_campaigns_that_it_knows():
    """A world without campaigns has no rows; another has one a month for each, with its ratios."""
    plans = worlds("lively", {}, more=[{"kind": "campaign", "name": "spring"}])
    finished = [Finished(name, 0, run(own), {}, "", 0.0) for name, own in plans.items()]
    frame = record_frames(finished, plans)["campaigns"]
    assert set(frame["alternative"]) == {"more"}
    assert set(frame["campaign"]) == {"spring"}
    assert list(frame["month"]) == list(range(-1, 5))
    [first] = frame[frame["month"] == 0].to_dict("records")
    assert first["treated"] > 0 < first["control"]
    per_head = [first[f"revenue_{group}"] / first[group] for group in ("treated", "control")]
    assert first["uplift"] == pytest.approx(per_head[0] - per_head[1])
    assert first["response_rate"] == first["responses"] / first["contacted"]
    assert frame[frame["month"] > 0]["uplift"].isna().all()
