"""The textbook firm's parameters, on which the behaviour functions are tested."""

from sim.parameters import Parameters
from sim.scenarios.load import load_as
from sim.scenarios.resolve import parameters
from sim.scenarios.schema.scenario import Scenario

P: Parameters = parameters(load_as(Scenario, "firms/textbook").scenario)
SEGMENT = P.segments[0]
PERCEPTION = P.perception
EMPLOYEES = P.employees
MARKET = P.market
FIRM = P.firm
LINKS = P.links
CHANNELS = P.channels
TEAM = P.teams[0]
