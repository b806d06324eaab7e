"""People differ from one another as published mixtures do."""

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from sim import randomness as rnd
from sim.behaviour.customer import (
    LONGEST_TENURE,
    Traits,
    decisions_survived,
    exit_chance,
    is_opening_customer,
    opening_silence,
    opening_tenure,
    segment_of,
    taste,
    traits,
)
from sim.behaviour.need import need_rate
from sim.parameters import LAPSING, RENEWAL
from sim.units import MONTH, WEEK
from tests.behaviour.samples import assert_mean, assert_shares, keys
from tests.behaviour.textbook import MARKET, PERCEPTION, SEGMENT

NEUTRAL = PERCEPTION.neutral_satisfaction


FRESH = SEGMENT._replace(opening_tenure=0.0)
"""Nobody has stayed before: everybody is as drawn from the mixture."""


def people(segment=FRESH, n: int = 5_000) -> list[Traits]:
    """Traits of many people of a segment."""
    return [traits(key, segment, PERCEPTION) for key in keys(n)]


def test_opening_customers_have_been_there_for_the_mean_tenure() -> None:
    """Exponential with the stated mean, up to the longest tenure; 0 where all are new."""
    mean = 30.0 * MONTH
    segment = SEGMENT._replace(opening_tenure=mean)
    found = [opening_tenure(key, segment) for key in keys(5_000)]
    assert max(found) == LONGEST_TENURE
    assert_mean(found, mean * (1.0 - math.exp(-LONGEST_TENURE / mean)))
    assert opening_tenure(keys(1)[0], FRESH) == 0.0


def test_the_last_purchase_of_opening_customers_is_as_long_ago_as_in_the_long_run() -> None:
    """Looking back, a Poisson process has exponential gaps at its own rate, cut at joining."""
    tenure, factor = 20.0 * MONTH, 0.3
    rate = factor * SEGMENT.purchases_per_day * SEGMENT.share_of_wallet
    found = [opening_silence(key, factor, SEGMENT, tenure) for key in keys(5_000)]
    assert max(found) == tenure
    assert_mean(found, (1.0 - math.exp(-rate * tenure)) / rate)
    since_joining = sum(silence == tenure for silence in found)
    share = math.exp(-rate * tenure)
    assert_shares([since_joining, len(found) - since_joining], [share, 1.0 - share])


@given(st.integers(0, 2**64 - 1), st.floats(0.0, LONGEST_TENURE), st.floats(0.0, 50.0))
def test_nobody_is_silent_for_longer_than_a_customer(
    key: int, tenure: float, factor: float
) -> None:
    """Silence counts from joining at the earliest; whoever never buys here is silent since then."""
    assert 0.0 <= opening_silence(key, factor, SEGMENT, tenure) <= tenure
    elsewhere = SEGMENT._replace(share_of_wallet=0.0)
    assert opening_silence(key, factor, elsewhere, tenure) == tenure


@given(st.floats(0.0, LONGEST_TENURE), st.floats(0.0, 50.0), st.floats(1.0, 500.0))
def test_decisions_survived_come_at_the_pace_of_today(
    tenure: float, need_factor: float, renewal: float
) -> None:
    """One at each renewal, or one at each purchase that comes to us."""
    contract = SEGMENT._replace(relationship=RENEWAL, renewal=renewal)
    assert decisions_survived(tenure, need_factor, contract) == tenure / renewal
    lapsing = SEGMENT._replace(relationship=LAPSING)
    alone = lapsing._replace(advice_per_purchase=0.0, support_per_purchase=0.0)
    bought = tenure * need_rate(need_factor, alone, 0.0, MARKET) * lapsing.share_of_wallet
    assert math.isclose(
        decisions_survived(tenure, need_factor, lapsing), bought, rel_tol=1e-12, abs_tol=1e-300
    )


def test_segments_have_their_shares() -> None:
    """People fall into segments by share, and never into one of share 0."""
    shares = (0.5, 0.0, 0.3, 0.2)
    counts = [0] * 4
    for key in keys(5_000):
        counts[segment_of(key, shares)] += 1
    assert_shares(counts, shares)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6).filter(any))
def test_rounded_shares_leave_nobody_out(weights: list[float]) -> None:
    """Shares that sum to 1 but for rounding put everybody into a segment with a share."""
    shares = tuple(weight / sum(weights) for weight in weights)
    assume(any(share > 0.0 for share in shares))
    assert all(shares[segment_of(key, shares)] > 0.0 for key in keys(20))


def test_need_rates_are_a_gamma_mixture() -> None:
    """Factors on the need rate have mean 1 and variance 1 / r."""
    found = [who.need_factor for who in people(FRESH._replace(purchase_rate_shape=1.5))]
    assert_mean(found, 1.0)
    assert_mean([(factor - 1.0) ** 2 for factor in found], 1.0 / 1.5)


def test_mean_spends_are_an_inverse_gamma_mixture() -> None:
    """Factors on the mean spend have mean 1; their inverses have mean q / (q - 1)."""
    found = [who.spend_factor for who in people(FRESH._replace(spend_spread=3.74))]
    assert_mean(found, 1.0)
    assert_mean([1.0 / factor for factor in found], 3.74 / 2.74)


def test_exit_propensities_are_a_beta_mixture() -> None:
    """Their mean is a / (a + b), their second moment that of the beta distribution."""
    a, b = 0.6, 7.4
    found = [who.exit_propensity for who in people(FRESH._replace(exit_alpha=a, exit_beta=b))]
    assert_mean(found, a / (a + b))
    assert_mean([p * p for p in found], a * (a + 1.0) / ((a + b) * (a + b + 1.0)))


