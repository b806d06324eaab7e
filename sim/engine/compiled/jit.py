"""How the model's functions are compiled: to the bits that plain Python returns.

Behaviour stays ordinary Python that knows nothing of a compiler; importing this module announces
every function of `sim.behaviour` and `sim.randomness` to numba, so that compiled code may call it
by the name under which it is imported. What keeps the bits:

- ``fastmath`` stays off: no reordering, no contraction of a product and a sum into one rounding.
- ``error_model="python"``: a division by zero raises, as it does in plain Python.
- No short vector mathematics library: its ``exp`` and ``log`` are not those of the C library,
  which Python calls.
- Keys are ``uint64``. Python's integers cannot be compiled as they are, since numba makes a float
  of ``uint64`` and ``int64``; the mixing function therefore has a twin here.

Module constants are frozen when a caller is compiled.
"""

import importlib
import inspect
import os
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")

import numpy as np
from numba import config, njit, types
from numba.extending import overload, overload_method, register_jitable

from sim import behaviour, randomness
from sim.engine.compiled import store

Function = Callable[..., Any]
F = TypeVar("F", bound=Function)

GOLDEN: Final = np.uint64(randomness.GOLDEN)
MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
MIX_2: Final = np.uint64(0x94D049BB133111EB)
"""Multipliers of the mixing function, see `sim.randomness.word`."""
ONE: Final = np.uint64(1)
SHIFT_1: Final = np.uint64(30)
SHIFT_2: Final = np.uint64(27)
SHIFT_3: Final = np.uint64(31)
PURPOSE_BITS: Final = np.uint64(32)
DROPPED: Final = np.uint64(12)
STEP: Final = 2.0**-52


def compiled(function: F) -> F:
    """Compile a function the way every function of this engine is compiled.

    Parameters
    ----------
    function : callable
        Takes and returns numbers, records, arrays and NamedTuples of these.

    Returns
    -------
    callable
        The same function as machine code, which runs without the interpreter's lock.
    """
    result: F = njit(nogil=True, error_model="python", fastmath=False)(function)
    return result


def spelled_out(function: F) -> F:
    """Let a function be written out where it is called.

    What returns a record must be: compiled code returns a copy of it, which costs its size, and in
    which changes are lost.

    Parameters
    ----------
    function : callable
        Of one expression.

    Returns
    -------
    callable
        As for `compiled`.
    """
    result: F = njit(nogil=True, error_model="python", fastmath=False, inline="always")(function)
    return result


def entrance(function: F) -> F:
    """Compile a function that plain Python calls, and keep the machine code for the next process.

    What it calls is kept with it, so nothing else needs to be.

    Parameters
    ----------
    function : callable
        As for `compiled`.

    Returns
    -------
    callable
        As for `compiled`.
    """
    others, config.CACHE_DIR = config.CACHE_DIR, str(store.folder())  # read when decorated
    result: F = njit(nogil=True, error_model="python", fastmath=False, cache=True)(function)
    config.CACHE_DIR = others
    return result


def make(function: Any, *kinds: Any) -> None:
    """Load the machine code of an entrance, or make it.

    Parameters
    ----------
    function : callable
        Returned by `entrance`.
    *kinds : numba type
        Types of its arguments.
    """
    function.compile(kinds)


def behaviours() -> Iterator[Function]:
    """Every function that a module of `sim.behaviour` defines, private ones included.

    Yields
    ------
    callable
        In the order of modules and of their text.
    """
    for found in pkgutil.iter_modules(behaviour.__path__):
        yield from _defined_in(importlib.import_module(f"{behaviour.__name__}.{found.name}"))


def variates() -> Iterator[Function]:
    """Every function of `sim.randomness`, the mixing functions included.

    Yields
    ------
    callable
        In the order of the text.
    """
    yield from _defined_in(randomness)


def _defined_in(module: Any) -> Iterator[Function]:
    for value in vars(module).values():
        if inspect.isfunction(value) and value.__module__ == module.__name__:
            yield value


def _mix(key: Any, purpose: Any, counter: Any) -> Any:
    """The word of `sim.randomness.word`, in arithmetic modulo 2**64."""
    step = (np.uint64(purpose) << PURPOSE_BITS) + np.uint64(counter) + ONE
    z = np.uint64(key) + GOLDEN * step
    z = (z ^ (z >> SHIFT_1)) * MIX_1
    z = (z ^ (z >> SHIFT_2)) * MIX_2
    return z ^ (z >> SHIFT_3)


def _word(key: Any, purpose: Any, counter: Any) -> Function:
    return lambda key, purpose, counter: _mix(key, purpose, counter)


def _uniform(key: Any, purpose: Any, counter: Any) -> Function:
    return lambda key, purpose, counter: ((_mix(key, purpose, counter) >> DROPPED) + 0.5) * STEP


def _bit_length(number: Any) -> Function:
    """Bits that a number takes which is not negative."""

    def length(number: int) -> int:
        bits = 0
        while number > 0:
            number >>= 1
            bits += 1
        return bits

    return length


def _announce() -> None:
    """Let compiled code call every function, those with a twin here by their twin."""
    register_jitable(_mix)
    # Not strict: numba would compare annotations, which a lambda has none of.
    overload(randomness.word, strict=False)(_word)
    overload(randomness.uniform, strict=False)(_uniform)
    overload_method(types.Integer, "bit_length", strict=False)(_bit_length)
    for function in (*behaviours(), *variates()):
        if function not in (randomness.word, randomness.uniform):
            register_jitable(function)


_announce()
