"""Two questions side by side."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import UsageError
from sim.experiment import compare as comparing
from sim.experiment.columns import dtypes
from sim.experiment.compare import BASES, EFFECTS, INDEPENDENT, INPUTS, PAIRED, beside
from sim.metrics import CATALOGUE

SETS = ("time.warm_up_months=0", "time.horizon_months=12")
ASKED = {"sets": SETS, "replications": 3, "alternatives": ["assumed"]}


@pytest.fixture(scope="module")
def answer():
    """A question."""
    return sim.run("retention_gain", **ASKED)


@pytest.fixture(scope="module")
def dearer():
    """The same business with other prices."""
    asked = ASKED | {"sets": (*SETS, "firm.price_index=1.1")}
    return sim.run("retention_gain", **asked)


def test_a_question_beside_itself_differs_nowhere(answer):
    """Every difference of the bases is exactly 0 and no value differs."""
    made = beside(answer, answer)
    assert made.inputs.empty
    assert set(made.bases["verdict"]) <= {"unchanged", "not measured"}
    assert list(made.effects["side"]) == ["one", "other"]


def test_turned_round_every_difference_changes_its_sign(answer, dearer):
    """And the interval is that of an alternative: the same people with the same luck."""
    there, back = beside(answer, dearer).bases, beside(dearer, answer).bases
    np.testing.assert_array_equal(there["difference"], -back["difference"])
    np.testing.assert_array_equal(there["low"], -back["high"])
    assert set(there["how"]) == {PAIRED}
    assert float(there.set_index("kpi").loc["revenue", "variance_ratio"]) > 1.0


def test_the_base_of_another_file_is_compared_as_an_alternative_is(answer, dearer):
    """The change of one value in a file is that of an alternative that sets it from the start."""
    chosen = "[{name: dear, title: D, interventions: [{kind: price, factor: 1.1}]}]"
    asked = ASKED | {"sets": (*SETS, f"alternatives={chosen}"), "alternatives": None}
    expected = sim.run("retention_gain", **asked).differences.set_index("kpi")
    found = beside(answer, dearer).bases.set_index("kpi")
    for kpi in ("revenue", "profit", "customer_satisfaction"):
        columns = ["difference", "low", "high"]
        np.testing.assert_allclose(found.loc[kpi, columns], expected.loc[kpi, columns], rtol=1e-9)


def test_the_values_that_differ_are_named(answer, dearer):
    """One value was changed; nothing else is listed."""
    (row,) = beside(answer, dearer).inputs.itertuples()
    assert (row.path, row.one, row.other) == ("firm.price_index", "1.0", "1.1")


def test_other_seeds_are_compared_as_independent(answer):
    """Without shared random numbers the interval is Welch's, and says so."""
    other = sim.run("retention_gain", **ASKED, seed=5)
    bases = beside(answer, other).bases
    assert set(bases["how"]) == {INDEPENDENT}
    assert bases["variance_ratio"].isna().all()


def test_amounts_of_other_currencies_are_not_compared(answer):
    """What is no amount still is."""
    asked = ASKED | {"sets": (*SETS, "currency=USD")}
    bases = beside(answer, sim.run("retention_gain", **asked)).bases
    is_amount = bases["unit"].str.contains("currency")
    assert bases.loc[is_amount, "difference"].isna().all()
    assert set(bases.loc[is_amount, "verdict"]) == {"not measured"}
    assert (bases.loc[~is_amount, "verdict"] != "not measured").any()


def test_tables_are_as_declared(answer, dearer):
    """Columns, their order and their types."""
    made = beside(answer, dearer)
    for table, frame in ((BASES, made.bases), (EFFECTS, made.effects), (INPUTS, made.inputs)):
        kinds = {n: pd.Series([], dtype=kind).dtype for n, kind in dtypes(table).items()}
        assert dict(frame.dtypes) == kinds
    assert list(made.bases["kpi"]) == list(CATALOGUE)


def test_questions_are_run_alike_and_answers_taken_from_their_folder(tmp_path, monkeypatch):
    """The same seed and number of replications; a second time nothing is run."""
    file = tmp_path / "short.yaml"
    file.write_text("extends: firms/textbook\ntime: {warm_up_months: 0, horizon_months: 2}\n")
    twin = tmp_path / "twin.yaml"
    twin.write_text(file.read_text() + "experiment: {seed: 9, minimum_replications: 3}\n")
    first = sim.compare(file, twin, out=tmp_path / "out", replications=3)
    assert [one.manifest["seed"] for one in (first.one, first.other)] == [1, 1]
    assert [one.manifest["replications"] for one in (first.one, first.other)] == [3, 3]
    monkeypatch.setattr("sim.engine.simulate", None)
    again = sim.compare(file, twin, out=tmp_path / "out", replications=3)
    pd.testing.assert_frame_equal(again.bases, first.bases, check_exact=True)
    folders = [one.folder for one in (first.one, first.other)]
    read = sim.compare(*folders)
    pd.testing.assert_frame_equal(read.bases, first.bases, check_exact=True)


def test_a_sweep_is_not_compared(tmp_path, monkeypatch):
    """The message says what may be."""
    (tmp_path / "manifest.json").write_text('{"kind": "sweep"}')
    monkeypatch.setattr(comparing, "load_results", lambda folder: object())
    with pytest.raises(UsageError, match="name a question or an answer"):
        sim.compare(tmp_path, tmp_path)