def test_who_has_stayed_before_leaves_less() -> None:
    """Opening customers who survived n decisions are Beta(a, b + n), all others Beta(a, b)."""
    a, b = 0.6, 7.4
    segment = SEGMENT._replace(
        exit_alpha=a, exit_beta=b, opening_customers=0.5, opening_tenure=30.0 * MONTH
    )
    found: dict[bool, list[float]] = {True: [], False: []}
    for key in keys(5_000):
        who = traits(key, segment, PERCEPTION)
        is_there = is_opening_customer(key, segment)
        tenure = opening_tenure(key, segment) if is_there else 0.0
        survived = decisions_survived(tenure, who.need_factor, segment)
        found[is_there].append(who.exit_propensity - a / (a + b + survived))
    assert_shares([len(found[True]), len(found[False])], [0.5, 0.5])
    assert_mean(found[True], 0.0)
    assert_mean(found[False], 0.0)


def test_retention_of_a_cohort_is_the_published_one() -> None:
    """Survivors of the sBG's high end after 8 to 12 renewals, Fader & Hardie (2007)."""
    segment = FRESH._replace(exit_alpha=0.668, exit_beta=3.806)
    found = [who.exit_propensity for who in people(segment)]
    for renewals, survivors in {8: 0.460, 9: 0.436, 10: 0.414, 11: 0.395, 12: 0.378}.items():
        assert_mean([(1.0 - p) ** renewals for p in found], survivors)


def test_repeat_buying_is_that_of_cdnow() -> None:
    """Repeat purchases in 39 weeks follow BG/NBD at the CDNOW parameters.

    Fader, Hardie & Lee (2005): r .243, alpha 4.414, a .793, b 2.426; the probabilities of 0 to 3
    are .57379, .19940, .08543 and .04586.
    """
    segment = FRESH._replace(
        purchases_per_day=0.243 / 4.414 / WEEK,
        purchase_rate_shape=0.243,
        advice_per_purchase=0.0,
        support_per_purchase=0.0,
        exit_alpha=0.793,
        exit_beta=2.426,
        exit_odds=1.0,
        switching_cost=0.0,
    )
    counts = [0] * 5
    for key in keys(5_000):
        who = traits(key, segment, PERCEPTION)
        rate = need_rate(who.need_factor, segment, 0.0, MARKET)
        leaves = exit_chance(who, segment, PERCEPTION, 1.0, NEUTRAL, 0.0)
        bought, at = 0, 0.0
        while rate > 0.0 and bought < 4:
            at += rnd.exponential(rnd.uniform(key, 2_000, bought), 1.0 / rate)
            if at > 39.0 * WEEK:
                break
            bought += 1
            if rnd.uniform(key, 2_001, bought) < leaves:
                break
        counts[bought] += 1
    assert_shares(counts, [0.57379, 0.19940, 0.08543, 0.04586, 1.0 - 0.90448])


def test_other_traits_are_centred() -> None:
    """Factors have mean 1, the complaint effect mean 0, opening expectation the common mean."""
    found = people(FRESH._replace(patience_spread=0.4, trait_spread=0.4))
    assert_mean([who.patience_factor for who in found], 1.0)
    assert_mean([who.sensitivity_factor for who in found], 1.0)
    assert_mean([who.talk_factor for who in found], 1.0)
    assert_mean([who.complaint_effect for who in found], 0.0)
    assert_mean([who.complaint_effect**2 for who in found], 0.4**2)
    assert_mean([who.opening_expectation for who in found], PERCEPTION.opening_expectation)
    assert all(0.0 <= who.opening_expectation <= 1.0 for who in found)


def test_complaint_effects_are_normal() -> None:
    """Of all people 68.27 % lie within one spread of the average temper, 95.45 % within two."""
    counts = [0] * 3
    for who in people(FRESH._replace(trait_spread=0.4)):
        counts[min(int(abs(who.complaint_effect) / 0.4), 2)] += 1
    assert_shares(counts, [0.6827, 0.9545 - 0.6827, 1.0 - 0.9545])


def test_without_spread_people_are_alike() -> None:
    """Shapes and spreads of none give everybody factor 1, effect 0 and the common expectation."""
    alike = FRESH._replace(
        purchase_rate_shape=0.0,
        spend_spread=0.0,
        trait_spread=0.0,
        patience_spread=0.0,
        expectation_spread=0.0,
    )
    for who in people(alike, 20):
        assert who[:6] == (1.0, 1.0, 1.0, 1.0, 0.0, 1.0)
        assert who.opening_expectation == PERCEPTION.opening_expectation


def test_traits_share_no_draw() -> None:
    """Any two traits of a person are uncorrelated over people."""
    found = list(zip(*people(n=2_000), strict=True))
    columns = [_ranks(column) for column in found]
    for one in range(len(columns)):
        for other in range(one):
            products = [a * b for a, b in zip(columns[one], columns[other], strict=True)]
            assert_mean(products, 0.0)


def _ranks(values: tuple[float, ...]) -> list[float]:
    """Centred ranks of values."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    for rank, index in enumerate(order):
        ranks[index] = rank - 0.5 * (len(values) - 1)
    return ranks


def test_tastes_are_lognormal_by_channel() -> None:
    """Log tastes have mean 0 and the stated spread, differ by channel, and are 1 without spread."""
    logs = [math.log(taste(key, 0, 0.5)) for key in keys(5_000)]
    assert_mean(logs, 0.0)
    assert_mean([log * log for log in logs], 0.25)
    others = [math.log(taste(key, 1, 0.5)) for key in keys(5_000)]
    assert_mean([log * other for log, other in zip(logs, others, strict=True)], 0.0)
    assert all(taste(key, 0, 0.0) == 1.0 for key in keys(20))
