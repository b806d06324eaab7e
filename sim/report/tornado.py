"""Figures of a sensitivity analysis: a tornado, Morris's effects, Sobol's indices.

The largest estimate stands on top. Beside each parameter is its place, or the places it may have
where the runs cannot tell it from others.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.analysis.intervals import Interval
from sim.analysis.ranking import Rank, magnitude, ranks
from sim.analysis.rounding import digits, step_of
from sim.analysis.sensitivity import Effect, Index
from sim.language import gettext, later
from sim.report.figures import COLOURS, INK, LABEL_WIDTH, blank, quiet_axis, safe, wrapped

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

NOTE: Final = later(
    "The bold number is a parameter's place. Two numbers are the best and the worst place that it "
    "may have, as far as the runs can tell."
)
"""What the page says beside each of these figures."""

FIRST: Final = COLOURS[3]
"""Colour of the low end, and of what a parameter does alone: sky blue."""
SECOND: Final = COLOURS[0]
"""Colour of the high end, and of what it does with others: orange."""

ROW: Final = 44
"""Height of a parameter's row [pixel]."""
FRAME: Final = 84
"""Height of legend and axis [pixel]."""
APART: Final = 0.2
"""Distance of the two marks of a row from its middle [row]."""
BAR: Final = 0.36
"""Thickness of a bar [row]."""
ROOM: Final = 0.01
"""Room beside a bar for each letter of its label [share of the axis]."""


class Bar(NamedTuple):
    """What one parameter alone does to the answer, between the ends of its range."""

    parameter: str
    """The parameter, as people call it."""
    low_value: str
    """Low end of its range, in words."""
    high_value: str
    """High end of its range, in words."""
    low: Interval
    """Answer at the low end [unit of the answer]."""
    high: Interval
    """Answer at the high end [unit of the answer]."""
    swing: Interval
    """Paired difference of the two, high less low [unit of the answer]."""


def tornado(bars: Sequence[Bar], base: float, unit: str) -> "Figure":
    """Answer at both ends of every parameter's range, the widest swing on top.

    Parameters
    ----------
    bars : the parameters in any order
    base : answer with every parameter at its base value, from which the bars start
    unit : unit of the answer, as shown on the axis
    """
    import plotly.graph_objects as go

    shown = _ranked([bar.parameter for bar in bars], [magnitude(bar.swing) for bar in bars])
    figure = _rows(shown, unit)
    words = gettext("{parameter} = {value}: {answer}")
    ends = [base]
    sides = (
        (gettext("low end of the range"), FIRST, "/", -APART, "low"),
        (gettext("high end of the range"), SECOND, "", APART, "high"),
    )
    for name, colour, pattern, shift, side in sides:
        found = [getattr(bars[row.position], side) for row in shown]
        values = [getattr(bars[row.position], f"{side}_value") for row in shown]
        ends += [end for one in found for end in one[:3] if math.isfinite(end)]
        figure.add_trace(
            go.Bar(
                orientation="h",
                name=name,
                base=base,
                x=[one.mean - base for one in found],
                y=[place + shift for place in range(len(shown))],
                width=BAR,
                marker={
                    "color": colour,
                    "line": {"width": 0},
                    "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": INK, "size": 6}
                    | {"solidity": 0.15},
                },
                error_x=_whisker(found, INK),
                text=[
                    words.format(
                        parameter=safe(bars[row.position].parameter),
                        value=safe(value),
                        answer=_said(one, unit),
                    )
                    for row, value, one in zip(shown, values, found, strict=True)
                ],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
            )
        )
        for place, (value, one) in enumerate(zip(values, found, strict=True)):
            if math.isfinite(one.mean):
                _label(figure, value, one, base, place + shift)
    letters = max(len(bar.low_value) for bar in bars), max(len(bar.high_value) for bar in bars)
    room = ROOM * (max(letters) + 4) * ((max(ends) - min(ends)) or 1.0)
    figure.update_xaxes(range=[min(ends) - room, max(ends) + room], zeroline=False)
    figure.add_vline(x=base, line={"width": 1.4, "color": INK})
    return figure


def screening(names: Sequence[str], effects: Sequence[Effect], unit: str) -> "Figure":
    """Mean size of each parameter's effect with its interval, and how much the effect varies.

    Parameters
    ----------
    names : the parameters, as people call them
    effects : Morris's effects, in the same order
    unit : unit of the answer, as shown on the axis
    """
    shown = _ranked(names, [effect.mu_star for effect in effects])
    title = gettext("change in the answer over the whole range [{unit}]").format(unit=unit)
    figure = _rows(shown, title)
    chosen = [effects[row.position] for row in shown]
    spread = [Interval(effect.sigma, math.nan, math.nan, 0) for effect in chosen]
    names = (
        gettext("mean size \N{GREEK SMALL LETTER MU}*"),
        gettext("how much it varies \N{GREEK SMALL LETTER SIGMA}"),
    )
    _marks(figure, shown, [effect.mu_star for effect in chosen], names[0], 0, unit)
    _marks(figure, shown, spread, names[1], 1, unit)
    figure.update_xaxes(rangemode="tozero")
    return figure


