"""The proof in a folder: its lines, what every replication gave, and how it came about."""

import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from sim import __version__
from sim.experiment.account import PACKAGES
from sim.experiment.folder import FINISHED, MANIFEST, Folder, digest
from sim.verification.result import Verification, command

CLAIMS: Final = "claims.csv"
OBSERVATIONS: Final = "observations.csv"
FILES: Final = (MANIFEST, CLAIMS, OBSERVATIONS)
"""What a proof writes; whatever else is in its folder stays."""


def folder_for(
    parent: Path, names: Sequence[str], seed: int, *, is_full: bool, force: bool
) -> Folder:
    """A folder for one proof, made before anything is run.

    Parameters
    ----------
    parent : Path
        Folder of all answers; made if need be.
    names : sequence of str
        Checks and parts asked for.
    seed : int
        Seed of all random numbers.
    is_full : bool
        Whether it is the full battery.
    force : bool
        Whether a proof that is already there may be replaced.

    Returns
    -------
    Folder

    Raises
    ------
    UsageError
        When the folder holds something already and ``force`` is false, or cannot be written;
        choose ``force`` or another folder.
    """
    asked = {"does": command(names, is_full=is_full, seed=seed), "by": __version__}
    return Folder(parent / f"verification-{digest(asked)}", FILES, force=force)


def write(folder: Folder, proof: Verification, names: Sequence[str]) -> None:
    """Write everything.

    Parameters
    ----------
    folder : Folder
        From `folder_for`.
    proof : Verification
        What the battery came to.
    names : sequence of str
        Checks and parts asked for.

    Raises
    ------
    UsageError
        When the folder cannot be written.
    """
    packages = {name: version(name) for name in PACKAGES}
    folder.write(CLAIMS, proof.frame().to_csv(index=False, lineterminator="\n"))
    folder.write(OBSERVATIONS, proof.observations().to_csv(index=False, lineterminator="\n"))
    folder.manifest(
        {
            "status": FINISHED,
            "command": command(names, is_full=proof.is_full, seed=proof.seed),
            "seed": proof.seed,
            "is_full": proof.is_full,
            "engine": proof.engine,
            "confidence": proof.level,
            "failed": [f"{line.check.name}: {line.claim.quantity}" for line in proof.failed],
            "versions": {"sim": __version__, "python": platform.python_version(), **packages},
        }
    )
