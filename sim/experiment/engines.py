"""Both engines side by side on one question: the strongest check of the model there is."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.experiment.run import chosen_worlds
from sim.experiment.wishes import Wishes, settings_of

if TYPE_CHECKING:
    from sim.engine.parting import Parting

LOGS: Final = frozenset({"contacts", "events"})


def diff_engines(
    source: str | Path,
    *,
    sets: Sequence[str] = (),
    alternatives: Sequence[str] | None = None,
    seed: int | None = None,
    replication: int = 0,
) -> "dict[str, Parting]":
    """Run every world of a question with both engines, and see whether and where they part.

    Parameters
    ----------
    source : str or Path
        Path of a YAML file, or the name of a shipped question.
    sets : sequence of str
        Overrides ``a.b=value``.
    alternatives : sequence of str, optional
        Names of the alternatives to run; all unless given. The base always runs.
    seed : int, optional
        Seed of all random numbers, 0 .. 2**63 - 1; the scenario's unless given.
    replication : int
        Which replication, from 0.

    Returns
    -------
    dict
        By name of the world, how the run of the SimPy engine and that of the compiled one compare:
        events, contacts and every table. Nothing differs unless there is a fault in the program.

    Raises
    ------
    ScenarioError
        When the question cannot be read; every problem at once.
    UsageError
        When the call cannot be carried out, or the compiled engine is not installed; the message
        says what to change.
    """
    from sim.engine import COMPILED, SIMPY, choose, simulate
    from sim.engine.parting import parting
    from sim.scenarios.questions import load
    from sim.scenarios.resolve import plans

    choose(COMPILED, 0.0)  # says what to install, before anything is run
    question = load(source, sets)
    settings = settings_of(question.scenario, Wishes(seed))
    found = {}
    for name, plan in chosen_worlds(plans(question.scenario), alternatives).items():
        one, other = (
            simulate(plan, settings.seed, replication, engine=engine, log=LOGS)
            for engine in (SIMPY, COMPILED)
        )
        found[name] = parting(one, other)
    return found
