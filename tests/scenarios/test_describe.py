"""The description of a schema is complete and is found by any way of writing a path."""

import re

import pytest
from hypothesis import given

from sim.errors import UsageError
from sim.scenarios.describe import card, describe
from sim.scenarios.load import load_as
from sim.scenarios.merge import complete
from sim.scenarios.node import Place, from_plain, plain
from sim.scenarios.shape import Block
from tests.scenarios.shop import Shop
from tests.scenarios.strategies import leaves, patient, shops


@patient
@given(data=shops())
def test_every_value_a_scenario_can_hold_is_described(data: dict[str, object]) -> None:
    """Each leaf of any scenario, with its names and positions, is a path that describe knows."""
    tree = complete(from_plain(data, Place("x", 1)), Block(Shop))
    for path in leaves(plain(tree)):
        assert describe(Shop, path)[0].meaning


def test_each_path_is_listed_once_and_finds_itself() -> None:
    """Listed paths are distinct, and asking for one gives that one first."""
    paths = [entry.path for entry in describe(Shop)]
    assert len(paths) == len(set(paths))
    for path in paths:
        assert describe(Shop, path)[0].path == path


def test_a_path_gives_what_lies_below_it() -> None:
    """Asking for a block gives the block and its keys, whatever name it is asked under."""
    below = [entry.path for entry in describe(Shop, "channels.any_name.hours")]
    assert below == [
        "channels.<name>.hours",
        "channels.<name>.hours.open",
        "channels.<name>.hours.close",
    ]


def test_a_quantity_says_all_it_knows() -> None:
    """Unit, range, default, mark, source, range worth testing and meaning are those declared."""
    [entry] = describe(Shop, "channels.hotline.shrinkage")
    assert entry == (
        "channels.<name>.shrinkage",
        "number",
        "fraction",
        "0 to 1",
        "0.3",
        "recalled",
        "Cleveland (2012)",
        "0.2 to 0.4",
        "Paid time in which an employee takes no contacts.",
    )
    assert all(word in card(entry) for word in (*entry[:1], "[fraction]", *entry[3:]))


def test_the_default_is_that_of_the_owner(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A default block that differs from its class is described as it is used."""
    path = tmp_path_factory.mktemp("q") / "q.yaml"
    path.write_text("channels: {hotline: {staff: 1}, store: {staff: 1}}\n", encoding="utf-8")
    used = load_as(Shop, path).scenario.channels["hotline"].hours.open
    [entry] = describe(Shop, "channels.hotline.hours.open")
    assert float(entry.default) == used != Shop.model_fields["title"].default


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("chanels", "channels"),
        ("channels.hotline.shrinkag", "channels.hotline.shrinkage"),
        ("channels.hotline.huors.open", "channels.hotline.hours.open"),
        ("alternatives.0.interventions.0.pric", "alternatives.0.interventions.0.price"),
        ("shrinkage", "channels.<name>.shrinkage"),
        ("channels.hotline.staff.more", "spc describe"),
        ("zzz", "spc describe"),
    ],
)
def test_a_mistyped_path_is_answered_with_the_nearest(path: str, meant: str) -> None:
    """The first wrong part of a path is put right, the rest kept as written."""
    with pytest.raises(UsageError, match=re.escape(meant)):
        describe(Shop, path)
