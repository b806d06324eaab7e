"""A NamedTuple of arrays for compiled code as one address, read by the names of its fields.

Handed over as it is, a tuple of fifty arrays is some three hundred numbers at every call. A view
is one: that of a table with the address and the shape of each array.
"""

from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any, get_type_hints

import numpy as np
from numba import from_dtype, types
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import NativeValue, models, register_model, typeof_impl, unbox
from numba.np.arrayobj import make_array, populate_array
from numpy.typing import NDArray

Field = tuple[str, int, Any]
"""Name, place in the table, and type of the array, or fields of a NamedTuple within."""


class Key:
    """Fields of a view as the key of its type, hashed once: numba asks for it at every call."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.fields = fields
        self._hash = hash(fields)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self.fields == other.fields

    def __reduce__(self) -> tuple[type["Key"], tuple[tuple[Field, ...]]]:
        return Key, (self.fields,)  # another process hashes otherwise


class ViewType(types.Type):  # type: ignore[misc]  # numba has no types
    """Type of a view: the fields it has, each at a place known when code is compiled."""

    key = Key(())

    def __init__(self, fields: tuple[Field, ...]) -> None:
        super().__init__(name="View")
        self.key = Key(fields)
        self.fields = {name: (place, kind) for name, place, kind in fields}

    @property
    def mangling_args(self) -> tuple[str, tuple[Any, ...]]:
        """Short, as for numba's own records: a name in machine code for every function."""
        return type(self).__name__, (self._code,)


class View:
    """Arrays by name, for compiled code; they must outlive it and stay where they are.

    Parameters
    ----------
    arrays : NamedTuple
        Of arrays, contiguous in memory, and of NamedTuples of these.
    """

    def __init__(self, arrays: Any) -> None:
        self.arrays = arrays
        flat = tuple(_flat(arrays))
        for one in flat:
            if not one.flags.c_contiguous:
                raise ValueError(f"an array of {one.dtype} is not contiguous; copy it")
        self.table = np.array([n for one in flat for n in (one.ctypes.data, *one.shape)], np.int64)
        self.address: int = self.table.ctypes.data
        of: Any = type(arrays)
        self.kind = _type(of, tuple((one.dtype, one.ndim) for one in flat))


def _flat(arrays: Any) -> Iterator[NDArray[Any]]:
    """All arrays, those of NamedTuples within too."""
    for value in arrays:
        if isinstance(value, tuple):
            yield from _flat(value)
        else:
            yield value


@cache
def _type(arrays: Hashable, kinds: tuple[tuple[np.dtype[Any], int], ...]) -> ViewType:
    """Type of a view of a NamedTuple whose arrays have these types and numbers of dimensions."""
    left = list(kinds)
    place = 0

    def fields(of: Any) -> tuple[Field, ...]:
        nonlocal place
        found: list[Field] = []
        for name, hint in get_type_hints(of).items():
            if hasattr(hint, "_fields"):
                found.append((name, 0, fields(hint)))
                continue
            dtype, ndim = left.pop(0)
            found.append((name, place, types.Array(from_dtype(dtype), ndim, "C")))
            place += 1 + ndim
        return tuple(found)

    return ViewType(fields(arrays))


register_model(ViewType)(models.OpaqueModel)


@unbox(ViewType)  # type: ignore[untyped-decorator]  # numba has no types
def _unbox(kind: ViewType, value: Any, c: Any) -> NativeValue:
    address = c.pyapi.object_getattr_string(value, "address")
    pointer = c.pyapi.long_as_voidptr(address)
    c.pyapi.decref(address)
    return NativeValue(pointer, is_error=c.pyapi.c_api_error())


@typeof_impl.register(View)  # type: ignore[untyped-decorator]  # numba has no types
def _typeof(value: View, context: Any) -> ViewType:
    return value.kind


@infer_getattr
class _Fields(AttributeTemplate):  # type: ignore[misc]  # numba has no types
    """Types of what is read from a view."""

    key = ViewType

    def generic_resolve(self, view: ViewType, name: str) -> Any:
        if name not in view.fields:
            return None
        _, kind = view.fields[name]
        return ViewType(kind) if isinstance(kind, tuple) else kind


@lower_getattr_generic(ViewType)  # type: ignore[untyped-decorator]  # numba has no types
def _read(context: Any, builder: Any, view: ViewType, address: Any, name: str) -> Any:
    """The array of that name, which belongs to whoever made the view; or the view within."""
    place, kind = view.fields[name]
    if isinstance(kind, tuple):
        return address
    word = context.get_value_type(types.int64)
    table = builder.bitcast(address, word.as_pointer())

    def number(at: int) -> Any:
        return builder.load(builder.gep(table, [context.get_constant(types.int64, at)]))

    shape = [number(place + 1 + axis) for axis in range(kind.ndim)]
    n_bytes = context.get_abi_sizeof(context.get_data_type(kind.dtype))
    size = context.get_constant(types.int64, n_bytes)
    strides = [size]
    for length in shape[:0:-1]:
        strides.insert(0, builder.mul(strides[0], length))
    array = make_array(kind)(context, builder)
    populate_array(
        array,
        data=builder.inttoptr(number(place), array.data.type),
        shape=shape,
        strides=strides,
        itemsize=size,
        meminfo=None,
    )
    return array._getvalue()
