"""The algebra of layers."""

from hypothesis import given
from hypothesis import strategies as st

from sim.scenarios.merge import overlay
from sim.scenarios.node import Node, Place, from_plain, plain
from tests.scenarios.strategies import patient

HERE = Place("here.yaml", 1)

values = st.integers() | st.text("ab", max_size=3) | st.lists(st.integers(), max_size=2)


def layer(depth: int) -> st.SearchStrategy[dict[str, object]]:
    """Mappings in which keys m* hold mappings and keys v* hold values; lists are values."""
    keys: dict[str, st.SearchStrategy[object]] = {"v1": values, "v2": values}
    if depth:
        keys |= {"m1": layer(depth - 1), "m2": layer(depth - 1)}
    return st.fixed_dictionaries({}, optional=keys)


layers = layer(2).map(lambda data: from_plain(data, HERE))


def over(lower: Node, upper: Node) -> Node:
    """The upper layer over the lower one, without a schema."""
    return overlay(lower, upper, None, (), [])


@patient
@given(a=layers, b=layers, c=layers)
def test_layers_associate(a: Node, b: Node, c: Node) -> None:
    """Without nulls, and with values of one kind by key, it does not matter what merges first."""
    assert plain(over(over(a, b), c)) == plain(over(a, over(b, c)))


@patient
@given(a=layers)
def test_a_layer_over_itself_or_over_nothing_is_itself(a: Node) -> None:
    """Merging is idempotent, and the empty layer is its unit on both sides."""
    empty = from_plain({}, HERE)
    assert plain(over(a, a)) == plain(over(a, empty)) == plain(over(empty, a)) == plain(a)


@patient
@given(a=layers, b=layers)
def test_the_upper_layer_wins(a: Node, b: Node) -> None:
    """Every value of the upper layer is in the result, and every key of either."""
    merged = plain(over(a, b))

    def within(part: object, whole: object) -> bool:
        if isinstance(part, dict):
            return isinstance(whole, dict) and all(within(v, whole.get(k)) for k, v in part.items())
        return part == whole

    assert within(plain(b), merged)
    assert set(merged) == set(plain(a)) | set(plain(b))


@patient
@given(a=layers, b=layers)
def test_merging_changes_no_layer(a: Node, b: Node) -> None:
    """Both layers are as they were."""
    before = plain(a), plain(b)
    over(a, b)
    assert (plain(a), plain(b)) == before
