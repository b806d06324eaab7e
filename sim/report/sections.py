"""What the sections on the result show, as plain words and rows: cards, tables, chain, formula."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.analysis.rounding import bare_step, step_of
from sim.experiment.tables import FALLS, NO_CLEAR_CHANGE, RISES, TOTAL, UNCHANGED
from sim.language import gettext
from sim.metrics import CATALOGUE
from sim.report import chain, wording
from sim.report.rows import each

if TYPE_CHECKING:
    import pandas as pd

BASE = "base"


class Bar(NamedTuple):
    """Places along a card's scale [per cent of its width]."""

    zero: float
    low: float
    mean: float
    high: float


class Card(NamedTuple):
    """The headline of one alternative."""

    name: str
    title: str
    description: str
    measure: str
    unit: str
    value: str
    interval: str
    relative: str
    tone: str
    sign: str
    reading: str
    bar: Bar
    colour: int


class Cell(NamedTuple):
    """One paired difference in a table."""

    value: str
    interval: str
    tone: str
    sign: str
    words: str


class Row(NamedTuple):
    """One measure: its base and its difference in every alternative."""

    label: str
    unit: str
    base: str
    cells: tuple[Cell | None, ...]


class Group(NamedTuple):
    """Rows under one heading."""

    title: str
    rows: tuple[Row, ...]


class LinkRow(NamedTuple):
    """One link and its strength in the base and in every alternative."""

    name: str
    source: str
    target: str
    base: str
    strengths: tuple[str, ...]
    claim: str
    is_touched: bool


class Step(NamedTuple):
    """One step between the formula's answer and the simulated one."""

    step: str
    amount: str
    why: str


class Formula(NamedTuple):
    """The closed-form answer beside the simulated one, for one alternative."""

    name: str
    title: str
    words: str
    steps: tuple[Step, ...]


def alternatives(answer: Any) -> list[tuple[str, str, str]]:
    """Name, title and description of each alternative, the base left out."""
    return [world for world in worlds(answer) if world[0] != BASE]


def worlds(answer: Any) -> list[tuple[str, str, str]]:
    """Name, title and description of each world in the language in force."""
    return [
        (name, gettext(title), gettext(description.strip()))
        for name, title, description in answer.alternatives
    ]


def confidence(answer: Any) -> float:
    """Confidence of every interval of the answer [fraction]."""
    return float(answer.manifest.get("confidence", 0.95))


def headline(answer: Any) -> str:
    """The measure that the answer is given in first."""
    return str(answer.headline)


def chances(answer: Any) -> list[tuple[str, str, str]]:
    """Every world by the headline, the first in rank first: title, chance of being best, verdict.

    Worlds without enough runs are left out.
    """
    table = answer.ranking[answer.ranking["kpi"] == headline(answer)]
    titles = {name: title for name, title, _ in worlds(answer)}
    rows = sorted(each(table), key=lambda row: (row.rank, -row.chance_best))
    return [
        (titles[row.alternative], f"{100 * row.chance_best:.0f} %", gettext(row.verdict))
        for row in rows
        if math.isfinite(row.chance_best)
    ]


def chances_line(answer: Any) -> str:
    """Which world is best in how many resamples, in one line."""
    one = gettext("'{title}' {chance}")
    said = [one.format(title=title, chance=chance) for title, chance, _ in chances(answer)]
    return gettext("Best by {label} in so many resamples of the runs: {chances}.").format(
        label=gettext(CATALOGUE[headline(answer)].label), chances=gettext("; ").join(said)
    )


def cell(row: Any, currency: str) -> Cell:
    """One row of the table of differences as a cell."""
    said = wording.difference(row.difference, row.low, row.high, row.unit, currency)
    return _cell(said, row.verdict, row.better)


def _cell(said: wording.Said, verdict: str, better: str) -> Cell:
    """A difference as a cell; the unit stands with the row, all but the millions."""
    return Cell(
        f"{said.value} {said.large}".strip(),
        said.interval,
        wording.tone(verdict, better),
        wording.sign(verdict),
        gettext(verdict),
    )


def _bar(row: Any, reach: float) -> Bar:
    """Places of an interval on a scale from -reach to reach."""

    def place(value: float) -> float:
        return round(50.0 + 50.0 * max(-1.0, min(1.0, value / reach)), 2)

    return Bar(50.0, place(row.low), place(row.difference), place(row.high))


