"""What the answer rests on, and how it was run: origins of values, the run, its precision."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.experiment.sentence import precisions, selections
from sim.experiment.tables import FAILED, IMPLAUSIBLE
from sim.report import sections, wording
from sim.report.rows import each

if TYPE_CHECKING:
    import pandas as pd

MARKS: Final = {
    "scenario": "set in a file of the question, no source given",
    "assumed": "assumed: chosen for want of evidence",
    "recalled": "recalled: known to the field, not looked up",
    "literature": "read in the source named",
    "measured": "measured in the business or data named",
}
"""Marks of provenance in words, the least certain first."""

WORDS: Final = ("title", "question", "description", "look_for", "case", "currency", "name")
"""Keys that hold words for people."""

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
        Value(str(row.path), _shown(row.value), str(row.unit), str(row.where), str(row.mark),
              str(row.source))
        for row in each(rows)
    )  # fmt: skip


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


def origins(answer: Any) -> list[Origin]:
    """Values by how they are known, the least certain first."""
    rows = answer.provenance
    made = []
    for mark, words in MARKS.items():
        part = rows[rows["mark"] == mark]
        if len(part):
            made.append(Origin(mark, words, len(part), _values(part)))
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
            said.append(
                f"{title}: without common random numbers the same interval of {kpi} would have "
                f"taken about {ratio * runs:,.0f} replications instead of {runs} "
                f"(variance ratio {ratio:.1f})."
            )
        elif ratio <= 1.0:
            said.append(f"{title}: common random numbers did not help (ratio {ratio:.2f}).")
    return said


def idle(answer: Any) -> list[str]:
    """What does nothing in the question, and which alternatives turned out to change nothing."""
    titles = {name: title for name, title, _ in sections.alternatives(answer)}
    same = [
        f"{titles[name]}: every table of all its runs is the base's; it changes nothing at all."
        for name in answer.same_as_base()
    ]
    return [*answer.manifest.get("warnings", ()), *same]


def implausible(answer: Any) -> list[str]:
    """Key figures of the base that lie where its file does not expect them, one sentence each."""
    table = answer.plausibility
    said = []
    for row in each(table[table["verdict"] == IMPLAUSIBLE]):
        is_low = row.mean < row.at_least
        bound = wording.level(row.at_least if is_low else row.at_most, row.unit, answer.currency)
        mean = wording.level(row.mean, row.unit, answer.currency)
        expected = f"{'at least' if is_low else 'at most'} {bound}"
        said.append(
            f"The base may be no likely business: its {row.label} is {mean}, its file expects "
            f"{expected}."
        )
    return said


def precision(answer: Any) -> list[str]:
    """Each precision asked for, whether it was reached, and the best world where one was chosen."""
    said = []
    for near in precisions(answer):
        end = "reached" if near.is_reached else f"NOT reached, the cap came first{near.remedy}"
        label = near.label[:1].upper() + near.label[1:]
        said.append(f"{label}: asked for {near.asked}, got {near.got}: {end}.")
    said = said or ["No precision was asked for."]
    return [*said, *(f"{words[:1].upper()}{words[1:]}." for words in selections(answer))]


def _replications(manifest: Mapping[str, Any]) -> str:
    """Replications of the worlds, with those that ran fewer because they were out."""
    count = int(manifest["replications"])
    by_world = (manifest["selection"] or {}).get("replications", {})
    fewer = [f"{name} {n} (out)" for name, n in by_world.items() if n < count]
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
        Fact("Replications of each world", _replications(manifest)),
        *(
            Fact("Extended", f"from {step['from']} to {step['to']} replications: {step['command']}")
            for step in manifest.get("extended", ())
        ),
        Fact("Runs that failed", f"{failed} of {runs}"),
        Fact("Measured", f"{measured} months"),
        Fact("Warm-up before, not measured", f"{warm_up} months"),
        Fact("Confidence of each interval", f"{100 * sections.confidence(answer):g} %"),
        Fact("Seed", str(manifest["seed"])),
        Fact("Engine", str(manifest["engine"])),
        Fact("Workers", str(manifest["workers"])),
        Fact("Time", f"{seconds:,.1f} s in all, {in_runs / max(runs, 1):,.2g} s for each run"),
        Fact("Started", started),
        Fact("Files read", ", ".join(scenario["files"])),
        Fact("Overrides", ", ".join(scenario["sets"]) or "none"),
        Fact("Hash of question, rule and version", str(scenario["hash"])),
        Fact("Versions", versions),
    ]
