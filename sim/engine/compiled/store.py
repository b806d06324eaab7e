"""Where machine code is kept between processes: a folder that no change of a source can make stale.

Numba looks at the file of the function that is called, not at those of the functions that it calls
in turn: after an edit there the old answer would come back. So the folder bears the fingerprint of
every source that the loop is made of, of the compiler and of its place.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
"""Folder of the package."""

SOURCES: Final = (
    "behaviour",
    "engine/compiled",
    "parameters",
    "randomness.py",
    "records.py",
    "units.py",
)
"""What a compiled loop is made of, within the package."""

ENTRANCES: Final = "engine/compiled/loop.py"
"""File of the functions that plain Python calls."""

COMPILERS: Final = ("numba", "llvmlite", "numpy")

NAME: Final = "service-profit-chain"
LONGEST_UNUSED: Final = 30.0 * 24.0 * 3600.0
"""Age after which the machine code of other sources is deleted [second]."""


@cache
def fingerprint() -> str:
    """Fingerprint of all that machine code depends on.

    Returns
    -------
    str
        Another one after any edit, for any other place, compiler or Python.
    """
    found = hashlib.sha256(str(ROOT).encode())
    for name in SOURCES:
        path = ROOT / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            found.update(file.relative_to(ROOT).as_posix().encode())
            found.update(file.read_bytes())
    for name in COMPILERS:
        found.update(f"{name} {version(name)}".encode())
    found.update(sys.version.encode())
    found.update(str((ROOT / ENTRANCES).stat().st_mtime_ns).encode())  # numba looks at that
    return found.hexdigest()[:20]


@cache
def folder() -> Path:
    """Folder for machine code, made if need be.

    Returns
    -------
    Path
        In the user's cache; in the system's folder for temporary files where that is closed.
    """
    own = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    for base in (Path(own) if own else Path.home() / ".cache", Path(tempfile.gettempdir())):
        found = base / NAME / fingerprint()
        try:
            found.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(found, os.W_OK):
            os.utime(found)
            _tidy(found)
            return found
    return Path(tempfile.mkdtemp(prefix=NAME))


def _tidy(current: Path) -> None:
    """Delete what has not been used for long."""
    for other in current.parent.iterdir():
        if other != current and time.time() - other.stat().st_mtime > LONGEST_UNUSED:
            shutil.rmtree(other, ignore_errors=True)


def is_warm(name: str) -> bool:
    """Whether machine code of a function is there, so that it need not be compiled.

    Parameters
    ----------
    name : str
        Name of the function.

    Returns
    -------
    bool
    """
    return any(folder().rglob(f"*.{name}-*.nbc"))
