"""What the page on calibration says of a figure is what its interval allows."""

import pytest

from docs.calibration import TARGETS, verdict
from sim.analysis.intervals import Interval

TARGET = TARGETS[0]._replace(low=0.8, high=0.9)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.82, 0.88, "inside"),
        (0.80, 0.90, "inside"),
        (0.79, 0.88, "not sure"),
        (0.85, 0.91, "not sure"),
        (0.70, 0.95, "not sure"),
        (0.70, 0.79, "**outside**"),
        (0.91, 0.95, "**outside**"),
    ],
)
def test_inside_is_said_of_a_whole_interval_only(low: float, high: float, said: str) -> None:
    """A mean within the range proves nothing while its interval reaches beyond."""
    assert verdict(TARGET, Interval((low + high) / 2.0, low, high, 30)) == said
