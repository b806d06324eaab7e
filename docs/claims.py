"""What the test of each well-known claim turns on, worked out from the tables of its answer."""

import math
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

import sim
from sim.analysis.intervals import Interval, mean_interval, paired_difference
from sim.experiment.answer import Answer
from sim.experiment.job import BASE

Values = NDArray[np.float64]

CONFIDENCE: Final = 0.95
"""Of every interval here, each by itself [fraction]."""


class Figure(NamedTuple):
    """A number of a claim with its 95 % interval; NaN where it cannot be told."""

    words: str
    unit: str
    estimate: float
    low: float
    high: float


def kpi(answer: Answer, world: str, name: str) -> Values:
    """A key figure of one world, by replication."""
    runs = answer.runs[answer.runs["alternative"] == world].sort_values("replication")
    return runs[name].to_numpy(dtype=float)


def total(answer: Answer, world: str, *columns: str, table: str = "timeseries") -> Values:
    """Sum of columns over the measured months of one world, by replication."""
    frame = getattr(answer, table)
    own = frame[(frame["alternative"] == world) & (frame["month"] >= 0)]
    sums = own.groupby("replication", sort=True)[list(columns)].sum()
    return sums.sum(axis=1).to_numpy(dtype=float)


def change(answer: Answer, world: str, *columns: str) -> Values:
    """What the sum of columns is more in one world than in the base, by replication."""
    return total(answer, world, *columns) - total(answer, BASE, *columns)


def of_means(
    what: Callable[..., float], *series: Values, clear: tuple[Values, ...] = ()
) -> Interval:
    """A function of means over replications, with its jackknife interval.

    Parameters
    ----------
    what : takes the mean of each series
    series : one value per replication, the same replications in each
    clear : what is divided by; where its own interval includes zero the figure cannot be told

    Notes
    -----
    Tukey (1958): pseudo-values n f(all) - (n - 1) f(all but one) behave like independent values.
    """
    for bottom in clear:
        around = mean_interval(bottom, CONFIDENCE)
        if not (around.low > 0 or around.high < 0):
            return Interval(math.nan, math.nan, math.nan, len(bottom))
    count = len(series[0])
    whole = what(*(values.mean() for values in series))
    pseudo = [
        count * whole - (count - 1) * what(*(np.delete(values, i).mean() for values in series))
        for i in range(count)
    ]
    around = mean_interval(pseudo, CONFIDENCE)
    shift = whole - around.mean
    return Interval(whole, around.low + shift, around.high + shift, count)


def ratio(top: Values, bottom: Values) -> Interval:
    """Mean over mean."""
    return of_means(lambda one, other: one / other, top, bottom, clear=(bottom,))


def _figure(words: str, unit: str, found: Interval, factor: float = 1.0) -> Figure:
    ends = (factor * found.mean, factor * found.low, factor * found.high)
    return Figure(words, unit, ends[0], min(ends[1:]), max(ends[1:]))


def five_points(answer: Answer) -> Iterator[Figure]:
    """Claim 1: the profit that five points are worth, in per cent, and of what."""
    profit = {w.name: kpi(answer, w.name, "profit") for w in answer.alternatives}

    def rise(before: str, after: str) -> Interval:
        return of_means(
            lambda one, other: 100 * (other / one - 1),
            profit[before],
            profit[after],
            clear=(profit[before],),
        )

    formula = answer.closed_form.set_index("alternative")["formula_relative"]
    worth = 100 * float(formula["free"])
    for before, after, how in (
        (BASE, "free", "five points free"),
        ("flat", "flat_and_free", "five points free where nobody spends more with time"),
    ):
        gain = paired_difference(profit[before], profit[after], CONFIDENCE)
        yield _figure(f"profit gained, {how}", f"{answer.currency} a year", gain)
    yield _figure("profit, five points free", "%", rise(BASE, "free"))
    yield _figure("profit, about five points paid for", "%", rise(BASE, "paid"))
    yield _figure(
        "profit, five points free where nobody spends more with time", "%",
        rise("flat", "flat_and_free"),
    )  # fmt: skip
    yield Figure(
        "worth of an average customer by the formula, five points free",
        "%",
        worth,
        math.nan,
        math.nan,
    )
    margin = ratio(profit[BASE], kpi(answer, BASE, "revenue"))
    yield _figure("profit of the base in its revenue", "%", margin, 100)


def new_customer(answer: Answer) -> Iterator[Figure]:
    """Claim 2: what one customer more costs when won, and when kept."""
    question = sim.load("claim_new_customer").scenario
    months = question.time.horizon_months
    spent: dict[str, float] = {}
    for world in question.alternatives:
        split: Any = world.interventions[0]
        spent[world.name] = months * (
            split.budget_per_month - question.market.advertising_per_month
        )
    end = {w.name: kpi(answer, w.name, "customers_end") for w in answer.alternatives}
    more = {name: end[name] - end[BASE] for name in spent}
    words = {
        "win": "a little more advertising",
        "keep": "a little care for those there are",
        "win_much": "much more advertising",
        "keep_much": "much care for those there are",
    }
    for name, how in words.items():
        cost = of_means(lambda gain, m=spent[name]: m / gain, more[name], clear=(more[name],))
        yield _figure(f"money for one customer more at the horizon: {how}", question.currency, cost)
    for size, win, keep in (("little", "win", "keep"), ("much", "win_much", "keep_much")):
        times = ratio(more[keep], more[win])
        yield _figure(f"winning costs so many times keeping, {size} money", "times", times)


