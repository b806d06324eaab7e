"""The command line: a command parses, calls one public function, prints, returns an exit code."""

# Commands stand in the help in the order in which they are imported.
from sim.cli import answers, sweeps, questions, engines  # noqa: F401, I001
from sim.cli.app import FAILED, MISUSED, OK, STOPPED, app, main

__all__ = ["FAILED", "MISUSED", "OK", "STOPPED", "app", "main"]