def shares(names: Sequence[str], indices: Sequence[Index]) -> "Figure":
    """Share of the answer's variance that is each parameter's, alone and with others.

    Parameters
    ----------
    names : the parameters, as people call them
    indices : Sobol's indices, in the same order; placed by the total
    """
    shown = _ranked(names, [index.total for index in indices])
    figure = _rows(shown, gettext("share of the answer's variance [%]"))
    for place, name in enumerate((gettext("alone S1"), gettext("with others ST"))):
        found = [_percent(indices[row.position][place]) for row in shown]
        _marks(figure, shown, found, name, place, "%")
    return figure


class _Row(NamedTuple):
    """Place of a parameter in a figure."""

    position: int
    name: str
    rank: Rank


def _ranked(names: Sequence[str], sizes: Sequence[Interval]) -> list[_Row]:
    """Parameters from the largest; those without an interval last."""

    def order(position: int) -> tuple[bool, float]:
        size = sizes[position]
        return not math.isfinite(size.half_width), -size.mean

    found = ranks(sizes)
    return [_Row(at, names[at], found[at]) for at in sorted(range(len(names)), key=order)]


def _places(rank: Rank) -> str:
    """One place, or the first and the last of several."""
    return f"{rank.best}" if rank.best == rank.worst else f"{rank.best}\N{EN DASH}{rank.worst}"


def _rows(shown: Sequence[_Row], title: str) -> "Figure":
    """A figure with a named row for each parameter and room for a legend above."""
    return blank(
        ROW * len(shown) + FRAME,
        margin={"l": 8, "r": 12, "t": 34, "b": 8},
        barmode="overlay",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False}
        | {"itemdoubleclick": False},
        yaxis=quiet_axis(
            range=[len(shown) - 0.5, -0.5],
            tickvals=list(range(len(shown))),
            ticktext=[
                f"{wrapped(row.name, LABEL_WIDTH)}  <b>{_places(row.rank)}</b>" for row in shown
            ],
            showgrid=False,
            zeroline=False,
            ticklabelstandoff=8,
        ),
        xaxis=quiet_axis(title={"text": safe(title), "standoff": 6}, nticks=7, tickangle=0),
    )


def _marks(
    figure: "Figure",
    shown: Sequence[_Row],
    found: Sequence[Interval],
    name: str,
    place: int,
    unit: str,
) -> None:
    """One of the two marks of every row, told apart by colour, shape and height."""
    import plotly.graph_objects as go

    words = gettext("{parameter}, {mark}: {value}")
    colour = (FIRST, SECOND)[place]
    figure.add_trace(
        go.Scatter(
            name=name,
            x=[one.mean for one in found],
            y=[row + (-APART, APART)[place] for row in range(len(shown))],
            mode="markers",
            cliponaxis=False,
            marker={"color": colour, "size": 10, "symbol": ("circle", "diamond-open")[place]}
            | {"line": {"width": 2, "color": colour}},
            error_x=_whisker(found, colour),
            text=[
                words.format(parameter=safe(row.name), mark=name, value=_said(one, unit))
                for row, one in zip(shown, found, strict=True)
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    )


def _label(figure: "Figure", value: str, one: Interval, base: float, y: float) -> None:
    """The parameter's value at the far end of a bar and its whisker."""
    right = one.mean >= base
    far = one.high if right else one.low
    figure.add_annotation(
        text=safe(value),
        x=far if math.isfinite(far) else one.mean,
        y=y,
        xanchor="left" if right else "right",
        xshift=4 if right else -4,
        yanchor="middle",
        showarrow=False,
        font={"size": 11},
    )


def _whisker(found: Sequence[Interval], colour: str) -> dict[str, Any]:
    """Intervals as error bars; none where there is none."""
    return {
        "type": "data",
        "visible": any(math.isfinite(one.half_width) for one in found),
        "symmetric": False,
        "array": [_length(one.high - one.mean) for one in found],
        "arrayminus": [_length(one.mean - one.low) for one in found],
        "thickness": 1.8,
        "width": 4,
        "color": colour,
    }


def _length(length: float) -> float:
    return length if math.isfinite(length) else 0.0


def _percent(share: Interval) -> Interval:
    """A share in per cent."""
    mean, low, high, size = share
    return Interval(100.0 * mean, 100.0 * low, 100.0 * high, size)


def _said(one: Interval, unit: str) -> str:
    """A number with its interval, to the digit that the interval bears."""
    step = step_of(one.low, one.high)
    value = f"{digits(one.mean, step)} {safe(unit)}"
    if step is None:
        return value
    ends = {"low": digits(one.low, step), "high": digits(one.high, step)}
    return gettext("{value} ({low} to {high})").format(value=value, **ends)
