"""A way customers reach the firm."""

from typing import NamedTuple

from sim.units import Days, Fraction, Money


class Channel(NamedTuple):
    """One way customers reach the firm."""

    name: str
    team: int
    is_open: bool
    open_days: tuple[bool, ...]
    opens: Days
    closes: Days
    profile: tuple[float, ...]
    serves: tuple[bool, ...]
    patience: Days
    wait_tolerance: Days
    wait_aversion: float
    answer_target: Days
    handle_times: tuple[Days, ...]
    handle_time_cv: float
    handle_time_shape: int
    standardisation: Fraction
    capacity: int
    failure_chance: Fraction
    assurance: Fraction
    empathy: Fraction
    tangibles: Fraction
    complaint_ease: float
    escalates_to: int
    steers_to: int
    steered_fraction: Fraction
    incentive_per_steered_contact: Money
    priority: int
    price_factor: float
    cost_per_contact: Money
    commission_fraction: Fraction
