"""Whether the textbook firm, left alone, looks like a service business: targets and figures."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import sim
from docs.reference import WRITTEN, page, table
from sim.analysis.intervals import Interval, correlation_interval, mean_interval
from sim.experiment.answer import Answer

FIRM: Final = "firms/textbook"
REPLICATIONS: Final = 30
"""Replications; each is a business unit of its own for the correlations between units."""
CONFIDENCE: Final = 0.99


class Target(NamedTuple):
    """A range in which a figure of a plausible service business lies."""

    name: str
    unit: str
    low: float
    high: float
    mark: str
    """How the range is known: literature, recalled or assumed."""
    source: str
    read: Callable[[Answer], Interval]


def mean(name: str) -> Callable[[Answer], Interval]:
    """Mean of a key figure over the replications."""

    def read(answer: Answer) -> Interval:
        return mean_interval(answer.runs[name].to_numpy(dtype=float), CONFIDENCE)

    return read


def correlation(one: str, other: str) -> Callable[[Answer], Interval]:
    """Correlation of two key figures between business units, with Fisher's interval."""

    def read(answer: Answer) -> Interval:
        both = (answer.runs[name].to_numpy(dtype=float) for name in (one, other))
        return correlation_interval(*both, CONFIDENCE)

    return read


TARGETS: Final = (
    Target(
        "customer retention",
        "fraction/year",
        0.80,
        0.85,
        "literature",
        "most businesses lose 15 to 20 % of customers a year (Reichheld & Sasser 1990, brief)",
        mean("customer_retention"),
    ),
    Target(
        "employee retention",
        "fraction/year",
        0.60,
        0.80,
        "literature",
        "turnover of 25 % to over 50 % in US call centres (Holman, Batt & Holtgrewe 2007)",
        mean("employee_retention"),
    ),
    Target(
        "customer satisfaction",
        "point",
        68.0,
        80.0,
        "literature",
        "75 % satisfied while the contact worker stays, 55 % when not (Heskett et al. 1994)",
        mean("customer_satisfaction"),
    ),
    Target(
        "good to bad word of mouth",
        "-",
        2.4,
        3.6,
        "literature",
        "3 to 1 over fifteen studies (East, Hammond & Wright 2007)",
        mean("good_to_bad_news"),
    ),
    Target(
        "failures that are voiced",
        "fraction",
        0.03,
        0.69,
        "literature",
        "3 % of minor problems to 69 % of large losses (Goodman & Newman, TARP)",
        mean("voice_rate"),
    ),
    Target(
        "sales to the best fifth of customers",
        "fraction",
        0.60,
        0.85,
        "assumed",
        "the field's rule that a fifth of customers makes four fifths of sales, and below",
        mean("top_customers_share"),
    ),
    Target(
        "contacts answered in target",
        "fraction",
        0.75,
        0.95,
        "recalled",
        "the call centres' 80 % within a target time; recalled, unverified",
        mean("service_level"),
    ),
    Target(
        "contacts abandoned",
        "fraction",
        0.01,
        0.08,
        "literature",
        "3.1 % in the example of Garnett, Mandelbaum & Reiman (2002), and around it",
        mean("abandonment"),
    ),
    Target(
        "contacts that fail",
        "fraction",
        0.02,
        0.10,
        "assumed",
        "with five contacts a year, one customer in five to two has a problem in a year",
        mean("failure_rate"),
    ),
    Target(
        "profit margin",
        "fraction",
        0.03,
        0.15,
        "assumed",
        "a service business that earns its keep",
        mean("profit_margin"),
    ),
    Target(
        "satisfaction of staff with that of customers, between units",
        "correlation",
        0.10,
        0.75,
        "literature",
        ".32 over business units that differ in much else (Harter, Schmidt & Hayes 2002); "
        "ours differ by luck alone",
        correlation("employee_satisfaction", "customer_satisfaction"),
    ),
    Target(
        "satisfaction of staff with quits, between units",
        "correlation",
        -0.75,
        -0.10,
        "literature",
        "-.36 over business units (Harter, Schmidt & Hayes 2002)",
        correlation("employee_satisfaction", "quits_per_year"),
    ),
)
"""What is known of service businesses that the textbook firm should look like."""


def measure() -> Answer:
    """The textbook firm left alone, in many replications."""
    answer = sim.run(FIRM, replications=REPLICATIONS, workers=2)
    if answer.exit_status != 0:
        raise RuntimeError(f"some of the {REPLICATIONS} runs of {FIRM} failed")
    return answer


def calibration_page(answer: Answer) -> str:
    """The targets beside what the textbook firm gives."""
    return page(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    yield from (WRITTEN, "", "# Does the textbook firm look like a service business?", "")
    yield "The textbook firm is nobody's. Its free numbers are chosen so that, left alone, it lies"
    yield "within what is published of service businesses; no figure below was fitted to a firm."
    yield f"Means and {CONFIDENCE:.0%} intervals over {REPLICATIONS} replications of three years;"
    yield "correlations treat each replication as a business unit. Where an interval leaves its"
    yield "range, nobody can be sure."
    yield ""
    yield from table(
        ("figure", "unit", "plausible", "known by", "because", "textbook firm", "interval", ""),
        (_row(target, target.read(answer)) for target in TARGETS),
    )


def _row(target: Target, found: Interval) -> tuple[str, ...]:
    return (
        target.name,
        target.unit,
        f"{target.low:g} to {target.high:g}",
        target.mark,
        target.source,
        f"{found.mean:.3g}",
        f"{found.low:.3g} to {found.high:.3g}",
        verdict(target, found),
    )


def verdict(target: Target, found: Interval) -> str:
    """Whether a figure lies in its range for all that its interval leaves open."""
    if target.low <= found.low and found.high <= target.high:
        return "inside"
    if found.high < target.low or target.high < found.low:
        return "**outside**"
    return "not sure"
