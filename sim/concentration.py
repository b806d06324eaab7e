"""How sales spread over customers: people by what they buy, in twenty groups of equal size."""

from itertools import pairwise

import numpy as np

from sim.records import AMONG, CONCENTRATION, VIGINTILES, Array


def concentration(people: Array) -> Array:
    """Customers sorted by revenue, best first, and summed in twentieths.

    Twentieth k of n people holds those ranked from floor(k n / 20) on, so that sizes differ by one
    person at most. Equal revenue is ranked by the person's number.

    Parameters
    ----------
    people : Array, (n, 3)
        Revenue [currency], contribution [currency] and sales [count] of each customer, in the order
        of the people's numbers.

    Returns
    -------
    Array, (`AMONG`, `VIGINTILES`, columns of `CONCENTRATION`)
        Once among all customers, once among those with revenue alone.
    """
    table = np.zeros((len(AMONG), VIGINTILES, len(CONCENTRATION.columns)))
    best_first = people[np.argsort(-people[:, 0], kind="stable")]
    for group, ranked in enumerate((best_first, best_first[best_first[:, 0] > 0.0])):
        edges = np.arange(VIGINTILES + 1) * len(ranked) // VIGINTILES
        for row, (start, end) in enumerate(pairwise(edges)):
            table[group, row, 0] = end - start
            table[group, row, 1:] = ranked[start:end].sum(axis=0)
    return table
