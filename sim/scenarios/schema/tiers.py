"""The tiers' part of a scenario: who belongs to which."""

from typing import Self

from pydantic import model_validator

from sim.scenarios.strict import Positive, Strict, quantity


class Tiers(Strict):
    """Who belongs to which tier; kept whether or not a loyalty programme runs."""

    silver_spend_per_year: Positive = quantity(
        800.0, unit="currency/year", mark="assumed", source="Assumption"
    )
    """Twelve-month spend from which a customer is silver."""
    gold_spend_per_year: Positive = quantity(
        2000.0, unit="currency/year", mark="assumed", source="Assumption"
    )
    """Twelve-month spend from which a customer is gold."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.gold_spend_per_year < self.silver_spend_per_year:
            raise ValueError(
                f"gold_spend_per_year {self.gold_spend_per_year:g} is below silver_spend_per_year "
                f"{self.silver_spend_per_year:g}; raise it"
            )
        return self
