"""What common random numbers save: ``python -m benchmarks.pairing`` from the top of the checkout.

``--write`` keeps the result in docs/common_random_numbers.md. It needs the extra ``fast`` and some
minutes; draws are keyed, so that every machine finds the same numbers.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

import sim
from benchmarks.page import Section, at_least, markdown
from benchmarks.processes import ROOT
from docs.library import few_runs, fingerprint
from sim import randomness as rnd
from sim.experiment.job import BASE
from sim.parameters import ARROWS, Plan
from sim.records import ACCOUNTS, ASSETS, CONTACTS, Array
from sim.scenarios.resolve import plans
from sim.units import MONTHS_PER_YEAR

PAGE: Final = ROOT / "docs" / "common_random_numbers.md"
QUESTION: Final = "retention_gain"

PAIRS: Final = 100
"""Replications of each world for the ratio [replication]."""
PAIRED, INDEPENDENT_BASE, INDEPENDENT_OTHER = 1, 2, 3
"""Seeds: of the pairs, and of the runs that share nothing with any other."""

WISH: Final = 5.0
"""Variance ratio wished for [-]."""
RESAMPLES: Final = 2000
"""Resamples of the bootstrap [count]."""
SURE: Final = 0.95
"""Confidence of every interval [fraction]."""
WORTH_SHOWING: Final = 0.05
"""Smallest share of the variance that an account is shown with [fraction]."""

FLOWS: Final = [place for place, account in enumerate(ACCOUNTS) if account.kind != ASSETS]
"""Accounts whose sum is profit."""


class Cut(NamedTuple):
    """Yearly profit of the pairs of one alternative with a link cut in both worlds."""

    link: str
    base: Array
    """By replication [currency/year]."""
    other: Array
    """By replication [currency/year]."""

    @property
    def gap(self) -> Array:
        """The paired difference, by replication [currency/year]."""
        return self.other - self.base

    @property
    def ratio(self) -> float:
        """Variance of independent runs with these marginals over that of the pairs [-]."""
        left = float(variance(self.gap))
        return float(variance(self.base) + variance(self.other)) / left if left else np.inf


def books(worlds: Mapping[str, Plan], seed: int, pairs: int) -> dict[str, Array]:
    """Profit of each world by replication, month and account, (pairs, months, flows) [currency]."""
    found: dict[str, list[Array]] = {name: [] for name in worlds}
    for replication in range(pairs):
        for name, plan in worlds.items():
            run = sim.simulate(plan, seed, replication, engine="compiled", shares_warm_up=True)
            found[name].append(-run.ledger[plan.warm_up_months :, FLOWS])
    return {name: np.stack(runs) for name, runs in found.items()}


def profits(ledger: Array) -> Array:
    """Yearly profit by replication [currency/year]."""
    summed: Array = ledger.sum(axis=(1, 2)) * MONTHS_PER_YEAR / ledger.shape[1]
    return summed


def difference(ledgers: Mapping[str, Array], name: str) -> Array:
    """Yearly profit of an alternative less that of the base, by replication [currency/year]."""
    return profits(ledgers[name]) - profits(ledgers[BASE])


def variance(values: Array) -> Array:
    """Variance along the last axis."""
    found: Array = values.var(axis=-1, ddof=1)
    return found


def resampled(pairs: int, key: int) -> Array:
    """Replications of each resample, (`RESAMPLES`, pairs)."""
    return np.array(
        [
            [rnd.index_below(rnd.uniform(key, resample, draw), pairs) for draw in range(pairs)]
            for resample in range(RESAMPLES)
        ]
    )


def middle(resamples: Array) -> tuple[float, float]:
    """Ends of the interval that resamples give."""
    low, high = np.quantile(resamples, [(1.0 - SURE) / 2.0, (1.0 + SURE) / 2.0])
    return float(low), float(high)


def saved(
    paired: Mapping[str, Array], alone: Mapping[str, Array], titles: Mapping[str, str]
) -> Section:
    """The ratio of each alternative."""
    draws = [resampled(PAIRS, key) for key in (PAIRED, INDEPENDENT_BASE)]
    rows = []
    for name, title in titles.items():
        together, apart = difference(paired, name), difference(alone, name)
        ratio = float(variance(apart) / variance(together))
        low, high = middle(variance(apart[draws[1]]) / variance(together[draws[0]]))
        rows.append(
            (
                title,
                f"{together.mean():,.0f}",
                f"{together.std(ddof=1):,.0f}",
                f"{apart.std(ddof=1):,.0f}",
                f"{ratio:.1f}",
                f"{low:.1f} to {high:.1f}",
                at_least(ratio, WISH),
            )
        )
    return Section(
        "Profit",
        f"{PAIRS} pairs of runs that share seed and replication, and {PAIRS} pairs of which each "
        "run has a seed of its own. The ratio of the variances of the difference in yearly profit "
        "is how many times as many replications independent runs would need. Intervals: "
        f"{100 * SURE:g} %, by {RESAMPLES:,} resamples of the pairs (the percentile bootstrap of "
        "Efron 1979), because differences need not be normal.",
        (
            "alternative",
            "mean difference",
            "its standard deviation, paired",
            "independent",
            "ratio of variances",
            "interval",
            "wish",
        ),
        rows,
    )


def shares(parts: Array) -> Array:
    """Share of each column in the variance of the sum of all, (n, k) to (k,); they add up to 1."""
    whole = parts.sum(axis=1)
    around = whole - whole.mean()
    found: Array = around @ (parts - parts.mean(axis=0)) / (around @ around)
    return found


def carried(paired: Mapping[str, Array], titles: Mapping[str, str]) -> Section:
    """Which accounts and years carry the variance that pairing leaves."""
    rows = []
    for name, title in titles.items():
        gap = paired[name] - paired[BASE]
        by_account = shares(gap.sum(axis=1))
        by_year = shares(_by_year(gap.sum(axis=2)))
        accounts = sorted(zip(by_account, FLOWS, strict=True), key=lambda one: -abs(one[0]))
        said = [
            f"{ACCOUNTS[place].name} {share:.0%}"
            for share, place in accounts
            if abs(share) >= WORTH_SHOWING
        ]
        rows.append((title, ", ".join(said), ", ".join(f"{share:.0%}" for share in by_year)))
    return Section(
        "What carries the variance that is left",
        "Covariance of each account's difference with that of profit, over the variance of the "
        "latter: the shares add up to 100 %, and a cost that rises with sales has a negative one. "
        f"Accounts below {WORTH_SHOWING:.0%} are left out.",
        ("alternative", "accounts", "years, the first one first"),
        rows,
    )


def _by_year(months: Array) -> Array:
    """Months summed to years, the last one perhaps shorter."""
    starts = np.arange(0, months.shape[1], MONTHS_PER_YEAR)
    summed: Array = np.add.reduceat(months, starts, axis=1)
    return summed


def partings(worlds: Mapping[str, Plan], titles: Mapping[str, str]) -> Section:
    """The first contact in which each alternative differs from the base, and how many never do."""
    log = frozenset({"contacts"})
    contacts = {
        name: in_order(sim.simulate(plan, PAIRED, 0, engine="compiled", log=log).contacts)
        for name, plan in worlds.items()
    }
    rows = []
    for name, title in titles.items():
        number, what = first_difference(contacts[BASE], contacts[name])
        base, other = ({tuple(row) for row in contacts[world]} for world in (BASE, name))
        day = f"{contacts[BASE][number, 0]:.1f}" if number < len(contacts[BASE]) else "never"
        share = f"{len(base & other) / len(base):.0%} of {len(base):,}"
        rows.append((title, f"{number:,}", day, what, share))
    return Section(
        "Where the worlds part",
        "Contacts of replication 0 of the base beside those of each alternative, in order of "
        "arrival; days count from the start of the warm-up. Two contacts are the same when the "
        "person, the need, the moment, the employee, the wait, the sale and the satisfaction after "
        "it are, to the last bit.",
        ("alternative", "the same at first", "then, on day", "differs in", "the same in all"),
        rows,
    )


def in_order(contacts: Array) -> Array:
    """Contacts by time, person and need."""
    columns = [contacts[:, CONTACTS.column(name)] for name in ("sequence", "person", "time")]
    found: Array = contacts[np.lexsort(columns)]
    return found


def first_difference(one: Array, other: Array) -> tuple[int, str]:
    """Contacts that come before the first that differs, and what it differs in."""
    size = min(len(one), len(other))
    unlike = one[:size] != other[:size]
    rows = np.flatnonzero(unlike.any(axis=1))
    if not rows.size:
        return size, "nothing" if len(one) == len(other) else "there is one more"
    first = int(rows[0])
    names = [column.name for column in CONTACTS.columns]
    different = [name for name, is_unlike in zip(names, unlike[first], strict=True) if is_unlike]
    is_another = bool({"time", "person", "sequence"} & set(different))
    return first, "who comes, or when" if is_another else ", ".join(different)


def cuts(
    load: Callable[[Sequence[str]], dict[str, Plan]], names: Sequence[str]
) -> dict[str, list[Cut]]:
    """The pairs of each alternative with each link cut in turn; first none, last all."""
    each = [arrow.name for arrow in ARROWS]
    ways: dict[str, list[str]] = {
        "none": [],
        **{link: [link] for link in each},
        "all of them": each,
    }
    found: dict[str, list[Cut]] = {name: [] for name in names}
    for way, links in ways.items() if names else ():
        plans_cut = load([f"links.{link}=0" for link in links])
        chosen = {name: plan for name, plan in plans_cut.items() if name in (BASE, *names)}
        ledgers = books(chosen, PAIRED, PAIRS)
        for name in names:
            found[name].append(Cut(way, profits(ledgers[BASE]), profits(ledgers[name])))
    return found


def path(title: str, found: Sequence[Cut]) -> Section:
    """By which path the worlds of one alternative part."""
    draws = resampled(PAIRS, PAIRED)
    none, *rest = found
    as_is = variance(none.gap[draws])
    rows = [(none.link, f"{none.gap.std(ddof=1):,.0f}", "", f"{none.ratio:.1f}")]
    for cut in sorted(rest, key=lambda cut: float(variance(cut.gap))):
        low, high = middle(variance(cut.gap[draws]) / as_is - 1.0)
        if low > 0.0 or high < 0.0:
            change = float(variance(cut.gap) / variance(none.gap)) - 1.0
            rows.append(
                (
                    cut.link,
                    f"{cut.gap.std(ddof=1):,.0f}",
                    f"{change:+.0%} ({low:+.0%} to {high:+.0%})",
                    f"{cut.ratio:.1f}",
                )
            )
    return Section(
        f"By which path they part: {title}",
        f"The same {PAIRS} pairs with each link cut in both worlds (`--set links.NAME=0`), then "
        "with all of them. Links whose interval holds 0 are left out. The ratio is that of the "
        "pairs themselves: variance of the base plus that of the alternative over that of their "
        "difference.",
        (
            "link cut",
            "standard deviation of the difference",
            "change of its variance",
            "ratio of variances",
        ),
        rows,
        "A cut that lowers the variance lies on the path by which luck spreads from one world's "
        "change to the rest. What no cut lowers is the spread of the change's own effect: whom it "
        "reaches, and what they would have bought.",
    )


def measured(question: str, *, shows_paths: bool) -> str:
    """The page; by which paths worlds part where the wish is missed, or for all when asked to."""

    def load(sets: Sequence[str]) -> dict[str, Plan]:
        return plans(sim.load(question, sets=sets).scenario)

    worlds = load([])
    titles = {one.name: one.title for one in sim.load(question).scenario.alternatives}
    others = {name: plan for name, plan in worlds.items() if name != BASE}
    paired = books(worlds, PAIRED, PAIRS)
    alone = books({BASE: worlds[BASE]}, INDEPENDENT_BASE, PAIRS)
    alone |= books(others, INDEPENDENT_OTHER, PAIRS)
    shown = [
        name
        for name in titles
        if shows_paths
        or variance(difference(alone, name)) < WISH * variance(difference(paired, name))
    ]
    sections = [
        saved(paired, alone, titles),
        carried(paired, titles),
        partings(worlds, titles),
        *(path(titles[name], found) for name, found in cuts(load, shown).items()),
    ]
    head = (
        "# Common random numbers\n\n"
        f"Written by `python -m benchmarks.pairing{' --paths' if shows_paths else ''} --write` for "
        f"the question `{question}`; nothing here depends on the machine. Every world of a "
        "replication draws the same numbers for the same person, purpose and occasion, so most of "
        "what is luck cancels in the difference of two worlds.\n\n"
        f"<!-- fingerprint {fingerprint(sim.load(question), few_runs(question))} -->\n"
    )
    return "\n".join([head, *(markdown(section) for section in sections)])


def main() -> None:
    """Measure and print; keep the page when asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairing", description=__doc__)
    parser.add_argument("question", nargs="?", default=QUESTION, help="file or shipped question")
    parser.add_argument(
        "--paths", action="store_true", help="cut each link in turn even where the wish is reached"
    )
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name} in docs/")
    asked = parser.parse_args()
    page = measured(asked.question, shows_paths=asked.paths)
    print(page)
    if asked.write:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
