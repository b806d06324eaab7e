"""The rows of a table, one at a time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def each(frame: "pd.DataFrame") -> Iterator[Any]:
    """Rows with their columns as attributes; what type a column has, the table declares."""
    yield from frame.itertuples(index=False)
