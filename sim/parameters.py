"""The flat numbers an engine reads: what a scenario becomes once units and names are resolved.

Every duration is in days, every rate per day, every level in [0, 1], every amount in the
scenario's currency; monthly amounts say so in their name. Meaning, range and source of each number
stand in the schema (``sim.scenarios.schema``), under the same name plus its YAML unit.
"""

from typing import Final, NamedTuple

from sim.units import Days, Fraction, Money

PURCHASE: Final = 0
"""Need kind: buy something."""
ADVICE: Final = 1
"""Need kind: information before a sale."""
SUPPORT: Final = 2
"""Need kind: help after a sale."""
COMPLAINT: Final = 3
"""Contact kind: a failure is put right."""
KINDS: Final = ("purchase", "advice", "support", "complaint")
"""Names of the contact kinds, in the order of their numbers."""

LAPSING: Final = 0
"""Relationship kind: a chance to drop out after each purchase (the BG/NBD story)."""
RENEWAL: Final = 1
"""Relationship kind: a decision each period (the shifted-beta-geometric story)."""
RELATIONSHIPS: Final = ("lapsing", "renewal")
"""Names of the relationship kinds, in the order of their numbers."""

TIERS: Final = ("regular", "silver", "gold")
"""Customer tiers by twelve-month spend, lowest first."""

HIGHEST_PRIORITY: Final = 9
"""Highest queue priority that a tier can have; 0 is everybody's."""

RELATIONSHIP_LEVELS: Final = ("basic", "reactive", "accountable", "proactive", "partnership")
"""Kotler's relationship levels, the loosest first."""

DRIVERS: Final = ("selection", "training", "tools", "empowerment", "recognition", "support")
"""The six drivers of internal service quality, in the order every table keeps."""

DIMENSIONS: Final = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")
"""The five SERVQUAL dimensions, in the order every table keeps."""

SELF_SERVICE: Final = -1
"""``Channel.team`` of a channel that customers serve themselves."""
NOWHERE: Final = -1
"""``Channel.escalates_to`` of one that hands nobody on, ``steers_to`` of one that steers nobody."""
UNLIMITED: Final = -1
"""``Channel.capacity`` of a channel in which nobody waits for a place."""

CUSTOMERS: Final = 0
"""Status: somebody who is a customer now."""
FORMER: Final = 1
"""Status: somebody who has been a customer and is none now."""
PROSPECTS: Final = 2
"""Status: somebody who has never been a customer."""
STATUSES: Final = ("customers", "former", "prospects")
"""Names of the statuses that a campaign can address, in the order of their numbers."""

MEDIA: Final = ("mail", "email", "phone", "sms")
"""Ways in which a campaign reaches people, in the order of their numbers."""
PREFERRED: Final = -1
"""``Campaign.medium`` of a campaign that reaches each person in the way this person prefers."""

EXPONENTIAL: Final = 0
"""Handle times are exponential, as in Erlang's formulas."""
LOGNORMAL: Final = 1
"""Handle times are lognormal, as measured in call centres (Brown et al. 2005)."""
HANDLE_TIMES: Final = ("exponential", "lognormal")
"""Names of the handle-time distributions, in the order of their numbers."""


class Dimensions(NamedTuple):
    """One number per SERVQUAL dimension."""

    reliability: float
    responsiveness: float
    assurance: float
    empathy: float
    tangibles: float


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


class Segment(NamedTuple):
    """A named part of the market whose people draw their traits alike."""

    name: str
    share: Fraction
    opening_customers: Fraction
    opening_decisions_survived: float
    opening_spread: Days
    purchases_per_day: float
    purchase_rate_shape: float
    advice_per_purchase: float
    support_per_purchase: float
    spend_per_purchase: Money
    spend_shape: float
    spend_spread: float
    advice_sale_chance: Fraction
    support_sale_chance: Fraction
    service_sale_fraction: Fraction
    relationship: int
    renewal: Days
    exit_alpha: float
    exit_beta: float
    exit_odds: float
    switching_cost: float
    share_of_wallet: Fraction
    price_sensitivity: float
    complaint_propensity: Fraction
    talkativeness: float
    trait_spread: float
    expectation_spread: Fraction
    patience_spread: float
    channel_shares: tuple[float, ...]
    taste_spread: float


class Perception(NamedTuple):
    """How a contact becomes satisfaction, and satisfaction becomes behaviour."""

    weights: Dimensions
    reliability_after_failure: Fraction
    zone_of_tolerance: Fraction
    slope_inside: float
    slope_above: float
    slope_below: float
    price_weight: float
    neutral_satisfaction: Fraction
    opening_satisfaction: Fraction
    opening_expectation: Fraction
    satisfaction_step: Fraction
    expectation_step: Fraction
    experience_weight: Fraction
    promise_step: Fraction
    exit_response: float
    delight_curvature: float
    wallet_response: float
    price_tolerance: float
    habit_step: Fraction
    habit_response: float
    spend_growth_per_year: float
    spend_growth_years: float


class Recovery(NamedTuple):
    """What a complainant makes of the way a failure was put right."""

    speed_weight: Fraction
    compensation_weight: Fraction
    interaction_weight: Fraction
    tolerance: Days
    fair_compensation: Fraction
    interaction_per_empowerment: float
    step: Fraction


