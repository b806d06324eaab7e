"""What the answer rests on, and how it was run: origins of values, the run, its precision."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.experiment.sentence import precisions, selections
from sim.experiment.tables import FAILED, IMPLAUSIBLE
from sim.language import gettext, later
from sim.report import sections, wording
from sim.report.rows import each
from sim.scenarios.strict import ABOUT_THE_QUESTION

if TYPE_CHECKING:
    import pandas as pd

MARKS: Final = {
    "scenario": later("set in a file of the question, no source given"),
    "assumed": later("assumed: chosen for want of evidence"),
    "recalled": later("recalled: known to the field, not looked up"),
    "literature": later("read in the source named"),
    "measured": later("measured in the business or data named"),
}
"""Marks of provenance in words, the least certain first."""

WORDS: Final = ("title", "question", "description", "look_for", "case", "currency", "name")
"""Keys that hold words for people."""

NUMBERS: Final = r"-?\d[\d.e+-]*|\[-?\d[-\d., e+]*\]"
"""A number or a list of numbers in a cell of provenance."""

START: Final = re.compile(r"^alternatives\.(\d+)\.interventions\.\d+\.start_month$")


class Value(NamedTuple):
    """One value used."""

    path: str
    value: str
    unit: str
    where: str
    mark: str
    source: str


class Origin(NamedTuple):
    """Values known in the same way."""

    mark: str
    words: str
    size: int
    values: tuple[Value, ...]


class Fact(NamedTuple):
    """One line on how the answer was run."""

    name: str
    words: str


def _values(frame: "pd.DataFrame") -> tuple[Value, ...]:
    """Rows of provenance as words."""
    rows = frame.fillna({"unit": "", "where": "", "mark": "", "source": ""})
    return tuple(
        Value(
            str(row.path),
            _shown(row.value),
            str(row.unit),
            str(row.where),
            gettext(str(row.mark)),
            str(row.source),
        )
        for row in each(rows)
    )


def _shown(value: Any) -> str:
    """A value in words."""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def given(answer: Any) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Values that the question itself sets, and those of the files it extends; words left out."""
    rows = answer.provenance
    words = rows["path"].str.split(".").str[-1].isin(WORDS)
    rows = rows[(rows["where"] != "default") & ~words]
    own = str(answer.manifest["scenario"]["files"][-1])
    is_own = rows["where"].str.startswith(f"{own}:") | (rows["where"] == "--set")
    return _values(rows[is_own]), _values(rows[~is_own])


def counts(answer: Any) -> str:
    """How many of the numbers used are known in which way, in one sentence."""
    rows = answer.provenance
    values = rows["value"].astype(str)
    asked = rows["path"].str.split(".").str[0].isin(ABOUT_THE_QUESTION)
    marks = rows.loc[~asked & values.str.fullmatch(NUMBERS), "mark"]
    words = gettext(
        "Of {number} numbers used, {measured} are measured, {literature} read in the source named, "
        "{recalled} recalled, {assumed} assumed, and {scenario} unmarked."
    )
    by_mark = {mark: int((marks == mark).sum()) for mark in MARKS}
    return words.format(number=sum(by_mark.values()), **by_mark)


def origins(answer: Any) -> list[Origin]:
    """Values by how they are known, the least certain first."""
    rows = answer.provenance
    made = []
    for mark, words in MARKS.items():
        part = rows[rows["mark"] == mark]
        if len(part):
            made.append(Origin(mark, gettext(words), len(part), _values(part)))
    return made


def starts(answer: Any) -> dict[str, int]:
    """Month in which the first intervention of each alternative begins.

    Read from the provenance, where every value used has its path.
    """
    values = dict(zip(answer.provenance["path"], answer.provenance["value"], strict=True))
    found: dict[str, int] = {}
    for path, value in values.items():
        match = START.match(str(path))
        if match:
            # A run may have left alternatives out; the provenance counts all of the scenario's.
            name = str(values[f"alternatives.{match[1]}.name"])
            found[name] = min(int(value), found.get(name, int(value)))
    return found


def saved(answer: Any) -> list[str]:
    """What common random numbers saved, one sentence per alternative."""
    kpi = sections.headline(answer)
    table = answer.differences[answer.differences["kpi"] == kpi].set_index("alternative")
    said = []
    for name, title, _ in sections.alternatives(answer):
        if name not in table.index:
            continue
        row = table.loc[name]
        ratio, runs = float(row["variance_ratio"]), int(row["replications"])
        if ratio > 1.0 and ratio != float("inf"):
            words = gettext(
                "{title}: without common random numbers the same interval of {label} would have "
                "taken about {many} replications instead of {runs} (variance ratio {ratio})."
            )
            said.append(
                words.format(
                    title=title,
                    label=wording.named(row["label"]),
                    many=f"{ratio * runs:,.0f}",
                    runs=runs,
                    ratio=f"{ratio:.1f}",
                )
            )
        elif ratio <= 1.0:
            words = gettext("{title}: common random numbers did not help (ratio {ratio}).")
            said.append(words.format(title=title, ratio=f"{ratio:.2f}"))
    return said


