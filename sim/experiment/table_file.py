"""A table as a file: CSV, or Parquet, read back as it was written."""

import io
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pandas as pd

from sim.errors import UsageError
from sim.experiment import recorded, tables
from sim.experiment.columns import dtypes
from sim.experiment.frames import empty, typed
from sim.records import Table

CSV: Final = "csv"
PARQUET: Final = "parquet"

FORMS: Final = (CSV, PARQUET)
"""Forms that tables are written in, and how the names of their files end."""


def usable(form: str) -> str:
    """The form, if tables can be written and read in it here.

    Parameters
    ----------
    form : str
        One of `FORMS`.

    Returns
    -------
    str

    Raises
    ------
    UsageError
        When there is no such form, or what it needs is not installed; the message names the remedy.
    """
    if form not in FORMS:
        raise UsageError(f"no form of tables '{form}'; there are: {', '.join(FORMS)}")
    if form == PARQUET and find_spec("pyarrow") is None:
        raise UsageError(
            "tables in Parquet need pyarrow; install the extra 'parquet' "
            "(pip install 'service-profit-chain[parquet]'), or choose 'csv'"
        )
    return form


def file_of(table: Table, form: str = CSV) -> str:
    """Name of a table's file; ``runs`` grows row by row, which CSV alone can do."""
    return f"{table.name}.{CSV if table.name == tables.RUNS.name else form}"


def as_csv(frame: pd.DataFrame) -> str:
    """A table as the text of a CSV file, numbers with the fewest digits that read back the same."""
    return frame.to_csv(index=False, lineterminator="\n")


def as_parquet(frame: pd.DataFrame, table: Table) -> bytes:
    """A table as the bytes of a Parquet file, always the same for the same table.

    Nothing but the declared columns is in it: no index, nothing about pandas; NaN is NaN, not null.
    """
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"str": pa.string(), "int64": pa.int64(), "float64": pa.float64()}
    columns = {
        name: pa.array(frame[name].to_numpy(object if kind == "str" else kind), kinds[kind])
        for name, kind in dtypes(table).items()
    }
    file = io.BytesIO()
    parquet.write_table(pa.table(columns), file)
    return file.getvalue()


def read_table(path: Path, table: Table) -> pd.DataFrame:
    """A table from its file, as it was written; one written only on request may be missing.

    Parameters
    ----------
    path : Path
        The file; how its name ends tells the form.
    table : Table
        Which table.

    Returns
    -------
    DataFrame

    Raises
    ------
    OSError, KeyError, TypeError, ValueError
        When the file is missing or damaged.
    """
    if table in recorded.LOGS and not path.exists():
        return empty(table)
    read = _from_parquet if path.suffix == f".{PARQUET}" else _from_csv
    return typed(read(path, table), table)


def _from_csv(path: Path, table: Table) -> pd.DataFrame:
    words = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    # float() and int() read what repr() wrote to the last bit; the reader's own parser may not
    columns = {
        name: words[name]
        if kind == "str"
        else words[name].replace("", "nan").to_numpy(dtype=object).astype(kind)
        for name, kind in dtypes(table).items()
    }
    return pd.DataFrame(columns)


def _from_parquet(path: Path, table: Table) -> pd.DataFrame:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        found = file.read()
    return pd.DataFrame({name: found[name].to_numpy() for name in dtypes(table)})
