"""YAML 1.2 as people mean it: what stays text, what becomes a number, what comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sim.errors import ScenarioError
from sim.scenarios.node import plain
from sim.scenarios.text import read_text, read_value, write_text
from tests.scenarios.strategies import patient

CORE = [
    ("9:30", "9:30"),
    ("on", "on"),
    ("NO", "NO"),
    ("yes", "yes"),
    ("1_000", "1_000"),
    ("2024-01-01", "2024-01-01"),
    ("'3'", "3"),
    ("<<", "<<"),
    ("true", True),
    ("False", False),
    ("~", None),
    ("null", None),
    ("0o17", 15),
    ("0x1F", 31),
    ("017", 17),
    ("-3", -3),
    ("+.5", 0.5),
    ("1e3", 1000.0),
    ("6.", 6.0),
    ("9007199254740992", 2**53),
]


@pytest.mark.parametrize(("text", "value"), CORE, ids=[text for text, _ in CORE])
def test_plain_words_follow_the_core_schema(text: str, value: object) -> None:
    """A bare word is what section 10.3.2 of YAML 1.2.2 says it is, of exactly that type."""
    node, problems = read_value(text, "x")
    assert not problems
    assert (type(node.value), node.value) == (type(value), value)


data = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab 1:#-~", max_size=4), inner)
    ),
    max_leaves=8,
)


@given(values=st.dictionaries(st.sampled_from(["a", "on", "9:30"]), data))
@patient
def test_what_is_written_is_read_back(values: dict[str, object]) -> None:
    """Any plain data survives writing and reading, types and all."""
    node, problems = read_text(write_text(values), "x")
    assert not problems
    assert repr(plain(node)) == repr(values)


@given(values=st.dictionaries(st.sampled_from(["a", "b"]), data))
@patient
def test_the_reader_agrees_with_the_library(values: dict[str, object]) -> None:
    """Two programs read the same data: ours by events, the library by its own constructor."""
    text = write_text(values)
    assert plain(read_text(text, "x")[0]) == YAML(typ="safe", pure=True).load(text)


def test_each_value_knows_its_line() -> None:
    """The line of a value is that of its key, and of a list's item that of the item."""
    top, _ = read_text("a: 1\n\nb:\n  c:\n    3\n  d:\n  - x\n  - y\n", "x")
    assert top.value["a"].place.line == 1
    assert top.value["b"].place.line == 3
    assert top.value["b"].value["c"].place.line == 4
    assert [item.place.line for item in top.value["b"].value["d"].value] == [7, 8]


def test_an_alias_bomb_is_refused_without_growing() -> None:
    """Nested aliases that would stand for 10**30 values are refused, one problem for each alias."""
    bomb = "a0: &a0 [1]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 31)
    )
    _, problems = read_text(bomb, "x")
    assert sum("alias" in problem.what for problem in problems) == 300


def test_depth_is_bounded_before_memory_is() -> None:
    """A hundred thousand open brackets end at the limit of nesting."""
    with pytest.raises(ScenarioError, match="nested deeper"):
        read_text("a: " + "[" * 100_000, "x")
