"""What an alternative changes: typed interventions, each a timed list of changes to parameters."""

from typing import Annotated

from pydantic import Field

from sim.scenarios.schema.interventions.base import Change, Intervention, Payment
from sim.scenarios.schema.interventions.capacity import (
    Overtime,
    PeakManagement,
    Schedule,
    Staffing,
    StaffingPolicy,
)
from sim.scenarios.schema.interventions.channels import (
    ChannelChange,
    Coordination,
    Escalation,
    SelfServiceMigration,
    Standardisation,
)
from sim.scenarios.schema.interventions.customers import RecoveryPolicyChange
from sim.scenarios.schema.interventions.employees import (
    Counselling,
    HiringStandard,
    Induction,
    InternalQuality,
    Pay,
    ServiceContest,
)
from sim.scenarios.schema.interventions.firm import Reinvestment
from sim.scenarios.schema.interventions.general import Add, RetentionTarget, Scale, Set
from sim.scenarios.schema.interventions.market import (
    Advertising,
    CompetitorEntry,
    CompetitorReaction,
    Price,
    Promise,
)
from sim.scenarios.schema.interventions.outreach import (
    CampaignLaunch,
    ContactPolicyChange,
    PersonalisationChange,
    WinBack,
)
from sim.scenarios.schema.interventions.relationships import (
    LoyaltyProgramme,
    MarketingSplit,
    RelationshipLevelChange,
    TieredService,
)
from sim.scenarios.schema.interventions.shocks import Shock
from sim.scenarios.strict import Name, Strict, Text

__all__ = ["Alternative", "AnyIntervention", "Change", "Intervention", "Payment"]

AnyIntervention = Annotated[
    Add
    | Advertising
    | CampaignLaunch
    | ChannelChange
    | CompetitorEntry
    | CompetitorReaction
    | ContactPolicyChange
    | Coordination
    | Counselling
    | Escalation
    | HiringStandard
    | Induction
    | InternalQuality
    | LoyaltyProgramme
    | MarketingSplit
    | Overtime
    | Pay
    | PeakManagement
    | PersonalisationChange
    | Price
    | Promise
    | RecoveryPolicyChange
    | Reinvestment
    | RelationshipLevelChange
    | RetentionTarget
    | Scale
    | Schedule
    | SelfServiceMigration
    | ServiceContest
    | Set
    | Shock
    | Staffing
    | StaffingPolicy
    | Standardisation
    | TieredService
    | WinBack,
    Field(discriminator="kind"),
]
"""One intervention, told apart by its ``kind``."""


class Alternative(Strict):
    """A named world that differs from the base by its interventions."""

    name: Name
    """Short name, used on the command line and in tables."""
    title: Text
    """What it is called in the report."""
    description: str = ""
    """More words, if needed."""
    interventions: Annotated[tuple[AnyIntervention, ...], Field(min_length=1)]
    """What changes, in the order in which it applies."""
