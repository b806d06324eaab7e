"""An event-driven simulator of the service-profit chain: how much, how sure, and why.

Names load when they are first used, so that ``import sim`` costs next to nothing.
"""

from importlib import import_module
from typing import Any, Final

__version__ = "0.1.0"

_HOMES: Final = {
    "Answer": "sim.experiment.answer",
    "Compared": "sim.experiment.compare",
    "Swept": "sim.experiment.swept",
    "Threads": "sim.experiment.threads",
    "compare": "sim.experiment.compare",
    "describe": "sim.scenarios.questions",
    "diff_engines": "sim.experiment.engines",
    "extend": "sim.experiment.extend",
    "languages": "sim.language",
    "load": "sim.scenarios.questions",
    "load_results": "sim.experiment.results",
    "new": "sim.scenarios.questions",
    "run": "sim.experiment.run",
    "schema": "sim.scenarios.questions",
    "sensitivity": "sim.experiment.sensitivity",
    "shipped": "sim.scenarios.library",
    "simulate": "sim.engine",
    "speaking": "sim.language",
    "sweep": "sim.experiment.sweep",
    "titles": "sim.scenarios.library",
    "validate": "sim.scenarios.questions",
    "verify": "sim.verification.battery",
    "write_report": "sim.report",
}
"""Module of every public name."""

__all__ = [
    "Answer",
    "Compared",
    "Swept",
    "Threads",
    "__version__",
    "compare",
    "describe",
    "diff_engines",
    "extend",
    "languages",
    "load",
    "load_results",
    "new",
    "run",
    "schema",
    "sensitivity",
    "shipped",
    "simulate",
    "speaking",
    "sweep",
    "titles",
    "validate",
    "verify",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
