"""Channels open, close, steer, price, fill up and tell each other exactly as they are said to."""

from typing import Any

import numpy as np
import pytest

from sim.parameters import COMPLAINT, KINDS, UNLIMITED, Plan
from sim.records import Records
from tests.worlds import column, differing, digest, pair, run, world, worlds

NAMES = [channel.name for channel in world("lively").regimes[0].parameters.channels]
STORE, ONLINE, HOTLINE, SOCIAL = (
    NAMES.index(name) for name in ("store", "online", "hotline", "social")
)

SEGMENTS = ("household", "professional")


def only(*names: str) -> dict[str, Any]:
    """Everybody likes these channels alike, and no other."""
    shares = {name: 0.5 if name in names else None for name in NAMES}
    return {f"customers.segments.{segment}.channel_shares": shares for segment in SEGMENTS}


def offered(records: Records, channel: int) -> np.ndarray:
    """Contacts that came to a channel, by month."""
    return column(records, "channels.offered")[:, channel]


@pytest.mark.parametrize("start", [0, 2])
def test_a_closed_channel_receives_nobody_new(start: int):
    """From the month in which it closes nobody comes, not even who was already on the way."""
    lever = {"kind": "channel", "channel": "store", "is_open": False, "start_month": start}
    plan, closed = pair("lively", {"time.warm_up_months": 1}, lever)
    base, records = run(plan), run(closed)
    assert (offered(base, STORE) > 0.0).all()
    assert (offered(records, STORE)[1 + start :] == 0.0).all()
    assert (offered(records, STORE)[: 1 + start] == offered(base, STORE)[: 1 + start]).all()


def test_a_channel_opens_and_closes_again():
    """A channel closed in the base is used in the months in which it is open, and in no other."""
    lever = {
        **{"kind": "channel", "channel": "social", "is_open": True},
        **{"start_month": 1, "end_month": 3},
    }
    _, opened = pair("lively", {"channels.social.is_open": False}, lever)
    assert (offered(run(opened), SOCIAL) > 0.0).tolist() == [False, False, True, True, False, False]


def test_all_who_are_asked_and_sure_to_agree_go_along():
    """With a share of 1 and sure acceptance a channel that steers to an open one serves nobody."""
    lever = {
        **{"kind": "self_service_migration", "channel": "store", "to": "online", "fraction": 1.0},
        **{"incentive_per_steered_contact": 2.5, "start_month": 1},
    }
    plan, steered = pair("lively", {"customers.handover.steering_acceptance": 1.0}, lever)
    base, records = run(plan), run(steered)
    by_month = column(records, "channels.steered")[:, ONLINE]
    assert (offered(records, STORE)[2:] == 0.0).all()
    assert (by_month > 0.0).tolist() == [False, False, True, True, True, True]
    assert column(base, "channels.steered").sum() == 0.0
    costs = column(records, "channels.contact_costs")[:, ONLINE]
    own = steered.regimes[0].parameters.channels[ONLINE].cost_per_contact
    ended = column(records, "channels.served")[:, ONLINE]
    assert costs == pytest.approx(own * ended + 2.5 * by_month)


def test_without_taste_for_the_other_channel_everybody_stays():
    """Where nobody has a weight for the channel steered to, steering changes no byte."""
    lever = {"kind": "self_service_migration", "channel": "store", "to": "online", "fraction": 1.0}
    base, steered = pair("lively", only("store"), lever)
    assert digest(run(base)) == digest(run(steered))


def test_a_shared_file_leaves_nothing_to_explain():
    """With full coordination what explaining again would take and cost changes no byte."""
    sets = {
        "employees__service__repeat_explanation_fraction": 1.0,
        "customers__handover__repeat_empathy_loss": 1.0,
    }
    plain = run(world("lively"))
    assert digest(plain) == digest(run(world("lively", **sets)))
    assert column(plain, "channels.explained_again").sum() == 0.0


def test_who_comes_from_another_channel_explains_again():
    """Without coordination it is all who are handed on, and all who complain elsewhere."""
    records = run(world("lively", firm__coordination=0.0))
    kind, channel = column(records, "contacts.kind"), column(records, "contacts.channel")
    again = column(records, "channels.explained_again").sum(axis=0)
    handed_on = column(records, "channels.escalations").sum()
    complaints = (kind == COMPLAINT) & (channel == HOTLINE)
    assert 0.0 < handed_on < again[HOTLINE] <= handed_on + complaints.sum()
    assert again.sum() == again[HOTLINE]


