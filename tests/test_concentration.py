"""Twentieths of customers: nobody lost, the best first, the same whatever the order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.concentration import concentration
from sim.records import AMONG, CONCENTRATION, VIGINTILES

amounts = arrays(
    np.float64, st.tuples(st.integers(0, 90), st.just(3)), elements=st.integers(0, 9).map(float)
)
PEOPLE, REVENUE = (CONCENTRATION.column(name) for name in ("people", "revenue"))
ALL, BUYERS = (AMONG.index(name) for name in ("customers", "buyers"))


@given(amounts)
def test_twentieths_hold_everybody_once(people):
    """Head counts and sums are those of the people, and no two groups differ by more than one."""
    table = concentration(people)
    assert table[ALL, :, PEOPLE].sum() == len(people)
    assert table[BUYERS, :, PEOPLE].sum() == (people[:, 0] > 0.0).sum()
    assert np.ptp(table[..., PEOPLE], axis=1).max() <= 1.0
    assert (table[ALL, :, 1:].sum(axis=0) == people.sum(axis=0)).all()
    assert (table[:, :, REVENUE].sum(axis=1) == people[:, 0].sum()).all()


@given(amounts)
def test_nobody_below_buys_more(people):
    """Mean revenue never rises from one twentieth to the next."""
    for table in concentration(people):
        some = table[table[:, PEOPLE] > 0.0]
        assert (np.diff(some[:, REVENUE] / some[:, PEOPLE]) <= 1e-12).all()


@given(amounts)
def test_equal_revenue_is_ranked_by_number(people):
    """Of people with equal revenue, those of lower number come first."""
    table = concentration(people)[ALL]
    ranked = sorted(range(len(people)), key=lambda number: (-people[number, 0], number))
    edges = np.arange(VIGINTILES + 1) * len(people) // VIGINTILES
    for row in range(VIGINTILES):
        chosen = ranked[edges[row] : edges[row + 1]]
        assert table[row, 3] == people[chosen, 2].sum()
