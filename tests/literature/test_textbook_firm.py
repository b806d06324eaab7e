"""The textbook firm, left alone, looks like the service businesses of the literature."""

import pytest

from docs.calibration import REPLICATIONS, TARGETS, Target, measure
from sim.experiment.answer import Answer

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def answer() -> Answer:
    """Many years of the firm, nothing changed."""
    return measure()


@pytest.mark.parametrize("target", TARGETS, ids=lambda one: one.name)
def test_a_figure_lies_where_service_businesses_do(target: Target, answer: Answer):
    """The mean, and with it most of its interval, lies in the plausible range."""
    assert len(answer.runs) == REPLICATIONS
    found = target.read(answer)
    assert found.low < found.value < found.high
    assert target.low <= found.value <= target.high
