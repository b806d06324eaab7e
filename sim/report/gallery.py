"""A page of all results in a folder, the newest first: what was asked and what came out."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.errors import UsageError
from sim.experiment import tables
from sim.experiment.compare import KIND as COMPARISON
from sim.experiment.folder import FINISHED, manifest_of
from sim.experiment.sweep_store import KIND as SWEEP
from sim.language import gettext
from sim.report import wording
from sim.report.page import put, rendered

INDEX: Final = "index.html"
REPORT: Final = "report.html"


class Effect(NamedTuple):
    """What one alternative does to the headline."""

    title: str
    value: str
    interval: str
    tone: str
    sign: str


class Entry(NamedTuple):
    """One result as the gallery shows it."""

    kind: str
    case: str
    title: str
    question: str
    link: str
    """Its page, relative to the folder; empty where it has none."""
    measure: str
    effects: tuple[Effect, ...]
    notes: str
    """How often it was run, when, and what failed."""
    started: str
    """When it was begun, as the manifest says it."""


def entries(folder: Path) -> list[Entry]:
    """Every finished result in a folder, the newest first.

    Parameters
    ----------
    folder : Path
        Folder of all results.
    """
    found = [entry for home in sorted(folder.iterdir()) for entry in _entry(home)]
    return sorted(found, key=lambda entry: entry.started, reverse=True)


def _entry(home: Path) -> Iterator[Entry]:
    """The result in one folder; none where there is no finished one."""
    manifest = manifest_of(home) if home.is_dir() else {}
    if manifest.get("status") != FINISHED:
        return
    kind = str(manifest.get("kind", "answer"))
    if kind == COMPARISON:
        sides = [manifest_of(Path(one)) for one in manifest["folders"].values()]
        scenarios = [side.get("scenario", {}) for side in sides]
        names = [_said(scenario, "title", "?") for scenario in scenarios]
        title = gettext("{one} beside {other}").format(one=names[0], other=names[1])
        started = max(str(side.get("started_at", "")) for side in sides)
        words = gettext("two questions side by side")
        yield Entry(words, "", title, "", _link(home), "", (), _when(started), started)
        return
    scenario = manifest.get("scenario", {})
    started = str(manifest.get("started_at", ""))
    is_sweep = kind == SWEEP
    yield Entry(
        gettext("a question asked at many points")
        if is_sweep
        else gettext("the answer to a question"),
        _said(scenario, "case"),
        _said(scenario, "title", home.name),
        _said(scenario, "question"),
        _link(home),
        *((("", ())) if is_sweep else _headline(home, scenario)),
        _notes(manifest),
        started,
    )


def _said(words: Mapping[str, Any], key: str, otherwise: str = "") -> str:
    """A text of a manifest in the language in force."""
    text = str(words.get(key, otherwise))
    return gettext(text)


def _link(home: Path) -> str:
    return f"{home.name}/{REPORT}" if (home / REPORT).is_file() else ""


def _when(started: str) -> str:
    return started.replace("T", " ").replace("+00:00", " UTC")


def _notes(manifest: Mapping[str, Any]) -> str:
    """How often a question was run, when, and what failed."""
    said = [gettext("{number} replications").format(number=manifest.get("replications", "?"))]
    if manifest.get("failed_runs"):
        failed, runs = manifest["failed_runs"], manifest["runs"]
        said.append(gettext("{failed} of {runs} runs failed").format(failed=failed, runs=runs))
    return gettext("; ").join([*said, _when(str(manifest.get("started_at", "")))])


def _headline(home: Path, scenario: Mapping[str, Any]) -> tuple[str, tuple[Effect, ...]]:
    """The figure in which an answer is given, and what each alternative does to it."""
    kpi, currency = str(scenario.get("headline", "profit")), str(scenario.get("currency", ""))
    titles = {one["name"]: _said(one, "title") for one in scenario.get("alternatives", ())}
    measure, made = "", []
    for row in _rows(home / f"{tables.DIFFERENCES.name}.csv"):
        if row["kpi"] != kpi:
            continue
        change, low, high = (float(row[end] or "nan") for end in ("difference", "low", "high"))
        said = wording.difference(change, low, high, row["unit"], currency)
        measure = f"{wording.label(row['label'])}, {said.unit}"
        made.append(
            Effect(
                titles.get(row["alternative"], row["alternative"]),
                f"{said.value} {said.large}".strip(),
                said.interval,
                wording.tone(row["verdict"], row["better"]),
                wording.sign(row["verdict"]),
            )
        )
    return measure, tuple(made)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    """Rows of a small table; none where it is kept in another form."""
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def write_gallery(folder: Path | str) -> Path:
    """Write the page of all results in a folder, as ``index.html`` there.

    Parameters
    ----------
    folder : Path or str
        Folder of all results, for example ``outputs``.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    UsageError
        When there is no such folder or the page cannot be written; the message says what to do.
    """
    home = Path(folder)
    if not home.is_dir():
        raise UsageError(f"there is no folder {home}; name the one that `spc run --out` wrote to")
    page = rendered(
        "gallery.html.jinja",
        has_figures=False,
        title=gettext("All answers"),
        question="",
        contents=(),
        entries=entries(home),
    )
    return put(page, home / INDEX)
