"""Figures of the report: a table in, a plotly figure out; no files, no state.

Backgrounds are transparent and the page's style sheet colours text, axes and grid, so that one
figure serves light, dark and paper. Colours are those of Okabe and Ito (2008), which the
colour-blind tell apart.
"""

import html
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.analysis.rounding import digits
from sim.language import gettext, later
from sim.report import wording
from sim.report.lines import broken

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

TONES: Final = {
    "better": "#0072B2",
    "worse": "#D55E00",
    "none": "#7A7F87",
    "unclear": "#8E939B",
    "same": "#A5A9B0",
}
"""Colour of a change: blue is good, vermillion is bad, grey is neither or not clear."""

COLOURS: Final = ("#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#9C7A00", "#7A7F87")
"""Colour of each alternative, in order; apart from the tones."""

DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "solid")
"""Line of each alternative, so that colour is never the only sign."""

INK: Final = "#5B6068"
"""Text and axes where no style sheet reaches."""
GRID: Final = "rgba(128,128,128,0.22)"
FONT: Final = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'PingFang SC', "
    "'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Micro Hei', sans-serif"
)
MONTHS: Final = later("months from the start of measurement")
"""Title of an axis of months."""
STEP: Final = 36
"""Height of a step of a bridge [pixel]."""
STEP_WIDTH: Final = 22
LABEL_WIDTH: Final = 34


def safe(text: str) -> str:
    """Text without markup: plotly reads a few tags, and a scenario's words are not ours."""
    return html.escape(text, quote=False)


def wrapped(text: str, width: int) -> str:
    """Text broken into lines, without markup of its own."""
    return "<br>".join(safe(line) for line in broken(text, width)) or " "


def rgba(colour: str, alpha: float) -> str:
    """A ``#rrggbb`` colour with an opacity."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"


def blank(height: float, **layout: Any) -> "Figure":
    """An empty figure in the report's style."""
    import plotly.graph_objects as go

    base = {
        "template": go.layout.Template(),
        "autosize": True,
        "height": height,
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": INK},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"family": FONT, "size": 12}},
    }
    return go.Figure(layout={**base, **layout})


def quiet_axis(**more: Any) -> dict[str, Any]:
    """An axis with a quiet grid that cannot be dragged."""
    base = {
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": INK,
        "zerolinewidth": 1,
        "fixedrange": True,
        "automargin": True,
        "exponentformat": "none",
        "separatethousands": True,
        "ticks": "",
    }
    return {**base, **more}


def path(
    rows: "pd.DataFrame", names: Sequence[str], starts: Mapping[str, int], unit: str
) -> "Figure":
    """Paired difference of one measure by month, a line and a pointwise band per alternative.

    Parameters
    ----------
    rows : columns alternative, month, mean, low, high
    names : the alternatives in order, which fixes their colours
    starts : month in which each alternative's first intervention begins
    unit : unit of the numbers, as shown on the axis
    """
    import plotly.graph_objects as go

    figure = blank(250, margin={"l": 8, "r": 10, "t": 10, "b": 8}, hovermode="x")
    first, last = int(rows["month"].min()), int(rows["month"].max())
    month = safe(gettext("month {month}")).format(month="%{x}")
    if first < 0:
        figure.add_shape(
            type="rect",
            x0=first - 0.5,
            x1=-0.5,
            y0=0,
            y1=1,
            yref="paper",
            line={"width": 0},
            fillcolor=GRID,
            layer="below",
        )
    for start in sorted(set(starts.values())):
        figure.add_shape(
            type="line",
            x0=start - 0.5,
            x1=start - 0.5,
            y0=0,
            y1=1,
            yref="paper",
            line={"width": 1.2, "dash": "dot", "color": INK},
        )
    for position, name in enumerate(names):
        part = rows[rows["alternative"] == name].sort_values("month")
        if part.empty:
            continue
        colour = COLOURS[position % len(COLOURS)]
        months = part["month"].tolist()
        figure.add_trace(
            go.Scatter(
                x=months + months[::-1],
                y=part["high"].tolist() + part["low"].tolist()[::-1],
                fill="toself",
                fillcolor=rgba(colour, 0.18),
                line={"width": 0},
                hoverinfo="skip",
                mode="lines",
            )
        )
        figure.add_trace(
            go.Scatter(
                x=months,
                y=part["mean"].tolist(),
                mode="lines",
                line={"color": colour, "width": 2.4, "dash": DASHES[position % len(DASHES)]},
                hovertemplate=f"{month}: %{{y:,.3~g}} {safe(unit)}<extra></extra>",
            )
        )
    figure.update_layout(
        xaxis=quiet_axis(
            range=[first - 0.5, last + 0.5],
            dtick=12,
            tick0=0,
            zeroline=False,
            title={"text": safe(gettext(MONTHS)), "standoff": 6},
        ),
        yaxis=quiet_axis(title={"text": safe(unit), "standoff": 8}, nticks=6),
    )
    return figure