def idle(answer: Any) -> list[str]:
    """What does nothing in the question, and which alternatives turned out to change nothing."""
    titles = {name: title for name, title, _ in sections.alternatives(answer)}
    words = gettext(
        "{title}: every table of all its runs is the base's; it changes nothing at all."
    )
    same = [words.format(title=titles[name]) for name in answer.same_as_base()]
    return [*answer.manifest.get("warnings", ()), *same]


def implausible(answer: Any) -> list[str]:
    """Key figures of the base that lie where its file does not expect them, one sentence each."""
    table = answer.plausibility
    said = []
    for row in each(table[table["verdict"] == IMPLAUSIBLE]):
        is_low = row.mean < row.at_least
        words = (
            gettext(
                "The base may be no likely business: its {label} is {mean}, its file expects at "
                "least {bound}."
            )
            if is_low
            else gettext(
                "The base may be no likely business: its {label} is {mean}, its file expects at "
                "most {bound}."
            )
        )
        bound = row.at_least if is_low else row.at_most
        said.append(
            words.format(
                label=gettext(row.label),
                mean=wording.level(row.mean, row.unit, answer.currency),
                bound=wording.level(bound, row.unit, answer.currency),
            )
        )
    return said


def precision(answer: Any) -> list[str]:
    """Each precision asked for, whether it was reached, and the best world where one was chosen."""
    said = []
    for near in precisions(answer):
        words = (
            gettext("{label}: asked for {asked}, got {got}: reached.")
            if near.is_reached
            else gettext(
                "{label}: asked for {asked}, got {got}: NOT reached, the cap came first{remedy}."
            )
        )
        said.append(words.format(**near._asdict() | {"label": wording.capital(near.label)}))
    said = said or [gettext("No precision was asked for.")]
    return [*said, *(wording.capital(words) + gettext(".") for words in selections(answer))]


def _replications(manifest: Mapping[str, Any]) -> str:
    """Replications of the worlds, with those that ran fewer because they were out."""
    count = int(manifest["replications"])
    by_world = (manifest["selection"] or {}).get("replications", {})
    out = gettext("{name} {number} (out)")
    fewer = [out.format(name=name, number=n) for name, n in by_world.items() if n < count]
    return ", ".join([str(count), *fewer])


def facts(answer: Any) -> list[Fact]:
    """How the answer was run, from its manifest."""
    manifest: Mapping[str, Any] = answer.manifest
    scenario = manifest["scenario"]
    warm_up, measured = scenario["warm_up_months"], scenario["horizon_months"]
    failed, runs = int((answer.runs["status"] == FAILED).sum()), len(answer.runs)
    seconds, in_runs = manifest["seconds"], manifest["seconds_in_runs"]
    versions = ", ".join(f"{name} {number}" for name, number in manifest["versions"].items())
    started = str(manifest["started_at"]).replace("T", " ").replace("+00:00", " UTC")
    return [
        Fact(gettext("Replications of each world"), _replications(manifest)),
        *(
            Fact(
                gettext("Extended"),
                gettext("from {start} to {end} replications: {command}").format(
                    start=step["from"], end=step["to"], command=step["command"]
                ),
            )
            for step in manifest.get("extended", ())
        ),
        Fact(
            gettext("Runs that failed"),
            gettext("{failed} of {runs}").format(failed=failed, runs=runs),
        ),
        Fact(gettext("Measured"), gettext("{number} months").format(number=measured)),
        Fact(
            gettext("Warm-up before, not measured"),
            gettext("{number} months").format(number=warm_up),
        ),
        Fact(gettext("Confidence of each interval"), f"{100 * sections.confidence(answer):g} %"),
        Fact(gettext("Seed"), str(manifest["seed"])),
        Fact(gettext("Engine"), str(manifest["engine"])),
        Fact(gettext("Workers"), str(manifest["workers"])),
        Fact(
            gettext("Time"),
            gettext("{all} s in all, {each} s for each run").format(
                all=f"{seconds:,.1f}", each=f"{in_runs / max(runs, 1):,.2g}"
            ),
        ),
        Fact(gettext("Started"), started),
        Fact(gettext("Files read"), ", ".join(scenario["files"])),
        Fact(gettext("Overrides"), ", ".join(scenario["sets"]) or gettext("none")),
        Fact(gettext("Hash of question, rule and version"), str(scenario["hash"])),
        Fact(gettext("Versions"), versions),
    ]
