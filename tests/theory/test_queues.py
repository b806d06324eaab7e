"""Erlang's queues against published tables, an independent chain and their own laws."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from sim.errors import RegimeError
from sim.theory import (
    erlang_a,
    erlang_a_service_level,
    erlang_a_wait_percentile,
    erlang_b,
    erlang_c,
    erlang_c_service_level,
    erlang_c_wait_percentile,
    little,
)
from tests.theory.printed import printed

SECOND = 1.0 / 60.0
"""One second when the unit of time is a minute."""

law = settings(deadline=None)
servers_drawn = st.integers(1, 60)
occupancies = st.floats(0.05, 0.99)
overloads = st.floats(0.05, 2.0)
patiences = st.floats(0.01, 50.0)


def chain(arrival_rate: float, servers: int, abandonment_rate: float, states: int = 4000):
    """Stationary shares of the M/M/n+M chain at mu = 1, by its balance equations in logarithms."""
    k = np.arange(1, states)
    deaths = np.minimum(k, servers) + np.maximum(k - servers, 0) * abandonment_rate
    log_weights = np.concatenate(([0.0], np.cumsum(np.log(arrival_rate / deaths))))
    weights = np.exp(log_weights - log_weights.max())
    return weights / weights.sum()


# Published tables -----------------------------------------------------------------------------


def test_garnett_mandelbaum_reiman_2002_table_1_without_abandonment():
    """M/M/50 with 48 calls a minute of one minute: the left column of the table."""
    result = erlang_c(48, 1, 50)
    assert result.probability_of_wait == printed(0.694456, 6)
    assert result.mean_wait / SECOND == printed(20.834, 3)
    assert result.queue_length == printed(16.667, 3)
    assert result.utilisation == printed(0.96, 4)
    assert erlang_c_wait_percentile(48, 1, 50, 0.90) / SECOND == printed(58.139, 3)
    assert erlang_c_service_level(48, 1, 50, 20 * SECOND) == printed(0.643, 3)


def test_garnett_mandelbaum_reiman_2002_table_1_with_abandonment():
    """The same centre with a mean patience of two minutes: the right column of the table."""
    result = erlang_a(48, 1, 50, 0.5)
    assert result.probability_of_wait == printed(0.467774, 6)
    assert result.probability_of_abandonment == printed(0.030912, 6)
    assert result.mean_wait / SECOND == printed(3.7095, 4)
    assert result.queue_length == printed(2.9676, 4)
    assert result.utilisation == printed(0.93032, 5)
    assert erlang_a_wait_percentile(48, 1, 50, 0.5, 0.90) / SECOND == printed(12.445, 3)
    assert erlang_a_service_level(48, 1, 50, 0.5, 20 * SECOND) == printed(0.9729, 4)


@pytest.mark.parametrize(
    ("arrival_rate", "servers", "waits", "mean_wait", "queue_length"),
    [
        (0.8, 1, 0.8, 4.0, 3.2),
        (1.5, 2, 0.642857, 1.285714, 1.928571),
        (4, 5, 0.554113, 0.554113, 2.216450),
        (8, 10, 0.409180, 0.204590, 1.636721),
        (9, 10, 0.668732, 0.668732, 6.018584),
    ],
)
def test_erlang_c_table(arrival_rate, servers, waits, mean_wait, queue_length):
    """Delay probability, mean wait and queue at mean service 1, to six decimals."""
    result = erlang_c(arrival_rate, 1, servers)
    assert result.probability_of_wait == printed(waits, 6)
    assert result.mean_wait == printed(mean_wait, 6)
    assert result.queue_length == printed(queue_length, 5)


@pytest.mark.parametrize(
    ("arrival_rate", "theta", "expected"),
    [
        (8, 0.5, (0.317434, 0.038821, 0.077643, 0.621142, 0.768943)),
        (10, 0.5, (0.619655, 0.103913, 0.207826, 2.078264, 0.896087)),
        (10, 1.0, (0.542070, 0.125110, 0.125110, 1.251100, 0.874890)),
        (12, 0.5, (0.850385, 0.195656, 0.391312, 4.695743, 0.965213)),
    ],
)
def test_erlang_a_table(arrival_rate, theta, expected):
    """All five figures of ten servers at mean service 1, to six decimals."""
    for found, value in zip(erlang_a(arrival_rate, 1, 10, theta), expected, strict=True):
        assert found == printed(value, 6)


@pytest.mark.parametrize(
    ("servers", "abandons", "mean_wait"),
    [(28, 0.1006, 0.5029), (30, 0.0635, 0.3173), (32, 0.0373, 0.1865), (34, 0.0205, 0.1023)],
)
def test_erlang_a_hotline_table(servers, abandons, mean_wait):
    """Ten calls a minute of three minutes and a patience of five, to four decimals."""
    result = erlang_a(10, 1 / 3, servers, 1 / 5)
    assert result.probability_of_abandonment == printed(abandons, 4)
    assert result.mean_wait == printed(mean_wait, 4)


def test_pyworkforce_staffing_example():
    """100 calls of 3 minutes in half an hour: 14 servers are the fewest at 80 % in 20 s."""
    result = erlang_c(100 / 30, 1 / 3, 14)
    assert result.probability_of_wait == printed(0.174132, 6)
    assert result.utilisation == printed(0.714286, 6)
    assert erlang_c_service_level(100 / 30, 1 / 3, 14, 20 * SECOND) == printed(0.888350, 6)
    assert erlang_c_service_level(100 / 30, 1 / 3, 13, 20 * SECOND) < 0.80


def test_erlang_b_of_25_erlangs_on_30_lines():
    """The loss of the textbook example is 0.05260."""
    assert erlang_b(25, 30) == printed(0.05260, 5)


# Laws -------------------------------------------------------------------------------------------


@law
@given(servers_drawn, overloads, patiences)
def test_erlang_a_solves_the_balance_equations(servers, occupancy, theta):
    """All five figures equal those summed over the stationary chain."""
    arrival_rate = occupancy * servers
    shares = chain(arrival_rate, servers, theta, states=20_000)
    states = np.arange(len(shares))
    waiting = float((np.maximum(states - servers, 0) * shares).sum())
    result = erlang_a(arrival_rate, 1, servers, theta)
    expected = (
        shares[servers:].sum(),
        theta * waiting / arrival_rate,
        waiting / arrival_rate,
        waiting,
        (np.minimum(states, servers) * shares).sum() / servers,
    )
    assert result == pytest.approx(expected, rel=1e-9, abs=1e-12)


@law
@given(servers_drawn, overloads, patiences)
def test_erlang_a_conserves_contacts(servers, occupancy, theta):
    """Arrivals equal contacts served plus contacts abandoned."""
    arrival_rate = occupancy * servers
    result = erlang_a(arrival_rate, 1, servers, theta)
    served = servers * result.utilisation
    abandoned = theta * result.queue_length
    assert served + abandoned == pytest.approx(arrival_rate, rel=1e-12)


@law
@given(servers_drawn, overloads, patiences)
def test_erlang_a_abandonment_is_theta_times_the_wait(servers, occupancy, theta):
    """P(Ab) = theta E[W], and both stay within the mean patience."""
    result = erlang_a(occupancy * servers, 1, servers, theta)
    assert result.probability_of_abandonment == pytest.approx(theta * result.mean_wait, rel=1e-14)
    assert 0.0 <= result.probability_of_abandonment < 1.0


@law
@given(servers_drawn, occupancies)
def test_erlang_a_tends_to_erlang_c_as_patience_grows(servers, occupancy):
    """With a tenth of the abandonment the distance to Erlang C shrinks about tenfold."""
    arrival_rate = occupancy * servers
    limit = erlang_c(arrival_rate, 1, servers)
    slack = servers * (1.0 - occupancy) ** 2
    near, nearer = (erlang_a(arrival_rate, 1, servers, slack * s) for s in (1e-4, 1e-5))
    for near_value, nearer_value, value in zip(near[2:4], nearer[2:4], limit[2:4], strict=True):
        if value > 1e-9:
            assert (value - nearer_value) / (value - near_value) == pytest.approx(0.1, rel=0.01)


@law
@given(st.integers(1, 40), overloads)
def test_erlang_a_with_theta_equal_mu_is_poisson(servers, occupancy):
    """The number in system is then that of infinitely many servers."""
    load = occupancy * servers
    result = erlang_a(load, 1, servers, 1)
    assert result.probability_of_wait == pytest.approx(
        float(stats.poisson.sf(servers - 1, load)), rel=1e-10
    )


@law
@given(servers_drawn, overloads, st.floats(0.05, 5.0), st.floats(0.0, 5.0))
def test_erlang_a_waits_integrate_the_density_of_baccelli_and_hebuterne(
    servers, occupancy, theta, within
):
    """The closed tail equals the integral of the density of the offered wait."""
    arrival_rate = occupancy * servers

    def density(v: float) -> float:
        return math.exp(-servers * v - arrival_rate / theta * math.expm1(-theta * v) - peak)

    top = math.log(max(occupancy, 1.0)) / theta
    peak = -servers * top - arrival_rate / theta * math.expm1(-theta * top)
    whole, tail = (
        sum(
            integrate.quad(density, max(start, lo), hi, epsabs=0, epsrel=1e-11, limit=200)[0]
            for lo, hi in ((0.0, top), (top, top + 1.0), (top + 1.0, math.inf))
            if hi > start
        )
        for start in (0.0, within)
    )
    waits = erlang_a(arrival_rate, 1, servers, theta).probability_of_wait
    level = erlang_a_service_level(arrival_rate, 1, servers, theta, within)
    expected = 1.0 - waits * math.exp(-theta * within) * tail / whole
    assert level == pytest.approx(expected, abs=1e-9)


@settings(deadline=None, max_examples=20)  # each example integrates numerically
@given(servers_drawn, overloads, st.floats(0.1, 10.0))
def test_erlang_a_mean_wait_is_the_area_under_the_tail(servers, occupancy, theta):
    """Integrating P(W > t) over t gives the mean wait found from the queue."""
    queue = (occupancy * servers, 1, servers, theta)
    end = 40.0 / theta
    fluid_wait = math.log(max(occupancy, 1.0)) / theta
    knots = sorted({0.0, fluid_wait, *(end * 8.0**-k for k in range(5))})
    area = sum(
        integrate.quad(
            lambda t: 1.0 - erlang_a_service_level(*queue, t), lo, hi, epsabs=1e-10, epsrel=1e-6
        )[0]
        for lo, hi in itertools.pairwise(knots)
    )
    assert area == pytest.approx(erlang_a(*queue).mean_wait, rel=1e-5, abs=1e-8)


@law
@given(servers_drawn, overloads, patiences, st.floats(0.01, 0.99))
def test_erlang_a_percentile_inverts_the_service_level(servers, occupancy, theta, share):
    """The percentile is 0 or the wait at which the service level is the share."""
    queue = (occupancy * servers, 1, servers, theta)
    wait = erlang_a_wait_percentile(*queue, share)
    if wait == 0.0:
        assert erlang_a_service_level(*queue, 0.0) >= share
    else:
        assert erlang_a_service_level(*queue, wait) == pytest.approx(share, abs=1e-10)


@law
@given(servers_drawn, occupancies, st.floats(0.01, 0.99))
def test_erlang_c_percentile_inverts_the_service_level(servers, occupancy, share):
    """The percentile is 0 or the wait at which the service level is the share."""
    queue = (occupancy * servers, 1, servers)
    wait = erlang_c_wait_percentile(*queue, share)
    if wait == 0.0:
        assert erlang_c_service_level(*queue, 0.0) >= share - 1e-12
    else:
        assert erlang_c_service_level(*queue, wait) == pytest.approx(share, abs=1e-10)


@law
@given(servers_drawn, st.floats(1e-6, 500.0), patiences)
def test_probabilities_stay_between_0_and_1(servers, load, theta):
    """Whatever the load, no probability and no utilisation leaves 0 .. 1."""
    result = erlang_a(load, 1, servers, theta)
    probabilities = (
        erlang_b(load, servers),
        result.probability_of_wait,
        result.probability_of_abandonment,
        result.utilisation,
        erlang_a_service_level(load, 1, servers, theta, 0.5),
    )
    assert all(0.0 <= probability <= 1.0 for probability in probabilities)


@law
@given(servers_drawn, overloads, patiences, st.floats(1e-3, 1e3))
def test_the_unit_of_time_does_not_matter(servers, occupancy, theta, minutes):
    """Rates in another unit give the same shares and waits in that unit."""
    one = erlang_a(occupancy * servers, 1, servers, theta)
    other = erlang_a(occupancy * servers / minutes, 1 / minutes, servers, theta / minutes)
    assert other._replace(mean_wait=other.mean_wait / minutes) == pytest.approx(one, rel=1e-9)


def test_a_large_overload_with_long_patience_does_not_overflow():
    """The fluid limit of 20 % overload: one in six abandons, everybody waits."""
    result = erlang_a(12, 1, 10, 1e-4)
    assert result.probability_of_wait == pytest.approx(1.0)
    assert result.probability_of_abandonment == pytest.approx(1 / 6, rel=1e-9)


# Regime -----------------------------------------------------------------------------------------


def test_erlang_c_of_10_erlangs_on_8_servers_is_refused_with_a_remedy():
    """An unstable queue has no long run; the message says how many servers it takes."""
    with pytest.raises(RegimeError, match=r"10 erlangs on 8 servers.*at least 11.*erlang_a"):
        erlang_c(10, 1, 8)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: erlang_c(8, 1, 8), "at least 9"),
        (lambda: erlang_c(-1, 1, 8), "arrival_rate is -1"),
        (lambda: erlang_c(math.nan, 1, 8), "arrival_rate is nan"),
        (lambda: erlang_a(1, 0, 8, 1), "service_rate is 0"),
        (lambda: erlang_a(1, 1, 8, 0), "use erlang_c"),
        (lambda: erlang_a(1, 1, 0, 1), "servers is 0"),
        (lambda: erlang_b(0, 8), "load is 0"),
        (lambda: erlang_b(1, -1), "servers is -1"),
        (lambda: erlang_a_service_level(1, 1, 1, 1, -1), "within is -1"),
        (lambda: erlang_c_wait_percentile(1, 1, 2, 1.0), "share is 1"),
        (lambda: erlang_a_wait_percentile(1, 1, 2, 1, 90), "share is 90"),
        (lambda: little(-1, 1), "arrival_rate is -1"),
    ],
)
def test_numbers_outside_the_regime_are_named(call, message):
    """The error names the number that is out of range."""
    with pytest.raises(RegimeError, match=message):
        call()
