"""When each intervention is in force, and what the base looks like from then on."""

import json
import pickle
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from sim.errors import Problem
from sim.scenarios.nearest import did_you_mean
from sim.scenarios.node import DEFAULT, from_plain
from sim.scenarios.problems import explain
from sim.scenarios.schema.interventions import Alternative, Change, Intervention
from sim.scenarios.shape import Block, Field, Shape, Table, step
from sim.scenarios.strict import ABOUT_THE_QUESTION, Fault, sound

Plain = dict[str, Any]
"""A base business as plain data."""

NOT_THE_BUSINESS = ("alternatives", "time", *ABOUT_THE_QUESTION)
"""Keys of a scenario that are no part of the business."""


NAMED = {"channels": "channel", "teams": "team"}
"""Tables of names, and what one of their entries is called."""

LISTS = {
    ".hours.days": "use kind: channel, with days",
    ".arrival_profile": "use kind: peak_management",
    "firm.programme.milestones": "use kind: loyalty_programme, with milestones",
}
"""Ends of the paths of lists that an intervention of a kind of its own changes."""


class Moment(NamedTuple):
    """The business as it is from one month on."""

    month: int
    """Month after the warm-up."""
    business: Plain


def intensity(intervention: Intervention, month: int) -> float:
    """How much of an intervention is in force in a month.

    Parameters
    ----------
    intervention : Intervention
        Gives start, end and ramp.
    month : int
        Month after the warm-up [month].

    Returns
    -------
    float
        0 before start and after end, 1 at full size [fraction].
    """
    if month < intervention.start_month:
        return 0.0
    if intervention.end_month is not None and month >= intervention.end_month:
        return 0.0
    if intervention.ramp_months <= 1:
        return 1.0
    return min(1.0, (month - intervention.start_month + 1) / intervention.ramp_months)


def months_of_change(alternative: Alternative, horizon: int) -> tuple[int, ...]:
    """Months in which something changes, in order."""
    months: set[int] = set()
    for intervention in alternative.interventions:
        first = intervention.start_month
        months.update(range(first, first + max(intervention.ramp_months, 1)))
        end = horizon if intervention.end_month is None else intervention.end_month
        months.update(first + phase for phase in intervention.phases() if first + phase < end)
        months.add(end)
    return tuple(sorted(month for month in months if month < horizon))


def moments(base: Plain, alternative: Alternative, horizon: int) -> Iterator[Moment]:
    """The business at every month in which an alternative changes it.

    Interventions apply in the order in which they are listed, each to what the ones before left.

    Parameters
    ----------
    base : dict
        The base business as plain data; not changed.
    alternative : Alternative
        What changes.
    horizon : int
        Months measured [month].

    Yields
    ------
    Moment
    """
    for month in months_of_change(alternative, horizon):
        yield Moment(month, business_in(base, alternative, month))


def business_in(base: Plain, alternative: Alternative, month: int) -> Plain:
    """The business as an alternative makes it in one month.

    Parameters
    ----------
    base : dict
        The base business as plain data; not changed.
    alternative : Alternative
        What changes.
    month : int
        Month after the warm-up [month].

    Returns
    -------
    dict
    """
    business: Plain = pickle.loads(pickle.dumps(base))  # the quickest copy of plain data
    for intervention in alternative.interventions:
        size = intensity(intervention, month)
        if size > 0.0:
            for change in intervention.changes(month - intervention.start_month):
                apply(business, change, size)
    return business


