"""Customers by value and tenure: how sales concentrate, and how much of retention is selection."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sim.analysis.rounding import digits
from sim.language import gettext, joined, later
from sim.report import wording
from sim.report.series import interval

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

AMONG: Final = "customers"
BEST: Final = 4
"""Twentieths in the best fifth."""
ORDINALS: Final = (
    later("first"),
    later("second"),
    later("third"),
    later("fourth"),
    later("fifth"),
    later("sixth"),
    later("seventh"),
    later("eighth"),
    later("ninth"),
    later("tenth"),
)
NUMBERS: Final = ("retention", "retention_neutral", "contribution_per_customer_year", "clv")


class Year(NamedTuple):
    """One year of tenure, as the table shows it."""

    year: int
    customers: str
    retention: str
    retention_neutral: str
    contribution: str
    clv: str


def lorenz_rows(answer: Any) -> "pd.DataFrame":
    """Shares of revenue of the best customers by world, mean over the runs [fraction].

    Columns alternative, people, revenue; each curve starts at nothing of nothing.
    """
    import pandas as pd

    table = answer.concentration
    if table.empty:
        return pd.DataFrame(columns=["alternative", "people", "revenue"])
    own = table[table["among"] == AMONG].dropna(subset=["people_share", "revenue_share"])
    mean = own.groupby(["alternative", "vigintile"], sort=False)[["people_share", "revenue_share"]]
    rows = mean.mean().reset_index()
    start = rows.drop_duplicates("alternative").assign(
        vigintile=0, people_share=0.0, revenue_share=0.0
    )
    names = list(dict.fromkeys(rows["alternative"]))
    made: pd.DataFrame = (
        pd.concat([start, rows])
        .rename(columns={"people_share": "people", "revenue_share": "revenue"})
        .assign(place=lambda frame: frame["alternative"].map(names.index))
        .sort_values(["place", "vigintile"], kind="stable")
        .reset_index(drop=True)[["alternative", "people", "revenue"]]
    )
    return made


def best_fifth(answer: Any, name: str) -> str:
    """What the best fifth brings in one world, in a sentence; empty where nothing was sold."""
    table = answer.concentration
    shares = []
    for among in ("customers", "buyers"):
        own = table[(table["alternative"] == name) & (table["among"] == among)]
        rows = own[(own["vigintile"] == BEST) & own["revenue_share"].notna()]
        if rows.empty:
            return ""
        shares.append(wording.level(float(rows["revenue_share"].mean()), "fraction", "", 0.001))
    return gettext(
        "The best 20 % of customers bring {customers} of revenue; the best 20 % of those who "
        "bought at all bring {buyers}."
    ).format(customers=shares[0], buyers=shares[1])


def tenure_rows(answer: Any, name: str, confidence: float) -> "pd.DataFrame":
    """Retention by year of tenure in one world [fraction].

    Columns year, mean, low, high, neutral; years that some run did not see in full are left out.
    """
    import pandas as pd

    kept, neutral, years = _retention(answer, name)
    mean, low, high = interval(kept, confidence)
    columns = {"year": years, "mean": mean, "low": low, "high": high}
    return pd.DataFrame(columns | {"neutral": neutral.mean(axis=-1)})


def reading(answer: Any, name: str, confidence: float) -> str:
    """How retention changes with tenure, and how much of that is selection, in words."""
    kept, neutral, years = _retention(answer, name)
    if len(years) < 2:
        return gettext(
            "Fewer than two years of tenure were seen in full, so nothing can be said of how "
            "retention changes with tenure."
        )
    first, last = (wording.level(float(kept[at].mean()), "fraction", "", 0.001) for at in (0, -1))
    rises = [interval(part[-1] - part[0], confidence) for part in (kept, neutral, kept - neutral)]
    change, selection, rest = (
        wording.difference(float(mean), float(low), float(high), "fraction", "")
        for mean, low, high in rises
    )
    begin, end = (gettext(ORDINALS[min(year, len(ORDINALS)) - 1]) for year in (years[0], years[-1]))
    words = gettext(
        "{first} stay through the {begin} year of a relationship, {last} through the {end}: "
        "{change} ({interval})."
    ).format(
        first=first,
        begin=begin,
        last=last,
        end=end,
        change=change.whole,
        interval=change.interval,
    )
    if rises[0][1] <= 0.0:
        return joined(words, gettext("Retention does not clearly rise with tenure."))
    if (kept == neutral).all():
        more = gettext(
            "All of the rise is selection: those who leave readily go first, and who remains was "
            "always likelier to stay. Nobody has become more loyal; here neither satisfaction nor "
            "status nor any bond holds anybody."
        )
        return joined(words, more)
    more = gettext(
        "Selection alone gives {selection} ({interval}): those who leave readily go first, and who "
        "remains was always likelier to stay. The rest, {rest} ({rest_interval}), comes from "
        "satisfaction, status, other bonds and exits undone by assumption."
    ).format(
        selection=selection.whole,
        interval=selection.interval,
        rest=rest.whole,
        rest_interval=rest.interval,
    )
    loyal = (
        gettext("Only that rest can be loyalty.")
        if rises[2][1] > 0.0
        else gettext("The rise is no sign that customers become more loyal.")
    )
    return joined(words, more, loyal)


def years(answer: Any, name: str) -> list[Year]:
    """The table of one world, mean over the runs that saw each year of tenure."""
    table = answer.clv_by_tenure
    if table.empty:
        return []
    own = table[table["alternative"] == name]
    runs = own["replication"].nunique()
    made = []
    for year, rows in own.groupby("tenure_year", sort=True):
        mean = rows[list(NUMBERS)].mean()
        made.append(
            Year(
                int(str(year)),
                digits(float(rows["customers"].sum()) / runs, 1.0),
                *(_share(float(mean[key])) for key in NUMBERS[:2]),
                *(
                    wording.level(float(mean[key]), "currency", answer.currency)
                    for key in NUMBERS[2:]
                ),
            )
        )
    return made


def _share(value: float) -> str:
    return (
        wording.level(value, "fraction", "", 0.001)
        if np.isfinite(value)
        else gettext("not seen in full")
    )


def _retention(
    answer: Any, name: str
) -> tuple["NDArray[np.float64]", "NDArray[np.float64]", list[int]]:
    """Retention and its neutral part, (years, replications), and the years all runs saw."""
    table = answer.clv_by_tenure
    if table.empty:
        return np.zeros((0, 1)), np.zeros((0, 1)), []
    own = table[table["alternative"] == name]
    wide = [
        own.pivot_table(index="tenure_year", columns="replication", values=key, dropna=False)
        for key in NUMBERS[:2]
    ]
    full = wide[0].notna().all(axis=1) & wide[1].notna().all(axis=1)
    kept, neutral = (part[full].to_numpy(dtype=np.float64) for part in wide)
    return kept, neutral, [int(year) for year in full.index[full]]
