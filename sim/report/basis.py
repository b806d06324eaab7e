"""What the answer rests on, and how it was run: origins of values, the run, its precision."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.report import sections, wording

if TYPE_CHECKING:
    import pandas as pd

MARKS: Final = {
    "scenario": "set by this question, no source given",
    "assumed": "assumed: chosen for want of evidence",
    "recalled": "recalled: known to the field, not looked up",
    "literature": "read in the source named",
    "measured": "measured in the business or data named",
}
"""Marks of provenance in words, the least certain first."""

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
    count: int
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
        for row in rows.itertuples()
    )  # fmt: skip


def _shown(value: Any) -> str:
    """A value in words."""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def changed(answer: Any) -> tuple[Value, ...]:
    """Values that the question's own files or ``--set`` give, numbers before words."""
    rows = answer.provenance
    given = rows[(rows["where"] != "default") & (rows["mark"].fillna("") != "")]
    return _values(given)


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
    names = [name for name, _, _ in sections.alternatives(answer)]
    found: dict[str, int] = {}
    for path, value in zip(answer.provenance["path"], answer.provenance["value"], strict=True):
        match = START.match(str(path))
        if match and int(match[1]) < len(names):
            name = names[int(match[1])]
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


def precision(answer: Any) -> list[str]:
    """Whether the precision asked for was reached."""
    asked = answer.manifest.get("precision") or {}
    end = (
        "reached"
        if asked.get("reached")
        else "NOT reached: the cap on replications, or an interruption, came first"
    )
    wanted = (asked.get("asked") or {}).items()
    said = [f"{wording.label(kpi)}: ±{100 * share:g} % of the base asked for" for kpi, share in wanted]
    return [f"{'; '.join(said)}: {end}."] if said else ["No precision was asked for."]


def facts(answer: Any) -> list[Fact]:
    """How the answer was run, from its manifest."""
    manifest: Mapping[str, Any] = answer.manifest
    names = {
        "status": "Status",
        "replications": "Replications of each alternative",
        "warm_up_months": "Warm-up, not measured [months]",
        "horizon_months": "Measured [months]",
        "confidence": "Confidence of every interval",
        "seed": "Seed",
        "engine": "Engine",
        "workers": "Workers",
        "started_at": "Started",
        "hash": "Hash of the question",
    }
    made = [Fact(words, str(manifest[key])) for key, words in names.items() if key in manifest]
    failed = int((answer.runs["status"] != "ok").sum())
    made.append(Fact("Runs that failed", f"{failed} of {len(answer.runs)}"))
    for key, words in (("timings", "Time"), ("versions", "Versions")):
        entries = manifest.get(key) or {}
        if entries:
            said = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in entries.items())
            made.append(Fact(words, said))
    return made