def apply(business: Plain, change: Change, size: float) -> None:
    """Make one change to a business, at a part of its full size; whole numbers stay whole.

    What is set in full is taken as written, so that half a person is refused and not rounded; an
    entry put into a table has no half size.

    Raises
    ------
    KeyError
        When the path does not exist.
    TypeError
        When the value there cannot be scaled or added to.
    """
    *blocks, last = change.path.split(".")
    block = business
    for key in blocks:
        block = block[key]
    if change.operation == "put":
        block[last] = json.loads(json.dumps(change.value))
        return
    before = block[last]
    numeric = _is_number(before)
    if change.operation == "set":
        after = change.value
        if numeric and isinstance(after, int | float) and size < 1.0:
            after = before + (after - before) * size
    elif not numeric:
        raise TypeError(change.path)
    elif change.operation == "scale":
        after = before * (1.0 + (change.value - 1.0) * size)
    else:
        after = before + change.value * size
    in_full = change.operation == "set" and size >= 1.0
    if isinstance(before, int) and numeric and isinstance(after, float) and not in_full:
        after = round(after)
    block[last] = after


def has_half_size(business: Plain, change: Change) -> bool:
    """Whether a change can be made in part to a business: both what is there and what comes count.

    See `apply`.
    """
    return (
        change.operation != "put"
        and _is_number(_value_at(business, change.path))
        and _is_number(change.value)
    )


def faults(
    base: Plain,
    alternatives: Sequence[Alternative],
    horizon: int,
    model: type[BaseModel],
    *,
    is_sound: bool,
) -> list[Fault]:
    """What is wrong with the interventions of a scenario.

    Parameters
    ----------
    base : dict
        The base business as plain data.
    alternatives : sequence of Alternative
        What changes.
    horizon : int
        Months measured [month].
    model : type
        Class of the scenario, to check what the changes lead to.
    is_sound : bool
        Whether the base itself is without fault; what changes lead to is told only then.

    Returns
    -------
    list of Fault
    """
    found: list[Fault] = []
    for i, alternative in enumerate(alternatives):
        bad = not is_sound
        for j, intervention in enumerate(alternative.interventions):
            here = f"alternatives.{i}.interventions.{j}"
            for fault in _alone(base, intervention, horizon, model):
                found.append(fault._replace(key=f"{here}.{fault.key}".rstrip(".")))
                bad = True
        if not bad:
            found += _together(base, alternative, f"alternatives.{i}", horizon, model)
    return found


def _alone(
    base: Plain, intervention: Intervention, horizon: int, model: type[BaseModel]
) -> Iterator[Fault]:
    """What is wrong with an intervention whatever the others do."""
    for name in ("start_month", "end_month"):
        month = getattr(intervention, name)
        beyond = month is not None and (
            month >= horizon if name == "start_month" else month > horizon
        )
        if beyond:
            what = f"month {month} is beyond the horizon of {horizon} months"
            yield Fault(name, what, f"at most {horizon - 1 if name == 'start_month' else horizon}")
    fields = type(intervention).model_fields
    for change in all_changes(intervention):
        fault = _path_fault(base, change, model, is_by_path="path" in fields)
        if fault is not None:
            yield fault._replace(key=_where(fields, change))


def all_changes(intervention: Intervention) -> list[Change]:
    """Changes that an intervention makes in all its phases, each once."""
    found: list[Change] = []
    for phase in (0, *intervention.phases()):
        found += [change for change in intervention.changes(phase) if change not in found]
    return found


def _where(fields: Collection[str], change: Change) -> str:
    """Field that a wrong path came from."""
    table = change.path.partition(".")[0]
    names = ("path", NAMED.get(table, ""), table)
    return next((name for name in names if name in fields), "")


