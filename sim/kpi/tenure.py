"""What customers are worth by tenure: who stays, what they bring, what is still to come."""

from typing import NamedTuple

import numpy as np

from sim.kpi.measured import discounting
from sim.records import TENURE, TENURE_MONTHS, Array
from sim.units import MONTHS_PER_YEAR


class Lifetime(NamedTuple):
    """A customer's life month of tenure by month of tenure, NaN where nothing is known."""

    leaving: Array
    """Chance that somebody who is there leaves in that month of tenure [fraction]."""
    leaving_neutral: Array
    """The same, had nothing but the person's own held anybody [fraction]."""
    contribution: Array
    """What somebody who is there brings in that month [currency]."""
    value: Array
    """Expected discounted contribution from the start of that month on [currency]."""
    present: Array
    """Customers seen in that month of tenure [person]."""


def lifetime(tenure: Array, discount: float) -> Lifetime:
    """A customer's life as the measured months show it, and its value.

    Customers of different tenure stand side by side for one customer as time goes by: V(t) =
    d (c(t) + (1 - h(t)) V(t + 1)), with d the monthly discount factor, c what a customer brings and
    h the chance of leaving, both in month t of tenure. Because unlike people are in h, V rises with
    tenure even where nobody changes (Fader & Hardie 2010).

    Tail: beyond the longest tenure seen, the rates of the last twelve months of tenure hold for
    ever; as retention goes on rising, this is careful. A month of tenure that nobody was seen in
    takes the rates of the twelve months above it.

    Parameters
    ----------
    tenure : Array, (`TENURE_MONTHS`, columns of `TENURE`)
        Of all segments together.
    discount : float
        Discount rate [fraction/year].

    Returns
    -------
    Lifetime
        NaN where nobody was seen at that tenure or above, and for values without limit.
    """
    seen, chance, neutral, contribution = (
        tenure[:, TENURE.column(name)]
        for name in ("present", "exit_chance_sum", "exit_chance_neutral_sum", "contribution")
    )
    monthly = float(discounting(1, discount)[0])
    value = np.full(TENURE_MONTHS, np.nan)
    months = np.flatnonzero(seen)
    if months.size:
        last = int(months[-1])
        brings, leaves = _pooled(seen, contribution, chance, last + 1 - MONTHS_PER_YEAR)
        left = 1.0 - monthly * (1.0 - leaves)
        later = monthly * brings / left if left > 0.0 else np.nan
        value[last + 1 :] = later
        for month in range(last, -1, -1):
            if seen[month]:
                brings = contribution[month] / seen[month]
                leaves = min(chance[month] / seen[month], 1.0)
            else:
                brings, leaves = _pooled(seen, contribution, chance, month)
            later = monthly * (brings + (1.0 - leaves) * later)
            value[month] = later
    some = np.where(seen > 0.0, seen, np.nan)
    return Lifetime(
        np.minimum(chance / some, 1.0),
        np.minimum(neutral / some, 1.0),
        contribution / some,
        value,
        seen,
    )


def retention(leaving: Array) -> Array:
    """Share who stay through each year of tenure.

    Parameters
    ----------
    leaving : Array, (`TENURE_MONTHS`,)
        Monthly chance of leaving [fraction].

    Returns
    -------
    Array
        Product of the months' chances of staying, one per year of tenure; NaN for a year with a
        month that nobody was seen in [fraction/year].

    References
    ----------
    Kaplan & Meier (1958), the product-limit estimate.
    """
    kept: Array = (1.0 - leaving).reshape(-1, MONTHS_PER_YEAR).prod(axis=1)
    return kept


def equity(tenure: Array, life: Lifetime) -> Array:
    """Worth of the customers at the horizon, each at the value of the tenure reached.

    Parameters
    ----------
    tenure : Array, (`TENURE_MONTHS`, columns of `TENURE`)
        Of all segments together.
    life : Lifetime
        From `lifetime`.

    Returns
    -------
    Array
        Worth by month of tenure, 0 where nobody is [currency].

    References
    ----------
    Rust, Lemon & Zeithaml (2004), the sum of lifetime values; of today's customers alone here.
    """
    customers = tenure[:, TENURE.column("customers_end")]
    return np.where(customers > 0.0, customers * life.value, 0.0)


def _pooled(seen: Array, contribution: Array, chance: Array, start: int) -> tuple[float, float]:
    """What a customer brings and the chance of leaving over a year of tenure with anybody in it."""
    first = max(start, 0)
    while not seen[first : first + MONTHS_PER_YEAR].any():
        first += 1
    months = slice(first, first + MONTHS_PER_YEAR)
    people = seen[months].sum()
    return (
        float(contribution[months].sum() / people),
        float(min(chance[months].sum() / people, 1.0)),
    )
