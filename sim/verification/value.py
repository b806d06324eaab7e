"""Customers under contract are worth what the formulas of lifetime value say, and where not, why.

A month stands for the formulas' period wherever that is possible, since months are what takes time
to run; the world does not mind.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.records import FIRM, SEGMENTS
from sim.theory import clv, clv_over, growing_value, retention_elasticity, value_of_a_life
from sim.verification.check import Arm, Check, Claim, Kind, Run, Runs, Size

Array = NDArray[np.float64]

WORLD: Final = "verification/contract_value"
YEAR_MONTHS: Final = 12
SEGMENT: Final = "customers.segments.members"
GOODS: Final = 0.5
"""Cost of goods over sales [fraction]."""
SURE: Final = 1e9
"""Sum of both shapes of the chance of leaving; so large that all people have the same."""

GUPTA_LEHMANN: Final = (
    'Gupta & Lehmann (2003), "Customers as assets", J. Interactive Marketing 17(1)'
)
GUPTA_STUART: Final = (
    'Gupta, Lehmann & Stuart (2004), "Valuing customers", J. Marketing Research 41(1)'
)
ZERO_DEFECTIONS: Final = 'Reichheld & Sasser (1990), "Zero defections", Harvard Bus. Review 68(5)'
RECALLED: Final = f"{ZERO_DEFECTIONS}; recalled, unverified"

FIRMS: Final = f"{RECALLED}: four lines of business"

DISCOUNT: Final = 0.10
"""Discount per period of the plain formula [fraction]."""

CARD_PROFITS: Final = (30.0, 42.0, 44.0, 49.0, 55.0)
CARD_COST: Final = 51.0
CARD_CURVE: Final = {0.5: 20.0, 0.4: 38.0, 0.3: 70.0, 0.2: 134.0, 0.1: 300.0, 0.05: 525.0}
"""A credit card customer: profit by year, cost of winning, value by yearly defection [dollar]."""
CARD_NEARLY: Final = 0.03
"""The discounting behind the curve is not known; this near counts as the same [fraction]."""
CARD_DISCOUNT: Final = 0.045

PROFIT_RATIOS: Final = {2: (1.15, 2.20), 3: (1.33, 2.69), 4: (1.54, 3.52), 5: (1.78, 3.73)}
"""Profit in a year as a customer over that in the first: least and most of credit card, industrial
laundry, industrial distribution and auto servicing."""


def percent(after: float, before: float) -> float:
    """By how much something rose [%]."""
    return 100.0 * (after / before - 1.0)


# The formulas -------------------------------------------------------------------------------------


def _multiples() -> Check:
    """The table of margin multiples."""
    discounts = (0.10, 0.12, 0.14, 0.16)
    table = {
        0.60: (1.20, 1.15, 1.11, 1.07),
        0.70: (1.75, 1.67, 1.59, 1.52),
        0.80: (2.67, 2.50, 2.35, 2.22),
        0.90: (4.50, 4.09, 3.75, 3.46),
        0.95: (6.33, 5.59, 5.00, 4.52),
    }

    def name(retention: float, discount: float) -> str:
        return f"multiple at retention {retention:.0%}, discount {discount:.0%}"

    def observe(runs: Runs) -> Mapping[str, float]:
        return {name(r, i): clv(1.0, r, i) for r in table for i in discounts}

    return formula(
        "margin_multiples",
        "The plain formula m r / (1 + i - r): value over margin",
        f"{GUPTA_LEHMANN}; the table recalled, unverified",
        tuple(
            Claim(name(retention, i), value, "-", Kind.EXACT, tolerance=0.005)
            for retention, row in table.items()
            for i, value in zip(discounts, row, strict=True)
        ),
        observe,
    )


def _elasticities() -> Check:
    """Per cent of value for one per cent of retention."""
    known = {0.70: 2.67, 0.80: 3.50, 0.85: 4.15, 0.95: 6.59}

    def observe(runs: Runs) -> Mapping[str, float]:
        return {f"elasticity at retention {r:.0%}": retention_elasticity(r, 0.12) for r in known}

    return formula(
        "retention_elasticities",
        "Value gained for 1 % more retention, at a discount of 12 %",
        f"{GUPTA_STUART}: the derivative of the plain formula",
        tuple(
            Claim(f"elasticity at retention {r:.0%}", value, "-", Kind.EXACT, tolerance=0.005)
            for r, value in known.items()
        ),
        observe,
    )


def _five_points() -> Check:
    """Five points of retention in the plain formula."""
    known = {0.75: 24.0, 0.80: 28.0, 0.85: 32.0, 0.90: 41.0}

    def observe(runs: Runs) -> Mapping[str, float]:
        return {
            f"gain from retention {r:.0%}": percent(clv(1, r + 0.05, DISCOUNT), clv(1, r, DISCOUNT))
            for r in known
        }

    return formula(
        "five_points",
        "Value gained by 5 points of retention in the plain formula, at a discount of 10 %",
        f"{GUPTA_LEHMANN}: computed from the formula",
        tuple(
            Claim(f"gain from retention {r:.0%}", value, "%", Kind.EXACT, tolerance=0.5)
            for r, value in known.items()
        ),
        observe,
        "The low end of the 25 to 85 % of Reichheld & Sasser (1990); the rest needs margins that "
        "grow with tenure and a cost of winning customers.",
    )


def _credit_card() -> Check:
    """Two conventions that nearly give the published curve."""

    def forever(defection: float) -> float:
        return growing_value(CARD_PROFITS, 0.5, 1.0 - defection, CARD_DISCOUNT, CARD_COST)

    def for_a_life(defection: float) -> float:
        return value_of_a_life(CARD_PROFITS, 1.0 / defection, 0.06, CARD_COST)

    conventions = {"share staying": forever, "fixed life": for_a_life}

    def observe(runs: Runs) -> Mapping[str, float]:
        return {
            f"{name}, defection {defection:.0%}": value(defection)
            for name, value in conventions.items()
            for defection in CARD_CURVE
        }

    return formula(
        "credit_card_curve",
        "Value of a credit card customer against defection, by formula",
        RECALLED,
        tuple(
            near(f"{name}, defection {defection:.0%}", value)
            for name in conventions
            for defection, value in CARD_CURVE.items()
        ),
        observe,
        "The discounting of the publication is not known. Share staying: (1 - q)^(t - 1) stay, "
        "4.5 % discount, profit of 30, 42, 44, 49, 55 and half a dollar more each year after. "
        "Fixed life: everybody stays 1 / q years, 6 % discount, 55 from the fifth year on. Both "
        "with 51 to win the customer.",
    )


def formula(
    name: str,
    title: str,
    source: str,
    claims: tuple[Claim, ...],
    observe: Any,
    note: str = "",
) -> Check:
    """A check of a closed form against printed numbers; nothing is simulated."""
    note = " ".join(("Nothing is simulated; numbers agree to the digits printed.", note)).strip()
    size = Size(2)
    return Check(name, "E", title, source, WORLD, claims, observe, size, size, arms={}, note=note)


def near(quantity: str, value: float) -> Claim:
    """A recalled value, to be met nearly."""
    low, high = (value * (1.0 + sign * CARD_NEARLY) for sign in (-1.0, 1.0))
    return Claim(quantity, low, "$", Kind.TARGET, most=high, source=RECALLED)


# The simulator ------------------------------------------------------------------------------------


def staying(retention: float) -> dict[str, float]:
    """Sets that give everybody this chance of renewing."""
    return {
        f"{SEGMENT}.exit_alpha": SURE * (1.0 - retention),
        f"{SEGMENT}.exit_beta": SURE * retention,
    }


def selling(profit: float, per_month: float = 1.0) -> dict[str, float]:
    """Sets that make a customer worth so much a month, in so many purchases."""
    return {
        f"{SEGMENT}.purchases_per_year": per_month * YEAR_MONTHS,
        f"{SEGMENT}.spend_per_purchase": profit / per_month / (1.0 - GOODS),
        "firm.cost_of_goods_fraction": GOODS,
    }


def contributions(run: Run) -> Array:
    """What customers brought in each measured month."""
    months = run.records.segments[run.plan.warm_up_months :]
    found: Array = months[..., SEGMENTS.column("contribution")].sum(axis=(1, 2))
    return found


def opening(run: Run) -> float:
    """Customers when measurement starts, before that day's renewals."""
    return float(run.records.firm[run.plan.warm_up_months, FIRM.column("customers_opening")])


