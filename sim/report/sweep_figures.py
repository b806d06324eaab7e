"""The figure of a sweep: the answer at every point against one of the values varied."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.experiment.sweep_tables import is_number
from sim.report.figures import COLOURS, TONES, blank, quiet_axis, rgba, safe
from sim.scenarios.varied import Factor

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

SYMBOLS: Final = ("circle", "diamond", "square", "triangle-up", "cross", "x")
"""Mark of each alternative, in order, so that colour is never the only sign."""

APART: Final = 0.012
"""Distance between alternatives at the same value [share of the range]."""

CROWDED: Final = 60
"""Points from which on whiskers are drawn faintly [count]."""


def against(
    rows: "pd.DataFrame", factor: Factor, names: Sequence[str], title: Mapping[str, str], unit: str
) -> "Figure":
    """The answer at every point against one value varied, a colour and a mark per alternative.

    Parameters
    ----------
    rows : columns point, the value's path, alternative, mean, low, high [unit]
    factor : the value along the axis
    names : the alternatives in order, which fixes their colours
    title : title of each alternative
    unit : unit of the numbers, as shown on the axis
    """
    import plotly.graph_objects as go

    places = _places(rows, factor)
    span = float(np.ptp([place for place in places if math.isfinite(place)] or [0.0])) or 1.0
    figure = blank(270, margin={"l": 8, "r": 10, "t": 10, "b": 8})
    alternatives = rows["alternative"].to_numpy()
    for position, name in enumerate(names):
        shift = (position - (len(names) - 1) / 2.0) * APART * span
        chosen = (alternatives == name) & np.isfinite(places) & rows["mean"].notna().to_numpy()
        part = rows[chosen]
        colour = COLOURS[position % len(COLOURS)] if name != "base" else TONES["none"]
        up = (part["high"] - part["mean"]).fillna(0.0)
        down = (part["mean"] - part["low"]).fillna(0.0)
        figure.add_trace(
            go.Scatter(
                x=[_short(place + shift) for place in places[chosen]],
                y=[_short(mean) for mean in part["mean"]],
                mode="markers",
                name=safe(title[name]),
                marker={
                    "color": colour,
                    "size": 7 if len(part) < CROWDED else 5,
                    "symbol": SYMBOLS[position % len(SYMBOLS)],
                },
                error_y={
                    "type": "data",
                    "symmetric": False,
                    "array": [_short(length) for length in up],
                    "arrayminus": [_short(length) for length in down],
                    "thickness": 1.6 if len(part) < CROWDED else 1.0,
                    "width": 0,
                    "color": rgba(colour, 1.0 if len(part) < CROWDED else 0.45),
                },
                customdata=part["point"].tolist(),
                hovertemplate=(
                    f"point %{{customdata}}, {safe(title[name])}: %{{y:,.3~g}} {safe(unit)}"
                    "<extra></extra>"
                ),
            )
        )
    axis = {} if is_number(factor) else _words(factor)
    figure.update_layout(
        xaxis=quiet_axis(
            zeroline=False,
            nticks=6,
            tickangle=0,
            range=[*_reach(places, span)],
            title={"text": safe(factor.path.rsplit(".", 1)[-1]), "standoff": 6},
            **axis,
        ),
        yaxis=quiet_axis(title={"text": safe(unit), "standoff": 8}, nticks=6),
    )
    return figure


def _places(rows: "pd.DataFrame", factor: Factor) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Where each row lies along the axis; the question as it is at its own value."""
    column = rows[factor.path]
    if is_number(factor):
        values = column.to_numpy(dtype=np.float64, copy=True)
    else:
        listed = [str(value) for value in factor.spaced()]
        values = np.array(
            [float(listed.index(text)) if text in listed else np.nan for text in column]
        )
    if factor.base is not None and is_number(factor):
        # A point that sets nothing is the question as it is; one that sets another value is not.
        values[rows["sets_nothing"].to_numpy()] = float(factor.base)
    return values


def _reach(places: Sequence[float], span: float) -> tuple[float, float]:
    known = [place for place in places if math.isfinite(place)] or [0.0]
    return min(known) - 0.06 * span, max(known) + 0.06 * span


def _words(factor: Factor) -> dict[str, list[object]]:
    """Ticks of an axis of words."""
    listed = factor.spaced()
    return {
        "tickvals": list(range(len(listed))),
        "ticktext": [safe(str(value)) for value in listed],
    }


def _short(value: float) -> float:
    """A number with no digit that nobody could see, so that the page stays small."""
    return float(f"{value:.6g}")
