"""Hour by hour: the peak as the table of hours has it."""

import pandas as pd
import pytest

from sim.report import hours
from sim.report.html import report_html
from tests.report.synthetic import REPLICATIONS, answer


def table(worlds=("base", "service")):
    """A hotline that is busiest and slowest at noon, and a machine at which nobody waits."""
    rows = [
        (world, run, channel, hour, offered, answered, target, offered - answered, wait)
        for world in worlds
        for run in range(REPLICATIONS)
        for hour in range(24)
        for channel, offered, answered, target, wait in (
            ("hotline", *((60, 50, 10, 50 * 9.0 / 1440) if hour == 12 else (20, 20, 20, 0.0))),
            ("online", 30, 30, 30, 0.0),
        )
    ]
    names = ["alternative", "replication", "channel", "hour", "offered", "answered"]
    return pd.DataFrame(rows, columns=[*names, "answered_in_target", "abandoned", "wait_time"])


def test_the_peak_is_found_and_read():
    """The busiest hour with its share, wait and service level; at the machine nobody waits."""
    rows = hours.by_hour(answer(hours=table()))
    assert set(rows["channel"]) == {"hotline"}
    noon = rows.query("alternative == 'base' and hour == 12").iloc[0]
    assert noon["share"] == pytest.approx(60 / 520)
    assert noon["wait"] == pytest.approx(9.0)
    assert noon["level"] == pytest.approx(100 * 10 / 60)
    (busy,) = hours.busiest(rows)
    assert "begins at 12:00 with 11.5" in busy.words
    assert "9.00" in busy.words


def test_every_waiting_channel_has_its_figures_on_the_page():
    """Two for each; where nobody ever waits the page says so."""
    page = report_html(answer(hours=table()))
    assert page.count('data-figure="figure-hours-') == len(hours.QUANTITIES)
    idle = table().query("channel == 'online'")
    assert "Nobody waited in any channel" in report_html(answer(hours=idle))
