"""The market's part of a scenario: people, reach, conversion, competitors."""

from sim.scenarios.schema.outreach import Outreach
from sim.scenarios.strict import (
    Fraction,
    NonNegative,
    OpenFraction,
    Positive,
    PositiveInt,
    Strict,
    quantity,
)


class Market(Strict):
    """The people who could buy, and what else they could buy."""

    people: PositiveInt = quantity(
        3000, unit="person", mark="assumed", source="Assumption", le=10_000_000, structural=True
    )
    """People in the market, customers included; ids are fixed for the whole run."""
    considerations_per_year: NonNegative = quantity(
        0.5, unit="consideration/person/year", mark="assumed", source="Assumption", worth=(0, 2)
    )
    """How often somebody who is not a customer considers us unprompted."""
    advertising_per_month: NonNegative = quantity(
        1500.0, unit="currency/month", mark="assumed", source="Assumption"
    )
    """Advertising budget."""
    advertising_cost_per_consideration: Positive = quantity(
        15.0, unit="currency/consideration", mark="assumed", source="Assumption", worth=(5, 60)
    )
    """Budget that makes one more person consider us, as long as few are reached."""
    promise: Fraction = quantity(
        0.8, unit="level", mark="assumed", source="Assumption", worth=(0.5, 1)
    )
    """Service level that advertising promises."""
    conversion: Fraction = quantity(
        0.15, unit="fraction/consideration", mark="assumed", source="Assumption", worth=(0.02, 0.5)
    )
    """Chance that a person of neutral attitude who considers us becomes a customer."""
    opening_attitude: Fraction = quantity(
        0.5, unit="level", mark="assumed", source="Assumption: neutral", structural=True
    )
    """Attitude toward us of people who have heard nothing."""
    attitude_response: NonNegative = quantity(
        3.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 6)
    )
    """Rise of the log odds of conversion per unit of attitude above one half."""
    promise_response: NonNegative = quantity(
        1.5, unit="log odds", mark="assumed", source="Assumption", worth=(0, 4)
    )
    """Rise of the log odds of conversion per unit of promise above the opening expectation."""
    competitor_quality: OpenFraction = quantity(
        0.8, unit="level", mark="assumed", source="Assumption", worth=(0.6, 0.95)
    )
    """Quality that competitors offer on every dimension."""
    competitor_price_index: Positive = quantity(
        1.0, unit="-", mark="assumed", source="Assumption", worth=(0.8, 1.25)
    )
    """Competitors' prices against those at which spends are stated."""
    competitor_response: NonNegative = quantity(
        2.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 5)
    )
    """Fall of the log odds of choosing us per unit of competitor quality above the opening one."""
    lost_attitude: NonNegative = quantity(
        1.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 3)
    )
    """Reluctance of former customers to come back, taken off the log odds of conversion."""
    outreach: Outreach = Outreach()
    """How people take it to be contacted by campaigns."""
