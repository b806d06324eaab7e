"""Laws of tables as files: what is read is what was written, in every form, to the last bit."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

import sim
from sim.errors import UsageError
from sim.experiment import tables
from sim.experiment.answer import Answer
from sim.experiment.columns import dtypes
from sim.experiment.folder import INTERRUPTED, MANIFEST
from sim.experiment.frames import typed
from sim.experiment.run import answer
from sim.experiment.store import load_results
from sim.experiment.table_file import FORMS, as_csv, as_parquet, read_table
from sim.experiment.wishes import Wishes, command_of, settings_of
from sim.records import Table
from tests.experiment import fake

CELLS = {
    "str": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")),
    "int64": st.integers(-(2**53), 2**53),
    "float64": st.floats(width=64).map(lambda x: float("nan") if x != x else x),
}
"""What may stand in a column: any words, any number, NaN, infinity, minus nothing."""


@st.composite
def frames(draw: st.DrawFn) -> tuple[Table, pd.DataFrame]:
    """A table of the answer with anything in it."""
    table = draw(st.sampled_from(tables.TABLES))
    n = draw(st.integers(0, 4))
    columns = {
        name: draw(st.lists(CELLS[kind], min_size=n, max_size=n))
        for name, kind in dtypes(table).items()
    }
    return table, typed(pd.DataFrame(columns).astype(dtypes(table)), table)


def write(folder: Path, table: Table, frame: pd.DataFrame, form: str) -> Path:
    """The file of a table."""
    path = folder / f"{table.name}.{form}"
    content = as_csv(frame).encode() if form == "csv" else as_parquet(frame, table)
    path.write_bytes(content)
    return path


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two tables have the same columns, types, words and bits."""
    return dict(one.dtypes) == dict(other.dtypes) and all(
        list(one[name]) == list(other[name])
        if one[name].dtype == "str"
        else one[name].to_numpy().tobytes() == other[name].to_numpy().tobytes()
        for name in one.columns
    )


@pytest.mark.parametrize("form", FORMS)
@given(made=frames())
def test_what_is_read_is_what_was_written(tmp_path_factory, form, made):
    """Types, words and the bits of every number, NaN and minus nothing among them, in any form."""
    table, frame = made
    path = write(tmp_path_factory.mktemp("form"), table, frame, form)
    assert same(read_table(path, table), frame)


@given(made=frames())
def test_the_same_table_is_the_same_bytes(tmp_path_factory, made):
    """A Parquet file depends on the table alone, and holds nothing beside its columns."""
    table, frame = made
    path = write(tmp_path_factory.mktemp("form"), table, frame, "parquet")
    assert as_parquet(read_table(path, table), table) == path.read_bytes()
    schema = parquet.read_schema(path)
    assert schema.names == list(dtypes(table))
    assert schema.metadata is None


def ask(out: Path, form: str, simulate=fake.simulate, **given) -> Answer:
    """The stand-in's answer, with its logs."""
    question = fake.FakeQuestion()
    settings = settings_of(question.scenario, Wishes(log=("contacts", "events")))
    given = {"tables": form, "settings": settings, "out": out, **given}
    return answer(question, fake.PLANS, simulate, **given)


def names(folder: Path) -> set[str]:
    """Files in a folder."""
    return {path.name for path in folder.iterdir()}


def expected(form: str) -> set[str]:
    """Files of an answer with all its logs."""
    others = {f"{table.name}.{form}" for table in tables.TABLES if table is not tables.RUNS}
    return {"manifest.json", "resolved.yaml", "runs.csv", *others}


@pytest.mark.parametrize("simulate", [fake.simulate, fake.fails_once, fake.always_fails])
def test_an_answer_is_the_same_in_every_form(tmp_path, simulate):
    """Both forms are read back as the answer that was written; the manifest says which it is."""
    found = {form: ask(tmp_path / form, form, simulate) for form in FORMS}
    for form, written in found.items():
        read = load_results(written.folder)
        assert names(written.folder) == expected(form)
        assert read.manifest["tables"] == form
        for table in tables.TABLES:
            assert same(getattr(read, table.name), getattr(written, table.name)), table.name
    assert {folder.folder.name for folder in found.values()} == {found["csv"].folder.name}


def test_runs_grow_in_csv_whatever_the_form(tmp_path):
    """What has finished is on disk before the end, readable by anything."""
    with pytest.raises(KeyboardInterrupt):
        ask(tmp_path, "parquet", fake.stopped_by_hand)
    (folder,) = tmp_path.iterdir()
    assert json.loads((folder / MANIFEST).read_text())["status"] == INTERRUPTED
    assert (folder / "runs.csv").read_text().count("\n") == 7


@pytest.mark.parametrize(("before", "after"), [FORMS, FORMS[::-1]])
def test_another_form_replaces_the_one_before(tmp_path, before, after):
    """With force no table of the other form is left that might be taken for the answer."""
    ask(tmp_path, before)
    with pytest.raises(UsageError, match="--force"):
        ask(tmp_path, after)
    folder = ask(tmp_path, after, force=True).folder
    assert names(folder) == expected(after)


def test_a_damaged_parquet_file_is_told(tmp_path):
    """Half a file is no table: the message says what to do."""
    folder = ask(tmp_path, "parquet").folder
    path = folder / "ledger.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UsageError, match=r"damaged.*--force"):
        load_results(folder)


def test_what_is_not_installed_is_told_before_anything_runs(tmp_path, monkeypatch):
    """Without pyarrow the message names the pip command; nothing is run, written or read."""
    folder = ask(tmp_path / "there", "parquet").folder
    monkeypatch.setattr("sim.experiment.table_file.find_spec", lambda _: None)
    remedy = r"pip install 'service-profit-chain\[parquet\]'"
    with pytest.raises(UsageError, match=remedy):
        sim.run("no question is read before that", tables="parquet")
    with pytest.raises(UsageError, match=remedy):
        ask(tmp_path / "new", "parquet", fake.always_fails)
    assert not (tmp_path / "new").exists()
    with pytest.raises(UsageError, match=remedy):
        load_results(folder)


def test_an_unknown_form_is_told():
    """The message names the forms that there are."""
    with pytest.raises(UsageError, match="no form of tables 'excel'; there are: csv, parquet"):
        sim.run("retention_gain", tables="excel")


def test_the_command_repeats_the_form():
    """The command line in the manifest asks for Parquet again."""
    words = command_of("q", (), None, Wishes(tables="parquet"))
    assert words == "spc run q --tables parquet"


def test_bits_are_compared():
    """The comparison of this file sees a sign of nothing and a change of type."""
    zero = pd.DataFrame({"x": [0.0]})
    assert same(zero, zero.copy())
    assert not same(zero, pd.DataFrame({"x": [-0.0]}))
    assert not same(zero, pd.DataFrame({"x": np.array([0])}))
