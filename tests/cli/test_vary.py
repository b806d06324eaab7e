"""What ``--vary`` says: every way of writing it is understood, and every other refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cli.sweeps import varied
from sim.errors import UsageError

paths = st.from_regex(r"[a-z_]{1,8}(\.[a-z_0-9]{1,8}){0,3}", fullmatch=True)
numbers = st.floats(allow_nan=False, allow_infinity=False)
words = st.from_regex(r"[a-z][a-z_ ]{0,8}[a-z]", fullmatch=True).filter(
    lambda word: word not in ("true", "false", "null")
)
values = st.one_of(numbers, st.integers(-(10**9), 10**9), st.booleans(), words)


def written(value: Any) -> str:
    """A value as a user writes it."""
    return value if isinstance(value, str) else json.dumps(value)


@given(paths, numbers, numbers)
def test_a_range_comes_back(path: str, low: float, high: float) -> None:
    """Two numbers with two dots between them are the ends of a range, to the last bit."""
    assert varied([f"{path}={low!r}..{high!r}"]) == {path: {"low": low, "high": high}}


@given(paths, numbers, numbers, st.integers(2, 10**6))
def test_levels_come_back(path: str, low: float, high: float, levels: int) -> None:
    """A colon leads to the number of levels."""
    wanted = {"low": low, "high": high, "levels": levels}
    assert varied([f"{path}={low!r}..{high!r}:{levels}"]) == {path: wanted}


@given(paths, st.lists(values, min_size=1, max_size=6), st.sampled_from((",", ", ", " , ")))
def test_values_come_back(path: str, given: list[Any], comma: str) -> None:
    """Numbers, truth values and words, each of its own type, spaces or none about the commas."""
    found = varied([f"{path} = {comma.join(map(written, given))}"])
    assert found == {path: given}
    assert [type(value) for value in found[path]] == [type(value) for value in given]


@given(st.lists(paths, unique=True, max_size=5))
def test_paths_alone_come_back_in_their_order(given: list[str]) -> None:
    """What is worth testing is left to the schema; nothing given is not the same as no list."""
    assert list((varied(given) or {}).items()) == [(path, None) for path in given]
    assert varied(None) is None


@given(paths, st.sampled_from(("", "=1", "=0..1")), st.sampled_from(("", "=2", "=0..1:3")))
def test_a_value_is_varied_once(path: str, first: str, second: str) -> None:
    """Two ways of varying one value are one too many."""
    with pytest.raises(UsageError, match="given twice; write it once"):
        varied([path + first, path + second])


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "=1..2",
        "=",
        "a=",
        "a=,",
        "a=1,,2",
        "a=1,",
        "a=..",
        "a=1..",
        "a=..2",
        "a=low..high",
        "a=1...2",
        "a=1..2..3",
        "a=1..2:",
        "a=1..2:3.5",
        "a=1..2:many",
        "a=1..2:3:4",
        "a=1..2,3",
        "a=nan..1",
        "a=0..inf",
        "a=-inf..0",
        "a=0..1e999",
        "a=NaN",
        "a=1,Infinity",
        "a=-Infinity",
        "a=1e999",
    ],
)
def test_what_cannot_be_read_is_refused_with_the_four_forms(wrong: str) -> None:
    """Whatever is written otherwise, or is no number that a model can have."""
    with pytest.raises(UsageError, match=r"cannot be read; write PATH=LOW..HIGH, .* or PATH$"):
        varied([wrong])