class Handover(NamedTuple):
    """What customers make of being sent from one channel to another."""

    steering_acceptance: Fraction
    steering_dislike: Fraction
    repeat_empathy_loss: Fraction


class WordOfMouth(NamedTuple):
    """Who tells how many, and what hearing does."""

    notable_gap: Fraction
    reach_good: float
    reach_bad: float
    attitude_step: Fraction
    hearsay_step: Fraction
    consider_chance: Fraction


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
    pay_per_month: Money
    bonus_per_month: Money
    market_pay_per_month: Money
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


class Driver(NamedTuple):
    """One driver of internal service quality."""

    budget_per_head_per_month: Money
    half_budget_per_head_per_month: Money
    weight: float
    delay: Days


class TierService(NamedTuple):
    """How customers of one tier are served."""

    queue_priority: int
    room_tangibles: Fraction
    room_cost_per_contact: Money
    has_relationship_manager: bool
    relationship_level: int


class Tiers(NamedTuple):
    """Who belongs to which tier, and how each is served."""

    silver_spend_per_year: Money
    gold_spend_per_year: Money
    months_between_reviews: int
    services: tuple[TierService, ...]


class RelationshipManager(NamedTuple):
    """What it means to a customer to have one contact person."""

    cost_per_customer_per_month: Money
    empathy_gain: Fraction
    assurance_gain: Fraction


class RelationshipLevel(NamedTuple):
    """What a relationship level costs, and does to a customer."""

    cost_per_customer_per_month: Money
    voice_effect: float
    exit_effect: float
    wallet_effect: float
    advice_per_purchase: float


class RelationshipMarketing(NamedTuple):
    """Money spent on customers because they are customers."""

    budget_per_month: Money
    half_budget_per_customer_per_month: Money
    exit_effect: float
    wallet_effect: float


class Milestone(NamedTuple):
    """A reward for reaching a collected spend."""

    spend: Money
    reward: Money


class Programme(NamedTuple):
    """The loyalty programme: what tiers earn."""

    is_active: bool
    reward_fraction_silver: Fraction
    reward_fraction_gold: Fraction
    exit_effect_silver: float
    exit_effect_gold: float
    wallet_effect_silver: float
    wallet_effect_gold: float
    cost_per_member_per_month: Money
    milestones: tuple[Milestone, ...]
    period: Days
    collecting_effect: float


class Campaign(NamedTuple):
    """Whom a campaign addresses, when and how, what it offers, and what it costs."""

    name: str
    stream: int
    status: int
    segments: tuple[bool, ...]
    tiers: tuple[bool, ...]
    since_purchase_at_least: Days
    since_purchase_at_most: Days
    spend_per_year_at_least: Money
    satisfaction_at_least: Fraction
    satisfaction_at_most: Fraction
    start: Days
    waves: int
    wave_interval: Days
    only_to_silent: bool
    medium: int
    response_chance: Fraction
    response_delay: Days
    offer_discount_fraction: Fraction
    reluctance_waived: Fraction
    control_fraction: Fraction
    evaluation: Days
    cost_per_contact: Money
    cost_once: Money


class Personalisation(NamedTuple):
    """How far a campaign speaks to each person alone."""

    level: Fraction
    response_effect: float
    cost_per_contact: Money
    cost_per_month: Money


class Outreach(NamedTuple):
    """How people take it to be contacted."""

    media: tuple[float, ...]
    """Weights of the media, as people prefer them, in the order of `MEDIA`."""
    wrong_medium_effect: float
    welcome_contacts: float
    annoyance_step: Fraction
    opt_out_chance: Fraction


class Firm(NamedTuple):
    """Policies, prices and budgets."""

    price_index: float
    cost_of_goods_fraction: Fraction
    fixed_cost_per_month: Money
    opening_cash: Money
    discount_rate_per_year: float
    drivers: tuple[Driver, ...]
    reference_internal_quality: Fraction
    reinvestment_share: Fraction
    reinvestment_hurdle_per_month: Money
    complaint_channel: int
    complaint_response: Days
    coordination: Fraction
    compensation_fraction: Fraction
    tiers: Tiers
    fault_chance: Fraction
    programme: Programme
    relationship_levels: tuple[RelationshipLevel, ...]
    relationship_manager: RelationshipManager
    relationship_marketing: RelationshipMarketing
    campaigns: tuple[Campaign, ...]
    most_contacts: float
    personalisation: Personalisation
    customer_retention_gain: Fraction
    employee_retention_gain: Fraction


class Market(NamedTuple):
    """The people who could buy, and what else they could buy."""

    people: int
    considerations_per_day: float
    advertising_per_month: Money
    advertising_cost_per_consideration: Money
    promise: Fraction
    conversion: Fraction
    opening_attitude: Fraction
    attitude_response: float
    promise_response: float
    competitor_quality: Fraction
    competitor_price_index: float
    competitor_response: float
    competitors: float
    usual_competitors: float
    price_sensitivity_elasticity: float
    entrants: float
    entrant_quality: Fraction
    entrant_price_index: float
    price_reaction_per_month: Fraction
    quality_reaction_per_month: Fraction
    competition_to_leaving: Fraction
    choice_by_presence: Fraction
    lost_attitude: float
    outreach: Outreach
    partner_considerations_per_month: float
    referral_fee: Money
    press_reach_per_month: Fraction
    press_news: Fraction
    press_satisfaction_step: Fraction
    need_factor: float
    support_factor: float


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
