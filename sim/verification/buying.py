"""Customers whom the firm leaves alone buy, spend and drop out as the buyer models say."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from sim.records import CONTACTS, FIRM
from sim.theory import (
    bgnbd_expected,
    bgnbd_log_likelihood,
    bgnbd_probabilities,
    gamma_gamma_mean,
    pareto_nbd_alive_share,
    pareto_nbd_expected,
    sbg_survivors,
)
from sim.units import MONTH, WEEK, YEAR
from sim.verification import refit
from sim.verification.check import Check, Claim, Kind, Run, Runs, Size
from sim.verification.refit import Histories

WORLD: Final = "verification/buying"
BUYERS: Final = "customers.segments.buyers"
CONTACT_LOG: Final = frozenset({"contacts"})
NEEDS: Final = (refit.PACKAGE,)

MONTHS: Final = 9
"""Length of a run, 39.1 weeks [month]."""

MANY: Final = 7
"""Repeat purchases that are counted as so many or more [count]."""

FADER: Final = "Fader, Hardie & Lee (2005), Marketing Science 24(2)"
SCHMITTLEIN: Final = "Schmittlein, Morrison & Colombo (1987), Management Science 33(1)"
NOTE_025: Final = "Fader & Hardie (2013), note 025 at brucehardie.com"


def weeks(months: float) -> float:
    """Months of the model in the weeks of the literature."""
    return months * MONTH / WEEK


def people(run: Run) -> float:
    """Opening customers; nobody else ever joins in this world."""
    return float(run.records.repeats[0].sum())


def firm(run: Run, column: str) -> Any:
    """A column of the firm's table, month by month."""
    return run.records.firm[:, FIRM.column(column)]


# How often ----------------------------------------------------------------------------------------


class BgNbd(NamedTuple):
    """Parameters of BG/NBD, weeks the unit of time."""

    r: float
    alpha: float
    a: float
    b: float

    @property
    def sets(self) -> dict[str, Any]:
        """Values that make the people of the world such buyers."""
        return {
            f"{BUYERS}.purchases_per_year": self.r / self.alpha * YEAR / WEEK,
            f"{BUYERS}.purchase_rate_shape": self.r,
            f"{BUYERS}.exit_alpha": self.a,
            f"{BUYERS}.exit_beta": self.b,
            "time.horizon_months": MONTHS,
        }


CDNOW: Final = BgNbd(0.243, 4.414, 0.793, 2.426)
"""The online music shop, Fader, Hardie & Lee (2005), table 2."""

EAGER: Final = BgNbd(2.0, 6.0, 0.6, 3.0)
"""Buyers who come often enough for many counts."""


def bgnbd(name: str, title: str, buyers: BgNbd, quick: Size | None, full: Size) -> Check:
    """The check that people buy, and drop out after a purchase, as BG/NBD says."""
    moments = (1, 3, 6, MONTHS)
    shares = bgnbd_probabilities(*buyers, weeks(MONTHS), MANY - 1)
    bought = "purchases a person, {} months"
    times = [f"people who bought {count} times again" for count in range(MANY)]
    more = f"people who bought {MANY} times or more again"
    claims = (
        *(
            Claim(bought.format(month), bgnbd_expected(*buyers, weeks(month)), "purchase")
            for month in moments
        ),
        *(Claim(*line, "fraction") for line in zip(times, shares, strict=True)),
        Claim(more, 1.0 - math.fsum(shares), "fraction"),
    )

    def observe(runs: Runs) -> Mapping[str, float]:
        run = runs["base"]
        so_far = firm(run, "purchases").cumsum() / people(run)
        counts = run.records.repeats[MONTHS - 1, 0] / people(run)
        return {
            **{bought.format(month): so_far[month - 1] for month in moments},
            **dict(zip(times, counts, strict=False)),
            more: counts[MANY:].sum(),
        }

    source = f"{FADER}, equations 8 and 9"
    return Check(name, "B", title, source, WORLD, claims, observe, quick, full, sets=buyers.sets)


# How long -----------------------------------------------------------------------------------------


