"""The reference engine: agents as SimPy processes on one clock."""

from sim.agents.campaign import Campaigns
from sim.agents.channel import Channel
from sim.agents.firm import Firm
from sim.agents.market import Market
from sim.agents.team import Team
from sim.agents.world import World
from sim.parameters import Plan
from sim.records import Records
from sim.units import Days


def run(plan: Plan, seed: int, replication: int, log: frozenset[str], grid: Days = 0.0) -> Records:
    """Build a world, let it live through its months, return what was written down.

    Parameters
    ----------
    plan : Plan
        What to run.
    seed, replication : int
        Key of every random number [-].
    log : frozenset of str
        Logs to keep.
    grid : float
        Every moment is put off to the next multiple of it, so that many events coincide; 0 for
        moments as they come. For tests alone [day].

    Returns
    -------
    Records
    """
    world = World(plan, seed, replication, log, grid)
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
