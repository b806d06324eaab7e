"""The micro-model in idiomatic SimPy: a process per customer, resources, and a race of two events.

It draws from a generator of the standard library, as such programs do; so its numbers are its own.
"""

import random
from collections.abc import Generator

import simpy

from benchmarks.micro import rules


def _customer(
    env: simpy.Environment, queues: list[simpy.Resource], draw: random.Random, visits: list[float]
) -> Generator[simpy.Event, None, None]:
    """Think, ask, wait, be served or give up, until the relationship ends."""
    satisfaction = rules.FIRST_SATISFACTION
    while True:
        yield env.timeout(draw.expovariate(1.0 / rules.MEAN_THINK_DAYS))
        asked = env.now
        with draw.choice(queues).request() as place:
            patience = env.timeout(draw.expovariate(1.0 / rules.MEAN_PATIENCE_DAYS))
            yield simpy.AnyOf(env, [place, patience])
            served = place.triggered
            visits.append(env.now - asked)
            if served:
                yield env.timeout(draw.expovariate(1.0 / rules.MEAN_SERVICE_DAYS))
        satisfaction = rules.satisfaction(satisfaction, float(served))
        if draw.random() < rules.DEFECTION * (1.0 - satisfaction):
            return


def run(seed: int, customers: int) -> list[float]:
    """Waits of two years [day]."""
    env = simpy.Environment()
    queues = [simpy.Resource(env, capacity) for capacity in rules.servers(customers)]
    draw = random.Random(seed)
    visits: list[float] = []
    for _ in range(customers):
        env.process(_customer(env, queues, draw, visits))
    env.run(until=rules.HORIZON_DAYS)
    return visits
