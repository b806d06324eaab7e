"""Campaigns: nobody is contacted too often, control and treated are alike, nothing is for free."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.parameters import Plan
from sim.records import CAMPAIGNS, Records
from tests.worlds import column, differing, digest, pair, run, world, worlds

QUIET = {
    **{"market.outreach.annoyance_step": 0, "market.outreach.opt_out_chance": 0},
    "links.profit_to_internal_quality": 0,
}
"""Contacts annoy nobody, and money alone changes nothing."""

LOYAL_BUYERS = {
    **{"customers.segments.buyers.exit_odds": 0, "customers.segments.buyers.purchases_per_year": 6},
    **{"customers.segments.buyers.price_sensitivity": 0, "market.people": 600},
    "time.horizon_months": 4,
}
"""For the world of buyers: nobody leaves, so that an answer adds a purchase and takes none."""


def campaign(**terms: Any) -> dict[str, Any]:
    """An intervention with a campaign that costs nothing but what is given."""
    return {"kind": "campaign", "name": "spring", "cost_per_contact": 0, **terms}


def total(records: Records, name: str) -> float:
    """A column of the campaigns over all months."""
    return float(column(records, f"campaigns.{name}").sum())


def untouched(plan: Plan, changed: Plan) -> bool:
    """Whether two plans give the same bytes, whatever is counted of campaigns."""
    one, other = run(plan), run(changed)
    names = {name for name in differing(one, other) if not name.startswith("campaigns.")}
    return not names and one.contacts.tobytes() == other.contacts.tobytes()


def test_a_campaign_that_nobody_answers_changes_nothing():
    """Without answers, cost and annoyance the run is the same to the last byte."""
    lever = campaign(response_chance=0, waves=5, wave_interval_weeks=2)
    base, changed = pair("lively", QUIET, lever)
    assert untouched(base, changed)
    assert total(run(changed), "contacted") > 100


@pytest.mark.parametrize(
    "terms",
    [
        {"target": {"spend_per_year_at_least": 1e12}},
        {"target": {"status": "prospects", "since_purchase_at_most_months": 600}},
        {"target": {"since_purchase_at_least_months": 600}},
    ],
)
def test_a_campaign_to_nobody_is_nothing(terms: dict[str, Any]):
    """Where the filter lets nobody through, no cell of any table is written."""
    base, changed = pair("lively", {}, campaign(response_chance=1, cost_per_contact=9, **terms))
    assert untouched(base, changed)
    assert not run(changed).campaigns.any()


def test_a_campaign_held_out_from_all_is_nothing():
    """When everybody belongs to the control group, nobody is contacted and nothing follows."""
    lever = campaign(control_fraction=1, response_chance=1, cost_per_contact=9)
    base, changed = pair("lively", {}, lever)
    assert untouched(base, changed)
    records = run(changed)
    assert total(records, "targeted") == total(records, "held_out") == total(records, "control") > 0
    assert total(records, "contacted") == total(records, "revenue_treated") == 0.0


@pytest.mark.parametrize("cap", [1, 2, 3])
def test_the_cap_is_never_exceeded(cap: int):
    """One person gets exactly as many contacts a month, of all campaigns, as the cap allows."""
    weekly = {"waves": 20, "wave_interval_weeks": 1, "control_fraction": 0, "response_chance": 0}
    sets = {
        **LOYAL_BUYERS,
        "market.people": 1,
        "firm.campaigns": {"one": weekly, "two": weekly},
        "firm.contact_policy.most_contacts_per_person_per_month": cap,
    }
    plan = worlds("buying", QUIET | sets)["base"]
    records = run(plan)
    assert column(records, "campaigns.contacted").sum(axis=1).tolist() == [cap] * 4
    assert column(records, "campaigns.capped").sum(axis=1).min() >= 2 * 4 - cap


@pytest.mark.parametrize("cap", [1, 4])
def test_the_cap_holds_for_the_sum_over_people(cap: int):
    """Contacts of a month are at most the cap for every person there is."""
    weekly = {"waves": 10, "wave_interval_weeks": 0.5, "response_chance": 0.2}
    sets = {
        "firm.campaigns": {"one": weekly, "two": {**weekly, "target": {"status": "prospects"}}},
        "firm.contact_policy.most_contacts_per_person_per_month": cap,
    }
    contacted = column(run(worlds("lively", sets)["base"]), "campaigns.contacted").sum(axis=1)
    assert contacted.max() <= cap * 250
    assert contacted.sum() > 0


def test_whoever_wants_no_more_contacts_gets_none():
    """When every contact is one too many and makes people opt out, each is contacted once."""
    sets = {
        "market.outreach.welcome_contacts_per_month": 0,
        "market.outreach.opt_out_chance": 1,
        "market.outreach.annoyance_step": 0,
    }
    everybody = {"waves": 5, "wave_interval_weeks": 2, "control_fraction": 0, "response_chance": 1}
    records = run(pair("lively", QUIET | sets, campaign(**everybody))[1])
    people = total(records, "treated")
    assert people > 0
    assert {total(records, name) for name in ("contacted", "unwelcome", "opt_outs")} == {people}
    assert total(records, "opted_out") == total(records, "targeted") - total(records, "contacted")
    assert total(records, "responses") == 0.0


def test_unwelcome_contacts_lower_satisfaction():
    """Contacts beyond those welcome leave customers less satisfied than the same world without."""
    sets = {"market.outreach.opt_out_chance": 0, "market.outreach.annoyance_step": 0.1}
    lever = campaign(response_chance=0, waves=20, wave_interval_weeks=0.5)
    base, changed = map(run, pair("hermits", sets, lever))
    lost = column(changed, "firm.satisfaction_sum") - column(base, "firm.satisfaction_sum")
    assert lost[1] < 0.0 == lost[0]


def test_later_waves_leave_out_those_who_answered():
    """When everybody answers at once, the second wave finds only those who are new."""
    sets = LOYAL_BUYERS | QUIET
    terms = {"response_chance": 1, "response_delay_days": 0, "control_fraction": 0, "waves": 2}
    for silent, waves in ((True, 1), (False, 2)):
        lever = campaign(**terms, medium="preferred", only_to_silent=silent)
        records = run(pair("buying", sets, lever)[1])
        assert total(records, "contacted") == waves * total(records, "treated") == waves * 600


def test_an_answer_is_one_more_purchase():
    """Whoever answers buys once more, and every need of everybody is what it would have been."""
    lever = campaign(response_chance=0.3, response_delay_days=1, waves=2, medium="preferred")
    base, changed = map(run, pair("buying", LOYAL_BUYERS | QUIET, lever))
    more = column(changed, "firm.purchases").sum() - column(base, "firm.purchases").sum()
    assert more == total(changed, "responses") > 0
    for name in ("firm.needs", "firm.needs_ours", "firm.purchase_needs"):
        assert column(changed, name).tobytes() == column(base, name).tobytes()


def test_the_same_wave_never_goes_out_twice():
    """Regimes that come and go while a campaign runs change no byte."""
    lever = campaign(start_month=1, waves=6, wave_interval_weeks=2, response_chance=0.3)
    nothing = {"kind": "scale", "path": "firm.fixed_cost_per_month", "factor": 1.0}
    busy = [{**nothing, "start_month": s, "end_month": s + 1} for s in range(5)]
    one, other = pair("lively", {}, lever)[1], pair("lively", {}, lever, *busy)[1]
    assert len(other.regimes) > len(one.regimes) + 2
    assert differing(run(one), run(other)) == set()


def test_a_campaign_that_ends_sends_no_more_waves():
    """Waves after the end of the intervention do not go out; those before it do."""
    terms = {"waves": 10, "wave_interval_weeks": 2, "response_chance": 0, "only_to_silent": False}
    lasting, ended = (
        column(run(pair("lively", QUIET, campaign(**terms, **end))[1]), "campaigns.contacted")[:, 0]
        for end in ({}, {"end_month": 2})
    )
    assert (ended[:3] == lasting[:3]).all()
    assert ended[3:].sum() == 0.0 < lasting[3:].sum()


def test_a_campaign_of_the_base_is_that_of_an_intervention():
    """What a campaign does depends on its terms, not on where in the scenario it stands."""
    terms = {"waves": 3, "wave_interval_weeks": 3, "response_chance": 0.3}
    own = world("lively", firm__campaigns={"spring": {**terms, "start_month": 2}})
    lever = {"kind": "campaign", "name": "spring", "start_month": 2, **terms}
    assert differing(run(own), run(pair("lively", {}, lever)[1])) == set()


def test_two_campaigns_that_miss_each_other_share_their_draws():
    """Another campaign that contacts nobody leaves a campaign's answers as they are."""
    lever = campaign(response_chance=0.3)
    nobody = campaign(name="other", target={"spend_per_year_at_least": 1e12})
    one = run(pair("lively", {}, lever)[1])
    both = run(pair("lively", {}, nobody, lever)[1])
    assert both.campaigns[:, 1].tobytes() == one.campaigns[:, 0].tobytes()
    assert both.contacts.tobytes() == one.contacts.tobytes()


