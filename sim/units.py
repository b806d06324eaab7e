"""The clock's unit, the conversions to it, and the calendar the model keeps.

The clock counts days as a float64. A week has 7 days, a year 365.25 and a month is a twelfth of a
year, so that rates convert without a calendar date. Names in YAML carry their unit
(``patience_minutes``); ``sim.scenarios.resolve`` is the only caller that converts.
"""

from typing import Final, TypeAlias

Days: TypeAlias = float
"""Time or duration on the model clock [day]."""

Money: TypeAlias = float
"""Amount in the scenario's currency."""

Fraction: TypeAlias = float
"""Share or level between 0 and 1 [-]."""

DAY: Final = 1.0
"""One day [day]."""

HOUR: Final = 1.0 / 24.0
"""One hour [day]."""

MINUTE: Final = 1.0 / 1440.0
"""One minute [day]."""

WEEK: Final = 7.0
"""One week [day]."""

YEAR: Final = 365.25
"""One year [day]."""

MONTHS_PER_YEAR: Final = 12
"""Months in a year, all of one length [count]."""

MONTH: Final = YEAR / MONTHS_PER_YEAR
"""One month, a twelfth of a year [day]."""

HOURS_PER_DAY: Final = 24
"""Hours of the day; hour 0 begins at midnight [count]."""

DAYS_PER_WEEK: Final = 7
"""Weekdays; day 0 of the clock is a Monday [count]."""
