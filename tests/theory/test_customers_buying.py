"""What the battery does not say of customers whom the firm leaves alone."""

from typing import Any

import numpy as np

from tests.worlds import column, run, world

MONTHS = 9

PEOPLE = 3000

BUYERS = "customers__segments__buyers__"

EAGER = {"purchases_per_year": 17.4, "purchase_rate_shape": 2.0, "exit_beta": 3.0}
"""Buyers who come often."""


def buyers(**own: Any):
    """The world of the buyer models; values are those of its people."""
    return world("buying", **{BUYERS + name: value for name, value in own.items()})


def test_nobody_is_lost_who_has_not_bought_again():
    """As many people are lost as customers are missing, and no more than have bought again."""
    market = run(buyers(**EAGER))
    lost = column(market, "firm.lost").sum()
    assert lost == PEOPLE - column(market, "firm.customers_closing")[-1]
    assert 0.0 < lost <= market.repeats[MONTHS - 1, 0, 1:].sum()


def test_without_shape_a_person_spends_the_same_each_time():
    """Every spend is the person's own mean, and the means differ."""
    market = run(buyers(**EAGER, spend_shape=None, spend_spread=3.0))
    person, spend = column(market, "contacts.person"), column(market, "contacts.spend")
    own = [np.unique(spend[person == one]) for one in np.unique(person)[:100]]
    assert all(one.size == 1 for one in own)
    assert np.unique(np.concatenate(own)).size == len(own)


def test_without_spread_all_spend_the_same_with_the_same_mean():
    """Without differences between people, a person's spends say nothing of the next."""
    market = run(buyers(**EAGER, spend_shape=None, spend_spread=None, spend_per_purchase=100.0))
    assert (column(market, "contacts.spend") == 100.0).all()


def test_leavers_stand_at_the_tenure_of_their_decision():
    """The tenure table has them in the months at whose end a renewal was due, and only there."""
    every, periods = 2, 3
    market = run(
        world(
            "buying",
            time__horizon_months=every * periods + 1,
            **{f"{BUYERS}relationship": "renewal", f"{BUYERS}renewal_months": every},
            **{f"{BUYERS}purchases_per_year": 0},
        )
    )
    left = np.append(PEOPLE, column(market, "firm.customers_closing")[every::every])
    lost = column(market, "tenure.lost")[:, 0]
    assert (lost[every - 1 : every * periods : every] == -np.diff(left)).all()
    assert lost.sum() == PEOPLE - left[-1]
