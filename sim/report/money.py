"""Money from the base to an alternative: what each account of the books adds to profit or takes."""

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.engine.laws import CENT
from sim.language import gettext, later, listed
from sim.report import sections, wording
from sim.report.rows import each
from sim.report.series import BASE, Measure, paired

if TYPE_CHECKING:
    import pandas as pd

PROFIT: Final = Measure(later("Profit"), "ledger", "debit_less_credit", "", "currency", "up", -1.0)
"""What an account adds to profit: credits less debits."""

SMALL: Final = 0.02
"""Changes below this share of the largest one stand together as one step [fraction]."""

MOST: Final = 3
"""Accounts that the sentence names on each side."""

TITLES: Final = {
    "purchases": later("sales"),
    "service_sales": later("service sales"),
    "fixed": later("fixed costs"),
    "initiatives": later("cost of the alternative"),
    "programme": later("running the loyalty programme"),
    "relationships": later("relationship levels"),
    "advertising": later("advertising"),
}
"""Accounts whose own name would not say what they are."""


class Entry(NamedTuple):
    """One account of one alternative, per year."""

    account: str
    base: str
    cell: sections.Cell | None


def title(account: str) -> str:
    """An account in words."""
    return gettext(TITLES.get(account, account.replace("_", " ")))


def yearly(answer: Any, name: str) -> "pd.DataFrame":
    """Effect of every account on profit in one alternative, paired, in the order of the books.

    Columns account, base, mean, low, high and verdict [currency/year]; accounts that nothing ever
    passes through are left out.
    """
    frame = answer.ledger[
        (answer.ledger["month"] >= 0) & answer.ledger["alternative"].isin([BASE, name])
    ]
    years = frame["month"].nunique() / 12.0
    rows = paired(frame, PROFIT, ["account"], sections.confidence(answer))
    rows = rows[rows["alternative"] == name]
    numbers = ["base", "mean", "low", "high"]
    rows = rows[(rows[numbers] != 0.0).any(axis=1)].copy()
    is_same = rows[["low", "high"]].abs().max(axis=1, skipna=False) < CENT  # in another order
    rows.loc[is_same, ["mean", "low", "high"]] = 0.0
    rows[numbers] /= years
    verdicts = [sections.verdict(row.mean, row.low, row.high) for row in each(rows)]
    made: pd.DataFrame = rows.assign(verdict=verdicts)[["account", *numbers, "verdict"]]
    return made.reset_index(drop=True)


def entries(answer: Any, name: str) -> list[Entry]:
    """The table beside the waterfall."""
    made = []
    for row in each(yearly(answer, name)):
        base = wording.level(row.base, "currency", answer.currency)
        cell = sections.gain(
            row.mean, row.low, row.high, "currency/year", PROFIT.better, answer.currency
        )
        made.append(Entry(wording.capital(title(row.account)), base, cell))
    return made


def steps(answer: Any, name: str) -> "pd.DataFrame":
    """From the base's yearly profit to the alternative's, step by step.

    Columns step, amount, is_total [currency/year], as `sim.report.figures.bridge` draws them.
    """
    import pandas as pd

    rows = yearly(answer, name)
    large = rows["mean"].abs() >= SMALL * rows["mean"].abs().max()
    before, change = rows["base"].sum(), rows["mean"].sum()
    made = [(gettext("profit of the base"), before, True)]
    made += [(title(row.account), row.mean, False) for row in each(rows[large])]
    rest = rows.loc[~large, "mean"].sum()
    if rest:
        made.append((gettext("all other accounts"), rest, False))
    made.append((gettext("profit of the alternative"), before + change, True))
    return pd.DataFrame(made, columns=["step", "amount", "is_total"])


def reason(answer: Any, name: str) -> str:
    """Which accounts make the profit of one alternative differ, in a sentence; may be empty."""
    rows = yearly(answer, name)
    clear = rows[(rows["low"] > 0.0) | (rows["high"] < 0.0)]
    clear = clear.reindex(clear["mean"].abs().sort_values(ascending=False).index)
    largest = clear["mean"].abs().max() if len(clear) else math.nan
    clear = clear[clear["mean"].abs() >= SMALL * largest]
    adds = [_named(row, answer) for row in each(clear[clear["mean"] > 0.0].head(MOST))]
    takes = [_named(row, answer) for row in each(clear[clear["mean"] < 0.0].head(MOST))]
    per = wording.scale("currency/year", answer.currency, change=True).words
    if adds and takes:
        words = gettext("In money ({unit}), {adds} add to profit; {takes} take from it.")
    elif adds:
        words = gettext("In money ({unit}), {adds} add to profit; nothing clearly takes from it.")
    elif takes:
        words = gettext("In money ({unit}), nothing clearly adds to profit; {takes} take from it.")
    else:
        return ""
    return words.format(unit=per, adds=listed(adds), takes=listed(takes))


def _named(row: Any, answer: Any) -> str:
    """An account with its change."""
    said = wording.difference(row.mean, row.low, row.high, "currency/year", answer.currency)
    change = f"{said.value} {said.large}".strip()
    return gettext("{account} {change}").format(account=title(row.account), change=change)
