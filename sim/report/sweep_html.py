"""The page of a sweep and of a sensitivity analysis: the answer first, then what shows it."""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.analysis.intervals import Interval
from sim.analysis.sensitivity import Effect, Index
from sim.errors import UsageError
from sim.experiment.job import BASE
from sim.experiment.sensitivity import METHODS, MORRIS, ONE_AT_A_TIME, SOBOL, Sensitivity, told
from sim.experiment.swept import Swept
from sim.experiment.tables import FAILED
from sim.experiment.wishes import known_figure
from sim.language import gettext, later
from sim.metrics import CATALOGUE
from sim.report import sections, sensitivity_words, sweep_figures, sweep_words, tornado, wording
from sim.report.basis import Fact
from sim.report.moved import known
from sim.report.page import Plot, placed, put, rendered, target_of, unbroken
from sim.report.rows import each

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

JOBS: Final = 20
"""Points of the job table that the page shows [count]."""

FAILURES: Final = 200
"""Failed runs that the page shows [count]."""

MARKS: Final = 12_000
"""Marks in all figures of a sweep together, so that the page stays small [count]."""

CELLS: Final = 12
"""Levels of each of two values up to which their grid is shown as a table [count]."""


class Estimate(NamedTuple):
    """One measure of one value varied."""

    measure: str
    estimate: str
    interval: str
    place: str


class Rested(NamedTuple):
    """One value varied, with every measure of it."""

    path: str
    range: str
    base: str
    known: str
    estimates: tuple[Estimate, ...]


class Job(NamedTuple):
    """One row of the job table."""

    point: str
    values: tuple[str, ...]


class Grid(NamedTuple):
    """The answer of one alternative over two values."""

    title: str
    across: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[sections.Cell | None, ...]], ...]
    unit: str


class Failure(NamedTuple):
    """A run that failed."""

    point: int
    alternative: str
    replication: int
    message: str
    rerun: str


def sweep_html(result: Swept | Sensitivity, kpi: str | None = None) -> str:
    """The page of a sweep or of a sensitivity analysis.

    Parameters
    ----------
    result : Swept or Sensitivity
        What `sim.sweep` or `sim.sensitivity` returned. A sweep whose design tells what an answer
        rests on is shown as the sensitivity analysis that it is.
    kpi : str, optional
        Key figure that a sweep is shown by, the question's headline unless given; a sensitivity
        analysis has its own.

    Returns
    -------
    str
        HTML with style, scripts and data inside; it asks for nothing over the network.

    Raises
    ------
    UsageError
        When there is no such key figure.
    """
    doubt, shown = "", ""
    if isinstance(result, Swept):
        shown = kpi or result.headline
        known_figure(shown)
        result, doubt = _read(result, kpi)
    swept = result.swept if isinstance(result, Sensitivity) else result
    shared: dict[str, Any] = {
        "title": gettext(swept.scenario_title),
        "question": gettext(swept.question),
        "swept": swept,
        "percent": f"{100 * sections.confidence(swept):g}",
        "doubt": doubt,
        "failures": list(islice(failures(swept), FAILURES)),
        "failed": sweep_words.failed_of(swept),
        "jobs": jobs(swept, JOBS),
        "as_is": gettext(sweep_words.AS_IS),
        "facts": facts(swept),
        "warnings": list(swept.manifest.get("warnings", ())),
    }
    if isinstance(result, Sensitivity):
        return rendered("sensitivity.html.jinja", **shared, **_analysis(result))
    return rendered("sweep.html.jinja", **shared, **_points(result, shown))


def write_sweep_report(
    result: Swept | Sensitivity, path: Path | str | None = None, kpi: str | None = None
) -> Path:
    """Write the page of a sweep or of a sensitivity analysis to a file.

    Parameters
    ----------
    result : Swept or Sensitivity
        What `sim.sweep` or `sim.sensitivity` returned.
    path : Path or str, optional
        File to write; its folder must exist. ``report.html`` in the sweep's folder unless given.
    kpi : str, optional
        As for `sweep_html`.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    UsageError
        When the file cannot be written; the message says what to change.
    """
    swept = result.swept if isinstance(result, Sensitivity) else result
    target = target_of(swept.folder, path, "sweep")
    return put(sweep_html(result, kpi), target)