def cards(answer: Any) -> list[Card]:
    """The headline difference of each alternative, on one common scale."""
    kpi = headline(answer)
    table = answer.differences[answer.differences["kpi"] == kpi]
    ends = [abs(value) for value in [*table["low"], *table["high"]] if math.isfinite(value)]
    reach = 1.08 * max(ends, default=1.0) or 1.0
    made = []
    for position, (name, title, description) in enumerate(alternatives(answer)):
        for row in each(table[table["alternative"] == name]):
            said = wording.difference(row.difference, row.low, row.high, row.unit, answer.currency)
            share = wording.percent(row.relative, row.relative_low, row.relative_high)
            relative = gettext("{share} % of the base ({interval} %)").format(
                share=share.value, interval=share.interval
            )
            made.append(
                Card(
                    name,
                    title,
                    description,
                    wording.label(row.label),
                    said.unit,
                    said.value,
                    said.interval,
                    relative if math.isfinite(row.relative) else "",
                    wording.tone(row.verdict, row.better),
                    wording.sign(row.verdict),
                    gettext(wording.SURE[row.verdict]).format(it=gettext(row.label)),
                    _bar(row, reach),
                    position,
                )
            )
    return made


def difference_groups(answer: Any) -> list[Group]:
    """Every measure by stage, with its difference in every alternative."""
    names = [name for name, _, _ in alternatives(answer)]
    groups = []
    for stage, part in answer.differences.groupby("stage", sort=False):
        rows = []
        for _, entries in part.groupby("kpi", sort=False):
            by_name = {row.alternative: row for row in each(entries)}
            first = next(iter(by_name.values()))
            steps = [step_of(row.low, row.high) for row in by_name.values()]
            base = wording.base(first.base_mean, first.unit, answer.currency, steps)
            cells = tuple(
                cell(by_name[name], answer.currency) if name in by_name else None for name in names
            )
            unit = wording.scale(first.unit, answer.currency, change=True).words
            rows.append(Row(wording.label(first.label), unit, base, cells))
        groups.append(Group(wording.label(str(stage)), tuple(rows)))
    return groups


def forest_rows(answer: Any) -> "pd.DataFrame":
    """Relative changes for the forest, in per cent of the base; measures without one left out."""
    table = answer.differences
    finite = table[["relative", "relative_low", "relative_high"]].notna().all(axis=1)
    rows = table[finite].copy()
    tones = [wording.tone(row.verdict, row.better) for row in each(rows)]
    said = [
        wording.difference(row.difference, row.low, row.high, row.unit, answer.currency)
        for row in each(table[finite])
    ]
    words = gettext("{label}: {change} ({interval})")
    rows = rows.assign(
        group=[wording.label(str(stage)) for stage in rows["stage"]],
        label=[wording.label(name) for name in rows["label"]],
        mean=100.0 * rows["relative"],
        low=100.0 * rows["relative_low"],
        high=100.0 * rows["relative_high"],
        tone=tones,
        text=[
            words.format(label=wording.label(name), change=one.whole, interval=one.interval)
            for name, one in zip(rows["label"], said, strict=True)
        ],
    )
    columns = ["group", "label", "alternative", "mean", "low", "high", "tone", "text"]
    shown: pd.DataFrame = rows[columns]
    return shown


def chain_drawing(answer: Any, name: str) -> chain.Drawing:
    """The chain of one alternative: each stage's headline change, each link's strength."""
    readings: dict[str, list[chain.Reading]] = {}
    table = answer.chain
    for row in each(table[table["alternative"] == name]):
        said = wording.difference(row.difference, row.low, row.high, row.unit, answer.currency)
        readings.setdefault(row.stage, []).append(
            chain.Reading(
                wording.label(row.label),
                said.value,
                said.unit,
                said.interval,
                wording.tone(row.verdict, row.better),
                wording.sign(row.verdict),
            )
        )
    links = answer.links
    return chain.draw(
        {stage: tuple(shown) for stage, shown in readings.items()},
        [
            chain.Link(row.source, row.target, row.strength_alternative)
            for row in each(links[links["alternative"] == name])
        ],
    )


def link_rows(answer: Any) -> list[LinkRow]:
    """Every link with its strengths; links that are cut or changed first."""
    names = [name for name, _, _ in alternatives(answer)]
    rows = []
    for link, entries in answer.links.groupby("name", sort=False):
        by_name = {row.alternative: row for row in each(entries)}
        first = next(iter(by_name.values()))
        strengths = [by_name[name].strength_alternative for name in names if name in by_name]
        rows.append(
            LinkRow(
                wording.label(str(link)),
                gettext(first.source),
                gettext(first.target),
                _strength(first.strength_base),
                tuple(_strength(strength) for strength in strengths),
                gettext(first.claim),
                any(strength != 1.0 for strength in [first.strength_base, *strengths]),
            )
        )
    return sorted(rows, key=lambda row: not row.is_touched)


def _strength(value: float) -> str:
    """A link's strength: a factor, or cut."""
    return gettext("cut") if value == 0.0 else f"{chain.TIMES}{value:g}"


def _signed(value: float, currency: str, step: float | None = None) -> str:
    """A signed amount without an interval."""
    words = wording.level(value, "currency", currency, step)
    return words if value <= 0 or not words[0].isdigit() else f"+{words}"


