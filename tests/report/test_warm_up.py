"""What the report says of the warm-up."""

import numpy as np
import pytest

import sim
from sim.experiment import tables
from sim.experiment.warm_up import SERIES, warm_up_table
from sim.report import warm_up
from sim.report.html import report_html
from tests.report import synthetic
from tests.worlds import where

MONTHS = synthetic.WARM_UP + synthetic.MONTHS


def told(warm_up_months: int, **moving: np.ndarray) -> object:
    """An answer in which some series move and the others swing."""
    swing = np.where(np.arange(MONTHS) % 2, 1.0, -1.0)
    timeseries = synthetic.answer().timeseries
    place = timeseries["month"].to_numpy() + synthetic.WARM_UP
    series = {name: moving.get(name, swing)[place] for name in SERIES}
    timeseries = timeseries.assign(month=place - warm_up_months, **series)
    scenario = synthetic.MANIFEST["scenario"] | {"warm_up_months": warm_up_months}
    return synthetic.answer(
        timeseries=timeseries,
        warm_up=warm_up_table(timeseries, warm_up_months),
        manifest=synthetic.MANIFEST | {"scenario": scenario},
    )


def step(months: int) -> np.ndarray:
    """Far off for so many months, then at rest but for a swing."""
    ahead = np.arange(MONTHS)
    return np.where(ahead < months, 50.0, ahead % 2)


def test_enough() -> None:
    """The line names the slowest series and when it settled."""
    assert warm_up.line(told(12, profit=step(10), staff=step(5))) == (
        "12 months of warm-up are enough: "
        "MSER-5 finds the slowest series (profit) settled after 10."
    )
    assert warm_up.line(told(0)).endswith("settled from the start.")


def test_too_short() -> None:
    """The line says how long it should be, and following it makes it enough."""
    said = warm_up.line(told(12, employee_satisfaction=step(20)))
    assert "too short" in said
    assert said.endswith("try --set time.warm_up_months=20.")
    assert "too short" not in warm_up.line(told(20, employee_satisfaction=step(20)))


def test_not_settled() -> None:
    """Series that move all along are named, in the order of the chain."""
    said = warm_up.line(told(12, profit=np.arange(60.0), efficiency=np.arange(60.0)))
    assert "NOT settled within 30 months: efficiency and profit." in said
    assert said.endswith("try --set time.warm_up_months=24.")


def test_cannot_be_told() -> None:
    """Where too little is known nothing is claimed and nothing drawn."""
    answer = told(12, **{name: np.full(MONTHS, np.nan) for name in SERIES})
    assert "cannot be told" in warm_up.line(answer)
    assert warm_up.slowest(answer) is None


@pytest.mark.parametrize("months", [0, 12])
def test_the_figure_shows_the_slowest(months: int) -> None:
    """Mean and moving average by month, the cut where the table has it, the warm-up in grey."""
    shown = warm_up.slowest(told(months, profit=step(10)))
    assert (shown.name, shown.settled) == ("profit", 10 - months)
    drawn = warm_up.figure(shown)
    mean, smooth = drawn.data
    assert list(mean.x) == list(range(-months, MONTHS - months))
    assert list(mean.y) == step(10).tolist()
    assert len(smooth.x) == MONTHS - warm_up.WINDOW
    lines = [shape.x0 for shape in drawn.layout.shapes if shape.type == "line"]
    assert lines == [10 - months - 0.5]
    assert sum(shape.type == "rect" for shape in drawn.layout.shapes) == (months > 0)


def test_the_page_says_it() -> None:
    """The line stands under how it was run, the figure beside it."""
    answer = told(12, profit=step(10))
    page = report_html(answer)
    assert warm_up.line(answer) in page
    assert "figure-warm-up" in page
    assert "figure-warm-up" not in report_html(synthetic.answer())


def test_another_warm_up_is_another_line() -> None:
    """Overriding the length of the warm-up changes what is said of it, and the table too."""
    sizes = ["market.people=20", "time.horizon_months=12"]
    answers = {
        months: sim.run(
            where("contract_value"), sets=[*sizes, f"time.warm_up_months={months}"], replications=2
        )
        for months in (10, 20)
    }
    lines = {months: warm_up.line(answer) for months, answer in answers.items()}
    assert "10 months" in lines[10]
    assert "20 months" in lines[20]
    searched = {m: set(a.warm_up["searched_months"]) - {0} for m, a in answers.items()}
    assert searched == {10: {10}, 20: {15}}
    assert tables.WARM_UP in tables.TABLES