def test_two_campaigns_of_equal_terms_draw_apart():
    """Control groups and answers of two campaigns are not the same people."""
    terms = {"control_fraction": 0.5, "response_chance": 0.3}
    records = run(
        pair("buying", LOYAL_BUYERS | QUIET, campaign(**terms), campaign(**terms, name="other"))[1]
    )
    assert total(records, "targeted") == 1200
    one, other = records.campaigns[0]
    for name in ("treated", "revenue_control", "responses"):
        assert one[CAMPAIGNS.column(name)] != other[CAMPAIGNS.column(name)], name


def test_every_cost_of_a_campaign_is_in_its_account():
    """Contacts at their price, personal ones at a higher one, and what is paid once."""
    lever = campaign(cost_per_contact=2, cost_once=500, response_chance=0, start_month=1, waves=3)
    sets = {"firm.personalisation.cost_per_contact": 4, "firm.personalisation.cost_per_month": 60}
    personal = {"kind": "personalisation", "level": 0.5, "start_month": 1}
    records = run(pair("lively", sets, lever, personal)[1])
    contacted = total(records, "contacted")
    assert column(records, "ledger.campaigns").sum() == pytest.approx(500 + contacted * (2 + 2))
    assert total(records, "direct_cost") == pytest.approx(contacted * 4)
    assert column(records, "ledger.personalisation").tolist() == [0, 0, 30, 30, 30, 30]
    assert column(records, "ledger.initiatives").sum() == 0.0


