"""The schema's vocabulary keeps its promises."""

import pytest
from pydantic import TypeAdapter, ValidationError

from sim.scenarios import strict
from sim.scenarios.strict import Fault, Mark, Strict, quantity, refuse
from tests.scenarios.shop import Channel

TYPES = [
    (strict.Fraction, [0.0, 0.5, 1.0], [-1e-9, 1.0 + 1e-9]),
    (strict.OpenFraction, [1e-9, 0.5], [0.0, 1.0]),
    (strict.Positive, [5e-324, 1e300], [0.0, -1.0]),
    (strict.NonNegative, [0.0, 1e300], [-5e-324]),
    (strict.PositiveInt, [1, 10**9], [0, -1, 1.5]),
    (strict.NonNegativeInt, [0, 10**9], [-1, 0.5]),
    (strict.Hour, [0.0, 9.5, 24.0], [-0.1, 24.1]),
    (strict.Name, ["a", "a1_b", "a" * 64], ["", "A", "1a", "_a", "a b", "a-b", "a.b", "a" * 65]),
    (strict.Text, ["x"], [""]),
]


@pytest.mark.parametrize(("kind", "good", "bad"), TYPES)
def test_a_named_type_ends_where_it_says(kind: object, good: list, bad: list) -> None:
    """Each type takes its bounds or stops just short of them, as its line says."""
    adapter = TypeAdapter(kind)
    for value in good:
        assert adapter.validate_python(value, strict=True) == value
    for value in bad:
        with pytest.raises(ValidationError):
            adapter.validate_python(value, strict=True)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_no_block_holds_what_is_not_finite(value: float) -> None:
    """A block refuses NaN and infinities, also when it is made in Python."""
    with pytest.raises(ValidationError, match="finite"):
        Channel(staff=1, patience_minutes=value)


def test_a_block_cannot_change() -> None:
    """A block is immutable once it is made."""
    channel = Channel(staff=1)
    with pytest.raises(ValidationError, match="frozen"):
        channel.staff = 2


def test_a_default_obeys_its_own_bounds() -> None:
    """A default outside the range of its field is found when the block is made."""

    class Wrong(Strict):
        share: strict.Fraction = quantity(30, unit="fraction", mark="assumed", source="a slip")
        """A share in per cent by mistake."""

    with pytest.raises(ValidationError, match="less than or equal to 1"):
        Wrong()


def test_a_quantity_has_a_known_mark_and_an_ordered_range() -> None:
    """A mark that does not exist and a range upside down are refused where they are written."""
    with pytest.raises(ValueError, match="guessed"):
        quantity(1, unit="-", mark="guessed", source="x")
    with pytest.raises(ValueError, match="worth must be"):
        quantity(1, unit="-", mark=Mark.ASSUMED, source="x", worth=(2, 1))


def test_refusing_nothing_is_no_error() -> None:
    """A validator that found nothing wrong passes; one that did says all of it."""
    refuse([])
    with pytest.raises(ValueError, match=r"a: is one, b: is two"):
        refuse([Fault("a", "is one"), Fault("b", "is two", "make it one")])