def value(run: Run, discount: float) -> float:
    """Contribution per customer there at the start, each month's at its end, discounted."""
    brought = contributions(run)
    worth = (1.0 + discount) ** -np.arange(1.0, len(brought) + 1.0)
    return float(brought @ worth) / opening(run)


def contract(retention: float, published: tuple[float, float] | None = None) -> Check:
    """The value of customers under contract, and what one per cent and five points add."""
    periods = 10
    arms = {"base": retention, "1 %": 1.01 * retention, "5 points": retention + 0.05}
    expected = {name: clv_over(1.0, kept, DISCOUNT, periods) for name, kept in arms.items()}
    gains = ("1 %", "5 points")

    def observe(runs: Runs) -> Mapping[str, float]:
        got = {name: value(run, DISCOUNT) for name, run in runs.items()}
        found = {f"gain by {name}": percent(got[name], got["base"]) for name in gains}
        return found | {"value over margin": got["base"], "elasticity": found["gain by 1 %"]}

    claims = [
        Claim("value over margin", expected["base"], "period"),
        *(
            Claim(f"gain by {name}", percent(expected[name], expected["base"]), "%")
            for name in gains
        ),
    ]
    if published:
        source = f"{GUPTA_STUART}: 3 to 7 over firms"
        claims.append(
            Claim("elasticity", published[0], "-", Kind.TARGET, most=published[1], source=source)
        )
    return Check(
        f"contract_value_{round(100.0 * retention)}",
        "E",
        f"Customers under contract, {retention:.0%} renew, over 10 periods at a discount of 10 %",
        f"{GUPTA_LEHMANN}: the plain formula, cut off after the periods run",
        WORLD,
        tuple(claims),
        observe,
        Size(20) if published else None,
        Size(40),
        sets={
            **selling(1.0),
            "market.people": 700,
            "time.warm_up_months": 1,
            "time.horizon_months": periods,
        },
        arms={name: Arm(staying(kept)) for name, kept in arms.items()},
        note=(
            "A month stands for a period. The first margin measured follows the first renewal; "
            "each counts at the end of its period. Gains compare the same people, once with 1 % "
            "of retention more, and once with 5 points."
        ),
    )


