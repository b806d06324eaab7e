"""Whether the warm-up was long enough, for people: a line, and the slowest series drawn."""

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sim.analysis.warmup import welch
from sim.experiment.tables import SLOWEST, TOO_SHORT
from sim.experiment.warm_up import FEWEST, base_means
from sim.language import gettext, listed
from sim.report import wording
from sim.report.figures import GRID, INK, MONTHS, TONES, blank, quiet_axis, rgba, safe
from sim.report.rows import each

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

WINDOW: Final = 6
"""Months on either side of a point of Welch's moving average: a year in all [month]."""


class Slowest(NamedTuple):
    """The series that settles last."""

    name: str
    """Its name in words."""
    unit: str
    """Unit of its values as shown."""
    settled: float
    """Month before which it has not settled, counted from measurement; NaN when it never has."""
    window: int
    """Months on either side of each point of its moving average [month]."""
    rows: "pd.DataFrame"
    """Columns month, mean, smooth; the moving average has no last values."""


def line(answer: Any) -> str:
    """Whether the warm-up was long enough, and what to try when it was not; may be empty."""
    table = answer.warm_up
    if table.empty:
        return ""
    months = int(answer.manifest["scenario"]["warm_up_months"])
    length = gettext("{months} months of warm-up").format(months=months)
    looked = table[table["searched_months"] > 0]
    if looked.empty:
        return gettext(
            "Whether {length} are enough cannot be told: MSER-5 needs {fewest} months in all, each "
            "with a value."
        ).format(length=length, fewest=FEWEST)
    moving = looked[looked["settled_after_months"].isna()]
    if len(moving):
        searched = int(moving["searched_months"].iloc[0])
        return gettext(
            "{length}: MSER-5 finds NOT settled within {searched} months: {series}. What still "
            "moves, moves in every world, so levels depend on when one looks, differences less. "
            "For a business that has settled, try {option}."
        ).format(
            length=length,
            searched=searched,
            series=listed([_words(name) for name in moving["series"]]),
            option=_option(max(2 * months, FEWEST)),
        )
    slowest = next(each(looked[looked["mark"] == SLOWEST]))
    after = int(slowest.settled_after_months)
    if slowest.verdict == TOO_SHORT:
        words = gettext(
            "{length} are too short: MSER-5 finds the slowest series ({series}) settled only after "
            "{after}; try {option}."
        )
    elif after:
        words = gettext(
            "{length} are enough: MSER-5 finds the slowest series ({series}) settled after {after}."
        )
    else:
        words = gettext(
            "{length} are enough: MSER-5 finds the slowest series ({series}) settled from the "
            "start."
        )
    return words.format(
        length=length, series=_words(slowest.series), after=after, option=_option(after)
    )


def _option(months: int) -> str:
    return f"--set time.warm_up_months={months}"


def _words(series: str) -> str:
    return wording.named(series.removesuffix("_closing"))


def slowest(answer: Any) -> Slowest | None:
    """The slowest series of the base with Welch's moving average; None when it cannot be told."""
    table = answer.warm_up
    marked = table[table["mark"] == SLOWEST] if len(table) else table
    for row in each(marked):
        scale = wording.scale(row.unit, answer.currency, change=False)
        means = base_means(answer.timeseries)[row.series] * scale.factor
        window = min(WINDOW, len(means) // 4)
        smooth = welch([means.to_numpy()], window)
        rows = means.rename("mean").reset_index()
        rows["smooth"] = np.append(smooth, np.full(window, np.nan))
        settled = row.settled_after_months - row.warm_up_months
        return Slowest(_words(row.series), scale.words, settled, window, rows)
    return None


def figure(shown: Slowest) -> "Figure":
    """The slowest series by month, its moving average, where it settles; the warm-up in grey."""
    import plotly.graph_objects as go

    rows = shown.rows
    first, last = int(rows["month"].min()), int(rows["month"].max())
    drawn = blank(250, margin={"l": 8, "r": 10, "t": 10, "b": 8}, hovermode="x")
    if first < 0:
        drawn.add_shape(
            type="rect", x0=first - 0.5, x1=-0.5, y0=0, y1=1, yref="paper",
            line={"width": 0}, fillcolor=GRID, layer="below",
        )  # fmt: skip
    if math.isfinite(shown.settled):
        at = shown.settled - 0.5
        drawn.add_shape(
            type="line", x0=at, x1=at, y0=0, y1=1, yref="paper",
            line={"width": 1.2, "dash": "dash", "color": INK},
        )  # fmt: skip
    month = safe(gettext("month {month}")).format(month="%{x}")
    said = f"{month}: %{{y:,.3~g}} {safe(shown.unit)}<extra></extra>"
    for column, width, alpha in (("mean", 1.2, 0.6), ("smooth", 2.6, 1.0)):
        part = rows.dropna(subset=[column])
        drawn.add_trace(
            go.Scatter(
                x=part["month"].tolist(),
                y=part[column].tolist(),
                mode="lines",
                line={"color": rgba(TONES["none"], alpha), "width": width},
                hovertemplate=said,
            )
        )
    drawn.update_layout(
        xaxis=quiet_axis(
            range=[first - 0.5, last + 0.5],
            dtick=12,
            tick0=0,
            zeroline=False,
            title={"text": safe(gettext(MONTHS)), "standoff": 6},
        ),
        yaxis=quiet_axis(title={"text": safe(shown.unit), "standoff": 8}, nticks=6, zeroline=False),
    )
    return drawn


def caption(shown: Slowest) -> str:
    """What the figure shows."""
    words = (
        gettext(
            "{series} of the base, the slowest series: mean over the replications by month (thin) "
            "and Welch's moving average over {window} months (thick); the warm-up is grey, the "
            "dashed line is where MSER-5 finds it settled."
        )
        if math.isfinite(shown.settled)
        else gettext(
            "{series} of the base, the slowest series: mean over the replications by month (thin) "
            "and Welch's moving average over {window} months (thick); the warm-up is grey, MSER-5 "
            "finds no month from which it is settled."
        )
    )
    return words.format(series=wording.capital(shown.name), window=2 * shown.window + 1)
