"""The report: one self-contained page that works offline and prints well."""

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.experiment.sensitivity import Sensitivity
from sim.experiment.sensitivity_of import commands, sensitivity_of
from sim.experiment.swept import Swept
from sim.experiment.tables import FAILED
from sim.language import gettext, joined, later
from sim.metrics import CATALOGUE
from sim.report import (
    basis,
    evidence,
    figures,
    forest,
    hours,
    money,
    moved,
    reasons,
    sections,
    series,
    value,
    warm_up,
    wording,
)
from sim.report.page import Plot, placed, put, rendered, target_of, unbroken
from sim.report.rows import each

if TYPE_CHECKING:
    import pandas as pd

CONTENTS: Final = (
    ("answer", later("The answer")),
    ("differences", later("Paired differences")),
    ("chain", later("Along the chain")),
    ("money", later("Money")),
    ("formula", later("Textbook formula")),
    ("paths", later("Over time")),
    ("gains", later("Who gains")),
    ("hours", later("Hour by hour")),
    ("value", later("Customers by value and tenure")),
    ("basis", later("What it rests on")),
    ("run", later("How it was run")),
    ("again", later("Do it again")),
)

SHOWN: Final = 12
"""Rows of a long table on what the answer rests on that are seen before it is opened [count]."""

FOREST_ROWS: Final = 34
"""Lines of a forest that fit on a printed page with its caption."""
FOREST_COLUMNS: Final = 4
"""Alternatives that fit beside each other."""


class FormulaBlock(NamedTuple):
    """The formula of one alternative with its waterfall."""

    title: str
    words: str
    steps: tuple[sections.Step, ...]
    figure: Plot | None


class MoneyBlock(NamedTuple):
    """The books of one alternative against the base's, with their waterfall."""

    title: str
    words: str
    entries: tuple[money.Entry, ...]
    figure: Plot


class TenureBlock(NamedTuple):
    """How customers of one world stay by tenure, and what the best of them bring."""

    title: str
    words: str
    figure: Plot | None


def _forests(answer: Any, titles: dict[str, str], percent: str) -> list[Plot]:
    """Forests of relative change, split between stages and alternatives to fit a page each."""
    rows = sections.forest_rows(answer)
    if rows.empty:
        return []
    limit = forest.reach(rows["low"].tolist(), rows["high"].tolist())
    chunks: list[list[str]] = [[]]
    length = 0
    for group, part in rows.groupby("group", sort=False):
        size = 1 + part["label"].nunique()
        if chunks[-1] and length + size > FOREST_ROWS:
            chunks.append([])
            length = 0
        chunks[-1].append(str(group))
        length += size
    names = list(titles)
    columns = [names[at : at + FOREST_COLUMNS] for at in range(0, len(names), FOREST_COLUMNS)]
    return [
        placed(
            f"forest-{number}",
            "",
            gettext(
                "Relative change with {percent} % intervals: {groups}; the table below holds the "
                "same numbers"
            ).format(percent=percent, groups=gettext(", ").join(chunk)),
            "full",
            forest.forest(
                rows[rows["group"].isin(chunk) & rows["alternative"].isin(part)],
                {name: titles[name] for name in part},
                limit,
            ),
        )
        for number, (part, chunk) in enumerate(itertools.product(columns, chunks))
    ]


def _paths(answer: Any, names: list[str]) -> list[Plot]:
    """Paired difference of the measures along the chain by month."""
    starts = basis.starts(answer)
    made = []
    for number, measure in enumerate(series.PATHS):
        rows = series.paired(
            getattr(answer, measure.table), measure, ["month"], sections.confidence(answer)
        )
        if rows.empty or not rows["mean"].notna().any():
            continue
        scale = wording.scale(measure.unit, answer.currency, change=True)
        rows[["mean", "low", "high"]] *= scale.factor
        title = gettext(measure.title)
        said = gettext("{title}: difference from the base by month, with intervals")
        made.append(
            placed(
                f"path-{number}",
                title,
                said.format(title=title),
                "half",
                figures.path(rows.dropna(), names, starts, scale.words),
            )
        )
    return made