def _retention_target() -> Check:
    """Five points through the intervention."""
    before, after, years = 0.80, 0.85, 3

    def monthly(yearly: float) -> float:
        return float(yearly ** (1.0 / YEAR_MONTHS))

    discount = monthly(1.0 + DISCOUNT) - 1.0

    def worth(yearly: float) -> float:
        return clv_over(1.0, monthly(yearly), discount, years * YEAR_MONTHS)

    def kept(run: Run) -> float:
        closing = float(run.records.firm[-1, FIRM.column("customers_closing")])
        return float(100.0 * (closing / opening(run)) ** (1.0 / years))

    def observe(runs: Runs) -> Mapping[str, float]:
        plain, more = (value(runs[name], discount) for name in ("base", "5 points"))
        return {
            "retention without": kept(runs["base"]),
            "retention with": kept(runs["5 points"]),
            "gain": percent(more, plain),
        }

    target = {"kind": "retention_target", "of": "customers", "points": 5}
    return Check(
        "five_points_assumed",
        "E",
        "The intervention retention_target: 5 points, free of cost, over 3 years",
        f"{GUPTA_LEHMANN}: the plain formula, cut off after the months run",
        WORLD,
        (
            Claim("retention without", 100.0 * before, "%/year"),
            Claim("retention with", 100.0 * after, "%/year"),
            Claim("gain", percent(worth(after), worth(before)), "%"),
        ),
        observe,
        Size(16),
        Size(40),
        sets={
            **selling(1.0, 0.25),
            **staying(monthly(before)),
            "market.people": 600,
            "time.warm_up_months": YEAR_MONTHS + 1,
            "time.horizon_months": years * YEAR_MONTHS,
        },
        arms={"base": Arm(), "5 points": Arm(interventions=(target,))},
        note="Contracts are renewed monthly; the firm needs a year of them to know its defection.",
    )