def test_explaining_again_is_paid_in_time():
    """Where a case is told twice, the second telling takes half as long again and no more."""
    sets = {
        **{
            "employees.service.repeat_explanation_fraction": 0.5,
            "teams.contact_centre.positions": 9,
        },
        **{"channels.online.escalates_to": "social", "channels.online.failure_chance": 1.0},
        **only("store", "online"),
        **{f"channels.{name}.complaint_ease": 0 for name in NAMES},
        **{"channels.social.handle_time_cv": 0.0, "time.horizon_months": 1},
        **{"channels.social.standardisation": 1.0, "links.work_pressure_to_hurry": 0},
        **{"links.experience_to_productivity": 0, "links.internal_quality_to_capability": 0},
        **{"employees.learning.ability_spread": 0, "employees.fatigue.loss_of_efficiency": 0},
    }
    times = {}
    for coordination in (0.0, 0.5, 1.0):
        plan = worlds("lively", {**sets, "firm.coordination": coordination})["base"]
        times[coordination] = handle_by_kind(run(plan), plan, SOCIAL)
    for kind, plain in times[1.0].items():
        assert times[0.0][kind] == pytest.approx(1.5 * plain)
        assert times[0.5][kind] == pytest.approx(1.25 * plain)


def handle_by_kind(records: Records, plan: Plan, channel: int) -> dict[str, float]:
    """The one handle time of each kind of contact in a channel, in means of the kind."""
    here = (column(records, "contacts.channel") == channel) & (
        column(records, "contacts.served") == 1.0
    )
    means = plan.regimes[0].parameters.channels[channel].handle_times
    found = {}
    for kind, name in enumerate(KINDS[:COMPLAINT]):
        rows = here & (column(records, "contacts.kind") == kind)
        times = column(records, "contacts.handle")[rows] / means[kind]
        assert len(times) > 10
        assert times == pytest.approx(times[0])
        found[name] = float(times[0])
    return found


# Prices ------------------------------------------------------------------------------------------


INDIFFERENT = {
    **{f"customers.segments.{name}.price_sensitivity": 0 for name in SEGMENTS},
    **{"links.profit_to_internal_quality": 0, "firm.programme.is_active": False},
    **{"firm.tiers.silver_spend_per_year": 1e8, "firm.tiers.gold_spend_per_year": 1e8},
}
"""Nobody minds prices, and nothing follows from money."""


def test_a_dear_channel_takes_more_for_the_same_goods():
    """Where nobody minds, sales there rise by the factor, and cost of goods does not move."""
    lever = {"kind": "channel", "channel": "store", "price_factor": 1.25}
    plan, dear = pair("lively", INDIFFERENT, lever)
    one, other = run(plan), run(dear)
    before, after = (column(records, "channels.revenue") for records in (one, other))
    factors = np.ones(len(NAMES))
    factors[STORE] = 1.25
    assert after[1:] == pytest.approx(before[1:] * factors)
    goods = "ledger.cost_of_goods"
    assert column(other, goods) == pytest.approx(column(one, goods))
    assert "channels.offered" not in differing(one, other)


# Places in self-service --------------------------------------------------------------------------


def at_once(records: Records, channel: int) -> int:
    """Most contacts that served themselves in a channel at the same moment."""
    here = (column(records, "contacts.channel") == channel) & (
        column(records, "contacts.served") == 1.0
    )
    began = (column(records, "contacts.time") + column(records, "contacts.wait"))[here]
    ended = began + column(records, "contacts.handle")[here]
    steps = sorted([(end - 1e-9, -1) for end in ended] + [(start, 1) for start in began])
    return int(np.cumsum([step for _, step in steps]).max())


FEW_PLACES = {"channels.online.handle_minutes.purchase": 600}
"""Self-service that takes long."""


@pytest.mark.parametrize("capacity", [1, 2])
def test_no_more_are_served_at_once_than_there_are_places(capacity: int):
    """All places are used at times, and never one more; some give up waiting."""
    plan = worlds("lively", {**FEW_PLACES, "channels.online.capacity": capacity})["base"]
    records = run(plan)
    assert at_once(records, ONLINE) == capacity
    assert column(records, "channels.abandoned")[:, ONLINE].sum() > 0.0


