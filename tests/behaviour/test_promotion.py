"""A promotion acts like a lower price while it lasts, and is forgotten when it is over."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.promotion import (
    FULL_PRICE,
    LEAST_PRICE,
    is_promoted,
    price_paid,
    terms,
)
from sim.parameters import Promotion
from tests.behaviour.samples import assert_shares, keys

levels = st.floats(0.0, 1.0)
discounts = st.floats(0.0, 0.95)
money = st.floats(0.0, 1e4)
tenures = st.floats(0.0, 1e4)
extras = st.floats(0.0, 10.0)

promotions = st.builds(
    Promotion,
    is_active=st.just(True),
    for_first=st.one_of(st.just(math.inf), st.floats(0.1, 1e4)),
    discount_fraction=discounts,
    gift_cost=money,
    gift_worth_fraction=st.floats(0.0, 3.0),
    bundle_take_up=levels,
    bundle_extra_fraction=extras,
)


@given(promotions, tenures, money)
def test_no_promotion_is_the_full_price(promotion: Promotion, tenure: float, usual: float) -> None:
    """Switched off, whatever it would give, a promotion gives nothing and changes no price."""
    off = promotion._replace(is_active=False)
    assert not is_promoted(off, tenure)
    assert price_paid(off, tenure, usual) == 1.0
    assert terms(keys(1)[0], 0, off, tenure) == FULL_PRICE


@given(promotions, tenures, money)
def test_a_promotion_that_is_over_is_forgotten(
    promotion: Promotion, tenure: float, usual: float
) -> None:
    """From the end of the first period on the full price is weighed, bit by bit, and paid."""
    first = min(promotion.for_first, tenure)
    over = promotion._replace(for_first=first)
    assert price_paid(over, tenure, usual) == 1.0
    assert terms(keys(1)[0], 0, over, tenure) == FULL_PRICE


@given(promotions, tenures, money, discounts, money)
def test_more_is_never_felt_as_dearer(
    promotion: Promotion, tenure: float, usual: float, discount: float, gift: float
) -> None:
    """The price weighed lies between the least and the full one, and falls in what is given."""
    price = price_paid(promotion, tenure, usual)
    larger = promotion._replace(
        discount_fraction=max(promotion.discount_fraction, discount),
        gift_cost=max(promotion.gift_cost, gift),
    )
    assert LEAST_PRICE <= price_paid(larger, tenure, usual) <= price <= 1.0


@given(promotions, tenures, discounts)
def test_a_campaign_adds_its_discount_and_nothing_else(
    promotion: Promotion, tenure: float, offer: float
) -> None:
    """What a campaign has promised stands beside whatever the promotion gives."""
    plain = terms(keys(1)[0], 0, promotion, tenure)
    assert plain.offer == 0.0
    assert terms(keys(1)[0], 0, promotion, tenure, offer) == plain._replace(offer=offer)


@given(discounts, tenures, money)
def test_a_discount_is_a_price_cut_of_its_size(
    discount: float, tenure: float, usual: float
) -> None:
    """Without a gift the price weighed is the full one less the discount, whatever one spends."""
    promotion = Promotion(True, math.inf, discount, 0.0, 1.0, 0.0, 0.0)
    assert price_paid(promotion, tenure, usual) == max(1.0 - discount, LEAST_PRICE)


@given(st.floats(0.01, 0.9), st.floats(1.0, 1e4))
def test_a_gift_is_weighed_against_what_one_spends(share: float, usual: float) -> None:
    """A gift worth a share of the usual spend is felt like a discount of that share."""
    promotion = Promotion(True, math.inf, 0.0, 2.0 * share * usual, 0.5, 0.0, 0.0)
    assert price_paid(promotion, 0.0, usual) == pytest.approx(max(1.0 - share, LEAST_PRICE))


@pytest.mark.parametrize("take_up", [0.0, 0.3, 1.0])
def test_bundles_are_taken_at_their_chance(take_up: float) -> None:
    """A bundle enlarges its share of purchases by its extra, and the others not at all."""
    promotion = Promotion(True, math.inf, 0.1, 5.0, 1.0, take_up, 0.4)
    found = [terms(key, 3, promotion, 0.0) for key in keys(2000)]
    assert {(one.discount, one.offer, one.gift) for one in found} == {(0.1, 0.0, 5.0)}
    sizes = [one.size for one in found]
    assert set(sizes) <= {1.0, 1.4}
    assert_shares([sizes.count(1.4), sizes.count(1.0)], [take_up, 1.0 - take_up])
