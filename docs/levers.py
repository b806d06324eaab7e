"""The page on levers: which intervention expresses which lever of the field, with an example."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from docs.reference import WRITTEN, page, table
from sim.scenarios.describe import Entry, describe
from sim.scenarios.schema.interventions import Intervention
from sim.scenarios.schema.scenario import Scenario


class FieldLever(NamedTuple):
    """Something that planners of service businesses want to pull."""

    number: int
    name: str
    kinds: tuple[str, ...]
    """Kinds of intervention that express it, the most direct first."""


LEVERS: Final = (
    FieldLever(1, "Customer retention by so many points", ("retention_target",)),
    FieldLever(
        2,
        "Employee retention: pay, recognition, counselling, induction, training",
        ("retention_target", "pay", "internal_quality", "counselling", "induction"),
    ),
    FieldLever(
        3,
        "Hiring standards: quality of selection against time to fill",
        ("hiring_standard", "internal_quality"),
    ),
    FieldLever(4, "Empowerment at the front line", ("empowerment", "internal_quality")),
    FieldLever(
        5,
        "Staffing level and schedule, overtime, peaks",
        ("staffing", "staffing_policy", "schedule", "overtime", "peak_management"),
    ),
    FieldLever(
        6,
        "Tools, support from other departments, standardisation",
        ("internal_quality", "standardisation"),
    ),
    FieldLever(
        7,
        "Channel mix: open, close, shift, improve, escalate, migrate to self-service",
        ("channel", "escalation", "self_service_migration", "coordination"),
    ),
    FieldLever(8, "Tiered service: priority, VIP room, relationship manager", ("tiered_service",)),
    FieldLever(9, "Relationship level by tier, basic to partnership", ("relationship_level",)),
    FieldLever(10, "Loyalty programme", ("loyalty_programme",)),
    FieldLever(11, "Promotion: free delivery, discount, bundle, gift", ("promotion",)),
    FieldLever(12, "Price change and premium", ("price",)),
    FieldLever(13, "Promise level of advertising", ("promise",)),
    FieldLever(
        14,
        "Complaint handling: speed, compensation, guarantee, encouragement",
        ("recovery", "guarantee", "encourage_complaints"),
    ),
    FieldLever(
        15, "After-sale contact: call-backs, reminder cards, service selling", ("after_sale",)
    ),
    FieldLever(
        16, "Campaigns: target, contact cap, channel, waves", ("campaign", "contact_policy")
    ),
    FieldLever(17, "Personalisation and one-to-one offers", ("personalisation",)),
    FieldLever(18, "Win-back of lost customers", ("win_back",)),
    FieldLever(19, "Service contest in three phases", ("service_contest",)),
    FieldLever(
        20,
        "Competitor enters, or matches price or quality",
        ("competitor_entry", "competitor_reaction"),
    ),
    FieldLever(21, "Shocks: outage, incident, surge, staff shortage, scandal", ("shock",)),
    FieldLever(22, "Reinvestment of profit", ("reinvestment",)),
    FieldLever(
        23,
        "Transactional against relationship strategy: acquisition against retention budget",
        ("marketing_split", "advertising"),
    ),
)
"""The levers of the field."""

GENERAL: Final = ("set", "scale", "add")
"""Kinds that change any value and belong to no lever."""

ABOVE: Final = "alternatives.<n>.interventions."


def levers_page(examples: Mapping[str, Mapping[str, Any]]) -> str:
    """Every lever with its kinds of intervention, every kind with its fields and an example.

    Parameters
    ----------
    examples : mapping
        Fields of one intervention of each kind that the textbook firm can carry out.

    Returns
    -------
    str
        Markdown.
    """
    return page(_lines(examples))


def example(kind: str, fields: Mapping[str, Any]) -> str:
    """An intervention as a scenario file writes it in a list."""
    lines = [f"kind: {kind}", *(f"{key}: {_flow(value)}" for key, value in fields.items())]
    return "- " + "\n  ".join(lines)


def _flow(value: Any) -> str:
    """A value in YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9_.]*", value):
        return value
    return json.dumps(value)


def _lines(examples: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    kinds = _kinds()
    yield from (WRITTEN, "", "# Levers", "")
    yield "What planners of service businesses pull, and the kinds of intervention that do it. An"
    yield "alternative lists interventions; `set`, `scale` and `add` change any value that has no"
    yield "kind of its own. Under each kind stand its fields, and an example that changes the"
    yield "textbook firm, for `contact_policy` and `personalisation` beside a campaign;"
    yield "[model.md](model.md) says what follows from the change."
    yield ""
    rows = []
    for lever in LEVERS:
        links = ", ".join(f"[`{kind}`](#{kind})" for kind in lever.kinds)
        rows.append((str(lever.number), lever.name, links))
    yield from table(("", "lever", "kinds"), rows)
    yield from ("", "## Every kind", "", "Each intervention has a start, and may end and cost:", "")
    yield from _fields(kinds["set"], common=True)
    for kind in sorted(kinds):
        own = [str(lever.number) for lever in LEVERS if kind in lever.kinds]
        yield from ("", f"## {kind}", "", kinds[kind][0].meaning)
        if own:
            yield f"{'Lever' if len(own) == 1 else 'Levers'} {', '.join(own)}."
        if len(kinds[kind]) > 1:
            yield ""
            yield from _fields(kinds[kind], common=False)
        yield from ("", "```yaml", example(kind, examples[kind]), "```")


def _kinds() -> dict[str, list[Entry]]:
    """Entries of each kind: itself first, then its fields, their paths below the kind."""
    found: dict[str, list[Entry]] = {}
    for entry in describe(Scenario):
        match = re.match(rf"{re.escape(ABOVE)}<\w+:(\w+)>\.?(.*)$", entry.path)
        if match is not None:
            found.setdefault(match[1], []).append(entry._replace(path=match[2]))
    return found


def _fields(entries: list[Entry], *, common: bool) -> Iterator[str]:
    """Fields of a kind, either those that all have or its own."""
    shared = Intervention.model_fields
    chosen = [
        entry
        for entry in entries
        if entry.path not in ("", "kind") and (entry.path.split(".")[0] in shared) == common
    ]
    if not chosen:
        yield "No fields of its own."
        return
    yield from table(
        ("field", "meaning", "type", "unit", "range", "default"),
        ((f"`{e.path}`", e.meaning, e.type, e.unit, e.range, e.default) for e in chosen),
    )