def _read(result: Swept, kpi: str | None) -> tuple[Swept | Sensitivity, str]:
    """A sweep as the analysis that its design is for, or why it is none."""
    if result.manifest["sweep"]["design"] not in METHODS:
        return result, ""
    try:
        return told(result, kpi), ""
    except UsageError as error:
        words = gettext("What the answer rests on cannot be told: {error}.")
        return result, words.format(error=error)


# What an answer rests on --------------------------------------------------------------------------


def _analysis(result: Sensitivity) -> dict[str, Any]:
    """What the page of a sensitivity analysis shows beside what both pages do."""
    return {
        "contents": _contents(
            result.swept,
            ("answer", gettext("The answer")),
            ("basis", gettext("What it rests on")),
        ),
        "sentence": unbroken(sensitivity_words.rests_on(result)),
        "flips": [unbroken(sentence) for sentence in sensitivity_words.flips_words(result)],
        "idle": sensitivity_words.idle_words(result),
        "dropped": sensitivity_words.dropped_words(result),
        "figure": _figure(result),
        "note": gettext(tornado.NOTE),
        "rested": rested(result),
        "caption": gettext(FIGURES[result.method]),
    }


FIGURES: Final = {
    ONE_AT_A_TIME: later(
        "The answer at both ends of each value's range, the others as they are; the line is the "
        "answer with every value as it is."
    ),
    MORRIS: later(
        "How much the answer changes over the whole range of each value, on average and from "
        "place to place. An effect that varies much is bent or depends on other values."
    ),
    SOBOL: later(
        "Share of the answer's variance over all points that is due to each value, alone and "
        "together with the others."
    ),
}
"""What the figure of each method shows."""


def rested(result: Sensitivity) -> list[Rested]:
    """Every value varied with all its measures, the one the answer rests on most first."""
    currency = result.swept.currency
    factors = {factor.path: factor for factor in result.swept.factors}
    made = []
    for path in sensitivity_words.order(result):
        factor = factors[path]
        rows = result.sensitivity[result.sensitivity["parameter"] == path]
        estimates = tuple(
            Estimate(
                gettext(sensitivity_words.MEASURES[row.measure]),
                *sensitivity_words.estimate(row, result),
                sensitivity_words.place_of(row),
            )
            for row in each(rows)
        )
        span = sweep_words.range_of(factor, currency)
        base = sweep_words.value_of(factor.base, factor, currency)
        made.append(Rested(path, span, base, known(factor.mark, factor.source), estimates))
    return made


def _figure(result: Sensitivity) -> Plot:
    """The figure of the method."""
    names = [factor.path for factor in result.swept.factors]
    said = gettext("{asked}: {caption} The table below holds the same numbers.").format(
        asked=sweep_words.asked_about(result.kpi, result.alternative, result.swept),
        caption=gettext(FIGURES[result.method]),
    )
    by_key = {(row.parameter, row.measure): row for row in each(result.sensitivity)}
    labels = [sensitivity_words.label(name) for name in names]
    figure: Figure
    if result.method not in (ONE_AT_A_TIME, MORRIS):
        indices = [
            Index(*(_interval(by_key[name, key], 1.0) for key in ("first_order", "total")))
            for name in names
        ]
        return placed("analysis", "", said, "full", tornado.shares(labels, indices))
    is_change = result.alternative != BASE or result.method == MORRIS
    scale = _scale(
        CATALOGUE[result.kpi].unit,
        result.swept.currency,
        result.sensitivity["estimate"].abs().max(),
        change=is_change,
    )
    factor, unit = scale
    if result.method == MORRIS:
        effects = [
            Effect(
                _interval(by_key[name, "mu_star"], factor),
                factor * by_key[name, "mu"].estimate,
                factor * by_key[name, "sigma"].estimate,
            )
            for name in names
        ]
        figure = tornado.screening(labels, effects, unit)
    else:
        bars = [
            tornado.Bar(
                label,
                *_ends(result.swept, name),
                *(_interval(by_key[name, key], factor) for key in ("at_low", "at_high", "swing")),
            )
            for label, name in zip(labels, names, strict=True)
        ]
        figure = tornado.tornado(bars, factor * result.base.mean, unit)
    return placed("analysis", "", said, "full", figure)


