"""What an event calls for: an action, who is concerned, and one more number, in one word."""

from typing import Final

from sim.engine.compiled.jit import compiled

ROW_SHIFT: Final = 6
EXTRA_SHIFT: Final = 38
ACTION_MASK: Final = 2**ROW_SHIFT - 1
ROW_MASK: Final = 2 ** (EXTRA_SHIFT - ROW_SHIFT) - 1

# Person; one more: the spell, the month, or the campaign ------------------------------------------
(
    JOINS,
    NEEDS_BEGIN,
    NEED_CHANGES,
    NEED_ARISES,
    CONTRACT_BEGINS,
    CONTRACT_RENEWS,
    IS_REACHED,
    READS_PRESS,
    REMINDER_BEGINS,
    ANSWER_BEGINS,
) = range(10)

# Case; one more: the visit of the case in which patience ends -------------------------------------
(
    RELATIONSHIP_BEGINS,
    REMINDER_ARISES,
    CASE_ARRIVES,
    CASE_CLOSES,
    CASE_HANDED_ON,
    PATIENCE_ENDS,
    SELF_SERVED,
    COMPLAINT_BEGINS,
    COMPLAINT_DUE,
    CALL_BEGINS,
    CALL_DUE,
    ANSWER_DUE,
) = range(10, 22)

# Employee -----------------------------------------------------------------------------------------
(
    CAREER_BEGINS,
    IS_INDUCTED,
    SHIFT_BEGINS,
    ABSENCE_ENDS,
    WAKES,
    HAS_SERVED,
    SHIFT_ENDS,
) = range(22, 29)

# Team; for a position that is to be filled, the team's first position and that position -----------
FILL_BEGINS, IS_FILLED, WEEKS_BEGIN, WEEK_ENDS = range(29, 33)

# Firm and campaigns -------------------------------------------------------------------------------
(
    POLICIES_BEGIN,
    POLICY_CHANGES,
    PAYMENT_BEGINS,
    PAYMENT_DUE,
    MONTHS_BEGIN,
    MONTH_OPENS,
    MONTH_CLOSES,
    WAVES_BEGIN,
    WAVE_GOES_OUT,
) = range(33, 42)


@compiled
def what(action: int, row: int, extra: int) -> int:
    """One word for an action."""
    return action + (row << ROW_SHIFT) + (extra << EXTRA_SHIFT)


@compiled
def action_of(word: int) -> int:
    """The action of a word."""
    return word & ACTION_MASK


@compiled
def row_of(word: int) -> int:
    """Who is concerned."""
    return (word >> ROW_SHIFT) & ROW_MASK


@compiled
def extra_of(word: int) -> int:
    """The number beside."""
    return word >> EXTRA_SHIFT
