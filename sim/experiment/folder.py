"""A folder of results: files are replaced at one stroke, rows are added one by one."""

import csv
import hashlib
import io
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Self

from sim.errors import UsageError

MANIFEST: Final = "manifest.json"
RESOLVED: Final = "resolved.yaml"

RUNNING: Final = "running"
"""Status while runs are under way, and of a folder whose process died."""
FINISHED: Final = "finished"
"""Status once everything is written."""
INTERRUPTED: Final = "interrupted"
"""Status after an interrupt by hand: only the rows of finished runs are there."""


class Folder:
    """One folder being written.

    Parameters
    ----------
    path : Path
        The folder; made if need be, with those above it.
    ours : collection of str
        Names of the files that may be written; whatever else is in the folder stays.
    force : bool
        Whether results that are already there may be replaced.
    keep : bool
        Whether they are kept, because they are gone on with.

    Raises
    ------
    UsageError
        When the folder holds something already that is neither kept nor replaced, or cannot be
        written; choose ``force`` or another folder.
    """

    def __init__(
        self, path: Path, ours: Collection[str], *, force: bool, keep: bool = False
    ) -> None:
        self.path = path
        self._staged: list[str] | None = None
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                path.mkdir()
            except FileExistsError:
                if not keep:
                    self._clear(ours, force=force)

    @classmethod
    def reopen(cls, path: Path) -> Self:
        """A folder that is there already, with all that it holds."""
        folder = cls.__new__(cls)
        folder.path = path
        folder._staged = None
        return folder

    @contextmanager
    def at_one_stroke(self) -> Iterator[None]:
        """Whatever is written within replaces the old files together, at the end, or not at all.

        Nothing is replaced before everything stands on the disk; an interrupt by hand that comes
        while files are being replaced comes too late, and is let go.
        """
        staged = self._staged = []
        try:
            yield
        except BaseException:
            for name in staged:
                self._part(name).unlink(missing_ok=True)
            raise
        finally:
            self._staged = None
        waiting = list(staged)
        with writing(self.path):
            while waiting:
                with suppress(KeyboardInterrupt):
                    if self._part(waiting[0]).exists():
                        os.replace(self._part(waiting[0]), self.path / waiting[0])
                    waiting.pop(0)

    def _part(self, name: str) -> Path:
        """Where a file stands until it is whole."""
        return self.path / f".{name}.part"

    def _clear(self, ours: Collection[str], *, force: bool) -> None:
        """Make way in a folder that exists."""
        if not self.path.is_dir():
            raise UsageError(f"{self.path} is not a folder; choose another output folder")
        if any(self.path.iterdir()) and not force:
            raise UsageError(
                f"{self.path} holds {held(self.path)}; force replaces it (--force), "
                "another output folder keeps both"
            )
        for name in ours:
            (self.path / name).unlink(missing_ok=True)

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file so that it is either the old one or the new one, never half of it.

        Raises
        ------
        UsageError
            When it cannot be written; the old one is still there then.
        """
        part = self._part(name)
        with writing(self.path):
            try:
                part.write_bytes(content.encode() if isinstance(content, str) else content)
                if self._staged is None:
                    os.replace(part, self.path / name)
                else:
                    self._staged.append(name)
            except OSError:
                part.unlink(missing_ok=True)  # half a file takes the room that is short
                raise

    def append(self, name: str, line: str) -> None:
        """Add a line to a file.

        Raises
        ------
        UsageError
            When it cannot be written; the lines before it are still there then.
        """
        with writing(self.path), (self.path / name).open("ab") as file:
            file.write(line.encode())

    def manifest(self, content: Mapping[str, Any]) -> None:
        """Replace the manifest."""
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
        self.write(MANIFEST, text + "\n")


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest of a folder, empty when there is none that can be read."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


_HELD: Final = {
    RUNNING: "{kind}, still running or its process died",
    FINISHED: "{kind}, finished",
    INTERRUPTED: "{kind}, interrupted",
}

_KINDS: Final = {"answer": "an answer", "sweep": "a sweep", "comparison": "a comparison"}


def held(folder: Path) -> str:
    """What a folder holds, in words."""
    manifest = manifest_of(folder)
    words = _HELD.get(str(manifest.get("status")), "no result")
    return words.format(kind=_KINDS.get(str(manifest.get("kind", "answer")), "a result"))


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


def csv_line(cells: Iterable[Any]) -> str:
    """One row of a table as a file has it; NaN is an empty cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow("" if cell != cell else cell for cell in cells)
    return stream.getvalue()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """A folder that cannot be written is a fault of the call, told with its reason."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"{folder} cannot be written: {reason}; make room, or choose another output folder"
        ) from error
