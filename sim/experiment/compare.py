"""Two questions side by side: their bases, what their alternatives do, the values that differ."""

from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from sim.analysis.intervals import (
    Interval,
    independent_difference,
    paired_difference,
    pairs,
    variance_ratio,
)
from sim.errors import UsageError
from sim.experiment import columns
from sim.experiment.answer import Answer
from sim.experiment.differences import by_world, declared, named, verdict
from sim.experiment.folder import FINISHED, MANIFEST, Folder, digest, manifest_of
from sim.experiment.job import BASE
from sim.experiment.results import load_results
from sim.experiment.run import run
from sim.experiment.table_file import CSV, as_csv, file_of
from sim.metrics import CATALOGUE
from sim.records import Column, Table
from sim.scenarios.strict import ABOUT_THE_QUESTION

if TYPE_CHECKING:
    from sim.experiment.runner import Progress

SIDES: Final = ("one", "other")

KIND: Final = "comparison"
"""What the manifest of a comparison says it is."""

PAIRED: Final = "paired"
INDEPENDENT: Final = "independent"

_KPI = (
    *columns.KPI,
    Column("better", columns.TEXT, "up, down or none: which way it should move"),
)

BASES: Final = Table(
    "bases",
    ("kpi",),
    (
        *_KPI,
        Column("one", "kpi", "mean of the first base"),
        Column("other", "kpi", "mean of the second base"),
        Column("difference", "kpi", "second base less first, mean"),
        Column("low", "kpi", "lower end of its t interval"),
        Column("high", "kpi", "upper end of its t interval"),
        Column(
            "how",
            columns.TEXT,
            f"{PAIRED}: replication by replication, where both have the same seed; "
            f"{INDEPENDENT}: Welch's interval, where they have not",
        ),
        Column("replications", "count", "pairs of runs, or runs of the base that has fewer"),
        Column(
            "variance_ratio",
            "-",
            "how many times the replications independent runs would need; about 1 where the two "
            "businesses share nothing, NaN where nothing varies or nothing is paired",
        ),
        Column("verdict", columns.TEXT, "as in the table of differences"),
    ),
    "key figures of the two bases; amounts of different currencies are not compared",
)

EFFECTS: Final = Table(
    "effects",
    ("side", "alternative"),
    (
        Column("side", columns.TEXT, "one or other: the question"),
        Column("alternative", columns.TEXT, "name of the alternative"),
        Column("title", columns.TEXT, "its name for people"),
        *_KPI,
        Column("difference", "kpi", "alternative less the base of its own question"),
        Column("low", "kpi", "lower end of its paired interval"),
        Column("high", "kpi", "upper end of its paired interval"),
        Column("relative", "fraction", "difference over the size of the base's mean"),
        Column("verdict", columns.TEXT, "as in the table of differences"),
    ),
    "what every alternative does to the headline of its own question",
)

INPUTS: Final = Table(
    "inputs",
    ("path",),
    (
        Column("path", columns.TEXT, "value of the base"),
        Column("one", columns.TEXT, "in the first question; empty where it has none"),
        Column("other", columns.TEXT, "in the second question; empty where it has none"),
        Column("unit", columns.TEXT, "its unit"),
    ),
    "values in which the two bases differ",
)

COMPARED: Final = (BASES, EFFECTS, INPUTS)
"""Tables of a comparison."""


@dataclass(frozen=True, eq=False)
class Compared:
    """What `compare` returns."""

    one: Answer
    """Answer to the first question."""
    other: Answer
    """Answer to the second question."""
    bases: pd.DataFrame
    """Key figures of the two bases."""
    effects: pd.DataFrame
    """What every alternative does in its own question."""
    inputs: pd.DataFrame
    """Values in which the bases differ."""

    @property
    def answers(self) -> dict[str, Answer]:
        """Both answers by their side."""
        return dict(zip(SIDES, (self.one, self.other), strict=True))

    @property
    def exit_status(self) -> int:
        """0 when every run of both came to its end, else 1."""
        return max(self.one.exit_status, self.other.exit_status)


def compare(
    one: str | Path | Answer,
    other: str | Path | Answer,
    *,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | Executor | None = None,
    engine: str = "auto",
    out: str | Path | None = None,
    progress: Callable[["Progress"], None] | None = None,
) -> Compared:
    """Answer two questions and set them side by side.

    Both are run with the same seed and as often, so that people of the same number have the same
    needs and the same luck in both. Where two files describe one business with a few values
    changed, the difference of their bases is as sure as that of an alternative; where they describe
    different businesses it is still right, and less sure.

    Parameters
    ----------
    one, other : str, Path or Answer
        A question (file or shipped name), an answer, or the folder of one.
    replications : int, optional
        Of each question; the larger minimum of the two unless given. Answers keep their own.
    seed : int, optional
        The first question's unless given. Answers keep their own.
    workers, engine, progress
        As for `sim.run`.
    out : str or Path, optional
        Folder of all answers; answers to the same question that are there are taken from it.

    Returns
    -------
    Compared

    Raises
    ------
    ScenarioError
        When a question cannot be read.
    UsageError
        When a folder holds no finished answer; the message says what to do.
    """
    from sim.scenarios.questions import load

    given = [_known(source) for source in (one, other)]
    asked = [
        load(str(source)).scenario.experiment
        for source, known in zip((one, other), given, strict=True)
        if known is None
    ]
    there = [known.manifest for known in given if known is not None]
    rules = [(rule.seed, rule.minimum_replications) for rule in asked]
    rules += [(manifest["seed"], manifest["replications"]) for manifest in there]
    if seed is None:
        seed = there[0]["seed"] if there else rules[0][0]
    if replications is None:
        replications = max(count for _, count in rules)
    answers = [
        known
        or run(
            str(source),
            seed=seed,
            replications=replications,
            workers=workers,
            engine=engine,
            out=out,
            resume=True,
            progress=progress,
        )
        for source, known in zip((one, other), given, strict=True)
    ]
    return beside(*answers)


