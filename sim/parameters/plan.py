"""Everything an engine needs to know, from the first moment of a run to its last."""

from typing import NamedTuple

from sim.parameters.channels import Channel
from sim.parameters.customers import Handover, Perception, Recovery, Segment, WordOfMouth
from sim.parameters.employees import Employees, Team
from sim.parameters.firm import Firm
from sim.parameters.links import Links
from sim.parameters.market import Market
from sim.units import Days, Money


class Parameters(NamedTuple):
    """Everything an engine needs to know at one moment of the run."""

    segments: tuple[Segment, ...]
    perception: Perception
    recovery: Recovery
    handover: Handover
    word_of_mouth: WordOfMouth
    channels: tuple[Channel, ...]
    teams: tuple[Team, ...]
    employees: Employees
    firm: Firm
    market: Market
    links: Links


class Regime(NamedTuple):
    """Parameters in force from a moment on, until the next regime."""

    start: Days
    parameters: Parameters


class Payment(NamedTuple):
    """A cost of an initiative that falls due at one moment."""

    time: Days
    account: int
    amount: Money


class Plan(NamedTuple):
    """One alternative, ready to run.

    ``regimes`` starts with the base at time 0 and is sorted by start; months before
    ``warm_up_months`` belong to the warm-up and are recorded, but not measured.
    """

    warm_up_months: int
    months: int
    regimes: tuple[Regime, ...]
    payments: tuple[Payment, ...]

    @property
    def campaigns(self) -> tuple[str, ...]:
        """Names of all campaigns that the plan ever knows, in order of appearance."""
        known = (
            campaign.name
            for regime in self.regimes
            for campaign in regime.parameters.firm.campaigns
        )
        return tuple(dict.fromkeys(known))