def test_the_discount_is_granted_on_the_sales_that_answer():
    """Offers cost the stated share of the extra sales, and nothing where nobody answers."""
    terms = {"response_chance": 0.3, "waves": 2, "offer_discount_fraction": 0.2}
    base, changed = map(run, pair("buying", LOYAL_BUYERS | QUIET, campaign(**terms)))
    extra = column(base, "ledger.purchases").sum() - column(changed, "ledger.purchases").sum()
    assert column(changed, "ledger.campaign_offers").sum() == pytest.approx(0.2 * extra)
    assert extra > 0.0


@pytest.mark.parametrize("promoted", [0.0, 0.9])
def test_what_follows_a_sale_follows_what_is_paid(promoted: float):
    """What is paid after both discounts is never negative, and all that a guarantee can return."""
    sets = {
        **{"firm.fault_chance": 1, "firm.guarantee.is_active": True},
        **{"firm.guarantee.payout_fraction": 1, "channels.shop.commission_fraction": 0.5},
        **{"firm.promotion.is_active": True, "firm.promotion.discount_fraction": promoted},
    }
    terms = {"response_chance": 0.3, "waves": 2, "offer_discount_fraction": 0.9}
    records = run(pair("buying", LOYAL_BUYERS | QUIET | sets, campaign(**terms))[1])
    sales, promotions, offers, guarantee, commissions = (
        column(records, f"ledger.{name}")
        for name in ("purchases", "promotions", "campaign_offers", "guarantee", "commissions")
    )
    assert (offers > 0.0).any()
    paid = -sales - promotions - offers
    assert (paid >= 0.1 * (1.0 - promoted) * -sales).all()
    assert guarantee == pytest.approx(paid)
    assert commissions == pytest.approx(0.5 * paid)


