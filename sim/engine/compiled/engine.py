"""The compiled engine: the model's events on arrays, as machine code."""

import threading
from typing import Final

from numba import types

from sim.engine.compiled import loop, warm_up
from sim.engine.compiled.building import new_world, records_of, with_more_room
from sim.engine.compiled.jit import make
from sim.engine.compiled.state import World
from sim.engine.compiled.view import View
from sim.parameters import Plan
from sim.records import Records
from sim.units import Days

EVENTS_AT_A_TIME: Final = 2**18
"""Events after which plain Python may see that somebody wants to stop; a fraction of a second."""


def run(
    plan: Plan,
    seed: int,
    replication: int,
    log: frozenset[str],
    grid: Days = 0.0,
    *,
    shares_warm_up: bool = False,
) -> Records:
    """Build a world, let it live through its months, return what was written down.

    Parameters
    ----------
    plan : Plan
        What to run.
    seed, replication : int
        Key of every random number [-].
    log : frozenset of str
        Logs to keep.
    grid : float
        Every moment is put off to the next multiple of it, so that many events coincide; 0 for
        moments as they come. For tests alone [day].
    shares_warm_up : bool
        Whether to keep the state at the end of the warm-up, or to go on from the one kept if its
        plan, seed and replication are the same. Never changes a byte; not while a log is kept.

    Returns
    -------
    Records
    """
    world = new_world(plan, seed, replication, log, grid)
    if shares_warm_up and plan.warm_up_months > 0 and not log and grid == 0.0:
        common = _warmed_up(warm_up.in_common(plan), seed, replication)
        if warm_up.is_branchable(world, common):
            return records_of(_lived(warm_up.branch(world, common)))
    loop.set_up(View(world))
    return records_of(_lived(world))


class _Kept(threading.local):
    """The last warm-up of this thread, and whose it is."""

    whose: tuple[Plan, int, int] | None = None
    world: World | None = None


_kept = _Kept()


def _warmed_up(plan: Plan, seed: int, replication: int) -> World:
    """The world at the end of the warm-up: the one kept, or a new one, kept from now on."""
    whose = plan, seed, replication
    if _kept.world is None or _kept.whose != whose:
        _kept.world = None  # room for the new one
        world = new_world(plan, seed, replication, frozenset())
        world.firm["stops_at"] = warm_up.end_of(plan)
        loop.set_up(View(world))
        _kept.world, _kept.whose = _lived(world), whose
    return _kept.world


def make_ready(plan: Plan) -> None:
    """Load the machine code, or make it, which takes a minute or two.

    Parameters
    ----------
    plan : Plan
        Any plan; the machine code is the same for all.
    """
    kind = View(new_world(plan, 0, 0, frozenset())).kind
    make(loop.set_up, kind)
    make(loop.wanted, kind)
    make(loop.live, kind, types.int64)


def _lived(world: World) -> World:
    """The world when its run is over."""
    view = View(world)
    while (reason := loop.live(view, EVENTS_AT_A_TIME)) != loop.OVER:
        if reason == loop.FULL:
            world = with_more_room(world, loop.wanted(view))
            view = View(world)
    return world