def _growing() -> Check:
    """Margins that grow with tenure, and the cost of winning customers."""
    growth, years, periods = 0.2325, 6, 60
    first = 1.0 + 0.5 * growth
    profits = [CARD_PROFITS[0] * (1.0 + growth * (year + 0.5)) / first for year in range(years)]
    profits.append(CARD_PROFITS[0] * (1.0 + growth * years) / first)
    curve = (0.2, 0.1, 0.05)
    arms = {defection: f"{defection:.0%}" for defection in (0.2, 0.15, 0.1, 0.05)}

    def known(defection: float) -> float:
        return growing_value(profits, 0.0, 1.0 - defection, CARD_DISCOUNT, CARD_COST)

    plain = percent(clv(1.0, 0.85, CARD_DISCOUNT), clv(1.0, 0.80, CARD_DISCOUNT))

    def observe(runs: Runs) -> Mapping[str, float]:
        worth = {q: value(runs[name], CARD_DISCOUNT) - CARD_COST for q, name in arms.items()}
        lasting = runs[arms[0.05]]
        there = lasting.records.firm[:, FIRM.column("customers_closing")]
        by_year = contributions(lasting)[:5] / there[:5]
        gain = percent(worth[0.15], worth[0.2])
        return {
            "value at a defection of 20 %": worth[0.2],
            "gain by 5 points": gain,
            "gain by 5 points, against the plain formula": gain,
            "gain by 5 points, in the range": gain,
            **{f"defection {q:.0%}": worth[q] for q in curve},
            **{f"profit in year {y}": float(by_year[y - 1] / by_year[0]) for y in PROFIT_RATIOS},
        }

    return Check(
        "growing_margins",
        "E",
        "Customers who buy more with tenure and cost 51 to win",
        "the sum of profits by tenure of those who stay",
        WORLD,
        (
            Claim("value at a defection of 20 %", known(0.2), "$"),
            Claim("gain by 5 points", percent(known(0.15), known(0.2)), "%"),
            Claim("gain by 5 points, against the plain formula", plain, "%", Kind.ABOVE),
            Claim(
                "gain by 5 points, in the range",
                25.0,
                "%",
                Kind.TARGET,
                most=85.0,
                source=f"{ZERO_DEFECTIONS}: 25 to 85 % over lines of business",
            ),
            *(near(f"defection {q:.0%}", CARD_CURVE[q]) for q in curve),
            *(
                Claim(f"profit in year {year}", low, "year 1", Kind.TARGET, most=most, source=FIRMS)
                for year, (low, most) in PROFIT_RATIOS.items()
            ),
        ),
        observe,
        Size(16),
        Size(40),
        sets={
            **selling(CARD_PROFITS[0] / first),
            "market.people": 300,
            "time.warm_up_months": 0,
            "time.horizon_months": periods,
            "customers.perception.spend_growth_per_year": growth * YEAR_MONTHS,
            "customers.perception.spend_growth_years": years / YEAR_MONTHS,
        },
        arms={name: Arm(staying(1.0 - defection)) for defection, name in arms.items()},
        note=(
            "A month stands for a year. That purchases grow by 23.25 % of the first a year, for "
            "six years, is our assumption, which takes the profit of the fifth year to 55 for 30 "
            "in the first; discount 4.5 %, our choice too. The gain is that from 20 to 15 %."
        ),
    )


CHECKS: Final = (
    _multiples(),
    _elasticities(),
    _five_points(),
    contract(0.70),
    contract(0.80, published=(3.0, 7.0)),
    contract(0.90),
    _retention_target(),
    _credit_card(),
    _growing(),
)
"""Every check of this part."""
