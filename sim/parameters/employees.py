"""Teams, and the people in them."""

from typing import NamedTuple

from sim.units import Days, Fraction, Money


class Team(NamedTuple):
    """People who serve the contacts of one or more channels from one queue."""

    name: str
    positions: int
    is_partner: bool
    open_days: tuple[bool, ...]
    opens: Days
    closes: Days
    days_per_week: int
    shift: Days
    late_fraction: Fraction
    overtime: Days
    overtime_pay_factor: float
    pay_per_day: Money
    bonus_per_day: Money
    market_pay_per_day: Money
    staffs_to_demand: bool
    target_occupancy: Fraction
    least_positions: int
    most_positions: int
    hiring_is_frozen: bool
    contest_effort: Fraction
    shortage_fraction: Fraction


class Employees(NamedTuple):
    """How people at work learn, tire, hurry, feel and leave."""

    start_efficiency: Fraction
    learning: Days
    learning_per_training: float
    head_start: Days
    opening_experience: Days
    ability_spread: float
    hurry_exponent: float
    time_ceiling: float
    erosion: Days
    restoration: Days
    target_occupancy: Fraction
    pressure_memory: Days
    fatigue_onset: Fraction
    fatigue_memory: Days
    fatigue_to_efficiency: float
    neutral_satisfaction: Fraction
    satisfaction_memory: Days
    satisfaction_spread: Fraction
    quality_to_satisfaction: float
    workload_to_satisfaction: float
    pay_to_satisfaction: float
    mood_to_satisfaction: float
    mood_step: Fraction
    quits_per_day: float
    quit_response: float
    newcomer_quit_factor: float
    newcomer: Days
    absence_chance: Fraction
    absence_response: float
    failure_per_inexperience: float
    failure_per_hurry: float
    failure_per_fatigue: float
    failure_per_satisfaction: float
    failure_per_internal_quality: float
    time_per_internal_quality: float
    assurance_base: Fraction
    assurance_per_efficiency: float
    empathy_base: Fraction
    empathy_per_satisfaction: float
    empathy_per_time: float
    empathy_per_standardisation: float
    repeat_explanation_fraction: Fraction
    accepted_fraction: Fraction
    usual_accepted_fraction: Fraction
    validity: Fraction
    time_to_fill: Days
    induction: Days
    hiring_cost: Money
    cost_per_applicant: Money
    induction_cost: Money
    counselling_budget_per_head_per_month: Money
    counselling_half_budget_per_head_per_month: Money
    counselling_relief: Fraction
    habit_memory: Days
    empathy_per_effort: float
    failure_per_effort: float
    fatigue_per_effort: float