def _simulated(row: Any, currency: str) -> wording.Said:
    """The simulated change of discounted profit; a row of ``closed_form``."""
    return wording.difference(
        row.simulated_profit_change,
        row.simulated_profit_low,
        row.simulated_profit_high,
        "currency",
        currency,
    )


def formula_line(row: Any, currency: str) -> str:
    """The closed form beside the simulated profit in one line; a row of ``closed_form``."""
    simulated = _simulated(row, currency)
    if not math.isfinite(row.formula_change):
        words = gettext("closed form: not defined here; simulated profit, discounted: {simulated}")
        return words.format(simulated=simulated.whole)
    return gettext(
        "closed form (lifetime value, for ever): {formula}; simulated profit, discounted: "
        "{simulated} ({interval})"
    ).format(
        formula=_signed(row.formula_change, currency, bare_step(row.formula_change)),
        simulated=simulated.whole,
        interval=simulated.interval,
    )


def formulas(answer: Any) -> list[Formula]:
    """The formula's answer, the simulated one and the steps between them.

    An alternative for which the formula is not defined has words alone.
    """
    titles = {name: title for name, title, _ in alternatives(answer)}
    currency = answer.currency
    made = []
    for row in each(answer.closed_form):
        if row.alternative not in titles:
            continue
        if not math.isfinite(row.formula_change):
            words = wording.capital(formula_line(row, currency)) + gettext(".")
            made.append(Formula(row.alternative, titles[row.alternative], words, ()))
            continue
        steps = answer.bridge[answer.bridge["alternative"] == row.alternative]
        digit = bare_step(steps["amount"].abs().max())
        change = _signed(row.formula_change, currency, bare_step(row.formula_change))
        simulated = _simulated(row, currency)
        retention = [
            f"{100 * value:.1f} %" for value in (row.retention_base, row.retention_alternative)
        ]
        words = gettext(
            "The textbook formula: {customers} customers, each bringing {margin} a year and kept "
            "at {retention_base} against {retention} a year, are worth {clv_base} each in the base "
            "and {clv} in this alternative: {change} in all, for ever and without cost. The "
            "simulated change in discounted profit is {simulated} ({interval})."
        ).format(
            customers=f"{row.customers_at_start:,.0f}",
            margin=wording.level(row.margin_per_customer_year, "currency", currency),
            retention=retention[1],
            retention_base=retention[0],
            clv_base=wording.level(row.clv_base, "currency", currency),
            clv=wording.level(row.clv_alternative, "currency", currency),
            change=change,
            simulated=simulated.whole,
            interval=simulated.interval,
        )
        made.append(
            Formula(
                row.alternative,
                titles[row.alternative],
                words,
                tuple(
                    Step(
                        wording.label(step.step),
                        _signed(step.amount, currency, digit),
                        gettext(step.why),
                    )
                    for step in each(steps)
                ),
            )
        )
    return made


def bridge_rows(answer: Any, name: str) -> "pd.DataFrame":
    """Steps of one alternative for the waterfall."""
    steps = answer.bridge[answer.bridge["alternative"] == name]
    names = [wording.named(step) for step in steps["step"]]
    rows: pd.DataFrame = steps.assign(step=names, is_total=steps["measure"] == TOTAL)
    return rows


def table_of(
    frame: "pd.DataFrame", key: str, names: Sequence[str], unit: str, better: str, currency: str
) -> list[Row]:
    """Paired differences by a key, as rows of a table.

    Parameters
    ----------
    frame : columns alternative, the key, mean, low, high and base
    key : column that names the rows
    names : alternatives in order
    unit, better : of the measure
    currency : currency of the scenario
    """
    rows = []
    for value, entries in frame.groupby(key, sort=False):
        by_name = {row.alternative: row for row in each(entries)}
        cells = tuple(
            gain(row.mean, row.low, row.high, unit, better, currency)
            if (row := by_name.get(name))
            else None
            for name in names
        )
        steps = [step_of(row.low, row.high) for row in by_name.values()]
        base = wording.base(next(iter(by_name.values())).base, unit, currency, steps)
        words = wording.scale(unit, currency, change=True).words
        rows.append(Row(wording.label(str(value)), words, base, cells))
    return rows


def verdict(mean: float, low: float, high: float) -> str:
    """What an interval says of a difference."""
    if low == high == mean == 0.0:
        return UNCHANGED
    return RISES if low > 0.0 else FALLS if high < 0.0 else NO_CLEAR_CHANGE


def gain(
    mean: float, low: float, high: float, unit: str, better: str, currency: str
) -> Cell | None:
    """One difference as a cell; none where nothing could be measured."""
    if not math.isfinite(mean):
        return None
    said = wording.difference(mean, low, high, unit, currency)
    return _cell(said, verdict(mean, low, high), better)
