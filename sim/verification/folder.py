"""The proof in a folder: its lines, what every replication gave, and how it came about."""

import json
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from sim import __version__
from sim.errors import UsageError
from sim.experiment.run import PACKAGES
from sim.experiment.store import MANIFEST, digest, writing
from sim.verification.result import Verification, command

CLAIMS: Final = "claims.csv"
OBSERVATIONS: Final = "observations.csv"
FILES: Final = (MANIFEST, CLAIMS, OBSERVATIONS)
"""What a proof writes; whatever else is in its folder stays."""


class Folder:
    """A folder for one proof, made before anything is run.

    Parameters
    ----------
    parent : Path
        Folder of all answers; made if need be.
    names : sequence of str
        Checks and parts asked for.
    is_full : bool
        Whether it is the full battery.
    seed : int
        Seed of all random numbers.
    force : bool
        Whether a proof that is already there may be replaced.

    Raises
    ------
    UsageError
        When the folder holds something already and ``force`` is false, or cannot be written;
        choose ``force`` or another folder.
    """

    def __init__(
        self, parent: Path, names: Sequence[str], is_full: bool, seed: int, *, force: bool
    ) -> None:
        self.command = command(names, is_full=is_full, seed=seed)
        self.path = parent / f"verification-{digest({'does': self.command, 'by': __version__})}"
        with writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            if any(self.path.iterdir()) and not force:
                raise UsageError(
                    f"{self.path} holds a proof already; force replaces it (--force), another "
                    "output folder keeps both"
                )
            for name in FILES:
                (self.path / name).unlink(missing_ok=True)

    def write(self, proof: Verification) -> None:
        """Write everything.

        Parameters
        ----------
        proof : Verification
            What the battery came to.

        Raises
        ------
        UsageError
            When the folder cannot be written.
        """
        packages = {name: version(name) for name in PACKAGES}
        manifest = {
            "command": self.command,
            "seed": proof.seed,
            "is_full": proof.is_full,
            "engine": proof.engine,
            "confidence": proof.level,
            "failed": [f"{line.check.name}: {line.claim.quantity}" for line in proof.failed],
            "versions": {"sim": __version__, "python": platform.python_version(), **packages},
        }
        with writing(self.path):
            for name, text in (
                (CLAIMS, proof.frame().to_csv(index=False, lineterminator="\n")),
                (OBSERVATIONS, proof.observations().to_csv(index=False, lineterminator="\n")),
                (MANIFEST, json.dumps(manifest, indent=2) + "\n"),
            ):
                (self.path / name).write_text(text, encoding="utf-8", newline="\n")
