"""The editor's schema and the loader agree on what a scenario file is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sim.scenarios.jsonschema import json_schema
from sim.scenarios.load import load_as
from sim.scenarios.node import plain
from sim.scenarios.text import read_text
from tests.scenarios.bad_inputs import GOOD, TABLE, Bad
from tests.scenarios.shop import Shop
from tests.scenarios.strategies import patient, shops

SCHEMA = json_schema(Shop)
EDITOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema() -> None:
    """The schema obeys the meta-schema of draft 2020-12, and every reference leads somewhere."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]

    def references(part: object) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if "$ref" in part else []
            return own + [ref for value in part.values() for ref in references(value)]
        return [r for item in part for r in references(item)] if isinstance(part, list) else []

    assert references(SCHEMA)
    assert all(ref.removeprefix("#/$defs/") in SCHEMA["$defs"] for ref in references(SCHEMA))


@patient
@given(data=shops())
def test_what_loads_passes(data: dict[str, object]) -> None:
    """Any data that the model accepts is accepted by the editor."""
    EDITOR.validate(data)


@pytest.mark.parametrize(
    "text",
    [
        "extends: firm\n",
        "extends: firm\nchannels: {hotline: {shrinkage: 0.1}, store: null}\n",
        "extends: firm\nchannels: {}\n",
        "extends: firm\noffers: {x: {price: 3}}\n",
        "extends: firm\nsources: {channels.hotline: {mark: measured, source: a list}}\n"
        "channels: {hotline: {staff: 4}}\n",
    ],
)
def test_a_file_that_rests_on_another_passes(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that loads only together with what it extends is no error to the editor."""
    monkeypatch.chdir(tmp_path)
    firm = GOOD + "preference: {hotline: 1}\noffers: {x: {kind: price, price: 1}}\n"
    Path("firm.yaml").write_text(firm, encoding="utf-8")
    Path("question.yaml").write_text(text, encoding="utf-8")
    load_as(Shop, "question.yaml")
    EDITOR.validate(plain(read_text(text, "x")[0]))


KEYS = [bad for bad in TABLE if bad.about in ("unknown key", "mistyped key", "mistyped key below")]
RANGES = [bad for bad in TABLE if "[" in "".join(bad.words) and "allowed" in "".join(bad.words)]


@pytest.mark.parametrize("bad", KEYS + RANGES, ids=lambda bad: bad.about)
def test_what_the_loader_refuses_in_one_value_the_editor_refuses(bad: Bad) -> None:
    """Unknown keys and values out of range are marked while typing."""
    top, _ = read_text(GOOD + bad.text if bad.added else bad.text, "x")
    assert not EDITOR.is_valid(plain(top))


@patient
@given(data=shops(), key=st.sampled_from(["titel", "Title", "x"]))
def test_an_unknown_key_never_passes(data: dict[str, object], key: str) -> None:
    """A key that the model does not have fails at the top and inside each alternative."""
    assert not EDITOR.is_valid({**data, key: 1})
    channel = {"channels": {"hotline": {"staff": 1, key: 1}}}
    assert not EDITOR.is_valid({**data, **channel})
    alternative = {"name": "a", "interventions": [{"kind": "price", "price": 1, key: 1}]}
    assert not EDITOR.is_valid({**data, "alternatives": [alternative]})


def test_a_list_keeps_its_required_keys() -> None:
    """Inside a list nothing merges, so a missing key is marked."""
    assert not EDITOR.is_valid({"alternatives": [{"name": "a"}]})
    assert not EDITOR.is_valid({"alternatives": [{"name": "a", "interventions": [{"price": 1}]}]})


def test_descriptions_carry_units() -> None:
    """An editor shows meaning and unit of each quantity."""
    shrinkage = SCHEMA["$defs"]["Channel"]["properties"]["shrinkage"]
    assert shrinkage["description"].endswith("takes no contacts. [fraction]")
    assert shrinkage["examples"] == [0.2, 0.4]
