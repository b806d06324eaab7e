"""On what was measured: processor, system, Python, packages, compiler."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.micro import by_c

PACKAGES: Final = ("simpy", "numpy", "numba", "llvmlite")


def described() -> str:
    """The machine in one sentence."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.platform()}, "
        f"Python {platform.python_version()}, {packages}, {compiler()}."
    )


def compiler() -> str:
    """Name and version of the C compiler, as it gives them itself."""
    command = by_c.compiler()
    if command is None:
        return "no C compiler"
    words = [command, "--version"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def _processor() -> str:
    """Model of the processor, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()
