"""Real calls of the behaviour functions: noted while worlds run, handed on to compiled code."""

import inspect
import random
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import Any, NamedTuple, get_args, get_type_hints

import numpy as np
import pytest

from sim import parameters
from sim.engine.compiled.parameters import record, records
from sim.parameters import Dimensions

Function = Callable[..., Any]

MOST_CALLS = 200
"""Calls of one function that are kept, each with the same chance."""


class Call(NamedTuple):
    """Arguments in the order of the signature, and what plain Python returned."""

    arguments: tuple[Any, ...]
    result: Any


class Calls:
    """What is known of the calls of one function."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.signature = inspect.signature(function)
        self.kept: list[Call] = []
        self.n = 0
        self._random = random.Random(function.__qualname__)

    def note(self, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> None:
        """Keep a call, perhaps (algorithm R of Vitter, 1985); what a generator gave is gone."""
        if any(isinstance(one, Iterator) for one in args):
            return
        self.n += 1
        place = self.n - 1 if self.n <= MOST_CALLS else self._random.randrange(self.n)
        if place >= MOST_CALLS:
            return
        bound = self.signature.bind(*args, **kwargs)
        bound.apply_defaults()
        # A list may change later on.
        frozen = tuple(tuple(one) if isinstance(one, list) else one for one in bound.args)
        self.kept[place : place + 1] = [Call(frozen, result)]


@contextmanager
def noted(functions: Iterable[Function]) -> Iterator[dict[Function, Calls]]:
    """Calls of functions, wherever in the package they are called from."""
    found = {function: Calls(function) for function in functions}
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if not name.startswith("sim.") or name.startswith("sim.engine.compiled"):
                continue
            for key, value in list(vars(module).items()):
                if inspect.isfunction(value) and value in found:
                    patch.setattr(module, key, _noting(found[value]))
        yield found


def _noting(calls: Calls) -> Function:
    @wraps(calls.function)
    def noting(*args: Any, **kwargs: Any) -> Any:
        result = calls.function(*args, **kwargs)
        calls.note(args, kwargs, result)
        return result

    return noting


# From plain to compiled ---------------------------------------------------------------------------

KEYS = ("key", "stream")
"""Names of arguments that are words of 64 bits."""


@cache
def hints(kind: Any) -> dict[str, Any]:
    """Types of arguments or fields by name."""
    return get_type_hints(kind)


def compiled_arguments(function: Function, call: Call, *, in_memory: bool) -> tuple[Any, ...]:
    """Arguments of a call in the form in which a compiled loop hands them over.

    Parameters are records, and what varies in number is an array; what else has fields, the state
    of somebody say, is a record where it is in memory and a NamedTuple where it was just made.
    """
    wanted = hints(function)
    names = inspect.signature(function).parameters
    return tuple(
        np.uint64(value) if name in KEYS else _compiled(value, wanted[name], in_memory)
        for name, value in zip(names, call.arguments, strict=True)
    )


def has_state(function: Function) -> bool:
    """Whether a function takes something with fields that is no parameter."""
    taken = (hint for name, hint in hints(function).items() if name != "return")
    return any(hasattr(hint, "_fields") and not _is_parameter(hint) for hint in taken)


def _is_parameter(kind: Any) -> bool:
    return kind is not Dimensions and kind in vars(parameters).values()


def _compiled(value: Any, hint: Any, in_memory: bool) -> Any:
    if hint in (float, int, bool):
        return hint(value)
    if hasattr(hint, "_fields"):
        if in_memory or _is_parameter(hint):
            return record(value)
        fields = ((getattr(value, name), hints(hint)[name]) for name in hint._fields)
        return hint(*(_compiled(inner, of, in_memory) for inner, of in fields))
    element = get_args(hint)[0]
    if hasattr(element, "_fields"):
        return records(value, element)
    return np.array(value, dtype=np.float64)


def bits(value: Any) -> list[tuple[str, Any]]:
    """Every number of a result with its kind, floats as the bytes they are made of."""
    if isinstance(value, (bool, np.bool_)):
        return [("truth", bool(value))]
    if isinstance(value, (int, np.integer)):
        return [("whole", int(value))]
    if isinstance(value, float):
        return [("real", struct.pack("<d", value))]
    if isinstance(value, np.void):
        return bits(value.item())
    return [one for each in value for one in bits(each)]
