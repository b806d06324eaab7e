"""Closed forms that the simulator is checked against, each stopping outside its regime."""

from sim.theory.buying import (
    bgnbd_alive,
    bgnbd_conditional_expected,
    bgnbd_expected,
    bgnbd_log_likelihood,
    bgnbd_probabilities,
    gamma_gamma_mean,
    pareto_nbd_alive_share,
    pareto_nbd_expected,
)
from sim.theory.contracts import sbg_derl, sbg_survivors
from sim.theory.erosion import TimePerOrder, time_per_order
from sim.theory.lifetime_value import (
    clv,
    clv_over,
    growing_value,
    retention_elasticity,
    value_of_a_life,
)
from sim.theory.queues import (
    QueueResult,
    erlang_a,
    erlang_a_service_level,
    erlang_a_wait_percentile,
    erlang_b,
    erlang_c,
    erlang_c_service_level,
    erlang_c_wait_percentile,
    little,
)

__all__ = [
    "QueueResult",
    "TimePerOrder",
    "bgnbd_alive",
    "bgnbd_conditional_expected",
    "bgnbd_expected",
    "bgnbd_log_likelihood",
    "bgnbd_probabilities",
    "clv",
    "clv_over",
    "erlang_a",
    "erlang_a_service_level",
    "erlang_a_wait_percentile",
    "erlang_b",
    "erlang_c",
    "erlang_c_service_level",
    "erlang_c_wait_percentile",
    "gamma_gamma_mean",
    "growing_value",
    "little",
    "pareto_nbd_alive_share",
    "pareto_nbd_expected",
    "retention_elasticity",
    "sbg_derl",
    "sbg_survivors",
    "time_per_order",
    "value_of_a_life",
]
