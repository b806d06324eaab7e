"""What is shown of an estimate is what its interval supports."""

from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.rounding import step_of

widths = st.floats(1e-9, 1e9)


@given(st.floats(-1e6, 1e6), widths)
def test_the_last_digit_is_worth_a_third_to_a_thirtieth_of_the_half_width(low, width):
    """Never a digit more than the interval supports, never one less than is worth reading."""
    step = step_of(low, low + width)
    half = ((low + width) - low) / 2.0
    if half > 0.0:
        assert half / 30.0 * (1.0 - 1e-9) <= step <= half / 3.0 * (1.0 + 1e-9)


@given(st.floats())
def test_what_has_no_width_has_no_last_digit(value):
    """An exact number, and one without an interval, are not rounded."""
    assert step_of(value, value) is None
    assert step_of(float("nan"), value) is None
