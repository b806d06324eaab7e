"""The figure of a sweep: the answer at every point against one of the values varied."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.experiment.sweep_tables import is_number
from sim.language import gettext
from sim.report.figures import COLOURS, TONES, blank, quiet_axis, rgba, safe
from sim.scenarios.varied import Factor

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

Places: TypeAlias = NDArray[np.float64]
"""Where rows lie along an axis."""


SYMBOLS: Final = ("circle", "diamond", "square", "triangle-up", "cross", "x")
"""Mark of each alternative, in order, so that colour is never the only sign."""

SIGNS: Final = "●◆■▲✚✖"
"""The same marks as letters, for a legend."""

APART: Final = 0.012
"""Distance between alternatives at the same value [share of the range]."""

SPREAD: Final = 0.6
"""Width over which marks at the same value are spread [share of the gap to the next value]."""

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
    known = np.unique(places[np.isfinite(places)])
    span = float(np.ptp(known)) if known.size > 1 else 1.0
    drawn = _spread(places, len(names), known, span)
    figure = blank(270, margin={"l": 8, "r": 10, "t": 10, "b": 8})
    alternatives = rows["alternative"].to_numpy()
    for position, name in enumerate(names):
        chosen = (alternatives == name) & np.isfinite(places) & rows["mean"].notna().to_numpy()
        part = rows[chosen]
        colour = COLOURS[position % len(COLOURS)] if name != "base" else TONES["none"]
        up = (part["high"] - part["mean"]).fillna(0.0)
        down = (part["mean"] - part["low"]).fillna(0.0)
        figure.add_trace(
            go.Scatter(
                x=[_short(place) for place in drawn[chosen].tolist()],
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
                hovertemplate=safe(gettext("point {point}, {title}: {value} {unit}")).format(
                    point="%{customdata}",
                    title=safe(title[name]),
                    value="%{y:,.3~g}",
                    unit=safe(unit),
                )
                + "<extra></extra>",
            )
        )
    axis = {} if is_number(factor) else _words(factor)
    figure.update_layout(
        xaxis=quiet_axis(
            zeroline=False,
            nticks=6,
            tickangle=0,
            range=_reach(drawn, span),
            title={"text": safe(factor.path.rsplit(".", 1)[-1]), "standoff": 6},
            **axis,
        ),
        yaxis=quiet_axis(title={"text": safe(unit), "standoff": 8}, nticks=6),
    )
    return figure


def _places(rows: "pd.DataFrame", factor: Factor) -> Places:
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


def _spread(places: Places, worlds: int, known: Places, span: float) -> Places:
    """Places moved apart where several rows share one, in the order of the rows."""
    gap = float(np.diff(known).min()) if known.size > 1 else span
    moved = places.copy()
    for place in known:
        same = np.flatnonzero(places == place)
        width = APART * span * (worlds - 1)
        if same.size > worlds:
            width = max(width, SPREAD * gap)
        moved[same] += np.linspace(-0.5, 0.5, same.size) * width if same.size > 1 else 0.0
    return moved


def _reach(places: Places, span: float) -> list[float]:
    """Ends of the axis, with room beside the outermost marks."""
    known = places[np.isfinite(places)]
    if not known.size:
        return [-1.0, 1.0]
    return [float(known.min()) - 0.06 * span, float(known.max()) + 0.06 * span]


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