def _ends(swept: Swept, path: str) -> tuple[str, str]:
    """The lowest and the highest value that a sweep tried, or the first and the last word."""
    factor = next(factor for factor in swept.factors if factor.path == path)
    column = swept.points[path].replace("", None).dropna()
    values = sorted(column) if column.dtype == float else list(column)
    low, high = (sweep_words.value_of(value, factor, swept.currency) for value in
                 (values[0], values[-1]))  # fmt: skip
    return low, high


def _interval(row: Any, factor: float) -> Interval:
    return Interval(factor * row.estimate, factor * row.low, factor * row.high, 2)


def _scale(unit: str, currency: str, size: float, *, change: bool) -> wording.Scale:
    """How a figure shows a unit; large amounts in millions."""
    shown = wording.scale(unit, currency, change=change)
    if size * shown.factor < wording.MILLION:
        return shown
    million = gettext("million")
    words = f"{million} {shown.words}".strip()
    return wording.Scale(shown.factor / wording.MILLION, words)


# A sweep of any design ----------------------------------------------------------------------------


def _points(result: Swept, kpi: str) -> dict[str, Any]:
    """What the page of a sweep shows beside what both pages do."""
    rows = sweep_words.estimates_of(result, kpi)
    titles = sweep_words.titles_of(result)
    names = list(titles)[1:] or list(titles)
    plots, drawn = _plots(result, kpi, rows, names)
    grids = _grids(result, kpi, rows, names)
    extra = [("grid", gettext("Over both values"))] if grids else []
    return {
        "contents": _contents(
            result,
            ("answer", gettext("The answer")),
            ("against", gettext("Value by value")),
            *extra,
        ),
        "sentences": [unbroken(sentence) for sentence in sweep_words.swept_words(result, kpi)],
        "plots": plots,
        "drawn": drawn,
        "grids": grids,
        "worlds": list(zip((titles[name] for name in names), cycle(sweep_figures.SIGNS))),
        "measure": gettext(CATALOGUE[kpi].label),
        "is_difference": names[0] != BASE,
    }


