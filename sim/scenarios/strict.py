"""The vocabulary of the scenario schema: a strict base class, named types, fields with a source."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Final, NamedTuple, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

S = TypeVar("S", bound=BaseModel)
"""A block of a scenario."""


class Strict(BaseModel):
    """A block of a scenario: immutable, no unknown keys, documented under each field.

    The loader validates in strict JSON mode: no text becomes a number and no number a truth value,
    while a list still fills a tuple and a word an enumeration.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        validate_default=True,
    )


@lru_cache(maxsize=64)
def sound(model: type[S], text: str) -> S:
    """A checked block from its JSON, in strict mode.

    Blocks are frozen, so those made last are kept: the business of a month is checked, looked
    through for what does nothing, and resolved, one after another.

    Raises
    ------
    ValidationError
        When it is not sound.
    """
    return model.model_validate_json(text, strict=True)


class Mark(StrEnum):
    """How a value is known; printed beside it wherever it is listed."""

    ASSUMED = "assumed"
    """Chosen for want of evidence; the reason stands in the source."""
    LITERATURE = "literature"
    """Read in the source named."""
    MEASURED = "measured"
    """Measured in the business or the data named."""
    RECALLED = "recalled"
    """Known to the field, source named from memory and not looked up."""


OWN: Final = "the scenario's own"
"""Source of a value that only the scenario itself can know."""

ABOUT_THE_QUESTION: Final = (
    "title",
    "question",
    "description",
    "look_for",
    "case",
    "headline",
    "plausible",
    "currency",
    "experiment",
    "sweep",
)
"""Keys at the top of a scenario that are no part of the business."""

NAME_PATTERN: Final = r"^[a-z][a-z0-9_]*$"
"""A letter, then letters, digits and underscores, all in lower case."""

Name: TypeAlias = Annotated[
    str, StringConstraints(pattern=NAME_PATTERN, min_length=1, max_length=64)
]
"""A name in lower_snake form: a letter, then letters, digits and underscores."""

Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Words for people; not empty."""

Fraction: TypeAlias = Annotated[float, Field(ge=0.0, le=1.0)]
"""A share, level or probability between 0 and 1; 30 % is written 0.30."""

OpenFraction: TypeAlias = Annotated[float, Field(gt=0.0, lt=1.0)]
"""A share strictly between 0 and 1."""

Positive: TypeAlias = Annotated[float, Field(gt=0.0)]
"""A number above 0."""

NonNegative: TypeAlias = Annotated[float, Field(ge=0.0)]
"""A number of at least 0."""

PositiveInt: TypeAlias = Annotated[int, Field(ge=1)]
"""A whole number of at least 1."""

NonNegativeInt: TypeAlias = Annotated[int, Field(ge=0)]
"""A whole number of at least 0."""

Hour: TypeAlias = Annotated[float, Field(ge=0.0, le=24.0)]
"""An hour of the day from 0 to 24; half past nine is 9.5."""


def quantity(
    default: Any,
    *,
    unit: str,
    mark: Mark | str,
    source: str,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    worth: Sequence[float] | None = None,
    structural: bool = False,
) -> Any:
    """A field that knows its unit and where its default comes from; its docstring is its meaning.

    Parameters
    ----------
    default : value of the field, ``...`` when the scenario must give it
    unit : unit of the value without brackets, for example ``minute`` or ``fraction``
    mark : how the default is known, see `Mark`
    source : author, year and table, or the reason for an assumption
    ge, gt, le, lt : bounds beyond those of the type [unit]
    worth : lowest and highest value worth testing in a sensitivity study [unit]
    structural : whether the value shapes the world at birth, so that no intervention can move it

    Returns
    -------
    A pydantic field.

    Raises
    ------
    ValueError
        When the mark is unknown or ``worth`` is not (low, high); name one of `Mark` or order them.

    Examples
    --------
    ::

        class Channel(Strict):
            shrinkage: Fraction = quantity(
                0.30, unit="fraction", mark="recalled", source="Cleveland (2012)", worth=(0.2, 0.4)
            )
            '''Paid time in which an employee takes no contacts.'''
    """
    extra: dict[str, Any] = {"unit": unit, "mark": Mark(mark).value, "source": source}
    if structural:
        extra["structural"] = True
    if worth is not None:
        low, high = worth
        if not low <= high:
            raise ValueError(f"worth must be (low, high), got {tuple(worth)}")
        extra["worth_testing"] = [low, high]
    return Field(default, json_schema_extra=extra, ge=ge, gt=gt, le=le, lt=lt)


class Fault(NamedTuple):
    """One breach of a rule between fields, found by a validator of the block that owns them."""

    key: str
    """Dotted path below that block; empty for the block itself."""
    what: str
    """What is wrong, and what was found."""
    remedy: str = ""
    """What would be right."""


def refuse(faults: Sequence[Fault]) -> None:
    """Report every breach a validator found at once; nothing happens when there is none.

    A validator may also raise ``ValueError("what; remedy")`` for a breach of the block.

    Parameters
    ----------
    faults : what was found

    Raises
    ------
    PydanticCustomError
        When there is a fault; the loader turns each into a problem with its own line.
    """
    if faults:
        text = ", ".join(f"{fault.key}: {fault.what}".lstrip(": ") for fault in faults)
        context = {"text": text, "faults": [tuple(fault) for fault in faults]}
        raise PydanticCustomError("faults", "{text}", context)


def twice(key: str, names: Sequence[str]) -> list[Fault]:
    """Faults for the names of a list that stand in it before; what is named twice acts twice."""
    return [
        Fault(f"{key}.{position}", f"'{name}' is named twice", "name each once")
        for position, name in enumerate(names)
        if name in names[:position]
    ]