def keep(compared: Compared, out: str | Path) -> Path:
    """Write the tables of a comparison into a folder of their own.

    Parameters
    ----------
    compared : Compared
        Of answers that are stored.
    out : str or Path
        Folder of all answers.

    Returns
    -------
    Path
        The folder; one that held the same comparison is replaced.

    Raises
    ------
    UsageError
        When it cannot be written; the message says what to do.
    """
    sides = {side: answer.manifest for side, answer in compared.answers.items()}
    key = {
        side: {name: one[name] for name in ("seed", "replications")}
        | {"of": one["scenario"]["hash"]}
        for side, one in sides.items()
    }
    names = "-".join(one["scenario"]["name"] for one in sides.values())
    path = Path(out) / f"compare-{names}-{digest(key)}"
    frames = {BASES: compared.bases, EFFECTS: compared.effects, INPUTS: compared.inputs}
    ours = [MANIFEST, *(file_of(table, CSV) for table in frames)]
    folder = Folder(path, ours, force=True)
    for table, frame in frames.items():
        folder.write(file_of(table, CSV), as_csv(frame))
    folders = {side: str(answer.folder) for side, answer in compared.answers.items()}
    folder.manifest({"kind": KIND, "status": FINISHED, "folders": folders})
    return path


def _known(source: str | Path | Answer) -> Answer | None:
    """The answer that is there already; None for a question."""
    if isinstance(source, Answer):
        return source
    if not Path(source).is_dir() or not manifest_of(Path(source)):
        return None
    found = load_results(source)
    if not isinstance(found, Answer):
        raise UsageError(f"{source} holds a sweep; name a question or an answer")
    return found


def beside(one: Answer, other: Answer) -> Compared:
    """Two answers side by side.

    Parameters
    ----------
    one, other : Answer
        Of any two questions.
    """
    return Compared(one, other, _bases(one, other), _effects(one, other), _inputs(one, other))


def _bases(one: Answer, other: Answer) -> pd.DataFrame:
    """Key figures of the bases, paired where the seed is the same."""
    is_paired = one.manifest["seed"] == other.manifest["seed"]
    confidence = float(one.manifest["confidence"])
    rows = []
    bases = [by_world(answer.runs, [BASE])[BASE] for answer in (one, other)]
    for kpi, entry in CATALOGUE.items():
        before, after = (base[kpi] for base in bases)
        is_comparable = one.currency == other.currency or "currency" not in entry.unit
        change, ratio, same = Interval(np.nan, np.nan, np.nan, 0), np.nan, False
        if is_comparable and is_paired:
            left, right = pairs(*(side.to_numpy() for side in before.align(after, join="inner")))
            change, ratio = paired_difference(left, right, confidence), variance_ratio(left, right)
            same = bool(np.all(left == right))
        elif is_comparable:
            change = independent_difference(before.to_numpy(), after.to_numpy(), confidence)
        rows.append(
            {
                **named(entry),
                "better": entry.better,
                "one": before.mean(),
                "other": after.mean(),
                "difference": change.mean,
                "low": change.low,
                "high": change.high,
                "how": PAIRED if is_paired else INDEPENDENT,
                "replications": change.size,
                "variance_ratio": ratio,
                "verdict": verdict(change, same),
            }
        )
    return declared(rows, BASES)


def _effects(one: Answer, other: Answer) -> pd.DataFrame:
    """What the alternatives of each do to its headline."""
    rows: list[Mapping[str, object]] = []
    for side, answer in zip(SIDES, (one, other), strict=True):
        titles = {world.name: world.title for world in answer.alternatives}
        table = answer.differences[answer.differences["kpi"] == answer.headline]
        rows += [
            {"side": side, "title": titles[str(row["alternative"])], **_named(row)}
            for row in table.to_dict("records")
        ]
    return declared(rows, EFFECTS)


def _named(row: Mapping[Hashable, Any]) -> dict[str, object]:
    return {str(name): value for name, value in row.items()}


def _inputs(one: Answer, other: Answer) -> pd.DataFrame:
    """Values of the base in which the two differ, in the order of the schema."""
    sides = [_used(answer) for answer in (one, other)]
    rows = []
    for path in dict.fromkeys([*sides[0], *sides[1]]):
        values = [side[path][0] if path in side else "" for side in sides]
        if values[0] != values[1]:
            unit = next(side[path][1] for side in sides if path in side)
            rows.append({"path": path, "one": values[0], "other": values[1], "unit": unit})
    return declared(rows, INPUTS)


def _used(answer: Answer) -> dict[str, tuple[str, str]]:
    """Value and unit of everything that makes the base, by path."""
    frame: Any = answer.provenance.fillna("")
    return {
        row.path: (str(row.value), str(row.unit))
        for row in frame.itertuples(index=False)
        if row.path.split(".")[0] not in (*ABOUT_THE_QUESTION, "alternatives")
    }
