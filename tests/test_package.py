"""The package as others install it: its version, its files, its start."""

import subprocess
import sys
import tomllib
from importlib import resources
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

import sim
from sim.cli import main

ROOT = Path(__file__).resolve().parents[1]

SLOW_TO_IMPORT = {"jinja2", "numba", "numpy", "pandas", "plotly", "pydantic", "scipy", "simpy"}
"""Packages that must not load before somebody needs them."""


def python(*words):
    """Run a fresh Python in the checkout and return what it printed."""
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("name", [name for name in sim.__all__ if name != "__version__"])
def test_every_public_name_is_there_and_documented(name):
    """Whatever is promised can be had, and says what it is."""
    assert getattr(sim, name).__doc__


def test_version_is_that_of_the_distribution():
    """The code's version is the installed one, when this very checkout is what is installed."""
    try:
        installed = metadata("service-profit-chain")
    except PackageNotFoundError:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        # Not installed: then the build reads it from the code, or there would be two versions.
        assert project["tool"]["hatch"]["version"]["path"] == "sim/__init__.py"
        return
    assert installed["Version"] == sim.__version__


def test_version_heads_the_changelog():
    """The newest heading of the changelog is the version of the code."""
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    newest = next(line for line in lines if line.startswith("## "))
    assert newest.split()[1] == sim.__version__


def test_command_line_prints_its_version(capsys):
    """`spc --version` names the program and the version."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"spc {sim.__version__}\n"


def test_package_runs_as_a_module():
    """`python -m sim` is the command line."""
    assert "spc" in python("-m", "sim", "--help")


def test_help_loads_nothing_heavy():
    """`spc --help` starts at once: the heavy packages load when they are needed."""
    code = (
        "import sys; from sim.cli import main; main(['--help']); "
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    assert not SLOW_TO_IMPORT & set(python("-c", code).splitlines()[-1].split())


@pytest.mark.parametrize(
    "file", ["py.typed", "scenarios/starter.yaml", "report/templates/report.html.jinja"]
)
def test_files_travel_with_the_package(file):
    """The type marker, the starter question and the report's templates stand beside the code."""
    assert resources.files("sim").joinpath(file).is_file()
