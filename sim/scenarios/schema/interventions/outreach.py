"""Levers on campaigns, win-back, personalisation and the contact policy."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import model_validator

from sim.scenarios.schema.interventions.base import Change, Intervention, Payment
from sim.scenarios.schema.outreach import Target, Terms
from sim.scenarios.strict import OWN, Fraction, Name, NonNegative, PositiveInt, quantity


class Launch(Terms, Intervention):
    """What launching any campaign has: its terms, its name, its start."""

    name: Name
    """Name of the campaign; one of that name in the base is replaced."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The campaign, with waves counted from the start of the intervention."""
        terms = self.model_dump(mode="json", include=set(Terms.model_fields))
        own = {"start_month": self.start_month, "cost_once": self.cost_once}
        return (Change(f"firm.campaigns.{self.name}", "put", terms | own),)

    def payments(self, horizon: int) -> Iterator[Payment]:
        """What it costs by the month; what it costs once is paid with the first wave."""
        return Intervention.payments(self.model_copy(update={"cost_once": 0.0}), horizon)


class CampaignLaunch(Launch):
    """Address people by mail, e-mail, phone or text message, in one or several waves."""

    kind: Literal["campaign"]
    """Which intervention this is."""


class WinBack(Launch):
    """Address former customers, and waive a part of what keeps them from coming back."""

    kind: Literal["win_back"]
    """Which intervention this is."""
    target: Target = Target(status="former")
    """Whom it addresses: former customers, and which of them."""
    reluctance_waived: Fraction = quantity(
        0.5, unit="fraction", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Part of former customers' reluctance to come back that the offer overcomes."""

    @model_validator(mode="after")
    def _former(self) -> Self:
        if self.target.status != "former":
            raise ValueError(
                f"target.status is {self.target.status}; write former, or use kind: campaign"
            )
        return self


class PersonalisationChange(Intervention):
    """Make campaigns speak more personally to each person, or less."""

    kind: Literal["personalisation"]
    """Which intervention this is."""
    level: Fraction
    """New level of personalisation."""
    response_effect: NonNegative | None = quantity(
        None, unit="log odds", mark="assumed", source=OWN
    )
    """New rise of the log odds of an answer at level 1; null leaves it."""
    cost_per_contact: NonNegative | None = quantity(
        None, unit="currency/contact", mark="assumed", source=OWN
    )
    """New cost of each contact on top at level 1; null leaves it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The values given."""
        return self.given("firm.personalisation", "level", "response_effect", "cost_per_contact")


class ContactPolicyChange(Intervention):
    """Limit how often campaigns may contact a person, or lift the limit."""

    kind: Literal["contact_policy"]
    """Which intervention this is."""
    most_contacts_per_person_per_month: PositiveInt | None
    """New limit; null lifts it."""

    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """The new limit."""
        field = "most_contacts_per_person_per_month"
        limit = self.most_contacts_per_person_per_month
        return (Change(f"firm.contact_policy.{field}", "set", limit, field),)
