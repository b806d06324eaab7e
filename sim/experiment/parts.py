"""Finished runs, kept one by one until the answer is written, so that a stopped one can go on."""

import io
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np

from sim.experiment.folder import writing
from sim.experiment.job import Finished
from sim.metrics import key_figures, measured
from sim.parameters import Plan
from sim.records import Records

PARTS: Final = "parts"
"""Folder in that of the answer; gone once the answer is written."""


def keep(folder: Path, run: Finished) -> None:
    """Keep what a run recorded, at one stroke; nothing of a run that failed.

    Raises
    ------
    UsageError
        When it cannot be written.
    """
    if run.records is None:
        return
    content = io.BytesIO()
    np.savez(content, seconds=np.array(run.seconds), **run.records._asdict())
    name = f"{run.alternative}-{run.replication}.npz"
    with writing(folder):
        home = folder / PARTS
        home.mkdir(exist_ok=True)
        half = home / f".{name}.part"
        half.write_bytes(content.getvalue())
        os.replace(half, home / name)


def kept(folder: Path, plans: Mapping[str, Plan], replications: int) -> list[Finished]:
    """Runs that were kept, by world and replication; what cannot be read has to be run again.

    Parameters
    ----------
    folder : Path
        Folder of the answer.
    plans : mapping of str to Plan
        Its worlds.
    replications : int
        Most replications of a world.
    """
    found = []
    for name, plan in plans.items():
        for number in range(replications):
            path = folder / PARTS / f"{name}-{number}.npz"
            try:
                content = io.BytesIO(path.read_bytes())
                with np.load(content, allow_pickle=False) as file:
                    records = Records(**{field: file[field] for field in Records._fields})
                    seconds = float(file["seconds"])
            except (OSError, ValueError, KeyError, EOFError, BadZipFile):
                continue
            figures = key_figures(measured(records, plan))
            found.append(Finished(name, number, records, figures, "", seconds))
    return found


def clear(folder: Path) -> None:
    """Take away the runs that were kept."""
    shutil.rmtree(folder / PARTS, ignore_errors=True)
