"""Tiers that nobody reaches, estimated from the people of the market before anything is run."""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from sim import randomness as rnd
from sim.behaviour import relationships
from sim.behaviour.customer import segment_of, traits
from sim.behaviour.turnover import Custom, expected_custom, yearly_spend
from sim.parameters import TIERS
from sim.scenarios.facts import at
from sim.scenarios.notice import Notice, placed
from sim.scenarios.resolve import parameters
from sim.scenarios.schema.scenario import Scenario
from sim.units import Money

SAMPLE: Final = 3000
"""Most people looked at; they are the first of the market [person]."""

THRESHOLDS: Final = {
    "silver": "firm.tiers.silver_spend_per_year",
    "gold": "firm.tiers.gold_spend_per_year",
}
"""Where the spend from which a tier begins is set, lowest first."""

BELOW: Final = {"silver": "regular", "gold": "silver"}
"""The tier from which one rises to another."""


class Person(NamedTuple):
    """What a yearly spend depends on in somebody."""

    key: int
    segment: int
    need_factor: float
    spend_factor: float


READERS: tuple[Callable[[Scenario, str], bool], ...] = (
    lambda s, _: s.firm.programme.is_active,
    lambda s, tier: getattr(s.firm.tiers, tier) != getattr(s.firm.tiers, BELOW[tier]),
    lambda s, tier: any(tier in (one.target.tiers or ()) for one in s.firm.campaigns.values()),
)
"""What sets a tier apart from the one below; without any, an empty tier is of no account."""


def empty_tiers(months: Sequence[Scenario], where: Mapping[str, str]) -> Iterator[Notice]:
    """Tiers that something treats differently and that nobody reaches.

    Everybody in the market lives one year as a customer of neutral satisfaction, with the traits of
    replication 0 and at the prices and offers of the month. Mood, growth with tenure, campaigns and
    what moves the share of wallet are left out: a tier named here may still hold a few.

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
    sample = people(months[0])  # who people are shapes the world at birth, in every month alike
    for tier, path in THRESHOLDS.items():
        read = [month for month in months if any(reads(month, tier) for reads in READERS)]
        if not read or any(_members(sample, month, tier) for month in read):
            continue
        first, last = _ends(read[0], tier)
        ends = f"goes from {_said(first)} to {_said(last)}"
        why = (
            f"of {len(sample):,} people in the market nobody ends a year in it; it "
            f"{ends if math.isfinite(last) else f'starts at {_said(first)}'}, and the most that "
            f"one spends is {_said(yearly_spends(sample, read[0], tier)[-1])}"
        )
        remedy = "move the thresholds to where people spend"
        yield placed(where[path], path, f"tier {tier} holds nobody", why, remedy)


def _members(sample: tuple[Person, ...], s: Scenario, tier: str) -> int:
    """People of a sample who end a year in a tier."""
    spends = yearly_spends(sample, s, tier)
    first, last = (bisect_left(spends, spend) for spend in _ends(s, tier))
    return last - first


def _ends(s: Scenario, tier: str) -> tuple[Money, Money]:
    """Spend from which a tier begins, and from which the next one does."""
    begins = [float(at(s, path)) for path in THRESHOLDS.values()]
    return dict(zip(THRESHOLDS, pairwise([*begins, math.inf]), strict=True))[tier]


def _said(amount: Money) -> str:
    """An amount in full."""
    return f"{amount:,.{0 if amount >= 100 or amount == round(amount) else 2}f}"


def people(s: Scenario) -> tuple[Person, ...]:
    """A sample of the market, with the traits of replication 0."""
    p = parameters(s)
    seed = 0 if s.experiment.seed is None else s.experiment.seed
    shares = tuple(segment.share for segment in p.segments)
    found = []
    for index in range(min(s.market.people, SAMPLE)):
        key = rnd.entity_key(seed, 0, rnd.KIND_PERSON, index)
        segment = segment_of(key, shares)
        who = traits(key, p.segments[segment], p.perception)
        found.append(Person(key, segment, who.need_factor, who.spend_factor))
    return tuple(found)


def yearly_spends(sample: tuple[Person, ...], s: Scenario, tier: str) -> list[Money]:
    """What each of a sample of people spends with us in a year if treated as a tier, sorted."""
    p = parameters(s)
    level = relationships.level(TIERS.index(tier), p.firm)
    customs = tuple(expected_custom(one, p.channels, p.firm, level, p.market) for one in p.segments)
    return [spend * p.firm.price_index for spend in _at_par(sample, customs)]


@lru_cache(maxsize=8)
def _at_par(sample: tuple[Person, ...], customs: tuple[Custom, ...]) -> tuple[Money, ...]:
    """A year's spend of each person at price index 1, sorted."""
    spends = (
        yearly_spend(who.key, who.need_factor, who.spend_factor, customs[who.segment])
        for who in sample
    )
    return tuple(sorted(spends))
