"""Mistakes in the books, in draws, units and levers, and in what is alike."""

import math
from collections.abc import Callable
from itertools import count
from typing import Any

from sim import randomness as rnd
from sim.agents.after_sale import ACCOUNT
from sim.behaviour import need, order, purposes
from sim.behaviour.competition import alternatives
from tests.verification.mutants import Mutant

Function = Callable[..., Any]


def half_posting(right: type) -> type:
    """Compensation is an expense, but no cash goes out for it."""

    class Registers(right):
        def pay(self, account, amount):
            super().pay(account, amount)
            if account == ACCOUNT["compensation"]:
                self.ledger[ACCOUNT["cash"]] += amount

    return Registers


def unlogged(right: Function) -> Function:
    """The sale is made, and then nobody writes it down."""

    def talk(*args, **kwargs):
        right(*args, **kwargs)
        return 0.0

    return talk


def in_turn(right: Function) -> Function:
    """Whose need it is hangs on how many needs were settled before, whoever had them."""
    settled = count()

    def uniform(key, purpose, counter):
        return right(key, purpose, next(settled) if purpose == purposes.WALLET else counter)

    return uniform


def drawn_anew(right: type) -> type:
    """A pending need starts to wait again whenever a policy begins, whether it matters or not."""

    class Customer(right):
        def _until_next_need(self, since, spell):
            world = self.world
            left = rnd.exponential(rnd.uniform(self.key, purposes.NEED_GAP, self.n_needs), 1.0)
            felt = need.felt_at(since, left, self._need_rate())
            while self._day_of(felt) >= world.next_change:
                change = world.next_change
                yield world.clock.at(change, order.NEED, self.index)
                if not self.is_still(spell):
                    return change
                felt = need.felt_at(max(since, change), left, self._need_rate())
            return felt

    return Customer


def not_cumulated(right: Function) -> Function:
    """Shares are compared one by one instead of being added up."""

    def segment_of(key, shares):
        u = rnd.uniform(key, purposes.SEGMENT, 0)
        return next((index for index, share in enumerate(shares) if u < share), len(shares) - 1)

    return segment_of


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "half_posting",
        "compensation is booked as an expense, but not taken out of cash",
        "sim.agents.world",
        "Registers",
        half_posting,
        ("accounts_textbook", "accounts_busy"),
    ),
    Mutant(
        "unlogged_sale",
        "a sale made in a call-back is missing in the contact log",
        "sim.agents.after_sale",
        "_talk",
        unlogged,
        ("accounts_busy",),
    ),
    Mutant(
        "draws_in_turn",
        "a draw is keyed by the order of events instead of by the person's own need",
        "sim.randomness",
        "uniform",
        in_turn,
        ("one_more_person", "one_segment"),
    ),
    Mutant(
        "needs_drawn_anew",
        "a change of policy restarts the wait for the next need though its rate is the same",
        "sim.agents.market",
        "Customer",
        drawn_anew,
        ("levers_of_no_size",),
    ),
    Mutant(
        "leaking_arrow",
        "the answer to a complaint restores satisfaction even where that arrow is cut",
        "sim.behaviour.complaint",
        "satisfaction_after_recovery",
        lambda right: lambda before, score, recovery, link: right(before, score, recovery, 1.0),
        ("cut_arrows",),
    ),
    Mutant(
        "capped_compensation",
        "compensation never exceeds 50, whatever the currency",
        "sim.behaviour.complaint",
        "compensation",
        lambda right: lambda at_stake, fraction: min(right(at_stake, fraction), 50.0),
        ("money_unit",),
    ),
    Mutant(
        "a_day_more",
        "between two needs lies a day more, whatever the rate",
        "sim.behaviour.need",
        "felt_at",
        lambda right: lambda since, left, rate: right(since, left, rate) + 1.0,
        ("time_unit",),
    ),
    Mutant(
        "not_cumulated",
        "shares of segments are compared one by one instead of being added up",
        "sim.behaviour.customer",
        "segment_of",
        not_cumulated,
        ("likes",),
        8,
    ),
    Mutant(
        "counts_us_too",
        "we are counted among our competitors",
        "sim.behaviour.competition",
        "number_effect",
        lambda right: (
            lambda market: -math.log((alternatives(market) + 1.0) / market.usual_competitors)
        ),
        ("rivals",),
        6,
    ),
    Mutant(
        "thousand_people",
        "advertising is spread over a thousand people, however many there are",
        "sim.behaviour.market",
        "prompted_per_month",
        lambda right: lambda market: right(market) * market.people / 1000.0,
        ("sizes",),
        12,
    ),
    Mutant(
        "presence_forgotten",
        "who looks for another supplier never falls back on us, however large we are",
        "sim.behaviour.competition",
        "leaving_us",
        lambda right: lambda chance, presence, market: chance,
        ("two_brands", "double_jeopardy"),
    ),
)
"""Each with the checks that catch it."""
