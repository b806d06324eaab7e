"""The forest of the report: changes with their intervals, alternative beside alternative."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.analysis.rounding import MINUS
from sim.report.figures import LABEL_WIDTH, TONES, blank, quiet_axis, safe, wrapped
from sim.report.lines import broken
from sim.report.rows import each

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

ROW: Final = 21
"""Height of a row of a forest [pixel]."""
TITLES_WIDTH: Final = 66
"""Characters of all titles side by side."""
OUTLIER: Final = 2.5
"""An interval end this many times beyond the upper quartile is drawn as an arrow at the edge."""


def reach(lows: Sequence[float], highs: Sequence[float]) -> float:
    """Half width of an axis around zero that shows all but outlying intervals.

    Parameters
    ----------
    lows, highs : ends of the intervals, in any unit; values that are not finite are left out
    """
    sizes = sorted(
        max(abs(low), abs(high))
        for low, high in zip(lows, highs, strict=True)
        if math.isfinite(low) and math.isfinite(high)
    )
    if not sizes or sizes[-1] == 0.0:
        return 0.01
    quartile = sizes[min(len(sizes) - 1, (3 * len(sizes)) // 4)]
    usual = [size for size in sizes if size <= OUTLIER * quartile] or sizes
    return 1.12 * usual[-1]


def _tick(value: float, suffix: str) -> str:
    """A tick with its unit."""
    shown = f"{value:+,.10g}".replace("-", MINUS) if value else "0"
    return f"{shown} {suffix}".strip()


def nice(value: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is at most the value."""
    power = 10.0 ** math.floor(math.log10(value))
    return float(max(step * power for step in (1, 2, 5) if step * power <= value * (1 + 1e-9)))


def forest(
    rows: "pd.DataFrame", titles: Mapping[str, str], limit: float, *, suffix: str = "%"
) -> "Figure":
    """Changes with their intervals: one column per alternative, one line per measure, by group.

    Parameters
    ----------
    rows : columns group, label, alternative, mean, low, high, tone, text; in the order shown
    titles : title of each alternative by name, in order
    limit : half width of every axis [unit of the means]; intervals beyond it end in an arrow
    suffix : unit after the ticks
    """
    import plotly.graph_objects as go

    keys: list[tuple[str, str]] = []
    for group, label in zip(rows["group"], rows["label"], strict=True):
        if (group, "") not in keys:
            keys.append((group, ""))
        if (group, label) not in keys:
            keys.append((group, label))
    place = {key: position for position, key in enumerate(keys)}
    ticks = [
        f"<b>{wrapped(group, LABEL_WIDTH)}</b>" if not label else safe(label)
        for group, label in keys
    ]
    columns = len(titles)
    title_width = TITLES_WIDTH // columns
    head = 18 * max(len(broken(title, title_width)) for title in titles.values()) + 8
    figure = blank(ROW * len(keys) + head + 34, margin={"l": 8, "r": 12, "t": head, "b": 26})
    gap = 0.025
    limit = limit or 1.0  # nothing differs anywhere
    tick = nice(0.75 * limit)
    width = (1.0 - gap * (columns - 1)) / columns
    for column, (name, title) in enumerate(titles.items()):
        part = rows[rows["alternative"] == name]
        marks: dict[str, list[Any]] = {"x": [], "y": [], "symbol": [], "colour": [], "text": []}
        left, right = [], []
        for row in each(part):
            y = place[(row.group, row.label)]
            outside = abs(row.mean) > limit
            x = math.copysign(limit * 0.985, row.mean) if outside else row.mean
            far = "triangle-right" if row.mean > 0 else "triangle-left"
            marks["x"].append(x)
            marks["y"].append(y)
            marks["symbol"].append(far if outside else "circle")
            marks["colour"].append(TONES[row.tone])
            marks["text"].append(safe(row.text))
            right.append(max(0.0, min(row.high, limit) - x))
            left.append(max(0.0, x - max(row.low, -limit)))
        axis = "" if column == 0 else str(column + 1)
        for colour in dict.fromkeys(marks["colour"]):
            chosen = [i for i, other in enumerate(marks["colour"]) if other == colour]
            figure.add_trace(
                go.Scatter(
                    x=[marks["x"][i] for i in chosen],
                    y=[marks["y"][i] for i in chosen],
                    xaxis=f"x{axis}",
                    yaxis="y",
                    mode="markers",
                    cliponaxis=False,
                    marker={
                        "color": colour,
                        "size": 8,
                        "symbol": [marks["symbol"][i] for i in chosen],
                    },
                    error_x={
                        "type": "data",
                        "symmetric": False,
                        "array": [right[i] for i in chosen],
                        "arrayminus": [left[i] for i in chosen],
                        "thickness": 2.2,
                        "width": 0,
                        "color": colour,
                    },
                    text=[marks["text"][i] for i in chosen],
                    hovertemplate="%{text}<extra></extra>",
                )
            )
        start = column * (width + gap)
        figure.update_layout(
            {
                f"xaxis{axis}": quiet_axis(
                    domain=[start, start + width],
                    range=[-limit, limit],
                    tickvals=[-tick, 0.0, tick],
                    ticktext=[_tick(value, suffix) for value in (-tick, 0.0, tick)],
                    tickangle=0,
                    automargin=False,
                    anchor="y",
                )
            }
        )
        figure.add_annotation(
            text=f"<b>{wrapped(title, title_width)}</b>",
            x=start + width / 2,
            y=1.0,
            xref="paper",
            yref="paper",
            xanchor="center",
            yanchor="bottom",
            yshift=4,
            showarrow=False,
            align="center",
        )
    figure.update_layout(
        yaxis=quiet_axis(
            range=[len(keys) - 0.4, -0.6],
            tickvals=list(range(len(keys))),
            ticktext=ticks,
            showgrid=False,
            zeroline=False,
            ticklabelstandoff=10,
        )
    )
    return figure
