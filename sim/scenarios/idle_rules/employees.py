"""When nothing reads a value of the employees or of a team."""

from typing import Final

from sim.scenarios.facts import fills_vacancies, has_own_staff, is_reached
from sim.scenarios.idle_rules.customers import ONE_FILE
from sim.scenarios.idle_rules.rule import COSTS, Rule, each

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "teams.*",
        lambda s, name: all(
            channel.served_by != name or not is_reached(s, key)
            for key, channel in s.channels.items()
        ),
        "team {} serves no channel that contacts come to",
        "name it in served_by of a channel, or delete it",
        what=COSTS,
    ),
    *each(
        "teams.*",
        ("target_occupancy", "least_positions", "most_positions"),
        lambda s, name: s.teams[name].staffing == "plan",
        "positions of team {} are as planned and do not follow the work",
        "set staffing: demand",
    ),
    Rule(
        "teams.*.overtime_pay_factor",
        lambda s, name: s.teams[name].overtime_hours_per_shift == 0,
        "nobody in team {} works overtime",
        "raise overtime_hours_per_shift",
    ),
    Rule(
        "teams.*.overtime_pay_factor",
        lambda s, name: s.teams[name].is_partner or s.teams[name].pay_per_month == 0,
        "we do not pay the overtime of team {}",
        "delete it",
    ),
    Rule(
        "teams.*.late_fraction",
        lambda s, name: (
            s.teams[name].shift_hours
            >= s.teams[name].roster.closes_at_hour - s.teams[name].roster.opens_at_hour
        ),
        "one shift of team {} covers its hours, so none is late",
        "shorten shift_hours, or lengthen the roster",
    ),
    Rule(
        "teams.*.market_pay_per_month",
        lambda s, name: s.teams[name].pay_per_month == 0,
        "team {} is unpaid, and unpaid staff compare with nobody",
        "raise pay_per_month",
    ),
    Rule(
        "employees.satisfaction.per_pay",
        lambda s: all(
            team.pay_per_month == 0
            or team.pay_per_month + team.bonus_per_month == team.market_pay_per_month
            for team in s.teams.values()
        ),
        "every team is paid as the market pays, or not at all",
        "change pay_per_month or market_pay_per_month of a team",
        levers_only=True,
    ),
    Rule(
        "employees.contest",
        lambda s: all(team.contest_effort == 0 for team in s.teams.values()),
        "no team holds a contest",
        "raise contest_effort of a team",
    ),
    *each(
        "employees.hiring",
        ("time_to_fill_days", "cost_per_hire", "cost_per_applicant", "induction_cost"),
        lambda s: not fills_vacancies(s),
        "hiring is frozen in every team of ours",
        "set hires: replace in a team",
    ),
    *each(
        "employees",
        ("counselling", "learning.learning_per_training"),
        lambda s: not has_own_staff(s),
        "no staff of ours receive it",
        "have a team that is no partner's",
    ),
    Rule(
        "employees.service.empathy_per_standardisation",
        lambda s: all(channel.standardisation == 0 for channel in s.channels.values()),
        "no channel is standardised",
        "raise standardisation of a channel",
    ),
    Rule(
        "employees.service.repeat_explanation_fraction",
        lambda s: s.firm.coordination == 1,
        ONE_FILE,
        "lower firm.coordination",
    ),
)
