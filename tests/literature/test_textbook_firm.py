"""The textbook firm, left alone, looks like the service businesses of the literature."""

import pytest

from docs.calibration import REPLICATIONS, TARGETS, measure

pytestmark = pytest.mark.slow


def test_figures_lie_where_those_of_service_businesses_do():
    """Each mean over many years of the firm lies in its plausible range, within its interval."""
    answer = measure()
    assert len(answer.runs) == REPLICATIONS
    found = {target.name: (target, target.read(answer)) for target in TARGETS}
    assert all(one.low < one.mean < one.high for _, one in found.values())
    outside = {
        name: one.mean
        for name, (target, one) in found.items()
        if not target.low <= one.mean <= target.high
    }
    assert outside == {}
