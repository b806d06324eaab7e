"""Laws of the stages of a relationship."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.life_cycle import (
    AT_RISK,
    EARLY,
    GROWING,
    LONG,
    LOST,
    LOYAL,
    NEW,
    PROSPECT,
    SILENT,
    WON_BACK,
    stage,
)
from sim.parameters import LIFE_CYCLE

levels = st.floats(0.0, 1.0)
times = st.floats(0.0, 5000.0)


@given(st.booleans(), st.integers(0, 5), times, times, levels)
def test_everybody_is_in_one_stage_with_a_name(is_customer, spells, tenure, silence, level):
    """Every person has a stage; prospects and the lost are just those who are no customers."""
    found = stage(is_customer, spells, tenure, silence, level)
    assert LIFE_CYCLE[found]
    assert (found in (PROSPECT, LOST)) == (not is_customer)
    if not is_customer:
        assert (found == LOST) == (spells > 0)


@given(st.integers(1, 5), st.floats(0.0, EARLY, exclude_max=True), times, levels)
def test_the_first_months_are_new_or_won_back(spells, tenure, silence, level):
    """Whoever comes again is won back, not new."""
    assert stage(True, spells, tenure, silence, level) == (WON_BACK if spells > 1 else NEW)


@given(st.floats(LONG, 5000.0), times, st.floats(0.0, 0.64))
def test_time_alone_makes_nobody_loyal(tenure, silence, level):
    """However long somebody has been here, dissatisfied or silent is at risk."""
    assert stage(True, 1, tenure, silence, level) == AT_RISK
    assert stage(True, 1, tenure, SILENT, 1.0) == AT_RISK


@pytest.mark.parametrize(
    ("tenure", "silence", "expected"),
    [
        (EARLY, EARLY, GROWING),
        (SILENT, SILENT, AT_RISK),
        (SILENT, EARLY, GROWING),
        (LONG, EARLY, LOYAL),
    ],
)
def test_stages_follow_each_other(tenure, silence, expected):
    """A satisfied customer grows until loyal; silence counts once a year has gone by."""
    assert stage(True, 1, tenure, silence, 0.7) == expected


def test_names_and_numbers_agree():
    """Each stage's number is the place of its name."""
    numbers = (PROSPECT, NEW, GROWING, LOYAL, AT_RISK, LOST, WON_BACK)
    assert numbers == tuple(range(len(LIFE_CYCLE)))
    assert LIFE_CYCLE[AT_RISK] == "at risk"
