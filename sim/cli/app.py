"""The command line itself: what all commands have in common, and how each ends.

Exit codes: 0 fine; 1 a run failed or broke a law of the model; 2 the call or the question cannot be
carried out as given; 130 stopped by hand.
"""

import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Final

import typer
from typer.exceptions import TyperException

import sim
from sim.errors import SimError, SimulationError

OK: Final = 0
FAILED: Final = 1
MISUSED: Final = 2
STOPPED: Final = 130

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        print(f"spc {sim.__version__}")
        raise typer.Exit


@app.callback(
    epilog="Example:  spc list, then spc run NAME; `spc COMMAND --help` tells more about each."
)
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Simulate the service-profit chain: how much, how sure, and why along the chain.

    A question is a YAML file: a base business and the alternatives to compare with it.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words after ``spc``; those of the process unless given.

    Returns
    -------
    int
        Exit code: 0, 1, 2 or 130 as the module says.
    """
    words = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    try:
        return int(app(words, prog_name="spc", standalone_mode=False) or OK)
    except TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "spc"
        message = " ".join(error.format_message().split()).rstrip(".")
        print(f"{message[:1].lower()}{message[1:]}; see `{command} --help`", file=sys.stderr)
        return MISUSED
    except SimError as error:
        if "--debug" in words:
            traceback.print_exc()
        print(error, file=sys.stderr)
        return FAILED if isinstance(error, SimulationError) else MISUSED
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return STOPPED