def bridge(steps: "pd.DataFrame", currency: str) -> "Figure":
    """From the formula's answer to the simulated one, step by step.

    Parameters
    ----------
    steps : columns step, amount, is_total; totals stand on the axis, the others hang between them
    currency : currency of the amounts
    """
    import plotly.graph_objects as go

    amounts = steps["amount"].tolist()
    size = max((abs(amount) for amount in amounts), default=0.0)
    divisor, words = (
        (wording.MILLION, wording.millions(currency))
        if size >= wording.MILLION
        else (1.0, currency)
    )
    shown = [amount / divisor for amount in amounts]
    step = 10 ** (math.floor(math.log10(size / divisor)) - 2) if size else 1.0
    kinds = ["absolute" if total else "relative" for total in steps["is_total"]]
    labels = [digits(value, step, signed=True) for value in shown]
    running, ends = 0.0, []
    for value, kind in zip(shown, kinds, strict=True):
        before = 0.0 if kind == "absolute" else running
        running = before + value
        ends += [before, running]
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = 0.3 * ((high - low) or 1.0)
    figure = blank(STEP * len(shown) + 40, margin={"l": 8, "r": 10, "t": 6, "b": 8})
    figure.add_trace(
        go.Waterfall(
            orientation="h",
            x=shown,
            y=list(range(len(shown))),
            measure=kinds,
            text=labels,
            textposition="outside",
            textfont={"size": 12},
            cliponaxis=False,
            connector={"line": {"color": INK, "width": 1, "dash": "dot"}},
            increasing={"marker": {"color": TONES["better"]}},
            decreasing={"marker": {"color": TONES["worse"]}},
            totals={"marker": {"color": TONES["none"]}},
            hoverinfo="skip",
        )
    )
    figure.update_layout(
        uniformtext={"mode": "show", "minsize": 11},
        yaxis=quiet_axis(
            tickvals=list(range(len(shown))),
            ticktext=[wrapped(wording.capital(step), STEP_WIDTH) for step in steps["step"]],
            range=[len(shown) - 0.4, -0.6],
            showgrid=False,
            zeroline=False,
            ticklabelstandoff=8,
        ),
        xaxis=quiet_axis(
            title={"text": safe(words), "standoff": 6},
            range=[low - room, high + room],
            nticks=5,
            tickangle=0,
        ),
    )
    return figure


def lorenz(rows: "pd.DataFrame", names: Sequence[str]) -> "Figure":
    """Share of revenue that the best customers bring, a line per world; grey is the base.

    Parameters
    ----------
    rows : columns alternative, people, revenue [fraction]
    names : the alternatives in order, which fixes their colours
    """
    import plotly.graph_objects as go

    figure = blank(300, margin={"l": 8, "r": 10, "t": 10, "b": 8})
    figure.add_shape(
        type="line", x0=0, y0=0, x1=100, y1=100, line={"width": 1, "dash": "dot", "color": INK}
    )
    figure.add_shape(
        type="line", x0=20, y0=0, x1=20, y1=100, line={"width": 1, "dash": "dot", "color": INK}
    )
    for name, part in rows.groupby("alternative", sort=False):
        position = names.index(str(name)) if name in names else -1
        figure.add_trace(
            go.Scatter(
                x=(100.0 * part["people"]).tolist(),
                y=(100.0 * part["revenue"]).tolist(),
                mode="lines",
                line={
                    "color": COLOURS[position % len(COLOURS)] if position >= 0 else TONES["none"],
                    "width": 2.4,
                    "dash": DASHES[position % len(DASHES)] if position >= 0 else "solid",
                },
                hovertemplate=safe(gettext("best {people} %: {revenue} % of revenue")).format(
                    people="%{x:.0f}", revenue="%{y:.1f}"
                )
                + "<extra></extra>",
            )
        )
    figure.update_layout(
        xaxis=quiet_axis(
            range=[0, 100],
            tickvals=[0, 20, 40, 60, 80, 100],
            title={"text": safe(gettext("customers, the best first [%]")), "standoff": 6},
        ),
        yaxis=quiet_axis(
            range=[0, 102],
            tickvals=[20, 40, 60, 80, 100],  # the 0 of the other axis serves both
            title={"text": safe(gettext("share of revenue [%]")), "standoff": 8},
        ),
    )
    return figure


def tenure(rows: "pd.DataFrame", colour: str) -> "Figure":
    """Retention by year of tenure with its band, and dashed what selection alone gives.

    Parameters
    ----------
    rows : columns year, mean, low, high, neutral [fraction]
    colour : of the world
    """
    import plotly.graph_objects as go

    figure = blank(300, margin={"l": 8, "r": 10, "t": 10, "b": 8}, hovermode="x")
    years = rows["year"].tolist()
    low, high = (100.0 * rows["low"]).tolist(), (100.0 * rows["high"]).tolist()
    figure.add_trace(
        go.Scatter(
            x=years + years[::-1],
            y=high + low[::-1],
            fill="toself",
            fillcolor=rgba(colour, 0.18),
            line={"width": 0},
            hoverinfo="skip",
            mode="lines",
        )
    )
    lines = (
        ("mean", colour, "solid", "circle", gettext("retention")),
        ("neutral", INK, "dash", "circle-open", gettext("selection alone")),
    )
    for key, shade, dash, symbol, words in lines:
        figure.add_trace(
            go.Scatter(
                x=years,
                y=(100.0 * rows[key]).tolist(),
                mode="lines+markers",
                line={"color": shade, "width": 2.4, "dash": dash},
                marker={"color": shade, "size": 7, "symbol": symbol},
                hovertemplate=f"{safe(words)}: %{{y:.1f}} %<extra></extra>",
            )
        )
    figure.update_layout(
        xaxis=quiet_axis(
            dtick=1,
            zeroline=False,
            title={"text": safe(gettext("year of the relationship")), "standoff": 6},
        ),
        yaxis=quiet_axis(
            zeroline=False,
            nticks=6,
            title={"text": safe(gettext("stay through it [% a year]")), "standoff": 8},
        ),
    )
    return figure
