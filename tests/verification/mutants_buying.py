"""Mistakes in buying, dropping out, spending and renewing, and in how the data are read."""

import math
from collections.abc import Callable
from typing import Any

from sim.behaviour import purposes
from sim.theory import bgnbd_alive
from tests.verification.mutants import Mutant


def alike_in_leaving(right: Callable[..., Any]) -> Callable[..., Any]:
    """Everybody's chance to leave is the mean of the mixture."""

    def traits(key: int, segment: Any, perception: Any) -> Any:
        mean = segment.exit_alpha / (segment.exit_alpha + segment.exit_beta)
        return right(key, segment, perception)._replace(exit_propensity=mean)

    return traits


def rates_not_scaled(right: Callable[..., Any]) -> Callable[..., Any]:
    """A gamma variate of shape r is used as it comes, with mean r instead of 1."""

    def traits(key: int, segment: Any, perception: Any) -> Any:
        found = right(key, segment, perception)
        return found._replace(need_factor=found.need_factor * segment.purchase_rate_shape)

    return traits


def alike_in_buying(right: Callable[..., Any]) -> Callable[..., Any]:
    """Nobody's own rate is heeded."""
    return lambda factor, segment, awakened, market: right(1.0, segment, awakened, market)


def one_draw_for_all_decisions(right: Callable[..., Any]) -> Callable[..., Any]:
    """The counter of the decision is forgotten."""
    drawn_once = (purposes.EXIT, purposes.RENEWAL_EXIT)
    return lambda key, purpose, counter: right(key, purpose, counter * (purpose not in drawn_once))


def odds_for_chances(right: Callable[..., Any]) -> Callable[..., Any]:
    """The odds of leaving are returned where the chance is meant."""

    def exit_chance(*values: Any) -> float:
        chance = right(*values)
        return min(chance / (1.0 - chance), 1.0)

    return exit_chance


def renews_at_any_moment(right: Callable[..., Any]) -> Callable[..., Any]:
    """New contracts are treated like those of long standing."""
    return lambda u, segment, is_of_long_standing: right(u, segment, True)


def mean_of_gamma(right: Callable[..., Any]) -> Callable[..., Any]:
    """Own means are scaled by the mean of a gamma variate, q, instead of that of its inverse."""

    def traits(key: int, segment: Any, perception: Any) -> Any:
        found = right(key, segment, perception)
        q = segment.spend_spread
        return found._replace(spend_factor=found.spend_factor * q / (q - 1.0))

    return traits


def first_spend_again(right: Callable[..., Any]) -> Callable[..., Any]:
    """The counter of the contact is forgotten: a person's spends are all the same."""
    return lambda key, contact, *rest: right(key, 0, *rest)


def shapes_swapped(right: Callable[..., Any]) -> Callable[..., Any]:
    """A person's spends vary with the shape that belongs to the differences between people."""

    def spend(key: int, contact: int, kind: int, segment: Any, *rest: Any) -> float:
        return right(key, contact, kind, segment._replace(spend_shape=segment.spend_spread), *rest)

    return spend


def sums_for_means(right: Callable[..., Any]) -> Callable[..., Any]:
    """What a customer spent in all is read as the mean spend."""

    def spends() -> Any:
        known = right()
        return known._replace(mean=known.mean * known.purchases)

    return spends


def as_if_alive(right: Callable[..., Any]) -> Callable[..., Any]:
    """The branch of those who dropped out is forgotten in the likelihood."""
    return lambda *values: right(*values) + math.log(bgnbd_alive(*values))


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "rates_not_scaled",
        "rates of buying are drawn with the mean r where 1 is meant",
        "sim.behaviour.customer",
        "traits",
        rates_not_scaled,
        ("bgnbd_cdnow", "pareto_reestimated"),
        10,
        {"market.people": 1000},
    ),
    Mutant(
        "alike_in_buying",
        "everybody buys at the mean rate, as if people did not differ",
        "sim.behaviour.need",
        "need_rate",
        alike_in_buying,
        ("bgnbd_cdnow", "bgnbd_eager"),
        10,
        {"market.people": 400},
    ),
    Mutant(
        "alike_in_leaving",
        "everybody leaves with the mean chance, as if people did not differ",
        "sim.behaviour.customer",
        "traits",
        alike_in_leaving,
        ("pareto_nbd", "sbg_high_end"),
        10,
        {"market.people": 700},
    ),
    Mutant(
        "one_draw_for_all_decisions",
        "a person decides with the same random number every time",
        "sim.randomness",
        "uniform",
        one_draw_for_all_decisions,
        ("bgnbd_eager", "sbg_alike"),
        10,
        {"market.people": 300},
    ),
    Mutant(
        "odds_for_chances",
        "the odds of leaving are taken for the chance",
        "sim.behaviour.customer",
        "exit_chance",
        odds_for_chances,
        ("bgnbd_eager", "sbg_alike"),
        10,
        {"market.people": 500},
    ),
    Mutant(
        "renews_at_any_moment",
        "new contracts come up for renewal at any moment of their first period",
        "sim.behaviour.customer",
        "renewal_phase",
        renews_at_any_moment,
        ("sbg_high_end",),
        10,
        {"market.people": 300, "time.horizon_months": 13},
    ),
    Mutant(
        "mean_of_gamma",
        "a person's mean spend is scaled as if it were gamma, not inverse gamma",
        "sim.behaviour.customer",
        "traits",
        mean_of_gamma,
        ("gamma_gamma",),
        10,
        {"market.people": 1000},
    ),
    Mutant(
        "first_spend_again",
        "a person's spends all use the same random number",
        "sim.behaviour.need",
        "spend",
        first_spend_again,
        ("gamma_gamma",),
        10,
        {"market.people": 1000},
    ),
    Mutant(
        "shapes_swapped",
        "a person's spends vary with the shape of the differences between people",
        "sim.behaviour.need",
        "spend",
        shapes_swapped,
        ("gamma_gamma", "reestimated"),
        12,
        {"market.people": 2000},
    ),
    Mutant(
        "sums_for_means",
        "what a customer of the data spent in all is read as the mean spend",
        "sim.verification.refit",
        "cdnow_spends",
        sums_for_means,
        ("cdnow_data",),
    ),
    Mutant(
        "as_if_alive",
        "the log-likelihood leaves out that a customer may have dropped out",
        "sim.verification.buying",
        "bgnbd_log_likelihood",
        as_if_alive,
        ("cdnow_data",),
    ),
)
"""Every mistake of parts B and C."""
