"""Which of several simultaneous events comes first: (time, class of event, entity, sequence)."""

from typing import Final

CLOSING: Final = 1
"""A month is closed, under the parameters it was lived with."""
POLICY: Final = 2
"""Parameters change, payments fall due."""
OPENING: Final = 3
"""A month is opened: the firm decides with what it knows."""
REVIEW: Final = 4
"""A team looks back on its week."""
REACH: Final = 5
"""The market considers us."""
DUTY_START: Final = 6
"""A shift begins."""
HIRE: Final = 7
"""A vacancy is filled."""
SERVICE_END: Final = 8
"""A contact has been served."""
PATIENCE_END: Final = 9
"""A waiting customer gives up."""
DUTY_END: Final = 10
"""A shift ends."""
RENEWAL: Final = 11
"""A contract comes up for renewal."""
COMPLAINT_DUE: Final = 12
"""The firm takes up a complaint."""
NEED: Final = 13
"""A need arises."""
ARRIVAL: Final = 14
"""A customer reaches a channel."""
JOINING: Final = 15
"""A person becomes a customer."""
OUTREACH: Final = 16
"""A wave of a campaign goes out, or somebody answers it."""
PRESS: Final = 17
"""Somebody hears of us in the media."""

NAMES: Final = (
    *("at once", "closing", "policy", "opening", "review", "reach", "duty start", "hire"),
    *("service end", "patience end", "duty end", "renewal", "complaint due", "need", "arrival"),
    *("joining", "outreach", "press"),
)
"""Names of the classes, in the order of their numbers; 0 follows at once from another event."""
