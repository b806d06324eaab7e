"""Tiers that nobody reaches, estimated from the people of the market before anything is run."""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.customer import segment_of, traits
from sim.parameters import Market, Perception, Segment
from sim.scenarios.facts import at
from sim.scenarios.notice import Notice, placed
from sim.scenarios.resolve import parameters
from sim.scenarios.schema.scenario import Scenario
from sim.units import YEAR, Money

SAMPLE: Final = 3000
"""Most people looked at; they are the first of the market [person]."""

THRESHOLDS: Final = {
    "silver": "firm.tiers.silver_spend_per_year",
    "gold": "firm.tiers.gold_spend_per_year",
}
"""Where the spend from which a tier begins is set, lowest first."""

BELOW: Final = {"silver": "regular", "gold": "silver"}
"""The tier from which one rises to another."""

READERS: tuple[Callable[[Scenario, str], bool], ...] = (
    lambda s, _: s.firm.programme.is_active,
    lambda s, tier: getattr(s.firm.tiers, tier) != getattr(s.firm.tiers, BELOW[tier]),
    lambda s, tier: any(tier in (one.target.tiers or ()) for one in s.firm.campaigns.values()),
)
"""What sets a tier apart from the one below; without any, an empty tier is of no account."""


def empty_tiers(months: Sequence[Scenario], where: Mapping[str, str]) -> Iterator[Notice]:
    """Tiers that something treats differently and that nobody reaches.

    Everybody in the market lives one year as a customer of neutral satisfaction, with the traits of
    replication 0 and at the prices of the month. Mood and growth with tenure are left out: a tier
    named here may still hold a few in some month.

    Parameters
    ----------
    months : sequence of Scenario
        The business in every month of every world in which it differs.
    where : mapping of str to str
        Where each value was written, by path.

    Yields
    ------
    Notice
    """
    for tier, path in THRESHOLDS.items():
        read = [month for month in months if any(reads(month, tier) for reads in READERS)]
        if not read or any(_members(month, tier) for month in read):
            continue
        spends = yearly_spends(read[0])
        why = (
            f"of {len(spends):,} people in the market nobody ends a year in it; they start at "
            f"{at(read[0], path):g}, and the most that one spends is {spends[-1]:,.0f}"
        )
        remedy = "move the thresholds to where people spend"
        yield placed(where[path], path, f"tier {tier} holds nobody", why, remedy)


def _members(s: Scenario, tier: str) -> int:
    """People of the sample who end a year in a tier."""
    spends = yearly_spends(s)
    begins = [float(at(s, path)) for path in THRESHOLDS.values()]
    ends = dict(zip(THRESHOLDS, pairwise([*begins, math.inf]), strict=True))[tier]
    first, last = (bisect_left(spends, spend) for spend in ends)
    return last - first


def yearly_spends(s: Scenario) -> list[Money]:
    """What each of a sample of people spends with us in a year, sorted."""
    p = parameters(s)
    seed = 0 if s.experiment.seed is None else s.experiment.seed
    at_par = _at_par(p.segments, p.perception, p.market, seed, min(s.market.people, SAMPLE))
    return [spend * p.firm.price_index for spend in at_par]


@lru_cache(maxsize=8)
def _at_par(
    segments: tuple[Segment, ...], perception: Perception, market: Market, seed: int, people: int
) -> tuple[Money, ...]:
    """A year's spend of each person at price index 1, sorted."""
    shares = tuple(segment.share for segment in segments)
    spends = []
    for index in range(people):
        key = rnd.entity_key(seed, 0, rnd.KIND_PERSON, index)
        segment = segments[segment_of(key, shares)]
        spends.append(_year(key, segment, perception, market))
    return tuple(sorted(spends))


def _year(key: int, segment: Segment, perception: Perception, market: Market) -> Money:
    """What one person spends with us in a year, at neutral satisfaction and price index 1."""
    who = traits(key, segment, perception)
    service = segment.service_sale_fraction * (
        segment.advice_per_purchase * segment.advice_sale_chance
        + segment.support_per_purchase * market.support_factor * segment.support_sale_chance
    )
    needs = who.need_factor * market.need_factor * segment.purchases_per_day * YEAR
    mean = needs * segment.share_of_wallet
    bought = rnd.poisson(rnd.uniform(key, purposes.NEED_GAP, 0), mean)
    noise = 1.0
    if bought > 0 and segment.spend_shape > 0.0:
        total = bought * segment.spend_shape
        noise = rnd.gamma(key, purposes.SPEND, 0, total) / total
    return segment.spend_per_purchase * who.spend_factor * (bought * noise + mean * service)
