"""Waits and service level by hour of the day: where the peak is, and whether it is met."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.language import gettext, later
from sim.report import wording
from sim.report.figures import COLOURS, DASHES, TONES, blank, quiet_axis, rgba, safe
from sim.report.rows import each
from sim.units import HOURS_PER_DAY, MINUTE

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

BASE: Final = "base"


class Quantity(NamedTuple):
    """What is drawn by the hour."""

    column: str
    title: str
    axis: str


QUANTITIES: Final = (
    Quantity("wait", later("Mean wait"), later("mean wait [minutes]")),
    Quantity("level", later("Service level"), later("answered in target [%]")),
)


class Busy(NamedTuple):
    """The busiest hour of a channel in the base, in words."""

    channel: str
    words: str


def by_hour(answer: Any) -> "pd.DataFrame":
    """Contacts, waits and service level by world, channel and hour, all runs together.

    Columns alternative, channel, hour, share (of the channel's contacts, fraction), wait [minute]
    and level [per cent]; channels in which nobody ever waits are left out, as are hours in which
    nobody came.
    """
    table = answer.hours
    counts = ["offered", "answered", "answered_in_target", "abandoned", "wait_time"]
    sums = table.groupby(["alternative", "channel", "hour"], sort=False)[counts].sum()
    waited = sums.groupby("channel")[["wait_time", "abandoned"]].transform("sum").sum(axis=1)
    rows = sums[(waited > 0.0) & (sums["offered"] > 0)].reset_index()
    whole = rows.groupby(["alternative", "channel"])["offered"].transform("sum")
    tried = rows["answered"] + rows["abandoned"]
    made: pd.DataFrame = rows.assign(
        share=rows["offered"] / whole,
        wait=rows["wait_time"] / rows["answered"].where(rows["answered"] > 0) / MINUTE,
        level=100.0 * rows["answered_in_target"] / tried.where(tried > 0),
    )[["alternative", "channel", "hour", "share", "wait", "level"]]
    return made


def busiest(rows: "pd.DataFrame") -> list[Busy]:
    """The busiest hour of each channel in the base, a sentence each."""
    said = []
    base = rows[rows["alternative"] == BASE]
    for channel, part in base.groupby("channel", sort=False):
        top = next(each(part.sort_values("share", ascending=False)))
        words = gettext(
            "{channel}: the busiest hour begins at {hour}:00 with {share} of the day's contacts; "
            "they wait {wait} on average, {level} are answered in the target time."
        )
        said.append(
            Busy(
                str(channel),
                words.format(
                    channel=wording.label(str(channel)),
                    hour=top.hour,
                    share=wording.level(top.share, "fraction", ""),
                    wait=wording.level(top.wait, "minute", ""),
                    level=wording.level(top.level / 100.0, "fraction", ""),
                ),
            )
        )
    return said


def figure(rows: "pd.DataFrame", quantity: Quantity, names: Sequence[str]) -> "Figure":
    """One quantity of one channel by hour: a line per world, grey the base, over its traffic.

    Parameters
    ----------
    rows : rows of `by_hour` of one channel
    quantity : what to draw
    names : the alternatives in order, which fixes their colours
    """
    import plotly.graph_objects as go

    drawn = blank(250, margin={"l": 8, "r": 10, "t": 10, "b": 8}, hovermode="x")
    base = rows[rows["alternative"] == BASE]
    drawn.add_trace(
        go.Bar(
            x=base["hour"].tolist(),
            y=(100.0 * base["share"]).tolist(),
            yaxis="y2",
            marker={"color": rgba(TONES["none"], 0.25)},
            hovertemplate="%{y:.1f} %<extra></extra>",
        )
    )
    for name in (BASE, *names):
        part = rows[rows["alternative"] == name].dropna(subset=[quantity.column])
        place = names.index(name) if name in names else -1
        drawn.add_trace(
            go.Scatter(
                x=part["hour"].tolist(),
                y=part[quantity.column].tolist(),
                mode="lines+markers",
                marker={"size": 5},
                line={
                    "color": COLOURS[place % len(COLOURS)] if place >= 0 else TONES["none"],
                    "width": 2.2,
                    "dash": DASHES[place % len(DASHES)] if place >= 0 else "solid",
                },
                hovertemplate="%{y:,.3~g}<extra></extra>",
            )
        )
    top = 102.0 if quantity.column == "level" else None
    drawn.update_layout(
        xaxis=quiet_axis(
            range=[-0.5, HOURS_PER_DAY - 0.5],
            dtick=4,
            zeroline=False,
            title={"text": safe(gettext("hour of the day")), "standoff": 6},
        ),
        yaxis=quiet_axis(
            rangemode="tozero",
            range=[0.0, top] if top else None,
            nticks=6,
            title={"text": safe(gettext(quantity.axis)), "standoff": 8},
        ),
        yaxis2={
            "overlaying": "y",
            "side": "right",
            "visible": False,
            "fixedrange": True,
            "range": [0.0, 300.0 * float(base["share"].max()) if len(base) else 1.0],
        },
    )
    return drawn
