"""The chain closes on itself: it can build up and break; that it runs down is in the battery."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from sim.parameters import DRIVERS
from tests.levers.lever import Arms, Claim, Lever, Reading, Run, figure, holds
from tests.worlds import column, digest, pair, run

YEAR = 12


def monthly(top: str, bottom: str) -> Reading:
    """One column over another, the mean of the months of the last year, which count alike."""
    return lambda one: float((_total(one, top)[-YEAR:] / _total(one, bottom)[-YEAR:]).mean())


def _total(one: Run, name: str) -> np.ndarray:
    """A column of each month, summed over channels or teams."""
    table = column(one.records, name)
    return table.reshape(len(table), -1).sum(axis=1)


def profit(year: int) -> Reading:
    """What is earned in a measured year, after all that was reinvested [currency]."""

    def earned(one: Run) -> float:
        start = one.plan.warm_up_months + year * YEAR
        return float(_total(one, "ledger.cash")[start : start + YEAR].sum())

    return earned


def rise(one: Run) -> float:
    """Profit of the last year less that of the first."""
    return profit(2)(one) - profit(0)(one)


def every_profit(one: Run) -> float:
    """Profit of all measured months [currency]."""
    return float(_total(one, "ledger.cash")[one.plan.warm_up_months :].sum())


def won_of_asked(one: Run) -> float:
    """People gained over people who weighed becoming customers [fraction]."""
    ways = ("unprompted", "advertising", "word_of_mouth")
    gained = sum(float(_total(one, f"firm.gained_{way}").sum()) for way in ways)
    return gained / float(_total(one, "firm.considerations").sum())


def claimed(arms: Arms, **claims: Claim) -> None:
    """Every claim holds with a 99 % paired interval."""
    for name, claim in claims.items():
        is_so, interval = holds(arms, claim)
        assert is_so, f"{name} {'up' if claim.rises else 'down'}: {interval}"


def made(
    number: int,
    name: str,
    *interventions: Mapping[str, Any],
    world: str = "lively",
    **sets: Any,
) -> Arms:
    """A lever in a world of its own; what is claimed of it stands in the test."""
    return Arms(
        Lever(
            number,
            name,
            interventions,
            moves=Claim(every_profit, rises=True),
            next_stage=None,
            world=world,
            sets={path.replace("__", "."): value for path, value in sets.items()},
        )
    )


SATISFACTION = monthly("firm.satisfaction_sum", "firm.customers_closing")

# Virtuous -----------------------------------------------------------------------------------------

REINVEST = {"kind": "set", "path": "firm.reinvestment_share", "value": 0.1}


@pytest.mark.slow
def test_reinvested_profit_comes_back_and_grows():
    """The gain after reinvestment is there by the last year, and larger than in the first."""
    claimed(
        made(22, "reinvestment", REINVEST, world="reinvesting"),
        gain=Claim(profit(2), rises=True),
        growth=Claim(rise, rises=True),
    )


def test_the_circle_stops_where_it_is_cut():
    """With the link from profit to internal quality cut, the share of profit changes nothing."""
    cut = {"links.profit_to_internal_quality": 0, "time.horizon_months": 6}
    base, changed = map(run, pair("reinvesting", cut, REINVEST))
    assert digest(base) == digest(changed)


# Broken -------------------------------------------------------------------------------------------

FIXED_BUDGETS = {"firm__reinvestment_share": 0, "time__horizon_months": YEAR}


@pytest.mark.parametrize(
    "cuts",
    [
        [
            {"kind": "pay", "team": team, "factor": 0.75}
            for team in ("store_team", "contact_centre")
        ],
        [
            {"kind": "staffing", "team": team, "add_positions": -1}
            for team in ("store_team", "contact_centre")
        ],
    ],
    ids=["pay", "staff"],
)
def test_efficiency_can_be_bought_with_dissatisfaction(cuts: list[dict[str, Any]]):
    """Less pay or fewer staff: both sides of the counter are less satisfied, and profit rises.

    Staff have one disposition: who is let go would otherwise colour the mean of those who stay.
    """
    alike = {"employees__satisfaction__spread": 0}
    claimed(
        made(5, "cost cutting", *cuts, **FIXED_BUDGETS, **alike),
        employees=Claim(figure("employee_satisfaction"), rises=False),
        customers=Claim(figure("customer_satisfaction"), rises=False),
        profit=Claim(every_profit, rises=True),
    )


def budgets(level: float) -> dict[str, float]:
    """The same budget for every driver."""
    return {f"firm__drivers__{name}__budget_per_head_per_month": level for name in DRIVERS}


def step(size: float) -> dict[str, Any]:
    """More for every driver."""
    return {"kind": "internal_quality", "add_per_head_per_month": size}


@pytest.mark.slow
def test_the_first_step_of_internal_quality_pays():
    """Where staff were neglected, a little for each driver raises satisfaction and profit."""
    claimed(
        made(6, "first step", step(30), world="reinvesting"),
        satisfaction=Claim(SATISFACTION, rises=True),
        profit=Claim(every_profit, rises=True),
    )


@pytest.mark.slow
def test_satisfaction_past_saturation_does_not_pay():
    """Where staff have enough, more still raises satisfaction, and costs more than it brings."""
    claimed(
        made(6, "one more step", step(300), world="reinvesting", **budgets(100)),
        satisfaction=Claim(figure("customer_satisfaction"), rises=True),
        profit=Claim(every_profit, rises=False),
    )


def test_promising_too_much_wins_customers_and_disappoints_them():
    """A promise above what is delivered draws people in, and leaves them less satisfied."""
    promise = {"kind": "promise", "level": 1.0}
    claimed(
        made(
            13,
            "over-promising",
            promise,
            market__promise=0.6,
            time__horizon_months=YEAR,
        ),
        acquisition=Claim(won_of_asked, rises=True),
        satisfaction=Claim(figure("customer_satisfaction"), rises=False),
    )
