"""The folder of an answer: what is in it, how it is written, how it is read back.

::

    <scenario>-<hash>/
      manifest.json    how the answer came about; its status is the last thing written
      resolved.yaml    every value used
      runs.csv         grows while runs finish
      parts/           what each finished run recorded, until the answer is written
      <table>.csv      one file per table of `sim.experiment.tables`, or <table>.parquet

A folder whose manifest does not say ``finished`` holds no answer.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, Self

import pandas as pd

from sim.errors import UsageError
from sim.experiment import columns, recorded, tables
from sim.experiment.answer import Answer, World
from sim.experiment.folder import (
    FINISHED,
    MANIFEST,
    RESOLVED,
    Folder,
    csv_line,
    held,
    manifest_of,
)
from sim.experiment.table_file import (
    CSV,
    FORMS,
    PARQUET,
    as_csv,
    as_parquet,
    file_of,
    read_table,
    usable,
)
from sim.records import Table


class Store(Folder):
    """The folder of an answer being written.

    Parameters
    ----------
    parent : Path
        Folder of all answers; made if need be.
    name : str
        Name of the scenario.
    digest : str
        Hash of all that determines the answer, from `sim.experiment.folder.digest`.
    force : bool
        Whether an answer that is already there may be replaced.
    form : str
        One of `sim.experiment.table_file.FORMS`.

    Raises
    ------
    UsageError
        When the folder holds something already and ``force`` is false, or cannot be written;
        choose ``force`` or another folder. When tables cannot be written in that form.
    """

    def __init__(
        self, parent: Path, name: str, digest: str, *, force: bool, form: str = CSV
    ) -> None:
        self.form = usable(form)
        super().__init__(parent / f"{name}-{digest}", OURS, force=force)
        self.write(file_of(tables.RUNS), csv_line(columns.dtypes(tables.RUNS)))

    @classmethod
    def reopen(cls, path: Path) -> Self:
        """A folder that holds an answer, to be written in the form in which it is."""
        store = super().reopen(path)
        store.form = usable(str(manifest_of(path).get("tables", CSV)))
        return store

    def add_run(self, row: Mapping[str, str | int | float]) -> None:
        """Add a run as soon as it has finished."""
        cells = (row[name] for name in columns.dtypes(tables.RUNS))
        self.append(file_of(tables.RUNS), csv_line(cells))

    def table(self, table: Table, frame: pd.DataFrame) -> None:
        """Write one table in full."""
        name = file_of(table, self.form)
        self.write(name, as_parquet(frame, table) if name.endswith(PARQUET) else as_csv(frame))

    def answer(self, frames: Mapping[str, pd.DataFrame], logs: Collection[str]) -> None:
        """Write every table, of the logs those that were asked for."""
        for table in tables.TABLES:
            if table not in recorded.LOGS or table.name in logs:
                self.table(table, frames[table.name])


_FILES = dict.fromkeys(file_of(table, form) for form in FORMS for table in tables.TABLES)
OURS: Final = (MANIFEST, RESOLVED, *_FILES)
"""Files that an answer writes."""


def load_results(folder: str | Path) -> Answer:
    """Read an answer back from its folder, equal to the one that was written.

    Parameters
    ----------
    folder : str or Path
        Folder that `sim.run` wrote.

    Returns
    -------
    Answer
        With every table.

    Raises
    ------
    UsageError
        When the folder holds no finished answer or a damaged one, or its tables are in Parquet and
        pyarrow is not installed; the message says what to do.
    """
    home = Path(folder)
    manifest = manifest_of(home)
    if not manifest:
        raise UsageError(f"{home} holds no answer; name a folder that a run has written")
    if manifest.get("status") != FINISHED:
        raise UsageError(f"{home} holds {held(home)}; run the question again with force (--force)")
    form = usable(str(manifest.get("tables", CSV)))
    try:
        frames = {
            table.name: read_table(home / file_of(table, form), table) for table in tables.TABLES
        }
        scenario = manifest["scenario"]
        return Answer(
            scenario["title"],
            scenario["question"],
            scenario["currency"],
            tuple(World(**world) for world in scenario["alternatives"]),
            manifest,
            home,
            **frames,
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{home} is damaged or of another version ({error}); run the question again with "
            "force (--force)"
        ) from error