def _measured(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Months that count: the warm-up left out."""
    return frame[frame["month"] >= 0]


def _gains_forest(answer: Any, titles: dict[str, str]) -> tuple[Plot | None, str]:
    """Contribution by segment and tier, and the unit it is drawn in."""
    measure = series.CUSTOMER_GAINS[0]
    rows = series.paired(
        _measured(answer.segments), measure, ["segment", "tier"], sections.confidence(answer)
    ).dropna()
    if rows.empty:
        return None, ""
    size = float(rows[["low", "high"]].abs().to_numpy().max())
    divisor = wording.MILLION if size >= wording.MILLION else 1.0
    unit = wording.millions(answer.currency) if divisor > 1.0 else answer.currency
    cells = [
        wording.difference(row.mean, row.low, row.high, measure.unit, answer.currency)
        for row in each(rows)
    ]
    verdicts = [sections.verdict(row.mean, row.low, row.high) for row in each(rows)]
    drawn = rows.assign(
        group=[wording.label(name) for name in rows["segment"]],
        label=[wording.label(name) for name in rows["tier"]],
        mean=rows["mean"] / divisor,
        low=rows["low"] / divisor,
        high=rows["high"] / divisor,
        tone=[wording.tone(verdict, measure.better) for verdict in verdicts],
        text=[f"{cell.value} {cell.unit} ({cell.interval})" for cell in cells],
    )
    limit = forest.reach(drawn["low"].tolist(), drawn["high"].tolist())
    plot = placed(
        "gains",
        "",
        gettext("Contribution by segment and tier, difference from the base with intervals"),
        "full",
        forest.forest(drawn, titles, limit, suffix=""),
    )
    return plot, unit


def _gains(answer: Any, names: list[str]) -> list[tuple[str, list[sections.Group], str]]:
    """Tables of who gains: caption, groups by measure, heading of the rows."""
    tables = (
        (gettext("Customers by segment"), "segment", series.CUSTOMER_GAINS),
        (gettext("Customers by tier"), "tier", series.CUSTOMER_GAINS),
        (gettext("Channels"), "channel", series.CHANNEL_GAINS),
        (gettext("Employees by team"), "team", series.TEAM_GAINS),
    )
    made = []
    for caption, key, measures in tables:
        groups = []
        for measure in measures:
            frame = _measured(getattr(answer, measure.table))
            if frame.empty:
                continue
            rows = series.paired(frame, measure, [key], sections.confidence(answer))
            shown = sections.table_of(
                rows, key, names, measure.unit, measure.better, answer.currency
            )
            groups.append(sections.Group(gettext(measure.title), tuple(shown)))
        if groups:
            said = gettext("{caption}: differences from the base over the measured months")
            made.append((said.format(caption=caption), groups, wording.label(key)))
    return made


def _formulas(answer: Any) -> list[FormulaBlock]:
    """The formula beside the simulation, each with its waterfall where there is one."""
    made = []
    for number, formula in enumerate(sections.formulas(answer)):
        plot = None
        if formula.steps:
            figure = figures.bridge(sections.bridge_rows(answer, formula.name), answer.currency)
            said = gettext("From the formula to the simulated profit: {title}")
            words = said.format(title=formula.title)
            plot = placed(f"bridge-{number}", "", words, "beside", figure)
        made.append(FormulaBlock(formula.title, formula.words, formula.steps, plot))
    return made


def _money(answer: Any) -> list[MoneyBlock]:
    """From the base's profit to each alternative's, account by account."""
    made = []
    for number, (name, title, _) in enumerate(sections.alternatives(answer)):
        entries = money.entries(answer, name)
        if not entries:
            continue
        figure = figures.bridge(money.steps(answer, name), answer.currency)
        said = gettext("From the base's profit to that of the alternative: {title}")
        plot = placed(f"money-{number}", "", said.format(title=title), "beside", figure)
        made.append(MoneyBlock(title, money.reason(answer, name), tuple(entries), plot))
    return made


def _hours(answer: Any, names: list[str]) -> tuple[list[hours.Busy], list[Plot]]:
    """Waits and service level by hour of the day, for every channel in which anybody waits."""
    rows = hours.by_hour(answer)
    said = gettext("{title} by hour of the day, {channel}: base and alternatives")
    plots = []
    for number, (channel, part) in enumerate(rows.groupby("channel", sort=False)):
        for quantity in hours.QUANTITIES:
            title = f"{wording.label(str(channel))}: {gettext(quantity.title)}"
            words = said.format(title=gettext(quantity.title), channel=wording.named(str(channel)))
            figure = hours.figure(part, quantity, names)
            plots.append(placed(f"hours-{number}-{quantity.column}", title, words, "half", figure))
    return hours.busiest(rows), plots


def _lorenz(answer: Any, names: list[str]) -> Plot | None:
    """The 80/20 curve of every world."""
    rows = value.lorenz_rows(answer)
    if rows.empty:
        return None
    said = gettext(
        "Share of revenue by share of customers, the best first; the numbers stand in the text"
    )
    return placed("lorenz", "", said, "half", figures.lorenz(rows, names))


def _tenures(answer: Any, worlds: list[tuple[str, str]]) -> list[TenureBlock]:
    """Retention by tenure in the base and every alternative, in words and drawn."""
    sure = sections.confidence(answer)
    made = []
    for position, (name, title) in enumerate(worlds):
        rows = value.tenure_rows(answer, name, sure)
        plot = None
        if len(rows) > 1:
            colours = figures.COLOURS
            colour = colours[(position - 1) % len(colours)] if position else figures.TONES["none"]
            said = gettext("Retention by year of tenure, {title}, and from selection alone")
            said = said.format(title=title)
            plot = placed(f"tenure-{position}", title, said, "half", figures.tenure(rows, colour))
        words = joined(value.best_fifth(answer, name), value.reading(answer, name, sure))
        made.append(TenureBlock(title, words, plot))
    return made


def _settling(answer: Any) -> tuple[Plot | None, str]:
    """The slowest series of the base, and what the figure shows."""
    shown = warm_up.slowest(answer)
    if shown is None:
        return None, ""
    said = warm_up.caption(shown)
    return placed("warm-up", "", said, "half", warm_up.figure(shown)), said


def report_html(answer: Any, sensitivity: Sensitivity | None = None) -> str:
    """The whole report as one page.

    Parameters
    ----------
    answer : Answer
        What `sim.run` returned or `sim.load_results` rebuilt.
    sensitivity : Sensitivity, optional
        What it is sensitive to, from `sim.experiment.sensitivity_of.sensitivity_of`.

    Returns
    -------
    str
        HTML with style, scripts and data inside; it asks for nothing over the network, and its
        content-security policy forbids it to.
    """
    worlds = sections.alternatives(answer)
    titles = {name: title for name, title, _ in worlds}
    names = list(titles)
    percent = f"{100 * sections.confidence(answer):g}"
    gains_forest, gains_unit = _gains_forest(answer, titles) if names else (None, "")
    settling, settling_caption = _settling(answer)
    links = sections.link_rows(answer)
    busiest, hourly = _hours(answer, names)
    own, extended = basis.given(answer)
    asked = answer.manifest["scenario"]
    description, look_for, case = (asked[key] for key in ("description", "look_for", "case"))
    return rendered(
        "report.html.jinja",
        title=gettext(answer.scenario_title),
        question=gettext(answer.question),
        answer=answer,
        alternatives=worlds,
        contents=[(key, gettext(title)) for key, title in CONTENTS],
        sentence=unbroken(answer.sentence()),
        percent=percent,
        failed=int((answer.runs["status"] == FAILED).sum()),
        cards=sections.cards(answer),
        groups=sections.difference_groups(answer),
        forests=_forests(answer, titles, percent) if names else [],
        chains=[
            (name, title, sections.chain_drawing(answer, name)) for name, title in titles.items()
        ],
        touched=[link for link in links if link.is_touched],
        links=links,
        money=_money(answer),
        why={name: reasons.why(answer, name) for name in names},
        description=gettext(description.strip()),
        look_for=gettext(look_for.strip()),
        case=gettext(case.strip()),
        formulas=_formulas(answer),
        starts=basis.starts(answer),
        paths=_paths(answer, names) if names else [],
        gains_forest=gains_forest,
        gains_unit=gains_unit,
        gains=_gains(answer, names) if names else [],
        busiest=busiest,
        hourly=hourly,
        lorenz=_lorenz(answer, names),
        tenures=_tenures(answer, [(name, title) for name, title, _ in sections.worlds(answer)]),
        years=value.years(answer, sections.BASE),
        counts=basis.counts(answer),
        moved=moved.moved(answer),
        shown=SHOWN,
        tested=evidence.findings(sensitivity) if sensitivity is not None else None,
        commands="\n".join(commands(answer)),
        origins=basis.origins(answer),
        own=own,
        implausible=basis.implausible(answer),
        idle=basis.idle(answer),
        extended=extended,
        facts=basis.facts(answer),
        precision=basis.precision(answer),
        saved=basis.saved(answer),
        chances=sections.chances(answer),
        headline=gettext(CATALOGUE[sections.headline(answer)].label),
        warm_up=warm_up.line(answer),
        settling=settling,
        settling_caption=settling_caption,
    )


def write_report(
    answer: Any,
    path: Path | str | None = None,
    sensitivity: Sensitivity | Swept | Path | str | None = None,
) -> Path:
    """Write the report to a file.

    Parameters
    ----------
    answer : Answer
        What `sim.run` returned or `sim.load_results` rebuilt.
    path : Path or str, optional
        File to write; its folder must exist. ``report.html`` in the answer's folder unless given.
    sensitivity : Sensitivity, Swept, Path or str, optional
        Analysis of the same question, or its folder, or that of all answers, as for
        `sim.experiment.sensitivity_of.sensitivity_of`; the report then says what the answer is
        sensitive to, and how well that is known.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    UsageError
        When the analysis is of another question or not finished, or the file cannot be written; the
        message says what to do.
    """
    target = target_of(answer.folder, path, "answer")
    found = None if sensitivity is None else sensitivity_of(answer, sensitivity)
    return put(report_html(answer, found), target)
