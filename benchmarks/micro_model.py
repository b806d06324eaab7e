"""A yardstick: the smallest service business that is worth simulating, in idiomatic SimPy.

A closed loop of customers: think, join one of three M/M/c+M queues, be served or give up, become
more or less satisfied, stay or leave for good. Nobody learns, tires, quits, complains, talks or
pays; what the model of this package adds to it is what its extra time buys.
"""

import random
from collections.abc import Generator

import simpy

SERVERS = (2, 3, 4)
MEAN_THINK_DAYS = 30.0
MEAN_SERVICE_DAYS = 0.02
MEAN_PATIENCE_DAYS = 0.05
HORIZON_DAYS = 730.0


def customer(
    env: simpy.Environment, queues: list[simpy.Resource], draw: random.Random, contacts: list[float]
) -> Generator[simpy.Event, None, None]:
    """Think, ask, wait, be served or give up, until the relationship ends."""
    satisfaction = 0.7
    while True:
        yield env.timeout(draw.expovariate(1.0 / MEAN_THINK_DAYS))
        asked = env.now
        with draw.choice(queues).request() as place:
            patience = env.timeout(draw.expovariate(1.0 / MEAN_PATIENCE_DAYS))
            yield simpy.AnyOf(env, [place, patience])
            served = place.triggered
            contacts.append(env.now - asked)
            if served:
                yield env.timeout(draw.expovariate(1.0 / MEAN_SERVICE_DAYS))
        satisfaction += 0.2 * (float(served) - satisfaction)
        if draw.random() < 0.02 * (1.0 - satisfaction):
            return


def run(seed: int, customers: int = 1000) -> int:
    """Contacts of two years [contact]."""
    env = simpy.Environment()
    queues = [simpy.Resource(env, capacity) for capacity in SERVERS]
    draw = random.Random(seed)
    contacts: list[float] = []
    for _ in range(customers):
        env.process(customer(env, queues, draw, contacts))
    env.run(until=HORIZON_DAYS)
    return len(contacts)
