"""The strength of every arrow of the chain."""

from sim.scenarios.strict import NonNegative, Strict, quantity

AS_CALIBRATED = "Assumption: 1 = as calibrated"


class Links(Strict):
    """Strength of every arrow: 1 as calibrated, 0 cut, 2 twice the effect."""

    internal_quality_to_employee_satisfaction: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Staff whose employer equips and supports them are more satisfied."""

    internal_quality_to_capability: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Tools, training and support let staff work faster and fail less."""

    workload_to_employee_satisfaction: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Work pressure above normal wears staff down."""

    customer_mood_to_employee_satisfaction: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """The mood of the customers served rubs off (the satisfaction mirror)."""

    employee_satisfaction_to_quits: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Dissatisfied staff leave and stay at home."""

    employee_satisfaction_to_service: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Satisfied staff show more empathy and fail less."""

    experience_to_productivity: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Experienced staff work faster, fail less and inspire trust."""

    work_pressure_to_hurry: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Under pressure staff cut the time they give, and their standard follows."""

    wait_to_quality: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """A wait lowers perceived responsiveness."""

    quality_to_customer_satisfaction: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Perceived minus expected quality moves satisfaction."""

    promise_to_expectation: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """What advertising promises, customers come to expect."""

    recovery_to_satisfaction: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """A failure put right restores satisfaction."""

    customer_satisfaction_to_retention: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Satisfied customers stay, and come back."""

    customer_satisfaction_to_share_of_wallet: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Satisfied customers bring more of their needs."""

    customer_satisfaction_to_word_of_mouth: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Notable contacts are told, and hearing moves attitudes."""

    customer_satisfaction_to_price_tolerance: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Satisfied customers mind prices less."""

    tenure_to_margin: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """Spend per purchase grows with years as a customer."""

    profit_to_internal_quality: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=AS_CALIBRATED, le=10.0, worth=(0, 2)
    )
    """A share of profit is reinvested in the drivers of internal quality."""
