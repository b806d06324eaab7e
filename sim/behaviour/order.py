"""Which of several simultaneous events comes first: (time, class of event, entity, sequence)."""

from typing import Final

POLICY: Final = 1
"""Parameters change, payments fall due."""
CLOSING: Final = 2
"""A month is closed, and the next one opened."""
REVIEW: Final = 3
"""A team looks back on its week."""
REACH: Final = 4
"""The market considers us."""
DUTY_START: Final = 5
"""A shift begins."""
HIRE: Final = 6
"""A vacancy is filled."""
SERVICE_END: Final = 7
"""A contact has been served."""
PATIENCE_END: Final = 8
"""A waiting customer gives up."""
DUTY_END: Final = 9
"""A shift ends."""
RENEWAL: Final = 10
"""A contract comes up for renewal."""
COMPLAINT_DUE: Final = 11
"""The firm takes up a complaint."""
NEED: Final = 12
"""A need arises."""
ARRIVAL: Final = 13
"""A customer reaches a channel."""
JOINING: Final = 14
"""A person becomes a customer."""

NAMES: Final = (
    *("now", "policy", "closing", "review", "reach", "duty start", "hire", "service end"),
    *("patience end", "duty end", "renewal", "complaint due", "need", "arrival", "joining"),
)
"""Names of the classes, in the order of their numbers; 0 follows at once from another event."""
