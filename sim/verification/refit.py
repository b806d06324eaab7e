"""Buyer models as an independent package fits them, to histories and to the data it ships."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib.resources import as_file, files
from io import StringIO
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.records import CONTACTS
from sim.units import MONTH, WEEK
from sim.verification.check import Run

Array = NDArray[np.float64]

PACKAGE: Final = "lifetimes"
"""Davidson-Pilon, maximum likelihood of BG/NBD, Pareto/NBD and Gamma-Gamma."""

SLOPE: Final = 1e-6
"""Slope of the mean log-likelihood at which a search ends [-].

The package's own 1e-7 is at times below rounding and then taken for failure; what is left is below
a thousandth of a parameter.
"""

STEP: Final = 1e-9
"""Step at which the simplex search of Pareto/NBD ends; the package's own 1e-4 stops short [-]."""


class Histories(NamedTuple):
    """What the buyer models know of customers, one entry each."""

    repeats: Array
    """Repeat purchases [count]."""
    last: Array
    """Time from the first purchase to the last one [week]."""
    age: Array
    """Time since the first purchase [week]."""


class Spends(NamedTuple):
    """What the spend model knows of customers who bought, one entry each."""

    purchases: Array
    """Purchases with a known spend, >= 1 [count]."""
    mean: Array
    """Mean spend over them [currency]."""


def histories(run: Run) -> Histories:
    """Histories of the opening customers of a run, read from its contact log."""
    people = int(run.records.repeats[0].sum())
    weeks = len(run.records.firm) * MONTH / WEEK
    person, time = (run.records.contacts[:, CONTACTS.column(name)] for name in ("person", "time"))
    last = np.zeros(people)
    np.maximum.at(last, person.astype(int), time / WEEK)
    repeats = np.bincount(person.astype(int), minlength=people).astype(float)
    return Histories(repeats, last, np.full(people, weeks))


def spends(run: Run) -> Spends:
    """Spends of all who bought in a run, read from its contact log."""
    person, spend = (run.records.contacts[:, CONTACTS.column(name)] for name in ("person", "spend"))
    _, who, purchases = np.unique(person, return_inverse=True, return_counts=True)
    return Spends(purchases.astype(float), np.bincount(who, weights=spend) / purchases)


def cdnow_histories() -> Histories:
    """Real customers of CDNOW, one in ten of those who first bought early in 1997, for 39 weeks."""
    return Histories(*_shipped("cdnow_customers_summary.csv").T[1:])


def cdnow_spends() -> Spends:
    """What the same customers spent on repeat purchases, those without any left out."""
    _, repeats, _, _, mean = _shipped("cdnow_customers_summary_with_transactions.csv").T
    return Spends(repeats[repeats > 0], mean[repeats > 0])


def fit_bgnbd(known: Histories) -> tuple[float, ...]:
    """Parameters r, alpha [week], a, b of BG/NBD, by maximum likelihood."""
    with _package() as package:
        return _parameters(package.BetaGeoFitter().fit(*known, tol=SLOPE))


def fit_pareto_nbd(known: Histories) -> tuple[float, ...]:
    """Parameters r, alpha [week], s, beta [week] of Pareto/NBD, by maximum likelihood."""
    with _package() as package:
        # From a stated start, for the package would draw one.
        fitter = package.ParetoNBDFitter()
        return _parameters(fitter.fit(*known, initial_params=np.ones(4), tol=STEP))


def fit_gamma_gamma(known: Spends) -> tuple[float, ...]:
    """Parameters p, q, v [currency] of Gamma-Gamma, by maximum likelihood."""
    with _package() as package:
        return _parameters(package.GammaGammaFitter().fit(*known, tol=SLOPE))


def _parameters(fitted: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in fitted.params_)


def _shipped(name: str) -> Array:
    """Numbers of a data file in the package, read where it lies."""
    with _package(), as_file(files(PACKAGE) / "datasets" / name) as path:
        return np.loadtxt(path, delimiter=",", skiprows=1)


@contextmanager
def _package() -> Iterator[Any]:
    """The package, loaded when first needed and kept quiet.

    It sets an option that pandas no longer has, tries parameters on its way at which a likelihood
    is not a number, and prints what it then raises.
    """
    with warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.filterwarnings("ignore", "The 'mode.chained_assignment' option is deprecated")
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=PACKAGE)
        import lifetimes

        yield lifetimes