def lifetime(answer: Answer) -> Iterator[Figure]:
    """Claim 3: how many sales a new customer is worth, earned and in revenue."""
    words = {
        BASE: "as it is",
        "stay": "customers stay longer",
        "often": "customers buy twice as often",
        "thin": "goods cost more",
    }
    for world, how in words.items():
        worth = kpi(answer, world, "new_customer_value")
        revenue = total(answer, world, "revenue")
        sale = revenue / total(answer, world, "purchases", "service_sales")
        earned = mean_interval(worth / sale, CONFIDENCE)
        yield _figure(
            f"sales that a new customer is worth in what is earned: {how}", "times", earned
        )
        share = total(answer, world, "contribution") / revenue
        turned_over = mean_interval(worth / share / sale, CONFIDENCE)
        yield _figure(f"the same in revenue: {how}", "times", turned_over)


def word_of_mouth(answer: Answer) -> Iterator[Figure]:
    """Claim 4: customers gained for each person reached."""

    def campaign(world: str) -> tuple[Values, Values]:
        gained = total(answer, world, "gained_campaign")
        return gained, total(answer, world, "contacted", table="campaigns")

    talk = change(answer, "talk", "gained_word_of_mouth"), change(answer, "talk", "told_good")
    reached = {"letter": campaign("letter"), "leaflet": campaign("leaflet"), "good talk": talk}
    for how, (gained, people) in reached.items():
        found = ratio(gained, people)
        yield _figure(f"customers gained for 1,000 people reached: {how}", "person", found, 1000)
    for how in ("letter", "leaflet"):
        times = of_means(
            lambda won, told, gained, people: (won / told) / (gained / people),
            *talk,
            *reached[how],
            clear=(talk[1], reached[how][0]),
        )
        yield _figure(f"good talk is so many times as strong as a {how}", "times", times)
    ways = [name for name in answer.timeseries.columns if name.startswith("gained_")]
    bad = ratio(change(answer, "bad_talk", *ways), change(answer, "bad_talk", "told_bad"))
    yield _figure("customers gained for 1,000 people more who hear bad news", "person", bad, 1000)


def eight_and_twentyfive(answer: Answer) -> Iterator[Figure]:
    """Claim 5: people told, and customers that failures and news cost or bring."""
    for world, how in (("bad_months", "as usual"), ("bad_months_told", "told to many")):
        told = ratio(total(answer, world, "told_bad"), total(answer, world, "news_bad"))
        yield _figure(f"people told of a bad contact that is told about: {how}", "person", told)
        fewer = kpi(answer, BASE, "customers_end") - kpi(answer, world, "customers_end")
        lost = ratio(fewer, change(answer, world, "faults"))
        yield _figure(
            f"customers fewer at the end for each faulty purchase more: {how}", "person", lost
        )
    gained = change(answer, "good_told", "gained_word_of_mouth")
    eight = ratio(gained, change(answer, "good_told", "told_good"))
    yield _figure(
        "customers that good service brings when eight are told of it", "person", eight, 8
    )


def satisfied_staff(answer: Answer) -> Iterator[Figure]:
    """Claim 6: what customers' satisfaction gains for each point that employees' gains."""
    words = {
        "pay": "more pay",
        "equip": "better internal service",
        "fewer_failures": "fewer failures",
        "fewer_people": "fewer people",
    }
    for world, how in words.items():
        points = {
            name: kpi(answer, world, name) - kpi(answer, BASE, name)
            for name in ("customer_satisfaction", "employee_satisfaction")
        }
        for name, values in points.items():
            found = mean_interval(values, CONFIDENCE)
            yield _figure(f"{name.replace('_', ' ')}: {how}", "points", found)
        found = ratio(points["customer_satisfaction"], points["employee_satisfaction"])
        yield _figure(f"customers' points for each point of employees': {how}", "points", found)


def recovery_paradox(answer: Answer) -> Iterator[Figure]:
    """Claim 7: excellent answers against few failures."""
    looked_at = (
        ("customer_satisfaction", "points", 1),
        ("customer_retention", "percentage points a year", 100),
        ("profit", f"{answer.currency} a year", 1),
    )
    for name, unit, factor in looked_at:
        pair = kpi(answer, "no_failures", name), kpi(answer, "best_answers", name)
        found = paired_difference(*pair, CONFIDENCE)
        words = f"{name.replace('_', ' ')}: best answers less hardly any failures"
        yield _figure(words, unit, found, factor)


FIGURES: Final[dict[str, Callable[[Answer], Iterator[Figure]]]] = {
    "claim_five_points": five_points,
    "claim_new_customer": new_customer,
    "claim_lifetime": lifetime,
    "claim_word_of_mouth": word_of_mouth,
    "claim_eight_and_twentyfive": eight_and_twentyfive,
    "claim_satisfied_staff": satisfied_staff,
    "claim_recovery_paradox": recovery_paradox,
}
"""Numbers by the question that tests a claim."""
