"""Customers under contract stay as the shifted-beta-geometric model says."""

from collections.abc import Mapping
from typing import Any, Final

from sim.records import FIRM
from sim.theory import sbg_derl, sbg_survivors
from sim.verification.check import Check, Claim, Kind, Runs, Size

WORLD: Final = "verification/buying"
BUYERS: Final = "customers.segments.buyers"

HIGH_END: Final = (0.668, 3.806)
"""Shapes fitted to years 0 to 7 of the High End cohort."""

SEEN: Final = 7
"""Renewals to which they were fitted [count]."""

FORECAST: Final = 12
"""Renewals up to which the paper forecasts [count]."""

DISCOUNT: Final = 0.10
"""Discount rate [fraction/year]."""

FAR: Final = 60
"""Renewals after which the closed form takes over [count]."""

ALIKE: Final = 1e6
"""Sum of the shapes with which people hardly differ; their chances vary by 0.0004."""

STAYING: Final = 0.8
"""Retention of people who are all alike [fraction]."""

A_YEAR: Final = (
    "A year of the paper is a month of the world: nothing in it but the renewals knows time."
)


def renewing(alpha: float, beta: float) -> dict[str, Any]:
    """Values for people who renew month by month and do nothing else."""
    return {
        f"{BUYERS}.relationship": "renewal",
        f"{BUYERS}.renewal_months": 1,
        f"{BUYERS}.purchases_per_year": 0,
        f"{BUYERS}.exit_alpha": alpha,
        f"{BUYERS}.exit_beta": beta,
    }


def left_after(runs: Runs) -> list[float]:
    """Customers left after 0, 1, .. renewals; the one due at the end of a month falls after it."""
    closing = runs["base"].records.firm[:, FIRM.column("customers_closing")]
    return [float(customers) for customers in closing]


def residual_lifetime(left: list[float]) -> float:
    """Discounted renewals ahead of those left after the years that the fit has seen [year]."""
    seen, last = left[SEEN], len(left) - 1
    ahead = [left[k] / seen / (1.0 + DISCOUNT) ** (k - SEEN - 1) for k in range(SEEN + 1, last + 1)]
    beyond = ahead[-1] / (1.0 + DISCOUNT) * sbg_derl(*HIGH_END, DISCOUNT, last)
    return sum(ahead) + beyond


def _high_end() -> Check:
    """People who differ in their chance to leave."""
    survivors = sbg_survivors(*HIGH_END, FORECAST)
    year = "survivors of year {}"
    lifetime = f"residual lifetime after {SEEN} renewals, discounted"
    rising = f"retention of year {FORECAST} less that of year 1"

    def observe(runs: Runs) -> Mapping[str, float]:
        left = left_after(runs)
        return {
            **{year.format(k): left[k] / left[0] for k in range(1, FORECAST + 1)},
            lifetime: residual_lifetime(left),
            rising: left[FORECAST] / left[FORECAST - 1] - left[1] / left[0],
        }

    return Check(
        "sbg_high_end",
        "C",
        "Contracts of people who differ: High End",
        "Fader & Hardie (2007), Journal of Interactive Marketing 21(1)",
        WORLD,
        (
            *(Claim(year.format(k), survivors[k], "fraction") for k in range(1, FORECAST + 1)),
            Claim(
                lifetime,
                sbg_derl(*HIGH_END, DISCOUNT, SEEN),
                "year",
                source="Fader & Hardie (2010), Marketing Science 29(1): 7.53",
            ),
            Claim(
                rising,
                0.0,
                "fraction",
                Kind.ABOVE,
                source="Fader & Hardie (2007): selection, for nobody's chance ever changes",
            ),
        ),
        observe,
        Size(20, {"market.people": 1000}),
        Size(30, {"market.people": 4000}),
        sets={**renewing(*HIGH_END), "time.horizon_months": FAR + 1},
        note=(
            f"{A_YEAR} Published forecast of years 8 to 12: 46.0, 43.6, 41.4, 39.5, 37.8 %. The "
            f"lifetime counts renewals up to year {FAR}; what those left then still have ahead, "
            "one part in four hundred, is added from the closed form."
        ),
    )


def _alike() -> Check:
    """People who do not differ."""
    years = (1, 2, 4, 8)
    rate = "retention of year {}"
    rising = f"retention of year {years[-1]} less that of year 1"

    def observe(runs: Runs) -> Mapping[str, float]:
        left = left_after(runs)
        rates = {rate.format(k): left[k] / left[k - 1] for k in years}
        return {**rates, rising: rates[rate.format(years[-1])] - rates[rate.format(1)]}

    return Check(
        "sbg_alike",
        "C",
        "Contracts of people who are all alike",
        "the law itself: without differences nobody is selected",
        WORLD,
        (
            *(Claim(rate.format(k), STAYING, "fraction") for k in years),
            Claim(rising, 0.0, "fraction"),
        ),
        observe,
        Size(20, {"market.people": 1000}),
        Size(30, {"market.people": 4000}),
        sets={
            **renewing((1.0 - STAYING) * ALIKE, STAYING * ALIKE),
            "time.horizon_months": years[-1] + 1,
        },
        note=A_YEAR,
    )


CHECKS: Final = (_high_end(), _alike())
"""Every check of this part."""
