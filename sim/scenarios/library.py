"""The questions that ship with the package: finding one by name and starting a new one."""

import re
from pathlib import Path

from sim.errors import Problem, ScenarioError, UsageError
from sim.scenarios.nearest import nearest
from sim.scenarios.text import read_file

_PACKAGE = Path(__file__).resolve().parent
STARTER = _PACKAGE / "starter.yaml"
"""The commented question that `new_scenario` copies."""


def folder() -> Path:
    """The folder of shipped questions: inside the package when installed, else the checkout's."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "scenarios"


def shipped() -> tuple[str, ...]:
    """Names of the shipped questions and firms, sorted: ``retention_gain``, ``firms/textbook``."""
    home = folder()
    names = [file.relative_to(home).with_suffix("").as_posix() for file in home.rglob("*.yaml")]
    return tuple(sorted(names))


def titles() -> dict[str, str]:
    """The title of each shipped question, by name; empty where it has none.

    Raises
    ------
    ScenarioError
        When a shipped file cannot be read; reinstall the package.
    """
    found: dict[str, str] = {}
    for name in shipped():
        top, _ = read_file(folder() / f"{name}.yaml", f"{name}.yaml")
        title = top.value.get("title")
        found[name] = str(title.value) if title else ""
    return found


def find(name_or_path: str | Path, near: Path | None = None) -> Path:
    """The file meant by a path or a shipped name; an existing path wins.

    Parameters
    ----------
    name_or_path : path, or shipped name, with or without ``.yaml``
    near : folder to which a relative path refers; the working folder when ``None``

    Returns
    -------
    An existing file, or an existing folder named outright.

    Raises
    ------
    ScenarioError
        When there is none; the remedy names the nearest ones.
    """
    text = str(name_or_path)
    here = near or Path()
    if "\0" not in text and text.strip():
        for home in (here, folder()):
            for path in (home / text, home / f"{text}.yaml"):
                if path.is_file():
                    return path
        if (here / text).is_dir():
            return here / text
    raise ScenarioError(
        (Problem(text, 0, "", "no such file or shipped scenario", _hint(text, here)),)
    )


def _hint(text: str, here: Path) -> str:
    """The nearest files of the folder meant and the nearest shipped names."""
    wanted = here / text.replace("\0", "")
    beside: list[str] = []
    if wanted.parent.is_dir():
        parent = Path(text).parent
        beside = [(parent / file.name).as_posix() for file in wanted.parent.glob("*.y*ml")]
    by_stem = {re.sub(r"\.ya?ml$", "", name): name for name in beside} | {n: n for n in shipped()}
    by_last = {stem.rpartition("/")[2]: name for stem, name in by_stem.items()}
    stem = re.sub(r"\.ya?ml$", "", text)
    close = [by_stem[match] for match in nearest(stem, by_stem, 3)]
    close += [by_last[match] for match in nearest(stem.rpartition("/")[2], by_last, 3)]
    unique = list(dict.fromkeys(close))[:3]
    if unique:
        return f"did you mean {' or '.join(unique)}?"
    return "`spc list` names the shipped ones, `spc new NAME` starts one"


def new_scenario(name: str, folder: str | Path = ".") -> Path:
    """Write a small commented question to a business of one's own: ten values and an alternative.

    Parameters
    ----------
    name : name of the question in lower_snake form; the file is ``<name>.yaml``
    folder : existing folder to write into

    Returns
    -------
    The file written.

    Raises
    ------
    UsageError
        When the name is not in lower_snake form, the folder is missing or the file exists;
        the message says what to choose instead.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name):
        raise UsageError(f"'{name}' is no scenario name; write a letter, then a-z, 0-9 and _")
    path = Path(folder) / f"{name}.yaml"
    text = STARTER.read_text(encoding="utf-8").replace("{name}", name)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} exists; choose another name or delete it") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{path} cannot be written: {reason}; choose another folder") from error
    return path
