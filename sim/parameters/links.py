"""Every arrow of the chain, and its strength."""

from typing import Final, NamedTuple


class Links(NamedTuple):
    """Strength of every arrow of the chain: 1 as calibrated, 0 cut."""

    internal_quality_to_employee_satisfaction: float
    internal_quality_to_capability: float
    workload_to_employee_satisfaction: float
    customer_mood_to_employee_satisfaction: float
    employee_satisfaction_to_quits: float
    employee_satisfaction_to_service: float
    experience_to_productivity: float
    work_pressure_to_hurry: float
    wait_to_quality: float
    quality_to_customer_satisfaction: float
    promise_to_expectation: float
    recovery_to_satisfaction: float
    customer_satisfaction_to_retention: float
    customer_satisfaction_to_share_of_wallet: float
    customer_satisfaction_to_word_of_mouth: float
    customer_satisfaction_to_price_tolerance: float
    tenure_to_margin: float
    profit_to_internal_quality: float


class Arrow(NamedTuple):
    """One arrow of the chain: a link's name, the stages it joins and its claim."""

    name: str
    source: str
    target: str
    claim: str


ARROWS: Final = (
    Arrow(
        "internal_quality_to_employee_satisfaction",
        "internal service quality",
        "employee satisfaction",
        "Staff whose employer equips and supports them are more satisfied.",
    ),
    Arrow(
        "internal_quality_to_capability",
        "internal service quality",
        "productivity",
        "Tools, training and support let staff work faster and fail less.",
    ),
    Arrow(
        "workload_to_employee_satisfaction",
        "productivity",
        "employee satisfaction",
        "Work pressure above normal wears staff down.",
    ),
    Arrow(
        "customer_mood_to_employee_satisfaction",
        "customer satisfaction",
        "employee satisfaction",
        "The mood of the customers served rubs off (the satisfaction mirror).",
    ),
    Arrow(
        "employee_satisfaction_to_quits",
        "employee satisfaction",
        "employee retention",
        "Dissatisfied staff leave and stay at home.",
    ),
    Arrow(
        "employee_satisfaction_to_service",
        "employee satisfaction",
        "service value",
        "Satisfied staff show more empathy and fail less.",
    ),
    Arrow(
        "experience_to_productivity",
        "employee retention",
        "productivity",
        "Experienced staff work faster, fail less and inspire trust.",
    ),
    Arrow(
        "work_pressure_to_hurry",
        "productivity",
        "service value",
        "Under pressure staff cut the time they give, and their standard follows.",
    ),
    Arrow(
        "wait_to_quality",
        "productivity",
        "service value",
        "A wait lowers perceived responsiveness.",
    ),
    Arrow(
        "quality_to_customer_satisfaction",
        "service value",
        "customer satisfaction",
        "Perceived minus expected quality moves satisfaction.",
    ),
    Arrow(
        "promise_to_expectation",
        "market",
        "customer satisfaction",
        "What advertising promises, customers come to expect.",
    ),
    Arrow(
        "recovery_to_satisfaction",
        "service value",
        "customer satisfaction",
        "A failure put right restores satisfaction.",
    ),
    Arrow(
        "customer_satisfaction_to_retention",
        "customer satisfaction",
        "loyalty",
        "Satisfied customers stay, and come back.",
    ),
    Arrow(
        "customer_satisfaction_to_share_of_wallet",
        "customer satisfaction",
        "loyalty",
        "Satisfied customers bring more of their needs.",
    ),
    Arrow(
        "customer_satisfaction_to_word_of_mouth",
        "customer satisfaction",
        "loyalty",
        "Notable contacts are told, and hearing moves attitudes.",
    ),
    Arrow(
        "customer_satisfaction_to_price_tolerance",
        "customer satisfaction",
        "loyalty",
        "Satisfied customers mind prices less.",
    ),
    Arrow(
        "tenure_to_margin",
        "loyalty",
        "growth and profit",
        "Spend per purchase grows with years as a customer.",
    ),
    Arrow(
        "profit_to_internal_quality",
        "growth and profit",
        "internal service quality",
        "A share of profit is reinvested in the drivers of internal quality.",
    ),
)
"""Every arrow that ``links:`` can cut, along the chain."""