@pytest.mark.parametrize(
    ("status", "path", "value"),
    [
        ("customers", "customers.perception.price_tolerance", 9),
        ("customers", "market.price_sensitivity_elasticity", 3),
        ("prospects", "market.price_sensitivity_elasticity", 3),
    ],
)
def test_a_discount_is_weighed_like_any_price(status: str, path: str, value: float):
    """Where prices are alike, how much prices matter shows in a discount and nowhere else."""
    plain = {**QUIET, "market.competitors": 12, path: 0}
    for fraction, is_felt in ((0.5, True), (0.0, False)):
        terms = {"target": {"status": status}, "offer_discount_fraction": fraction}
        lever = campaign(**terms, response_chance=0.3, waves=3)
        one, other = (
            run(pair("lively", sets, lever)[1]) for sets in (plain, plain | {path: value})
        )
        assert total(one, "responses") > 0.0
        assert (digest(one) != digest(other)) == is_felt


def per_head(terms: dict[str, Any], replications: int = 20) -> np.ndarray:
    """Sales per head of the treated less those of the control, by replication."""
    sets = LOYAL_BUYERS | QUIET
    changed = pair("buying", sets, campaign(control_fraction=0.5, medium="preferred", **terms))[1]
    found = []
    for replication in range(replications):
        records = run(changed, 1, replication)
        treated = total(records, "revenue_treated") / total(records, "treated")
        control = total(records, "revenue_control") / total(records, "control")
        found.append(treated - control)
    return np.array(found)


def test_treated_and_control_are_the_same_kind_of_people():
    """Without answers both groups bring the same sales per head, within a 99.9 % interval."""
    found = per_head({"response_chance": 0})
    assert abs(found.mean()) <= stats.sem(found) * stats.t.ppf(0.9995, len(found) - 1)


def test_the_control_group_finds_the_effect():
    """Where an answer is one more purchase, the estimated effect is chance times mean spend."""
    found = per_head({"response_chance": 0.5, "response_delay_days": 1})
    half = stats.sem(found) * stats.t.ppf(0.9995, len(found) - 1)
    mean = world("buying").regimes[0].parameters.segments[0].spend_per_purchase
    assert abs(found.mean() - 0.5 * mean) <= half < 0.5 * mean


def test_trials_end():
    """An evaluation of no time counts no sale."""
    lever = campaign(response_chance=0.5, evaluation_weeks=0)
    records = run(pair("lively", {}, lever)[1])
    assert total(records, "revenue_treated") == total(records, "revenue_control") == 0.0
    assert total(records, "treated") > 0 < total(records, "control")


def test_without_campaigns_the_table_has_no_rows():
    """A plan that knows no campaign returns an empty table of them."""
    assert run(world("lively")).campaigns.shape == (6, 0, len(CAMPAIGNS.columns))


def test_people_who_come_by_a_campaign_are_counted_by_it():
    """Prospects and former customers who answer and join are the gain of campaigns."""
    levers = [
        campaign(target={"status": "prospects"}, response_chance=1, waves=3),
        {"kind": "win_back", "name": "back", "response_chance": 1, "start_month": 2},
    ]
    base, changed = map(run, pair("lively", {}, *levers))
    gained = column(changed, "firm.gained_campaign").sum()
    assert column(base, "firm.gained_campaign").sum() == 0 < gained <= total(changed, "responses")
    assert total(changed, "direct_cost") == 0.0
