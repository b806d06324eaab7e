"""The folder of a sweep: what is in it, how it grows, how it is gone on with and read back.

::

    <scenario>-sweep-<hash>/
      manifest.json     how the sweep came about; its status is the last thing written
      resolved.yaml     every value used, the sweep among them
      points.csv        the job table
      runs.csv          grows by a row as each run finishes; sorted at the end
      levels.csv        every world of every point, with intervals
      differences.csv   every alternative against the base of its point, with paired intervals

The hash is that of the question with its sweep, seed and version, so the same sweep finds its own
folder again and goes on in it. A row that was being written when the process died is cut off.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from sim.errors import UsageError
from sim.experiment.answer import World
from sim.experiment.differences import declared
from sim.experiment.folder import (
    FINISHED,
    MANIFEST,
    RESOLVED,
    Folder,
    csv_line,
    held,
)
from sim.experiment.points import Point
from sim.experiment.sweep_run import SweepRun
from sim.experiment.sweep_tables import runs_table, tables_of
from sim.experiment.swept import Swept, cells, run_row
from sim.experiment.table_file import (
    FORMS,
    PARQUET,
    as_csv,
    as_parquet,
    file_of,
    read_table,
    usable,
)
from sim.experiment.tables import OK
from sim.metrics import CATALOGUE
from sim.records import Table
from sim.scenarios.varied import Factor

if TYPE_CHECKING:
    from sim.experiment.sweep_plan import SweepPlan

KIND: Final = "sweep"
"""What the manifest of a sweep calls it."""

RUNS: Final = "runs.csv"

FILES: Final = tuple(
    dict.fromkeys(file_of(table, form) for form in FORMS for table in tables_of(()))
)
"""Files that a sweep writes, beside the manifest and the values used."""


class SweepStore(Folder):
    """The folder of a sweep being written.

    Parameters
    ----------
    path : Path
        The folder.
    plan : SweepPlan
        The sweep.
    kept : sequence of SweepRun
        Runs that had finished before, from `kept_runs`.
    force : bool
        Whether results that are already there are replaced; gone on with unless so.
    form : str
        One of `sim.experiment.table_file.FORMS`.

    Raises
    ------
    UsageError
        When the folder cannot be written.
    """

    def __init__(
        self, path: Path, plan: "SweepPlan", kept: Sequence[SweepRun], *, force: bool, form: str
    ) -> None:
        super().__init__(path, (MANIFEST, RESOLVED, *FILES), force=force, keep=not force)
        self._plan, self._form = plan, form
        self._columns = _columns(plan)
        points, *_ = tables_of(plan.factors)
        self.table(points, declared(plan.jobs(), points))
        # What failed, or was cut off as the process died, is left out here and done again.
        self.write(RUNS, "".join([csv_line(self._columns), *map(self._line, kept)]))

    def add(self, run: SweepRun) -> None:
        """Add a run as soon as it has finished."""
        self.append(RUNS, self._line(run))

    def table(self, table: Table, frame: pd.DataFrame) -> None:
        """Write one table in full."""
        name = file_of(table, self._form)
        self.write(name, as_parquet(frame, table) if name.endswith(PARQUET) else as_csv(frame))

    def tables(self, frames: Mapping[str, pd.DataFrame]) -> None:
        """Write every table in full."""
        for table in tables_of(self._plan.factors):
            self.table(table, frames[table.name])

    def _line(self, run: SweepRun) -> str:
        row = run_row(run, self._plan)
        return csv_line(row[name] for name in self._columns)


def kept_runs(folder: Path, plan: "SweepPlan", *, force: bool, resume: bool) -> list[SweepRun]:
    """Runs of a sweep that have finished already; nothing when it has not begun.

    Parameters
    ----------
    folder : Path
        Where it is kept.
    plan : SweepPlan
        The sweep.
    force : bool
        Whether what is there is to be replaced: nothing is kept then.
    resume : bool
        Whether it is to be gone on with.

    Returns
    -------
    list of SweepRun
        In the order in which they finished. Left out is what failed, and a row that was being
        written when the process died.

    Raises
    ------
    UsageError
        When the folder holds something that is neither gone on with nor replaced, or rows that are
        not those of this sweep; start anew.
    """
    if force:
        return []
    if not resume and folder.exists():
        raise UsageError(
            f"{folder} holds {held(folder)}; resume goes on with it (--resume), force replaces it "
            "(--force)"
        )
    try:
        text = (folder / RUNS).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    whole = io.StringIO(text[: text.rfind("\n") + 1])
    rows = list(csv.DictReader(whole))
    keys = {(n, name) for n in range(len(plan.points)) for name in plan.worlds}
    try:
        if rows and list(rows[0]) != _columns(plan):
            raise ValueError("its columns are those of another version")
        runs = [_run(row) for row in rows if row["status"] == OK]
        if not {(run.point, run.alternative) for run in runs} <= keys:
            raise ValueError("it holds runs of another sweep")
        # The points of a library may change with its version; a run is that of its own values.
        wanted = [_cells(point, plan) for point in plan.points]
        if any(
            {path: row[path] for path in wanted[run.point]} != wanted[run.point]
            for run, row in zip(runs, (row for row in rows if row["status"] == OK), strict=True)
        ):
            raise ValueError("its points are others, by another version of a library")
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{folder / RUNS} cannot be gone on with: {error}; force starts anew (--force)"
        ) from error
    return list({(run.point, run.alternative, run.replication): run for run in runs}.values())


def _columns(plan: "SweepPlan") -> list[str]:
    return [column.name for column in runs_table(plan.factors).columns]


def _cells(point: Point, plan: "SweepPlan") -> dict[str, str]:
    """What a point sets, as the file of runs has it."""
    made = cells(point, plan.factors)
    return {path: "" if value != value else str(value) for path, value in made.items()}


def _run(row: Mapping[str, str]) -> SweepRun:
    """A finished run from its row."""
    figures = tuple(float(row[name] or "nan") for name in CATALOGUE)
    return SweepRun(int(row["point"]), row["alternative"], int(row["replication"]), figures, "")


def load_sweep(folder: Path, manifest: Mapping[str, Any]) -> Swept:
    """Read a sweep back from its folder, equal to the one that was written.

    Raises
    ------
    UsageError
        When it is not finished or damaged; the message says what to do.
    """
    if manifest.get("status") != FINISHED:
        raise UsageError(f"{folder} holds {held(folder)}; go on with it (--resume)")
    form = usable(str(manifest["tables"]))
    try:
        factors = tuple(
            Factor(**(given | {"values": tuple(given["values"])}))
            for given in manifest["sweep"]["parameters"]
        )
        frames: dict[str, Any] = {
            table.name: read_table(folder / file_of(table, form), table)
            for table in tables_of(factors)
        }
        scenario = manifest["scenario"]
        worlds = tuple(World(**world) for world in scenario["alternatives"])
        words = (scenario["title"], scenario["question"], scenario["currency"])
        return Swept(*words, worlds, factors, manifest, folder, **frames)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{folder} is damaged or of another version ({error}); sweep again with force (--force)"
        ) from error
