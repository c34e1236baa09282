"""The JSON Schema of scenario files, with which editors complete and check them."""

from __future__ import annotations

from typing import Any

from nksim.scenario.quantities import SOURCE
from nksim.scenario.scenario import Scenario

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NUMBERS = ("number", "integer")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of scenario files.

    Numbers are plain or have a range and a source; levers are told apart by their `lever`.
    """
    schema = Scenario.model_json_schema(by_alias=True)
    definitions = {name: _definition(name, body) for name, body in schema["$defs"].items()}
    properties = {
        "extends": _EXTENDS,
        "without": _WITHOUT,
        **{key: _with_quantity(body) for key, body in schema["properties"].items()},
    }
    return {
        "$schema": _DIALECT,
        "title": "nksim scenario",
        "description": "One world and its policies",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }


_EXTENDS = {
    "type": "string",
    "description": "Another scenario file, relative to this one, or one that comes with nksim "
    "(nksim:history); this file writes only the differences",
}
_WITHOUT = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Levers of the extended file to leave out, by name",
}


def _definition(name: str, body: dict[str, Any]) -> dict[str, Any]:
    """A section; only levers have required keys, since all others have a value of the model's."""
    properties = {key: _with_quantity(inner) for key, inner in body.get("properties", {}).items()}
    changed = {**body, "properties": properties}
    if "lever" not in properties:
        changed.pop("required", None)
    return changed


def _with_quantity(body: dict[str, Any]) -> dict[str, Any]:
    if body.get("type") not in _NUMBERS:
        return body
    plain: dict[str, Any] = {
        key: body[key] for key in ("type", "minimum", "maximum") if key in body
    }
    said: dict[str, Any] = {
        key: body[key] for key in ("description", "default", "title") if key in body
    }
    return {**said, "description": _said(body), "anyOf": [plain, _quantity(plain)]}


def _quantity(plain: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "value": plain,
            "range": {
                "type": "array",
                "items": {**plain, "type": "number"},
                "minItems": 2,
                "maxItems": 2,
                "description": "Plausible range, [low, high]",
            },
            "source": {
                "type": "string",
                "pattern": f"^(?:{SOURCE.pattern})$",
                "description": "A row of the evidence, or the word assumed",
            },
        },
        "required": ["value"],
        "additionalProperties": False,
    }


def _said(body: dict[str, Any]) -> str:
    """Meaning, unit, allowed and plausible range, source: what an editor shows on hovering."""
    parts = [body.get("description", "")]
    if body.get("unit"):
        parts.append(f"unit: {body['unit']}")
    if "minimum" in body and "maximum" in body:
        low, high = body["minimum"], body["maximum"]
        parts.append(f"allowed: {low:g} to {high:g}")
    if "prior" in body:
        low, high = body["prior"]
        parts.append(f"plausible: {low:g} to {high:g}")
    if "source" in body:
        parts.append(f"source: {body['source']}")
    return "; ".join(filter(None, parts))
