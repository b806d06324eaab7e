"""The schema of scenario files in JSON Schema, for editors that complete and check while typing.

A file may leave to another what it extends, so a key is required only inside a list, where nothing
is merged; a null takes a name away from a table. Every file that loads passes this schema; rules
between fields remain with the loader.
"""

from typing import Any, Final

from pydantic import BaseModel

from sim.scenarios.strict import Mark

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
"""The dialect."""

_WHOLE: Final = "_whole"


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema, draft 2020-12, of the files that load as a model.

    Parameters
    ----------
    model : the class of the scenario

    Returns
    -------
    dict
        Units stand in brackets at the end of the descriptions, ranges worth testing as examples.
    """
    raw = model.model_json_schema()
    definitions = raw.pop("$defs", {})
    schema = _adapt(raw, whole=False)
    schema["properties"] = {**_loader_keys(), **schema.get("properties", {})}
    schema["$defs"] = {
        name + ending: _adapt(definition, whole=bool(ending))
        for name, definition in definitions.items()
        for ending in ("", _WHOLE)
    }
    return {"$schema": DRAFT, **schema}


def _loader_keys() -> dict[str, Any]:
    return {
        "extends": {
            "type": "string",
            "description": "File that this one extends, relative to it, or a shipped name.",
            "examples": ["firms/textbook"],
        },
        "sources": {
            "type": "object",
            "description": "How the values set in this file are known, by dotted path.",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "mark": {"enum": [mark.value for mark in Mark]},
                    "source": {"type": "string", "minLength": 1},
                },
                "required": ["mark", "source"],
                "additionalProperties": False,
            },
        },
    }


def _adapt(schema: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    """One schema in its form inside a list (whole) or where files merge."""
    adapted: dict[str, Any] = {}
    for key, value in schema.items():
        match key:
            case "$ref":
                adapted[key] = value + (_WHOLE if whole else "")
            case "properties":
                adapted[key] = {
                    name: _adapt(below, whole=whole and "default" not in below)
                    for name, below in value.items()
                }
            case "items":
                adapted[key] = _adapt(value, whole=True)
            case "prefixItems":
                adapted[key] = [_adapt(below, whole=True) for below in value]
            case "oneOf" | "anyOf":
                adapted["anyOf"] = [_adapt(below, whole=whole) for below in value]
            case "additionalProperties" if isinstance(value, dict):
                adapted[key] = _in_table(value, whole=whole)
            case "patternProperties":
                adapted[key] = {p: _in_table(below, whole=whole) for p, below in value.items()}
                adapted["additionalProperties"] = False
            case "required" | "minProperties":
                if whole:
                    adapted[key] = value
            case "discriminator" | "unit" | "mark" | "source" | "worth_testing" | "structural":
                continue
            case _:
                adapted[key] = value
    if unit := schema.get("unit"):
        adapted["description"] = f"{schema.get('description', '')} [{unit}]".strip()
    if worth := schema.get("worth_testing"):
        adapted["examples"] = worth
    return adapted


def _in_table(schema: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    below = _adapt(schema, whole=whole)
    return below if whole else {"anyOf": [below, {"type": "null"}]}