class ParetoNbd(NamedTuple):
    """Parameters of Pareto/NBD, weeks the unit of time, in a world that decides by periods."""

    r: float
    alpha: float
    s: float
    beta: float

    @property
    def chances(self) -> tuple[float, float]:
        """Shapes of the chance to leave at a decision, for survival equal to second order.

        Survivors of k decisions are a ratio of gamma functions, the power -s of
        1 + k / (shape + (s - 1) / 2) but for terms of third order in the period.
        """
        return self.s, self.beta / PERIOD - 0.5 * (self.s - 1.0)

    @property
    def sets(self) -> dict[str, Any]:
        """Values that make the people of the world such buyers."""
        alpha, beta = self.chances
        return {
            f"{BUYERS}.purchases_per_year": self.r / self.alpha * YEAR / WEEK,
            f"{BUYERS}.purchase_rate_shape": self.r,
            f"{BUYERS}.relationship": "renewal",
            f"{BUYERS}.renewal_months": MONTHS / (DECISIONS + 0.5),
            f"{BUYERS}.exit_alpha": alpha,
            f"{BUYERS}.exit_beta": beta,
            "time.horizon_months": MONTHS,
        }

    @property
    def lag(self) -> tuple[float, float]:
        """What the periods add to the share alive and to the purchases at the end."""
        survivors = sbg_survivors(*self.chances, DECISIONS)
        lived = PERIOD * (math.fsum(survivors) - 0.5 * survivors[-1])
        end = weeks(MONTHS)
        return (
            survivors[-1] - pareto_nbd_alive_share(self.s, self.beta, end),
            self.r / self.alpha * lived - pareto_nbd_expected(*self, end),
        )


DECISIONS: Final = 136
"""Chances to drop out in a run, the last of them half a period before its end [count]."""

PERIOD: Final = weeks(MONTHS) / (DECISIONS + 0.5)
"""Time between chances to drop out, the first of them after one period: two days [week]."""

CDNOW_PARETO: Final = ParetoNbd(0.553, 10.578, 0.606, 11.669)
"""Pareto/NBD on the same customers, lifetimes' tests of its estimates."""


def _pareto_nbd() -> Check:
    """People who drop out at any time, whether they buy or not."""
    moments = (3, MONTHS)
    alive, bought = "people still there, {} months", "purchases a person, {} months"
    claims = []
    for month in moments:
        end = weeks(month)
        share = pareto_nbd_alive_share(CDNOW_PARETO.s, CDNOW_PARETO.beta, end)
        purchases = pareto_nbd_expected(*CDNOW_PARETO, end)
        claims.append(Claim(alive.format(month), share, "fraction"))
        claims.append(Claim(bought.format(month), purchases, "purchase"))
    more_alive, more_bought = CDNOW_PARETO.lag

    def observe(runs: Runs) -> Mapping[str, float]:
        run = runs["base"]
        there = firm(run, "customers_closing") / people(run)
        so_far = firm(run, "purchases").cumsum() / people(run)
        return {
            name.format(month): values[month - 1]
            for month in moments
            for name, values in ((alive, there), (bought, so_far))
        }

    return Check(
        "pareto_nbd",
        "B",
        "People drop out at any time and buy at their own rate: CDNOW",
        SCHMITTLEIN,
        WORLD,
        tuple(claims),
        observe,
        Size(20, {"market.people": 1000}),
        Size(30, {"market.people": 3000}),
        sets=CDNOW_PARETO.sets,
        note=(
            f"The world decides every {PERIOD * WEEK:.1f} days, the model at any moment: after "
            f"{MONTHS} months this alone makes {more_alive:.4f} more alive and "
            f"{more_bought:.4f} more purchases, a small part of the intervals."
        ),
    )


# How much -----------------------------------------------------------------------------------------


class GammaGamma(NamedTuple):
    """Parameters of Gamma-Gamma."""

    p: float
    q: float
    v: float

    @property
    def sets(self) -> dict[str, Any]:
        """Values that make the people of the world such spenders."""
        return {
            f"{BUYERS}.spend_shape": self.p,
            f"{BUYERS}.spend_spread": self.q,
            f"{BUYERS}.spend_per_purchase": gamma_gamma_mean(*self),
        }


