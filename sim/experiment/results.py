"""Results read back from their folder, whatever wrote it."""

from pathlib import Path

from sim.experiment.answer import Answer
from sim.experiment.folder import manifest_of
from sim.experiment.store import load_results as load_answer
from sim.experiment.sweep_store import KIND, load_sweep
from sim.experiment.swept import Swept


def load_results(folder: str | Path) -> Answer | Swept:
    """Read an answer or a sweep back from its folder, equal to the one that was written.

    Parameters
    ----------
    folder : str or Path
        Folder that `sim.run` or `sim.sweep` wrote.

    Returns
    -------
    Answer or Swept
        With every table.

    Raises
    ------
    UsageError
        When the folder holds no finished result or a damaged one; the message says what to do.
    """
    home = Path(folder)
    manifest = manifest_of(home)
    return load_sweep(home, manifest) if manifest.get("kind") == KIND else load_answer(home)
