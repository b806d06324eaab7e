"""What the answer rests on."""

from sim.report import basis
from tests.report import synthetic


def test_start_marks_belong_to_the_alternatives_that_ran():
    """Leaving an alternative out moves no start mark to another one."""
    everything = basis.starts(synthetic.answer())
    fewer = basis.starts(synthetic.answer((synthetic.ALTERNATIVES[0], synthetic.ALTERNATIVES[3])))
    assert everything == {"target": 0, "service": 3, "staff": 0, "cut_chain": 3}
    assert fewer["staff"] == 0
