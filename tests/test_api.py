"""Laws of the public names."""

import subprocess
import sys
from pathlib import Path

import pytest

import sim

ROOT = Path(__file__).parents[1]


def test_nothing_else_leaks():
    """`dir` shows the sorted public names, each has a home, and no home is missing."""
    assert dir(sim) == sim.__all__ == sorted(sim.__all__)
    assert set(sim.__all__) == {*sim._HOMES, "__version__"}


def test_no_public_name_is_hidden_by_a_module_of_its_name():
    """A module `sim.x` would take the place of a function `sim.x` once it is imported."""
    modules = {path.stem for path in (ROOT / "sim").iterdir()}
    assert not modules & set(sim.__all__)


@pytest.mark.parametrize("name", ["Answer", "load_results", "run"])
def test_a_public_name_loads_when_it_is_used(name):
    """The name in the package is the object in its home."""
    loaded = getattr(sim, name)
    assert loaded.__name__ == name
    assert loaded.__module__ == sim._HOMES[name]


def test_an_unknown_name_is_an_attribute_error():
    """As in any module."""
    with pytest.raises(AttributeError, match="no attribute 'compute'"):
        sim.compute  # noqa: B018


def test_import_costs_next_to_nothing():
    """`import sim` loads no library at all."""
    code = (
        "import sys, sim; "
        "heavy = {'numpy', 'pandas', 'plotly', 'scipy', 'pydantic', 'simpy', 'numba'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (result.stdout.strip(), result.stderr) == ("[]", "")