def test_more_places_than_are_ever_used_are_no_limit():
    """A capacity that never binds changes no byte."""
    unlimited = worlds("lively", FEW_PLACES)["base"]
    assert unlimited.regimes[0].parameters.channels[ONLINE].capacity == UNLIMITED
    ample = at_once(run(unlimited), ONLINE)
    assert ample > 2
    plans = [
        worlds("lively", {**FEW_PLACES, "channels.online.capacity": capacity})["base"]
        for capacity in (ample + 1, 10 * ample)
    ]
    assert {digest(run(plan)) for plan in plans} == {digest(run(unlimited))}


def test_who_waits_through_an_outage_is_served_at_its_end():
    """Nobody is served while it lasts; the patient who wait are answered when it is over."""
    lever = {
        **{"kind": "channel", "channel": "online", "capacity": 0},
        **{"start_month": 1, "end_month": 2},
    }
    sets = {"channels.online.patience_minutes": None}
    _, broken = pair("lively", sets, lever)
    records = run(broken)
    answered = column(records, "channels.answered")[:, ONLINE]
    waiting = column(records, "channels.open")[:, ONLINE]
    assert answered[2] == 0.0 < waiting[2] <= answered[3]
    began = column(records, "contacts.time") + column(records, "contacts.wait")
    late = (column(records, "contacts.channel") == ONLINE) & (column(records, "contacts.wait") > 0)
    end = broken.regimes[-1].start
    assert began[late] == pytest.approx(np.full(late.sum(), end))


# What customers miss ------------------------------------------------------------------------------


def test_who_explains_again_can_miss_all_empathy():
    """With a full loss nobody who was handed on sees any empathy; with a shared file they do."""
    sets = {
        **only("online"),
        **{"channels.online.failure_chance": 1.0, "customers.handover.repeat_empathy_loss": 1.0},
    }
    seen = [
        column(
            run(worlds("lively", {**sets, "firm.coordination": level})["base"]),
            "channels.empathy_sum",
        )
        for level in (0.0, 1.0)
    ]
    assert seen[0][:, HOTLINE].sum() == 0.0 < seen[1][:, HOTLINE].sum()


def test_who_complains_elsewhere_can_miss_all_empathy():
    """Where only the way of treating counts and all is missed, no recovery is worth anything."""
    sets = {
        **only("store"),
        **{f"customers.recovery.{kind}_weight": 0.0 for kind in ("speed", "compensation")},
        **{"customers.recovery.interaction_weight": 1.0, "firm.coordination": 0.0},
        "customers.recovery.interaction_per_empowerment": 0.0,
    }
    worth = [
        column(
            run(worlds("lively", {**sets, "customers.handover.repeat_empathy_loss": loss})["base"]),
            "firm.recovery_sum",
        ).sum()
        for loss in (1.0, 0.0)
    ]
    assert worth[0] == 0.0 < worth[1]


def test_who_goes_along_without_any_liking_can_miss_all_empathy():
    """Everybody likes the store and hardly anything else; at the machine nobody sees empathy."""
    shares = {name: {"store": 1.0, "online": 1e-9}.get(name) for name in NAMES}
    sets: dict[str, Any] = {
        **{"channels.store.steers_to": "online", "channels.store.steered_fraction": 1.0},
        **{"customers.handover.steering_acceptance": 1.0, "channels.online.escalates_to": None},
        **{f"customers.segments.{segment}.channel_shares": shares for segment in SEGMENTS},
    }
    for dislike, is_missed in ((1.0, True), (0.0, False)):
        sets["customers.handover.steering_dislike"] = dislike
        records = run(worlds("lively", sets)["base"])
        perceived = column(records, "channels.perceived")[:, ONLINE].sum()
        empathy = column(records, "channels.empathy_sum")[:, ONLINE].sum()
        assert perceived > 100.0
        assert (empathy < 1e-3 * perceived) == is_missed


def test_a_dear_channel_is_judged_by_its_price():
    """In the only channel there is, a higher price lowers scores, unless prices do not count."""
    lever = {"kind": "channel", "channel": "store", "price_factor": 1.5}
    for weight, is_felt in ((0.5, True), (0.0, False)):
        sets = {
            **only("store"),
            **{"customers.perception.price_weight": weight, "firm.reinvestment_share": 0.0},
            **INDIFFERENT,
            **{f"customers.segments.{segment}.price_sensitivity": 1.0 for segment in SEGMENTS},
        }
        base, dear = (
            column(records, "channels.score_sum")[:, STORE]
            / column(records, "channels.scored")[:, STORE]
            for records in map(run, pair("lively", sets, lever))
        )
        assert (dear[1:] < base[1:]).all() if is_felt else dear.tobytes() == base.tobytes()