def _plots(
    result: Swept, kpi: str, rows: "pd.DataFrame", names: Sequence[str]
) -> tuple[list[Plot], int]:
    """The answer against each value varied, and the points drawn in each figure."""
    paths = [factor.path for factor in result.factors]
    most = max(1, MARKS // (len(paths) * len(names)))
    every = -(-len(result.points) // most)
    part = rows[rows["point"] % every == 0]
    reach = part[["low", "high", "mean"]].abs().max().max()
    factor, unit = _scale(CATALOGUE[kpi].unit, result.currency, reach, change=names[0] != BASE)
    part = part.assign(
        sets_nothing=part[paths].replace("", None).isna().all(axis=1),
        **{key: factor * part[key] for key in ("mean", "low", "high")},
    )
    titles = sweep_words.titles_of(result)
    said = gettext(
        "{label} against {path}, with intervals; the sentence and the tables hold the numbers"
    )
    label = gettext(CATALOGUE[kpi].label)
    made = []
    for number, varied in enumerate(result.factors):
        figure = sweep_figures.against(part, varied, names, titles, unit)
        words = said.format(label=label, path=varied.path)
        made.append(placed(f"against-{number}", varied.path, words, "half", figure))
    return made, int(part["point"].nunique())


def _grids(result: Swept, kpi: str, rows: "pd.DataFrame", names: Sequence[str]) -> list[Grid]:
    """Tables over two values, where a grid of them is small enough to be read."""
    if result.manifest["sweep"]["design"] != "grid" or len(result.factors) != 2:
        return []
    down, across = result.factors
    levels = [result.points[factor.path].drop_duplicates().tolist() for factor in (down, across)]
    if max(map(len, levels)) > CELLS or names[0] == BASE:
        return []
    metric, currency = CATALOGUE[kpi], result.currency
    titles = sweep_words.titles_of(result)
    made = []
    for name in names:
        at = {
            (row[down.path], row[across.path]): sections.gain(
                row["mean"], row["low"], row["high"], metric.unit, metric.better, currency
            )
            for _, row in rows[rows["alternative"] == name].iterrows()
        }
        table = tuple(
            (
                sweep_words.value_of(one, down, currency),
                tuple(at.get((one, other)) for other in levels[1]),
            )
            for one in levels[0]
        )
        columns = tuple(sweep_words.value_of(value, across, currency) for value in levels[1])
        words = wording.scale(metric.unit, currency, change=True).words
        made.append(Grid(titles[name], across.path, columns, table, words))
    return made


# What both pages show -----------------------------------------------------------------------------


def _contents(swept: Swept, *own: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Sections of a page; failed runs have one where there are any."""
    failed = [("failed", gettext("Runs that failed"))] if swept.exit_status else []
    return (
        *own,
        ("points", gettext("Points")),
        *failed,
        ("run", gettext("How it was run")),
        ("again", gettext("Do it again")),
    )


def jobs(swept: Swept, most: int) -> list[Job]:
    """The first rows of the job table."""
    return [
        Job(
            f"{int(row['point'])}",
            tuple(
                sweep_words.value_of(row[factor.path], factor, swept.currency)
                for factor in swept.factors
            ),
        )
        for _, row in swept.points.head(most).iterrows()
    ]


def failures(swept: Swept) -> Iterator[Failure]:
    """Every run that failed, with the command that runs it again."""
    titles = sweep_words.titles_of(swept)
    for row in each(swept.runs[swept.runs["status"] == FAILED]):
        yield Failure(row.point, titles[row.alternative], row.replication, row.message, row.rerun)


def facts(swept: Swept) -> list[Fact]:
    """How a sweep was run, from its manifest."""
    manifest = swept.manifest
    rule, scenario = manifest["sweep"], manifest["scenario"]
    design = rule["design"]
    failed, runs = sweep_words.failed_of(swept), len(swept.runs)
    said = [Fact(gettext("Design"), gettext(sweep_words.DESIGNS[design]))]
    if design in sweep_words.SIZES:
        size = gettext(sweep_words.SIZES[design]).format(number=rule["size"])
        said.append(Fact(gettext("Size"), size))
    seconds, in_runs = manifest["seconds"], manifest["seconds_in_runs"]
    done = max(runs - manifest["runs_kept"], 1)
    sets = [text for text in scenario["sets"] if not text.startswith("sweep.")]
    versions = ", ".join(f"{name} {number}" for name, number in manifest["versions"].items())
    started = str(manifest["started_at"]).replace("T", " ").replace("+00:00", " UTC")
    return [
        *said,
        Fact(gettext("Points"), f"{len(swept.points):,}"),
        Fact(gettext("Worlds at each"), f"{len(swept.alternatives)}"),
        Fact(gettext("Replications of each world"), f"{rule['replications']}"),
        Fact(gettext("Runs"), f"{runs:,}"),
        Fact(gettext("Runs that failed"), f"{failed:,}"),
        Fact(gettext("Kept from an earlier sweep"), f"{manifest['runs_kept']:,}"),
        Fact(gettext("Confidence of each interval"), f"{100 * sections.confidence(swept):g} %"),
        Fact(
            gettext("Seed"),
            gettext("{seed}, the same at every point").format(seed=manifest["seed"]),
        ),
        Fact(gettext("Engine"), str(manifest["engine"])),
        Fact(gettext("Workers"), str(manifest["workers"])),
        Fact(
            gettext("Time"),
            gettext("{all} s in all, {each} s for each run").format(
                all=f"{seconds:,.1f}", each=f"{in_runs / done:,.2g}"
            ),
        ),
        Fact(gettext("Started"), started),
        Fact(gettext("Files read"), ", ".join(scenario["files"])),
        Fact(gettext("Overrides"), ", ".join(sets) or gettext("none")),
        Fact(gettext("Hash of question, rule and version"), str(scenario["hash"])),
        Fact(gettext("Versions"), versions),
    ]
