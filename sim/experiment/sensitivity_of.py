"""The sensitivity analysis of an answer: found, seen to be of the same question, or asked for."""

import shlex
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sim.errors import UsageError
from sim.experiment.answer import Answer
from sim.experiment.folder import FINISHED, RESOLVED, held, manifest_of
from sim.experiment.sensitivity import METHODS, Sensitivity, told
from sim.experiment.sentence import first
from sim.experiment.sweep_store import KIND, load_sweep
from sim.experiment.swept import Swept
from sim.scenarios.node import dotted, plain
from sim.scenarios.strict import ABOUT_THE_QUESTION
from sim.scenarios.text import read_text

OUTPUTS: Final = "outputs"
"""Folder of all answers unless another is asked for."""

WORDS: Final = (".title", ".description")
"""Ends of paths of words for people, which move nothing."""

NAMED: Final = 3
"""Values in which two questions differ that a message names at most [count]."""


def sensitivity_of(answer: Answer, given: Sensitivity | Swept | Path | str) -> Sensitivity:
    """The sensitivity analysis of an answer.

    Parameters
    ----------
    answer : Answer
        The answer.
    given : Sensitivity, Swept, Path or str
        The analysis, the folder that `sim.sensitivity` wrote, or the folder of all answers, of
        which the newest finished analysis of the same question is taken.

    Returns
    -------
    Sensitivity
        Of the same business and alternatives by the same version; seed, replications and words may
        be others.

    Raises
    ------
    UsageError
        When there is none, or it is of another question or not finished; the message says what to
        do.
    """
    if isinstance(given, Sensitivity | Swept):
        swept, name = given.swept if isinstance(given, Sensitivity) else given, "the analysis"
        _same(answer, swept.manifest, name)
    else:
        folder = _folder(answer, Path(given))
        manifest = manifest_of(folder)
        _same(answer, manifest, str(folder))
        swept, name = load_sweep(folder, manifest), str(folder)
    if isinstance(given, Sensitivity):
        found = given
    else:
        world = None if "asked" in swept.manifest else first(answer)
        found = told(swept, alternative=world)
    if found.alternative not in [world.name for world in answer.alternatives]:
        raise UsageError(
            f"{name} asks about '{found.alternative}', which is not in the answer; run the answer "
            f"with it, or `{commands(answer)[0]}`"
        )
    return found


def commands(answer: Answer) -> tuple[str, str]:
    """The command line that tests what an answer is sensitive to, and that which reports it."""
    manifest, scenario = answer.manifest, answer.manifest["scenario"]
    out, name = OUTPUTS, f"{scenario['name']}-{scenario['hash']}"
    if answer.folder is not None:
        home = answer.folder.resolve()
        out, name = home.parent.name, home.name
    words = ["spc", "sensitivity", scenario["files"][-1]]
    for text in scenario["sets"]:
        words += ["--set", text]
    run = [world.name for world in answer.alternatives[1:]]
    rows = answer.provenance
    all_names = rows.loc[rows["path"].str.fullmatch(r"alternatives\.\d+\.name"), "value"]
    if run and len(run) < len(all_names):
        words += ["-s", ",".join(run)]
    if (world := first(answer)) not in (None, *run[:1]):
        words += ["--of", str(world)]
    words += ["--seed", str(manifest["seed"])]
    if out != OUTPUTS:
        words += ["--out", out]
    return shlex.join(words), shlex.join(["spc", "report", f"{out}/{name}", "--sensitivity", out])


def _folder(answer: Answer, given: Path) -> Path:
    """The folder of an analysis: the one given, or the newest in it of the same question."""
    if manifest_of(given):
        return given
    found = []
    for folder in given.iterdir() if given.is_dir() else ():
        manifest = manifest_of(folder)
        if _is_analysis(manifest) and not _differing(answer, manifest):
            found.append((manifest["status"] == FINISHED, manifest["started_at"], folder))
    if not found:
        raise UsageError(
            f"{given} holds no sensitivity analysis of this question; run `{commands(answer)[0]}`"
        )
    return max(found)[2]


def _is_analysis(manifest: Mapping[str, Any]) -> bool:
    """Whether a manifest is that of a sweep that tells what an answer rests on."""
    return manifest.get("kind") == KIND and manifest["sweep"].get("design") in METHODS


def _same(answer: Answer, manifest: Mapping[str, Any], name: str) -> None:
    """See that a manifest is that of an analysis of the answer's question."""
    again = f"run `{commands(answer)[0]}`"
    if not _is_analysis(manifest):
        design = manifest.get("sweep", {}).get("design")
        what = f"a sweep of design '{design}'" if design else held(Path(name))
        raise UsageError(f"{name} holds {what}, no sensitivity analysis; {again}")
    if differing := _differing(answer, manifest):
        some = ", ".join(differing[:NAMED]) + (", ..." if len(differing) > NAMED else "")
        raise UsageError(
            f"{name} is of another question than the answer: they differ in {some}; {again}"
        )


def _differing(answer: Answer, manifest: Mapping[str, Any]) -> list[str]:
    """Paths in which two questions differ, but for how they are asked; ``version`` of the model."""
    versions = [one["versions"]["sim"] for one in (answer.manifest, manifest)]
    if versions[0] != versions[1]:
        return ["version"]
    one, other = (_business(each["scenario"]["text"]) for each in (answer.manifest, manifest))
    both = dict.fromkeys([*one, *other])
    return [path for path in both if one.get(path, both) != other.get(path, both)]


@lru_cache(maxsize=2)
def _business(text: str) -> dict[str, Any]:
    """Every value of a question's business and of its alternatives by path."""
    top, _ = read_text(text, RESOLVED)
    kept = {key: value for key, value in plain(top).items() if key not in ABOUT_THE_QUESTION}
    return {path: value for path, value in _leaves(kept, ()) if not path.endswith(WORDS)}


def _leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict | list) or not value:
        yield dotted(path), value
        return
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _leaves(item, (*path, key))
