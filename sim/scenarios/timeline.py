"""When each intervention is in force, and what the base looks like from then on."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from sim.scenarios.nearest import did_you_mean
from sim.scenarios.schema.interventions import Alternative, Change, Intervention
from sim.scenarios.shape import Block, Field, Shape, Table, step
from sim.scenarios.strict import Fault

Plain = dict[str, Any]
"""A base business as plain data."""

NOT_THE_BUSINESS = ("alternatives", "experiment", "time", "title", "question", "description")
"""Keys of a scenario that are no part of the business."""


NAMED = {"channels": "channel", "teams": "team"}
"""Tables of names, and what one of their entries is called."""


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
    business: Plain = json.loads(json.dumps(base))
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
    numeric = isinstance(before, int | float) and not isinstance(before, bool)
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
    yield from intervention.faults(base)
    for change in all_changes(intervention):
        key = "path" if "path" in type(intervention).model_fields else ""
        fault = _path_fault(base, change, model)
        if fault is not None:
            yield fault._replace(key=_where(intervention, key, change))


def all_changes(intervention: Intervention) -> list[Change]:
    """Changes that an intervention makes in all its phases, each once."""
    found: list[Change] = []
    for phase in (0, *intervention.phases()):
        found += [change for change in intervention.changes(phase) if change not in found]
    return found


def _where(intervention: Intervention, key: str, change: Change) -> str:
    """Key of the intervention that a wrong path came from."""
    if key:
        return key
    table = change.path.partition(".")[0]
    names = (NAMED.get(table, ""), table)
    return next((name for name in names if hasattr(intervention, name)), "")


def _path_fault(base: Plain, change: Change, model: type[BaseModel]) -> Fault | None:
    """What is wrong with the path of a change."""
    if change.operation == "put":
        return None
    keys = change.path.split(".")
    known = sorted(_paths(base))
    if change.path not in known:
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
    try:
        apply(json.loads(json.dumps(base)), change, 1.0)
    except TypeError:
        return Fault("", f"'{change.path}' is no number", "use kind: set")
    return None


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
    """Whether the business is still possible at every month in which something changes."""
    for month, business in moments(base, alternative, horizon):
        try:
            model.model_validate_json(json.dumps(business), strict=True)
        except ValidationError as error:
            for detail in error.errors():
                path = ".".join(str(part) for part in detail["loc"])
                if "faults" in detail.get("ctx", {}):
                    for told in map(Fault._make, detail["ctx"]["faults"]):
                        j, field = _field_of(alternative, f"{path}.{told.key}".lstrip("."))
                        key = f"{here}.interventions.{j}.{field}".rstrip(".")
                        yield told._replace(key=key)
                    continue
                j = _culprit(alternative, path)
                text = f"{detail['msg'][:1].lower()}{detail['msg'][1:]}"
                is_block = isinstance(detail["input"], Mapping)
                made = f"breaks '{path}'" if is_block else f"makes '{path}' {detail['input']!r}"
                what = f"{made} in month {month}: {text}"
                yield Fault(f"{here}.interventions.{j}", what, "keep it within its range")
            return


def _field_of(alternative: Alternative, path: str) -> tuple[int, str]:
    """Last intervention that touches a path, and the key that holds the value it puts there."""
    j = _culprit(alternative, path)
    one = alternative.interventions[j]
    values = [change.value for change in all_changes(one) if change.path == path]
    fields = [name for name in type(one).model_fields if getattr(one, name) in values]
    return j, fields[-1] if fields else ""


def _culprit(alternative: Alternative, path: str) -> int:
    """Last intervention that touches a path; the last of all when none does by name."""
    touching = [
        j
        for j, intervention in enumerate(alternative.interventions)
        if any(change.path == path for change in all_changes(intervention))
    ]
    return touching[-1] if touching else len(alternative.interventions) - 1