def _path_fault(
    base: Plain, change: Change, model: type[BaseModel], *, is_by_path: bool
) -> Fault | None:
    """What is wrong with the path of a change."""
    if change.operation == "put":
        return None
    keys = change.path.split(".")
    if not _is_value(base, keys):
        known = sorted(_paths(base))
        if keys[0] in NAMED and len(keys) > 2 and keys[1] not in base[keys[0]]:
            what = f"unknown {NAMED[keys[0]]} '{keys[1]}'"
            return Fault("", what, did_you_mean(keys[1], base[keys[0]]))
        inside = [path for path in known if path.startswith(f"{change.path}.")]
        if inside:
            return Fault("", f"'{change.path}' is a block", f"name one value, such as {inside[0]}")
        return Fault("", f"unknown path '{change.path}'", did_you_mean(change.path, known))
    field = field_at(Block(model), keys)
    if keys[0] in NOT_THE_BUSINESS or (field is not None and field.structural):
        what = f"'{change.path}' shapes the world at the start and cannot change later"
        return Fault("", what, "change it in the base, or ask a second question")
    value = _value_at(base, change.path)
    if is_by_path and isinstance(value, list):
        typed = (words for ending, words in LISTS.items() if change.path.endswith(ending))
        remedy = next(typed, "change it in the base, or ask a second question")
        return Fault("", f"'{change.path}' is a list and cannot be changed by path", remedy)
    if change.operation in ("scale", "add") and not _is_number(value):
        return Fault("", f"'{change.path}' is no number", "use kind: set")
    return None


def _is_value(base: Plain, keys: Sequence[str]) -> bool:
    """Whether the keys lead to a single value, which may be a list."""
    block: Any = base
    for key in keys:
        if not isinstance(block, Mapping) or key not in block:
            return False
        block = block[key]
    return not isinstance(block, Mapping)


def _value_at(business: Plain, path: str) -> Any:
    """The value at a dotted path."""
    return reduce(lambda block, key: block[key], path.split("."), business)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def field_at(shape: Shape | None, keys: Sequence[str]) -> Field | None:
    """The field that a path ends at, or the nearest one above that is shared by a whole block."""
    field: Field | None = None
    for key in keys:
        if isinstance(shape, Block):
            field = shape.fields.get(key)
        elif not isinstance(shape, Table):
            return field
        shape = step(shape, key) if shape is not None else None
    return field


def _paths(value: Any, above: str = "") -> Iterator[str]:
    """Dotted paths of all single values."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _paths(item, f"{above}.{key}" if above else key)
    else:
        yield above


def _together(
    base: Plain, alternative: Alternative, here: str, horizon: int, model: type[BaseModel]
) -> Iterator[Fault]:
    """What is wrong with the business in any month, each told for the first month that has it."""
    told: set[str] = set()
    for month, business in moments(base, alternative, horizon):
        new = [problem for problem in _problems(business, model) if problem.key not in told]
        for problem in new:
            j = _culprit(base, alternative, month, problem.key, model)
            field = _field(alternative.interventions[j], month, problem.key)
            what = f"'{problem.key}' in month {month}: {problem.what}"
            yield Fault(f"{here}.interventions.{j}.{field}".rstrip("."), what, problem.remedy)
        told.update(problem.key for problem in new)


def _problems(business: Plain, model: type[BaseModel]) -> list[Problem]:
    """What is wrong with a business, in the words for a file that said it."""
    try:
        sound(model, json.dumps(business))
    except ValidationError as error:
        return explain(error.errors(), from_plain(business, DEFAULT), Block(model))
    return []


def _culprit(
    base: Plain, alternative: Alternative, month: int, key: str, model: type[BaseModel]
) -> int:
    """The intervention with which, in their order, a problem comes and stays."""
    last = len(alternative.interventions)
    while last > 1:
        rest = alternative.model_copy(
            update={"interventions": alternative.interventions[: last - 1]}
        )
        without = _problems(business_in(base, rest, month), model)
        if key not in [problem.key for problem in without]:
            break
        last -= 1
    return last - 1


def _field(intervention: Intervention, month: int, key: str) -> str:
    """The field that a wrong value came from; empty when there is none, or more than one."""
    fields: set[str] = set()
    for change in intervention.changes(month - intervention.start_month):
        if f"{change.path}.".startswith(f"{key}."):
            fields.add(change.field)
        elif key.startswith(f"{change.path}."):
            fields.add(f"{change.field}{key.removeprefix(change.path)}".lstrip("."))
    fields.discard("")
    return fields.pop() if len(fields) == 1 else ""
