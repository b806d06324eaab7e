"""Closed forms against programs that others wrote: lifetimes for buyers, Ciw for queues."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.theory import (
    bgnbd_alive,
    bgnbd_conditional_expected,
    bgnbd_expected,
    bgnbd_log_likelihood,
    bgnbd_probabilities,
    erlang_a,
    erlang_c,
    gamma_gamma_mean,
    pareto_nbd_expected,
)

pytestmark = pytest.mark.slow

BUYERS = [(0.243, 4.414, 0.793, 2.426), (2.0, 6.0, 0.6, 3.0), (0.7, 3.0, 2.5, 1.5)]
"""Parameters r, alpha, a, b; the first are CDNOW's."""

PARETO = [(0.553, 10.578, 0.606, 11.669), (2.0, 12.0, 1.7, 6.0)]
"""Parameters r, alpha, s, beta; the first are CDNOW's."""

HISTORIES = [(0, 0.0, 38.86), (1, 1.71, 38.86), (2, 30.43, 38.86), (11, 26.0, 27.0)]
"""Repeat purchases, week of the last, weeks since the first."""

SAMPLES = 12
"""Independent runs of a queue; one set of seeds was tried."""

LEVEL = 0.999
"""Confidence of the intervals over all quantities of a queue."""


def fitted(name: str, parameters: tuple[float, ...]) -> Any:
    """A model of lifetimes, as if it had been fitted to these parameters."""
    lifetimes = pytest.importorskip("lifetimes")
    import pandas as pd

    keys = {
        "BetaGeoFitter": ["r", "alpha", "a", "b"],
        "ParetoNBDFitter": ["r", "alpha", "s", "beta"],
        "GammaGammaFitter": ["p", "q", "v"],
    }
    model = getattr(lifetimes, name)()
    model.params_ = pd.Series(parameters, index=keys[name])
    return model


@pytest.mark.parametrize("buyers", BUYERS)
def test_bgnbd_of_a_new_customer_is_that_of_lifetimes(buyers):
    """Expected purchases and their distribution agree from one to 78 weeks."""
    model = fitted("BetaGeoFitter", buyers)
    for t in (1.0, 13.0, 39.0, 78.0):
        expected = model.expected_number_of_purchases_up_to_time(t)
        assert bgnbd_expected(*buyers, t) == pytest.approx(expected, rel=1e-9)
        shares = [float(model.probability_of_n_purchases_up_to_time(t, n)) for n in range(8)]
        assert bgnbd_probabilities(*buyers, t, 7) == pytest.approx(shares, rel=1e-9)


@pytest.mark.parametrize("buyers", BUYERS)
@pytest.mark.parametrize("history", HISTORIES)
def test_bgnbd_of_a_known_customer_is_that_of_lifetimes(buyers, history):
    """So do the chance of being alive, what is expected next, and the likelihood."""
    model = fitted("BetaGeoFitter", buyers)
    alive = float(model.conditional_probability_alive(*history)[0])
    assert bgnbd_alive(*buyers, *history) == pytest.approx(alive, rel=1e-9)
    next_year = model.conditional_expected_number_of_purchases_up_to_time(52.0, *history)
    found = bgnbd_conditional_expected(*buyers, *history, 52.0)
    assert found == pytest.approx(float(next_year), rel=1e-9)
    one = [np.array([value]) for value in history]
    loss = model._negative_log_likelihood(np.log(buyers), *one, np.ones(1), 0.0)
    assert bgnbd_log_likelihood(*buyers, *history) == pytest.approx(-float(loss), rel=1e-9)


@pytest.mark.parametrize("buyers", PARETO)
def test_pareto_nbd_is_that_of_lifetimes(buyers):
    """Expected purchases of a new customer agree from one to 78 weeks."""
    model = fitted("ParetoNBDFitter", buyers)
    for t in (1.0, 13.0, 39.0, 78.0):
        expected = model.expected_number_of_purchases_up_to_time(t)
        assert pareto_nbd_expected(*buyers, t) == pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize("spenders", [(6.25, 3.74, 15.44), (2.0, 1.5, 40.0)])
def test_gamma_gamma_is_that_of_lifetimes(spenders):
    """Nothing known of a customer, lifetimes expects the mean of all."""
    model = fitted("GammaGammaFitter", spenders)
    unknown = model.conditional_expected_average_profit(np.zeros(1), np.zeros(1))
    assert gamma_gamma_mean(*spenders) == pytest.approx(float(unknown[0]), rel=1e-12)


def queued(load: float, servers: int, leaving: float | None, seed: int) -> tuple[float, ...]:
    """Share who wait, mean wait and share who leave in one run of Ciw; a mean service is 1."""
    ciw = pytest.importorskip("ciw")
    impatience = {} if leaving is None else {"reneging_time_distributions": _exponential(leaving)}
    network = ciw.create_network(
        arrival_distributions=_exponential(load),
        service_distributions=_exponential(1.0),
        number_of_servers=[servers],
        **impatience,
    )
    ciw.seed(seed)
    run = ciw.Simulation(network)
    run.simulate_until_max_time(60.0 + 3000.0 / load)
    records = [one for one in run.get_all_records() if one.arrival_date > 60.0]
    waits = np.array([one.waiting_time for one in records])
    left = np.array([one.record_type == "renege" for one in records])
    return float(((waits > 0.0) | left).mean()), float(waits.mean()), float(left.mean())


def _exponential(rate: float) -> list[Any]:
    """One node's distribution in the words of Ciw."""
    import ciw

    return [ciw.dists.Exponential(rate=rate)]


@pytest.mark.parametrize(
    ("load", "servers", "leaving"),
    [
        (1.5, 2, None),
        (4.0, 5, None),
        (8.0, 10, None),
        (4.0, 5, 0.5),
        (10.0, 10, 1.0),
        (12.0, 10, 0.5),
    ],
)
def test_queues_are_those_of_ciw(load, servers, leaving):
    """Erlang C and A lie in the intervals of a simulator of queueing networks."""
    if leaving is None:
        known = erlang_c(load, 1.0, servers)
    else:
        known = erlang_a(load, 1.0, servers, leaving)
    found = np.array([queued(load, servers, leaving, seed) for seed in range(SAMPLES)])
    expected = [known.probability_of_wait, known.mean_wait, known.probability_of_abandonment]
    t = stats.t.ppf(1.0 - (1.0 - LEVEL) / (2.0 * len(expected)), SAMPLES - 1)
    error = t * found.std(axis=0, ddof=1) / np.sqrt(SAMPLES)
    assert (np.abs(found.mean(axis=0) - expected) <= error).all()
