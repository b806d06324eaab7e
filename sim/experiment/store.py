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

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.errors import UsageError
from sim.experiment import tables
from sim.experiment.answer import Answer, World
from sim.experiment.frames import empty, typed
from sim.records import Table

MANIFEST: Final = "manifest.json"
RESOLVED: Final = "resolved.yaml"

RUNNING: Final = "running"
"""Status while runs are under way, and of a folder whose process died."""
FINISHED: Final = "finished"
"""Status once everything is written."""
INTERRUPTED: Final = "interrupted"
"""Status after an interrupt by hand: only ``runs.csv`` holds results."""


class Store:
    """One folder being written.

    Parameters
    ----------
    parent : Path
        Folder of all answers; made if need be.
    name : str
        Name of the scenario.
    digest : str
        Hash of all that determines the answer, from `digest`.
    force : bool
        Whether an answer that is already there may be replaced.

    Raises
    ------
    UsageError
        When the folder holds something already and ``force`` is false, or cannot be written;
        choose ``force`` or another folder.
    """

    def __init__(self, parent: Path, name: str, digest: str, *, force: bool) -> None:
        self.folder = parent / f"{name}-{digest}"
        with writing(self.folder):
            parent.mkdir(parents=True, exist_ok=True)
            try:
                self.folder.mkdir()
            except FileExistsError:
                self._clear(force=force)
            self._write("runs.csv", _line(column.name for column in tables.RUNS.columns))

    def _clear(self, *, force: bool) -> None:
        """Make way in a folder that exists: what is not ours stays."""
        if not self.folder.is_dir():
            raise UsageError(f"{self.folder} is not a folder; choose another output folder")
        if any(self.folder.iterdir()) and not force:
            raise UsageError(
                f"{self.folder} holds {_status(self.folder)}; force replaces it (--force), "
                "another output folder keeps both"
            )
        ours = (MANIFEST, RESOLVED, *(_file(table) for table in tables.TABLES))
        for name in ours:
            (self.folder / name).unlink(missing_ok=True)

    def manifest(self, content: Mapping[str, Any]) -> None:
        """Replace the manifest at one stroke."""
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
        with writing(self.folder):
            self._write(MANIFEST, text + "\n")

    def resolved(self, text: str) -> None:
        """Write every value used."""
        with writing(self.folder):
            self._write(RESOLVED, text)

    def append(self, row: Mapping[str, str | int | float]) -> None:
        """Add a run as soon as it has finished."""
        cells = ("" if row[name] != row[name] else row[name] for name in tables.dtypes(tables.RUNS))
        path = self.folder / "runs.csv"
        with writing(self.folder), path.open("a", encoding="utf-8", newline="") as file:
            file.write(_line(cells))

    def table(self, table: Table, frame: pd.DataFrame) -> None:
        """Write one table in full."""
        with writing(self.folder):
            self._write(_file(table), frame.to_csv(index=False, lineterminator="\n"))

    def _write(self, name: str, text: str) -> None:
        """Write a file so that it is either the old one or the new one, never half of it."""
        part = self.folder / f".{name}.part"
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, self.folder / name)


def digest(content: Mapping[str, Any]) -> str:
    """Short hash of plain data, the same on every machine.

    Parameters
    ----------
    content : mapping
        Data as JSON knows it.

    Returns
    -------
    str
        Ten hexadecimal digits.
    """
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def yaml_text(content: Mapping[str, Any]) -> str:
    """Plain data as YAML 1.2, in the order given."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.width = 4096
    stream = io.StringIO()
    yaml.dump(dict(content), stream)
    return stream.getvalue()


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
    manifest = _manifest(home)
    if not manifest:
        raise UsageError(f"{home} holds no answer; name a folder that a run has written")
    if manifest.get("status") != FINISHED:
        raise UsageError(
            f"{home} holds {_status(home)}; run the question again with force (--force)"
        )
    try:
        frames = {table.name: _read(home / _file(table), table) for table in tables.TABLES}
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


_STATUS: Final = {
    RUNNING: "an answer that is still running or whose process died",
    FINISHED: "a finished answer",
    INTERRUPTED: "an interrupted answer",
}


def _status(folder: Path) -> str:
    """What a folder holds, in words."""
    manifest = _manifest(folder)
    return _STATUS.get(str(manifest.get("status")), "no finished answer")


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest, empty when there is none that can be read."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _file(table: Table) -> str:
    return f"{table.name}.csv"


def _read(path: Path, table: Table) -> pd.DataFrame:
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


def _line(cells: Iterator[Any]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """A folder that cannot be written is a fault of the call, told with its reason."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"{folder} cannot be written: {reason}; choose another output folder"
        ) from error
