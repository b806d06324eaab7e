"""Mistakes in channels and waits."""

from collections.abc import Callable
from typing import Any

from tests.verification.mutants import Mutant

SHORT = {"time.horizon_months": 3}

Function = Callable[..., Any]


def _longer(handle_time: Function) -> Function:
    return lambda *given: 1.2 * handle_time(*given)


def _always_the_mean(handle_time: Function) -> Function:
    return lambda u, mean, cv, shape, script: handle_time(u, mean, cv, shape, 1.0 - script)


def _very_patient(traits: Function) -> Function:
    def wrong(*given: Any) -> Any:
        person = traits(*given)
        return person._replace(patience_factor=1440.0 * person.patience_factor)

    return wrong


def _last_come_first_served(queue: type) -> type:
    class Stack(queue):
        def next_visit(self) -> Any:
            for visits in self._classes.values():
                for ticket in reversed(list(visits)):
                    self.n_waiting -= 1
                    return visits.pop(ticket)
            return None

    return Stack


def _worst_class_first(queue_class: Function) -> Function:
    return lambda *given: -queue_class(*given)


def _never_hurried(time_per_customer: Function) -> Function:
    return lambda *given: 1.01 * time_per_customer(*given)


MUTANTS = (
    Mutant(
        "handle_time_too_long",
        "a contact takes a fifth longer than the scenario says",
        "sim.behaviour.service",
        "handle_time",
        _longer,
        (
            *("erlang_b", "erlang_c_1", "erlang_c_2", "erlang_c_10", "erlang_c_10_busy"),
            *("erlang_a_10_light", "erlang_a_10", "erlang_a_10_equal", "erlang_a_10_over"),
            *("erlang_a_28", "erlang_a_34", "garnett_c"),
        ),
        replications=5,
        sets=SHORT,
    ),
    Mutant(
        "script_turned_round",
        "the share of a script is taken for the share without one: every contact takes the mean",
        "sim.behaviour.service",
        "handle_time",
        _always_the_mean,
        ("erlang_c_5", "lognormal"),
        replications=6,
    ),
    Mutant(
        "patience_in_another_unit",
        "minutes of patience are taken for days",
        "sim.behaviour.customer",
        "traits",
        _very_patient,
        ("garnett_a",),
        replications=6,
        sets=SHORT,
    ),
    Mutant(
        "last_come_first_served",
        "whoever came last is served first; mean waits stay as they are",
        "sim.agents.team",
        "Queue",
        _last_come_first_served,
        ("erlang_c_5",),
        replications=6,
    ),
    Mutant(
        "worst_class_first",
        "the queue serves the worst class first",
        "sim.behaviour.channel",
        "queue_class",
        _worst_class_first,
        ("priority",),
        replications=5,
        sets=SHORT,
    ),
    Mutant(
        "staff_slower_than_places",
        "staff take one per cent longer than their standard",
        "sim.behaviour.service",
        "time_per_customer",
        _never_hurried,
        ("self_service",),
    ),
)