CDNOW_SPENDS: Final = GammaGamma(6.25, 3.74, 15.44)
"""Spends of the same customers, CLVTools' tests of its estimates."""

POINTS: Final = (10.0, 20.0, 30.0, 50.0, 100.0)
"""Spends below which shares are counted [currency]."""


def _spend_theory() -> dict[str, float]:
    """What Gamma-Gamma says of single spends and of the spends of one person."""
    from scipy import special

    p, q, v = CDNOW_SPENDS
    return {
        "mean spend": gamma_gamma_mean(p, q, v),
        # A spend over v is a beta prime variate of p and q.
        **{f"spends below {x:g}": float(special.betainc(p, q, x / (x + v))) for x in POINTS},
        "variance of a person's log spends": float(special.polygamma(1, p)),
        "covariance of two log spends of a person": float(special.polygamma(1, q)),
    }


def _gamma_gamma() -> Check:
    """People spend around their own mean, and the means differ."""
    says = _spend_theory()
    units = {"mean spend": "currency", **{f"spends below {x:g}": "fraction" for x in POINTS}}

    def observe(runs: Runs) -> Mapping[str, float]:
        contacts = runs["base"].records.contacts
        by_person = contacts[np.argsort(contacts[:, CONTACTS.column("person")], kind="stable")]
        person, spend = (by_person[:, CONTACTS.column(name)] for name in ("person", "spend"))
        _, first, count = np.unique(person, return_index=True, return_counts=True)
        twice = first[count > 1]
        one, other = np.log(spend[twice]), np.log(spend[twice + 1])
        values = (
            spend[first].mean(),
            *((spend[first] < point).mean() for point in POINTS),
            0.5 * np.square(one - other).mean(),
            np.cov(one, other)[0, 1],
        )
        return dict(zip(says, values, strict=True))

    return Check(
        "gamma_gamma",
        "B",
        "Spends vary around a person's own mean: CDNOW",
        f"{NOTE_025}; a spend is v times a beta prime of p and q",
        WORLD,
        tuple(Claim(name, value, units.get(name, "-")) for name, value in says.items()),
        observe,
        Size(20),
        Size(30, {"market.people": 8000}),
        sets={
            **CDNOW_SPENDS.sets,
            f"{BUYERS}.exit_odds": 0,
            f"{BUYERS}.purchases_per_year": 24,
            f"{BUYERS}.purchase_rate_shape": None,
            "market.people": 2000,
            "time.horizon_months": 1,
        },
        log=CONTACT_LOG,
        note="A person's first two spends are looked at; logarithms, for spends have fat tails.",
    )


# Back from the log to the parameters --------------------------------------------------------------


def log_likelihood(buyers: tuple[float, ...], known: Histories) -> float:
    """Log-likelihood of many histories in BG/NBD, time in weeks."""
    r, alpha, a, b = buyers
    return math.fsum(
        bgnbd_log_likelihood(r, alpha, a, b, int(x), last, age)
        for x, last, age in zip(*(column.tolist() for column in known), strict=True)
    )


DEVIANCE: Final = "2 (log-likelihood of the estimates less that of the truth)"


def _reestimated() -> Check:
    """BG/NBD and Gamma-Gamma found again in the log of a run."""
    truth = {**CDNOW._asdict(), **CDNOW_SPENDS._asdict()}

    def observe(runs: Runs) -> Mapping[str, float]:
        known = refit.histories(runs["base"])
        buying = refit.fit_bgnbd(known)
        spending = refit.fit_gamma_gamma(refit.spends(runs["base"]))
        gain = log_likelihood(buying, known) - log_likelihood(CDNOW, known)
        estimates = zip(truth, (*buying, *spending), strict=True)
        return {DEVIANCE: 2.0 * gain, **{f"log {name}": math.log(x) for name, x in estimates}}

    return Check(
        "reestimated",
        "B",
        "An independent package finds the parameters again in the log of contacts",
        f"{FADER}; {NOTE_025}; fitted by {refit.PACKAGE} 0.11.3",
        WORLD,
        (
            Claim(DEVIANCE, 4.0, source="Wilks (1938): chi-square with one degree per parameter"),
            *(Claim(f"log {name}", math.log(value)) for name, value in truth.items()),
        ),
        observe,
        Size(16),
        Size(20, {"market.people": 8000}),
        sets={**CDNOW.sets, **CDNOW_SPENDS.sets},
        log=CONTACT_LOG,
        needs=NEEDS,
        note=(
            "Estimates vary in proportion to their size and together, a with b above all: they are "
            "compared as logarithms, where the bias of maximum likelihood is a tenth of their "
            "standard deviation and far below the interval; the first line asks of a, b, r and "
            "alpha jointly what each alone cannot tell."
        ),
    )


