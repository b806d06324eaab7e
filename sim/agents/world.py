"""What every agent can see: the clock, the parameters in force, the registers, the others."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.agents.clock import Clock
from sim.agents.registers import Registers
from sim.parameters import Parameters, Plan
from sim.units import Days

if TYPE_CHECKING:
    from sim.agents.campaign import Campaigns
    from sim.agents.channel import Channel
    from sim.agents.customer import Customer
    from sim.agents.firm import Firm
    from sim.agents.market import Market
    from sim.agents.team import Team


class World:
    """One replication of one alternative."""

    clock: Clock
    p: Parameters
    """Parameters in force; replaced as a whole when a regime begins."""
    registers: Registers
    people: list[Customer]
    channels: list[Channel]
    teams: list[Team]
    firm: Firm
    market: Market
    campaigns: Campaigns

    def __init__(
        self, plan: Plan, seed: int, replication: int, log: frozenset[str], grid: Days = 0.0
    ) -> None:
        self.plan = plan
        self.seed = seed
        self.replication = replication
        self.clock = Clock(grid)
        if "events" in log:
            self.clock.log = []
        self.p = plan.regimes[0].parameters
        self.next_change: Days = plan.regimes[1].start if len(plan.regimes) > 1 else math.inf
        """When the next regime begins; infinite when none does."""
        self.registers = Registers(plan.months, self.p, len(plan.campaigns), log)

    @property
    def is_measured(self) -> bool:
        """Whether the warm-up is over."""
        return self.registers.month >= self.plan.warm_up_months
