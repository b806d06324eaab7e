"""The folder of an answer: what is in it, how it is written, how it is read back.

::

    <scenario>-<hash>/
      manifest.json    how the answer came about; its status is the last thing written
      resolved.yaml    every value used
      runs.csv         grows while runs finish
      <table>.csv      one file per table of `sim.experiment.tables`

A folder whose manifest does not say ``finished`` holds no answer. Numbers are written with the
fewest digits that read back as the same number.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from sim.errors import UsageError
from sim.experiment import tables
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
from sim.experiment.frames import empty, typed
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

    Raises
    ------
    UsageError
        When the folder holds something already and ``force`` is false, or cannot be written;
        choose ``force`` or another folder.
    """

    def __init__(self, parent: Path, name: str, digest: str, *, force: bool) -> None:
        super().__init__(parent / f"{name}-{digest}", OURS, force=force)
        self.write(file_of(tables.RUNS), csv_line(tables.dtypes(tables.RUNS)))

    def add_run(self, row: Mapping[str, str | int | float]) -> None:
        """Add a run as soon as it has finished."""
        cells = (row[name] for name in tables.dtypes(tables.RUNS))
        self.append(file_of(tables.RUNS), csv_line(cells))

    def table(self, table: Table, frame: pd.DataFrame) -> None:
        """Write one table in full."""
        self.write(file_of(table), frame.to_csv(index=False, lineterminator="\n"))

    def tables(self, frames: Mapping[str, pd.DataFrame], log: Collection[str]) -> None:
        """Write every table, a log only if it was asked for."""
        for table in tables.TABLES:
            if table not in tables.LOGS or table.name in log:
                self.table(table, frames[table.name])


def file_of(table: Table) -> str:
    """Name of a table's file."""
    return f"{table.name}.csv"


OURS: Final = (MANIFEST, RESOLVED, *(file_of(table) for table in tables.TABLES))
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
        When the folder holds no finished answer or a damaged one; the message says what to do.
    """
    home = Path(folder)
    manifest = manifest_of(home)
    if not manifest:
        raise UsageError(f"{home} holds no answer; name a folder that a run has written")
    if manifest.get("status") != FINISHED:
        raise UsageError(f"{home} holds {held(home)}; run the question again with force (--force)")
    try:
        frames = {table.name: read_table(home / file_of(table), table) for table in tables.TABLES}
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


def read_table(path: Path, table: Table) -> pd.DataFrame:
    """A table from its file; one that is written only on request may be missing."""
    if table in tables.LOGS and not path.exists():
        return empty(table)
    words = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    # float() and int() read what repr() wrote to the last bit; the reader's own parser may not
    columns = {
        name: words[name]
        if kind == "str"
        else words[name].replace("", "nan").to_numpy(dtype=object).astype(kind)
        for name, kind in tables.dtypes(table).items()
    }
    return typed(pd.DataFrame(columns), table)