def _pareto_reestimated() -> Check:
    """Pareto/NBD found again in the log of a run."""

    def observe(runs: Runs) -> Mapping[str, float]:
        found = refit.fit_pareto_nbd(refit.histories(runs["base"]))
        estimates = zip(ParetoNbd._fields, found, strict=True)
        return {f"log {name}": math.log(value) for name, value in estimates}

    return Check(
        "pareto_reestimated",
        "B",
        "The same for people who drop out at any time",
        f"{SCHMITTLEIN}; fitted by {refit.PACKAGE} 0.11.3",
        WORLD,
        tuple(Claim(f"log {k}", math.log(v)) for k, v in CDNOW_PARETO._asdict().items()),
        observe,
        None,
        Size(20, {"market.people": 2000}),
        sets=CDNOW_PARETO.sets,
        log=CONTACT_LOG,
        needs=NEEDS,
        note="As for BG/NBD; the world's periods of two days are short beside beta.",
    )


def _published(
    model: str, fit: tuple[float, ...], digit: float, names: Sequence[str]
) -> list[Claim]:
    """Claims that a fit is the published one, to so much."""
    return [
        Claim(f"{model} {name}", value, "-", Kind.EXACT, tolerance=digit)
        for name, value in zip(names, fit, strict=True)
    ]


def _cdnow_data() -> Check:
    """The data from which the published parameters came."""
    claims = (
        Claim("customers", 2357, "person", Kind.EXACT),
        Claim("repeat purchases", 2457, "purchase", Kind.EXACT),
        *_published("BG/NBD", CDNOW, 0.001, BgNbd._fields),
        Claim("BG/NBD log-likelihood", -9582.4, "-", Kind.EXACT, tolerance=0.05),
        *_published("Pareto/NBD", CDNOW_PARETO, 0.005, ParetoNbd._fields),
        *_published("Gamma-Gamma", CDNOW_SPENDS, 0.01, GammaGamma._fields),
    )

    def observe(_: Runs) -> Mapping[str, float]:
        known = refit.cdnow_histories()
        buying = refit.fit_bgnbd(known)
        values = (
            float(len(known.age)),
            float(known.repeats.sum()),
            *buying,
            log_likelihood(buying, known),
            *refit.fit_pareto_nbd(known),
            *refit.fit_gamma_gamma(refit.cdnow_spends()),
        )
        return {claim.quantity: value for claim, value in zip(claims, values, strict=True)}

    return Check(
        "cdnow_data",
        "B",
        "The real customers of CDNOW give the published parameters",
        f"{FADER}, table 2; estimates in the tests of {refit.PACKAGE} and CLVTools",
        "",
        claims,
        observe,
        Size(2),
        Size(2),
        arms={},
        needs=NEEDS,
        note=(
            "No run of the simulator: the data, the independent fit and the log-likelihood used "
            "elsewhere. Parameters agree to one unit of the last digit printed; those of "
            "Pareto/NBD to two decimals, for its likelihood is so flat that searches differ in "
            "the third."
        ),
    )


CHECKS: Final = (
    bgnbd(
        "bgnbd_cdnow",
        "People buy at their own rate and drop out after a purchase: CDNOW",
        CDNOW,
        Size(20),
        Size(30, {"market.people": 8000}),
    ),
    bgnbd("bgnbd_eager", "The same for people who buy often", EAGER, None, Size(30)),
    _pareto_nbd(),
    _gamma_gamma(),
    _reestimated(),
    _pareto_reestimated(),
    _cdnow_data(),
)
"""Every check of this part."""
