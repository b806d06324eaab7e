"""The reference engine: agents as SimPy processes on one clock."""

from sim.agents.campaign import Campaigns
from sim.agents.channel import Channel
from sim.agents.firm import Firm
from sim.agents.market import Market
from sim.agents.team import Team
from sim.agents.world import World
from sim.parameters import Plan
from sim.records import Records


def run(plan: Plan, seed: int, replication: int, log: frozenset[str]) -> Records:
    """Build a world, let it live through its months, return what was written down.

    Parameters
    ----------
    plan : Plan
        What to run.
    seed, replication : int
        Key of every random number [-].
    log : frozenset of str
        Logs to keep.

    Returns
    -------
    Records
    """
    world = World(plan, seed, replication, log)
    world.firm = Firm(world)
    world.channels = [Channel(world, index) for index in range(len(world.p.channels))]
    world.teams = [Team(world, index) for index in range(len(world.p.teams))]
    world.market = Market(world)
    world.campaigns = Campaigns(world)
    for team in world.teams:
        team.open()
    world.market.open()
    world.campaigns.open()
    world.clock.run(until=world.firm.open())
    return world.registers.close(world.clock.log, world.market.bought())
